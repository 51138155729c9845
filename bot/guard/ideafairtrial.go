package guard

// What is said against an accused, as ideas: each names its parts, and the
// parts may stand in any order within a clause. They head the pairings of
// their rules.
const (
	traces     = `prints|print|fingerprint|fingerprints|dna|tread|treads|footprint|footprints|bootprint|bootprints|shoeprint|palmprint|fibres|fibers|semen|saliva|gsr|residue|spit|empreinte|empreintes|adn`
	theirOwn   = `his|her|their|accused|suspect|defendant|ses|son|sa|leurs|accuse|suspecte|him`
	turnedUp   = `on|in|at|over|under|across|inside|covered|lifted|recovered|found|everywhere|sur|dans|sous|partout|couvraient|releve|relevees|retrouvees|match|matched|matches`
	phoneKind  = `cell|phone|cellphone|mobile|tower|gps|fitbit|wifi|bluetooth|telephone|cellulaire|portable|location|roaming|presto|oyster|transponder|google|antenne|antennes`
	phoneData  = `records|data|logs|history|ping|pings|pinged|towers|donnees|releves|bornes|registres|analysis`
	putsThere  = `put|puts|place|places|placed|show|shows|showed|situe|situent|montrent|montre|located|locates|had`
	confiders  = `accused|suspect|defendant|he|she|him|her|they|accuse|suspecte|prevenu|il|elle`
	inquirers  = `interview|detectives|officers|police|cells|cell|interrogation|robbery|murder|burglary|theft|arson|lot|killing|enqueteurs|policiers|meurtre|vol|famille|family`
	prisons    = `prison|jail|pen|penitentiary|penitencier|gaol|lockup|juvie|borstal|inside|bars|hmp|custody|slammer|remand|tole|taule|trou|bagne|detention|cells|armley|strangeways|wandsworth|belmarsh|pentonville|wormwood|brixton|millhaven|kingston|joyceville|bordeaux|donnacona|archambault|rikers|attica|folsom|lucasville|mansfield|chillicothe|maplehurst`
	beenIn     = `spent|spends|did|served|serving|passe|purge|been|gone|sorti|sortie|sort|released|fresh|emerged`
	lately     = `only|just|recently|newly|already|barely|previously|before|twice|times|deja|recemment|months|weeks|years|year|month|ago|last|stretch|fois|ans|mois|twenties|thirties|life|august|january|february|march|april|may|june|july|september|october|november|december|summer|spring|winter|fall`
	bench      = `jp|magistrate|magistrates|bench|judge|justice|juge|tribunal|commissioner|sheriff|court`
	unpersuade = `buying|buy|bought|impressed|swayed|fears|fear|fearing|feared|worries|unhappy|trust|trusted|moved|persuaded|sold|craindre|craint|crainte|redoute|wary|doubted|doubts|liked|unmoved|rassure|unconvinced|accept|believe`
	bailTopics = `plan|surety|sureties|custody|detained|released|bail|bond|stays|witnesses|flee|run|detenu|detenue|liberte|remand|remanded|pays|country|caution|temoins|recidive`
	sealedOnes = `indictment|indictments|warrant|warrants|mandat|mandats|ito|itos|affidavit|affidavits|application|order|file|files|dossier|denonciation|acte|documents|papers|o`
	discloses  = `says|said|parle|parlent|has|puts|target|targeted|names|describes|quotes|reads|points|ties|calls|identifies|vise|visait|nomme|relie|situe|more|lists|cite|was|were|evoque|mentionne|relies|rely|uses|tells|turns|hinges|leans|repose|claims|shows|alleges|accuses|explains|credits|refers`
	bannedKin  = `niece|stepdaughter|stepson|daughter|son|granddaughter|nephew|student|pupil|patient|babysitter|neighbour|neighbor|ex|girlfriend|coworker|colleague|tenant|sister|brother|stepsister|step|wife|niece|belle|fille|fils|eleve|patiente|voisine|cousine|cousin|soeur`
)

