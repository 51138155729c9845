package guard

// InternalInfo objects to what a police data base says about somebody, and to
// papers that are meant for police only. The name of a system alone is no
// secret: "check the MTO website".
func (detectors) InternalInfo(d *doc) []hit {
	var out []hit
	for _, m := range d.apart(queries) {
		if m.name == wholesome || m.name == "system" && (!d.systemNamed(m) || companies.has(d.word(m.last+1))) {
			continue
		}
		if m.name != "paper" && d.around(m.first, m.last, 5, readersWords) {
			continue
		}
		out = append(out, d.hit(m.first, m.last+1))
	}
	return d.withPairs(out, queryPairs, queries, func(m match) bool { return d.systemNamed(m) && !d.around(m.first, m.last, 5, readersWords) })
}

// systemNamed reports whether a phrase names a police system and no bank,
// market or Mr Holmes: their names are written in capitals.
func (d *doc) systemNamed(m match) bool {
	for i := m.first; i <= m.last; i++ {
		if systems.has(d.word(i)) {
			return d.upper(i) || !commonNames.has(d.word(i))
		}
	}
	return true
}

// readersWords are those of advice to readers; read only.
var readersWords = set("your yours votre vos")

// companies follow the name of a system that is a bank's; read only.
var companies = set("bank banks arena park financial plaza branch center")

// Names of police systems; read only. The common names are words or names of
// other things as well.
var (
	systems = set(`cpic ncic pnc pnd holmes holmes2 niche pip mto crpq cipc saaq dmv dvla nlets nics leads versadex ripp prors reper iclpro crims athena connect
		rms ibase quickquery lein cjis fcic clets`)
	commonNames = set("holmes niche pip leads connect athena pnc mto crims nics")
)

