package guard

import "strings"

// abuses returns threats, slurs and hate. Rude words for the police and for
// those in office are criticism, which the law protects; only a threat to them
// is not.
func abuses(d *doc) []span {
	var out []span
	for _, m := range d.find(abusing) {
		if m.name == "insult" && (d.speaksOf(m.first, authorities) || d.speaksOf(m.first, addressed)) {
			continue
		}
		if m.name == "personal" && d.speaksOf(m.first, authorities) {
			continue
		}
		out = append(out, d.tokens(m.first, m.last))
	}
	if len(out) == 0 {
		out = d.starred()
	}
	return out
}

// starred returns words of abuse of which a letter is hidden: "sl*t", "wh*re",
// "c#nt".
func (d *doc) starred() []span {
	var out []span
	for i := 1; i+1 < len(d.tok); i++ {
		if !d.mark(i, "*#") || !d.is(i-1, word) || !d.tight(i) {
			continue
		}
		stars := i
		for d.mark(stars+1, "*#") && d.tight(stars+1) {
			stars++
		}
		if !d.is(stars+1, word) || !d.tight(stars+1) {
			continue
		}
		head, tail, hidden := d.word(i-1), d.word(stars+1), stars-i+1
		for _, w := range hiddenWords {
			if len(w) == len(head)+hidden+len(tail) && strings.HasPrefix(w, head) && strings.HasSuffix(w, tail) && !d.speaksOf(i, authorities) {
				out = append(out, d.tokens(i-1, stars+1))
				break
			}
		}
	}
	return out
}

// hiddenWords are those that are written with a star for a letter. They are read
// only.
var hiddenWords = []string{"slut", "sluts", "whore", "whores", "bitch", "bitches", "cunt", "cunts", "faggot", "fag", "faggots", "nigger", "niggers", "retard", "retards", "scumbag", "twat", "bastard", "bastards", "asshole", "assholes", "arsehole", "paki", "pakis", "pute", "salope", "connard", "encule"}

// authorities may be insulted. It is read only.
var authorities = set("police tps opp rcmp spvm sq cops cop officers officer pigs pig force department dept detectives chief mayor minister premier government politicians trudeau ford acab policiers policier flics flic police agents gouvernement maire ministre judges judge courts system justice juges met constabulary lapd nypd sheriff city council job taxes taxpayers badge badges salary precinct station constables")

// addressed is the police itself as a rule, for the reply stands below its post.
// It is read only.
var addressed = set("you your guys vous votre")

