package guard

import (
	"strings"

	"appealbot/bot"
)

// A role is what the words around a name make of whoever has it. They say it
// in these ways, each with a vocabulary of its own (rolecue.go):
//
//	called    "the victim, Jane Doe"            a noun for somebody in that role
//	done      "Jane Doe was stabbed",           what is done to somebody
//	          "a man stabbed Jane Doe"
//	does      "Jane Doe died"                   what they do or go through
//	events    "the murder of Jane Doe"          what happened to them
//	telling   "Jane Doe told police"            what witnesses do
//	pursuits  "police linked John to the fire"  what police do about a suspect
//	naming    "has been identified as Jane Doe" what only leads up to a name
//
// What stands closest decides: a word right before the name, then what the
// sentence goes on to say (rolebehind.go), then a word further before; a name
// that is only introduced takes the role of whoever the text spoke of without
// a name (unnamed.go). What a pronoun's sentence says later is added when all
// names are known (people.go), and where nothing says anything, the kind of
// appeal does (presumed.go).
type role struct {
	as bot.Involvement // empty when nothing says
	// close is set when a noun of the role or words of naming stand right
	// beside the name.
	close bool
}

// roleOf reads the role of a name.
func (d *doc) roleOf(n name) role {
	before, behind := d.roleBefore(n.first), d.roleBehind(n.last+1)
	if as := d.roleOfSubject(n.first); as != "" {
		return role{as, true}
	}
	if as := d.roleNamed(n.last + 1); as != "" {
		return role{as, true}
	}
	switch {
	case behind == bot.AsAccused && hurt(before.as) && !before.called && !before.adjacent:
		return role{as: behind} // "the victim knew John Smith, who was charged"
	case behind == bot.AsWitness && before.passing:
		return role{behind, true} // "a cyclist, Hugo Farrant, filmed the attack"
	case before.as != "" && before.adjacent:
		return role{before.as, true}
	case behind != "":
		return role{behind, before.naming}
	case before.as != "":
		return role{before.as, before.naming}
	case before.naming:
		if u, ok := d.meantBy(n, -1); ok && u.as != "" {
			return role{u.as, true}
		}
		return role{d.roleAbove(n.first), true}
	case d.leading(n.first) && n.words > 1 && d.harmed(n.last+1):
		return role{as: bot.AsVictim}
	}
	return role{}
}

// roleNamed reads what somebody whose name ends before token i is said to be:
// "named John Smith as the attacker".
func (d *doc) roleNamed(i int) bot.Involvement {
	if w := d.word(i); w != "as" && w != "comme" {
		return ""
	}
	for j := i + 1; j <= i+4 && d.same(j, i); j++ {
		if as := called.of(d.word(j)); as != "" {
			return as
		}
	}
	return ""
}

// roleOfSubject reads the role of the sentence's subject when it is said to be
// the one named at first: "the man we arrested over the attack is John Smith".
func (d *doc) roleOfSubject(first int) bot.Involvement {
	be := first - 1
	if title := d.leftOf(first); honorifics.has(d.word(title)) {
		be = title - 1
	}
	if !beWords.has(d.word(be)) {
		return ""
	}
	at := d.tok[first].sentence
	start := be
	for start > 0 && d.tok[start-1].sentence == at && first-start < 40 {
		start--
	}
	for j := start; j < be; j++ {
		if as := called.of(d.word(j)); as != "" && !beWords.has(d.word(j+1)) {
			return d.sought(d.word(j), as)
		}
		if y, ok := d.ageAt(j); ok {
			return d.roleBehind(y.last + 1)
		}
		if d.humanNoun(j) && !d.humanNoun(j+1) {
			return d.roleBehind(j + 1)
		}
	}
	return ""
}

// hurt reports whether somebody in a role is one to whom something was done.
func hurt(as bot.Involvement) bool {
	return as == bot.AsVictim || as == bot.AsDeceased || as == bot.AsComplainant
}

// blames reports whether a word accuses somebody.
func blames(w string) bool {
	return called.of(w) == bot.AsAccused || done.of(w) == bot.AsAccused || does.of(w) == bot.AsAccused
}

// A lead is what the words before a name say.
type lead struct {
	as       bot.Involvement
	adjacent bool // only words that belong to the naming stand between
	called   bool // and it is a noun for somebody
	naming   bool // the name is introduced as one
	passing  bool // the noun is for somebody on the road, who may only have seen it
	away     bool // a preposition stands between: "stabbed at"
}

// roleBefore reads the words before a name, the nearest first.
func (d *doc) roleBefore(first int) lead {
	var l lead
	l.adjacent = true
	prev := first - 1
	if title := d.leftOf(first); honorifics.has(d.word(title)) {
		prev = title - 1
	}
	by := d.word(prev) == "by" || d.word(prev) == "par"
	of := eventLinks.has(d.word(prev))
	window := 14
	l.naming = d.word(prev-1) == "agit" // "il s'agit de Benoit Frappier"
	if beWords.has(d.word(prev)) {
		l.naming, window = true, 24 // "the suspect in Tuesday's robbery is John Smith"
	}
	for j := first - 1; first-j < window && d.same(j, first); j-- {
		if !d.is(j, word) {
			continue
		}
		w := d.word(j)
		l.naming = l.naming || l.adjacent && namingWords.has(w)
		if as := d.leadAt(j, first, by, of, l); as != "" {
			l.as, l.called, l.passing = d.sought(w, as), called.of(w) != "", roadUsers.has(w)
			if hurt(as) && (personEvents.has(w) || property.has(w)) && genitives.has(d.word(prev)) {
				l.naming, l.adjacent = true, true // "the murder of John Smith"
			}
			if n, ok := d.nameAt(first); ok && n.words > 1 && (pursuits.has(w) || ownership.has(w) || takenWords.has(w)) {
				l.naming, l.adjacent = true, false // "linked John Smith to the fire"
			}
			l.adjacent = l.adjacent || by
			return l
		}
		if !betweenWords.has(w) {
			l.adjacent = false
		}
		l.away = l.away || awayWords.has(w)
	}
	l.adjacent = false
	return l
}

