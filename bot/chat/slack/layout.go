package slack

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// Limits of a message (docs.slack.dev, "Blocks" and chat.postMessage, 2026-11),
// and what is kept clear of them. How much all blocks of a message may hold
// together is not documented: 9,597 characters in 50 blocks were taken and
// 11,341 in 45 refused with msg_blocks_too_long (slackapi/bolt-js issue 2867).
const (
	// MaxText is how many characters one message shows; longer ones go on in
	// their thread.
	MaxText = 7000
	// MaxFile is how many bytes a file may have that people drop: as many as a
	// picture of an appeal.
	MaxFile = 12 << 20

	maxPiece   = 2500 // characters of one block
	maxBlocks  = 40   // of one message, with room for its buttons; Slack takes 50
	maxLead    = 2500 // characters of the message's own line
	maxHeading = 300  // characters of a heading
	maxLabel   = 75   // characters of a button's label, or an option's
	maxValue   = 2000 // characters of a button's value
	maxRow     = 25   // buttons in a row
	maxRows    = 10   // rows that are kept room for on the message itself
	maxRowSize = 3000 // characters that these count for; one row counts for less
	maxCalled  = 50   // people who are mentioned in one block
	maxURL     = 3000 // characters of an address
	overhead   = 40   // characters that a block or a button counts for by itself
	calledSize = 15   // characters that a mention counts for
)

// A sheet is one message on Slack: the first, or one that goes on with it in
// its thread. Whatever a message holds, a sheet counts for MaxText at most and
// has at most maxBlocks+maxRows pieces.
type sheet struct {
	pieces []piece
	size   int // characters, with what the blocks themselves count for
}

// A piece is one block: words, or a row of buttons.
type piece struct {
	spans   []span
	buttons []chat.Button
}

// A span is a stretch of words that look the same.
type span struct {
	text  string
	bold  bool
	quote bool   // somebody else's words
	link  string // an address that can be clicked
	emoji string // Slack's name of one, in place of text
	user  string // the id of somebody who is mentioned, in place of text
}

// size is how many characters a piece counts for.
func (p piece) size() int {
	n := overhead
	for _, s := range p.spans {
		n += utf8.RuneCountInString(s.text) + utf8.RuneCountInString(s.link)
		if s.user != "" {
			n += calledSize
		}
	}
	for _, b := range p.buttons {
		n += min(utf8.RuneCountInString(b.Label), maxLabel) + overhead
	}
	return n
}

// sheets lays a message out. Its buttons are on the message itself, below
// everything that there is room for; those that are too many come last of all.
func sheets(m chat.Message) []sheet {
	head, rest := adapter.Halves(adapter.Readable(m.Text), maxLead)
	pieces := lead(m, head)
	pieces = append(pieces, words(rest, false)...)
	for _, s := range m.Sections {
		pieces = append(pieces, section(s)...)
	}
	rows := rows(m.Buttons)
	first, own := sheet{}, 0
	for own < min(len(rows), maxRows) && first.size+rows[own].size() <= maxRowSize {
		first.size += rows[own].size()
		own++
	}
	out := laid([]sheet{first}, pieces)
	out[0].pieces = append(out[0].pieces, rows[:own]...)
	return laid(out, rows[own:])
}

// laid adds pieces to the last of some sheets, and further sheets where there is
// no room.
func laid(out []sheet, pieces []piece) []sheet {
	for _, p := range pieces {
		at := &out[len(out)-1]
		if n := len(at.pieces); n > 0 && (at.size+p.size() > MaxText || n >= maxBlocks) {
			out = append(out, sheet{})
			at = &out[len(out)-1]
		}
		at.pieces = append(at.pieces, p)
		at.size += p.size()
	}
	return out
}

// lead is the line that the message begins with: its state in colour and words,
// and whom it mentions.
func lead(m chat.Message, text string) []piece {
	var p piece
	if name := colour(m.Tone); name != "" {
		p.spans = append(p.spans, span{emoji: name}, span{text: " "})
	}
	if m.Exercise {
		p.spans = append(p.spans, span{text: exercise + " ", bold: true})
	}
	if text != "" {
		p.spans = append(p.spans, span{text: text, bold: len(m.Sections) > 0 && utf8.RuneCountInString(text) <= maxHeading})
	}
	out := []piece{p}
	for users := range slices.Chunk(m.Mention, maxCalled) {
		at := &out[len(out)-1]
		if len(out) == 1 && len(at.spans) > 0 {
			at.spans = append(at.spans, span{text: "\n"})
		}
		for i, u := range users {
			if i > 0 {
				at.spans = append(at.spans, span{text: " "})
			}
			at.spans = append(at.spans, called(u))
		}
		out = append(out, piece{})
	}
	return slices.DeleteFunc(out, func(p piece) bool { return len(p.spans) == 0 })
}

