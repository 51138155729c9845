package outbox_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/store/mem"
)

// forgetful is a network that knows a key for an hour.
func forgetful() *networktest.Network {
	n := net("x", true)
	n.Can.Within = 50 * time.Minute
	return n
}

// Nobody could look for longer than the network remembers the key. The first
// request may still be on its way, and the key does not protect any more: a
// person decides.
func TestAKeyThatTheNetworkHasForgottenIsNotSentAgain(t *testing.T) {
	for name, c := range map[string]struct {
		down time.Duration // how long nobody can look
		want bot.PostState
	}{
		"within":  {20 * time.Minute, bot.PostPosted},
		"outside": {55 * time.Minute, bot.PostAbsent},
	} {
		t.Run(name, func(t *testing.T) {
			n := forgetful()
			w := newWorld(t, mem.New(), n)
			a := w.approved("2026-0001", "Were you there?", "x")
			began := w.clock()
			n.Before = func(network.Attempt) *network.Result {
				n.Before = nil
				return &network.Result{Outcome: network.Maybe, Note: "no answer"}
			}
			n.Looking = func(network.Attempt) *network.Result {
				if w.clock().Sub(began) < c.down {
					return &network.Result{Outcome: network.Maybe, Note: "down"}
				}
				return nil
			}
			w.run(w.publisher("x", "one"))
			if p := w.post(a, "x"); p.State != c.want {
				t.Errorf("the post is %s, want %s", p.State, c.want)
			}
		})
	}
}

// It was looked for in time, and by the time it is sent again the network has
// forgotten the key: then it is looked for once more instead.
func TestTheWindowIsLookedAtWhenItIsSentAgain(t *testing.T) {
	n := forgetful()
	w := newWorld(t, mem.New(), n)
	a := w.approved("2026-0001", "Were you there?", "x")
	n.Before = func(network.Attempt) *network.Result {
		n.Before = nil
		return &network.Result{Outcome: network.Maybe, Note: "no answer"}
	}
	p := w.publisher("x", "one")
	p.First, p.Longest = time.Hour, time.Hour // the pause before it is sent again
	w.run(p)
	if got := w.post(a, "x"); got.State != bot.PostAbsent || n.Attempts(got.Key()) != 1 {
		t.Errorf("the post is %s after %d attempts, want absent after 1", got.State, n.Attempts(got.Key()))
	}
}

// What certainly had no effect opens no window: the network was unreachable for
// hours, and then it goes out.
func TestAnAttemptWithoutEffectOpensNoWindow(t *testing.T) {
	n := forgetful()
	w := newWorld(t, mem.New(), n)
	a := w.approved("2026-0001", "Were you there?", "x")
	began := w.clock()
	n.Before = func(network.Attempt) *network.Result {
		if w.clock().Sub(began) < 3*time.Hour {
			return &network.Result{Outcome: network.Never, Note: "not reached"}
		}
		if n.Looking == nil { // then an answer is lost
			n.Looking = func(network.Attempt) *network.Result { return nil }
			return &network.Result{Outcome: network.Maybe, Note: "no answer"}
		}
		return nil
	}
	w.run(w.publisher("x", "one"))
	if p := w.post(a, "x"); p.State != bot.PostPosted || len(n.Public()) != 1 || !p.Began.IsZero() {
		t.Errorf("the post is %s (began %v), public %d times", p.State, p.Began, len(n.Public()))
	}
}

// A network that lets no account continue its own thread: each follow-up goes out
// by itself, as the card said, and still once.
func TestAFollowUpThatIsRefusedStandsAlone(t *testing.T) {
	for _, lost := range []bool{false, true} {
		n := net("x", false)
		n.Alone = true
		n.Before = func(at network.Attempt) *network.Result {
			if at.ReplyTo != "" {
				return &network.Result{Outcome: network.Never, Alone: true, Note: "no replies here"}
			}
			return nil
		}
		if lost {
			n.After = func(at network.Attempt) *network.Result {
				if at.Alone {
					return &network.Result{Outcome: network.Maybe, Note: "no answer"}
				}
				return nil
			}
		}
		w := newWorld(t, mem.New(), n)
		a := w.approved("2026-0001", strings.Repeat("Were you there? ", 80), "x")
		parts := a.Plan.Renderings[0].Parts
		w.run(w.publisher("x", "one"))
		p, pub := w.post(a, "x"), n.Public()
		if p.State != bot.PostPosted || len(pub) != len(parts) || len(parts) < 3 {
			t.Fatalf("lost=%v: %s with %d of %d parts public", lost, p.State, len(pub), len(parts))
		}
		for i, at := range pub {
			if at.Part.Text != parts[i].Text || at.Alone != (i > 0) || at.ReplyTo != "" || (i > 0) != (at.Link == p.URL) {
				t.Errorf("lost=%v: part %d went out as %+v", lost, i+1, at.Attempt)
			}
		}
	}
}

