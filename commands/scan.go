package commands

import (
	"slices"
	"time"
	"unicode"
	"unicode/utf8"
)

// whenToken is a number, a word in lower case without accents, or another
// character.
type whenToken struct {
	text       string
	start, end int  // in the source
	glued      bool // no white space before it
}

func (t whenToken) isNumber() bool { return t.text != "" && t.text[0] >= '0' && t.text[0] <= '9' }

func (t whenToken) isWord() bool { return t.text != "" && t.text[0] >= 'a' && t.text[0] <= 'z' }

func scanWhen(s string) []whenToken {
	var toks []whenToken
	glued := false
	for i, r := range s {
		if unicode.Is(unicode.Mn, r) && len(toks) > 0 { // an accent on the letter before
			toks[len(toks)-1].end = i + utf8.RuneLen(r)
			continue
		}
		if unicode.IsSpace(r) {
			glued = false
			continue
		}
		c, end := plain(r), i+utf8.RuneLen(r)
		if n := len(toks) - 1; n >= 0 && glued && joins(toks[n], c) {
			toks[n].text += c
			toks[n].end = end
		} else {
			toks = append(toks, whenToken{text: c, start: i, end: end, glued: glued})
		}
		glued = true
	}
	return toks
}

// joins reports whether c continues t: letters, with the apostrophe of
// aujourd'hui, or digits.
func joins(t whenToken, c string) bool {
	next := whenToken{text: c}
	return t.isNumber() && next.isNumber() || t.isWord() && (next.isWord() || c == "'")
}

// plain writes a letter in lower case and without the accents of French.
func plain(r rune) string {
	switch r = unicode.ToLower(r); r {
	case 'é', 'è', 'ê', 'ë':
		return "e"
	case 'à', 'â', 'ä':
		return "a"
	case 'û', 'ù', 'ü':
		return "u"
	case 'î', 'ï':
		return "i"
	case 'ô', 'ö':
		return "o"
	case 'ç':
		return "c"
	case '’', 'ʼ':
		return "'"
	}
	return string(r)
}

// whenParser reads tokens from left to right. Its methods leave i at the first
// token that they cannot use.
type whenParser struct {
	src  string
	now  time.Time
	toks []whenToken
	i    int
}

func (p *whenParser) at(n int) whenToken {
	if p.i+n < len(p.toks) {
		return p.toks[p.i+n]
	}
	return whenToken{}
}

func (p *whenParser) done() bool { return p.i >= len(p.toks) }

// accept takes the next token if it is one of texts.
func (p *whenParser) accept(texts ...string) bool {
	if p.done() || !slices.Contains(texts, p.at(0).text) {
		return false
	}
	p.i++
	return true
}

// acceptAll takes the next tokens if they are texts.
func (p *whenParser) acceptAll(texts ...string) bool {
	for n, t := range texts {
		if p.at(n).text != t {
			return false
		}
	}
	p.i += len(texts)
	return true
}

// number returns the token n places ahead as a number of at most width digits.
func (p *whenParser) number(n, width int) (int, bool) {
	t := p.at(n)
	if !t.isNumber() || len(t.text) > width {
		return 0, false
	}
	v := 0
	for _, r := range t.text {
		v = v*10 + int(r-'0')
	}
	return v, true
}
