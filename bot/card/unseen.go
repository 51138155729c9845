package card

import (
	"fmt"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// Unseen calls the author of an appeal because the public does not see a post of it,
// or says that it does again.
func (b Book) Unseen(p bot.Post, v View, platform string) chat.Message {
	m := chat.Message{Exercise: v.Appeal.Exercise}
	where := fmt.Sprintf("%s on %s", v.title(), b.account(p.Account))
	if p.URL != "" {
		m.Sections = []chat.Section{{Links: []chat.Link{{Label: "Open on " + b.account(p.Account), URL: p.URL}}}}
	}
	switch {
	case p.State != bot.PostPosted:
		m.Text, m.Sections = where+" is not published any more.", nil
	case !p.Unseen():
		m.Text, m.Tone = fmt.Sprintf("%s is live and public again: it was seen without a login %s.", where, bot.When(p.Sight.At, b.Now)), chat.Good
	default:
		m.Tone = chat.Bad
		m.Text = fmt.Sprintf("%s: %s is live, but not public. %s Look at it without being logged in, and at what the network says to the account.", b.person(v.Appeal.Author), where, b.unseenWhy(p))
		if author, known := b.Roster.ByID(v.Appeal.Author); known {
			if l, ok := author.On(platform); ok {
				m.Mention = []string{l.User}
			}
		}
	}
	return m
}

// unseenWhy is what was amiss, when it was seen, and since when.
func (b Book) unseenWhy(p bot.Post) string {
	s := sentence(p.Sight.Note)
	if p.Sight.Seen.IsZero() {
		return s
	}
	return s + " It was seen " + bot.When(p.Sight.Seen, b.Now) + "."
}

// eye is who sees a post that was published, as far as anybody looked.
func (b Book) eye(p bot.Post) string {
	since := "since " + b.since(p.Posted)
	switch looked := bot.When(p.Sight.At, b.Now); {
	case b.Blind != nil && b.Blind(p.Account):
		return "live (" + since + "); the network does not show posts to the public without a login"
	case p.Sight.At.IsZero():
		return "live (" + since + ")"
	case p.Sight.OK:
		return "live, public (" + since + ", seen " + looked + ")"
	case seenAmiss(p):
		return "live, not public (" + since + ", looked " + looked + ": " + b.unseenWhy(p) + ")"
	default:
		return "live, not seen by the public yet (" + since + ", looked " + looked + ")"
	}
}

// behindLogin says how much of what is live the public does not see.
func behindLogin(v View) string {
	n := 0
	for _, p := range v.current() {
		if seenAmiss(p) {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("; the public does not see %d of them", n)
}