var abusing = phrases(`
[threat]
rot|burn in hell|prison|jail
qu il|elle|ils creve|crevent|meure|pourrisse|brule
!deserve|deserves|should|hope|needs|need|must|gotta|oughta he|she|they|to|you|be? * die|dies|killed|shot|hanged|hung|executed|lynched|stabbed|beaten|raped|castrated|tortured|rot|burn|suffer
hang|shoot|kill|execute|lynch|burn|castrate|gas|exterminate|stab|curb him|her|them|all|these|this|the|those|every
string|stringing|put him|her|them|a up|down|bullet
kill|hang|off yourself|urself
kys
go die|hang|kill|neck
neck yourself
put|bullet a|in bullet|his|her|their in|head|skull
watch|mind your|ur back
i|we ll|will|know|gonna find|where|come|get|hurt|smash|beat|break you|your|ur|u
dead man|men|meat walking?
snitches get stitches
snitch|rat|rats|snitches die|bleed|get|deserve|will|stitches|beware
bring back the|hanging? death|hanging|noose|gallows|rope
only good * is|are|a dead
crever|creve|mort|pendez|pendre|fusillez|butez|brulez|tuez|lynchez aux|sale|le|la|les|tous|ce|cette|ordure
merite|meritent|devrait|devraient|faut le|la|les|de|d? * mourir|crever|pendre|fusiller|bruler|tuer|peine|buter
va|allez crever|mourir|te|vous pendre|tuer|crever?
on|je sait|sais ou tu habites
je|on vais|va te retrouver|casser|crever|defoncer
hope|hoping|hopes|wish you|u|your|ur|he|she|they|somebody|someone|it|the|his|her|their ** die|dies|cancer|killed|raped|suffer|suffers|rot|rots|dead|breaks|burn|burns|hurt|hurts|crash|stabbed|shot|jumped|beaten
smash|kick|knock|break|bash|punch|cave|rip|slit|snap your|ur|his|her|their|the|you|u ** teeth|face|head|legs|neck|skull|jaw|throat|knees|in|out
eat shit|sh|crap|glass
and|just|please die|drop
you|they|these|those|people|all|animals|ones should|must|need|ought|deserve|belong|belongs * rot|gassed|hanged|hung|shot|drowned|die|burned|exterminated|cages|sterilized|sterilised|put
nobody|no one|one will|would|d|ll|s|gonna? * miss|mourn|cry you|u|him|her|when|if
espere|souhaite|souhaitons que|tu|vous|il|elle ** creve|creves|meurs|meure|meurt|creviez|souffre|cancer|brule
hang|shoot|kill|drown|gut|neuter|execute|lynch|burn|castrate|gas|exterminate|stab|curb him|her|them|all|these|this|the|those|every
hope|hoping|wish|pray ** you|your|u|ur|he|she|they|his|her|their|him|them|somebody|someone ** die|dies|cancer|suffer|suffers|rot|rots|burn|burns|break|breaks|crash|crashes|choke|chokes|overdose|overdoses|beaten|shot|stabbed|raped|aids|hurt|bleed|bleeds|drown|drowns|killed|miscarry|jumped
!somebody|someone|i|we should|ought|needs|gonna|would|d|wanna to? * smash|break|punch|slap|beat|bash|kick|stomp|shank|batter|knock|slash|cut * your|ur|his|her|their|you|him|them
needs|deserves|deserve|need|wants a good? slap|slapping|beating|kicking|bullet|rope|hiding|thrashing|curbstomp
belong|belongs in|under|behind|on the|a? ground|cages|cage|zoo|grave|cemetery|ovens|oven|gutter|noose
should|must|oughta|deserve all|be|to|have|get * gassed|drowned|neutered|sterilised|sterilized|exterminated|castrated|flogged|burned|burnt|hanged|strung|caged|culled|aborted|rot|die|burn
eat shit|sh1t|crap * die
drop dead
put|putting them|him|her|it|this|these? down like
go|just|please choke|rot|drown|die|burn
never comes|come|came home ** cow|bitch|idiot|stupid|brat
hope|hopes * never comes|wakes|recovers|come|walks
like that|her|him|these|them|you deserve|deserves|deserved
waste of oxygen|skin|space|air|life
end it|yourself loser|already|please|freak|you
spit|spits|piss in|on your|her|his|their|you|ur
hope|hoping|wish ** you|he|she|they ** run|hit|knocked|ploughed over|by|down
choke on it|your
i|we|wish * you|he|she|they would|had|should|d * died|die|drown|never been born
jump|walk off|in|into|under|front a|the|of * bridge|traffic|train|bus
you|she|he|they|girl|victim deserved|earned|asked|asking|had it|for|that|coming ** whore|slut|bitch|tbh|skank|lol|deserved|idiot|dressed|dressing|coming
her|his|their|own fault|fault|damn? for * dressing|being|drinking|walking|going|wearing|drunk
!deserved|had it|that|every coming|tbh|slut|whore|bitch|hun|honestly|beating|bit|bullet
nobody|no|noone one? * loves|likes|wants|cares|asked|misses about? you|u|her|him * nobody|loser|anyway|ugly|cow|bitch|worm
qu|j espere|il|elle|ils|que|vous|tu ** creve|creves|creviez|crevent|meure|meures|cancer|souffre|souffres|pourrisse|brule|brules
merite|meritait|meriterait|meritent|cherche|cherchait bien? une|des|claque|baffe|son|la|gifle|raclee|coups
[hate]
retarded|retards|mong|spastic|spaz
typical|those|bunch|these|like|fucking|of|dirty ** monkeys|apes|cockroaches|vermin|savages|rats|thugs
they|these|those|all|people are|re|r|s ** vermin|cockroaches|parasites|subhuman|apes|monkeys|rats|filth|scum|savages|invaders
nigger|niggers|nigga|niggas|chink|chinks|paki|pakis|spic|spics|kike|kikes|raghead|ragheads|towelhead|towelheads|wetback|wetbacks|gook|gooks|faggot|faggots|fag|fags|tranny|trannies|dyke|dykes|coon|coons|sandnigger|jeet|pajeet|shitskin|shitskins|subhuman|subhumans|untermensch|retard|retards
negre|negres|bougnoule|bougnoules|bicot|bicots|youpin|youpins|tapette|tapettes|pede|pedes|gouine|gouines|bamboula|bamboulas|triso|trisos|enturbanne
go|going|send|ship them|him|her|these|all|fly? * back to|where|home your|their|his|her|from|you|they|own|country|came
deport|deporting him|her|them|all|these|every|this|the
typical|bloody|filthy|dirty|damn|fucking|these|those|more|stupid immigrant|immigrants|refugee|refugees|migrant|migrants|muslim|muslims|jew|jews|black|blacks|indian|indians|arab|arabs|brown|asian|asians|somali|somalis|jamaican|jamaicans|native|natives|mexican|mexicans|gypsy|gypsies|foreigners|trans|gays
!immigrants|refugees|migrants|muslims|jews|blacks|indians|arabs|somalis|jamaicans|natives|foreigners|gypsies are|should|ruin|ruined|ruining|all|destroy|always|commit|go
it|its|s|is always|another * a|the|them|those immigrant|immigrants|black|blacks|muslims|muslim|indians|arabs|refugees|refugee
white power|pride|race
diversity is our strength
build|close the wall|borders
not|isn|ain|never a|t|be? * real canadian|english|british|american
retourne|retournez|renvoyez|rentre|rentrez|expulsez * chez|dans|tous|les|le|pays|toi|eux|vous
sale|sales|maudit|maudits|ostie|criss|encore arabe|arabes|juif|juifs|noir|noirs|immigrant|immigrants|musulman|musulmans|gitan|gitans|negre|etranger|etrangers|indien|indiens|race
vermin|animals|savages|cockroaches|subhumans|filth|rats|parasites|scum ** religion|race|kind|immigrants|muslims|jews|country|gassed|cages|caged|every
those|these|typical|bunch|like|are|fucking of? monkeys|monkey|apes|ape|gorillas|baboons|savages|animals|cockroaches|thugs|vermin
go|get back|out|home of? to|where|our|my * where|your|country|shithole|jungle|island|africa|india|mexico|pakistan|china
all|every|those|these|they|muslims|immigrants|foreigners|migrants|refugees|jews|natives|gays|trans|gypsies of? * foreigners|them|muslims|immigrants|refugees|belong|rapists|criminals|terrorists|deported|deport|vermin|parasites|thieves|ruin
they|them|you|those all|people|lot|immigrants breed|ruin|rape|steal|destroy|infest|invade
inbred|inbreds|mongoloid|mong|spastic|spaz|window licker|licker?
retarded|spastic|inbred
ces|cette|toute|tous|bande|maudite|sale|vos|leur de? race|singes|animaux|sauvages|vermine|parasites|rats|cafards|bougnoules
go|going|send|ship them|him|her|these|all|fly? * back to|where|home your|their|his|her|from|you|they|own|country|came
retourne|retournez|retournent|rentrent|renvoyez|rentre|rentrez|expulsez * chez|dans|tous|les|le|pays|toi|eux|vous
[personal]
!fuck|screw|f|fck|fk|fuk|eff|damn you|u|ya|yourself|your|ur mother|mum|mom|family|all?
shut|close|zip your|ur|ya|up ** mouth|face|trap|gob|pie
!fat|ugly|stupid|dumb|thick|silly|disgusting|filthy|worthless|pathetic|brainless|miserable|little|old|dopey|nasty|useless cow|bitch|hag|worm|cunt|pig|moron|slag|slapper|bint|tart|prick|tosser|trash|freak|creature|skank|slut|troll|inbred|idiot|twat
nobody|no one? loves|likes|wants|asked you|u|ur
your|ur|ya mother|mom|mum|mama|face|momma is|should|was|looks|s
sl|b|c|wh t|tch|nt|re
she|he|her|his deserved|asked|fault * it|for|dressing|wearing
!grosse|gros|espece|sale|petite|petit|pauvre|vieille|maudite|maudit|esti|osti|crisse * conne|con|vache|truie|connasse|pute|salope|cave|tata|merde|moron|imbecile|laide|debile|folle|epaisse|epais|truc
ferme|fermez ta|la|vos|votre gueule|trappe|boite
disgusting|pathetic|poor|sorry|vile excuse for|of
you|u|ur|youre re|are|r? a|an|such|nothing * clown|inbred|worm|loser|waste|joke|nobody|embarrassment * human|person|loser|clown
loser|losers|inbred|clown get|go a|cry|back|life
!tramp|slag|slags|toerag|toerags|scrote|scrotes|gobshite
fat|ugly|stupid|dumb|disgusting|filthy|dirty|useless|worthless|pathetic|little|nasty|vile|miserable|sick|lying|lazy|old|fucking|absolute|complete|utter|total|evil|thick|daft ugly|fat|little|stupid|old|lying|dirty? worm|cow|cows|pig|bitch|bitches|rat|idiot|hag|moron|maggot|troll|freak|slag|tramp|toerag|scrote|gobshite|ratbag|wretch|hussy|cretin|creature|muppet|imbecile|skank|slob|bint|whale|toad|trash|loser|sod|git|pillock|knob|tosser|prick|dick|dickhead|bellend
shut|shut your|ur|yer|the|ya ugly|fat|stupid|dumb|filthy|damn|fucking|hell|fuck|big? mouth|face|trap|gob|hole|up|pie
freak|loser|creep|worm|cow|slag|whore|prick|tosser|bellend|knobhead|slag|trash|trashy lol|shut|ugly|die|kill|face
fuck|screw|f your|ur|his|her|their|ya mother|mum|mom|family|kids|face|life|whole
eat shit
ugly freak|mug|face|mutt|people|woman|man|bastard
espece|maudit|maudite|ostie|criss|estie|gros|grosse|sale|pauvre|bande de|d|gros|grosse? conne|connes|con|cons|salope|porc|vache|ordure|ordures|truie|cochon|cochonne|cave|caves|merde|merdes|pute|imbecile|idiot|idiote|chienne|debile|debiles|moron|mongol|trisomique
ferme|fermez ta|la|vos|votre? gueule|gueules|yeule
mange|mangez de|la|d|un? marde|merde|char
nique|niquez|fuck|baise ta|tes|vos|toi|vous|sa * mere|morts|famille|race|toi
[insult]
!scumbag|scumbags|scum|lowlife|lowlifes|degenerate|degenerates|pedo|paedo|nonce|whore|slut|bitch|cunt|skank|crackhead|junkie|trash|vermin|parasite|parasites|moron|imbecile|dickhead|asshole|arsehole|bastard|bastards|wanker|twat|motherfucker|cockroach|cockroaches
piece|pieces|waste|sack of shit|crap|garbage|trash|filth|skin|oxygen|space|scum
!animals|animal|monster|savage|savages
fuck|screw|f you|u|him|her|them|off
stfu|gtfo
shut up|the
fat|ugly|stupid|dumb|disgusting|filthy ugly|fat|pig|cow|bitch|idiot|hag|face|fat
he|she|you|they s|is|are|re|r * moron|idiot|imbecile|loser|ugly|fat|pathetic|retarded|disgusting|vile|idiot|loser
!connard|connards|salope|pute|ordure|ordures|encule|encules|batard|batards|salaud|salauds|raclure|pourriture|debile|cretin|abruti|dechet|vermine|trou
ta gueule
fils|fille de pute|chienne
va|allez te|vous|chier faire|foutre|chier?
`)
