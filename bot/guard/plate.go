package guard

import "strings"

// plateRule is the rule whose severity a department's list of kinds changes.
const plateRule = "licence_plate"

// LicencePlate objects to vehicle registration marks: what follows a word like
// "plate", and what has the shape of one while the text speaks of vehicles.
func (detectors) LicencePlate(d *doc) []hit {
	var out []hit
	cars := d.find(protectedCars)
	for i := 0; i < len(d.tok); i++ {
		first, last := i, -1
		if d.plateCue(i) {
			first, last = d.announcedPlate(i)
		} else if d.plateStart(i) {
			last = d.shapedPlate(i)
		}
		if last >= first && last >= 0 {
			h := d.hit(first, last+1)
			if d.protectedCar(cars, i) {
				h.variant = "protected"
			}
			out = append(out, h)
			i = last
		}
	}
	return out
}

// plateCue reports whether token i announces a mark. The British call it an
// index too, which is a word of its own.
func (d *doc) plateCue(i int) bool {
	if d.word(i) == "lp" && d.before(i, 4, otherTags) {
		return false // the number of a lost property: LP-0417-26
	}
	if d.word(i) == "tag" && otherTags.has(d.word(i-1)) {
		return false
	}
	return plateCues.has(d.word(i)) || d.word(i) == "index" && d.scene.land == "uk" && (d.upper(i+1) || d.word(i+1) == "number")
}

// announcedPlate reads the mark behind a word that announces one at token i:
// "plate number is abcd 123", "plaque : ABC 123". last is -1 when there is
// none.
func (d *doc) announcedPlate(i int) (first, last int) {
	j := i + 1
	for steps := 0; steps < 8 && (plateFiller.has(d.word(j)) && !(d.tight(j+1) && d.is(j+1, number)) || d.mark(j, ":#\"'(=-.,") && !d.closes(j)); steps++ {
		j++
	}
	if k := d.phonetic(j); k > 0 {
		return j, k
	}
	for k := j; k < len(d.tok) && k < j+10; k++ {
		t := d.tok[k]
		if t.kind == line || t.kind == mark && !d.mark(k, "-.*_") || t.sentence != d.tok[i].sentence {
			break
		}
		if text, ok := d.platePart(j, k); ok && d.announced(j, k, text) {
			last = k
		}
	}
	if last == 0 {
		return j, -1
	}
	return j, last
}

// closes reports whether the mark at token j ends the sentence.
func (d *doc) closes(j int) bool { return d.ends(j) || j+1 == len(d.tok) }

// platePart returns letters and digits of tokens i to j, when there are two to
// eight of them and neither end is a mark.
func (d *doc) platePart(i, j int) (string, bool) {
	if d.is(j, mark) || d.tok[j].b-d.tok[i].a > 20 {
		return "", false
	}
	var b strings.Builder
	for k := i; k <= j; k++ {
		if !d.is(k, mark) {
			b.WriteString(d.text[d.tok[k].a:d.tok[k].b])
		}
	}
	n := b.Len()
	return b.String(), n >= 3 && n <= 8
}

// announced decides about what follows the announcing word. Letters and digits
// together are a mark in any case. Letters alone are one in capitals only,
// digits alone when nothing else explains them.
func (d *doc) announced(i, j int, text string) bool {
	letters, digits := 0, 0
	for k := range len(text) {
		if text[k] >= '0' && text[k] <= '9' {
			digits++
		} else {
			letters++
		}
	}
	switch {
	case digits == 0:
		if i != j {
			return j-i+1 == letters // A B C D
		}
		return d.upper(i) && letters >= 3 && !notPlates.has(strings.ToLower(text))
	case letters == 0:
		return i == j && (digits >= 4 || digits >= 2 && d.before(i, 3, plateEnds)) && digits <= 7
	}
	for k := i; k <= j; k++ { // "seen 12 times" is no mark
		if d.is(k, word) && (d.length(k) > 5 || d.length(k) > 1 && d.capital(k) && !d.upper(k) || plateBreaks.has(d.word(k)) || notPlates.has(d.word(k)) && d.is(k+1, number) && k == i) {
			return false
		}
	}
	return true
}

// plateStart reports whether a mark without an announcement may begin at token
// i: capitals or digits that continue no other word.
func (d *doc) plateStart(i int) bool {
	if d.tight(i) && (d.is(i-1, word) || d.is(i-1, number) || d.mark(i-1, "#@$/_-.+")) {
		return false
	}
	if _, ok := within(d.urls, int(d.tok[i].a)); ok {
		return false
	}
	return d.upper(i) || d.is(i, number)
}

// shapedPlate returns the last token of a mark that begins at token i by its
// shape alone, -1 when there is none.
func (d *doc) shapedPlate(i int) int {
	var shape strings.Builder
	for j := i; j < len(d.tok) && j < i+5; j++ {
		switch {
		case d.upper(j):
			shape.WriteString(strings.Repeat("A", min(d.length(j), 8)))
		case d.is(j, number):
			shape.WriteString(strings.Repeat("9", min(d.length(j), 8)))
		case d.mark(j, "-.") && j > i && d.tight(j) && d.tight(j+1):
			continue
		default:
			return -1
		}
		// A mark ends where its word ends.
		if d.tight(j+1) && (d.is(j+1, word) || d.is(j+1, number) || d.mark(j+1, "-.") && d.tight(j+2) && (d.upper(j+2) || d.is(j+2, number))) {
			continue
		}
		need, ok := plateShapes[shape.String()]
		if !ok && d.scene.land == "uk" {
			need, ok = britishShapes[shape.String()]
		}
		if ok && d.passes(need, i, j) {
			return j
		}
	}
	return -1
}

// A need is what must hold beside the shape.
type need uint8

