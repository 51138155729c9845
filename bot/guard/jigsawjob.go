package guard

import (
	"slices"
	"strings"

	"appealbot/bot"
)

// jobAt reads at token i somebody who works or learns somewhere with a name:
// "a barmaid at the Red Lion", "une caissière au Marché Jean". What ends like a
// trade is taken for one, so that no list has to know them all. It returns the
// last token, 0 when there is none.
func (d *doc) jobAt(i int) int {
	if !articles.has(d.word(i)) && d.word(i) != "an" {
		return 0
	}
	for j := i + 1; j <= i+4 && d.is(j, word) && !d.capital(j) && d.same(j, i); j++ {
		if !workLinks.has(d.word(j + 1)) {
			continue
		}
		k := j + 2
		for articles.has(d.word(k)) || d.word(k) == "the" {
			k++
		}
		if w := d.word(j); !trades.has(w) && !posts.has(w) && (notTrades.has(w) || !slices.ContainsFunc(tradeEnds, func(e string) bool { return strings.HasSuffix(w, e) })) || !d.capital(k) && !d.capital(k+1) && !placeNouns.has(d.word(k)) && !pieceNouns.has(d.word(k)) && !placeNouns.has(d.word(k+1)) && !homes.has(d.word(k+1)) && !homes.has(d.word(k)) || d.policed(k) {
			return 0
		}
		return d.pieceEnd(k)
	}
	return 0
}

// tradeEnds are endings of words for trades, read only; notTrades end so and
// are none.
var (
	tradeEnds = []string{"er", "or", "ist", "ian", "ant", "ee", "man", "woman", "maid", "ess", "eur", "euse", "ier", "iere", "trice", "ante", "ienne", "iste"}
	posts     = set("inmate prisoner aide nurse clerk chef cook coach guide model host student pupil resident intern cadet guest fan patron novice apprentice stagiaire")
	homes     = set("jail prison shelter halfway detention nursing retirement youth centre center care home")
	workLinks = set("at for with chez au aux")
	notTrades = set(`corner shower matter number letter trailer computer locker elevator river dinner theater theatre floor motor center centre tower officer investigator detective constable driver order paper power shelter
		summer winter water counter banner poster flyer door offender danger encounter other another under over after never ever member error mirror restaurant warrant instant distant helicopter chopper camera cruiser sensor monitor detector scanner quartier premier dossier escalier heur
		heure chantier papier entrant visitor`)
)

// workEnd is the last token of what somebody does for work, from the verb at
// token i: "teaches kindergarten", "enseigne le piano". It is i where the verb
// says nothing of the kind.
func (d *doc) workEnd(i int) int {
	j := i + 1
	if articles.has(d.word(j)) {
		j++
	}
	if !solitary.has(d.word(i)) || !d.is(j, word) || !d.same(j, i) || roleLinks.has(d.word(j)) {
		return i
	}
	return d.pieceEnd(j)
}

// solitary are verbs whose object alone says what somebody's work is; doers
// stand before them. Read only.
var (
	solitary = set("teaches taught tutors lectures coaches bartends waitresses cleans lifeguards delivers sells manages owns cooks enseigne enseignait entraine livre vend dirige soigne")
	doers    = set("she who he they victim complainant woman girl and currently also then now elle qui victime plaignante il et")
)

// besideComplainant reads what a comma adds to a complainant at token i: "the victim, a
// trainee vet,". It returns the last token, 0 when it says no more than sex and
// age.
func (d *doc) besideComplainant(i int) int {
	if w := d.word(i); called.of(w) != bot.AsVictim && called.of(w) != bot.AsComplainant || !d.mark(i+1, ",") {
		return 0
	}
	if w := d.word(i + 2); !articles.has(w) && w != "an" {
		return 0
	}
	last := 0
	for j := i + 3; j < i+8 && d.is(j, word) && d.same(j, i); j++ {
		if w := d.word(j); apposedNothing.has(w) || youthWords.has(w) {
			return 0
		} else if clauseWords.has(w) || beWords.has(w) || roleLinks.has(w) {
			break
		}
		last = j
	}
	if last == 0 {
		return 0
	}
	return d.pieceEnd(last)
}

// apposedNothing tells nobody apart; read only.
var apposedNothing = set("woman women man men person adult female male stranger lady gentleman femme femmes homme hommes personne inconnue inconnu adulte dame")
