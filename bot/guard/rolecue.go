package guard

import (
	"strings"

	"appealbot/bot"
)

// A rolebook files words under the role that they give somebody.
type rolebook struct {
	words *vocabulary // all of them
	as    map[string]bot.Involvement
}

// roles makes a rolebook; a word belongs to one role.
func roles(by map[bot.Involvement]string) rolebook {
	b := rolebook{words: set(""), as: map[string]bot.Involvement{}}
	all := ""
	for as, words := range by {
		all += " " + words
		for w := range set(words).words {
			b.as[w] = as
			if strings.HasSuffix(w, "e") {
				b.as[w+"s"], all = as, all+" "+w+"s" // French participles of several people
			}
		}
	}
	b.words = set(all)
	return b
}

// of is the role that a word gives, empty when none.
func (b rolebook) of(w string) bot.Involvement {
	if !b.words.has(w) {
		return ""
	}
	return b.as[w]
}

// Words that say what somebody is in a case; all are read only. See role.go
// for which does what.
var (
	called = roles(map[bot.Involvement]string{
		bot.AsAccused: `suspect suspects suspecte suspectes accused accuse accusee accuses wanted offender offenders defendant defendants perpetrator perpetrators assailant assailants attacker attackers
			shooter shooters gunman gunmen stabber robber robbers fugitive fugitives abductor kidnapper thief thieves burglar burglars arsonist mugger rapist killer killers murderer culprit culprits wrongdoer detainee guy
			presume presumee presumes alleged interest interet
			prevenu prevenue agresseur agresseurs assaillant assaillants tireur tireurs ravisseur contrevenant responsable responsables voleur voleurs auteur auteurs tueur meurtrier recherche recherchee recherches fugitif poi suspicion suspicions soupcons`,
		bot.AsVictim: `victim victims victime victimes injured survivor survivors survivant survivante casualty casualties pedestrian cyclist bicyclist motorcyclist passenger rider
			pieton pietonne cycliste motocycliste passager passagere blesse blessee`,
		bot.AsDeceased:    `deceased defunt defunte decede decedee dead slain rip`,
		bot.AsComplainant: `complainant complainants plaignant plaignante plaignants plaignantes`,
		bot.AsWitness: `witness witnesses eyewitness temoin temoins neighbour neighbor voisin voisine bystander onlooker passerby passant passante caller appelant appelante
			clerk cashier caissier caissiere bartender barman serveuse barista informant informer tipster`,
		bot.AsMissing: `missing disparu disparue disparus disparition lost runaway fugueur fugueuse`,
	})
	done = roles(map[bot.Involvement]string{
		bot.AsAccused: `charged charge charging arrested arresting wanted sought seek seeks seeking accused accuses suspected apprehended convicted indicted interviewed questioned quizzed detained remanded bailed booked sentenced summonsed
			accuse accusee arrete arretee recherche recherchee recherchent inculpe inculpee soupconne soupconnee interpelle interpellee ecroue epingle`,
		bot.AsVictim: `struck beat beats stab shoot rob punch kick stabbed shot assaulted robbed attacked beaten wounded injured strangled hit hurt raped groped molested mugged stabbing shooting assaulting robbing attacking punching beating
			carjacked punched kicked slashed burned burnt trapped pinned ejected knocked drugged threatened threatening harassed harassing followed targeted gunned fatally sexually critically seriously abducted kidnapped swarmed scammed defrauded whipped headbutted sprayed bludgeoned clubbed stomped tackled pushed shoved clipped burgled burglarized burglarised extorted blackmailed spat cut sliced rammed sideswiped doored crushed trampled smashed swarmed jumped cornered overpowered restrained kidnapped bullied catfished hacked stalked lured supported treated comforted rescued bitten mauled scalded choked dragged thrown ambushed surrounded conned tricked duped swindled fleeced targeting
			poignarde poignardee agresse agressee attaque attaquee blesse blessee battu battue vole volee happe happee heurte heurtee percute percutee atteint atteinte abattu abattue
			suivi suivie bouscule bousculee pousse poussee intimide intimidee aborde abordee accoste accostee viole violee frappe frappee fauche fauchee etrangle etranglee renverse renversee braque braquee enleve enlevee menace menacee`,
		bot.AsDeceased: `killed murdered slain killing murdering assassine assassinee tue tuee`,
	})
	does = roles(map[bot.Involvement]string{
		bot.AsAccused: `faces facing surrendered hiding denies denied pleaded pled fled escaped comparu comparaitra comparait fui`,
		bot.AsVictim: `suffered sustained suffering survived hospitalized hospitalised airlifted collapsed unresponsive subi souffert
			hospitalise hospitalisee transporte transportee inanime inanimee`,
		bot.AsDeceased: `died dies succumbed perished drowned deceased dead lifeless pronounced succombe decede decedee deces mort morte noye noyee`,
		bot.AsMissing:  `missing disparu disparue`,
	})
	events = roles(map[bot.Involvement]string{
		bot.AsAccused:  `arrest arrestation warrant warrants mandat mandats charges accusations`,
		bot.AsVictim:   `shooting stabbing assault attack beating robbery rape mugging agression viol vol abduction kidnapping enlevement`,
		bot.AsDeceased: `murder death killing slaying homicide manslaughter loss body remains meurtre mort deces assassinat corps restes depouille autopsy autopsie`,
		bot.AsMissing:  `disappearance disparition`,
	})

	seeVerbs = set(`saw seen witnessed heard observed reported called phoned rang dialled dialed described recorded filmed videotaped spotted watched recognized recognised alerted overheard noticed
		vu entendu observe signale appele telephone decrit filme enregistre apercu reconnu alerte temoigne remarque`)
	tellVerbs = set("told gave provided confirmed said says stated dit donne fourni raconte declare confirme affirme remis rapporte")
	// statements and sourceLinks are what came "from" a witness.
	statements  = set("account statement statements description declaration deposition account version interview testimony footage evidence temoignage")
	sourceLinks = set("from by de par d")
	police      = set("us nous police officers investigators detectives officer investigator policiers enqueteurs policier cops dispatch dispatchers")

	beWords     = set("was were been being is are be got gets ete est etait fut etaient serait")
	haveWords   = set("has have had a ont avait avoir")
	soughtWords = set("sought seek seeks seeking recherche recherchee recherches recherchent")
	// lookWords and talkWords say with "at" and "to" in whom police take an interest.
	lookWords = set("looking look looked focusing focused zeroing closing eyeing")
	lookLinks = set("at on for")
	talkWords = set("to with avec a")
	topics    = set("about regarding concerning connection relation concernant propos sujet")
	deeds     = set("did committed behind responsible")
	// pursuits say in whom police take an interest.
	ownership    = set("belongs belonging belonged owned appartient appartenant registered")
	ownerLinks   = set("to by a au")
	pursuits     = set("trace tracing locate locating find finding cherche cherchent cherchons retrouver linked linking tied tying connected connecting blame blaming eye pursuing hunting tracking seek seeking question questioning consider considers considered treat treating point points pointing shows show captured depicts montre montrent narrowed narrows zeroed homed puts put places placed implicates implicate mene menent")
	pursuitLinks = set("a vers at on for after to down")
	madeWords    = set("given provided made placed received fait passe")
	beliefs      = set("believed thought suspected known understood")
	// responsibleWords blame somebody, unless what follows is their duty.
	responsibleWords = set("responsible responsable implique impliquee custody armed")
	duties           = set("case file investigation team unit dossier enquete equipe")
	objects          = set("a an the his her their him them himself two three four five several another someone somebody people police officers officer man woman men women up off down un une le la les l son sa des deux trois")
	shotAt           = set("police officers officer him her them people man woman")
	lastTimes        = set("derniere fois")
	reportVerbs      = set("made filed lodged brought depose porte fait")
	complaints       = set("report complaint complaints allegation allegations plainte")
	releases         = set("investigation charge charges bail conditions pending enquete promesse accusation accusations undertaking")
	crimeObjects     = set("into in fire shots at the a")
	suffered         = set("voler agresser poignarder frapper attaquer happer heurter renverser tirer battre tuer frauder arnaquer braquer menacer enlever violer")
	takenWords       = set("alight torched vandalised vandalized damaged destroyed took stole stolen taken snatched grabbed robbed ripped emptied ransacked")
	selves           = set("himself herself themselves")
	subordinators    = set("after when while before as apres quand alors lorsque pendant")
	inWords          = set("in")
	// roadUsers are hurt or see something: what they do decides.
	roadUsers = set("cyclist bicyclist motorcyclist pedestrian passenger rider pieton pietonne cycliste motocycliste passager passagere")
	doerVerbs = set("driven operated ridden fired committed caused stolen conduit conduite commis")
	ownWords  = set("his her their a the")
	waters    = set("canal river lake pond woods ravine water harbour harbor field ditch rubble wreckage creek bay canal riviere lac bois fleuve boise")
	foundHurt = set("dead deceased unresponsive injured wounds injuries bleeding stabbed shot lifeless wounded suffering mort morte inanime inanimee")

	property = set("home house apartment flat bungalow car vehicle property residence condo store shop truck cottage farm maison domicile appartement logement voiture commerce")
	// neutral participles say nothing of harm.
	neutral = set(`located released described expected asked invited honoured honored awarded appointed elected hired promoted retired married involved interested believed presented rewarded
		named identified called aged based dressed armed known reported seated parked employed assigned posted promoted recognised recognized welcomed joined thanked praised sworn nominated engaged
		required needed pleased excited scheduled supposed tasked retrouve retrouvee localise localisee libere liberee nomme nommee invite invitee remercie remerciee honore honoree contacte contactee informe informee avise avisee apercu identifie identifiee cleared acquitted exonerated rescheduled credited concerned`)
	harmKinds = map[bot.Kind]bool{bot.Witness: true, bot.Footage: true, bot.HitAndRun: true, bot.Update: true, bot.Vehicle: true}
	awayWords = set("at in near outside inside on from between around behind along toward towards while when before after during with dans pres devant derriere vers chez sur a")
	// namingWords introduce a name, betweenWords may stand between a role and
	// the name of whoever has it, and eventLinks between an event and a name.
	namingWords = set("identified named identifie identifiee nomme nommee name nom identify naming")
	// personEvents happen to people only, behind whom a genitive stands.
	personEvents = set("murder death killing slaying homicide manslaughter loss body remains rape stabbing beating assault meurtre mort deces assassinat viol agression corps depouille that those")
	genitives    = set("of de d du to")
	eventLinks   = set("left of on for against to de d du contre visant")
	betweenWords = set(`is was as has have been being named identified called the a an man woman male female year years old yr father mother resident local
		student young elderly aged age to be known only that by police him her them it est a ete etre identifie identifiee comme etant nomme nommee appele appelee un une le la l
		homme femme ans de age agee pere mere jeune se nomme s son nom name publicly formally officially now policiers confirmed and et mr mrs ms miss mme monsieur madame m`)
)
