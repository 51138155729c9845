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
