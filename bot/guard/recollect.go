package guard

// recollections returns what people remember, what they heard from others, and
// what they make of a thing in the picture: leads that do not begin with "I saw".
func recollections(d *doc) []span {
	var out []span
	for _, m := range d.find(recalling) {
		if m.name == "told" && !d.anchored(m.first) || d.speaksOf(m.first, recallNothing) {
			continue
		}
		out = append(out, d.tokens(m.first, m.last))
	}
	return out
}

// anchored reports whether the sentence of token i says when or where: an hour, a
// day, a place by name, or a preposition with a thing behind it.
func (d *doc) anchored(i int) bool {
	const near = 25
	for j := max(i-near, 0); j < len(d.tok) && j <= i+near; j++ {
		if d.same(j, i) && (d.is(j, number) || anchors.has(d.word(j)) || j > i && d.capital(j) && d.length(j) > 2) {
			return true
		}
	}
	return false
}

var (
	// anchors tie a memory to a time or a place. It is read only.
	anchors = set("monday tuesday wednesday thursday friday saturday sunday weekend morning afternoon evening night noon midnight pm am oclock yesterday earlier ago week fortnight month summer winter spring autumn day days before after around about near behind beside outside at in on by past opposite along towards lundi mardi mercredi jeudi vendredi samedi dimanche matin soir nuit midi minuit hier vers pres derriere devant semaine mois passe passee derniere dernier avant apres au du dans chez sur")

	// recallNothing tells a complaint about the police, a memory of old days or a
	// game from something that helps. It is read only.
	recallNothing = set("police cops cop officers chief mayor taxes budget game goal episode film movie season playoffs 1989 useless joke disgrace nobody nothing lol lmao nostalgia bobby")
)

