package guard

import "strings"

// A spoken date is three parts of a day in any order, as people write what they
// would say: "zero nine / twenty-two / nineteen ninety-three", "the fourteenth
// of February, 1991". It is only looked for behind a word about birth.
type spokenDate struct {
	last  int
	parts [3]int
	month int // which of the parts is a month's name; -1 when none is
}

// spokenDate reads such a date at token j.
func (d *doc) spokenDate(j int) (spokenDate, bool) {
	s := spokenDate{month: -1}
	for n := range 3 {
		for n > 0 && (d.mark(j, "/-.,'") || datePartLinks.has(d.word(j))) {
			j++
		}
		v, next, ok := d.datePart(j, n)
		if !ok {
			return s, false
		}
		if d.is(j, word) && months.has(d.word(j)) {
			s.month = n
		}
		s.parts[n], s.last, j = v, next-1, next
	}
	return s, true
}

// datePart reads a day, a month or a year at token j, and the token behind it.
// N is how many parts stand before it.
func (d *doc) datePart(j, n int) (v, next int, ok bool) {
	if d.is(j, word) && months.has(d.word(j)) {
		return monthOf(d.word(j)), j + 1, true
	}
	if v, next, ok := d.spokenYear(j); ok {
		return v, next, true
	}
	if n, last := d.digitByDigit(j); last > j && last < j+4 {
		return n, last + 1, true // 1 9 9 1
	}
	if d.is(j, number) {
		next = j + 1
		if d.tight(next) && ordinals.has(d.word(next)) {
			next++
		}
		return d.value(j), next, d.length(j) <= 2 || d.length(j) == 4 && aYear(d.value(j))
	}
	if v := ordinalWords[d.word(j)]; v > 0 {
		return v, j + 1, true
	}
	if t := tens[d.word(j)]; t > 0 { // twenty-first
		k := j + 1
		if d.mark(k, "-") {
			k++
		}
		if v := ordinalWords[d.word(k)]; v > 0 && v < 10 {
			return t + v, k + 1, true
		}
	}
	digits, next := d.spelled(j)
	if len(digits) == 1 && digits == "0" || len(digits) == 1 && n == 2 {
		if more, after := d.spelled(next); len(more) == 1 { // oh nine, nine one
			digits, next = digits+more, after
		}
	}
	return smallNumber(digits), next, next > j && len(digits) <= 2
}

// spokenYear reads a year in words at token j: "nineteen ninety-one", "two
// thousand and nine", "deux mille neuf", "mille neuf cent quatre-vingt-sept".
func (d *doc) spokenYear(j int) (v, next int, ok bool) {
	first, next := d.spelled(j)
	w := d.word(next)
	if w == "thousand" || w == "mille" || d.word(j) == "mille" {
		thousands := smallNumber(first)
		if d.word(j) == "mille" {
			thousands, next = 1, j
		}
		next++
		if d.word(next) == "and" {
			next++
		}
		if more, after := d.spelled(next); after > next && len(more) <= 3 {
			return thousands*1000 + smallNumber(more), after, aYear(thousands*1000 + smallNumber(more))
		}
		return thousands * 1000, next, aYear(thousands * 1000)
	}
	if next == j {
		return 0, j, false
	}
	if len(first) == 4 { // dix-neuf cent quatre-vingts
		return smallNumber(first), next, aYear(smallNumber(first))
	}
	if first != "19" && first != "20" {
		return 0, j, false
	}
	if d.mark(next, "-") {
		next++
	}
	rest, after := d.spelled(next)
	if rest == "0" { // twenty oh four
		more, end := d.spelled(after)
		rest, after = rest+more, end
	}
	return smallNumber(first + rest), after, len(rest) == 2
}

// smallNumber is what up to four digits say.
func smallNumber(digits string) int {
	n := 0
	for _, c := range []byte(digits[:min(len(digits), 4)]) {
		n = n*10 + int(c-'0')
	}
	return n
}

// day turns the parts into a date; it reports false when they cannot be one. A
// year of two digits stands last.
func (s spokenDate) day(first int) (date, bool) {
	got := date{first: first, last: s.last, named: s.month >= 0}
	p := s.parts
	switch {
	case aYear(p[0]):
		got.year, got.x, got.y = p[0], p[2], p[1]
	case aYear(p[2]):
		got.year, got.x, got.y = p[2], p[0], p[1]
		if s.month == 0 {
			got.x, got.y = p[1], p[0]
		}
	case p[2] < 100:
		got.year, got.short, got.x, got.y = 1900+p[2], true, p[0], p[1]
		if s.month == 0 {
			got.x, got.y = p[1], p[0]
		}
	}
	return got, got.year > 0 && dayMonth(got.x, got.y)
}

// datePartLinks may stand between the parts, ordinalWords are days in words.
// They are read only.
var (
	datePartLinks = set("of de du the le la on slash dash point barre tiret in")
	ordinalWords  = func() map[string]int {
		out := map[string]int{"premier": 1, "twentieth": 20, "thirtieth": 30}
		for i, w := range strings.Fields(`first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
			fifteenth sixteenth seventeenth eighteenth nineteenth`) {
			out[w] = i + 1
		}
		return out
	}()
)
