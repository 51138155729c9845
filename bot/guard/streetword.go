package guard

// Words around addresses; all are read only.
var (
	// streetKinds maps what English street names end in to the full word.
	streetKinds = map[string]string{
		"street": "street", "st": "street", "str": "street", "avenue": "avenue", "ave": "avenue", "av": "avenue",
		"road": "road", "rd": "road", "drive": "drive", "dr": "drive", "boulevard": "boulevard", "blvd": "boulevard",
		"crescent": "crescent", "cres": "crescent", "cr": "crescent", "cresc": "crescent", "court": "court", "crt": "court", "ct": "court", "lane": "lane", "ln": "lane",
		"way": "way", "place": "place", "pl": "place", "terrace": "terrace", "terr": "terrace", "circle": "circle", "cir": "circle",
		"trail": "trail", "parkway": "parkway", "pkwy": "parkway", "gate": "gate", "gardens": "gardens", "gdns": "gardens", "square": "square", "sq": "square",
		"heights": "heights", "hts": "heights", "close": "close", "mews": "mews", "row": "row", "hill": "hill", "grove": "grove",
		"path": "path", "sideroad": "sideroad", "line": "line", "concession": "concession", "quay": "quay", "esplanade": "esplanade",
		"promenade": "promenade", "walk": "walk", "green": "green", "common": "common", "crossing": "crossing", "landing": "landing", "pike": "pike",
		"loop": "loop", "alley": "alley", "bend": "bend", "ridge": "ridge", "rise": "rise", "croft": "croft", "parade": "parade", "mead": "mead", "highway": "highway", "hwy": "highway",
	}
	// numberedRoads may have a number behind them.
	numberedRoads = set("road rd line highway hwy concession sideroad route")
	// lowerKinds are kinds that mean a street in small letters too.
	lowerKinds = set("street avenue ave road drive crescent boulevard blvd court terrace")
	// frenchKinds are what French street names begin with.
	frenchKinds = map[string]string{
		"rue": "street", "avenue": "avenue", "av": "avenue", "ave": "avenue", "boulevard": "boulevard", "boul": "boulevard", "bd": "boulevard", "bl": "boulevard",
		"chemin": "road", "ch": "road", "place": "place", "allee": "alley", "impasse": "impasse", "cote": "hill", "montee": "climb",
		"rang": "rang", "croissant": "crescent", "promenade": "promenade", "terrasse": "terrace", "ruelle": "lane", "cours": "court", "quai": "quay", "route": "route",
	}
	directions = set("east west north south e w n s ne nw se sw est ouest nord sud")
	particles  = set("de du des la le les of the l d et von van den der st ste saint sainte")
	// streetBreaks end the search for a street's name.
	streetBreaks = set(`block blk division div people persons person man men woman women officers officer year years yr am pm a m p
		minutes minute hours hour days day km kms metres meters feet blocks and at on in to from near between for with is was were are
		or by off down up along toward towards across into onto this that his her their minute second mins stores store suspects shots vehicles cars units
		dans sur pres a au aux ans heures heure minutes vers entre est-ce personnes hommes femmes another other more`)
	// countedBy are words whose number is no house's.
	countedBy = set(`exit exits route routes highway hwy bus line division div gate platform track lane station terminal floor level flight unit
		pc ps dc ds di sgt cst const constable officer badge collar engine ladder squad tanker pump fy no
		room sortie autobus ligne autoroute quai page chapter section article badge bay runway grade form act bill concourse car train streetcar`)
	// countedThings are what a number before a street counts; asideLeads begin
	// where somebody aged so much is from.
	countedThings = set(`stalls stores shops businesses residents residences homes houses apartments tenants drivers commuters vendors restaurants
		buildings cars locations addresses properties merchants shopkeepers traders neighbours neighbors households cameras`)
	asideLeads = set("of in from and at near with")
	unitWords  = set("apt apartment unit suite ste flat appartement app appt bureau local basement")
	homeUnits  = set("apt apartment apartments flat appartement appt")
	// homeCues say that somebody lives there, or that somebody to protect is
	// there.
	homeCues = set(`home homes house houses residence residences residential resides resided residing lives lived living apartment apt unit basement condo condominium
		townhouse bungalow tenant tenants homeowner neighbour neighbor family victim victims complainant witness witnesses child children
		domicile maison residence habite habitait demeure demeurant reside appartement logement immeuble locataire victime victimes temoin enfant famille`)
	businessCues = set(`store shop shops bank restaurant bar pub nightclub club plaza mall school college university hospital clinic pharmacy hotel motel
		station library church mosque temple synagogue park arena gym cafe coffee convenience supermarket grocery gas business office offices
		centre center courthouse hall museum theatre cinema dealership garage salon jewellery jewelry bakery lcbo warehouse market airport terminal
		magasin boutique banque restaurant bar ecole universite hopital clinique pharmacie hotel bibliotheque eglise mosquee parc arena
		commerce bureau depanneur epicerie centre palais marche gare station-service bijouterie`)
)
