package guard

import "strings"

// adverts returns what sells something.
func adverts(d *doc) []span {
	var out []span
	for _, m := range d.find(advertising) {
		if i := d.opensSentence(m.first); !pleading.has(d.word(i)) {
			out = append(out, d.tokens(m.first, m.last))
		}
	}
	for i := range d.tok {
		if d.mark(i, "%") && d.is(i-1, number) && reduced.has(d.word(i+1)) {
			out = append(out, d.tokens(i-1, i+1))
		}
	}
	return out
}

// opensSentence returns the first token of the sentence of token i.
func (d *doc) opensSentence(i int) int {
	for d.same(i-1, i) {
		i--
	}
	return i
}

// early reports whether token i stands near the start of its sentence, or right
// behind a comma or a word that leads into a question.
func (d *doc) early(i int) bool {
	return i-d.opensSentence(i) <= 2 || d.is(i-1, mark) || intoQuestion.has(d.word(i-1))
}

// questions returns what asks something: a question mark at the end of a
// sentence that begins as questions do, or words that ask for help with the
// appeal.
func questions(d *doc) []span {
	var out []span
	start := 0
	taunt := false
	for i := range d.tok {
		taunt = taunt || taunting.has(d.word(i)) && !laughs.has(d.word(i))
	}
	for i := range d.tok {
		if !d.same(i, start) {
			start = i
		}
		// Who asks whether the police are of any use does not want an answer.
		if d.mark(i, "?") && !taunt && d.asks(start, i) {
			out = append(out, d.tokens(start, i))
		}
	}
	for i := range d.tok {
		if !d.same(i, i-1) && !taunt && d.asksBare(i) {
			out = append(out, d.tokens(i, min(i+5, len(d.tok)-1)))
		}
	}
	for _, m := range d.find(asking) {
		if !taunt && d.early(m.first) && !d.before(m.first, 3, rhetorical) {
			out = append(out, d.tokens(m.first, m.last))
		}
	}
	return out
}

// asksBare reports whether the sentence from token i is worded as a question,
// which many leave without its mark: "what colour was the car".
func (d *doc) asksBare(i int) bool {
	if helpers.has(d.word(i)) && askers.has(d.word(i+1)) {
		return true
	}
	if !inquiring.has(d.word(i)) || d.word(i+1) == "you" {
		return false
	}
	for j := i + 1; j <= i+3 && d.same(j, i); j++ {
		if helpers.has(d.word(j)) && d.word(j+1) != "you" || d.word(j) == "s" && j == i+1 && d.word(i) != "that" {
			return true
		}
	}
	return false
}

// asks reports whether the sentence from token start to its question mark at
// token end begins like a question, not like a shout.
func (d *doc) asks(start, end int) bool {
	for j := start; j < end && j < start+16; j++ {
		if openers.has(d.word(j)) {
			return true
		}
	}
	return false
}

// wishes returns thanks, prayers and hopes.
func wishes(d *doc) []span {
	var out []span
	for _, m := range d.find(wishing) {
		if !d.speaksOf(m.first, taunting) {
			out = append(out, d.tokens(m.first, m.last))
		}
	}
	if len(out) == 0 && d.heartsOnly() {
		out = append(out, span{0, len(d.text)})
	}
	return out
}

// heartsOnly reports whether a reply says no word, and shows a heart, praying or
// clapping hands.
func (d *doc) heartsOnly() bool {
	for i := range d.tok {
		if d.is(i, word) || d.is(i, number) {
			return false
		}
	}
	return strings.ContainsAny(d.raw, "❤💙💚💛💜🧡🤍🖤💗💖💕🙏👏💐🕊🌹")
}

