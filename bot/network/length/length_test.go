package length_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"appealbot/bot/network/length"
)

func TestWeighted(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       int
	}{
		{"nothing", "", 0},
		{"ASCII", "Did you see it? Call 416-808-2222", 33},
		{"French", "Témoins recherchés à Montréal", 29},
		{"taken apart", "Te\u0301moins", 7},
		{"typographic marks", "“Ça” – l’été…", 14},
		{"Chinese", "寻找目击者", 10},
		{"Punjabi", "ਗਵਾਹ", 4},
		{"a link", "See https://www.toronto.example/appeals/2026/lakeshore-and-more", 63},
		{"a link that there can be", "See https://www.toronto.ca/appeals/2026/lakeshore-and-more", 27},
		{"a short link is not cheaper", "t.co", 23},
		{"a bare domain", "Write to tips.toronto.ca, or call", 9 + 23 + 9},
		{"a forgotten space", "He left.Then it was dark", 24},
		{"a forgotten space that makes a link", "He left.It was dark", 3 + 23 + 9},
		{"an address of mail", "tips@toronto.ca", 15},
		{"a port without a path is outside", "toronto.ca:80", 26},
		{"emoji", "🚨", 2},
		{"a family", "👨‍👩‍👧‍👦", 2},
		{"a skin tone", "👮🏽‍♀️", 2},
		{"a flag", "🇨🇦", 2},
		{"half a flag", "🇨", 2},
		{"a key", "1️⃣", 2},
		{"a character and not its picture", "☎\ufe0e", 4},
		{"newer than the list", "🫡", 2},
		{"not text", "\xff\xfe", 4},
	} {
		if got := length.Weighted(tt.text); got != tt.want {
			t.Errorf("%s: Weighted(%q) = %d, want %d", tt.name, tt.text, got, tt.want)
		}
	}
}

func TestLinks(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"none at all", ""},
		{"see https://toronto.ca/a_(b).", "4-28 https://toronto.ca/a_(b)"},
		{"see toronto.ca.", "4-14 https://toronto.ca"},
		{"(www.toronto.ca/tips?case=1#a)", "1-29 https://www.toronto.ca/tips?case=1#a"},
		{"@toronto.ca #toronto.ca $toronto.ca x-toronto.ca_", "36-48 https://x-toronto.ca"},
		{"Voir ElPaís.com, là", "5-16 https://ElPaís.com"},
		{"見てtoronto.caください", "6-16 https://toronto.ca"},
		{"HTTP://TORONTO.CA/A", "0-19 HTTP://TORONTO.CA/A"},
		{"http://toronto.example http://10.0.0.1/ ftp://toronto.ca", ""},
		{"https://t.co/abc's and https://t.co/abc?x=1 here", "0-16 https://t.co/abc, 23-43 https://t.co/abc?x=1"},
		{"a.ca/b)c.ca", "0-6 https://a.ca/b, 7-11 https://c.ca"},
	} {
		var got []string
		for _, l := range length.Links(tt.text) {
			got = append(got, fmt.Sprintf("%d-%d %s", l.From, l.To, l.URL))
		}
		if s := strings.Join(got, ", "); s != tt.want {
			t.Errorf("Links(%q)\n got %s\nwant %s", tt.text, s, tt.want)
		}
	}
}

func TestMastodon(t *testing.T) {
	long := strings.Repeat("b", 30)
	for _, tt := range []struct {
		name, text string
		want       int
	}{
		{"nothing", "", 0},
		{"letters", "Témoins", 7},
		{"taken apart", "Te\u0301moins", 7},
		{"emoji", "✨👨‍👩‍👧‍👦🇨🇦", 3},
		{"a link", "a http://" + long + ".com/example", 2 + 23},
		{"a short link", "http://a.ca", 23},
		{"X's short link", "http://t.co/abc-def", 23 + 4},
		{"not X's short link", "gemini://t.co/abc-def", 23},
		{"another protocol", "gemini://" + long + ".com/", 23},
		{"a link right behind a word", "ahttp://" + long + ".com/example", 50},
		{"a bare domain", long + ".com/example", 42},
		{"no such ending", "http://" + long + ".example/", 46},
		{"a link too long to be one", "http://example.com/valid?" + strings.Repeat("#foo?", 1000), 5025},
		{"any letters in the path", "http://a.ca/街/道。 x", 25},
		{"quotes at its end", "「http://a.ca/b」", 25},
		{"a path in parentheses", "http://a.ca/b_(c(d)) (http://a.ca/)", 23 + 2 + 23 + 1},
		{"a mention", "@alice@" + long + ".com hello", 12},
		{"a mention of somebody here", "@alice hello", 12},
		{"a host too long to be one", "@alice@" + strings.Repeat("b", 500) + ".com", 511},
		{"mail", "tips@toronto.ca", 15},
		{"a mention within an address", "http://a.ca/@alice@b.ca", 23},
		{"a mention that goes on", "@alice@b.ca@c", 13},
		{"punctuation behind it", "@alice@b.ca.", 7},
		{"only a sign", "@ @. @-a", 8},
	} {
		if got := length.Mastodon(tt.text, 23); got != tt.want {
			t.Errorf("%s: Mastodon(%.60q) = %d, want %d", tt.name, tt.text, got, tt.want)
		}
	}
	if got := length.Mastodon("http://a.ca x", 40); got != 42 {
		t.Errorf("a server with its own length: %d, want 42", got)
	}
}

