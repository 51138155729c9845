package guard

import "strings"

// A phrase is words in a row within one sentence; in each place one of
// several. Marks between the words do not matter.
type phrase struct {
	name   string // what it was filed under
	places []place
	// deniable phrases are not meant when a negation stands right before them.
	deniable bool
}

// A place is where one word of a phrase stands.
type place struct {
	words    *vocabulary // any of these; nil for any word
	stems    []string    // or anything that begins so
	number   bool        // or digits
	optional bool
	most     int // a gap of up to so many words, instead of one
}

// A phrasebook finds many phrases in one walk over a text.
type phrasebook struct {
	by    map[string][]*phrase // under each word that one begins with
	heads *heads
}

// phrases reads a phrasebook, a phrase a line: places by blanks, choices in one
// place by bars. "*" is up to two words of any kind, "**" up to five, "#" a
// number, "arrest~" whatever begins so; "a|an?" may be missing. A line that
// begins with "!" is not meant when a negation precedes it. A line "[name]"
// files those behind it under a name. The first place must be words in full,
// since phrases are looked up by it.
func phrases(lines string) phrasebook {
	b := phrasebook{by: map[string][]*phrase{}, heads: new(heads)}
	entries(lines, func(name, s string, deniable bool) {
		p := &phrase{name: name, deniable: deniable}
		for f := range strings.FieldsSeq(s) {
			p.places = append(p.places, newPlace(f))
		}
		first := p.places[0]
		if first.words == nil || first.optional || first.number || len(first.stems) > 0 {
			panic("guard: phrase must begin with words: " + s) // a table of the program; a test loads each
		}
		for w := range first.words.words {
			b.by[w] = append(b.by[w], p)
			b.heads.add(w)
		}
	})
	return b
}

func newPlace(f string) place {
	switch f {
	case "*":
		return place{most: 2}
	case "**":
		return place{most: 5}
	}
	var p place
	f, p.optional = strings.CutSuffix(f, "?")
	var full []string
	for w := range strings.SplitSeq(f, "|") {
		switch stem, cut := strings.CutSuffix(w, "~"); {
		case cut:
			p.stems = append(p.stems, stem)
		case w == "#":
			p.number = true
		default:
			full = append(full, w)
		}
	}
	if len(full) > 0 {
		p.words = set(strings.Join(full, " "))
	}
	return p
}

// A match is a phrase found: its tokens, both included.
type match struct {
	*phrase
	first, last int
}

// find returns the phrases of b that the text holds, in order: at each word the
// longest, and none that lies within the one before it.
func (d *doc) find(b phrasebook) []match {
	var out []match
	d.steps += len(d.tok)
	for i := range d.tok {
		if !b.heads.may(d, i) {
			continue
		}
		best := match{last: -1}
		for _, p := range b.by[d.word(i)] {
			if last := d.along(p.places, i, i); last > best.last && !(p.deniable && d.denied(i)) {
				best = match{p, i, last}
			}
		}
		if n := len(out); best.phrase != nil && (n == 0 || best.last > out[n-1].last) {
			out = append(out, best)
		}
	}
	return out
}

// along returns the last token of places that stand one behind the other from
// token i, -1 when they do not. From is where the phrase begins.
func (d *doc) along(places []place, i, from int) int {
	if len(places) == 0 {
		return from
	}
	p, rest := places[0], places[1:]
	if p.most > 0 {
		last := d.along(rest, i, from)
		for n, at := 0, i; n < p.most; n++ {
			if at = d.next(at, from); at < 0 {
				break
			}
			at++
			if l := d.along(rest, at, from); l > last {
				last = l
			}
		}
		return last
	}
	if at := d.next(i, from); at >= 0 && p.takes(d, at) {
		last := at
		if len(rest) > 0 {
			last = d.along(rest, at+1, from)
		}
		if last >= 0 {
			return last
		}
	}
	if !p.optional {
		return -1
	}
	if len(rest) == 0 {
		return i - 1
	}
	return d.along(rest, i, from)
}

// next returns the first word or number at or behind token i, -1 when the
// sentence of token from ends before one comes.
func (d *doc) next(i, from int) int {
	for ; d.same(i, from); i++ {
		if k := d.tok[i].kind; k == word || k == number {
			return i
		}
	}
	return -1
}

func (p place) takes(d *doc, i int) bool {
	if d.tok[i].kind == number {
		return p.number || p.words.has(d.word(i))
	}
	w := d.word(i)
	if p.words.has(w) {
		return true
	}
	for _, s := range p.stems {
		if strings.HasPrefix(w, s) {
			return true
		}
	}
	return false
}

// denied reports whether a negation stands among the three words before token
// i in its sentence: "do not post names".
func (d *doc) denied(i int) bool { return d.before(i, 4, negations) }

// negations are read only. The apostrophe of "don't" cuts it into "don" and
// "t".
var negations = set("not never no don dont doesn isn aren wasn weren didn won cannot cant nobody without neither nor ne n pas jamais aucun aucune sans ni")
