package guard

// named reads a name that the words around say is a person's: "identified as
// Jane Doe", "suspect John Smith", "John Smith was arrested", "John Smith, 42".
func (d *doc) named(i int) (name, bool) {
	if d.is(i-1, word) && d.namePart(i-1) {
		return name{}, false // the middle of one
	}
	n, ok := d.nameAt(i)
	if !ok {
		return d.nameInSmall(i)
	}
	if d.namedBefore(n) || n.words >= 2 && d.namedBehind(n) {
		return n, true
	}
	return name{}, false
}

// namedBefore reports whether what stands before a name says that it is one.
func (d *doc) namedBefore(n name) bool {
	i := n.first
	prev := i - 1
	if d.mark(prev, ":,\"=") {
		prev--
	}
	if d.mark(prev, "-") && !d.tight(prev) { // "Suspect #1 - John Smith"
		for prev--; d.is(prev, number) || d.mark(prev, "#"); {
			prev--
		}
	}
	w := d.word(prev)
	if (w == "that" || w == "que") && n.words >= 2 && opinions.has(d.word(prev-1)) {
		return true // "we suspect that John Smith"
	}
	switch {
	case namingCues.has(w), (w == "is" || w == "was" || w == "est" || w == "be") && (namingCues.has(d.word(prev-1)) || n.words >= 2 && (roleNouns.has(d.word(prev-1)) || d.word(prev-1) == "to" && beliefs.has(d.word(prev-2)))):
		return true
	case (w == "as" || w == "comme") && (asCues.has(d.word(prev-1)) || n.words >= 2 && d.before(prev, 8, asCues)):
		return true
	case n.words >= 2 && w == "where" && beings.has(d.word(n.last+1)):
		return true
	case n.words >= 2 && (w == "with" || w == "to" || w == "avec" || w == "a") && meetings.has(d.word(prev-1)):
		return true
	case d.mark(i-1, ":") && (accusations.has(w) || called.of(w) != "" || done.of(w) != "" || namingWords.has(w) || w == "are" && accusations.has(d.word(prev-1))):
		return true
	case roleNouns.has(w) && (n.words >= 2 || prev == i-1 && !placePrepositions.has(w)):
		return true
	case honorifics.has(w) || d.mark(i-1, ".") && honorifics.has(d.word(i-2)):
		return true
	case n.words >= 2 && (personObjects.has(w) || (w == "for" || w == "of" || w == "de" || w == "on" || w == "contre" || w == "against") && personPhrases.has(d.word(prev-1))):
		return true
	}
	y, ok := d.ageBefore(i)
	return ok && y.exact && (n.words >= 2 || y.last == prev || y.last == i-1)
}

// namedBehind reports whether what stands behind a name says that it is one:
// an age, a verb that people do, a role.
func (d *doc) namedBehind(n name) bool {
	if more, ok := d.alsoNamed(n); ok && more.words >= 2 {
		return d.saidBehind(more)
	}
	return d.saidBehind(n)
}

// saidBehind is namedBehind for one name alone.
func (d *doc) saidBehind(n name) bool {
	if _, ok := d.asideAge(n.last + 1); ok {
		return true
	}
	j := n.last + 1
	if d.mark(j, ",") && (beings.has(d.word(j+1)) || personVerbs.has(d.word(j+1))) {
		j++
	}
	if personVerbs.has(d.word(j)) {
		return true
	}
	if beings.has(d.word(j)) {
		for k := j + 1; k <= j+6; k++ {
			if predicates.has(d.word(k)) || roleNouns.has(d.word(k)) || accusations.has(d.word(k)) || victimNouns.has(d.word(k)) {
				return true
			}
		}
		return false
	}
	if !d.mark(j, ",(") {
		return false
	}
	if w := d.word(j + 1); w == "of" || w == "who" || w == "qui" || w == "aka" || w == "whose" || w == "also" {
		return w != "of" || d.capital(j+2)
	}
	for k := j + 1; k <= j+3; k++ {
		if roleNouns.has(d.word(k)) {
			return true
		}
		if !determiners.has(d.word(k)) && !pronouns.has(d.word(k)) {
			return false
		}
	}
	return false
}

