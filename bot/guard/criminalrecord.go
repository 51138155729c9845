package guard

import (
	"slices"

	"appealbot/bot"
)

// CriminalRecord objects to what somebody did or was accused of before: a
// record, bail or parole at the time, a name that police know. It is silent
// where that is the charge itself ("breach of probation"), and about notices
// that warn of a high-risk offender under O. Reg. 412/23 (Disclosure of
// Personal Information, in force since 1 April 2024), which exist to say it.
func (detectors) CriminalRecord(d *doc) []hit {
	found := d.apart(pasts)
	if slices.ContainsFunc(found, func(m match) bool { return m.name == "notice" }) {
		return nil
	}
	var out []hit
	for _, m := range found {
		if m.name == wholesome || d.inList(m.first) {
			continue
		}
		if m.name == "recall" && d.scene.kind == bot.Wanted {
			continue // why somebody is wanted, as a charge is
		}
		if m.name == "dated" && !d.earlierYear(m) {
			continue
		}
		out = append(out, d.hit(m.first, m.last+1))
	}
	return d.withPairs(out, recordPairs, pasts, func(m match) bool { return !d.inList(m.first) })
}

// earlierYear reports whether a phrase that ends in a number ends in a year
// before this one: who was convicted in it was convicted before.
func (d *doc) earlierYear(m match) bool {
	y := d.value(m.last)
	return y >= 1950 && y < d.thisYear()
}

