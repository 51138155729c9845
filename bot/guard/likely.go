package guard

// likely reports whether a name to which the words around give a role is a
// person's. One word alone may be anything unless a noun of the role stands
// beside it, and so may the capitals of a headline.
func (d *doc) likely(n name, r role) bool {
	if w := d.word(n.first - 1); articles.has(w) || determiners.has(w) {
		return false // "the Tesco Express"
	}
	titled := honorifics.has(d.word(d.leftOf(n.first)))
	shown := titled || d.yearsOf(n) > 0
	switch {
	case !shown && d.before(n.first, 10, brandsBefore):
		return false // "the suspect wore Air Jordan shoes"
	case n.words == 1 && (d.is(n.first-1, number) || transit.has(d.word(n.last+1))):
		return false // "the 504 King streetcar"
	case n.words == 1 && !shown && goals.has(d.word(n.first-1)) && !givenNames.has(d.word(n.first)):
		return false // "cycles home to Marsham"
	case r == role{} || n.words == 1 && !r.close && !titled && !d.firstName(n):
		return false
	case d.headline(n.first) && !shown && !(r.close && n.words > 1):
		return false
	}
	return shown || r.close || !placePrepositions.has(d.word(n.first-1)) || d.word(n.first-1) == "by"
}

// firstName reports whether a name of one word is a first name that a sentence
// is about: "Rashid, who lives upstairs, told police".
func (d *doc) firstName(n name) bool {
	return givenNames.has(d.word(n.first)) && !doubtfulSurnames.has(d.word(n.first)) && d.leading(n.first) &&
		(d.mark(n.last+1, ",") || beings.has(d.word(n.last+1)) || personVerbs.has(d.word(n.last+1)) || d.word(n.last+1) == "and" && givenNames.has(d.word(n.last+2)))
}

// subjectOf reports whether a name of several words is the subject of a
// sentence, or is one that people bear.
func (d *doc) subjectOf(n name) bool {
	next := n.last + 1
	return n.words > 1 && d.leading(n.first) && (givenNames.has(d.word(n.first)) || beings.has(d.word(next)) || personVerbs.has(d.word(next)) || d.mark(next, ","))
}

// inOffice reports whether a name is an officer's or an official's.
func (d *doc) inOffice(n name) bool {
	prev := d.leftOf(n.first)
	if d.mark(n.first-1, ":") {
		return mediaWords.has(d.word(prev)) // "Media inquiries: Jane Doe", but "Coroner: John Smith died"
	}
	if toldTo(d.word(prev - 1)) {
		return false
	}
	return officeHolders.has(d.word(prev)) || officeHolders.has(d.word(n.first)) || ranks.has(d.word(prev)) || ranks.has(d.word(n.first))
}

// thing reports whether a name holds a word that no person's does, or stands
// behind what makes it a place's or an account's.
func (d *doc) thing(n name) bool {
	for i := n.first; i <= n.last; i++ {
		if notPeople.has(d.word(i)) {
			return true
		}
	}
	if placeNouns.has(d.word(n.first-1)) && !d.capital(n.first-1) && !ranks.has(d.word(n.first-1)) {
		return true // "the station Berri"
	}
	return n.words == 1 && d.mark(n.first-1, "#@&/")
}

// leftOf is the word or number before token i, over a full stop or a comma.
func (d *doc) leftOf(i int) int {
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if k := d.tok[j].kind; k == word || k == number {
			return j
		}
	}
	return -1
}

// headline reports whether the sentence of token i is written in capitals, or
// with one on nearly every word.
func (d *doc) headline(i int) bool {
	words, capitals := 0, 0
	for j := max(0, i-20); j < len(d.tok) && j < i+20; j++ {
		if !d.same(j, i) || !d.is(j, word) || d.length(j) < 4 {
			continue
		}
		words++
		if d.capital(j) {
			capitals++
		}
	}
	return words > 4 && capitals*10 >= words*8
}

// Words that speak against a name; all are read only.
var (
	mediaWords = set("inquiries enquiries contact media medias presse press interviews")
	goals      = set("to near from around towards toward outside into via")
	transit    = set("streetcar bus tram train line route subway streetcars buses station stop car")
	// openings begin sentences, and with a capital, before a name.
	openings = set(`selon according meanwhile sadly tragically unfortunately both local resident homeowner pedestrian cyclist motorist neighbour neighbor clerk bystander caller
		deceased complainant survivor injured identified named killed murdered slain remember justice breaking exclusive monsieur madame hier malheureusement tragiquement voisin voisine
		defunt defunte decede decedee blesse blessee plaignant plaignante complainants relatives friends family parents proches mother father wife husband mere pere fils soeur frere`)
	officeHolders = set(`advocate chaplain ranger mayor minister coroner judge justice premier maire mairesse ministre juge president councillor chair dean pc wpc dci dcs dsu ps pcso sheriff trooper
		marshal commissioner commander constable superintendent crown attorney prosecutor spokesperson spokesman spokeswoman porte parole sergente inspecteur sergent detectives officers spc`)
	// notPeople are words that headlines capitalise and that no name contains.
	notPeople = set(`support services service assistance fund week rights impact statement statements program programme outreach line helpline hotline appeal identified
		investigation investigations information update updates killed struck stabbed shot assaulted robbed attacked injured found sought search continues missing homicide
		fatal serious sexual indecent domestic aggravated attempted armed hate crimes crime traffic motor vehicle collision incident incidents suspects
		services stoppers anonymous public media release news conference community safety personal holdup hold up drug squad major critical life threatening injuries
		echec pre fete journee jour semaine ligne aide centre enquete agression sexuelle meurtre collision mortelle appel communique accident blessures vol qualifie
		male female males females adult adults senior youth youths day night weekend christmas easter halloween remembrance canada avenue st saint sainte
		good great new many several other others these those each every once then later just also because about although however thankfully sadly tragically
		crimestoppers police guard counsel court crown superior ontario provincial federal royal general sunnybrook western eastern
		can cctv ring doorbell camera cameras dashcam dash street road intersection fail remain failed exit driver drivers neighbours residents officers detectives
		green line ttc go via subway metro bus streetcar chevy mazda`)
)