func TestGraphemes(t *testing.T) {
	for text, want := range map[string]int{"": 0, "abc": 3, "e\u0301": 1, "👮🏽‍♀️🇨🇦": 2, "क्षि": 1, "a\r\nb": 3} {
		if got := length.Graphemes(text); got != want {
			t.Errorf("Graphemes(%q) = %d, want %d", text, got, want)
		}
	}
}

// hostile are texts that make patterns look back again and again.
func hostile(n int) map[string]string {
	out := map[string]string{}
	for _, piece := range []string{
		"a.", "a-", "a_.", "-.", "日.", "a.日.", "a.com-", "xn--a.", "http://", "http://a.", "a.co/(", "a.co/((", "a.co/a(b",
		"a.co?!", "a.co/.", "a.co:1", "t.co/a", "https://t.co/", "@a", "@a@b.", "@a.", "1\u20e3", "☎", "👨\u200d", "\u0301", "。", "a。",
		"é.", "a.中国.", "/", ".", "(", "x",
	} {
		out[piece] = strings.Repeat(piece, n/len(piece)+1)
	}
	return out
}

// Far more than anybody publishes is counted; time that grew with the square of
// it would not end.
func TestHostileTextEnds(t *testing.T) {
	for piece, text := range hostile(1 << 17) {
		if length.Weighted(text) <= 0 || length.Mastodon(text, 23) <= 0 {
			t.Errorf("much of %q counts nothing", piece)
		}
	}
}

func FuzzLinks(f *testing.F) {
	for _, text := range hostile(40) {
		f.Add(text)
	}
	f.Add("see https://toronto.ca/a_(b). or 見てtoronto.caください")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, l := range length.Links(text) {
			if l.From < last || l.To <= l.From || l.To > len(text) {
				t.Fatalf("%q: from %d to %d behind %d", text, l.From, l.To, last)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[l.From:l.To]) {
				t.Fatalf("%q: %q is half a character", text, text[l.From:l.To])
			}
			if !strings.Contains(l.URL, "://") {
				t.Fatalf("%q: %q is no address", text, l.URL)
			}
			last = l.To
		}
		if n := length.Weighted(text); n < 0 || n > 23*len(text) {
			t.Fatalf("%q weighs %d", text, n)
		}
	})
}

func FuzzMastodon(f *testing.F) {
	for _, text := range hostile(40) {
		f.Add(text, 23)
	}
	f.Fuzz(func(t *testing.T, text string, perURL int) {
		perURL %= 100
		if n := length.Mastodon(text, perURL); n < 0 || n > max(1, perURL)*max(1, len(text)) {
			t.Fatalf("%q counts %d", text, n)
		}
	})
}

const appeal = "Appeal: Toronto police look for witnesses of a collision at Lakeshore Blvd. W. and Parklawn Rd. 🚨 " +
	"on Nov. 14 at 1:30 a.m. A dark Lexus left eastbound. Did you see it? Call 416-808-2222 or write to tps.ca/tips?case=1 #TPS"

func BenchmarkWeighted(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		length.Weighted(appeal)
	}
}

func BenchmarkMastodon(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		length.Mastodon(appeal, 23)
	}
}

func BenchmarkHostile(b *testing.B) {
	for piece, text := range hostile(1 << 16) {
		b.Run(fmt.Sprintf("%.10q", piece), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				length.Weighted(text)
				length.Mastodon(text, 23)
			}
		})
	}
}
