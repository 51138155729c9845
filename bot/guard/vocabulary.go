package guard

import "strings"

// A vocabulary is a set of folded words. Most words of a text are in none of
// them: first letter and length, last letter and middle one say so without a
// look-up, which is where the guard would spend its time otherwise.
type vocabulary struct {
	words map[string]bool
	// lengths has for each first letter a bit per length of its words, middles
	// for each last letter a bit per letter in the middle.
	lengths, middles [32]uint32
}

// set makes a vocabulary of the words in s. It is not changed afterwards.
func set(s string) *vocabulary {
	v := &vocabulary{words: map[string]bool{}}
	for w := range strings.FieldsSeq(s) {
		v.words[w] = true
		n := len(w)
		v.lengths[w[0]&31] |= 1 << min(n, 31)
		v.middles[w[n-1]&31] |= 1 << (w[n/2] & 31)
	}
	return v
}

// has reports whether w is one of the words.
func (v *vocabulary) has(w string) bool {
	n := len(w)
	return v != nil && n > 0 && v.lengths[w[0]&31]>>min(n, 31)&1 != 0 && v.middles[w[n-1]&31]>>(w[n/2]&31)&1 != 0 && v.words[w]
}
