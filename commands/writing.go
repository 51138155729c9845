package commands

import (
	"errors"
	"fmt"
	"strings"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
	"appealbot/bot/desk"
)

// writing holds the verbs that make a draft.
func writing() []verb {
	return []verb{
		{
			name: "new", args: "[CASE TITLE: TEXT]", need: writers, run: (*request).begin,
			short: "begin an appeal; alone it opens a form",
			long:  "With a case number the rest of the line becomes the draft: what stands before the first colon is the title, the rest is what you ask. Nothing is published; a card shows every word first. --kind chooses the kind, --lang the languages, --on the accounts, --at the time. The form also takes pictures and videos, where the chat can, and people who should be in the case's channel.",
			example: []string{
				"new 2026-1234567 Lakeshore shooting: dark Lexus seen leaving, anyone with dash-cam video between 1 and 2 a.m.?",
				"new --kind missing --lang en,fr 2026-1234567 Missing teen: last seen near Bloor and Bathurst",
			},
		},
		{
			name: "edit", args: "[CASE] [NEW TEXT]", need: writers, run: (*request).edit,
			short: "change the words; alone it opens a form",
			long:  "Every edit makes a new revision and voids the approvals given so far. --lang chooses which language the new text is in.",
			example: []string{
				"edit",
				"edit 2026-1234567 --lang fr Avez-vous vu une Lexus foncée?",
			},
		},
		{
			name: "preview", args: "[CASE]", run: (*request).preview,
			short:   "show exactly what each account would publish",
			example: []string{"preview"},
		},
		{
			name: "diff", args: "[CASE]", run: (*request).diff,
			short:   "show what the last edit changed",
			example: []string{"diff"},
		},
		{
			name: "override", args: "[CASE] NUMBER GROUND REASON", need: writers, run: (*request).override,
			short:   "let a finding pass for a reason",
			long:    "NUMBER is the finding's place on the card, from 1. GROUND is a word of the department's list: sought, public, agreed, consent, safety or mistaken; REASON is yours. Findings that must change cannot be overridden.",
			example: []string{"override 1 sought the plate is what the public should look for"},
		},
		{
			name: "submit", args: "[CASE]", need: writers, run: (*request).offer,
			short:   "ask for approval",
			example: []string{"submit", "submit 2026-1234567"},
		},
		{
			name: "schedule", args: "[CASE] WHEN", need: writers, run: (*request).schedule,
			short:   "set the time of publication; now means as soon as it is approved",
			long:    "WHEN is 18:00, tomorrow 9am, friday 17:30, in 20 minutes or 2026-12-01 18:00. The answer repeats it with weekday and time zone. Approvals given before are void, because they covered the old time.",
			example: []string{"schedule tomorrow 9am", "schedule now"},
		},
		{
			name: "withdraw", args: "[CASE] [REASON]", need: writers, run: (*request).withdraw,
			short:   "take an appeal back before it is public; a draft is cancelled",
			example: []string{"withdraw wrong intersection"},
		},
	}
}

func (q *request) begin(rest string) (chat.Answer, error) {
	opts, rest, err := options(rest, "kind", "lang", "on", "at")
	if err != nil {
		return chat.Answer{}, err
	}
	rest = strings.TrimSpace(rest)
	if ref, text, ok := caseRef(rest); rest == "" || ok && strings.TrimSpace(text) == "" {
		return ask(q.book().New(q.desk.Languages(), map[string]string{card.FieldNumber: ref, card.FieldKind: opts["kind"]})), nil
	}
	number, title, text, err := oneLine(rest)
	if err != nil {
		return chat.Answer{}, err
	}
	n := desk.NewAppeal{
		Number: number, Title: title, Kind: bot.Kind(strings.ToLower(opts["kind"])),
		Facts: bot.Facts{What: title, Wanted: text}, Languages: list(opts["lang"]),
	}
	if _, all := word(rest); strings.TrimSpace(text) == strings.TrimSpace(all) {
		n.Facts.What = "" // no title was cut off; it is only the text's first words
	}
	for _, a := range list(opts["on"]) {
		n.Accounts = append(n.Accounts, bot.AccountID(a))
	}
	m, err := q.moment(opts["at"])
	if err != nil {
		return chat.Answer{}, err
	}
	n.At = m.at
	return q.draft(n, m, nil)
}

