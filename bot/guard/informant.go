package guard

import "slices"

// Informant objects to any statement that police acted on what somebody told
// them: the privilege covers whatever could narrow down the source, not only
// the name (R v Leipert, [1997] 1 SCR 281). Asking for tips, and thanking for
// them, says nothing about a source. A call about the incident itself, to
// which officers responded, is how every incident begins, and passes.
func (detectors) Informant(d *doc) []hit {
	var out []hit
	for _, m := range d.merged(sources) {
		if m.name == "clean" || d.mayBe(m) {
			continue
		}
		h := d.hit(m.first, m.last+1)
		if s, ok := d.wholeSentence(m); ok {
			if n := len(out); n > 0 && out[n-1].b >= s.b {
				continue // the sentence is reported already
			}
			h.a, h.b = s.a, s.b
			h.suggest = d.choose("Investigators are asking for more information.", "Les enquêteurs demandent d'autres renseignements.")
		}
		out = append(out, h)
	}
	for _, s := range d.tipoffs() {
		h := hit{doc: d, a: s.a, b: s.b}
		if !slices.ContainsFunc(out, func(o hit) bool { return o.a < h.b && h.a < o.b }) {
			out = append(out, h)
		}
	}
	return out
}

// merged is find with overlapping matches joined, and those side by side: what is filed under "clean"
// wins over the rest.
func (d *doc) merged(b phrasebook) []match {
	var out []match
	for _, m := range d.find(b) {
		n := len(out) - 1
		switch {
		case n < 0 || m.first > out[n].last+1 || m.first > out[n].last && m.name != out[n].name:
			out = append(out, m)
		case m.name == "clean":
			out[n] = m
		case out[n].name != "clean":
			out[n].last = m.last
		}
	}
	return out
}

// trimmed is a match without the words that only lead up to it.
func (d *doc) trimmed(m match) match {
	for m.first < m.last && (fillers.has(d.word(m.first)) || d.tok[m.first].kind == mark) {
		m.first++
	}
	return m
}

// fillers lead up to what is said about somebody; read only.
var fillers = set("is was are being be a an as the he she they who described to from suffers suffering suffer has l un une est etait c d de atteint atteinte souffre been faces facing awaiting")

// mayBe reports whether the words about a source speak of what may still come:
// "if you have a tip", "every tip helps".
func (d *doc) mayBe(m match) bool {
	for i := max(0, m.first-4); i < m.first; i++ {
		if d.same(i, m.first) && callForms.has(d.word(i)) {
			return true
		}
	}
	return false
}

// wholeSentence is the sentence of a match when it says nothing that an
// appeal needs: no name, no place, no number.
func (d *doc) wholeSentence(m match) (span, bool) {
	at := d.tok[m.first].sentence
	a, b := m.first, m.last
	for a > 0 && d.tok[a-1].sentence == at && m.first-a < 30 {
		a--
	}
	for b+1 < len(d.tok) && d.tok[b+1].sentence == at && b-m.last < 30 {
		b++
	}
	for b > a && d.tok[b].kind == line {
		b--
	}
	if !d.mark(b, ".!") {
		return span{}, false
	}
	for i := a + 1; i <= b; i++ {
		if d.capital(i) && !notNames.has(d.word(i)) || d.is(i, number) && d.length(i) > 2 {
			return span{}, false
		}
	}
	return span{int(d.tok[a].a), int(d.tok[b].b)}, true
}

