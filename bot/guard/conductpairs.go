package guard

// What the rules about sensitive facts, promises, tips and the public's part
// find by words that stand near each other. All are read only.

var medicalPairs = pairings(medicalIdeas + `
	fit|seizure|stroke|convulsions|blackout <6> had|suffered|having|wheel|epileptic|collapsed|medical -first|witnesses|sudden
	overdose|overdosed|overdosing|od|surdose <7> treated|revived|survived|died|after|suffered|naloxone|narcan|following|last|had|recovering -prevention|awareness|if|you
	medication|medicament|medicaments|meds|pills|insulin|tablets|inhaler|pilule|pilules|medicine|epipen|oxygen <7> prend|prends|takes|take|taking|needs|need|without|stopped|off|missed|his|her|their|daily|prescribed|sans|besoin|requires|ses|son|pour|refused|skipped -stolen|take|drop|return|unused|cabinet|disposal|pharmacy|stole|store|quantity|found
	told|learned|learnt|diagnosis|news|battling|fighting|survivor|remission|terminal <7> cancer|tumour|tumor|leukaemia|leukemia|hiv|dementia|disease|illness -fundraiser|walk|run|charity|society
	hears|hearing|hallucinating|psychotic|psychosis|manic|paranoid|delusional <4> voices|episode|off|crisis|state|break -call|you
	ward|icu|unit|floor|room|bed <6> hospital|infirmary|trauma|psychiatric|psych|recovering|neurological|burns|general|hopital|etage|soins -storage|apartment|investigation|task|located|broke|traffic|crime|crimes|fire|emergency|station
	autism|autistic|nonverbal|verbal|epileptic|diabetic|diabetique|epileptique|autiste|schizophrenic|bipolar <6> he|she|boy|girl|man|woman|is|non|and|il|elle|est|who|has -group|awareness|charity|walk|day
`)

var traitPairs = pairings(traitIdeas + `
	sex <1> work|worker|trade|workers -support|charity|outreach|charities|crimes|industry
	sleeps|sleeping|slept|lives|living|lived|dort|vit|dormait|vivait|camping|bedding 6> car|truck|van|tent|street|streets|rough|park|bus|underpass|bridge|encampment|doorway|shelter|rue|voiture|tente|parc|campement|hostel|couch|couches|vehicle|ravine|refuge -child|anyone|please|near|years|address|avenue|#|who|dog
	transition|transitioning|transitioned|deadname|hormones|formerly <6> began|male|female|man|woman|gender|name|known|started|sex|transitioning|to|alexander -community|period
	shelter|refuge|hostel|rescue <7> lives|living|staying|stays|resident|left|fled|stayed|turned|resides|women|homeless|residing|heberge|hebergee|vit|demeure|sejourne -animal|bus|dog|cat|provide|emergency|evacuation|warming|cooling|storm|opened|open|donations|humane|support|resources|glass|smashed
	gay|lesbian|bisexual|queer|trans|transgender|homosexual|homosexuel|homosexuelle|gai|lesbienne|bisexuel <6> believed|man|woman|victim|suspect|he|she|identified|openly|personne|homme|femme|est|closeted|couple|dating|grindr|app -community|village|pride|bar|liaison|flag|hate|crimes|remembrance|rights|communaute
	grindr|tinder|bumble|hinge|fetlife <8> met|meet|meeting|date|man|victim|he|she|rencontre -scam|safety|tips|warning|beware|fraud
	synagogue|mosque|temple|church|gurdwara|parish|congregation|mosquee|eglise <5> member|attends|worships|belongs|prays|parishioner|frequente|membre|devout -officers|attended|police|fire|vandalised|vandalized
`)

