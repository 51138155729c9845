package bot

import (
	"fmt"
	"slices"
	"time"
)

// A Window is a time in which an account makes nothing public but what passes:
// quiet hours, which come again, or a blackout, which comes once.
type Window struct {
	// From and To are minutes of the department's day: 23*60 to 7*60 crosses
	// midnight. They are the quiet hours of a window without an End.
	From, To int
	// Days are those on which quiet hours begin; none: every day.
	Days []time.Weekday
	// Begin and End are those of a blackout.
	Begin, End time.Time
	// Reason is why there is a blackout: "court order CR-26-1".
	Reason string
	// Passes are the kinds that may pass when an officer gives a reason.
	Passes []Kind
}

// Blackout reports whether w comes once, and not each day.
func (w Window) Blackout() bool { return !w.End.IsZero() }

// day is the length of a day, in minutes of its clock.
const day = 24 * 60

// Covers reports whether w covers t, and until when. Quiet hours are read on the
// department's clocks. In the night in which they go back the hours begin with the
// first of the two times of that name and end with the second; where clocks jump
// over a time, it is the moment of the jump.
func (w Window) Covers(t time.Time, zone *time.Location) (until time.Time, ok bool) {
	if w.Blackout() {
		return w.End, !t.Before(w.Begin) && t.Before(w.End)
	}
	y, m, d := t.In(zone).Date()
	// What began yesterday may last until today. In the night of a change the
	// clocks may put t on another day than it began.
	for back := 1; back >= -1; back-- {
		begins := time.Date(y, m, d-back, 0, 0, 0, 0, time.UTC)
		if len(w.Days) > 0 && !slices.Contains(w.Days, begins.Weekday()) {
			continue
		}
		ends := begins
		if w.To <= w.From {
			ends = begins.AddDate(0, 0, 1)
		}
		from, _ := moments(begins, w.From, zone)
		_, until := moments(ends, w.To, zone)
		if !t.Before(from) && t.Before(until) {
			return until, true
		}
	}
	return time.Time{}, false
}

// moments returns when clocks in a zone show a minute of a day: twice in an hour
// that is repeated; when they jump over it, the moment of the jump.
func moments(on time.Time, minute int, zone *time.Location) (first, last time.Time) {
	y, m, d := on.Date()
	naive := time.Date(y, m, d, 0, minute, 0, 0, time.UTC)
	// No zone changes twice within two days.
	_, before := naive.Add(-day * time.Minute).In(zone).Zone()
	_, after := naive.Add(day * time.Minute).In(zone).Zone()
	for _, offset := range []int{before, after} {
		t := naive.Add(-time.Duration(offset) * time.Second)
		if _, is := t.In(zone).Zone(); is != offset {
			continue // clocks never show it before the change, or after it
		}
		if first.IsZero() || t.Before(first) {
			first = t
		}
		if t.After(last) {
			last = t
		}
	}
	if first.IsZero() {
		jump, _ := naive.Add(-time.Duration(before) * time.Second).In(zone).ZoneBounds()
		return jump.UTC(), jump.UTC()
	}
	return first, last
}

// hours are quiet hours in words: "23:00 to 07:00".
func (w Window) hours() string {
	clock := func(n int) string { return fmt.Sprintf("%02d:%02d", n/60%24, n%60) }
	return clock(w.From) + " to " + clock(w.To)
}

// Why is what a post waits for, as in "waits for the end of ...".
func (w Window) Why() string {
	switch {
	case !w.Blackout():
		return "the quiet hours (" + w.hours() + ")"
	case w.Reason == "":
		return "the blackout"
	default:
		return "the blackout (" + w.Reason + ")"
	}
}

// closing are the kinds that end what was said before. They take nothing more into
// the night than they take out of it, so that quiet hours never hold them. Neither
// do they hold an answer, which speaks to one person who is awake.
var closing = [...]Kind{Correction, Located, Arrest, Answer}

// passes reports whether w lets a kind pass: by itself, or because an officer gave
// a reason.
func (w Window) passes(k Kind, urgent bool) bool {
	return !w.Blackout() && slices.Contains(closing[:], k) || urgent && w.May(k)
}

// May reports whether a kind may pass w when an officer gives a reason.
func (w Window) May(k Kind) bool { return slices.Contains(w.Passes, k) }

