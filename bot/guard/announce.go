package guard

import (
	"cmp"
	"slices"
	"sort"
)

// Announcements are the words in a text that say what kind of number follows,
// in order.
type announcements []match

// of returns the name of the announcement that the tokens from first to last
// belong to, empty when there is none: the nearest before them in the sentence,
// unless a word between says that they are a number of another kind, or one
// right behind them.
func (as announcements) of(d *doc, first, last int) string {
	n := sort.Search(len(as), func(i int) bool { return as[i].first > last })
	if n > 0 {
		m := as[n-1]
		if m.last < first && d.reaches(m.last, first) && !d.otherwise(m.last, first) {
			return m.name
		}
	}
	if n < len(as) {
		m := as[n]
		if m.first-last <= 6 && d.same(m.first, last) && !d.after(last, m.first-last-1, clauseEnds) && !d.numberBetween(last, m.first) {
			return m.name
		}
	}
	return ""
}

// reaches reports whether an announcement that ends at token i is about what
// stands at token j: a few words on in its sentence, or first on the next line.
func (d *doc) reaches(i, j int) bool {
	if d.same(i, j) {
		return j-i <= 14
	}
	for k := i + 1; k < j; k++ {
		if !d.is(k, line) && !d.mark(k, ".:#-*") {
			return false
		}
	}
	return j-i <= 4
}

// otherwise reports whether a word between tokens i and j announces a number of
// a kind that is no secret.
func (d *doc) otherwise(i, j int) bool {
	for k := j - 1; k > i && k >= j-6 && d.same(k, j); k-- {
		if w := d.word(k); rivals.has(w) && (w != "file" || d.word(k-1) != "on") {
			return true
		}
	}
	return false
}

func (d *doc) numberBetween(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if d.is(k, number) {
			return true
		}
	}
	return false
}

// apart drops hits that overlap an earlier or longer one.
func apart(hits []hit) []hit {
	slices.SortStableFunc(hits, func(x, y hit) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(y.b, x.b)) })
	out := hits[:0]
	for _, h := range hits {
		if n := len(out); n == 0 || h.a >= out[n-1].b {
			out = append(out, h)
		}
	}
	return out
}

// rivals announce numbers that may be public, or that another rule looks after;
// clauseEnds separate a number from what is said after it. They are read only.
var (
	rivals = set(`call calling phone telephone tel dial fax cell mobile badge occurrence case file incident serial tracking invoice log cad
		dispatch exhibit court docket warrant plate marker quote quoting ref postal zip crime event reference ref parcel waybill imei isbn flight
		appelez appeler composez telephone cellulaire insigne dossier suivi evenement plaque colis reference rapport vol`)
	clauseEnds = set("and but or call et ou mais appelez while when who")
)
