package bot

import (
	"fmt"
	"strings"
	"time"
	"unicode"
)

// A Twin is what is, or is to be, public on the same account as an appeal, in the
// same words or at the same time. It stops nothing: somebody may want it so.
type Twin struct {
	Account AccountID
	Appeal  ID
	Number  string    // how officers name the other appeal: "2026-1234567/1"
	At      time.Time // when it was or is to be public; zero: as soon as it is approved
	Public  bool      // it was public at At
	Words   bool      // it has the same words; otherwise the same time
}

// Says names the twin in a sentence. Account is what officers call its account.
func (t Twin) Says(account string, now time.Time) string {
	switch {
	case !t.Words:
		return fmt.Sprintf("%s goes out on %s %s, within %d minutes of this one.", t.Number, account, When(t.At, now), int(Close/time.Minute))
	case t.Public:
		return fmt.Sprintf("The same words went out on %s %s, %s.", account, When(t.At, now), t.Number)
	case t.At.IsZero():
		return fmt.Sprintf("The same words wait for approval to go out on %s, %s.", account, t.Number)
	default:
		return fmt.Sprintf("The same words are to go out on %s %s, %s.", account, When(t.At, now), t.Number)
	}
}

// Close is how near two times of publication on one account are that are warned
// about: the public would read the second over the first.
const Close = 5 * time.Minute

// Near reports whether two times of publication are close to each other. A time
// that is not fixed is close to none.
func Near(a, b time.Time) bool {
	return !a.IsZero() && !b.IsZero() && a.Sub(b).Abs() <= Close
}

// Words is what a rendering says, without what does not make it say anything else:
// case, spaces, punctuation.
func (r Rendering) Words() string {
	var b strings.Builder
	for _, p := range r.Parts {
		for _, c := range p.Text {
			if unicode.IsLetter(c) || unicode.IsDigit(c) {
				b.WriteRune(unicode.ToLower(c))
			}
		}
	}
	return b.String()
}
