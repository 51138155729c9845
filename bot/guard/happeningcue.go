package guard

// dangerous are ways to say that something is happening. "doing" are verbs that
// tell what goes on only where the words before do not put them into the past;
// "sure" is never a joke; "meant" is what somebody means to do, which no word of
// time takes back; "burning" needs a thing that burns. It is read only.
var dangerous = phrases(`
[doing]
choking|strangling|strangl|stabbing|beating|attacking|shooting|assaulting|raping|kidnapping|abducting|torturing|threatening|chasing|following|stalking|hitting|punching|kicking|hurting|robbing|mugging|slapping|smothering|drowning|harassing|groping * me|her|him|us|them|someone|somebody|people|everyone|a|an|my|his|the|some|two|another|kids|women|girls
holding|grabbing|forcing|pinning|cornering|shoving|pushing|dragging|pulling * me|her|us|someone|somebody|girl|boy|kid|child|woman|hostage|lady
swinging|waving|brandishing|holding|carrying|pointing|pulling|wielding|flashing|aiming|reaching * knife|knives|gun|guns|machete|axe|bat|hammer|sword|blade|rifle|pistol|weapon|crowbar|bottle|hatchet|cleaver|shotgun|handgun|firearm
pouring|spilling|splashing|throwing|dousing * petrol|gas|gasoline|fuel|acid|kerosene|molotov|lighter|bricks|rocks|bottles|fireworks
setting|lighting * fire|alight|ablaze
swerving|weaving|speeding|driving|going|ghosting ** wrong|oncoming|barrier|lanes|pavement|sidewalk|crowd
swerving all|over|across|into|everywhere|between
drunk|drunken|impaired|wrong driver|way? * swerving|on|driving|heading|now|coming|northbound|southbound|eastbound|westbound
breaking|smashing|climbing|kicking|busting|prying|forcing|getting|trying * into|in|through|down|window|windows|door|doors|house|car|cars|shop|store|lock
bleeding|haemorrhaging|hemorrhaging|gushing
convulsing|seizing|overdosing|suffocating|drowning|dying
is|s|hes|shes|keeps|started|still fitting|spasming
passing|blacking|bleeding|burning|drifting|slipping out|away|under|to
lying|laying|face|slumped ** blood|bleeding|road|street|motionless|floor|moving|face|ditch|unconscious|unresponsive|pavement|sidewalk|snow|breathing|tracks
crying|screaming|yelling|shouting|begging|banging|moaning * help|stop|murder|trunk|boot|closet|attic|please|inside|wall|next|upstairs|downstairs
hanging|dangling|standing|sitting|leaning|climbing|perched|stood|sat * off|over|from|on|outside? * edge|ledge|railing|bridge|overpass|roof|balcony|parapet|barrier|tracks|rails|viaduct
wandering|walking|running|crawling|toddling|sitting|standing ** alone|barefoot|diaper|nappy|pyjamas|pajamas|traffic|highway|motorway|ramp|freeway|expressway|tracks|shoulder|slipway|platform
frappant|poursuivant|etranglant|menacant|agressant
[sure]
isn|isnt|aint|not|stopped|stop|barely|hardly|wont|can|cant|cnt|cannot|ca|struggling|quit|trouble|without|nt t? * breath|breathe|breathing|breathin|breth|breathes|respond|responding|wake|waking|pulse|conscious
no|not|got|has pulse|breath|responding|responsive
not|isnt|isn|wont|aint t? * waking|wake|moving|responding up|at|anymore|and|he|she|help|?
having|has|had|suffering a? heart|anaphylactic|allergic|asthma|panic? attack|reaction|shock
having|suffering|gone|had|has a|into? stroke|seizure|seizures|anaphylaxis|convulsions
heart attack|stopped * now|help|he|she|send|ambulance|address|apartment|flat|my|rn|husband|wife|dad|mom|mum|please
in|having|gone|into labour|labor|contractions * alone|stuck|baby|coming|now|help|early|phone|ambulance|at|in|and
water|waters broke|broken * baby|help|alone|coming|stuck|early|now
baby|head is|s coming|crowning|blue|choking|limp
blood|sang everywhere|all|partout|spurting|gushing|pouring|pooling
so|losing|lots|lot|loads|tons|too much|of|lot? blood
cut|cuts|slit|slashed|sliced * deep|wrist|wrists|arm|arms|throat|myself|bleeding
it|bleeding|blood wont|won|cant|can|doesnt|doesn|not t? * stop|stopping
collapsed|unconscious|unresponsive|fainted * and|on|in|at|help|not|he|she|outside|here|now|my|can|cant|hit
passed|blacked|knocked|keeled|conked out|over * and|cold|wont|won|cant|not|in|on|help|here|outside
swallowed|took|taken|necked|ingested|downed|popped|eaten * whole|all|bottle|pills|tablets|meds|paracetamol|tylenol|box|pack|bleach|poison|sleeping|entire
stabbed|slashed|knifed|glassed * and|help|bleeding|outside|here|need|please|dying|now|neck|chest|stomach|leg|arm|head
shot and|bleeding|outside|here|please|dying|twice
been|got|is|s|someone|somebody|man|guy|friend|brother|he|she|people just|been|is|s|got? stabbed|shot|slashed|knifed|run|jumped * and|in|help|bleeding|outside|here|now|please|dying|need|at|on|over|right
just been|got|been? stabbed|shot|robbed|mugged|attacked|hit|jumped|raped|assaulted|carjacked|slashed
gas smell|leak|leaking|odour|odor|everywhere
smell|smells|smelling|stinks|reeks * gas|smoke|burning
smoke|flames|fire * coming|pouring|pours|billowing|filling|everywhere|window|windows|roof|hallway|stairwell|shooting|climbing|spreading|out|under|floor|vents
carbon|co|gas|smoke alarm|detector|alarms * going|beeping|blaring|and
bomb|explosives|device|grenade|ied|molotov * in|under|inside|at|on|goes|going|strapped|planted|explode|ticking|vest|backpack
someone|somebody|person|kid|man|woman|child|boy|girl|guy|lady|people|car|dog|body|swimmer in|into|under|through|fell|fallen|went|jumped|off * water|river|canal|lake|ice|harbour|harbor|pond|pool|tracks|sea|creek|well|weir|lock|dock
body|someone|somebody|man|woman|kid|person in|on|under|by|floating * moving|alive|breathing|groaning|move|twitching
kid|child|toddler|baby|infant|boy|girl|kids|children|dog|toddlers locked|left|trapped|alone|stuck|strapped|shut * in|inside|car|alone|hot|van|bus|themselves|himself|herself|tub|bath
toddler|child|kid|baby|infant|boy|girl|old|lady|man|pensioner|grandma|senior * wandering|alone|himself|herself|itself|barefoot|diaper|nappy|nightgown|confused|lost ** highway|road|street|traffic|ramp|tracks|motorway|river|water|snow|balcony|rain|cold|platform|canal|now|here|intersection
trapped|stuck|pinned|caught|buried|wedged * in|under|inside|on|between|beneath * lift|elevator|car|fire|rubble|ice|water|building|train|tracks|vehicle|van|basement|snow|truck|tree|trunk|burning|flood|floor|smoke
ran|run|hit|mowed|drove|driving|ploughed|plowed|crashed|smashed over|into|down|through * people|crowd|pedestrians|pedestrian|cyclist|kid|child|house|shop|market|line|queue|bus|patio
wrong way|side driver|on|of? * motorway|highway|freeway|qew|401|m1|i|exit|now|road
contre|mauvais sens|direction|cote * autoroute|route|voiture|roule|sur
heart|chest pain|pains|hurts|hurting|tight
bag|backpack|package|suitcase|device|box|parcel ticking|beeping|smoking|wires|wired
gunshots|shots|gunfire|shooting|explosion|explosions|screams|screaming|fighting|banging|tirs|coups again|still|right|now|outside|happening|ringing|going|rn|nonstop|everywhere|encore|dehors
masked|armed|hooded|balaclava|balaclavas * men|man|guys|guy|lads|people|robbers|youths|dudes * in|inside|at|outside|entered|entering|robbing|running|with|run|now|here
men|man|guys|guy|lads|people|dudes|kids in|with|wearing masks|balaclavas|hoods|mask|balaclava|knives|guns|bats|machetes|hammers ** inside|now|bank|store|shop|robbing|jewellers|smashing|entering|running|outside|fighting
fight|brawl|robbery|stickup|riot|carjacking|mugging * front|outside|now|here|happening|knives|knife|machete|machetes|bats|guns|inside|rn|platform|progress
hommes|gars|individus|types|jeunes cagoules|masques|armes * dans|devant|entrent|rentrent|sont|a|au
gars|homme|type|mec|jeune|individu|gas|quelqu|quelquun|un un? avec|a|tient|sort|sorti|brandit une|un|son|sa machette|couteau|arme|fusil|hache|pistolet|gun|bat|barre
[plea]
come|get|send|pls|please|plz * quick|quickly|fast|now|asap|hurry|here|someone|somebody|anyone|cops|police|help|ambulance|medic|paramedics|units|swat|officers
need|needs|want * ambulance|medic|paramedics|cops|police|officers|help|ems|firetruck|rescue * now|here|asap|quick|fast|at|to|rn|immediately|please
he|she|they|hes|shes|theyre|it * coming|outside|back|downstairs|upstairs|trying|inside|banging|kicking|pounding|door * for|to|get|door|after|house|room|window|me|us|in|bedroom|kill|hurt|now
my ex|stalker|abuser|stepdad|stepfather is|s|has? in|inside|outside|here|downstairs|upstairs|found|following|waiting
my|the|our ex|husband|boyfriend|bf|partner|dad|stepdad|father|son|brother|wife|girlfriend|mum|mom|mother|neighbour|neighbor|uncle|man|roommate * turned|here|outside|door|banging|smashing|kicking|back|showed|trying|got|has|coming|threatening|locked|hitting|hit|beats|broke|breaking|screaming * up|door|me|my|us|in|knife|gun|petrol|gas|kids|axe|bat|window|house|machete|outside|with|again|now|kill|here|drunk
lock|locks|locked|keep|keeps|trap|trapped|hold|holding|shut * me|us|her in|inside|here|and|up|bathroom|basement|room|house|my|bedroom|closet|attic|shed|garage|the
take|takes|took|taken|smashed|broke|hid|grabbed my|our phone|phones|keys|passport|kids|baby|daughter|son|child|cell|mobile
wont|won|not|doesnt|doesn|never|refuses t? let|lets|letting|to me|us|her|let leave|go|out|me
he|she|they|hes|says|said|say * finish|kill|burn|shoot|stab|bury|end|slit|strangle|drown me|us|her|him|them|everyone|my|the|himself|herself|family
hiding|hidden|hid|barricaded|locked|trapped * in|under|behind|inside|ourselves|myself * closet|bathroom|toilet|wardrobe|basement|bed|bedroom|attic|cupboard|office|stairwell|washroom|class|classroom|shed|car|storeroom
im|i|we|am|m|re|are|were * alone|scared|terrified|hiding|hurt|bleeding|trapped|following|followed|frightened|stuck * help|please|he|and|phone|outside|battery|here|someone|now|me|dark
followed|following|follows|chased|chasing|stalking|trailing|tailing me|us|my * since|from|home|for|and|now|all|still|alone|help|on|off|bus|subway|car|to
cries|cry|shouts|screams|shouting|screaming|yelling|crying for help
phone|battery|cell|fone dying|at|on|percent|4|2|1|3|5|dead|low ** help|alone|nobody|stuck|me|he|trapped|lost
[meant]
i|ill|im|ima|imma|we|gonna|gunna|going|i|me ll|m|am|will? * gonna|going|will|bout|about|finna|want|bringing|bring to|a|my|bring|kill|shoot|stab|torch|burn|blow|bomb|hurt|murder|run|end|slit|gun|shooting|strap|light|slaughter|execute ** everyone|everybody|school|class|work|you|them|him|her|all|place|house|tomorrow|tonight|these|cops|people|kids|mosque|synagogue|church|station|mall|office|teacher|teachers|boss|ex|myself|family|wife|bus|place|concert|parade|his|tmrw|tmr|2nite|2morrow|gun|rifle|knife
bringing|bring|brought|packing|taking|take * gun|guns|rifle|knife|knives|strap|glock|piece|machete|weapon|shotgun|ar|pistol|bomb|acid|axe * to|into|in|tomorrow|tmrw|tonight|monday
school|work|class|campus|mosque|church|synagogue|temple|mall|concert|parade|office * tomorrow|tmrw|tonight|monday|today|gonna ** die|bodies|blood|pay|regret|sorry|shot|shoot|bomb|boom|burn|see|bullets|blast
theyll|they|youll|everyone ll|will|gonna? all? know|remember my|me|us name|names|then|forever
theyll|they|everyone|everybody|everyones|youll|you|yall|all ll|will|gonna|going? all|to|be|is|gonna? * see|pay|die|dead|regret|suffer|bleed|sorry|remember|burn|drop tomorrow|tonight|soon|monday|then|today|when|me|tmrw
torch|burn|blow|shoot|light|bomb|firebomb|petrol|gun * up|down|place|house|car|school|mosque|church|shop|synagogue|building|him|her|them|everyone|it|station * tonight|tomorrow|tmrw|soon|today|monday|now|2nite|midnight|when|later
you|u|ya have|got|has|get|ve * til|till|until|hours|minutes|24|48|hour|midnight|noon|before * midnight|noon|tomorrow|tonight|pay|or|dies|die|dawn|hours|hour|six|five|friday|dead|else|to
i|we|ive|weve|got|have ve|have|got? have|got|took|taken|grabbed|hold * her|him|them|girl|boy|kid|daughter|son|sister|wife|baby|child * you|pay|hostage|basement|trunk|til|until|money|dont|want|tied|wont|crying|van|midnight
they|he|she|hes|theyre|someone|somebody|guys|man|men * got|have|has|took|taken|grabbed|snatched|dragged|dragging|shoved|threw|stuffed|pushed|forced|put|pulling|bundled|throwing * my|her|him|girl|boy|kid|woman|child|brother|sister|son|daughter|me|friend|someone|mate|cousin|mom|mum|dad|wife|husband|baby|lady|man * trunk|boot|van|car|hostage|gunpoint|knifepoint|tied|basement|suv|truck|screaming|captive|room|against
kidnapped|abducted|hostage|kidnap|kidnapping|snatched|abducting * van|trunk|help|car|now|just|near|please|me|my|her|basement|room|brown|white|black|girl|boy|child|talk|outside|held|here
want|wanna|going|gonna|about|ready|trying|tryna|thinking|try|need|decided|planning to|of|on|2? die|dying|jump|hang|end|kill|disappear|overdose|unalive|drown|shoot|slit|ending|killing|kms|od * myself|tonight|now|it|everything|all|my|bridge|today|goodbye|pills|anymore|off|life|himself|herself|sorry|please|tomorrow|alone|rope|train|front|themself
no|not|dont|don|cant|can|isnt|isn|nothing|no t? * reason|point|want|wanna|left|worth|go|take|live|living|do|be|carry to|in|on|it|living|for|this|alive|left? * live|living|anymore|alive|going|wake|on|here|exist|be|longer|more|life
this|these is|are|s * goodbye|last|final|farewell
my last|final|goodbye goodbye|note|message|words|post|day|night
said|saying|says|texted|posted|wrote|left|sent|leaving|posting * goodbye|goodbyes|note|farewell|byes|sorry|suicide * all|us|everyone|me|phone|and|now|gone|missing|chat|letter|pills|meds|her|his|mom|mum|group|the
tell|told my|her|his mom|mum|mother|kids|family|dad|daughter|son|wife|everyone|boy|girl i|im|we|that|hes * love|loved|sorry
when|after|once|by|time * read|see|find|get * this|me|it * gone|dead|late|over|peace
i|ive|im|have ve|just|have|already? took|taken|swallowed|done|cut|slit|drank * pills|tablets|everything|bottle|whole|it|wrists|bleach|all|meds|them
gave|given|giving away * dog|everything|stuff|cat|things|goodbye
rope|noose|razor|blade|pills|gun|knife|ledge|bridge|tracks|edge * ready|hand|front|bed|table|tonight|lap|mouth|neck|beside|loaded|goodbye|bye|me|im
body|bodies|blood|bullets|deaths * will|drop|tomorrow|count|tonight|streets|gonna
next|watch|remember|mark|wait * news|tomorrow|names|words|see ** tomorrow|shooter|shooting|monday|dead|die|bodies|famous|pay|school
[burning]
on|in|caught|catching|set fire|flames|alight|ablaze
burning|ablaze|alight|engulfed
feu|flammes|fumee|boucane|incendie pis|et|au|dans|chez|en|sur * monde|etage|immeuble|appart|appartement|maison|voisin|toit|bloc|cuisine|enfants|crie|crient|autre|haut
fire|flames|blaze|smoke * in|at|on|inside|from|next|behind|above|below * building|house|apartment|flat|kitchen|floor|hallway|basement|roof|shed|garage|store|shop|school|car|hotel|unit|door|warehouse|restaurant|room|stairwell|balcony|bin|dumpster|block|forest|field
[act]
il|elle|on|ils|elles|gars|gas|type|mec|homme|conjoint|chum|mari|ex|pere|mere|voisin|frere|quelqu|quelquun|un|une|ya|y|jeune|monsieur|madame|copain|blonde est|a|l|m|la|le|me|se|nous|en|un|une|train? * frappe|frappent|etrangle|bat|battent|tabasse|poignarde|attaque|attaquent|agresse|tue|poursuit|suit|suivent|menace|menacent|enferme|noie|noyer|saigne|pendre|defonce|force|tire|tirent|crie|hurle|tenir|pointe|brandit|cogne|fesse|vole|braque|sequestre|viole|brule|fonce|sauter|saute|lance|verse
respire|repond|bouge|reveille|reagit|parle * pus|plus|pas|mal
pus|plus|pas * respirer|repond|bouger|respire|bouge|reveiller
sang partout|plein|gicle|coule|arrete
ya|y|a|du|plein|perd|perds|pisse|crache * sang * partout|terre|plancher|beaucoup|arrete|bouche|help|aide|vite
par|a|etendu|couche|tombe|tombee|effondre|effondree|gisant terre|sol|inconscient|inconsciente|neige|rue * sang|bouge|personne|respire|inconscient|repond|vite|bouge|vient|aide
fait|faire|fais|font * poignarder|tirer|agresser|attaquer|violer|frapper|voler|enlever|battre|kidnapper|renverser|tabasser|braquer|planter
crise|arret|attaque|malaise|infarctus|avc|convulsion|convulsions|overdose|surdose cardiaque|coeur|epilepsie|asthme|chez|en|la|dans|vite|help|et
ca|sa|odeur|fuite|senteur sent|pue|de|du? * gaz|brule|fumee|roussi
fumee|flammes|feu|boucane * sort|partout|pogne|prend|pris|dans|chez|toit|cuisine|immeuble|maison|appart|appartement|voisin|balcon|bloc|fenetre|couloir
enfant|bebe|petit|petite|fille|garcon|gamin|gamine|ptit|vieille|vieux|dame|monsieur|aine * seul|seule|perdu|perdue|coince|enferme|pyjama|pieds|couche|marche ** autoroute|route|rue|rails|voiture|char|balcon|eau|froid|neige|pont|soleil|trafic|ici|chaleur|boulevard
tombe|tombee|saute|noie|disparu|coule dans|a|sous|du|de|en|sur * eau|riviere|glace|lac|canal|piscine|rails|metro|pont|fleuve|voie|balcon|toit
veux|veut|voudrais|vais|va|envie|vas|jva|jvais|prete|pret|vont|allons * mourir|tuer|finir|suicider|sauter|crever|pendre|disparaitre|buter|flinguer|planter|bruler|poignarder|tirer|exploser|egorger|descendre|foutre|massacrer|peter
apporte|apporter|amene|amener|arrive|debarque|ramene * gun|arme|fusil|couteau|machette|bombe|carabine|pistolet|essence|hache|bat * ecole|demain|bureau|cegep|travail|soir|lycee|mosquee|college|maison
feu|bombe|fusillade|massacre|tirer|tuerie * ecole|demain|ce|mosquee|bureau|cegep|lycee|metro|college|soir
adieu|pardon|desole|desolee|pardonnez|excusez|bye * tout|maman|papa|monde|famille|moi|tous|vivre
lettre|message|mot|note * adieu|adieux
pris|prise|avale|avalee|prends|gobe * pilules|comprimes|medicaments|cachets|bouteille|boite|flacon|pots
battent|battre|bataille|bagarre|chicane * couteau|couteaux|bat|bats|batons|dehors|barre|machette|metro|parc|maintenant|fusil|rue
ivre|saoul|saoule|soul|ivresse|chaud * volant|zigzague|autoroute|conduit|roule
zigzague|zigzaguent
`)

