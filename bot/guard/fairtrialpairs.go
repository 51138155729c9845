package guard

// secrecy says that nothing is told; read only.
var secrecy = set("cannot unable prohibited prohibits forbids nothing comment interdit commenter")

// What the rules about fair trial find by words that
// stand near each other. All are read only.

var recordPairs = pairings(recordIdeas + `
	!arrested|charged|jailed|convicted|cautioned|sentenced|imprisoned|prosecuted|arrete|condamne|accuse <9> times|occasions|fois -anyone|officers
	convictions|priors|antecedents <7> has|have|had|with|his|her|who|whose|several|string|number|previous|list|dozen|carries|a|avec|plusieurs|nombreux|nombreuses -leading|lead|led|leads|check|checks|verification|medicaux|no|overturned
	did|done|served|serving|finished|completed|spent|completing|finishing 6> year|years|yr|months|month|term|stretch|sentence|time|lengthy 5> for|inside|prison|jail|penitentiary|custody|bars -officer|officers|chief|career|policing|army|navy|constable|sergeant|community|member|volunteer|as|hired|retired
	fait|purge|purgeait|purger|passe 5> ans|mois|annees 6> prison|penitencier|detention|bagne|pour|tole -agent|service|policier
	got|has|have|had 1> form|previous|priors 3> for|with|and|as|in
	sent 1> down 5> before|twice|times|years|months|last|once
	dealt|dealings|visited|met|detained|stopped <5> him|her|them|he|she <6> times|occasions|fois|reprises -anyone|victim
	duis|dui|dwi|dwis <4> prior|previous|past|history|#|multiple|several|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve -arrested|charges
	validated|documented|patched|certified|longtime|ranking|sworn 2> member|associate|affiliate|gangster
	member|members|associate|affiliate|leader|lieutenant|enforcer|prospect|ties|links|patched|runs <6> gang|gangs|crips|bloods|mafia|cartel|mob|triad|biker|bikers|ndrangheta|ms13|vagos|bandidos|outlaws -task|unit|squad|prevention|program|programme|investigators
	member|membre|patched|fait|chef|lie|lien|liens 8> gang|gangs|hells|angels|mafia|motards|criminalises|cartel -lutte|escouade
	history|record|past|pattern|form 6> assault~|violen~|weapon~|robb~|stealing|burgl~|abus~|flee~|arson|fraud~|harass~|stalk~|threat~|breach~|offend~|arrest~|convict~|crimin~|knife|firearms|drug|drugs -area|collisions|intersection|neighbourhood|neighborhood|street|road|flooding|medical|check|checks|club|public|building|book|museum|talk|walk|archive|break|months|records|tour|lecture|exhibition|heritage
	released|freed|paroled|sorti|libere|liberee|sorted|emerged|walked <8> prison|jail|penitentiary|prisons|pen|millhaven|collins|belmarsh|hmp|rikers|penitencier|supermax|joliette|donnacona|folsom|borstal -statement|footage|appeal|photo
	out|free|released|freed|remained|remains 3> bond|parole|licence|license 6> for|when|at|after|while|from|in|pending
	bound|subject|under|respecting|breaching|obeying 7> orders|order|undertaking|undertakings|probation|prohibition|injunction|asbo 8> when|at|time|offence|already|release|weapons|court -charged|faces|charges|evacuation|comply|fail|failing
	stranger|strangers|inconnu 6> police|officers|custody|cells|court|courts|law|jail|prison|cops|system|policiers|tribunaux|suite|magistrates|deputies -danger|approached|children|chat
	known|notorious|infamous 4> police|officers|cops|deputies|detectives|authorities|courts|constables|gardai -victim|anyone|is
	connu|connue|connus|connues 5> services|policiers|police|milieu|justice|tribunaux|patrouilleurs|enqueteurs|autorites -victime|lieu
	prior|previous|past|earlier 3> stint|stints|sentence|sentences|brushes|bookings|mugshot|felonies|felony|misdemeanors|misdemeanours|misdemeanor|misdemeanour|lockup
	warrants 5> outstanding|active|previous|unrelated|other 6> already|also|has|had -executed
	gps|electronic|ankle|court <3> bracelet|tag|monitor|monitoring|tether -your|owners
	sex|sexual|delinquant|delinquants 3> registry|register|registrant|registered|registre
	libere|liberee|liberation|semi|sursis|probation <8> conditionnelle|conditionnel|moment|encore|etait|alors|etaient -condition|promesse|comparaitre|accusations|accusation|bris
	recidiviste|recidivistes|multirecidiviste <5> un|une|du|de|la|est|notoire|etait
	pleaded|pled|plaide <4> guilty|coupable <8> last|previous|previously|already|past|deja|en|in|# -victim
	same 2> thing|crime|offence|offense|scheme|scam 6> before|previously|time|prison|jail|past|earlier|last|already
	lourd|lourds|longue|long 3> passe|casier|dossier|antecedents
`)

