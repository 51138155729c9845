package guard

// hinting says who a private person is without a name, or asks for one that
// tips or suffered, or sends people there: through the family, the job, the
// school or a profile. What stands under "anybody" counts where the police are
// spoken of as well.
var hinting = phrases(`
[some]
one|girl|woman|lady|guy|person who|that pressed|filed|made charges|complaint|report|the
got|have|found|know his|her|their home|work|real|full|actual? address|addy|number|insta|surname|name
tell|give|send|show you|ya|u|anyone|everyone|everybody his|her|their|where ** name|address|lives|works|live|number|profile|school
victim|witness|tipster s|is|was the|a|that|this|our ** lassie|lad|girl|kid|boy|lady|granddaughter|grandson|lass|woman|guy * from|who|at|on|in
she|he|hes|shes|victim|kid|girl|boy|suspect|its|they s|is|was in|a? year|grade|gr #
il|elle est en|au secondaire|#|sixieme|cinquieme|quatrieme
victim|witness|tipster|complainant|informant|snitch|rat|accuser ** is|s|was|be my|the|a|an|in|our|his|her * coworker|colleague|classmate|neighbour|neighbor|cousin|sister|brother|daughter|son|wife|girlfriend|ex|roommate|teacher|nurse|clerk|waitress|waiter|bartender|cashier|manager|barista|janitor|student|grade|year|freshman|sophomore|junior|driver|cleaner|receptionist|hairdresser|landlady|landlord|caretaker|owner|pupil|babysitter|tutor|coach|secretary|lady|girl|guy|kid
witness|victim|suspect|tipster|snitch ** kid|guy|girl|woman|man|lad|lass called|named
victime|temoin|plaignante|delateur|suspect c|est|etait ** coloc|collegue|voisin|voisine|fille|fils|blonde|chum|soeur|frere|cousine|cousin|prof|serveuse|serveur|caissiere|infirmiere|eleve|etudiante|etudiant|commis|concierge|patron|coiffeuse
his|her|their|the kids|kid|son|daughter|children|mom|mum|mother|dad|father|wife|brother|sister|parents|girlfriend|boyfriend|husband|nan|cousin|sisters go|goes|attend|attends|teaches|teach|works|work|live|lives|drives|owns|runs at|to|for|in|on|a|the|with|there|near|behind
her|his|mom|dad|wife|sister|mum teaches|works there|at too|also?
his|her|their mom|mum|mother|dad|father|wife|brother|sister|girlfriend|boyfriend|husband|boss|employer is|s|name|works * name|named|called|teacher|nurse|manager|principal|at
ses|leurs|sa|son|leur enfants|mere|pere|soeur|frere|femme|mari|blonde|fille|fils|conjointe|patron * travaille|travaillent|enseigne|habite|habitent|vont|va|etudie|frequente|frequentent|reste * a|au|chez|dans|la|l|pres|sur|rue
c|ca|ce est|etait le|la|un|une fils|fille|frere|soeur|neveu|niece|cousin|cousine|femme|mari|chum|blonde|coloc|ex de|du|des|d|a * directrice|directeur|prof|maire|patron|proprio|proprietaire|coach|concierge|garage|depanneur|boulanger|docteur|medecin|dentiste|cure|voisin|voisine|gars|fille
that|thats|its|it|he|she|hes|shes s|is? the? principal|teacher|coach|baker|owner|landlord|butcher|dentist|doctor|pastor|manager|janitor s son|daughter|kid|boy|girl|nephew|niece|wife|husband|brother|sister
that|thats|its|it|he|she|hes|shes s|is? the|a? son|daughter|kid|nephew|niece|brother|sister|wife|husband|girlfriend of|to * principal|teacher|coach|owner|landlord|pastor|manager|lady|guy|woman|man|family|people
he|she|hes|shes|guy|dude|suspect|girl s|is|was a|an|the * driver|teacher|manager|clerk|plumber|electrician|nurse|mechanic|cook|chef|bartender|barista|welder|roofer|guard|cashier|janitor|cleaner|student|foreman|coach|accountant|realtor|dentist|carpenter|landscaper|barber|trainer|server|waitress|supervisor|technician|tech|worker|salesman|porter|receptionist|hygienist|lawyer|engineer|butcher|baker|caretaker|pharmacist|vet|secretary|assistant|hairdresser|stylist|dispatcher|painter|paramedic|intern|lifeguard|librarian|rep|owner|regular at|for|with|in|from|on
il|elle|gars|type est * chauffeur|prof|professeur|enseignante|enseignant|infirmier|infirmiere|mecanicien|serveur|serveuse|cuisinier|commis|caissier|caissiere|plombier|electricien|gerant|gerante|coiffeur|coiffeuse|etudiant|etudiante|eleve|concierge|livreur|agente|camionneur|soudeur|barman au|a|chez|dans|pour|de|du|en
voici|voila|v|regardez|partagez|trouve|j ai? trouve? * son|sa|ses|leur|leurs|le|la profil|facebook|compte|insta|instagram|photos|photo|page|adresse|numero|linkedin|snap|tiktok|maison
here|heres|this|thats|found|got|find|check|look|see|posting s|is? up? her|his|their|the profile|facebook|fb|insta|instagram|ig|snap|snapchat|tiktok|linkedin|page|account|address|number|house|socials|workplace|selfie|selfies|myspace|discord
girl|girls|guy|guys|kid|kids|man|mans|woman|womans|lady|ladys|dude|creep|boy|teacher s? facebook|fb|insta|instagram|ig|snap|snapchat|tiktok|linkedin|profile|twitter|address|house|number|workplace|discord|page|employer
photos|photo|pics|pic|pictures|picture of|de his|her|their|ses|sa|son|leur|leurs|the kids|kid|children|house|family|wife|enfants|maison|famille|femme|victim|victime|witness
at|tag|email|call|ring|message|contact his|her|their|son|leur employer|boss|workplace|work|school|job|church|patron|employeur|mom|mum|mother|wife|landlord
faites|faire|fais le|la|les virer|renvoyer|congedier
get|getting him|her|them|this|that * fired|sacked|evicted|expelled|deported|kicked
somebody|someone|everyone|everybody|we|lets|people|y should|could|need|gotta|oughta|must|all? * wait|camp|park|gather|show|turn|be|go|stand outside|at|by|up|over|in|near|to * gates|gate|house|door|driveway|school|work|home|place|street|yard|porch|lawn|window
slash|key|torch|smash|burn|egg|trash|wreck|brick|toilet his|her|their|the|that tyres|tires|car|house|windows|truck|place|van|windshield|home
go|come|lets|let|everyone|everybody|pop|someone * say|says hi|hello
pay|paying|owe him|her|them|this|that * visit
flood|spam|bombard|raid|blow|brigade|hit|report it|his|her|their|that|up * page|account|inbox|phone|dms|profile|reviews|insta
flood|spam|raid|brigade it|them
go|going|head|heading|march|meet|drive|ride to|over|at|outside|round * his|her|their * house|place|home|door|work|flat|apartment|street|mum|mom|mums|moms|mothers|parents|job|family
anyone|anybody|someone|somebody|who|whos * got|have|has|know|knows|find|found|give * name|address|handle|insta|number|socials for|on|of
anyone|anybody|someone|somebody|who|whos * got|have|has|know|knows|find|found|give * this|that|the guy|man|dude|girl|woman|kid|creep|lad|scumbag|perv|lady s? address|addy|name|insta|number|facebook|plate|socials|workplace|house|handle|employer|phone
who|whos|where * is|are|s|does|do|did * this|that|these|the kid|kids|boy|girl|teen|teens|victim|witness|complainant|accuser|tipster|creep|clown live|lives|name|names|called|go|goes|parents|from
dm|message|inbox|pm|text|hmu|ask me|us|for * if|for|and|his|her|their ** address|where|name|lives|live|who|identity|insta|plate|number
i|we know|found|got|have where * he|she|they|creep|guy|this|that|his|her lives|live|works|work|is|stays|sleeps|drinks|parks|house
je|on sais|sait|connais ou il|elle|ils * habite|travaille|vit|reste|habitent
il|elle|ils|le|la reste|restent|creche|crashe * au|sur|rue|chez|#|dans
went|go|going|was to|in|at|through school|class|college|uni|high|church|work with|same|together ** her|him|them name|called
[anybody]
who|whos|whoever|which * called|snitched|ratted|reported|tipped|narced|grassed|squealed|told|phoned * on|cops|police|him|her|it|them|911|999|in
name|names her|them|him|the|that * now|snitch|rat|tipster|accuser|girl|kid|complainant
name|expose|out|dox|doxx|find|tag|post|share|drop|show|publish|reveal ** rat|rats|snitch|snitches|tipster|informant|accuser|complainant|grass
who is|are|was|s the snitch|rat|witness|tipster|informant|victim|complainant|accuser|grass|caller
i|we know who * called|reported|snitched|complained|ratted|grassed|told|tipped|testified|talked
one|person|guy|girl|woman|man|lady|lass|lad|kid|neighbour|neighbor who|that * called|reported|snitched|complained|ratted|grassed|tipped|testified * is|was|s|it|in|cops|police|runs|works|owns|lives|teaches|has
qui a|qui * appele|denonce|parle|stoole|balance|delate|porte * police|polices|flics|plainte|lui|eux|le|la
c|ca|nom|nommez|donnez est|le|la|moi? * delateur|delatrice|stool|balance|temoin|plaignante|snitch
fille|gars|femme|gars|personne qui|ayant * porte|denonce|appele|parle * plainte|police|denonce|c|s|est
`)
