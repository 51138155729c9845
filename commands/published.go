package commands

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// published holds the verbs for what is public already.
func published() []verb {
	return []verb{
		{
			name: "update", args: "[CASE] TEXT", need: writers, run: (*request).update,
			short:   "write a follow-up under the live posts",
			long:    "It is approved like any appeal before anybody sees it.",
			example: []string{"update The Lexus has been found. We still look for dash-cam video from 1 to 2 a.m."},
		},
		correcting(),
		{
			name: "takedown", args: "[CASE] REASON", need: writers, run: (*request).takedown,
			short:   "remove the appeal from every account, now",
			long:    "It needs no second person, because it makes less public. The card shows each account until nothing is left.",
			example: []string{"takedown the child has been found"},
		},
		{
			name: "close", args: "[CASE] REASON", run: (*request).close,
			short:   "end the case: drafts are cancelled, its channel is archived",
			long:    "What is public stays; take it down first if it should go.",
			example: []string{"close arrest made"},
		},
	}
}

func (q *request) update(rest string) (chat.Answer, error) {
	ref, text, _ := caseRef(rest)
	if strings.TrimSpace(text) == "" {
		return chat.Answer{}, usage("update", "Write what there is to add.")
	}
	ref, text, err := q.ordinal(ref, text)
	if err != nil {
		return chat.Answer{}, err
	}
	parent, err := q.live(ref)
	if err != nil {
		return chat.Answer{}, err
	}
	return q.follow(parent, text)
}

// ordinal takes the number of an appeal off the beginning of a text, as in
// `update 1 The Lexus has been found`, if the case has an appeal with that number
// that is public: where it has not, the number is a part of the text. ref is what
// stood before.
func (q *request) ordinal(ref, text string) (string, string, error) {
	nth, rest := field(text)
	if strings.Contains(ref, "/") || rest == "" || len(nth) > 4 || !allDigits(nth) || nth[0] == '0' {
		return ref, text, nil
	}
	v, err := q.appeal(ref + "/" + nth)
	switch {
	case errors.Is(err, bot.ErrNotFound):
		return ref, text, nil // whoever looks for the case says so, if that is what is missing
	case err != nil:
		return "", "", err
	case v.Appeal.State != bot.Approved:
		return ref, text, nil
	}
	return ref + "/" + nth, rest, nil
}

// live finds the appeal whose threads a follow-up continues: the named one, or
// the newest of the case that was approved.
func (q *request) live(ref string) (bot.ID, error) {
	return q.published(ref, "nothing to follow up or take down. Begin an appeal with /appeal new", func(a bot.Appeal) bool { return a.Answers == "" })
}

// published finds an appeal of which something is public: the named one, or the
// newest of the case that fits. So is what there is then nothing for, and how one
// goes on.
func (q *request) published(ref, so string, fits func(bot.Appeal) bool) (bot.ID, error) {
	if _, _, named := strings.Cut(ref, "/"); named {
		v, err := q.appeal(ref)
		return v.Appeal.ID, err
	}
	k, err := q.findCase(ref)
	if err != nil {
		return "", err
	}
	var id bot.ID
	err = q.desk.View(q.ctx, func(tx bot.Tx) error {
		as, err := tx.AppealsOf(k.ID, k.Appeals)
		for _, a := range as {
			if a.State != bot.Approved || !fits(a) || id != "" {
				continue
			}
			ps, err := tx.PostsOf(a.ID)
			if err != nil {
				return err
			}
			if slices.ContainsFunc(ps, func(p bot.Post) bool { return p.Op == bot.OpCreate && p.State == bot.PostPosted }) {
				id = a.ID
			}
		}
		return err
	})
	if err == nil && id == "" {
		err = bot.Refuse(bot.ErrStale, "Nothing of case %s is public, so there is %s %s.", k.Number, so, k.Number)
	}
	return id, err
}

// follow begins an update and says what comes next.
func (q *request) follow(parent bot.ID, text string) (chat.Answer, error) {
	a, err := q.desk.Follow(q.ctx, q.by, parent, text)
	if err != nil {
		return chat.Answer{}, err
	}
	p, err := q.view(a.Parent) // of a correction: what it corrects
	if err != nil {
		return chat.Answer{}, err
	}
	answer, err := q.offered("update", a)
	if err != nil {
		return chat.Answer{}, err
	}
	answer.Reply.Text += fmt.Sprintf(" It goes under %s/%d.", p.Case.Number, p.Appeal.Number)
	var left []string
	err = q.desk.View(q.ctx, func(tx bot.Tx) (err error) {
		left, err = q.desk.LeftOut(tx, a)
		return err
	})
	if err != nil {
		return chat.Answer{}, err
	}
	if len(left) > 0 {
		answer.Reply.Text += " It does not go to " + bot.Names(left) + "."
	}
	if langs := otherLanguages(p.Appeal, a); len(langs) > 0 {
		answer.Reply.Text += fmt.Sprintf(" It is in %q alone; to say it in %s, too, press Edit.", a.Content.Languages()[0], bot.Names(langs))
	}
	return answer, nil
}

