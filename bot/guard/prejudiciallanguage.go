package guard

// PrejudicialLanguage objects to words that demean people or stir up anger. A
// few of them are innocent elsewhere: an animal that was struck, a monster
// truck, a family called Savage.
func (detectors) PrejudicialLanguage(d *doc) []hit {
	var out []hit
	for _, m := range d.merged(insults) {
		if m.name == "clean" || d.properNoun(m) {
			continue
		}
		h := d.hit(m.first, m.last+1)
		switch m.name {
		case "one":
			h.suggest = d.choose("person", "individu")
		case "many":
			h.suggest = d.choose("people", "individus")
		}
		out = append(out, h)
	}
	return d.withPairs(out, insultPairs, insults, nil)
}

// properNoun reports whether a single word is written as a name in the middle
// of a sentence that is not all capitals: "Mr. Savage", "the Raptors".
func (d *doc) properNoun(m match) bool {
	return m.first == m.last && d.capital(m.first) && !d.upper(m.first) && d.same(m.first-1, m.first) &&
		d.leftOf(m.first) >= 0 && (d.capital(d.leftOf(m.first)) && d.is(m.first-1, word) || honorifics.has(d.word(d.leftOf(m.first))))
}

var insults = phrases(`
[one]
thug|crackhead|scumbag|scum|junkie|gangbanger|lowlife|hoodlum|degenerate|creep|pervert|perv|maniac|lunatic|madman|psycho|psychopath|sicko|scrote|yob|yobbo|chav|toerag|tweaker|methhead|dirtbag|sleazebag|weirdo|goon|ratbag|hooligan|deadbeat|wacko|nutcase|nutjob|wino|druggie|addict|crook|bum|moron|idiot|coward|gangsta|gangster|savage|brute|villain|deviant|retard|tramp|hobo|vagrant|slut|whore|bastard|pikey|dopehead|pothead|pusher|loser|fiend|pedo|paedo|nonce|delinquent|sociopath
voyou|crapule|ordure|salaud|junkie|toxico|detraque|pervers|psychopathe|fou|taré|tare|bandit|racaille|canaille|malfrat|vaurien|delinquant|barbare|idiot|imbecile|ivrogne|clochard|robineux|lache|maniaque|dejante|desaxe|gredin|salopard
[many]
thugs|crackheads|scumbags|junkies|gangbangers|lowlifes|lowlives|hoodlums|degenerates|creeps|perverts|maniacs|lunatics|psychos|psychopaths|sickos|scrotes|yobs|yobbos|chavs|toerags|tweakers|dirtbags|goons|hooligans|deadbeats|druggies|addicts|crooks|bums|morons|idiots|cowards|gangsters|savages|vermin|illegals|brutes|villains|deviants|pedos|paedos|nonces|riffraff|parasites|cockroaches|filth|delinquents|fiends|losers|vagrants|pikeys
voyous|crapules|ordures|salauds|toxicos|racailles|vermine|pourritures|barbares|bandits|malfrats|delinquants|sauvages|parasites|idiots|laches|clochards|vauriens
[phrase]
un|ce|sale|vulgaire drogue
he|she|they|suspect|suspects|man|men|who is|are|was|were|like * animal|animals|monster|monsters|beast|beasts|predator|predators|evil
il|elle|ils|ce|c est|sont|sont * animal|animaux|monstre|monstres|bete|betes
scum of the earth
these|this|those|such|like|sick|wild|rabid|vile|human|evil|cruel|absolute|real|an|two|savage vicious|wild|sick|evil|of? animal|animals|monster|monsters|beast|beasts|predators|garbage|trash|waste|filth who|that
these|those|sick|rabid|vile|evil|absolute sick|evil|vile? animals|monsters|beasts
this|such|sick|evil|vile|absolute animal|monster|beast
animal|animals|monster|monsters|beast|beasts who|that|responsible|behind|should|must|are|off|did did|attacked|robbed|stabbed|killed|shot|beat|this|took|raped|off|the|walking|roaming|still|belong|hurt|stole
acted|behaved|behaving|acting|attacked|behave|act|lives|live like a|an|wild|complete|pack|savage? of|wild? animal|animals|beast|savages|savage|monster|wolves|dogs
piece|pieces|waste|sack|bag of garbage|trash|filth|scum|space|dirt|crap|skin|oxygen|shit
human|street|white|absolute|pure garbage|trash|filth|vermin|scum|waste|evil|debris
clean|cleaning|cleaned|cleanse|rid|sweep|purge|clear up|out|the|our|of? our|the|these|of|this|up? * streets|city|neighbourhood|neighborhood|scum|trash|filth|vermin|thugs
take|taking|took|getting|get this|the|out|these|that trash|garbage|scum|filth|menace|monster|animals
rot|rots|rotting|burn|burns|fry in prison|jail|hell|a|his
lock|locked|throw them|him|her|up|away|these|the up|and|away|key ** key
get|gets|got|getting what he|she|they deserve|deserves|deserved|coming
what|exactly he|she|they|what? deserve|deserves|deserved
deserves|deserve to|whatever|everything|what|no rot|die|suffer|hang|burn|pay|he|she|they|coming|mercy|jail|prison
pure|sheer|absolute|truly evil|evil|wicked
evil man|woman|person|people|individual|act|deed
cold|heartless|ruthless|bloodthirsty|depraved|vile|disgusting|despicable|repulsive|sadistic|barbaric|heinous|monstrous|soulless|demonic|deranged|crazed|twisted|sick|wicked|evil|filthy|crazy|callous|cowardly blooded? killer|man|woman|individual|individuals|person|people|suspect|suspects|attacker|attackers|criminal|criminals|monster|animal|act|crime|attack|coward|thug|murderer|offender|behaviour|behavior|men|predator|robber|thief|youths|teens|minds|mind|creature|deed
cold blooded|blood
in cold blood
menace|danger|plague|blight|cancer to|on society|our|the * community|streets|society
menace to society
career|hardened|habitual|lifelong|dangerous|violent|repeat|known|serial criminal|criminals|thug|offender
crack|meth|drug|dope head|addict|addicts|fiend|heads|fiends|addled|crazed|infested
mentally|mental deranged|unstable|unhinged|case
gang member|members|banger|bangers|infested
good for nothing
open|shut and|case shut|case
no better|more than|human * animals|animal|beasts
not|less|barely fit|deserving|human|than|deserve of|to|human|be|being|life? walk|human|free|live|humanity|breathe
should|must|will|ought be|never|rot|to hanged|executed|shot|see|rot|locked|face|put|deported|castrated|freedom|burn
hang|hanging is|too|him|them good|high
illegal|illegals alien|aliens|immigrant|immigrants|migrants
a|la|les|ces|ce|cette|de|comme|vrais|vrai|des|sale|sales|veritable|veritables|petits bande|petit|grands|de|des? sauvages|sauvage|betes|bete|animaux|animal|monstre|monstres|ordures|racaille|pourriture|dechet|dechets|charognes|charogne|vermine|salauds qui|humain|humains|sauvage|sauvages
ces|sale|sales|vrais|veritables|comme|tels animaux|monstres|betes|sauvages|sauvage|monstre|racailles|barbares|crapules
nettoyer|nettoie|debarrasser|nettoyons|debarrassons|purger nos|les|la|le|des|nos|notre * rues|ville|quartier|racaille|voyous
pourrir|moisir|croupir|pourrisse|brulent|brule|croupisse en|dans|derriere prison|enfer|tole|les
malade mental|mentale|mentaux
dechet|dechets|bon|bonne|bons de|a|humain rien|la|humains|societe|humain
bandit|criminel|criminels|criminelle endurci|endurcis|notoire|notoires|crapuleux|endurcie
de sang froid
merite|meritent de|la|d|tout|ce mourir|prison|pourrir|souffrir|qui|pendu|mort
menace|danger|plaie pour|de la|notre societe
tete|sale brulee|type|individu|voleur
fou|folle|fous furieux|dangereux|dangereuse|a|lier
[clean]
animal|animals services|control|cruelty|shelter|hospital|rescue|welfare|abuse|care|was|were|is|are
monster truck|energy|trucks|jam|mash|beverages
drogue|drogues au|du|de|a|et|illicites|illegales|dure|dures|saisie|saisies|dans|volant|synthese
de|la|trafic|d|les|des|en|possession|une|cette|par|sur drogue|drogues|la? drogue?
gangster|creep|villain rap|squad|disciples|movie
punk rock
fou|folle de joie|rire
garde fou
idiot proof
filth|savage garden
addiction|addictions services|support|treatment
drug addict support
street|animal waste
waste collection
medecine|vie sauvage
faune|vie|camping|chat|animal sauvage
animaux|animal sauvages|sauvage|domestique|domestiques|de
`)
