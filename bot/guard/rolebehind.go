package guard

import (
	"strings"

	"appealbot/bot"
)

// roleBehind reads what the sentence says of a name that ends before token i:
// "was arrested", "was stabbed", "told police", "'s killer".
func (d *doc) roleBehind(i int) bot.Involvement {
	if d.mark(i, "'") && d.word(i+1) == "s" {
		return d.roleOwned(i + 2)
	}
	be := false
	for j := i; j < i+16 && d.same(j, i-1); j++ {
		if !d.is(j, word) {
			continue
		}
		w := d.word(j)
		if beWords.has(w) {
			be = true
			continue
		}
		if as := d.saidAt(i, j, be); as != "" {
			return d.sought(w, as)
		}
	}
	return ""
}

// saidAt reads token j behind a name that ends before token i. Be says that a
// form of "to be" stands between them.
func (d *doc) saidAt(i, j int, be bool) bot.Involvement {
	w := d.word(j)
	near := j-i < 10
	act := done.of(w)
	if strings.HasSuffix(w, "ing") {
		act = "" // "wanted about Sunday's shooting"
	}
	switch {
	case opinions.has(w) && d.after(j, 2, deeds):
		return bot.AsAccused // "the man we think did it"
	case called.of(w) != "" && (be && j-i < 8 || d.apposed(i, j)) && !d.denied(j):
		return called.of(w)
	case act == bot.AsAccused && (be || !soughtWords.has(w)) && !d.denied(j):
		return bot.AsAccused
	case act != "" && d.word(j+1) == "as" && d.word(j) != "charged":
		return "" // "is treated as a suspect": what follows counts
	case hurt(act) && (be || d.mark(j-1, ",(-") || d.passiveAt(j)):
		return done.of(w)
	case w == "turned" && d.after(j, 2, selves) && d.after(j, 3, inWords), d.french && (w == "rendu" || w == "livre") && d.mark(j-3, "'"):
		return bot.AsAccused
	case near && !d.before(j, j-i, subordinators) && (!d.french || d.before(j, 2, haveWords)) && (hurt(act) || d.deedAt(j) && !be), w == "did" && (d.word(j+1) == "this" || d.word(j+1) == "it"):
		return bot.AsAccused
	case reportVerbs.has(w) && d.after(j, 3, complaints):
		return bot.AsComplainant
	case w == "fait" && d.after(j, 1, suffered), (w == "had" || w == "has") && d.after(j, 5, takenWords) && ownWords.has(d.word(j+1)):
		return bot.AsVictim
	case (w == "lost" || w == "perdu") && (d.word(j+2) == "life" || d.word(j+2) == "vie"):
		return bot.AsDeceased
	case does.of(w) != "" && (near || be) && !d.denied(j):
		return does.of(w)
	case (w == "found" || w == "recovered" || w == "pulled" || w == "retrouve" || w == "repeche") && d.after(j, 4, waters):
		return bot.AsDeceased
	case w == "found" && (d.word(j+1) == "dead" || d.after(j, 4, foundHurt)), (w == "retrouve" || w == "retrouvee") && d.after(j, 3, foundHurt):
		return bot.AsVictim
	case w == "passed" && d.word(j+1) == "away", (w == "survive" || w == "survecu") && d.before(j, 3, negations):
		return bot.AsDeceased
	case w == "released" && be && d.after(j, 3, releases), w == "large" && d.word(j-1) == "at", w == "run" && d.word(j-1) == "the" && be:
		return bot.AsAccused
	case w == "last" && d.word(j+1) == "seen", be && (w == "vu" || w == "vue") && d.after(j, 4, lastTimes), w == "reported" && d.word(j+1) == "missing":
		return bot.AsMissing
	case responsibleWords.has(w) && be && !d.denied(j) && !d.after(j, 2, duties):
		return bot.AsAccused
	case near && d.tellsAt(j, be):
		return bot.AsWitness
	}
	return ""
}

// deedAt reports whether the verb at token j is one of a crime.
func (d *doc) deedAt(j int) bool {
	w := d.word(j)
	return guiltyDeeds.has(w) || deedPairs.has(w) && crimeObjects.has(d.word(j+1))
}

// harmed reports whether a name that ends before token i is the subject of a
// verb in the passive that says nothing harmless: whatever "was" done to
// somebody in an appeal, most likely made a victim of them.
func (d *doc) harmed(i int) bool {
	if !harmKinds[d.scene.kind] {
		return false
	}
	for j := i; j < i+12 && d.same(j, i-1); j++ {
		w := d.word(j)
		if d.french && d.word(j-1) == "ete" && len(w) > 4 && strings.HasSuffix(w, "e") {
			return !neutral.has(w)
		}
		if beWords.has(d.word(j-1)) && len(w) > 4 && strings.HasSuffix(w, "ed") {
			return !neutral.has(w)
		}
	}
	return false
}

// roleOwned reads what somebody has whose name ends before "'s" and token i:
// "Jane Doe's killer", "John Smith's arrest". What else the sentence says is
// not about them.
func (d *doc) roleOwned(i int) bot.Involvement {
	for j := i; j < i+3 && j < len(d.tok); j++ {
		w := d.word(j)
		switch {
		case called.of(w) == bot.AsAccused:
			return bot.AsVictim
		case events.of(w) != "":
			return events.of(w)
		case property.has(w) && d.harmBehind(j):
			return bot.AsVictim
		}
	}
	return ""
}

// harmBehind reports whether the sentence goes on to say that something was
// done to what stands at token j.
func (d *doc) harmBehind(j int) bool {
	for k := j + 1; k < j+10 && d.same(k, j); k++ {
		if w := d.word(k); hurt(done.of(w)) || takenWords.has(w) || d.deedAt(k) || w == "broken" {
			return true
		}
	}
	return false
}

// apposed reports whether the noun at token j explains a name that ends
// before token i: "Jane Doe, the victim,".
func (d *doc) apposed(i, j int) bool {
	return d.mark(i, ",(-") && j-i < 6
}

// passiveAt reports whether a verb of harm without "was" has nobody behind it
// to whom it was done: "John Smith stabbed near the park" is a headline,
// "John Smith stabbed a man" is not.
func (d *doc) passiveAt(j int) bool {
	if d.french {
		return d.is(j-1, word) && d.namePart(j-1) && !d.after(j, 1, objects)
	}
	next := d.word(j + 1)
	return !objects.has(next) && !d.namePart(j+1) && !(next == "at" && d.after(j+1, 2, shotAt)) && !haveWords.has(d.word(j-1))
}

// tellsAt reports whether the verb at token j is one of seeing, or of telling
// the police something.
func (d *doc) tellsAt(j int, be bool) bool {
	w := d.word(j)
	switch {
	case w == "described" || w == "known":
		return false
	case seeVerbs.has(w):
		return !be || d.french && haveWords.has(d.word(j-1))
	case tellVerbs.has(w):
		return d.tells(j)
	}
	return false
}

// tells reports whether the verb at token j says that somebody told the police
// something.
func (d *doc) tells(j int) bool {
	return d.after(j, 5, police) || d.after(j, 6, statements)
}
