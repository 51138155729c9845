package guard

// perils are alarms that people word clumsily. It is read only.
var perils = newCues(`
	sos
	!gonna|going|will|ima|imma * do it|this|something * tonight|tomorrow|tmrw|today|soon|monday|here
	!gunman|shooter|sniper|attacker|knifeman|bomber * at|in|inside|on|near|outside
	waters|water broke
	babys|baby|s head * out|coming|crowning|stuck
	!having|has|had|suffering * stroke|seizure|fit|asthma|allergic|anaphylaxis|miscarriage|convulsion|cardiac
	!face|mouth|arm|speech|side * droopy|drooping|drooped|numb|slurred|slurring
	throat|airway|windpipe * closing|closed|swelling|swollen|blocked
	no epipen|inhaler|insulin|defib|naloxone|narcan|pulse
	stamping|jumping|kicking|stomping|beating|laying on|into|him|her|them|me
	jumped|jumping|ganging|stomping a|my|the|on|him|her|this * driver|kid|man|guy|girl|boy|lad|him|her|woman|brother|friend
	the|your|that man|woman|guy|person|kid|girl|boy|suspect|lady|lad you|u|yall|police|cops want|wanted|seek|need|re|are|posted * is|s|here|at|in|just|now
	convulse|convulser|convulsions|etouffe|agonise|vomit|accouche|accoucher
	!head|skull|arm|leg|stomach|throat|face|wrist|wrists split|cracked|gushing|slashed|cut|bleeding * open|blood|badly|help
	!fell|fallen|tripped|collapsed|slipped * on|down|off|from|in * head|hip|stairs|ice|escalator|ladder|roof|platform|tracks
	!ate|drank|swallowed|eaten|ingested|eating|drinking * bottle|pills|tylenol|advil|bleach|batteries|battery|tablets|pod|pods|medicine|antifreeze|medication|detergent|magnet|magnets
	!power|hydro|electric|live|downed line|lines|wire|wires|cable|cables * down|sparking|fallen|on|across
	with|w people|ppl|someone|kids|baby|driver|family|child * in|inside|trapped|still it|inside
	jete|jetee|saute|lance|tombe dans|en|du|sur * canal|fleuve|riviere|lac|eau|pont|rails
	remonte|sort|bouge pas|plus
	i|ive have|got|ve nothing|nobody|noone * left
	tonight|today s|is the night|end
	!holding|clutching|grabbing his|her|their|my stomach|chest|head|neck|throat|side
	!blood on|all|pouring|dripping|gushing|coming|splattered|pooling
	!fight|brawl|fighting|brawling|fights * with|w * knives|bats|guns|machetes|weapons|swords|bottles|hammers|knife|sticks
	!kid|kids|child|children|toddler|boy|boys|girl|baby|teens|teenagers|someone|man|woman|lady|lad|lads|people|guy|dog|elderly * on|along|in|down|across|onto|near|off|over * tracks|rails|railway|motorway|highway|freeway|ice|ledge|roof|shoulder|pool|river|canal|crane|scaffolding|pylon|overpass|parapet|railings
	!climbed|climbing|scaling|up|on the|a|over|onto * crane|pylon|scaffold|scaffolding|roof|railings|parapet|mast
	!face down|first * pool|water|river|lake|canal|road|street|snow|pavement|sidewalk|floor|ground
	floating|lying|found face|motionless|lifeless|still
	!dude|guy|guys|man|men|lad|lads|kid|kids|someone|somebody|he|she|teen|teens|people * w|with|has|have|got * blade|shank|hammer|hammers|crowbar|bat|bats|hatchet|cleaver|samurai|strap|glock|pipe
	swinging|swingin|swings|lunging|slashing|spraying|shooting|firing at|towards|into * people|ppl|everyone|each|him|her|them|us|me|cars|crowd|staff|kids|passengers
	light|shoot|burn|blow|spray|torch|hit|bomb up|down * clinic|school|office|mosque|church|temple|synagogue|mall|hospital|parade|club|bar|courthouse|precinct|station|library
	no|nobody|not one|body|everyone|single * walks|walking|leaves|leaving|survives|gets|makes out|alive|it|survives
	nobody|no|you|they|theyll|youll one|ll|wont|won|will|never * find|see|hear * me again|where|when|alive|body|tomorrow|ever|after|now
	find|found my body
	look|looking|take|taking after|care * my|the cat|dog|kids|baby|daughter|son * me|gone|please|goodbye|sorry|when
	driver|pilot|conductor|motorist|chauffeur is|s|are * drunk|hammered|wasted|impaired|asleep|passed|unconscious|stoned|ivre|saoul
	drunk|impaired|drugged|wasted driver|drivers|driving|behind * swerving|now|on|all|just|school|bus|wheel|hitting|car
	veut|veux|laisse|laissent * pas * laisser|laisse|sortir|partir * sortir|partir|aller|entrer
	a|m|ma * pris|vole|casse|confisque * cell|cellulaire|telephone|cles|passeport|enfants * pas|veut|frappe|crie|enferme|laisse
	let|letting go|me * jump|drop|bridge|crane|roof|ledge|rope
	says|said|saying|threatening|threatens|swears * let|jump|do|end|burn|kill|shoot go|it|himself|herself|everyone|off|himself|place
	!waving|swinging|brandishing|pointing|holding|carrying|wielding|aiming * machete|knife|gun|axe|sword|bat|hammer|rifle|shotgun|pistol|hatchet|crowbar|blade
	wrong side * railings|railing|bridge|barrier|parapet
	!smashing|bashing up|in|through|open * store|shop|jewellery|jewelry|window|windows|bank|glass
	spotted|sighted * child|silver|black|white|grey|red|blue * exit|seat|northbound|southbound|eastbound|westbound|car|van|malibu
	wandering|walking|standing|lying|running|crawling on|in|along|onto the|a * highway|freeway|motorway|tracks|rails|ledge|400|401|road
	no|see|without point|reason|sense * living|live|life|anymore
	!is|are|youre|hes|shes|theyre|s|re dead|finished|gone tonight|tomorrow|today|soon
	!bomb|device|explosive goes|going|will|set * off|explode|at
	bomb|device at|in|under|inside * noon|midnight|school|station|airport|courthouse|mall|building
	!fell|fallen|falling|went|jumped through|in|into|off|from|onto * ice|lake|river|pond|pool|bridge|balcony|roof|tracks|well|water
	people|kids|person|someone|somebody|family|child|stuck|trapped stuck|trapped|inside|on * balcony|inside|car|elevator|roof|burning|fire|smoke
	house|apartment|building|car|floor|place|store|shop|school|church burning|burns|ablaze
	took|grabbed|snatched|stole|stolen|has the|a|my|her|our baby|child|kid|toddler|girl|boy|infant
	my|a|the|got|have strap|glock|gat|piece on|ready|in|loaded * me|him|her|hand|car|waist
	make|making them|everyone|everybody pay
	make|making them|you all pay
	feu|incendie est|a|vient * pris|prend|chez
	cant|cannot|can|hardly|barely t|not|hardly|barely|breath|breathe breath|breathe
	cant|cannot|hardly|barely breath|breathe
	chest pain|pains|hurts|hurting
	wont|won|doesnt|doesn|will|does t|not|wake|get|respond wake|respond|up
	wont|doesnt wake|respond
	wont|won|doesn|not t|let|letting let|me|her|him|us me|her|him|us|them|go|leave go|leave|out
	wont let her|him|me|us|them go|leave|out
	theres|someone|somebody|intruder|stranger|man|guy|burglar is|s|in|inside|there * my|our house|home|basement|garage|apartment|backyard|bedroom|kitchen|attic
	locked|tied|chained|trapped me|her|him|us in|up|inside|to
	coming|going|headed|heading * school|work|house|mosque|church|home|synagogue * gun|knife|rifle|weapon|bat|machete
	guy|man|dude|kid|someone|somebody|he|she|they with * gun|knife|rifle|weapon|machete|axe|bomb
	have|got * pills|gun|noose|rope|razor|blade * front|ready|hand|hands|bed
	make|making them|everyone|everybody|you pay * tomorrow|tonight|soon
	banging|pounding|kicking|hammering on|at|in|down * door|window|windows
	hes|shes|theyre|guys following|chasing|hitting|beating|choking|attacking|coming|stalking
	hes|shes|theyre got my|our|her|him sister|brother|mom|daughter|son|kid|kids|friend|hostage|wife
	gars|gas|homme|type|quelqu|quelquun un|avec|une|qui * gun|couteau|fusil|arme|machette|pistolet
	ca|on tire|tirait dans|sur|au|dehors|encore|a
	pas|plus l|air|capable * respirer|bouger
	!kms
	!unaliving|unalive|offing|off|unalived myself|himself|herself
	cant|can|couldn t|go|take|do go|take|do|on|this on|it|this|anymore
	took|take|taken|swallowed the|all|whole|every|too * pills|tablets|meds|bottle|sleeping|xanax|oxy
	turning|turned|going|lips blue
	jump|jumps|jumping|jumped|standing|sitting|hanging|climbing|climbed|dangling|fell|fallen|threw|leap|leaping * on|off|over|from the|a * bridge|ledge|roof|overpass|balcony|railing|parapet
	is|s|im|m|hes|shes|theyre on|over the|a * ledge|edge|railing|parapet|roof|overpass
	about|ready|going to jump|explode|blow
	!gonna|going|will|ll|to|i|we blow|shoot|light|burn * up|down|school|church|mosque|synagogue|station|mall|everyone
	planted|left|placed|hidden * bomb|device|explosive
	pipe bomb
	suspicious package|device
	!amber|missing|abducted|kidnapped|stolen child|girl|boy|kid|baby|toddler|car|vehicle|suspect * here|beside|next|in|at|right
	!the|that|this * amber alert car|vehicle|suv|van|truck|kid|child
	he|she|they|hes|shes|theyre|someone * back|coming for|after|to me|us|get|hurt|kill
	!he|she|they|it|im|i|guy|man|someone|somebody is|s|m|got|has|been * shot|stabbed|bleeding|choking|overdosing|dying|unresponsive
	!not|isn|stopped|isnt|aint t|breathing|responding breathing|waking|responding|moving|up
	blood everywhere|all
	shot|shots|bullets at|flying|through
	a|gros feu|incendie
	!vais|va|veux|veut me|se|te|le|la|les|tout * tuer|flinguer|buter|crever|planter|suicider|pendre|sauter|descendre
	!crever|buter|flinguer|descendre ce|cette|ces|tous|toute|un|les|le
	envie|voudrais de|mourir mourir|crever|finir
	avale|pris toutes|tous|plein|trop * pilules|medicaments|cachets|comprimes
	colis|paquet|sac suspect
	fait|fais une|un overdose|surdose|malaise|od
	perd|perds|pisse * sang
`)

