package outbox_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot"
	"appealbot/bot/calendar"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
)

// specs are the series of a department that repeats much: at the times that clocks
// skip and that they show twice, once a week, and several times a day.
func specs(t *testing.T) map[string]calendar.Spec {
	t.Helper()
	out := map[string]calendar.Spec{}
	for name, expression := range map[string]string{
		"daily 02:30": "30 2 * * *", "daily 01:30": "30 1 * * *", "every monday 9:00": "0 9 * * 1",
		"nightly by the hour": "30 0-3 * * *",
	} {
		s, err := calendar.Cron(expression)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = s
	}
	return out
}

// A trouble is something that happens to the program: it is down, or its clock is
// wrong, for so long.
type trouble struct {
	at    time.Time
	lasts time.Duration
	skew  time.Duration // zero: it is down
}

// troubles are those of a year: some that are meant to hurt, and many that chance
// chooses, none of them so that it ends within minutes of what decides between two
// fates.
func troubles(zone *time.Location, from, to time.Time, seed uint64) []trouble {
	day := func(s string) time.Time {
		t, err := time.ParseInLocation("2006-01-02 15:04", s, zone)
		if err != nil {
			panic(err)
		}
		return t
	}
	hard := []trouble{
		{at: day("2026-03-07 20:15"), lasts: 16 * time.Hour},                          // over the gap
		{at: day("2026-04-10 10:15"), lasts: 72 * time.Hour},                          // three of each missed
		{at: day("2026-08-01 00:15"), lasts: time.Hour, skew: 3 * time.Hour},          // the clock runs ahead of two slots
		{at: day("2026-08-10 01:45"), lasts: 5 * time.Hour, skew: -2 * time.Hour},     // it shows 01:30 once more
		{at: day("2026-09-05 02:45"), lasts: 90 * time.Minute, skew: -24 * time.Hour}, // and a whole day
		{at: day("2026-11-01 00:15"), lasts: 95 * time.Minute},                        // over the first 01:30, up before the second
		{at: day("2027-01-15 09:15"), lasts: 8 * 24 * time.Hour},                      // a week and a day
	}
	var out []trouble
	rng := rand.New(rand.NewPCG(seed, 8)) // the same troubles each time
	t := from
	for t = t.Add(36 * time.Hour); t.Before(to.Add(-48 * time.Hour)); {
		one := trouble{at: odd(t, rng)}
		switch rng.IntN(4) {
		case 0: // a restart
			one.lasts = 2 * time.Minute
		case 1:
			one.lasts = time.Duration(1+rng.IntN(40)) * time.Hour
		case 2:
			one.lasts, one.skew = time.Duration(1+rng.IntN(6))*time.Hour, time.Duration(1+rng.IntN(5))*time.Hour
		default:
			one.lasts, one.skew = time.Duration(1+rng.IntN(6))*time.Hour, -time.Duration(1+rng.IntN(5))*time.Hour
		}
		end := one.at.Add(one.lasts)
		for _, h := range hard {
			if h.at.Before(end.Add(6*time.Hour)) && h.at.Add(h.lasts+6*time.Hour).After(one.at) {
				one.lasts = 0
			}
		}
		if one.lasts > 0 {
			out = append(out, one)
		}
		t = end.Add(time.Duration(20+rng.IntN(90)) * time.Hour)
	}
	return append(out, hard...)
}

// odd moves a time to a minute that is far from every slot and from half an hour
// before and after it.
func odd(t time.Time, rng *rand.Rand) time.Time {
	return t.Truncate(30 * time.Minute).Add(time.Duration(10+rng.IntN(8)) * time.Minute)
}

// A year with both changes of the clocks, restarts, days without the program, clocks
// that are put forward and back: each slot is published exactly once, or not at all
// for a reason that the department chose; never are two of one series published at
// once; and on the days on which the clocks change nothing is skipped or doubled.
func TestAYearOfSlots(t *testing.T) {
	if testing.Short() || raced {
		t.Skip("a year takes too long for the race detector; .ci/run lives it without")
	}
	for _, c := range []struct {
		missed       bot.Missed
		month, lasts int // the other two ways with what is missed: over one change each
	}{{bot.MissedPublish, 3, 12}, {bot.MissedAsk, 10, 2}, {bot.MissedDrop, 3, 2}} {
		t.Run(string(c.missed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				begin := time.Date(2026, time.Month(c.month), 1, 5, 17, 0, 0, time.UTC)
				e := newEra(t, "America/Toronto", c.missed, begin, false, specs(t))
				end := begin.AddDate(0, c.lasts, 0)
				e.live(troubles(e.zone, begin, end, 1), end)
				e.verify()
			})
		})
	}
}

