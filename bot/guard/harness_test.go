package guard

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"appealbot/bot"
)

// A sample is a text with what a rule must object to between ⟦ and ⟧; without
// any it is clean for that rule.
type sample struct {
	text     string
	kind     bot.Kind     // bot.Witness when empty
	severity bot.Severity // of every finding, when given
	suggest  string       // of the first finding, when given
}

func newGuard(t testing.TB) *Guard {
	t.Helper()
	g, err := New(DefaultPolicy())
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// holds runs samples against one rule of the default policy.
func holds(t *testing.T, rule, language string, samples []sample) {
	t.Helper()
	holdsUnder(t, newGuard(t), rule, language, samples)
}

// packGuard makes a guard of one pack alone.
func packGuard(t testing.TB, name string) *Guard {
	t.Helper()
	p, err := Pack(name)
	if err != nil {
		t.Fatal(err)
	}
	g, err := New(p)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// holdsUnder runs samples against one rule of a guard.
func holdsUnder(t *testing.T, g *Guard, rule, language string, samples []sample) {
	t.Helper()
	for _, s := range samples {
		text, want := unmark(s.text)
		got, err := g.Check(Input{
			Kind: cmp.Or(s.kind, bot.Witness), CaseNumber: "2026-1234567",
			Texts: []Text{{Field: "text." + language, Language: language, Text: text}},
		})
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		got = slices.DeleteFunc(got, func(f bot.Finding) bool { return f.Rule != rule })
		var spans [][2]int
		for _, f := range got {
			spans = append(spans, [2]int{f.Start, f.End})
			if s.severity != "" && f.Severity != s.severity {
				t.Errorf("%q: severity of %q is %s, want %s", text, f.Span, f.Severity, s.severity)
			}
			if f.Why == "" || f.Fix == "" {
				t.Errorf("%q: %q is not explained", text, f.Span)
			}
		}
		slices.SortFunc(spans, func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) })
		if !slices.Equal(spans, want) {
			t.Errorf("%q:\n got %v\nwant %v", text, show(text, spans), show(text, want))
			continue
		}
		if s.suggest != "" && got[0].Suggest != s.suggest {
			t.Errorf("%q: suggests %q, want %q", text, got[0].Suggest, s.suggest)
		}
	}
}

// unmark takes the brackets out and returns where they stood, in code points.
func unmark(s string) (string, [][2]int) {
	var b strings.Builder
	var spans [][2]int
	n, start := 0, 0
	for _, r := range s {
		switch r {
		case '⟦':
			start = n
		case '⟧':
			spans = append(spans, [2]int{start, n})
		default:
			b.WriteRune(r)
			n++
		}
	}
	return b.String(), spans
}

func show(text string, spans [][2]int) []string {
	rs := []rune(text)
	out := []string{}
	for _, s := range spans {
		out = append(out, string(rs[s[0]:s[1]]))
	}
	return out
}
