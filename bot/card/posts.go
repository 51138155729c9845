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
	for _, p := range v.shown() {
		if p.Op.Moderates() || p.Op == bot.OpDiscard {
			continue // that is about an answer, and on its card; or nobody was shown it
		}
		value := b.postState(p)
		if after := b.aftermath(p); len(after) > 0 {
			value += "; " + strings.Join(after, ", ")
		}
		if seenAmiss(p) {
			s.Tone = chat.Bad
		}
		s.Fields = append(s.Fields, chat.Field{Label: b.postName(p), Value: value})
		if p.URL != "" && p.Op.Publishes() && p.State != bot.PostRemoved {
			s.Links = append(s.Links, chat.Link{Label: "Open on " + b.account(p.Account), URL: p.URL})
		}
	}
	return s
}

func (b Book) postName(p bot.Post) string {
	s := b.owned(p.Account) + ", " + language(p.Language)
	if p.Slot > 0 {
		s += fmt.Sprintf(", time %d", p.Slot)
	}
	switch p.Op {
	case bot.OpRemove:
		return "Removal from " + s
	case bot.OpEdit:
		return "Change on " + s
	case bot.OpReshare:
		return "Share on " + s
	}
	return s
}

// postState is a post's state in words.
func (b Book) postState(p bot.Post) string {
	parts := ""
	if n := len(p.Parts()); n > 1 && p.Op.Publishes() && p.Op != bot.OpReshare {
		parts = fmt.Sprintf(" (%d of %d parts)", len(p.Remotes), n)
	}
	note := ""
	if p.Note != "" {
		note = ": " + p.Note
	}
	if p.Op == bot.OpRemove {
		switch {
		case p.Gone.By.Name != "", p.State == bot.PostPosted:
			return b.goneState(p)
		case p.Gone.Lies > 0:
			return b.lied(p)
		case p.State == bot.PostRefused:
			return "refused: " + clause(p.Note) + b.looked(p)
		}
	}
	switch p.State {
	case bot.PostQueued:
		if p.Attempt > 0 {
			return "waiting to be sent again " + bot.When(p.Due, b.Now) + parts + note
		}
		if s := carried(p.Carry); s != "" {
			return s + parts
		}
		if b.putOff(p) {
			return p.Note + ", " + bot.When(p.Due, b.Now)
		}
		if p.Note != "" { // such as what it waits for
			return p.Note + parts
		}
		return "waiting, due " + bot.When(p.Due, b.Now) + parts
	case bot.PostSending:
		return "being sent" + parts
	case bot.PostUnknown:
		return "sent, no answer yet; looking whether it is public" + parts + note
	case bot.PostPosted:
		switch p.Op {
		case bot.OpEdit:
			return "changed " + bot.When(p.Posted, b.Now)
		case bot.OpReshare:
			return "shared again " + bot.When(p.Posted, b.Now)
		}
		return b.eye(p)
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

// carried is how far the media of a post have got to its network, if they are on
// their way: "sending the video: 63 %".
func carried(c bot.Carry) string {
	if c.Began.IsZero() && c.Size == 0 {
		return ""
	}
	s := c.Note
	if s == "" {
		s = "sending the media"
	}
	if c.Size > 0 && c.Sent < c.Size {
		s += fmt.Sprintf(": %d %%", 100*c.Sent/c.Size)
	}
	return s
}

// aftermath is what became of a post after it was public: how many people reacted,
// and what it cost.
func (b Book) aftermath(p bot.Post) []string {
	if p.Op != bot.OpCreate || len(p.Remotes) == 0 || p.State == bot.PostRemoved {
		return nil
	}
	var out []string
	if s := b.rewordings(p); s != "" {
		out = append(out, s)
	}
	out = append(out, counted(p.Counts)...)
	if p.Cost > 0 {
		out = append(out, "cost "+bot.Dollars(p.Cost))
	}
	return out
}

// doubts is how often in a row a post is not seen as approved before that means
// something: networks show their own posts with a delay.
const doubts = 2

func seenAmiss(p bot.Post) bool {
	return p.Op == bot.OpCreate && p.State == bot.PostPosted && !p.Sight.OK && (p.Sight.Bad >= doubts || p.Unseen())
}

// counted says how many people reacted.
func counted(c bot.Counts) []string {
	var out []string
	for _, n := range []struct {
		n         int
		one, many string
	}{
		{c.Replies, "answer", "answers"},
		{c.Reposts, "repost", "reposts"},
		{c.Likes, "like", "likes"},
		{c.Views, "view", "views"},
	} {
		if n.n > 0 {
			out = append(out, count(n.n, n.one, n.many))
		}
	}
	return out
}

// answers shows how much came back, what may be missing, and the first of it.
func (b Book) answers(v View) []chat.Section {
	if v.Appeal.Answers != "" {
		return nil // they are on the card of the appeal that it answers for
	}
	t := v.Tally
	s := chat.Section{Heading: "Answers"}
	if t.Replies > 0 {
		s.Fields = append(s.Fields, chat.Field{Label: "Answers", Value: b.tally(t)})
	}
	s.Fields = append(s.Fields, b.gaps(v)...)
	if len(s.Fields) == 0 {
		return nil
	}
	out := []chat.Section{s}
	for _, r := range v.First {
		out = append(out, b.quote(r, 0))
	}
	return out
}

// gaps says where the appeal is public and not every answer can be read.
func (b Book) gaps(v View) []chat.Field {
	var out []chat.Field
	seen := map[bot.AccountID]bool{}
	for _, p := range v.Posts {
		if b.Incomplete == nil || seen[p.Account] || p.Op != bot.OpCreate || len(p.Remotes) == 0 {
			continue
		}
		seen[p.Account] = true
		if s := b.Incomplete(p.Account); s != "" {
			out = append(out, chat.Field{Label: "Not complete on " + b.account(p.Account), Value: s})
		}
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
	if n := len(t.Open) + t.Beyond; n > 0 {
		fmt.Fprintf(&s, ", %s that nobody has taken", count(n, "emergency", "emergencies"))
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
