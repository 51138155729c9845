package bot

import (
	"slices"
	"time"
)

// Level is how far the call for a decision about a waiting appeal has got.
type Level int

// Levels, each of which calls more people. The zero value calls nobody.
const (
	// CallDuty calls whoever is on duty and can approve; where nobody of them
	// can, it calls what CallApprovers does.
	CallDuty Level = 1
	// CallApprovers calls everybody who can approve.
	CallApprovers Level = 2
	// CallLeads calls leads and administrators besides, who can see to it that
	// somebody decides, and is heard in the duty channel.
	CallLeads Level = 3
)

// A Ladder says when people are reminded of an appeal that waits for approval,
// each time more of them. The zero value reminds nobody.
type Ladder struct {
	// After are the reminders after the submission, in rising order.
	After []time.Duration
	// Again is the pause between all reminders after those; zero for none.
	Again time.Duration
	// Before are the reminders before the time of publication, for an appeal
	// that has one, in falling order.
	Before []time.Duration
}

// DefaultLadder reminds after 5, 15 and 30 minutes and every hour from then on,
// and 30, 15 and 5 minutes before the time of publication.
func DefaultLadder() Ladder {
	return Ladder{
		After:  []time.Duration{5 * time.Minute, 15 * time.Minute, 30 * time.Minute},
		Again:  time.Hour,
		Before: []time.Duration{30 * time.Minute, 15 * time.Minute, 5 * time.Minute},
	}
}

// Next returns when people are reminded first after t of an appeal that waits
// since a moment and is to be published at another, which may be zero. It
// returns zero when they are not reminded any more.
//
// What is to be published in three days need not be decided now, so it is not
// repeated every hour: its last reminders come before that time.
func (l Ladder) Next(since, at, t time.Time) time.Time {
	var next time.Time
	l.rungs(since, at, func(rung time.Time, _ Level) {
		if rung.After(t) && (next.IsZero() || rung.Before(next)) {
			next = rung
		}
	})
	if next.IsZero() && at.IsZero() {
		return l.repeat(since, t)
	}
	return next
}

// Level returns whom the last reminder up to t calls: the highest level that was
// reached, however many reminders were missed while the program was down. It is
// zero before the first.
func (l Ladder) Level(since, at, t time.Time) Level {
	var level Level
	l.rungs(since, at, func(rung time.Time, reached Level) {
		if !rung.After(t) {
			level = max(level, reached)
		}
	})
	if r := l.repeat(since, since); at.IsZero() && !r.IsZero() && !r.After(t) {
		level = CallLeads
	}
	return level
}

// rungs gives each reminder but the repeated ones. Those after the submission
// end before those begin that come before the time of publication.
func (l Ladder) rungs(since, at time.Time, fn func(time.Time, Level)) {
	limit := at
	if !at.IsZero() && len(l.Before) > 0 {
		limit = at.Add(-slices.Max(l.Before))
	}
	for i, d := range l.After {
		level := min(Level(i+1), CallLeads)
		if !at.IsZero() { // there is time for those who can approve
			level = min(level, CallApprovers)
		}
		if rung := since.Add(d); limit.IsZero() || rung.Before(limit) {
			fn(rung, level)
		}
	}
	if at.IsZero() {
		return
	}
	for i, d := range l.Before {
		fn(at.Add(-d), max(CallLeads-Level(len(l.Before)-1-i), CallDuty)) // the last one calls everybody
	}
}

// repeat returns the first repeated reminder after t; zero when there is none.
func (l Ladder) repeat(since, t time.Time) time.Time {
	if l.Again <= 0 {
		return time.Time{}
	}
	last := since
	if len(l.After) > 0 {
		last = since.Add(slices.Max(l.After))
	}
	n := time.Duration(1)
	if t.After(last) {
		n = t.Sub(last)/l.Again + 1
	}
	return last.Add(n * l.Again)
}

// Longest is the longest pause between two reminders, or before the first, of an appeal
// that has no time of publication; zero where nobody is reminded.
func (l Ladder) Longest() time.Duration {
	if len(l.After) == 0 {
		return l.Again
	}
	return max(l.Again, slices.Max(l.After))
}

// Reminded is what became of the call for approval of an appeal.
type Reminded struct {
	Times  int       // how often people were reminded, of all its revisions
	At     time.Time // when, the last time since it was submitted
	Level  Level     // whom that called
	People []ID      `json:",omitempty"` // who got it
	// Open: what they got still asks for a decision.
	Open bool `json:",omitempty"`
	// Missed: its time passed before it was approved, and people were told.
	Missed bool `json:",omitempty"`
}

// anew is for an appeal that is submitted once more. How often people were
// reminded goes on, because it tells the reminders apart.
func (r Reminded) anew() Reminded { return Reminded{Times: r.Times, People: r.People, Open: r.Open} }

// Overdue reports whether the time of publication is over. What waits can be
// approved up to the very second that is its time.
func (c Content) Overdue(now time.Time) bool {
	return !c.At.IsZero() && !now.Before(c.MissedAt())
}

// MissedAt is from when on content with a time of publication is overdue. A plan by
// which each slot is approved by itself is good for as long as a slot is left.
func (c Content) MissedAt() time.Time {
	at := c.At
	if n := len(c.Series.Slots); c.Series.Each && n > 0 {
		at = c.Series.Slots[n-1].At
	}
	return at.Add(time.Second)
}

// Another says how content whose time is over gets another. The times of a series are
// fixed with each other.
func (c Content) Another() string {
	if len(c.Series.Slots) > 0 {
		return "End the series with /appeal repeat off and begin it anew with /appeal repeat."
	}
	return "Give it another time with /appeal schedule TIME, or say /appeal schedule now to publish it as soon as it is approved."
}

// Able returns the people who could approve an appeal now, in the order of the
// roster.
func (r Roster) Able(a Appeal) []Person {
	return slices.DeleteFunc(r.With(Approver), func(p Person) bool {
		return slices.Contains(a.Editors, p.ID) ||
			slices.ContainsFunc(a.Approvals, func(ap Approval) bool { return ap.By.Person == p.ID })
	})
}

// Called returns whom a reminder of a level calls to an appeal that waits. Where
// only somebody with a certain role can still complete its approval, it calls
// those. Where nobody can approve it, leads and administrators are called at
// once.
func (r Roster) Called(l Level, a Appeal, duty []Person) []Person {
	able := r.Able(a)
	if more, role := a.Need.Missing(a.Approvals); more == 1 && role != "" {
		able = slices.DeleteFunc(able, func(p Person) bool { return !p.Can(role) })
	}
	on := func(p Person) bool { return slices.ContainsFunc(duty, func(d Person) bool { return d.ID == p.ID }) }
	switch {
	case l <= CallDuty && slices.ContainsFunc(able, on):
		return slices.DeleteFunc(able, func(p Person) bool { return !on(p) })
	case l <= CallApprovers && len(able) > 0:
		return able
	}
	for _, p := range r.people {
		known := p.ID == a.Author || slices.ContainsFunc(able, func(q Person) bool { return q.ID == p.ID })
		if !known && (p.Can(Lead) || p.Can(Admin)) {
			able = append(able, p)
		}
	}
	return able
}