// closeBy says how near somebody is to the writer now. "weak" needs a word of the
// present beside it; "sight" says by itself that it is whoever is looked for. It
// is read only.
var closeBy = phrases(`
[close]
in|right in? front of|off me|us|my|the
infront of? me|us|my
front of me|us|my
behind|beside|near|opposite|facing me|us
next|across|close|up to|from me|us
away|over|ahead|down|back|feet|metres|meters|rows|tables|seats|cars|aisles|doors|stools from|of me|us
tables|seats|rows|cars|aisles|stools|doors|pews|booths|houses|floors over|ahead|away|down|up|back|behind|below|above
two|three|one|couple|few cars|tables|rows|seats|feet|metres|meters|houses|doors|people|pumps|spots|stools ahead|away|behind|over|down|in|from|up
as we|i|u|you speak|type|write|text|watch|tweet|post
right|rite|like|just now|rn
right|literally|actually|currently|presently here|outside|there|beside|behind|sitting|standing|in|at|walking
rn|atm|presently|presentement|actuellement
this|at|the minute|second|moment|very|instant second|minute|moment|now|?
just|literally|now walked|came|got|drove|pulled|passed|went|ran|ordered|boarded|parked|sat|entered|left|turned|jumped|hopped|stepped|checked|paid|bought|strolled|rolled|whizzed|flew past|by|in|on|into|out|off|up|here|through|me|us|onto|down|my|our|the|a|at|over
pulling|pulled|turning|heading|headed|going|getting|merging|driving|exiting|walking|running|coming|boarding|rolling * into|onto|north|south|east|west|northbound|southbound|eastbound|westbound|off|exit|towards|toward|up|down|now
still|already here|there|sitting|parked|outside|inside|standing|at|in|on
look|looking|staring|watching|stood|sat|standing|sitting|parked|following at|right|behind|beside|next|outside|on|in|by|near * him|her|them|it|me|us|my|our|rn|now
devant|derriere|a|pres|face|cote moi|nous|cote|de|a * moi|nous|lui|elle|?
en|juste|droit face|arriere|avant|devant|derriere|a * moi|nous
vient|viens|viennent|venons de|d|juste * passer|entrer|sortir|monter|rentrer|embarquer|partir|arriver|traverser|prendre|descendre|croiser|voir|stationner|apercevoir|courir
en ce|train moment|de
ce|cet|a instant|moment|l|minute * meme|ou|precis|instant
la la|maintenant|devant|present
est|sont ici|devant|assis|assise|chez|dehors|stationne|stationnee|encore|toujours|gare|garee|couche|couchee|debout|rendu|rendue
y est|sont encore|toujours|la|maintenant|presentement
[weak]
is|s|are|re|hes|shes|theyre|its here|at|in|inside|outside|on|headed|heading|parked|sitting|sat|standing|walking|getting|waiting|eating|leaving|back|asleep|hiding|going|driving|running|boarding|behind|next|beside
sitting|standing|parked|waiting|sat|stood|eating|drinking|sleeping|asleep|hiding|shopping|begging|queueing|queuing|lurking|pacing|smoking|busking|talking|browsing|chatting|dancing|limping|stumbling * in|at|on|outside|by|near|under|behind|beside|across|with|inside
assis|assise|stationne|stationnee|debout|couche|couchee|cache|cachee|installe|installee|gare|garee|embarque au|dans|a|sur|derriere|devant|pres|face|en|sous
est|sont dans|au|a|chez|sur|en|la|devant
[sight]
silver|black|white|red|blue|grey|gray|green|gold|beige|brown|orange|yellow|tan|purple|dark|maroon * malibu|corolla|camry|civic|accord|mazda|honda|toyota|ford|bmw|mercedes|audi|nissan|hyundai|kia|jeep|dodge|chevy|chevrolet|tesla|vw|golf|van|truck|suv|pickup|sedan|car|f150|silverado|altima|lexus|acura|sienna|odyssey|caravan|minivan|hatchback|estate|elantra|rav4|escape|explorer|charger|impala|sentra|jetta|focus|fiesta|corsa|astra|transit ** northbound|southbound|eastbound|westbound|exit|heading|headed|merging
i|we can? see|got|found|spotted|spot|spotting * him|her|it|them|suspect|vehicle * right|now|here|rn|just|standing|walking|sitting|outside|on|at|driving|parked|with|heading
spotted|sighted|eyes|eyeballs|visual * on|him|her|it|them|suspect|vehicle|the|just|now|child|kid|back|northbound|southbound|exit|eastbound|westbound
following|tailing|behind|chasing|trailing * him|her|them|suspect|car|van|truck|suv|vehicle|plate|it|mazda|civic|now
is|s|are here|there at|with|beside|next|now|rn
shes|hes|theyre|he|she|it|they|its s|is|are? * here|beside|inside|outside|back|right * at|in|with|now|rn|me|the|my|on|help|us|our|again|this|and
je|on|nous|j|jle|jla|le|la * vois|suis|voit|suit|suivons|apercois|voyons|regarde|spotte * ici|maintenant|moment|devant|la|passer|direct|assis|marche|autobus|metro|dans|autoroute|au|sur|la
c|cest est? * lui|elle * devant|ici|la|dans|au|assis|maintenant|bus|metro|vient|juste
le|la voila|voici
`)

