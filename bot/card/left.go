package card

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// LeftView is everything that a message shows about what should be gone from a case
// and is not.
type LeftView struct {
	Case bot.Case // zero when it belongs to none
	Left []bot.Leftover
	All  bool // these are all of them
	Duty bool // it is for whoever is on duty, and not for the case's room
	// Numbers are those of the appeals in their case.
	Numbers map[bot.ID]int
}

// LoadLeft reads the view of a message about what is left of a case.
func LoadLeft(tx bot.Tx, n bot.Notice) (LeftView, error) {
	v := LeftView{Duty: n.Case == "", Numbers: map[bot.ID]int{}}
	var err error
	if v.Case, err = caseOf(tx, n.Subject); err != nil {
		return v, err
	}
	if v.Left, v.All, err = bot.Leftovers(tx, n.Subject); err != nil {
		return v, err
	}
	for _, l := range v.Left {
		a, err := tx.Appeal(l.Post.Appeal)
		if errors.Is(err, bot.ErrNotFound) {
			continue
		} else if err != nil {
			return v, err
		}
		v.Numbers[a.ID] = a.Number
	}
	return v, nil
}

// leftLinked bounds how many leftovers a message lists one by one.
const leftLinked = 20

// Left says what should be gone and is not, why, and what to do by hand. Whoever
// took it down and whoever owns the case are called to it.
func (b Book) Left(v LeftView, platform string) chat.Message {
	m := chat.Message{Exercise: v.Case.Exercise, Tone: chat.Bad}
	if len(v.Left) == 0 {
		m.Tone, m.Text = chat.Plain, "Nobody is needed any more: what was taken down"+v.where()+" is gone."
		return m
	}
	n, since := 0, time.Time{}
	for _, l := range v.Left {
		n += l.Parts()
		if g := l.Removal.Gone.Since; since.IsZero() || g.Before(since) {
			since = g
		}
	}
	more := ""
	if !v.All {
		more = "At least "
	}
	m.Text = fmt.Sprintf("%s%s should be gone%s since %s, and nobody has seen that %s.",
		more, count(n, "post", "posts"), v.where(), b.since(since), map[bool]string{true: "it is", false: "they are"}[n == 1])
	m.Mention = b.calledToLeft(v, platform)
	s := chat.Section{Heading: "May still be live", Tone: chat.Bad}
	for _, l := range v.Left[:min(len(v.Left), leftLinked)] {
		label := b.owned(l.Post.Account) + ", " + language(l.Post.Language)
		if nth := v.Numbers[l.Post.Appeal]; nth > 0 {
			label += fmt.Sprintf(" (/%d)", nth)
		}
		s.Fields = append(s.Fields, chat.Field{Label: label, Value: b.whyLeft(l)})
		s.Links = append(s.Links, b.openLeft(l)...)
	}
	s.Links = s.Links[:min(len(s.Links), leftLinked)]
	if more := len(v.Left) - leftLinked; more > 0 {
		s.Fields = append(s.Fields, chat.Field{Label: "Besides these", Value: count(more, "more", "more")})
	}
	m.Sections = append(m.Sections, s, chat.Section{Heading: "By hand", Text: fmt.Sprintf(
		"Open it and delete it there; I go on looking, and say when it is gone. If nobody can remove it, an approver or lead says so: /appeal gone %s%s and the reason.",
		v.number(), v.Left[0].Post.Account)})
	return m
}

// openLeft are links to what is left of a post: to what was removed there are none.
func (b Book) openLeft(l bot.Leftover) []chat.Link {
	at := l.Open()
	out := make([]chat.Link, len(at))
	for i, url := range at {
		label := "Open on " + b.account(l.Post.Account)
		if n := len(l.Post.Remotes); n > 1 && len(at) > 1 {
			label += fmt.Sprintf(" (%d)", i+1)
		}
		out[i] = chat.Link{Label: label, URL: url}
	}
	return out
}

// where says in which case it is, if it is in one.
func (v LeftView) where() string {
	if v.Case.ID == "" {
		return ""
	}
	return " in case " + v.Case.Number
}

// number is the case's number with a space behind it, where a command needs it.
func (v LeftView) number() string {
	if !v.Duty || v.Case.ID == "" {
		return ""
	}
	return v.Case.Number + " "
}

// calledToLeft are the users whom a message about what is left calls: whoever took
// it down, and whoever opened the case. In the duty channel it calls those on duty
// besides.
func (b Book) calledToLeft(v LeftView, platform string) []string {
	var people []bot.ID
	for _, l := range v.Left {
		people = append(people, l.Removal.Decided.Person)
	}
	people = append(people, v.Case.Owner)
	if v.Duty {
		for _, p := range b.Duty {
			people = append(people, p.ID)
		}
	}
	var out []string
	for _, id := range people {
		p, known := b.Roster.ByID(id)
		l, there := p.On(platform)
		if known && there && !slices.Contains(out, l.User) {
			out = append(out, l.User)
		}
	}
	return out
}

