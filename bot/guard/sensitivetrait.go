package guard

// SensitiveTrait objects to somebody's orientation, gender identity, name of
// before, religion, sex work or lack of a home. What somebody wears is a
// description and passes; so do communities, days of remembrance, and "of no
// fixed address", which courts use.
func (detectors) SensitiveTrait(d *doc) []hit {
	return d.withPairs(d.flagged(traitPhrases), traitPairs, traitPhrases, func(m match) bool { return !d.advice(m.first) })
}

// flagged reports every phrase but those filed under "clean", outside advice
// to the public.
func (d *doc) flagged(b phrasebook) []hit {
	var out []hit
	for _, m := range d.merged(b) {
		if m.name == "clean" || d.advice(m.first) {
			continue
		}
		m = d.trimmed(m)
		out = append(out, d.hit(m.first, m.last+1))
	}
	return out
}

var traitPhrases = phrases(`
gay|lesbian|bisexual|transgender|transgendered|trans|queer|nonbinary|intersex|homosexual|homeless|unhoused|houseless|muslim|jewish|christian|catholic|sikh|hindu|buddhist|mormon|atheist|islamic|orthodox|hasidic|evangelical|protestant|amish|mennonite|rastafarian|jew|ismaili|baptist|zoroastrian|zionist|transsexual|transexual|pansexual|asexual|cisgender|genderfluid young|old|elderly|middle|aged? man|woman|male|female|person|teen|teenager|youth|boy|girl|victim|suspect|individual|student|couple|driver|resident|father|mother|individual|accused|complainant|deceased|senior|convert|refugee
is|was|as|are|being|openly|he|she|they|victim|who|known|be openly|also|a|an|reportedly|believed|devout|practising|practicing|observant|devoutly|currently|deeply|closeted|biologically|secretly|born|to|be|came? to|out|be|a|an|as|devout|identify? gay|lesbian|bisexual|transgender|transgendered|trans|queer|nonbinary|homosexual|homeless|unhoused|muslim|jewish|christian|catholic|sikh|hindu|buddhist|mormon|atheist|transsexual|pansexual|asexual|jew|protestant|transitioning|lgbtq|intersex
identifies|identified|identify|identifying as a|an? gay|lesbian|bisexual|transgender|trans|queer|nonbinary|non|female|male|woman|man|muslim|two binary?
non binary person|man|woman|teen|youth|individual|victim|student
is|was|as|who non binary
two spirit person|woman|man|teen|youth|individual
born|biologically|assigned|biological a|as? male|female|man|woman|boy|girl at? birth?
transitioned|transitioning from|to
sexual orientation
gender identity|dysphoria|reassignment|transition|affirming
birth|dead|legal|former|given|deadname name|deadname|names * before|was|is|transition
deadname|deadnamed
formerly|previously known|named as|called?
came out as|to
same sex partner|couple|relationship|lover
devout|practising|practicing|observant|lapsed muslim|christian|jew|catholic|sikh|hindu|jewish|mormon|buddhist|follower|convert
converted|convert|converts|conversion to islam|christianity|judaism|catholicism|hinduism|buddhism|sikhism|mormonism
jehovah s? witness
radicalised|radicalized
a|an|is|was|as|the|known|she|he|local|victim|former|suspected|street|who escort|prostitute|stripper|hooker|sex|sexworker|camgirl|onlyfans worker?
sex worker
prostituted|prostituting herself|himself|themselves
works|worked|working|engaged|engaging|involved|engages|participating as|in|the a|an|the|sex|street? sex|prostitution|escort|prostitute|escorting|exotic|stripper|trade|survival|adult work|worker|trade|dancer|entertainment|industry?
survival sex
exotic dancer
homeless man|woman|person|teen|youth|male|female|victim|individual|suspect|shelter|encampment
lives|living|lived|stays|staying|stayed|resides|residing|sleeping|sleeps|slept at|in|on|rough a|an|the|local|women|homeless|youth|men|family|his|her|bus|tent? s? shelter|shelters|street|streets|encampment|tent|car|hostel|park|rough|vehicle|ravine
rough sleeper
sleeping|sleeps|slept|lives|living|living rough|homeless
shelter resident|user|client
resident of a|the|an|women? * shelter|hostel|encampment|halfway
experiencing|experiences|experienced homelessness|homeless
without a|stable|permanent home|housing
squatter|vagrant|transient|hobo|drifter
homme|femme|personne|adolescent|adolescente|victime|jeune|individu|suspect gai|gaie|lesbienne|bisexuel|bisexuelle|transgenre|trans|queer|homosexuel|homosexuelle|musulman|musulmane|juif|juive|chretien|chretienne|catholique|sikh|sikhe|hindou|hindoue|bouddhiste|itinerant|itinerante|sans|non abri|binaire|domicile?
est|etait|ouvertement|comme|serait|c une|un|ouvertement|aussi|devenu|devenue|l? gai|gaie|lesbienne|bisexuel|bisexuelle|transgenre|trans|homosexuel|homosexuelle|musulman|musulmane|juif|juive|chretien|chretienne|catholique|hindou|hindoue|itinerant|itinerante|prostituee|escorte|pratiquant|pratiquante|sikh|converti|convertie|sans abri?
s identifie comme
converti|convertie a|au l? islam|christianisme|judaisme|catholicisme
musulman|musulmane|juif|juive|catholique|chretien|chretienne pratiquant|pratiquante
travailleuse|travailleur|travail|industrie du|de sexe
prostituee|prostitue|escorte
se prostitue|prostituait|prostituer
sans abri
un|une|l|cet|cette itinerant|itinerante
vit|vivait|dort|dormait dans la rue
vit|vivait|dort|dormait|habite|heberge|hebergee|loge|demeure|sejourne dans|a|au|en|sur un|une|le|la|les? * refuge|itinerance|foyer|campement|tente|maison d?
itinerance
orientation sexuelle
identite de genre
nee|ne homme|femme|garcon|fille
autrefois|anciennement connu|connue|nomme|nommee|appele|appelee
temoin de jehovah
at|from|to|near|of|outside|from a|an|the|her|his|local? women|womens|homeless|men|youth|family|warming|battered|salvation|refuge|domestic s? army|violence? shelter|shelters|refuge|hostel|encampment
[clean]
sex crimes|crime|assault|offences|offence|offenses|trafficking|unit
day|jour of|du souvenir|remembrance trans|transgender?
trans|transgender day|remembrance|community|rights|awareness|flag|pride|inclusive|canada|visibility|am|lives
gay|trans|lgbtq|queer|jewish|muslim|sikh|christian|catholic|hindu|homeless|islamic|orthodox|indigenous community|communities|village|pride|school|schools|centre|center|cemetery|leaders|organizations|groups|faith|association|liaison|population|people|outreach|families|places|students|residents|temple|board|church|holiday|holidays|month|heritage|services|hospital|general|relief|federation|council|cultural|neighbourhood|owned|day
homeless people|persons|shelters|outreach|connect|count|services
homeless shelter
anti muslim|jewish|gay|trans|semitic|lgbtq|lesbian
wearing|wore|dressed|in ** muslim|jewish|sikh|religious|orthodox|hasidic|christian
clean|trans|transmission|fats|trans am|canada
security|police|court|armed|fire|motorcade|under escort
escort|ford|with|by escort|service
ford escort
birth|legal|former|given name|names of|and|the
transient global
`)
