package card

import (
	"fmt"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// AccountState is what is known of one account.
type AccountState struct {
	Account  bot.Account
	Standing bot.Standing
	Spending bot.Spending // of the month that is shown
	Budget   int64        // in millionths of a US dollar; zero: the department did not say
	Posts    []bot.Post   // whose counts are shown, the newest first
}

// AccountList shows every account: whose it is, who may use it, and whether it
// works.
func (b Book) AccountList(as []AccountState) chat.Message {
	m := chat.Message{Text: count(len(as), "account", "accounts"), Tone: chat.Info}
	s := chat.Section{}
	unfit := 0
	for _, a := range as {
		m.Exercise = m.Exercise || a.Account.Exercise
		if !a.Standing.Checked.IsZero() && !a.Standing.OK {
			unfit++
			m.Sections = append(m.Sections, chat.Section{Heading: "Does not work", Text: b.problem(a.Standing), Tone: chat.Bad})
		}
		s.Fields = append(s.Fields, chat.Field{Label: a.Account.Name, Value: strings.Join(b.described(a), "; ")})
	}
	if unfit > 0 {
		m.Text += fmt.Sprintf(", %d of which cannot be published on", unfit)
		m.Tone = chat.Bad
	}
	if len(s.Fields) > 0 {
		m.Sections = append(m.Sections, s)
	}
	return m
}

// described is one account in words.
func (b Book) described(a AccountState) []string {
	acc := a.Account
	out := []string{string(acc.ID) + " on " + networkName(acc.Network)}
	if acc.Handle != "" {
		out[0] += ", " + acc.Handle
	}
	if h := a.Standing.Handle; h != "" && h != acc.Handle {
		out[0] += ", connected as " + name(h)
	}
	switch {
	case acc.Owner != "" && len(acc.Users) == 0:
		out = append(out, "account of "+b.person(acc.Owner)+", who alone may use it")
	case acc.Owner != "":
		out = append(out, "account of "+b.person(acc.Owner)+", used by "+b.people(acc.Users))
	case len(acc.Users) > 0:
		out = append(out, "the department's, used by "+b.people(acc.Users))
	default:
		out = append(out, "the department's, used by everybody who writes or approves")
	}
	switch s := a.Standing; {
	case s.Checked.IsZero():
		out = append(out, "not looked at yet")
	case s.OK:
		out = append(out, "works (looked "+bot.When(s.Checked, b.Now)+")")
	default:
		out = append(out, "does not work since "+b.since(s.Since)+" (looked "+bot.When(s.Checked, b.Now)+")")
	}
	if q := b.quota(acc.ID); q.Of > 0 {
		out = append(out, fmt.Sprintf("%d of today's %d units of quota are used (new ones %s)", q.Used, q.Of, bot.When(q.Resets, b.Now)))
	}
	if len(acc.Languages) > 0 {
		langs := make([]string, len(acc.Languages))
		for i, l := range acc.Languages {
			langs[i] = language(l)
		}
		out = append(out, bot.Names(langs))
	}
	return out
}

func (b Book) quota(id bot.AccountID) bot.Quota {
	if b.Quota == nil {
		return bot.Quota{}
	}
	return b.Quota(id)
}

func (b Book) people(ids []bot.ID) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = b.person(id)
	}
	return bot.Names(names)
}

// Costs shows what the accounts cost in a month, and how many people reacted to the
// posts of a case, or to the newest.
func (b Book) Costs(month string, k bot.Case, as []AccountState) chat.Message {
	m := chat.Message{Text: "What was published lately, and what it cost in " + monthName(month), Tone: chat.Info, Exercise: k.Exercise}
	if k.ID != "" {
		m.Text = fmt.Sprintf("What was published in case %s, and what the accounts cost in %s", k.Number, monthName(month))
	}
	for _, a := range as {
		m.Exercise = m.Exercise || a.Account.Exercise
		s := chat.Section{Heading: a.Account.Name, Fields: []chat.Field{{Label: "Spent", Value: spent(a)}}}
		if a.Spending.Over(a.Budget) {
			s.Tone = chat.Warning
		}
		if n := a.Spending.Posts; n > 0 {
			s.Fields = append(s.Fields, chat.Field{Label: "Published", Value: count(n, "post", "posts") + " this month"})
		}
		if n := a.Spending.Reads; n > 0 {
			s.Fields = append(s.Fields, chat.Field{Label: "Read", Value: count(n, "answer", "answers") + " this month"})
		}
		for _, p := range a.Posts {
			at := p.Posted
			if at.IsZero() { // a thread of which only the beginning is public
				at = p.Created
			}
			s.Fields = append(s.Fields, chat.Field{Label: b.when(at), Value: postStats(p)})
			if p.URL != "" {
				s.Links = append(s.Links, chat.Link{Label: "Open the post of " + b.when(at), URL: p.URL})
			}
		}
		m.Sections = append(m.Sections, s)
	}
	return m
}

// monthName says "November 2026" for "2026-11".
func monthName(month string) string {
	t, err := time.Parse("2006-01", month)
	if err != nil {
		return month
	}
	return t.Format("January 2006")
}

// spent says what an account cost against what it may.
func spent(a AccountState) string {
	s := bot.Dollars(a.Spending.Micros)
	switch {
	case a.Budget <= 0 && a.Spending.Micros == 0:
		return "nothing"
	case a.Budget <= 0:
		return s + "; there is no budget"
	case a.Spending.Over(a.Budget):
		return s + ", more than the budget of " + bot.Dollars(a.Budget)
	default:
		return fmt.Sprintf("%s of %s (%d %%)", s, bot.Dollars(a.Budget), 100*a.Spending.Micros/a.Budget)
	}
}

// maxBeginning is how much of a post's text names it in a list.
const maxBeginning = 60

// postStats says how a post begins and how many people reacted.
func postStats(p bot.Post) string {
	s := ""
	if len(p.Parts()) > 0 {
		first, _ := p.Words(0)
		s = strings.Join(strings.Fields(first.Text), " ")
	}
	if rs := []rune(s); len(rs) > maxBeginning {
		s = string(rs[:maxBeginning-1]) + "…"
	}
	n := counted(p.Counts)
	if len(n) == 0 {
		n = []string{"nobody reacted yet, as far as is known"}
	}
	return strings.TrimPrefix(s+": ", ": ") + strings.Join(n, ", ")
}