// pasts are read only.
var pasts = phrases(`
	[known]
	!known|familiar to|by|with the|local|our|many? police|officers|investigators|detectives|authorities|us|cops|courts|justice
	!known to|by law|the|our enforcement|system|patrol|courts|justice system|officers|?
	!no stranger|strangers to the|our? police|officers|law|courts|court|jail|prison|system|cells|authorities|us
	!on the|our|police police|? radar
	!run|runs in|ins with the|our? police|law|officers|authorities
	!trouble with the? law|police|courts|authorities
	!history with the|our? police|officers|law
	!police|officers|we|investigators|detectives have|had many|several|numerous? previously|dealt|dealings|arrested with|him|her him|her|them before|many|previously|several|times|?
	!previous|prior|past|earlier|many|numerous|several|repeated contact|contacts|dealings|encounters|interactions|involvement|brushes|incidents|interaction with the? police|officers|law|authorities|courts
	!under investigation|arrest before|previously|elsewhere
	[record]
	!criminal|police|violent|juvenile|youth|prior|previous|offending|arrest|court criminal|police|arrest? record|records|history|histories|antecedents
	!criminal|violent|shady|dark past|background|backgrounds
	!lengthy|long|extensive|substantial|significant criminal|police|violent|arrest|youth|juvenile? record|records
	!has|have|had|with a|an? record|priors|form|previous for
	!has|have|had a|an? record|priors|form|antecedents
	!rap sheet|sheets
	!priors
	!record as long as
	!history of ** offending|violence|violent|assault|assaults|theft|thefts|robbery|robberies|crime|crimes|criminal|criminality|drug|drugs|fraud|frauds|weapons|weapon|firearms|gun|guns|stalking|abusing|breaching|fleeing|arrests|convictions|offences|offenses|burglary|burglaries|harassment|stealing|trafficking|violating|escaping
	!troubled|chequered|checkered past
	[convictions]
	!previous|previously|prior|past|earlier|multiple|several|numerous|unrelated|other|old|two|three|four|five|six|dozens|string|spent|related of? criminal|violent|sexual|drug|drugs|firearms|firearm|weapons|theft|robbery|assault|fraud|related? conviction|convictions|sentences|cautions|incarceration
	!previous|prior|past|earlier criminal|violent|sexual|drug|firearms|firearm|weapons|theft|robbery|assault|fraud|related? offence|offences|offense|offenses|charges|charge|arrest|arrests|crimes|offending|warrants
	!conviction|convictions for|of|in
	!previously|once|twice been|served|? convicted|arrested|jailed|imprisoned|incarcerated|charged|sentenced|cautioned|deported|accused|time
	!already been|served|? convicted|jailed|imprisoned|incarcerated|sentenced|time
	!convicted|arrested|jailed|imprisoned|charged|sentenced|cautioned before|previously|twice
	!been|was|were convicted|arrested|jailed|imprisoned|charged|sentenced|cautioned|locked|deported before|previously|twice
	!been|was|were convicted|arrested|jailed|imprisoned|charged|sentenced|cautioned up? in the past
	!convicted|arrested|jailed|imprisoned|charged|sentenced|cautioned on|more|at|? than|least|? two|three|four|five|six|seven|eight|nine|ten|#|several|many|numerous|multiple|dozens|countless of? other|previous|separate|? times|occasions
	!convicted of|for ** before|previously|ago|earlier
	!convicted violent|sexual|drug|child|sex|domestic|gang|armed|? felon|felons|murderer|killer|thief|robber|rapist|burglar|criminal|criminals|paedophile|pedophile|fraudster|arsonist|offender|offenders|terrorist|trafficker|predator|abuser|dealer|molester
	[dated]
	!convicted|jailed|imprisoned|sentenced|arrested|charged|guilty|pleaded ** in|since #
	!conviction|convictions|sentence|arrest|arrests|jailed|imprisoned ** from|in|dating|of #
	[time]
	!served|serving|finished|completed ** sentence|sentences
	!served|serving|spent ** prison|jail|penitentiary
	!did|done|doing|served|serving time
	!released|freed|out|paroled|fresh|came|got early|just|out|? from|of prison|jail|penitentiary
	!just|recently|newly|freshly got|been|came|? out|released|freed|paroled of|from|on prison|jail|penitentiary|custody|parole|bail|licence|probation
	!in and out of jail|prison|custody|court|trouble
	!been|went|sent to prison|jail
	!former|ex convict|convicts|con|cons|inmate|inmates|prisoner|offender|offenders|felon
	!excon|jailbird
	[kind]
	!career|repeat|habitual|prolific|persistent|chronic|known|serial|lifelong|hardened|seasoned|dangerous|violent|convicted|notorious|registered|federal|prolific violent|sex|sexual|repeat|criminal? offender|offenders|criminal|criminals|thief|thieves|burglar|burglars|shoplifter|robber|robbers|felon|felons|fraudster|dealer|dealers
	!recidivist|recidivists|reoffender|reoffended|reoffending
	!re offended|offender
	!registered sex|sexual offender|offenders
	!sex|sexual offender|offenders registry|register|registration|registrant
	!gang member|members|associate|associates|affiliate|affiliates
	!street|known|prominent|senior|documented|validated|confirmed|active|suspected|outlaw gang|gangs member|members|associate|associates|affiliate|affiliates|affiliation|affiliations|leader|ties|links|boss|connections
	!gangster|gangsters|gangbanger
	!member|members|associate|associates|leader|ties|links|linked|affiliated|connected|connections of|to|with a|an|the|street|local|notorious|known|known|organised|organized|outlaw|motorcycle|rival|violent|? street|motorcycle|criminal|organised|organized|crime|violent|? gang|gangs|crips|bloods|mafia|cartel
	[release]
	!was|were|already|while|whilst|been|out|still|currently|suspect|accused|arrested on pre|interim|his|her|police|trial|? trial|release|? bail|remand|judicial
	!was|were|is|are|already|while|whilst|been|out|still|currently|suspect|accused|released|arrested|serving|after on|from his|her|day|full|two|three|years|months|early|? years|months|? probation|parole
	!already|while|out|was|were|still|currently|then|he|she on|under|subject|bound a|an|to|by|? a|an|three|multiple|lifetime|previous|? release|undertaking|undertakings|house|conditional|statutory|weapons|weapon|firearms|firearm|lifetime|community|supervised|supervision|deportation|court|curfew|peace|restraining|probation|bail|recognizance order|orders|arrest|release|sentence|prohibition|prohibitions|ban|bond|supervision|conditions
	!on|under house arrest
	!under|subject|bound * weapons|weapon|firearms|firearm|probation|release|court|peace prohibition|prohibitions|ban|order|orders|bond
	!out|released|freed|recalled|while|was on|to his|her|? licence|license prison|for|from|after|at|in
	[recall]
	!recalled|recall to prison|custody
	!breach|breached|breaching of|his|her|their|the terms|conditions|of|? of|his|her|their|the? his|her|their|the? licence|recall|release|parole
	[release]
	!wearing|wore|cut|removed|fitted off|with|? a|an|his|her|the|? court|ordered|gps|electronic|ankle ordered|gps|ankle|? monitor|bracelet|tag|monitoring
	!breached|broke|broken|violated|violating|breaking|breaching|skipped|jumped his|her|their|the terms|conditions|of|bail|parole|probation|licence|release|curfew of|? bail|parole|probation|release|conditions|terms|?
	!skipped|jumped bail
	!bail|parole|probation jumper|violator|violators|absconder|history|status
	!parolee|parolees|probationer
	!already before the courts|court
	!outstanding|unrelated|pending|other|previous|existing charges|matters|cases before|in the courts|court
	[notice]
	high risk violent|sexual|sex? offender|offenders notice|notification|advisory|bulletin|release|alert
	community|public notification|safety ** high risk|sex|sexual offender
	reg|regulation|reglement 412
	o reg 412
	[clean]
	criminal|police record|records check|checks|act|suspension|suspensions|bureau|unit|clerk
	criminal background check|checks
	recall to prison|custody
	wanted|sought for|on recall to? prison|custody|?
	vulnerable sector check
	police records show|shows|showed|indicate|say
	police records management|office|department|staff|services
	was|were|been|is released|freed|granted on|bail a|conditional|? bail|release|undertaking|recognizance
	released on|with bail|a|an|conditional|conditions|promise|recognizance promise|undertaking|recognizance|bail|conditions|?
	known|familiar to|by police|officers|us|investigators only|as|simply
	no|without previous|prior|criminal|police record|convictions|history
	no priors
	violent|criminal history|past museum|tour|month|podcast|exhibit
	record of employment|service|attendance|the|call|your
	sex offender registry act
	drive|driver|driving|drivers licence|license
	prolific offender unit|team|programme
	long record|records of service
	medical history
	[french]
	!connu|connue|connus|connues des|de|du|par|aux|pour la|les|leur|l|nos|? services|milieu|corps|forces|? de|? policiers|policieres|policier|police|policiere|autorites|justice|enqueteurs|tribunaux|ordre|agents|judiciaire|judiciaires
	!casier|casiers judiciaire|judiciaires|criminel|vierge|charge
	!dossier|dossiers criminel|judiciaire|criminels|judiciaires
	!antecedents|antecedent|passe|lourd|long|lourde|historique lourd|? passe|dossier|? judiciaire|judiciaires|criminel|criminels|policiers|policier|violent|violents|delinquant
	!antecedents|antecedent|historique en|de|d matiere|? de|d|? ** violence|violences|vol|vols|agression|agressions|drogue|fraude|fraudes|crime|crimes|criminalite|conduite|introduction
	!recidiviste|recidivistes|multirecidiviste|multirecidivistes|recidive
	!repris de justice
	!ex|ancien|ancienne|anciens detenu|detenue|prisonnier|prisonniere|bagnard|taulard|detenus|condamne
	!deja|precedemment|anterieurement ete|fait|purge|? ete|condamne|condamnee|condamnes|arrete|arretee|accuse|accusee|incarcere|incarceree|emprisonne|inculpe|fait|purge condamne|condamnee|arrete|arretee|accuse|accusee|incarcere|incarceree|inculpe|reconnu|emprisonne|de|une|? la|peine|coupable|? prison|?
	!condamne|condamnee|condamnes|arrete|arretee|accuse|accusee|incarcere a|pour|par|plusieurs|deux|trois|# plusieurs|maintes|deux|trois|#|le|? reprises|fois|passe
	!condamnation|condamnations|arrestation|arrestations|accusation|accusations|infraction|infractions|peine anterieure|anterieures|precedente|precedentes|passee|passees|prealables
	!plusieurs|nombreuses|multiples|deux|trois|quatre|anciennes condamnations
	!etait|etaient|deja|alors|actuellement|pendant|encore|est|toujours|qu|sont deja|alors|actuellement|qu|il|elle|etait|encore|? il|elle|etait|en|? etait|en|sous|? en|sous|liberte|libere|probation liberte|liberation|probation|caution|cautionnement|ordonnance conditionnelle|surveillee|sous|provisoire|d|de|? office|caution|condition|conditions|cautionnement|probation|interdiction|?
	!en liberation|liberte conditionnelle|d|surveillee|illegale office|?
	!en probation
	!sous probation
	!sous le coup d ** ordonnance|interdiction
	!purge|purgeait|purgent|purger ** peine|sentence|prison
	!sorti|sortie|libere|liberee|sort recemment|tout|juste|? de prison|penitencier|detention
	!demeles|ennuis|problemes avec la|les justice|police|policiers|loi|tribunaux
	!membre|membres|lie|lies|liee|associe|associes|affilie|affilies|chef|liens d|de|du|a|au|aux|des|avec un|les|l|une? gang|gangs|crime|hells|mafia organise|de|criminalise|criminalises|? rue|rues|organise|?
	!delinquant|delinquants|criminel|criminels|contrevenant|voleur|predateur|agresseur sexuel|dangereux|? notoire|notoires|endurci|endurcis|carriere|recidiviste|dangereux|repetition|habitude|fiche|dangereuse
	!delinquant sexuel|dangereux|recidiviste
	!registre des|national delinquants|des|contrevenants delinquants|sexuels|?
	!bracelet|bracelets electronique|electroniques|anti
	!bris de|d liberation|prison
	[notice]
	avis|avertissement|alerte ** delinquant|delinquante|contrevenant ** haut|risque|eleve
	[dated]
	!condamne|condamnee|incarcere|emprisonne|arrete|accuse|coupable|arretee|accusee ** en|depuis #
	!condamnation|condamnations|peine ** en|de #
	[clean]
	verification|verifications|attestation|extrait|certificat|recherche|demande de|du|d|des antecedents|casier|dossier judiciaires|judiciaire|criminels|criminel|?
	antecedents medicaux|de|professionnels|familiaux sante|?
	sans|aucun casier|antecedent|antecedents judiciaire|judiciaires
	remis|remise|libere|liberee en|sous|sur liberte|promesse|caution|condition|conditions sous|conditionnelle|avec|de|? caution|conditions|comparaitre|condition|?
`)
