package guard

// A name is what is probably a person's name.
type name struct {
	first, last int // tokens, both included
	words       int
}

// nameAt reads capitalised words that can be a person's name from token i.
func (d *doc) nameAt(i int) (name, bool) {
	if !d.namePart(i) {
		return name{}, false
	}
	n := name{first: i, last: i, words: 1}
	for j := i + 1; j < len(d.tok) && n.words < 5; j++ {
		switch {
		case d.namePart(j) && d.tok[j-1].kind != line:
			n.last, n.words = j, n.words+1
			continue
		case d.mark(j, "-'.") && d.tight(j) && (d.tight(j+1) && d.is(j+1, word) || d.mark(j, ".") && d.length(j-1) == 1 && d.namePart(j+1)):
			if d.mark(j, "-'") && !d.capital(j+1) {
				break
			}
			continue
		case nameParticles.has(d.word(j)) && (d.namePart(j+1) || nameParticles.has(d.word(j+1)) && d.namePart(j+2)):
			continue
		}
		break
	}
	if d.placeBehind(n.last+1) || d.placeName(n) {
		return name{}, false
	}
	return n, true
}

// namePart reports whether token i is a capitalised word that names no thing
// known.
func (d *doc) namePart(i int) bool {
	return d.capital(i) && !notNames.has(d.word(i)) && !months.has(d.word(i))
}

// placeBehind reports whether the word at token i makes a place or a body of
// what stands before it.
func (d *doc) placeBehind(i int) bool { return d.capital(i) && placeNouns.has(d.word(i)) }

// placeName reports whether the words before a name say that it is one of a
// place, a make of car or an officer.
func (d *doc) placeName(n name) bool {
	for j := n.first; j <= n.last; j++ {
		if placeNouns.has(d.word(j)) {
			return true
		}
	}
	prev := n.first - 1
	if d.mark(prev, ".") {
		prev--
	}
	return ranks.has(d.word(prev)) || frenchKinds[d.word(prev)] != "" && n.words < 3 || d.word(prev) == "and" && d.placeBefore(prev)
}

// placeBefore reports whether "Yonge and" is the first half of an
// intersection.
func (d *doc) placeBefore(and int) bool {
	return d.capital(and-1) && placePrepositions.has(d.word(and-2))
}

// nameBefore reads a name that ends just before token i.
func (d *doc) nameBefore(i int) (name, bool) {
	j := i - 1
	for steps := 0; steps < 7 && j >= 0; steps++ {
		if d.namePart(j) || nameParticles.has(d.word(j)) && d.namePart(j+1) || d.mark(j, "-'") && d.tight(j) && d.tight(j+1) {
			j--
			continue
		}
		break
	}
	for j++; j < i; j++ {
		if n, ok := d.nameAt(j); ok && n.last == i-1 {
			return n, true
		}
	}
	return name{}, false
}

// named reads a name that the words around say is a person's: "identified as
// Jane Doe", "suspect John Smith", "John Smith was arrested".
func (d *doc) named(i int) (name, bool) {
	if d.is(i-1, word) && d.namePart(i-1) {
		return name{}, false // the middle of one
	}
	n, ok := d.nameAt(i)
	if !ok {
		return n, false
	}
	prev := i - 1
	if d.mark(prev, ":,\"") {
		prev--
	}
	switch {
	case namingCues.has(d.word(prev)), (d.word(prev) == "is" || d.word(prev) == "est") && namingCues.has(d.word(prev-1)):
		return n, true
	case d.word(prev) == "as" && asCues.has(d.word(prev-1)), d.word(prev) == "comme" && asCues.has(d.word(prev-1)):
		return n, true
	case d.mark(i-1, ":") && accusations.has(d.word(prev)):
		return n, true
	case roleNouns.has(d.word(prev)) && (n.words >= 2 || prev == i-1):
		return n, true
	case n.words >= 2 && personVerbs.has(d.word(n.last+1)):
		return n, true
	}
	return name{}, false
}