// Words about sources; all are read only.
var (
	callForms = set("if any anyone every each your your please whether should could leave submit provide send with have call give sharing si vos votre toute tout quiconque chaque avez")

	sources = phrases(`
[acted]
!on receiving|receipt of? an|a|the|several? * tip|tips
!following|after|upon receiving|receipt|several? an|a|the|of? * anonymous|confidential|public|citizen|community|caller|crime|stoppers? tip|tips|tipster
!following|after|upon receiving|receipt|receiving of? **  information|intelligence|tip|tips
!after|when|once a|an|the * tip|tipster|informant|source|caller
!based|acting|relying|working|moving on|upon a|an|the|on? * tip|tips|information|intelligence|intel|complaint|source
!on the? basis|strength of a|an|the? * tip|tips|information
!acted|act|act on|upon a|an|the? * tip|tips|information|intelligence
thanks|due|owing to a|an|the|several|numerous|some|two|many|public|anonymous|one|information|community|excellent|great * tip|tips|tipster|caller|informant|provided
thanks|due|owing|responding|response to|in information|intelligence|tips|tip
!result|because of a|an|the? * tip|tips|tipster|information received|provided|from?
!pursuant|subsequent to a|an|the? * tip|information
!in response to a|an|the|several? * tip|tips
!on a|an anonymous? tip
!tip|tips|lead|caller|callers|informant|informants|source|tipster that|who led|leads|helped|brought|pointed|directed|prompted|allowed|resulted|identified|resulted|took|sent|alerted
tip|tips|information|intelligence|call|calls from * public|member|neighbour|neighbor|neighbours|neighbors|resident|residents|community|citizen|caller|informant|source|crime|relative|friend|coworker|family|employee|mother|father|ex|wife|girlfriend|associate ** led|helped|brought|pointed|directed|prompted|allowed|resulted|assisted
tip|tips|lead|caller|informant|tipster|source * led|helped|brought|pointed|directed|prompted|resulted|identified|assisted
information|intelligence|tips|tip received|provided|supplied|given|obtained|passed|gathered|came|from|by|to * member|public|source|sources|caller|informant|neighbour|neighbor|tipster|citizen|resident|community|crime|crimestoppers|associate|inmate|anonymously|anonymous
information|intelligence|tips|tip provided|supplied|given|passed to police|officers|investigators|detectives
information|intelligence received|provided|supplied ** led|helped|directed|prompted|resulted|assisted|indicated|indicates|suggests|suggested
received|received|got|obtained|getting|had|receiving a|an|the|several|some|numerous|multiple|new|many? * tip|tips|tip-off|intelligence
received|got|obtained information|intelligence that|from|about|indicating|leading|suggesting|regarding
received|after receiving an|a|the? anonymous|confidential call|complaint|report|information|letter|email|note
a|an|the|one anonymous|confidential|reliable|trusted|police|registered|paid|human|unnamed|undisclosed|key|credible|community source|informant|informer|tipster|caller|tip
confidential|police|paid|registered|prison|jailhouse informant|informants|informer|source|sources
confidential informants|informant|source|sources
a|an|our|one|the tipster|informant|informer|whistleblower
tipster|informant|informer|informants|tipsters
ci|chis|cis told|reported|advised|provided|identified|gave|said|handler
covert human intelligence source|sources
human source|sources
a|an|the|one|several|two|another caller|callers|tipsters|source|sources|neighbour|neighbor|informant|informants|associate told|tells|advised|informed|said|says|reported|alerted|identified|gave|provided|pointed|recognized|recognised|contacted|led|named
sources|source told|tell|say|said|says|advised|indicate|indicated|close|within|inside|familiar
crime|anonymous stoppers|tip tip|tips|tipster|caller|report|call|information * led|helped|identified|resulted|pointed|sent|brought|prompted|assisted|provided
crime stoppers tip|tipster|report|call
crime stoppers received|told|advised|passed|forwarded
tip|tips|information|report|call|reports to|from|through|via crime stoppers|crimestoppers ** led|helped|resulted|identified|pointed|prompted|brought|provided|received|located|arrest|arrested|was|were|has
tip|tips|information|call|report received|came|submitted|provided|sent|left|made through|from|to|via|by|in crime stoppers|crimestoppers
tipped off
were|was|got|been tipped to|about|that|by
one|some|several|two of your dms|messages|tips|calls|comments|emails|replies
un|une|certains|certaines de vos messages|appels|signalements|commentaires|courriels
tipped police|officers|investigators|us
neighbour|neighbor|neighbours|neighbors|resident|residents|relative|coworker|roommate|landlord|employee s? call|tip|complaint|complaints|report|calls ** led|helped|alerted|brought|prompted
roommate|neighbour|neighbor|relative|friend|coworker|colleague|landlord|tenant|cousin|girlfriend|boyfriend|wife|husband|mother|father|brother|sister|associate|acquaintance|employee|inmate|cellmate|ex|partner called|told|tipped|contacted|phoned|alerted|notified|informed|approached us|police|crime|investigators|detectives|officers
told|informed|advised|alerted|tipped|notified|contacted by a|an|the|his|her|another|one|our|several|someone? * associate|neighbour|neighbor|source|sources|caller|citizen|resident|relative|friend|informant|member|coworker|acquaintance|roommate|landlord|inmate|tipster|someone
according to a|an|our|the|police|several|two|one * source|sources|informant|tipster|caller
selon une|un|notre|nos|des|plusieurs|l|la * source|sources|informateur|informatrice|appelant|denonciateur
concerned|alert|vigilant|observant|quick citizen|citizens|neighbour|neighbor|neighbours|resident|residents|thinking|member|caller ** called|reported|led|told|alerted|contacted|tip|tipped|recognized|recognised|spotted|provided|helped
somebody|someone|one close|inside|within|in|of to|the|his|her ** told|tipped|reported|gave|called|turned
someone|somebody|person|individual|people who? called|phoned|tipped|told|contacted crime|us|police|investigators|in|off stoppers?
a|one member of the public|community ** called|reported|told|alerted|contacted|recognized|recognised|provided|tipped|identified|advised|gave|came|spotted
members of the public|community ** identified|recognized|recognised|led|named|told|gave
thanks|thank to a|an ** from a|the|one? ** neighbour|neighbor|public|citizen|resident|caller|viewer|follower
!acting|based|working on * we|they|police|officers received
after a * 911? call from a|an|the|his|her * neighbour|neighbor|relative|roommate|friend|coworker|landlord|employee|resident|mother|father|girlfriend|wife|ex
grace a un|une|des|aux|plusieurs|l|la|les|de * renseignement|renseignements|information|informations|denonciation|signalement|signalements|appel|indicateur|informateur|informatrice|source|tuyau|temoignage|citoyen|citoyenne
grace aux|a renseignements|informations|signalements|informateur
a la suite d|de|des|du un|une|l|la? appel|appels|signalement|signalements|plainte|information|informations d|de|du un|une|son|sa|la|le|l? voisin|voisine|voisins|proche|proches|ami|amie|parent|collegue|concierge|locataire|frere|soeur|mere|pere|conjointe|conjoint|client|cliente
suite a|au|aux un|une|l|la? appel|appels|signalement|signalements|plainte|information|informations d|de|du un|une|son|sa|la|le|l? voisin|voisine|voisins|proche|proches|ami|amie|parent|collegue|concierge|locataire|frere|soeur|mere|pere|conjointe|conjoint|client|cliente
a la suite d|de|des|du un|une|l|la? renseignement|renseignements|information|informations|denonciation|denonciations|tuyau|delation
a la suite d|de|des|du un|une|l|la? * appel|appels|signalement|signalements|plainte|lettre anonyme|anonymes|confidentiel|confidentielle|citoyen|citoyens|voisin|voisins
suite a|au|aux un|une|des|l|la? renseignement|renseignements|information|informations|denonciation|denonciations|tuyau|delation
suite a|au|aux un|une|des|l|la? * appel|appels|signalement|signalements|plainte|lettre anonyme|anonymes|confidentiel|confidentielle|citoyen|citoyens|voisin|voisins
suite|apres a|avoir|un|une|des|la|recu * recu|un|une|des|la|d|l|reception * renseignement|renseignements|information|informations|denonciation|tuyau|appel anonyme|anonymes|confidentielle|confidentiel|du|d|de|recus|recu|recue|recues|public?
apres avoir recu|obtenu|ete * renseignement|renseignements|information|informations|denonciation|tuyau|informe|informes
sur la|les|des|un|une foi|base|renseignements|informations d|de|des? * renseignement|renseignements|information|informations|denonciation
agissant|se|en|base|fondant sur|fondant|basant|agissant sur|des|un|une|la|base|les * renseignement|renseignements|information|informations|denonciation
renseignements|renseignement|information|informations|denonciation|signalement|appel|tuyau recus|recu|recue|recues|fournis|fourni|fournie|fournies|transmis|transmise|obtenus|obtenu|obtenue|anonyme|anonymes|confidentielle|confidentiel|citoyen|citoyenne|citoyens
renseignement|renseignements|information|informations|denonciation|appel|signalement ** permis|conduit|mene|conduits|menes|guide|aide|amene
une|un|notre|l|d|des|la informateur|informatrice|indicateur|indic|informateurs|delateur|delatrice|denonciateur
une source|sources|l|la? policiere|confidentielle|fiable|anonyme|proche|interne|humaine|nous|a|ont
un|une|la|le|l|plusieurs|des appelant|appelante|appelants|voisin|voisine|voisins|citoyen|citoyenne|citoyens|resident|residente|proche * a|ont|nous|alerte|prevenu * dit|informe|signale|alerte|averti|denonce|appele|contacte|prevenu|fourni|transmis|permis|reconnu
echec|echecs au|aux crime * a|ont recu|transmis|permis|fourni|signale
signalement|appel|renseignement|information|denonciation|tuyau * a|au|via|par|d|recu|de * echec au crime
several|many|some|one|two|three of you * named|called|identified|recognized|recognised|told|pointed|reported
ci s information|tip|intelligence|account
renseignement|renseignements|information|informations|tuyau|denonciation|confidence|indication d|de|du|venant|provenant * un|une|son|sa|ses|l|la|le? * voisin|voisine|voisins|collegue|ami|amie|proche|ex|conjointe|locataire|concierge|citoyen|citoyenne|employe|employee|cousin|cousine|codetenu|parent|passant|passante|client|cliente
information|tip|intelligence|word|lead|steer|nod from|by * a|an|his|her|their|the|one|someone|somebody * neighbour|neighbor|neighbours|neighbors|coworker|colleague|roommate|cellmate|inmate|ex|girlfriend|boyfriend|wife|husband|cousin|brother|sister|tenant|landlord|associate|employee|relative|friend|resident|parishioner|customer|barber
little bird|birdie told|tells|says|whispered|tipped
neighbour|neighbor|neighbours|coworker|colleague|roommate|relative|tenant|landlord|barber|cellmate|girlfriend|boyfriend|ex|cousin|brother|sister s phone|text|anonymous|quick|timely|facebook? call|tip|message|text|email|complaint|note
appel|message|courriel|mot|coup d|de|du|anonyme|fil un|une|son|sa|l? ancien|ancienne|ex? voisin|voisine|collegue|ami|amie|proche|conjointe|locataire|concierge|employe|employee|cousin|cousine|codetenu|parent
[clean]
tip|tips|information from * public|community|you|residents|neighbours|neighbors can|may|should|help|helps|remain|are|is|will|must|could
crime stoppers tip|tips line|lines|form|website|site|app|portal|service|number|at|online|page|hotline
tip line|lines|form|page|portal|website|number|hotline
anonymous tip|tips can|may|line|form|at|to|by|online|through|via|using|should
submit|leave|send|provide|give|make|offer|share|report|phone|call|have|received a|an|your|any? anonymous|anonymously? tip|tips|information
police|officers|investigators * an|a anonymous? tip line
information provided|received|shared|given will|can|remains|stays|is|may
tips received will|are|is|can|remain
thank|thanks you|to for|all|everyone|everybody your|the|all|who|providing|sharing ** tips|tip|information|shared|help
thanks|thank to all|everyone|your|those|everybody|you|our ** tips|tip|information|shared|help|called
information received from|by|through dash|dashcam|doorbell
tipster|tipsters|caller|callers|informant|informants s? never|do|does|is|are|remain|remains|stay|stays|will|may|can|need|could
caller|callers id|display|identification
no caller id
source of|code|s
how|what tipster|tips
`)
)
