package accounts

import (
	"slices"
	"strings"
	"unicode"
)

// sameWords reports whether seen is approved as a network shows it to the
// public: with other white space, signs and pictures, with links and names of
// accounts shortened, replaced or added, and perhaps cut off. It is about words;
// that every byte arrived is made sure of where it is published.
func sameWords(approved, seen string) bool {
	want, _ := words(approved)
	got, cut := words(seen)
	if !cut || len(got) == 0 {
		return cut || slices.Equal(want, got)
	}
	last := len(got) - 1
	return last < len(want) && slices.Equal(want[:last], got[:last]) && strings.HasPrefix(want[last], got[last])
}

// words returns the letters and digits of each word of a text, and whether it is
// cut off in or behind the last of them.
func words(s string) (ws []string, cut bool) {
	for w := range strings.FieldsSeq(s) {
		cut = strings.HasSuffix(w, "…") || strings.HasSuffix(w, "...")
		if link(w) {
			continue
		}
		w = strings.Map(func(r rune) rune {
			if unicode.In(r, unicode.Letter, unicode.Mark, unicode.Number) && !unicode.In(r, unicode.Variation_Selector) {
				return r
			}
			return -1
		}, w)
		if w != "" {
			ws = append(ws, w)
		}
	}
	return ws, cut
}

// link reports whether a word is a link or the name of an account, or could be
// what a network makes of one.
func link(w string) bool {
	inner := strings.TrimFunc(w, func(r rune) bool { return r != '@' && !unicode.In(r, unicode.Letter, unicode.Number) })
	return strings.ContainsAny(inner, "/.@")
}
