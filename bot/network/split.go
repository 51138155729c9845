package network

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Graphemes counts what a person would call characters: an emoji with its skin
// tone is one.
func Graphemes(s string) int {
	n := 0
	for it := graphemes.FromString(s); it.Next(); {
		n++
	}
	return n
}

// Split cuts text into parts that count says are within limit: at the ends of
// sentences, where a sentence does not fit into a part of its own at words,
// and where a word does not, between characters as people see them. With
// number each part of a longer thread ends in " (1/3)".
//
// Nothing is lost: the parts joined without their numbers are the text but for
// white space at the cuts. A text within the limit comes back as it is. Split
// reports false when the limit is too small for the text to be cut at all.
func Split(text string, limit int, count func(string) int, number bool) ([]string, bool) {
	return splitter{limit: limit, count: count}.all(text, number)
}

// splitter makes parts of one text.
type splitter struct {
	limit  int
	later  int // room to leave in every part but the first
	count  func(string) int
	suffix func(i int) string // nil for none
	n      int                // number of the present part
}

// all is Split.
func (s splitter) all(text string, number bool) ([]string, bool) {
	if s.count(text) <= s.limit {
		return []string{text}, true
	}
	t := strings.TrimSpace(text)
	if s.count(t) <= s.limit {
		return []string{t}, true
	}
	bs := slices.Collect(breaks(t))
	// How long the numbers are depends on how many parts there are, which
	// depends on how long the numbers are.
	for _, most := range []int{9, 99, 999} {
		s := s
		if number {
			s.suffix = func(i int) string { return fmt.Sprintf(" (%d/%d)", i, most) }
		}
		parts, ok := s.split(t, bs, most)
		if !ok {
			continue
		}
		if !number {
			return parts, true
		}
		for i := range parts {
			parts[i] += fmt.Sprintf(" (%d/%d)", i+1, len(parts))
			if s.count(parts[i]) > s.room(i+1) {
				return nil, false
			}
		}
		return parts, true
	}
	return nil, false
}

// room is what part n takes.
func (s splitter) room(n int) int {
	if n > 1 {
		return s.limit - s.later
	}
	return s.limit
}

func (s *splitter) fits(part string) bool {
	if s.suffix != nil {
		part += s.suffix(s.n)
	}
	return s.count(part) <= s.room(s.n)
}

func (s *splitter) split(text string, bs []breakPoint, most int) ([]string, bool) {
	var parts []string
	for from := 0; from < len(text); {
		if s.n++; s.n > most {
			return nil, false
		}
		for len(bs) > 0 && bs[0].at <= from {
			bs = bs[1:]
		}
		end := s.end(text, from, bs)
		if end <= from {
			return nil, false
		}
		parts = append(parts, strings.TrimRightFunc(text[from:end], unicode.IsSpace))
		from = len(text) - len(strings.TrimLeftFunc(text[end:], unicode.IsSpace))
	}
	return parts, true
}

// end returns where the part that begins at from ends, given the breaks behind
// it; from itself when not even one character fits.
func (s *splitter) end(text string, from int, bs []breakPoint) int {
	n := s.fitting(text[from:], from, bs)
	if n == len(bs) && s.fits(text[from:]) {
		return len(text)
	}
	next := len(text) // the end of the sentence that is too much
	for _, b := range bs[n:] {
		if b.kind == atSentence {
			next = b.at
			break
		}
	}
	word := 0
	for _, b := range slices.Backward(bs[:n]) {
		if b.kind == atWord && word == 0 {
			word = b.at
		}
		if b.kind != atSentence {
			continue
		}
		// A sentence that has to be cut anyway begins right here.
		if word == 0 || s.fits(strings.TrimLeftFunc(text[b.at:next], unicode.IsSpace)) {
			return b.at
		}
		break
	}
	switch {
	case word > 0:
		return word
	case n > 0:
		return bs[n-1].at
	default:
		return from + s.cluster(text[from:])
	}
}

// fitting returns how many of the breaks are near enough that what is before
// them fits. What is longer counts for more, as far as whole words go.
func (s *splitter) fitting(rest string, from int, bs []breakPoint) int {
	fits := func(i int) bool { return s.fits(rest[:bs[i].at-from]) }
	hi := 1 // Do not count all of a long text to find one short part.
	for hi < len(bs) && fits(hi) {
		hi *= 2
	}
	hi = min(hi+1, len(bs))
	return sort.Search(hi, func(i int) bool { return !fits(i) })
}

// cluster returns the end of the longest piece of a word that fits.
func (s *splitter) cluster(rest string) int {
	var ends []int
	next := 1 // Do not count all of a long word again for each of its characters.
	for it := graphemes.FromString(rest); it.Next(); {
		if ends = append(ends, it.End()); len(ends) == next {
			if !s.fits(rest[:it.End()]) {
				break
			}
			next *= 2
		}
	}
	if i := sort.Search(len(ends), func(i int) bool { return !s.fits(rest[:ends[i]]) }); i > 0 {
		return ends[i-1]
	}
	if !utf8.ValidString(rest) {
		// Not text; there are no characters to keep together.
		if s.fits(rest[:1]) {
			return 1
		}
	}
	return 0
}
