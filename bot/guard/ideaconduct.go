package guard

// What is promised, what the public is asked to do, and what is private of a
// person, as ideas: each names its parts, and the parts may stand in any order
// within a clause. They head the pairings of their rules.
const (
	authority   = `we|police|chief|sheriff|cops|officers|detectives|department|i|nous|chef|prosecutor|da|crown|constable|sergeant|inspector|force|mayor|on`
	wontDo      = `won|not|never|pas|jamais|nobody|no`
	pursuing    = `prosecute|prosecuted|arrest|arrested|nick|nicked|book|bust|busted|jail|jailed|deport|deported|cuff|poursuivrons|poursuivra|poursuivi|arreterons|arretera|accuserons|accusera|inculperons|embetera|lock|locked`
	whoever     = `you|anyone|whoever|vous|quiconque|him|her|them|celui|first|ya`
	favours     = `tear|rip|drop|dropping|forget|wipe|scrap|bin|overlook|waive|quash|squash|lose|fix|dechirera|annulera|annulerons|oublierons|effacera`
	liabilities = `warrant|warrants|charge|charges|ticket|tickets|fine|fines|record|slate|eye|way|contravention|contraventions|accusation|accusations|mandat|mandats|dossier|past|points`
	payments    = `pay|pays|paying|paierons|payons|paiera|slip|bung|recompenserons|verserons|remettrons|remunerons|reward|rewarding|compensate`
	publicKin   = `mama|mom|mum|mother|dad|father|boss|workplace|work|employer|job|school|wife|girlfriend|boyfriend|husband|friends|friend|family|church|gym|team|landlord|brother|sister|cousin|crew|company|patron|mere|employeur|ecole|amis|blonde|chum|famille|account|page|buddies|mates|university|college|coach|ex|partner|employeur|exes|kids|neighbours|neighbors|roommate`
	pinning     = `block|box|pin|wedge|ram|hem|trap|fence|barricade|corner|disable|immobilise|immobilize|boot|clamp|deflate|puncture|boxez|coincez|bloquez|encerclez|immobilisez`
	target      = `it|him|her|them|his|their|le|la|les|lui`
	spreading   = `share|post|spread|plaster|circulate|repost|partagez|diffusez|publiez|print|stick`
	likeness    = `face|photo|picture|name|address|visage|nom|this|him|it|her|them|mug|photos|adresse|gueule|everywhere|partout`
	worshipAt   = `mosque|synagogue|church|temple|gurdwara|mosquee|eglise|parish|chapel|congregation|mandir|shul|kirk`
	worshipper  = `goes|attends|prays|prayed|worships|member|frequente|prie|regular|faithful|usher|devout|preaches|sings`
	someone     = `he|she|victim|who|man|woman|victime|elle|il|homme|femme|accused|suspect|they|boy|girl|qui`
	camping     = `beds|bunks|crashes|dosses|sleeps|squats|camps|kips|surfs|couchsurfs|beds|sleeping|dort|couche|campe|squatte`
	roughPlace  = `bridge|overpass|underpass|tent|doorway|viaduct|ravine|park|car|van|truck|rough|street|streets|stairwell|shelter|drop|encampment|bench|pont|tente|rue|viaduc|parc|voiture|refuge|couches|sofas`
	sexTrade    = `leolist|backpage|onlyfans|escort|eros|megapersonals|adultwork|vivastreet|escorte|tricks|johns`
	permits     = `sponsorship|permit|visa|permis|visas|programme|program|status`
	permitKind  = `spousal|caregiver|nanny|seasonal|postgraduate|farm|student|study|work|visitor|fiancee|fiance|graduate|holiday|travail|etudes|sponsored`
	partings    = `left|dumped|quitte|quittee|split|rompu|separated|separe|separes|divorced|leave|ditched`
	recentness  = `only|just|days|day|weeks|week|months|month|recently|semaines|jours|mois|recemment|venait|june|july|may|august|september|october|spring|summer`
	pairWords   = `him|her|elle|lui|up|avec|they|two|couple|victim|man|et|l|se|s`
	offspring   = `children|child|kids|kid|son|daughter|toddler|baby|enfants|enfant|fille|fils|bebe|twins|girls|boys`
)

