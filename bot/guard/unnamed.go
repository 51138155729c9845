package guard

import (
	"cmp"
	"slices"

	"appealbot/bot"
)

// An unnamed is somebody whom a text speaks of without a name: "a 16-year-old
// was charged", "un élève de secondaire 4". A name that comes soon after and
// of which the text says nothing else is taken for theirs.
type unnamed struct {
	first, last int
	as          bot.Involvement // what the sentence makes of them; empty when nothing
	years       int             // 0 when it does not say
	young       bool            // under 18, by age or by a word
}

// findUnnamed finds everybody whom the text introduces with an article, a
// number or an age.
func (d *doc) findUnnamed() []unnamed {
	var out []unnamed
	for i := 0; i < len(d.tok); i++ {
		u, ok := d.unnamedAt(i)
		if !ok {
			continue
		}
		if u.as = d.roleBehind(u.last + 1); u.as == "" {
			u.as = d.roleBefore(u.first).as
		}
		if own := called.of(d.word(u.last)); own != "" && u.as == "" {
			u.as = own
		}
		out = append(out, u)
		i = u.last
	}
	return out
}

// unnamedAt reads somebody without a name from token i.
func (d *doc) unnamedAt(i int) (unnamed, bool) {
	if y, ok := d.ageAt(i); ok {
		u := unnamed{first: i, last: y.last, years: y.years, young: y.years < 18}
		for j := y.last + 1; j <= y.last+2; j++ {
			if d.humanNoun(j) {
				u.last = j
			}
		}
		return u, !d.mark(i-1, "(,") || d.humanNoun(u.last)
	}
	if !introducers.has(d.word(i)) || d.french && d.word(i) == "a" {
		return unnamed{}, false
	}
	for j := i + 1; j <= i+4 && d.same(j, i); j++ {
		if _, ok := d.ageAt(j); ok || !d.is(j, word) && !d.mark(j, "-") {
			return unnamed{}, false // the age comes next and says more
		}
		if d.humanNoun(j) && !d.humanNoun(j+1) && !d.capital(j) {
			young := d.youngAt(j)
			return unnamed{first: i, last: j, young: young}, !d.policed(j) && (young || !definites.has(d.word(i)))
		}
	}
	return unnamed{}, false
}

// humanNoun reports whether token i is a word for somebody.
func (d *doc) humanNoun(i int) bool {
	w := d.word(i)
	return roleNouns.has(w) || youthWords.has(w) || called.of(w) != "" || trades.has(w)
}

// meantBy returns the unnamed person whom a name is that of: the last one
// before it, within two sentences, when the name opens its sentence or stands
// in apposition, and no other name came between. From is where the name before
// it ends.
func (d *doc) meantBy(n name, from int) (unnamed, bool) {
	if !d.leading(n.first) && !beWords.has(d.word(n.first-1)) {
		return unnamed{}, false
	}
	at := d.tok[n.first].sentence
	for k := d.unnamedBefore(n.first); k >= 0 && n.first-d.unnamed[k].last < 60; k-- {
		if u := d.unnamed[k]; !d.spoken(u, n) {
			return u, u.last > from && d.tok[u.last].sentence >= at-2
		}
	}
	return unnamed{}, false
}

// unnamedBefore is the index of the last unnamed person that ends before token
// i, -1 when none does.
func (d *doc) unnamedBefore(i int) int {
	k, _ := slices.BinarySearchFunc(d.unnamed, i, func(u unnamed, i int) int { return cmp.Compare(u.last, i) })
	return k - 1
}

// spoken reports whether an unnamed person stands in the same sentence as a
// name without being explained by it: "a man robbed Jane Doe".
func (d *doc) spoken(u unnamed, n name) bool {
	return d.same(u.last, n.first) && !d.mark(n.first-1, ",:(-") && !beWords.has(d.word(n.first-1)) && d.word(n.first-1) != "as" && d.word(n.first-1) != "comme"
}

// leading reports whether a name stands where a sentence names its subject: at
// its beginning, behind a mark, or behind "he is" and "it was".
func (d *doc) leading(i int) bool {
	prev := i - 1
	if honorifics.has(d.word(prev)) || d.mark(prev, ".") && honorifics.has(d.word(prev-1)) {
		prev = d.leftOf(i) - 1
	}
	switch {
	case d.is(prev, line) || !d.same(prev, i), d.mark(prev, ",:-("):
		return true
	case d.word(prev) == "s" && d.mark(prev-1, "'") && d.word(prev-2) == "name":
		return true // "her name's Ann"
	case beWords.has(d.word(prev)):
		return pointers.has(d.word(prev-1)) || d.mark(prev-1, "'")
	}
	return namingCues.has(d.word(prev)) || d.word(prev) == "as" || d.word(prev) == "comme" || d.word(prev) == "etant" || called.of(d.word(prev)) != ""
}

// resembles reports whether a role and a person without a name can be the same:
// nobody is hurt and accused at once.
func (u unnamed) resembles(as bot.Involvement) bool {
	return as == "" || u.as == "" || as == u.as || hurt(as) && hurt(u.as)
}

// Words for people of whom no name is told; all are read only.
var (
	introducers = set("a an another one un une two three deux trois the le la l this ce cet cette")
	// "The victim" is somebody spoken of before, "the boy" may be new.
	definites = set("the le la l this ce cet cette")
	pointers  = set("he she it this that they il elle ce c lui who")
	trades    = set(`shopkeeper pensioner toddler customer commuter jogger runner grandmother grandfather widow nurse teacher courier labourer worker caretaker lodger tenant
		landlord bartender waitress waiter farmer butcher barber cabbie cab taxi trucker lorry biker skater tourist hiker swimmer angler climber senior retiree mum mom dad
		commercant aine ainee retraite retraitee cliente client joggeur joggeuse coureur ouvrier touriste enseignant enseignante livreur livreuse chauffeur baigneur nageur`)
)