// recalling are a teller and what they did; "told" counts only with a time or a
// place beside it. It is read only.
var recalling = phrases(`
[told]
i|we|my|our|me|he|she ** was|were|been|drove|walked|cycled|rode|jogged|passed|worked|parked|stopped|camped|camping|fishing|walking|driving|cycling|running|working|lived|stayed|went|got|left|came|stood|sat|waited|delivered|served|serving|hiked ** there|past|by|that|when|shift|night|near|at|around|behind|outside|on|in|through|from|home
!i|we|my|our|he|she|they|guy|man|woman|lad|bloke|dude|fella|someone|somebody|driver|kid|kids|two|three ** asked|told|offered|tried|bought|sold|paid|dropped|left|served|spoke|talked|chatted|met|gave|showed|picked|ran|jumped|threw|dumped|hid|came|stopped|turned|sped|took|walked|drove|wore|carried|borrowed
there was|were|wasnt ** man|men|guy|guys|car|van|truck|suv|bike|boat|tent|person|people|woman|lad|lads|kids|teens|estate|sedan|vehicle|camper|motorbike|scooter|bag|suitcase|smell|noise|light|lights|parked|stopped|running|waiting|sitting|standing|loitering|hanging|left|nobody|abandoned
a|the|that|this|old|white|black|grey|gray|blue|red|green|silver ** car|van|truck|suv|estate|motorbike|scooter|boat|camper|bike|pickup ** was|went|came|turned|sped|drove|took|passed|stopped|parked|had|left|idling|circling
worked|drove|walked|lived|passed|cycled|parked that|the|past|by|next|there|near|down|up|through|home|along ** shift|route|road|night|when|day|and|at|past|on|around
then a|the|he|she|they|it ** went|drove|ran|took|sped|came|left|turned|got
on|nous|j|je|ma|mon|notre|elle|il|y ** etait|etais|etions|etaient|passais|passait|passions|marchais|marchait|travaillais|travaillait|travaille|conduisais|roulais|promenais|attendais|demande|demandait|vendu|achete|parle|dit|raconte|montre|remis|jete|ramasse|croise|servi
un|une|le|la|deux|des|trois ** homme|gars|auto|voiture|camion|char|camionnette|pickup|moto|jeunes|femme|dame|bateau|velo ** etait|etaient|est|sont|a|ont|passait|roulait|stationnait|attendait|trainait
avait|y un|une|deux|des|trois ** homme|gars|auto|voiture|camion|char|camionnette|moto|jeunes|femme|tente|bateau|velo|personne|stationne|stationnee|gare|garee
i|we|wife|husband|mum|mom|dad|son|daughter|cousin|mate|friend work|works|live|lives|drive|drives|run|runs|own|manage|manages|volunteer|deliver|fish|walk|clean ** at|in|near|by|on|for|next|across|opposite|along|past
i|we ** held|smelled|smelt|overheard|greeted|hired|rented|lent|towed|fixed|drove|sat|stood|knew ** him|her|them|door|it|that
he|she|they|it|car|man|guy smelled|smelt|limped|spoke|stank|sounded|wore|stuttered|walked|talked
theres|there|a|the scrapyard|pawnshop|squat|garage|yard|dealer|chop|lockup|warehouse * in|that|on|where|near|at|by
plate|reg|licence|tag ** starts|started|began|begins|ended|ends|had|partial
[sure]
voice|accent|dialect ** from|like|sounds|someone
!i|we|ill|well|do|also|clearly|definitely remember|recall|remembered|recollect him|her|it|them|that|this|seeing|hearing|a|the|passing|driving
i|we|you|u can|could|do|also|clearly? * see|hear|read|tell|spot|notice|make ** plate|logo|sticker|tattoo|tail|light|dent|reflection|voice|accent|name|engine|siren|licence|background|badge|scar|limp|bumper|rim|rims|rust
he|she|they|guy|lad|man|woman|girl used|use to
logo|crest|badge|tattoo|tat|ink|jacket|coat|hoodie|cap|hat|toque|tuque|uniform|vest|bag|backpack|rucksack|shoes|trainers|sneakers|boots|lanyard|sticker|decal|helmet|scarf|shirt|jersey|noise|sound|accent|key|fob|trailer|rims|truck|van|ring|necklace|watch|dog|collar ** from|like|same|staff|work|worn|sell|sells|sold|shop|store|team|school|club|company|issued|issue|made|belongs|given|give|gave|brand|model|discontinued|custom
logo|ecusson|tatouage|manteau|casquette|tuque|uniforme|veste|dossard|sac|souliers|bottes|collant|chandail|coton ** vient|ressemble|vendu|vendent|ecole|equipe|club|compagnie|employes|magasin|boutique|donne|donnent|meme|celui|marque
looks|look|sounds|sound|seems|kinda|similar ** guy|man|lad|girl|woman|bloke|fella|kid|somebody|someone|one|car|van|bike|house|place|work ** who|that|from|at|used|we|i|on|near|our|my|down
same|that|exact|identical ** one|guy|car|van|truck|tattoo|bike|jacket|man|lad|bag|dog|model ** was|is|in|at|outside|near|on|as|came|comes|around|parked|used
!i|we|think|may|might|probably|ive|weve|also|and ** sold|bought|filmed|recorded|photographed|picked|found|kept|saved|wrote|noted|served|met|repaired|fixed|delivered|towed ** him|her|it|one|that|this|them|those|part|plate|number|everything|phone|glove|bag|key|wallet|jacket|guy|man|parade|whole|all|video|down|two|a|some
my|our|his|her|their|a ** son|daughter|husband|wife|neighbour|neighbor|friend|mate|cousin|sister|brother|mum|mom|dad|coworker|colleague|boss|uncle|aunt|nan|gran|buddy|roommate|kid|kids|customer|driver ** said|says|told|thinks|swears|heard|saw|filmed|recorded|recognised|recognized|mentioned|noticed|found|knows|reckons|remembers|wrote|was
told|asked|sold|offered|showed|approached|said me|us|to ** directions|time|change|lift|ride|phone|that|he|she|was|were|about|going|planning|heading|station|where
heard ** bang|bangs|shots|shot|pops|gunshots|scream|screams|screaming|shouting|yelling|arguing|crash|engine|glass|motorbike|car|fireworks|noise|noises|explosion|voices
marketplace|kijiji|ebay|gumtree|craigslist|vinted|offerup|pawn|pawnshop|leboncoin|lespac
flea|farmers|swap market|meet
sneakers|shoes|trainers|jacket|bag|hat|hoodie|bike|watch ** dropped|released|limited|edition|colourway|discontinued|imported|rare
tried|trying|was|been|tryna|wanted|offered to|trying? sell|selling|flog|pawn me|us|one|it|that|a|my|this|the
have|got|saved|took|kept|send|attached|sending the|some|a|my? screenshots|screenshot|receipts|photos|footage|clips
keeps|keep|stores|overwrites|saves|holds it|footage|them|for|recordings * # days|hours
worth|might|try|maybe|should be? worth|ask|asking|check|checking|trying ** camera|cameras|cctv|footage|staff|owner|shop|driver|hotel|motel|depot|garage|shelter|about|them|station|bus
check|checked|try|ask|look|search ** lockers|locker|terminal|shelter|dumpster|skip|bins|creek|culvert|underpass|tunnel|canal|river|barn|cabin|quarry|pond|garage|garages|cctv|camera|cameras|dashcam|buses|transit|ferry|pawn|depot|fields|allotments|rooftop|loading
bike|stuff|phone|purse|ring|dog|bag|car|van|wallet|laptop|tools|trombone|guitar|jacket|it|that|this ** turned|was|were|shows|showed|ended ** up|ledge|lost|left|chained|locked|bench|hedge|ditch|bushes|bin|there|river|tied
!i|je|j|on|nous|avec|mon|ma|notre ** tout|ai|a|avons|ont * filme|enregistre|photographie|note|garde|capte|conserve|ramasse
!je|j|on|nous|ma|mon|i|crois|pense|pensais|semble * avoir|savoir|ai|reconnais|reconnaitre|l|le|la|avait * vu|vue|croise|croisee|entendu|reconnu|reconnue|qui|apercu|parle|trouve|remarque
a|ai|avons|ont|possede|possedons|as ** camera|cameras|dashcam|sonnette|images|video|videos ** qui|donne|filme|vers|sur|du|de|montre|capte|pointe|demander
on|nous|j|ma|mon|voisin|voisine a|avons|ai ** entendu ** coups|cris|crier|detonation|detonations|bruit|bruits|crash|moteur|voix|bang|bangs|alarme|chicane|explosion
m|nous|l a|avait|ont ** demande|dit|vendu|offert|parle|raconte|montre|confie|approche ** chemin|direction|heure|qu|que|cigarette|lift|cellulaire|partir|vouloir|velo|il|elle|pour|un
je|j me|m? souviens|rappelle ** de|du|d|que|qu|l|avoir|un|une
`)