// called mentions somebody. What cannot be the id of a user is words: with it
// Slack would refuse the whole message.
func called(user string) span {
	if user == "" || strings.Trim(user, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "" {
		return span{text: adapter.Cut(adapter.OneLine(user), maxLabel)}
	}
	return span{user: user}
}

// exercise marks practice material.
const exercise = "EXERCISE"

// colour is a coloured circle for a tone; words say the same. Slack's own
// coloured edge is for attachments alone, and those are folded up on phones
// after a few lines: an approver would not see every word.
func colour(t chat.Tone) string {
	switch t {
	case chat.Info:
		return "large_blue_circle"
	case chat.Waiting:
		return "large_purple_circle"
	case chat.Good:
		return "large_green_circle"
	case chat.Warning:
		return "large_yellow_circle"
	case chat.Bad:
		return "red_circle"
	default:
		return ""
	}
}

// section makes blocks of one section.
func section(s chat.Section) []piece {
	var out []piece
	heading := adapter.Cut(adapter.OneLine(s.Heading), maxHeading)
	var top []span
	if name := colour(s.Tone); name != "" && heading != "" {
		top = append(top, span{emoji: name}, span{text: " "})
	}
	if heading != "" {
		top = append(top, span{text: heading, bold: true})
	}
	texts := words(adapter.Readable(s.Text), s.Quote)
	if len(top) > 0 {
		if len(texts) > 0 {
			if !s.Quote {
				top = append(top, span{text: "\n"})
			}
			texts[0].spans = append(top, texts[0].spans...)
		} else {
			texts = []piece{{spans: top}}
		}
	}
	out = append(out, texts...)
	out = append(out, lines(details(s))...)
	return append(out, rows(s.Buttons)...)
}

// words makes blocks of a text.
func words(s string, quote bool) []piece {
	var out []piece
	for s != "" {
		var head string
		head, s = adapter.Halves(s, maxPiece)
		out = append(out, piece{spans: []span{{text: head, quote: quote}}})
	}
	return out
}

// details are a section's fields, pictures and links, one line each.
func details(s chat.Section) [][]span {
	var out [][]span
	for _, f := range s.Fields {
		out = append(out, []span{{text: adapter.OneLine(f.Label) + ": ", bold: true}, {text: adapter.Readable(f.Value)}})
	}
	for _, i := range s.Images {
		out = append(out, []span{{text: "Picture " + adapter.OneLine(i.Name) + ": " + adapter.OneLine(i.Alt)}})
	}
	for _, l := range s.Links {
		out = append(out, link(l))
	}
	return out
}

// lines makes as few blocks as hold all lines.
func lines(all [][]span) []piece {
	var out []piece
	var at piece
	for _, line := range all {
		for _, l := range broken(line) {
			if len(at.spans) > 0 && at.size()+(piece{spans: l}).size() > maxPiece {
				out = append(out, at)
				at = piece{}
			}
			if len(at.spans) > 0 {
				at.spans = append(at.spans, span{text: "\n"})
			}
			at.spans = append(at.spans, l...)
		}
	}
	if len(at.spans) > 0 {
		out = append(out, at)
	}
	return out
}

// maxLine is how many characters of a line are in one block.
const maxLine = maxPiece - maxHeading

// broken cuts a line that is longer than a block.
func broken(line []span) [][]span {
	var out [][]span
	var at []span
	room := maxLine
	for _, s := range line {
		if s.link != "" {
			at = append(at, s)
			continue
		}
		for s.text != "" {
			if room < min(maxHeading, utf8.RuneCountInString(s.text)) {
				out, at, room = append(out, at), nil, maxLine
			}
			part := s
			part.text, s.text = adapter.Halves(s.text, room)
			room -= utf8.RuneCountInString(part.text)
			at = append(at, part)
		}
	}
	return append(out, at)
}

// link is a link that can be clicked, if its address is one that a browser may
// open; otherwise its words alone.
func link(l chat.Link) []span {
	label := adapter.Cut(adapter.OneLine(l.Label), maxHeading)
	if !isWeb(l.URL) {
		return []span{{text: label + " " + adapter.OneLine(l.URL)}}
	}
	if label == "" {
		label = l.URL
	}
	return []span{{text: label, link: l.URL}}
}

// isWeb reports whether an address is one that a browser may open.
func isWeb(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && len(s) <= maxURL && utf8.ValidString(s) &&
		!strings.ContainsAny(s, " \"<>|\\`") && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
}

// rows makes rows of buttons.
func rows(bs []chat.Button) []piece {
	var out []piece
	for len(bs) > 0 {
		n := min(len(bs), maxRow)
		out = append(out, piece{buttons: bs[:n]})
		bs = bs[n:]
	}
	return out
}
