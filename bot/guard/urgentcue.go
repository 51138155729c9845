package guard

import "strings"

// newCues reads cues, one per line: places by blanks, choices in one place by
// bars. A line that begins with "!" is not meant when a negation precedes it.
func newCues(lines string) cues {
	out := cues{by: map[string][]cue{}}
	for s := range strings.Lines(lines) {
		s, deniable := strings.CutPrefix(strings.TrimSpace(s), "!")
		if s == "" {
			continue
		}
		c := cue{deniable: deniable}
		for place := range strings.FieldsSeq(s) {
			c.places = append(c.places, set(strings.ReplaceAll(place, "|", " ")))
		}
		for first := range c.places[0].words {
			out.by[first] = append(out.by[first], c)
		}
	}
	return out
}

// alarms are said by people in danger, or by those who see a crime. Accents
// and apostrophes are gone: "j'ai peur" is "j ai peur". It is read only.
var alarms = newCues(`
	help|save me|us|him|her|them
	!need|needs|want|send|sending|get|gimme * help|police|cops|officers|ambulance|paramedics|assistance|somebody|someone|units|swat
	help right|now|immediately|asap|quick|quickly|fast
	please|plz|pls help|hurry|come|hurry
	hurry|emergency|mayday|sos
	!call|calling|called|dial|phone 911|999|112|17|police|cops|ambulance
	911|999|112 now|please|asap
	9 1 1
	!he|she|they|hes|shes|theyre|someone|somebody|guy|man|woman|who|im|i|and|kid|person * has|have|got|holding|pulled|carrying|waving|pointing|with * gun|guns|knife|knives|weapon|rifle|firearm|shotgun|pistol|machete|bomb|explosives|hostage|hostages|sword|bat|axe
	!is|are|s|re|was|im armed
	gun|knife|weapon|rifle * hand|hands|head
	!shots|gunshots|shooting|gunfire * fired|firing|heard|now|outside|here|going|ringing
	hear|hearing|heard * shots|gunshots|gunfire|screaming|screams|banging|explosion|crying|yelling
	active|mass shooter|shooting|attacker
	!is|are|s|re|m|keeps|still|started|someone|somebody|starts * shooting|stabbing|attacking|beating|hitting|choking|strangling|kidnapping|threatening|chasing|following|stalking|bleeding|dying|drowning|screaming|unconscious|unresponsive|overdosing|burning|robbing|assaulting|raping|abducting|torturing|trapped|hiding|smashing
	!got|been|being|just|was|is|were|are|getting * shot|stabbed|attacked|robbed|kidnapped|abducted|assaulted|raped|carjacked|mugged
	break|breaking|broke|breaks|climbing|trying * in|into|through|door|house|home|window|car
	!going|gonna|gunna|want|wants|wanna|try|trying|about|threatening|threatened|will|ll|planning|swear * kill|murder|shoot|stab|jump|hurt|burn|hang|cut|harm|die|end
	!kill|killing|hurt|hurting|hang|harm|harming|cut|cutting|shoot|drown myself|himself|herself|themselves|themself
	!suicide|suicidal|overdose|overdosed|od|oding
	!end|ending|take|taking my|his|her own|life
	end it|everything all|tonight|now
	!don|dont|no|cant|can t|reason|longer want|wanna|live|to|go * live|anymore|on
	better off dead|without
	this is|my goodbye|last
	!not|isn|stopped|barely|cant|can|struggling|t|trouble|difficulty * breathing|breathe|moving|responding|conscious|waking
	!bleeding|unconscious|collapsed|drowning|trapped|choking|seizure|unresponsive
	scared|afraid|terrified|fear * life|safe|safety|kill|hurt|outside|here|come|now|alone|help
	i|im|we * so|very|really|too scared|afraid|terrified
	m|am|im|re|are|feel|don|dont|not|t|isn|no|longer * unsafe|danger|safe|scared|terrified
	!in|immediate|grave danger|trouble
	can|can t|cant|cannot|won * escape|out|leave|move
	!house|home|building|car|apartment|place|store|is|on|caught|big|a fire|burning|flames
	smell|smelling * gas|smoke
	!bomb|explosive|explosion|grenade|hostage|hostages|acid
	locked|hiding|trapped|tied|stuck|held * bathroom|closet|room|basement|car|trunk|up|here|inside|house|against|captive
	taking|took|grabbed|dragging|dragged|forcing|forced|pulling|pulled|pushing * her|him|girl|boy|child|kid|woman|car|van|trunk|into
	!fight|riot|brawl|robbery|carjacking|break|burglary|assault|crime|stabbing|shooting|attack * now|progress|happening|underway|here|outside|ongoing
	in progress
	!took|taken|taking|swallowed|takes * pills|meds|medication|tylenol|everything|bottle|fentanyl
	if|when|once|after i * gone|die|dead|disappear|jump
	goodbye|adieu|sorry everyone|everybody|mom|dad|mum|world|forever|tout|maman|papa
	!smoke|flames * coming|out|pouring|everywhere|window|windows|building|floor|roof|rising
	!being|am|im|m|is|are|are|s|re held|beaten|hurt|attacked|followed|chased|abused|kidnapped|trafficked|stalked
	trying|tries|tried|attempting|wants * pull|drag|grab|force|push|kick|kidnap|abduct|rob|stab|shoot|lure
	!been|keeps|always|s|is|are|re|was hitting|beating|punching|kicking|hurting|choking|raping
	hits|beats|punches|kicks|chokes|rapes * me|her|him|them|us|my
	took|has|hid|stole * keys|phone|passport * me|leave|home|my|away
	!fumee|flammes * sort|sortent|partout|fenetre|toit|etage|batiment
	!homme|gars|type|femme|monsieur|mari|chum|conjoint|copain|ex|pere|il|ils|on * frappe|frappent|bat|battent|tabasse|etrangle|attaque|agresse|poignarde|tire
	m|l|nous|les|t * enferme|enfermee|enfermes|sequestre|sequestree|frappe|frappee|battue|attache|attachee|poignarde|poignardee|agresse|agressee|viole|violee
	n en peux|peut plus
	!pris|avale|prend|prends * pilules|medicaments|comprimes|cachets|bouteille
	au|a secours|voleur|feu|assassin
	a l aide
	aidez|aide|sauvez|sauve moi|nous|la|le|les
	besoin * aide|secours|ambulance|police|policiers
	envoyez|envoie|envoyer|faut * police|policiers|ambulance|secours|aide|quelqu|quelqun|quelqu|vite
	!appelez|appelle|appeler|appeles|composez * 911|999|112|17|police|ambulance|secours
	!il|elle|ils|on|qui|homme|gars|type|a|ont|tient|sorti|avec * arme|arme|armes|pistolet|fusil|couteau|couteaux|machette|bombe|carabine|revolver|otage|otages|hache
	!est|sont|gars|homme arme|arme|armes|armee|dangereux
	coups|coup de feu|couteau|fusil|pistolet
	entends|entendu|entend|entendons * coups|tirs|cris|crier|explosion|hurler
	tire|tirent|tirs|fusillade * maintenant|dehors|ici|encore|sur|moment|cours|gens|monde
	train de|d * tirer|poignarder|frapper|attaquer|voler|battre|suivre|agresser|etrangler|entrer|fracasser|defoncer|menacer|enlever|saigner|mourir|bruler|violer|casser|forcer|tuer
	!me|te|la|le|nous|les|se suit|suivent|menace|menacent|frappe|frappent|attaque|attaquent|bat|battent|poursuit|agresse|viole|tue|etrangle|poignarde
	!va|vais|vont|veut|veux|veulent|menace|essaie|essaye * tuer|tirer|poignarder|suicider|mourir|frapper|sauter|pendre|bruler
	!suicide|suicider|suicidaire|surdose
	!en * finir|vivre * vie|plus|tout
	plus envie|force|raison * vivre
	ne|n|je veux|veut * plus|pas vivre
	!ne|n|plus respire|respirent|bouge|repond * plus|pas
	respire|bouge|repond plus|pas
	!saigne|saignent|inconscient|inconsciente|evanoui|evanouie|otage|otages|explosion|bombe
	peur * vie|danger|tue|moi|seule|seul|dehors|revienne
	j|ai tres|trop|vraiment|si peur
	j ai peur
	!suis|es|est|sommes|sont|en * danger|blesse|blessee|cache|cachee|caches|coince|coincee|piege|piegee|enferme|enfermee|sequestre|sequestree|perdu
	!en danger
	!urgence|urgent * vite|police|aide|ambulance|svp
	c est * urgent|urgence
	vite|depechez * police|aide|ambulance|venez|viens|vient|envoyez|secours|svp|appelez
	!maison|voiture|immeuble|appartement|feu|flammes|incendie en|est|brule|prend|a|au * feu|flammes|cours|maintenant
	defonce|force|casse|forcent|cassent|brise|essaie|essaye * porte|fenetre|maison|vitre|entrer
	s introduit|introduisent
	cambriolage|vol|agression|bagarre|braquage|attaque|incendie|meurtre * cours|maintenant|moment|direct|ici|dehors
	en cours
`)