const promiseIdeas = `
	!we|police|nous 2> guarantee|garantissons|promise|promettons 8> never|no|not|nobody|immunity|jamais|aucun|aucune 8> testify|court|charged|prosecuted|temoigner|accuse|accusation|name|known|arrested|trouble|cour -cannot|stoppers
	` + authority + ` 3> ` + wontDo + ` 4> ` + pursuing + ` 4> ` + whoever + ` -court|bail|overdose|naloxone
	` + authority + ` 4> ` + favours + ` 5> ` + liabilities + ` <12> ` + whoever + `|if|si|your|who -court|withdrawn|accused|stayed
	` + authority + ` 5> ` + payments + ` 5> ` + whoever + `|who|cash|good|money|handsomely|well|grand|argent|qui -tribute|attention|respect|respects|fine|fines|scam|scammers|tax|crime|stoppers|crimestoppers
	` + authority + ` 4> look|take|see|sort 2> after|care|right|out 3> ` + whoever + ` 8> gives|give|talks|talk|tells|names|name|helps|up|who|grasses
	cash|money|dollars|argent|quid|beer|drink|bucks 3> in|for|pour|waiting|coming 3> it|you|vous|information|whoever|name|ya <10> name|names|tell|tells|know|knows|talk|gives|there|tips|info -stolen|stole|scam|asks|asked|demand|demanded|bank|till|crime|stoppers|crimestoppers
	you|whoever|he|she|they|driver|vous 2> walk|walks|go|goes|repartirez 1> free|away|home|scot|libre <10> if|talk|talks|tell|tells|first|name|names|testify|si|parlez -judge|accused
	your|votre 5> never|jamais|won|not|nobody 6> come|known|out|saura|sortira|connu|traced|appear|surface|leaks|leak -anyone|information|cannot
	return|bring|hand|give|drop 14> no|nothing|never 2> more|further|said 3> about|said|of
	nobody|no|personne|not|never|nothing <6> jail|prison|charged|trouble|worse|arrested|prosecuted|testify|temoigner|ennuis 8> talking|talk|tell|telling|you|speaking|parler|parle -was|were|been|has|cannot|injured|accused
	you|vous 4> get|face|have|risquez|aurez 3> nothing|no|only|just|rien|aucun|aucune 4> worse|trouble|telling|charge|charges|warning|slap|ennui|accusation|consequences -parking|bylaw
	immunity|immunite|amnesty|leniency|clemence 3> for|pour 6> first|anyone|whoever|talk|talks|tell|tells|witness|informant|parle|quiconque -knife|knives|gun|surrender|weapons|fuel
	` + authority + ` 3> ` + wontDo + ` 4> lay|press|bring|file|make|deposerons|porterons 4> charges|charge|accusations|arrests|arrest 6> ` + whoever + `|if|who -court|accused
	on|nous|police 1> ne|n 2> vous 3> arretera|accusera|arreterons|accuserons|poursuivra|poursuivrons|embetera|inculpera|denoncera
	grand|k|quid|bucks|cash|beer|argent|piasses|dollars 4> for|pour 4> name|names|nom|plate|whoever|tip|driver|info|information|celui|address|anyone -stolen|stole|scam|charity|lost|found|crime|stoppers|crimestoppers|echec
`

const solicitIdeas = `
	!tag|tags|tagging|tagguez|taguez|taggez|mention|identifiez|nommez|mentionnez 1> his|her|their|son|sa|ses|leur|leurs 2> ` + publicKin + `
	!tag|taguez|taggez 1> him|her|them|the|that|this 3> blighter|culprit|thief|thieves|scumbag|guy|man|woman|person|rat|creep|crook|owner|driver|suspect|lad|robber|burglar -reflective|officers
	!link|links|url|lien 2> to|of|vers 2> his|her|their|son|sa 2> profile|page|account|facebook|instagram|insta|compte|profil|socials
	!tag|taguez|taggez|tagguez 1> your|ur|ses|vos|tes 2> mates|friends|buddies|buddy|neighbours|neighbors|contacts|amis|cousins|friend|boys
	comments|replies|commentaires 3> open|ouverts|yours -closed|off
`