// idle are figures of speech: what they say happens to nobody. It is read only.
var idle = phrases(`
wife|mom|mum|mother|boss|husband|dad|girlfriend|gf|teacher|coach|missus|roommate is|s|will|ll|would|gonna|going|to? * kill|murder me|us if|when|for|again|once
makes|making|made|make me|us|you want|wanna to? die|cry|puke|scream|kill|jump
traffic|commute|heat|rent|rents|prices|price|work|exam|exams|humidity|wait|suspense|ads|taxes * killing|kills|kill|bleeding|murder|murdering
bleeding money|cash|us|me|heart
dying to|of|for|laughing|inside|breed|laughter|art|at|over
kill|killing|killed|kills|killin|slay|slaying it|time|switch|count|joy|the vibe|mood|vibe|two
bomb|bombs|bombing tacos|ass|food|pizza|burger|burgers|song|track|sandwich|coffee|brunch|cyclone|diggity
stabbed|stab|stabs|stabbing|stabby me|him|us|her|you|them|in? in|the? the|my|your|his? back
dead|died|dying|dies|mort|morte|meurs|crever of|from|at|de laughing|laughter|boredom|cringe|rire|embarrassment|faim|honte|jalousie
send|need help my|his|her|your|this|the? hair|outfit|taste|phone|wifi|internet|lol
phone|battery|wifi|laptop is|s|just? dead|died|dying again|lol|send|so
me|nous|le|les tue|tuent|tuer|acheve le|la|les|ce|cette? trafic|chaleur|boulot|job|loyer|prix|rire
trafic|chaleur|prix|loyer|boulot|job|hiver me|nous|vont|va? tue|tuent|tuer|me? tuer|tue?
mere|pere|femme|mari|boss|prof|chum|blonde|copine|patron va|vont|me|m me|m|va? tuer|trucider|tuera si|quand|ce|la?
non emergency|emergencies|urgent|urgente
pas urgent|urgence
shoot|shooting my shot
fire|lit beat|track|song
beat|track|song|album|drop is|was|be? fire|lit
me tuer a repeter|expliquer|dire
with|under|because|thanks|vote|blame of|to? this|that|our|the? mayor|chief|council|premier|government|police|minister|justice|system|politicians|trudeau|carney|ford|bail
dying|die|dies|dead from|of drugs|overdoses|fentanyl|hunger|covid|cold|cancer|boredom
reading|scrolling the|these|this|through? comments|thread|tweets|replies
saw|heard|read|watched|seen the|this|it|an|that? on|in? the? news|article|tv|post|thread|tele|radio
engine|motor|water|tap|lights|clock is|was|still|left? running|idling|on
hours|minutes|days|weeks|hour to respond|show|come|arrive|answer|turn|reply
say|saying|post|posting|write|writing|comment|tell|telling|share|name|put|dire|ecrire that|it|this|him|his|too|much|more? on|in here|public|ici|publicly
shoot|shot|shooting|shoots|shots|film your|that|this|the|a|some|of? shot|video|videos|film|scene|movie|ad|picture|photo|hoops|pool|breeze|espresso|tequila|vaccine|commercial|whisky|messenger|vodka
murder mystery|hornet|hornets|on|podcast
fire sale|drill|drills|stick|track|emoji|alarm|works|tweet|take
call|calling|called|dial|appelez|send 911|999|cops|police|ambulance on|because|over|his|her|my|this|that|for? hair|outfit|fries|taste|barber|fit|haircut|fashion|pizza|shirt|mullet
dropped|burnt|burned|burning my fries|toast|dinner|coffee|pizza|ice|supper|cookies|tongue
used|years|back to|ago|then|when|in * be|day|days|live
on fire tonight|today|lately|rn|bro
reminds|like|felt|feels|straight|something me|out|like|of * movie|film|episode|game|show|book|series|roman|gta|csi|law
explosive|explosion growth|diarrhea|of|laughter|season
drop dead gorgeous
hit|hits|hitting different|hard|me|the|up? gym|books|road|up|feels|pub
knocked|knocking it|em|them|this out|dead
choke|choked|choking in|on the|my|this|that playoffs|coffee|final|third|tea|lunch|finals
leafs|raptors|jays|team|canadiens|habs|arsenal|spurs|united|city * choke|choked|choking|killed|destroyed|murdered|robbed|shot|dying|bleeding
we|were|they|got|he|she was|were|got? robbed by|of|last|in? the? ref|refs|game|trophy|oscar|points|penalty|final
hostage to|by|negotiations|situation? fortune|politicians|budget|union|unions
crime|crimes against|of|scene? fashion|humanity|passion|podcast|taste
`)

