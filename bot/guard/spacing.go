package guard

import "strings"

// Letters that are set apart, "T r a c k  h i m", are read as the words that a
// reader sees, and digits among them as numbers. Here a lone character is a
// letter or a digit without another beside it, and a spacing is lone characters
// in a row with what sets them apart.

// widestGap is how many bytes may stand between two characters of a spacing.
const widestGap = 5

// A spacing is where its characters stand in the folded text.
type spacing struct {
	at      []int
	letters int
}

// closeUp takes out of the folded text what sets the letters of words apart.
func (v *view) closeUp() {
	var cuts []span
	for i := 0; i < len(v.text); i++ {
		if !lone(v.text, i) {
			continue
		}
		s := spacing{}
		for next := i; next >= i; next = s.next(v.text) {
			s.at = append(s.at, next)
			if isLetter(v.text[next]) {
				s.letters++
			}
		}
		i = s.at[len(s.at)-1]
		cuts = append(cuts, s.cuts(v.text)...)
	}
	v.cut(cuts)
}

// cut takes ranges of bytes out of the folded text, which are in order.
func (v *view) cut(cuts []span) {
	if len(cuts) == 0 {
		return
	}
	v.mapAll()
	out, at, from := make([]byte, 0, len(v.text)), make([]int32, 0, len(v.text)), 0
	for _, c := range append(cuts, span{len(v.text), len(v.text)}) {
		out, at = append(out, v.text[from:c.a]...), append(at, v.at[from:c.a]...)
		from = c.b
	}
	v.text, v.at = string(out), at
}

func lone(s string, i int) bool {
	return s[i] < 0x80 && isAlnum(s[i]) && (i == 0 || !isAlnum(s[i-1])) && (i+1 == len(s) || !isAlnum(s[i+1]))
}

