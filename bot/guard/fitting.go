package guard

import "strings"

// fitting is a safe wording as it reads at token first: without its article
// behind one ("the clerk" becomes "the witness"), and nothing where no wording
// fits: behind "Mr", behind "two", and behind a noun that says already who it
// is ("bus driver John").
func (d *doc) fitting(first int, safe string) string {
	prev := first - 1
	if d.mark(prev, ".") && honorifics.has(d.word(prev-1)) {
		return ""
	}
	if safe == "" || !d.is(prev, word) && !d.is(prev, number) || !d.same(prev, first) {
		return safe
	}
	w := d.word(prev)
	article, noun, _ := strings.Cut(safe, " ")
	switch {
	case honorifics.has(w), d.is(prev, number), numerous.has(w), d.humanNoun(prev), w == "la" || w == "une":
		return ""
	case determiners.has(w):
		if article == "an" || article == "a" || article == "the" || article == "un" || article == "le" {
			return noun
		}
		return ""
	}
	return safe
}

// numerous are numbers and adjectives behind which one person does not fit.
// They are read only.
var numerous = set("two three four several both deux trois quatre petit petite little former first old year home retired local")
