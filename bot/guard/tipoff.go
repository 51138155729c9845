package guard

import "strings"

// tipoffs finds statements that somebody outside told the police something,
// by how they are built: who told ("a neighbour", "his cousin", "someone
// inside the group"), that they told ("rang us", "gave him up"), or that
// police acted on what was told ("thanks to a call from a co-worker"). What
// may still come ("if a neighbour calls us") and what everybody is asked for
// is none.
func (d *doc) tipoffs() []span {
	var out []span
	for i := range d.tok {
		if !d.is(i, word) {
			continue
		}
		first, last := i, 0
		switch w := d.word(i); {
		case tellers.has(w), tipWords.has(w), somebodies.has(w) && (d.word(i+1) == "who" || d.word(i+1) == "qui"), (w == "information" || w == "call" || w == "calls") && arrivals.has(d.word(i+1)):
			last = d.toldBehind(i)
			for d.same(first-1, i) && tellerLeads.has(d.word(first-1)) {
				first--
			}
		case gotWords.has(w) && (d.before(i, 3, police) || d.before(i, 3, policeTeams) || d.before(i, 3, weWords)):
			last = d.receivedBehind(i)
		default:
			last = d.actedBehind(i)
		}
		if last > 0 && !d.mayCome(first) {
			out = append(out, d.tokens(first, last))
		}
	}
	return out
}

// toldBehind returns the last token of what a teller at token i did, 0 when
// they told nobody.
func (d *doc) toldBehind(i int) int {
	for j := i + 1; j <= i+9 && d.same(j, i); j++ {
		w := d.word(j)
		if askedVerbs.has(w) || blames(w) && !d.before(j, 3, genitives) || d.mark(j, ",") && j > i+6 {
			return 0
		}
		if (w == "came" || w == "arrived" || w == "paid") && d.after(j, 4, arrivalEnds) {
			return d.firstOf(j, 4, arrivalEnds)
		}
		be := beWords.has(d.word(j-1)) && !strings.HasSuffix(w, "ing") && !d.mark(j-2, "'")
		switch {
		case tellVerbsToPolice.has(w) && !be && d.firstOf(j, 4, tipTargets) > j && !emergencyCalls.has(d.word(j+1)):
			return d.firstOf(j, 4, tipTargets)
		case tellVerbsToPolice.has(w) && !be && d.before(j, 2, tipTargets) && d.word(j-1) != "by":
			return j // "des citoyens nous ont avisés"
		case w == "complained" && d.after(j, 20, results):
			return j
		case steerVerbs.has(w) && !be && tipWords.has(d.word(i)) && d.after(j, 2, betrayed):
			return d.firstOf(j, 2, betrayed)
		case steerVerbs.has(w) && !be && d.after(j, 2, tipTargets):
			return d.firstOf(j, 2, tipTargets)
		case betrayVerbs.has(w) && d.after(j, 3, betrayed) && d.after(j, 5, betrayEnds):
			return d.firstOf(j, 5, betrayEnds)
		case outVerbs.has(w) && d.after(j, 3, outEnds):
			return d.firstOf(j, 3, outEnds)
		case (knowVerbs.has(w) || w == "reported" && (d.word(j+1) == "him" || d.word(j+1) == "them") && d.word(j+2) != "missing") && !be && d.after(j, 2, betrayed):
			return d.firstOf(j, 2, betrayed)
		}
	}
	return 0
}

// receivedBehind returns the last token of what police got, 0 when it is
// nothing that somebody told them.
func (d *doc) receivedBehind(i int) int {
	for j := i + 1; j <= i+12 && d.same(j, i); j++ {
		if tipWords.has(d.word(j)) || callWords.has(d.word(j)) && (d.after(j, 5, tellers) || d.before(j, 3, tellers)) {
			return j
		}
	}
	return 0
}

// actedBehind returns the last token of words at token i that say what police
// acted on: "thanks to a call from a co-worker", "grâce à vos signalements". A
// call or a report counts only when the words say whose it was: that one came
// in is how every incident begins.
func (d *doc) actedBehind(i int) int {
	if !d.actsOn(i) {
		return 0
	}
	for j := i + 1; j <= i+8 && d.same(j, i) && !d.mark(j, ","); j++ {
		w := d.word(j)
		switch {
		case tipWords.has(w), tellers.has(w) && learning.has(d.word(i)):
			return j
		case callWords.has(w) && (d.after(j, 5, tellers) || d.before(j, 2, yours) || d.word(j+1) == "from"):
			return j
		case tellers.has(w) && d.after(j, 2, callWords):
			return d.firstOf(j, 2, callWords)
		}
	}
	return 0
}