// The same on a file that is closed and opened again, over both changes of the
// clocks.
func TestSlotsOnDisk(t *testing.T) {
	for _, begin := range []time.Time{time.Date(2026, 3, 5, 5, 17, 0, 0, time.UTC), time.Date(2026, 10, 29, 5, 17, 0, 0, time.UTC)} {
		t.Run(begin.Format("January"), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := newEra(t, "America/Toronto", bot.MissedPublish, begin, true, specs(t))
				end := begin.AddDate(0, 0, 6)
				var ts []trouble
				for at := begin.Add(7 * time.Hour); at.Before(end); at = at.Add(5 * time.Hour) {
					ts = append(ts, trouble{at: at, lasts: 3 * time.Minute})
				}
				e.live(ts, end)
				e.verify()
			})
		})
	}
}

// live lets the era go on until its end, with its troubles.
func (e *era) live(ts []trouble, end time.Time) {
	sorted := append([]trouble(nil), ts...)
	for i := range sorted { // there are a hundred
		for j := i + 1; j < len(sorted); j++ {
			if sorted[j].at.Before(sorted[i].at) {
				sorted[i], sorted[j] = sorted[j], sorted[i]
			}
		}
	}
	for _, one := range sorted {
		if one.at.Before(e.real()) || one.at.Add(one.lasts).After(end) {
			continue
		}
		e.until(one.at)
		if one.skew == 0 {
			e.down()
		} else {
			e.jump(one.skew)
			e.asked()
		}
		e.until(one.at.Add(one.lasts))
		if one.skew == 0 {
			e.up()
		} else {
			e.jump(0)
		}
		e.asked()
	}
	e.until(end)
	e.stop()
}

// answered is how long after a change somebody decides what is asked.
const answered = 7 * time.Minute

func (e *era) asked() {
	e.until(e.real().Add(answered))
	if e.stop != nil {
		e.decide()
	}
}

// verify holds what became public against what must have.
func (e *era) verify() {
	e.t.Helper()
	got := e.published()
	tally := map[string]int{}
	for _, s := range e.series {
		for appeal, slots := range e.byAppeal(s) {
			for i, f := range e.fates(slots, answered) {
				tally[f.why]++
				for _, n := range e.nets {
					account := n.Account().ID
					at := got[fmt.Sprintf("%s/%s/%d", account, appeal, slots[i].n)]
					e.compare(s, account, slots[i], f, at)
				}
			}
		}
		e.apart(s)
	}
	e.t.Logf("%d slots: %v", len(e.slots), tally)
}

func (e *era) compare(s *running, account bot.AccountID, slot *planned, f fate, got []time.Time) {
	e.t.Helper()
	when := slot.At.In(e.zone).Format("Mon 2 Jan 2006 15:04 MST")
	switch {
	case slot.At.After(e.real().Add(-time.Hour)):
	case !f.public && len(got) > 0:
		e.t.Errorf("%s, %s on %s was published (%v) and must not be: %s (%s)", s.name, when, account, got, f.why, f.at)
	case f.public && len(got) != 1:
		e.t.Errorf("%s, %s on %s was published %d times (%v), want once at %s", s.name, when, account, len(got), got, f.at)
	case f.public && (got[0].Before(f.at.Add(-time.Second)) || got[0].After(f.at.Add(time.Minute))):
		e.t.Errorf("%s, %s on %s was published at %s, want %s", s.name, when, account, got[0], f.at)
	}
}

// byAppeal are the slots of a series by the appeal that holds them, in order.
func (e *era) byAppeal(s *running) map[bot.ID][]*planned {
	out := map[bot.ID][]*planned{}
	for _, p := range e.slots {
		if p.of == s {
			out[p.appeal] = append(out[p.appeal], p)
		}
	}
	return out
}

// apart makes sure that no two slots of a series were published within half an hour
// of the program's own time.
func (e *era) apart(s *running) {
	e.t.Helper()
	for appeal := range e.byAppeal(s) {
		for _, n := range e.nets {
			var last time.Time
			for _, p := range public(n) {
				if p.Post.Appeal != appeal || p.Post.Slot == 0 {
					continue
				}
				if !last.IsZero() && p.At.Sub(last) < between-time.Minute && e.steady(last, p.At) {
					e.t.Errorf("%s: two of one series on %s at %s and %s", s.name, n.Account().ID, last.Add(e.since).In(e.zone), p.At.Add(e.since).In(e.zone))
				}
				last = p.At
			}
		}
	}
}

func public(n network.Network) []networktest.Published { return n.(*networktest.Network).Public() }

// steady reports whether the program's clock was right all the time between two
// moments of the bubble's.
func (e *era) steady(from, to time.Time) bool {
	for i, p := range e.phases {
		end := e.real()
		if i+1 < len(e.phases) {
			end = e.phases[i+1].from
		}
		if p.skew != 0 && p.from.Before(to.Add(e.since)) && end.After(from.Add(e.since)) {
			return false
		}
	}
	return true
}
