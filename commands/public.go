package commands

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
	"appealbot/bot/desk"
)

// public holds the verbs for what comes back.
func public() []verb {
	return []verb{
		{
			name: "label", args: "[CASE] R17 LABEL", run: (*request).label,
			short:   "label an answer: tip, follow-up, question, noise, abuse, emergency",
			example: []string{"label R17 tip"},
		},
		{
			name: "replies", args: "[CASE] [R17]", run: (*request).replies,
			short:   "show answers from a number on, with the whole list as a file",
			example: []string{"replies", "replies R120"},
		},
		{
			name: "answer", args: "[CASE] R17 [TEXT]", need: writers, run: (*request).answer,
			short:   "answer somebody below what they wrote; without a text it opens a form",
			long:    "It is approved like any appeal before anybody sees it, and goes out on the account that was written to and nowhere else. If what it answers is edited, deleted or hidden meanwhile, it does not go out.",
			example: []string{"answer R17 The road is open again. Thank you for asking."},
		},
		{
			name: "take", args: "[CASE] R17", run: (*request).takeOver,
			short:   "say that you deal with an emergency, so that nobody else is paged",
			long:    "The duty list is paged at once, after 5 and after 15 minutes, and every 15 minutes from then on, until somebody does. Call the communications centre first.",
			example: []string{"take R17"},
		},
		moderation(bot.OpHide, "hide an answer below our post, where the network can",
			"It needs no second person, because it makes less public. The answer is kept here with everything that is known of it, and its card says when it is done.", "insults an officer by name"),
		moderation(bot.OpShow, "show a hidden answer again", "", "it was a misunderstanding"),
		moderation(bot.OpMute, "be told nothing more of somebody by the network", "What they write is read and kept all the same.", "sends the same picture every minute"),
		moderation(bot.OpReport, "report an answer to the network", "Nothing is sent but the answer, its author and your reason.", "threatens a witness"),
	}
}

// moderation is the verb of one operation on what the public wrote.
func moderation(op bot.Op, short, long, reason string) verb {
	return verb{
		name: string(op), args: "[CASE] R17 REASON", need: moderators, short: short, long: long, example: []string{string(op) + " R17 " + reason},
		run: func(q *request, rest string) (chat.Answer, error) { return q.moderate(op, rest) },
	}
}

func (q *request) label(rest string) (chat.Answer, error) {
	ref, rest, _ := caseRef(rest)
	number, rest := word(rest)
	label := bot.Label(strings.ToLower(strings.TrimSpace(rest)))
	if !slices.Contains(bot.Labels(), label) {
		return chat.Answer{}, usage("label", fmt.Sprintf("%q is not a label.", rest))
	}
	r, err := q.findReply(ref, number)
	if err != nil {
		return chat.Answer{}, err
	}
	return q.labelled(r.ID, label)
}

// findReply finds the reply with a number in the case that ref, or its absence,
// means here.
func (q *request) findReply(ref, number string) (r bot.Reply, err error) {
	k, err := q.findCase(ref)
	if err != nil {
		return r, err
	}
	err = q.desk.View(q.ctx, func(tx bot.Tx) error {
		r, err = desk.FindReply(tx, k.ID, number)
		return err
	})
	return r, err
}

func (q *request) labelled(id bot.ID, label bot.Label) (chat.Answer, error) {
	r, err := q.desk.Label(q.ctx, q.by, id, label)
	if err != nil {
		return chat.Answer{}, err
	}
	if label == "" {
		return say("R%d has no label any more.", r.Number), nil
	}
	return say("R%d is labelled %s.", r.Number, label), nil
}

// manyReplies is how many answers one listing holds.
const manyReplies = 1000

func (q *request) replies(rest string) (chat.Answer, error) {
	ref, rest, _ := caseRef(rest)
	k, err := q.findCase(ref)
	if err != nil {
		return chat.Answer{}, err
	}
	var v card.Answers
	err = q.desk.View(q.ctx, func(tx bot.Tx) error {
		t, err := tx.Tally(k.ID)
		if err != nil {
			return err
		}
		from := max(1, t.Replies-manyReplies+1)
		if rest = strings.TrimSpace(rest); rest != "" {
			r, err := desk.FindReply(tx, k.ID, rest)
			if err != nil {
				return err
			}
			from = r.Number
		}
		v, err = card.LoadAnswers(tx, k.ID, from, manyReplies)
		return err
	})
	if err != nil {
		return chat.Answer{}, err
	}
	if len(v.Replies) == 0 {
		return say("Nobody has answered yet in case %s.", k.Number), nil
	}
	m, err := q.book().Digest(v)
	return show(m), err
}

func (q *request) answer(rest string) (chat.Answer, error) {
	ref, rest, _ := caseRef(rest)
	number, text := word(rest)
	if number == "" {
		return chat.Answer{}, usage("answer", "Say which answer of the public you mean.")
	}
	r, err := q.findReply(ref, number)
	if err != nil {
		return chat.Answer{}, err
	}
	if strings.TrimSpace(text) == "" {
		return ask(q.book().Answer(r)), nil
	}
	return q.answered(r.ID, text)
}

// about opens a form about a reply.
func (q *request) about(id bot.ID, form func(bot.Reply) chat.Form) (chat.Answer, error) {
	var r bot.Reply
	err := q.desk.View(q.ctx, func(tx bot.Tx) (err error) {
		r, err = tx.Reply(id)
		return err
	})
	if errors.Is(err, bot.ErrNotFound) {
		err = bot.Refuse(bot.ErrNotFound, "That answer is not known here. Look at /appeal replies.")
	}
	if err != nil {
		return chat.Answer{}, err
	}
	return ask(form(r)), nil
}

// answered begins an answer to a reply and says what comes next.
func (q *request) answered(id bot.ID, text string) (chat.Answer, error) {
	a, err := q.desk.Answer(q.ctx, q.by, id, text)
	if err != nil {
		return chat.Answer{}, err
	}
	return q.offered("answer", a)
}

func (q *request) moderate(op bot.Op, rest string) (chat.Answer, error) {
	ref, rest, _ := caseRef(rest)
	number, reason := word(rest)
	if number == "" || strings.TrimSpace(reason) == "" {
		return chat.Answer{}, usage(string(op), "Say which answer you mean, and why.")
	}
	r, err := q.findReply(ref, number)
	if err != nil {
		return chat.Answer{}, err
	}
	return q.moderated(r.ID, op, reason)
}

// moderated has something done about a reply and says what comes next.
func (q *request) moderated(id bot.ID, op bot.Op, reason string) (chat.Answer, error) {
	r, err := q.desk.Moderate(q.ctx, q.by, id, op, reason)
	if err != nil {
		return chat.Answer{}, err
	}
	return say("Noted: %s R%d. The network is told now, and the answer's card says when it is done. It is kept here with everything that is known of it.", op, r.Number), nil
}
