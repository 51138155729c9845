package guard

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fitted is the suggestion of a hit as it reads in the place of the words: with a
// capital where it begins a sentence, and without an article of its own behind the
// one that stands there: "The store clerk" becomes "The witness".
func (d *doc) fitted(h hit) string {
	if h.a >= h.b || !strings.Contains(h.suggest, " ") {
		return h.suggest // of addresses in the net and numbers every letter stays
	}
	i := d.tokenAt(h.a)
	if i == len(d.tok) {
		return h.suggest
	}
	first, n := utf8.DecodeRuneInString(h.suggest)
	if !d.lower(i) {
		if d.begins(i) {
			return string(unicode.ToUpper(first)) + h.suggest[n:]
		}
		return h.suggest // a name has no article
	}
	if article, rest, _ := strings.Cut(h.suggest, " "); d.same(i-1, i) && before.has(d.word(i-1)) && ownArticles.has(article) {
		return rest
	}
	return h.suggest
}

// lower reports whether token i begins with a small letter.
func (d *doc) lower(i int) bool {
	r, _ := utf8.DecodeRuneInString(d.text[d.tok[i].a:])
	return unicode.IsLower(r)
}

// begins reports whether a sentence begins with token i.
func (d *doc) begins(i int) bool {
	return i == 0 || !d.same(i-1, i) && (d.is(i-1, line) || d.mark(i-1, ".!?"))
}

// before stand before a person in place of an article; ownArticles begin
// suggestions. Both are read only.
var (
	before      = set("a an the this that these those another his her their our your my un une le la les ce cet cette ces son sa ses notre votre leur du au")
	ownArticles = set("a an the un une le la les")
)