// frames say that the words around them are a story, a game, a figure of
// speech, or long past. It is read only.
var frames = newCues(`
	this|that|great|good|favourite|favorite movie|film|episode|season|game|show|book|song
	what a game|movie|goal|shot
	in|of|from|like a|this|that movie|film|episode|game|show|book|song|series
	in the game|episode|book|song|series|playoffs
	netflix|gta|fortnite|xbox|playstation|podcast|documentary|lyrics
	leafs|raptors|jays|argos|nba|nhl|nfl|playoffs|goalie|puck
	three pointers|pointer
	yesterday|years|year|decades
	last|previous year|month|week|night|summer|winter|fall|spring|time|monday|tuesday|wednesday|thursday|friday|saturday|sunday
	days|weeks|months ago
	when|while i|we|he|she|they|my|it * was|were|got|had|came|left|worked|lived|walked
	would|could|should|might have|ve
	imagine|pretend|suppose|hypothetically
	what if
	used to
	danger|threat|menace to|pour|for society|public|community|us|la|all|everyone
	pourquoi|comment avait|a|est|il|etait|on
	faut plus de
	only|always care
	in the summer|winter|spring|fall|eighties|nineties
	if|when you|anyone|anybody|u|someone|ever see|sees|spot|spots|know|knows|hear|have|has|recognize|recognise
	should|must|needs|deserves|belongs|ought be|to|behind|in locked|jail|prison|bars|rot
	live|living|safe|raise|walk * in|around this|our|the|toronto|montreal|london city|town|country|toronto|montreal|anymore
	toronto|montreal|london|canada|city|ontario isn|isnt|not|is t|safe|not
	heart|hearts is|s|are|bleeding|breaks
	is|was|are|were there|he|she|they|it|this|anyone a|any|armed|dangerous|hurt|missing|the|shot|stabbed
	est ce qu|que
	si|quand vous|tu|quelqu voyez|le|la|les|l|vois|un
	budget|taxes|taxpayers|dying to know|see|hear
	killing it|me
	in 2010|2011|2012|2013|2014|2015|2016|2017|2018|2019|2020|2021|2022|2023|2024|2025
	back in
	around|about|at|before|after midnight|noon|dawn
	that night|evening|morning|day|afternoon
	vers|autour minuit|midi
	hier|autrefois|canadiens|habs
	annee|annees|an|ans|mois|semaine|semaines|nuit|ete|hiver derniere|dernier|dernieres|derniers|passe|passee
	il y a * ans|mois|semaines|jours|annees
	imaginez|imagine|supposons
	quand j|il|elle etais|etait|avais|avait
`)

// insistent words say that it is now, whatever else is said. It is read only.
var insistent = newCues(`
	right now
	will|ll|gonna|imma|vais|va|going * kill|shoot|stab|murder|bomb|blow|jump|tuer|tirer|poignarder|buter
	aider|aide|aidez|ambulance
	my|our house|home|door|basement|apartment|street|building|mom|dad|brother|sister|son|daughter|car
	now|rn|tonight|currently|help|maintenant|presentement|actuellement|soir
	en|ce ce|moment moment
	still|encore|toujours
	myself|me kill|tuer
	kill|killing|hurt|hurting myself
	just now
	me suicider|tuer|pendre
	minutes|seconds|mins ago
`)