var bailPairs = pairings(bailIdeas + `
	judge|justice|magistrate|jp|juge|tribunal|bench|commissioner|sheriff <12> felt|satisfied|believed|worried|concerned|feared|convinced|thought|unconvinced|persuaded|concluded|swayed|troubled|decided|suspects|estime|craint|craignait|convaincu|convaincue|considere|inquiete|retenu|ecarte <20> bail|bond|custody|detained|released|release|remanded|return|abscond|flee|detention|liberte|detenu|detenue|libere|liberee|caution|fuite|fuir -comment|ban
	judge|justice|magistrate|jp|court|hearing|tribunal|bench <14> heard|told|learned|learnt|said|found|ruled|noted|remarked|appris|entendu <18> bail|bond|surety|abscond|remanded|release|custody|detained|reoffend|caution|liberte|detenu -comment|ban|cannot|will|adjourned|guilty|arraignment
	crown|prosecutor|prosecutors|prosecution|da|couronne|procureur|procureure|poursuite|defence|defense|counsel|lawyer|lawyers|avocat|avocate|barrister|solicitor <6> argued|said|told|read|played|pointed|claimed|suggested|showed|submitted|opposed|objected|described|cited|revealed|warned|alleged|plaide|valoir|soutenu|oppose|revele|invoque|lu|montre|affirme|demande|asked|pressed|outlined|detailed|painted|consented|agreed|conceded <20> bail|bond|custody|detained|show|release|remanded|abscond|surety|liberte|detention|caution|enquete|run|flee|flight -comment|ban|appeal|date|trial
	denied|refused|granted|released|detained|remanded|jailed|held|refusee|refuse|libere|liberee|detenu|detenue <5> because|since|citing|due|over|reasons|parce|car|puisque|motif|puisqu <14> case|weak|strong|flee|abscond|risk|danger|safety|evidence|reoffend|record|witness|witnesses|victim|threat|fears|fear|concerns|history|alibi|craint|fuite|risque|preuve|securite|recidive|danger|victime -hospital|school|flooding|road
	weak|weakness|strength|strong|flimsy|thin|overwhelming|faible|solide <7> case|evidence|preuve|dossier <16> bail|bond|justice|judge|release|released|detained|custody|remanded|liberte|juge
	surety|sureties|caution|cautions|garant|garante|bondsman|guarantor <9> mother|father|brother|sister|aunt|uncle|wife|husband|parent|parents|friend|cousin|grandmother|grandfather|boss|employer|girlfriend|boyfriend|mere|pere|frere|soeur|tante|oncle|conjointe|conjoint|epouse|ami|amie|cousine|patron|pastor|imam|priest|coach|house|home|pledged|pledge|put|posted|supervise -required|who
	tertiary|secondary|primary|tertiaire|secondaire 3> ground|grounds|concern|concerns|motif|motifs -school|education
	show 1> cause 14> argued|suggested|said|told|heard|claimed|played|read|revealed|admitted|testified|showed|learned
	bail|bond <14> testified|testimony|argued|admitted|revealed|texts|messages|alibi|photos|video|recording|letter|letters|confession|grandmother|plan -set|comment|ban|footage|call
	supervise|supervised|live|reside|residing|stay <8> surety|bail|bond -condition|conditions|must|anyone
	enquete|audience <8> caution|liberte|cautionnement|preliminaire <16> appris|entendu|revele|plaide|valoir|soutenu|dit|affirme|raconte|temoigne|lu|montre|explique|depose
`)

