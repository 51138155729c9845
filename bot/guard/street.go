package guard

import (
	"strconv"
	"strings"
	"unicode"
)

// A street is a civic number on a street, as it stands in a text.
type street struct {
	first, last int // tokens, the apartment included
	number      int
	name        string // as written: "Bathurst Street", "rue Sherbrooke"
	base        string // without kind and direction, folded: "bathurst"
	kind        string // folded and unabbreviated: "street"
	french      bool
}

// key names the address for the lists: "40 college street".
func (s street) key() string { return strconv.Itoa(s.number) + " " + s.base + " " + s.kind }

// street reads a civic number with its street at token i.
func (d *doc) street(i int) (street, bool) {
	s, ok := d.civic(i)
	if !ok {
		return s, false
	}
	j := s.last + 1 // behind the number
	if got, ok := d.frenchStreet(s, j); ok {
		return d.withUnit(got), true
	}
	if got, ok := d.englishStreet(s, j); ok {
		return d.withUnit(got), true
	}
	if got, ok := d.highway(s, j); ok {
		return d.withUnit(got), true
	}
	return s, false
}

// civic reads a house number at token i: digits, perhaps with a letter or a
// range, or words: "forty-seven twelve". What follows a word like "exit" or
// continues a number is none.
func (d *doc) civic(i int) (street, bool) {
	s := street{first: i, last: i}
	if d.is(i, word) {
		return d.civicWords(i)
	}
	if d.tight(i) && d.is(i-1, word) {
		return s, false // the A19, the M1
	}
	if !d.is(i, number) || d.length(i) > 5 || d.value(i) == 0 || d.notCivic(i) {
		return s, false
	}
	s.number = d.value(i)
	if n, last := d.digitByDigit(i); last > i+1 {
		s.number, s.last = n, last
		return s, true
	}
	switch {
	case d.tight(i+1) && d.is(i+1, word) && d.length(i+1) == 1 && d.word(i+1) != "e": // 4712A, but no 3e Avenue
		s.last = i + 1
	case d.mark(i+1, "-/") && d.tight(i+1) == d.tight(i+2) && d.is(i+2, number): // 12-4712, 12 - 4712, 4712-4714
		s.last = i + 2
		// A range begins with the house; anything else is an apartment first.
		if n := d.value(i + 2); n > 0 && d.length(i+2) <= 5 && (n < s.number || n > s.number+50) {
			s.number = n
		}
	case d.tight(i+1) && d.is(i+1, word): // 12th
		return s, false
	}
	return s, true
}

// digitByDigit reads single digits set apart at token i: 4 7 1 2. It returns
// what they say together, and the last one.
func (d *doc) digitByDigit(i int) (n, last int) {
	if d.is(i-1, number) {
		return 0, i
	}
	for last = i; d.is(last, number) && d.length(last) == 1 && last < i+5; last++ {
		n = n*10 + d.value(last)
	}
	return n, last - 1
}

// notCivic reports whether the number at token i counts or names something
// else than a house.
func (d *doc) notCivic(i int) bool {
	if d.mark(i-1, "$€£") || d.mark(i-1, "-/.,:") && d.tight(i) && d.is(i-2, number) || countedBy.has(d.word(i-1)) {
		return true
	}
	if months.has(d.word(i-1)) || d.mark(i-1, ".") && months.has(d.word(i-2)) {
		return true
	}
	year := d.length(i) == 4 && aYear(d.value(i))
	return year && (d.word(i-1) == "in" || d.word(i-1) == "en" || d.word(i-1) == "since" || d.word(i-1) == "depuis")
}

// civicWords reads a house number in words: "forty-seven twelve", "forty-two".
// One word alone is a count.
func (d *doc) civicWords(i int) (street, bool) {
	s := street{first: i, last: i}
	if numerals[d.word(i)] == "" && tens[d.word(i)] == 0 || d.is(i-1, word) && (numerals[d.word(i-1)] != "" || tens[d.word(i-1)] != 0) {
		return s, false
	}
	digits, parts, j := "", 0, i
	for parts < 5 {
		more, next := d.spelled(j)
		if next == j {
			break
		}
		if w := d.word(next); parts == 0 && (w == "mille" || w == "thousand") { // quatre mille douze
			rest, after := d.spelled(next + 1)
			if len(rest) > 3 {
				break
			}
			digits, j, parts = more+"000"[len(rest):]+rest, max(after, next+1), 2
			break
		}
		digits, j, parts = digits+more, next, parts+1
		if d.mark(j, "-") && d.tight(j) {
			j++
		}
	}
	compound := parts == 1 && len(digits) == 2 && j > i+1 || d.word(i-1) == "number" // forty-two, number seven
	if parts < 2 && !compound || len(digits) > 5 {
		return s, false
	}
	n, err := strconv.Atoi(digits)
	s.number, s.last = n, j-1
	return s, err == nil && n > 0
}

