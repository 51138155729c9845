package guard

// relativeAt reads at token i somebody's relative with a name: "the youngest
// son of football coach Brad Tilley", "her mom, Tanya Broderick". It returns
// the first token of it and the one behind, 0 when there is none.
func (d *doc) relativeAt(i int) (from, next int) {
	if !kinWords.has(d.word(i)) && !elders.has(d.word(i)) {
		return 0, 0
	}
	j, owned := i+1, false
	for kinAdjectives.has(d.word(j)) {
		j++ // "frère cadet de"
	}
	switch w := d.word(j); {
	case (w == "of" || w == "de") && youthWords.has(d.word(i)) && !owners.has(d.word(j+1)):
		return 0, 0 // "a boy of Brampton"
	case w == "of" || w == "de" || w == "d" || w == "du":
		j++
	case beWords.has(w):
		j, owned = j+1, true // "his stepmother is Gail Norwich"
	case d.mark(j, ",(-"):
		j, owned = j+1, true
	default:
		owned = true
	}
	from = d.ownerBefore(i)
	if owned && (from == i || youthWords.has(d.word(i)) && !owners.has(d.word(from))) || d.isRole(from) {
		return 0, 0 // "his father" is somebody's, "the father, John" may be anybody
	}
	for most := j + 4; j < most && d.is(j, word) && !(d.capital(j) && d.namePart(j)); j++ {
		if owned && !titles.has(d.word(j)) && !d.mark(j-1, ",") && !d.mark(j-2, ",") || personVerbs.has(d.word(j)) || awayWords.has(d.word(j)) || beWords.has(d.word(j)) || d.word(j) == "who" {
			return 0, 0
		}
	}
	if d.mark(j, "'") { // "d'Émile"
		j++
	}
	if !d.namePart(j) || d.placeBehind(j+1) {
		return 0, 0
	}
	if n, ok := d.nameAt(j); ok && n.words > 1 && !(d.mark(n.last+1, "-") || d.word(n.last+1) == "and" || d.word(n.last+1) == "et") {
		return from, n.last + 1
	}
	for next = j + 1; d.same(next, i); next++ {
		w := d.word(next)
		if !d.namePart(next) && !(nameParticles.has(w) || w == "and" || w == "et" || d.mark(next, "-'.") && d.tight(next)) || w == "and" && !d.namePart(next+1) {
			break
		}
	}
	for next > j+1 && !d.namePart(next-1) {
		next--
	}
	return from, next
}

// parentAt reads the name of somebody whose child the sentence speaks of, from
// the "and" behind it at token i: "Crystal Boggs and her 3-year-old son". It
// returns the first token of the name and the one behind, 0 when there is none.
func (d *doc) parentAt(i int) (from, next int) {
	if w := d.word(i); w != "and" && w != "with" && w != "et" && w != "avec" || !owners.has(d.word(i+1)) || !d.after(i+1, 6, kinWords) && !d.after(i+1, 6, youthWords) {
		return 0, 0
	}
	n, ok := d.nameBefore(i)
	if !ok || n.words < 2 {
		return 0, 0
	}
	return n.first, n.last + 1
}

// ownerBefore is the token at which what belongs to a relative at token i
// begins: "his older brother", "the boy's father".
func (d *doc) ownerBefore(i int) int {
	j := i
	for k := i - 1; k > i-4 && k >= 0; k-- {
		switch w := d.word(k); {
		case w == "s" && d.mark(k-1, "'"):
			return k + 1
		case owners.has(w):
			return k
		case w == "the" || w == "le" || w == "la" || w == "l" || w == "a" || w == "un" || w == "une":
			j = k
		case d.is(k, word) && !kinAdjectives.has(w):
			return j
		}
	}
	return j
}

// isRole reports whether the words before token i say that the relative is the
// one who is accused: "the suspect is his father, Carl".
func (d *doc) isRole(i int) bool {
	return beWords.has(d.word(i-1)) && d.before(i-1, 3, accusations) && owners.has(d.word(i))
}

// Words about families; all are read only.
var (
	kinWords      = set("son daughter brother sister nephew niece stepson stepdaughter stepbrother stepsister grandson granddaughter cousin child boy girl twin kid fils fille frere soeur neveu cousine enfant garcon petit")
	elders        = set("father mother mom mum dad parents parent uncle aunt grandmother grandfather grandparents stepfather stepmother guardian guardians pere mere grand oncle tante tuteur tutrice maman papa")
	owners        = set("his her their son sa ses leur leurs s")
	kinAdjectives = set("older younger oldest youngest eldest elder twin half step only middle big little baby two three first second foster adopted adoptive teenage young late proud own plus jeune aine cadet cadette deux belle beau grand petit frere")
	titles        = set(`coach councillor pastor reverend rev doctor dr mr mrs ms mx professor prof captain capt councilman councilwoman alderman rabbi imam chef sir lord lady dame constable officer
		sergeant detective trustee principal mayor minister senator judge local businessman player star former the de du la le l m mme monsieur madame entraineur conseiller conseillere depute maire docteur`)
)