var (
	// openers begin questions. It is read only.
	openers = set("who what when where why how which is are was were do does did can could will would should has have any anyone qui que quoi quand ou pourquoi comment quel quelle quels quelles est combien peut peux pouvez avez savez y")

	// rhetorical stands before words that only sound like a question: "no idea
	// who did this". It is read only.
	rhetorical = set("idea idk matter wonder wondering dunno remember back")

	// reduced follows the per cent of a sale. It is read only.
	reduced = set("off discount guaranteed legit rabais garanti")

	// pleading begins what asks and does not sell, intoQuestion leads up to it.
	// They are read only.
	pleading     = set("can could may should is are do does will when where")
	intoQuestion = set("so and but hey also ok svp please pls wondering know curious bonjour hi hello sorry")

	// inquiring words ask for a fact, helpers stand before whom or what they ask
	// about, askers behind a helper. All are read only.
	inquiring = set("who what when where why how which whats whos wheres hows combien quel quelle quels quelles pourquoi comment")
	helpers   = set("est sont ont peut doit faut y is are was were do does did can could will would should has have am whats")
	askers    = set("i we he she they it there this the anyone anybody someone police schools these those that")

	// laughs only laugh. It is read only.
	laughs = set("lol lmao")

	// taunting turns a question or thanks into criticism. It is read only.
	taunting = set("useless joke incompetent clowns champions nowhere even bother taxes bothered blurry floue pathetic lazy corrupt defund acab donuts doughnuts waste nothing pigs overpaid disgrace shame seriously inutiles inutile incompetents honte nuls corrompus beignes rien sarcasm lol lmao clown donut joking kidding remember congratulations menace")
)

