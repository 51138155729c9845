package guard

import (
	"slices"
	"strings"

	"appealbot/bot"
)

// callersByTrade finds those who are told by their work or their errand and who
// saw or reported something: "the paperboy on Mill Lane who rang it in". What
// ends like a trade is taken for one. Drivers and passers-by are nobody in
// particular, unless their place is named.
func (d *doc) callersByTrade() []span {
	var out []span
	for i := range d.tok {
		w := d.word(i)
		if last := d.houseOf(i); last > 0 && !d.lookedOut(i) {
			out = append(out, span{i, last})
		}
		if s, ok := d.callerStated(i); ok {
			out = append(out, s)
		}
		if w != "who" && w != "qui" || !d.is(i-1, word) && !d.is(i-1, number) || !d.reports(i+1) {
			continue
		}
		if first := d.tradeBefore(i - 1); first >= 0 && !d.after(i, 16, callerAsked) && !d.lookedOut(first) && !d.policed(first) {
			out = append(out, span{first, i - 1})
		}
	}
	return out
}

// tradeBefore returns the token of the trade in the phrase that ends at token
// i; -1 when there is none.
func (d *doc) tradeBefore(i int) int {
	placed := false
	for j := i; j > 0 && j > i-9 && d.same(j, i); j-- {
		w := d.word(j)
		switch {
		case d.mark(j, ",;:"):
			return -1
		case d.capital(j):
			placed = true
		case !d.is(j, word):
		case crowd.has(w):
			if placed && (singles.has(d.word(j-1)) || d.upper(j-1) && singles.has(d.word(j-2))) {
				return j - 1
			}
			return -1
		case d.trade(j):
			for k := j; k > j-4 && d.is(k-1, word); k-- {
				if singles.has(d.word(k - 1)) {
					return k
				}
			}
		}
	}
	return -1
}

// callerStated reads at the verb or the "from" at token i somebody of a place
// who saw something or stated it: "a courier on Elm Court saw", "a statement
// from the verger of St Anne's".
func (d *doc) callerStated(i int) (span, bool) {
	w := d.word(i)
	if witnessVerbs.has(w) && (d.capital(i-1) || d.is(i-1, number)) {
		first := d.tradeBefore(i - 1)
		return span{first, i - 1}, first >= 0 && d.capitalBetween(first+1, i-1) && !d.after(i, 16, callerAsked) && !d.lookedOut(first) && !d.policed(first)
	}
	if !sourceLinks.has(w) || !singles.has(d.word(i+1)) || !d.before(i, 5, statements) || d.asked(i) {
		return span{}, false
	}
	for j := i + 2; j < i+5; j++ {
		if d.trade(j) && roleLinks.has(d.word(j+1)) {
			return span{i + 1, d.pieceEnd(j)}, !d.policed(j)
		}
	}
	return span{}, false
}

// trade reports whether token i is a word for somebody by their work.
func (d *doc) trade(i int) bool {
	w := d.word(i)
	if trades.has(w) || callerTrades.has(w) {
		return true
	}
	return len(w) > 3 && !d.capital(i) && !notTrades.has(w) && !placeNouns.has(w) && called.of(w) != bot.AsAccused && !hurt(called.of(w)) &&
		slices.ContainsFunc(callerEnds, func(e string) bool { return strings.HasSuffix(w, e) })
}

// capitalBetween reports whether one of the tokens from a to b has a capital.
func (d *doc) capitalBetween(a, b int) bool {
	for i := a; i <= b; i++ {
		if d.capital(i) {
			return true
		}
	}
	return false
}

// houseOf reads a first name that a house goes with, of somebody who saw
// something: "Doris from number 14 heard". It returns the last token, 0 when
// there is none.
func (d *doc) houseOf(i int) int {
	if !d.capital(i) || !givenNames.has(d.word(i)) || !roleLinks.has(d.word(i+1)) {
		return 0
	}
	for j := i + 2; j < i+5; j++ {
		if d.is(j, number) && houseWords.has(d.word(j-1)) && d.reports(j+1) {
			return j
		}
	}
	return 0
}

// reports reports whether a verb of seeing or calling stands at token i, over
// the words that lead up to it.
func (d *doc) reports(i int) bool {
	for j := i; j < i+4; j++ {
		if w := d.word(j); callerVerbs.has(w) || seeVerbs.has(w) || tellVerbs.has(w) && d.tells(j) {
			return true
		} else if !callerFillers.has(w) {
			return false
		}
	}
	return false
}

// lookedOut reports whether the words before token i look for somebody.
func (d *doc) lookedOut(i int) bool {
	return d.asked(i) || d.before(i, 9, callerSeekers) || d.before(i, 2, callerAddressed)
}

// Words around those who call; all are read only.
var (
	callerEnds      = append([]string{"boy", "girl", "lady", "eurs", "rice"}, tradeEnds...)
	crowd           = set("person people someone man woman driver motorist passerby bystander witness caller resident member citizen anyone everyone those one viewer user neighbour neighbor homme femme personne automobiliste passant passante temoin citoyen citoyenne celui celle ceux conducteur conductrice officer volunteer volunteers partner partners owner finder")
	singles         = set("au the a an our that this one her his le la l un une cette ce notre")
	callerVerbs     = set("rang rung phoned discovered decouvert called dialled dialed spotted raised alerted flagged reported tipped recognised recognized noticed filmed recorded heard saw found texted appele appeles appelee telephone alertes prevenus avise avises signale alerte prevenu vu entendu reconnu remarque filme aperçu apercu trouve")
	callerFillers   = set("first also then later had has quickly kindly bravely a ont avait nous l d abord l'a the it us")
	witnessVerbs    = set("saw spotted heard filmed recorded recognised recognized noticed overheard witnessed")
	houseWords      = set("number no flat unit apt apartment suite house room at from of numero appartement")
	callerTrades    = set("mechanic medic monk electrician plombier camelot facteur laitier vicar nurse chef clerk coach monk nun curate verger scout cadet busker postie guide model usher cook imam rabbi docker groom")
	callerAsked     = set("asked urged encouraged please requested invited prie pries invite invites")
	callerAddressed = set("you vous")
	callerSeekers   = set("find trace identify locate looking seeking speak hear want like help retrouver identifier parler joindre cherchons")
)