const (
	nothing need = iota // the shape is hardly ever anything else
	vehicle             // the sentence speaks of a vehicle
)

// plateShapes are marks of Ontario and other provinces, the United Kingdom and
// American states; A is a capital, 9 a digit. It is read only.
var plateShapes = map[string]need{
	"AAAA999": nothing, // Ontario
	"AA99AAA": nothing, // United Kingdom
	"AAA999":  vehicle, // Ontario until 1997, many others
	"AAA9999": vehicle,
	"AA99999": vehicle, // commercial
	"A99AAA":  vehicle, // Quebec
	"999AAA":  vehicle,
	"AA999A":  vehicle,
	"AA9999":  vehicle,
	"9AAA999": vehicle, // California
	"999AA9":  vehicle,
	"AA999AA": vehicle,
	"A99999":  vehicle,
}

// britishShapes are marks of the United Kingdom from before 2001: with a letter
// of the year in front (from 1983) or behind (from 1963), and those of Northern
// Ireland. Elsewhere models of cars look like them: F-150 XLT. It is read only.
var britishShapes = map[string]need{
	"A999AAA": vehicle,
	"A99AAA":  vehicle,
	"A9AAA":   vehicle,
	"AAA999A": vehicle,
	"AAA99A":  vehicle,
	"AAA9999": vehicle,
	"AA9999":  vehicle,
}

// passes decides about what has the shape.
func (d *doc) passes(n need, i, j int) bool {
	for k := i; k <= j; k++ {
		w := d.word(k)
		model := n == nothing && len(w) == 2 && !plateBreaks.has(w) && !caseCues.has(w) // NX, CX: also how marks begin
		if d.is(k, word) && !model && (notPlates.has(w) || months.has(w)) {
			return false
		}
	}
	if d.is(i, number) && d.tok[i].b < d.tok[min(i+1, j)].a && n == vehicle && d.length(i) < 3 {
		return false
	}
	if d.mark(j+1, "%") || d.before(i, 2, caseCues) || d.mark(i-1, "#") {
		return false
	}
	if n == nothing {
		return true
	}
	return d.before(i, 14, vehicleCues) || d.after(j, 10, vehicleCues)
}

// Words around plates; all are read only.
var (
	plateCues = set("plate plates marker markers tag tags vrm reg registration rego plaque plaques immatriculation immatricule immatriculee immatricules lp")
	// otherTags hang on other things than vehicles.
	otherTags = set("property evidence name price bag toe dog luggage ear exhibit gift key asset baggage lost found item")
	// plateFiller may stand between the announcement and the mark.
	plateFiller = set(`number numbers no num nos is are was were reads read reading of with plate plates marker licence license the mark an a ontario quebec partial
		beginning starting ending starts begins ends possibly maybe probably and bearing ont que qc on numero est sont de du d la le l ontarienne portant partielle
		commencant commence par minerale immatriculation`)
	// plateBreaks never are part of a mark.
	plateBreaks = set("and or the at on in by to of is was has had for not are no et ou le la les un une sur en au du de was seen last times time call")
	// notPlates are capitals that stand before numbers or are words.
	notPlates = set(`unit exit room line case file ref date year page part item lane gate road bus car van suv div apt hwy rte route level block grade
		team zone code call text tips pier bldg bay go ttc via tps opp rcmp siu cpic occ inc gta yrp utc est edt kia bmw gmc ram amg audi ford
		fiat mini jeep seat benz mazda glc gle glb gls gla cla cls slk mdx rdx tlx ilx cts ats xts xt srx mkz mkx isf lx rx nx gx es gs ls cx ct
		nov dec jan feb mar apr jun jul aug sep sept oct june july april may after over near only than from with lost seen about past until since
		age aged and the for not was are has had him her man men wanted missing stolen unknown covered removed obscured plate plates update the
		canada ontario toronto noon dial tel cell ext fax crimes crime arrest suspect km kms mph kph lbs psi mhz usd cad room suite floor flat box
		rue rang apt bur local poste ligne numero dossier sortie autobus salle cas par avec sans pour dans mois ans vers quai porte voie train
		gate flight act bill form area size type mark class model phase stage track week day days step rule law vol chap fig tab
		pc ps dc ds di dci det cst qew sr cr us fy pd rpd nypd lapd cpd mpd bpd dpd opp sq spvm mtq mto cad po rr hb sp asp lot chp msp nsp
		hgv psv stn div unit sgt insp supt badge event ref crn urn log inc
		pin id sin dob ssn nas nam vin oct`)
	caseCues    = set("occurrence case file incident report go reference ref dossier evenement bus route flight train streetcar room unit exit line")
	vehicleCues = set(`vehicle vehicles car cars suv suvs sedan coupe hatchback truck trucks pickup van minivan motorcycle motorbike scooter taxi cab
		driver driving drove parked plate plates honda toyota ford chevrolet chevy nissan hyundai kia mazda bmw mercedes benz audi lexus acura dodge
		tahoe silverado explorer escape equinox altima sentra malibu impala charger challenger mustang wrangler cherokee sierra tacoma tundra sonata elantra
		tucson sorento sportage golf jetta passat polo corsa astra fiesta focus vauxhall fiat skoda octavia transit sprinter caravan pacifica yukon suburban
		escalade navigator odyssey pilot sienna highlander rogue pathfinder maxima peugeot renault citroen seat clio qashqai juke hgv lorry tractor trailer
		remorque autocaravane motorhome rv atv quad
		jeep volkswagen subaru tesla gmc cadillac lincoln chrysler infiniti porsche volvo mitsubishi civic corolla camry accord ram f150 registered
		vehicule vehicules voiture voitures auto camion camionnette fourgonnette berline moto conducteur stationnee stationne roulait vus immatricule`)
)