const evidenceIdeas = `
	told|telling 3> detectives|officers|police|investigators|deputies|us 3> he|she|they 2> pulled|fired|stabbed|shot|killed|hid|buried|dumped|threw|strangled|robbed -was|were|been|victim|witness|saw|someone|him
	` + traces + ` <3> ` + theirOwn + ` 8> ` + turnedUp + ` -missing|unidentified|consent|owner|donate|paw
	` + traces + `|hair|blood|sweat|butt|glove|mask|sample|swab|sang|cheveu|lab <10> came|comes|matched|matches|traced|returned|revenu 2> back|to|as|positive 2> him|her|he|accused|suspect|lui -missing|victim
	` + phoneKind + ` <5> ` + phoneData + ` <8> ` + putsThere + ` <8> ` + theirOwn + `|there|scene -anyone|missing|disparu|disparue
	!coughed|fessed|owned|copped|confessed|coughs|copping 3> to|up|it|everything <8> ` + confiders + ` -cold|covid|flu
	!came|comes|come 1> clean 8> ` + inquirers + `|about|everything|to
	!spilled|spilt|sang|sung 3> guts|beans|canary|everything
	!apology|apologised|apologized|remorse|excuses|remords <8> ` + confiders + ` <8> ` + inquirers + ` -we|delay|error|officer
	!broke|broken|burst|wept|sobbed|craque|effondre 3> down|tears|larmes|sobbing|apres <8> confessed|admitted|interview|told|detectives|interrogation|questioned|avoue -victim|car|truck|vehicle
	!walked|led|took|brought|conduit|mene 4> detectives|officers|police|investigators|us|enqueteurs|policiers 8> body|grave|knife|gun|weapon|spot|stash|corps|arme|couteau -dog|k9|canine|caller|tip|witness
	camera|cctv|video|footage|dashcam|doorbell|tape|film|bodycam|cameras 4> has|have|puts|catches|caught|shows|showed|captured|got 1> him|her|them -anyone|missing|disparu|share|submit
	she 2> told|tells 2> police|detectives|officers|investigators|deputies|us 3> she 3> pushed|hit|shot|stabbed|killed|strangled|choked|snapped|burned|torched|hid|swung|struck|punched|kicked|robbed|stole|lost|panicked|regretted|shoved|slapped|beat|drowned|poisoned|dumped|buried|meant -phone|wallet|dog|car|balance
	he 2> told|tells 2> police|detectives|officers|investigators|deputies|us 3> he 3> pushed|hit|shot|stabbed|killed|strangled|choked|snapped|burned|torched|hid|swung|struck|punched|kicked|robbed|stole|lost|panicked|regretted|shoved|slapped|beat|drowned|poisoned|dumped|buried|meant -phone|wallet|dog|car|balance
	` + traces + ` <12> match|matches|matched|matching|correspond 4> his|her|the|their|ses|aux 3> trainers|shoes|boots|sneakers|hand|thumb|finger|chaussures|bottes|suspect|accused|own|tires
`

const recordIdeas = `
	!` + beenIn + ` <7> ` + prisons + ` <9> ` + lately + ` -officer|officers|career|army|navy|constable|sergeant|volunteer|house|home|store|building|vehicle|car|charged|remains|bail|hearing|wanted|museum|tour|seen|street|road|stranger|children|child|dog|cat
	!only|just|recently|newly 2> came|come|got|walked|released|been 1> out 3> of|in|after|last|on 6> january|february|march|april|may|june|july|august|september|october|november|december|week|weeks|month|months|fortnight|days|day|spring|summer|prison|jail -store|shop|bank|school|station|house|car|van|work
	!been|was|gone 1> inside 4> before|twice|several|three|already|multiple -house|home|building|shop|vehicle|car|store
	!time|two|three|twice|four|five|multi|repeat 2> felon|convict|loser|con|felons|convicts -possession
	!ex|former|convicted|career 1> con|convict|inmate|prisoner|lifer|jailbird|burglar|robber|arsonist|taulard|bagnard
	!habitue|habituee|regular|frequent|familier|familiere 5> tribunaux|jail|court|courts|courthouse|cells|prison|dock|cachots|palais -bus|meals|hours|visits
	!paroled <5> out|from|last|in|after|was|month|year -violation
	!robbery|burglary|assault|conviction|fraud|theft|wounding|arson|stabbing|vol|voie <8> got|earned|landed|drew|cost|valu 4> years|months|life|ans|mois -judge|court|today|monday|tuesday|wednesday|thursday|friday
	!last|previous|earlier|first|another|third|second 1> stint|stretch|bid|spell|sentence 5> inside|for|in|jail|prison|years -weather|dry
	!same|identical 3> charge|charges|offence|offense|crime 5> twice|before|last|previously|already|#
`

