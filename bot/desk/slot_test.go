package desk_test

import (
	"strings"
	"testing"
	"time"

	"appealbot/bot"
)

// planned is a series of which each slot is approved by itself.
func (w *world) planned(n int) (parent, series bot.Appeal) {
	w.t.Helper()
	a := w.submitted(bot.MissingPerson, "Have you seen him?")
	for _, p := range []bot.Person{bob, carla} {
		var err error
		a, err = w.Approve(w.t.Context(), w.by(p), a.ID, a.Digest)
		w.must(err)
	}
	w.goPublic(a)
	series, err := w.Repeat(w.t.Context(), w.by(ann), a.ID, w.daily(n))
	w.must(err)
	return a, series
}

// runSlot runs the job of a series if it is due, as the clock does, and returns when it
// is due next; zero when never.
func (w *world) runSlot(series bot.Appeal) (next time.Time) {
	w.t.Helper()
	id := bot.JobID(bot.JobSlot, series.ID)
	w.must(w.RunJob(w.t.Context(), id))
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) error {
		if j, err := tx.Job(id); err == nil {
			next = j.Due
		}
		return nil
	}))
	return next
}

// slotsOf are the appeals that were made for the slots of a series, the oldest first.
func (w *world) slotsOf(series bot.Appeal) (out []bot.Appeal) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) error {
		as, err := tx.AppealsOf(series.Case, 100)
		for _, a := range as {
			if a.Series == series.ID {
				out = append([]bot.Appeal{a}, out...)
			}
		}
		return err
	}))
	return out
}

// Each slot becomes one appeal, half a day before, and nothing goes out that was not
// approved.
func TestEachSlotIsApprovedByItself(t *testing.T) {
	w := newWorld(t)
	parent, s := w.planned(3)
	if s.State != bot.Approved || len(s.Approvals) != 0 || len(w.posts(s)) != 0 || !s.Plan.Each {
		t.Fatalf("the plan is %s with %d posts", s.State, len(w.posts(s)))
	}
	next := w.runSlot(s)
	if want := s.Content.Series.Slots[1].At.Add(-12 * time.Hour); !next.Equal(want) {
		t.Errorf("the second one is made at %s, want %s", next, want)
	}
	w.runSlot(s)
	w.must(w.RunJob(t.Context(), bot.JobID(bot.JobSlot, s.ID)))
	as := w.slotsOf(s)
	if len(as) != 1 {
		t.Fatalf("%d appeals for one slot", len(as))
	}
	a := as[0]
	first := s.Content.Series.Slots[0].At
	if a.State != bot.Waiting || a.Parent != parent.ID || a.Author != "ann" || !a.Content.At.Equal(first) || a.Need.Need != 2 || a.InSeries() {
		t.Errorf("%+v", a)
	}
	if text := a.Content.Texts["en"]; text != "Appeal repeated, Monday 23 November (1 of 3):\n\nen: Have you seen him?" {
		t.Errorf("it says %q", text)
	}
	_, err := w.Approve(t.Context(), w.by(ann), a.ID, a.Digest)
	w.refused(err, bot.ErrDenied, "You wrote or changed this appeal")
	for _, p := range []bot.Person{bob, carla} {
		a, err = w.Approve(t.Context(), w.by(p), a.ID, a.Digest)
		w.must(err)
	}
	ps := w.posts(a)
	if len(ps) != 2 || !ps[0].Due.Equal(first) || ps[0].ReplyTo == "" {
		t.Errorf("%+v", ps)
	}
	w.wait(time.Hour)
	w.must(w.mayGo(ps[0]))
	w.wait(23*time.Hour + 31*time.Minute) // beside the next one it must not go
	w.refused(w.mayGo(ps[0]), bot.ErrOver, "the next one of the series is due")

	w.wait(24 * time.Hour)
	if next := w.runSlot(s); !next.IsZero() {
		t.Errorf("a series that is over has a job at %s", next)
	}
	if n := len(w.slotsOf(s)); n != 2 {
		t.Errorf("%d appeals", n)
	}
}

// After a time without the program the newest of what was missed comes up, if that is
// asked for, and the rest is given up.
func TestSlotsThatNobodyCouldApprove(t *testing.T) {
	for missed, want := range map[bot.Missed]int{bot.MissedAsk: 1, bot.MissedPublish: 1, bot.MissedDrop: 0} {
		t.Run(string(missed), func(t *testing.T) {
			w := newWorld(t)
			w.schedule = bot.Schedule{Missed: missed, Grace: 30 * time.Minute, Ahead: 6 * time.Hour}
			w.Desk = w.another()
			_, s := w.planned(4)
			w.wait(51 * time.Hour) // the first three are over, the fourth is far
			next := w.runSlot(s)
			as := w.slotsOf(s)
			if len(as) != want || !next.Equal(s.Content.Series.Slots[3].At.Add(-6*time.Hour)) {
				t.Fatalf("%d appeals, the next at %s", len(as), next)
			}
			if want == 1 && (!as[0].Content.At.IsZero() || as[0].Slot != 3 || as[0].State != bot.Waiting) {
				t.Errorf("%+v", as[0])
			}
		})
	}
}