// englishStreet reads "Bathurst Street North" at token j.
func (d *doc) englishStreet(s street, j int) (street, bool) {
	if d.mark(j, ",") {
		j++
	}
	if asideLeads.has(d.word(j)) { // "33, of Larch Grove"
		return s, false
	}
	base := make([]string, 0, 4)
	for k := j; k < len(d.tok) && k <= j+8; k++ {
		w := d.word(k)
		if kind := streetKinds[w]; kind != "" && len(base) > 0 && (d.capital(k) || lowerKinds.has(w)) && !(d.mark(k+1, "-") && d.tight(k+1)) { // no Honda CR-V
			if streetKinds[d.word(k+1)] != "" && d.capital(k+1) { // Park Lane Road
				base = append(base, w)
				continue
			}
			if !d.streetName(j, k) {
				return s, false
			}
			s.last, s.kind, s.base = k, kind, strings.Join(base, " ")
			if d.mark(k+1, ".") && len(w) <= 4 && d.tight(k+1) && (directions.has(d.word(k+2)) || k+2 < len(d.tok) && !d.ends(k+1) && !d.is(k+2, line)) {
				s.last = k + 1
			}
			if directions.has(d.word(s.last+1)) && d.capital(s.last+1) {
				s.last++
			}
			if numberedRoads.has(w) && d.is(s.last+1, number) && d.length(s.last+1) <= 3 { // Concession Road 7
				s.last++
			}
			s.name = d.written(j, s.last)
			return s, !d.countedAfter(s.last + 1)
		}
		switch {
		case d.is(k, word) && !streetBreaks.has(w), d.is(k, number) && d.tight(k+1) && ordinals.has(d.word(k+1)):
			if !directions.has(w) || k > j {
				base = append(base, w)
			}
		case d.mark(k, "'-.") && k > j && d.tight(k):
		default:
			return s, false
		}
		if len(base) > 5 {
			return s, false
		}
	}
	return s, false
}

// streetName decides whether the words of tokens j to k can be a street's name:
// capitals, or at most two plain words before a full word like "street".
func (d *doc) streetName(j, k int) bool {
	small := 0
	for i := j; i < k; i++ {
		if d.is(i, word) && !d.capital(i) && !(i > j && d.is(i-1, number)) && !particles.has(d.word(i)) && d.length(i) > 1 {
			small++
		}
	}
	if small == 0 {
		first := j
		return !(months.has(d.word(first)) && d.capital(k+1) && !directions.has(d.word(k+1)))
	}
	return small <= 2 && k-j <= 2 && lowerKinds.has(d.word(k)) && d.civicDigits(j-1) >= 2
}

func (d *doc) civicDigits(i int) int {
	if d.is(i, number) {
		return d.length(i)
	}
	return 0
}

// frenchStreet reads "rue Sherbrooke Ouest" at token j, with a comma or not.
func (d *doc) frenchStreet(s street, j int) (street, bool) {
	if d.mark(j, ",") {
		j++
	}
	kind := frenchKinds[d.word(j)]
	if kind == "" {
		return s, false
	}
	k := j + 1
	if d.mark(k, ".") && d.tight(k) {
		k++
	}
	for k < len(d.tok) && (particles.has(d.word(k)) && !d.capital(k) || d.mark(k, "'") || d.word(k) == "l" || d.word(k) == "d") {
		k++
	}
	if !d.capital(k) && !(d.is(k, number) && d.tight(k+1)) {
		return s, false
	}
	base := []string{d.word(k)}
	last := k
	for n := k + 1; n < len(d.tok) && n < k+8; n++ {
		switch {
		case d.mark(n, "-'") && d.tight(n):
			continue
		case d.capital(n) && !streetBreaks.has(d.word(n)), particles.has(d.word(n)) && (d.capital(n+1) || d.tight(n+1)), d.tight(n) && d.is(n, word):
			if !directions.has(d.word(n)) {
				base = append(base, d.word(n))
			}
			last = n
			continue
		}
		break
	}
	s.last, s.kind, s.base, s.french = last, kind, strings.Join(base, " "), true
	s.name = d.written(j, last)
	if d.french && (d.word(s.first-1) == "au" || d.word(s.first-1) == "du") {
		s.first--
	}
	return s, true
}

// withUnit takes the apartment before or behind a street as part of it.
func (d *doc) withUnit(s street) street {
	s.first = d.unitBefore(s.first)
	j := s.last + 1
	if d.mark(j, ",#") {
		j++
	}
	if d.mark(j, "#") {
		j++
	}
	if unitWords.has(d.word(j)) || d.mark(j-1, "#") && j-1 > s.last {
		if unitWords.has(d.word(j)) {
			j++
		}
		for d.mark(j, ".#") || d.word(j) == "no" {
			j++
		}
		if d.is(j, number) {
			s.last = j
			if d.tight(j+1) && d.is(j+1, word) && d.length(j+1) == 1 {
				s.last++
			}
		}
	}
	return s
}

// unitBefore returns where an apartment begins that stands before the house
// number at token i: "Flat 3, 22 Linden Close". It is i when there is none.
func (d *doc) unitBefore(i int) int {
	j := i - 1
	for j > i-3 && d.mark(j, ",-") {
		j--
	}
	if d.is(j, word) && d.length(j) == 1 && d.tight(j) { // 3B
		j--
	}
	k := j - 1
	for k > j-3 && (d.mark(k, "#.") || d.word(k) == "no") {
		k--
	}
	if d.mark(k+1, "#") && d.is(j, number) && k+1 < j && !d.is(k, number) && !unitWords.has(d.word(k)) {
		k++
	}
	if d.mark(k, "#") && d.is(j, number) {
		return k
	}
	if (d.is(j, number) && d.length(j) <= 5 || d.upper(j) && d.length(j) == 1) && unitWords.has(d.word(k)) && d.same(k, i) {
		return k
	}
	return i
}

// countedAfter reports whether the words from token i on say that the number
// before a street counts what is there: "40 Castle Street stalls".
func (d *doc) countedAfter(i int) bool {
	return countedThings.has(d.word(i)) || d.is(i, word) && !streetBreaks.has(d.word(i)) && countedThings.has(d.word(i+1))
}

// written is what stands in the original from token i to j, accents included,
// unless it is written in disguise.
func (d *doc) written(i, j int) string {
	a, b := int(d.tok[i].a), int(d.tok[j].b)
	original := d.original(d.codePoints(a, b))
	for _, r := range original {
		if foreign(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Mn, r) {
			return d.text[a:b]
		}
	}
	return original
}
