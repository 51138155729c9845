package bot

import (
	"cmp"
	"slices"
	"time"
)

// Progress is what an appeal has reached, as far as figures need it. It stands
// apart from the appeal because the outbox and the public move it, not officers.
type Progress struct {
	Appeal   ID
	Kind     Kind
	Approved time.Time // when it had every approval it needed for the last time
	Public   time.Time // when the first part of it was accepted
	// Answers and Tips are the earliest replies to it, and the earliest of those
	// that are tips, the earliest first, MaxFirst at most.
	Answers []Moment `json:",omitempty"`
	Tips    []Moment `json:",omitempty"`
}

// A Moment is when a reply was written.
type Moment struct {
	Reply ID
	At    time.Time
}

// MaxFirst is how many of the earliest replies are remembered: when the first tip
// turns out to be none, the second was the first.
const MaxFirst = 20

// first is how long it took from when p was public to the first of some moments.
func (p Progress) first(ms []Moment) (time.Duration, bool) {
	if len(ms) == 0 || p.Public.IsZero() {
		return 0, false
	}
	return max(ms[0].At.Sub(p.Public), 0), true
}

// note returns moments with m among them or, when out, without.
func note(ms []Moment, m Moment, out bool) []Moment {
	ms = slices.DeleteFunc(slices.Clone(ms), func(n Moment) bool { return n.Reply == m.Reply })
	if out {
		return ms
	}
	i, _ := slices.BinarySearchFunc(ms, m, func(a, b Moment) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Reply, b.Reply))
	})
	ms = slices.Insert(ms, i, m)
	return ms[:min(len(ms), MaxFirst)]
}

// FigureTx reads and writes what is counted.
type FigureTx interface {
	// Day returns what was counted; an empty Day when nothing was.
	Day(scope ID, date string) (Day, error)
	PutDay(Day) error
	// Days returns at most n days of a scope from a date to another, both
	// included, the oldest first; those on which nothing was counted are left
	// out.
	Days(scope ID, from, to string, n int) ([]Day, error)
	// DaysOn returns at most n days of one date, of every scope.
	DaysOn(date string, n int) ([]Day, error)
	// Progress returns what an appeal has reached; an empty one when nothing is
	// known.
	Progress(appeal ID) (Progress, error)
	PutProgress(Progress) error
	// Counting returns since when anything is counted; zero when nothing is yet.
	Counting() (time.Time, error)
	PutCounting(time.Time) error
}