// whyLeft says why it is not known that something is gone.
func (b Book) whyLeft(l bot.Leftover) string {
	parts := ""
	if n := len(l.Post.Remotes); n > 1 {
		parts = fmt.Sprintf(" (%d of %d parts)", l.Parts(), n)
		if l.Parts() == n {
			parts = fmt.Sprintf(" (%d parts)", n)
		}
	}
	r := l.Removal
	if !b.has(l.Post.Account) {
		return "this account is not in the settings any more, so I can neither remove it nor look" + parts
	}
	switch r.State {
	case bot.PostPosted:
		return b.goneState(r) + parts
	case bot.PostRefused:
		s := "the network refuses to remove it"
		if r.Note != "" {
			s += ": " + clause(r.Note)
		}
		return s + b.looked(r) + parts
	}
	if r.Gone.Lies > 0 {
		return b.lied(r) + parts
	}
	if n := len(r.Gone.Refused); n > 0 {
		return fmt.Sprintf("the network refuses to remove %s: %s%s", count(n, "part", "parts"), clause(r.Gone.Refusal), parts)
	}
	switch {
	case l.Post.State == bot.PostSending, l.Post.State == bot.PostUnknown:
		return "it is not known yet whether it is public; it is being looked for"
	case r.Attempt > 0 && r.Note != "":
		return fmt.Sprintf("removing it has failed %s: %s%s", count(r.Attempt, "time", "times"), clause(r.Note), parts)
	case r.Attempt > 0:
		return "it is being removed" + parts
	default:
		return "it waits to be removed" + parts
	}
}

// lied says that a network said that something was removed, and it is there.
func (b Book) lied(r bot.Post) string {
	s := fmt.Sprintf("still public, seen %s, although the network says that it is removed", bot.When(r.Gone.At, b.Now))
	if r.Gone.Lies > 1 {
		s += fmt.Sprintf(" (%d times)", r.Gone.Lies)
	}
	if r.State == bot.PostQueued && r.Due.After(b.Now) {
		return s + "; it is removed again " + bot.When(r.Due, b.Now)
	}
	return s + "; it is being removed again"
}

// looked says what the last look at something came to whose removal was refused.
func (b Book) looked(r bot.Post) string {
	switch {
	case r.Gone.At.IsZero():
		return ""
	case r.Gone.Left > 0:
		return "; still public, seen " + bot.When(r.Gone.At, b.Now)
	default:
		return "; looked " + bot.When(r.Gone.At, b.Now) + ", and it is not known whether it is there"
	}
}

// goneState says of a removal that is through what was seen of it.
func (b Book) goneState(r bot.Post) string {
	g := r.Gone
	s := "removed " + bot.When(r.Posted, b.Now)
	switch {
	case g.Since.IsZero(): // by an older version, which did not look
		return s
	case g.By.Name != "":
		return "out of reach, says " + b.mark(g.By) + ": " + g.Why
	case g.OK && g.Looks == 0:
		return s + "; nothing of it was public"
	case g.OK && g.Owned:
		return s + "; gone, as the network says (asked " + bot.When(g.At, b.Now) + ")"
	case g.OK:
		return s + "; gone, seen " + bot.When(g.At, b.Now)
	case g.Lost && g.Due.IsZero():
		return b.sought(g)
	case g.At.IsZero():
		return s + ", says the network; I look whether it is gone " + bot.When(g.Due, b.Now)
	default:
		return s + ", says the network; looked " + bot.When(g.At, b.Now) + ", and it is not known whether it is gone: " + clause(g.Note)
	}
}

// sought says of a request to publish which was lost, and which may still arrive, how it
// was looked for.
func (b Book) sought(g bot.Gone) string {
	s := "an earlier request to publish it was lost, and may still arrive"
	switch {
	case g.Nowhere:
		s += fmt.Sprintf("; looked for it %s since %s, and it is nowhere among what the account shows. Look there yourself, and then say so",
			count(g.Sought, "time", "times"), b.since(g.From))
	case g.Sought > 0:
		s += fmt.Sprintf("; looked for it %s and did not find it, so look at the account", count(g.Sought, "time", "times"))
	default:
		s += ", so look at the account; I look, too"
	}
	if g.Note != "" {
		s += " (" + clause(g.Note) + ")"
	}
	return s
}

// clause is what an adapter says as the end of a sentence of ours.
func clause(s string) string {
	if s == "" {
		return "nobody knows why"
	}
	return strings.TrimRight(sentence(s), ".")
}
