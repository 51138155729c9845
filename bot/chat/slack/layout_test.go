package slack

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/slack-go/slack"
	"pgregory.net/rapid"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
	"appealbot/bot/chat/chattest"
)

// shownMessage is what Slack is given of a message, taken apart.
type shownMessage struct {
	words   strings.Builder // every word in its order, with the buttons of sections
	users   []string
	links   []string
	own     []chat.Button // the message's own buttons
	onFirst int           // how many of these are on the message itself
}

// ofMessage marks the action of a button of the message itself.
const ofMessage = "of the message"

// bare is s without white space, of which blocks have their own.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// takeApart checks the limits of every sheet of a message, and returns what is
// on them.
func takeApart(t rapid.TB, m chat.Message) *shownMessage {
	t.Helper()
	var out shownMessage
	all := sheets(m)
	for i, s := range all {
		blocks := s.blocks(adapter.Digest("state"))
		if len(blocks) > 50 {
			t.Fatalf("sheet %d has %d blocks", i, len(blocks))
		}
		size, ids := 0, map[string]bool{}
		for _, b := range blocks {
			id := b.ID()
			if id == "" || len(id) > 255 || ids[id] {
				t.Fatalf("sheet %d: block id %q", i, id)
			}
			ids[id] = true
			switch b := b.(type) {
			case *slack.RichTextBlock:
				size += out.rich(t, b)
			case *slack.ActionBlock:
				size += out.row(t, b, i == 0)
			default:
				t.Fatalf("sheet %d: a block of type %T", i, b)
			}
		}
		if size > MaxText {
			t.Fatalf("sheet %d counts for %d characters", i, size)
		}
		if i < 2 { // it is slow, and the others look the same
			roundTrips(t, blocks)
		}
		spoken(t, s.words())
	}
	return &out
}

func (out *shownMessage) rich(t rapid.TB, b *slack.RichTextBlock) (size int) {
	t.Helper()
	if len(b.Elements) == 0 {
		t.Fatal("a block without elements")
	}
	for _, el := range b.Elements {
		var all []slack.RichTextSectionElement
		switch el := el.(type) {
		case *slack.RichTextSection:
			all = el.Elements
		case *slack.RichTextQuote:
			all = el.Elements
		default:
			t.Fatalf("an element of type %T", el)
		}
		if len(all) == 0 {
			t.Fatal("an element without elements")
		}
		for _, el := range all {
			size += out.element(t, el)
		}
	}
	return size
}

func (out *shownMessage) element(t rapid.TB, el slack.RichTextSectionElement) (size int) {
	t.Helper()
	switch el := el.(type) {
	case *slack.RichTextSectionTextElement:
		if el.Text == "" || !utf8.ValidString(el.Text) {
			t.Fatalf("a text element with %q", el.Text)
		}
		out.words.WriteString(el.Text)
		return utf8.RuneCountInString(el.Text)
	case *slack.RichTextSectionEmojiElement:
		if !strings.HasSuffix(el.Name, "_circle") {
			t.Fatalf("an emoji %q", el.Name)
		}
		return 0
	case *slack.RichTextSectionUserElement:
		out.users = append(out.users, el.UserID)
		return len(el.UserID)
	case *slack.RichTextSectionLinkElement:
		if el.Text == "" || !strings.HasPrefix(strings.ToLower(el.URL), "http") || len(el.URL) > maxURL {
			t.Fatalf("a link %q to %q", el.Text, el.URL)
		}
		out.links = append(out.links, el.URL)
		out.words.WriteString(el.Text)
		return utf8.RuneCountInString(el.Text) + utf8.RuneCountInString(el.URL)
	default:
		t.Fatalf("an element of type %T", el)
		return 0
	}
}

