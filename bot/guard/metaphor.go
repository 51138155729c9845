package guard

// metaphors reports whether a figure of speech stands in the words from i to j, both
// included: it sounds like an alarm and is a saying, a complaint or a name.
func (u *utterance) metaphors(i, j int) bool {
	const reach = 9
	for k := max(i-reach, 0); k <= j && k < len(u.words); k++ {
		for _, c := range metaphors.by[u.words[k]] {
			if n := c.length(u.words[k:]); n > 0 && k+n > i {
				return true
			}
		}
	}
	return false
}

// metaphors are read only. Some begin with whoever is said to do it, since "he is
// killing me" is an alarm and "this heat is killing me" is not.
var metaphors = newCues(`
	kill|kills|killed|killing|murdered|slay|crush|crushed it|stage|vibe|mood|time|buzz
	people|city|traffic|job|heat|hashtags|commute|suspense|wait|waiting|weather|knee|back|work|rent|prices|cold|humidity|comments|feet|shoes|allergies|exam|exams|game|team is|are|s|re|was|were * killing|murder|murdering me|us|today
	trafic|ville|chaleur|travail|attente|pluie|hiver|job|loyer|prix|froid|circulation me|m|nous tue|tuent
	make|makes|making|made me|you|us|everyone want|wanna|wants to * die|scream|cry|kill|jump|kms
	donne|donnent envie|le de * mourir|tuer|hurler|vomir
	bleed|bleeds|bleeding money|cash|dry|heart|hearts|blue|red|taxpayers|edge|orange
	bomb|bombs|bombe|bombes * tacos|taco|burger|burgers|pizza|food|wings|poutine|shawarma|ass|album|playlist|fries|coffee|sandwich|ramen|curry|photo|cyclone|bath|baths
	photo|photobomb|bath|cherry|jager bomb|bombs
	phone|battery|laptop|wifi|fone|internet|router * dead|died|dying * send help
	send help with|for|im|lol|my|i|theres|because * homework|laundry|dishes|exam|essay|kids|bored|coffee|hungover
	jacket|beat|track|mixtape|fit|outfit|song|post|caption|playlist|team|goalie|bars|memes|thread|takes|sarcasm|hat|shoes is|s|are|was|so * on|fire|flames fire
	non|not|isn emergency|emergencies|urgent|urgente|urgence
	non an|a|urgent emergency|urgence
	emergency line|number|room|services|vet|exit|kit|lane|contact|contacts|alert|alerts|meeting|management|plan|plans|preparedness|brake|dentist
	numero|ligne|sortie|salle|services|chambre|trousse d|de|des urgence|urgences
	when|after|before|since|because * got|was|were|been|had robbed|mugged|stabbed|shot|attacked|assaulted|carjacked|killed|murdered|stolen|burgled
	tirent|tire|tirer * sur * messager|gueule|couverture|corde
	someone|somebody|people|man|kid|he|she was|were|got shot|stabbed|killed|robbed|attacked there|here
	when|if it|its|theyre * s|a|one * kid|girl|boy|woman|man from|of
	want|wants|need|needs|deserve|deserves|should burning|shooting|hanging
	should|must|to be * shot|hanged|burned
	dropped|spilled|burnt|burned|forgot my|the * call
	fries|taco|tacos|beer|coffee|donut|doughnut|sandwich|pizza|wings call 911|999
	if i|we|you|u|anyone|someone * see|sees|spot|spots|find|finds
	you|youre|u re|are|s|on * on|fire fire|with
	goal|shot|pass|throw|kick|dinger|strike|homer|homerun * bomb|missile|rocket|explosion
	should|do|can|would|could|must i|we|you|people * call|ring|dial|phone|text
	in|from the * background
	staying|living|lives|live|works|working|married|retired|hiding * somewhere|out|up|with|across|abroad
	shes|hes|is|s|was in|on my|our|his|her|the * class|grade|year|team|choir|course|league|program
	a t il|elle|on
	est ce qu|que|qui
	leafs|raptors|jays|habs|canadiens|oilers|sens|arsenal|spurs|united|liverpool|city|yankees|bruins|cowboys|lakers|argos|ticats got|get|getting|been|are|were * robbed|murdered|killed|destroyed|slaughtered|shot|attacked
	kill|murder|die|killed for|to a|see|get|have|know|the|one|my|that
	kill|murder|killed|murdered|strangle|tuer|assassiner|etrangler me|moi|lui if|when|for|si|quand i|he|she|we|je|not|rentre|forget * miss|missed|forget|forgot|buy|bring|eat|ate|burn|late|spend|lose|lost|break|wake|dont|don|do|see|sees|find|finds|rentre|oublie|rate|perds|casse
	me|te tuer|assassiner si|quand je|j * rentre|oublie|rate|perds|casse|arrive|fais
	shoot|shot|shooting|shoots * me|us|them|him|her a|an|the|some message|email|text|link|dm|line|note|video|photo|film|shot|hoops|pool|star|guard
	shoot|shot|shooting your|my|his shot|shots
	dying|mort|morts|morte|crever|mourir to|de|rire|of rire|laughter|know|see|try|hear|hunger|heat|chaud|faim|soif|boredom
	jump|jumping|jumps|jumped on|the|to|at|for|through|in bandwagon|gun|conclusions|conclusion|chance|hoops|ship|shark|queue|line|rope
	knock|knocked|knocks me|him|us|them dead
	stab|stabbed|stabbing|stabs me|him|her|us|in|at|you|a|take in|the|back|at|it back|this|it
	say|saying|name|naming|post|posting|write|tell|put|comment|said * here
	is|are|was there a|any|still|anyone|anything|more
	shes|hes|is|s|works in accounting|sales|hr|grade|marketing|finance|custody|prison|jail|court|charge|love
	the one who|that found|saw|called|reported|noticed
	in|on|from|watch|watching|watched the|this|your|that video|clip|footage|picture|photo|trailer|film|movie|vid
	suicide squad|doors|prevention|hotline|line|watch|blonde|drink
	shotgun|shotgunning wedding|seat|a|beer|beers|approach
	fire sale|drill|department|dept|dpt|hall|station|truck|chief|alarm|tv|stick|emoji|him|them|her|sauce|works
	under|spread|fight|play|ceasefire|line|catch fire|feelings
	gun|guns show|control|laws|law|ban|violence|crime|culture|range|reform|amnesty|buyback|shop
	knife|knives crime|amnesty|edge|bin|set|block|out
	violence|crime|controle|loi|lois par|des|d|sur|au|les armes|arme|couteau|feu
	heart|panic|art attack|attacks|failure * reading|seeing|when|looking|at|from
	drown|drowning|drowned in|under * debt|work|emails|paperwork|homework|bills|sorrows|taxes
	choke|choked|choking|chokes in|on|up|under * playoffs|words|laughing|laughter|pressure|coffee|final|final|tears
	burn|burning|burned|burns calories|rubber|question|questions|out|man|bridges|ears
	attack|attacks ad|ads|dog|line
	battery|voiture|char|car|telephone|cell est|is|s|a|vient * mort|morte|dead|died
`)
