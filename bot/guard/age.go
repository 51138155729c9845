package guard

// A young is a word or a number that says how old somebody is.
type young struct {
	first, last int // tokens, both included
	years       int // 0 when only the word says so
	exact       bool
}

// youngAt reports whether token i says that somebody is under 18: "boy",
// "16-year-old", "aged 9", "sixteen years old", "16 ans", "a Grade 9 student".
func (d *doc) youngAt(i int) bool {
	if youthWords.has(d.word(i)) {
		return !youthOffices.has(d.word(i+1)) && !minorThings.has(d.word(i-1)) && !d.youthPlace(i)
	}
	if w := d.word(i); (w == "young" || w == "jeune" || w == "jeunes") && youngNouns.has(d.word(i+1)) {
		return true
	}
	y, ok := d.ageAt(i)
	return ok && y.years < 18
}

// youthPlace reports whether a youth word is part of the name of a club or a
// house: "Boys and Girls Club".
func (d *doc) youthPlace(i int) bool {
	return d.capital(i) && (d.word(i+1) == "club" || d.word(i+1) == "and" && d.capital(i+2) && youthWords.has(d.word(i+2)) || d.word(i-1) == "and" && d.word(i+1) == "club")
}

// ageAt reads somebody's age at token i, whatever it is.
func (d *doc) ageAt(i int) (young, bool) {
	if last := d.schoolYear(i); last > 0 {
		return young{first: i, last: last, exact: true}, true
	}
	n, j, ok := d.count(i)
	if !ok || n > 110 {
		return young{}, false
	}
	if d.mark(j, "-") {
		j++
	}
	if w := d.word(j); (w == "et" || w == "and") && yearUnits.has(d.word(j+2)) {
		if _, next, more := d.count(j + 1); more && next == j+2 {
			j += 2 // "4 et 7 ans"
		}
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
		return young{first: i, last: last, years: n, exact: true}, old && !(w == "ans" && sinceWords.has(d.word(i-1)))
	case ageCues.has(d.word(i-1)) && n > 0 && !d.mark(j, ":/'\"") && !measures.has(d.word(j)):
		return young{first: i - 1, last: j - 1, years: n, exact: true}, true
	}
	return young{}, false
}

// schoolYear returns the last token of a year at school at token i: "Grade 9",
// "secondaire 4", "a year 10 pupil", "S4 pupil", "sixth form", "7th-grader". It
// is 0 when there is none.
func (d *doc) schoolYear(i int) int {
	w := d.word(i)
	pupil := func(j int) bool {
		return schoolYears.has(d.word(j)) || youthWords.has(d.word(j)) || d.word(j) == "student"
	}
	switch {
	case (w == "grade" || w == "grades" || w == "gr" || w == "secondaire") && (d.is(i+1, number) && d.value(i+1) <= 12 || gradeNumbers.has(d.word(i+1))):
		return i + 1
	case w == "gr" && d.mark(i+1, ".") && d.is(i+2, number) && d.value(i+2) <= 12:
		return i + 2
	case (w == "year" || w == "yr" || w == "s" || w == "p") && d.is(i+1, number) && d.value(i+1) <= 13 && pupil(i+2):
		return i + 2
	case w == "sixth" && (d.word(i+1) == "form" || d.word(i+1) == "former" || d.mark(i+1, "-") && d.word(i+2) == "former"):
		return i + 1
	case d.is(i, number) && d.value(i) <= 6 && (d.word(i+1) == "e" || d.word(i+1) == "re") && (d.word(i+2) == "annee" || d.word(i+2) == "secondaire"):
		return i + 2
	case (w == "maternelle" || w == "primaire") && pupil(i-2):
		return i
	case w == "grader" || w == "graders":
		return i
	case (w == "kindergarten" || w == "jk" || w == "sk" || w == "preschool") && pupil(i+1):
		return i + 1
	case (w == "high" || w == "middle" || w == "elementary" || w == "primary" || w == "secondary") && d.word(i+1) == "school":
		j := i + 2
		if pupil(j) || youngAthletes.has(d.word(j)) {
			return j
		}
	}
	return 0
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
	y, ok := d.asideAge(i)
	return y, ok && y.years < 18
}