// UrgentKinds are the kinds that may pass quiet hours with a reason where a
// department says nothing else.
func UrgentKinds() []Kind {
	var out []Kind
	for _, k := range Kinds() {
		if k.Lane() == LaneUrgent {
			out = append(out, k)
		}
	}
	return out
}

// A Pause is a time for which something does not go out on an account.
type Pause struct {
	Until  time.Time
	Window Window // the one that is in force now
	// Set is the blackout that an officer set, if that is what is in force.
	Set Freeze
}

// many bounds how many windows one after the other are looked at. Whatever they
// come to is looked at again when it is over.
const manyWindows = 100

// Paused returns until when something of a kind waits on account a at t, for
// Windows that follow or overlap each other until the end of the last one. Set are
// the blackouts that officers set; other freezes are passed over.
func (a Account) Paused(k Kind, urgent bool, set []Freeze, t time.Time, zone *time.Location) (Pause, bool) {
	var p Pause
	at, found := t, false
	for range manyWindows {
		w, by, until, ok := a.window(k, urgent, set, at, zone)
		if !ok {
			break
		}
		if !found {
			p.Window, p.Set, found = w, by, true
		}
		p.Until, at = until, until
	}
	return p, found
}

// window returns the window that is in force the longest of those that hold
// something at t.
func (a Account) window(k Kind, urgent bool, set []Freeze, t time.Time, zone *time.Location) (w Window, by Freeze, until time.Time, ok bool) {
	for _, q := range a.Windows {
		if end, covers := q.Covers(t, zone); covers && end.After(until) && !q.passes(k, urgent) {
			w, until, ok = q, end, true
		}
	}
	for _, f := range set {
		q, is := f.Window(a.ID)
		if end, covers := q.Covers(t, zone); is && covers && end.After(until) && !q.passes(k, urgent) {
			w, by, until, ok = q, f, end, true
		}
	}
	return w, by, until, ok
}

// MayPass reports whether a reason could ever let something of a kind pass a
// window of a.
func (a Account) MayPass(k Kind) bool {
	return slices.ContainsFunc(a.Windows, func(w Window) bool { return w.May(k) })
}

// Window returns the blackout that f is on an account, and false where f is none.
func (f Freeze) Window(a AccountID) (Window, bool) {
	if !f.Blackout() || f.Scope != FreezeAll && (f.Scope != FreezeAccount || f.Subject != string(a)) {
		return Window{}, false
	}
	return Window{Begin: f.By.At, End: f.Until, Reason: f.Reason}, true
}

// exact is how a time is written that has to be right on any day it is read.
const exact = "Mon 2 Jan 2006 15:04 MST"

// A Delay is what keeps an appeal from being public on an account when it could be.
type Delay struct {
	Account Account
	Pause   Pause
	// May: a reason would let it pass.
	May bool
}

// Delays returns on which of its accounts an appeal would wait if it were approved
// by now. Original is the kind of the appeal that it continues, or its own.
func (a Appeal) Delays(original Kind, accounts []Account, set []Freeze, now time.Time) []Delay {
	k := a.Judged(original)
	var out []Delay
	for _, acc := range accounts {
		if !slices.Contains(a.Content.Accounts, acc.ID) {
			continue
		}
		for _, at := range a.Content.times(now) {
			if p, waits := acc.Paused(k, a.Content.Urgent != "" || a.Alone != nil, set, at, now.Location()); waits {
				out = append(out, Delay{Account: acc, Pause: p, May: a.Content.Urgent == "" && a.Alone == nil && p.Window.May(k)})
				break // of a series, the first time that is not as planned
			}
		}
	}
	return out
}

// times are when c is to be public from now on: once, or each slot of a series.
func (c Content) times(now time.Time) []time.Time {
	var out []time.Time
	for _, s := range c.Series.Slots {
		if s.At.After(now) {
			out = append(out, s.At)
		}
	}
	if c.At.After(now) && len(out) == 0 {
		return []time.Time{c.At}
	}
	if len(out) == 0 {
		return []time.Time{now}
	}
	return out
}

// Judged is the kind by which windows judge an appeal: an update, and a repeat,
// are as urgent as what they continue, whose kind is original.
func (a Appeal) Judged(original Kind) Kind {
	if (a.Kind == Update || a.Kind == Repeat) && original != "" {
		return original
	}
	return a.Kind
}
