package guard

import "appealbot/bot"

// presumed is what somebody most likely is whom a text names without saying
// it. Few people are named in an appeal: whom police look for, to whom
// something happened, and those who speak for the police, who are left out.
func (d *doc) presumed(p person) bot.Involvement {
	if d.quoted(p.name) || d.word(p.first-1) == "d" || !p.close && !d.leading(p.first) && !personObjects.has(d.word(p.first-1)) && !d.objectOf(p.name) && p.years == 0 || d.before(p.first, 10, brandsBefore) && p.years == 0 {
		return ""
	}
	return d.presumedAs()
}

// presumedAs is what people named in a kind of appeal mostly are; empty where
// they are anything.
func (d *doc) presumedAs() bot.Involvement {
	switch kind := d.scene.kind; {
	case kind == bot.Identify || kind == bot.Wanted || kind == bot.Arrest:
		return bot.AsAccused
	case harmKinds[kind]:
		return d.whole
	}
	return ""
}

// wholeRole is what the text as a whole makes of somebody in it: dead where it
// speaks of a death, accused where it accuses and nobody is hurt, a victim
// otherwise; nothing where it thanks somebody, who may then be named.
func (d *doc) wholeRole() bot.Involvement {
	harm, blame := false, false
	for i := range d.tok {
		w := d.word(i)
		harm = harm || hurt(called.of(w)) || hurt(done.of(w)) || hurt(does.of(w)) || hurt(events.of(w))
		blame = blame || blames(w)
	}
	switch {
	case d.thanks():
		return ""
	case d.saysDead():
		return bot.AsDeceased
	case blame && !harm:
		return bot.AsAccused
	}
	return bot.AsVictim
}

// objectOf reports whether a name stands behind a verb or a noun, not behind
// what leads to a place, a thing or somebody at work, in an appeal that asks
// who somebody is: "CCTV shows John Smith".
func (d *doc) objectOf(n name) bool {
	prev := n.first - 1
	w := d.word(prev)
	return d.scene.kind == bot.Identify && n.words > 1 && d.is(prev, word) && !d.capital(prev) && d.same(prev, n.first) &&
		!awayWords.has(w) && !placePrepositions.has(w) && !articles.has(w) && !brandsBefore.has(w) && !callings.has(w) && w != "and" && w != "et" && w != "as"
}

// thanks reports whether the text thanks somebody, who may then be named.
func (d *doc) thanks() bool {
	for i := range d.tok {
		if d.word(i) == "thank" || d.word(i) == "merci" || d.word(i) == "congratulations" || d.word(i) == "felicitations" {
			return true
		}
	}
	return false
}

// quoted reports whether somebody is who speaks: "said Jane Doe", "Jane Doe,
// artist, says".
func (d *doc) quoted(n name) bool {
	return sayings.has(d.word(n.first-1)) || d.after(n.last, 8, sayings)
}

// callings are what people do who are named and not sought. They are read only.
var callings = set("artist photographer author reporter anchor host chair director organiser organizer columnist ambassador founder spokesperson analyst journaliste artiste photographe animateur directrice directeur")

// sayings introduce a quotation. They are read only.
var sayings = set("said says added explained commented dit explique ajoute declare precise")
