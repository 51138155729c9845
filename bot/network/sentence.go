package network

import (
	"iter"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// breakKind is how good a place is to cut a text.
type breakKind int

const (
	atGlue     breakKind = iota // white space within a number, a plate, a title with its name
	atWord                      // between two words
	atSentence                  // between two sentences, or at the end of a line
)

// A breakPoint is a run of white space that ends at byte at.
type breakPoint struct {
	at   int
	kind breakKind
}

// isSpace is unicode.IsSpace without the spaces that forbid a break.
func isSpace(r rune) bool {
	return unicode.IsSpace(r) && r != '\u00a0' && r != '\u2007' && r != '\u202f'
}

// breaks yields the places where s can be cut, from left to right. The byte
// position is that of the beginning of the white space.
func breaks(s string) iter.Seq[breakPoint] {
	return func(yield func(breakPoint) bool) {
		lineStart := true
		before, prev, pos := "", "", 0
		for pos < len(s) {
			rest := s[pos:]
			w := strings.IndexFunc(rest, isSpace)
			if w < 0 {
				return
			}
			if w > 0 {
				lineStart = prev == ""
				before, prev = prev, rest[:w]
			}
			end := pos + w
			gap := len(rest[w:]) - len(strings.TrimLeftFunc(rest[w:], isSpace))
			white := rest[w : w+gap]
			pos = end + gap
			if end == 0 || pos >= len(s) {
				continue
			}
			next := s[pos:]
			if i := strings.IndexFunc(next, isSpace); i > 0 {
				next = next[:i]
			}
			if r, _ := utf8.DecodeRuneInString(next); unicode.Is(unicode.M, r) || r == '\u200d' {
				continue // The white space is part of a character.
			}
			if !yield(breakPoint{end, kindOf(before, prev, white, next, lineStart)}) {
				return
			}
			if strings.ContainsAny(white, "\n\r\u2028\u2029") {
				prev = "" // The next word begins a line.
			}
		}
	}
}

func kindOf(before, prev, white, next string, lineStart bool) breakKind {
	switch {
	case strings.ContainsAny(white, "\n\r\u2028\u2029"):
		return atSentence
	case endsSentence(prev, next, lineStart):
		return atSentence
	case compass.MatchString(prev) && street.MatchString(before) && beginsSentence(next):
		return atSentence // "on Lakeshore Blvd. W. A car"
	case glued(prev, next):
		return atGlue
	default:
		return atWord
	}
}

// closers may follow the mark that ends a sentence; openers may come before
// the word that begins one.
const (
	closers = "\"'”’»)]}"
	openers = "\"'“‘«([{¿¡#@*-–—•"
)

// endsSentence reports whether a sentence ends between two words.
func endsSentence(prev, next string, lineStart bool) bool {
	if !beginsSentence(next) {
		return false
	}
	bare := strings.TrimRight(prev, closers)
	if bare == "" {
		return false
	}
	mark, _ := utf8.DecodeLastRuneInString(bare)
	switch mark {
	case '!', '?', '…', '。', '！', '？':
		return true
	case '.':
		if strings.EqualFold(bare, "no.") && beginsDigit.MatchString(next) {
			return false // "No. 5" is one thing, "We said no. Five" is two.
		}
		return !abbreviated(bare, lineStart)
	default:
		return false
	}
}

// beginsSentence reports whether w can be the first word of a sentence. In
// both languages a small letter after a full stop says that it was none.
func beginsSentence(w string) bool {
	w = strings.TrimLeft(w, openers)
	if w == "" {
		return true // A dash, a bullet, a lone quotation mark.
	}
	r, _ := utf8.DecodeRuneInString(w)
	if unicode.IsLower(r) {
		return strings.HasPrefix(w, "http://") || strings.HasPrefix(w, "https://") || strings.HasPrefix(w, "www.")
	}
	// Not an end mark that French sets apart from its word.
	return !strings.ContainsRune("!?:;,.…%»)]}", r)
}

var (
	// initials are "J.", "U.S.", "a.m.", "R.C.M.P.", "c.-à-d.".
	initials = regexp.MustCompile(`^[("'“«\[]*(\p{L}[.-]+)*(\p{L}{1,2}\.)+$`)
	// compass is what follows the name of a street, and street what comes
	// before it.
	compass = regexp.MustCompile(`^[NSEWO]\.$`)
	street  = regexp.MustCompile(`^(?i:St|Ave?|Blvd|Boul|Rd|Dr|Cres|Ct|Hwy|Pkwy|Street|Avenue|Road|Drive)\.?$`)
	// enumerator is "1." or "b." at the beginning of a line.
	enumerator = regexp.MustCompile(`^(\d{1,3}|\p{L})\.$`)
)

// abbreviated reports whether the full stop of w belongs to the word.
func abbreviated(w string, lineStart bool) bool {
	if lineStart && enumerator.MatchString(w) {
		return true
	}
	if strings.HasSuffix(w, "..") { // an ellipsis
		return false
	}
	word := strings.TrimLeft(strings.ToLower(strings.TrimSuffix(w, ".")), openers)
	if _, found := slices.BinarySearch(abbreviations, word); found {
		return true
	}
	return initials.MatchString(w) && (strings.Count(w, ".") > 1 || utf8.RuneCountInString(w) == 2)
}

// abbreviations end in a full stop that ends no sentence, in the English and
// the French of appeals. A word that stands at the end of sentences more often
// than it is shortened ("no", "mar") is left out where a wrong cut would be
// worse than a missed one. Sorted, in small letters, without the full stop.
var abbreviations = []string{
	"adj", "adm", "apr", "apt", "aug", "av", "ave", "bd", "bldg", "blvd", "boul", "bur", "capt", "cf", "chap",
	"cie", "cmdr", "col", "const", "corp", "cpl", "crt", "cst", "cte", "dec", "dept", "det", "det-const",
	"det-sgt", "dist", "div", "dr", "dre", "déc", "dép", "dépt", "dét", "e.g", "env", "esc", "fbg", "feb",
	"févr", "gen", "gov", "gén", "hon", "hwy", "i.e", "inc", "insp", "jan", "janv", "jr", "juil", "jul", "jun",
	"lt", "ltd", "ltée", "mgr", "mlle", "mm", "mme", "mr", "mrs", "ms", "mt", "nos", "nov", "nr", "oct", "pk",
	"pl", "pp", "prof", "prov", "pt", "pte", "rd", "ref", "reg", "rev", "réf", "s/sgt", "sept", "sgt", "sgt-d",
	"sq", "sr", "st", "ste", "supt", "tel", "terr", "tél", "univ", "vs", "éd",
}

var (
	endsDigit   = regexp.MustCompile(`\d[)\]]?[,;:]?$`)
	beginsDigit = regexp.MustCompile(`^[(\[+]?\d`)
	unit        = regexp.MustCompile(`^(?i:[ap]\.?m\.?|h|hrs?|min|sec|km|km/h|mph|m|cm|mm|ft|in|lbs?|kg|g|ans?|years?|%|\$|€|¢)[\p{P}]*$`)
	plate       = regexp.MustCompile(`^[A-Z0-9][A-Z0-9-]{0,6}[\p{Po}]?$`)
	lonePunct   = regexp.MustCompile(`^[!?:;,.…%$€»)\]]+$`)
)

// glued reports whether two words would be misread when they stand in
// different posts.
func glued(prev, next string) bool {
	switch {
	case endsDigit.MatchString(prev) && !strings.HasSuffix(prev, ",") && !strings.HasSuffix(prev, ";") &&
		(beginsDigit.MatchString(next) || unit.MatchString(next) || strings.HasPrefix(next, "(")):
		return true // 416 808 2222; 1:30 a.m.; 222-8477 (TIPS)
	case strings.HasPrefix(prev, "+") && beginsDigit.MatchString(next):
		return true // +1 416
	case plate.MatchString(prev) && plate.MatchString(next) && (hasDigit(prev) || hasDigit(next)):
		return true // ABCD 123
	case strings.EqualFold(prev, "no.") && beginsDigit.MatchString(next):
		return true // No. 5
	case strings.HasSuffix(prev, ".") && abbreviated(prev, false) && !isClock(prev):
		return true // Const. Smith; St. George
	case lonePunct.MatchString(next) || prev == "«" || prev == "#":
		return true // French sets its marks apart.
	default:
		return false
	}
}

func isClock(w string) bool {
	l := strings.ToLower(w)
	return strings.HasSuffix(l, "a.m.") || strings.HasSuffix(l, "p.m.")
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }
