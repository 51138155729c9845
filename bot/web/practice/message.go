package practice

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"appealbot/bot/chat"
	room "appealbot/bot/chat/practice"
)

// messageView is one message in the list.
type messageView struct {
	room.Message
	Who       officerView // of an officer's message
	Mine      bool
	Thread    string // address of its thread; empty inside a thread
	Card      *cardView
	Files     []fileView
	Reactions []reactionView
	OpenURL   string
}

type reactionView struct {
	Emoji string
	Count int
	Mine  bool
	Label string
}

// cardView is what the bot shows.
type cardView struct {
	ID        string // of the message, for the ids of its parts
	Tone      chat.Tone
	Word      string // the tone in a word
	Chip      bool   // show the word; a line that is only information goes without
	Exercise  bool
	Text      string
	Structure bool // there is more than the text
	For       []string
	Sections  []sectionView
	Buttons   []buttonView
	Files     []fileView
}

// sectionView is one part of a card. Look says how it is drawn.
type sectionView struct {
	Look    string // facts, finding, preview, quote or text
	Chip    string // "Must change"
	Heading string
	Text    string
	Tone    chat.Tone
	Word    string
	Fields  []chat.Field
	Count   string // "212 of 280"
	Percent int    // of the limit
	Links   []chat.Link
	Images  []fileView
	Buttons []buttonView
}

type buttonView struct {
	ID, Label string
	Style     chat.Style
	Action    string // as JSON
}

type fileView struct {
	Name, Alt, URL string
	Dark           string // where the same picture is for a dark ground
	Picture        bool
	Film           bool
	Size           string // of what is not in memory
	Cover          string // what an officer would type to cover parts of it, but for the parts
	ID             string
}

func (p *page) message(s where, m room.Message) messageView {
	v := messageView{Message: m, Mine: m.By == s.Officer}
	for _, r := range m.Reactions {
		v.Reactions = append(v.Reactions, p.reaction(s, r))
	}
	if s.Thread == "" && !m.Only {
		v.Thread = where{Officer: s.Officer, Channel: m.Channel, Thread: m.ID}.URL()
	}
	files := fileViews(s, m, p.o.Command)
	if m.By == "" {
		v.Card = p.card(s, m, files)
		return v
	}
	v.Files = files
	o, err := p.o.Chat.Officer(m.By)
	if err != nil {
		o = room.Officer{User: m.By, Name: m.By, Colour: "#555555"}
	}
	v.Who = officerView{Officer: o, Initials: initials(o.Name)}
	return v
}

func (p *page) reaction(s where, r room.Reaction) reactionView {
	v := reactionView{Emoji: r.Emoji, Count: len(r.Users), Mine: slices.Contains(r.Users, s.Officer)}
	names := make([]string, len(r.Users))
	for i, u := range r.Users {
		names[i] = p.name(u)
	}
	what := r.Emoji
	for _, s := range room.Signs() {
		if s.Emoji == r.Emoji {
			what = s.Name
		}
	}
	v.Label = what + ": " + strings.Join(names, ", ")
	return v
}

// fileViews are all files of a message, counted through.
func fileViews(s where, m room.Message, command string) []fileView {
	var out []fileView
	add := func(f chat.File) {
		n := len(out)
		q := url.Values{"officer": {s.Officer}}
		if f.Held != "" {
			q.Set("v", f.Held[:min(12, len(f.Held))])
		} else if n < len(m.Files) {
			q.Set("v", m.Files[n][:min(12, len(m.Files[n]))])
		}
		v := fileView{
			Name: f.Name, Alt: f.Alt, Picture: picture(f.Type), Film: f.Held != "" && film(f.Type), Size: size(f),
			URL: fmt.Sprintf("/chat/file/%s/%s/%d?%s", url.PathEscape(m.Channel), url.PathEscape(m.ID), n, q.Encode()),
			ID:  fmt.Sprintf("cover-%s-%d", m.ID, n),
		}
		if v.Picture && len(f.Dark) > 0 {
			q.Set("dark", string(f.Dark[:min(12, len(f.Dark))]))
			v.Dark = fmt.Sprintf("/chat/file/%s/%s/%d?%s", url.PathEscape(m.Channel), url.PathEscape(m.ID), n, q.Encode())
		}
		if f.Cover != "" && m.By == "" {
			v.Cover = command + " " + f.Cover
		}
		out = append(out, v)
	}
	for _, sec := range m.Body.Sections {
		for _, f := range sec.Images {
			add(f)
		}
	}
	for _, f := range m.Body.Files {
		add(f)
	}
	return out
}

func size(f chat.File) string {
	if f.Held == "" {
		return ""
	}
	return megabytes(f.Size)
}

// picture reports whether a browser shows this type of file and runs nothing
// in it.
func picture(kind string) bool {
	return slices.Contains([]string{"image/png", "image/jpeg", "image/gif", "image/webp"}, kind)
}

func (p *page) card(s where, m room.Message, files []fileView) *cardView {
	b := m.Body
	c := &cardView{
		ID: m.ID, Tone: b.Tone, Word: word(b.Tone), Exercise: b.Exercise, Text: b.Text,
		Structure: len(b.Sections) > 0,
	}
	c.Chip = c.Word != "" && (c.Structure || b.Tone != chat.Info)
	for _, u := range b.Mention {
		name := p.name(u)
		if u == s.Officer {
			name += " (you)"
		}
		c.For = append(c.For, name)
	}
	n := 0
	for _, sec := range b.Sections {
		v := section(sec)
		v.Images, files = files[:len(sec.Images):len(sec.Images)], files[len(sec.Images):]
		v.Buttons, n = buttons(m.ID, sec.Buttons, n)
		c.Sections = append(c.Sections, v)
	}
	c.Buttons, _ = buttons(m.ID, b.Buttons, n)
	c.Files = files
	return c
}

func buttons(message string, bs []chat.Button, n int) ([]buttonView, int) {
	var out []buttonView
	for _, b := range bs {
		// An Action is four strings: it always has a JSON form.
		a, _ := json.Marshal(b.Action)
		out = append(out, buttonView{ID: fmt.Sprintf("press-%s-%d", message, n), Label: b.Label, Style: b.Style, Action: string(a)})
		n++
	}
	return out, n
}

// section chooses how a section is drawn.
func section(s chat.Section) sectionView {
	v := sectionView{Heading: s.Heading, Text: s.Text, Tone: s.Tone, Word: word(s.Tone), Fields: s.Fields, Links: s.Links}
	switch {
	case s.Quote:
		v.Look = "quote"
		v.Fields = nil
		for _, f := range s.Fields {
			if n, limit, ok := count(f.Value); ok && v.Count == "" {
				v.Look, v.Count, v.Percent = "preview", f.Value, min(100, n*100/max(limit, 1))
				continue
			}
			v.Fields = append(v.Fields, f)
		}
	case s.Tone != chat.Plain:
		v.Look = "finding"
		if chip, rest, ok := strings.Cut(s.Heading, ": "); ok {
			v.Chip, v.Heading = chip, rest
		}
	case s.Text == "" && len(s.Fields) > 0:
		v.Look = "facts"
	default:
		v.Look = "text"
	}
	return v
}

// count reads "212 of 280".
func count(s string) (n, limit int, ok bool) {
	a, b, ok := strings.Cut(s, " of ")
	if !ok {
		return 0, 0, false
	}
	n, errN := strconv.Atoi(a)
	limit, errL := strconv.Atoi(b)
	return n, limit, errN == nil && errL == nil
}

// word says a tone, for those who do not see its colour.
func word(t chat.Tone) string {
	switch t {
	case chat.Info:
		return "Info"
	case chat.Waiting:
		return "Waiting"
	case chat.Good:
		return "Good"
	case chat.Warning:
		return "Attention"
	case chat.Bad:
		return "Problem"
	default:
		return ""
	}
}

// safeLink reports whether an address is one that a browser may go to.
func safeLink(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// formView is a form as the page shows it.
type formView struct {
	room.Form
	Inputs []inputView
}

type inputView struct {
	chat.Input
	ID      string
	Limit   int
	Chosen  map[string]bool
	Several bool
}

// localMoment is how a browser writes a date and a time of day.
const localMoment = "2006-01-02T15:04"

func (p *page) viewForm(f room.Form) formView {
	v := formView{Form: f}
	for _, in := range f.Form.Inputs {
		iv := inputView{Input: in, ID: f.ID + "-" + in.Name, Limit: in.Limit(), Chosen: map[string]bool{}}
		iv.Chosen[in.Value] = in.Value != ""
		for _, c := range in.Values {
			iv.Chosen[c] = true
		}
		switch in.Kind {
		case chat.Multiple:
			iv.Several = true
		case chat.People:
			iv.Several = true
			for _, o := range p.o.Chat.Officers() {
				iv.Options = append(iv.Options, chat.Option{Value: o.User, Label: o.Name})
			}
		case chat.Moment:
			iv.Value = p.localMoment(in.Value)
		}
		v.Inputs = append(v.Inputs, iv)
	}
	return v
}

// localMoment is a moment in the officers' own zone, as a browser writes it.
func (p *page) localMoment(s string) string {
	t, err := chat.ParseMoment(s)
	if err != nil {
		return ""
	}
	return t.In(p.o.Chat.Zone()).Format(localMoment)
}

// moment reads what a browser writes as a moment in the officers' own zone.
// What is none, such as an hour that the change to summer time leaves out, stays
// as it is, and is found wrong later.
func (p *page) moment(s string) string {
	t, err := time.ParseInLocation(localMoment, s, p.o.Chat.Zone())
	if err != nil || t.Format(localMoment) != s {
		return s
	}
	return chat.FormatMoment(t)
}