var statusPairs = pairings(statusIdeas + `
	visa|visas|permit|permis <7> run|ran|expired|overstayed|visitor|visitors|student|study|work|tourist|expire|lapsed|out|refused|sponsored|holder|temporary -card|parking|building|fishing|driver|road|debit|gift|street|firearms|credit|possession
	papers|documents|papiers|status|statut <5> without|no|sans|false|illegal|immigration|precarious|undocumented|aucun|irregulier|irregular|migratoire -found|ask|lost|regardless|demande|demandons|wallet|handed|update|asked|report
	cbsa|ice|asfc|border|immigration|uscis|homeoffice <10> removal|removed|remove|deport|deported|deportation|hold|detainer|detained|wanted|ordered|custody|arrest|hearing|renvoi|expulse|expulsion|detenu|tribunal|detention|enforcement|raid -scam|callers|pretending|road|closed|crossing|fentanyl|claiming|never|ask
	student|etudiant|etudiante|worker|travailleur|travailleuse|labourer|nanny <2> international|foreign|etranger|etrangere|temporary|migrant|temporaire|internationale -exchange|orientation|services|safety|fair
	asylum|asile|refugee|refugie|refugiee <6> claim|claimant|seeker|hearing|application|demande|decision|denied|rejected|status|waiting|attend|statut|demandeur|camp|board|hotel -welcome|programme|program|day|charity|services
	citizen|national|citizenship|citoyen|ressortissant|resident|passport <4> foreign|romanian|albanian|polish|mexican|indian|chinese|nigerian|jamaican|iranian|ukrainian|permanent|etranger|dual|not|noncitizen|vietnamese|honduran|guatemalan|salvadoran|venezuelan|haitien|algerien|tunisien|marocain -found|lost|handed|owner|senior|centre|wanted
	arrived|came|moved|immigrated|landed|entered|arrive|arrivee|immigre|snuck|crossed|smuggled <7> illegally|refugee|asylum|visa|irregularly|unlawfully|undocumented|clandestinement|illegalement|immigrant|etranger|refugie|border|lorry -fentanyl|drugs|guns
	illegally|unlawfully|illegalement 6> country|canada|uk|us|states|pays|britain|here -parked|drugs|imported|weapons|guns|firearms
`)

var insultPairs = pairings(insultIdeas + `
	punks|punk|scrote|rats|rat|scum|trash|garbage|dregs|weasel|coward|cowards|loser|losers|clown|clowns|vultures|leeches|predators|hyenas 6> who|think|broke|robbed|stole|attacked|ruining|terrorizing|terrorising|preying|hit|our|left|thought|responsible -fire|bin|collection|set|infestation|music|band|concert|panda|bag
	these|this|those|some|such|two|ces|ce|cette 3> punks|punk|pathetic|despicable|disgusting|worthless|sorry|gutless|spineless|heartless|brainless|miserable|ordures|crapules|minables|pathetique|rats 4> coward|cowards|individual|individuals|man|men|person|people|think|who|excuse|losers|loser|individu|youths|teens|kids|criminals|criminal|thieves|thief|qui|think
	belong|belongs|belonged|rot|deserve|deserves 4> bars|jail|prison|cage|hell|cell|gallows|asylum|zoo -property|item|phone|bag
	toxicomane|drogue|ivrogne|alcoolique|junkie|addict|druggie|drunk|drunkard 4> dangereux|fracasse|vole|smashed|stole|robbed|attaque|notoire|attacked
	dangereux|sale|crazed|deranged|filthy|dirty|raving|vicious|nasty|vile|evil 2> toxicomane|drogue|addict|junkie|thug|lunatic|thief|creep|coward|piece|individu|criminal|vagrant|bum
	dirty|filthy|nasty|vicious|sneaky|greedy 3> thieves|criminals|crooks|robbers|gang|burglars -money
`)

var promisePairs = pairings(promiseIdeas + `
	nobody|no|never|personne <8> find|know|learn|discover|saura|apprendra|sait|told <4> you|it|identity|name|who|vous|were|was -know|anything|injured|what|wanted|known|anyone
	we|police|officers|detectives|nous <6> guarantee|guaranteed|promise|promised|make|ensure|keep|protect|swear|garantissons|promettons|assure|assurons <8> anonymous|anonymity|name|identity|charged|charges|prosecuted|arrested|secret|safe|protected|anonymat|nom|identite|immunity|trouble|deported|witness|relocation|accuse|poursuivi -cannot|unable|pouvons|crime|stoppers|anyone|crimestoppers|ask|asked|never|seniors|patrols|streets|community
	charge|charges|ticket|tickets|fine|fines|warrant|accusation|accusations 6> goes|go|away|disappear|vanish|dropped|forgotten|torn|tomberont|disparaitront|oubliees -accused|court|crown|laid
	you|vous|witnesses|tipsters|temoins <6> won|never|not|jamais|without|needn|t <7> testify|court|witness|stand|statement|temoigner|tribunal|cour|arrested|charged|prosecuted|accuse|poursuivi|jail|trouble -accused|he|she
	reward|bounty|recompense|payout|prime|cheque <8> guaranteed|guarantee|double|doubled|up|garantie|thousand|grand|mille|k|will|immediately -crime|stoppers|crimestoppers|may|could|peut|pourrait|echec|stolen
	immunity|amnesty|leniency|deal|immunite|clemence <6> offer|offering|offered|give|grant|granted|get|promise|anyone|receive|will|offrons|accorde -knife|knives|gun|surrender|weapons|scam|fuel
	off 2> record 8> tell|talk|speak|call|say
`)