// Words around names; all are read only.
//
//nolint:misspell // French words
var (
	nameParticles = set("de du da di del della van von der den la le al el bin ibn ben st mac")
	ranks         = set("constable const cst officer detective det sergeant sgt inspector insp superintendent supt chief deputy staff corporal cpl captain capt lieutenant lt agent agente sergent detective inspecteur inspectrice chef constables dc ds di pc")
	namingCues    = set("named name names called aka alias nomme nommee prenomme prenommee appele appelee surnomme nom")
	asCues        = set("identified known identifie identifiee connu connue")
	roleNouns     = set(`suspect accused victim witness complainant deceased boy girl teen teenager youth child student son daughter brother sister nephew niece
		wanted missing disparition disparu disparue recherche recherchee suspecte accuse accusee victime temoin garcon fille adolescent adolescente enfant eleve
		fils soeur frere mineur mineure juvenile toddler baby infant bebe`)
	personVerbs = set(`is was has had were attends attended goes went saw told called reported said lives lived faces appeared
		est a etait fut habite frequente`)
	placePrepositions = set("at near in on of from between around by to a pres de entre dans sur vers")
	placeNouns        = set(`street st avenue ave road rd drive dr boulevard blvd crescent court lane way place terrace circle trail parkway gate gardens square heights
		park school collegiate secondary elementary middle high academy college university institute hospital clinic station mall plaza centre center library church mosque temple
		arena stadium beach bridge tower towers building house hall hotel market airport harbour lake river bay island valley ravine creek subway line division
		police service services unit department squad force section stoppers crime team office court courthouse ministry city town village county region district
		bank store restaurant bar pub club cafe pharmacy inc ltd corp company festival parade day week month road civic corolla accord camry
		north south east west ecole parc hopital gare centre poste rue ville quartier secondaire polyvalente universite pont metro`)
	notNames = set(`the a an and or but if in on at to of for from by with as is was are were be been has have had he she they it we you i his her their its our your my this that these those
		who what when where why how which there here anyone someone anybody nobody everyone please call contact see seen last update updated missing wanted located found arrest arrested charged
		alert amber silver urgent breaking news appeal witness witnesses suspect suspects victim victims police officer officers investigators detectives detective constable sergeant sgt det cst insp
		man woman boy girl male female youth teen teenager child children person people student students driver passenger pedestrian cyclist mr mrs ms mme mlle dr sir
		monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche today tonight yesterday tomorrow morning afternoon evening night
		toronto ontario canada scarborough etobicoke mississauga brampton markham vaughan peel york durham halton hamilton ottawa london montreal quebec vancouver calgary edmonton winnipeg halifax
		north south east west northbound southbound eastbound westbound upper lower
		honda toyota ford chevrolet nissan hyundai kia mazda bmw mercedes audi lexus acura dodge jeep volkswagen subaru tesla gmc cadillac suv
		black white grey gray blue red green silver brown beige dark light
		grade age aged years old year born dob anonymously anonymous tips tip crime stoppers video dash dashcam cam doorbell facebook instagram twitter tiktok snapchat youtube
		shooting stabbing robbery assault collision homicide murder fire theft break enter fraud kidnapping carjacking hit run fatal
		case occurrence file report go division unit highway hwy route exit street avenue road after before during since until while two three four five six seven eight nine ten one both all
		nous vous il elle ils elles le la les un une des du de au aux en dans sur pour par avec sans si que qui quoi ou et mais son sa ses leur notre votre ce cet cette ces
		avez etes est sont ete appel appelez composez contactez temoin temoins temoignage disparition disparu disparue recherche recherchee retrouve retrouvee avis alerte mise jour correction victime
		homme femme garcon fille adolescent adolescente enfant personne police policiers enqueteurs agent suspecte accuse accusee arrestation age agee ans
		no not do does did can could will would should may might must any some more about near between information info text email web photo image photos images description
		our still last witness did know help thank thanks merci renseignements toute tout vu vue dernier derniere`)
)
