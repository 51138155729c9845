package guard

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"appealbot/bot"
)

// A detector that looks at the token before or behind a word must not take for
// granted that there is one. These tests put words where there is none: at the very
// beginning and the very end of a text, with marks of every kind around them.

// edgeMarks are what stands between an edge and the words, once each.
var edgeMarks = []string{
	"", "[", "(", "{", "<", "]", ")", ".", ",", ":", ";", "!", "?", "-", "--", "–", "/", "//", "@", "#", "$", "*", "_", "|", "+", "=", "&", "%", "\\",
	"\"", "'", "’", "«", "»", "…", "•", "°", "½", "£", "\n", "\n\n", " ", "\u00a0", "\u200b", "\u202e", "\x00", "\xff", "\u0301", "＠", "．", "（",
	"🔫", "👮🏽", "é", "о", "1", "16", "a", "A", "l'", "'s", "x",
}

// A scissor cuts texts and checks what it cut, under one pack after the other, as
// appeals of one kind after the other, in either language.
type scissor struct {
	*testing.T
	guards []*Guard
	r      *rand.Rand
	cut, n int // pieces, and those of them that were checked
}

func newScissor(t *testing.T) *scissor {
	s := &scissor{T: t, r: rand.New(rand.NewPCG(1, 1))}
	for _, name := range Packs() {
		s.guards = append(s.guards, packGuard(t, name))
	}
	return s
}

func (s *scissor) mark() string { return edgeMarks[s.r.IntN(len(edgeMarks))] }

// turn returns what comes next: a guard, and a text as an appeal; false for a piece
// that is passed over.
func (s *scissor) turn(text string) (*Guard, Input, bool) {
	if s.cut++; s.cut%share != 0 {
		return nil, Input{}, false
	}
	s.n++
	lang, kinds := []string{"en", "fr"}[s.n%2], bot.Kinds()
	return s.guards[s.n%len(s.guards)], Input{
		Kind: kinds[s.n/3%len(kinds)], CaseNumber: "2026-1234567", Now: time.Date(2026, 11, 10, 12, 0, 0, 0, time.UTC),
		Texts: []Text{{Field: "text." + lang, Language: lang, Text: text}},
	}, true
}

// draft checks a text as an appeal, by one rule; by all of them when it is empty.
func (s *scissor) draft(id, text string) {
	s.Helper()
	g, in, ok := s.turn(text)
	if !ok {
		return
	}
	if id != "" {
		g = &Guard{land: g.land, lists: g.lists, rules: slices.DeleteFunc(slices.Clone(g.rules), func(r rule) bool { return r.ID != id })}
	}
	fs, err := g.Check(in)
	if err != nil {
		s.Errorf("%q: %v", text, err)
		return
	}
	sound(s.T, in.Texts, fs)
}

// reply checks a text as a reply. One that a rule breaks on is an emergency without
// reasons.
func (s *scissor) reply(text string) {
	s.Helper()
	g, _, ok := s.turn(text)
	if !ok {
		return
	}
	if c := g.Classify(text); (c.Name == bot.ClassNoise) != (len(c.Reasons) == 0) {
		s.Errorf("%q: a reply of class %s with reasons %q", text, c.Name, c.Reasons)
	}
}

// cutAround cuts a text before each token from a little before a span to its end, and
// behind each from its beginning to a little behind it.
func cutAround(text string, from, to int, each func(string)) {
	v := newView(text)
	tok := tokenize(v.text)
	piece := func(i, j int) {
		if i = max(i, 0); i < min(j, len(tok)) {
			each(v.original(v.codePoints(int(tok[i].a), int(tok[min(j, len(tok))-1].b))))
		}
	}
	first, last := len(tok), -1
	for i, t := range tok {
		if a, b := v.codePoints(int(t.a), int(t.b)); a < to && b > from {
			first, last = min(first, i), i
		}
	}
	for i := first - 1; i <= last; i++ {
		piece(i, last+3)
		piece(i, len(tok))
	}
	for j := first + 1; j <= last+2; j++ {
		piece(first-2, j)
		piece(0, j)
	}
}

// What a rule looks for stands at the edge of a text.
func TestWhatIsPlantedHoldsAtTheEdges(t *testing.T) {
	s := newScissor(t)
	each := func(id string) func(string) {
		return func(piece string) {
			s.draft(id, piece)
			s.draft(id, s.mark()+piece+s.mark())
		}
	}
	for _, set := range labelledSets {
		for _, d := range labelled[labelledDraft](t, set.file) {
			for _, p := range d.Plants {
				before, _, _ := strings.Cut(d.Text, p.Span)
				from := utf8.RuneCountInString(before)
				cutAround(d.Text, from, from+utf8.RuneCountInString(p.Span), each(p.Category))
			}
		}
	}
	samples, err := os.ReadFile(filepath.Join("testdata", "samples.txt"))
	if err != nil {
		t.Fatal(err)
	}
	id := ""
	for l := range strings.Lines(string(samples)) {
		if head, ok := strings.CutPrefix(l, "@ "); ok {
			id = strings.Fields(head)[0]
		} else if text, spans := unmark(l); len(spans) == 1 {
			cutAround(text, spans[0][0], spans[0][1], each(id))
		}
	}
}

// Replies end and begin anywhere, and hold little else than one word and a number.
func TestRepliesHoldAtTheEdges(t *testing.T) {
	s, seen := newScissor(t), map[string]bool{}
	for _, set := range replySets {
		for _, r := range labelled[labelledReply](t, set.file) {
			cutAround(r.Text, 0, utf8.RuneCountInString(r.Text), s.reply)
			for w := range strings.FieldsSeq(r.Text) {
				if !seen[w] {
					seen[w] = true
					s.reply("16 " + w)
					s.reply(w + " 16")
					s.reply(s.mark() + w + s.mark())
				}
			}
		}
	}
}

// The words of the rules' own tables, in any order, with all marks between them.
func TestAnyWordsHold(t *testing.T) {
	s, words := newScissor(t), tableWords(t)
	for range 3_000 {
		var b strings.Builder
		for range 1 + s.r.IntN(6) {
			w := words[s.r.IntN(len(words))]
			switch s.r.IntN(6) {
			case 0:
				w = strings.ToUpper(w)
			case 1, 2:
				w = strings.ToUpper(w[:1]) + w[1:]
			case 3, 4:
				w = s.mark()
			}
			b.WriteString(w)
			if s.r.IntN(3) > 0 {
				b.WriteByte(' ')
			}
		}
		s.draft("", b.String())
		s.reply(b.String())
	}
}

// tableWords are the words in the program's own tables, once each.
func tableWords(t *testing.T) []string {
	t.Helper()
	seen := map[string]bool{"": true}
	var out []string
	literals(t, func(s string) {
		for _, w := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \t\n|~?![]*#", r) }) {
			if !seen[w] {
				seen[w] = true
				out = append(out, w)
			}
		}
	})
	return out
}

// literals hands on each text in quotes of the package's files, tests aside.
func literals(t *testing.T, each func(string)) {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(gotoken.NewFileSet(), f, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok && l.Kind == gotoken.STRING {
				s, err := strconv.Unquote(l.Value)
				if err != nil {
					t.Fatalf("%s: %v", f, err)
				}
				each(s)
			}
			return true
		})
	}
}
