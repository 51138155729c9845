package guard

// pointed returns where a reply says who somebody is: words that lead up to a
// name, then a full name, or a first name and what else narrows it down.
func (d *doc) pointed() []span {
	var out []span
	for _, m := range d.find(pointing) {
		i, related := d.pastRelation(m.last + 1)
		n, ok := d.nameSaid(i)
		if !ok || n.words > 4 || d.speaksOf(m.first, officials) {
			continue
		}
		if n.words >= 2 || givenNames.has(d.word(n.first)) && (related && d.after(n.last, 8, facts) || d.after(n.last, 2, facts) || d.is(n.last+1, number)) {
			out = append(out, d.tokens(m.first, n.last))
		}
	}
	for i := range d.tok {
		switch {
		case d.mark(i, "@") && gimme.has(d.word(i-2)) && theirs.has(d.word(i-1)):
			out = append(out, d.tokens(i-2, i)) // "drop her @"
		case d.mark(i, "@") && d.tight(i+1) && d.accused(i) > 0:
			out = append(out, d.tokens(i, d.accused(i))) // "@tyler_b is the one in the video"
		case d.is(i, word) && givenNames.has(d.word(i)) && d.housed(i) >= 0:
			out = append(out, d.tokens(i, d.housed(i)))
		}
	}
	return out
}

// accused returns the token that says that the account at token i is whoever the
// reply speaks of, 0 when none does.
func (d *doc) accused(i int) int {
	for j := i + 1; j < i+8 && j < len(d.tok); j++ {
		if (d.word(j) == "is" || d.word(j) == "c") && !d.tight(j) {
			for k := j + 1; k <= j+2; k++ {
				if meant.has(d.word(k)) {
					return k
				}
			}
			return 0
		}
	}
	return 0
}

// pastRelation returns the token behind words such as "my old neighbour" or "his
// cousin", and whether there were any.
func (d *doc) pastRelation(i int) (next int, related bool) {
	next = i
	for j := i; j < i+6 && (d.is(j, word) || related && d.mark(j, ",")); j++ {
		switch w := d.word(j); {
		case relations.has(w):
			next, related = j+1, true
		case !relative.has(w):
			if d.is(next, mark) && d.mark(next, ",:.") {
				next++
			}
			return next, related
		case next == j:
			next = j + 1
		}
	}
	return next, related
}

// nameSaid reads a name at token i, with or without capitals.
func (d *doc) nameSaid(i int) (name, bool) {
	if n, ok := d.nameAt(i); ok && !(n.words == 1 && d.after(i, 3, schooling)) {
		return n, n.words > 1 && d.same(n.first, n.last) || givenNames.has(d.word(n.first))
	}
	if d.namePart(i) && d.after(i, 3, schooling) {
		return name{first: i, last: i, words: 2}, true // "it's Jaylen from grade 10" is as good as a surname
	}
	if d.is(i, word) && givenNames.has(d.word(i)) && !commonWords.has(d.word(i)) {
		if d.is(i+1, word) && d.surnameInSmall(i+1) && d.length(i+1) > 3 && !facts.has(d.word(i+1)) {
			return name{first: i, last: i + 1, words: 2}, true
		}
		return name{first: i, last: i, words: 1}, true
	}
	return name{}, false
}

// housed returns the last token of the house that is said of the first name at
// token i, -1 when none is: "jordan pellow from 10 ashgrove ct", "Chloe at number
// 9", "Rico, flat 2".
func (d *doc) housed(i int) int {
	for j := i + 1; j <= i+4 && d.same(j, i); j++ {
		if !houses.has(d.word(j)) {
			continue
		}
		k := j + 1
		if d.word(k) == "number" || d.word(k) == "no" || d.word(k) == "flat" || d.word(k) == "unit" || d.word(k) == "apt" {
			if d.is(k+1, number) {
				return k + 1
			}
			continue
		}
		if !d.is(k, number) {
			continue
		}
		for s := k + 1; s <= k+3; s++ {
			if streetEnds.has(d.word(s)) {
				return s
			}
		}
	}
	return -1
}

// All of these are read only.
var (
	// relations are what people are to each other, relative the words around.
	relations = set(`neighbour neighbor cousin classmate coworker colleague teacher brother sister son daughter boy kid nephew niece uncle aunt mate friend roommate ex boyfriend girlfriend husband wife dad mom mum mother father
		boss manager landlord tenant lodger student pupil mr mrs ms miss dr guy girl lad lass voisin voisine cousine collegue frere soeur fils fille neveu ami amie chum blonde coloc patron prof monsieur madame mme eleve beau`)
	relative = set("definitely def totally literally clearly probably just lmao lol haha omg my his her our their the a an old little younger older that this named called from work step s called mon ma son sa notre leur le la un une petit petite vieux vieille de")
	// facts narrow a first name down.
	facts = set(`from who works work lives live in at of on goes grade year class school college flat unit number apt house street road the studies teaches owns runs
		de du qui travaille habite reste vit au a la chez rue secondaire ecole`)
	// commonWords are first names that mostly are none without a capital.
	commonWords = set("will mark may rose grace hope joy art bill rob pat sue jack drew dawn faith gene frank guy max ray rich sandy summer autumn violet ruby jade jay dean chance chase miles lane iris pierre marie aime prince king")
	// gimme asks for something that is somebody's.
	gimme      = set("drop post share gimme need want whats send give leak tag balance donne donnez")
	theirs     = set("his her their the son sa leur")
	schooling  = set("grade gr yr secondaire")
	meant      = set("one him her guy girl thief suspect lui elle kid")
	houses     = set("from at of in lives live on flat unit apt room appartement appart au habite reste")
	streetEnds = set("street st avenue ave av road rd court ct lane ln drive dr crescent cres close place pl way boulevard blvd terrace gardens grove row hill square trail circle mews rue chemin rang")
)
