package guard

import (
	"slices"
	"strconv"
	"strings"
)

// A pairing is words of two or more kinds that say something when they stand
// near each other in one sentence, whatever stands between: "snipers" and
// "are" and "roof". Phrases miss it as soon as somebody words it otherwise.
type pairing struct {
	name string
	legs []leg
	// unless has words that make it innocent when they stand around.
	unless *vocabulary
	// deniable pairings are not meant when a negation stands before them.
	deniable bool
}

// legs is how many kinds of words a pairing may have.
const legs = 5

// A leg is a further kind of word, and how far from the ones before it stands.
type leg struct {
	place
	reach  int
	behind bool // only behind, not before
}

// A pairbook finds many pairings in one walk over a text.
type pairbook struct {
	by    map[string][]*pairing
	heads *heads
}

// pairings reads a pairbook, a pairing a line: the words that it is looked up
// by, and then, as often as needed, "<8>" for within eight tokens on either side
// or "8>" for within eight tokens behind, and the words that must stand there.
// Choices, stems, numbers, names, "!" and comments are those of phrases. A last
// field "-a|b" has the words that make it innocent.
func pairings(lines string) pairbook {
	b := pairbook{by: map[string][]*pairing{}, heads: new(heads)}
	entries(lines, func(name, s string, deniable bool) {
		p, first := newPairing(s, name, deniable)
		for w := range first.words.words {
			b.by[w] = append(b.by[w], p)
			b.heads.add(w)
		}
	})
	return b
}

func newPairing(s, name string, deniable bool) (p *pairing, first place) {
	p = &pairing{name: name, deniable: deniable}
	fields := strings.Fields(s)
	if last := fields[len(fields)-1]; last[0] == '-' {
		p.unless = newPlace(last[1:]).words
		fields = fields[:len(fields)-1]
	}
	first = newPlace(fields[0])
	if first.words == nil || len(first.stems) > 0 || len(fields)%2 == 0 || len(fields) < 3 || len(fields) > 2*legs-1 {
		panic("guard: not a pairing: " + s) // a table of the program; a test loads each
	}
	for i := 1; i < len(fields); i += 2 {
		n, err := strconv.Atoi(strings.Trim(fields[i], "<>"))
		if err != nil {
			panic("guard: not a reach: " + s)
		}
		p.legs = append(p.legs, leg{newPlace(fields[i+1]), n, fields[i][0] != '<'})
	}
	return p, first
}

// pairs returns the pairings of b that the text holds, in order; of those that
// overlap, the first.
func (d *doc) pairs(b pairbook) []match {
	var out []match
	end := -1
	d.steps += len(d.tok)
	for i := range d.tok {
		if !b.heads.may(d, i) {
			continue
		}
		for _, p := range b.by[d.word(i)] {
			first, last, ok := d.paired(p, i)
			if !ok || first <= end || p.deniable && d.denied(i) || p.unless != nil && d.around(first, last, 10, p.unless) {
				continue
			}
			out = append(out, match{&phrase{name: p.name}, first, last})
			end = last
			break
		}
	}
	return out
}

// paired finds the legs of a pairing whose first word is token i, the nearest
// of each, and returns the tokens that all stand between.
func (d *doc) paired(p *pairing, i int) (first, last int, ok bool) {
	first, last = i, i
	taken := [legs]int{i, -1, -1, -1, -1}
	for n, l := range p.legs {
		j := d.nearest(l, first, last, taken)
		if j < 0 {
			return 0, 0, false
		}
		taken[n+1] = j
		first, last = min(first, j), max(last, j)
	}
	return first, last, true
}

// nearest returns the token that a leg takes, among or behind the tokens from
// first to last or else before them, and none that another leg has taken; -1
// when there is none within reach.
func (d *doc) nearest(l leg, first, last int, taken [legs]int) int {
	at := d.tok[first].sentence
	for j := first + 1; j < len(d.tok) && j <= last+l.reach && d.tok[j].sentence == at; j++ {
		if k := d.tok[j].kind; (k == word || k == number) && l.takes(d, j) && !slices.Contains(taken[:], j) {
			return j
		}
	}
	if l.behind {
		return -1
	}
	for j := first - 1; j >= 0 && j >= first-l.reach && d.tok[j].sentence == at; j-- {
		if k := d.tok[j].kind; (k == word || k == number) && l.takes(d, j) {
			return j
		}
	}
	return -1
}

// withPairs adds pairings to what phrases have found, where neither one of
// those nor a phrase that is innocent overlaps. Fits decides about each; nil
// takes all.
func (d *doc) withPairs(out []hit, b pairbook, book phrasebook, fits func(match) bool) []hit {
	pairs := d.pairs(b)
	if len(pairs) == 0 {
		return out
	}
	found := d.find(book)
	for _, m := range pairs {
		h := d.hit(m.first, m.last+1)
		innocent := fits != nil && !fits(m)
		for _, f := range found {
			innocent = innocent || f.name == wholesome && f.first <= m.last && m.first <= f.last
		}
		for _, o := range out {
			innocent = innocent || o.a < h.b && h.a < o.b
		}
		if !innocent {
			out = append(out, h)
		}
	}
	return out
}
