package guard

// SIURestricted objects to facts of an incident in a text that speaks of the
// body which investigates the police: while it does, only it may talk.
// Special Investigations Unit Act, 2019, s. 28: police say that the unit was
// notified and investigates, and nothing else. A unit that has declined, or is
// done, restricts nothing.
func (detectors) SIURestricted(d *doc) []hit {
	body := false
	for _, m := range d.find(oversight) {
		if d.shoutedBody(m) && !d.around(m.first, m.last, 10, oversightEnds) {
			body = true
		}
	}
	if !body {
		return nil
	}
	var out []hit
	for _, m := range d.apart(incidentFacts) {
		if m.name != wholesome {
			out = append(out, d.hit(m.first, m.last+1))
		}
	}
	return d.withPairs(out, oversightPairs, incidentFacts, nil)
}

// shoutedBody reports whether a body's name is written out, or its initials
// are in capitals: "bei" and "ues" are words of other languages.
func (d *doc) shoutedBody(m match) bool { return m.first != m.last || d.upper(m.first) }

// oversightEnds say that the body does not investigate, or no longer; read
// only.
var oversightEnds = set("declined closed concluded cleared withdrew withdrawn ended terminated completed invoke hiring careers recruiting decline termine terminee conclu ferme clos")

// oversight names bodies that investigate the police, in Canada, in the
// United Kingdom and in the United States; read only.
var oversight = phrases(`
	siu|ues|bei|iio|asirt|iiu|sirt|iopc|ipcc|pirc|poni|ois|leca|oiprd
	special|serious|independent|serious investigations|investigation|incident|incidents|investigative unit|office|team|response
	serious incident response team
	independent|civilian office|police|oversight|review|investigations|complaints for|office|agency|body|board|investigation police|conduct|?
	police ombudsman
	police|civilian|independent oversight|watchdog|accountability body|agency|unit|office|board|?
	oversight body|agency|watchdog
	officer|officers involved|in shooting|shootings|custody|death
	police involved shooting|death
	unite|bureau des enquetes speciales|independantes
	enquetes independantes
	organisme de surveillance
	internal|professional affairs|standards
	use of force investigation|division|team
`)

