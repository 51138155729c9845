package commands

import (
	"fmt"
	"slices"
	"strings"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// quieting holds the verbs for when accounts make nothing public.
func quieting() []verb {
	return []verb{
		{
			name: "urgent", args: "[CASE] REASON | off", need: writers, run: (*request).urgent,
			short:   "let the appeal pass quiet hours, for a reason",
			long:    "For the kinds that the department lets pass, such as a missing person. It makes a new revision, and the approver sees the reason. off takes it back.",
			example: []string{"urgent a child of four is out in the cold", "urgent 2026-1234567 off"},
		},
		{
			name: "blackout", args: "[[end] ACCOUNT | all] [until WHEN REASON]", run: (*request).blackout,
			short:   "let what comes due on an account wait until a time; alone, show what waits",
			long:    "What is public stays, and removals go on. What is approved while the card shows the blackout goes out by itself afterwards. What was approved before, and is late by then, is asked about, published or given up, as the department has it with what was missed. To have every post asked about, use /appeal freeze. Setting and ending one takes an approver or administrator.",
			example: []string{"blackout all until 18:00 court order CR-26-1", "blackout end metro", "blackout"},
		},
	}
}

func (q *request) urgent(rest string) (chat.Answer, error) {
	ref, reason, _ := caseRef(rest)
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return chat.Answer{}, usage("urgent", "Say why it cannot wait.")
	}
	if strings.EqualFold(reason, "off") {
		reason = ""
	}
	v, err := q.appeal(ref)
	if err != nil {
		return chat.Answer{}, err
	}
	a, err := q.desk.Urge(q.ctx, q.by, v.Appeal.ID, reason)
	if err != nil {
		return chat.Answer{}, err
	}
	text := fmt.Sprintf("Revision %d does not wait for the end of quiet hours. The approver and the audit log see your reason.", a.Revision)
	if reason == "" {
		text = fmt.Sprintf("Revision %d waits for the end of quiet hours again.", a.Revision)
	}
	if a.State == bot.Waiting {
		text += " " + q.waits(a)
	}
	more, err := q.remarks(a)
	return say("%s%s", text, more), err
}

// remarks are what whoever submits, schedules or approves an appeal has to know: on
// which accounts it is public later, and what says the same already. It begins with
// a space where there is anything.
func (q *request) remarks(a bot.Appeal) (string, error) {
	ds, err := q.desk.Delays(q.ctx, a)
	if err != nil {
		return "", err
	}
	var s strings.Builder
	for i, d := range ds {
		later := func(o bot.Delay) string {
			return fmt.Sprintf("it goes out %s, because of %s", bot.When(o.Pause.Until, q.desk.Now()), o.Pause.Window.Why())
		}
		if slices.ContainsFunc(ds[:i], func(o bot.Delay) bool { return later(o) == later(d) }) {
			continue
		}
		var names []string
		for _, o := range ds[i:] {
			if later(o) == later(d) {
				names = append(names, o.Account.Name)
			}
		}
		fmt.Fprintf(&s, " On %s %s.", bot.Names(names), later(d))
	}
	if slices.ContainsFunc(ds, func(d bot.Delay) bool { return d.May }) {
		s.WriteString(" If it cannot wait: /appeal urgent REASON.")
	}
	if a.State != bot.Approved && len(a.Twins) > 0 {
		s.WriteString(" Look out: " + q.book().Twins(a))
	}
	return s.String(), nil
}

// putOff says until when a post waits that somebody has let go, if it does. It begins
// with a space then.
func (q *request) putOff(p bot.Post) (string, error) {
	if p.State != bot.PostQueued || p.Begun() {
		return "", nil
	}
	v, err := q.view(p.Appeal)
	if err != nil {
		return "", err
	}
	ds, err := q.desk.Delays(q.ctx, v.Appeal)
	for _, d := range ds {
		if d.Account.ID == p.Account {
			return fmt.Sprintf(" It is public %s, because of %s.", bot.When(d.Pause.Until, q.desk.Now()), d.Pause.Window.Why()), err
		}
	}
	return "", err
}

func (q *request) blackout(rest string) (chat.Answer, error) {
	first, rest := word(rest)
	ends := strings.EqualFold(first, "end")
	if ends {
		first, rest = word(rest)
	}
	switch {
	case first == "" && ends:
		return chat.Answer{}, usage("blackout", "Say of which account, or all.")
	case first == "":
		return q.dark()
	}
	f := bot.Freeze{Scope: bot.FreezeAll, Name: "every account"}
	if !strings.EqualFold(first, "all") {
		a, err := q.account(first)
		if err != nil {
			return chat.Answer{}, err
		}
		f = bot.Freeze{Scope: bot.FreezeAccount, Subject: string(a.ID), Name: a.Name}
	}
	if ends {
		return q.light(f)
	}
	how, rest := word(rest)
	if !strings.EqualFold(how, "until") {
		return chat.Answer{}, usage("blackout", "Say until when.")
	}
	m, reason, err := q.leadingMoment(rest)
	if err != nil {
		return chat.Answer{}, err
	}
	if reason == "" {
		return chat.Answer{}, usage("blackout", "Say why.")
	}
	f.Until, f.Reason = m.at, reason
	if f, err = q.desk.Blackout(q.ctx, q.by, f); err != nil {
		return chat.Answer{}, err
	}
	return say("%s. %s /appeal blackout end %s ends it earlier. What is public stays.", f.Says(q.desk.Now()), q.desk.Timing().Late(), strings.ToLower(first)), nil
}

// light ends a blackout.
func (q *request) light(f bot.Freeze) (chat.Answer, error) {
	n, err := q.desk.EndBlackout(q.ctx, q.by, f.Scope, f.Subject)
	if err != nil {
		return chat.Answer{}, err
	}
	switch n {
	case 0:
		return say("The blackout is over. Nothing waited for that."), nil
	case 1:
		return say("The blackout is over. One post that waited goes out now, unless quiet hours hold it."), nil
	default:
		return say("The blackout is over. %d posts that waited go out now, one a minute on each account, unless quiet hours hold them.", n), nil
	}
}

// longestWhen is of how many words a time may consist: "on friday 4 december 2026 at
// 18:00 EST".
const longestWhen = 10

// leadingMoment reads the longest time that a text begins with, and returns what
// stands behind it.
func (q *request) leadingMoment(s string) (moment, string, error) {
	words := strings.Fields(s)
	if len(words) == 0 {
		return moment{}, "", usage("blackout", "Say until when.")
	}
	var first error
	for n := min(len(words), longestWhen); n > 0; n-- {
		m, err := parseWhen(strings.Join(words[:n], " "), q.desk.Now())
		switch {
		case err == nil && m.at.IsZero():
			return m, "", usage("blackout", "Now is over at once. Say until when.")
		case err == nil:
			return m, strings.Join(words[n:], " "), nil
		case first == nil || n == 2:
			first = err // two words are what people write most
		}
	}
	return moment{}, "", first
}

// dark shows when accounts make nothing public.
func (q *request) dark() (chat.Answer, error) {
	fs, err := q.desk.Freezes(q.ctx)
	if err != nil {
		return chat.Answer{}, err
	}
	return show(q.book().Quiet(fs)), nil
}
