package length

import "github.com/clipperhouse/uax29/v2/graphemes"

// Graphemes counts what a person would call characters: an emoji with its skin
// tone is one.
func Graphemes(text string) int {
	n := 0
	for it := graphemes.FromString(text); it.Next(); {
		n++
	}
	return n
}