// incidentFacts are what happened; read only.
var incidentFacts = phrases(`
	officer|officers|constable|constables|deputy|deputies|police|cop|cops|sergeant|detective|he|she|they|who|and|agent|agents had|then|also|was|were|have|two|one|three|? discharged|fired|shot|deployed|tasered|tased|pepper|used|struck|drew|opened|returned|pursued|chased|restrained|punched|kicked|tackled|hit|rammed|attempted|tried|applied|employed * firearm|firearms|weapon|weapons|gun|guns|shots|fire|taser|cew|force|spray|man|woman|him|her|them|suspect|vehicle|driver|rounds|round|at|baton|sprayed|energy|conducted|arwen|bullets|naloxone|cpr|pistol|to|service|and
	discharged|fired|drew|deployed|used * firearm|firearms|weapon|weapons|gun|shots|taser|cew|force|rounds|energy|arwen|baton
	firearm|firearms|gun|weapon|taser|cew|force|shots|shot|rounds was|were discharged|fired|used|deployed|drawn
	police|officer|officers|conducted|conductive energy|less lethal|lethal weapon|device|force|rounds|bullets
	shots|shot|rounds were|was|fired|exchanged|rang fired|by|at|exchanged|out|?
	exchange of gunfire|fire
	shot|struck|killed|wounded|injured|tasered|tased|hit|bitten|restrained|chased|pursued|arrested|apprehended by|dead|and|at|while|during|after * police|officer|officers|deputies|deputy|killed|scene|cruiser|dog|arrest|constable|firearms|pursuit|interaction|custody|bullet|gunfire
	man|woman|person|male|female|youth|boy|girl|teen|driver|suspect|individual|passenger|subject|he|she|civilian|resident has|was|is|has|later|had|also|were|who|had|? been|fatally|being|later|critically|seriously|also|then|pronounced|? died|shot|killed|struck|wounded|injured|fell|lunged|pointed|charged|advanced|ran|fled|drove|refused|reached|raised|produced|pulled|threatened|attacked|stabbed|jumped|collapsed|armed|holding|carrying|brandished|wielding|brandishing|pronounced|transported|taken|rushed|sustained|suffered|approached|barricaded|deceased|dead|hospitalized|suicidal|rammed|resisted|suffering|confronted|swung|threw|aimed|opened|barricaded|unresponsive
	armed|wielding|brandishing|brandished|holding|carrying|had with|a|the|what|his|an|? a|an|two|replica|large|kitchen|loaded|appeared|? kitchen|replica|loaded|to|large|? knife|knives|gun|handgun|firearm|machete|weapon|axe|rifle|hammer|sword|bat|be
	lunged|lunging|pointed|pointing|advanced|charged|refused|refusing|ignored|reached|reaching at|toward|towards|a|to|for|his|the|commands * officer|officers|gun|firearm|knife|weapon|drop|comply|waistband|commands|police|them|him|orders|surrender|replica|handgun|it|stop
	ignored|disobeyed|repeated commands|orders|demands
	subject|witness|involved|designated|responding official|officials|officer|officers
	officer|officers who fired|shot|was|were|involved|responded|discharged|is|used
	officer|officers ** leave|duty|suspended|reassigned|unharmed|uninjured
	no officers|officer|police was|were|officers|? injured|hurt|harmed
	officer|officers|constable|deputy was|were|sustained|suffered|also injured|hurt|injuries|stabbed|minor|treated|shot
	body|dash|cruiser|officer|police|surveillance|security|incident worn|camera|cam|video|dash|body|? camera|cameras|cam|video|footage|? footage|video|? shows|showed|captured|confirms|reveals|depicts|recorded
	responded|responding|attended|called|arrived|dispatched|summoned to|for|at|a|the ** call|report|reports|disturbance|person|domestic|home|apartment|residence|man|woman|robbery|crisis|check|complaint|knife|gun|incident|scene|address
	officers|police|constables|deputies|they|officer attempted|tried|began|were|went|confronted|encountered|entered|stopped|approached|located|arrested|attended|responded|arrived|pulled|observed|spotted|forced|spoke|located|found|detained|performed|administered * to|arrest|a|the|man|woman|vehicle|speak|pursuit|pursuing|chasing|him|her|male|driver|door|home|cpr|stop|suspect|for|at|cpr|first|life
	police|high|foot|vehicle|following|during|after|short|brief|a speed|foot|police|a|vehicle|brief|? pursuit|chase|shooting
	pronounced dead|deceased
	died|death|succumbed in|at|while|of|to|after|from ** custody|hospital|scene|injuries|wounds|cell|police
	death|fatal|serious|gunshot|critical|life|multiple|stab|critical|non of|shooting|injury|injuries|wound|wounds|condition|threatening|life|a|the|death|in|gunshot|collision|police|man|woman|? man|woman|injury|injuries|in|wound|wounds|threatening|? injuries|police|custody|?
	fell|jumped|fallen from|off|to ** balcony|window|roof|floor|building|death|bridge
	cell|cells|custody ** unresponsive|medical|distress|collapsed|died|death
	medical distress
	rushed|taken|transported|airlifted to|by ** hospital|ambulance|centre
	justified|lawful|reasonable|proportionate|appropriate force|shooting|use|actions|response
	officers|officer|our acted|actions|feared|had ** appropriately|properly|lawfully|lives|life|choice|justified|training
	collision|crash|altercation|struggle|confrontation|standoff|shootout|gunfight|scuffle with|between|involving|ensued|when|after|in|broke * police|cruiser|officer|officers|out|man|driver
	[french]
	policier|policiers|policiere|agent|agents|agente|il|elle|qui|et|ils|patrouilleur|patrouilleurs a|ont|avait|auraient|aurait|avoir alors|ensuite|? fait|tire|ouvert|utilise|degaine|poursuivi|abattu|frappe|deploye|blesse|maitrise|heurte|atteint|decharge|pointe|neutralise|intercepte|tente|repondu|employe|happe * feu|coup|coups|le|homme|femme|arme|force|un|son|sur|taser|suspect|vehicule|conducteur|individu|une|de|leur|d|a|l
	coup|coups de feu|taser|matraque * tire|tires|echange|echanges|atteint|par|?
	fait feu
	ouvert le feu
	arme a impulsion|impulsions electrique|electriques
	homme|femme|personne|conducteur|suspect|jeune|individu|passager|il|elle a|est|etait|avait|s|aurait|qui|serait|fut * ete|mort|morte|decede|decedee|blesse|tombe|pointe|avance|brandi|fonce|refuse|arme|armee|blessee|tenait|menacait|effondre|barricade|succombe|meurt * atteint|blesse|tue|abattu|transporte|mort|conduit|poignarde|declare|happe|sur|vers|une|un|arme|couteau|a|de|d|touche|grievement|de|son|ses|tuee|?
	atteint|atteinte|blesse|tue|abattu|touche|abattue|mort|morte|decede|heurte|happe par|d|lors|apres|dans|pendant|suite|aux|de|en * balle|balles|policier|policiers|police|projectile|intervention|agent|agents|feu|poursuite|coups|blessures
	arme|armee|armes|brandissait|tenait|brandissant d|un|une|de * couteau|arme|machette|fusil|pistolet|hache
	agent|agents|policier|policiers implique|impliques|temoin|temoins|vise
	aucun policier|agent
	policier|policiers|agent|agents|policiere ** blesse|blesses|blessee|conge
	poursuite policiere|automobile|a|en
	deces constate|en|de|d
	intervenu|intervenus|repondu|appeles|appel pour|a|au|aux|sur ** domicile|chicane|homme|femme|crise|vol|arme|dispute|desordonnee|appel
	images|video|camera|cameras * portative|portatives|corporelle|corporelles ** montre|montrent
	[clean]
	his|her|their|the|s death|deaths
	non emergency|urgent|urgente
	following|after|into|regarding|investigating|about the|a|? death|deaths of|in|at|? a|the|? man|woman|person|male|female|?
	suite|apres|sur au|le|du|la|? deces|mort d|de|un|une|? un|une|d|? homme|femme|personne|?
	following|after|into the sudden|tragic? death|deaths of a|an|two? man|woman|person|people|boy|girl
	anyone|please|witnesses|questions|inquiries|enquiries|media|contact|call ** special|siu|iopc|bei|ues|unit|office
	siu|iopc|ues|bei case|file|reference number
	officer|police involved incident
	notified|investigating|informed
	following an|a interaction|incident
`)
