package card

import (
	"fmt"
	"strings"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// posts shows what became of each post.
func (b Book) posts(v View) chat.Section {
	s := chat.Section{Heading: "Publication"}
	for _, p := range v.Posts {
		s.Fields = append(s.Fields, chat.Field{Label: b.postName(p), Value: b.postState(p)})
		if p.URL != "" && p.Op == bot.OpCreate && p.State != bot.PostRemoved {
			s.Links = append(s.Links, chat.Link{Label: "Open on " + b.account(p.Account), URL: p.URL})
		}
	}
	return s
}

func (b Book) postName(p bot.Post) string {
	s := b.account(p.Account) + ", " + language(p.Language)
	if p.Op == bot.OpRemove {
		return "Removal from " + s
	}
	return s
}

// postState is a post's state in words.
func (b Book) postState(p bot.Post) string {
	parts := ""
	if n := len(p.Rendering.Parts); n > 1 && p.Op == bot.OpCreate {
		parts = fmt.Sprintf(" (%d of %d parts)", len(p.Remotes), n)
	}
	note := ""
	if p.Note != "" {
		note = ": " + p.Note
	}
	switch p.State {
	case bot.PostQueued:
		if p.Attempt > 0 {
			return "waiting to be sent again " + bot.When(p.Due, b.Now) + parts + note
		}
		return "waiting, due " + bot.When(p.Due, b.Now) + parts
	case bot.PostSending:
		return "being sent" + parts
	case bot.PostUnknown:
		return "sent, no answer yet; looking whether it is public" + parts + note
	case bot.PostPosted:
		if p.Op == bot.OpRemove {
			return "removed " + bot.When(p.Posted, b.Now)
		}
		return "public since " + strings.TrimPrefix(strings.TrimPrefix(bot.When(p.Posted, b.Now), "at "), "on ")
	case bot.PostRefused:
		return "refused" + parts + note
	case bot.PostAbsent:
		return "not found on the network; decide below" + parts + note
	case bot.PostHeld:
		return "held back" + parts + note
	case bot.PostRemoved:
		return "removed"
	default:
		return string(p.State) + parts + note
	}
}

// answers shows how much came back and the first of it.
func (b Book) answers(v View) []chat.Section {
	t := v.Tally
	if t.Replies == 0 {
		return nil
	}
	s := chat.Section{Heading: "Answers", Fields: []chat.Field{{Label: "Answers", Value: b.tally(t)}}}
	out := []chat.Section{s}
	for _, r := range v.First {
		out = append(out, b.quote(r))
	}
	return out
}

// tally says how many answers there are, how far behind the room is, and what
// officers made of them.
func (b Book) tally(t bot.Tally) string {
	var s strings.Builder
	s.WriteString(count(t.Replies, "answer", "answers"))
	if n := t.Behind(); n > 0 {
		fmt.Fprintf(&s, ", %d not shown here yet", n)
	}
	if t.Gone > 0 {
		fmt.Fprintf(&s, ", %d deleted by their authors", t.Gone)
	}
	for _, l := range bot.Labels() {
		if n := t.Labels[l]; n > 0 {
			fmt.Fprintf(&s, ", %d %s", n, l)
		}
	}
	return s.String()
}
