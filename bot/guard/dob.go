package guard

import "strconv"

// Dob objects to dates of birth: a full date beside a word about birth, or
// in brackets behind a person's name. The year alone is a milder case. It
// suggests the age, as the law of every place allows it.
func (detectors) Dob(d *doc) []hit {
	var out []hit
	for _, got := range d.dates {
		switch {
		case got.year == 0:
			if d.bornBefore(got.first, 8) && d.before(got.first, 4, dobCues) {
				out = append(out, d.hit(got.first, got.last+1))
			}
		case d.bornBefore(got.first, 8), d.dobAfter(got.last), d.behindName(got):
			out = append(out, d.birth(got))
		}
	}
	return append(out, d.looseBirths()...)
}

// looseBirths finds what follows a word about birth without being written as a
// date: eight digits, three numbers, words, a year.
func (d *doc) looseBirths() []hit {
	var out []hit
	for i := range d.tok {
		if !d.birthCue(i) {
			continue
		}
		for j := i + 1; j <= i+7 && d.same(j, i) && !bornBreaks.has(d.word(j)); j++ {
			if d.inDate(j) {
				break
			}
			if s, ok := d.spokenDate(j); ok && !d.inDate(s.last) {
				if got, ok := s.day(j); ok {
					out = append(out, d.birth(got))
					break
				}
			}
			if !d.is(j, number) {
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

// looseDate reads 19900305 or 1990 at token j.
func (d *doc) looseDate(j int) (last int, year bool) {
	v, n := d.value(j), d.length(j)
	switch {
	case n == 8 && (aYear(v/10000) && dayMonth(v%100, v/100%100) || aYear(v%10000) && dayMonth(v/1000000, v/10000%100)):
		return j, false
	case n == 4 && aYear(v):
		return j, true
	}
	return -1, false
}

// birth objects to a date of birth. With the word that leads up to it, the age
// can take its place.
func (d *doc) birth(got date) hit {
	h := d.hit(got.first, got.last+1)
	age, ok := d.yearsSince(got)
	if !ok {
		return h
	}
	years := strconv.Itoa(age)
	if d.mark(got.first-1, "([") && d.mark(got.last+1, ")]") {
		h.suggest = years
		return h
	}
	first := got.first
	for n := 0; n < 8 && d.same(first-1, got.first) && !d.birthCue(first); n++ {
		first--
	}
	if !d.birthCue(first) {
		return h
	}
	word := d.word(first)
	if d.initials(first) {
		first = max(first-2, 0)
		for d.word(first) != "d" && first > 0 {
			first--
		}
	}
	if w := d.word(first - 1); w == "date" || w == "of" && d.word(first-2) == "date" || w == "de" && d.word(first-2) == "date" {
		for d.word(first) != "date" {
			first--
		}
	}
	whole := d.hit(first, got.last+1)
	switch {
	case !d.french:
		whole.suggest = "aged " + years
	case word == "nee" || word == "nees":
		whole.suggest = "âgée de " + years + " ans"
	case word == "ne":
		whole.suggest = "âgé de " + years + " ans"
	default:
		whole.suggest = "âge : " + years + " ans"
	}
	return whole
}

// yearsSince is how old somebody born on a date is now. It reports false when the
// order of day and month matters and nobody can tell it.
func (d *doc) yearsSince(got date) (int, bool) {
	now := d.scene.now
	if now.IsZero() || got.year == 0 {
		return 0, false
	}
	year := got.year
	if got.short && year+100 <= now.Year()-10 {
		year += 100 // somebody whom a police text gives a birthday to is more likely young than past a hundred
	}
	age := func(day, month int) int {
		n := now.Year() - year
		if m := int(now.Month()); m < month || m == month && now.Day() < day {
			n--
		}
		return n
	}
	a, b := age(got.x, got.y), age(got.y, got.x)
	switch {
	case got.named, got.x > 12:
		b = a
	case got.y > 12:
		a = b
	}
	return a, a == b && a > 0 && a < 110
}

// birthCue reports whether token i, or what ends there, speaks of birth.
func (d *doc) birthCue(i int) bool {
	w := d.word(i)
	b := w == "b" && d.mark(i+1, ".") && d.is(i+2, number) && !d.capital(i) && !d.mark(i-1, ".")
	day := w == "day" && d.mark(i-1, "-") && d.word(i-2) == "b"
	return birthCues.has(w) || w == "ne" && d.accented(i) || b || day || d.initials(i)
}

// bornBefore reports whether a word about birth stands among the n tokens
// before token i, and nothing between says what else happened.
func (d *doc) bornBefore(i, n int) bool {
	for j := i - 1; j >= i-n && d.same(j, i); j-- {
		if bornBreaks.has(d.word(j)) {
			return false
		}
		if d.birthCue(j) {
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

// initials reports whether D.O.B. ends at token i: "D.O.B.", "d/o/b", "D o B".
func (d *doc) initials(i int) bool {
	if d.word(i) != "b" {
		return false
	}
	for _, letter := range []string{"o", "d"} {
		i--
		if d.mark(i, "./-") {
			i--
		}
		zero := letter == "o" && d.is(i, number) && d.length(i) == 1 && d.value(i) == 0 // "D.0.B."
		if d.word(i) != letter && !zero {
			return false
		}
	}
	return true
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

// birthCues speak of birth, dobCues of nothing but its date; bornBreaks say
// that a date behind them is that of something else. They are read only.
var (
	birthCues  = set("dob born birth birthdate birthday birthdays bday nee nes naissance anniversaire ddn")
	dobCues    = set("dob birth birthdate birthday bday naissance anniversaire ddn")
	bornBreaks = set(`seen missing found arrested charged wanted reported died killed aged last since turned celebrated disappeared appeared expires
		vu vue vus disparu disparue trouve trouvee arrete arretee accuse accusee recherche recherchee depuis decede decedee signale signalee expire`)
)
