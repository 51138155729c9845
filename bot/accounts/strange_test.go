package accounts_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
)

// watching is a world whose keeper looks through the account's own posts.
func watching(t *testing.T) *world {
	w := newWorld(t)
	w.looks = true
	w.k = w.keeper(w.net)
	return w
}

// listing plays what an account's list says, and notes what it was asked.
type listing struct {
	mu    sync.Mutex
	fails error
	cost  int64           // of each post
	back  []time.Duration // how far back was asked about
	asked moments
}

func (l *listing) on(w *world) {
	l.asked.took()
	w.net.Listing = func(since time.Time) (network.Own, error) {
		l.asked.add()
		own := w.net.Listed(since)
		l.mu.Lock()
		defer l.mu.Unlock()
		l.back = append(l.back, time.Since(since).Round(time.Minute))
		if l.cost > 0 {
			own.Reads = len(own.Posts)
			own.Cost = int64(own.Reads) * l.cost
		}
		return own, l.fails
	}
}

func (l *listing) fail(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fails = err
}

// took returns how far back was asked about since the last call.
func (l *listing) took() []time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := l.back
	l.back = nil
	return out
}

// strays are the texts of what was found, the oldest first.
func (w *world) strays() (texts []string) {
	w.t.Helper()
	w.view(func(tx bot.Tx) error {
		ss, err := tx.StraysOn("metro", 1000)
		for _, s := range slices.Backward(ss) {
			texts = append(texts, s.Text)
		}
		return err
	})
	return texts
}

// alarms are the messages about it, and how often each was shown.
func (w *world) alarms() (out []string) {
	w.t.Helper()
	w.view(func(tx bot.Tx) error {
		ns, err := tx.DueNotices("test", time.Now().Add(time.Hour), 1000)
		for _, n := range ns {
			if n.Kind == bot.NoticeStray && n.Channel == "duty" {
				out = append(out, fmt.Sprintf("%d posts, %d named", n.To, len(n.About)))
			}
		}
		return err
	})
	return out
}

// audited are the events of a kind.
func (w *world) audited(what string) (out []bot.Event) {
	w.t.Helper()
	w.view(func(tx bot.Tx) error {
		es, err := tx.Events(1, 1000)
		for _, e := range es {
			if e.What == what {
				out = append(out, e)
			}
		}
		return err
	})
	return out
}

func (w *world) wantStrays(when string, want ...string) {
	w.t.Helper()
	if got := w.strays(); !slices.Equal(got, want) {
		w.t.Errorf("%s: found %q, want %q", when, got, want)
	}
}

func TestWhatIsPublishedOutsideIsToldOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := watching(t)
		w.net.Outside("From last year.", time.Now().AddDate(-1, 0, 0))
		w.net.Outside("From yesterday.", time.Now().Add(-24*time.Hour))
		stop := w.run(w.k)
		time.Sleep(5 * time.Minute)
		w.publish("Were you there?")
		w.wantStrays("before anything happened")
		w.net.Outside("Buy gold now.", time.Now())
		time.Sleep(time.Minute + time.Second)
		w.wantStrays("within a minute", "Buy gold now.")
		time.Sleep(24 * time.Hour)
		w.must(stop())

		w.k = w.keeper(w.net) // the program is started again
		w.net.Outside("While nobody looked.", time.Now().Add(-time.Hour))
		stop = w.run(w.k)
		time.Sleep(24 * time.Hour)
		w.wantStrays("after a restart", "Buy gold now.", "While nobody looked.")
		if got := w.alarms(); !slices.Equal(got, []string{"1 posts, 1 named", "1 posts, 1 named"}) {
			t.Errorf("told %q", got)
		}
		es := w.audited("published outside")
		if len(es) != 2 || !strings.HasPrefix(es[0].Detail, "metro 4: sha256 ") || strings.Contains(fmt.Sprint(es), "gold") {
			t.Errorf("the audit log has %+v", es)
		}
		w.must(stop())
	})
}

