package guard

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"appealbot/bot"
)

// disguises write a character otherwise so that a reader still reads it. Each
// is one that the view must see through.
var disguises = []func(rune) string{
	func(r rune) string { return string(r) },
	func(r rune) string { return string(r) + "\u200b" },
	func(r rune) string { return string(r) + "\u00ad" },
	func(r rune) string { return string(r) + "\u0336" },
	func(r rune) string {
		if r > ' ' && r < 0x7f {
			return string(r + 0xfee0) // full width
		}
		return string(r)
	},
	func(r rune) string {
		switch {
		case r >= '0' && r <= '9':
			return string(r - '0' + 0x1d7ce) // mathematical bold
		case r >= 'a' && r <= 'z':
			return string(r - 'a' + 0x1d41a)
		}
		return string(r)
	},
	func(r rune) string {
		if i := strings.IndexRune("aeocpxy", r); i >= 0 {
			return string([]rune("аеосрху")[i]) // Cyrillic
		}
		return string(r)
	},
}

// What is listed stays listed and what is not is found, however its characters
// are written.
func TestNoDisguiseChangesWhatIsFound(t *testing.T) {
	g := newGuard(t)
	rapid.Check(t, func(t *rapid.T) {
		of := rapid.SampledFrom([]struct{ text, rule string }{
			{"416-555-0199", "phone_private"}, {"jo.roe@gmail.com", "email_private"}, {"416-808-2222", ""}, {"51div@torontopolice.on.ca", ""},
		}).Draw(t, "what")
		var b strings.Builder
		for _, r := range of.text {
			b.WriteString(rapid.SampledFrom(disguises).Draw(t, "disguise")(r))
		}
		in := Input{Kind: bot.Located, Texts: []Text{{Field: "text.en", Language: "en", Text: "Contact " + b.String() + " today."}}}
		fs, err := g.Check(in)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, f := range fs {
			if f.Rule == "phone_private" || f.Rule == "email_private" {
				got = f.Rule
			}
		}
		if got != of.rule {
			t.Fatalf("%q is found by %q, want %q", in.Texts[0].Text, got, of.rule)
		}
	})
}