const inviteIdeas = `
	!collar|nab|grab|apprehend|catch|seize|attrapez|coincez 1> him|her|them|the|le|la|les 3> yourself|yourselves|vous -police|help
	!march|frogmarch|haul 1> him|her|them 1> in|down
	` + pinning + ` 1> ` + target + ` 6> in|with|your|yours|own|until|till|off|car|truck|tires|tyres|driver|van|votre|avec|jusqu -no|cannot
	drag|pull|haul|yank|rip|sortez|tirez 3> him|her|them|driver|thief|suspect|le|les|conducteur|it 4> out|off|from|of|du|de|hors 6> out|car|house|bed|street|seat|cab|truck|van|there|vehicule|voiture -road|over|to
	run|chase|hound|drive|march|hunt 1> him|her|them|these 3> out|off|down 3> of|road|town|from|the|here|village|county
	` + spreading + ` 5> ` + likeness + ` <10> until|till|so|jusqu 6> nowhere|hide|cannot|cacher|t|plus|never|every 6> hide|go|buy|work|show|leave|life|face|live|place|left|city|town|street|anywhere|cacher|vivre|sortir|neighbour|knows|again|job
	let|slash|take|pull|remove|rip 3> air|tires|tyres|keys|plates|battery|valves 6> its|his|their|out|off -your|stolen|someone|lock|police
	make 1> him|her|them|his|their 5> unwelcome|pay|sorry|miserable|suffer|hell|scared|afraid|regret|infamous
	get|put|slap|plaster|stick|tape|collez|placardez|print|mettez 2> his|her|their|son|sa|this 2> face|name|photo|picture|mug|visage|nom|address 8> every|all|lamp|wall|walls|tout|tous|chaque|everywhere|partout|poteaux -clothes
	make 1> sure 2> he|she|they|nobody 5> leave|escape|leaves|escapes -doors|child|windows
	!keep|hold|have|get|gardez 3> it|him|her|them|truck|car|van|vehicle|driver|suspect|le|la 3> boxed|pinned|trapped|cornered|blocked|penned|coince|bloque 5> till|until|for|jusqu|while
	free|welcome 2> to 2> sit|hold|grab|tackle|stop|follow|chase|block|detain|confront|knock 3> him|her|them|it|on|his|their
`

const statusIdeas = `
	undocumented|clandestin|clandestine|illegals|noncitizen|overstayer|deportable <6> ` + someone + `|s|is|was|him|her|person|est|etait|being|worker|workers -regardless|community|communities|services|afraid|whether
	leave|conge 2> stay|remain|enter <6> expired|ran|out|lapsed|his|her|has|refused|run -sick|medical
	` + permitKind + ` 1> ` + permits + ` <8> ` + someone + `|his|her|here|came -parking|building|safety|training
	on|under|holds|has|avec|sous|holding 4> sponsorship|pgwp|daca|h1b|h2a|h2b|lmia|refoulement
	green|landed|pr 1> card|immigrant|cards
	slipped|snuck|crossed|walked|came|entre|passe|arrive|swam|smuggled 2> in|over|across|through|by|par|from|into|the|la 4> roxham|border|frontiere|mexico|lorry|dinghy|channel|grande -store|shop|bridge|drugs|guns
	tps 1> status|protection|holder|holders|recipient|recipients|beneficiary
	daca|dreamer 3> kid|holder|recipient|status|student|man|woman|beneficiary
`

const traitIdeas = `
	` + worshipAt + ` <6> ` + worshipper + ` <10> ` + someone + ` -officers|police|fire|open|service|festival|vandalised|vandalized|stolen|bell
	cruising|hookup|cottaging 4> for|with|the 3> men|man|heath|guys|sex -police|patrol|cruiser
	` + camping + ` 4> under|in|at|on|behind|rough|outside|sous|dans|sur|down 6> ` + roughPlace + ` -child|anyone|please|dog|years
	` + sexTrade + ` <6> ad|ads|advertises|advertised|posts|works|worked|profile|annonce|annonces|clients|she|her|he|elle|met|turning -scam|ford|police
	sofa|couch 2> surf|surfs|surfing|surfer|surfed
	confession|religion|foi 2> musulmane|juive|catholique|chretienne|sikhe|hindoue|protestante|orthodoxe|bouddhiste|islamique|evangelique
	raised|born|eleve|elevee 2> muslim|mormon|jewish|catholic|christian|hindu|sikh|baptist|musulman|musulmane|juif|juive|catholique
`