var advertising = phrases(`
join our|my|the * group|channel|vip|telegram|community|team|server|discord
best|lowest|unbeatable|great deals|deal|prices|price|rates on|for|in|today|guaranteed|ever
sugar baby|babies|daddy|mommy|momma
guaranteed|garanti|garantis # ** signals|profit|returns|income
ship|ships|shipping|deliver to|worldwide * all|everywhere|worldwide|provinces|anywhere
livraison discrete|gratuite|rapide|partout
commandez|commander vos|votre|ici|des
ask|message|text|contact|find|write|hit|add|dm * coach|mr|mrs|ms|dr|prof|him|her|me|us|them ** telegram|whatsapp|ig|instagram
turn|turned|flip|flipped # into|to #
dm|call|text|message|inbox for|to|us|me|now|today * cheap|free|quote|quotes|prices|pricing|rates|cleaning|services|best|details|book|order|bookings
free|instant quote|quotes|estimate|estimates|consultation|trial|delivery|shipping|gift|sample|samples
helped|taught|showed|thanks me|us|to * trade|trading|invest|withdraw|recover
rencontre|rencontres coquine|coquines|sexy|chaudes|adultes|torrides
clique|cliquez|abonne|inscris|inscrivez|commandez|profitez ici|toi|vous|maintenant|vite
vente|vends|achat|achetez ** sans|whatsapp|telegram|prix|gros
permis|passeport|diplome|faux ** whatsapp|telegram|examen
new drop|drops|collection|merch|arrivals
serving|proudly * region|area|gta
check|checkout|listen|stream|watch out? * my|our|new * track|song|mixtape|album|single|channel|podcast|music|stream|video|vlog|page|shop|store|profile|onlyfans|etsy|spotify|soundcloud
link|links below|down|in|up|here * bio|below|desc|description|profile|guys?
!cured|heal|healed|cure|cures my|her|his|your|me|herpes|hiv|cancer|diabetes ** herbs|herbal|herpes|spell|dr|doctor|remedy|hiv|cancer|diabetes
love|spell|voodoo spell|caster|casters|spells|doctor
dr|doctor|prophet|priest ** spell|herbal|herbs|cured|cure|ex|herpes
we buy|pay|purchase ** junk|cars|car|houses|gold|scrap|homes|cash|today
cash for|today|same|now|paid * gold|cars|houses|scrap|phones|today|call
promote|send it|this|your|here * on|to|at|page|in
need|want|looking|get a|for|an? * loan|loans|mortgage|payday|financing|funding
bad|poor|no credit|fico ok|okay|check|welcome|score|accepted|needed
apply|call|act|order|book|register|enrol|enroll|sign|buy|claim|join now|up|today|here
win|claim|get|won|receive a|an|your|free * gift|card|prize|voucher|iphone|ps5|walmart|amazon|winner|reward
your|get|rank|boost|first|on seo|website|site|ranking|page|business|brand to|on? page? 1|#|google|seo|today
seo|backlinks|webdesign|dropshipping|dropship|copywriting|nfts
presale|airdrop|100x|moonshot|shitcoin|memecoins
passive|extra|financial income|cash|freedom|side
sub|subs|subscribe|follow to|for|4 * channel|follow|sub|my|clips
subscribe|sub|follow|like 4|for subscribe|sub|follow|like
followback|follow4follow|f4f|sub4sub|l4l|like4like
singles|escorts|nudes|milf|hookup|camgirl|onlyfans in|available|near|for|here|free|tonight|dm|me|on
got|get|gets|getting my|everything|all|your|back ** back|money|funds ** whatsapp|telegram|contact|thanks|recovery
message|text|contact|email|dm|inbox|write|hmu him|her|them|us|me|mrs|mr|dr * whatsapp|telegram|prices|rates|signals|quote|deals|herbs|now|today|details|via|for
ecrivez|ecris|contactez|contacte|inbox|joignez moi|m|nous|le|la|monsieur|en * mp|whatsapp|prive|telegram|dm
par|gagnez|gagne|gagner par? * semaine|jour|mois|maison|chez|euros|dollars|argent
depuis|travail|travaillez chez|a|de|la vous|domicile|maison
credit|enquete|voyant|marabout|medium rapide|de|sans|serieux|retour|affectif|credit|puissant
buy|get|gain|need|want|free|cheap|boost|grow * followers|likes|subscribers|views|viagra|cialis|iphone|iphones|giftcard|robux|ray
bitcoin|btc|crypto|forex|ethereum|nft|nfts|airdrop|binary|usdt|dogecoin|solana|memecoin
invest|investing|investment|invested|earn|earned|earning|made|make|profit|profits * #|daily|weekly|home|online|profit|profits|returns|opportunity|trader|money
!giveaway|giveaways|promo|promocode|onlyfans|casino|betting|clickbait|sugardaddy|fullz|cashapp
click|check|visit|see|tap|link|clique|cliquez|visitez * my|the|our|in|this|mon|ma|le|notre|dans|sur|lien * link|bio|profile|store|shop|page|channel|website|site|profil|boutique|lien|chaine
contact|text|message|reach|dm|write * on|via|par whatsapp|telegram|signal
link|links in bio|my|profile
dm|message|text|contact|inbox|whatsapp|telegram me|us|him|her|now * for|to * help|invest|info|details|recover|earn|promo|cash|loan|account|trading
follow me|us|this|back for|back|and|i|at
visit|shop|order * www|online|now|today|shop|store
follow|sub|subscribe for|4|back|to follow|sub|my|channel|back|our
!discount|coupon|sale|shipping|clearance code|off|now|ends|free|worldwide
off|percent everything|today|storewide|sitewide|off
limited time|offer offer|only?
hot|sexy|single|lonely singles|girls|women|milfs|ladies
recover|recovered|recovery|hacked your|my|lost|stolen|account|funds|expert
work from home
loans|loan approved|available|offer|no|at
you|u ve|have|won won|been|a selected|gift|prize|iphone|free
gagnez|gagner|gratuit|gratuits|achetez|rabais|pret|prets * argent|abonnes|euros|dollars|cadeau|rapide|code|iphone|maison|jour
suivez|abonnez|abonne moi|vous|toi|mon|ma a|chaine|compte?
seo|backlinks
code|promo|coupon at|for * checkout|order|purchase|signup
cheap|discount|discounted|lowest flights|hotels|tickets|meds|pills|insurance|flowers
until|since|thanks|met|meet|introduced|to ** telegram|whatsapp|mentor|broker|trader
trades|invests|trading|trade for|with you|me|my|us|mentor|broker
new|my|our|latest|check|stream|out track|song|single|ep|mixtape|beat|merch|podcast|vlog on|out|now|link|below|soundcloud|spotify|drops|youtube|store
soundcloud|spotify|patreon|ko fi|link|below|now|stream|out
cured|cure|cures|healed|heal|treats my|your|of|her|his? herpes|hiv|cancer|diabetes|hpv|hsv|arthritis|ex
herbal|spell|love|herbs|voodoo medicine|remedy|remedies|caster|spells|doctor|mixture
need|want|get|quick|instant|fast|easy|payday a|any|your|urgent? loan|loans|credit|cash|mortgage|financing
bad credit|debt
apply|order|register|enrol|enroll|join|claim|act|buy now|today|here|fast|yours
win|won|claim|winner|selected|free ** card|cards|prize|iphone|voucher|gift|ps5|reward|laptop|ticket|samsung
gift card|cards|voucher
promote it|your|on|this|now
we|i buy|pay|sell ** cash|cars|houses|gold|junk|scrap|cheap|best|accounts|followers
cash today|paid|offer|for
per|par week|day|semaine|jour from|depuis|working|chez|online|home|easy
gagnez|gagner|gagne|faites|recevez|obtenez|profitez ** semaine|jour|mois|euros|dollars|maison|chez|rapidement|facilement|credit|argent|gratuit|gratuitement|rabais
ecrivez|ecris|contactez|contacte|message moi|nous|me * mp|prive|dm|inbox|whatsapp
psychic|astrologer|voyant|marabout|medium
sub|subscribe|subscribed|abonne|abonnez to|a|vous? * my|our|channel|page|ma|chaine|newsletter
`)

