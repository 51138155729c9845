package guard

// Urgent reports whether a reply sounds like somebody in danger now, a crime
// in progress, or somebody who sees the wanted or missing person at this
// moment, in English or French. It is used to relay such replies first, so it
// rather raises a false alarm than stays silent.
func Urgent(text string) bool { return len(emergencies(text, meantBy(text))) > 0 }

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

// length returns how many of words the cue takes from the first on, 0 when it
// does not match.
func (c cue) length(words []string) int {
	return lengthOf(c.places, words)
}

func lengthOf(places []*vocabulary, words []string) int {
	if len(places) == 0 {
		return 0
	}
	p, rest := places[0], places[1:]
	if p.has("*") {
		for skip := 0; skip <= 2 && skip < len(words); skip++ {
			if n := lengthOf(rest, words[skip:]); n > 0 {
				return skip + n
			}
		}
		return 0
	}
	if len(words) == 0 || !p.has(words[0]) {
		return 0
	}
	if len(rest) == 0 {
		return 1
	}
	if n := lengthOf(rest, words[1:]); n > 0 {
		return 1 + n
	}
	return 0
}
