package guard

import (
	"fmt"

	"appealbot/bot"
)

// VictimIdentity objects to the name of an adult victim, and to a role that
// only one person has. When the text says that the family knows and agrees, it
// is a warning. Somebody who has died may be named once the next of kin know,
// which departments take for the moment when a name becomes public; whether
// the family agreed is then for the officer who reads the warning. Crimes of
// long ago whose victims everybody can name are left alone.
func (detectors) VictimIdentity(d *doc) []hit {
	var out []hit
	if d.longAgo() {
		return nil
	}
	kin, consent := d.kinNotified(), d.consented()
	for _, r := range d.people {
		if !hurt(r.as) || d.isMinor(r.name) {
			continue
		}
		h := d.hit(r.first, r.last+1)
		h.suggest = d.fitting(r.first, d.adult(r))
		h.subject = r.subject
		if consent || kin && d.dead() {
			h.variant = "consent"
		}
		out = append(out, h)
	}
	for _, m := range d.find(uniqueRoles) {
		if last, ok := d.properBehind(m.last + 1); ok && d.victimSentence(m.first, m.last) {
			h := d.hit(m.first, last+1)
			if consent {
				h.variant = "consent"
			}
			out = append(out, h)
		}
	}
	return out
}

// isMinor reports whether a name is one that the rules about people under 18
// object to.
func (d *doc) isMinor(n name) bool {
	a, b := int(d.tok[n.first].a), int(d.tok[n.last].b)
	for _, m := range d.minors {
		if m.a < b && a < m.b {
			return true
		}
	}
	return false
}

// adult is what may stand in the place of a victim's name: "a 40-year-old
// woman" where sex and age are told, "the victim" otherwise; nothing where the
// words before say it already.
func (d *doc) adult(r person) string {
	prev := d.word(d.leftOf(r.first))
	if prev == "old" || prev == "ans" || hurt(called.of(prev)) || hurt(called.of(d.word(d.leftOf(r.first)-1))) && !namingWords.has(prev) {
		return ""
	}
	sex, age := d.sexNear(r.first), r.years
	if d.mark(r.last+1, ",(") {
		age = 0 // it stays behind the name
	}
	switch {
	case d.french && sex == "f":
		return frenchAged("une femme", age)
	case d.french && sex == "m":
		return frenchAged("un homme", age)
	case d.french:
		return "la victime"
	case sex == "f":
		return englishAged("woman", age)
	case sex == "m":
		return englishAged("man", age)
	}
	return "the victim"
}

func frenchAged(who string, age int) string {
	if age == 0 {
		return who
	}
	return fmt.Sprintf("%s de %d ans", who, age)
}

func englishAged(who string, age int) string {
	switch {
	case age == 0:
		return "a " + who
	case age == 18 || age == 11 || age == 8 || age/10 == 8:
		return fmt.Sprintf("an %d-year-old %s", age, who)
	}
	return fmt.Sprintf("a %d-year-old %s", age, who)
}

// sexNear reads "f" or "m" from the words of the sentence of token i.
func (d *doc) sexNear(i int) string {
	for n := 1; n < 16; n++ {
		for _, j := range [2]int{i - n, i + n} {
			if !d.same(j, i) {
				continue
			}
			switch w := d.word(j); {
			case femaleWords.has(w):
				return "f"
			case maleWords.has(w):
				return "m"
			}
		}
	}
	return ""
}

// properBehind reads the name of a place or business from token i, over "of",
// "at" and articles. It returns the last token of it.
func (d *doc) properBehind(i int) (int, bool) {
	for n := 0; n < 4 && (roleLinks.has(d.word(i)) || d.mark(i, "'")); n++ {
		i++
	}
	last := i
	for d.capital(i) || d.mark(i, "'-&") && d.is(i+1, word) && i > last-2 && (d.capital(i+1) || d.word(i+1) == "s") || d.word(i) == "s" && d.mark(i-1, "'") {
		last = i
		i++
	}
	return last, last < len(d.tok) && (last > i-2) && d.capital(last) || i > last && i-last == 1 && d.capital(max(last, 0))
}

// victimSentence reports whether somebody was hurt in the sentence of a role,
// and nobody is accused in it.
func (d *doc) victimSentence(first, last int) bool {
	if called.of(d.word(d.leftOf(first))) == bot.AsAccused {
		return false
	}
	at := d.tok[first].sentence
	someone := false
	for i := max(0, first-25); i < len(d.tok) && i < last+25; i++ {
		if d.tok[i].sentence != at {
			continue
		}
		w := d.word(i)
		if blames(w) {
			return false
		}
		someone = someone || hurt(called.of(w)) || hurt(does.of(w)) || hurt(done.of(w)) && beWords.has(d.word(i-1))
	}
	return someone
}

// Words around victims; all are read only.
var (
	femaleWords = set("woman female her she lady girl mother daughter sister wife aunt grandmother mrs ms femme elle fille mere soeur epouse dame mme")
	maleWords   = set("man male his he him gentleman boy father son brother husband uncle grandfather mr homme il garcon pere fils frere mari monsieur")
	roleLinks   = set("of at for the from de du des la le l les d a au aux chez")
	// uniqueRoles are roles that one person has in a place.
	uniqueRoles = phrases(`
owner|manager|pastor|imam|rabbi|priest|principal|headteacher|headmaster|headmistress|president|founder|captain|coach|chef|dean|director|caretaker|superintendent|minister|vicar|landlord|landlady|publican|curator|conductor of|at|for
co owner|founder|host of|at
lead|head singer|chef|coach|teacher|bartender of|at|for|with
longtime|local|former|retired librarian|pharmacist|teacher|barber|postmaster|mayor|councillor|crossing guard? of|at|for
proprietaire|gerant|gerante|cure|imam|rabbin|directeur|directrice|president|presidente|fondateur|fondatrice|capitaine|entraineur|entraineuse|concierge du|de|des|d
`)
)
