package guard

import "appealbot/bot"

// A person is somebody whom the text names. Officers and other people in
// office are nobody's business: they are left out.
type person struct {
	name
	role         // what the words around make of them
	years   int  // of age, as far as the text says it; 0 when it does not
	young   bool // under 18, as far as a word says it
	subject int  // an index of scene.subjects from 1; 0 when not on the case
}

// findPeople returns everybody whom the text names, in order. A name is a
// person's when the words around it say so, when the case knows it, or when
// they give it a role and nothing speaks against it.
func (d *doc) findPeople() []person {
	var out []person
	surnames := map[string]bool{}
	for i := 0; i < len(d.tok); i++ {
		p, ok := d.personAt(i, surnames)
		for ; ok; ok = d.nextPerson(&p) {
			if p.subject == 0 {
				p.subject = d.scene.subjectNamed(d.nameWords(p.name))
			}
			if p.words >= 2 {
				surnames[d.word(p.last)] = true
			}
			p.years = d.yearsOf(p.name)
			p.young = childTitles.has(d.word(p.first)) || childTitles.has(d.word(p.first-1))
			out = append(out, p)
			i = p.last
		}
	}
	d.resolve(out)
	return out
}

// personAt reads somebody's name at token i. Surnames are those of people
// named in full before.
func (d *doc) personAt(i int, surnames map[string]bool) (person, bool) {
	if n, ok := d.named(i); ok && !d.inOffice(n) {
		return person{name: n, role: d.roleOf(n)}, true
	}
	if surnames[d.word(i)] && !(d.is(i-1, word) && d.namePart(i-1)) {
		if n, ok := d.nameAt(i); ok {
			return person{name: n, role: d.roleOf(n)}, true // "John Smith" before, "Smith" here
		}
	}
	if n, subject := d.subjectAt(i); subject > 0 {
		return person{name: n, role: d.roleOf(n), subject: subject}, true
	}
	if !d.namePart(i) || openings.has(d.word(i)) || d.is(i-1, word) && d.namePart(i-1) && !openings.has(d.word(i-1)) {
		return person{}, false
	}
	n, ok := d.nameAt(i)
	if !ok || d.inOffice(n) || d.thing(n) {
		return person{}, false
	}
	r := d.roleOf(n)
	if childTitles.has(d.word(i)) && n.words > 1 {
		return person{name: n, role: r}, true
	}
	if r.as == "" && d.subjectOf(n) {
		if u, ok := d.meantBy(n, -1); ok {
			return person{name: n, role: r}, u.as != "" || u.young
		}
	}
	return person{name: n, role: r}, d.likely(n, r) || r.as == "" && n.words < 4 && givenNames.has(d.word(i)) && d.presumedAs() != "" && (d.subjectOf(n) || d.objectOf(n))
}

// nextPerson goes on to whom "and" joins to somebody; what makes the one a
// suspect or a victim does so of the other, unless the words tell them apart.
func (d *doc) nextPerson(p *person) bool {
	n, ok := d.alsoNamed(p.name)
	r := p.role
	if own := d.roleOf(n); own.as != "" {
		r = own
	}
	*p = person{name: n, role: r}
	return ok
}

// joined reports whether one name follows another in a list.
func (d *doc) joined(a, b name) bool {
	for i := a.last + 1; i < b.first; i++ {
		if w := d.word(i); !d.mark(i, ",&/") && w != "and" && w != "et" {
			return false
		}
	}
	return d.same(a.last, b.first)
}

// yearsOf returns the age that stands beside a name, 0 when none does.
func (d *doc) yearsOf(n name) int {
	if y, ok := d.asideAge(n.last + 1); ok {
		return y.years
	}
	if y, ok := d.ageBefore(n.first); ok {
		return y.years
	}
	if y := d.bornIn(n.last + 1); y > 0 {
		return y
	}
	if beings.has(d.word(n.last + 1)) {
		if y, ok := d.ageAt(n.last + 2); ok {
			return y.years
		}
	}
	return 0
}

// resolve carries what the text says of a person to where it names them
// without saying it: "He is 16." behind a name, and the same name again.
func (d *doc) resolve(people []person) {
	for k := range people {
		p := &people[k]
		if p.years > 0 && p.as != "" {
			continue
		}
		end := len(d.tok)
		if k+1 < len(people) {
			end = people[k+1].first
		}
		years, as := d.sayings(p.name, min(end, p.last+60))
		if p.years == 0 {
			p.years = years
		}
		if p.as == "" {
			p.as = as
		}
	}
	d.share(people)
	d.identify(people)
}

