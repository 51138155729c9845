package guard

// A sign is an emergency that shows in words of several kinds that stand close
// together, in whatever order: a weapon, somebody who has it, and that it is now.
type sign struct {
	all    []*vocabulary // one word of each
	within int           // tokens between the first and the last of them
	meant  bool          // said of what is to come: no word of time takes it back
}

// signsIn returns where signs stand in a text. A question asks about the case
// rather than tells of danger.
func signsIn(d *speech) []span {
	var out []span
	for i := 0; i < len(d.tok); {
		j := i
		for d.same(j, i) {
			j++
		}
		if !d.mark(j-1, "?") {
			for _, s := range signs {
				if a, b, ok := s.near(d, i, j); ok && !d.jesting(a) && (s.meant || !d.bygone(a) && !d.recounted(a)) {
					out = append(out, d.tokens(a, b))
					break
				}
			}
		}
		i = max(j, i+1)
	}
	return out
}

// near looks for the sign among the tokens from i up to but without j: for
// each kind the last word so far, until all stand close enough together.
func (s sign) near(d *speech, i, j int) (first, last int, ok bool) {
	var at [4]int
	for k := range s.all {
		at[k] = -1
	}
	for t := i; t < j; t++ {
		if d.tok[t].kind > number {
			continue
		}
		hit := false
		for k, words := range s.all {
			if words.has(d.word(t)) {
				at[k], hit = t, true
			}
		}
		if !hit {
			continue
		}
		first = t
		for k := range s.all {
			if at[k] < 0 {
				first = -1
				break
			}
			first = min(first, at[k])
		}
		if first >= 0 && t-first <= s.within && d.apartFrom(at[:len(s.all)]) && !d.denied(first) {
			return first, t, true
		}
	}
	return 0, 0, false
}

// apartFrom reports whether no word counts for two kinds.
func (d *speech) apartFrom(at []int) bool {
	for i := range at {
		for j := range i {
			if at[i] == at[j] {
				return false
			}
		}
	}
	return true
}

// signs and the words that they are made of. All are read only.
var signs = []sign{
	{all: []*vocabulary{weapons, holders, immediacy}, within: 14},
	{all: []*vocabulary{weapons, menaced, immediacy}, within: 12},
	{all: []*vocabulary{intents, assaults, whom}, within: 14, meant: true},
	{all: []*vocabulary{intents, assaults, soon}, within: 14, meant: true},
	{all: []*vocabulary{intents, weapons, crowded}, within: 14, meant: true},
	{all: []*vocabulary{longings, ends, soon}, within: 16, meant: true},
	{all: []*vocabulary{frail, exposedTo, strayed}, within: 18},
	{all: []*vocabulary{humans, clinging, heights}, within: 14},
	{all: []*vocabulary{sought, waits, spots}, within: 14},
	{all: []*vocabulary{blazes, shouts}, within: 12},
	{all: []*vocabulary{pleas, threats}, within: 16},
	{all: []*vocabulary{prowlers, tools, dwellings}, within: 16},
	{all: []*vocabulary{pleas, bodies, failing}, within: 16},
	{all: []*vocabulary{kinfolk, bodies, failing}, within: 12},
	{all: []*vocabulary{sending, sendables}, within: 6},
	{all: []*vocabulary{fleeing, weapons}, within: 12},
	{all: []*vocabulary{fleeing, nowOnly, everybody}, within: 8},
	{all: []*vocabulary{trappers, keepings, meOrHer}, within: 12},
	{all: []*vocabulary{forcers, entrances, atHome}, within: 12},
}

