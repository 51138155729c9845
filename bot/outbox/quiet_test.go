package outbox_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/store/mem"
)

// nightly are quiet hours that a missing person may pass.
func nightly() []bot.Window {
	return []bot.Window{{From: 23 * 60, To: 7 * 60, Passes: []bot.Kind{bot.MissingPerson}}}
}

// in moves the department to another time zone.
func (w *world) in(zone *time.Location, nets ...network.Network) {
	w.t.Helper()
	roster, err := bot.NewRoster([]bot.Person{ann, bob, carla})
	w.must(err)
	w.desk, err = desk.New(desk.Options{
		Files: w.files, Store: w.store, Now: w.clock, Zone: zone, NewID: w.id, Roster: roster, Rules: bot.Rules{Default: bot.Rule{Need: 1}},
		Accounts: accounts(nets), Guard: noGuard{}, Composer: plainComposer{}, Languages: []string{"en"}, Platforms: []string{"test"},
	})
	w.must(err)
}

// of approves an appeal of a kind, urgent for a reason or not.
func (w *world) of(kind bot.Kind, number, text, urgent string, at time.Time) bot.Appeal {
	w.t.Helper()
	a, err := w.desk.Draft(w.t.Context(), w.by(ann), desk.NewAppeal{Number: number, Title: "x", Kind: kind, Facts: bot.Facts{What: text}, Accounts: []bot.AccountID{"x"}, At: at})
	w.must(err)
	if urgent != "" {
		_, err = w.desk.Urge(w.t.Context(), w.by(ann), a.ID, urgent)
		w.must(err)
	}
	_, err = w.desk.Submit(w.t.Context(), w.by(ann), a.ID)
	w.must(err)
	a, err = w.desk.Approve(w.t.Context(), w.by(bob), a.ID, w.digest(a.ID))
	w.must(err)
	return a
}

func (w *world) digest(id bot.ID) (out string) {
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) error {
		a, err := tx.Appeal(id)
		out = a.Digest
		return err
	}))
	return out
}

// diary notes when what became public, on the clocks of a zone.
type diary struct {
	mu   sync.Mutex
	zone *time.Location
	said []string
}

func (d *diary) keep(n *networktest.Network) {
	n.Before = func(a network.Attempt) *network.Result {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.said = append(d.said, time.Now().In(d.zone).Format("15:04 ")+a.Part.Text)
		return nil
	}
}

func (d *diary) String() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return strings.Join(d.said, "\n")
}

// In the year 2000, in which a bubble begins, clocks in Toronto went forward on 2 April
// and back on 29 October, at 02:00.
func TestNightsOnAnAccount(t *testing.T) {
	for _, tt := range []struct {
		name string
		day  time.Month
		on   int
		// away is when the process dies and how long it stays away.
		dies, away time.Duration
		want       string
	}{
		{"of eight hours", time.June, 6, 0, 0, "22:59 before\n01:12 boy\n07:00 girl\n07:01 one\n07:02 two\n07:03 three"},
		{"of seven hours", time.April, 1, 0, 0, "22:59 before\n01:12 boy\n07:00 girl\n07:01 one\n07:02 two\n07:03 three"},
		{"of nine hours", time.October, 28, 0, 0, "22:59 before\n01:12 boy\n07:00 girl\n07:01 one\n07:02 two\n07:03 three"},
		{"that the program does not see the end of", time.June, 6, time.Hour, 10 * time.Hour, "22:59 before\n01:12 boy\n12:12 girl\n12:13 one\n12:14 two\n12:15 three"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			toronto, err := time.LoadLocation("America/Toronto")
			if err != nil {
				t.Fatal(err)
			}
			synctest.Test(t, func(t *testing.T) {
				n := net("x", true)
				n.Is.Windows = nightly()
				d := &diary{zone: toronto}
				d.keep(n)
				w := newWorld(t, mem.New(), n)
				w.real = true
				w.in(toronto, n)
				evening := time.Date(2000, tt.day, tt.on, 22, 59, 0, 0, toronto)
				time.Sleep(time.Until(evening))
				stop := w.publishing("x")
				w.of(bot.Witness, "2026-0001", "before", "", time.Time{})
				time.Sleep(2 * time.Hour)
				time.Sleep(11 * time.Minute)
				// It is 01:10, before the clocks change.
				w.of(bot.Witness, "2026-0002", "one", "", time.Time{})
				time.Sleep(time.Minute)
				w.of(bot.Witness, "2026-0003", "two", "", time.Time{})
				time.Sleep(time.Minute)
				w.of(bot.Witness, "2026-0004", "three", "", time.Time{})
				w.of(bot.MissingPerson, "2026-0005", "girl", "", time.Time{})
				w.of(bot.MissingPerson, "2026-0006", "boy", "he is out in the cold", time.Time{})
				if tt.dies > 0 {
					time.Sleep(tt.dies)
					stop()
					time.Sleep(tt.away)
					stop = w.publishing("x")
				}
				time.Sleep(24 * time.Hour)
				stop()
				if got := d.String(); got != tt.want {
					t.Errorf("public became\n%s\nwant\n%s", got, tt.want)
				}
			})
		})
	}
}