func (out *shownMessage) row(t rapid.TB, b *slack.ActionBlock, first bool) (size int) {
	t.Helper()
	n, ids := len(b.Elements.ElementSet), map[string]bool{}
	if n == 0 || n > 25 {
		t.Fatalf("a row of %d buttons", n)
	}
	for _, el := range b.Elements.ElementSet {
		el, ok := el.(*slack.ButtonBlockElement)
		if !ok {
			t.Fatalf("a row with a %T", el)
		}
		label := utf8.RuneCountInString(el.Text.Text)
		if ids[el.ActionID] || label == 0 || label > 75 || el.Text.Type != slack.PlainTextType || el.Text.Emoji == nil || *el.Text.Emoji || utf8.RuneCountInString(el.Value) > 2000 {
			t.Fatalf("a button %+v with %+v", el, el.Text)
		}
		ids[el.ActionID] = true
		size += label
		a, ok := readAction(el.Value)
		if !ok {
			t.Fatalf("a button carries %q", el.Value)
		}
		if a.Subject != ofMessage {
			fmt.Fprintf(&out.words, "[%s|%s|%s|%s|%s]", el.Text.Text, a.Verb, a.Subject, a.Digest, a.Arg)
			continue
		}
		out.own = append(out.own, chat.Button{Label: el.Text.Text, Style: styleOf(el.Style), Action: a})
		if first {
			out.onFirst++
		}
	}
	return size
}

func styleOf(s slack.Style) chat.Style {
	switch s {
	case slack.StylePrimary:
		return chat.Primary
	case slack.StyleDanger:
		return chat.Danger
	default:
		return chat.Ordinary
	}
}

// roundTrips fails the test unless blocks are the same after a journey as JSON.
func roundTrips(t rapid.TB, blocks []slack.Block) {
	t.Helper()
	sent, err := json.Marshal(slack.Blocks{BlockSet: blocks})
	if err != nil {
		t.Fatal(err)
	}
	var back slack.Blocks
	if err := json.Unmarshal(sent, &back); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(back)
	if err != nil {
		t.Fatal(err)
	}
	var a, b any
	if json.Unmarshal(sent, &a) != nil || json.Unmarshal(again, &b) != nil || !reflect.DeepEqual(a, b) {
		t.Fatalf("sent     %s\ncame back %s", sent, again)
	}
}

// spoken checks what stands for a sheet where its blocks are not shown.
func spoken(t rapid.TB, s string) {
	t.Helper()
	if s == "" || utf8.RuneCountInString(s) > maxWords || !utf8.ValidString(s) {
		t.Fatalf("%d characters stand for a message", utf8.RuneCountInString(s))
	}
	if strings.ContainsAny(s, "<>") || strings.Contains(strings.NewReplacer("&amp;", "", "&lt;", "", "&gt;", "").Replace(s), "&") {
		t.Fatalf("not escaped: %q", s)
	}
}

// wordsOf is what has to be shown of a message, in its order.
func wordsOf(m chat.Message) (words string, links []string) {
	var b strings.Builder
	if m.Exercise {
		b.WriteString("EXERCISE")
	}
	b.WriteString(adapter.Readable(m.Text))
	for _, s := range m.Sections {
		b.WriteString(adapter.Cut(adapter.OneLine(s.Heading), maxHeading) + adapter.Readable(s.Text))
		for _, f := range s.Fields {
			b.WriteString(adapter.Readable(f.Label) + ":" + adapter.Readable(f.Value))
		}
		for _, i := range s.Images {
			b.WriteString("Picture" + adapter.Readable(i.Name) + ":" + adapter.Readable(i.Alt))
		}
		for _, l := range s.Links {
			label := adapter.Cut(adapter.OneLine(l.Label), maxHeading)
			switch {
			case !isWeb(l.URL):
				label += adapter.Readable(l.URL)
			case label == "":
				label = l.URL
				fallthrough
			default:
				links = append(links, l.URL)
			}
			b.WriteString(label)
		}
		for _, x := range s.Buttons {
			a := x.Action
			fmt.Fprintf(&b, "[%s|%s|%s|%s|%s]", plain(x.Label, 75).Text, a.Verb, a.Subject, a.Digest, a.Arg)
		}
	}
	return bare(b.String()), links
}

