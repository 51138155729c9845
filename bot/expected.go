package bot

import (
	"fmt"
	"time"
)

// order is how far apart those may come due that wait for the end of the same window:
// lanes go one after the other. That is no delay.
const order = 5 * time.Second

// Expect notes when p is to be public by all that those who approved it since a moment
// could know: at its time, or at the end of what account a waits for then. Set are the
// blackouts that officers set; one that was set after the first approval is not among
// what all of them have seen on the card. Kind is the one by which windows judge it.
func (p Post) Expect(a Account, kind Kind, urgent bool, set []Freeze, since time.Time, zone *time.Location) Post {
	var seen []Freeze
	for _, f := range set {
		if !f.By.At.After(since) {
			seen = append(seen, f)
		}
	}
	p.Expected = p.Due
	if pause, waits := a.Paused(kind, urgent, seen, p.Due, zone); waits {
		p.Expected = pause.Until.UTC()
	}
	return p
}

// FirstApproval is when the first of those approved a whose approval counts; now where
// nobody has yet, or one officer publishes it alone.
func (a Appeal) FirstApproval(now time.Time) time.Time {
	first := now
	for _, ap := range a.Approvals {
		if ap.By.At.Before(first) {
			first = ap.By.At
		}
	}
	return first
}

// Surprised reports whether p, which waits until until, or has waited, would be public
// later than any of those who approved it could know, by more than what still counts
// as in time. Posts of which nobody has noted when are expected at their time.
func (s Schedule) Surprised(p Post, until time.Time) bool {
	expected := p.Expected
	if expected.IsZero() {
		expected = p.Created
	}
	return !p.Begun() && !until.IsZero() && until.Sub(expected) > s.Grace+order
}

// Late says what becomes of what has to wait longer than those who approved it knew,
// as sentences.
func (s Schedule) Late() string {
	late := fmt.Sprintf("if that makes it more than %d minutes late", s.Grace/time.Minute)
	switch s.Missed {
	case MissedPublish:
		return "What comes due meanwhile waits and goes out then."
	case MissedDrop:
		return "What is approved from now on waits and goes out then. What was approved before waits, too, and is given up " + late + "."
	default:
		return "What is approved from now on waits and goes out then. What was approved before waits, too, and is asked about " + late + "."
	}
}
