package guard

// leads returns what an investigator can use: what somebody saw, heard,
// filmed, found or knows.
func leads(d *doc) []span {
	var out []span
	for _, m := range d.find(leading) {
		if (m.name == "saw" || m.name == "sais") && (d.speaksOf(m.first, broadcast) || d.asksOnly(m.first)) {
			continue // "I saw this on the news" is hearsay
		}
		if m.name == "saw" && d.before(m.first, 5, officials) {
			continue // "the officer who came to my house" is a complaint
		}
		if d.asksOnly(m.first) && !firstPersons.has(d.word(m.first)) || d.speaksOf(m.first, crossed) {
			continue
		}
		out = append(out, d.tokens(m.first, m.last))
	}
	if len(out) > 0 {
		return out
	}
	for _, m := range d.find(remarking) {
		if m.name == "offer" || !d.asksOnly(m.first) && !d.after(m.last-1, 2, officials) {
			out = append(out, d.tokens(m.first, m.last))
		}
	}
	if len(out) > 0 {
		return out
	}
	if out = testimonies(d); len(out) > 0 {
		return out
	}
	// What only sounds like a memory needs a thing or somebody.
	for _, s := range recollections(d) {
		if i := d.tokenAt(s.a); !d.asksOnly(i) && (d.speaksOf(i, thingsTold) || d.speaksOf(i, someOther)) && !d.speaksOf(i, grievances) && !d.speaksOf(i, officials) && !d.speaksOf(i, broadcast) {
			out = append(out, s)
		}
	}
	return out
}

// asksOnly reports whether the sentence of token i is a question that begins as
// one: "is this the same guy as last week?". Nobody tells anything in it.
func (d *doc) asksOnly(i int) bool {
	const near = 40
	a, b := i, i
	for a > max(i-near, 0) && d.same(a-1, i) {
		a--
	}
	for b < i+near && d.same(b+1, i) {
		b++
	}
	return d.mark(b, "?") && askingFirst.has(d.word(a))
}

// firstPersons tell what they did themselves; crossed fingers only wish. Both are read
// only.
var (
	firstPersons = set("i we my our je j mon ma on nous")
	crossed      = set("doigts fingers")
)

// askingFirst begins a question about the case. It is read only.
var askingFirst = set("is are was were do does did has have what which who why when where how est avez a quel quelle quand pourquoi")

// broadcast is where people see what everybody sees. It is read only.
var broadcast = set("news tv cp24 ctv cbc citynews global tweet post posted facebook instagram tiktok reddit twitter article price prices cost bill headline caption hashtags nouvelles tele televisees journal publication nouveau nouvelle match annonce reportage")