// showsAll fails the test unless a message is shown as a whole, once, in its
// order, and nothing else is.
func showsAll(t rapid.TB, m chat.Message) {
	t.Helper()
	got := takeApart(t, m)
	words, links := wordsOf(m)
	if is := bare(got.words.String()); is != words {
		at := 0
		for at < min(len(is), len(words)) && is[at] == words[at] {
			at++
		}
		t.Fatalf("shown and meant differ at %d:\n%.200q\n%.200q", at, is[max(0, at-20):], words[max(0, at-20):])
	}
	if !slices.Equal(got.users, m.Mention) {
		t.Fatalf("mentions %q, want %q", got.users, m.Mention)
	}
	if !slices.Equal(got.links, links) {
		t.Fatalf("links to %q, want %q", got.links, links)
	}
	if len(got.own) != len(m.Buttons) || got.onFirst < min(maxRow, len(m.Buttons)) {
		t.Fatalf("%d buttons, %d of them on the first sheet, want %d", len(got.own), got.onFirst, len(m.Buttons))
	}
	for i, b := range got.own {
		want := m.Buttons[i]
		if b.Action != want.Action || b.Style != want.Style || b.Label != plain(want.Label, 75).Text {
			t.Fatalf("button %d is %+v, want %+v", i, b, want)
		}
	}
}

// hostile are strings of all kinds.
func hostile() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.SampledFrom(append(chattest.Nasty(), "", " ", "\n", "\r\n", "\x00", "\xff\xfe", "\u0085\u009f", "e\u0301\u0301\u0301", "\U0001F468\u200d\U0001F469\u200d\U0001F467", "\u2028", "a\tb")),
		rapid.String(),
		rapid.StringN(0, 60, -1),
		rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 50), func(b []byte) string { return string(b) }),
		rapid.Custom(func(t *rapid.T) string {
			return strings.Repeat(rapid.SampledFrom([]string{"x", "word ", "line\n", "&", "\U0001F6A8", "e\u0301", "\x00", "\xff", " "}).Draw(t, "of"), rapid.SampledFrom([]int{74, 75, 76, 300, 301, 2199, 2500, 2501, 7000, 20000}).Draw(t, "times"))
		}),
	)
}

// many is a length of a list that is short mostly.
func many(t *rapid.T, what string) int {
	return rapid.SampledFrom([]int{0, 0, 0, 0, 1, 1, 2, 3, 9, 26}).Draw(t, what)
}

func drawButtons(t *rapid.T, texts *rapid.Generator[string], n int, subject string) []chat.Button {
	out := make([]chat.Button, n)
	for i := range out {
		out[i] = chat.Button{
			Label: texts.Draw(t, "label"), Style: rapid.SampledFrom([]chat.Style{chat.Ordinary, chat.Primary, chat.Danger}).Draw(t, "style"),
			Action: chat.Action{Verb: "approve", Subject: subject, Digest: fmt.Sprint(i), Arg: adapter.Cut(adapter.Readable(texts.Draw(t, "arg")), 100)},
		}
	}
	return out
}

func drawMessage(t *rapid.T) chat.Message {
	texts := rapid.SampledFrom(rapid.SliceOfN(hostile(), 6, 6).Draw(t, "texts"))
	m := chat.Message{
		Text: texts.Draw(t, "text"), Exercise: rapid.Bool().Draw(t, "exercise"),
		Tone:    rapid.SampledFrom([]chat.Tone{chat.Plain, chat.Info, chat.Waiting, chat.Good, chat.Warning, chat.Bad, "unknown"}).Draw(t, "tone"),
		Buttons: drawButtons(t, texts, rapid.SampledFrom([]int{0, 1, 25, 26, 60}).Draw(t, "buttons"), ofMessage),
	}
	for range rapid.SampledFrom([]int{0, 0, 1, 2, 60}).Draw(t, "people") {
		m.Mention = append(m.Mention, fmt.Sprint("U", rapid.IntRange(1, 1e9).Draw(t, "person")))
	}
	for range many(t, "sections") {
		s := chat.Section{Heading: texts.Draw(t, "heading"), Text: texts.Draw(t, "words"), Quote: rapid.Bool().Draw(t, "quote"), Tone: m.Tone}
		for range many(t, "fields") {
			s.Fields = append(s.Fields, chat.Field{Label: texts.Draw(t, "label"), Value: texts.Draw(t, "value")})
		}
		for range many(t, "links") {
			u := rapid.OneOf(texts, rapid.StringMatching(`https?://[a-z]{1,9}\.example/[a-z?&=%2]{0,20}`), rapid.Just("https://a.example/"+strings.Repeat("x", 2950))).Draw(t, "url")
			s.Links = append(s.Links, chat.Link{Label: texts.Draw(t, "label"), URL: u})
		}
		for range many(t, "pictures") {
			s.Images = append(s.Images, chat.File{Name: texts.Draw(t, "name"), Alt: texts.Draw(t, "alt")})
		}
		s.Buttons = drawButtons(t, texts, many(t, "buttons"), "of a section")
		m.Sections = append(m.Sections, s)
	}
	return m
}

func TestEveryMessageIsShownAsAWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { showsAll(t, drawMessage(t)) })
}

// Each place of a message that can grow, by itself.
func TestManyOfEverything(t *testing.T) {
	label := strings.Repeat("long label ", 20)
	links := make([]chat.Link, 300)
	for i := range links {
		links[i] = chat.Link{Label: label, URL: fmt.Sprintf("https://a.example/%d/%s", i, strings.Repeat("x", 2900))}
	}
	press := func(n int, subject string) []chat.Button {
		out := make([]chat.Button, n)
		for i := range out {
			out[i] = chat.Button{Label: label, Action: chat.Action{Verb: "approve", Subject: subject, Arg: fmt.Sprint(i)}}
		}
		return out
	}
	tests := map[string]chat.Message{
		"sections":             {Text: "t", Sections: slices.Repeat([]chat.Section{{Heading: "h", Text: "w"}}, 500)},
		"quotes":               {Text: "t", Sections: slices.Repeat([]chat.Section{{Text: strings.Repeat("x", 3000), Quote: true}}, 20)},
		"fields":               {Text: "t", Sections: []chat.Section{{Fields: slices.Repeat([]chat.Field{{Label: label, Value: label}}, 500)}}},
		"empty fields":         {Text: "t", Sections: []chat.Section{{Fields: make([]chat.Field, 5000)}}},
		"a label and a value":  {Text: "t", Sections: []chat.Section{{Fields: []chat.Field{{Label: strings.Repeat("l", 2200), Value: strings.Repeat("v", 2200)}}}}},
		"links":                {Text: "t", Sections: []chat.Section{{Links: links}}},
		"pictures":             {Text: "t", Sections: []chat.Section{{Images: slices.Repeat([]chat.File{{Name: "n", Alt: strings.Repeat("a", 3000)}}, 60)}}},
		"buttons":              {Text: strings.Repeat("x", 9000), Buttons: press(1000, ofMessage)},
		"buttons of a section": {Text: "t", Sections: []chat.Section{{Text: "s", Buttons: press(1000, "of a section")}}},
		"people":               {Text: strings.Repeat("x", 9000), Mention: slices.Repeat([]string{"U0123456789"}, 2000), Buttons: press(25, ofMessage)},
		"nothing":              {},
	}
	for name, m := range tests {
		t.Run(name, func(t *testing.T) { showsAll(t, m) })
	}
}

// What an approver has to see is on the message itself, and so are the buttons.
func TestAnOrdinaryCardIsOneMessage(t *testing.T) {
	m := chat.Message{
		Text: "Appeal 2026-1: revision 3 waits for approval", Tone: chat.Waiting, Mention: []string{"U01ALICE"},
		Sections: []chat.Section{
			{Heading: "Exact words", Text: strings.Repeat("word ", 600), Quote: true},
			{Fields: slices.Repeat([]chat.Field{{Label: "Account", Value: "Chirp of the department"}}, 6), Links: []chat.Link{{Label: "Case", URL: "https://rms.example/1"}}},
		},
		Buttons: slices.Repeat([]chat.Button{{Label: "Approve", Action: chat.Action{Verb: "approve", Subject: ofMessage}}}, 5),
	}
	if n := len(sheets(m)); n != 1 {
		t.Errorf("it takes %d messages", n)
	}
	showsAll(t, m)
}

func TestWhoCannotBeMentionedIsNamed(t *testing.T) {
	for _, id := range []string{"u1", "<@U1>", "", "U1 U2", "!channel", "\u0130"} {
		got := takeApart(t, chat.Message{Text: "t", Mention: []string{id, "U2"}})
		if !slices.Equal(got.users, []string{"U2"}) || bare(got.words.String()) != bare("t"+id) {
			t.Errorf("%q mentions %q and says %q", id, got.users, got.words.String())
		}
	}
}