// There is a moment in which a network shows a post and the program has not stored
// yet that it does.
func TestWhatIsBeingPublishedIsNoStranger(t *testing.T) {
	for name, prepare := range map[string]func(p *bot.Post){
		"sending": func(p *bot.Post) {
			p.State, p.Began, p.Lease = bot.PostSending, time.Now(), time.Now().Add(2*time.Minute)
		},
		"the program was killed": func(p *bot.Post) {
			p.State, p.Began, p.Lease = bot.PostSending, time.Now(), time.Now().Add(2*time.Minute)
			p.Due = p.Lease
		},
		"the answer was lost": func(p *bot.Post) {
			p.State, p.Began, p.Tried, p.Due = bot.PostUnknown, time.Now(), true, time.Now().Add(time.Hour)
		},
		"it is sent again":    func(p *bot.Post) { p.State, p.Tried, p.Due = bot.PostQueued, true, time.Now().Add(time.Minute) },
		"a person decides":    func(p *bot.Post) { p.State, p.Tried, p.Began = bot.PostAbsent, true, time.Now() },
		"it is held in doubt": func(p *bot.Post) { p.State, p.Tried = bot.PostHeld, true },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := watching(t)
				stop := w.run(w.k)
				time.Sleep(time.Minute)
				p := w.publish("Were you there?")
				remotes := p.Remotes
				p.Remotes, p.Posted = nil, time.Time{}
				prepare(&p)
				w.set(p)
				time.Sleep(3 * time.Hour) // nobody looks it up
				w.wantStrays("as long as nobody knows")

				// The same words by somebody else are found as soon as it is known
				// which of them are ours.
				w.net.Outside("Were you there?", time.Now())
				time.Sleep(time.Hour)
				w.wantStrays("of two, one may be ours")
				p.State, p.Remotes, p.Posted, p.Due, p.Lease, p.Tried = bot.PostPosted, remotes, time.Now(), time.Time{}, time.Time{}, false
				w.set(p)
				time.Sleep(time.Minute)
				w.wantStrays("when it is known", "Were you there?")
				w.must(stop())
			})
		})
	}
}

// A post that nobody knows the fate of must not hide what is said in other words.
func TestWhatMayBePublicHidesNothingElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := watching(t)
		stop := w.run(w.k)
		time.Sleep(time.Minute)
		p := w.publish("Were you there?")
		p.State, p.Tried, p.Began, p.Remotes, p.Posted = bot.PostAbsent, true, time.Now(), nil, time.Time{}
		w.set(p)
		w.net.Outside("Buy gold now.", time.Now())
		time.Sleep(5 * time.Minute)
		w.wantStrays("while anything may be it")
		time.Sleep(6 * time.Minute)
		w.wantStrays("when only its own words may be it", "Buy gold now.")
		w.must(stop())
	})
}

func TestWhatWasTakenDownIsNoStranger(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := watching(t)
		stop := w.run(w.k)
		time.Sleep(time.Minute)
		p := w.publish("Were you there?", "Call us.")
		p.State = bot.PostRemoved // and the network still lists it
		w.set(p)
		time.Sleep(time.Hour)
		w.wantStrays("after a takedown")
		w.must(stop())
	})
}

// The store fails when something was found; it is told once all the same.
func TestAStoreThatFailsLosesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := watching(t)
		stop := w.run(w.k)
		time.Sleep(time.Minute)
		w.net.Outside("Buy gold now.", time.Now())
		w.fail(errStore)
		time.Sleep(2 * time.Minute)
		if err := stop(); !errors.Is(err, errStore) {
			t.Errorf("ended with %v", err)
		}
		w.fail(nil)
		stop = w.run(w.k)
		time.Sleep(time.Hour)
		w.wantStrays("afterwards", "Buy gold now.")
		w.must(stop())
	})
}

func TestAFloodIsOneMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := watching(t)
		stop := w.run(w.k)
		time.Sleep(time.Minute)
		for i := range 39 {
			w.net.Outside(fmt.Sprint("Spam ", i), time.Now())
		}
		time.Sleep(2 * time.Minute)
		for i := range 5 {
			w.net.Outside(fmt.Sprint("More spam ", i), time.Now())
			time.Sleep(61 * time.Second)
		}
		if got := w.alarms(); !slices.Equal(got, []string{"44 posts, 44 named"}) {
			t.Errorf("told %q", got)
		}
		time.Sleep(10 * time.Minute)
		w.net.Outside("Later.", time.Now())
		time.Sleep(2 * time.Minute)
		if got := w.alarms(); !slices.Equal(got, []string{"44 posts, 44 named", "1 posts, 1 named"}) {
			t.Errorf("ten minutes later told %q", got)
		}
		if n := len(w.strays()); n != 45 {
			t.Errorf("%d were found, want 45", n)
		}
		w.must(stop())
	})
}

// Words that are changed there are told once for each change, and not before the
// program may have changed them itself.
func TestWordsThatAreChangedThereAreTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := watching(t)
		stop := w.run(w.k)
		time.Sleep(time.Minute)
		p := w.publish("Were you there? Call 222-TIPS.", "And where?")
		time.Sleep(10 * time.Minute)
		w.net.Rewrite(p.Remotes[0], "Were  you there? Call 222-TIPS.") // white space is nothing
		time.Sleep(10 * time.Minute)
		w.wantStrays("in the words that were approved")
		w.net.Rewrite(p.Remotes[0], "Were you there? Call 555-EVIL.")
		time.Sleep(90 * time.Second)
		w.wantStrays("at first")
		time.Sleep(time.Hour)
		w.wantStrays("later", "Were you there? Call 555-EVIL.")
		w.net.Rewrite(p.Remotes[1], "Buy gold.")
		time.Sleep(time.Hour)
		w.must(stop())
		stop = w.run(w.keeper(w.net))
		time.Sleep(time.Hour)
		w.wantStrays("at the end", "Were you there? Call 555-EVIL.", "Buy gold.")
		es := w.audited("changed outside")
		if len(es) != 2 || es[0].About != p.ID || es[0].Case != "case" || strings.Contains(fmt.Sprint(es), "EVIL") {
			t.Errorf("the audit log has %+v", es)
		}
		w.must(stop())
	})
}