// sightings say that somebody or something is seen. It is read only.
var sightings = newCues(`
	i|we|im|m|am|re|just|can|my|wife|husband|friend|son|daughter|she|he|they|can|think see|seeing|spotted|saw|looking|watching|following|found|noticed|recognize|recognise|behind|seen
	spotted|saw|seen|found|see him|her|them|it|this|that|the|this
	c est * lui|elle
	elle|il|lui|petite|petit|enfant|dame est|sont|avec
	black|white|grey|gray|red|blue|silver|dark|green|same|that|his|her|the|a * car|truck|van|suv|plate|sedan|honda|toyota|bmw|lexus|ford|acura|nissan|mercedes|jeep
	looking|staring|watching at|him|her|them|it|car|guy
	he|she|they|hes|shes|theyre|it|thats|that|him|her|man|guy|car|vehicle|suv|truck|suspect|girl|boy|woman|lady|van|person|dude s|is|are|re|here|at|in|just|walking|sitting|parked|standing|hiding|driving|running|heading|outside|inside|getting|walked|drove|passed|came|went|right
	walking|sitting|parked|standing|hiding|driving|running|heading|sleeping|eating|shopping|drinking|getting|leaving|boarding|lurking|loitering|pacing|crying|wandering
	walked|drove|ran|passed|went|came|got|pulled|parked * by|past|into|on|off|out|up|here
	still|already here|there
	same|matches|matching|looks * guy|man|car|person|him|her|like|description|plate|woman|girl|boy|jacket|truck|vehicle
	this|that guy|man|car|woman|girl|boy|person|vehicle|truck|kid|one
	they|someone|somebody|guys|kids|people|two|three * fighting|stealing|robbing|breaking|selling|smashing|vandalizing|yelling
	je|j|on|nous|l|il|elle|ma|mon|viens|vient|venons|femme|mari * vois|voit|voyons|apercois|apercoit|reconnais|reconnait|vu|croise|croiser|voir|apercu|regarde|trouve|suis
	il|elle|ils|elles|homme|femme|voiture|gars|fille|garcon|suspect|camion|auto|celui|celle|vehicule|y est|sont|marche|court|conduit|attend|roule|dort|passe|mange|entre|sort|monte|vient|se|s|a
	l homme|auto|individu
	le|la|ce|cette|cet gars|type|suspect|voiture|fille|garcon|camion|homme|femme|vehicule|jeune|dame|monsieur
	le|la|les voila|voici
`)

