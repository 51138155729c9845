package desk_test

import (
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// daily are so many slots a day apart, the first of them in an hour.
func (w *world) daily(n int) desk.Repetition {
	r := desk.Repetition{Rule: "daily"}
	for i := range n {
		r.Slots = append(r.Slots, bot.Slot{At: w.clock().Add(time.Hour + time.Duration(i)*24*time.Hour)})
	}
	return r
}

// repeated is an approved series of so many slots under a public appeal.
func (w *world) repeated(n int) (parent, series bot.Appeal) {
	w.t.Helper()
	parent = w.published()
	series, err := w.Repeat(w.t.Context(), w.by(ann), parent.ID, w.daily(n))
	w.must(err)
	series, err = w.Approve(w.t.Context(), w.by(bob), series.ID, series.Digest)
	w.must(err)
	return parent, series
}

// slot is the post of a slot on "long".
func (w *world) slot(a bot.Appeal, n int) (p bot.Post) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		p, err = tx.Post(bot.SlotPostID(a.ID, a.Digest, "long", "en", n, bot.OpCreate))
		return err
	}))
	return p
}

// mayGo asks whether the post of a slot may be published now.
func (w *world) mayGo(p bot.Post) (err error) {
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) error {
		err = w.Clear(tx, p)
		return nil
	}))
	return err
}

// setPost changes a post.
func (w *world) setPost(p bot.Post, change func(*bot.Post)) {
	change(&p)
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error { return tx.SetPost(p) }))
}

func TestASeriesIsApprovedWordForWord(t *testing.T) {
	w := newWorld(t)
	parent, a := w.repeated(3)
	if a.Kind != bot.Repeat || a.Parent != parent.ID || a.State != bot.Approved || !a.Content.At.Equal(a.Content.Series.Slots[0].At) {
		t.Fatalf("%+v", a)
	}
	seen := map[string]bool{}
	for _, p := range w.posts(a) {
		slot, _ := a.Plan.Slot(p.Slot)
		if p.State != bot.PostQueued || !p.Due.Equal(slot.At) || !p.Created.Equal(slot.At) || p.ReplyTo == "" {
			t.Errorf("slot %d: %+v", p.Slot, p)
		}
		first, rest, _ := strings.Cut(p.Rendering.Parts[0].Text, "\n\n")
		if rest != "en: Were you there?" || seen[string(p.Account)+first] {
			t.Errorf("slot %d on %s says %q", p.Slot, p.Account, p.Rendering.Parts[0].Text)
		}
		seen[string(p.Account)+first] = true
	}
	if len(seen) != 6 || !seen["longAppeal repeated, Wednesday 25 November (3 of 3):"] {
		t.Errorf("%v", seen)
	}
	// Another time, or another order of the same words, is not what was approved.
	other := a.Plan
	other.Slots = append([]bot.Slot(nil), a.Plan.Slots...)
	other.Slots[2].At = other.Slots[2].At.Add(time.Minute)
	moved := w.slot(a, 1)
	moved.Rendering.Slot = 2
	if other.Digest() == a.Digest || moved.Rendering.Hash() == w.slot(a, 1).Rendering.Hash() {
		t.Error("the digest does not cover the times")
	}
}

