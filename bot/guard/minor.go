package guard

import (
	"slices"

	"appealbot/bot"
)

// MinorIdentity objects to the name of somebody under 18 who is not accused
// of anything: a victim, a witness, or nobody in particular.
func (detectors) MinorIdentity(d *doc) []hit {
	var out []hit
	for _, h := range d.minors {
		if !h.accused && !d.lookedFor(h.hit) {
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

// lookedFor reports whether a hit is about a missing child, who is named so
// that it can be found. In an appeal about one, only the case knows that
// somebody else named in it is a child, too.
func (d *doc) lookedFor(h hit) bool {
	switch {
	case d.scene.kind != bot.MissingPerson && d.scene.kind != bot.Amber:
		return false
	case h.subject > 0:
		return d.scene.subjects[h.subject-1].As == bot.AsMissing
	}
	return true
}

// findMinors finds everybody under 18 whom the text names, and what else says
// who they are.
func (d *doc) findMinors() []exposure {
	var out []exposure
	seen := map[int]bool{}
	add := func(n name, years, subject int, accused bool, variant string) {
		if seen[n.first] {
			return
		}
		seen[n.first] = true
		if first, ok := d.siblingBefore(n); ok && years > 0 {
			h := d.hit(first, first+1)
			h.suggest = d.fitting(first, d.anonymous(name{first: first, last: first, words: 1}, years))
			out = append(out, exposure{hit: h, accused: accused})
		}
		h := d.hit(n.first, n.last+1)
		h.suggest, h.subject, h.variant = d.fitting(n.first, d.anonymous(n, years)), subject, variant
		out = append(out, exposure{hit: h, accused: accused})
	}
	as := map[int]bot.Involvement{}
	for _, p := range d.people {
		as[p.first] = p.as
		if e, ok := d.youngSubject(p); ok {
			add(p.name, p.years, p.subject, e.accused, e.variant)
		} else if p.subject == 0 && (p.years > 0 && p.years < 18 || p.young) {
			add(p.name, p.years, 0, d.accusedAs(p.name, p.as, p.years), "")
		} else {
			seen[p.first] = p.subject > 0 && p.years >= 18 // the case says that they are grown up
		}
	}
	young := d.youngSentences()
	for i := 0; i < len(d.tok); i++ {
		n, years, ok := d.minorAt(i, young)
		for ; ok; n, ok = d.alsoNamed(n) {
			if years == 0 && !d.sameAs(as[n.first], i) {
				continue
			}
			add(n, years, d.scene.subjectNamed(d.nameWords(n)), d.accusedAs(n, as[n.first], years), "")
			i = n.last
		}
	}
	traces := d.findTraces(young)
	out = slices.DeleteFunc(out, func(e exposure) bool {
		return slices.ContainsFunc(traces, func(t exposure) bool { return t.a <= e.a && e.b <= t.b && t.b-t.a > e.b-e.a })
	})
	return append(out, traces...)
}

// siblingBefore reads the first name that shares a family name with a child's:
// "Ava and Liam Petrosyan".
func (d *doc) siblingBefore(n name) (int, bool) {
	i := n.first - 2
	and := d.word(n.first - 1)
	return i, n.words > 1 && (and == "and" || and == "et") && d.namePart(i) && givenNames.has(d.word(i)) && !(d.is(i-1, word) && d.namePart(i-1))
}

// youngSubject says whether somebody on the case who is named is under 18 as
// the case knows it, whatever the text says. Where it does not know, somebody
// accused who may be a youth counts as one until it does.
func (d *doc) youngSubject(p person) (exposure, bool) {
	if p.subject == 0 {
		return exposure{}, false
	}
	s := d.scene.subjects[p.subject-1]
	youth, certain := s.Youth(d.scene.now)
	accused := s.As == bot.AsAccused
	if !certain && accused && p.years < 20 {
		if p.years > 0 && p.years < 18 {
			return exposure{accused: true}, true
		}
		return exposure{hit: hit{variant: "unknown-age"}, accused: true}, true
	}
	if !certain && p.years > 0 && p.years < 18 {
		return exposure{accused: accused || p.as == bot.AsAccused}, true
	}
	return exposure{accused: accused}, youth
}

// sameAs reports whether what a name's role is fits the young person of the
// sentence of token i: in "John is charged with robbing a boy" he is not the
// boy.
func (d *doc) sameAs(as bot.Involvement, i int) bool {
	for k := d.unnamedBefore(i + 40); k >= 0 && i-d.unnamed[k].last < 40; k-- {
		if u := d.unnamed[k]; u.young && d.same(u.last, i) {
			return u.resembles(as)
		}
	}
	return true
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

// youngBefore is ageBefore for somebody under 18.
func (d *doc) youngBefore(i int) (young, bool) {
	y, ok := d.ageBefore(i)
	return y, ok && y.years < 18
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
		ok := d.youngAt(i)
		if !ok && d.mark(i, ",(") && roleNouns.has(d.word(i-1)) { // "the accused, 15,"
			_, ok = d.aside(i)
		}
		at := d.tok[i].sentence
		if ok || d.word(i) == "of" && (d.word(i+1) == "them" || d.word(i+1) == "whom") && out[at-1] {
			out[at] = true
		}
	}
	return out
}

// accusedNear reports whether the sentence of a name, or one beside it, says
// that somebody is accused or sought.
func (d *doc) accusedNear(n name) bool {
	at := d.tok[n.first].sentence
	for i := n.first; i >= 0 && d.tok[i].sentence >= at-1 && n.first-i < 60; i-- {
		if d.accusing(i) {
			return !d.victimBeside(n)
		}
	}
	for i := n.first; i < len(d.tok) && d.tok[i].sentence <= at+1 && i-n.first < 60; i++ {
		if d.accusing(i) {
			return !d.victimBeside(n)
		}
	}
	return false
}

// accusedAs reports whether a young person is accused: as what the words make
// of them says, or else what stands around.
func (d *doc) accusedAs(n name, as bot.Involvement, years int) bool {
	if as == "" {
		// Who is named in an appeal about a missing child is that child, unless
		// the words say otherwise; and nobody is accused so young.
		return d.soughtAs() != bot.AsMissing && (years == 0 || years >= 10) && d.accusedNear(n)
	}
	return as == bot.AsAccused && (years == 0 || years >= 10) && !d.victimBeside(n)
}

// accusing reports whether token i accuses somebody. Whoever is sought in an
// appeal about a missing person is not accused.
func (d *doc) accusing(i int) bool {
	w := d.word(i)
	return accusations.has(w) && !(soughtWords.has(w) && d.soughtAs() == bot.AsMissing)
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
	// "A 15-year-old, John Smith, was arrested" says already who it is.
	beside := d.word(n.first - 2)
	aside := d.mark(n.first-1, ",") && d.mark(n.last+1, ",") && (yearUnits.has(beside) || youthWords.has(beside) || beside == "old")
	switch {
	case aside && d.french:
		return "dont le nom ne peut être publié"
	case aside:
		return "who cannot be named"
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
	accusations = set(`wanted charged charge charges arrested arrest suspect suspects accused sought warrant accusations accusation soupconne soupconnee offender offenders perpetrator robber shooter gunman
		facing faces apprehended custody recherche recherchee accuse accusee accuses arrete arretee suspecte mandat inculpe inculpee contrevenant interpelle interpellee`)
	victimNouns = set("victim witness complainant victime temoin plaignant plaignante injured blesse blessee")
	frenchWords = set("le la les des une est dans avec pour sur qui et ans rue police appelez composez")
)
