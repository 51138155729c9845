package chat

import "strings"

// Tone colours a message or a section. It never says anything that the words
// do not say too.
type Tone string

// Tones.
const (
	Plain   Tone = ""
	Info    Tone = "info"
	Waiting Tone = "waiting" // somebody has to act
	Good    Tone = "good"
	Warning Tone = "warning"
	Bad     Tone = "bad"
)

// A Message is what the bot shows.
type Message struct {
	// Text is always set: one line that stands for the whole message in
	// notifications, screen readers and lists.
	Text     string
	Tone     Tone
	Sections []Section
	Buttons  []Button // below everything
	Files    []File   // attached, for example the full list of replies
	Mention  []string // user ids of officers who should be notified
	// Exercise marks practice material; adapters show it on every message.
	Exercise bool
}

// A Section is a part of a message.
type Section struct {
	Heading string
	Text    string
	// Quote sets Text apart as somebody else's words: the public's, or the
	// exact words that are going to be public.
	Quote   bool
	Tone    Tone
	Fields  []Field
	Links   []Link
	Images  []File
	Buttons []Button
}

// Field is one labelled value.
type Field struct{ Label, Value string }

// Link is an address with a label. Adapters show it without loading it.
type Link struct{ Label, URL string }

// A Button carries an Action.
type Button struct {
	Label  string
	Style  Style
	Action Action
}

// Style is how a button looks.
type Style string

// Styles.
const (
	Ordinary Style = ""
	Primary  Style = "primary"
	Danger   Style = "danger"
)

// Action is what a button, a reaction or a form means. It is data that comes
// back from outside: handlers authorise it anew.
type Action struct {
	Verb    string // "approve"
	Subject string // id of the appeal, post, reply or case
	Digest  string // what the person saw, where that matters
	Arg     string // finding key, label, ...
}

// A File is bytes with a name. Alt says what a picture shows.
type File struct {
	Name string
	Type string // "image/jpeg", "text/csv"
	Alt  string
	Data []byte
	// Dark is the same picture for a dark ground, where there is one. A platform that
	// can show either shows the one that suits the reader's screen; others leave it.
	Dark []byte `json:",omitempty"`
	// Held is what came from a person and is too large for memory, such as a
	// video: the digest under which the adapter has kept it (Keeper). Data is
	// nil then, and Size says how many bytes there are.
	Held string
	Size int64
	// Cover is the command, without the slash command's own name, that covers parts of
	// the picture when their names are added to it: "cover 1". A platform on which people
	// can draw on a picture offers it there and adds what they drew, as corners in
	// hundredths: "cover 1 12.5/30-45/60". It is empty for a picture that stays as it is.
	Cover string `json:",omitempty"`
}

// A Keeper keeps what people send and is too large for memory, by the SHA-256 of
// its bytes. A platform that has none says that such files cannot be taken. The error
// wraps ErrFull when there is no room.
type Keeper interface {
	Put(r interface{ Read(p []byte) (int, error) }) (digest string, size int64, err error)
}

// Plain is the whole message as plain text, for platforms and readers that
// cannot show more, and for tests.
func (m Message) Plain() string {
	var b strings.Builder
	line := func(s string) {
		if s != "" {
			b.WriteString(s)
			b.WriteByte('\n')
		}
	}
	if m.Exercise {
		line("EXERCISE")
	}
	line(m.Text)
	for _, s := range m.Sections {
		s.plain(line)
	}
	buttons(m.Buttons, line)
	for _, f := range m.Files {
		line("[file " + f.Name + "]")
	}
	return b.String()
}

func (s Section) plain(line func(string)) {
	if s.Heading != "" {
		line("== " + s.Heading)
	}
	if s.Quote {
		for l := range strings.Lines(s.Text) {
			line("> " + strings.TrimRight(l, "\n"))
		}
	} else {
		line(s.Text)
	}
	for _, f := range s.Fields {
		line(f.Label + ": " + f.Value)
	}
	for _, l := range s.Links {
		line(l.Label + " <" + l.URL + ">")
	}
	for _, i := range s.Images {
		line("[picture: " + i.Alt + "]")
	}
	buttons(s.Buttons, line)
}

func buttons(bs []Button, line func(string)) {
	labels := make([]string, len(bs))
	for i, b := range bs {
		labels[i] = "[" + b.Label + "]"
	}
	line(strings.Join(labels, " "))
}

// A Form asks for values. One without inputs shows its Intro and asks whether to
// go on.
type Form struct {
	Title  string
	Intro  string
	Submit string // label of the button
	Action Action
	Inputs []Input
}

// InputKind is how an Input is filled in.
type InputKind string

// Kinds of input.
const (
	Line     InputKind = "line"   // one line
	Lines    InputKind = "lines"  // several lines
	Select   InputKind = "select" // one of Options
	Multiple InputKind = "multiple"
	// Moment is a date and a time of day, chosen in the person's own zone. Its
	// value is RFC 3339 with the offset and no seconds: FormatMoment writes
	// it, ParseMoment reads it. A platform that cannot ask for one asks for a
	// Line instead, and the value is what was typed.
	Moment InputKind = "moment"
	// People are some of the platform's users; its values are their ids. A
	// platform that cannot ask for people leaves the input out.
	People InputKind = "people"
	// Files are pictures or videos; they come as Submission.Files. An adapter
	// bounds how many and how big they are, and says so at the input. A
	// platform that cannot ask for files leaves the input out and says in
	// the form's intro where to put them instead. A form has one input of this
	// kind at most, it is Optional, and it has no preset.
	Files InputKind = "files"
)

// Input is one field of a Form.
type Input struct {
	Name     string
	Label    string
	Hint     string
	Kind     InputKind
	Value    string   // preset; the option's value for Select
	Values   []string // preset for Multiple and People
	Options  []Option
	Optional bool
	Max      int // characters; zero means 3000, the least that platforms offer
	// Refresh says that the form asks other things when this input, a Select,
	// changes: the platform gives an Event.Change as soon as it does, if it
	// can, and shows the form that the answer holds.
	Refresh bool
}

// Option is one choice of a Select or Multiple.
type Option struct{ Value, Label string }