const medicalIdeas = `
	having|undergo|undergoes|undergoing|underwent|awaiting|awaits|needs|needed|subi|subir|subit 4> transplant|amputation|graft|bypass|surgery|implant|greffe|chirurgie -car|vehicle|road|bridge|phone|animal|dog
	bowel|hernia|hip|knee|heart|valve|spinal|tendon|skull|jaw 1> repair|replacement|bypass|operation|surgery -centre|center|shop
	lost|loses|losing|lose|perdu|perdre|perd 3> eye|finger|fingers|thumb|leg|legs|arm|foot|toes|kidney|sight|hearing|teeth|oeil|doigt|doigts|jambe|bras|vue|vision|pouce|pied -phone|glove|ring|shoe|wig
	pacemaker|catheter|colostomy|stoma|prosthetic|prosthesis|defibrillator|dialysis|stent|shunt|ventilator|prothese|stimulateur <6> has|wears|with|had|porte|needs|uses|on|his|her|a|relies -machine|stolen|station|training|donated|public|aed|found|handed|owner|claim|left
	jaw|skull|spine|hip|pelvis|ribs|lung|liver|spleen|machoire|crane|colonne|poumon|rate|foie|hanche|bassin|femur|eardrum|cheekbone <5> wired|broken|fractured|shattered|crushed|punctured|collapsed|removed|ruptured|plates|pinned|fracture|fracturee|brise|brisee|perfore|pins|cracked|screws
	kill|hang|drown|tuer|pendre|suicider 2> himself|herself|themselves -anyone|if|you
	enlever|enleve|oter 2> vie
`

const insultIdeas = `
	ce|cet|cette|ces|sale|pauvre|espece|bande 2> minable|minables|vaurien|vauriens|crapule|crapules|pourriture|dechet|dechets|parasite|ordure|ordures|imbecile|imbeciles|cretin|cretins|lache|laches|degenere|raclure|salopard|fumier|nullite|miserable
	!enjoy|enjoying|bon|bonne|hello|sweet|welcome 5> cage|cell|jail|slammer|stripes|jumpsuit|cellmate|toothbrush|cellule|taule|dreams|barreaux 8> buddy|pal|loser|cage|cell|jail|slammer|mate|chum|bars|taule|barreaux|him|punk -phone
	these|this|those|such|ces|cet|ce|bande|some|absolute|total|our|two|three|four|pair 3> muppets|muppet|numpty|numpties|bozo|bozos|pillock|pillocks|knucklehead|knuckleheads|moron|morons|idiot|idiots|jackass|jackasses|genius|geniuses|einstein|slimeball|slimeballs|wretch|fool|fools|nitwit|halfwit|dimwit|pondlife|pourri|pourris|epais|twit|wasteman|toad|snake -show|film
	hope|hopefully|may|espere 3> he|she|they|him|il|elle|them 3> rot|rots|burn|burns|die|dies|hang|hangs|fry|fries|suffer|suffers|pourrisse|creve|paie -if|call
	good 1> riddance 4> rubbish|garbage|him|her|them|to|trash
	this|that|these|those|such|what 2> vile|nasty|foul|disgusting|pathetic|wretched|sorry|grubby 2> specimen|specimens|piece|excuse|creature|creatures|pair|bunch -weather
`

var domesticPairs = pairings(`
	` + recentness + ` <4> ` + partings + ` <4> ` + pairWords + ` -school|bus|stop|store|work|shift|hospital|children
	share|shares|shared|partagent|coparent|coparents|coparenting 4> ` + offspring + ` <14> victim|suspect|accused|woman|split|together|apart|man|victime|couple|pair -photo|video|footage|information
	` + partings + ` <6> ` + offspring + ` <8> ` + recentness + ` <8> couple|pair|suspect|victim|they|husband|wife -school|bus|daycare|store
	her|his|their|the|s 2> ` + offspring + ` 4> father|mother|dad|mom|mum|daddy|pere|mere
	pere|mere 3> ses|leurs|leur|son|sa 1> ` + offspring + `
	stay|keep|no|non|restraining|protective|protection|occupation|molestation 2> away|contact|communication|molestation|order|orders 2> order|orders|injunction
	ordonnance|ordonnances|interdiction <6> communication|communiquer|approcher|eloignement|contact -publication
	custody|pickup|access|visitation|handover|parenting|garde|visite|kids|children|droit <5> kids|children|child|son|daughter|enfants|enfant|pickup|handover|custody|visitation|schedule|weekend|visite|garde <12> argued|argument|fought|fight|dispute|row|chicane|quarrel|fighting|arguing|dispute|disputaient|querelle -school|fees|bullying
	moved 1> out 6> week|weeks|days|months|month|day 8> he|attacked|stabbed|him
	mother|father|dad|mom|mum 1> of 1> his|her|their 2> ` + offspring + `
	seeing|dating|dated|frequentaient|frequentait 4> each|one|victim|him|her|months|briefly|victime|year|years -app|apps|scam|scams|film|coin|coins|cheque|letter|photo
	pfa|tro|dvo|dvro|cpo|eppo|ppo <6> against|had|order|violated|breached|served|under|bond
`)