var asking = phrases(`
why wasn|isn|didn|don|won|aren|weren|haven|hasn|couldn t|an|the|you|they
will|would|does|can my|our|your * be|street|road|school|area|bus|report|file|affect
how come
is|are the|it|this|that ** open|closed|safe|over|cancelled|still|reopened|true
whos|who s? handling|running|leading|investigating|responsible|in|paying
is it true|safe|ok|okay|possible|still|open|legal
has|have the|this|that|his|her|these ** been|gone|happened|ended|reopened
will there|they|it|he|she|this|that|the be|reopen|release|open|get|you|we|happen|update|affect
was|were there|anyone|anybody|it|the|this ** hurt|injured|damage|related|witnesses
do|does i|we|one|this have|need|get|qualify|mean|affect|apply
why|how|when|where are|is|was|were|do|does|did|will|can|should|would|come there|the|this|that|these|those|they|it|he|she|we|i|all|people
what colour|color|time|kind|type|make|model|year|street|road|date|day|size|age|number|area|division|precinct|was|is|are|does|do|did|happened|happens|s
whats|wheres|whens|hows the|it|this|happening|going|number|address|reward|difference|status|deal|traffic
how tall|old|long|many|much|big|far|often|bad|late|soon|serious
can|could|may|should|do i|we pick|drop|hand|bring|come|get|use|still|go|park|drive|walk|report|have|need|file|take|pay|visit|apply|book|submit|claim|collect|send|email|buy
who do|can|should|does|would i|we|one * email|call|contact|see|ask|speak|talk|phone|ring|report|write about|for|to|when|if
anyone|anybody know|knows|hear|else|have
c est quoi|quand|ou|quel|quelle
jusqu a quand|quelle
puis je
where|how|who|what|when|which|why can|do|does|did|should|is|was|time|are|number i|we|you|this|it|the|that|one|happened|to
is there|this|it|the|she|he a|any|still|ok|okay|safe|reward|open|related|road|close
can|could|would|will you|someone|anyone|i|we please? post|share|tell|confirm|clarify|explain|give|update|provide|send|call|come
how|where|who|what do|does|did i|we|you|he|she|they|people
did|do|does|have|has they|you|he|she|police|we|it|anyone
any update|updates|news|word|info|description|suspects|details|arrests|luck
has|have|was|were|is|did|are he|she|they|anyone|it|the been|found|arrested|caught|you|located|suspect|road
does|do anyone|anybody|you know|have
ou|comment|quand|pourquoi|quel|quelle|combien|qui peut|est|a|dois|puis|faut|faire|on|je|numero|heure
est|y ce|a|t qu|que|il|elle|il
avez|pouvez|savez|peut vous|on
des nouvelles
`)

