package guard

// exposures returns what exposes a private person, asks for that, or calls for
// people to act themselves. Who speaks of an officer or a politician in office
// criticises; that is nobody's exposure.
func exposures(d *doc) []span {
	var out []span
	for _, m := range d.find(exposing) {
		if !d.speaksOf(m.first, officials) && !d.speaksOf(m.first, wellMeant) {
			out = append(out, d.tokens(m.first, m.last))
		}
	}
	out = append(append(out, d.pointedOut()...), d.pointed()...)
	for _, m := range d.find(hinting) {
		if (m.name == "anybody" || !d.speaksOf(m.first, officials)) && !d.speaksOf(m.first, wellMeant) {
			out = append(out, d.tokens(m.first, m.last))
		}
	}
	var where detectors
	for _, find := range []func(*doc) []hit{where.PhonePrivate, where.EmailPrivate, where.LicencePlate, where.AddressExact} {
		for _, h := range find(d) {
			if !d.speaksOf(d.tokenAt(h.a), selling) {
				out = append(out, span{h.a, h.b})
			}
		}
	}
	return out
}

// officials hold a public office. It is read only.
var officials = set("trudeau carney trump biden starmer farage ford chow poilievre legault demkiw chief chiefs mayor minister ministers premier councillor councillors president mp mpp commissioner constable sergeant officer officers cop cops sheriff deputy politician politicians judge chef maire mairesse ministre premiere commissaire agent agents policier policiers juge depute deputee")

// wellMeant tells that somebody wishes a person well, or takes what they know to
// those who may have it: "let's get this man home", "I gave the name to the
// detectives". It is read only.
var wellMeant = set("home safe safely boosted boosting detective detectives investigator investigators stoppers enqueteur enqueteurs enqueteuse")

// selling tells a shop's number from a person's. It is read only.
var selling = set("crypto bitcoin investment forex promo discount shop followers whatsapp trading loan loans recover recovery hacker giveaway buy cash junk deals discount quote")

