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

// AlarmView is everything that a page shows: a message that calls the duty list
// to emergencies.
type AlarmView struct {
	Page    bot.ID      // the notice
	Case    bot.Case    // zero when they belong to none
	Replies []bot.Reply // those that nobody has taken first
	Beyond  int         // emergencies of the case besides, for which there was no room
}

// LoadAlarm reads the view of a page.
func LoadAlarm(tx bot.Tx, n bot.Notice) (AlarmView, error) {
	v := AlarmView{Page: n.ID}
	var err error
	if v.Case, err = caseOf(tx, n.Subject); err != nil {
		return v, err
	}
	t, err := tx.Tally(n.Subject)
	if err != nil {
		return v, err
	}
	v.Beyond = t.Beyond
	for _, id := range n.About {
		r, err := tx.Reply(id)
		if errors.Is(err, bot.ErrNotFound) {
			continue
		} else if err != nil {
			return v, err
		}
		v.Replies = append(v.Replies, r)
	}
	slices.SortStableFunc(v.Replies, func(a, b bot.Reply) int {
		switch {
		case waits(a) == waits(b):
			return a.Stored.Compare(b.Stored)
		case waits(a):
			return -1
		default:
			return 1
		}
	})
	return v, nil
}

// waits reports whether a reply is an emergency that nobody has taken.
func waits(r bot.Reply) bool { return r.Emergency() && r.Taken.Name == "" }

// waiting are the replies that nobody has taken.
func (v AlarmView) waiting() []bot.Reply {
	i := slices.IndexFunc(v.Replies, func(r bot.Reply) bool { return !waits(r) })
	if i < 0 {
		i = len(v.Replies)
	}
	return v.Replies[:i]
}

// Open reports whether the page is about anything that nobody has taken.
func (v AlarmView) Open() bool { return len(v.waiting()) > 0 }

// alarmShown is how many emergencies of a page are quoted.
const alarmShown = 5

// Alarm calls the duty list to emergencies that nobody has taken, and says of the
// others who deals with them.
func (b Book) Alarm(v AlarmView, platform string) chat.Message {
	m := chat.Message{Exercise: v.Case.Exercise}
	open := v.waiting()
	if len(open) == 0 {
		m.Text = "Nobody is needed any more. " + b.fates(v.Replies)
	} else {
		m.Tone, m.Text = chat.Bad, b.summons(v, open)
		for _, p := range b.Duty {
			if l, ok := p.On(platform); ok {
				m.Mention = append(m.Mention, l.User)
			}
		}
	}
	for _, r := range v.Replies[:min(len(v.Replies), alarmShown)] {
		s := b.quote(r, 0)
		s.Fields = b.alarmFields(r)
		s.Links, s.Fields = replyLinks(r, s.Fields)
		if waits(r) {
			s.Buttons = []chat.Button{takeButton(r)}
		}
		m.Sections = append(m.Sections, s)
	}
	if more := v.Replies[min(len(v.Replies), alarmShown):]; len(more) > 0 {
		m.Sections = append(m.Sections, chat.Section{Fields: []chat.Field{{Label: "Besides these", Value: numbers(more)}}})
	}
	if len(open) > 1 {
		m.Buttons = []chat.Button{{Label: "I have them all", Action: chat.Action{Verb: VerbTakeAll, Subject: string(v.Page)}}}
	}
	return m
}

// summons says who is called, to what and since when.
func (b Book) summons(v AlarmView, open []bot.Reply) string {
	where := "in case " + v.Case.Number
	if v.Case.ID == "" {
		where = "to something that was not published here"
	}
	names := make([]string, len(b.Duty))
	for i, p := range b.Duty {
		names[i] = p.Name
	}
	s := "Emergency? " + bot.Names(names) + ": "
	r, press := open[0], "then press “I have it”"
	switch {
	case len(open) > 1:
		s += fmt.Sprintf("%d answers %s read as if somebody were in danger or a crime were going on", len(open), where)
		press = "then press “I have it” at each, or “I have them all”"
	case r.Label == bot.LabelEmergency:
		s += fmt.Sprintf("answer R%d %s is an emergency, says %s", r.Number, where, r.Labelled.Name)
	default:
		s += fmt.Sprintf("answer R%d %s reads as if somebody were in danger or a crime were going on", r.Number, where)
	}
	s += ". Call the communications centre now, " + press + "."
	if since := found(open); b.Now.Sub(since) >= time.Minute {
		s += fmt.Sprintf(" Found %s, and nobody has it yet.", bot.When(since, b.Now))
	}
	if v.Beyond > 0 {
		s += fmt.Sprintf(" %d more are only in the list: /appeal replies.", v.Beyond)
	}
	return s
}

// found is when the first of the emergencies was found.
func found(rs []bot.Reply) time.Time {
	var at time.Time
	for _, r := range rs {
		t := r.Stored
		if r.Label == bot.LabelEmergency {
			t = r.Labelled.At
		}
		if at.IsZero() || t.Before(at) {
			at = t
		}
	}
	return at
}

// alarmFields say why a reply is on a page, and what became of it.
func (b Book) alarmFields(r bot.Reply) []chat.Field {
	out := looksLike(r)
	switch {
	case r.Taken.Name != "":
		out = append(out, chat.Field{Label: "Taken", Value: "by " + b.mark(r.Taken)})
	case !r.Emergency():
		out = append(out, chat.Field{Label: "Label", Value: fmt.Sprintf("%s (%s)", labelTitle(r.Label), b.mark(r.Labelled))})
	}
	return out
}

// fates says what became of each emergency, of as many as a line holds.
func (b Book) fates(rs []bot.Reply) string {
	var out strings.Builder
	for _, r := range rs[:min(len(rs), alarmShown)] {
		switch {
		case r.Taken.Name != "":
			fmt.Fprintf(&out, "R%d was taken by %s. ", r.Number, b.mark(r.Taken))
		case r.Label != "":
			fmt.Fprintf(&out, "R%d was labelled %s by %s. ", r.Number, r.Label, b.mark(r.Labelled))
		}
	}
	if n := len(rs) - alarmShown; n > 0 {
		fmt.Fprintf(&out, "So it went with %d more.", n)
	}
	return strings.TrimSpace(out.String())
}

// numbers names replies by their numbers, as many as a line holds.
func numbers(rs []bot.Reply) string {
	const most = 30
	var out []string
	for _, r := range rs[:min(len(rs), most)] {
		out = append(out, fmt.Sprintf("R%d", r.Number))
	}
	s := strings.Join(out, ", ")
	if n := len(rs) - most; n > 0 {
		s += fmt.Sprintf(" and %d more", n)
	}
	return s
}

func takeButton(r bot.Reply) chat.Button {
	return chat.Button{Label: "I have it", Style: chat.Primary, Action: chat.Action{Verb: VerbTake, Subject: string(r.ID)}}
}
