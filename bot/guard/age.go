package guard

// A young is a word or a number that says that somebody is under 18.
type young struct {
	first, last int // tokens, both included
	years       int // 0 when only the word says so
	exact       bool
}

// youngAt reads the age of somebody under 18 at token i: "16-year-old",
// "aged 9", "sixteen years old", "16 ans", "18-month-old", "a Grade 9 student".
func (d *doc) youngAt(i int) (young, bool) {
	if youthWords.has(d.word(i)) {
		return young{first: i, last: i}, !youthOffices.has(d.word(i + 1))
	}
	if (d.word(i) == "grade" || d.word(i) == "grades") && d.is(i+1, number) && d.value(i+1) <= 12 {
		return young{first: i, last: i + 1, exact: true}, true
	}
	n, j, ok := d.count(i)
	if !ok {
		return young{}, false
	}
	if d.mark(j, "-") {
		j++
	}
	switch w := d.word(j); {
	case monthUnits.has(w):
		if n > 0 && n < 216 && (w != "months" || d.word(j+1) == "old" || d.mark(j+1, "-")) && (w != "mois" || d.word(i-1) == "de") {
			return young{first: i, last: j, years: max(n/12, 1), exact: true}, true
		}
	case yearUnits.has(w):
		last := j
		if d.mark(last+1, "-") && d.word(last+2) == "old" {
			last += 2
		} else if d.word(last+1) == "old" {
			last++
		} else if w == "y" && d.mark(last+1, "/") {
			last += 2
		}
		old := last > j || w == "ans" || w == "yo" || w == "yrs" || w == "yr" || d.word(i-1) == "is"
		return young{first: i, last: last, years: n, exact: true}, n < 18 && old && !(w == "ans" && sinceWords.has(d.word(i-1)))
	case ageCues.has(d.word(i-1)) && n > 0 && n < 18 && !d.mark(j, ":/"):
		return young{first: i - 1, last: j - 1, years: n, exact: true}, true
	}
	return young{}, false
}

// count reads a whole number at token i, in digits or in words.
func (d *doc) count(i int) (n, next int, ok bool) {
	if d.is(i, number) {
		return d.value(i), i + 1, d.length(i) <= 3 && d.value(i) > 0
	}
	digits, next := d.spelled(i)
	if next == i || len(digits) > 2 {
		return 0, i, false
	}
	for _, c := range []byte(digits) {
		n = n*10 + int(c-'0')
	}
	return n, next, true
}

// aside reads the age of somebody under 18 right behind a name that ends
// before token i: ", 16,", " (16)", ", a 16-year-old", ", age 16".
func (d *doc) aside(i int) (young, bool) {
	if !d.mark(i, ",(") {
		return young{}, false
	}
	for j := i + 1; j <= i+4 && j < len(d.tok); j++ {
		if y, ok := d.youngAt(j); ok && y.exact {
			return y, true
		}
		if !asideWords.has(d.word(j)) {
			break
		}
	}
	n, next, ok := d.count(i + 1)
	if !ok || n >= 18 || d.mark(i, "(") != d.mark(next, ")") {
		return young{}, false
	}
	if next == len(d.tok) || d.mark(next, ",);.") && !(d.mark(next, ".,") && d.tight(next+1)) || d.is(next, line) || ofWords.has(d.word(next)) {
		return young{first: i + 1, last: next - 1, years: n, exact: true}, true
	}
	return young{}, false
}

// Words around ages; all are read only.
var (
	youthWords   = set("teen teens teenager teenagers teenage youth youths boy girl boys girls child minor juvenile toddler infant schoolboy schoolgirl adolescent adolescente adolescents mineur mineure garcon garconnet fillette enfant ecolier ecoliere eleve")
	youthOffices = set("officer officers services service bureau court justice unit worker workers centre center shelter program programme criminal")
	monthUnits   = set("month months mois")
	yearUnits    = set("year years yr yrs yo y ans an")
	ageCues      = set("age aged is turned turns age agee")
	asideWords   = set("a an the only just aged age agee de un une who is was qui est old")
	ofWords      = set("of from de d was is has last who")
	sinceWords   = set("depuis pendant dans apres il")
)
