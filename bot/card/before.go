package card

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// Before is what somebody has to know before they approve an appeal, besides its
// words: where it cannot be published, where it is public later than they may think,
// what says the same, and what it answers.
func (b Book) Before(v View) []chat.Section {
	out := append(b.unfit(v), b.Delays(v)...)
	out = append(out, b.restsOn(v)...)
	out = append(out, b.twins(v)...)
	out = append(out, b.afterClear(v)...)
	if v.Appeal.Answers != "" {
		out = append(out, b.asked(v))
	}
	return out
}

// unfit shows each account on which the appeal cannot be published.
func (b Book) unfit(v View) []chat.Section {
	var out []chat.Section
	for _, s := range v.Standings {
		if !s.Checked.IsZero() && !s.OK && v.unpublished(s.Account) {
			out = append(out, chat.Section{Heading: "Cannot be published", Text: b.problem(s), Tone: chat.Bad})
		}
	}
	return out
}

// unpublished reports whether the appeal is still to be published on an account.
func (v View) unpublished(id bot.AccountID) bool {
	switch v.Appeal.State {
	case bot.Editing, bot.Waiting, bot.Rejected:
		return true
	case bot.Approved:
		return !slices.ContainsFunc(v.current(), func(p bot.Post) bool { return p.Account == id && p.Settled() })
	default:
		return false
	}
}

// problem says why an account cannot be published on, and what mends it.
func (b Book) problem(s bot.Standing) string {
	text := fmt.Sprintf("%s cannot be published on since %s: %s", b.account(s.Account), b.since(s.Since), sentence(s.Problem))
	if s.Reconnect {
		return text + fmt.Sprintf(" Connect it again with /appeal connect %s.", s.Account)
	}
	return text + " It is tried again all the time; what is approved for it waits."
}

// sentence ends what an adapter says as a sentence does. It is shown as words
// from outside: a network may have had a hand in it.
func sentence(s string) string {
	s = strings.ReplaceAll(Untrusted(s), "\n", " ")
	if strings.ContainsAny(s[len(s)-1:], ".!?") {
		return s
	}
	return s + "."
}

// asked shows what an answer answers.
func (b Book) asked(v View) chat.Section {
	s := b.quote(v.Asked, 0)
	s.Heading = "What it answers: " + s.Heading
	switch {
	case !v.Asked.Gone.IsZero():
		s.Tone = chat.Bad
		s.Fields = append(s.Fields, chat.Field{Label: "Deleted", Value: "by its author, seen " + bot.When(v.Asked.Gone, b.Now) + "; it cannot be answered any more"})
	case v.Asked.Hidden:
		s.Tone = chat.Bad
		s.Fields = append(s.Fields, chat.Field{Label: "Hidden", Value: "nobody would see what is answered"})
	case v.Asked.Said() != v.Appeal.Plan.Said:
		s.Tone = chat.Warning
		s.Fields = append(s.Fields, chat.Field{Label: "Changed", Value: "by its author after this answer was written; read both again"})
	}
	if v.Asked.URL != "" {
		s.Links = append(s.Links, chat.Link{Label: "Open", URL: v.Asked.URL})
	}
	return s
}

// since is when, after the word "since".
func (b Book) since(t time.Time) string {
	return strings.TrimPrefix(strings.TrimPrefix(bot.When(t, b.Now), "at "), "on ")
}

// network is what people call the network of an account.
func (b Book) network(id bot.AccountID) string {
	for _, a := range b.Accounts {
		if a.ID == id {
			return networkName(a.Network)
		}
	}
	return b.account(id)
}

// networkName is what people call a network.
func networkName(s string) string {
	switch s {
	case "x":
		return "X"
	case "mastodon":
		return "Mastodon"
	case "bluesky":
		return "Bluesky"
	case "youtube":
		return "YouTube"
	case "facebook":
		return "Facebook"
	default:
		return s
	}
}