func TestWhoMayRepeatWhat(t *testing.T) {
	w := newWorld(t)
	draft := w.draft(bot.Witness, "x")
	_, err := w.Repeat(t.Context(), w.by(ann), draft.ID, w.daily(1))
	w.refused(err, bot.ErrStale, "Nothing of this appeal is public")
	a := w.published()
	_, err = w.Repeat(t.Context(), w.by(eve), a.ID, w.daily(1))
	w.refused(err, bot.ErrDenied, "may not have appeals repeated")
	_, err = w.Repeat(t.Context(), w.by(ann), a.ID, desk.Repetition{})
	w.refused(err, bot.ErrInvalid, "Say when")
	over := w.daily(1)
	over.Slots[0].At = w.clock()
	_, err = w.Repeat(t.Context(), w.by(ann), a.ID, over)
	w.refused(err, bot.ErrInvalid, "is over")
	close := w.daily(2)
	close.Slots[1].At = close.Slots[0].At.Add(59 * time.Minute)
	_, err = w.Repeat(t.Context(), w.by(ann), a.ID, close)
	w.refused(err, bot.ErrInvalid, "at least an hour apart")
	_, err = w.Repeat(t.Context(), w.by(ann), a.ID, w.daily(bot.MaxSlots+1))
	w.refused(err, bot.ErrInvalid, "at most 60 times")
	s, err := w.Repeat(t.Context(), w.by(ann), a.ID, w.daily(2))
	w.must(err)
	_, err = w.Repeat(t.Context(), w.by(ann), a.ID, w.daily(2))
	w.refused(err, bot.ErrStale, "repeated already")
	_, err = w.Repeat(t.Context(), w.by(ann), s.ID, w.daily(2))
	w.refused(err, bot.ErrInvalid, "is a repeat itself")
	_, err = w.Schedule(t.Context(), w.by(ann), s.ID, w.clock().Add(time.Hour*5))
	w.refused(err, bot.ErrInvalid, "/appeal repeat off")
	_, err = w.Draft(t.Context(), w.by(ann), desk.NewAppeal{Number: "2026-9999", Kind: bot.Repeat, Facts: bot.Facts{What: "x"}})
	w.refused(err, bot.ErrInvalid, "/appeal repeat daily 18:00 until friday")
	_, err = w.EndRepeat(t.Context(), w.by(ann), a.ID, "")
	w.refused(err, bot.ErrInvalid, "is not repeated")
	_, err = w.EndRepeat(t.Context(), w.by(eve), s.ID, "")
	w.refused(err, bot.ErrDenied)
	if s, err = w.EndRepeat(t.Context(), w.by(ann), s.ID, "x"); err != nil || s.State != bot.Cancelled {
		t.Errorf("a series that waits is %s, %v", s.State, err)
	}
	_, err = w.Repeat(t.Context(), w.by(ann), a.ID, w.daily(2))
	w.must(err)
}

// Nothing of a series goes out when what it repeats is over, whoever ends it.
func TestWhatEndsASeries(t *testing.T) {
	for name, end := range map[string]func(*world, bot.Appeal, bot.Appeal) error{
		"taken down": func(w *world, parent, _ bot.Appeal) error {
			_, err := w.Takedown(w.t.Context(), w.by(ann), parent.ID, "found")
			return err
		},
		"series taken down": func(w *world, _, series bot.Appeal) error {
			_, err := w.Takedown(w.t.Context(), w.by(ann), series.ID, "found")
			return err
		},
		"closed": func(w *world, parent, _ bot.Appeal) error {
			_, err := w.Close(w.t.Context(), w.by(carla), parent.Case, "found")
			return err
		},
		"off": func(w *world, _, series bot.Appeal) error {
			_, err := w.EndRepeat(w.t.Context(), w.by(ann), series.ID, "found")
			return err
		},
		"withdrawn": func(w *world, _, series bot.Appeal) error {
			_, err := w.Withdraw(w.t.Context(), w.by(ann), series.ID, "found")
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			parent, a := w.repeated(3)
			queued := w.slot(a, 1)
			w.must(end(w, parent, a))
			for _, p := range w.posts(a) {
				if p.State != bot.PostDropped {
					t.Errorf("slot %d is %s", p.Slot, p.State)
				}
			}
			w.wait(time.Hour)
			if err := w.mayGo(queued); err == nil {
				t.Error("a post that was claimed before would go out")
			}
		})
	}
}

// A takedown takes down what is public of the series, too, and off leaves it.
func TestWhatIsPublicOfASeries(t *testing.T) {
	w := newWorld(t)
	parent, a := w.repeated(3)
	public := func() {
		w.setPost(w.slot(a, 1), func(p *bot.Post) {
			p.State, p.Due, p.Remotes, p.Posted = bot.PostPosted, time.Time{}, []string{"r"}, w.clock()
		})
	}
	public()
	_, err := w.Withdraw(t.Context(), w.by(ann), a.ID, "")
	w.refused(err, bot.ErrStale, "/appeal repeat off ends it")
	off, err := w.EndRepeat(t.Context(), w.by(bob), a.ID, "enough")
	w.must(err)
	if off.State != bot.Approved || off.Off.Person != "bob" || w.slot(a, 1).State != bot.PostPosted || w.slot(a, 2).State != bot.PostDropped {
		t.Errorf("%s, %+v", off.State, w.slot(a, 2))
	}
	_, err = w.EndRepeat(t.Context(), w.by(bob), a.ID, "")
	w.refused(err, bot.ErrStale, "ended already")
	_, err = w.Takedown(t.Context(), w.by(ann), parent.ID, "found")
	w.must(err)
	removals := 0
	for _, p := range w.posts(a) {
		if p.Op == bot.OpRemove {
			removals++
		}
	}
	if got := w.appeal(a.ID); got.State != bot.Done || removals != 1 {
		t.Errorf("the series is %s with %d removals", got.State, removals)
	}
	if w.events("ended series") != 1 {
		t.Error("the log does not say that it was ended")
	}
}