// otherLanguages are those of an appeal that an update is not written in.
func otherLanguages(parent, update bot.Appeal) []string {
	return slices.DeleteFunc(parent.Content.Languages(), func(lang string) bool {
		_, said := update.Content.Texts[lang]
		return said
	})
}

// offered says whom an update or an answer waits for, or why it is still a draft.
func (q *request) offered(what string, a bot.Appeal) (chat.Answer, error) {
	if a.State == bot.Waiting {
		more, err := q.remarks(a)
		return say("The %s is submitted. %s%s", what, q.waits(a), more), err
	}
	why := ""
	if open := bot.Open(a.Findings, a.Overrides); len(open) > 0 {
		why = " Before it can be submitted: " + open[0].Why
	} else if lacks := a.Lacks(); lacks != "" {
		why = " Before it can be submitted: " + lacks
	}
	return say("The %s is a draft.%s", what, why), nil
}

func (q *request) takedown(rest string) (chat.Answer, error) {
	ref, reason, _ := caseRef(rest)
	if strings.TrimSpace(reason) == "" {
		return chat.Answer{}, usage("takedown", "Say why.")
	}
	if strings.Contains(ref, "/") {
		v, err := q.appeal(ref)
		if err != nil {
			return chat.Answer{}, err
		}
		return q.takenDown([]bot.ID{v.Appeal.ID}, reason)
	}
	k, err := q.findCase(ref)
	if err != nil {
		return chat.Answer{}, err
	}
	ids, err := q.removable(k)
	if err != nil {
		return chat.Answer{}, err
	}
	if len(ids) == 0 {
		return chat.Answer{}, bot.Refuse(bot.ErrStale, "Nothing of case %s is public. A draft is given up with /appeal withdraw.", k.Number)
	}
	return q.takenDown(ids, reason)
}

// removable returns the appeals of a case of which something is or may become
// public.
func (q *request) removable(k bot.Case) (ids []bot.ID, err error) {
	err = q.desk.View(q.ctx, func(tx bot.Tx) error {
		as, err := tx.AppealsOf(k.ID, k.Appeals)
		if err != nil {
			return err
		}
		for _, a := range as {
			ps, err := tx.PostsOf(a.ID)
			if err != nil {
				return err
			}
			if a.State == bot.Approved || slices.ContainsFunc(ps, bot.Post.Live) {
				ids = append(ids, a.ID)
			}
		}
		return nil
	})
	return ids, err
}

func (q *request) takenDown(ids []bot.ID, reason string) (chat.Answer, error) {
	var failed error
	for _, id := range ids {
		by := q.by
		by.Event = fmt.Sprintf("%s#%s", by.Event, id)
		if _, err := q.desk.Takedown(q.ctx, by, id, reason); err != nil {
			failed = err // the others come down all the same
		}
	}
	if failed != nil {
		if r, ok := errors.AsType[*bot.Refusal](failed); ok && len(ids) > 1 {
			return say("Not all of it: %s The others are being taken down; the cards show each account.", r.Text), nil
		}
		return chat.Answer{}, failed
	}
	return say("It is being taken down everywhere. The card shows each account until nothing is left."), nil
}

func (q *request) close(rest string) (chat.Answer, error) {
	ref, reason, _ := caseRef(rest)
	if strings.TrimSpace(reason) == "" {
		return chat.Answer{}, usage("close", "Say why.")
	}
	number, _, _ := strings.Cut(ref, "/")
	k, err := q.findCase(number)
	if err != nil {
		return chat.Answer{}, err
	}
	k, err = q.desk.Close(q.ctx, q.by, k.ID, reason)
	if err != nil {
		return chat.Answer{}, err
	}
	ids, err := q.removable(k)
	if err != nil {
		return chat.Answer{}, err
	}
	if len(ids) > 0 {
		return say("Case %s is closed. What is public stays public; /appeal takedown %s REASON removes it.", k.Number, k.Number), nil
	}
	return say("Case %s is closed.", k.Number), nil
}
