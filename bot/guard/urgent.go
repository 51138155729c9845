package guard

// Urgent reports whether a reply sounds like somebody in danger now, a crime
// in progress, or somebody who sees the wanted or missing person at this
// moment, in English or French. It is used to relay such replies first, so it
// rather raises a false alarm than stays silent.
func Urgent(text string) bool {
	d := &doc{view: newView(text), scene: &scene{}}
	d.tok = tokenize(d.text)
	words := make([]string, 0, len(d.tok))
	for i, t := range d.tok {
		if t.kind == word || t.kind == number {
			words = append(words, d.word(i))
		}
	}
	return cries(words) || sights(words)
}

// cries looks for words that are an alarm by themselves.
func cries(words []string) bool {
	for i := range words {
		for _, c := range alarms.by[words[i]] {
			if c.matches(words[i:]) && !(c.deniable && denied(words, i)) {
				return true
			}
		}
	}
	return false
}

// sights looks for somebody who is seen, or something that happens, together
// with a word that says that it is now or here.
func sights(words []string) bool {
	const near = 12
	seen, now := -near-1, -near-1
	for i, w := range words {
		for _, c := range sightings.by[w] {
			if c.matches(words[i:]) && !denied(words, i) {
				seen = i
			}
		}
		for _, c := range presents.by[w] {
			if c.matches(words[i:]) && !past(words, i) {
				now = i
			}
		}
		if seen >= 0 && now >= 0 && max(seen, now)-min(seen, now) <= near {
			return true
		}
	}
	return false
}

// denied reports whether a negation stands right before word i.
func denied(words []string, i int) bool {
	for j := max(i-3, 0); j < i; j++ {
		switch words[j] {
		case "not", "never", "no", "isn", "wasn", "didn", "don", "haven", "hasn", "havent", "nobody", "without", "pas", "jamais", "aucun", "aucune", "sans":
			return true
		}
	}
	return false
}

// past reports whether the words behind word i take it back in time: "just
// now" is now, "just last week" is not.
func past(words []string, i int) bool {
	for j := i + 1; j < len(words) && j <= i+2; j++ {
		switch words[j] {
		case "yesterday", "last", "week", "weeks", "month", "months", "hier", "semaine", "semaines", "mois", "dernier", "derniere":
			return true
		}
	}
	return false
}

// A cue is words in a row; in each place one of several. "*" is up to two
// words of any kind.
type cue struct {
	places   []*vocabulary
	deniable bool
}

// cues are kept by their first word.
type cues struct{ by map[string][]cue }

func (c cue) matches(words []string) bool {
	return matchPlaces(c.places, words)
}

func matchPlaces(places []*vocabulary, words []string) bool {
	for n, p := range places {
		if p.has("*") {
			for skip := 0; skip <= 2 && skip <= len(words); skip++ {
				if matchPlaces(places[n+1:], words[skip:]) {
					return true
				}
			}
			return false
		}
		if len(words) == 0 || !p.has(words[0]) {
			return false
		}
		words = words[1:]
	}
	return true
}