// What corrects an appeal ends the series of its old words.
func TestACorrectionEndsTheSeries(t *testing.T) {
	w := newWorld(t)
	parent, a := w.repeated(2)
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error { // as the verb for it does
		c, err := tx.Appeal(parent.ID)
		c.ID, c.Number, c.Kind, c.Parent, c.State, c.Approvals = "correction", 9, bot.Located, parent.ID, bot.Editing, nil
		if err == nil {
			err = tx.PutAppeal(c)
		}
		return err
	}))
	c, err := w.Submit(t.Context(), w.by(ann), "correction")
	w.must(err)
	_, err = w.Approve(t.Context(), w.by(bob), c.ID, c.Digest)
	w.must(err)
	if got := w.appeal(a.ID); got.State != bot.Done || w.slot(a, 1).State != bot.PostDropped || !strings.Contains(got.Note, "was approved") {
		t.Errorf("the series is %s (%s)", got.State, got.Note)
	}
}

// What was missed is published, asked about or dropped, and never beside the next.
func TestMissedSlots(t *testing.T) {
	for _, c := range []struct {
		name   string
		missed bot.Missed
		late   time.Duration
		kind   error
		says   string
	}{
		{"in time", bot.MissedDrop, 29 * time.Minute, nil, ""},
		{"asked", bot.MissedAsk, 31 * time.Minute, bot.ErrStale, "is it still right?"},
		{"late", bot.MissedPublish, 12 * time.Hour, nil, ""},
		{"dropped", bot.MissedDrop, 31 * time.Minute, bot.ErrOver, "was missed"},
		{"nearly the next", bot.MissedPublish, 23*time.Hour + 31*time.Minute, bot.ErrOver, "the next one of the series is due"},
		{"the next", bot.MissedAsk, 24 * time.Hour, bot.ErrOver, "the next one of the series is due"},
		{"long after", bot.MissedPublish, 100 * time.Hour, bot.ErrOver, "the next one of the series is due"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.schedule = bot.Schedule{Missed: c.missed, Grace: 30 * time.Minute, Ahead: 12 * time.Hour}
			w.Desk = w.another()
			_, a := w.repeated(3)
			w.wait(time.Hour + c.late)
			err := w.mayGo(w.slot(a, 1))
			if c.kind == nil {
				w.must(err)
				return
			}
			w.refused(err, c.kind, c.says)
		})
	}
}

// A person lets a slot go out late, but not beside the next one; and the next one
// stays behind when it would come right after.
func TestALateSlotAndTheNext(t *testing.T) {
	w := newWorld(t)
	_, a := w.repeated(2)
	w.wait(24*time.Hour + 10*time.Minute) // 50 minutes before the next one
	held := w.slot(a, 1)
	held.State, held.Note = bot.PostHeld, "?"
	w.setPost(held, func(*bot.Post) {})
	p, err := w.Decide(t.Context(), w.by(ann), held.ID, desk.Send)
	w.must(err)
	w.must(w.mayGo(p))
	w.wait(25 * time.Minute)
	w.refused(w.mayGo(p), bot.ErrOver, "the next one of the series")
	w.setPost(p, func(p *bot.Post) { p.State, p.Remotes, p.Posted = bot.PostPosted, []string{"r"}, w.clock() })
	w.wait(25 * time.Minute)
	w.refused(w.mayGo(w.slot(a, 2)), bot.ErrOver, "went out late")
	w.wait(6 * time.Minute)
	w.must(w.mayGo(w.slot(a, 2)))
	w.setPost(w.slot(a, 1), func(p *bot.Post) { p.Posted = w.clock().Add(2 * time.Hour) }) // a clock that was put back
	w.must(w.mayGo(w.slot(a, 2)))
}

