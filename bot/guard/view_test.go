package guard

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFolding(t *testing.T) {
	for raw, want := range map[string]string{
		"plain text\n":           "plain text\n",
		"Élodie à l’école":       "Elodie a l'ecole",
		"Ｆｕｌｌ　ｗｉｄｔｈ １２３":         "Full width 123",
		"z\u200be\u00adr\u2060o": "zero",
		"\u202ertl\u202c":        "rtl",
		"раураl":                 "paypal",
		"ΑΒΕ":                    "ABE",
		"٠١٢ ०१२ 𝟘𝟙𝟚 ⓪①② ❶➋":        "012 012 012 012 12",
		"ab–cd—ef−gh‑ij":            "ab-cd-ef-gh-ij",
		"“q” «r»":                   `"q" "r"`,
		"e\u0301":                   "e",
		"ﬁn ½ ㎏":                    "fin 1/2 kg",
		"🅰🅱 🇨🇦":                     "AB CA",
		"ab\u00a0cd\u2003ef\u2028g": "ab cd ef\ng",
		"bad \xff\xfe bytes":        "bad \ufffd\ufffd bytes",
		"nul\x00 bell\x07":          "nul bell",
		"4️⃣":                       "4",
		"straße Œuvre Łódź smørr":   "strasse OEuvre Lodz smorr",
	} {
		if got := newView(raw).text; got != want {
			t.Errorf("%q is seen as %q, want %q", raw, got, want)
		}
	}
}

func TestSpansPointAtTheOriginal(t *testing.T) {
	raw := "Écrivez à «ｊｏ\u200b＠gmail．com», ½ 👮🏽 merci"
	v := newView(raw)
	i := strings.Index(v.text, "jo@gmail.com")
	start, end := v.codePoints(i, i+len("jo@gmail.com"))
	if got := string([]rune(raw)[start:end]); got != "ｊｏ\u200b＠gmail．com" || v.original(start, end) != got {
		t.Errorf("the span is %q and %q", got, v.original(start, end))
	}
	i = strings.Index(v.text, "1/2")
	if start, end = v.codePoints(i+1, i+2); v.original(start, end) != "½" {
		t.Errorf("a piece of a folded character points at %q", v.original(start, end))
	}
	if start, end = v.codePoints(len(v.text), len(v.text)); start != end || start != utf8.RuneCountInString(raw) {
		t.Errorf("the end of the text is at %d to %d", start, end)
	}
}

func FuzzNormalise(f *testing.F) {
	for _, s := range []string{"", "plain", "Élodie ½ ﷺ", "\xff\xfe", "a\u200b\u0301\u202e", "１２３ ٤٥٦", "000000000000 0ŀ0ŀA", "O4-O5-1990 c0nf1dent1al t r a c k h i m", "👮🏽 4️⃣ 🇨🇦", "각 e\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		v := newView(raw)
		if v.n != utf8.RuneCountInString(raw) {
			t.Fatalf("%d code points, want %d", v.n, utf8.RuneCountInString(raw))
		}
		if len(v.low) != len(v.text) || v.at != nil && len(v.at) != len(v.text) {
			t.Fatalf("lengths differ: %d folded, %d lower, %d mapped", len(v.text), len(v.low), len(v.at))
		}
		if !utf8.ValidString(v.text) || !slices.IsSorted(v.at) {
			t.Fatalf("%q is not valid, or its map runs backwards: %v", v.text, v.at)
		}
		// What a letter stands for in a text of two alphabets is up to its word.
		mixed := scriptsOf(raw) != scripts{} || scriptsOf(v.text) != scripts{}
		if again := newView(v.text); again.text != v.text && !mixed {
			t.Fatalf("folded again %q becomes %q", v.text, again.text)
		}
		if v.original(0, v.n) != raw {
			t.Fatalf("the whole original is %q", v.original(0, v.n))
		}
		for i := range len(v.text) {
			start, end := v.codePoints(i, i+1)
			if start < 0 || end != start+1 || end > v.n || v.original(start, end) == "" {
				t.Fatalf("byte %d of %q comes from code points %d to %d of %d", i, v.text, start, end, v.n)
			}
		}
	})
}
