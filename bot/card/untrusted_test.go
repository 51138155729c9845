package card

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestUntrusted(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"plain words stay", "I saw him at Bloor. J'ai tout vu!", "I saw him at Bloor. J'ai tout vu!"},
		{"other scripts stay", "مرحبا 你好 हिन्दी 👨‍👩‍👧 ❤️", "مرحبا 你好 हिन्दी 👨‍👩‍👧 ❤️"},
		{"right-to-left override goes", "safe \u202Etxt.exe\u202C", "safe txt.exe"},
		{"isolates go", "a\u2066b\u2069c", "abc"},
		{"zero width goes", "pa\u200bss\ufeffword", "password"},
		{"controls go", "a\x00b\x1b[31mc\x07", "ab[31mc"},
		{"tag characters go", "flag\U000E0067\U000E007F", "flag"},
		{"empty lines shrink", "a\n\n\n\n\n\nb", "a\n\nb"},
		{"blank", " \n\u200b\n ", "(no text)"},
		{"invalid bytes", "a\xffb", "a\uFFFDb"},
		{"a tower of marks is cut", "a" + strings.Repeat("\u0301", 50), "a" + strings.Repeat("\u0301", maxMarks)},
		{"markup is only text", "<b>@channel</b> *x* [a](http://b)", "<b>@channel</b> *x* [a](http://b)"},
	} {
		if got := Untrusted(tt.in); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// Whatever the public writes, nothing in it hides, reorders or floods.
func TestUntrustedHoldsForAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		holds(t, rapid.String().Draw(t, "text"))
	})
}

func FuzzUntrusted(f *testing.F) {
	f.Add("I saw him")
	f.Add("\u202e\u2066\u200b\U000E0001")
	f.Add(strings.Repeat("a\n", 5000))
	f.Fuzz(func(t *testing.T, s string) { holds(t, s) })
}

type failer interface{ Errorf(string, ...any) }

func holds(t failer, in string) {
	out := Untrusted(in)
	if !utf8.ValidString(out) {
		t.Errorf("%q: not UTF-8", in)
	}
	if n := utf8.RuneCountInString(out); n > maxUntrusted+40 || n == 0 {
		t.Errorf("%q: %d characters", in, n)
	}
	if strings.Contains(out, "\n\n\n") {
		t.Errorf("%q: a screen of empty lines", in)
	}
	for _, r := range out {
		if r != '\n' && (unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Bidi_Control, r)) {
			t.Errorf("%q: %U is left", in, r)
		}
	}
	if again := Untrusted(out); utf8.RuneCountInString(out) <= maxUntrusted && again != out {
		t.Errorf("%q: twice is not once: %q, %q", in, out, again)
	}
}