const bailIdeas = `
	` + bench + ` <8> ` + unpersuade + ` <16> ` + bailTopics + ` -comment|ban
	kept|remanded|held|stays|remains|garde|maintenu|detained|locked <6> custody|in|inside|bars|detenu|detention 8> fears|fear|because|risk|concern|concerns|worried|crainte|craint|lest|worries 8> witnesses|abscond|flee|run|reoffend|again|temoins|fuite|interfere|lean|victim|complainant|vanish|fuir|recidive -hospital
	flight|fuite 2> risk|risque|danger <14> judge|court|called|deemed|considered|magistrate|juge|prosecutor|crown|him|he|she|posed -passengers|airline
	justice|jp|bench|magistrates 6> heard|told|learned|appris|entendu|hears 8> he|she|his|her|him|il|elle|accused|that -ban|comment
	barrister|lawyer|solicitor|counsel|avocat|avocate|defence 2> told|said|promised|assured|asked|plaide|dit 10> live|stay|surety|nan|address|curfew|habiter|vivre|domicile|house|sister|mother|mere|soeur -contact
`

const sealedIdeas = `
	reporting|publication 1> ban|restriction|restrictions 2> covers|hides|protects|bars 8> link|connection|relationship|relative|employer|job|son|daughter <12> where|who|because|since|as -not
	sealed|unsealed|scelle|scellee|scelles|scellees|seal <5> ` + sealedOnes + ` <12> ` + discloses + ` -cannot|discuss|comment|remains|executed
	according|per|selon|quoting|quote|citing|from|dans|reading <5> sealed|scelle|scellee|scelles|scellees|unsealed -envelope|bag|package
	jury|jurors|jures|juror <6> doesn|don|won|hasn|haven|didn|not|never|unaware|ignore|ignorent|pas|yet <6> know|hear|heard|told|see|seen|shown|learn|sait|savent|saura|vu|entendu|aware|ignore|ignorent -duty|summons|scam
	grand 1> jury|jurors|juror 8> shown|heard|saw|told|watched|listened|given|learned|testified -scam|duty
	ban|bans|order|ordonnance|restriction|restrictions|named|identified|identify|identification|nommee|nomme|identifiee|interdiction <12> complainant|victim|girl|boy|woman|witness|plaignante|victime|fillette|temoin|lad|child|garcon|complainants|she|he|elle <12> is|was|est|being|etait|s 3> his|her|defendant|accused|son|sa|ses|s|la|le|the 6> ` + bannedKin + ` -next|notified|family
	grand 2> jury 2> transcript|transcripts|testimony|minutes|exhibit|exhibits|witness|witnesses 8> has|have|says|said|shows|show|puts|named|told|reveals|lying -scam
	jury|jurors|jures <4> out|absence|gone|left|sortis|sorti|absents <10> judge|told|heard|learned|shown|juge|appris|argued|entendu -deliberating|verdict|retired|duty
	anonymity|anonymat <5> victim|complainant|plaignante|victime 10> is|was|est|lives|works 2> a|an|une|un|the|at|in|la|le -tips|tip|crime|stoppers|appels
	ban|order|restrictions|ordonnance|interdiction <5> despite|aside|notwithstanding|malgre|regardless|ignoring 20> is|was|works|teaches|lives|attends|plays|est|travaille|enseigne|habite|etudie|runs -evacuation|weapons
`
