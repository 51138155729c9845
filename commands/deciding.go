package commands

import (
	"strings"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
)

// deciding holds the verbs of approvers.
func deciding() []verb {
	return []verb{
		{
			name: "approve", args: "[CASE]", need: judges, run: (*request).approve,
			short:   "approve the appeal exactly as it stands",
			long:    "It first shows you every word; the button below it approves. A white check mark on the card does the same as the button, unless there is something to tick.",
			example: []string{"approve", "approve 2026-1234567"},
		},
		{
			name: "reject", args: "[CASE] REASON", need: judges, run: (*request).reject,
			short:   "send the appeal back with what should change",
			example: []string{"reject the time is wrong, it was 1 a.m."},
		},
		{
			name: "freeze", args: "[all | CASE | account NAME] REASON", need: writers, run: (*request).freeze,
			short:   "stop publication at once",
			long:    "In a case's channel it stops that case. Stopping everything or an account takes an approver or administrator. What comes due meanwhile is held, and asked about one by one after /appeal resume.",
			example: []string{"freeze all a wrong photo went out", "freeze 2026-1234567 suspect arrested, wording has to change"},
		},
		{
			name: "resume", args: "[all | CASE | account NAME]", need: bosses, run: (*request).resume,
			short:   "let publication go on",
			example: []string{"resume all"},
		},
	}
}

// approve shows every word before it approves: typed from memory, an approval
// could be for a revision that the person has not seen.
func (q *request) approve(rest string) (chat.Answer, error) {
	v, err := q.appeal(strings.TrimSpace(rest))
	if err != nil {
		return chat.Answer{}, err
	}
	return q.readFirst(v)
}

// read answers a button that shows every word to whoever is called from elsewhere.
func (q *request) read(id bot.ID) (chat.Answer, error) {
	v, err := q.view(id)
	if err != nil {
		return chat.Answer{}, err
	}
	return q.readFirst(v)
}

// readFirst shows every word, with the buttons that decide below it.
func (q *request) readFirst(v card.View) (chat.Answer, error) {
	if v.Appeal.State != bot.Waiting || v.Appeal.Content.Overdue(q.desk.Now()) {
		return q.approved(v.Appeal.ID, "") // refuses whatever happens meanwhile, and says why
	}
	v.See(shown{q, v.Appeal.ID})
	m := q.book().Preview(v)
	m.Text = "Read this, then approve it. " + m.Text
	m.Sections = append(q.book().Before(v), m.Sections...)
	m.Tone = chat.Waiting
	m.Buttons = []chat.Button{
		{Label: "Approve", Style: chat.Primary, Action: chat.Action{Verb: card.VerbApprove, Subject: string(v.Appeal.ID), Digest: v.Appeal.Digest}},
		{Label: "Request changes", Action: chat.Action{Verb: card.VerbChanges, Subject: string(v.Appeal.ID), Digest: v.Appeal.Digest}},
	}
	return show(m), nil
}

// approved records an approval of a digest that was shown, and of the findings
// that were ticked.
func (q *request) approved(id bot.ID, digest string, ticked ...string) (chat.Answer, error) {
	a, err := q.desk.Approve(q.ctx, q.by, id, digest, ticked...)
	if err != nil {
		return chat.Answer{}, err
	}
	switch {
	case a.State == bot.Waiting:
		return say("Your approval counts. %s", q.waits(a)), nil
	case a.Content.At.After(q.desk.Now()):
		more, err := q.remarks(a)
		return say("Approved. It will be published %s.%s", bot.When(a.Content.At, q.desk.Now()), more), err
	default:
		more, err := q.remarks(a)
		if more != "" {
			return say("Approved.%s The card shows how far it is.", more), err
		}
		return say("Approved. It is being published now; the card shows how far it is."), err
	}
}

func (q *request) reject(rest string) (chat.Answer, error) {
	ref, reason, _ := caseRef(rest)
	if strings.TrimSpace(reason) == "" {
		return chat.Answer{}, usage("reject", "Say what should change.")
	}
	v, err := q.appeal(ref)
	if err != nil {
		return chat.Answer{}, err
	}
	return q.rejected(v.Appeal.ID, reason)
}

func (q *request) rejected(id bot.ID, reason string) (chat.Answer, error) {
	if _, err := q.desk.RequestChanges(q.ctx, q.by, id, reason); err != nil {
		return chat.Answer{}, err
	}
	return say("It went back to its author."), nil
}

func (q *request) freeze(rest string) (chat.Answer, error) {
	f, reason, err := q.scope(rest)
	if err != nil {
		return chat.Answer{}, err
	}
	if strings.TrimSpace(reason) == "" {
		return chat.Answer{}, usage("freeze", "Say why.")
	}
	f.Reason = reason
	f, err = q.desk.Freeze(q.ctx, q.by, f)
	if err != nil {
		return chat.Answer{}, err
	}
	return say("%s. Nothing more goes out until /appeal resume. What is public already stays; /appeal takedown removes it.", f.Says(q.desk.Now())), nil
}

// scope reads what a freeze is about: "all", "account NAME", a case, or the
// case of this channel.
func (q *request) scope(rest string) (bot.Freeze, string, error) {
	first, after := word(rest)
	switch strings.ToLower(first) {
	case "all", "everything":
		return bot.Freeze{Scope: bot.FreezeAll, Name: "everything"}, after, nil
	case "account":
		id, reason := word(after)
		var names []string
		for _, a := range q.desk.Accounts() {
			if strings.EqualFold(string(a.ID), id) {
				return bot.Freeze{Scope: bot.FreezeAccount, Subject: string(a.ID), Name: a.Name}, reason, nil
			}
			names = append(names, string(a.ID))
		}
		return bot.Freeze{}, "", bot.Refuse(bot.ErrNotFound, "There is no account %q. There are: %s.", id, strings.Join(names, ", "))
	}
	ref, reason, _ := caseRef(rest)
	number, _, _ := strings.Cut(ref, "/")
	k, err := q.findCase(number)
	return bot.Freeze{Scope: bot.FreezeCase, Subject: string(k.ID), Name: "case " + k.Number}, reason, err
}

func (q *request) resume(rest string) (chat.Answer, error) {
	f, _, err := q.scope(rest)
	if err != nil {
		return chat.Answer{}, err
	}
	n, err := q.desk.Resume(q.ctx, q.by, f.Scope, f.Subject)
	if err != nil {
		return chat.Answer{}, err
	}
	switch n {
	case 0:
		return say("Publication goes on. Nothing came due meanwhile."), nil
	case 1:
		return say("Publication goes on. One post came due meanwhile; the case's channel asks about it."), nil
	default:
		return say("Publication goes on. %d posts came due meanwhile; the cases' channels ask about each.", n), nil
	}
}