func TestAddressesThatCanBeClicked(t *testing.T) {
	tests := map[string]bool{
		"https://a.example/x?y=z#1": true, "http://a.example": true, "HTTPS://A.EXAMPLE": true,
		"javascript:alert(1)": false, "file:///etc/passwd": false, "slack://open": false, "https://": false, "//a.example": false, "a.example": false, "": false,
		"https://a.example/ b": false, "https://a.example/<b>": false, "https://a.example/|b": false, "https://a.example/\u202egpj": false, "https://a.example/\u00a0": false,
		"https://a.example/\x85": false, "https://a.example/\u0085": false, "https://a.example/\n": false, "https://a.example/\xff": false, "https://a.example\\@b.example": false,
		"https://a.example/" + strings.Repeat("x", maxURL): false, "mailto:a@b.example": false,
	}
	for s, want := range tests {
		if got := isWeb(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}

func TestActionsThatAreTooLong(t *testing.T) {
	for _, a := range []chat.Action{{Verb: "v", Arg: strings.Repeat("x", 2000)}, {Verb: "v", Arg: strings.Repeat("<", 400)}} {
		if s := value(a); s != "" {
			t.Errorf("carries %d characters", len(s))
		}
	}
	if _, ok := readAction(""); ok {
		t.Error("nothing is an action")
	}
}

func FuzzLayout(f *testing.F) {
	for i, s := range chattest.Nasty() {
		f.Add(s, "heading", s, "https://a.example/"+s, i)
	}
	f.Add("", "", "", "", 0)
	f.Add(strings.Repeat("<", 2600), strings.Repeat("&", 400), strings.Repeat("\U0001F6A8", 400), "http://a.example", 3)
	f.Fuzz(func(t *testing.T, text, heading, value, url string, n int) {
		if n &= 7; len(text)+len(heading)+len(value)+len(url) > 5000 {
			return
		}
		s := chat.Section{
			Heading: heading, Text: text, Quote: n&1 == 1, Tone: chat.Good, Fields: []chat.Field{{Label: heading, Value: value}},
			Links: []chat.Link{{Label: heading, URL: url}}, Images: []chat.File{{Name: heading, Alt: value}},
			Buttons: []chat.Button{{Label: heading, Action: chat.Action{Verb: "v"}}},
		}
		m := chat.Message{Text: text, Tone: chat.Bad, Exercise: n&2 == 2, Sections: slices.Repeat([]chat.Section{s}, n), Mention: slices.Repeat([]string{"U1"}, n)}
		for i := range n {
			m.Buttons = append(m.Buttons, chat.Button{Label: value, Action: chat.Action{Verb: "v", Subject: ofMessage, Arg: fmt.Sprint(i)}})
		}
		showsAll(t, m)
	})
}

func FuzzReadAction(f *testing.F) {
	f.Add(value(chat.Action{Verb: "approve", Subject: "s", Digest: "d", Arg: "a"}))
	f.Add(`{"v":1}`)
	f.Add(`[]`)
	f.Fuzz(func(t *testing.T, s string) {
		a, ok := readAction(s)
		if ok != (a.Verb != "") {
			t.Fatalf("%q is %+v, %v", s, a, ok)
		}
		if v := value(a); ok && v != "" {
			if b, ok := readAction(v); !ok || a != b {
				t.Fatalf("%+v became %+v", a, b)
			}
		}
	})
}

// What is read aloud breaks the lines where the blocks do.
func TestSpokenLines(t *testing.T) {
	m := chat.Message{Text: "Draft", Tone: chat.Waiting, Sections: []chat.Section{
		{Tone: chat.Bad, Heading: "Must change", Text: "A number."},
		{Heading: "Metro, English", Text: "Witness appeal: a man was shot.", Quote: true, Fields: []chat.Field{{Label: "Length", Value: "31 of 280"}}},
	}}
	want := "Draft\nMust change\nA number.\nMetro, English\nWitness appeal: a man was shot.\nLength: 31 of 280"
	if got := sheets(m)[0].words(); got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
}