// presents say that it is now, or where the writer is. It is read only.
var presents = newCues(`
	now|rn|currently|presently|atm|live
	right|as|this here|now|outside|behind|next|beside|front|minute|second|moment|we|speak|instant
	at|this the|this|very moment
	still|already here|there|at|in|inside|outside|on|sitting|parked|standing|walking
	seconds|minutes|moments|mins|min|sec|secs|minute ago
	just|literally now|walked|got|drove|passed|saw|seen|spotted|pulled|left|came|went|ran|entered
	here|outside
	with|beside|behind|past|near|by|at|to me|us
	avec|pres|derriere|devant|a moi|nous
	in front|the
	in|outside|behind|across|near|next|by|at * my|our house|home|street|door|building|backyard|yard|car|work|store|window|driveway|lobby|neighbourhood|neighborhood|apartment
	next|beside|behind|across|front * me|us|from
	is|are|s|re|am|m|im here|there|at|in|on|inside|outside|sitting|walking|parked|standing|hiding|driving|running|heading|getting|sleeping|behind|eating|shopping|leaving|boarding|right
	i see|can|m|am
	i|we * see|looking|following|watching|behind
	hes|shes|theyre
	maintenant|presentement|actuellement|ici|dehors|direct
	en ce|train|face|arriere|avant|bas moment|de|d|du
	ce moment
	a|en l|cet|ce instant|moment
	a|tout l|a|de instant|suite|heure
	il|y|ya y|a|il * quelques|deux|trois|cinq|une|2|3|5|10|dix|1 minutes|minute|secondes|min
	il|elle|ils|elles|y|gars|homme|auto|voiture est|sont la
	suis arrete|arretee|avec|derriere|devant|pres|stationne|stationnee
	toujours|encore|deja la|ici|dehors|a|dans|au|devant
	devant|derriere|chez|dans|pres|face|cote * moi|nous|ma|mon|notre|la|chez|maison|porte|rue|metro|bus|immeuble
	je|j|le|la|l vois|apercois|voila
	vient|viens|venons de|d
	est|sont|s ici|assis|assise|dehors|au|dans|a|en|devant|derriere|entre|stationne|stationnee|cache|cachee
`)
