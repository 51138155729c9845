package guard

import (
	"slices"
	"strings"
)

// Digits and marks that stand in for letters, "c0nfidential inf0rmant", are
// read as those letters. Only what is a word otherwise counts: most mixtures of
// letters and digits are marks, models, units or codes.

// longestLeet bounds what is looked at as one word.
const longestLeet = 24

// unleet writes the letters that digits stand in for into the folded text, and
// the digits that letters stand in for in dates.
func (v *view) unleet() {
	var out []byte
	var days []int
	for i := 0; i < len(v.text); {
		j := i
		for j < len(v.text) && inLeet(v.text, j, i) {
			j++
		}
		if j == i {
			i++
			continue
		}
		w, ok := leetWord(v.text, i, j)
		day := !ok && j-i == 2 && halfDay(v.text[i], v.text[i+1])
		if out == nil && (ok || day) {
			out = []byte(v.text)
		}
		switch {
		case ok:
			copy(out[i:j], w)
		case day:
			days = append(days, i)
		}
		i = j
	}
	if out == nil {
		return
	}
	for _, i := range days { // one beside a number is a number, and so is the one beside that
		leetDay(out, i)
	}
	for _, i := range slices.Backward(days) {
		leetDay(out, i)
	}
	v.text = string(out)
}

// inLeet reports whether byte j belongs to the word that begins at byte i.
func inLeet(s string, j, i int) bool {
	c := s[j]
	if c >= '0' && c <= '9' || isLetter(c) {
		return true
	}
	behind := j+1 < len(s) && s[j+1] >= 'a' && s[j+1] <= 'z'
	switch c {
	case '@':
		return behind
	case '$':
		return behind || j+1 < len(s) && s[j+1] == '$'
	case '!', '|':
		return j > i && (behind || j+1 < len(s) && s[j+1] == c) && !isCapital(s[j-1])
	}
	return false
}

// leetWord reads the word from byte i to j of a text. The result is as long.
func leetWord(s string, i, j int) (string, bool) {
	w := s[i:j]
	if len(w) < 3 || len(w) > longestLeet || i > 0 && (strings.IndexByte("#/_.@=&!|$", s[i-1]) >= 0 || s[i-1] >= 0x80) {
		return "", false
	}
	if j+1 < len(s) && (strings.IndexByte("@_/=[({", s[j]) >= 0 || s[j] == '.' && isAlnum(s[j+1])) {
		return "", false
	}
	letters, capitals, stands := 0, 0, 0
	for k := range len(w) {
		switch c := w[k]; {
		case isLetter(c):
			letters++
			if isCapital(c) {
				capitals++
			}
		case standIn(w, k) == 0:
			return "", false
		default:
			stands++
		}
	}
	shouted := capitals == letters
	known := stands > 0 && letters >= stands && shortLeet.has(letterly(lower(w), false))
	switch {
	case known:
	case stands == 0, len(w) < 4, letters < 3 && !strings.Contains(w, "00"), letters < stands, !shouted && capitals > 1, shouted && (letters < 5 || stands > 2):
		return "", false
	case !shouted && capitals == 1 && !isCapital(w[0]) && !isCapital(w[1]):
		return "", false
	}
	if notLeet.has(strings.ToLower(w)) || !known && !leetShape(w, letters) || mailbox(s, i, j) {
		return "", false
	}
	return letterly(w, shouted), true
}

// letterly writes the letters that stand-ins stand for.
func letterly(w string, shouted bool) string {
	out := []byte(w)
	for k := range out {
		if c := standIn(w, k); c != 0 && !isLetter(w[k]) {
			if shouted {
				c -= 'a' - 'A'
			}
			out[k] = c
		}
	}
	return string(out)
}

// halfDay reports whether one of two characters is a digit and the other a letter
// that is put for one.
func halfDay(a, b byte) bool {
	return digit(a) != digit(b) && figureFor(a) != 0 && figureFor(b) != 0
}

// figureFor returns the digit that a letter is put for, or the digit itself; 0 for
// all else.
func figureFor(c byte) byte {
	switch {
	case digit(c):
		return c
	case c == 'O' || c == 'o':
		return '0'
	case c == 'l' || c == 'I':
		return '1'
	}
	return 0
}

// leetDay writes two characters that are a halfDay as a number when they stand
// beside another one in a date: 1987-O4-12, O4-O5-1987.
func leetDay(text []byte, i int) {
	joins := func(mark, beside int) bool {
		return mark >= 0 && beside >= 0 && max(mark, beside) < len(text) && strings.IndexByte("-/.", text[mark]) >= 0 && digit(text[beside])
	}
	if joins(i-1, i-2) || joins(i+2, i+3) {
		text[i], text[i+1] = figureFor(text[i]), figureFor(text[i+1])
	}
}

// leetShape decides by where the digits stand. Some must stand within the word,
// or a single one before it; more than one in a row only when they are the same.
func leetShape(w string, letters int) bool {
	within, alternating := false, len(w) == 6 && letters == 3
	for k := 0; k < len(w); k++ {
		if isLetter(w[k]) {
			continue
		}
		n := k
		for n < len(w) && !isLetter(w[n]) {
			n++
		}
		alternating = alternating && k%2 == 1 && n == k+1
		switch {
		case k == 0:
			if n > 1 || !leadsWord(w, letters) {
				return false
			}
			within = true
		case n-k > 2, n-k == 2 && w[k] != w[k+1]:
			return false
		case n < len(w):
			if digit(w[k]) && n == len(w)-1 && leetUnits.has(strings.ToLower(w[:k])) {
				return false // flat3b
			}
			within = true
		}
		k = n - 1
	}
	return within && !alternating // and no postal code
}

