package guard

import "strings"

// GuiltLanguage objects to words that call somebody guilty before a court has.
// It is serious when a reader can tell who is meant: by name, by "he", by a
// picture; of an unknown offender it is only the worse word.
func (detectors) GuiltLanguage(d *doc) []hit {
	var out []hit
	accused := d.namesAccused()
	for i := range d.tok {
		if !guiltNouns.has(d.word(i)) || d.harmless(i) {
			continue
		}
		h := d.saferNoun(i)
		if !d.identified(i) && !(accused && d.before(i, 1, definite)) {
			h.variant = "unnamed"
		}
		out = append(out, h)
	}
	for _, m := range d.apart(verdicts) {
		if m.name == wholesome || d.alleges(m.first) || d.around(m.first, m.last, 4, courtFindings) {
			continue
		}
		h := d.hit(m.first, m.last+1)
		if !accused && !d.identified(m.first) && m.name != "pointed" {
			h.variant = "unnamed"
		}
		out = append(out, h)
	}
	return append(out, d.guiltyDeeds(accused)...)
}

// namesAccused reports whether the text names somebody and says elsewhere that
// they are accused or sought.
func (d *doc) namesAccused() bool {
	for i := range d.tok {
		if n, ok := d.individual(i); ok && (d.after(n.last, 14, accusations) || d.before(i, 10, accusations)) {
			return true
		}
	}
	return false
}

// harmless reports whether the word at token i accuses nobody: it is alleged
// only, part of another term ("young offender", "shooter training"), or about
// what a court has found.
func (d *doc) harmless(i int) bool {
	w := d.word(i)
	switch {
	case d.before(i, 3, allegations), d.after(i, 2, allegedBehind), d.before(i, 1, termsBefore), d.after(i, 1, termsBehind):
		return true
	case d.before(i, 3, negations):
		return true
	case w == "criminal" || w == "criminel" || w == "criminelle" || w == "offender":
		return d.is(i+1, word) && d.same(i+1, i) && !guiltFollows.has(d.word(i+1)) && !d.capital(i+1)
	case w == "felon" && d.word(i+2) == "possession":
		return true // the name of a charge
	case w == "dealer" || w == "dealers":
		return !d.before(i, 1, drugs)
	case w == "coupable" || w == "coupables":
		return !d.before(i, 1, definite) && !d.before(i, 1, deixis)
	case w == "auteur" || w == "auteure":
		return !d.after(i, 3, crimesOf)
	}
	return strings.HasSuffix(w, "s") && d.capital(i) && !d.upper(i) && d.capital(i-1) // a team: "Nashville Predators"
}

// identified reports whether a reader can tell whom the word at token i means.
func (d *doc) identified(i int) bool {
	if d.before(i, 2, deixis) || d.after(i, 7, shownWords) || d.before(i, 4, shownWords) {
		return true
	}
	if d.before(i, 5, pronounSubjects) && d.before(i, 4, copulas) {
		return true
	}
	return d.someoneNamed(i-12, i+8, d.tok[i].sentence)
}

// saferNoun reports the noun at token i, with an article that would not fit
// the word offered in its place.
func (d *doc) saferNoun(i int) hit {
	w, first := d.word(i), i
	safe := "suspect"
	switch {
	case d.french && (strings.HasSuffix(w, "euse") || strings.HasSuffix(w, "trice") || strings.HasSuffix(w, "iere") || strings.HasSuffix(w, "ante") || strings.HasSuffix(w, "elle")):
		safe = "suspecte"
	case w == "gunmen" || w == "thieves" || w == "auteurs" || strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss"):
		safe = "suspects"
	}
	switch {
	case d.french && d.mark(i-1, "'") && d.word(i-2) == "l":
		first = i - 2
		safe = "le " + safe
	case d.word(i-1) == "an" && d.is(i-1, word):
		first = i - 1
		safe = "a " + safe
	case d.upper(i):
		safe = strings.ToUpper(safe)
	case d.capital(i):
		safe = strings.ToUpper(safe[:1]) + safe[1:]
	}
	if first < i && d.capital(first) {
		safe = strings.ToUpper(safe[:1]) + safe[1:]
	}
	h := d.hit(first, i+1)
	h.suggest = safe
	return h
}

