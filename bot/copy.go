package bot

import (
	"regexp"
	"slices"
	"strings"
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

// Unplaced is a text without a place, and without what only led to it: the white
// space around it, and its line where nothing else stands in it.
func Unplaced(text, name string) string {
	lines := strings.Split(text, "\n")
	out := lines[:0:0]
	for _, l := range lines {
		if !strings.Contains(l, name) {
			out = append(out, l)
			continue
		}
		l = strings.Join(strings.Fields(strings.ReplaceAll(l, name, " ")), " ")
		if l != "" {
			out = append(out, l)
		}
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}
