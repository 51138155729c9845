package desk_test

import (
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// The quiet hours in the configuration are others at the next start. What waits goes
// out at the new end, and nothing goes out inside a window that stands now.
func TestWindowsThatAreOthersAtTheNextStart(t *testing.T) {
	hours := func(from, to int) map[bot.AccountID][]bot.Window {
		return map[bot.AccountID][]bot.Window{"short": {{From: from * 60, To: to * 60}}}
	}
	for name, c := range map[string]struct {
		then   map[bot.AccountID][]bot.Window
		due    time.Duration // when the outbox looks at it again
		public time.Duration
		asked  bool
	}{ // it is 07:00 there
		"the same":   {hours(6, 10), 3*time.Hour + time.Second, 3*time.Hour + time.Second, false},
		"shortened":  {hours(6, 8), 0, time.Hour + time.Second, false},
		"removed":    {nil, 0, 0, false},
		"moved away": {hours(8, 10), 0, 0, false},
		"lengthened": {hours(6, 12), 3*time.Hour + time.Second, 5*time.Hour + time.Second, true},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.windows = hours(6, 10)
			begin := w.clock()
			a := w.approved()
			p := w.onAccount(a, "short")
			until, _ := w.waits(p)
			w.putOff(p, until)
			scheduled := w.submitted(bot.Witness, "Were you there, too?")
			_, err := w.Schedule(t.Context(), w.by(ann), scheduled.ID, begin.Add(12*time.Hour))
			w.must(err)
			scheduled, err = w.Approve(t.Context(), w.by(bob), scheduled.ID, w.appeal(scheduled.ID).Digest)
			w.must(err)

			w.windows = c.then
			w.Desk = w.another()
			w.must(w.Prime(t.Context()))
			if got := w.post(p.ID).Due.Sub(begin); got != c.due {
				t.Errorf("it is looked at after %v, want %v", got, c.due)
			}
			if q := w.onAccount(scheduled, "short"); !q.Due.Equal(begin.Add(12 * time.Hour)) {
				t.Errorf("what has a time of its own is due at %v", q.Due)
			}
			w.wait(w.post(p.ID).Due.Sub(w.clock()))
			err = w.waitsOut(p.ID)
			if got := w.clock().Sub(begin); got != c.public {
				t.Errorf("it is let go after %v, want %v", got, c.public)
			}
			if c.asked {
				w.refused(err, bot.ErrStale, "later now than was known")
				return
			}
			w.must(err)
		})
	}
}

// Those that stand in line go one after the other also when the program is started in
// between.
func TestALineOutlivesAStart(t *testing.T) {
	w := newWorld(t)
	w.windows = map[bot.AccountID][]bot.Window{"short": {{From: 7 * 60, To: 9 * 60}}}
	var ps []bot.Post
	for range 5 {
		p := w.onAccount(w.approved(), "short")
		until, _ := w.waits(p)
		w.putOff(p, until)
		ps = append(ps, p)
	}
	w.wait(2*time.Hour + 2*time.Second)
	w.must(w.waitsOut(ps[0].ID))
	var before []time.Time
	for _, p := range ps {
		before = append(before, w.post(p.ID).Due)
	}
	w.must(w.another().Prime(t.Context()))
	for i, p := range ps {
		if got := w.post(p.ID).Due; !got.Equal(before[i]) {
			t.Errorf("post %d is due at %v, not %v", i, got, before[i])
		}
	}
	if before[4].Sub(w.clock()) < time.Minute {
		t.Errorf("there is no line: %v", before)
	}
}

// What a version before this one has stored was approved by people who saw quiet hours,
// and blackouts of before, on the card: it is no surprise to them. What is held has
// people reminded of it.
func TestWhatAnOlderVersionStoredWasExpected(t *testing.T) {
	w := newWorld(t)
	w.schedule = bot.Schedule{Missed: bot.MissedDrop, Grace: time.Minute, Ahead: time.Hour}
	w.tune = func(o *desk.Options) { o.Ladder = bot.DefaultLadder() }
	w.Desk = w.another()
	w.windows = map[bot.AccountID][]bot.Window{"short": {{From: 7 * 60, To: 9 * 60}}} // it is 07:00 there
	quiet := w.onAccount(w.approved(), "short")
	until, _ := w.waits(quiet)
	w.putOff(quiet, until)
	w.wait(time.Second)
	w.dark(4 * time.Hour)
	dark := w.clock().Add(4 * time.Hour)
	known, held := w.onAccount(w.approved(), "long"), w.onAccount(w.approved(), "long")
	for _, p := range []bot.Post{quiet, known, held} {
		w.setPost(w.post(p.ID), func(p *bot.Post) { p.Expected = time.Time{} })
	}
	w.setPost(w.post(held.ID), func(p *bot.Post) { p.State, p.Due, p.Note = bot.PostHeld, time.Time{}, "is it still right?" })

	w.must(w.another().Prime(t.Context()))
	if at := w.post(quiet.ID).Expected; !at.Equal(until.Truncate(time.Minute)) {
		t.Errorf("what waits for quiet hours is expected at %v, not %v", at, until)
	}
	if at := w.post(known.ID).Expected; !at.Equal(dark) {
		t.Errorf("what waits for a blackout that was known is expected at %v, not %v", at, dark)
	}
	if j, any := w.job(bot.JobID(bot.JobAsk, held.Appeal)); !any || j.Case != held.Case {
		t.Errorf("nobody is reminded of what is held: %+v", j)
	}
}
