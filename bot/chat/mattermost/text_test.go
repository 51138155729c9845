package mattermost

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
	"appealbot/bot/chat/chattest"
	"appealbot/bot/chat/mattermost/mattermosttest"
)

// whole is a message as the server gets it, all of its leaves.
func whole(p *Platform, m chat.Message) []*model.Post {
	var out []*model.Post
	for _, l := range leaves(m, nil) {
		out = append(out, &model.Post{Message: l.text, Props: p.props("k", "c", l)})
	}
	return out
}

// letters is s without what a client may drop or put in between: invisible
// characters and the kind of white space. U+FFFD stands for what is no text.
func letters(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u200b':
			return -1
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// shows fails the test unless a text in every place of a message shows all of
// its letters and does nothing else.
func shows(t *testing.T, p *Platform, s string) {
	t.Helper()
	m := chat.Message{Text: "begin " + s, Sections: []chat.Section{
		{Heading: "heading " + s, Text: s, Fields: []chat.Field{{Label: "label " + s, Value: s}}},
		{Text: s, Quote: true},
	}}
	var text strings.Builder
	for _, q := range whole(p, m) {
		seen := mattermosttest.Read(q)
		if len(seen.Pings)+len(seen.Links)+len(seen.Remote) != 0 {
			t.Fatalf("%q pings %q, links to %q, loads %q", s, seen.Pings, seen.Links, seen.Remote)
		}
		text.WriteString(seen.Text + "\n")
	}
	got, want := letters(text.String()), letters(adapter.Readable(s))
	if n := strings.Count(got, want); n < 6 && want != "" {
		t.Fatalf("%q is shown %d times, want 6:\n%q", want, n, got)
	}
}

func testPlatform(t testing.TB) *Platform {
	t.Helper()
	p, err := New(Options{
		URL: "http://127.0.0.1:1", Token: "t", Teams: []string{"police"}, Callback: "http://127.0.0.1:2", Key: make([]byte, keySize), Now: testNow,
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// What Markdown, the clients and the server read into texts, at the places
// where they do.
func TestEscape(t *testing.T) {
	p := testPlatform(t)
	texts := append(chattest.Nasty(),
		"    four spaces", "\ttab", "a\n    b", "a\n===\nb", "a\n---\nb", "1. one\n2) two", "12. August", "a\\", "\\\\server\\share", "a\\_b", "x-D :-) ;-) <3 </3 :'(",
		"|a|b|\n|-|-|\n|c|d|", "[a]: https://evil.example\n\n[a]", "- [ ] task", "~~~\ncode", "```\ncode", "$a$ and $$b$$", "18:30:45 at 12:30", "e.g. this.That",
		"a@b.ca", "www2.evil.ca", "www.0", "www2.0", "3.5 and 416.808.2222", "evil.ca/x", "x.ca/", "mattermost://x", "tel:911", "&amp;lt; &#64;all &#x40;here", "@\u200dall", "\uff20all", "@all.", "(@here)", "_@all_", "*@all*",
		"~newsroom", "~newsroom.", "#tag", "##x", "# x", ">x", "> > x", "+ a", "* a", "- a", "***", "___", "* * *", ":smile:", ":+1:", "::a::", "\u202e@all", "",
		" ", "\n\n", "a  \nb", "<!-- x -->", "<a href='https://evil.example'>x</a>", "![](https://evil.example/p.png)", "<https://evil.example>", "<a@evil.ca>", "^^x^^", "==x==", "H~2~O",
	)
	for _, s := range texts {
		shows(t, p, s)
	}
}

func FuzzEscape(f *testing.F) {
	for _, s := range chattest.Nasty() {
		f.Add(s)
	}
	f.Add("a\\_b [x](y) @all <3 &lt; 1. :) ~x #y $z$ www.a.ca/ x-d\n\t* a")
	p := testPlatform(f)
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 2000 {
			return
		}
		shows(t, p, s)
	})
}

// Whatever a message says, no part of it is longer than the server takes, and
// nothing is lost.
func FuzzLeaves(f *testing.F) {
	f.Add(strings.Repeat("a long text\n", 500), "field", 6)
	f.Add(strings.Repeat("x", 4000), strings.Repeat("<", 2000), 9)
	f.Add("", "", 0)
	p := testPlatform(f)
	f.Fuzz(func(t *testing.T, text, value string, n int) {
		n = max(0, min(n, 12))
		if len(text)+len(value) > 8000 {
			return
		}
		m := chat.Message{Text: text}
		for i := range n {
			m.Sections = append(m.Sections, chat.Section{
				Heading: fmt.Sprint("section ", i), Text: text, Quote: i%2 == 0, Fields: []chat.Field{{Label: "v", Value: value}},
				Buttons: []chat.Button{{Label: "b", Action: chat.Action{Verb: "v"}}},
			})
		}
		all := ""
		for _, q := range whole(p, m) {
			if c := utf8.RuneCountInString(q.Message); c > model.PostMessageMaxRunesV2 {
				t.Fatalf("a message has %d characters", c)
			}
			for _, a := range q.Attachments() {
				if err := a.IsValid(); err != nil {
					t.Fatal(err)
				}
				all += a.Title + a.Text
			}
			all += q.Message
			b, err := q.ToJSON()
			if err != nil || len(b) > 300_000 {
				t.Fatalf("a message has %d bytes: %v", len(b), err)
			}
		}
		for i := range n {
			if !strings.Contains(all, fmt.Sprint("section ", i)) {
				t.Fatalf("section %d is lost", i)
			}
		}
	})
}