// looked are those whom or what an appeal may look for. It is read only.
var looked = set(`him her he she hes shes they them it guy dude man woman girl boy kid child lad lass suspect car van truck suv vehicle plate bike motorcycle sedan pickup
	mazda civic honda toyota ford bmw mercedes audi nissan hyundai kia jeep dodge chevy chevrolet tesla volkswagen vw golf malibu corolla camry f150 f silverado altima lexus acura
	your alert photo picture poster description wanted missing lady fella bloke chap teen baby toddler grandpa grandma gentleman person individual driver
	lui elle il ils gars gas homme femme fille garcon enfant suspect auto char camion camionnette voiture vehicule mec type dame monsieur photo disparu disparue recherche fillette petite petit vieux vieille individu moto`)

// Words of tense and of tone; all are read only.
var (
	goingOn          = set("is are s re am m im hes shes theyre its keeps keep still being started starts start someone somebody there theres he she they guy man woman men guys kid kids dude people just now and driver neighbour neighbor neighbors ex husband boyfriend dad lad lads bloke blokes fella teen teens youth youths chap boy boys girl girls person individual male female stepdad mother father child toddler baby pensioner lady gent wife son daughter brother sister stranger intruder")
	notGoingOn       = set("was were had the a an of for about after before from fatal recent this that last saw seen heard when while stop stopped by been those these no not wanted like if into against his her their your caught remember from used to without anti")
	pastTimes        = set("yesterday ago earlier previously years year decades childhood hier autrefois jadis naguere monday tuesday wednesday thursday friday saturday sunday weekend lundi mardi mercredi jeudi vendredi samedi dimanche last dernier derniere week weeks month months day days semaine semaines mois spring nights usually often regularly weekends mornings evenings summer fall autumn january february march april june july august september october november december janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre")
	yearPrepositions = set("in en since depuis around back of")
	inNeed           = set("my me us our please pls plz send someone somebody breathing bleeding unconscious ma mon moi nous svp quelqu 911 999 112")
	nowTimes         = set("gonna gunna imma ima finna jva jvais now rn help tonight asap currently maintenant presentement actuellement urgent hurry again breathing tomorrow demain back aide vite soir still moment second seconds minute minutes min mins live")
	jests            = set("lol lmao lmfao rofl haha hahaha hahahaha hehe mdr ptdr movie film netflix episode series game gta fortnite song lyrics album mixtape trailer finale season goal playoffs hockey oscar sketch meme film chanson jeu xbox ps5 novel book chapter podcast dlc literally traffic commute spreadsheet exam homework exams meeting")
	seriously        = set("seriously serious srsly srs knife knives gun guns blood myself emergency urgent breathing speak hammer hammers bat bats axe machete shotgun rifle")
	praised          = set("jacket jackets outfit shoes track beat song fit drip hair look looks dress set team album post tweet account thread bro he she you mic game shoulder hat coat jersey logo style tie mood content meme youre hes shes playlist verse")
	presentVerbs     = set("is are s re hes shes theyre its im am m est sont suis now rn")
)
