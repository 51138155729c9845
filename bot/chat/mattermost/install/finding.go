package install

import (
	"fmt"
	"strings"
)

// A Verdict says what a Finding means.
type Verdict string

// The verdicts.
const (
	OK      Verdict = "ok"
	Warning Verdict = "warning" // it works, and somebody should know
	Problem Verdict = "problem"
)

// A Finding is one thing that was looked at.
type Finding struct {
	Verdict Verdict `json:"verdict"`
	// About names what was looked at, in one or two words.
	About string `json:"about"`
	// Text says what was found, in a sentence.
	Text string `json:"text"`
	// How says how to mend it; empty when there is nothing to mend.
	How string `json:"how,omitempty"`
}

// findings collects findings.
type findings []Finding

func (fs *findings) ok(about, format string, args ...any) {
	*fs = append(*fs, Finding{OK, about, sentence(format, args...), ""})
}

func (fs *findings) warn(about, how, format string, args ...any) {
	*fs = append(*fs, Finding{Warning, about, sentence(format, args...), how})
}

func (fs *findings) bad(about, how, format string, args ...any) {
	*fs = append(*fs, Finding{Problem, about, sentence(format, args...), how})
}

// sentence ends in one full stop, whatever the words of the server end in.
func sentence(format string, args ...any) string {
	s := fmt.Sprintf(format, args...)
	if strings.HasSuffix(s, "..") {
		s = strings.TrimRight(s, ".") + "."
	}
	return s
}
