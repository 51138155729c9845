package outbox_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/network/networktest"
	"appealbot/store/mem"
)

// flight is an appeal of several parts on its way to one network.
type flight struct {
	*world
	station
	appeal bot.Appeal
	texts  []string
}

func takeOff(t *testing.T, open func(*testing.T, clock) station) *flight {
	t.Helper()
	var w *world
	st := open(t, func() time.Time {
		if w == nil { // the network is there before the department
			return noon
		}
		return w.clock()
	})
	w = newWorldOf(t, mem.New(), st.net)
	id := st.net.Account().ID
	const sentence = "Were you at the corner of Lakeshore and Bathurst on Monday? "
	text := strings.TrimSpace(strings.Repeat(sentence, 12*st.net.Limits().Text/5/len(sentence)+1)) // three parts
	f := &flight{world: w, station: st}
	f.appeal = w.approved("2026-0001", text, id)
	for _, p := range f.appeal.Plan.Renderings[0].Parts {
		f.texts = append(f.texts, p.Text)
	}
	if len(f.texts) < 3 {
		t.Fatalf("%d parts, want a thread", len(f.texts))
	}
	return f
}

// land lets the outbox run to its end. Where it asks, a person who has looked at
// the account decides.
func (f *flight) land(p interface {
	Step(context.Context) (bool, error)
},
) {
	f.t.Helper()
	id := f.net.Account().ID
	for range 500 {
		acted, err := p.Step(f.t.Context())
		f.must(err)
		if acted {
			continue
		}
		q := f.post(f.appeal, id)
		switch q.State {
		case bot.PostPosted:
			return
		case bot.PostAbsent, bot.PostRefused, bot.PostHeld:
			what := desk.Send
			if f.shows(q.Part()) {
				what = desk.Look
			}
			_, err := f.desk.Decide(f.t.Context(), f.by(bob), q.ID, what)
			f.must(err)
			continue
		}
		at, any := f.next(id)
		if !any {
			f.t.Fatalf("the post is %s and nothing is due: %s", q.State, q.Note)
		}
		f.wait(max(at.Sub(f.clock()), time.Second))
	}
	f.t.Fatalf("it does not come to an end: %+v", f.post(f.appeal, id))
}

// shows reports whether a part is public, as a person sees it.
func (f *flight) shows(part int) bool {
	return slices.Contains(f.public(), f.texts[part])
}

// whole makes sure that the public sees every part once, in its order.
func (f *flight) whole(what string) {
	f.t.Helper()
	if got := f.public(); strings.Join(got, "|") != strings.Join(f.texts, "|") {
		f.t.Errorf("%s: public are %d posts, want %d:\n%s", what, len(got), len(f.texts), strings.Join(got, "\n"))
	}
}

// Whatever goes wrong at whichever part of a thread, on whichever network: each
// part is public once.
func TestEveryNetworkPublishesEachPartOnce(t *testing.T) {
	for name, open := range stations() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for fault := networktest.Cut; fault <= networktest.Moved; fault++ {
				switch fault {
				case networktest.Held, networktest.Late, networktest.Huge:
					continue // the adapters' own suite has these; they wait for real time
				}
				for part := range 3 {
					what := fmt.Sprintf("%v at part %d", fault, part+1)
					f := takeOff(t, open)
					f.faults.Next(1, fault, nth(part, f.publishes))
					f.land(f.publisher(f.net.Account().ID, "one"))
					f.whole(what)
				}
			}
		})
	}
}

// nth matches the n-th request, counted from 0, that match does.
func nth(n int, match func(*http.Request) bool) func(*http.Request) bool {
	var seen atomic.Int32
	return func(r *http.Request) bool { return match(r) && int(seen.Add(1)) == n+1 }
}

// Twenty times in a row the network wants to be left alone.
func TestEveryNetworkSurvivesAStormOfTooManyRequests(t *testing.T) {
	for name, open := range stations() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := takeOff(t, open)
			f.faults.Next(20, networktest.Busy, f.publishes)
			f.land(f.publisher(f.net.Account().ID, "one"))
			f.whole("a storm of 429")
		})
	}
}

// The process dies between any two commits, with and without the answer to the
// request that it had made.
func TestEveryNetworkSurvivesTheProcess(t *testing.T) {
	for name, open := range stations() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for k := range 8 {
				for _, fault := range []networktest.Fault{networktest.Works, networktest.Cut, networktest.Lost} {
					f := takeOff(t, open)
					f.faults.Next(1, fault, nth(k/2, f.publishes))
					p := f.publisher(f.net.Account().ID, "first")
					p.Store = &dying{Store: f.store, left: k}
					for range 20 {
						if step(f.world, p) {
							break
						}
					}
					f.land(f.publisher(f.net.Account().ID, "second"))
					f.whole(fmt.Sprintf("died at commit %d, %v", k, fault))
				}
			}
		})
	}
}

// The token is revoked when one part is public. A person is asked, the account is
// connected again, and the rest follows.
func TestEveryNetworkGoesOnAfterATokenWasRevoked(t *testing.T) {
	for name, open := range stations() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := takeOff(t, open)
			id := f.net.Account().ID
			p := f.publisher(id, "one")
			unwell := 0
			p.Unwell = func() { unwell++ }
			for len(f.public()) == 0 {
				if _, err := p.Step(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			f.revoke(true)
			for range 60 {
				if acted, err := p.Step(t.Context()); err != nil {
					t.Fatal(err)
				} else if !acted {
					f.wait(time.Minute)
				}
			}
			q := f.post(f.appeal, id)
			if q.State != bot.PostRefused && q.State != bot.PostQueued || len(f.public()) != 1 || unwell == 0 {
				t.Errorf("with a revoked token the post is %s (%s), %d are public, told %d times", q.State, q.Note, len(f.public()), unwell)
			}
			f.revoke(false)
			f.land(p)
			f.whole("after the token was revoked")
		})
	}
}
