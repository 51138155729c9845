package guard

// subjectNamed returns which subject of the case bears a name of these words,
// as an index of s.subjects from 1; 0 when none does. First and last name in
// any order are enough, and so is the last name alone. Initials are not: there
// are many J. Smiths.
func (s *scene) subjectNamed(words []string) int {
	if len(words) == 0 {
		return 0
	}
	for i, names := range s.names {
		if len(names) > 0 && sameName(words, names) {
			return i + 1
		}
	}
	return 0
}

// sameName compares the words of a name in a text with a subject's.
func sameName(text, subject []string) bool {
	if len(text) == 1 {
		return text[0] == subject[len(subject)-1]
	}
	return everyWordIn(text, subject) || len(subject) > 1 && everyWordIn(subject, text)
}

// everyWordIn reports whether every word of a is one of b's.
func everyWordIn(a, b []string) bool {
	for _, w := range a {
		found := false
		for _, v := range b {
			found = found || v == w
		}
		if !found {
			return false
		}
	}
	return true
}

// nameWords returns the words of a name in a text that tell people apart,
// folded. A name of an initial and one word has none.
func (d *doc) nameWords(n name) []string {
	var out []string
	initials := false
	for i := n.first; i <= n.last; i++ {
		switch w := d.word(i); {
		case !d.is(i, word) || nameParticles.has(w):
		case len(w) == 1:
			initials = true
		default:
			out = append(out, w)
		}
	}
	if initials && len(out) < 2 {
		return nil
	}
	return out
}

// subjectWords folds a subject's name as texts are folded.
func subjectWords(full string) []string {
	d := &doc{view: newView(full)}
	d.tok = tokenize(d.text)
	if len(d.tok) == 0 {
		return nil
	}
	words := d.nameWords(name{first: 0, last: len(d.tok) - 1})
	for i := range d.tok { // "Smith, John": the last name comes first
		if d.mark(i, ",") && len(words) > 1 {
			return append(words[1:], words[0])
		}
	}
	return words
}

// subjectAt reads the name of somebody on the case at token i, whom no words
// around have to introduce.
func (d *doc) subjectAt(i int) (name, int) {
	if len(d.scene.names) == 0 || !d.is(i, word) || !d.scene.nameWord[d.word(i)] || d.is(i-1, word) && d.namePart(i-1) {
		return name{}, 0
	}
	if d.mark(i-1, ".") && d.length(i-2) == 1 {
		return name{}, 0 // behind an initial
	}
	n, ok := d.nameAt(i)
	if !ok {
		if n, ok = d.subjectInSmall(i); !ok {
			return name{}, 0
		}
	}
	return n, d.scene.subjectNamed(d.nameWords(n))
}

// subjectInSmall reads two words in a row of names on the case, however they
// are written: "jayden smith", "Jordan Brown". One such word may be anything.
func (d *doc) subjectInSmall(i int) (name, bool) {
	j := i + 1
	if d.mark(j, "-,") {
		j++
	}
	if !d.is(j, word) || !d.scene.nameWord[d.word(j)] || ranks.has(d.word(i-1)) || placeNouns.has(d.word(j+1)) {
		return name{}, false
	}
	return name{first: i, last: j, words: 2}, true
}
