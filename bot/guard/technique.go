package guard

// Technique objects to words that say how the police find out: whoever reads
// them learns what to avoid. What the public is asked for (dash-cam video) and
// what everybody sees (a police dog, a drone over a park) is no secret.
func (detectors) Technique(d *doc) []hit {
	var out []hit
	for _, m := range d.apart(techniques) {
		switch {
		case m.name == wholesome:
			continue
		case m.name == "gadget" && d.around(m.first, m.last, 8, ownersWords):
			continue
		}
		out = append(out, d.hit(m.first, m.last+1))
	}
	return d.withPairs(out, techniquePairs, techniques, nil)
}

// ownersWords are those of advice to owners, who have trackers too.
var ownersWords = set("your yours yourself owner owners consider install installing votre vos proprietaire proprietaires installez pensez")

// techniques are read only. A gadget is one that people own themselves.
var techniques = phrases(`
	[phone]
	!cell|cellular|mobile|phone site|sites|tower|towers analysis|data|records|dump|dumps|information|evidence|location|hits|pings|ping|warrant|?
	!cellsite
	!tower|towers dump|dumps
	!cell|cellphone|phone|phones|mobile|handset|device|signal|cellulaire phone? ping|pings|pinged|pinging|triangulat~|geolocat~
	!pinged|pinging|ping|triangulated|triangulating|geolocated|tracked|tracking|traced|tracing|located|locating|located|followed his|her|their|the|a|suspect|accused suspect|accused|s? cell|cellphone|cellular|phone|mobile|handset|device|iphone
	!triangulation|triangulated|triangulating
	!phone|cellphone|mobile|handset|telephone|cellular location|tracking|tracing|intercept|intercepts|data extraction|?
	!imsi|stingray|stingrays|dirtbox catcher|catchers|device|devices|?
	!geofence|keyword warrant|warrants|data|search
	!geofencing
	!cellebrite|graykey|greykey|clearview|palantir|pegasus
	!pen register
	!trap and trace
	!dial number recorder
	!on device investigative tool|tools
	!extracted|cracked|unlocked|hacked ** phone|phones|cellphone|iphone|device|devices|laptop
	!historical|live|real call|phone|time|cell data|location
	!phone|call records|data|logs showed|show|placed|places|put|confirmed|revealed|obtained
	[listening]
	!wiretap|wiretaps|wiretapped|wiretapping
	!wire tap|taps|tapped|tapping
	!tapped|bugged|bugging|tapping his|her|their|the|a|suspect phone|phones|home|house|car|vehicle|calls|line|lines
	!wearing|wore|wear|worn|wired a|his|her wire
	!intercepted|intercepting|intercept|intercepts|interception * call|calls|communication|communications|message|messages|phone|text|texts|conversation|conversations|emails|chats
	!intercepted|lawful|electronic|audio|communications|phone intercept|intercepts|interception
	!listening|eavesdropping|recording device|devices|bug|bugs
	!electronic|covert|covertly|hidden|directed|intrusive|physical|mobile|plainclothes|plain|foot clothes? surveillance
	!covert|covertly|hidden|concealed|pole camera|cameras|recorder|recording|recordings|operation|operations|operative|operatives|entry|officer|officers|listening|filming
	!under|conducted|conducting|conduct|by|of|through|during|using|used|placed|had|kept|after surveillance on|team|teams|officers|unit|of|operation
	!surveillance team|teams|officers|officer|unit|units|operation|operations|squad|detail
	!secretly recorded|filmed|taped
	[follow]
	!tracking|locating device|devices|beacon|beacons|bug|warrant|warrants
	!tracker|trackers on|under|beneath|attached|placed|planted|fitted|hidden|inside|fixed|to|warrant|in
	!placed|planted|attached|fitted|hid|put|installed|installing|using|used|via a|an|the|gps|hidden|covert gps|covert|hidden|magnetic|tracking? tracker|trackers|beacon
	[gadget]
	!gps|magnetic|vehicle|electronic tracker|trackers|tracking|device|devices|beacon
	!airtag|airtags
	!facial|face recognition|matching|scanning technology|software|system|match|search|cameras|scan|?
	!spyware|malware
	[covert]
	!undercover|uc officer|officers|operation|operations|agent|agents|operative|operatives|police|cop|cops|detective|detectives|constable|buy|buys|buyer|investigation|investigator|investigators|work|sting|car|cars|vehicle|team|member|members|unit|role|online|persona|account|purchase
	!posing|posed|pose|poses|went|going|worked|working|operating|acting undercover
	!undercover
	!officer|officers|detective|detectives|investigator|investigators|police|cop|constable posing|posed as
	!sting operation|operations
	!police sting
	!mr|mister big
	!controlled|test delivery|deliveries|buy|buys|purchase|purchases
	!bait car|cars|bike|bikes|package|packages|vehicle|vehicles|phone
	!decoy|fake|sock|dummy|covert|false officer|online|social|puppet|facebook|police media|dating account|accounts|profile|profiles
	!honeypot|honeytrap
	[plates]
	!alpr|anpr|lpr|anprs|alprs
	!automated|automatic licence|license|number plate|plates? recognition|reader|readers|reading|camera|cameras|plate
	!licence|license|number plate reader|readers|recognition|scanner|scanners|scan|scans|hit|hits
	!plate|plates reader|readers|recognition|scanner|scanners
	!flock camera|cameras|safety
	[database]
	!nibin|ibis|codis|afis|vicap|viclas|ngi|cabis|iafis|ident1|ridts database|system|hit|match|search|?
	!national dna data bank|database
	!national ballistics|ballistic intelligence|database service|?
	!gunshot|gunfire detection
	!shotspotter
	!source|facial development|gallery match|search
	[clean]
	surveillance|security camera|cameras|video|videos|footage|image|images|system
	hidden camera|cameras * washroom|bathroom|changeroom|change|victim|found
	undercover of darkness
	cell phone|cellphone|phone video|footage|videos|pictures|photos
	[french]
	!ecoute|ecoutes electronique|electroniques|telephonique|telephoniques|clandestine
	!mis|mise|mises|sur|sous|placee|place sur|sous? ecoute|ecoutes
	!intercepte|interceptes|interceptees|interceptee|intercepter|interception|interceptions|intercepte de|d|des|les|ses|ces|leurs|la|une? communication|communications|appel|appels|conversation|conversations|message|messages|textos|telephonique
	!balise|balises|traceur|traceurs|mouchard|mouchards gps|de|sous|sur|place|placee|installe|installee|dissimule|dans localisation|geolocalisation|suivi|reperage|le|la|son|vehicule|?
	!dispositif|appareil|dispositifs de|d localisation|reperage|suivi|ecoute|geolocalisation|pistage
	!tour|tours|antenne|antennes|borne|bornes|site|sites cellulaire|cellulaires|relais|telephonique|telephoniques
	!triangulation|triangule|trianguler|triangulant
	!geolocalise|geolocalisation|geolocaliser|localise|localiser|repere|signal du|de|son|sa|leur|le|l la|son|l? telephone|cellulaire|appareil|portable|signal
	!donnees cellulaires|telephoniques
	!donnees de|du|d|des localisation|telephone|cellulaire|geolocalisation|telephones
	!intercepteur|capteur|recepteur imsi|d imsi|?
	!agent|agents|agente|policier|policiers|policiere|enqueteur|enqueteurs|operation|operations|officier double|doubles|infiltre|infiltres|infiltree|d|en|banalise|sous infiltration|civil|couverture|?
	!agent|agents|agente|policier|policiers|operation|operations double|d|infiltre|infiltres|en|sous civil|infiltration|couverture
	!infiltration|infiltre|infiltres
	!reconnaissance faciale
	!lecteur|lecteurs|lecture|reconnaissance automatique|automatiques|automatise|automatisee|de|des de|des? plaque|plaques
	!rapi|srpi|lapi|sapi
	!filature|filatures|filoche
	!surveillance physique|discrete|electronique|policiere|secrete|clandestine|rapprochee
	!camera|cameras cachee|cachees|dissimulee|dissimulees|espion
	!livraison|achat controlee|controle|surveillee
	!vehicule|voiture appat
	!faux|fausse|faux compte|comptes|profil|profils|identite policier|facebook|de|en ligne|?
`)
