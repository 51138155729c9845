package guard

// MinorIdentity objects to the name of somebody under 18 who is not accused
// of anything: a victim, a witness, or nobody in particular.
func (detectors) MinorIdentity(d *doc) []hit {
	var out []hit
	for _, h := range d.minors {
		if !h.accused {
			out = append(out, h.hit)
		}
	}
	return out
}

// YouthAccused objects to whatever names somebody under 18 who is accused or
// sought.
func (detectors) YouthAccused(d *doc) []hit {
	var out []hit
	for _, h := range d.minors {
		if h.accused {
			out = append(out, h.hit)
		}
	}
	return out
}

// An exposure is a name of somebody under 18, or a school or relative that
// says who it is.
type exposure struct {
	hit
	accused bool
}

// findMinors finds everybody under 18 whom the text names.
func (d *doc) findMinors() []exposure {
	var out []exposure
	young := d.youngSentences()
	for i := 0; i < len(d.tok); i++ {
		n, years, ok := d.minorAt(i, young)
		if !ok {
			continue
		}
		for ok {
			h := d.hit(n.first, n.last+1)
			h.suggest = d.anonymous(n, years)
			out = append(out, exposure{hit: h, accused: d.accusedNear(n)})
			i = n.last
			n, ok = d.alsoNamed(n)
		}
	}
	return out
}

// alsoNamed reads the name that "and" joins to another one.
func (d *doc) alsoNamed(n name) (name, bool) {
	if w := d.word(n.last + 1); w != "and" && w != "et" {
		return name{}, false
	}
	more, ok := d.nameAt(n.last + 2)
	return more, ok && !d.grown(more.first)
}

// minorAt reads the name of somebody under 18 at token i: with the age right
// beside it, or as the only named person of a sentence about a child.
// It returns the age too, 0 when only a word says that it is a child.
func (d *doc) minorAt(i int, young map[int32]bool) (n name, years int, ok bool) {
	if !d.namePart(i) || d.is(i-1, word) && d.namePart(i-1) {
		return n, 0, false
	}
	if n, ok = d.nameAt(i); !ok {
		return n, 0, false
	}
	single := n.words == 1 && (placePrepositions.has(d.word(i-1)) || d.mark(i-1, ",") && d.tight(i) || d.mark(i-1, "#@"))
	if y, ok := d.aside(n.last + 1); ok && !single {
		return n, y.years, true
	}
	if y, ok := d.youngBefore(i); ok && y.exact && !single {
		return n, y.years, true
	}
	if _, ok := d.named(i); ok && young[d.tok[i].sentence] && !d.grown(i) {
		return n, 0, true
	}
	return n, 0, false
}

// youngBefore reads an age that ends just before a name at token i:
// "16-year-old Jane Doe", "16-year-old student Jane Doe".
func (d *doc) youngBefore(i int) (young, bool) {
	for j := max(i-8, 0); j < i; j++ {
		y, ok := d.youngAt(j)
		if !ok || y.last >= i {
			continue
		}
		k := y.last + 1
		for k < i && (roleNouns.has(d.word(k)) || youthWords.has(d.word(k)) || d.mark(k, ",:") || namingCues.has(d.word(k)) || d.word(k) == "is" || d.word(k) == "as" || asCues.has(d.word(k))) {
			k++
		}
		if k == i {
			return y, true
		}
	}
	return young{}, false
}

// grown reports whether an age of 18 or more stands right beside the name at
// token i: that person is not the child the sentence speaks of.
func (d *doc) grown(i int) bool {
	n, ok := d.nameAt(i)
	if !ok || !d.mark(n.last+1, ",(") {
		return false
	}
	v, _, ok := d.count(n.last + 2)
	return ok && v >= 18
}

// youngSentences returns the sentences that speak of somebody under 18.
func (d *doc) youngSentences() map[int32]bool {
	out := map[int32]bool{}
	for i := range d.tok {
		if y, ok := d.youngAt(i); ok && (y.exact || youthWords.has(d.word(i))) {
			out[d.tok[i].sentence] = true
		}
	}
	return out
}

// accusedNear reports whether the sentence of a name, or one beside it, says
// that somebody is accused or sought.
func (d *doc) accusedNear(n name) bool {
	at := d.tok[n.first].sentence
	for i := n.first; i >= 0 && d.tok[i].sentence >= at-1 && n.first-i < 60; i-- {
		if accusations.has(d.word(i)) {
			return !d.victimBeside(n)
		}
	}
	for i := n.first; i < len(d.tok) && d.tok[i].sentence <= at+1 && i-n.first < 60; i++ {
		if accusations.has(d.word(i)) {
			return !d.victimBeside(n)
		}
	}
	return false
}

// victimBeside reports whether the words right before a name say that it is
// not the accused's.
func (d *doc) victimBeside(n name) bool {
	return d.before(n.first, 3, victimNouns) && !d.before(n.first, 3, accusations)
}

// anonymous is what may stand in a name's place. Behind a word that says it
// already, nothing fits.
func (d *doc) anonymous(n name, years int) string {
	if roleNouns.has(d.word(n.first-1)) || namingCues.has(d.word(n.first-1)) || d.word(n.first-1) == "old" {
		return ""
	}
	child := years > 0 && years < 12
	switch {
	case d.french && child:
		return "un enfant"
	case d.french:
		return "un jeune"
	case child:
		return "a child"
	}
	return "a youth"
}

// readsFrench reports whether a text reads like French when nobody said which
// language it is in.
func (d *doc) readsFrench() bool {
	if d.Language != "" {
		return d.Language == "fr"
	}
	n := 0
	for i := range d.tok {
		if frenchWords.has(d.word(i)) {
			n++
		}
	}
	return n > 2
}

// Words around young people; all are read only.
var (
	accusations = set(`wanted charged charge charges arrested arrest suspect suspects accused sought warrant offender offenders perpetrator robber shooter gunman
		facing faces apprehended custody recherche recherchee accuse accusee accuses arrete arretee suspecte mandat inculpe inculpee contrevenant interpelle interpellee`)
	victimNouns = set("victim witness complainant victime temoin plaignant plaignante injured blesse blessee")
	frenchWords = set("le la les des une est dans avec pour sur qui et ans rue police appelez composez")
)