// Dead credentials are not shown to the network again and again: the post waits
// until the account is connected, and goes out then.
func TestAPostWaitsForItsAccountToBeConnected(t *testing.T) {
	n := net("x", true)
	w := newWorld(t, mem.New(), n)
	standing := func(s bot.Standing) {
		s.Account, s.Checked = "x", w.clock()
		w.must(w.store.Update(t.Context(), func(tx bot.Tx) error { return tx.PutStanding(s) }))
	}
	a := w.approved("2026-0001", "Were you there?", "x")
	standing(bot.Standing{Reconnect: true, Problem: "The token was revoked."})
	p := w.publisher("x", "one")
	for range 30 {
		step(w, p)
		w.wait(time.Minute)
	}
	q := w.post(a, "x")
	if n.Attempts(q.Key()) != 0 || q.State != bot.PostQueued || q.Note == "" {
		t.Errorf("%d attempts with dead credentials; the post is %s: %s", n.Attempts(q.Key()), q.State, q.Note)
	}
	standing(bot.Standing{OK: true})
	w.run(p)
	if q := w.post(a, "x"); q.State != bot.PostPosted || len(n.Public()) != 1 {
		t.Errorf("connected again, the post is %s", q.State)
	}
}

// A request of which nobody knows what came may still arrive, although a look-up
// found nothing and the post waits to be sent again: whoever stored its outcome as
// unknown, or died on the way. It is not given up as if nothing had been sent, to
// publish other words instead. It is taken down, which looks again and says so.
func TestWhatMayStillArriveIsTakenDownAndNotTakenBack(t *testing.T) {
	for name, dies := range map[string]bool{"unknown": false, "died": true} {
		t.Run(name, func(t *testing.T) {
			n := forgetful()
			w := newWorld(t, mem.New(), n)
			a := w.approved("2026-0001", "Were you there?", "x")
			n.Before = func(network.Attempt) *network.Result {
				n.Before = nil
				if p := w.post(a, "x"); dies { // As the process that comes after finds it.
					p.Worker = "another"
					w.setPost(p)
				}
				return &network.Result{Outcome: network.Maybe}
			}
			p := w.publisher("x", "one")
			p.First = time.Hour
			step(w, p)
			w.wait(lease)
			step(w, p)
			if q := w.post(a, "x"); q.State != bot.PostQueued || !q.Tried {
				t.Fatalf("after the look: %s, tried %v", q.State, q.Tried)
			}
			if _, err := w.desk.Retract(t.Context(), w.by(bob), a.ID); !errors.Is(err, bot.ErrStale) {
				t.Errorf("taking the approval back: %v", err)
			}
			if _, err := w.desk.Edit(t.Context(), w.by(ann), a.ID, "", func(c *bot.Content) { c.Texts["en"] = "Did you see it?" }); !errors.Is(err, bot.ErrStale) {
				t.Errorf("editing: %v", err)
			}
			_, err := w.desk.Takedown(t.Context(), w.by(ann), a.ID, "the child is home")
			w.must(err)
			looks := 0
			n.Looking = func(network.Attempt) *network.Result { looks++; return nil }
			w.runFor(p, 3*time.Hour) // it is looked for as long as nobody says that it is not there
			removal := w.state(bot.PostID(a.ID, a.Digest, "x", "en", bot.OpRemove))
			if looks == 0 || w.post(a, "x").State != bot.PostRemoved || !strings.Contains(removal.Note, "may still arrive") || len(n.Public()) != 0 {
				t.Errorf("%d looks; the post is %s, the removal says %q, public %d", looks, w.post(a, "x").State, removal.Note, len(n.Public()))
			}
		})
	}
}
