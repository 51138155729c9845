package guard

import (
	"slices"
	"strings"
)

// A date is a day that the text names.
type date struct {
	first, last int // tokens, both included
	year        int // 0 when the text does not say
	short       bool
	// x and y are the day and the month, in an order that only the writer knows
	// when both could be either and neither is named.
	x, y  int
	named bool
}

// findDates returns the days in a text in order: 2026-11-02, 2/11/2026,
// 02.11.26, November 2nd, 2026, 2 novembre 2026, Nov. 2.
func (d *doc) findDates() []date {
	var out []date
	for i := 0; i < len(d.tok); i++ {
		got, ok := d.numericDate(i)
		if !ok {
			got, ok = d.namedDate(i)
		}
		if ok {
			out = append(out, got)
			i = got.last
		}
	}
	return out
}

// numericDate reads three numbers with the same mark between them.
func (d *doc) numericDate(i int) (date, bool) {
	if !d.is(i, number) || !d.is(i+2, number) || !d.is(i+4, number) || !d.mark(i+1, "-/.") || d.word(i+1) != d.word(i+3) {
		return date{}, false
	}
	for j := i + 1; j <= i+4; j++ {
		if !d.tight(j) {
			return date{}, false
		}
	}
	if d.mark(i+5, "-/") && d.tight(i+5) && d.is(i+6, number) || d.mark(i-1, "-/") && d.tight(i) && d.is(i-2, number) {
		return date{}, false // four numbers are something else
	}
	x, y, z := d.value(i), d.value(i+2), d.value(i+4)
	lx, ly, lz := d.length(i), d.length(i+2), d.length(i+4)
	switch {
	case lx == 4 && aYear(x) && ly <= 2 && lz <= 2 && dayMonth(z, y):
		return date{first: i, last: i + 4, year: x, x: z, y: y, named: true}, true
	case lz == 4 && aYear(z) && lx <= 2 && ly <= 2 && dayMonth(x, y):
		return date{first: i, last: i + 4, year: z, x: x, y: y}, true
	case lz == 2 && lx <= 2 && ly <= 2 && dayMonth(x, y):
		return date{first: i, last: i + 4, year: 1900 + z, short: true, x: x, y: y}, true
	case lx == 2 && lz == 2 && ly == 2 && dayMonth(z, y):
		return date{first: i, last: i + 4, year: 1900 + x, short: true, x: z, y: y}, true
	}
	return date{}, false
}

// namedDate reads a day with the month's name, with or without a year.
func (d *doc) namedDate(i int) (date, bool) {
	var j, dayAt, month int // j is behind day and month
	first := i
	switch {
	case d.is(i, word) && months.has(d.word(i)): // November 2nd
		j, month = i+1, monthOf(d.word(i))
		if d.mark(j, ".") {
			j++
		}
		if d.mark(j, "-") && d.tight(j) {
			j++
		}
		day, ok := d.day(j)
		if !ok {
			return date{}, false
		}
		j, dayAt = day, j
	case d.is(i, number): // 2 November, 2nd of November, 1er novembre, 2-Nov-1990
		day, ok := d.day(i)
		if !ok {
			return date{}, false
		}
		j, dayAt = day, i
		if d.mark(j, "-") || d.word(j) == "of" || d.word(j) == "de" {
			j++
		}
		if !months.has(d.word(j)) {
			return date{}, false
		}
		month = monthOf(d.word(j))
		j++
		if d.mark(j, ".") {
			j++
		}
	default:
		return date{}, false
	}
	got := date{first: first, last: j - 1, x: d.value(dayAt), y: month, named: true}
	if d.mark(j, ",-'") {
		j++
	}
	if d.mark(j, "'") {
		j++
	}
	switch {
	case d.is(j, number) && d.length(j) == 4 && aYear(d.value(j)):
		got.last, got.year = j, d.value(j)
	case d.is(j, number) && d.length(j) == 2 && d.mark(j-1, "-'") && d.tight(j):
		got.last, got.year, got.short = j, 1900+d.value(j), true
	}
	return got, true
}

// day reads a day of the month at token i and returns the token behind it.
func (d *doc) day(i int) (int, bool) {
	if !d.is(i, number) || d.length(i) > 2 || d.value(i) < 1 || d.value(i) > 31 {
		return 0, false
	}
	if w := d.word(i + 1); d.tight(i+1) && ordinals.has(w) || w == "th" || w == "rd" || w == "nd" {
		return i + 2, true
	}
	return i + 1, true
}

// monthOf numbers the word of a month, which the first letters tell apart.
func monthOf(w string) int {
	for i, first := range [...]string{"jan", "fe", "mar", "ap", "ma", "jun", "jul", "au", "s", "o", "n", "d", "av", "jui", "ao"} {
		if strings.HasPrefix(w, first) {
			return [...]int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 4, 6, 8}[i]
		}
	}
	return 0
}

// value is what the digits of token i say; more than nine digits say 0.
func (d *doc) value(i int) int {
	w := d.word(i)
	if len(w) > 9 {
		return 0
	}
	n := 0
	for _, c := range []byte(w) {
		n = n*10 + int(c-'0')
	}
	return n
}

func (d *doc) length(i int) int { return len(d.word(i)) }

func aYear(y int) bool { return y >= 1900 && y < 2100 }

// dayMonth accepts both orders: which is meant does not matter here.
func dayMonth(a, b int) bool {
	return a >= 1 && b >= 1 && a <= 31 && b <= 31 && min(a, b) <= 12
}

// months and ordinals are read only.
var (
	months = set(`january february march april may june july august september october november december
		jan feb mar apr jun jul aug sep sept oct nov dec
		janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
		janv fevr avr juil`)
	ordinals = set("st nd rd th er re e eme")
)

// inDate reports whether token i is part of a date.
func (d *doc) inDate(i int) bool {
	_, found := slices.BinarySearchFunc(d.dates, i, func(x date, i int) int {
		switch {
		case x.last < i:
			return -1
		case x.first > i:
			return 1
		}
		return 0
	})
	return found
}
