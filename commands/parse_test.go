package commands

import (
	"errors"
	"maps"
	"strings"
	"testing"
	"unicode"

	"appealbot/bot"
)

func TestParseLine(t *testing.T) {
	for _, c := range []struct{ in, verb, rest string }{
		{"", "", ""},
		{"  \n ", "", ""},
		{"help", "help", ""},
		{" HELP ", "help", ""},
		{"\u200bnew\ufeff x", "new", "x"}, // copied from a web page
		{"update don't ring 9-1-1; see #tps (it's \"fine\") -- thanks", "update", "don't ring 9-1-1; see #tps (it's \"fine\") -- thanks"},
		{"update\nFirst line\n\n  second line\n", "update", "First line\n\n  second line\n"},
		{"update\u00a0Vu à l’angle", "update", "Vu à l’angle"},
		{"Écrire x", "écrire", "x"},
	} {
		l, err := parseLine(c.in)
		if err != nil || l.verb != c.verb || l.rest != c.rest {
			t.Errorf("%q: %q, %q, %v; want %q, %q", c.in, l.verb, l.rest, err, c.verb, c.rest)
		}
	}
}

func TestParseLineRefusesWhatIsNoText(t *testing.T) {
	for _, c := range []struct{ in, say string }{
		{"update caf\xe9", "bytes that are not text"},
		{"update a\x00b", "NUL"},
		{"update " + strings.Repeat("a", 1<<20), "The command has 1048583 bytes; a command line takes at most 65536. Use the form"},
	} {
		_, err := parseLine(c.in)
		var r *bot.Refusal
		if !errors.As(err, &r) || !errors.Is(err, bot.ErrInvalid) || !strings.Contains(r.Text, c.say) {
			t.Errorf("%.20q: %v, want it to say %q", c.in, err, c.say)
		}
	}
	if _, err := parseLine(strings.Repeat("a", maxLine)); err != nil {
		t.Errorf("a line of exactly %d bytes: %v", maxLine, err)
	}
}

func TestWord(t *testing.T) {
	for _, c := range []struct{ in, first, rest string }{
		{"", "", ""},
		{"  one  two three ", "one", "two three "},
		{`"one two" three`, "one two", "three"},
		{`'one two' three`, "one two", "three"},
		{`«one two» three`, "one two", "three"},
		{"« un\u00a0deux » trois", "un\u00a0deux", "trois"},
		{`“one two” three`, "one two", "three"},
		{`‘one two’ three`, "one two", "three"},
		{`'don't go' now`, "don't go", "now"},
		{`‘don’t go’ now`, "don’t go", "now"},
		{`don't go`, "don't", "go"},
		{`l'homme armé`, "l'homme", "armé"},
		{`l’homme armé`, "l’homme", "armé"},
		{`"one two`, `"one`, "two"},
		{`'tis the night`, `'tis`, "the night"},
		{`“one two" three`, "“one", `two" three`},
		{`"one"two three`, `"one"two`, "three"},
		{`"one two": three`, "one two", ": three"},
		{`"" x`, "", "x"},
		{`"`, `"`, ""},
		{`say "one two"`, "say", `"one two"`},
		{`#channel (x); y`, "#channel", "(x); y"},
		{`\"a b\"`, `\"a`, `b\"`},
	} {
		first, rest := word(c.in)
		if first != c.first || rest != c.rest {
			t.Errorf("word(%q) = %q, %q; want %q, %q", c.in, first, rest, c.first, c.rest)
		}
	}
}

