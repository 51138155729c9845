package bot

import "time"

// insistence is when people are asked again for something that is not to wait and
// that nobody has done yet: often while it is fresh, then seldom, and never not at
// all.
type insistence struct {
	// first are the times after it began, in rising order, up to an hour.
	first []time.Duration
}

// What is asked for again and again until somebody has done it. Emergencies are not
// here: they are paged as often as on the first minute. Appeals that wait for approval
// have a Ladder, which the department sets.
var (
	// nagging is about what should be gone and is not.
	nagging = insistence{first: []time.Duration{5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour}}
	// reviewing is about what one officer published alone. A review of everything that
	// goes out unapproved is due within 15 minutes (reference/domain.md 1.2).
	reviewing = insistence{first: []time.Duration{5 * time.Minute, 15 * time.Minute, 30 * time.Minute, 45 * time.Minute, time.Hour}}
	// seeking is about a request that was lost and may still arrive: nobody is asked,
	// it is looked for.
	seeking = insistence{first: []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour}}
)

// After the first hour: every hour on the first day, and every fourth hour from then
// on. Whoever comes on duty in the morning is told then, whatever was said at night.
const (
	insistOften  = time.Hour
	insistSeldom = 4 * time.Hour
	insistDay    = 24 * time.Hour
	insistAt     = 9 // o'clock, in the department's zone
)

// LongestPause is the longest time between two nags, or two demands for a review.
func LongestPause() time.Duration { return insistSeldom }

// next is when it is time again for what began at since, after now. Now is in the
// department's zone. What was missed while the program was down is not made up for.
func (s insistence) next(since, now time.Time) time.Time {
	if since.After(now) { // somebody has put the clock back
		since = now
	}
	for _, after := range s.first {
		if at := since.Add(after); at.After(now) {
			return at.UTC()
		}
	}
	pause := insistOften
	if now.Sub(since) >= insistDay {
		pause = insistSeldom
	}
	next := now.Add(pause)
	for day := range 2 {
		if at := time.Date(now.Year(), now.Month(), now.Day()+day, insistAt, 0, 0, 0, now.Location()); at.After(now) && at.Before(next) {
			next = at
		}
	}
	return next.UTC()
}
