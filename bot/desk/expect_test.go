package desk_test

import (
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// dark sets a blackout on every account.
func (w *world) dark(d time.Duration) {
	w.t.Helper()
	_, err := w.Blackout(w.t.Context(), w.by(carla), blackout(w, "", d))
	w.must(err)
}

// waitsOut lets a post wait as the outbox does until nothing holds it any more, and
// returns what Clear says then.
func (w *world) waitsOut(id bot.ID) error {
	w.t.Helper()
	for range 10 {
		until, _ := w.waits(w.post(id))
		if until.IsZero() {
			return w.mayGo(w.post(id))
		}
		w.putOff(w.post(id), until)
		w.wait(until.Sub(w.clock()))
	}
	w.t.Fatal("it waits for ever")
	return nil
}

// What was approved before a blackout that makes it late is asked about at its end, or
// published, or given up, as the department has it with what was missed. What was
// approved in the knowledge of that goes out.
func TestABlackoutThatNobodyKnewOf(t *testing.T) {
	const ask, gone = "was known when it was approved; is it still right?", "was known when it was approved, so it is given up"
	for name, c := range map[string]struct {
		missed bot.Missed
		before time.Duration // of a blackout set before the approval
		then   []time.Duration
		kind   error
		says   string
	}{
		"set afterwards":                 {bot.MissedAsk, 0, []time.Duration{2 * time.Hour}, bot.ErrStale, ask},
		"set afterwards, published late": {bot.MissedPublish, 0, []time.Duration{2 * time.Hour}, nil, ""},
		"set afterwards, given up":       {bot.MissedDrop, 0, []time.Duration{2 * time.Hour}, bot.ErrOver, gone},
		"set afterwards, a short one":    {bot.MissedAsk, 0, []time.Duration{30 * time.Minute}, nil, ""},
		"known":                          {bot.MissedAsk, 20 * time.Hour, nil, nil, ""},
		"known, given up":                {bot.MissedDrop, 20 * time.Hour, nil, nil, ""},
		"known and made longer":          {bot.MissedAsk, time.Hour, []time.Duration{3 * time.Hour}, bot.ErrStale, ask},
		"known and made a little longer": {bot.MissedAsk, time.Hour, []time.Duration{80 * time.Minute}, nil, ""},
		"known and made shorter":         {bot.MissedAsk, 3 * time.Hour, []time.Duration{time.Hour}, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.schedule = bot.Schedule{Missed: c.missed, Grace: 30 * time.Minute, Ahead: 12 * time.Hour}
			w.Desk = w.another()
			if c.before > 0 {
				w.dark(c.before)
				w.wait(time.Minute)
			}
			p := w.onAccount(w.approved(), "short")
			w.wait(time.Second)
			for _, d := range c.then {
				w.dark(d)
			}
			if err := w.waitsOut(p.ID); c.kind != nil {
				w.refused(err, c.kind, "It was to be published ", c.says)
			} else if err != nil {
				t.Error(err)
			}
		})
	}
}

// Two have to approve, and only the second one saw the blackout on the card.
func TestTheFirstApproverDidNotKnowOfTheBlackout(t *testing.T) {
	for name, c := range map[string]struct {
		first bool // the blackout came before both
		kind  error
	}{"after the first": {false, bot.ErrStale}, "before both": {true, nil}} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			a := w.submitted(bot.MissingPerson, "Have you seen him?")
			for i, p := range []bot.Person{bob, carla} {
				w.wait(time.Minute)
				if i == 0 == c.first {
					w.dark(2 * time.Hour)
				}
				var err error
				a, err = w.Approve(t.Context(), w.by(p), a.ID, a.Digest)
				w.must(err)
			}
			err := w.waitsOut(w.onAccount(a, "short").ID)
			if c.kind == nil {
				w.must(err)
				return
			}
			w.refused(err, c.kind, "later now than was known")
		})
	}
}

