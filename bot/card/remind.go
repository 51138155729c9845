package card

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// Reminder reminds people of an appeal that waits for approval. One that is followed
// by another, or comes too late, calls nobody.
func (b Book) Reminder(v View, n bot.Notice) chat.Message {
	a := v.Appeal
	m := chat.Message{Text: b.unreminded(v, n), Tone: chat.Plain, Exercise: a.Exercise}
	if m.Text != "" {
		return m
	}
	m.Tone, m.Text = chat.Waiting, b.waits(v)
	if a.Reminded.Level >= bot.CallLeads {
		m.Tone = chat.Warning
		m.Text += " " + b.escalates(a)
	} else {
		m.Text += " Please read it and decide."
	}
	if !strings.HasPrefix(n.Channel, "@") {
		m.Mention = b.mentions(a.Reminded.People, n.Platform)
	}
	if n.Channel != "" {
		m.Sections = append(m.Sections, b.whereabouts(v, n.Platform))
	}
	m.Buttons = []chat.Button{{
		Label: "Read it, then approve", Style: chat.Primary,
		Action: chat.Action{Verb: VerbRead, Subject: string(a.ID), Digest: a.Digest},
	}}
	return m
}

// Reminds reports whether a reminder still calls anybody.
func (b Book) Reminds(v View, n bot.Notice) bool { return b.unreminded(v, n) == "" }

// unreminded says why a reminder calls nobody any more; empty while it does.
func (b Book) unreminded(v View, n bot.Notice) string {
	a := v.Appeal
	switch {
	case a.State == bot.Approved:
		// It is not shown again when that goes on.
		return "Decided: " + v.title() + ". Its card shows what becomes of it."
	case a.State != bot.Waiting:
		return v.title() + " is " + b.state(v) + "."
	case a.Reminded.Missed || a.Content.Overdue(b.Now):
		return v.title() + ": " + b.state(v) + "."
	case n.Digest != a.Digest:
		return fmt.Sprintf("%s was changed since: look at revision %d.", v.title(), a.Revision)
	case n.Step != a.Reminded.Times:
		return "You were reminded of this again " + bot.When(a.Reminded.At, b.Now) + "."
	default:
		return ""
	}
}

// waits says since when an appeal waits, for what, and how much time is left.
func (b Book) waits(v View) string {
	a := v.Appeal
	more, role := a.Need.Missing(a.Approvals)
	s := fmt.Sprintf("%s by %s has waited for %s since %s", v.title(), b.person(a.Author), count(more, "approval", "approvals"), b.since(a.Changed.At))
	if d := b.Now.Sub(a.Changed.At); d >= time.Minute {
		s += " (" + lasted(d) + ")"
	}
	if role != "" {
		s += fmt.Sprintf(", one of them by somebody with the role %s", role)
	}
	s += "."
	if at := a.Content.At; !at.IsZero() {
		s += fmt.Sprintf(" It is to be published %s, in %s; it can be approved until then, and not after.", bot.When(at, b.Now), lasted(at.Sub(b.Now)))
	}
	return s
}

// escalates asks leads to see to it that somebody decides.
func (b Book) escalates(a bot.Appeal) string {
	able := b.Able(a)
	if len(able) == 0 {
		return "Nobody can approve it: every approver wrote a part of it, or has approved it. Ask your administrator for another approver."
	}
	names := make([]string, len(able))
	for i, p := range able {
		names[i] = p.Name
	}
	return "Nobody has decided. Whoever reads this: see to it that one of those does who can: " + strings.Join(names, ", ") + "."
}

// longestFirst puts what waits for approval before everything else, what has waited
// longest first.
func longestFirst(vs []View) []View {
	vs = slices.Clone(vs)
	slices.SortStableFunc(vs, func(a, b View) int {
		x, y := a.Appeal, b.Appeal
		switch {
		case x.State != bot.Waiting && y.State != bot.Waiting:
			return 0
		case x.State != bot.Waiting:
			return 1
		case y.State != bot.Waiting:
			return -1
		default:
			return x.Changed.At.Compare(y.Changed.At)
		}
	})
	return vs
}

// wait says since when an appeal waits for approval, and for how long; empty for
// others.
func (b Book) wait(a bot.Appeal) string {
	if a.State != bot.Waiting {
		return ""
	}
	return fmt.Sprintf(", since %s (%s)", b.since(a.Changed.At), lasted(b.Now.Sub(a.Changed.At)))
}

// reminded says for the card who was called, the last time; empty when nobody was yet.
func (b Book) reminded(a bot.Appeal) string {
	if a.State != bot.Waiting || a.Reminded.At.IsZero() {
		return ""
	}
	names := make([]string, len(a.Reminded.People))
	for i, id := range a.Reminded.People {
		names[i] = b.person(id)
	}
	s := strings.Join(names, ", ") + " " + bot.When(a.Reminded.At, b.Now)
	if a.Reminded.Level >= bot.CallLeads {
		s += ", and the duty channel"
	}
	return s
}

// mentions are the logins of people on a platform.
func (b Book) mentions(people []bot.ID, platform string) []string {
	var out []string
	for _, id := range people {
		p, _ := b.Roster.ByID(id)
		if l, ok := p.On(platform); ok {
			out = append(out, l.User)
		}
	}
	return out
}

// whereabouts says which case an appeal belongs to, for people who are elsewhere.
func (b Book) whereabouts(v View, platform string) chat.Section {
	s := chat.Section{Fields: []chat.Field{{Label: "Case", Value: v.Case.Number + " " + v.Case.Title}}}
	if name := v.Case.Room(platform).Name; name != "" {
		s.Fields = append(s.Fields, chat.Field{Label: "Channel", Value: name})
	}
	return s
}

// lasted is how long something took or takes, as people say it.
func lasted(d time.Duration) string {
	minutes := int(d.Round(time.Minute) / time.Minute)
	hours := minutes / 60
	switch {
	case d < time.Minute:
		return "less than a minute"
	case hours >= 48:
		return count(hours/24, "day", "days")
	case hours > 0 && minutes%60 > 0:
		return count(hours, "hour", "hours") + " " + count(minutes%60, "minute", "minutes")
	case hours > 0:
		return count(hours, "hour", "hours")
	default:
		return count(minutes, "minute", "minutes")
	}
}

// overdue says that the time of publication is over before an appeal was approved;
// empty when it is not.
func (b Book) overdue(a bot.Appeal) string {
	if !a.Content.Overdue(b.Now) {
		return ""
	}
	switch a.State {
	case bot.Waiting:
		return "not approved in time; it was to be published " + bot.When(a.Content.At, b.Now) + ", and needs another time"
	case bot.Editing, bot.Rejected:
		return "draft; it was to be published " + bot.When(a.Content.At, b.Now) + ", and needs another time"
	default:
		return ""
	}
}