// A plan ends with what it is about, and takes along what waits.
func TestAPlanEnds(t *testing.T) {
	w := newWorld(t)
	parent, s := w.planned(3)
	w.runSlot(s)
	if _, err := w.EndRepeat(t.Context(), w.by(ann), s.ID, "he was seen"); err != nil {
		t.Fatal(err)
	}
	if a := w.slotsOf(s)[0]; a.State != bot.Cancelled || !strings.Contains(a.Note, "he was seen") {
		t.Errorf("what waits is %s (%s)", a.State, a.Note)
	}
	w.wait(48 * time.Hour)
	if next := w.runSlot(s); !next.IsZero() || len(w.slotsOf(s)) != 1 {
		t.Errorf("it goes on at %s with %d", next, len(w.slotsOf(s)))
	}

	s, err := w.Repeat(t.Context(), w.by(ann), parent.ID, w.daily(3))
	w.must(err)
	w.runSlot(s)
	_, err = w.Takedown(t.Context(), w.by(ann), parent.ID, "found")
	w.must(err)
	w.wait(48 * time.Hour)
	if next := w.runSlot(s); !next.IsZero() {
		t.Errorf("it goes on at %s", next)
	}
	for _, a := range append(w.slotsOf(s), w.appeal(s.ID)) {
		if a.State != bot.Done && a.State != bot.Cancelled {
			t.Errorf("%d is %s", a.Number, a.State)
		}
	}
}

// Words for which there is a reason have it in the appeal of each slot, where they
// stand further down.
func TestReasonsGoWithEachSlot(t *testing.T) {
	w := newWorld(t)
	_, s := w.planned(2)
	w.guard.doubt("seen")
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		a, err := tx.Appeal(s.ID)
		f := bot.Finding{Rule: "word", Severity: bot.NeedsOverride, Field: "text.en", Span: "seen", Start: 13, End: 17}
		a.Overrides = []bot.Override{{Finding: f.Key(), Rule: "word", By: bob.By(w.clock()), Reason: "of course"}}
		if err == nil {
			err = tx.PutAppeal(a)
		}
		return err
	}))
	w.runSlot(s)
	if a := w.slotsOf(s)[0]; a.State != bot.Waiting || len(a.Overrides) != 1 {
		t.Errorf("it is %s with %+v for %+v", a.State, a.Overrides, a.Findings)
	}
}

// What cannot be submitted stays a draft, and its room is told.
func TestASlotThatCannotBeSubmitted(t *testing.T) {
	w := newWorld(t)
	_, s := w.planned(2)
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		a, err := tx.Appeal(s.ID)
		a.Author = "eve" // who may not write appeals any more
		if err == nil {
			err = tx.PutAppeal(a)
		}
		return err
	}))
	w.runSlot(s)
	a := w.slotsOf(s)[0]
	if a.State != bot.Editing {
		t.Errorf("it is %s", a.State)
	}
	told := ""
	w.must(w.store.View(t.Context(), func(tx bot.Tx) error {
		n, err := tx.Notice(bot.NoticeID(bot.NoticeTell, "test", a.Case, "slot/"+string(a.ID)))
		told = n.Text
		return err
	}))
	if !strings.Contains(told, "could not be submitted") {
		t.Errorf("the room is told %q", told)
	}
	if w.runSlot(s).IsZero() {
		t.Error("the series does not go on")
	}
}

// Whoever takes a series down wants nothing more of it, also what nobody has
// approved yet.
func TestNothingOfASeriesThatWasTakenDownIsLeftToApprove(t *testing.T) {
	w := newWorld(t)
	_, s := w.planned(3)
	w.runSlot(s)
	_, err := w.Takedown(t.Context(), w.by(ann), s.ID, "it was the wrong man")
	w.must(err)
	a := w.slotsOf(s)[0]
	if a.State != bot.Cancelled {
		t.Errorf("the first repeat is %s", a.State)
	}
	_, err = w.Approve(t.Context(), w.by(bob), a.ID, a.Digest)
	w.refused(err, bot.ErrStale)
}