// A reason that was given for words holds for the same words again.
func TestOverridesGoWithTheWords(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	f := bot.Finding{Rule: "word", Severity: bot.NeedsOverride, Field: "text.en", Span: "there", Start: 13, End: 18}
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		p, err := tx.Appeal(a.ID)
		p.Overrides = []bot.Override{{Finding: f.Key(), Rule: "word", By: bob.By(w.clock()), Reason: "it is where it was"}}
		if err == nil {
			err = tx.PutAppeal(p)
		}
		return err
	}))
	w.guard.doubt("there")
	s, err := w.Repeat(t.Context(), w.by(ann), a.ID, w.daily(2))
	w.must(err)
	if s.State != bot.Waiting || len(s.Overrides) != 1 {
		t.Errorf("%s with %d overrides: %+v", s.State, len(s.Overrides), s.Findings)
	}
	r := w.daily(2)
	r.Text = "Who was there?"
	_, err = w.EndRepeat(t.Context(), w.by(ann), s.ID, "")
	w.must(err)
	if s, err = w.Repeat(t.Context(), w.by(ann), a.ID, r); err != nil || s.State != bot.Editing || len(s.Overrides) != 0 {
		t.Errorf("other words are %s, %v", s.State, err)
	}
}

// What is being corrected is repeated in the words that are right, and not before
// they are public.
func TestWhatIsBeingCorrectedIsNotRepeated(t *testing.T) {
	w := newWorld(t)
	a := w.publishedOn(bot.Witness, map[string]string{"en": "Were you there on Monday?"}, "long")
	c, err := w.correct(a, bot.WayEdit, "Were you there on Sunday?")
	w.must(err)
	c, err = w.Approve(t.Context(), w.by(bob), c.ID, c.Digest)
	w.must(err)
	_, err = w.Repeat(t.Context(), w.by(ann), a.ID, w.daily(3))
	w.refused(err, bot.ErrStale, "is on its way")
	p := w.onAccount(c, "long")
	p.State, p.Due, p.Posted, p.Remotes = bot.PostPosted, time.Time{}, w.clock(), []string{"c"}
	w.set(p)
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error { return w.Corrected(tx, p) }))
	s, err := w.Repeat(t.Context(), w.by(ann), a.ID, w.daily(3))
	w.must(err)
	if got := s.Content.Texts["en"]; !strings.Contains(got, "Sunday") {
		t.Errorf("it repeats %q", got)
	}
}

// An appeal and its corrections are one: it is repeated once, whichever of them is
// named, and what repeats it goes out also when all of it was published anew.
func TestAnAppealAndItsCorrectionAreRepeatedOnce(t *testing.T) {
	for _, how := range []bot.Way{bot.WayEdit, bot.WayReplace} {
		t.Run(string(how), func(t *testing.T) {
			w := newWorld(t)
			a := w.publishedOn(bot.Witness, map[string]string{"en": "Were you there on Monday?"}, "long")
			c, err := w.correct(a, how, "Were you there on Sunday?")
			w.must(err)
			c, err = w.Approve(t.Context(), w.by(bob), c.ID, c.Digest)
			w.must(err)
			p := w.onAccount(c, "long")
			p.State, p.Due, p.Posted, p.Remotes = bot.PostPosted, time.Time{}, w.clock(), []string{"c"}
			w.set(p)
			w.must(w.store.Update(t.Context(), func(tx bot.Tx) error { return w.Corrected(tx, p) }))
			s, err := w.Repeat(t.Context(), w.by(ann), a.ID, w.daily(3))
			w.must(err)
			s, err = w.Approve(t.Context(), w.by(bob), s.ID, s.Digest)
			w.must(err)
			_, err = w.Repeat(t.Context(), w.by(ann), c.ID, w.daily(3))
			w.refused(err, bot.ErrStale, "repeated already")
			w.wait(time.Hour)
			w.must(w.mayGo(w.slot(s, 1)))
		})
	}
}