// actsOn reports whether the words at token i lead up to what police acted on.
func (d *doc) actsOn(i int) bool {
	next := d.word(i + 1)
	switch d.word(i) {
	case "thanks", "due", "owing":
		return next == "to"
	case "because":
		return next == "of"
	case "acting", "based", "relying", "acted":
		return next == "on" || next == "upon"
	case "guided", "prompted", "triggered", "sparked", "assisted", "helped":
		return next == "by"
	case "following", "after", "apres", "followed":
		return true
	case "learned", "learnt", "heard", "understood":
		return next == "from"
	case "selon", "appris":
		return true
	case "according":
		return next == "to"
	case "grace", "suite":
		return next == "a" || next == "aux" || next == "au" || next == "de" || next == "d"
	case "result":
		return next == "of"
	case "help":
		return next == "of" || next == "from"
	}
	return false
}

// firstOf returns the first of the n tokens behind token i, up to a comma, that
// is one of the words; i when none is.
func (d *doc) firstOf(i, n int, words *vocabulary) int {
	for j := i + 1; j <= i+n && j < len(d.tok) && !d.mark(j, ",;"); j++ {
		if words.has(d.word(j)) {
			return j
		}
	}
	return i
}

// mayCome reports whether the sentence of token i speaks of what may come, or
// asks for it, or thanks for it.
func (d *doc) mayCome(i int) bool {
	return d.before(i, 6, asks) || d.after(i, 20, thanking) || d.asked(i) || asks.has(d.word(i))
}

// Words around people who tell the police something; all are read only.
var (
	tellers = set(`neighbour neighbor neighbours neighbors resident residents tenant tenants landlord landlady roommate flatmate housemate coworker colleague worker employee cousin brother sister uncle aunt mother father mom dad
		son daughter nephew wife husband girlfriend boyfriend ex partner friend friends relative relatives acquaintance associate classmate teammate inmate cellmate someone somebody citizen citizens public community
		caller callers viewer viewers follower followers reader listener member insider informant tipster source customer client shopkeeper clerk owner manager
		voisin voisine voisins locataire proprietaire colocataire collegue cousine frere soeur ami amie mere pere conjointe ex citoyen citoyenne citoyens quelqu proche parent employe employee gerant client cliente connaissance people snitch
		habitant habitants resident residente informateur informatrice indicateur personne`)
	tellerLeads = set(`a an the one another his her their of our my some several two inside next door close within upstairs downstairs former long time concerned anonymous local
		un une le la l son sa ses leur des plusieurs ancien ancienne d autre member members co`)
	tellVerbsToPolice = set(`rang called phoned texted emailed messaged contacted alerted told informed notified advised tipped approached reported telephoned wrote talking talked speaking spoke cooperating
		spilled revealed confided flagged warned gave provided passed sent tip
		revele confie raconte declare alerte prevenu informe avise avises avisee contacte contactes alertes prevenus informes appele telephone signale ecrit averti parle denonce dit transmis fourni`)
	steerVerbs  = set("linked identified named placed pointed put led steered directed sent guided brought tipped let helped mene menes conduit conduits mis aiguille dirige aide")
	betrayVerbs = set("gave turned handed ratted sold snitched dobbed grassed shopped livre denonce donne")
	outVerbs    = set("raised got came dropped blew spilled made called phoned stepped spoke sonne")
	outEnds     = set("concerns suspicions touch forward dime whistle beans in up")
	betrayed    = set("him her them himself it this suspect man woman accused fugitive pair son le la l les lui")
	betrayEnds  = set("up in out over on police us to denonce livre")
	knowVerbs   = set("recognized recognised identified spotted knew named reconnu identifie repere")
	tipTargets  = set("us police officers investigators detectives deputies know crimestoppers stoppers nous policiers enqueteurs agents")
	askedVerbs  = set("can may should could would will might must if please peut doit devrait pourrait")
	gotWords    = set("got received had obtained heard recu obtenu eu")
	tipWords    = set(`tip tips tipoff intelligence intel heads word hint renseignement renseignements denonciation denonciations tuyau tuyaux informateur informateurs informatrice informant informants tipster source sources snitch snitches`)
	callWords   = set(`call calls information report reports message messages email letter complaint complaints lead leads post
		appel appels signalement signalements information informations message messages plainte plaintes lettre courriel`)
	policeTeams = set("deputies troopers detectives members agents")
	learning    = set("learned learnt heard understood appris")
	somebodies  = set("woman man person lady guy femme homme personne")
	results     = set("led warrant arrest arrested raid search searched")
	weWords     = set("we on")
	yours       = set("your vos votre anonymous anonyme anonymes confidential")
	thanking    = set("thank merci")
	arrivals    = set("came arrived reached paid")
	arrivalEnds = set("us via through crimestoppers stoppers anonymously off")
	asks        = set(`if anyone anybody please any every whoever could can should would let ask asks asking urge urges urging encourage encourages did do have thank
		si quiconque toute tout prie invite demande demandons chaque merci`)
	emergencyCalls = set("911 999 9 112 emergency")
)
