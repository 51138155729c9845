package guard

import "strings"

// respelled returns a word of alarm that somebody in a hurry misspelled, as it is
// spelled right; empty for every other word. "hlep", "bleedin" and "stabing" are
// known by being one slip away from such a word: a letter left out, one too many,
// or two the wrong way round.
func respelled(w string) string {
	if right := slips[w]; right != "" {
		return right
	}
	if len(w) < 5 || len(w) > longestSlip || alarming[w] {
		return ""
	}
	if stem, ok := strings.CutSuffix(w, "in"); ok && alarming[stem+"ing"] {
		return stem + "ing"
	}
	if one, ok := strings.CutSuffix(w, "s"); ok && alarming[one] {
		return "" // more than one of it
	}
	for i := range len(w) {
		if right := nearly[w[:i]+w[i+1:]]; right != "" && oneSlip(w, right) {
			return right
		}
	}
	if right := nearly[w]; right != "" {
		return right
	}
	return ""
}

// longestSlip is how many bytes the longest word of alarm has, with one too many.
// Nothing longer is looked at: a word can be as long as a whole text.
const longestSlip = 13

// oneSlip reports whether a and b, which differ, differ by one letter more or
// less or by two neighbours in each other's place.
func oneSlip(a, b string) bool {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	switch len(a) - len(b) {
	case 1:
		return a[i+1:] == b[i:]
	case -1:
		return a[i:] == b[i+1:]
	case 0:
		return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
	}
	return false
}

// alarming are the words that are known when misspelled, and those that are one
// slip away from one and mean something else. Both are read only, as is nearly,
// which has every such word with one letter left out.
var (
	alarming = set(`breathing choking bleeding stabbing shooting shooter stabbed beating attacking strangling screaming following chasing
		drowning unconscious overdose overdosing suicide ambulance hostage kidnapped kidnapping emergency explosion trapped bathroom
		weapon machete rifle pistol knife police burning collapsed seizure attack robbing robbed threatening hiding
		tomorrow tonight school everyone outside inside please
		secours respire couteau poignarde ambulance maintenant urgence pistolet saigne
		machette hosing biding choosing beaten baking betting seating heating eating meeting rubbing roping killing
		wapon riffle stabling shouting shopping bleating breeding flowing fallowing
		spoke polite plice polices knives`).words
	nearly = lackingOne(`breathing choking bleeding stabbing shooting shooter stabbed attacking strangling screaming following chasing
		drowning unconscious overdose overdosing suicide ambulance hostage kidnapped kidnapping emergency explosion trapped
		weapon machete collapsed seizure threatening tomorrow tonight
		secours respire couteau poignarde maintenant urgence pistolet`)
)

func lackingOne(words string) map[string]string {
	out := map[string]string{}
	for w := range strings.FieldsSeq(words) {
		out[w] = w
		for i := range len(w) {
			out[w[:i]+w[i+1:]] = w
		}
	}
	return out
}
