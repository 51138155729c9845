package bot

import (
	"maps"
	"slices"
	"time"
)

// An Emergency is a reply that somebody has to deal with now, and nobody has
// taken.
type Emergency struct {
	Reply ID
	Since time.Time
	Next  time.Time // when the duty list is paged next
	Times int       // how often it was paged
}

// MostOpen is how many emergencies of one case are kept open: more than a shift
// can deal with, and few enough to be stored anew with every page of replies.
const MostOpen = 100

// Emergency reports whether a reply is an emergency: by its label, or by the
// rules while it has none.
func (r Reply) Emergency() bool {
	return r.Label == LabelEmergency || r.Label == "" && r.Urgent
}

// Raise opens an emergency at now, to be paged at next. One that is open stays
// as it is. What there is no room for is counted.
func (t *Tally) Raise(id ID, now, next time.Time) {
	switch {
	case t.open(id) >= 0:
	case len(t.Open) >= MostOpen:
		t.Beyond++
	default:
		t.Open = append(slices.Clip(t.Open), Emergency{Reply: id, Since: now.UTC(), Next: next.UTC()})
	}
}

// Settle closes an emergency and reports whether it was open.
func (t *Tally) Settle(id ID) bool {
	i := t.open(id)
	if i < 0 {
		return false
	}
	t.Open = slices.Delete(slices.Clone(t.Open), i, i+1)
	if len(t.Open) == 0 {
		t.Beyond = 0 // whoever was called to the others reads these in the list
	}
	return true
}

func (t *Tally) open(id ID) int {
	return slices.IndexFunc(t.Open, func(e Emergency) bool { return e.Reply == id })
}

// pageAgain is how long after an emergency was found the duty list is paged once
// more, and once more; from then on it is paged as often as the last pause is
// long, until somebody takes it.
var pageAgain = [...]time.Duration{5 * time.Minute, 15 * time.Minute}

// Page marks as paged at now every open emergency whose time has come, and
// returns them.
func (t *Tally) Page(now time.Time) []ID {
	var out []ID
	t.Open = slices.Clone(t.Open)
	for i := range t.Open {
		e := &t.Open[i]
		if e.Next.After(now) {
			continue
		}
		out = append(out, e.Reply)
		e.Times++
		e.Next = e.after(now).UTC()
	}
	return out
}

// after is when an emergency is paged again that was paged at now. What was
// missed while the program was down is not made up for.
func (e Emergency) after(now time.Time) time.Time {
	last := pageAgain[len(pageAgain)-1]
	for _, d := range pageAgain {
		if at := e.Since.Add(d); at.After(now) {
			return at
		}
	}
	return now.Add(last)
}

// NextPage is when the duty list has to be paged next; zero when nothing is open.
func (t Tally) NextPage() time.Time {
	var at time.Time
	for _, e := range t.Open {
		if at.IsZero() || e.Next.Before(at) {
			at = e.Next
		}
	}
	return at
}

// A Score is how often officers labelled replies of a class, and how often their
// label meant the same.
type Score struct{ Labelled, Agreed int }

// Count notes what an officer made of a reply of a class; n is -1 when they took
// it back. What has no class or no label is not counted.
func (t *Tally) Count(c Class, l Label, n int) {
	if c == "" || l == "" {
		return
	}
	scores := map[Class]Score{}
	maps.Copy(scores, t.Scores)
	s := scores[c]
	s.Labelled += n
	if c.Agrees(l) {
		s.Agreed += n
	}
	scores[c] = s
	t.Scores = scores
}

// Everywhere stands for all cases together in what is counted of classes.
const Everywhere ID = "everywhere"
