package guard

// Dob objects to dates of birth: a full date beside a word about birth, or
// in brackets behind a person's name. The year alone is a milder case.
func (detectors) Dob(d *doc) []hit {
	var out []hit
	for _, got := range d.dates {
		switch {
		case got.year == 0:
			if d.bornBefore(got.first, 8) && d.before(got.first, 4, dobCues) {
				out = append(out, d.hit(got.first, got.last+1))
			}
		case d.bornBefore(got.first, 8), d.dobAfter(got.last), d.behindName(got):
			out = append(out, d.hit(got.first, got.last+1))
		}
	}
	return append(out, d.looseBirths()...)
}

// looseBirths finds what follows a word about birth without being written as a
// date: eight digits, three numbers, a year.
func (d *doc) looseBirths() []hit {
	var out []hit
	for i := range d.tok {
		w := d.word(i)
		if !birthCues.has(w) && !(w == "ne" && d.accented(i)) && !d.initials(i) {
			continue
		}
		for j := i + 1; j < len(d.tok) && j <= i+7 && d.tok[j].sentence == d.tok[i].sentence; j++ {
			if !d.is(j, number) || d.inDate(j) {
				continue
			}
			if last, year := d.looseDate(j); last >= 0 {
				h := d.hit(j, last+1)
				if year {
					h.variant = "year"
				}
				out = append(out, h)
			}
			break
		}
	}
	return out
}

// looseDate reads 19900305, 05 03 1990 or 1990 at token j.
func (d *doc) looseDate(j int) (last int, year bool) {
	v, n := d.value(j), d.length(j)
	switch {
	case n == 8 && (aYear(v/10000) && dayMonth(v%100, v/100%100) || aYear(v%10000) && dayMonth(v/1000000, v/10000%100)):
		return j, false
	case d.is(j+1, number) && d.is(j+2, number) && n <= 4 && d.length(j+2) <= 4:
		x, y, z := v, d.value(j+1), d.value(j+2)
		if aYear(x) && dayMonth(y, z) || aYear(z) && dayMonth(x, y) {
			return j + 2, false
		}
	case n == 4 && aYear(v):
		return j, true
	}
	return -1, false
}

// bornBefore reports whether a word about birth stands among the n tokens
// before token i.
func (d *doc) bornBefore(i, n int) bool {
	for j := i - 1; j >= 0 && j >= i-n && d.tok[j].sentence == d.tok[i].sentence; j-- {
		w := d.word(j)
		if birthCues.has(w) || w == "ne" && d.accented(j) || d.initials(j) {
			return d.tok[i].a-d.tok[j].b <= 40
		}
	}
	return false
}

// accented reports whether token i was written with an accent: né is born, ne
// is not.
func (d *doc) accented(i int) bool {
	a, b := d.codePoints(int(d.tok[i].a), int(d.tok[i].b))
	s := d.original(a, b)
	return s != d.text[d.tok[i].a:d.tok[i].b] || d.upper(i)
}

// initials reports whether D.O.B. ends at token i or at the mark behind it.
func (d *doc) initials(i int) bool {
	return d.word(i) == "b" && d.mark(i-1, ".") && d.word(i-2) == "o" && d.mark(i-3, ".") && d.word(i-4) == "d"
}

// dobAfter reports whether the words behind a date say that it is one of
// birth: "1990-03-05 (DOB)".
func (d *doc) dobAfter(i int) bool { return d.after(i, 3, dobCues) }

// behindName reports whether a date stands in brackets behind a person's name,
// and lies too far back to be that of an incident.
func (d *doc) behindName(got date) bool {
	if !d.mark(got.first-1, "([") || !d.mark(got.last+1, ")]") || got.year > d.thisYear()-5 {
		return false
	}
	n, ok := d.nameBefore(got.first - 1)
	return ok && n.words >= 2
}

// thisYear is the year of the case number; without one, one that is safe to
// reckon with.
func (d *doc) thisYear() int {
	n := 0
	for i := 0; i < len(d.scene.number) && i < 4 && d.scene.number[i] >= '0' && d.scene.number[i] <= '9'; i++ {
		n = n*10 + int(d.scene.number[i]-'0')
	}
	if aYear(n) {
		return n
	}
	return 2020
}

// birthCues speak of birth, dobCues of nothing but its date. They are read
// only.
var (
	birthCues = set("dob born birth birthdate birthday birthdays bday nee nes naissance anniversaire ddn")
	dobCues   = set("dob birth birthdate birthday bday naissance anniversaire ddn")
)
