package bot

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Copy is what an officer wrote for one account, before it is fitted to it.
type Copy struct {
	Title    string // of a video, where the network has titles; empty: none was given
	Text     string
	Language string
	Media    []MediaUse
}

// Fallback is what becomes of a post that waits for another one which will not
// become public.
type Fallback string

// Fallbacks. The zero value waits.
const (
	// FallWait: it waits until somebody decides.
	FallWait Fallback = ""
	// FallWithout: it goes out without the address, as was approved for that.
	FallWithout Fallback = "without"
	// FallStop: it is given up.
	FallStop Fallback = "stop"
)

// Title is the fallback as the card says it.
func (f Fallback) Title() string {
	switch f {
	case FallWithout:
		return "go out without the link"
	case FallStop:
		return "are given up"
	default:
		return "wait until somebody decides"
	}
}

// A Place is where the address of another post of the same appeal goes in a text.
type Place struct {
	Name    string    // as it stands in the text: "{youtube}"
	Account AccountID // whose post
	Sample  string    // an address as long as the longest that it can be
}

var placeName = regexp.MustCompile(`\{[a-z0-9][a-z0-9-]{0,63}\}`)

// PlaceNames returns the names in braces in a text, each once, in order.
func PlaceNames(text string) []string {
	var out []string
	for _, s := range placeName.FindAllString(text, -1) {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// Sampled is the part with sample addresses in its places: as long as what is
// published, at most.
func (p Part) Sampled() string {
	text := p.Text
	for _, pl := range p.Places {
		text = strings.ReplaceAll(text, pl.Name, pl.Sample)
	}
	return text
}

// Filled puts addresses into the places of a part. It reports whether there was
// one for each.
func (p Part) Filled(address func(AccountID) string) (Part, bool) {
	all := true
	for _, pl := range p.Places {
		a := address(pl.Account)
		if a == "" {
			all = false
			continue
		}
		p.Text = strings.ReplaceAll(p.Text, pl.Name, a)
	}
	return p, all
}

// Unplaced is a text without a place, and without what only led to it: a few words
// such as "Watch it: {youtube}.", or the white space around it, and its line where
// nothing else stands in it.
func Unplaced(text, name string) string {
	if out := unplaced(text, name, leading); out != "" {
		return out
	}
	return unplaced(text, name, 0) // there was nothing else in it
}

func unplaced(text, name string, few int) string {
	lines := strings.Split(text, "\n")
	out := lines[:0:0]
	gone := false // the line before was nothing but the place, and stood under a blank one
	for _, l := range lines {
		if strings.Contains(l, name) {
			if l = unplacedLine(l, name, few); l == "" {
				gone = len(out) > 0 && strings.TrimSpace(out[len(out)-1]) == ""
				continue
			}
		} else if gone && strings.TrimSpace(l) == "" {
			continue // one blank line is enough between two paragraphs
		}
		gone = false
		out = append(out, l)
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}

// leading is how many words that end in a colon only lead to an address, at most.
const leading = 4

func unplacedLine(l, name string, few int) string {
	var out []string
	for _, s := range sentences(l) {
		before, after, found := strings.Cut(s, name)
		switch {
		case !found:
			out = append(out, s)
			continue
		case leads(before, few) && len(spoken(strings.ReplaceAll(after, name, " "))) == 0:
			continue
		case leads(before, few) && begins(after):
			s = after // an address ends a sentence without a full stop
		}
		s = strings.Join(strings.Fields(strings.ReplaceAll(s, name, " ")), " ")
		for _, mark := range []string{".", ",", "!", "?", ";", ":"} {
			s = strings.ReplaceAll(s, " "+mark, mark)
		}
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, " ")
}

// leads reports whether words do nothing but lead to the address behind them: a few
// before a colon, or a single one. Whatever may say more stays, a telephone number
// or "Do not approach" above all, and so does another address or its place.
func leads(before string, few int) bool {
	ws := spoken(before)
	if strings.ContainsFunc(before, unicode.IsDigit) || strings.ContainsAny(before, "@{/") || slices.ContainsFunc(ws, dotted) {
		return false
	}
	return len(ws) <= min(few, 1) || len(ws) <= few && strings.HasSuffix(strings.TrimSpace(before), ":")
}

// dotted reports whether a word has a full stop within, as addresses have.
func dotted(w string) bool { return strings.Contains(strings.Trim(w, ".,:;!?()\"'"), ".") }

// begins reports whether a text begins like a sentence.
func begins(text string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(text))
	return unicode.IsUpper(r)
}

// spoken are the words of a text that are more than punctuation.
func spoken(text string) []string {
	return slices.DeleteFunc(strings.Fields(text), func(w string) bool { return strings.Trim(w, ".,:;!?-–—()\"'") == "" })
}

// sentences splits a line behind each full stop, question mark and exclamation mark
// that white space follows.
func sentences(l string) []string {
	var out []string
	from := 0
	for i := 0; i < len(l); i++ {
		if strings.IndexByte(".!?", l[i]) >= 0 && i+1 < len(l) && (l[i+1] == ' ' || l[i+1] == '\t') {
			out = append(out, strings.TrimSpace(l[from:i+1]))
			from = i + 1
		}
	}
	return append(out, strings.TrimSpace(l[from:]))
}