// moment reads an optional time.
func (q *request) moment(s string) (moment, error) {
	if strings.TrimSpace(s) == "" {
		return moment{}, nil
	}
	return parseWhen(s, q.desk.Now())
}

// said is the moment as a sentence, with whatever else there is to know.
func (m moment) said() string {
	s := m.String() + "."
	if m.note != "" {
		s += " " + m.note
	}
	return s
}

// list reads "en,fr".
func list(s string) []string {
	var out []string
	for f := range strings.SplitSeq(s, ",") {
		if f = strings.TrimSpace(f); f != "" {
			out = append(out, f)
		}
	}
	return out
}

// draft stores a draft with its pictures and videos and says what comes next.
func (q *request) draft(n desk.NewAppeal, m moment, files []chat.File) (chat.Answer, error) {
	a, err := q.desk.Draft(q.ctx, q.by, n)
	if err != nil {
		return chat.Answer{}, err
	}
	v, err := q.view(a.ID)
	if err != nil {
		return chat.Answer{}, err
	}
	t := q.take(a.ID, files)
	if len(t.said) > 0 { // it is another revision now
		if v, err = q.view(a.ID); err != nil {
			return chat.Answer{}, err
		}
		a = v.Appeal
	}
	if err := q.sayRefused(a.ID, t); err != nil {
		return chat.Answer{}, err
	}
	text := fmt.Sprintf("Draft %s/%d is stored. Nothing is public.", v.Case.Number, a.Number) + q.where(v)
	if open := bot.Open(a.Findings, nil); len(open) > 0 {
		text += fmt.Sprintf(" Before it can be submitted: %s", open[0].Why)
	} else if lacks := a.Lacks(); lacks != "" {
		text += " Before it can be submitted: " + lacks
	} else {
		text += " Read it there, then submit it."
	}
	text += q.warnCleared(v.Case)
	if !m.at.IsZero() {
		text += " Publication: " + m.said()
	}
	if len(t.said) > 0 {
		text += " " + strings.Join(t.said, " ")
	}
	if len(t.refused) > 0 {
		text += " Not with the appeal: " + strings.Join(t.refused, " ")
	}
	answer := say("%s", text)
	if len(t.refused) > 0 {
		answer.Reply.Tone = chat.Warning
	}
	return answer, nil
}

func (q *request) edit(rest string) (chat.Answer, error) {
	ref, opts, text, err := refAndOptions(rest, "lang")
	if err != nil {
		return chat.Answer{}, err
	}
	v, err := q.appeal(ref)
	if err != nil {
		return chat.Answer{}, err
	}
	text = strings.TrimSpace(text)
	if text == "" {
		return ask(q.book().Edit(v, q.desk.Languages())), nil
	}
	lang := opts["lang"]
	if lang == "" {
		lang = v.Appeal.Content.Languages()[0]
	}
	a, err := q.desk.Edit(q.ctx, q.by, v.Appeal.ID, "", func(c *bot.Content) { c.Texts[lang] = text })
	if err != nil {
		return chat.Answer{}, err
	}
	return q.edited(a)
}

// edited says what comes after an edit.
func (q *request) edited(a bot.Appeal) (chat.Answer, error) {
	if open := bot.Open(a.Findings, a.Overrides); len(open) > 0 {
		return say("Revision %d is stored. Before it can be submitted: %s", a.Revision, open[0].Why), nil
	}
	if lacks := a.Lacks(); lacks != "" {
		return say("Revision %d is stored. Before it can be submitted: %s", a.Revision, lacks), nil
	}
	return say("Revision %d is stored and can be submitted.", a.Revision), nil
}

func (q *request) preview(rest string) (chat.Answer, error) {
	v, err := q.appeal(strings.TrimSpace(rest))
	if err != nil {
		return chat.Answer{}, err
	}
	v.See(shown{q, v.Appeal.ID})
	return show(q.book().Preview(v)), nil
}

