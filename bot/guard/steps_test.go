package guard

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"appealbot/bot"
)

// steps counts the tokens that preparing a text and all rules look at.
func steps(t *testing.T, g *Guard, in Input) int {
	t.Helper()
	s, err := newScene(in, g)
	if err != nil {
		t.Fatal(err)
	}
	for i := range g.rules {
		if _, err := g.rules[i].run(s); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	for _, d := range s.docs {
		n += d.steps
	}
	return n
}

// A text that is four times as long takes at most about four times the steps,
// whatever it is made of.
func TestStepsGrowWithTheLengthOnly(t *testing.T) {
	g := newGuard(t)
	for _, s := range hostile {
		count := func(size int) int {
			return steps(t, g, Input{Kind: bot.Witness, Texts: []Text{{Field: "text.en", Text: strings.Repeat(s, size/len(s))}}})
		}
		if short, long := count(4_000), count(16_000); long > 5*short+20_000 {
			t.Errorf("%q: %d steps for 4,000 bytes, %d for 16,000", s, short, long)
		}
	}
}

// FuzzDetectors runs every detector by itself over any text: it must not panic,
// its spans must lie in the text, and a second run must say the same.
func FuzzDetectors(f *testing.F) {
	for i, s := range hostile {
		f.Add(strings.Repeat(s, 5), i, i)
	}
	f.Add("Do not follow him. Émile Lee-Roy, 16, robbed a man; a $5,000 reward, no questions asked, tag him #toronto", 3, 1)
	detect := implemented()
	names := make([]string, 0, len(detect))
	for n := range detect {
		names = append(names, n)
	}
	slices.Sort(names)
	var guards []*Guard
	for _, p := range Packs() {
		policy, err := Pack(p)
		if err != nil {
			f.Fatal(err)
		}
		g, err := New(policy)
		if err != nil {
			f.Fatal(err)
		}
		guards = append(guards, g)
	}
	kinds := bot.Kinds()
	f.Fuzz(func(t *testing.T, text string, kind, pack int) {
		g := guards[uint(pack)%uint(len(guards))]
		in := Input{Kind: kinds[uint(kind)%uint(len(kinds))], Texts: []Text{{Field: "text.en", Language: "en", Text: text}, {Field: "text.fr", Language: "fr", Text: text}}}
		s, err := newScene(in, g)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range names {
			once, again := detect[n].hits(s), detect[n].hits(s)
			if !reflect.DeepEqual(once, again) {
				t.Fatalf("%s: a second run differs", n)
			}
			for _, h := range once {
				if h.doc != nil && (h.a < 0 || h.a > h.b || h.b > len(h.doc.text)) {
					t.Fatalf("%s: span %d to %d of %d", n, h.a, h.b, len(h.doc.text))
				}
			}
		}
	})
}

func (d detector) hits(s *scene) []hit {
	if d.whole != nil {
		return d.whole(s)
	}
	var out []hit
	for _, t := range s.docs {
		out = append(out, d.text(t)...)
	}
	return out
}
