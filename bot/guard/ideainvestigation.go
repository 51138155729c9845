package guard

// What is said of an investigation, as ideas: each names its parts, and the
// parts may stand in any order within a clause. They head the pairings of
// their rules.
const (
	special    = `dog|sert|ert|etf|tru|arv|arvs|swat|srt|cirt|negotiators|negotiator|canine|canines|k9|k9s|snipers|sniper|marksmen|sharpshooters|gti|gir|tireurs|negociateurs|heli|chopper|npas|firearms|tactical|armed|afos|breachers|marshals`
	anyUnit    = `troopers|trooper|deputies|officers|police|cops|teams|team|units|unit|crews|squad|we|constables|handlers|dogs|dog|helicopter|drone|drones|guys|lads|members|boys`
	unite      = `groupe|equipe|equipes|escouade|tireurs|tireur|negociateurs|agents|policiers|gti|gir|helicoptere|nous|patrouilleurs|unite|unites`
	onGoing    = `are|is|will|ll|re|going|about|ready|shortly|minutes|overhead|inbound|now|being|currently|setting|tonight`
	closingIn  = `working|positioned|position|moving|advancing|climbing|heading|entering|inching|closing|coming|talking|speaking|idling|parked|inside|waiting|through|vestibule|lobby|yard|yards|garden|gardens|letterbox|phone|megaphone|loudhailer|bullhorn|bearcat|shields|ladder|window|windows|door|doors|upstairs|downstairs|floor|staircase|attic|cellar|alley|lane|hovering|circling|orbiting|overhead|inbound|staged|staging|deploying|stacked|flanking|creeping|landing|rooftop|roof|stairwell|basement|hallway|corridor|rear|behind|alongside|opposite|outside|gas|breach|set|lined|crawling|holding|covering`
	irruption  = `entrera|entreront|entrerons|monte|montent|montera|monteront|progresse|progressent|contournent|contourne|descendra|descendront|descend|descendent|defoncera|defonceront|enfoncera|enfonceront|investira|investiront|interviendra|interviendront|passera|passeront|encercle|encerclent|cerne|cernent|coupera|couperont|penetrera|penetreront|avancent|avance|approchent|rampent|attendent|arrive|arrivera|arriveront|survole|survolera|placeront`
	interiors  = `escalier|escaliers|etage|toit|porte|nord|sud|cour|ruelle|arriere|sol|balcon|fenetre|immeuble|maison|logement|garage|hall|stationnement|entree|appartement|sous|courant|cage|corridor|couloir|cloture|boise|jardin|facade|ravin|dessus|position`
	innocently = `missing|disparu|disparue|searching|search|lost|hiker|recherches|yesterday|hier|parler|rencontrer|benevoles|volunteers|canvass|patrol|patrols|market|reassure|demonstration|fair|festival|parade|was|were|had|etait|avait`
	tampered   = `left|leaving|leaves|placed|placing|stuffed|poured|smeared|wrapped|taped|drew|nailed|pinned|hung|tucked|sprinkled|scattered|glued|wedged|dropped|jammed|laisse|laissant|depose|glisse|cloue|colle|verse|enfonce|coince`
	tokens     = `card|cards|rag|coin|coins|note|rose|roses|flower|flowers|candle|feather|doll|cross|matchbook|gum|glue|foam|salt|flour|bleach|wax|chalk|photo|photograph|bible|toy|dice|domino|apple|egg|bird|rat|pebble|stone|lipstick|chess|ribbon|towel|sock|potato|toothpick|carte|chiffon|piece|bougie|plume|ruban|chandelle|mot|billet|poupee|colle|medaille`
	surfaces   = `hood|bonnet|tailpipe|exhaust|mat|pillow|windshield|windscreen|dash|dashboard|seat|door|gate|lock|locks|keyhole|wall|mirror|counter|till|chest|body|eyes|mouth|sink|bathtub|stove|alarm|camera|lens|sensor|drain|tank|roof|doorstep|capot|oreiller|porte|serrure|miroir|comptoir|banquette|bouche|paillasson|evier|corps|poitrine`
	offenders  = `killer|killers|shooter|shooters|gunman|suspect|suspects|thief|thieves|intruder|intruders|robber|robbers|raider|raiders|offender|offenders|attacker|culprit|burglar|burglars|arsonist|he|she|they|someone|tueur|tireur|voleur|voleurs|agresseur|suspecte|individu|il`
	parties    = `member|members|officer|officers|constable|constables|const|deputy|deputies|trooper|sergeant|sgt|car|cruiser|van|inmate|detainee|prisoner|lad|fella|guy|teen|man|woman|male|female|he|she|suspect|subject|driver|passenger|rider|patient|homme|femme|il|elle|agent|agents|agente|policier|policiers|detenu|conducteur|individu|jeune|boy|girl|video|tenant|person|lady|youth`
	clashes    = `trigger|siren|sirens|scissors|hanging|cell|cellule|fusil|plomb|pistolet|bb|pellet|replica|imitation|reversed|recule|axe|hache|hammer|marteau|bat|pipe|stick|sword|blade|brick|screwdriver|tournevis|bar|barre|machete|hanged|hung|noose|sheet|pendu|backs|exonerates|clears|provoked|charge|came|swung|lunged|ran|rushed|kicked|punched|bit|spat|grappled|wrestled|crashed|flipped|swerved|overtook|mph|kmh|doing|drunk|high|overdose|pills|choking|breathing|pulse|cpr|stabilised|vest|holster|rounds|bullet|bullets|bled|bleeding|stretcher|ambulance|headlock|choke|chokehold|dragged|cuffs|cuffed|handcuffs|tased|dead|died|shot|fired|decede|decedee|tire|frappe|saigne|menotte|couteau|knife|gun|arme`
	policeman  = `officer|officers|constable|deputy|trooper|agent|agente|policier|policiere|sergeant|he|she|him|her`
)

