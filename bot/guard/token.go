package guard

import (
	"unicode"
	"unicode/utf8"
)

// A tokenKind tells letters, digits and the rest apart.
type tokenKind uint8

const (
	word   tokenKind = iota // letters only
	number                  // digits only
	mark                    // one character that is neither
	line                    // one or more line breaks
)

// A token is a piece of the folded text. Blanks belong to none.
type token struct {
	a, b     int32 // bytes of doc.text
	sentence int32 // counts from 0
	kind     tokenKind
	imprint  uint16 // of the word
}

// imprints is how many imprints there are.
const imprints = 4096

// imprint is a number below imprints that equal words share, and that few
// others do. Capitals do not count.
func imprint(w string) uint16 {
	n := len(w)
	if n == 0 {
		return 0
	}
	h := uint32(n) // #nosec G115 -- words are short
	for _, i := range [...]int{0, n / 4, n / 2, n - 1 - n/4, n - 1} {
		h = h*0x01000193 ^ uint32(w[i]|0x20) // the capitals of ASCII differ in this bit
	}
	return uint16(h * 0x9e3779b1 >> 20) // #nosec G115 -- 12 bits are left
}

// tokenize cuts a folded text into tokens.
func tokenize(s string) []token {
	out := make([]token, 0, len(s)/4+8)
	for i := 0; i < len(s); {
		kind, size := kindAt(s, i)
		if kind == mark && (s[i] == ' ' || s[i] == '\t' || s[i] == '\r') {
			i++
			continue
		}
		j := i + size
		for j < len(s) && kind != mark {
			k, n := kindAt(s, j)
			if k != kind {
				break
			}
			j += n
		}
		out = append(out, token{a: int32(i), b: int32(j), kind: kind, imprint: imprint(s[i:j])}) // #nosec G115 -- a text is far shorter than 2^31
		i = j
	}
	return out
}

func kindAt(s string, i int) (tokenKind, int) {
	switch c := s[i]; {
	case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
		return word, 1
	case c >= '0' && c <= '9':
		return number, 1
	case c == '\n':
		return line, 1
	case c < utf8.RuneSelf:
		return mark, 1
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	if unicode.IsLetter(r) {
		return word, n
	}
	return mark, n
}

// sentences numbers the tokens by the sentence that they stand in. A line
// break ends one, and so does a mark of end before a capital letter, unless
// what precedes it is an abbreviation.
func (d *doc) sentences() {
	n := int32(0)
	for i := range d.tok {
		d.tok[i].sentence = n
		if d.tok[i].kind == line || d.ends(i) {
			n++
		}
	}
}

// ends reports whether token i ends a sentence that has another one behind it.
func (d *doc) ends(i int) bool {
	if d.tok[i].kind != mark || i+1 >= len(d.tok) {
		return false
	}
	switch d.text[d.tok[i].a] {
	case '!', '?', ';':
		return true
	case '.':
	default:
		return false
	}
	next := d.tok[i+1]
	if next.a == d.tok[i].b || next.kind == word && !d.capital(i+1) {
		return false
	}
	if i == 0 || d.tok[i-1].kind != word {
		return true
	}
	prev := d.word(i - 1)
	return len(prev) > 1 && !abbreviations.has(prev)
}

// abbreviations keep the full stop behind them from ending a sentence. It is
// read only.
var abbreviations = set("gr st ave av rd dr blvd cres ct ln pl hwy no nos mr mrs ms mme mlle dr sgt cst det insp supt cpl lt capt const approx apt tel ext jan feb mar apr jun jul aug sep sept oct nov dec janv fevr juil vs etc inc ltd jr sr m dob sin ssn nas vin niv ddn dl nhs")
