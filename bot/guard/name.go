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
	if j := d.turnedName(i); j > 0 {
		n.last, n.words = j, 2
	}
	for j := n.last + 1; j < len(d.tok) && n.words < 5; j++ {
		switch {
		case (d.namePart(j) || d.surnameBehind(n, j)) && d.tok[j-1].kind != line:
			n.last, n.words = j, n.words+1
			continue
		case d.mark(j, "\"'") && !d.tight(j) && d.nickname(j) > 0:
			j = d.nickname(j) - 1
			continue
		case d.mark(j, "-'.") && d.tight(j) && (d.tight(j+1) && d.is(j+1, word) || d.mark(j, ".") && d.length(j-1) == 1 && d.namePart(j+1)):
			if d.mark(j, "-") && !d.capital(j+1) && d.length(j+1) < 4 && d.namePart(j+2) {
				j++ // "Jin-ho Park"
				continue
			}
			if d.mark(j, "-'") && !d.capital(j+1) {
				break
			}
			if d.mark(j, "-") && !d.namePart(j+1) && n.words > 1 {
				n.last, j = j+1, j+1 // "Thompson-Grey"
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
	if !d.capital(i) || notNames.has(d.word(i)) || months.has(d.word(i)) || ranks.has(d.word(i)) {
		return false
	}
	return !d.upper(i) || d.length(i) < 2 || !headlineWords.has(d.word(i))
}

// surnameBehind reports whether token j, a word that mostly is no name, is the
// surname behind a given name: "Emily Brown", "Trevor Hall, 40".
func (d *doc) surnameBehind(n name, j int) bool {
	return n.words == 1 && d.capital(j) && d.doubtfulSurname(n.first, j) && !d.placeBehind(j+1)
}

// doubtfulSurname is surnameBehind without a look at what follows, other than
// an age or "who".
func (d *doc) doubtfulSurname(first, j int) bool {
	if !doubtfulSurnames.has(d.word(j)) {
		return false
	}
	if givenNames.has(d.word(first)) {
		return true
	}
	w := d.word(j + 2)
	return d.mark(j+1, ",(") && (d.is(j+2, number) && d.length(j+2) == 2 || w == "who" || w == "aged" || w == "age")
}

// turnedName returns the last token of a name whose surname comes first, in
// capitals, as lists have it: "SMITH, John". It is 0 when there is none.
func (d *doc) turnedName(i int) int {
	last := i
	if d.mark(i+1, "'-") && d.upper(i+2) {
		last = i + 2 // "O'SHEA, Brendan"
	}
	if d.upper(i) && (last > i || d.length(i) > 1) && d.mark(last+1, ",") && d.namePart(last+2) && !d.upper(last+2) && givenNames.has(d.word(last+2)) {
		return last + 2
	}
	return 0
}

// nickname returns the token behind a nickname in quotes within a name: John
// "Johnny" Smith. It is 0 when there is none.
func (d *doc) nickname(i int) int {
	for j := i + 1; j <= i+3 && j < len(d.tok); j++ {
		if d.mark(j, "\"'") {
			if j > i+1 && d.namePart(j+1) {
				return j + 1
			}
			return 0
		}
		if !d.is(j, word) {
			return 0
		}
	}
	return 0
}

// placeBehind reports whether the word at token i makes a place or a body of
// what stands before it.
func (d *doc) placeBehind(i int) bool {
	if d.mark(i, ".") && abbreviations.has(d.word(i-1)) {
		i++ // "Martin Luther King Jr. Park"
	}
	return d.capital(i) && placeNouns.has(d.word(i))
}

// placeName reports whether the words before a name say that it is one of a
// place, a make of car or an officer.
func (d *doc) placeName(n name) bool {
	for j := n.first; j <= n.last; j++ {
		if placeNouns.has(d.word(j)) && !(d.word(j) == "st" && j < n.last) && !(j == n.last && j > n.first && d.doubtfulSurname(n.first, j)) {
			return true
		}
	}
	prev := n.first - 1
	if d.mark(prev, ".") && d.same(prev, n.first) {
		prev--
	}
	return d.officeBehind(n) || ranks.has(d.word(prev)) && !toldTo(d.word(prev-1)) || frenchKinds[d.word(prev)] != "" && n.words < 3 || d.word(prev) == "and" && d.placeBefore(prev)
}

// toldTo reports whether a word says that a rank behind it is whom somebody
// told: "told officers John Smith did it".
func toldTo(w string) bool { return w == "told" || w == "tell" || w == "tells" || w == "telling" }

// officeBehind reports whether a rank or an office stands right behind a name:
// "Jane Lee, a detective with 51 Division".
func (d *doc) officeBehind(n name) bool {
	if !d.mark(n.last+1, ",(") {
		return false
	}
	for j := n.last + 2; j <= n.last+4; j++ {
		if ranks.has(d.word(j)) || offices.has(d.word(j)) {
			return true
		}
		if !determiners.has(d.word(j)) && !officeAdjectives.has(d.word(j)) {
			return false
		}
	}
	return false
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
