package guard

import "appealbot/bot"

// WitnessIdentity objects to the name of somebody who saw or reported
// something, and to a role or a place that says who it was: "the clerk of the
// Esso saw". Witnesses whom an appeal is looking for are nobody yet, and an
// officer who saw something is no witness in need of protection.
func (detectors) WitnessIdentity(d *doc) []hit {
	var out []hit
	for _, r := range d.people {
		if r.as == bot.AsWitness && !d.asked(r.first) {
			h := d.hit(r.first, r.last+1)
			if called.of(d.word(d.leftOf(r.first))) != bot.AsWitness {
				h.suggest = d.fitting(r.first, d.choose("a witness", "un témoin"))
			}
			h.subject = r.subject
			out = append(out, h)
		}
	}
	for _, m := range d.find(onlookers) {
		if d.asked(m.first) || d.policed(m.first) || d.named2(out, m) {
			continue
		}
		end := d.clauseEnd(m.last)
		if m.name != "place" {
			v, ok := d.observed(m.last + 1)
			switch {
			case ok:
				end = d.beforeVerb(m.last, v)
			case d.before(m.first, 4, statements) && d.before(m.first, 3, sourceLinks):
				end = d.pieceEnd(m.last) // "a statement from the vicar of St Anne's"
			default:
				continue
			}
		}
		h := d.hit(m.first, end+1)
		h.suggest = d.fitting(m.first, d.choose("a witness", "un témoin"))
		out = append(out, h)
	}
	named := map[int32]bool{}
	for _, r := range d.people {
		named[d.tok[r.first].sentence] = named[d.tok[r.first].sentence] || r.as == bot.AsWitness
	}
	for _, s := range d.callersByTrade() {
		if named[d.tok[s.a].sentence] {
			continue // the name is what says who it was
		}
		out = d.unclaimed(out, []hit{d.hit(s.a, s.b+1)})
	}
	return out
}

// choose returns the one that fits the language of the text.
func (d *doc) choose(english, french string) string {
	if d.french {
		return french
	}
	return english
}

// named2 reports whether a name that was already found stands within reach of
// a role: "store clerk Jane Doe saw" is one finding.
func (d *doc) named2(found []hit, m match) bool {
	a, b := int(d.tok[m.first].a), int(d.tok[min(m.last+2, len(d.tok)-1)].b)
	for _, h := range found {
		if h.a <= b && h.b >= a {
			return true
		}
	}
	return false
}

// asked reports whether the sentence of token i looks for people instead of
// telling what they did: "did a neighbour see it?", "anyone who saw".
func (d *doc) asked(i int) bool {
	at := d.tok[i].sentence
	for j := max(0, i-14); j < len(d.tok) && j < i+30 && d.tok[j].sentence <= at; j++ {
		if d.tok[j].sentence != at {
			continue
		}
		if d.mark(j, "?") || j <= i+1 && seekWords.has(d.word(j)) {
			return true
		}
	}
	return false
}

// policed reports whether token i speaks of an officer.
func (d *doc) policed(i int) bool {
	return d.before(i, 3, policeWords) || policeWords.has(d.word(i))
}

// observed reports whether a verb of seeing, calling or telling follows within
// the clause, and at which token.
func (d *doc) observed(i int) (int, bool) {
	for j := i; j < i+16 && d.same(j, i); j++ {
		w := d.word(j)
		switch {
		case done.of(w) == bot.AsAccused, hurt(done.of(w)) && beWords.has(d.word(j-1)), hurt(does.of(w)), w == "should" || w == "can" || w == "may" || w == "could" || w == "please":
			return 0, false
		case (w == "called" || w == "phoned" || w == "dialled" || w == "dialed") && !d.after(j, 4, callTargets):
			continue
		case seeVerbs.has(w) && !(beWords.has(d.word(j-1)) && !frenchAux.has(d.word(j-1))), tellVerbs.has(w) && d.tells(j), w == "spoke" && d.after(j, 3, police), w == "chased" || w == "tackled" || w == "intervened":
			return j, true
		}
	}
	return 0, false
}

// beforeVerb is the last token of a role that stands before the verb at token
// v, without "who was walking her dog" and the like.
func (d *doc) beforeVerb(last, v int) int {
	end := last
	for j := last + 1; j < v; j++ {
		w := d.word(j)
		if d.is(j, word) && (w == "who" || w == "qui" || w == "that") || d.mark(j, ",") {
			break
		}
		if !auxiliaries.has(w) && d.tok[j].kind != mark {
			end = j
		}
	}
	return end
}

// clauseEnd is the last word of the clause that token i stands in, at most
// eight tokens on.
func (d *doc) clauseEnd(i int) int {
	end := i
	for j := i + 1; j <= i+8 && d.same(j, i); j++ {
		w := d.word(j)
		if d.mark(j, ",.!?;:()") || seeVerbs.has(w) || tellVerbs.has(w) || clauseWords.has(w) || beWords.has(w) {
			break
		}
		if k := d.tok[j].kind; k == word || k == number {
			end = j
		}
	}
	return end
}

