package guard

import "strings"

// A vocabulary is a set of folded words. Most words of a text are in none of
// them: first letter and length say so without a look-up, which is where the
// guard would spend its time otherwise.
type vocabulary struct {
	words map[string]bool
	// lengths has for each first letter a bit per length of its words.
	lengths [32]uint32
}

// set makes a vocabulary of the words in s. It is not changed afterwards.
func set(s string) *vocabulary {
	v := &vocabulary{words: map[string]bool{}}
	for w := range strings.FieldsSeq(s) {
		v.words[w] = true
		v.lengths[w[0]&31] |= 1 << min(len(w), 31)
	}
	return v
}

// has reports whether w is one of the words.
func (v *vocabulary) has(w string) bool {
	return w != "" && v.lengths[w[0]&31]>>min(len(w), 31)&1 != 0 && v.words[w]
}
