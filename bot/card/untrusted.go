package card

import (
	"strings"
	"unicode"
)

// maxUntrusted bounds how much of one public text a card shows, in characters.
// Nothing is lost by it: the store keeps the whole text and digests attach it.
const maxUntrusted = 1500

// maxMarks bounds how many combining marks follow one character. Real scripts
// need three or four; towers of them paint over the lines above.
const maxMarks = 4

// Untrusted makes what the public wrote safe to show: characters that reorder,
// hide or paint over other text go, runs of empty lines shrink, and an overlong
// text is cut with a note. What is left is still only text; escaping mentions,
// links and formatting is the adapters' part of the contract.
func Untrusted(s string) string {
	var b strings.Builder
	marks, breaks, n := 0, 0, 0
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' || r == '\v' || r == '\f' || r == '\u0085':
			breaks++
			if breaks > 2 || n == 0 {
				continue
			}
			r, marks = '\n', 0
		case hidden(r):
			continue
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r):
			marks++
			if marks > maxMarks {
				continue
			}
		case unicode.IsSpace(r):
			r, marks = ' ', 0
		default:
			marks, breaks = 0, 0
		}
		if n++; n > maxUntrusted {
			b.WriteString(" … (cut; the whole text is kept)")
			break
		}
		b.WriteRune(r)
	}
	out := strings.TrimSpace(b.String())
	if out == "" {
		return "(no text)"
	}
	return out
}

// hidden reports whether r shows nothing or changes the order of what is
// around it: controls, bidirectional marks and overrides, zero-width
// characters, tags, and unassigned or private ones.
func hidden(r rune) bool {
	switch {
	case r == '\t' || r == ' ':
		return false
	case r == '\u200d' || r == '\ufe0f':
		return false // joins emoji and chooses their colours
	case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), unicode.Is(unicode.Cs, r):
		return true
	case r == '\u034f' || r == '\u115f' || r == '\u1160' || r == '\u3164' || r == '\uffa0' || r == '\u2800':
		return true // fillers that look like nothing
	case r >= '\ufe00' && r <= '\ufe0e', r >= 0xe0100 && r <= 0xe01ef:
		return true // variation selectors
	default:
		return false
	}
}

// name makes an author's display name safe: one short line.
func name(s string) string {
	s = strings.ReplaceAll(Untrusted(s), "\n", " ")
	if rs := []rune(s); len(rs) > 60 {
		return string(rs[:59]) + "…"
	}
	return s
}
