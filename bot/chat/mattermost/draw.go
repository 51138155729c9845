package mattermost

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// Limits of a message. The server takes 16,383 characters of text and 300,000
// bytes in all (a real server, 2026-11); what is escaped and encoded for the
// way can be twelve times as long as it looks.
const (
	// MaxText is how many characters one message shows; longer ones go on in
	// their thread.
	MaxText = 12000
	// MaxFile is how many bytes a file may have that people drop: as many as a
	// picture of an appeal.
	MaxFile = 12 << 20

	maxLead    = 2500 // characters of the text itself, of which escaping makes five times as many
	maxPiece   = 5000 // characters of one attachment's text
	maxField   = 1000 // characters of a field; longer ones become text
	shortField = 40   // characters up to which two fields stand side by side
	maxFiles   = 10   // files of one message
	maxTitle   = 300  // characters of a heading
)

// A leaf is one message of the server: the first or one that goes on with it in
// its thread.
type leaf struct {
	text    string // Markdown
	pieces  []piece
	buttons []chat.Button
	tone    chat.Tone
	files   []chat.File
}

// A piece is one attachment.
type piece struct {
	tone    chat.Tone
	heading string
	text    string // Markdown
	fields  []chat.Field
	buttons []chat.Button
	size    int // characters that are shown
}

// leaves lays a message out. Names are the user names of those whom it
// mentions.
func leaves(m chat.Message, names []string) []leaf {
	var out []leaf
	first := leaf{buttons: m.Buttons, tone: m.Tone}
	lead, rest := adapter.Halves(m.Text, maxLead)
	first.text = opening(m, lead, names)
	room := MaxText - utf8.RuneCountInString(lead)
	at := &first
	for _, p := range pieces(m, rest) {
		if p.size > room && len(at.pieces) > 0 {
			out = append(out, *at)
			at, room = &leaf{}, MaxText
		}
		at.pieces = append(at.pieces, p)
		room -= p.size
	}
	out = append(out, *at)
	out[0].files = adapter.Files(m)
	return out
}

// opening is the text of the message itself.
func opening(m chat.Message, text string, names []string) string {
	s := escape(text)
	if m.Exercise {
		s = "**EXERCISE** " + s
	}
	for i, name := range names {
		if i == 0 {
			s += "\n"
		} else {
			s += " "
		}
		s += "@" + name
	}
	return s
}

// pieces makes attachments of what a message says, none longer than one can be.
func pieces(m chat.Message, rest string) []piece {
	var out []piece
	for _, s := range adapter.Pieces(rest, maxPiece) {
		out = append(out, piece{tone: m.Tone, text: escape(s), size: utf8.RuneCountInString(s)})
	}
	for i, s := range m.Sections {
		if s.Tone == chat.Plain && i == 0 {
			s.Tone = m.Tone
		}
		out = append(out, section(s)...)
	}
	return out
}

// section makes attachments of one section. Its fields, links and buttons are
// with the last.
func section(s chat.Section) []piece {
	var out []piece
	fields := s.Fields[:0:0]
	texts := adapter.Pieces(s.Text, maxPiece)
	for i, t := range texts {
		p := piece{tone: s.Tone, text: escape(t), size: utf8.RuneCountInString(t)}
		if s.Quote {
			p.text = quoted(p.text)
		}
		if i == 0 {
			p.heading = adapter.Cut(adapter.OneLine(s.Heading), maxTitle)
			p.size += utf8.RuneCountInString(p.heading)
		}
		out = append(out, p)
	}
	if len(out) == 0 {
		out = append(out, piece{tone: s.Tone, heading: adapter.Cut(adapter.OneLine(s.Heading), maxTitle)})
	}
	for _, f := range s.Fields {
		if utf8.RuneCountInString(f.Value) <= maxField {
			fields = append(fields, f)
			continue
		}
		for i, t := range adapter.Pieces(f.Value, maxPiece) {
			p := piece{tone: s.Tone, text: escape(t), size: utf8.RuneCountInString(t)}
			if i == 0 {
				p.heading = adapter.Cut(adapter.OneLine(f.Label), maxTitle)
			}
			out = append(out, p)
		}
	}
	last := &out[len(out)-1]
	last.fields, last.buttons = fields, s.Buttons
	for _, f := range fields {
		last.size += utf8.RuneCountInString(f.Label + f.Value)
	}
	var more []string
	for _, i := range s.Images {
		more = append(more, "Picture "+escape(adapter.OneLine(i.Name))+": "+escape(adapter.OneLine(i.Alt)))
	}
	for _, l := range s.Links {
		more = append(more, link(l))
	}
	if len(more) > 0 {
		last.text = strings.TrimLeft(last.text+"\n\n"+strings.Join(more, "\n"), "\n")
		last.size += utf8.RuneCountInString(strings.Join(more, ""))
	}
	return out
}

// link is a link that can be clicked, if its address is one that a browser may
// open; otherwise its words alone.
func link(l chat.Link) string {
	label := escape(adapter.Cut(adapter.OneLine(l.Label), maxTitle))
	u, err := url.Parse(l.URL)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || len(l.URL) > 2000 {
		return label + " " + escape(adapter.OneLine(l.URL))
	}
	safe := strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", " ", "%20", `"`, "%22", "'", "%27", `\`, "%5C", "*", "%2A", "`", "%60")
	return "[" + label + "](" + safe.Replace(u.String()) + ")"
}

// colour of an attachment's edge. Words say the same.
func colour(t chat.Tone) string {
	switch t {
	case chat.Info:
		return "#1c58d9"
	case chat.Waiting:
		return "#7a4fd0"
	case chat.Good:
		return "#2f8f5b"
	case chat.Warning:
		return "#cc8f00"
	case chat.Bad:
		return "#d24b4e"
	default:
		return ""
	}
}

// attachments are the pieces of a leaf, and its buttons below them.
func (l leaf) attachments(act func(chat.Button) *model.PostAction) []*model.MessageAttachment {
	var out []*model.MessageAttachment
	for _, p := range l.pieces {
		a := &model.MessageAttachment{
			Color: colour(p.tone), Title: escape(p.heading), Text: p.text,
			Fallback: adapter.Cut(adapter.OneLine(p.heading+" "+p.text), maxTitle),
		}
		for _, f := range p.fields {
			short := utf8.RuneCountInString(f.Label) <= shortField && utf8.RuneCountInString(f.Value) <= shortField
			a.Fields = append(a.Fields, &model.MessageAttachmentField{
				Title: plain(adapter.OneLine(f.Label)), Value: escape(f.Value), Short: model.SlackCompatibleBool(short),
			})
		}
		for _, b := range p.buttons {
			a.Actions = append(a.Actions, act(b))
		}
		out = append(out, a)
	}
	if len(l.buttons) > 0 {
		a := &model.MessageAttachment{Color: colour(l.tone), Fallback: "Buttons"}
		for _, b := range l.buttons {
			a.Actions = append(a.Actions, act(b))
		}
		out = append(out, a)
	}
	return out
}