// publishing runs a publisher until it is stopped.
func (w *world) publishing(account bot.AccountID) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	wake := make(chan struct{})
	p := w.publisher(account, fmt.Sprint("process", w.clock()))
	go func() { done <- p.Run(ctx, wake) }()
	return func() {
		w.t.Helper()
		cancel()
		w.must(<-done)
	}
}

// A thread that has begun is finished, and what is taken down goes at once.
func TestQuietHoursFinishAThreadAndHoldNoRemoval(t *testing.T) {
	n := net("x", true)
	n.Fits.Text = 40
	n.Is.Windows = []bot.Window{{From: 12*60 + 1, To: 20 * 60}}
	w := newWorld(t, mem.New(), n)
	n.Before = func(a network.Attempt) *network.Result {
		w.wait(2 * time.Minute)
		return nil
	}
	a := w.approved("2026-0001", "Were you near King and Bay at noon today? We look for a red van.", "x")
	p := w.publisher("x", "one")
	for range 4 {
		_, err := p.Step(t.Context())
		w.must(err)
	}
	if got := w.post(a, "x"); got.State != bot.PostPosted || len(got.Remotes) != 2 || w.clock().After(noon.Add(time.Hour)) {
		t.Fatalf("it is %s with %d parts at %v: %s", got.State, len(got.Remotes), w.clock(), got.Note)
	}
	_, err := w.desk.Takedown(t.Context(), w.by(ann), a.ID, "the wrong van")
	w.must(err)
	for range 4 {
		_, err := p.Step(t.Context())
		w.must(err)
	}
	if got := w.post(a, "x"); got.State != bot.PostRemoved || w.clock().After(noon.Add(time.Hour)) {
		t.Errorf("it is %s at %v", got.State, w.clock())
	}
}

// What waited is as new as on the day it was approved for when the hours are over, and
// not much later; what was late before they began is asked about at once.
func TestWhatIsLateAfterQuietHours(t *testing.T) {
	for name, tt := range map[string]struct {
		begins, ends int // minutes of the day
		at           time.Duration
		back         time.Duration // when the program is there again; the publisher has seen the post before, or not
		seen         bool
		want         bot.PostState
	}{
		"when they are over":                {12*60 + 20, 20 * 60, 30 * time.Minute, 8*time.Hour + time.Minute, true, bot.PostPosted},
		"long after they are over":          {12*60 + 20, 20 * 60, 30 * time.Minute, 8*time.Hour + 45*time.Minute, true, bot.PostHeld},
		"nobody saw it wait":                {12*60 + 20, 20 * 60, 30 * time.Minute, 8 * time.Hour, false, bot.PostHeld},
		"late before they began":            {14 * 60, 20 * 60, 30 * time.Minute, 2*time.Hour + time.Minute, false, bot.PostHeld},
		"in time, and they have just begun": {12*60 + 40, 20 * 60, 30 * time.Minute, 45 * time.Minute, false, bot.PostQueued},
	} {
		t.Run(name, func(t *testing.T) {
			n := net("x", true)
			n.Is.Windows = []bot.Window{{From: tt.begins, To: tt.ends}}
			w := newWorld(t, mem.New(), n)
			a := w.of(bot.Witness, "2026-0001", "Were you there?", "", noon.Add(tt.at))
			p := w.publisher("x", "one")
			if tt.seen {
				w.wait(tt.at)
				_, err := p.Step(t.Context())
				w.must(err)
			}
			w.wait(noon.Add(tt.back).Sub(w.clock()))
			for range 3 {
				_, err := p.Step(t.Context())
				w.must(err)
			}
			if got := w.post(a, "x"); got.State != tt.want {
				t.Errorf("it is %s: %s", got.State, got.Note)
			}
		})
	}
}

