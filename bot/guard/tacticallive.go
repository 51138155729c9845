package guard

// TacticalLive objects to where officers are or what they are about to do:
// present or future, a team and a place. What is over may be told, and so may
// what the public is meant to come to, or to see, such as a command post or a
// search for somebody missing.
func (detectors) TacticalLive(d *doc) []hit {
	var out []hit
	for _, m := range d.apart(tactics) {
		if m.name == wholesome {
			continue
		}
		strong := d.around(m.first, m.last, 8, tacticalTeams)
		if !strong && !d.around(m.first, m.last, 8, plainTeams) && m.name != "plan" {
			continue
		}
		if m.name == "post" && !strong || d.over(m) || d.around(m.first, m.last, 14, publicWork) {
			continue
		}
		out = append(out, d.hit(m.first, m.last+1))
	}
	return d.withPairs(out, tacticalPairs, tactics, func(m match) bool { return !d.over(m) && !d.around(m.first, m.last, 14, peacefulWork) })
}

// over reports whether the sentence of a phrase says that it is past, and not
// that it still goes on.
func (d *doc) over(m match) bool {
	return d.around(m.first, m.last, 8, pastWords) && !d.around(m.first, m.last, 12, presentWords)
}

// Words around positions; all are read only.
var (
	tacticalTeams = set(`tactical etf swat ert eru tru arv arvs afo afos sniper snipers marksmen marksman sharpshooter sharpshooters negotiator negotiators k9 canine breach breachers
		surveillance undercover plainclothes plainclothed containment task stealth covert drone drones helicopter npas hostage entry assault gti gi tireur tireurs tactique negociateur negociateurs
		helicoptere maitre intervention filature bomb explosives`)
	plainTeams   = set(`officers officer police units unit we team teams crews cops deputies detectives investigators troopers constables agents squad policiers policier equipe equipes enqueteurs nous patrouilleurs`)
	pastWords    = set("was were had yesterday earlier did ago been hier etait etaient avait avaient furent")
	presentWords = set("now currently still is are will presently right actuellement maintenant sont est encore va vont remain remains")
	peacefulWork = set("missing lost disparu disparue parade marathon festival concert canvass canvassing volunteers recruitment command")
	publicWork   = set(`command canvass canvassing missing community recruitment parade festival traffic reassurance patrol patrols ride enforcement volunteers lost search searching event events
		safety visible closed closures concert marathon match disparu disparue disparition circulation festival ecole recherches recherche defile`)
)