// spread reports whether the letters of token i are set apart in the original.
func (d *doc) spread(i int) bool {
	if i >= len(d.tok) {
		return false
	}
	start, end := d.codePoints(int(d.tok[i].a), int(d.tok[i].b))
	return end-start > int(d.tok[i].b-d.tok[i].a)
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func isCapital(c byte) bool { return c >= 'A' && c <= 'Z' }

// next returns where the character stands that goes on with a spacing, -1 when
// none does.
func (s spacing) next(text string) int {
	from := s.at[len(s.at)-1] + 1
	for j := from; j < len(text) && j <= from+widestGap; j++ {
		if isAlnum(text[j]) {
			if j == from || !lone(text, j) || kindOf(text[from:j]) == broken {
				return -1
			}
			return j
		}
	}
	return -1
}

// A gap is what stands between two lone characters.
type gap uint8

const (
	broken gap = iota // something that no word is spaced out with
	blank             // blanks only: h i m
	tied              // one mark: h-i-m
	kept              // a mark that is part of what is spelled: j o . r o e
)

func kindOf(s string) gap {
	switch inner := strings.Trim(s, " "); {
	case inner == "":
		return blank
	case len(inner) == 1 && len(s) == 1 && strings.Contains("-._*/|~", s):
		return tied
	case len(inner) == 1 && len(s) == 3 && strings.Contains("@._-'", inner):
		return kept
	}
	return broken
}

// cuts returns what to take out of a text so that the words of a spacing close
// up; nothing when the letters are none of words.
func (s spacing) cuts(text string) []span {
	if len(s.at) < 3 {
		return s.initials(text)
	}
	inner, width, need := s.inside(text)
	if s.letters == 0 {
		if !s.decimal(text) {
			return nil
		}
		need = 0
	}
	if s.article(text) {
		s.at = s.at[1:]
	}
	joined := make([]bool, len(s.at)+1)
	for i := 1; i < len(s.at); i++ {
		joined[i] = s.joins(text, i, inner, width)
	}
	if inner == blank && s.uniform(text) {
		s.part(text, joined)
	}
	var out []span
	size, single, fits := 1, false, need == 0
	for i := 1; i <= len(s.at); i++ {
		if joined[i] {
			out = append(out, around(s.at[i-1]+1, text[s.at[i-1]+1:s.at[i]])...)
			size++
			continue
		}
		if digit(text[s.at[i-1]]) {
			size, single = 1, false
			continue
		}
		if size == 1 && single {
			return nil // two letters by themselves: a list, or initials
		}
		fits = fits || size >= need
		size, single = 1, size == 1
	}
	if !fits {
		return nil
	}
	return out
}

// uniform reports whether all gaps of a spacing are alike, so that they say
// nothing of where a word ends.
func (s spacing) uniform(text string) bool {
	for i := 2; i < len(s.at); i++ {
		if text[s.at[i-1]+1:s.at[i]] != text[s.at[0]+1:s.at[1]] {
			return false
		}
	}
	return true
}

// part ends words among the joined letters where common ones do.
func (s spacing) part(text string, joined []bool) {
	for i := 0; i < len(s.at); {
		j := i + 1
		for joined[j] {
			j++
		}
		b := make([]byte, 0, j-i)
		for _, p := range s.at[i:j] {
			b = append(b, text[p])
		}
		for _, end := range wordEnds(string(b)) {
			joined[i+end] = false
		}
		i = j
	}
}

// decimal reports whether digits alone are a number with a point: 4 5 . 2 7 3 1.
// Others are left as they stand, since those who look for numbers see them.
func (s spacing) decimal(text string) bool {
	if len(s.at) < 5 {
		return false
	}
	for i := 2; i < min(4, len(s.at)); i++ {
		if g := text[s.at[i-1]+1 : s.at[i]]; g == " . " {
			return true
		}
	}
	return false
}

// inside tells what sets the letters within a word apart: marks when there are
// any, otherwise the narrowest blanks. Need is how long the longest word must
// be; between slashes stand choices more often than letters.
func (s spacing) inside(text string) (inner gap, width, need int) {
	inner, width, need = blank, widestGap+1, 3
	for i := 1; i < len(s.at); i++ {
		g := text[s.at[i-1]+1 : s.at[i]]
		switch kindOf(g) {
		case tied:
			inner = tied
			if g == "/" {
				need = 4
			}
		case blank:
			width = min(width, len(g))
		}
	}
	return inner, width, need
}

// article reports whether the first letter is a word of its own: "has a g u n",
// "I k n o w", not "a r r e s t e d". Where blanks of one width are all that
// there is, the beginnings of words decide.
func (s spacing) article(text string) bool {
	if s.letters == 0 {
		return false
	}
	c := text[s.at[0]]
	if c != 'a' && c != 'A' && c != 'I' || s.letters < len(s.at) || s.at[1] != s.at[0]+2 || text[s.at[0]+1] != ' ' || isCapital(text[s.at[1]]) || len(s.at) < 4 {
		return false
	}
	var b [4]byte
	for i := range b {
		b[i] = text[s.at[i]]
	}
	return !ownBeginnings.has(lower(string(b[:3]))) && !ownBeginnings.has(lower(string(b[:])))
}

// joins reports whether character i of a spacing belongs to the word, or the
// number, of the one before it.
func (s spacing) joins(text string, i int, inner gap, width int) bool {
	a, b := text[s.at[i-1]], text[s.at[i]]
	if digit(a) != digit(b) && !s.standsIn(text, i-1) && !s.standsIn(text, i) {
		return false
	}
	switch g := text[s.at[i-1]+1 : s.at[i]]; kindOf(g) {
	case blank:
		return inner == blank && len(g) == width && !(isCapital(b) && a >= 'a') && !(b >= 'a' && s.capitals(text, i))
	case kept:
		return inner == blank && width == 1
	}
	return inner == tied
}

// capitals reports whether the three characters before character i are capitals,
// as an abbreviation has them: D N A m a t c h.
func (s spacing) capitals(text string, i int) bool {
	return i >= 3 && isCapital(text[s.at[i-1]]) && isCapital(text[s.at[i-2]]) && isCapital(text[s.at[i-3]])
}

// standsIn reports whether character i is a digit in the place of a letter:
// k 1 l l e r.
func (s spacing) standsIn(text string, i int) bool {
	if i == 0 || i+1 >= len(s.at) || s.letters < 4 || len(s.at) > s.letters+s.letters/2 {
		return false
	}
	return strings.IndexByte("01345", text[s.at[i]]) >= 0 && isLetter(text[s.at[i-1]]) && isLetter(text[s.at[i+1]])
}

// around returns what of a gap goes: all of it, or the blanks around a mark
// that stays.
func around(from int, g string) []span {
	if kindOf(g) == kept {
		return []span{{from, from + 1}, {from + 2, from + 3}}
	}
	return []span{{from, from + len(g)}}
}

// initials closes up two capitals that the sentence goes on with as one word:
// "D M us", "I D him". Those of a name have another capital behind them.
func (s spacing) initials(text string) []span {
	if len(s.at) != 2 || s.letters != 2 {
		return nil
	}
	a, b := s.at[0], s.at[1]
	if b != a+2 || text[a+1] != ' ' || !isCapital(text[a]) || !isCapital(text[b]) || text[a] == 'A' || text[b] == 'I' || text[b] == 'A' {
		return nil
	}
	if b+3 >= len(text) || text[b+1] != ' ' || !isLetter(text[b+2]) || isCapital(text[b+2]) || !isLetter(text[b+3]) {
		return nil
	}
	return []span{{a + 1, b}}
}

// ownBeginnings are how words begin whose first letter could be a word. It is
// read only.
var ownBeginnings = set(`abu abd acc acq act add adh adm adr aff agr ali all alc ana anon apa apol app are arm arr arg ars asl ass asy att aut
	aval avou avoc awa ado adu aid aut acid abor
	ide ill imm imp inc ind inf inh ini inj ins int inv isl isr itin iden iran iraq`)