// Words around witnesses; all are read only.
var (
	seekWords = set(`anyone anybody any if did were whoever did asking asked appealing looking seeking speak hear canvass canvassing
		quiconque toute si avez prie prions appel appelle cherche cherchent recherche recherchent souhaitent`)
	policeWords = set(`officer officers constable police detective sergeant patrol agent policier policiere policiers paramedic paramedics firefighter firefighters
		dispatcher ambulanciers pompiers spokesperson`)
	callTargets = set("us nous police officers 911 9 999 112 emergency in help ambulance la le les services urgence secours")
	frenchAux   = set("a ont avait ai")
	auxiliaries = set("was had has have then later also a ont avait puis walking working driving is then immediately")
	clauseWords = set("who that which qui que and et but mais when while quand lorsque because as has have had a ont says can could will provided came")

	// onlookers are roles by which a neighbourhood knows somebody.
	onlookers = phrases(`
[role]
store|shop|gas|convenience|grocery|liquor|hotel|motel|night|desk|front|station|lcbo|pharmacy|sales|counter clerk|cashier|attendant|manager|owner|employee|worker|keeper|assistant
shopkeeper|shopkeepers|cashier|bartender|barista|barmaid|bouncer|superintendent|janitor|caretaker|concierge|landlord|landlady|tenant|roommate|housemate|flatmate|crossing|waiter|waitress|receptionist|hairdresser|barber|florist|baker|babysitter|nanny|coworker|colleague|homeowner|housekeeper|cleaner|lifeguard|pharmacist|publican|postman|mailman guard?
neighbour|neighbor|neighbours|neighbors
woman|man|person|couple|family|someone|people|homme|femme|personne|famille who|that|qui lives|live|lived|works|work|worked|habite|habitent|travaille|demeure|resides
lady|woman|man|guy|fellow|gentleman|person|couple|chap|bloke who runs|owns|manages|keeps|delivers|cleans|operates|tends|sells|teaches|cooks
next door neighbour|neighbor
upstairs|downstairs neighbour|neighbor|tenant|resident
security|crossing guard|guards
bus|taxi|cab|uber|delivery|truck|tow|streetcar|lyft|courier driver|operator|rider
letter|mail|newspaper|paper carrier
dog walker
off duty nurse|paramedic|firefighter|doctor|lifeguard
restaurant|bar|pub|store|shop|business|building|cafe|salon|garage owner|manager|employee|superintendent|staff|worker|landlord
teacher|nurse|doctor|student|coach|vicar|pastor|imam|priest|principal|professor|librarian|construction|maintenance|postal worker?|employee?
victim|complainant s mother|father|sister|brother|daughter|son|roommate|friend|neighbour|neighbor|aunt|uncle|cousin|wife|husband|boyfriend|girlfriend|coworker|colleague
employee|employees|manager|owner|resident|tenant|worker|patron|customer of|at|from|in the|a|an?
voisin|voisine|voisins|commis|caissier|caissiere|serveur|serveuse|barman|concierge|proprietaire|gerant|gerante|locataire|livreur|livreuse|facteur|gardien|gardienne|brigadier|brigadiere|depanneur|employe|employee|colocataire|collegue|infirmiere|infirmier|enseignant|enseignante|pharmacien|pharmacienne|coiffeuse
chauffeur|chauffeuse de|d|du l? taxi|autobus|bus|uber
woman|man|person|couple|someone|lady|gentleman|guy|teenager|student|homme|femme|personne|dame who|qui? was|were|etait? walking|jogging|cycling|driving|waiting|sitting|smoking|shopping|standing|working|delivering|passing|sleeping|gardening|marchait|promenait|attendait|passait|travaillait
[flat]
man|woman|person|couple|family|someone|people|resident|residents|tenant|tenants|lady|gentleman|guy in|at|from|of|on|above|below|next|across|behind the|a|door? to|from|in|of? unit|apartment|apt|room|suite|house|flat|number|floor|shop|store|home|building|corner|street
homme|femme|personne|couple|famille|residente|resident|dame de|du|a|au|dans|en|d l|la|le? appartement|logement|unite|maison|etage|haut|face|bas|dessus|dessous|cote
[place]
witness|witnesses|caller|eyewitness|bystander who|that lives|live|works|work|resides|reside|lived|worked at|in|on|across|next|near|above|below|for|inside
witness|witnesses|caller|eyewitness|tipster living|residing|working|employed at|in|on|across|next|near|above|below|for
witness|caller|eyewitness in|from|at unit|apartment|apt|suite|room|number
witness|eyewitness|caller on|from the? # th|st|nd|rd? floor|storey
witness|eyewitness|caller on|from the? first|second|third|fourth|fifth|sixth|seventh|ground|top floor
temoin|temoins|appelant|appelante qui habite|habitent|travaille|travaillent|demeure|demeurent|reside|loge
temoin|temoins demeurant|habitant|travaillant|residant
temoin de l|du appartement|logement|commerce
`)
)
