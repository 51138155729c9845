package outbox_test

import (
	"time"

	"appealbot/bot"
)

// A fate is what must become of a slot, worked out from nothing but when the program
// ran and what its clock showed.
type fate struct {
	public bool
	at     time.Time // by the true clock; at most the idle pause of a loop earlier
	why    string
}

// How the program is to decide, once more and in other words than it does.
const (
	inTime  = 30 * time.Minute
	between = 30 * time.Minute // half of what lies between the slots here, at most
)

// fates works out what must become of every slot of a series' appeal, in order.
// Decided is how long after a change somebody is there to decide.
func (e *era) fates(slots []*planned, decided time.Duration) []fate {
	out := make([]fate, len(slots))
	var last time.Time // when the one before went out, by the program's clock
	for i, s := range slots {
		from, by, ok := e.noticed(s.At, s.approved)
		switch {
		case !ok:
			out[i] = fate{why: "the program did not run any more"}
			continue
		case !s.next.IsZero() && !by.Before(s.next.Add(-between)):
			out[i] = fate{why: "superseded", at: from}
			continue
		}
		late := by.Sub(s.At) > inTime
		switch {
		case late && e.missed == bot.MissedDrop:
			out[i] = fate{why: "dropped", at: from}
			continue
		case late && e.missed == bot.MissedAsk:
			from, by = from.Add(decided), by.Add(decided)
			if !s.next.IsZero() && !by.Before(s.next.Add(-between)) {
				out[i] = fate{why: "superseded while it was asked about", at: from}
				continue
			}
		default:
			if since := by.Sub(last); !last.IsZero() && since >= 0 && since < between {
				out[i] = fate{why: "too close behind the one before", at: from}
				continue
			}
		}
		out[i], last = fate{public: true, at: from, why: "published"}, by
	}
	return out
}

// noticed is when a program first ran whose clock showed at or later, by the true
// clock and by its own.
func (e *era) noticed(at, approved time.Time) (from, by time.Time, ok bool) {
	for i, p := range e.phases {
		end := e.real()
		if i+1 < len(e.phases) {
			end = e.phases[i+1].from
		}
		begin := p.from
		if begin.Before(approved) {
			begin = approved
		}
		if !p.up || !end.After(begin) || !end.Add(p.skew).After(at) {
			continue
		}
		if from = at.Add(-p.skew); from.Before(begin) {
			from = begin
		}
		return from, from.Add(p.skew), true
	}
	return time.Time{}, time.Time{}, false
}