var leading = phrases(`
[saw]
!i|we|think|my|wife|husband|friend|neighbour|neighbor|mom|dad|son|daughter|coworker|roommate just|also|may|might|definitely|did|probably? have|had|ve? saw|seen|noticed|spotted|witnessed|heard|passed|see|observed * him|her|them|it|this|that|a|an|the|two|three|somebody|someone|something|shots|gunshots|screaming|tires|car|guy|man|men|kids|person|similar
saw|seen|spotted|noticed|heard|witnessed a|an|the|two|three|this|that|him|her|someone|something|similar|what|gunshots|shots|loud|same * guy|man|car|truck|van|suv|person|him|her|bike|argument|bang|screams|vehicle|dude|kid|kids|girl|woman|individual|last|yesterday|around|near|at|on|in
saw|seen him|her|them|it|this
!was|were|i|we there|nearby|driving|walking|working|outside when|that|the|at|near|on|past|by
there was|were a|two|three|some * car|truck|van|suv|guy|man|men|person|sedan|vehicle|teens|people * parked|running|outside|with|in|near|around|following|acting
he|she|they|man|guy|car|vehicle|suspect|driver|truck|van was|were|went|ran|drove|headed|took|got|left|turned|fled|walked last? seen|parked|running|driving|heading|off|towards|toward|north|south|east|west|northbound|southbound|eastbound|westbound|down|into|behind|on|at
similar|same car|vehicle|man|guy|truck|incident|thing|van * at|on|in|near|happened|parked|was|last|yesterday
he|she|they|suspect|hes was|were|is|are * with a|an|his|her|another|two|the * guy|man|woman|girl|friend|dog|kid|backpack|bag
!always|usually|often|regularly parked|at|hangs|around|there|drives|walks|sits|near|takes
car|truck|van|vehicle|suv|bike * always|usually|often parked|there|around|at
came|comes|walked|went|was|stopped into|in|to|by my|our store|shop|work|house|bar|cafe|restaurant|pharmacy|office|building|gym * asking|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|last|on
i|we may|might|must|probably? have|ve driven|walked|passed|been|gone|seen|heard
logo|jacket|uniform|tattoo|bag|hat of|from|is a|the * company|team|school|store|brand|shop
!il|elle portait|avait|conduisait|tenait * manteau|sac|casquette|veste|voiture|chandail|tuque|capuchon|velo|chien
[film]
my|our|their|a|the|his|her ring|nest|blink|wyze camera|cam|cameras|doorbell|footage|video|caught|got|recorded|picked
!i|we|my|our|have|got|has|with|the|store|building|neighbour|neighbor|home|shop|work|restaurant dash|dashcam|doorbell|cctv|security|surveillance|nest|backup camera|cameras|cam|footage|video|recording|system|on? * may|might|caught|captured|has|have|got|picked|recorded|shows|from|of|if|that|footage|video|available|available?
!have|got|has|caught|captured|recorded|filmed|saved|checked|checking|reviewing * video|videos|footage|dashcam|dash|recording|recordings|clip|picture|pictures|photo|photos|cam|camera|cameras|cctv|plate|ring
!video|footage|dashcam|camera|photo|photos where|if|available|for|to * send|upload|email|give|helps|want|need|you
caught|captured|got it|him|her|them|this|everything on my|our|the|camera|video|dashcam|film|cctv|ring
[know]
!i|we|think|may|might|believe|pretty|sure i|we|that? know|recognize|recognise|recognized|recognised|know him|her|them|this|that|the|who|guy|man|woman|where|person|face|car|vehicle|jacket
!know|knows who|where he|she|they|this|that|it|did|the
went|worked|work|go to|with school|him|her|them|same
!have|has|got|with|some|had information|info|evidence|tip|intel
owns|drives|drove|has|wears|rides|wore|bought * just|exactly like|the that|this|it|same|one
that|this jacket|hat|bike|car|hoodie|bag|backpack|shirt|logo|uniform|tattoo|helmet * sold|from|belongs|looks|only
looks|look|sounds just|exactly|a|lot? like the|a|someone|somebody|him|my|this * guy|car|man|know|same|from|neighbour|neighbor|person|used|worked
!check|look|search|try|talk|speak|ask|looked in|at|into|to|behind|near|around|the|with * park|store|cameras|camera|station|owner|bar|ravine|boyfriend|husband|neighbour|neighbours|staff|building|woods|motel|hotel|mall|garage|lot
hangs|hang|hanging|used|comes|frequents out|to|in|around|at * around|at|there|near|park|mall|by|corner|every
!found|picked a|his|her|this|some * wallet|phone|bag|knife|gun|jacket|backpack|shoe|keys|bike|casing|casings|hat|purse
i|we found|picked|bought a|the|his|her|this|some * wallet|phone|bag|knife|gun|jacket|backpack|shoe|keys|bike|casing|casings|hat|purse
heard * gunshots|shots|screaming|arguing|bang|yelling|fireworks|loud
[sais]
!ma|mon|notre voisin|voisine|soeur|frere|ami|amie|collegue|mere|pere|conjoint a|ont vu|entendu|filme|croise|reconnu|remarque
!on|j|nous|y|voisin|commerce a|ai|avons * camera|cameras|dashcam|videos|video|images
il|elle|ils prend|prennent|va|vient|vont|traine|mange|boit|joue * souvent|toujours|regulierement
!j|on|nous|je|l|ma|mon|ai|avons|a|crois l? ai|avons|a|ont|avais|avait l? vu|vue|vus|apercu|apercue|entendu|croise|croisee|remarque|filme|trouve|reconnu|reconnais * un|une|le|la|l|cette|ce|cet|des|deux|quelqu|homme|voiture|hier|dans|au|a|pres|sur|passer|ici|du
!ai|l|avons vu|vue|apercu|apercue|croise|croisee|entendu|filme
!il|elle|y|on avait un|une|des|deux * homme|voiture|gars|camion|camionnette|personne|jeunes|vehicule|type
!j|on|nous|ma|mon|notre|avons|ai|a|commerce|voisin * camera|cameras|dashcam|images|video|videos|enregistrement|sonnette * filme|capte|surveillance|peut|montre|a|de|du|si|que|ou
!j|je|ai|avons|possede une|des|la|les|un video|videos|images|photo|photos|enregistrement|information|informations|renseignements|info|infos
je le|la|les connais|reconnais
!je|crois|pense le|la|les|l? connais|reconnais|connaitre|reconnaitre|sais cet|cette|ce|le|la|qui|ou|de|homme|personne
il|elle|ils|elles|tante|oncle|voisin|voisine a|ont vu|entendu|filme|croise|reconnu|remarque
il|elle ressemble|traine|se|allait|tenait|courait|marchait|partait|est * a|souvent|au|dans|vers|parti|partie|fuite|direction
voiture|vehicule|homme|suspect * parti|partie|enfui|stationnee|stationne|garee|garee|direction|vers|roulait
`)