var evidencePairs = pairings(evidenceIdeas + `
	broke|broken 2> down 8> told|admitted|confessed|said|admits|confess
	told|tells|describing|recounted|confided|bragged|boasted 8> done|did|killed|stabbed|shot|robbed|meant|intended|hid|dumped|burned|stole|fired|struck|lost|panicked 3> it|her|him|them|to|control|body|knife|gun|weapon|what|the -victim|witness|woman|complainant|neighbour|neighbor|caller|anyone|driver|owner
	suspect|accused|defendant|arrestee|prisoner|killer|shooter|suspecte|prevenu|inculpe 7> told|tells|explained|claimed|claims|admitted|admits|said|insisted|blamed|bragged|boasted|confided|dit|raconte|explique|pretend|affirme|declare|confie|pretendu|soutient 8> officers|police|detectives|investigators|he|she|they|us|it|being|to|that|policiers|enqueteurs|il|elle|avoir|etre -victim|anyone|allegedly|clerk|cashier|driver|told
	interview|interrogated|interviewed|questioned|interrogation|caution|interroge|interrogee|interrogatoire|questionne <7> he|she|they|il|elle|accused|suspect <8> said|told|blamed|claimed|denied|refused|admitted|stated|answered|silent|declined|changed|dit|nie|admis|pretendu|explique|refuse|affirme|repondu|reconnu|garde -witness|witnesses|reporters|victim|media|temoin|journalistes
	accused|suspect|he|she|they|defendant|man|woman|il|elle|homme|femme 6> given|gave|made|provided|offered|signed|fait|donne|livre 4> full|complete|written|videotaped|recorded|taped|detailed|sworn|complet|complete|detaillee|filmee 4> account|statement|confession|version|declaration|recit -witness|victim|complainant|driver|anyone|caller
	swab|swabs|dna|prints|print|fingerprint|fingerprints|fibres|fibers|hair|blood|semen|saliva|forensics|forensic|lab|laboratory|ballistics|ballistic|toxicology|palm|touch|soil|adn|empreinte|empreintes|sang|balistique|laboratoire|analyses|footprint|footprints|shoeprint <12> match|matches|matched|matching|came|comes|put|puts|place|places|placed|tie|ties|tied|link|links|linked|connect|connects|belong|belongs|belonged|point|points|proves|proved|confirm|confirms|confirmed|identified|his|her|correspond|correspondent|relie|relient|celui|celle|appartient|appartiennent|place|confirme|confirment|implicate|implicates|implicated <9> accused|suspect|him|her|he|she|defendant|man|woman|driver|room|scene|victim|weapon|gun|pistol|accuse|suspecte|homme|lui|victime|lieux|scene|son|sa -unidentified|remains|genealogy|donate|volunteer|volunteers|missing|donors|lost|clinic|advances|1987|identity|name
	tests|test|testing|analysis|examination|analyse|analyses 9> blood|dna|hair|fibres|fibers|residue|prints|semen|saliva|sang|adn|empreintes 9> accused|suspect|defendant|his|her|him|accuse|suspecte|victim|victime|on|sur -unidentified|volunteer
	casing|casings|bullet|bullets|shells|cartridge|slug|slugs|rifling|douille|douilles|projectile <14> match|matches|matched|matching|came|comes|traced|linked|tied|consistent|fired|correspond|correspondent|proviennent|provient 8> gun|pistol|weapon|firearm|rifle|handgun|revolver|arme|fusil|pistolet|his|her
	prints|fingerprints|dna|blood|empreintes|adn|sang <7> all|everywhere|over|on|found|lifted|recovered|left|sur|relevees|trouve|trouvees|trouves 8> his|her|accused|suspect|weapon|knife|till|door|window|wheel|gun|manteau|portiere|arme|couteau|poignee|fenetre|volant|car|counter|handle|bottle -licensing|office|donate|your
	pointed|picked|chose|identified|singled|recognised|recognized|reconnu|identifie|designe <10> lineup|lineups|parade|array|photos|viper|video|spread|tapissage|planche|montage|procedure|mugshots -anyone|public|help|please|you|person|released
	lie|polygraph|detector|polygraphe|voice <5> flunked|failed|passed|took|refused|agreed|declined|test|echoue|reussi|passe|subi|stress -age
	alibi|alibis <10> his|her|no|had|has|claims|hold|checks|check|checked|false|out|offered|gave|told|airtight|son|sans|faux|tient|solide|fourni
	evidence|proof|case|preuve <8> airtight|overwhelming|rock|damning|strong|solid|slam|ironclad|watertight|accablante|beton -please|need
	implicated|incriminated|fingered|ratted|named|denonce|incrimine <6> accomplice|accomplices|partner|himself|herself|cousin|himself|complice|friend|lui -anyone|victim|missing
	silent|silence|solicitor|lawyer|lawyered <6> refused|chose|right|asked|demanded|up|invoked|exercised|garde|refuse <8> interview|questions|talk|police|officers|detectives|speak|say|answer
`)