// nameInSmall reads a name without capitals, which only the strongest cues
// make one of: "identified as john smith". Its first word must be one that
// people are given.
func (d *doc) nameInSmall(i int) (name, bool) {
	if !d.is(i, word) || d.capital(i) || !givenNames.has(d.word(i)) || !d.is(i+1, word) || d.capital(i+1) || !d.surnameInSmall(i+1) {
		return name{}, false
	}
	prev := i - 1
	if d.mark(prev, ":,=-") {
		prev--
	}
	w := d.word(prev)
	cued := namingCues.has(w) || w == "suspect" || w == "victim" || w == "accused" || w == "is" && (namingCues.has(d.word(prev-1)) || roleNouns.has(d.word(prev-1))) ||
		(w == "as" || w == "comme") && asCues.has(d.word(prev-1))
	last := i + 1
	if d.mark(i+2, "'-") && d.tight(i+2) && d.tight(i+3) && d.is(i+3, word) {
		last = i + 3 // o'neil, al-sayed
	}
	return name{first: i, last: last, words: 2}, cued
}

// surnameInSmall reports whether a word without a capital can be a surname.
func (d *doc) surnameInSmall(i int) bool {
	w := d.word(i)
	return (d.length(i) > 1 || d.mark(i+1, "'")) && !notNames.has(w) && !headlineWords.has(w) && !personVerbs.has(w) && !roleNouns.has(w) && !placeNouns.has(w)
}

// Words around names; all are read only.
var (
	honorifics = set("mr mrs ms miss mme mlle mister monsieur madame mademoiselle")
	// personObjects are what somebody does to a person, not to a place.
	personObjects = set(`seen find trace tracing finding say says disent vu charged arrested arrest identified identify seek seeks seeking sought locate locating apprehended apprehend suspects believe believes killed stabbed shot robbed assaulted
		struck attacked murdered naming detained interviewed questioned accuse accuses accused arrete inculpe recherchent recherche cherchent identifie tue poignarde interroge whom abducted kidnapped raped`)
	// personPhrases come before "for", "of" or "on": "a warrant for", "the death of".
	personPhrases = set(`warrant warrants looking searching search hunt arrest death murder killing stabbing shooting assault disappearance mother father parents sister brother son daughter wife husband
		friend girlfriend boyfriend robbery attack mandat recherche arrestation mort meurtre disparition mere pere parents soeur frere fils fille epouse mari ami amie conjointe identity identite
		name nom photo picture image photographs pictures images statement evidence charges accusations complaint abduction kidnapping rape`)
	personVerbs = set(`plays attends attended goes went saw told called reported said lives lived faces appeared resides works worked witnessed admitted confessed stabbed shot robbed killed assaulted attacked
		fled escaped remains died suffered pleaded habite frequente vit travaille comparaitra avoue poignarde tire vole tue agresse declare raconte decede demeure allegedly`)
	opinions   = set("suspect suspects suspected believe believes think thinks allege alleges alleged croyons croient pensons pensent soupconnons soupconnent")
	meetings   = set("speak speaking spoke talk talking us parler")
	beings     = set("is was has have had were remains est a etait avait fut sera will may could")
	predicates = set(`suspected soupconne soupconnee trying arrested charged wanted missing killed injured pronounced identified described accused found shot stabbed taken believed responsible struck hurt dead deceased sought armed dangerous
		robbed assaulted attacked murdered hospitalized hospitalised seen years convicted sentenced released bailed remanded detained questioned interviewed facing driving walking riding due
		arrete arretee accuse accusee recherche recherchee blesse blessee tue tuee mort morte decede decedee inculpe inculpee poignarde atteint abattu retrouve retrouvee vu vue disparu disparue responsable
		ans age agee implique temoin dead man woman abducted kidnapped raped believed thought known`)
	pronouns = set("his her their our whose son sa leur")
)