// exposing says or asks who somebody is or where to find them, or calls for
// others to go after them.
var exposing = phrases(`
[says]
!his|her|their|suspect|suspects|guy|guys name is|s
!his|her|their|the full|real|first|last name is|s
!he|she|hes|they s|is|are|also|currently? called|named
!he|she|they|guy|dude|suspect|her|his|family|mother|mom|brother|parents s? still? lives|live|stays|resides|living|staying at|on|in|near|with|across|down|by|next|beside|above|behind|opposite|over|off|under|below|round
!he|she|they|guy|dude|suspect s? works|work|working at|for|in|as
!he|she|his|her|their kid|kids|son|daughter? goes|attends|go to? the? * school|college|high|secondary|academy|university
!he|she goes|went|attends to? * school|college|high|secondary|academy|university
his|her|their address|workplace|employer|boss|school|phone|cell|snap|insta|instagram|ig|facebook|fb|tiktok|profile|linkedin|email is|s
his|her|their insta|instagram|ig|facebook|fb|snap|snapchat|tiktok|linkedin|profile|page|handle
look|add|check|find * on ig|insta|instagram|facebook|fb|tiktok|snap|linkedin
find|found|look|here him|her|them|s up? his|her|their|on? insta|instagram|facebook|fb|tiktok|linkedin|ig|profile|address|page
il|elle|type|gars|suspect s appelle|nomme
!son|sa|leur nom|prenom|adresse|numero|telephone|compte|insta|facebook|employeur|ecole|plaque * est
!il|elle|ils habite|habitent|vit|demeure|reste|travaille|bosse|etudie|loge au|a|sur|chez|dans|pres|rue|#
il|elle va|frequente a? l|la? ecole|college|cegep
!his|her|their kid|kids|son|daughter|mom|mum|mother|dad|father|wife|husband|girlfriend|boyfriend|sister|brother|family s? goes|go|attends|teaches|works|lives|plays|runs|drives
his|her|their employer|boss|work|school|landlord|manager
he|she|they drives|drive a|an|the ** reg|registration|plate|plates|tag
reg|plate|plates|registration is ** belongs|registered|comes
ran the? it|plate|plates ** belongs|registered|comes|owner
plate|plates|reg|it|car|van belongs|registered|comes to|back a|an|to?
found|here|theres|look|see s? at? his|her|their ** insta|instagram|ig|facebook|fb|tiktok|snap|linkedin|profile|address|page|house|socials
voici|voila|trouve son|sa|ses|leur ** profil|facebook|insta|adresse|page|compte|photos|numero|plaque|employeur
photos|photo|pictures|pics|pic de|of ses|son|sa|his|her|their enfants|kids|children|family|famille|wife|daughter|house|maison
know|find|out|tell|show|knows|see|savoir where|who|ou this|that|the|he|she|ce|cette|il|elle * lives|works|stays|live|work|habite|travaille
guy|girl|man|woman|dude|kid|lad|lass|creep|driver|victim|witness s facebook|insta|instagram|profile|address|tiktok|number|employer|school|snap|plate
its|thats|hes|shes|it|that|he|she|lives ** from|at|of|on # * street|st|road|rd|ave|avenue|drive|dr|court|ct|crescent|cres|lane|ln|close|way|place|pl|terrace|blvd|boulevard
c est|tait le|la|un|une|mon|ma fils|fille|frere|soeur|neveu|niece|cousin|cousine|ex|chum|blonde|mere|pere|coloc|voisin|voisine|collegue|prof|mari|copain|copine de|du|des|a|d|qui
[asks]
qui a son|sa|leur|ses snap|insta|facebook|numero|adresse|nom|compte|profil
ive|i|have|got have|got|ve? got? his|her|their * number|address|phone|email|insta|plate|surname
find|found out|where he|she|they|where * works|lives|work|live
anyone|anybody|someone|somebody|who know|knows|got which|what|his|her|their * house|flat|street|school|gym|car|door|unit|building|address|work
which|what house|flat|street|school|unit|door|building is|does he|she|his|hers|it
got|have|has|know|knows|need|want|find this|that|the guy|man|dude|woman|girl|creep|thief|loser|idiot|driver|kid|rat s? address|name|insta|number|plate|facebook|socials|employer
who|which neighbour|neighbor|one? called|phoned|rang|snitched|grassed|reported|ratted|told|tipped the|it|him|her|them|on|in|this|police|cops
who|which * snitch|rat|grass|narc|informant|tipster|witness is|was|s
find|drop|name|post|show|share|give|out|expose|who ** snitch|rat|grass|narc|informant|tipster|witness|witnesses
name her|him|them|it|names
faites|fait le|la virer|renvoyer
qui a|l * denonce|appele|porte|parle|balance|stoole
what|which school|gym|company|restaurant|store|church|street|house|unit|building does|do|is|did he|she|they
c quoi|est quoi? son|leur|sa nom|adresse|numero|insta
what|whats s|is? his|her|their|this|that name|address|insta|instagram|plate|number|handle|facebook
who|whos is|s this|that|the? guy|man|dude|woman|girl|loser|scumbag|clown|creep|punk
anyone|anybody|someone|somebody know|knows|got|have|has|recognize|find|drop|post|share * his|her|their|the name|address|insta|instagram|facebook|socials|plate|number|identity
anyone|anybody|who know|knows|got where he|she|they live|lives|work|works
where does|do|s? he|she|they|this|the guy|man|dude? live|work|hang
drop|post|share|release|leak|give|tell|need|want|expose|publish * his|her|their|the name|names|address|addy|addresses|insta|socials|plate|identity|info|facebook
name and shame
name|names names|him|her|drop
expose|doxx|dox him|her|them|this|that|the
comment|quel|c|qui s|est|il|elle|son|sa? appelle|nom|adresse t? il|elle?
ou habite|travaille|vit|reste t|il|elle|ce|cette|le
quelqu|qqn un? connait|sait|a|aurait son|sa|ou|le vrai? nom|prenom|adresse|compte|insta|plaque|il
donnez|balancez|publiez|affichez|partagez|mettez * nom|noms|adresse|compte|plaque|identite
balance|balancez|donne ton|son|les|le|des nom|noms|adresse
[acts]
sort|sorting|sorted him|them out
take|taking|going|go|head|drive|ride|trip * to|by|past|over|round his|her|their * place|house|home|work|flat|door
wait|waiting|be|stand|standing|park|sit|camp|show|hang outside|at|by|up|for the|his|her|their * gates|school|house|door|place|work|gym|driveway
go|head|heading|going|roll|rolling|march|walk|get|come over|down|round|up|to to|at? his|her|their|this ** house|place|home|work|door|flat|job|gates
get|gather|round a|the|up ** group|crew|lads|boys|together and|to|go|tonight|who
slash|smash|key|torch|burn|brick|trash his|her|their|the|that ** tyres|tires|windows|window|car|house|van|truck
say|pay|give * hi|hello|visit to|him|her|them
everyone|everybody|yall|all go|call|email|message|say|visit|ring|text ** hi|him|her|them|it|boss|work|house
pay|give him|her|them|this a * visit|beating|lesson|slap|talking
everyone|everybody|somebody|someone|let|lets|go message|call|email|dm|contact|phone|report|spam|flood * his|her|their boss|work|employer|job|school|family|mother|page|insta
lets|let|we|boys|gonna s? roll|ride|slide|pull|run up|on|over|through * him|her|them|his|there
on|faut|faudrait|devrait|devrions|allons * aller? le|la|les|lui chercher|trouver|voir|retrouver|tabasser|attraper * meme|memes
let|lets s go|find|get|hunt|track|pay|catch|jump|grab|handle|meet|roll him|her|them|this|his|there|up|down|over|after
lets|let s? all? * visit|find|hunt|get|track|beat|smash him|her|them|his|this
someone|somebody|anyone|everyone teach|teaches|show|shows|give|gives|beat|find|get|visit him|her|them|this|that
someone|somebody|anyone|everyone should|needs|please|go|gotta|has to? go|find|beat|get|teach|pay|deal|give|handle|visit * him|her|them|his|this|it
we should|will|ll|gotta|must|need to? all? find|hunt|get|handle|deal|pay|visit|catch|take with? * him|her|them|his|a|this|matters
!street|mob|vigilante|community justice
take|taking matters|justice|law into our|my|your own? hands
hunt|track|chase them|him|her|these|this down
pull|show|turn up at|to|on * his|her|their house|work|job|place|door|home
meet|meeting|gather|gathering|rally|assemble at|outside|in front * his|her|their house|place|home|work
who|whos s? down|coming|ready|in to|with|for * find|hunt|get|beat|visit|ride|go
get|let|make|call him|her|his|s|get boss|fired|employer|work|job
bring|round up? your|the|some boys|guys|bats|crew|lads
sort|sorted him|them|this|it out ourselves
allons|allez|on|faut|faudrait|va le|la|les|lui? chercher|trouver|attraper|chopper|tabasser|lyncher|casser|retrouver * le|la|les|lui|gueule
allons|allez|on y|va|debarque|debarquons|passe chez lui|elle|eux
justice|regler|reglons|reglez ca? soi|nous|entre meme|memes|nous
rendez|rdv vous? devant|chez|ce * lui|elle|sa|soir
`)
