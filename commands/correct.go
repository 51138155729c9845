package commands

import (
	"fmt"
	"strings"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
	"appealbot/bot/desk"
)

// correcting holds the verb that corrects what is public.
func correcting() verb {
	return verb{
		name: "correct", args: "[CASE/N] [--how edit|replace|follow] [--why WHAT WAS WRONG] [TEXT]", need: writers, run: (*request).correct,
		short: "correct what is public: in place where the network lets it, else published anew",
		long: "TEXT is the whole text as it should be; without it a form shows the present one. " +
			"edit changes the posts in place, and publishes anew where that cannot be done; replace publishes anew everywhere and then takes the old posts down; " +
			"follow says TEXT below the posts, which stay. It is approved like the appeal that it corrects. " +
			"A wrong name or picture must not wait for that: use /appeal takedown.",
		example: []string{"correct 2026-1234567/1 --why \"wrong colour\" Did you see a dark blue Lexus? Call 416-808-2222."},
	}
}

func (q *request) correct(rest string) (chat.Answer, error) {
	ref, opts, text, err := refAndOptions(rest, "how", "why")
	if err != nil {
		return chat.Answer{}, err
	}
	how := bot.WayEdit
	if s, given := opts["how"]; given {
		if how = bot.Way(strings.ToLower(s)); !how.Whole() && how != bot.WayFollow {
			return chat.Answer{}, usage("correct", fmt.Sprintf("%q is no way to correct an appeal; there is edit, replace and follow.", s))
		}
	}
	if ref, text, err = q.ordinal(ref, text); err != nil {
		return chat.Answer{}, err
	}
	id, err := q.wrongOne(ref)
	if err != nil {
		return chat.Answer{}, err
	}
	if text = strings.TrimSpace(text); text == "" {
		return q.correctForm(id, how)
	}
	return q.corrected(id, desk.Correction{Texts: map[string]string{"": text}, How: how, Why: opts["why"]})
}

// wrongOne finds the appeal to correct: the named one, or the only one of the case
// that is public. Where there are several, the wrong one must not be corrected for
// want of a number.
func (q *request) wrongOne(ref string) (bot.ID, error) {
	if strings.Contains(ref, "/") {
		v, err := q.appeal(ref)
		return v.Appeal.ID, err
	}
	k, err := q.findCase(ref)
	if err != nil {
		return "", err
	}
	var as []bot.Appeal
	err = q.desk.View(q.ctx, func(tx bot.Tx) (err error) {
		as, err = desk.Correctable(tx, k)
		return err
	})
	switch {
	case err != nil:
		return "", err
	case len(as) == 0:
		return "", bot.Refuse(bot.ErrStale, "Nothing of case %s is public, so there is nothing to correct. A draft is changed with /appeal edit.", k.Number)
	case len(as) == 1:
		return as[0].ID, nil
	}
	names := make([]string, len(as))
	for i, a := range as {
		names[i] = fmt.Sprintf("%s/%d (%s)", k.Number, a.Number, a.Kind.Title())
	}
	return "", bot.Refuse(bot.ErrInvalid, "Several appeals of the case are public: %s. Say which one, for example /appeal correct %s/%d TEXT.", bot.Names(names), k.Number, as[0].Number)
}

// correctForm asks for the words, with those that are public now to begin with.
func (q *request) correctForm(id bot.ID, how bot.Way) (chat.Answer, error) {
	var v card.View
	var present bot.Content
	err := q.desk.View(q.ctx, func(tx bot.Tx) error {
		a, err := tx.Appeal(id)
		if err != nil {
			return err
		}
		if a, err = desk.Subject(tx, a); err != nil {
			return err
		}
		if v, err = card.Load(tx, a.ID); err != nil {
			return err
		}
		present, err = desk.Present(tx, a)
		return err
	})
	if err != nil {
		return chat.Answer{}, err
	}
	if len(present.Texts) == 0 || v.Appeal.Answers != "" || v.Appeal.Kind == bot.Repeat {
		// The desk says what can be done instead.
		return q.corrected(id, desk.Correction{How: how})
	}
	return ask(q.book().Correct(v, present, "", how)), nil
}

// correctedForm takes the filled form.
func (q *request) correctedForm(s chat.Submission) (chat.Answer, error) {
	n := desk.Correction{
		Texts: map[string]string{}, How: bot.Way(s.Value(card.FieldHow)),
		Why: s.Value(card.FieldReason), Also: s.Value(card.FieldAlso),
	}
	for field := range s.Values {
		lang, ok := strings.CutPrefix(field, card.FieldText+".")
		if !ok {
			continue
		}
		if n.Texts[lang] = strings.TrimSpace(s.Value(field)); n.Texts[lang] == "" {
			return wrong(field, "Write the text as it should be. To take it away use /appeal takedown."), nil
		}
	}
	return q.corrected(bot.ID(s.Action.Subject), n)
}

// corrected begins the correction and says what comes next.
func (q *request) corrected(id bot.ID, n desk.Correction) (chat.Answer, error) {
	a, err := q.desk.Correct(q.ctx, q.by, id, n)
	if err != nil {
		return chat.Answer{}, err
	}
	v, err := q.view(a.ID)
	if err != nil {
		return chat.Answer{}, err
	}
	answer, err := q.offered("correction", a)
	if err != nil {
		return chat.Answer{}, err
	}
	answer.Reply.Text += fmt.Sprintf(" It corrects %s/%d: %s.", v.Case.Number, a.Remedy.Number, q.ways(a))
	if left := q.untouched(a, n); left != "" {
		answer.Reply.Text += " " + left
	}
	answer.Reply.Text += fmt.Sprintf(" If a name or a picture must not be out there, do not wait: /appeal takedown %s/%d REASON removes it at once.", v.Case.Number, a.Remedy.Number)
	return answer, nil
}

// ways says on how many posts what happens.
func (q *request) ways(a bot.Appeal) string {
	n := map[bot.Way]int{}
	for _, r := range a.Plan.Renderings {
		if r.Corrects != nil {
			n[r.Corrects.Way]++
		}
	}
	var out []string
	for _, w := range []struct {
		way       bot.Way
		one, many string
	}{
		{bot.WayEdit, "one post is changed in place", "%d posts are changed in place"},
		{bot.WayReplace, "one post is published anew, and the old one taken down then", "%d posts are published anew, and the old ones taken down then"},
		{bot.WayFollow, "one post stays, with this below it", "%d posts stay, with this below each"},
	} {
		switch n[w.way] {
		case 0:
		case 1:
			out = append(out, w.one)
		default:
			out = append(out, fmt.Sprintf(w.many, n[w.way]))
		}
	}
	if len(out) == 0 {
		return "nothing yet"
	}
	return bot.Names(out)
}

// untouched warns of languages that still say what they said.
func (q *request) untouched(a bot.Appeal, n desk.Correction) string {
	if _, only := n.Texts[""]; !only || len(a.Content.Texts) < 2 {
		return ""
	}
	return fmt.Sprintf("Only the text in %q is other than before; press Edit to correct the rest.", a.Content.Languages()[0])
}
