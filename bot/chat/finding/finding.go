// Package finding has the words in which an installation is examined: what was
// looked at, what was found, and what to do about it. The examinations
// themselves are with the platforms, since only they know what can be wrong.
package finding

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

// A List collects findings.
type List []Finding

// OK adds something that is well.
func (l *List) OK(about, format string, args ...any) {
	*l = append(*l, Finding{OK, about, sentence(format, args...), ""})
}

// Warn adds something that works, and that somebody should know.
func (l *List) Warn(about, how, format string, args ...any) {
	*l = append(*l, Finding{Warning, about, sentence(format, args...), how})
}

// Bad adds something that has to be mended.
func (l *List) Bad(about, how, format string, args ...any) {
	*l = append(*l, Finding{Problem, about, sentence(format, args...), how})
}

// sentence ends in one full stop, whatever the words that were quoted end in.
func sentence(format string, args ...any) string {
	s := fmt.Sprintf(format, args...)
	if strings.HasSuffix(s, "..") {
		s = strings.TrimRight(s, ".") + "."
	}
	return s
}