// identify gives a name what the text said of somebody before it named them.
func (d *doc) identify(people []person) {
	var before unnamed // whom the name before is that of
	for k := range people {
		p, from := &people[k], -1
		if k > 0 {
			from = people[k-1].last
		}
		u, ok := d.meantBy(p.name, from)
		if k > 0 && d.joined(people[k-1].name, p.name) {
			u, ok = before, before.last > 0
		}
		before = unnamed{}
		if ok {
			before = u
		}
		if !ok || !u.resembles(p.as) || p.years > 0 && (u.years > 0 && u.years != p.years || u.young && p.years >= 18) {
			continue
		}
		if p.as == "" {
			p.as = u.as
		}
		if p.years == 0 {
			p.years, p.young = u.years, u.young
		}
	}
	for k := len(people) - 2; k >= 0; k-- {
		if p, next := &people[k], people[k+1]; p.years == 0 && next.years > 0 && next.years < 18 && d.joined(p.name, next.name) {
			p.years = next.years // "Ruby Slater and Nell Oakes, both 13"
		}
	}
	for k := range people {
		if p := &people[k]; p.as == "" && p.subject == 0 {
			p.as = d.presumed(*p)
		}
	}
}

// sayings reads what a pronoun's sentence says of the person named before it,
// within two sentences: their age, and what they are in the case.
func (d *doc) sayings(n name, end int) (years int, as bot.Involvement) {
	from := d.tok[n.last].sentence
	for i := n.last + 1; i < end && d.tok[i].sentence <= from+2; i++ {
		if w := d.word(i); (w == "the" || w == "l") && !d.same(i, i-1) && years == 0 {
			years = d.definiteAge(i)
		}
		if !personPronouns.has(d.word(i)) || d.tok[i].sentence == from {
			continue
		}
		if years == 0 {
			years = d.ageSaid(i + 1)
		}
		if as == "" {
			next := i + 1
			if d.mark(next, "'") {
				next += 2 // "he's our suspect"
			}
			if as = d.roleBehind(next); as == "" && d.mark(i+1, "'") {
				as = d.nounBehind(next)
			}
		}
	}
	return years, as
}

// nounBehind reads the noun that a pronoun is said to be, from token i: "our
// suspect", "the victim".
func (d *doc) nounBehind(i int) bot.Involvement {
	for j := i; j < i+4; j++ {
		if as := called.of(d.word(j)); as != "" {
			return as
		}
	}
	return ""
}

// ageSaid reads the age behind a pronoun that ends before token i: "is 16",
// "'s only 17", "a 16 ans".
func (d *doc) ageSaid(i int) int {
	being := beings.has(d.word(i))
	if d.mark(i, "'") && d.word(i+1) == "s" {
		being, i = true, i+1
	}
	for i++; sayAdverbs.has(d.word(i)); i++ {
	}
	if y, ok := d.ageAt(i); ok {
		return y.years
	}
	v, next, ok := d.count(i)
	if ok && being && v <= 110 && (next == len(d.tok) || d.mark(next, ".,;!)") || d.word(next) == "and" || d.word(next) == "et" || d.is(next, line)) {
		return v
	}
	return 0
}

// definiteAge reads the age in "The 16-year-old" and "L'adolescent de 16 ans"
// at token i, which speak of whoever was named last. A crime's victim is
// introduced with "a", not with "the".
func (d *doc) definiteAge(i int) int {
	for j := i + 1; j <= i+4; j++ {
		if y, ok := d.ageAt(j); ok {
			return y.years
		}
		if victimNouns.has(d.word(j)) {
			return 0
		}
	}
	return 0
}

// share gives the same person the same age and part wherever the text names
// them. A last name alone is whoever bore it in full; two people of one family
// are two.
func (d *doc) share(people []person) {
	if len(people) < 2 {
		return
	}
	known := make(map[string]person, len(people))
	for _, p := range people {
		for _, key := range d.nameKeys(p.name) {
			k := known[key]
			if k.years == 0 {
				k.years = p.years
			}
			if k.as == "" {
				k.as = p.as
			}
			known[key] = k
		}
	}
	for i := range people {
		k := known[d.nameKeys(people[i].name)[0]]
		if people[i].years == 0 {
			people[i].years = k.years
		}
		if people[i].as == "" {
			people[i].as = k.as
		}
	}
}

// nameKeys returns what a name is known by: its first and last word, and then
// the last word alone.
func (d *doc) nameKeys(n name) []string {
	last := d.word(n.last)
	if n.words < 2 {
		return []string{last}
	}
	return []string{d.word(n.first) + " " + last, last}
}

// childTitles stand before a child's name. They are read only.
var childTitles = set("baby little toddler petit petite bebe")

// sayAdverbs stand before an age. They are read only.
var sayAdverbs = set("only just still about now")

// personPronouns stand for somebody named before. They are read only.
var personPronouns = set("he she they il elle")
