package guard

import (
	"strings"
	"unicode"
)

// meantBy returns a text as its author means it: letters for the digits and
// signs within words that stand for them, letters that stand apart joined,
// letters drawn out cut, pictures of weapons named.
func meantBy(text string) string {
	v := newView(pictured.Replace(text))
	s := []rune(v.text)
	var out []rune
	for i := 0; i < len(s); i++ {
		if n := spacedOut(s[i:]); n > 0 && (i == 0 || !unicode.IsLetter(s[i-1])) {
			out = joined(out, s[i:], n)
			// "a g u n" is "a gun", which "agun" hides.
			if n > 3 && strings.ContainsRune("aAiI", s[i]) {
				out = joined(append(out, ' '), s[i+2:], n-1)
			}
			i += 2*n - 2
			continue
		}
		r := s[i]
		if !unicode.IsLetter(r) && r != ' ' {
			if l, ok := leet[r]; ok && lettered(s, i) {
				r = l
			}
		}
		// Nothing in English or French has one letter three times in a row.
		if n := len(out); n >= 2 && unicode.IsLetter(r) && unicode.ToLower(out[n-1]) == unicode.ToLower(r) && (unicode.ToLower(out[n-2]) == unicode.ToLower(r) || i+1 < len(s) && unicode.ToLower(s[i+1]) == unicode.ToLower(r)) {
			continue
		}
		out = append(out, r)
	}
	return string(out)
}

// joined appends n letters that stand apart at the start of s.
func joined(out, s []rune, n int) []rune {
	for j := range n {
		out = append(out, s[2*j])
	}
	return out
}

// lettered reports whether sign i stands in a word: a letter is beside it, and
// the run of signs is short, which the number of a house or a bus is not.
func lettered(s []rune, i int) bool {
	if s[i] == '!' || s[i] == '|' || s[i] == '$' || s[i] == '@' {
		return i > 0 && i+1 < len(s) && unicode.IsLetter(s[i-1]) && unicode.IsLetter(s[i+1])
	}
	for a := i; a > 0 && a > i-3; a-- {
		if unicode.IsLetter(s[a-1]) {
			return true
		}
		if !unicode.IsDigit(s[a-1]) {
			break
		}
	}
	for b := i; b+1 < len(s) && b < i+2; b++ {
		if unicode.IsLetter(s[b+1]) {
			return true
		}
		if !unicode.IsDigit(s[b+1]) {
			break
		}
	}
	return false
}

// spacedOut returns how many single letters stand apart at the start of s, three
// or more, each behind the same sign: "h e l p", "g.u.n".
func spacedOut(s []rune) int {
	const most = 24
	n := 0
	for 2*n < len(s) && n < most && unicode.IsLetter(s[2*n]) {
		n++
		if 2*n-1 >= len(s) || s[2*n-1] != s[1] || !strings.ContainsRune(" .-_*", s[2*n-1]) {
			// The letter before belongs to a word when more letters follow.
			if 2*n-1 < len(s) && unicode.IsLetter(s[2*n-1]) {
				n--
			}
			break
		}
	}
	if n < 3 {
		return 0
	}
	return n
}

var (
	// leet are digits and signs that are written for letters. It is read only.
	leet = map[rune]rune{'0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '$': 's', '@': 'a', '!': 'i', '|': 'l'}

	// pictured names what a picture shows. It is read only.
	pictured = strings.NewReplacer("🔫", " gun ", "🔪", " knife ", "🗡", " knife ", "💣", " bomb ", "🆘", " sos ")
)

// slips are words of alarm as people in a hurry write them. It is read only.
var slips = map[string]string{
	"hlep": "help", "elp": "help", "hellp": "help", "cnt": "cant", "breth": "breathe", "u": "you", "ur": "your", "tmrw": "tomorrow", "tmr": "tomorrow", "2morrow": "tomorrow", "2nite": "tonight", "hepl": "help", "stil": "still", "haz": "has", "gunn": "gun", "scours": "secours", "halp": "help", "rigth": "right", "rite": "right", "rihgt": "right", "nwo": "now", "noww": "now",
	"knfe": "knife", "nife": "knife", "knive": "knife", "wepon": "weapon", "weapen": "weapon", "guun": "gun", "amulance": "ambulance",
	"ambulence": "ambulance", "polise": "police", "plice": "police", "shootin": "shooting", "shoting": "shooting", "stabing": "stabbing",
	"stabbin": "stabbing", "beatin": "beating", "hittin": "hitting", "breakin": "breaking", "braking": "breaking", "screamin": "screaming",
	"bleedin": "bleeding", "bleading": "bleeding", "followin": "following", "sucide": "suicide", "suiside": "suicide", "suicde": "suicide",
	"breating": "breathing", "breathin": "breathing", "brething": "breathing", "someones": "someone", "sombody": "somebody",
	"somone": "someone", "thier": "their", "theres": "there", "walkin": "walking", "sittin": "sitting", "standin": "standing",
	"runnin": "running", "outsied": "outside", "outisde": "outside", "outsde": "outside", "killin": "killing", "emergancy": "emergency",
	"emergeny": "emergency", "bom": "bomb", "od": "overdose", "urgance": "urgence", "ambulanse": "ambulance",
	"secour": "secours", "couto": "couteau", "mtn": "maintenant", "mnt": "maintenant", "qqun": "quelqun", "qqn": "quelqun",
}
