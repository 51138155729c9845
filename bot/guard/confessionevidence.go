package guard

// ConfessionEvidence objects to statements of an accused, and to forensic and
// identification evidence against one. Some of it is evidence whatever stands
// around it; the rest only near words for an accused, since victims and
// witnesses make statements too, and a stranger may be "admitted to hospital".
func (detectors) ConfessionEvidence(d *doc) []hit {
	var out []hit
	for _, m := range d.apart(evidence) {
		if m.name == wholesome || d.around(m.first, m.last, 14, afterTrial) {
			continue
		}
		switch m.name {
		case "statement":
			if d.before(m.first, 9, bystanders) || !d.accusedBefore(m.first, 8) {
				continue
			}
		case "trace":
			if d.around(m.first, m.last, 12, genericTraces) && !d.around(m.first, m.last, 12, accusedNouns) {
				continue
			}
		case "found":
			if !d.within(m.first, m.last, matchWords) && !d.accusedAround(m, 12) {
				continue
			}
		}
		out = append(out, d.hit(m.first, m.last+1))
	}
	return d.withPairs(out, evidencePairs, evidence, nil)
}

// accusedAround reports whether an accused stands near a phrase: by a word for
// one, or by name.
func (d *doc) accusedAround(m match, n int) bool {
	if d.around(m.first, m.last, n, accusedNouns) || d.around(m.first, m.last, n, accusedPronouns) {
		return true
	}
	return d.someoneNamed(m.first-n, m.last+n, d.tok[m.first].sentence)
}

// accusedBefore reports whether an accused stands among the n tokens before
// token i: the one who speaks.
func (d *doc) accusedBefore(i, n int) bool {
	return d.before(i, n, accusedNouns) || d.before(i, n, accusedPronouns) || d.someoneNamed(i-n-4, i-1, d.tok[i].sentence)
}

// Words around evidence; all are read only.
var (
	// afterTrial says that a court has decided, and what was admitted to it may
	// be told.
	afterTrial   = set("sentenced suspended jailed pleaded pled convicted")
	accusedNouns = set(`accused suspect suspects defendant defendants arrestee charged arrested killer murderer shooter gunman robber thief offender perpetrator attacker
		accuse accusee accuses suspecte prevenu prevenue inculpe arrete`)
	accusedPronouns = set("he they him his il ils lui driver teen youth")
	matchWords      = set("match matches matched hit correspond correspondance")
	bystanders      = set("superintendent manager clerk cashier guard landlord janitor friend friends brother sister mother father wife husband tenant roommate driver paramedic doctor nurse teacher shopkeeper gerant commis concierge witness witnesses victim victims complainant neighbour neighbours neighbor neighbors resident residents family parents owner caller passerby bystander staff employee temoin temoins victime victimes voisin voisins plaignant plaignante famille residents passant anyone who you please")
	genericTraces   = set("technology advances remains unidentified genealogy cold deceased identity decades relatives profile advanced restes technologie genealogie defunt identite avances")
)