// guiltyDeeds finds a named or pictured person as the subject of a crime that
// nobody calls alleged: "John Smith, 32, robbed a bank". Where the text names
// who is accused, "he" is that person.
func (d *doc) guiltyDeeds(accused bool) []hit {
	var out []hit
	families := d.familyNames()
	for i := range d.tok {
		w := d.word(i)
		if !guiltyDeeds.has(w) && !deedPairs.has(w) || deedPairs.has(w) && !deedObjects.has(d.word(i+1)) || d.alleged(i) || d.before(i, 3, beForms) && !d.french {
			continue
		}
		if passiveDeeds.has(w) && passiveBehind.has(d.word(i+1)) {
			continue // it was done to them: "Mia, 4, abducted from a park"
		}
		if d.french && !d.before(i, 2, haveForms) || d.before(i, 2, bystanders) {
			continue
		}
		if d.suffered(i) || !d.doerBefore(i) && !(d.capital(i-1) && families[d.word(i-1)]) && !(accused && d.calledDoer(i)) {
			continue
		}
		h := d.hit(i, i+1)
		if !d.french {
			h.suggest = "allegedly " + h.doc.text[h.a:h.b]
		}
		out = append(out, h)
	}
	return out
}

// suffered reports whether the verb at token i tells what was done to the
// person before it: "Amy Stone, 9, abducted from a park".
func (d *doc) suffered(i int) bool {
	return d.mark(i-1, ",") && sufferedBehind.has(d.word(i+1)) && d.is(i+1, word)
}

// calledDoer reports whether a pronoun, or a word for an offender, is the
// subject of the verb at token i.
func (d *doc) calledDoer(i int) bool {
	for j := i - 1; j >= i-4 && d.same(j, i) && d.is(j, word); j-- {
		if w := d.word(j); doerPronouns.has(w) || guiltNouns.has(w) {
			return true
		} else if !subjectFillers.has(w) {
			return false
		}
	}
	return false
}

// familyNames returns the last words of the names in the text, which stand
// for them later on: "Smith robbed a clerk".
func (d *doc) familyNames() map[string]bool {
	out := map[string]bool{}
	for i := range d.tok {
		if n, ok := d.individual(i); ok {
			out[d.word(n.last)] = true
		}
	}
	return out
}

// alleged reports whether the sentence of token i, or the one before it, says
// that it is an allegation.
func (d *doc) alleged(i int) bool {
	for j := max(0, i-30); j < len(d.tok) && j <= i+30; j++ {
		if d.same(j, i) && allegations.has(d.word(j)) && !determiners.has(d.word(j-1)) {
			return true // "the accused" alleges nothing
		}
	}
	for j := i - 1; j >= 0 && j > i-60; j-- {
		if d.tok[j].sentence < d.tok[i].sentence && strings.HasPrefix(d.word(j), "alleg") {
			return true
		}
	}
	return false
}

// doerBefore reports whether the words before the verb at token i are its
// subject and tell a reader who it is.
func (d *doc) doerBefore(i int) bool {
	for j := i - 1; j >= i-9 && d.same(j, i); j-- {
		if shownWords.has(d.word(j)) && d.before(j, 5, personNouns) {
			return true
		}
		if n, ok := d.nameBefore(j + 1); ok && n.words > 1 {
			_, free := d.individual(n.first)
			return free && d.asideOnly(n.last+1, i)
		}
		if d.is(j, word) && !subjectFillers.has(d.word(j)) && !shownWords.has(d.word(j)) {
			return false
		}
	}
	return false
}

// asideOnly reports whether only an age, marks and fillers stand from token a
// to token b.
func (d *doc) asideOnly(a, b int) bool {
	for j := a; j < b; j++ {
		if d.is(j, word) && !subjectFillers.has(d.word(j)) {
			return false
		}
	}
	return true
}
