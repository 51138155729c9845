package practice

import (
	"html/template"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	room "appealbot/bot/chat/practice"
)

// wholeView is everything that the page shows.
type wholeView struct {
	where
	Title       string
	Style       string
	Script      string
	Drawing     string // the script with which parts of pictures are covered
	Command     string
	Example     string
	Officers    []officerView
	Channels    []channelView
	Room        roomView
	Messages    []messageView
	Older       string // address of the page before; empty at the beginning
	Completions []Completion
	Wall        wallView
	Me          officerView
}

// officerView is one of the officers in the switch.
type officerView struct {
	room.Officer
	Initials string
	Short    string // what fits on a small button: the last name
	Current  bool
	URL      string
	Wanted   int // unread messages that are for them
}

type channelView struct {
	room.Channel
	Sign    string // the icon before the name
	Label   string // the whole, as a screen reader says it
	Current bool
	URL     string
}

// roomView is the head of what is shown of a channel.
type roomView struct {
	room.Channel
	where
	Sign    string
	Names   string // who is in it
	Back    string // address of the channel, when a thread is shown
	Pins    []pinView
	Running bool // the bot listens
	Hint    string
}

type pinView struct{ Text, URL string }

func (p *page) whole(q url.Values) (wholeView, error) {
	s, cs, err := p.look(q)
	if err != nil {
		return wholeView{}, err
	}
	v := wholeView{
		where: s, Style: p.files.url("style.css"), Script: p.files.url("script.js"), Drawing: p.files.url("cover.js"),
		Command: p.o.Command, Example: p.o.Example, Completions: p.o.Complete(s.Officer),
	}
	pg, s, err := p.messages(s)
	if err != nil {
		return wholeView{}, err
	}
	v.where = s
	if pg.Older != "" {
		older := s
		older.Before = pg.Older
		v.Older = older.URL()
	}
	for _, m := range pg.Messages {
		v.Messages = append(v.Messages, p.message(s, m))
	}
	v.Officers, v.Channels, v.Room = p.officers(s), p.channels(s, cs), p.room(s, pg.Channel)
	for _, o := range v.Officers {
		if o.Current {
			v.Me = o
		}
	}
	v.Wall = p.wall()
	v.Title = title(v.Room, cs)
	return v, nil
}

// title is the name of the window: what waits, and where one is.
func title(r roomView, cs []room.Channel) string {
	s := r.Name + " · Practice room"
	for _, c := range cs {
		if c.Mentioned {
			return "(•) " + s
		}
	}
	return s
}

// messages returns the messages that a window shows. A thread that is not
// there (any more) gives way to its channel.
func (p *page) messages(s where) (room.Page, where, error) {
	if s.Thread != "" {
		pg, err := p.o.Chat.Thread(s.Officer, s.Channel, s.Thread, s.Before, perPage)
		if err == nil {
			s.Thread = pg.Root.ID
			if pg.Older == "" {
				pg.Messages = append([]room.Message{*pg.Root}, pg.Messages...)
			}
			return pg, s, nil
		}
		s.Thread = ""
	}
	pg, err := p.o.Chat.Page(s.Officer, s.Channel, s.Before, perPage)
	return pg, s, err
}

func (p *page) officers(s where) []officerView {
	var out []officerView
	for _, o := range p.o.Chat.Officers() {
		v := officerView{Officer: o, Initials: initials(o.Name), Short: last(o.Name), Current: o.User == s.Officer}
		to := s
		to.Officer, to.Before = o.User, ""
		v.URL = to.URL()
		if cs, err := p.o.Chat.Channels(o.User); err == nil {
			for _, c := range cs {
				if c.Mentioned {
					v.Wanted++
				}
			}
		}
		out = append(out, v)
	}
	return out
}

func (p *page) channels(s where, cs []room.Channel) []channelView {
	var out []channelView
	for _, c := range cs {
		v := channelView{Channel: c, Sign: sign(c), Current: c.ID == s.Channel}
		v.URL = where{Officer: s.Officer, Channel: c.ID}.URL()
		kind := "channel "
		switch {
		case c.Direct:
			kind = "conversation with "
		case c.Private:
			kind = "private channel "
		}
		v.Label = kind + c.Name
		if c.Archived {
			v.Label += ", archived"
		}
		out = append(out, v)
	}
	return out
}

func sign(c room.Channel) string {
	switch {
	case c.Direct:
		return "direct"
	case c.Private:
		return "private"
	default:
		return "channel"
	}
}

func (p *page) room(s where, c room.Channel) roomView {
	v := roomView{Channel: c, where: s, Sign: sign(c), Running: p.o.Chat.Listening()}
	if s.Thread != "" {
		back := s
		back.Thread, back.Before = "", ""
		v.Back = back.URL()
	}
	switch {
	case c.Direct:
		v.Names = "You and the bot"
	case c.Private:
		var names []string
		for _, u := range c.Members {
			names = append(names, p.name(u))
		}
		v.Names = "Private: " + strings.Join(names, ", ")
	default:
		v.Names = "Everybody"
	}
	v.Hint = "Write, or type " + p.o.Command
	if s.Thread != "" {
		v.Hint = "Answer in this thread, or drop a picture for the card"
	}
	for _, id := range c.Pinned {
		if m, err := p.o.Chat.Look(s.Officer, c.ID, id); err == nil {
			v.Pins = append(v.Pins, pinView{Text: m.Body.Text, URL: where{Officer: s.Officer, Channel: c.ID, Thread: id}.URL()})
		}
	}
	return v
}

func (p *page) name(user string) string {
	if o, err := p.o.Chat.Officer(user); err == nil {
		return o.Name
	}
	return user
}

// initials are the first letters of the first and the last name, a rank left
// out.
func initials(name string) string {
	var out []rune
	for w := range strings.FieldsSeq(name) {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLetter(r) && !strings.HasSuffix(w, ".") {
			out = append(out, unicode.ToUpper(r))
		}
	}
	if len(out) > 2 {
		out = []rune{out[0], out[len(out)-1]}
	}
	return string(out)
}

func last(name string) string {
	f := strings.Fields(name)
	if len(f) == 0 {
		return ""
	}
	return f[len(f)-1]
}

// funcs are what the templates can call.
func (p *page) funcs() template.FuncMap {
	return template.FuncMap{
		"signs":  room.Signs,
		"clock":  p.clock,
		"stamp":  func(t time.Time) string { return t.In(p.o.Zone).Format(time.RFC3339) },
		"full":   func(t time.Time) string { return t.In(p.o.Zone).Format("Monday 2 January 2006 15:04:05 MST") },
		"safe":   safeLink,
		"linked": p.linked,
		"wrap":   func(v wallView) wholeView { return wholeView{Wall: v} },
	}
}

// clock is a time as short as it can be said.
func (p *page) clock(t time.Time) string {
	t, now := t.In(p.o.Zone), p.o.Now().In(p.o.Zone)
	switch {
	case t.Year() == now.Year() && t.YearDay() == now.YearDay():
		return t.Format("15:04")
	case t.Year() == now.Year():
		return t.Format("2 Jan 15:04")
	default:
		return t.Format("2 Jan 2006 15:04")
	}
}
