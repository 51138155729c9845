package guard

import (
	"iter"
	"strings"
)

// A figure is some groups of digits in a row that could be one number.
type figure struct {
	first, last int // tokens, both included
	digits      string
	es          []elem
	whole       bool // no other groups belong to it
	attached    bool // to letters, before or behind
}

// figures returns every row of groups in the text that has from least to most
// digits, by where it begins, the shorter ones first.
func (d *doc) figures(least, most int) iter.Seq[figure] {
	return func(yield func(figure) bool) {
		for _, r := range d.runs {
			if !d.figuresOf(r.elems, least, most, yield) {
				return
			}
		}
	}
}

func (d *doc) figuresOf(es []elem, least, most int, yield func(figure) bool) bool {
	var b strings.Builder
	for _, e := range es {
		b.WriteString(e.digits)
	}
	all, begin := b.String(), 0
	if len(all) < least {
		return true
	}
	for i := range es {
		end := begin
		for j := i; j < len(es) && !es[i].joined; j++ {
			if end += len(es[j].digits); end-begin > most {
				break
			}
			if es[j].letters {
				break
			}
			if end-begin < least || j+1 < len(es) && es[j+1].joined {
				continue
			}
			f := figure{first: es[i].first, last: es[j].last, digits: all[begin:end], es: es[i : j+1]}
			f.whole = (i == 0 || es[i].odd) && (j+1 == len(es) || es[j+1].odd)
			f.attached = d.tight(f.first) && d.is(f.first-1, word) || d.tight(f.last+1) && d.is(f.last+1, word)
			if !yield(f) {
				return false
			}
		}
		begin += len(es[i].digits)
	}
	return true
}

// single reports whether digits stand one by one with marks between some of
// them, which then are what parts the groups: 0 4 6 - 4 5 4 - 2 8 6.
func (f figure) single() bool {
	marked := false
	for i, e := range f.es {
		if len(e.digits) != 1 {
			return false
		}
		marked = marked || i > 0 && e.first > f.es[i-1].last+1
	}
	return marked
}

// lies reports whether the groups have these lengths: 3, 3, 3.
func (f figure) lies(lengths ...int) bool {
	at, have, single := 0, 0, f.single()
	for i, e := range f.es {
		if i > 0 && e.odd {
			return false
		}
		if i > 0 && !e.joined && !(single && e.first == f.es[i-1].last+1) {
			if at >= len(lengths) || have != lengths[at] {
				return false
			}
			at, have = at+1, 0
		}
		if e.spelled {
			return false
		}
		have += len(e.digits)
	}
	return at == len(lengths)-1 && have == lengths[at]
}

// filed reports whether groups of digits are the number of a file: that of this
// case, or a year and a count, 2026-1234567 or 26-012345. A day without marks,
// 20261102, is none of a person's numbers either.
func (d *doc) filed(es []elem) bool {
	if len(es) == 1 && len(es[0].digits) == 8 && d.is(es[0].first, number) {
		v := d.value(es[0].first)
		return aYear(v/10000) && v/100%100 <= 12 && dayMonth(v%100, v/100%100)
	}
	if len(es) != 2 {
		return false
	}
	year, count := es[0].digits, es[1].digits
	if es[0].spelled || es[1].spelled || !d.mark(es[1].first-1, "-/") {
		return false
	}
	if year+count == digitsOf(d.scene.number) {
		return true
	}
	switch len(year) {
	case 4:
		return (year[:2] == "20" || year[:2] == "19") && len(count) >= 5
	case 2:
		return len(count) >= 6
	}
	return false
}

// hyphened reports whether every group is set off by a hyphen or a stop rather
// than a blank.
func (d *doc) hyphened(f figure) bool {
	for _, e := range f.es[1:] {
		if !e.joined && !d.mark(e.first-1, "-.") {
			return false
		}
	}
	return true
}