const heldBackIdeas = `
	` + offenders + ` <8> ` + tampered + ` 5> ` + tokens + ` 6> ` + surfaces + ` -please|wallet|found|handed|purse|collision|parked
	cut|cutting|sliced|slit|slashed|decoupant|decoupe|coupant|tranchant|burned|burnt|smashed 4> screen|moustiquaire|mesh|canvas|square|circle|carre|cercle|flap 5> in|through|from|out|screen|window|glass|roof|wall|door|dans|de|vitre|fenetre|net|tarp -your|injured|storm
	` + offenders + ` <6> left|leaving|laisse|laissant 3> single|lone|handwritten|folded|bloody|burnt|seul|seule 8> on|in|under|beside|across|over|sur|dans|sous -please|scene|injuries
	sawed|sawn|gun|pistol|knife|handgun|rifle|shotgun|blade|machete|couteau|fusil|pistolet <8> taped|tape|grip|stock|silencer|suppressor|drum|laser|extended|serrated|notch|crosse|ruban|dentelee -shop|sale|police
	pipe|bat|brick|rock|hammer|bottle|blade|chain|sock|tuyau|batte|chaine <4> wrapped|frozen|sharpened|homemade|improvised|filed|studded|padlock|enveloppe|emballe -painting|protest
	` + offenders + ` <6> cut|snipped|severed|disabled|unplugged|jammed|coupe|sectionne 3> phone|alarm|telephone|landline|camera|cameras|alarme|cctv|siren -off|copper
`

const tacticalIdeas = `
	` + special + ` <4> ` + onGoing + ` <6> ` + closingIn + ` -` + innocently + `
	` + anyUnit + ` 3> are|will|re|ll|is 3> setting|laying|rolling|stringing|stacking|creeping|crawling|rappelling|flanking|lining|inching|massing|mustering|staging 8> at|on|up|along|toward|towards|near|behind|by|across|outside|down|out -` + innocently + `
	` + unite + ` <6> ` + irruption + ` <9> ` + interiors + ` -` + innocently + `
	guys|lads|boys|cops 3> are|re|is|will|ll 6> inside|vestibule|hallway|lobby|stairs|stairwell|roof|rooftop|hiding|waiting|stacked|ram|door|basement -` + innocently + `
	we|guys|lads|officers|team|teams|police 2> hit|hitting|kick|kicking|storm|storming|go|take 3> door|doors|house|in|place|building|address|flat 4> at|tonight|soon|shortly|dawn|once|when|before -` + innocently + `
	` + anyUnit + `|` + special + ` 3> will|ll|are|re|is|going|about 4> throw|lob|fire|pump|toss|drop|pipe|send|launch|throwing|lobbing|pumping|sending|firing 4> gas|flashbang|flashbangs|grenade|grenades|robot|smoke|gaz
`

const oversightIdeas = `
	` + parties + ` <9> ` + clashes + ` -anyone|witnesses|contact|call
	` + policeman + ` <8> veteran|rookie|recruit|probationary|decorated|recrue|chevronne -recruitment|join|call|contact
	` + policeman + ` <10> years|year|ans|annees|decade|decades 5> job|force|service|badge|road|experience|patrol|metier|policier -recruitment|join|call|contact
	been|is|was|est|etait 3> officer|constable|deputy|policier|policiere|agent|agente|trooper 6> years|months|ans|mois -recruitment|join|call|contact
	cctv|footage|bodycam|dashcam|doorbell|video|camera|images <4> shows|showed|show|catches|caught|captured|montre|montrent <5> him|her|man|woman|officer|officers|homme|femme|agent|agents|lui -anyone|submit|share|call|contact
`