// leadAt reads token j before the name at first. By and of say that such a
// word stands right before the name.
func (d *doc) leadAt(j, first int, by, of bool, l lead) bot.Involvement {
	w := d.word(j)
	near := first-j <= 8
	act, event := done.of(w), events.of(w)
	if strings.HasSuffix(w, "ing") && j < first-1 || (l.away || d.mark(first-1, ",")) && !d.humanNoun(j-1) && !l.naming {
		act = "" // "after a shooting, John Smith": nobody says whom it was done to
	}
	switch {
	case by && (hurt(act) || hurt(event) || doerVerbs.has(w)):
		return bot.AsAccused
	case takenWords.has(w) && (first-j < 6 && sourceLinks.has(d.word(j+1)) || first-j < 8 && d.word(first-1) == "from"):
		return bot.AsVictim // "stolen from Jane Doe"
	case by && (seeVerbs.has(w) || madeWords.has(w) && (d.before(j, 5, callWords) || d.before(j, 3, statements))), w == "to" && d.word(j-1) == "according" && first-j < 3, w == "selon" && first-j < 3,
		first-j < 4 && sourceLinks.has(w) && statements.has(d.word(j-1)):
		return bot.AsWitness
	case called.of(w) != "" && (near || l.adjacent || l.naming):
		return called.of(w)
	case event != "" && (of && near || l.naming || first-j == 1 && d.is(first-1, word)) && !d.wantedFor(j):
		return event
	case act == bot.AsAccused && (first-j < 6 || l.adjacent || l.naming), act != "" && act != bot.AsAccused && (near || l.naming):
		return act
	case does.of(w) != "" && does.of(w) != bot.AsAccused && (near || l.naming):
		return does.of(w)
	case property.has(w) && genitives.has(d.word(j+1)) && first-j <= 4:
		return bot.AsVictim
	case ownership.has(w) && first-j == 2 && ownerLinks.has(d.word(j+1)):
		return bot.AsVictim
	case pursuits.has(w) && (l.adjacent || first-j == 1 || first-j < 4 && pursuitLinks.has(d.word(first-1))),
		opinions.has(w) && (first-j == 1 || first-j == 2 && (d.word(first-1) == "that" || d.word(first-1) == "que")),
		w == "be" && d.word(j-1) == "to" && beliefs.has(d.word(j-2)) && first-j < 3,
		opinions.has(w) && l.naming && beWords.has(d.word(first-1)),
		first-j == 2 && lookWords.has(w) && lookLinks.has(d.word(j+1)), first-j == 2 && talkWords.has(w) && d.aboutBehind(first):
		return d.soughtAs()
	case w == "vie" && d.word(j-1) == "sans":
		return bot.AsDeceased
	}
	return ""
}

// aboutBehind reports whether the name at first is followed by what police want
// to talk about: "want to speak to John Smith about the fire".
func (d *doc) aboutBehind(first int) bool {
	n, ok := d.nameAt(first)
	return ok && d.after(n.last, 4, topics)
}

// wantedFor reports whether the crime at token j is what somebody is sought
// for: "wanted for robbery: John Smith".
func (d *doc) wantedFor(j int) bool {
	for k := j - 1; k > j-5; k-- {
		if done.of(d.word(k)) == bot.AsAccused {
			return true
		}
	}
	return false
}

// sought turns who is sought into who is missing where the appeal is about a
// missing person.
func (d *doc) sought(w string, as bot.Involvement) bot.Involvement {
	if as == bot.AsAccused && soughtWords.has(w) {
		return d.soughtAs()
	}
	return as
}

// soughtAs is what somebody is whom police look for.
func (d *doc) soughtAs() bot.Involvement {
	if d.scene.kind == bot.MissingPerson || d.scene.kind == bot.Amber {
		return bot.AsMissing
	}
	return bot.AsAccused
}

// roleAbove is the role that the sentence of token i and the two before it
// speak of, the nearest word first.
func (d *doc) roleAbove(i int) bot.Involvement {
	at := d.tok[i].sentence
	for j := i - 1; j >= 0 && d.tok[j].sentence >= at-2 && i-j < 80; j-- {
		w := d.word(j)
		switch {
		case called.of(w) != "":
			return d.sought(w, called.of(w))
		case does.of(w) != "":
			return does.of(w)
		case events.of(w) != "":
			return events.of(w)
		case done.of(w) == bot.AsAccused, done.of(w) != "" && beWords.has(d.word(j-1)):
			return d.sought(w, done.of(w))
		}
	}
	return ""
}