// asideAge reads any age right behind a name that ends before token i.
func (d *doc) asideAge(i int) (young, bool) {
	for d.mark(i, "<>*_~|\"'") && d.mark(i+1, "<>*_~|\"',(") {
		i++ // what is left of an emphasis stands between the name and the comma
	}
	if !d.mark(i, ",(") {
		return young{}, false
	}
	for j := i + 1; j <= i+4 && j < len(d.tok); j++ {
		if y, ok := d.ageAt(j); ok {
			return y, true
		}
		if !asideWords.has(d.word(j)) {
			break
		}
	}
	first := i + 1
	for first < i+4 && bareWords.has(d.word(first)) {
		first++
	}
	n, next, ok := d.count(first)
	if !ok || n > 110 || d.mark(i, "(") != d.mark(next, ")") {
		return young{}, false
	}
	if next == len(d.tok) || d.mark(next, ",);.?!") && !(d.mark(next, ".,") && d.tight(next+1)) || d.is(next, line) || ofWords.has(d.word(next)) {
		return young{first: first, last: next - 1, years: n, exact: true}, true
	}
	return young{}, false
}

// bornIn reads the year of birth right behind a name that ends before token i,
// "(D.O.B. 2010)", as the age that somebody reaches in the year of the check.
func (d *doc) bornIn(i int) int {
	if !d.mark(i, ",(") {
		return 0
	}
	birth := false
	for j := i + 1; j <= i+12 && j < len(d.tok) && !d.mark(j, ")"); j++ {
		birth = birth || birthCues.has(d.word(j)) || d.word(j) == "d" && d.word(j+2) == "o"
		if y := d.value(j); birth && d.is(j, number) && d.length(j) == 4 && y > 1900 && y < d.scene.now.Year() {
			return d.scene.now.Year() - y
		}
	}
	return 0
}

// ageBefore reads an age that ends just before a name at token i: "16-year-old
// Jane Doe", "a 42-year-old man, John Brown".
func (d *doc) ageBefore(i int) (young, bool) {
	for j := max(i-10, 0); j < i; j++ {
		y, ok := d.ageAt(j)
		if !ok || y.last >= i || !d.same(j, i) {
			continue
		}
		k := y.last + 1
		for k < i && (roleNouns.has(d.word(k)) || youthWords.has(d.word(k)) || d.mark(k, ",:") || namingCues.has(d.word(k)) || beings.has(d.word(k)) || beWords.has(d.word(k)) || d.word(k) == "as" || asCues.has(d.word(k))) {
			k++
		}
		if k == i {
			return y, true
		}
	}
	return young{}, false
}

// Words around ages; all are read only.
var (
	gradeNumbers  = set("one two three four five six seven eight nine ten eleven twelve quatre cinq")
	youngAthletes = set("wrestler quarterback cheerleader football basketball hockey sophomore freshman")
	youthWords    = set("mineurs mineures adolescentes garcons fillettes fillette ecoliers girls boys kid kids juveniles minors preteen tween youngster youngsters preschooler schoolchild newborn baby bebe nourrisson ado ados bambin gamin teen teens teenager teenagers teenage youth youths boy girl boys girls child minor juvenile toddler infant schoolboy schoolgirl schoolboys schoolgirls adolescent adolescente adolescents mineur mineure garcon garconnet fillette enfant ecolier ecoliere eleve")
	minorThings   = set("blessures blessure dommages degats accident incident")
	youthOffices  = set("officer officers services service bureau court justice unit worker workers centre center shelter program programme criminal")
	youngNouns    = set("suspect suspecte accuse accusee accused victim victime offender offenders person persons contrevenant contrevenante contrevenants delinquant")
	monthUnits    = set("month months mois")
	yearUnits     = set("year years yr yrs yo y ans an")
	measures      = set("ft feet foot cm m metres meters kg lbs pounds inches pieds pouces st stone km percent per hours minutes days weeks th st nd rd of")
	ageCues       = set("age aged ages is turned turns age agee")
	asideWords    = set("both tous toutes deux all a an the only just aged age agee ages agees de un une who is was qui est old")
	bareWords     = set("both all each just only aged age now then barely")
	ofWords       = set("of from de d was is has last who")
	sinceWords    = set("depuis pendant dans apres il")
)