var wishing = phrases(`
on est|pense avec|a vous|toi|eux|elle|lui|tout
holding|keeping|hold|keep ** hearts|heart|prayers|thoughts|faith
keep up the|it? * work|good|great
welcome home|back
what a|such a? relief
pensees vont|sont a|aux|pour|avec
prompt|bon retablissement
speedy|full|quick|swift recovery
glad|relieved|happy|thankful|pleased ** safe|safely|ok|okay|home|found|alive|well|alright|back
contente|content|heureuse|heureux|soulagee|soulage ** sain|saine|sauf|sauve|retrouve|retrouvee|correct|vivant|vivante
thinking|think of|about ** everyone|you|all|family|families|them|her|him|victim|victims|involved|friends
signal boosting|boost|boosted
boosting|bumping|boosted|bumped|rted|retweeting|reposting|resharing|reshared|tweeted
rt d|ed|for|from|done
fingers crossed
bless|god|gods you|them|him|her|us|the|all|your * all|family|soul|heart|officers|u?
sending|lots|all of|my|our|the? * love|hugs|thoughts|prayers|best|strength
proud|grateful of|for|to * you|our|them|work|officers|team|all|service
relieved|relief|delighted|thrilled|overjoyed|happy to|that|he|she|they|for * read|hear|see|found|safe|ok|home|know|is|news
keeping|praying|wishing * thoughts|prayers|everyone|him|her|them|you|fingers|all|eyes|best
come|get|stay|be home|back|well|strong|safe|found * soon|sweetheart|buddy|love|safely|please|miss|we
let|lets s? * get|bring|find * home|back|safe
we|you|all miss|love|support|stand|got * you|her|him|with|them|back|behind
je|on|partage|partagee|relaye|relaie pense|partage|partout|relaye|prie|croise
croisons|doigts|croise les|croises doigts?
bien hate|contente|content|heureux|soulagee|soulage
soulage|soulagee|contente|content|heureuse|heureux|ravie|ravi de|que|qu|pour
!thank|thanks|thankyou|thx|ty|kudos|bravo|congrats|congratulations|appreciate|appreciated|grateful
pray|prayers|praying|prayer|condolences|rip|sympathies|sympathy|blessings|heartbreaking|heartbroken|tragic
get well
my|our heart|hearts|condolences|thoughts goes|go|breaks|to|aches|is
rest in peace|power
thoughts|love|hugs|strength and|to|are|with
hope|hoping|hopefully|wish|wishing|pls|please|bring|god|come|stay * found|find|safe|safely|caught|catch|ok|okay|bless|home|recovers|recovery|recover|justice|well|soon|him|her|them|comes|best|arrested
good|great|amazing|excellent|awesome|nice|fantastic|outstanding|well|fine|brilliant work|job|news|done|luck|officers|team
so|very|how sad|glad|happy|relieved|sorry|awful
sorry for|to your|the|hear|loss
shared|sharing|share|retweeted|boosted|reposted|spread|rt|bump|partage|partagez|partager in|with|from|on|this|the|widely|to|everyone|and|please|dans|svp|avec
sending * prayers|love|hugs|thoughts|strength|support
stay|be|keep safe|strong|well|up
merci|mercis|bravo|felicitations|condoleances|courage|prieres|prions|prie|chapeau|sympathies
bonne|bon chance|travail|continuation|courage|nouvelle|boulot
beau|excellent travail|boulot
espere|esperons|esperant|pourvu|souhaite ** retrouve|retrouver|retrouvee|retrouvera|retrouvent|trouve|trouver|bien|va|vite|arrete|arreter|saine|sauf|sauve
de|tout tout|coeur coeur|avec
pensees|pense|pensee|soutien|force a|aux|pour|et
je partage
repose|reposez en paix
bless you|u|them|her|him|all|everyone|this|these|our|his
god bless
signal boost|boosting|boosted
boost|boosted|boosting|sharing|passing|rt|rted|bumping from|for|to|this|d|come|in|on|along
thinking of|about * you|everyone|all|her|him|family|them|his|the
fingers|everything crossed
keeping|holding|sending|have ** fingers|prayers|thoughts|hope|hoping|hopes
bring|get|let|come|lets s? ** home|safe|safely
thats|what|such|this is|s? a|an|the? * relief|news|result|outcome|ending
miss|love|missing you|u|them|him|her ** much|all|come|home|everyone|guys|xx|so
heroes|hero|legends|legend|brave
croise|croisons|croisant les|mes|nos doigts
dieu|que benisse|vous|le|la * benisse|garde|protege
de|une|quelle bonne|belle|super|excellente nouvelle
contente|content|soulagee|soulage|heureuse|heureux|ravie que|de|pour|qu
reviens|revenez|reviens vite|a|chez|nous
`)
