package desk_test

import (
	"errors"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// The clock ran ahead by days for a while. What comes again after a pause comes again
// after no longer a pause than that; what has a time of its own keeps it; nothing is
// lost.
func TestAfterAClockThatRanAhead(t *testing.T) {
	const ahead = 9 * 24 * time.Hour
	for name, start := range map[string]bool{"noticed": false, "at the next start": true} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.tune = func(o *desk.Options) {
				o.Ladder = bot.DefaultLadder()
				o.Weekly = desk.Weekly{On: true, Day: time.Monday, Hour: 8}
			}
			w.Desk = w.another()
			w.must(w.Prime(t.Context()))
			waiting := w.submitted(bot.Witness, "Were you there?")
			_, series := w.planned(40)
			w.runSlot(series)
			down, short, _ := w.takenDown()
			w.networkRemoves(short)

			w.wait(ahead)
			late := w.submitted(bot.Witness, "And you?")
			w.must(w.JobFailed(t.Context(), bot.JobID(bot.JobSlot, series.ID), errors.New("the disk is full")))
			for _, id := range []bot.ID{bot.JobID(bot.JobRemind, waiting.ID), bot.JobID(bot.JobGone, down.Case), bot.JobID(bot.JobDigest, "week")} {
				w.must(w.RunJob(t.Context(), id))
			}
			w.looked(short, bot.Look{Blind: "no answer"})
			w.wait(-ahead)
			before := w.clock()
			if start {
				w.must(w.another().Prime(t.Context()))
			} else {
				w.must(w.SetBack(t.Context()))
			}
			for id, longest := range map[bot.ID]time.Duration{
				bot.JobID(bot.JobRemind, waiting.ID): time.Hour, bot.JobID(bot.JobRemind, late.ID): time.Hour,
				bot.JobID(bot.JobGone, down.Case): 30 * time.Minute, bot.JobID(bot.JobDigest, "week"): 8 * 24 * time.Hour,
				bot.JobID(bot.JobSlot, series.ID): time.Hour,
			} {
				for ran := range 2 { // as it stands, and once it ran
					j, ok := w.job(id)
					if !ok {
						t.Fatalf("%s is lost", id)
					}
					if in := j.Due.Sub(w.clock()); in > longest+time.Minute && (ran == 0 || j.Kind != bot.JobSlot) { // a slot has a time of its own
						t.Errorf("%s is due in %v", id, in)
					}
					w.must(w.RunJob(t.Context(), id))
				}
			}
			if due := w.removal(w.post(short.ID)).Gone.Due; due.Sub(before) > time.Hour {
				t.Errorf("it is looked for in %v", due.Sub(before))
			}
			// Whoever waits is called again.
			for _, a := range []bot.Appeal{waiting, late} {
				was := w.appeal(a.ID).Reminded.Times
				for range 3 {
					w.wait(time.Hour)
					w.must(w.RunJob(t.Context(), bot.JobID(bot.JobRemind, a.ID)))
				}
				if w.appeal(a.ID).Reminded.Times == was {
					t.Errorf("nobody is reminded of appeal %d any more", a.Number)
				}
			}
		})
	}
}

// A job about what was purged since it failed keeps the others from nothing.
func TestAJobAboutNothingIsSetBack(t *testing.T) {
	w := newWorld(t)
	id := bot.JobID(bot.JobRemind, "nobody")
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		return tx.PutJob(bot.Job{ID: id, Kind: bot.JobRemind, Subject: "nobody", Due: w.clock().Add(9 * 24 * time.Hour), Since: w.clock(), Fails: 1})
	}))
	w.must(w.SetBack(t.Context()))
	w.must(w.RunJob(t.Context(), id))
	if j, any := w.job(id); any {
		t.Errorf("it became %+v", j)
	}
}