var solicitPairs = pairings(solicitIdeas + `
	slide|drop|put|send|shoot|fire|dm|message|text|pop|stick|leave|bung|lob|throw|whack|envoyez|ecrivez|glissez|lancez 6> name|names|info|who|handle|profile|nom|noms|identite|profil <6> dms|dm|comments|comment|below|inbox|replies|thread|messenger|chat|commentaires|commentaire|prive|mp|publication|fil|dessous -not|never|don|owner
	names|name|answers|guesses|handles|noms|nom 3> below|comments|thread|replies|dessous|commentaires|commentaire -listed|address|appear|spelled
	reply|comment|respond|answer|commentez|repondez 7> anything|know|what|who|name|ideas|saw|info|savez|tip|tips|recognise|recognize|nom|noms -private|email|phone
	who 2> you|called|sent|wrote|left|phoned|rang 8> tell|note|message|us|yourself|please|letter|name|tip
	left|sent|wrote|phoned|rang|called|laisse|ecrit|envoye|appele <10> note|letter|tip|message|lettre|anonymous|anonymously|anonyme|voicemail|anonymement <10> who|name|yourself|identify|identity|known|come|forward|nom|nommer|identifier|qui -call|anyone
	make|making|faites|rendons|rendez 2> famous|viral|celebre|star
	him|her|them|his|their|le|la|les|thief|suspect|driver|voleur 6> viral|famous|celebre
	shame|shaming|humiliate|humilier 4> him|her|them|share|public|publicly|online|name|naming|le|la|les -is|it
	identifiez|taguez|taggez|mentionnez 3> le|la|les|ami|amis|quelqu 6> publication|commentaires|commentaire|dessous|sous|connaissez
`)

var invitePairs = pairings(inviteIdeas + `
	sit 1> on 1> him|her|them -bench|committee
	stay|keep|remain|stick|get|jump|hang|park|collez|restez|suivez 3> tail|bumper|heels|him|them|train|behind|trousses|pare|talons 8> until|till|while|jusqu|before|arrive|get|us|police|officers|en -calm|safe|inside|home|away|clear|indoors|informed|officers
	grab|gather|round|bring|get|rally|call|prenez|rassemblez 3> mates|friends|buddies|bats|bat|lads|boys|neighbours|neighbors|crew|torches|pitchforks|amis|voisins|gang <8> hunt|hunting|after|him|her|patrol|traquer|them -missing|volunteers|arena|coat|valuables
	show|let|make|teach|montrez|faites 2> him|her|them|this|lui|leur 8> welcome|sorry|regret|lesson|pay|know|boss|message|regretter|bienvenu|comprendre|payer -call|staff
	residents|farmers|neighbours|neighbors|owners|anyone|public|people|citizens|you|drivers|shopkeepers|staff|citoyens|residents|vous|agriculteurs 5> encouraged|urged|asked|free|welcome|should|can|may|invited|need|encourages|invites|pouvez|devez|want 4> detain|hold|restrain|tackle|confront|follow|chase|apprehend|block|corner|arreter|retenir|suivre|intercepter|bloquer|poursuivre -not|never|us|officers|account|instructions|breath|signs|detour|advice|squad|unit|call
	hesitez|genez|feel 6> suivre|retenir|bloquer|arreter|intercepter|pourchasser|confronter|follow|chase|hold|detain|confront|tackle|block 4> le|la|les|him|her|them|suspect|truck|van|car|vehicle|vehicule|homme|au|until -not|us
	empechez|bloquez|retenez|coincez|barrez|entourez|stop|prevent|block|box|trap|corner 2> le|la|les|him|her|them|lui|leur|it 5> partir|fuir|filer|passer|sortir|quitter|leaving|leave|escape|escaping|getting|keys|in|arrive|police|jusqu -officers|police|was
	take|prenez|confisquez|grab|pull|pocket 3> keys|cles|clefs|tyres|tires 6> ignition|him|her|driver|out|from|conducteur -lock|hide|your|stolen
	go|head|march|get|rendez|allez 3> house|home|door|address|place|work|workplace|chez|maison 6> him|her|his|and|tell|demand|confront|lui|exigez|knock -inside|stay|safe|return|your|come|call
	baseball|bat|shotgun|rifle|bats|crowbar 6> ready|grab|protect|use|keep|yourself|yourselves
	vigilante|posse|mob|justiciers|justicier 6> form|join|organize|organise|start|formez|time|need -not|do|don|never
`)