// leadsWord reports whether the stand-in at the beginning of a word is its
// first letter rather than a number of what follows it: 0peration, 5tabbed, not
// 5minutes.
func leadsWord(w string, letters int) bool {
	rest := strings.ToLower(w[1:])
	if digit(w[0]) && letters < 4 {
		return false
	}
	if w[0] != '@' && w[0] != '$' {
		for n := min(len(rest), 9); n > 1; n-- {
			if leetCounted.has(rest[:n]) {
				return false
			}
		}
	}
	next := rest[0]
	switch w[0] {
	case '0':
		return strings.IndexByte("bcdfnpruvwx", next) >= 0
	case '1':
		return strings.IndexByte("nmdrsdtlaeiou", next) >= 0
	case '3':
		return strings.IndexByte("dlmnrsvxy", next) >= 0
	case '4':
		return strings.IndexByte("bcdgflnprstu", next) >= 0
	case '5':
		return strings.IndexByte("aehiklmnopqtuw", next) >= 0
	case '7':
		return strings.IndexByte("aehioruw", next) >= 0
	case '@':
		for n := 4; n <= 8 && n <= len(rest); n++ {
			if leetAts.has(rest[:n]) {
				return true
			}
		}
		return false
	case '$':
		return true
	}
	return false
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// standIn is the letter that a character stands for at place k of a word, in
// lower case; 0 when it stands for none.
func standIn(w string, k int) byte {
	switch w[k] {
	case '0':
		return 'o'
	case '1', '|':
		return oneAs(strings.ToLower(w), k)
	case '3':
		return 'e'
	case '4', '@':
		return 'a'
	case '5', '$':
		return 's'
	case '7':
		return 't'
	case '!':
		return 'i'
	}
	return 0
}

// oneAs decides between i and l, by which of them English and French words have
// there more often: k1ller, po1ygraph, ki11ed, ra1d, vo1ce.
func oneAs(w string, k int) byte {
	before, after := byte(0), byte(0)
	if k > 0 {
		before = w[k-1]
	}
	if k+1 < len(w) {
		after = w[k+1]
	}
	vowel := func(c byte) bool { return c != 0 && strings.IndexByte("aeiouy0346@", c) >= 0 }
	switch {
	case before == '1' || after == '1' || before == '|' || after == '|':
		return 'l'
	case before == 0 && !vowel(after):
		return 'i'
	case after == 0, vowel(after):
		return 'l'
	case !vowel(before):
		return 'i'
	case before == 'a' || before == '4' || before == '@':
		if strings.IndexByte("dnmr", after) >= 0 {
			return 'i'
		}
	case (before == 'o' || before == 'u' || before == '0') && after == 'c':
		return 'i'
	}
	return 'l'
}

// mailbox reports whether the word from byte i to j is an address whose end is
// missing or stands in words: "jo@outlook [dot] com".
func mailbox(s string, i, j int) bool {
	at := strings.IndexByte(s[i:j], '@')
	if at < 0 {
		return false
	}
	for k := j; k+1 < len(s) && k < j+longestLeet && s[k] > ' '; k++ {
		if s[k] == '.' && isAlnum(s[k+1]) {
			return true // jo@ohio-k9.example
		}
	}
	rest := strings.ToLower(strings.TrimLeft(s[j:min(j+8, len(s))], " "))
	return providers.has(strings.ToLower(s[i+at+1:j])) || rest != "" && strings.IndexByte("[({.", rest[0]) >= 0 ||
		strings.HasPrefix(rest, "dot") || strings.HasPrefix(rest, "point")
}

// leetCounted are what words begin with that a digit before them counts,
// leetUnits are words that a number with a letter follows, leetAts how words go
// on whose first letter an at sign may be, notLeet names with a digit. They are read only.
var (
	leetCounted = set(`year yr month week wk day hour hr min sec door wheel cyl block foot feet ft inch storey story bedroom bed bath car man men
		woman women person people piece pack star speed gear lane mile metre meter kilo gram litre liter pound shot round runner matic series eleven
		some of away time point way step team side digit figure gang hole ton tier unit level class grade page part round mg ml kg km cm mm
		ans an mois jour heure minute seconde portes porte roues places personnes hommes femmes pieces fois etages semaine ieme eme km
		nd rd th st`)
	leetUnits = set("flat apt unit suite room lot bldg block exit gate bay bus route hwy app appt local div unite porte grade type niveau annee")
	notLeet   = set("what3words mp3player p3tips p3tip")
	// shortLeet are words that are too short to be told by their shape.
	shortLeet = set(`dot dob ohip vin niv sin ssn nas visa card gun guns shot stab kill rape raped drug drugs bomb dna swat cpic ncic hiv gay thug scum
		junkie gang cop cops spy snitch him her tag wire ping bail dead died ito plea tips call text cell phone police home lives killer suspect
		tueur vol violee viol arme balle tir`)
	leetAts = set("ddress ccused ssault rrest ttack ppreh ddict ssail lleged libi ffidav nonym partment gress buse gainst gent dmit mbush mbulan mmo")
)