// A correction may be in place for long before it is known here.
func TestACorrectionOnItsWayIsNoChangeOutside(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := watching(t)
		w.net.Watching = func(string) (network.Sight, error) { return network.Sight{}, errors.New("503") }
		stop := w.run(w.k)
		time.Sleep(time.Minute)
		p := w.publish("Were you there?", "Call us.")
		e := bot.Post{
			ID: "edit", Op: bot.OpEdit, Account: "metro", Target: p.ID, State: bot.PostQueued, Tried: true, Created: time.Now(), Due: time.Now().Add(30 * time.Minute),
			Rendering: bot.Rendering{Parts: []bot.Part{{Text: "Were you here?"}, {Text: "Call us."}}},
		}
		w.must(w.store.Update(t.Context(), func(tx bot.Tx) error { _, err := tx.AddPost(e); return err }))
		w.net.Rewrite(p.Remotes[0], "Were you here?")
		time.Sleep(3 * time.Hour)
		w.wantStrays("while it is not known")
		w.net.Rewrite(p.Remotes[0], "Buy gold.")
		time.Sleep(time.Hour)
		w.wantStrays("in other words", "Buy gold.")
		w.must(stop())
	})
}

// A network that fails is left alone for a while, and longer where it says so.
func TestANetworkThatFailsIsLeftAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := watching(t)
		var list listing
		list.fail(&network.AnswerError{Note: "Too many requests.", Retry: 20 * time.Minute})
		list.on(w)
		stop := w.run(w.k)
		time.Sleep(time.Hour)
		wantTimes(t, "asked", list.asked.took(), times(time.Minute, 1, 21, 41))
		list.fail(errors.New("503"))
		time.Sleep(time.Hour + time.Second)
		if n := len(list.asked.took()); n < 3 || n > 8 {
			t.Errorf("asked %d times in an hour in which it failed", n)
		}
		w.net.Outside("Buy gold now.", time.Now())
		list.fail(nil)
		time.Sleep(16 * time.Minute)
		w.wantStrays("when it works again", "Buy gold now.")
		w.must(stop())
	})
}

// What lasts is told once, and so is its end; what the probes tell is not.
func TestAnAccountThatCannotBeLookedThrough(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := watching(t)
		var list listing
		list.fail(&network.AnswerError{Note: "The permission pages_read_engagement is missing."})
		list.on(w)
		stop := w.run(w.k)
		time.Sleep(5 * time.Hour)
		if got := w.told("duty"); len(got) != 0 {
			t.Errorf("told %q", got)
		}
		time.Sleep(10 * time.Hour)
		if got := w.told("duty"); len(got) != 1 || !strings.Contains(got[0], "cannot be noticed; it began") || !strings.HasSuffix(got[0], "pages_read_engagement is missing.") {
			t.Errorf("told %q", got)
		}
		list.fail(nil)
		time.Sleep(20 * time.Minute)
		if got := w.told("duty"); len(got) != 2 || !strings.Contains(fmt.Sprint(got), "is noticed again") {
			t.Errorf("told %q", got)
		}
		list.fail(&network.AnswerError{Note: "The token does not work any more.", Cause: network.Reconnect})
		time.Sleep(48 * time.Hour)
		if got := w.told("duty"); len(got) != 2 {
			t.Errorf("told %q", got)
		}
		w.must(stop())
	})
}

// What costs money is charged, and asked about no further back than it has to be.
func TestLookingThroughIsCharged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := watching(t)
		w.net.Can.Own = 15 * time.Minute
		list := listing{cost: 1000}
		list.on(w)
		n := priced{w.net, 2_500}
		stop := w.run(w.keeper(n))
		time.Sleep(20 * time.Minute)
		w.publish("Were you there?")
		time.Sleep(time.Hour)
		if got, want := list.took(), times(time.Minute, 15, 30, 35, 50, 65); !slices.Equal(got, want) {
			t.Errorf("asked about what is as old as %v, want %v", got, want)
		}
		w.view(func(tx bot.Tx) error {
			s, err := tx.Spending("metro", bot.Month(time.Now()))
			if s.Micros != 4000 || s.Reads != 4 || !s.Told {
				t.Errorf("spent %+v", s)
			}
			return err
		})
		time.Sleep(24 * time.Hour)
		if n := len(list.took()); n > 25 {
			t.Errorf("asked %d times in a day with the budget used up", n)
		}
		w.must(stop())
	})
}

// priced is a network that charges.
type priced struct {
	*networktest.Network
	budget int64
}

func (priced) Price([]bot.Part) int64 { return 0 }
func (p priced) Budget() int64        { return p.budget }

// set changes a post.
func (w *world) set(p bot.Post) {
	w.t.Helper()
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error { return tx.SetPost(p) }))
}