// queries are read only.
var queries = phrases(`
	[system]
	cpic|ncic|pnc|pnd|holmes|niche|pip|mto|crpq|cipc|saaq|dmv|dvla|nlets|leads|versadex|lein|clets|rms|fcic database|system|record|records|data|file|files|check|checks|query|queries|search|hit|hits|entry|results|return|account|of|on|? * show|shows|showed|showing|indicate|indicates|indicated|reveal|reveals|revealed|list|lists|listed|confirm|confirms|confirmed|say|says|said|come|comes|came|returned|returns|flag|flags|flagged|link|links|linked|identify|identifies|identified|suggests|names|indique~|montre~|revele~|confirme~|repertorie~|signale~|contient
	cpic|ncic|pnc|pnd|holmes|niche|crpq|cipc|nlets|versadex|lein database|system|record|records|data|file|files|check|checks|query|queries|search|hit|hits|entry|results|return|flag|flags|caution|cautions|marker|markers|warning|number
	mto|dmv|saaq|dvla|pip|leads|pnc record|records|data|query|queries|search|hit|hits|check|checks|database on|of|for|against|returned|results|?
	according|per|as|based|following|via|through|using|queried|checked|searched|search|query|check|ran|run|runs|entered|listed|flagged|recorded|appears|added|registered|wanted|logged|put|found to|per|on|him|her|it|them|the|a|his|name|plate|vehicle|of|checks|? in|on|of|the|from|through|with|against|search|query|check|our|records|? the|our|from|? cpic|ncic|pnc|pnd|holmes|niche|pip|crpq|cipc|nlets|leads|versadex|lein database|system|records|record|?
	according|per|based|following|queried|ran|run to|on|with|of|a|the|his|her|plate|it|? with|through|of|at|the|in|? the|? mto|dmv|saaq|dvla records|record|database|files|data|?
	verification|verifications|enquete|recherche|interrogation|selon|d|inscrit|inscrite|fiche|fiche|signale|consultation|apres aupres|au|a|dans|le|la|du|apres|les|de|l|donnees|? le|la|l|du|? crpq|cipc|saaq|mto|fichier|fichiers|registre|registres|sip policier|policiers|?
	[records]
	our|police|internal|department|force|vehicle|licensing|mugshot|intelligence|departmental|station|motor|ministry police|vehicle|force|internal|intelligence|records|criminal|? records|record|system|systems|database|databases|files|file|intelligence|check|checks|query|indices|logs|holdings show|shows|showed|indicate|indicates|indicated|reveal|reveals|revealed|list|lists|listed|confirm|confirms|confirmed|say|says|suggest|suggests|suggested|have|identify|identified|flag|flags|flagged|contain|contains|link|links|linked|describe|describes him|her|that|?
	checks|check|query|queries|search|searches|inquiries|enquiries on|of|in|with|against ** plate|plates|vehicle|name|registration|licence|license|system|database|databases|records show|shows|showed|reveal|reveals|revealed|indicate|indicated|confirm|confirmed|came|returned|identified
	plate|plates|registration|licence|license|tag|vin|vehicle|name|car plate|number|? came|comes|come|returned|returns|checked|checks|ran back|up|out|? as|to|? registered|stolen|belonging|flagged|wanted
	plate|plates|registration|tag|vin|vehicle|name|car|it came|comes|come back|up to|as|on|with
	plate|plates|registration|tag|vin|vehicle|car|suv|van|truck is|was registered|plated to|in
	registered owner|keeper|owners is|was|are|lives|resides|has|comes|came|shows|named|identified|confirmed|appears|listed
	registered|plated to|in * man|woman|resident|owner|name|company
	database|databases|registry|records|record|system|background|computer|plate|licence query|queries|check|checks|search|searches|hit|hits revealed|reveals|shows|showed|indicates|indicated|confirmed|confirms|found|identified|returned
	ran|run|running|queried|checked his|her|the|their|suspect|accused|vehicle|driver|a s|vehicle|licence|license|? name|plate|plates|registration|vin through|against|in|on|and|over our|the|a|police|got|found|it
	ran|run|running|queried|running his|her|the|their|a licence|license|vehicle|? name|plate|plates
	flagged|flag|flags for|as|with violent|violence|armed|escape|suicidal|mental|dangerous|weapons|gang|assaultive
	flagged|listed|entered|recorded|appears|appeared|queried in|on our|the|a|police police|internal|? system|systems|database|databases|records|computer
	caution|violence|weapons flag|flags|marker|markers|code
	alias|aliases|nicknames on|in|listed|per our|file|police|the|record|in file|record|records|database|system|our|?
	in|on our|police|internal police|internal|? files|records|system|database|databases
	[paper]
	internal|confidential|restricted|leaked police|intelligence|? memo|memos|memorandum|bulletin|bulletins|briefing|briefings|report|reports|document|documents|email|emails|note|notes|circular
	police|law|official internal|enforcement|service|? use|eyes|distribution|circulation|sensitive only
	law enforcement sensitive
	officer|officers safety bulletin|bulletins|alert|alerts|caution|cautions|notice|warning|flag|flags
	not|never for public|external|media release|distribution|dissemination|circulation|disclosure
	do not disseminate
	occurrence|incident|general|crime|police|arrest|intelligence|supplementary report|reports|log|logs|occurrence states|says|indicates|describes|reads|reveals|names|identifies
	shift|parade|roll|tasking|intelligence briefing|briefings|call|log|minutes|package notes|says|said|package|states|item|document|report
	[french]
	nos|notre dossiers|fichiers|fichier|registres|systeme|systemes|base|bases|banque|banques|registre|dossier de|internes|informatique|? donnees|? indique|indiquent|montre|montrent|revele|revelent|confirme|confirment|signale|signalent|contient|contiennent|mentionne|mentionnent|demontrent|identifie
	fichier|fichiers|registre|registres|base|bases|banque|banques|systeme de|policier|policiers|policiere|interne|informatique|la|donnees donnees|police|saaq|policieres|? policieres|policiere|? indique|indiquent|montre|montrent|revele|revelent|confirme|confirment|signale|signalent|contient|mentionne
	proprietaire|titulaire inscrit|enregistre|immatricule|du|de|repertorie vehicule|l|? immatriculation|est|demeure|habite|serait|selon|s
	immatricule|immatriculee|enregistre|enregistree|enregistres au nom de|d|du
	verification|verifications|recherche|recherches|interrogation|consultation|enquete de|du|des|dans|sur|d la|l|les|nos|son|? plaque|nom|immatriculation|fichiers|dossiers|systemes|banques|registres|bases|banque * revele|revelent|indique|indiquent|montre|montrent|permis|confirme|confirment
	plaque|immatriculation|vehicule|voiture est|revient|ressort|sort|revenue|appartient comme|a|au|volee|ressortie|sortie ** vole|volee|nom|proprietaire
	note|memo|rapport|bulletin|courriel|document|communique interne|confidentiel|confidentielle|internes|d evenement|? indique|precise|mentionne|revele|indiquant|decrit|dit|signale|avertit|selon
	usage|diffusion interne|policier|policiere|reserve|restreinte|reservee exclusivement|seulement|uniquement|policier|aux|?
	[clean]
	police|our records|data|database|statistics|figures show|shows|showed|indicate ** per|percent|increase|decrease|down|up|rise|risen|fewer|drop|dropped|gone
	our records office|bureau|management|show you
	police records check|checks|department|office
	vehicle registration sticker|renewal
	mto|dmv|saaq|dvla website|site|office|offices|traffic|cameras|road|roads|advice|highway
	registered owner|owners|keeper of|? this|the|? vehicle|car|? is|are|should|can|please asked|urged|encouraged|invited|call|contact|come|claim
`)