func TestOptions(t *testing.T) {
	type m = map[string]string
	for _, c := range []struct {
		in   string
		want m
		rest string
	}{
		{"", m{}, ""},
		{" Text; a #tag (and) more ", m{}, " Text; a #tag (and) more "},
		{"--lang fr Le texte", m{"lang": "fr"}, "Le texte"},
		{"--lang=fr Le texte ", m{"lang": "fr"}, "Le texte "},
		{"--Lang fr x", m{"lang": "fr"}, "x"},
		{"—lang fr x", m{"lang": "fr"}, "x"}, // a phone's em dash
		{"x —lang=fr", m{"lang": "fr"}, "x"},
		{`--at "tomorrow 9am" --lang fr x`, m{"at": "tomorrow 9am", "lang": "fr"}, "x"},
		{`--at="tomorrow 9am" x`, m{"at": "tomorrow 9am"}, "x"},
		{"--at 18:00\nFirst\n  second\n", m{"at": "18:00"}, "First\n  second\n"},
		{"The text\n--at 18:00", m{"at": "18:00"}, "The text"},
		{"Le texte\u3000\u00a0--at\u00a018:00\u3000", m{"at": "18:00"}, "Le texte"},
		{"The text --at 18:00 --lang fr ", m{"at": "18:00", "lang": "fr"}, "The text"},
		{"--lang fr The text --at “in 2h”", m{"at": "in 2h", "lang": "fr"}, "The text"},
		{`--at "" x`, m{"at": ""}, "x"},
		{"--at 18:00", m{"at": "18:00"}, ""},

		// What is not at an end, not an option, or not one of these, is text.
		{"dark car -- lang fr", m{}, "dark car -- lang fr"},
		{"we say --lang fr here", m{}, "we say --lang fr here"},
		{"we say --lang --at here now", m{}, "we say --lang --at here now"},
		{"--other x", m{}, "--other x"},
		{"x --other y", m{}, "x --other y"},
		{"x--lang fr", m{}, "x--lang fr"},
		{"--language fr", m{}, "--language fr"},
		{"a man was shot —at noon", m{}, "a man was shot —at noon"},
		{"a man was shot –at noon", m{}, "a man was shot –at noon"},
		{"-- a text", m{}, "-- a text"},
		{"x --at tomorrow 9am", m{}, "x --at tomorrow 9am"}, // a value of two words wants quotes
	} {
		got, rest, err := options(c.in, "lang", "at")
		if err != nil || rest != c.rest || !maps.Equal(got, c.want) {
			t.Errorf("options(%q) = %q, %q, %v; want %q, %q", c.in, got, rest, err, c.want, c.rest)
		}
	}
}

func TestOptionsRefused(t *testing.T) {
	for _, c := range []struct{ in, say string }{
		{"--lang", "--lang needs a value"},
		{"--lang --at 18:00 x", "--lang needs a value"},
		{"--lang= fr x", "--lang needs a value"},
		{"x --at", "--at needs a value"},
		{"x --at --lang fr", "--at needs a value"},
		{"x --lang fr --at", "--at needs a value"},
		{"--lang fr --lang en x", "--lang is there twice"},
		{"--lang fr x --lang en", "--lang is there twice"},
		{"--lnag fr x", "Did you mean --lang?"},
		{"--lnag=fr x", "Did you mean --lang?"},
		{"--at 18:00 --lan fr x", "Did you mean --lang?"},
	} {
		got, rest, err := options(c.in, "lang", "at")
		var r *bot.Refusal
		if !errors.As(err, &r) || !errors.Is(err, bot.ErrInvalid) || !strings.Contains(r.Text, c.say) {
			t.Errorf("options(%q) = %q, %q, %v; want it to say %q", c.in, got, rest, err, c.say)
		}
	}
}

func TestCaseRef(t *testing.T) {
	for _, c := range []struct{ in, ref, rest string }{
		{"2026-1234567", "2026-1234567", ""},
		{" 2026-1234567  The text ", "2026-1234567", "The text "},
		{"2026-1234567/2 The\ntext", "2026-1234567/2", "The\ntext"},
		{"2026-1234567: text", "2026-1234567", "text"},
		{"2026-1234567, text", "2026-1234567", "text"},
		{"/2 text", "/2", "text"},
		{"#GO1234567 text", "GO1234567", "text"},
		{"#GO1234567? text", "GO1234567", "text"},
		{"#2026-1234567/3", "2026-1234567/3", ""},
		{"GO-20261234", "GO-20261234", ""},
		{"2026–1234567 x", "2026-1234567", "x"}, // en dash
		{"2026\u20111234567 x", "2026-1234567", "x"},
		{"26-104-1", "26-104-1", ""},
		{"2026-01-0042 x", "2026-01-0042", "x"},
		{"00-1234567 a cold case", "00-1234567", "a cold case"},
		{"1987-1234 x", "1987-1234", "x"},
		{"2026-1234 x", "2026-1234", "x"}, // not 20:26 to 12:34
		{"123456", "123456", ""},
		{"2026123456 x", "2026123456", "x"}, // begins like Washington's area code
		{"202612345678 x", "202612345678", "x"},

		// Taken, so that it is refused as unknown and not sent elsewhere.
		{"2026-1234567/x text", "2026-1234567/x", "text"},
		{"2026-1234567/ text", "2026-1234567/", "text"},
		{"2019-2021 Honda Civic", "2019-2021", "Honda Civic"},
	} {
		ref, rest, ok := caseRef(c.in)
		if !ok || ref != c.ref || rest != c.rest {
			t.Errorf("caseRef(%q) = %q, %q, %v; want %q, %q", c.in, ref, rest, ok, c.ref, c.rest)
		}
	}
}

