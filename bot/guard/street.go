package guard

import (
	"strconv"
	"strings"
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

// block is the safe way to say it: the hundred of house numbers it lies in.
func (s street) block() string {
	switch {
	case s.french && s.kind == "street":
		return "dans le secteur de la " + s.name
	case s.french:
		return "dans le secteur : " + s.name
	case s.number < 100:
		return "the first block of " + s.name
	}
	return "the " + strconv.Itoa(s.number/100*100) + " block of " + s.name
}

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
	if !d.is(i, number) || d.length(i) > 5 || d.value(i) == 0 || d.notCivic(i) {
		return s, false
	}
	s.number = d.value(i)
	switch {
	case d.tight(i+1) && d.is(i+1, word) && d.length(i+1) == 1: // 4712A
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

// civicWords reads a house number in words. One word alone is a count.
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
		digits, j, parts = digits+more, next, parts+1
		if d.mark(j, "-") && d.tight(j) {
			j++
		}
	}
	if parts < 2 || len(digits) > 5 {
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
	base := make([]string, 0, 4)
	for k := j; k < len(d.tok) && k <= j+8; k++ {
		w := d.word(k)
		if kind := streetKinds[w]; kind != "" && len(base) > 0 && (d.capital(k) || lowerKinds.has(w)) {
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
			s.name = d.text[d.tok[j].a:d.tok[s.last].b]
			return s, true
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
	s.name = d.text[d.tok[j].a:d.tok[last].b]
	if d.word(s.first-1) == "au" || d.word(s.first-1) == "du" {
		s.first--
	}
	return s, true
}

// withUnit takes the apartment before or behind a street as part of it.
func (d *doc) withUnit(s street) street {
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
