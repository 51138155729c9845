package chattest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"appealbot/bot/chat"
)

// Nasty returns texts that platforms read as more than text. Adapters use them
// in their own tests too.
func Nasty() []string {
	return []string{
		"@channel @here @all @everyone",
		"<!channel> <!here> <!everyone> <!subteam^S1> <@U1> <#C1> <!date^1^{date}|x>",
		"https://evil.example/a?b=c and www.evil.example and evil.example/x and mailto:a@evil.example",
		"<https://evil.example|your bank> [your bank](https://evil.example) ![x](https://evil.example/p.png)",
		"*bold* _it_ ~gone~ `code` ```block``` # Title\n> quote\n- list\n1. list\n| a | b |\n|---|---|",
		"<script>alert(1)</script><img src=https://evil.example/p.png onerror=alert(1)><b>b</b> &lt;i&gt; &amp;amp;",
		"\"onmouseover=\"alert(1) '><svg/onload=alert(1)> {{.}} ${x} javascript:alert(1)",
		":white_check_mark: :rotating_light: ~town-square~ #newsroom !bang /appeal approve",
		"abc \u202edcba\u202c \u2066x\u2069 \u200fy",
		"a\u200bb\u200dc \U0001F468\u200d\U0001F469\u200d\U0001F467 e\u0301",
		"\\*not bold\\* \\@channel \\<b\\>",
		"$$x^2$$ ~~~\ncode\n~~~ <details><summary>s</summary></details>",
	}
}

// letters removes what platforms may rightly drop or put in between: invisible
// characters and the kind of white space.
func letters(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u200b', r == '\u200e', r == '\u200f', r == '\u2060', r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return -1
		default:
			return r
		}
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// everywhere has a text in every string that a message has.
func everywhere(s string) chat.Message {
	act := chat.Action{Verb: s, Subject: s, Digest: s, Arg: s}
	return chat.Message{
		Text: "Text " + s,
		Sections: []chat.Section{{
			Heading: "Heading " + s, Text: "Words " + s, Fields: []chat.Field{{Label: "Label " + s, Value: "Value " + s}},
			Buttons: []chat.Button{{Label: "Press " + s, Action: act}},
		}, {
			Text: "Quoted " + s, Quote: true, Links: []chat.Link{{Label: "Link " + s, URL: "https://wall.example/1"}},
			Images: []chat.File{{Name: "car.png", Type: "image/png", Alt: "Alt " + s, Data: picture()}},
		}},
		Files: []chat.File{{Name: "name " + strings.ReplaceAll(s, "/", "-") + ".csv", Type: "text/csv", Alt: s, Data: []byte("x")}},
	}
}

// inert fails the test if a message does anything but show its words.
func inert(t *testing.T, s Seen, links ...string) {
	t.Helper()
	if len(s.Pings) != 0 {
		t.Errorf("it pings %v", s.Pings)
	}
	if len(s.Remote) != 0 {
		t.Errorf("it loads %v", s.Remote)
	}
	for _, l := range s.Links {
		if !slices.Contains(links, l) {
			t.Errorf("it links to %s", l)
		}
	}
}

func hostile(t *testing.T, f Far) {
	for i, s := range Nasty() {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			at := say(t, f, fmt.Sprintf("k%d", i), public(f), "", everywhere(s))
			for range 2 {
				inert(t, f.See(t, at), "https://wall.example/1")
				for _, u := range f.Under(t, at) {
					inert(t, u, "https://wall.example/1")
				}
				got := letters(whole(t, f, at))
				for _, part := range []string{"Text ", "Heading ", "Words ", "Label ", "Value "} {
					contains(t, got, letters(part+s))
				}
				for line := range strings.Lines("Quoted " + s) {
					contains(t, got, letters(line))
				}
				if err := f.Client().Update(t.Context(), at, everywhere(s)); err != nil {
					t.Fatalf("Update: %v", err)
				}
			}
		})
	}
	t.Run("bytes", func(t *testing.T) {
		at := say(t, f, "bytes", public(f), "", everywhere("a\xff\xfeb\x00c"))
		contains(t, f.See(t, at).Text, "Words a")
	})
}

// hostileReply: what is shown to one person is no safer.
func hostileReply(t *testing.T, f Far) {
	b := listen(t, f, func(e chat.Event) chat.Answer {
		m := everywhere(e.Command.Line)
		return chat.Answer{Reply: &m}
	})
	for _, s := range Nasty() {
		line := strings.ReplaceAll(s, "\n", " ")
		got := f.Command(t, f.Officers()[0], public(f), line)
		if e := b.next(t); letters(e.Command.Line) != letters(line) {
			t.Errorf("line = %q, want %q", e.Command.Line, line)
		}
		contains(t, letters(said(got)), letters("Words "+line))
		for _, r := range got.Replies {
			inert(t, r, "https://wall.example/1")
		}
	}
}
