package guard

// RaceDescriptor warns of a description that consists of somebody's ethnicity
// and nothing else that one could see: no age, height, build, hair or clothes
// in its sentence or the ones beside it.
func (detectors) RaceDescriptor(d *doc) []hit {
	var out []hit
	for _, m := range d.merged(ethnicities) {
		if m.name == "clean" || d.described(m) || m.name == "colour" && d.mark(m.first+1, "-") {
			continue
		}
		m = d.trimmed(m)
		out = append(out, d.hit(m.first, m.last+1))
	}
	return out
}

// described reports whether something else that one can see is said around an
// ethnicity.
func (d *doc) described(m match) bool {
	at := d.tok[m.first].sentence
	for i := m.first - 1; i >= 0 && d.tok[i].sentence >= at-1 && m.first-i < 60; i-- {
		if d.visible(i, m) {
			return true
		}
	}
	for i := m.last + 1; i < len(d.tok) && d.tok[i].sentence <= at+2 && i-m.last < 80; i++ {
		if d.visible(i, m) {
			return true
		}
	}
	return false
}

func (d *doc) visible(i int, m match) bool {
	w := d.word(i)
	if visibleWords.has(w) {
		return true
	}
	if !d.is(i, number) {
		return false
	}
	next := d.word(i + 1)
	return bodyUnits.has(next) || d.mark(i+1, "'\"-") && (yearUnits.has(d.word(i+2)) || d.is(i+2, number) && d.mark(i+1, "'")) || d.is(i+1, word) && d.tight(i+1) && (next == "s" || next == "cm" || next == "lbs" || next == "kg") ||
		d.same(i, m.first) && d.length(i) == 2 && d.mark(i-1, ",(") && d.mark(i+1, ",)")
}

var (
	bodyUnits    = set("years year yrs yr yo ans cm feet foot ft lbs pounds kg kilos inches in metre metres stone pieds pouces livres m s lb")
	visibleWords = set(`tall short height build slim thin heavy heavyset stocky medium muscular athletic skinny slender large obese hair haired bald beard bearded moustache mustache goatee
		wearing wore dressed jacket hoodie coat shirt tshirt pants jeans shorts dress skirt hat cap toque tuque beanie shoes boots sneakers runners backpack mask glasses sunglasses tattoo tattoos tattooed
		sweater sweatshirt sweatpants trousers jumper tracksuit trainers balaclava hood scarf hijab turban vest suit uniform braids dreadlocks dreads ponytail afro eyes teens twenties thirties
		forties fifties sixties seventies aged age twenty thirty forty fifty sixty seventy scar piercing limp accent weighing weight lbs elderly gloves leggings blouse bag
		taille corpulence mince costaud cheveux barbe moustache chauve vetu vetue portait porte portant manteau chandail veste pantalon jean casquette tuque chapeau souliers espadrilles bottes
		lunettes masque tatouage sac robe jupe chemise capuchon yeux ans agee vingtaine trentaine quarantaine cinquantaine soixantaine mesure mesurant pese pesant cicatrice foulard gants blouson lunettes`)

	ethnicities = phrases(`
[colour]
black|white|brown male|males|man|men|woman|women|female|females|person|people|youth|youths|teen|teens|teenager|boy|boys|girl|suspect|suspects|individual|individuals|offender|guy|guys|driver|robber|adult|lad|assailant
dark|light|fair|olive|brown|black|white skinned|complexion|complected|skin
skin|complexion colour|color|was|is? dark|light|black|brown|fair
male|man|female|woman|suspect|suspects|males|men|offender|person is|was|are|were|described|a|as|being|to|be|who|believed? as|described|to|a|be|being? black|white|brown
described|describe|believed|appeared|appears|appearing|possibly as|to|be|being|only|just|simply a|an|be|being|as|only|simply? black|white|brown
[other]
asian|caucasian|hispanic|latino|latina|latinx|arab|arabic|african|oriental|indigenous|aboriginal|native|somali|jamaican|filipino|chinese|indian|pakistani|tamil|korean|vietnamese|mexican|caribbean|persian|turkish|roma|gypsy|punjabi|afghan|nigerian|romanian|albanian|mediterranean|european|negro|coloured|colored|mixed|biracial|multiracial|métis|metis|inuit|slavic|russian|polish|portuguese|italian|jewish american|canadian|race|british|caribbean|looking|european? male|males|man|men|woman|women|female|females|person|people|youth|youths|teen|teens|teenager|boy|boys|girl|suspect|suspects|individual|individuals|offender|guy|guys|driver|robber|adult|origin|descent|appearance|background|ethnicity|heritage
south|east|southeast|middle|west|north|eastern|afro|black|far asian|indian|eastern|african|european|caribbean|american|british|canadian male|males|man|men|woman|women|female|females|person|people|youth|youths|teen|boy|girl|suspect|suspects|individual|individuals|offender|driver|descent|appearance|origin|background|guy
described|describe as|as|being only|simply|just|a|an|possibly? asian|hispanic|latino|latina|arab|arabic|african|somali|jamaican|filipino|chinese|indian|pakistani|tamil|korean|vietnamese|mexican|caribbean|persian|caucasian|indigenous|oriental
suspect|robber|offender|driver|man|woman|male|female|he|she|they|individual|person|attacker is|was|are|were|appears|appeared|looks|looked|described to|be|as|a|an? be|a|an|as? asian|caucasian|hispanic|latino|latina|arab|arabic|african|indigenous|aboriginal|native|somali|jamaican|filipino|chinese|indian|pakistani|tamil|korean|vietnamese|mexican|persian|romanian|albanian|mediterranean|oriental|east|south|middle eastern|asian|african?
of|is|appears|appeared|described|was|being|looked|as|believed to|as|a|an|be|south|east|middle|being|mixed|possibly? be|as|a|an|south|east|middle|eastern|mixed? asian|caucasian|hispanic|latino|arab|african|eastern|indigenous|indian|pakistani|somali|oriental|mediterranean|european|european|race|aboriginal descent|appearance|origin|background|ethnicity|heritage
homme|hommes|femme|femmes|suspect|suspects|individu|individus|personne|jeune|jeunes|adolescent|garcon|personnes|suspecte de|d|a|au|est|etait|la? race|peau|origine|teint|type|apparence|la? noir|noire|noirs|noires|blanc|blanche|blancs|arabe|arabes|asiatique|asiatiques|hispanique|africain|africaine|latino|autochtone|caucasien|caucasienne|caucasiens|maghrebin|maghrebine|haitien|haitienne|indien|indienne|antillaise|basane|metis|metissee|mediterraneen|brune|foncee|fonce
un|une|des|deux noir|noire|noirs|blanc|arabe|asiatique|maghrebin
de|d|a race|origine|apparence|type|peau noire|blanche|arabe|asiatique|africaine|caucasienne|hispanique|maghrebine|autochtone|antillaise|latino|brune|foncee|haitienne|indienne|jaune
[clean]
black|white|brown male|female dog|cat
missing|murdered and murdered|missing indigenous
indigenous people|peoples|women|persons day|history|and|s
chinese|indian|italian|japanese|korean|thai|mexican|portuguese restaurant|food|takeout|market|grocery|bakery
`)
)