var (
	weapons   = set("gun guns knife knives machete axe rifle pistol shotgun handgun firearm crossbow sword blade bat hammer crowbar bomb explosives grenade molotov wpn weapon weapons glock hatchet cleaver revolver sword swords bottle chainsaw arme armes couteau couteaux fusil machette hache pistolet carabine bombe marteau")
	holders   = set("he she hes shes they theyre man men guy guys kid kids woman lad lads bloke dude dudes person someone somebody boy boys girl teen teens ex husband boyfriend neighbour neighbor dad stepdad brother son father stranger fella roommate il elle ils gars homme type mec jeune jeunes quelqu quelquun conjoint mari chum voisin pere frere individu")
	menaced   = set("school mosque church synagogue temple mall bank store platform station class classroom bus train subway tram metro ecole mosquee banque magasin autobus depanneur park parc hospital library court playground")
	immediacy = set("now rn there theres outside inside here running run runnin runs pulled drawn waving pointing swinging door window platform please pls plz help hurry quick tonight front stairs lobby backyard driveway hiding hidden everyone everybody every1 screaming came ran walked entered maintenant dehors ici vite aide moment devant porte fenetre court crie menace")
	intents   = set("gonna gunna going will ill imma ima finna bringing bring wanna swear promise vais va jva jvais veux vont allons goin bout planning plans plan tempted ready hes im theyre")
	assaults  = set("shoot shooting kill killing murder stab stabbing burn torch bomb blow hurt slaughter execute strangle shank beat drown round rounds bullet bullets poison slit behead tuer tirer poignarder bruler buter flinguer egorger massacrer exploser descendre planter abattre")
	whom      = set("you him her them everyone everybody all people kids school station mosque church synagogue cops police class teacher boss wife ex family myself us me each every office vous lui elle eux tous toute tout ecole poste police monde mosquee femme prof patron toi te le la")
	soon      = set("tonight tomorrow today soon midnight monday tuesday wednesday thursday friday saturday sunday now then time later noon soir demain bientot minuit lundi mardi mercredi jeudi vendredi samedi dimanche tantot")
	crowded   = set("school work class mosque church synagogue temple mall office station concert parade campus college game party club tomorrow period ecole bureau cegep travail lycee mosquee demain prom assembly")
	longings  = set("want wanna ready going gonna will cant can done tired veux veut vais jveux fini peux plus envie pret prete over")
	ends      = set("die dead jump end ending gone goodbye kill mourir sauter crever disparaitre adieu derniere last pendre suicide suicider finir hang pills rope")
	frail     = set("kid child toddler baby infant boy girl elderly pensioner grandad granddad grandpa grandma gran nan granny grandmother grandfather dementia alzheimer alzheimers senior disabled autistic enfant bebe gamin gamine fillette garcon garconnet vieille vieux mamie papi grand old 90 88 85 92 aine ainee tot")
	exposedTo = set("highway motorway freeway road ramp traffic tracks rails river lake canal water ice pool bridge snow cold minus freezing slippers barefoot nightgown pyjamas pajamas storm blizzard heat hot window ledge balcony car autoroute route rue rails riviere lac eau glace pont neige froid pantoufles chaussettes jaquette tempete chaleur voiture balcon boulevard trottoir")
	strayed   = set("alone wandering wandered walking walked crawling lost gone missing out playing stuck locked left trapped sitting standing running himself herself seul seule perdu perdue marche parti partie sorti sortie coince coincee enferme enfermee disparu")
	sought    = set("dementia alzheimer alzheimers poster alert posted photo missing disparu disparue alerte affiche recherche recherchee")
	waits     = set("sat sits sitting stands standing stood shaking shivering lost confused asleep sleeping walking assis assise debout marche tremble dort")
	spots     = set("stop station bench bus train park store lidl tesco walmart outside corner doorway cafe mall library banc arret gare parc epicerie coin devant")
	blazes    = set("fire flames smoke feu flammes fumee boucane incendie blaze")
	shouts    = set("screaming trapped crie crient hurle hurlent stuck help vite kids inside spreading etage pogne coince coinces")
	humans    = set("person man woman guy girl boy lad lady someone somebody kid teen teenager she he hes shes homme femme gars fille jeune quelqu quelquun individu personne")
	clinging  = set("hanging dangling standing sitting climbing climbed perched leaning stood sat holding clinging over outside wrong jump jumping accroche accrochee debout assis assise suspendu suspendue penche penchee enjambe grimpe")
	heights   = set("bridge rail railing railings viaduct ledge overpass balcony parapet roof rooftop cliff crane girder pont rambarde parapet toit balcon viaduc falaise garde")
	pleas     = set("please pls plz plss help hurry hury quick urgent urgence asap emergency aide aidez vite svp secours sos")
	threats   = set("rope noose locked trapped scream screaming screams blood bleeding fire smoke gas intruder breaking following followed hurt hurting hitting weapon crowbar crowbars knife gun choking kidnapped hostage drowning unconscious attacked beaten stabbed shot dying danger chased suicide suicidal strangling corde sang feu fumee couteau arme frappe suit menace danger enferme noie inconscient blesse blessee meurt crowd")
	prowlers  = set("men man guys guy two three lads people someone somebody kids they he hommes gars types individus individu deux trois")
	tools     = set("crowbar crowbars boltcutters cutters balaclava balaclavas masks mask masked torches screwdriver jimmy grinder sledgehammer ram pied cagoule cagoules cagoules masques")
	dwellings = set("garden yard backyard house garage shed window door shop store driveway porch neighbour neighbours neighbor neighbors door's building cour maison voisin voisine porte fenetre magasin entrepot jewellers jewellery bank banque pharmacy")
	bodies    = set("breathing breath breathe pulse face lips blue stroke heart chest seizure seizing convulsing choking unconscious unresponsive bleeding blood collapsed overdose overdosed overdosing drooping slurring fainted respire coeur poitrine inconscient inconsciente saigne sang convulsions bleues bleu malaise avc infarctus")
	failing   = set("not isnt isn stopped stop cant can wont won doesn turning gone blue having drooping help down floor everywhere ambulance now on going hurts tight slurring pas plus pus arrete tombe tombee terre vite fait")
	kinfolk   = set("my mum mom mother dad father wife husband son daughter grandmother grandfather gran nan brother sister baby roommate roomate flatmate neighbour neighbor partner boyfriend girlfriend friend mate aunt uncle coworker grandma grandpa ma mon mere pere femme mari fils fille soeur frere ami amie voisin voisine coloc chum blonde conjoint conjointe bebe")
	sending   = set("please pls plz send dispatch envoyez venez vite")
	sendables = set("car cars police cops officer officers ambulance ems paramedics units firefighters helicopter rescue policiers police ambulance patrouille pompiers")
	fleeing   = set("running runnin run fleeing screaming ducking panicking stampede hiding evacuating courent crient fuient cachent sauvent")
	nowOnly   = set("now rn shots shooting gunshots gunman shooter bomb fire explosion tirs coups fusillade")
	everybody = set("everyone everybody every1 people kids students crowd gens monde tout tous eleves")
	trappers  = set("he she hes husband boyfriend dad stepdad ex partner father brother uncle boss man il chum mari conjoint pere copain ex mon ma")
	keepings  = set("locked lock locks let letting allow leave trapped keep keeping keeps laisse laissez laisser enferme empeche sequestre garde pris")
	meOrHer   = set("phone keys leave out sortir telephone cles partir porte room bathroom basement house cave chambre passport passeport")
	forcers   = set("trying tries breaking forcing climbing kicking prying smashing essaie essaye essaient tente force forcent defonce casse entre entrer rentrer")
	entrances = set("window door lock balcony fenetre porte serrure balcon patio garage")
	atHome    = set("my our neighbours neighbour neighbors neighbor next ma mon notre voisin voisine chez nous now moment maintenant")
)
