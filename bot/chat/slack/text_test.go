package slack

import (
	"strings"
	"testing"
	"unicode/utf8"

	"appealbot/bot/chat/adapter"
	"appealbot/bot/chat/chattest"
)

// literal fails the test unless a text shows as it is wherever Slack reads
// markup.
func literal(t *testing.T, s string) {
	t.Helper()
	e := escape(s)
	if strings.ContainsAny(e, "<>") || strings.Contains(strings.NewReplacer("&amp;", "", "&lt;", "", "&gt;", "").Replace(e), "&") {
		t.Fatalf("%q is escaped as %q", s, e)
	}
	if back := unescape(e); back != s {
		t.Fatalf("%q came back as %q", s, back)
	}
	tt := topic(s)
	if strings.ReplaceAll(tt, nothing, "") != strings.ReplaceAll(s, nothing, "") {
		t.Fatalf("%q became the topic %q", s, tt)
	}
	for _, mark := range []string{"<!", "<@", "<#", "@channel", "@here", "@everyone", "#C1", "://", "www."} {
		if strings.Contains(tt, mark) {
			t.Fatalf("%q in the topic %q", mark, tt)
		}
	}
	for _, most := range []int{maxTopic, maxPurpose} {
		if l := line(s, most); utf8.RuneCountInString(l) > most || strings.ContainsAny(l, "\n\r") {
			t.Fatalf("%d characters in the topic %q", utf8.RuneCountInString(l), l)
		}
	}
	if l := line(s, maxTopic); utf8.RuneCountInString(s) <= maxTopic/2 && l != topic(adapter.OneLine(s)) {
		t.Fatalf("%q is cut to %q", s, l)
	}
}

func TestTextsAreLiteral(t *testing.T) {
	for _, s := range append(chattest.Nasty(), "", "&amp;lt;", "&lt;&amp;gt;", "a & b", strings.Repeat("@", 400), strings.Repeat("<@U1>", 100), "&amp", "&#60;!here&#62;") {
		literal(t, s)
	}
}

// What was typed is read once: entities that somebody typed stay entities.
func TestCommandsAreUnescapedOnce(t *testing.T) {
	for typed, want := range map[string]string{
		"a &lt;b&gt; &amp; c": "a <b> & c", "&amp;lt;": "&lt;", "&quot;": "&quot;", "&": "&", "&amp;amp;gt;": "&amp;gt;",
	} {
		if got := unescape(typed); got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
}

func FuzzEscape(f *testing.F) {
	for _, s := range chattest.Nasty() {
		f.Add(s)
	}
	f.Add("&amp;lt; <!channel> @here www. ://")
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 5000 {
			return
		}
		literal(t, s)
	})
}