// Quiet hours stand in the configuration: whoever approves sees them, also for a time
// that is weeks ahead.
func TestQuietHoursAreKnown(t *testing.T) {
	w := newWorld(t)
	w.schedule = bot.Schedule{Missed: bot.MissedDrop, Grace: time.Minute, Ahead: time.Hour}
	w.Desk = w.another()
	parent := w.published()
	w.windows = map[bot.AccountID][]bot.Window{"long": {{From: 7 * 60, To: 9 * 60}}} // it is 07:00 there
	at := w.onAccount(w.approved(), "long")
	if !at.Expected.Equal(w.clock().Add(2 * time.Hour)) {
		t.Errorf("it is expected at %v", at.Expected)
	}
	w.must(w.waitsOut(at.ID))
	r := w.daily(3) // each of them in an hour's time, at 10:00
	for i := range r.Slots {
		r.Slots[i].At = r.Slots[i].At.Add(22 * time.Hour) // 08:00
	}
	s, err := w.Repeat(t.Context(), w.by(ann), parent.ID, r)
	w.must(err)
	s, err = w.Approve(t.Context(), w.by(bob), s.ID, s.Digest)
	w.must(err)
	for n := 1; n <= 3; n++ {
		p := w.slot(s, n)
		w.wait(p.Due.Sub(w.clock()))
		w.must(w.waitsOut(p.ID))
		w.setPost(w.slot(s, n), func(p *bot.Post) {
			p.State, p.Due, p.Remotes, p.Posted = bot.PostPosted, time.Time{}, []string{"r"}, w.clock()
		})
	}
	// A blackout that comes on top of them is another matter, and so is one slot of it.
	other, err := w.EndRepeat(t.Context(), w.by(ann), s.ID, "")
	w.must(err)
	s, err = w.Repeat(t.Context(), w.by(ann), other.Parent, w.daily(2))
	w.must(err)
	s, err = w.Approve(t.Context(), w.by(bob), s.ID, s.Digest)
	w.must(err)
	w.dark(4 * time.Hour)
	w.wait(time.Hour)
	w.refused(w.waitsOut(w.slot(s, 1).ID), bot.ErrOver, "so it is given up")
	w.wait(w.slot(s, 2).Due.Sub(w.clock()))
	w.must(w.waitsOut(w.slot(s, 2).ID))
}

// Whoever lets a post go that is held sees what holds it further, and is not asked
// about that; but about what comes later.
func TestADecisionKnowsOfTheBlackout(t *testing.T) {
	w := newWorld(t)
	p := w.onAccount(w.approved(), "short")
	w.dark(2 * time.Hour)
	err := w.waitsOut(p.ID)
	w.refused(err, bot.ErrStale)
	hold := func() {
		w.setPost(w.post(p.ID), func(p *bot.Post) { p.State, p.Due, p.Note = bot.PostHeld, time.Time{}, err.Error() })
	}
	hold()
	w.dark(5 * time.Hour)
	w.wait(time.Minute)
	_, err = w.Decide(t.Context(), w.by(ann), p.ID, desk.Send)
	w.must(err)
	w.must(w.waitsOut(p.ID))

	w.dark(time.Hour)
	w.refused(w.waitsOut(p.ID), bot.ErrStale, "later now than was known")
}

// Those that waited together go out one by one. To stand in line is no surprise,
// however long the line; and what is asked about keeps none of them waiting.
func TestALineIsNoSurprise(t *testing.T) {
	w := newWorld(t)
	w.windows = map[bot.AccountID][]bot.Window{"short": {{From: 7 * 60, To: 9 * 60}}}
	var ps []bot.Post
	for range 40 {
		p := w.onAccount(w.approved(), "short")
		until, _ := w.waits(p)
		w.putOff(p, until)
		ps = append(ps, p)
	}
	w.wait(2 * time.Hour)
	for i, p := range ps {
		w.wait(max(0, w.post(p.ID).Due.Sub(w.clock())))
		if err := w.waitsOut(p.ID); err != nil {
			t.Fatalf("post %d, %s after the end: %v", i, w.clock(), err)
		}
		w.setPost(w.post(p.ID), func(p *bot.Post) { p.State, p.Due, p.Remotes = bot.PostPosted, time.Time{}, []string{"r"} })
	}
	if late := w.clock().Sub(ps[0].Expected); late < 38*time.Minute {
		t.Errorf("the last one went out after %v", late)
	}

	w.windows = nil
	first, second := w.onAccount(w.approved(), "short"), w.onAccount(w.approved(), "short")
	w.dark(2 * time.Hour)
	for _, p := range []bot.Post{first, second} {
		until, _ := w.waits(p)
		w.putOff(p, until)
	}
	w.wait(2*time.Hour + time.Second)
	w.refused(w.waitsOut(first.ID), bot.ErrStale)
	if p := w.post(second.ID); p.Due.After(w.clock().Add(time.Second)) {
		t.Errorf("the second is asked about at %v", p.Due)
	}
}

