package bot

import (
	"fmt"
	"hash"
	"slices"
	"strings"
	"time"
)

// An appeal rests on papers that end: a warrant is executed, a consent is taken
// back, a judge's order about a young person ceases after five days
// (reference/domain.md 2.3). What it rests on are records of its case. Its content
// names some of them (Content.Authority), and each record that lets a finding of
// the guard pass is one without being named. When one of them ends nothing of the
// appeal may be public any longer.

// Rests returns the records on which the appeal rests: those that its content names
// first, then those that let a finding pass.
func (a Appeal) Rests() []ID {
	out := slices.Clone(a.Content.Authority)
	for _, f := range a.Findings {
		if f.Record != "" && !slices.Contains(out, f.Record) {
			out = append(out, f.Record)
		}
	}
	return out
}

// Record returns one of the records of a case; nil when there is none with this ID.
func (c Case) Record(id ID) *Record {
	for i := range c.Records {
		if c.Records[i].ID == id {
			return &c.Records[i]
		}
	}
	return nil
}

// Ceases is when the record stops to hold: when it was taken back, or when its time
// is over; zero when it does not.
func (r Record) Ceases() time.Time {
	if !r.Ended.At.IsZero() {
		return r.Ended.At
	}
	return r.Until()
}

// A Footing is one record on which an appeal rests, and the record that carries it
// now: that one itself, or a later paper that goes on where it ends.
type Footing struct{ Record, By Record }

// Ends is when the footing gives way; zero when it does not.
func (f Footing) Ends() time.Time { return f.By.Ceases() }

// String says what the footing is, as cards do: "warrant W-2026-114 (B1)", or
// "order 26-114 (B1), extended by order 26-120 (B2)".
func (f Footing) String() string {
	s := fmt.Sprintf("%s (%s)", f.Record, f.Record.ID)
	if f.By.ID != f.Record.ID {
		s += fmt.Sprintf(", extended by %s (%s)", f.By, f.By.ID)
	}
	return s
}

// Footing finds what carries a record at now; false when the case has no such record.
// A paper whose time runs out is carried on by another one of its kind about the same
// person that lasts longer. One that was taken back is carried on by nothing: somebody
// decided that it ends.
func (c Case) Footing(id ID, now time.Time) (Footing, bool) {
	r := c.Record(id)
	if r == nil {
		return Footing{Record: Record{ID: id}, By: Record{ID: id}}, false
	}
	f := Footing{Record: *r, By: *r}
	if !r.Ended.At.IsZero() {
		return f, true
	}
	for _, o := range c.Records {
		if o.extends(*r) && o.Ended.At.IsZero() && !o.Made.After(now) && o.outlasts(f.By) {
			f.By = o
		}
	}
	return f, true
}

// extends reports whether r can go on where old ends. The orders of a court may be
// about anything, so there only one with the same number does.
func (r Record) extends(old Record) bool {
	return r.Kind == old.Kind && r.Subject == old.Subject && (r.Kind != RecordCourt || r.Number == old.Number)
}

func (r Record) outlasts(old Record) bool {
	until, was := r.Until(), old.Until()
	return !was.IsZero() && (until.IsZero() || until.After(was))
}

// GivesWay returns that of some records which ends first, and when; a zero time when
// none ever does. What the case does not have has ended long ago.
func (c Case) GivesWay(ids []ID, now time.Time) (first Footing, ends time.Time) {
	for _, id := range ids {
		f, known := c.Footing(id, now)
		at := f.Ends()
		if !known {
			at = c.Opened
		}
		if !at.IsZero() && (ends.IsZero() || at.Before(ends)) {
			first, ends = f, at
		}
	}
	return first, ends
}

// Carry refuses what rests on records that do not hold at now any more, or that will
// not at a later time of publication.
func (c Case) Carry(ids []ID, at, now time.Time) error {
	f, ends := c.GivesWay(ids, now)
	switch {
	case ends.IsZero():
		return nil
	case c.Record(f.Record.ID) == nil:
		return Refuse(ErrInvalid, "This appeal rests on record %s, and case %s has no such record. Name what it rests on with /appeal authority.", f.Record.ID, c.Number)
	case !now.Before(ends):
		return Refuse(ErrInvalid, "This appeal rests on %s, and %s. File a new paper with /appeal record, then say what it rests on with /appeal authority, or change the words.", f, f.over(now))
	case !at.Before(ends):
		return Refuse(ErrInvalid, "It is to be published %s, and %s ends before that, %s. Choose an earlier time with /appeal schedule, or file the paper that extends it with /appeal record.", When(at, now), f, When(ends, now))
	}
	return nil
}

// over says how a footing ended: "Dev took it back at 15:04", "it ceased at 15:04".
func (f Footing) over(now time.Time) string {
	if e := f.By.Ended; !e.At.IsZero() {
		return fmt.Sprintf("%s took it back %s", e.Name, When(e.At, now))
	}
	return "it ceased " + When(f.Ends(), now)
}

// Over is why an appeal comes down whose footing has ended, as the reason on its
// card: "order 26-114 (B1): it ceased at 15:04".
func (f Footing) Over(now time.Time) string { return fmt.Sprintf("%s: %s", f, f.over(now)) }

// Arrested reports whether a reason for ending a record is that whoever it is about
// was arrested.
func Arrested(why string) bool {
	first, _, _ := strings.Cut(strings.TrimSpace(strings.ToLower(why)), " ")
	switch strings.Trim(first, ".,;:!") {
	case "arrested", "arrest", "arrêté", "arrêtée", "arrestation":
		return true
	}
	return false
}

// YouthOrders returns the judge's orders about a young person that hold. At the
// arrest of whom they let be named the name goes at once, even if the five days have
// not run: an order is for apprehending them (YCJA s. 110(4); reference/domain.md 2.3).
func (c Case) YouthOrders(subject ID, now time.Time) []ID {
	var out []ID
	for _, r := range c.Records {
		if r.Kind == RecordOrder && r.Subject == subject && r.Holds(now) {
			out = append(out, r.ID)
		}
	}
	return out
}

// rests writes what a plan rests on into its digest. Plans that name nothing are
// encoded as they always were.
func (p Plan) rests(h hash.Hash) {
	if len(p.Authority) == 0 {
		return
	}
	putString(h, "rests on")
	putInt(h, int64(len(p.Authority)))
	for _, id := range p.Authority {
		putString(h, string(id))
	}
}

// Left says how long something still is, as a sentence does: "in 5 days", "in 3
// hours", "in 40 minutes".
func Left(d time.Duration) string {
	n, unit := int(d.Round(time.Minute)/time.Minute), "minute"
	switch {
	case n >= 47*60+30:
		n, unit = (n+12*60)/(24*60), "day"
	case n == 60 || n >= 2*60:
		n, unit = (n+30)/60, "hour"
	}
	n = max(n, 1)
	if n > 1 {
		unit += "s"
	}
	return fmt.Sprintf("in %d %s", n, unit)
}