// evidence is read only. Whoever confesses, fails a polygraph or offers an
// alibi is accused; a trace is one that was matched; what was found needs an
// accused near.
var evidence = phrases(`
	[always]
	confessed|confesses|confess|confessing
	full|his|her|their|written|recorded|taped|video|signed|detailed|a|made|false|partial|gave|tearful|oral signed|full|written|? confession|confessions
	admitted|admits|admitting|admit|confirmed freely|later|openly|? responsibility|guilt|involvement|liability|fault|everything|culpability
	admitted|admits|admitting|admit to|in|it|that|? police|investigators|officers|detectives|us|interview|questioning|he|she|they
	admitted|admits|admitting to|? the|a|his|her|this|that|carrying|committing|? offence|offense|crime|crimes|killing|attack|stabbing|shooting|murder|theft|robbery|robberies|assault|charge|charges|arson|burglary|role|part|rape|abuse|act|allegations|murders|fraud|fire|lying
	admitted|admits|admitting to|? stabbing|shooting|killing|robbing|stealing|hitting|punching|assaulting|setting|taking|driving|firing|being|having|starting|beating|raping|selling|breaking|attacking|strangling|carrying|throwing|using|planning|fleeing|touching|abusing|dumping|hiding|pulling|doing|murdering|abducting|kidnapping
	owned up|to up|it|?
	came clean
	incriminated|implicated himself|herself|themselves
	incriminating|inculpatory|exculpatory|self|damning incriminating|? statement|statements|evidence|messages|texts
	cautioned|videotaped|recorded|sworn|voluntary|inculpatory|kgb statement|statements|interview|confession
	refused|declined|failed|unwilling|refuses|declining to a|? take|answer|give|make|provide|cooperate|speak|talk|undergo ** statement|statements|questions|polygraph|test|interview|investigators|police
	exercised his|her|their right to silence|counsel|remain
	no comment interview|interviews
	gave|giving|went|answered no comment
	polygraph|polygraphs test|tests|examination|result|results|?
	lie detector test|tests|?
	alibi|alibis
	led|took|directed|showed police|officers|investigators|detectives * to|where the|a|his|her|? body|weapon|gun|knife|remains|grave|money|cache|hidden|spot
	re enacted|enactment the|of crime
	overwhelming|strong|compelling|solid|damning|mountain|conclusive|direct|irrefutable of|? physical|forensic|video|dna|? evidence
	evidence|proof|case against ** him|her|them|accused|suspect|defendant|man|woman
	evidence|proof|video|footage|cctv|images|records|messages|texts|analysis|tests|forensics|testing proves|prove|proved|confirms|places|placed|puts|put|ties|tied|links|linked|implicates|implicate|show|shows him|her|them|that|the|accused|suspect|? him|her|them|accused|suspect|he|she|they|guilt|at
	[lineup]
	picked|identified|selected|chosen|recognised|recognized|pointed|viewed|chose|shown|picks out|? * out|? of|from|in|during|at|by|a ** lineup|lineups|parade|array|viper
	picked|identified|selected|chosen|recognised|recognized|pointed|viewed|chose|shown|picks ** line up|ups
	photo|photographic|police|suspect|identification|id|identity|viper lineup|lineups|parade|parades|array|pack|line pack|up|procedure|?
	positively|been|was|were|victim|witnesses|witness|complainant positively|later|also|? identified|recognised|recognized him|her|them|by|as * victim|victims|witness|witnesses|eyewitness|eyewitnesses|complainant|attacker|assailant|robber|shooter|gunman|driver|accused|suspect|suspects|killer|culprit
	picked|picks|identified him|her|them out
	eyewitness|eyewitnesses|witness|witnesses|victim|complainant|victims have|has|had|later|also|positively|? identified|recognised|recognized|named|identify|picked him|her|them|the as|accused|suspect|defendant|out
	[trace]
	dna|genetic|fingerprint|fingerprints|prints|forensic|forensics|ballistic|ballistics|thumbprint|palmprint|footprint|footprints|footwear|fibre|fibres|fiber|fibers|hair|handwriting|bloodstain|blood evidence|profile|sample|samples|test|tests|testing|analysis|results|result|report|comparison|examination|prints|impression|impressions|traces|experts|stains|work|lab|spatter|? ** match|matches|matched|matching|linked|links|link|linking|tied|ties|connects|connected|implicates|implicated|proves|proved|placed|places|identified|belongs|belonged|belonging|consistent|pointed|points|incriminates
	linked|tied|connected|identified|matched|traced|implicated ** by|through|via|using|with dna|fingerprint|fingerprints|prints|genetic|ballistics|ballistic|forensic|forensics|blood
	match|matched|matches|matching|linked|identified|tied|connected|implicated|caught|nabbed|trapped|identification|convicted to|by|through|via|with|from|using|on|of|for|as his|her|the|a|their|suspect|accused|thanks|? s|? dna|genetic|fingerprint|fingerprints|prints|palm|ballistics|ballistic|forensic|forensics|footprint|blood evidence|analysis|print|match|testing|sample|profile|?
	dna|fingerprint|ballistic|ballistics|genetic|print match|hit|matches|hits
	his|her|suspect|accused|their|defendant|smith s|? own|? dna|fingerprint|fingerprints|prints|palm|thumbprint|footprints|saliva|semen|blood print|prints|profile|sample|? was|were|is|are|on|at|in|from|matched|had|has been|? found|recovered|lifted|identified|discovered|detected|there|present|located|left|everywhere|the|all
	bullet|bullets|casing|casings|cartridge|cartridges|rounds|round|projectile|gun|weapon|firearm * match|matched|matches|matching|linked|traced|came|fired|tied to|from|by|his|her|the his|her|accused|suspect|gun|firearm|pistol|weapon|handgun|rifle|same|him|a|bullet
	gunshot|gunpowder|firearm residue|residues ** found|hands|clothing|clothes|positive|detected
	tested|tests positive for ** gunshot|residue|gsr
	gsr|swab positive|test|matched
	[found]
	dna|fingerprints|fingerprint|blood|saliva|semen|bloodstains|palm * was|were|evidence|has|found|on|print found|recovered|lifted|collected|taken|discovered|obtained|detected|on|in|at|under|been
	murder|stolen|victim|bloody|bloodied|blood|stained s|stained|? weapon|knife|gun|clothes|clothing|shirt|shoes|wallet|phone|blood was|were|found|recovered|seized ** his|her|accused|suspect
	[statement]
	gave|made|provided|giving|signed|making|providing|offered a|an|his|her|two|? full|voluntary|lengthy|detailed|written|video|first|formal|conflicting|different|false|? statement|statements|account|accounts|version to|in|about|with|at|of|under|implicating|after|?
	told|telling|said|saying to|? police|investigators|officers|detectives|us|officer|detective|interviewers|questioning that|he|she|they|it|the|of|about|how|why
	in|during|under|after|upon|on a|an|his|her|the|police|? cautioned|police|taped|recorded|? interview|interrogation|questioning|caution|arrest he|she|the|they|accused|? ** said|told|stated|claimed|denied|admitted|explained|replied|described
	denied|denies|denying|disputes|claims|claimed|insisted|insists|maintains ** involvement|allegation|allegations|charge|charges|offence|it|innocence|innocent|responsibility|accident|defence|knowledge
	[clean]
	admitted|admit|admits|admitting to|at|into|for|in|as the|a|an|intensive|local|toronto|nearby|trauma|icu|hospital|emergency|care|treatment|surgery|critical|patient
	confess|confessing your
	advances in dna
	dna technology
	turn in
	[french]
	avoue|avouait|avouer|avoua avoir|son|sa|le|les|qu|etre|tout|? crime|meurtre|gestes|faits|implication|vol|?
	aveu|aveux
	passe|passee aux aveux
	confesse|confessee|confession
	a|ont|avait|aurait tout|? reconnu|reconnus|admis|confirme les|avoir|sa|son|etre|ses|l|que|qu|sur faits|responsabilite|implication|gestes|culpabilite|participation|role|erreurs|il|elle|crime|vole|tue|poignarde|frappe|tire|agresse|commis|attaque|pris|conduit|incendie|ete|?
	reconnu|reconnait|admet|admis|nie|niait sa|son|les|avoir|toute|etre responsabilite|implication|faits|gestes|culpabilite|participation|tue|vole|poignarde|frappe|tire|agresse|commis|accusations|coupable
	polygraphe|polygraphes|detecteur de|? mensonge|mensonges|?
	s est|sont incrimine|incriminee
	declaration|declarations incriminante|incriminantes|volontaire|sous|video|filmee
	refuse|refusait|accepte de repondre|faire|donner|collaborer|parler|passer|subir ** questions|declaration|enqueteurs|policiers|polygraphe|test
	preuve|preuves|dossier ** contre lui|elle|eux|l|le|accuse|suspect
	preuve|preuves accablante|accablantes|solide|solides|incriminante|incriminantes
	parade|seance|tapissage d|photographique|de|? identification|photo|suspects
	identifie|reconnu|reconnue|identifiee ** parade|tapissage|seance|temoins|temoin|victime|planche
	victime|victimes|temoin|temoins|plaignante l|les|a|ont|ete|formellement|? a|ont identifie|reconnu|formellement l|le|comme|identifie|suspect|accuse|reconnu
	guide|guides|conduit|mene|menes les policiers|enqueteurs|agents * corps|arme|cadavre|cachette|lieu
	[trace]
	adn|empreinte|empreintes|analyse|analyses|expertise|balistique|prelevement|traces|test|tests|sang|genetique digitale|digitales|genetique|genetiques|balistique|balistiques|adn|d|de|? ** correspond|correspondent|correspondait|correspondaient|concorde|concordent|relie|relient|lie|lient|reliee|incrimine|incriminent|appartient|appartiennent|identifie|confondu|confirme|confirment|prouve|prouvent|trahi|permis
	identifie|relie|confondu|lie|trahi|associe|identifiee|correspond|correspondance|relient|retrouve grace|par|a|au|d|de|avec|son|sa a|son|sa|l|des|les|ses|aux|? ses|? adn|empreintes|genetique|balistique|empreinte
	son|ses|sa|leurs adn|empreintes|sang|empreinte|salive digitales|? a|ont|se|etait|etaient|sont ete|? trouve~|retrouve~|releve~|preleve~|identifie~|sur|partout
	son|ses|sa|leurs adn|empreintes|sang|empreinte|salive digitales|? sur
	residus|residu de tir|poudre
	[found]
	adn|empreintes|empreinte|sang ** trouve|trouves|trouvee|trouvees|retrouve|retrouves|retrouvee|retrouvees|preleve|prelevees|releve|relevees|recueilli|recueillies
	[statement]
	fait|donne|fourni|livre|signe une|sa|plusieurs|deux declaration|declarations|version|deposition aux|a|au|enqueteurs|policiers|police|?
	dit|declare|raconte|affirme|explique|confie aux|a|la|? enqueteurs|policiers|agents|police
	[clean]
	prise|prises d empreintes
	declare|declarer * revenus|disparue|disparu
`)
