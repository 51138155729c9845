package guard

// remarking is a remark on what a picture or a video shows that narrows it down,
// word of where to look or whom to ask, and the offer of what somebody knows or
// keeps.
var remarking = phrases(`
[shown]
logo|badge|crest|tattoo|jacket|coat|hoodie|hat|cap|uniform|vest|shirt|jersey|sweater|bag|backpack|sticker|decal|lanyard|shoes|boots|helmet|sign|mural|accent|voice|bell|siren|announcement|sound|noise|wallpaper|brickwork|bridge|building|ring ** looks|look|looked|sounds|sound like|similar
logo|badge|crest|tattoo|jacket|coat|hoodie|hat|cap|uniform|vest|shirt|jersey|sweater|bag|backpack|sticker|decal|lanyard|shoes|boots|helmet|sign|accent|voice|bell|announcement|sound|noise|music ** is|s|comes|are from|for|sold|issued|worn|given|standard
logo|badge|crest|tattoo|jacket|coat|hoodie|hat|cap|uniform|vest|shirt|jersey|sweater|bag|backpack|sticker|decal|lanyard|helmet ** company|school|team|shop|brand|club|crew|college|uniform|arena|store|gang|regiment|union|staff
jacket|coat|hoodie|hat|cap|uniform|vest|shirt|jersey|bag|backpack|lanyard|boots|shoes|gloves * they|staff|workers|employees|students|players|only|everyone * give|gives|wear|wears|issue|sell|sells|get|hand|use
that|thats|this|its|same|exact s? a|an|the? * jacket|coat|hoodie|hat|cap|uniform|vest|shirt|jersey|sweater|bag|backpack|tattoo|logo|sticker|dent|helmet|accent|van|truck|car * from|of|sold|used|made|they|like|issued|as
at|around|pause|watch # # ** you|see|can|there|visible|look|hear|his|her|the
broken|busted|missing|cracked|dented|smashed|loud tail|rear|front|back|brake|wing|side|exhaust light|bumper|taillight|mirror|window|muffler|plate|panel
you|u can|could|ll see|hear|make|read|tell ** background|reflection|window|mirror|plate|tattoo|logo|sticker|light|dent|limp|accent|train|bell
he|she|they|driver|suspect s|is|has|had|walks|walked|favours|favors with? a|the|his|her|left|right * limp|limps|limping|scar|lisp|stutter|handed|accent|gait|prosthetic
logo|tatouage|manteau|veste|chandail|casquette|tuque|uniforme|sac|ecusson|accent|bruit|cloche|autocollant ** ressemble|vient|vendu|vendue|porte|portent|donnent|comme|equipe|ecole|compagnie|magasin|club|employes
on|vous|si voit|entend|voyez|regardez|regarde|remarque ** logo|tatouage|plaque|reflet|phare|autocollant|accent|train|cicatrice|enseigne|boite
guy|one|man|woman|he|she|lad|girl|driver|suspect on|in|with|at? the? left|right|back|front|middle|red|blue|black|grey|white|hat? has|got|is|walks|had|seems|favours ** limp|scar|limping|cast|tattoo|tattoos|crutch|cane|brace|ring|lisp|accent|tooth|teeth|bandage
there|theres|y s|is|was|were|are|a ** scrape|scratch|scratches|dent|blood|tracks|marks|skid|footprints|shell|casing|casings|needles|glove|tyre|traces
only one|two|three|place|store|shop|magasin|brand|company ** sell|sells|carries|carry|stocks|makes|has|have|vend|does
who|that|qui has|wears|owns|drives|had|wore|rides|porte|conduit that|the|this|one|le|la|cette|un * same|sweater|jacket|exact|car|one|van|bike|tattoo|coat|hat|meme|veste|auto
dog|cat|car|van|bike|truck|boat|tent|trailer|camper s|has|have|had been|sat ** since|for|there|around|all
[where]
check|speak|talk|ask|try with|to|at|in ** they|he|she|cause|because * log|logs|keep|keeps|have|has|record|records|know|see|get
camera|cam|dashcam|cctv|camera|gopro on|at|in|facing|outside|over|above|across our|my|the
worth|try|should|might|maybe|could|i|d|perhaps want? to? asking|checking|ask|check|look|talking|speaking|contacting * the|at|them|with|into|to|for|in|his|her
!check|ask|try|search|look|pull|get|review * the|at|around|behind|in|into|with|under|near * locker|lockers|terminal|cameras|camera|cctv|footage|shop|shops|pawn|marketplace|kijiji|craigslist|gumtree|ebay|facebook|station|bar|pub|ravine|motel|hotel|garage|dump|yard|barn|shed|cabin|cottage|storage|marina|arena|gas|depot|quarry|trail|trails|trailer|underpass|tunnel|library|shelter|casino|mall|bus|barman|bartender|manager|owner|staff|super|concierge|neighbours|neighbors|school
verifiez|verifier|regardez|demandez|fouillez|cherchez|allez * le|la|les|au|aux|a|dans|derriere|l|sur|du * camera|cameras|depanneur|marketplace|kijiji|station|gare|parc|bar|motel|stationnement|boise|usine|voisin|voisins|proprietaire|gerant|ecole|garage|chalet|terminus|casiers
bike|bikes|bicycle|phone|tools|trailer|dog|van|car|ring|watch|guitar|laptop|boat|one|it|stuff|thing|purse|violin|generator|statue s|is|was|are|were|listed|being|up * on|at|in marketplace|kijiji|craigslist|gumtree|ebay|offerup|letgo|vinted|pawn|depop|varage
velo|moto|outils|remorque|chien|telephone|auto|bague ** sur|a marketplace|kijiji|vendre
!have|has|got|took|saved|kept|keep|keeps|with * screenshots|screenshot|screen|footage|dashcam|cctv|recording|recordings|clip|clips|receipt|receipts|serial|photos|pictures
[offer]
have|did|has you|u|they|anyone * check|checked|search|searched|look|looked|try|tried|spoken|ask|asked * the|behind|under|at|with|near|in|around|his|her
can|could|able to? describe|identify|place|pinpoint
where|who|how do|can|should|would|could|shall|to i|we|you|someone|somebody? * send|upload|submit|email|give|forward|tell|contact|ring|call|drop ** video|footage|clip|dashcam|photos|photo|pictures|info|information|tip|plate|recording|screenshots
happy|glad|willing|able to? share|send|give|help|talk|speak|hand|come|provide|testify
can|could|ll|will|would i|we? * give|send|share|pass|provide|hand|email|upload|dm|forward|ask|describe|identify|confirm * video|footage|name|names|photos|pictures|plate|you|detectives|police|officer|officers|him|her|clip|file|details|info|details|copy
can i dm|pm|message|email|call|talk|speak
not|rather|dont|won|don|t saying|say|post|posting|put|writing|write * on|here|publicly|publicly|online|in
i|we d? rather|prefer|want|need * talk|speak|tell|say * detective|detectives|officer|privately|private|someone|police|investigator
je|on|j|il|elle peux|peut|pourrais|pourrait|vais|voudrais|veux * demander|envoyer|donner|transmettre|partager|montrer|fournir|parler|identifier
comment|ou|qui|a vous|on|je|puis|dois|peut * joindre|envoyer|contacter|appeler|transmettre|remettre|ecrire|parler ** prive|video|videos|images|photos|information|ca|enqueteur|enqueteurs|info
je|j crois|pense|sais|connais|reconnais|pensais * savoir|connaitre|reconnaitre|qui|reconnu|avoir|l|le|la ** c|est|sait|vu|croise|vue|entendu|qui
i|we * know|recognise|recognize|think|believe * who|whose|where|that|him|her|this|them * is|this|it|that|did|s|he|she|from|took|stole|by|but|and
name|names to|with|for * detectives|police|officers|investigators|detective
[there]
same night|evening|morning|afternoon|weekend
used|use to * for|with|beside|at us|me|my|our
sat|stood|walked|lived|parked right? next|beside|behind|near|across|opposite|in to|from|of? him|her|them|me|us|it
came|comes in|by|through|into ** monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|with|for|around
that|those|these|thats|its is|are|s? ** scrubs|overalls|apron|coveralls|fatigues|lanyard|boots|uniform from|of|for|worn|at|issued|they
there|theres|their|y|il was|were|avait|had|s|y ** car|van|truck|suv|estate|lorry|pickup|sedan|motorbike|bike|guy|man|men|woman|lad|lads|couple|tent|fire|dog|kid|kids|teens|someone|voiture|camion|homme|gars|femme|velo|personne|auto|bache ** parked|on|at|in|by|near|outside|behind|around|there|last|yesterday|sitting|standing|walking|running|hanging|nobody|stationne|stationnee|gare|garee|dans|devant|derriere|hier|pres|sur
that|this|the|same|cette|ce|le|la|exact|meme same|meme|exact? purse|bag|car|van|truck|suv|bike|phone|wallet|jacket|backpack|knife|dog|trailer|boat|motorbike|voiture|camion|velo|sac|camionnette|auto|char|vus|chien was|were|sat|been|had|used|sits|etait|est|has ** parked|on|at|in|by|near|outside|behind|there|around|stationne|stationnee|garee|gare|sur|dans|devant|derriere|au
heard ** bang|bangs|shots|gunshots|scream|screams|screaming|yelling|shouting|glass|arguing|argument|crash|explosion|engine|tires|tyres|voices|pop|pops|fireworks|helicopter|footsteps
entendu ** coup|coups|detonation|detonations|cris|cri|crier|bruit|dispute|bagarre|vitre|explosion|moteur|pneus|voix|tirs
tried|trying|offered|wanted|essaye|voulait to|de|me * sell|vendre|trade|pawn|buy|return * me|us|my|a|an|the|un|une|it|one
try|ask|check them|him|her|there|staff|management|owner
same|exact|meme ** pickup|car|van|truck|suv|bike|guy|jacket|tattoo|dog|plate|lad|woman|char|camion|voiture|gars|manteau|velo that|who|i|we|cut|as|was|from|on|had|in|at|qui|que
someone|somebody|guy|man|bloke|lad|dude|fella|kid|woman|quelqu|gars|type un? ** selling|flogging|hawking|pawning|offering|bragging|boasting|vendait|vantait
he|she|they|guy|dude|il|elle * drinks|drink|eats|shops|plays|trains|rides|comes|buys|begs|panhandles|fishes|busks|sleeps|hangs|gets|plays|skates|boit|mange|joue|quete|dort|achete * at|in|on|by|near|behind|outside|under|round|au|dans|pres|sur|chez|a
regular|regulars|regulier|habitue at|in|there|here|of|au|du|de
used|use to * come|work|deliver|live|go|train|drink|eat|hang|buy|play|shop|park|rent|attend|ride|volunteer * in|into|for|at|here|to|with|next|above|below|round|around|behind|from * my|our|us|here|me|the|there
turned|turns|showed|washed|dumped up|out|in|at * at|in|near|behind|on|by
heading|headed|going|planning|on * to|for|out|his|her go * west|east|north|south|carlisle|coast
my|our|his|her|ma|mon|notre|sa|son ** wife|husband|son|daughter|brother|sister|cousin|mom|mum|dad|mother|father|friend|mate|buddy|neighbour|neighbor|coworker|colleague|boss|roommate|uncle|aunt|nan|gran|girlfriend|boyfriend|partner|kid|kids|soeur|frere|beau|voisin|voisine|ami|amie|collegue|mere|pere|cousine|conjoint|blonde|chum * saw|heard|said|says|told|filmed|wrote|worked|works|noticed|recognised|recognized|found|thinks|knows|remembers|has|was|got|vu|entendu|filme|a|dit|travaille|travaillait|pense|connait ** that|this|him|her|them|me|there|site|down|tram|bus|train|guy|car|van|plate|footage|camera|cameras|dashcam|shots|who|une|un|camera|dashcam|cette|le|la|avoir|tout|passer|coups
`)
