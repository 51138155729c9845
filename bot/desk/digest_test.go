package desk_test

import (
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// weekly is the department of a world with a digest, in a zone.
func (w *world) weekly(at desk.Weekly, zone *time.Location) *desk.Desk {
	w.t.Helper()
	roster, err := bot.NewRoster([]bot.Person{ann, bob, carla, eve})
	w.must(err)
	d, err := desk.New(desk.Options{
		Store: counted{w.store, w}, Now: w.clock, Zone: zone, Roster: roster, Rules: bot.DefaultRules(), NewID: func() bot.ID { return "id" },
		Accounts: shortAndLong{w}, Guard: w.guard, Composer: joined{}, Languages: []string{"en"}, Platforms: []string{"test"}, Files: w.files, Weekly: at,
	})
	w.must(err)
	w.must(d.Prime(w.t.Context()))
	return d
}

// tick runs what is due and returns when the digest is due next; zero for never.
func (w *world) tick(d *desk.Desk) time.Time {
	w.t.Helper()
	for {
		j, ok, err := d.DueJob(w.t.Context())
		w.must(err)
		if !ok {
			break
		}
		w.must(d.RunJob(w.t.Context(), j.ID))
	}
	var at time.Time
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) error {
		if j, err := tx.Job(bot.JobID(bot.JobDigest, "week")); err == nil {
			at = j.Due
		}
		return nil
	}))
	return at
}

// digests are the weeks of which a digest was asked for.
func (w *world) digests() (out []bot.ID) {
	for _, n := range w.due() {
		if n.Kind == bot.NoticeWeek {
			out = append(out, n.Subject)
			if n.Channel != "digest" || n.Case != "" {
				w.t.Errorf("the digest goes to %q, case %q", n.Channel, n.Case)
			}
		}
	}
	return out
}

func (w *world) zone(name string) *time.Location {
	w.t.Helper()
	z, err := time.LoadLocation(name)
	w.must(err)
	return z
}

// A year of digests: one a week at the same time of the day, the two weeks in which
// the clocks change included, each of the seven days before.
func TestTheDigestIsSentOnceAWeek(t *testing.T) {
	for name, at := range map[string]desk.Weekly{
		"monday": {On: true, Day: time.Monday, Hour: 8},
		"gap":    {On: true, Day: time.Sunday, Hour: 2, Minute: 30}, // on 14 March 2027 there is no such time
		"twice":  {On: true, Day: time.Sunday, Hour: 1, Minute: 30}, // on 7 November 2027 there are two
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			toronto := w.zone("America/Toronto")
			d := w.weekly(at, toronto)
			var days []string
			for due := w.tick(d); len(days) < 53; due = w.tick(d) {
				if due.IsZero() || !due.After(w.clock()) {
					t.Fatalf("due at %s, and it is %s", due, w.clock())
				}
				w.wait(due.Sub(w.clock()) - time.Second)
				w.tick(d)
				if n := len(w.digests()); n != len(days) {
					t.Fatalf("%d digests a second early, want %d", n, len(days))
				}
				w.wait(time.Second)
				here := w.clock().In(toronto)
				days = append(days, here.Format(time.DateOnly))
				if here.Weekday() != at.Day {
					t.Errorf("sent on %s", here)
				}
				if gap := name == "gap" && here.Format(time.DateOnly) == "2027-03-14"; !gap && here.Format("15:04") != time.Date(0, 1, 1, at.Hour, at.Minute, 0, 0, time.UTC).Format("15:04") {
					t.Errorf("sent at %s", here)
				}
			}
			sent := w.digests()
			if len(sent) != 53 {
				t.Fatalf("%d digests, want 53", len(sent))
			}
			for i, day := range days {
				if want := bot.ID(bot.Later(day, -1)); sent[i] != want {
					t.Errorf("digest %d is of the week to %s, want %s", i, sent[i], want)
				}
				if i > 0 && bot.Later(days[i-1], 7) != day {
					t.Errorf("sent on %s, and before on %s", day, days[i-1])
				}
			}
		})
	}
}

// After weeks in which the program was down there is one digest, of the last week.
func TestMissedDigestsAreOne(t *testing.T) {
	w := newWorld(t) // Monday, 7:00 in Toronto
	at := desk.Weekly{On: true, Day: time.Monday, Hour: 8}
	toronto := w.zone("America/Toronto")
	w.tick(w.weekly(at, toronto))
	w.wait(30 * 24 * time.Hour)
	d := w.weekly(at, toronto) // it is started again
	due := w.tick(d)
	if got := w.digests(); len(got) != 1 || got[0] != "2026-12-20" {
		t.Errorf("digests of %v", got)
	}
	if want := time.Date(2026, 12, 28, 8, 0, 0, 0, toronto); !due.Equal(want) {
		t.Errorf("the next is due at %s, want %s", due, want)
	}
}

// The configuration decides when the next is, and whether there is one.
func TestTheDigestFollowsTheConfiguration(t *testing.T) {
	w := newWorld(t)
	toronto := w.zone("America/Toronto")
	monday := w.tick(w.weekly(desk.Weekly{On: true, Day: time.Monday, Hour: 8}, toronto))
	friday := w.tick(w.weekly(desk.Weekly{On: true, Day: time.Friday, Hour: 17}, toronto))
	if monday.In(toronto).Format("Mon 15:04") != "Mon 08:00" || friday.In(toronto).Format("Mon 15:04") != "Fri 17:00" {
		t.Errorf("due at %s, then %s", monday, friday)
	}
	if off := w.tick(w.weekly(desk.Weekly{}, toronto)); !off.IsZero() {
		t.Errorf("still due at %s", off)
	}
	w.wait(14 * 24 * time.Hour)
	d := w.weekly(desk.Weekly{}, toronto)
	w.tick(d)
	if got := w.digests(); len(got) != 0 {
		t.Errorf("digests of %v", got)
	}
}