func TestCaseRefLeavesTextAlone(t *testing.T) {
	for _, s := range []string{
		"", " ", "The text", "9", "9am", "18:00", "1830", "12345", "#tps", "#1234", "#", "/", "/x", "/0", "/02", "/12345", "//2", "#/2",
		"416-808-2222", "416-808-2222 is the number", "1-800-222-8477", "1-800-222-TIPS", "416-222-TIPS", "808-2222", "4168082222", "+14168082222",
		"020-7946-0018", "0800-555-111", "01-42-68-53-00", "(416) 808-2222",
		"2026-12-01", "2026-12-01 18:00", "01-12-2026", "12-31-2026", "26-12-01", "2026-12-01T18:00:00-05:00", "2026/12/01",
		"18-20 year-old", "1800-2000 hours", "18-year-old", "9-1-1", "2026", "2nd", "one-two", "-1234567", "1234567-", "2026--1234567",
		"GO1234567", "F-150", "\xff1234567", strings.Repeat("1", 40), "１２３４５６７",
	} {
		if ref, rest, ok := caseRef(s); ok || ref != "" || rest != s {
			t.Errorf("caseRef(%q) = %q, %q, %v; want it left alone", s, ref, rest, ok)
		}
	}
}

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

// FuzzParse holds that whatever is typed, nothing of a text changes: what is
// left over is always a piece of the input as it stands there.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"new 2026-1234567 Lakeshore shooting: dark Lexus", "update don't; #x (y)", "new --at \"tomorrow 9am\" x --lang=fr", "x --at --lang", "--at --at",
		"« x » y", "‘don’t’ x", "\"", "--=x", "—lang fr", "#GO1234567?/2", "/2", "a\xffb", "\x00", "x \u3000--at\u00a0y", "0-\u2011-", "1-1-1", "2026-1:a: b",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l, err := parseLine(s)
		if err == nil {
			if !strings.HasSuffix(s, l.rest) || strings.ContainsFunc(l.verb, unicode.IsSpace) {
				t.Fatalf("parseLine(%q) = %q", s, l)
			}
			if head, _ := field(s); strings.Contains(l.verb, "\x00") || len(strings.TrimSpace(s)) > 0 && head == "" {
				t.Fatalf("parseLine(%q) lost its verb: %q", s, l)
			}
		}
		first, rest := word(s)
		if !strings.HasSuffix(s, rest) || !strings.Contains(s[:len(s)-len(rest)], first) {
			t.Fatalf("word(%q) = %q, %q", s, first, rest)
		}
		if gone := strings.Replace(s[:len(s)-len(rest)], first, "", 1); strings.ContainsFunc(gone, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			t.Fatalf("word(%q) = %q, %q lost %q", s, first, rest, gone)
		}
		values, rest, err := options(s, "at", "lang")
		if err == nil {
			if !strings.Contains(s, rest) || len(values) == 0 && rest != s {
				t.Fatalf("options(%q) = %q, %q", s, values, rest)
			}
			for _, v := range values {
				if !strings.Contains(s, v) {
					t.Fatalf("options(%q) = %q, %q", s, values, rest)
				}
			}
		}
		ref, rest, ok := caseRef(s)
		if !ok && (rest != s || ref != "") || !strings.HasSuffix(s, rest) || ok && ref == "" {
			t.Fatalf("caseRef(%q) = %q, %q, %v", s, ref, rest, ok)
		}
		number, title, text, err := oneLine(s)
		if err == nil && (bot.CheckNumber(number) != nil || strings.TrimSpace(title) == "" || strings.TrimSpace(text) == "" || !strings.HasSuffix(s, text)) {
			t.Fatalf("oneLine(%q) = %q, %q, %q", s, number, title, text)
		}
	})
}
