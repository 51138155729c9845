package commands

import (
	"errors"
	"strings"
	"testing"

	"appealbot/bot"
)

func TestOneLine(t *testing.T) {
	long := strings.Repeat("word ", 20)
	for _, c := range []struct{ in, number, title, text string }{
		{
			"2026-1234567 Lakeshore shooting: dark Lexus, anyone with dash-cam video between 1 and 2 am ...",
			"2026-1234567", "Lakeshore shooting", "dark Lexus, anyone with dash-cam video between 1 and 2 am ...",
		},
		{"2026-1234567: Lakeshore shooting:\n  dark\n\nLexus\n", "2026-1234567", "Lakeshore shooting", "dark\n\nLexus\n"},
		{"2026-1234567 Fusillade Lakeshore\u00a0: voiture foncée", "2026-1234567", "Fusillade Lakeshore", "voiture foncée"},
		{"2026-1234567 St. Clair Ave. W. robbery: two men", "2026-1234567", "St. Clair Ave. W. robbery", "two men"},
		{"2026-1234567 Fire at 18:30: dark smoke", "2026-1234567", "Fire at 18:30", "dark smoke"},
		{"2026-1234567 Who is he?: a man", "2026-1234567", "Who is he?", "a man"},
		{"GO1234567 Theft: a bicycle", "GO1234567", "Theft", "a bicycle"},
		{"#GO1234567 Theft: a bicycle", "GO1234567", "Theft", "a bicycle"},
		{"2026-1234567 : a bicycle", "2026-1234567", "a bicycle", "a bicycle"},

		// Nothing that could be a sentence of the text is cut off.
		{"2026-1234567 Dark Lexus seen. We ask: who saw it", "2026-1234567", "Dark Lexus seen", "Dark Lexus seen. We ask: who saw it"},
		{"2026-1234567 Did you see it? Call: 416-808-2222", "2026-1234567", "Did you see it", "Did you see it? Call: 416-808-2222"},
		{"2026-1234567 Dark Lexus\nDriver: a man", "2026-1234567", "Dark Lexus Driver: a man", "Dark Lexus\nDriver: a man"},
		{"2026-1234567 " + long + ": x", "2026-1234567", "word word word word word word", long + ": x"},
		{"2026-1234567 We look for a dark Lexus near Lakeshore", "2026-1234567", "We look for a dark Lexus", "We look for a dark Lexus near Lakeshore"},
		{"2026-1234567 Seen at 18:00 in a dark Lexus, near", "2026-1234567", "Seen at 18:00 in a dark", "Seen at 18:00 in a dark Lexus, near"},
		{"2026-1234567 Lexus", "2026-1234567", "Lexus", "Lexus"},
		{"2026-1234567 ...", "2026-1234567", "...", "..."},
		{"2026-1234567 " + strings.Repeat("a", 100), "2026-1234567", strings.Repeat("a", 79) + "…", strings.Repeat("a", 100)},
	} {
		number, title, text, err := oneLine(c.in)
		if err != nil || number != c.number || title != c.title || text != c.text {
			t.Errorf("oneLine(%q) = %q, %q, %q, %v; want %q, %q, %q", c.in, number, title, text, err, c.number, c.title, c.text)
		}
	}
}

func TestOneLineRefused(t *testing.T) {
	for _, c := range []struct{ in, say string }{
		{"", "The occurrence number and the text are missing."},
		{" \n", "The occurrence number and the text are missing."},
		{"Lakeshore shooting: dark Lexus", "\"Lakeshore\" is not an occurrence number"},
		{"416-808-2222 Shooting: dark Lexus", "\"416-808-2222\" is not an occurrence number"},
		{"2026-12-01 Shooting: dark Lexus", "\"2026-12-01\" is not an occurrence number"},
		{"200 block of Queen: dark Lexus", "\"200\" is not an occurrence number"},
		{"2026-1234567", "The text for the public is missing."},
		{"2026-1234567 Shooting: ", "The text for the public is missing."},
		{"2026-1234567 Shooting:", "The text for the public is missing."},
		{"2026-1234567/2 Shooting: x", "Write the occurrence number alone"},
		{"/2 Shooting: x", "Write the occurrence number alone"},
		{strings.Repeat("x", 1000) + " y", "…\" is not"},
	} {
		_, _, _, err := oneLine(c.in)
		var r *bot.Refusal
		if !errors.As(err, &r) || !errors.Is(err, bot.ErrInvalid) || !strings.Contains(r.Text, c.say) || !strings.Contains(r.Text, oneLineExample) {
			t.Errorf("oneLine(%q): %v; want it to say %q with an example", c.in, err, c.say)
		}
	}
	if _, _, _, err := oneLine(strings.TrimPrefix(oneLineExample, "/appeal new ")); err != nil {
		t.Errorf("the example itself: %v", err)
	}
}