// tactics are read only. What is posted somewhere is a position only of a
// tactical team; a plan is one whoever has it.
var tactics = phrases(`
	[place]
	surrounding|encircling|surround|surrounded|encircled|ringing|flanking|containing|barricading the|a|an|his|her|this|that|both ** house|home|building|apartment|unit|residence|block|suspect|address|property|complex|motel|hotel|garage|store|bank|townhouse|condo|sides|barn|vehicle|car|location
	have|has|now surrounded|encircled|contained the|a|his|her|this ** house|home|building|apartment|residence|block|address|suspect|property|motel|garage|store|bank|unit|complex
	moving|going|closing|creeping|pushing|sneaking in|into|toward|towards|through|up|on|onto|from * on|from|the|through|to|now|his|a|for|him|suspect|rear|north|south|east|west|roof
	hiding|hidden|concealed|crouched|waiting|lying|staged|staging|massing|positioned|stationed|perched|holding|poised|embedded|stacked in|behind|at|on|inside|near|around|outside|along|across|by|wait|position|positions|up|next|beside|opposite|just
	in|into|taking|holding|moving|have|taken position|positions|place|up|into|to|taken|cover * on|behind|around|at|near|outside|in|inside|along|across|by|opposite|from|position|positions
	[plan]
	staging area|areas|point|location|at|near|in|behind
	[place]
	rooftop|rooftops|roof|stairwell|stairwells
	watching|observing|surveilling|monitoring|covering|guarding|eyes on|the|a|his|her|all|both ** house|home|exits|exit|rear|building|door|doors|apartment|address|suspect|unit|floor|windows|back|front|entrance|entrances|residence|driveway|property|motel|alley|side|sides|garage|subject|place
	have|has|with eyes on
	approaching|entering|breaching|storming|raiding|clearing|assaulting|penetrating|rushing the|a|an|from|through|via|his|her|building|apartment|house|by|now|unit|room|floor ** house|home|building|apartment|rear|back|north|south|east|west|front|alley|door|basement|unit|residence|side|lane|laneway|floor|garage|roof|warehouse|school|bank|motel
	perimeter|containment|inner|outer perimeter|cordon|? * set|established|at|around|is|on|from|extends|runs|between|along|has|in|set|covers|of ** street|avenue|road|around|between|from|park|school|building|house|home|block|corner|rd|st|ave|lane|boulevard|drive|yards|backyards|ravine
	[post]
	is|are|now|currently|will|being|deployed|placed|flying|hovering|overhead|circling|sits|sitting|set currently|now|also|be|already|being|up|? deployed|placed|posted|parked|flying|hovering|circling|watching|overhead|set|setting|up|? on|in|at|behind|inside|near|around|outside|above|over|along|across|by|north|south|east|west|opposite|atop the|a|an|st|his|her|? roof|rooftop|rooftops|?
	have|has been|taken|set|? placed|posted|deployed|positioned|set|up on|in|at|behind|inside|near|around|outside|above|over|along|up
	en route|inbound|arriving to|from|at|via|?
	drone|drones|helicopter up|overhead|above|over|in|airborne
	[plan]
	about|preparing|prepared|preps|ready|going|set|planning|plan|plans|poised|intend|expected|getting|waiting to * enter|breach|storm|raid|assault|deploy|arrest|clear|force|launch|surround|execute|rush|go|take|move|use|flush|grab|intercept * the|in|a|him|her|his|them|warrant|search|down|gas|tear|door|home|house|building|apartment|inside|suspect|through|at|force
	will|shall|ll now|soon|be|shortly|then|? enter|breach|storm|raid|execute|executing|raiding|storming|entering|breaching|force|deploy|surround|rush|assault|arresting|arrest|search|hit|move|sweep|go|take|launch|clear|intercept * the|a|an|in|his|her|search|him|from|into|through|warrant|warrants|arrest|gas|tear|apartment|house|home|building|door|flash|bangs|down|suspect
	raid|raids|entry|takedown|arrest|operation|warrant|warrants|assault|search is|are|will|scheduled|planned|set|imminent|being planned|scheduled|set|imminent|happen|take|be|begin|start|for|executed * for|at|on|place|tonight|tomorrow|dawn|am|pm|hours|executed|soon|shortly|minutes|morning|now
	[french]
	[place]
	encerclent|encercle|encercles|cernent|entourent|assiegent|cerne|surveillent|observent|bouclent la|le|l|un|une|les ** maison|immeuble|appartement|batiment|logement|residence|suspect|sorties|porte|edifice|entree|arriere|motel|domicile|quartier|issues
	position|positionnes|postes|embusques|caches|stationnes|deployes|dissimules|installes|positionnee|deploye|poste ** toit|toits|derriere|autour|devant|interieur|entree|pres|arriere|ruelle|face|escalier|cour|dans|sur
	toit|toits
	approchent|entrent|penetrent|avancent|progressent|investissent par|dans|vers|de|du|la|le|l * arriere|ruelle|toit|maison|immeuble|appartement|logement|batiment|porte|nord|sud|est|ouest|sous
	perimetre tactique|de|d * bouclage|confinement|?
	[plan]
	appretent|apprete|preparent|prepare|vont|va|point|prets|pret|prevoient|allons|comptent a|d|de|pour|donner|entrer|investir|intervenir|forcer|perquisitionner|defoncer|arreter|lancer|encercler|utiliser|? donner|entrer|investir|intervenir|forcer|perquisitionner|defoncer|arreter|lancer|l|la|le|dans|encercler|utiliser * assaut|la|le|l|dans|maison|immeuble|appartement|gaz|porte|suspect|domicile|par
	donneront|entreront|perquisitionneront|interviendront|investiront|defonceront|forceront|arreteront l|la|le|dans|un|une|chez|ce|demain
	assaut|perquisition|perquisitions|descente|rafle est|sera|seront|aura|auront|sont * prevue|prevues|imminent|imminente|lieu|prevu|menee
	donner l assaut
	[clean]
	command post
	on scene
	police|officers are|remain|will|is on|at|in the|be|? scene|area|there
	will be in|on|at the|? area|scene|neighbourhood
	set up a|our booth|table|tent|hotline|tip|command
	search for
`)
