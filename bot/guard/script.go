package guard

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// scripts says which other alphabets a text is really written in: those of
// which it has letters that nobody takes for Latin ones. Words in them are no
// disguise and stay as they are; a Latin letter among theirs gives one away.
type scripts struct{ cyrillic, greek bool }

func scriptsOf(raw string) scripts {
	var s scripts
	for _, r := range raw {
		if r < utf8.RuneSelf || lookalikes[r] != "" {
			continue
		}
		s.cyrillic = s.cyrillic || unicode.Is(unicode.Cyrillic, r)
		s.greek = s.greek || unicode.Is(unicode.Greek, r)
	}
	return s
}

// keeps reports whether the letter r at byte i belongs to a word of a script
// that the text is written in. Before is what it said about the letter before.
func (s scripts) keeps(raw string, i int, r rune, before bool) bool {
	if !s.cyrillic && !s.greek || !unicode.IsLetter(r) {
		return false
	}
	if i > 0 {
		if last, _ := utf8.DecodeLastRuneInString(raw[:i]); unicode.IsLetter(last) {
			return before
		}
	}
	for _, r := range raw[i:] { // the first letter of a word decides for all
		switch {
		case !unicode.IsLetter(r):
			return true
		case s.cyrillic && unicode.Is(unicode.Cyrillic, r), s.greek && unicode.Is(unicode.Greek, r):
		default:
			return false
		}
	}
	return true
}

// foreign reports whether a letter is of one of those scripts.
func foreign(r rune) bool { return unicode.In(r, unicode.Cyrillic, unicode.Greek) }

// settle decides what the Cyrillic letter is that has the shape of a y and that
// many put for a u: between two consonants a u, unless the word is one of those
// that have a y there.
func (f *folder) settle() {
	for _, p := range f.ambiguous {
		if p == 0 || p+1 >= len(f.out) || !consonant(f.out[p-1]) || !consonant(f.out[p+1]) {
			continue
		}
		known := false
		for from := max(0, p-5); from < p && !known; from++ {
			for to := p + 2; to <= min(len(f.out), p+5) && !known; to++ {
				known = withY.has(lower(string(f.out[from:to])))
			}
		}
		if !known {
			f.out[p] = 'u'
		}
	}
}

func consonant(c byte) bool {
	return isLetter(c) && strings.IndexByte("aeiouyAEIOUY", c) < 0
}

// withY are parts of words that have a y between consonants. It is read only.
var withY = set(`lygr typ system myst cycl syri gym crys symp styl rhyt phys psych lync hypn nymp dyna synt symb cyl hymn sylv lynn lynd kyl tyl byro wyn dyl
	ryl flyn bryn cyr pyr lyr syl tyr gyp tryst`)