// A post whose words have the address of one that waits is not late for it.
func TestAPostWaitsForOneThatWaitsForTheMorning(t *testing.T) {
	video, x := carrier("video", false), carrier("x", false)
	video.Is.Windows = []bot.Window{{From: 12 * 60, To: 20*60 + 30}}
	w := newWorldOf(t, mem.New(), video, x)
	a := w.shown("2026-0001", linking, bot.FallWait, "video", "x")
	for _, l := range []lane{"video", "x"} {
		l.step(w)
	}
	if at, _ := w.next("x"); !at.Truncate(time.Minute).Equal(noon.Add(8*time.Hour + 30*time.Minute)) {
		t.Errorf("it looks again at %v", at)
	}
	w.both(lane("video"), lane("x"))
	if p := w.post(a, "x"); p.State != bot.PostPosted || w.clock().Before(noon.Add(8*time.Hour)) {
		t.Errorf("it is %s at %v: %s", p.State, w.clock(), p.Note)
	}
}

// An appeal that is withdrawn, stopped or decided about while it waits is treated as if
// it had not waited.
func TestWhatHappensToAnAppealThatWaits(t *testing.T) {
	for name, tt := range map[string]struct {
		do   func(w *world, a bot.Appeal)
		want bot.PostState
	}{
		"withdrawn": {func(w *world, a bot.Appeal) {
			_, err := w.desk.Withdraw(w.t.Context(), w.by(ann), a.ID, "wrong")
			w.must(err)
		}, bot.PostDropped},
		"taken down": {func(w *world, a bot.Appeal) {
			_, err := w.desk.Takedown(w.t.Context(), w.by(ann), a.ID, "wrong")
			w.must(err)
		}, bot.PostDropped},
		"frozen": {func(w *world, _ bot.Appeal) {
			_, err := w.desk.Freeze(w.t.Context(), w.by(carla), bot.Freeze{Scope: bot.FreezeAll, Reason: "wrong"})
			w.must(err)
		}, bot.PostHeld},
		"frozen and let go": {func(w *world, _ bot.Appeal) {
			_, err := w.desk.Freeze(w.t.Context(), w.by(carla), bot.Freeze{Scope: bot.FreezeAll, Reason: "wrong"})
			w.must(err)
			n, err := w.desk.Resume(w.t.Context(), w.by(carla), bot.FreezeAll, "")
			w.must(err)
			if n != 0 {
				w.t.Errorf("%d were asked about", n)
			}
		}, bot.PostPosted},
		"nothing": {func(*world, bot.Appeal) {}, bot.PostPosted},
	} {
		t.Run(name, func(t *testing.T) {
			n := net("x", true)
			n.Is.Windows = []bot.Window{{From: 12 * 60, To: 20 * 60}}
			w := newWorld(t, mem.New(), n)
			a := w.approved("2026-0001", "Were you there?", "x")
			p := w.publisher("x", "one")
			_, err := p.Step(t.Context())
			w.must(err)
			if got := w.post(a, "x"); got.State != bot.PostQueued || !strings.Contains(got.Note, "the quiet hours (12:00 to 20:00)") {
				t.Fatalf("it is %s: %s", got.State, got.Note)
			}
			tt.do(w, a)
			w.run(p)
			if got := w.post(a, "x"); got.State != tt.want || tt.want == bot.PostPosted && got.Posted.Before(noon.Add(8*time.Hour)) {
				t.Errorf("it is %s at %v: %s", got.State, w.clock(), got.Note)
			}
			if got := strings.Count(w.log(), "post waits"); got != 1 {
				t.Errorf("the log says %d times that it waits", got)
			}
		})
	}
}