// What is held, or of which nobody knows whether it is public, is not forgotten.
func TestPeopleAreRemindedOfADecision(t *testing.T) {
	for _, state := range []bot.PostState{bot.PostHeld, bot.PostAbsent} {
		t.Run(string(state), func(t *testing.T) { remindedOf(t, state) })
	}
}

func remindedOf(t *testing.T, state bot.PostState) {
	w := newWorld(t)
	w.tune = func(o *desk.Options) { o.Ladder = bot.DefaultLadder() }
	w.Desk = w.another()
	a := w.approved()
	p := w.onAccount(a, "short")
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		p.State, p.Due, p.Note = state, time.Time{}, "is it still right?"
		if err := tx.SetPost(p); err != nil {
			return err
		}
		return bot.Inquire(tx, p, w.clock())
	}))
	rooms := func() (n int) {
		for _, s := range w.inRoom() {
			if strings.Contains(s, "still waits for a decision on Short") {
				n++
			}
		}
		return n
	}
	id := bot.JobID(bot.JobAsk, a.ID)
	for i, want := range []struct {
		after       time.Duration
		rooms, duty int
	}{{0, 0, 0}, {5 * time.Minute, 1, 0}, {10 * time.Minute, 2, 0}, {15 * time.Minute, 3, 1}, {time.Hour, 4, 2}} {
		w.wait(want.after)
		w.must(w.RunJob(t.Context(), id))
		if r, d := rooms(), len(w.told("duty")); r != want.rooms || d != want.duty {
			t.Errorf("step %d: %d in the room, %d on duty: %q", i, r, d, w.inRoom())
		}
	}
	// Asked about anew, people are not reminded from the beginning.
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error { return bot.Inquire(tx, p, w.clock()) }))
	if j, _ := w.job(id); j.Step != 5 {
		t.Errorf("it begins anew: %+v", j)
	}
	_, err := w.Decide(t.Context(), w.by(ann), p.ID, desk.Drop)
	w.must(err)
	w.wait(time.Hour)
	w.must(w.RunJob(t.Context(), id))
	if _, any := w.job(id); any || rooms() != 4 {
		t.Error("people are reminded of what was decided")
	}
}

// Of an appeal that is over nothing is to be decided any more.
func TestNobodyIsRemindedOfWhatIsOver(t *testing.T) {
	w := newWorld(t)
	w.tune = func(o *desk.Options) { o.Ladder = bot.DefaultLadder() }
	w.Desk = w.another()
	a := w.approved()
	w.setPost(w.onAccount(a, "short"), func(p *bot.Post) {
		p.State, p.Due, p.Remotes, p.Note = bot.PostHeld, time.Time{}, []string{"r"}, "the second part"
	})
	w.must(w.another().Prime(t.Context()))
	id := bot.JobID(bot.JobAsk, a.ID)
	w.must(w.RunJob(t.Context(), id))
	_, err := w.Takedown(t.Context(), w.by(ann), a.ID, "the child is home")
	w.must(err)
	w.wait(5 * time.Minute)
	w.must(w.RunJob(t.Context(), id))
	for _, s := range w.inRoom() {
		if strings.Contains(s, "still waits for a decision") {
			t.Error(s)
		}
	}
	if j, any := w.job(id); any {
		t.Errorf("it goes on: %+v", j)
	}
}