var sealedPairs = pairings(sealedIdeas + `
	ito|itos|affidavit|affidavits|denonciation|denonciations <14> lays|lay|says|said|explains|tells|sets|spells|contains|claims|puts|how|where|who|that|why|recounts|cites|traces|quotes|portrays|paints|refers|accuses|relate|raconte|expose|indique|revele|decrit|affirme|mentionne|cite|parle|explique -cannot|comment|executed|discuss
	sealed|seal|scelles|scelle|scellee|scellees|unsealed <12> names|name|says|lays|describes|describe|shows|show|lists|list|details|detail|alleges|reveals|reveal|explains|mentions|accuses|identify|identifies|quotes|claims|looking|how|where|indicates|states|revele|revelent|indique|indiquent|decrit|decrivent|mentionne|mentionnent|nomme|nomment|cherchaient|montre|montrent <14> officer|officers|he|she|they|man|woman|men|suspect|accused|drug|drugs|gun|guns|money|phone|phones|police|that|how|where|ledger|drogue|armes|arme|agents|policiers|il|elle|accuse|suspect|argent|home|house|him|her -cannot|comment|envelope|bag|box|package|road|street|building|discuss|evidence
	publication|reporting|banned|non|name <8> ban|bans|order|restriction|restrictions|identity|publication|interdiction <16> but|although|however|still|nevertheless|though|mais|despite|malgre|toutefois|pourtant|cependant|even <12> she|he|they|complainant|victim|plaignante|plaignant|victime|elle|il|complainants <6> is|was|are|works|lives|attends|plays|est|travaille|habite|etudie|a|were|joue|son|her
	protected|anonymous|anonymised|unnamed|proteges|protegees|protege 2> complainant|complainants|witness|witnesses|victim|victims|plaignante|plaignantes|temoin|temoins 3> is|are|was|were|works|work|lives|live|sang|plays|est|sont|travaille|who|s -called|cannot|not|safe
	jury|jurors|jures <10> hear|heard|told|hearing|learn|aware|shown|know|entendu|appris|su|sait|informe|out|absence|gone|excused <12> not|never|without|absence|didn|wasn|pas|jamais|out|excused|hors -duty|selection|summons|scam
	grand|secret|closed|camera|clos|voir <3> jury|testimony|session|hearing|doors|huis|dire <12> said|told|heard|shows|testified|testimony|revealed|learned|indictment|transcripts|temoigne|revele|dit|entendu -returned|handed|indicted|scam|meeting|council|duty
	mandat|warrant|warrants|dossier <4> scelle|sealed|seal|scelles|unsealed <12> looking|cherchaient|cherchait|sought|named|believed|looked|because|croyaient|expected|hoped|espere|hope -cannot
	wiretap|wire|ecoute <5> application|transcript|transcripts|affidavit|authorisation|authorization|mandat|demande <9> says|said|shows|describes|names|reveals|revealed|records|recorded|indique|revele|alleges|that|detail~
`)