func (q *request) diff(rest string) (chat.Answer, error) {
	v, err := q.appeal(strings.TrimSpace(rest))
	if err != nil {
		return chat.Answer{}, err
	}
	if v.Appeal.Revision < 2 {
		return say("Nothing has been edited yet; this is revision 1."), nil
	}
	var before bot.Content
	err = q.desk.View(q.ctx, func(tx bot.Tx) (err error) {
		before, err = tx.Revision(v.Appeal.ID, v.Appeal.Revision-1)
		return err
	})
	if errors.Is(err, bot.ErrNotFound) {
		return chat.Answer{}, bot.Refuse(bot.ErrNotFound, "What it said before was purged under the retention rule.")
	}
	if err != nil {
		return chat.Answer{}, err
	}
	return show(q.book().Diff(v, before)), nil
}

func (q *request) override(rest string) (chat.Answer, error) {
	ref, rest, _ := caseRef(rest)
	nth, reason := word(rest)
	v, err := q.appeal(ref)
	if err != nil {
		return chat.Answer{}, err
	}
	n := 0
	if _, err := fmt.Sscanf(nth, "%d", &n); err != nil || n < 1 || n > len(v.Appeal.Findings) {
		return chat.Answer{}, usage("override", fmt.Sprintf("%q is not the number of a finding; the card has %d.", nth, len(v.Appeal.Findings)))
	}
	f := v.Appeal.Findings[n-1]
	ground := ""
	if len(q.desk.Grounds()) > 0 {
		ground, reason = word(reason)
	}
	if _, err := q.desk.Override(q.ctx, q.by, v.Appeal.ID, f.Key(), strings.ToLower(ground), reason); err != nil {
		return chat.Answer{}, err
	}
	return say("Noted: %s may pass. The approver and the audit log will show your reason.", f.Rule), nil
}

func (q *request) offer(rest string) (chat.Answer, error) {
	v, err := q.appeal(strings.TrimSpace(rest))
	if err != nil {
		return chat.Answer{}, err
	}
	return q.submitted(v.Appeal.ID)
}

// submitted asks for approval and says who can give it.
func (q *request) submitted(id bot.ID) (chat.Answer, error) {
	a, err := q.desk.Submit(q.ctx, q.by, id)
	if err != nil {
		return chat.Answer{}, err
	}
	more, err := q.remarks(a)
	return say("Submitted. %s%s", q.waits(a), more), err
}

// waits says whom an appeal waits for.
func (q *request) waits(a bot.Appeal) string {
	var names []string
	for _, p := range q.book().Able(a) {
		names = append(names, p.Name)
	}
	more, _ := a.Need.Missing(a.Approvals)
	if len(names) < more {
		return fmt.Sprintf("It needs %d more approvals, but only %d people could give them. Ask your administrator.", more, len(names))
	}
	if more == 1 {
		return "It needs one approval; it can come from " + strings.Join(names, ", ") + "."
	}
	return fmt.Sprintf("It needs %d approvals; they can come from %s.", more, strings.Join(names, ", "))
}

func (q *request) schedule(rest string) (chat.Answer, error) {
	ref, when, _ := caseRef(rest)
	if strings.TrimSpace(when) == "" {
		return chat.Answer{}, usage("schedule", "Say when.")
	}
	m, err := parseWhen(when, q.desk.Now())
	if err != nil {
		return chat.Answer{}, err
	}
	v, err := q.appeal(ref)
	if err != nil {
		return chat.Answer{}, err
	}
	a, err := q.desk.Schedule(q.ctx, q.by, v.Appeal.ID, m.at)
	if err != nil {
		return chat.Answer{}, err
	}
	text := "It will be published as soon as it is approved."
	if !m.at.IsZero() {
		text = "It will be published " + m.said()
	}
	if a.State == bot.Waiting {
		text += " " + q.waits(a)
	}
	more, err := q.remarks(a)
	return say("%s%s", text, more), err
}

func (q *request) withdraw(rest string) (chat.Answer, error) {
	ref, reason, _ := caseRef(rest)
	v, err := q.appeal(ref)
	if err != nil {
		return chat.Answer{}, err
	}
	return q.withdrawn(v.Appeal.ID, reason)
}

func (q *request) withdrawn(id bot.ID, reason string) (chat.Answer, error) {
	a, err := q.desk.Withdraw(q.ctx, q.by, id, reason)
	if err != nil {
		return chat.Answer{}, err
	}
	if a.State == bot.Cancelled {
		return say("The draft is cancelled. Nothing of it was public."), nil
	}
	return say("It is taken back and a draft again. Nothing of it was public."), nil
}
