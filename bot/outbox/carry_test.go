package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/store/mem"
)

// footage is what the appeals of these tests show; it takes some steps to carry.
const footage = "the bytes of a picture"

// carrier is a network that is given media step by step.
func carrier(id bot.AccountID, idempotent bool) *networktest.Carrier {
	n := net(id, idempotent)
	n.Fits.Media = 4
	n.Fits.Address = "https://" + string(id) + ".example/123456"
	return &networktest.Carrier{Network: n}
}

// shown returns an approved appeal with a picture.
func (w *world) shown(number, text string, fall bot.Fallback, accounts ...bot.AccountID) bot.Appeal {
	w.t.Helper()
	digest, size, err := w.files.Put(strings.NewReader(footage))
	w.must(err)
	a, err := w.desk.Draft(w.t.Context(), w.by(ann), desk.NewAppeal{Number: number, Title: "x", Facts: bot.Facts{What: text}, Accounts: accounts})
	w.must(err)
	a, err = w.desk.Edit(w.t.Context(), w.by(ann), a.ID, "", func(c *bot.Content) {
		c.Media = []bot.MediaUse{{Digest: digest, Type: "image/png", Name: "p.png", Alt: "A red van.", Size: size, Width: 8, Height: 8}}
		c.Fallback = fall
	})
	w.must(err)
	_, err = w.desk.Submit(w.t.Context(), w.by(ann), a.ID)
	w.must(err)
	a, err = w.desk.Approve(w.t.Context(), w.by(bob), a.ID, a.Digest)
	w.must(err)
	if a.State != bot.Approved {
		w.t.Fatalf("the appeal is %s", a.State)
	}
	return a
}

// onceWhole makes sure that the appeal is public once, and its media as a whole.
func onceWhole(t *testing.T, what string, w *world, n *networktest.Carrier, a bot.Appeal) {
	t.Helper()
	p := w.post(a, n.Is.ID)
	if p.State != bot.PostPosted || len(n.Public()) != 1 || !p.Carry.Began.IsZero() || p.Carry.State != "" {
		t.Errorf("%s: %s (%s), public %d times, %+v", what, p.State, p.Note, len(n.Public()), p.Carry)
	}
	published := 0
	for _, u := range n.Uploads() {
		if u.Published {
			published++
			if string(u.Bytes) != footage {
				t.Errorf("%s: published %q", what, u.Bytes)
			}
		}
	}
	if published != 1 {
		t.Errorf("%s: %d uploads are published", what, published)
	}
}

// The process dies before each commit in turn, with every step that can be lost.
func TestMediaAreCarriedThroughEveryCrash(t *testing.T) {
	for driver, open := range drivers() {
		for _, idempotent := range []bool{true, false} {
			for k := range 24 {
				n := carrier("x", idempotent)
				n.Works, n.Pause = 2, 20*time.Second
				w := newWorldOf(t, open(t), n)
				a := w.shown("2026-0001", "Were you there?", "", "x")
				p := w.publisher("x", "first")
				p.Store = &dying{Store: w.store, left: k}
				for range 40 {
					if step(w, p) {
						break
					}
					w.wait(time.Second)
				}
				w.run(w.publisher("x", "second"))
				onceWhole(t, fmt.Sprintf("%s, idempotent=%v, died at commit %d", driver, idempotent, k), w, n, a)
			}
		}
	}
}

// Whatever becomes of a step: lost before or behind its effect, a bug, a refusal
// for now. It is made again.
func TestAStepIsMadeAgain(t *testing.T) {
	for at := range 6 {
		for name, fault := range map[string]func() *network.Carried{
			"maybe": func() *network.Carried { return &network.Carried{} },
			"never": func() *network.Carried {
				return &network.Carried{Result: network.Result{Outcome: network.Never, Retry: time.Minute}}
			},
			"reconnect": func() *network.Carried {
				return &network.Carried{Result: network.Result{Outcome: network.No, Cause: network.Reconnect}}
			},
			"a bug": func() *network.Carried { panic("bug") },
		} {
			for _, behind := range []bool{false, true} {
				n := carrier("x", false)
				steps := 0
				hook := func() *network.Carried {
					if steps++; steps == at+1 {
						return fault()
					}
					return nil
				}
				if behind {
					n.Stepped = func(network.Attempt, network.Carried) *network.Carried { return hook() }
				} else {
					n.Stepping = func(network.Attempt) *network.Carried { return hook() }
				}
				w := newWorldOf(t, mem.New(), n)
				a := w.shown("2026-0001", "Were you there?", "", "x")
				w.run(w.publisher("x", "one"))
				what := fmt.Sprintf("%s at step %d, behind its effect: %v", name, at+1, behind)
				onceWhole(t, what, w, n, a)
				// Only what was begun and never heard of may be begun again.
				if got := len(n.Uploads()); got > 1 && (at > 0 || !behind) {
					t.Errorf("%s: %d uploads, want the same one to go on", what, got)
				}
			}
		}
	}
}

// carrying returns an appeal whose media are half way.
func carrying(t *testing.T) (*world, *networktest.Carrier, bot.Appeal) {
	t.Helper()
	w, n, a := queued(t)
	for range 3 {
		step(w, w.publisher("x", "one"))
	}
	if p := w.post(a, "x"); p.State != bot.PostQueued || !p.Recallable() || p.Carry.Sent == 0 || p.Attempt != 0 {
		t.Fatalf("half way it is %s, %+v", p.State, p.Carry)
	}
	return w, n, a
}

// queued returns an appeal of whose media nothing was carried yet.
func queued(t *testing.T) (*world, *networktest.Carrier, bot.Appeal) {
	t.Helper()
	n := carrier("x", false)
	w := newWorldOf(t, mem.New(), n)
	return w, n, w.shown("2026-0001", "Were you there?", "", "x")
}

// discarded makes sure that the network keeps nothing that was not published.
func discarded(t *testing.T, n *networktest.Carrier) {
	t.Helper()
	for i, u := range n.Uploads() {
		if !u.Published && !u.Discarded {
			t.Errorf("upload %d is left behind", i+1)
		}
	}
}

// A network that refuses media refuses the post; they are taken away, and a person
// may try again.
func TestRefusedMediaRefuseThePost(t *testing.T) {
	w, n, a := carrying(t)
	n.Stepping = func(network.Attempt) *network.Carried {
		return &network.Carried{Result: network.Result{Outcome: network.No, Note: "It is too dark."}}
	}
	w.run(w.publisher("x", "one"))
	p := w.post(a, "x")
	if p.State != bot.PostRefused || p.Note != "It is too dark." || len(n.Public()) != 0 {
		t.Fatalf("%s: %s", p.State, p.Note)
	}
	w.notice(bot.NoticeID(bot.NoticeAsk, "test", p.ID, ""))
	discarded(t, n)
	n.Stepping = nil
	_, err := w.desk.Decide(t.Context(), w.by(bob), p.ID, desk.Send)
	w.must(err)
	w.run(w.publisher("x", "one"))
	onceWhole(t, "tried again", w, n, a)
	discarded(t, n)
}

// Publication is stopped, or the appeal is taken back or down, while media are on
// their way: nothing more is sent, and nothing is left behind.
func TestMediaStopHalfWay(t *testing.T) {
	for name, stop := range map[string]func(w *world, a bot.Appeal) error{
		"withdraw": func(w *world, a bot.Appeal) error {
			_, err := w.desk.Withdraw(w.t.Context(), w.by(ann), a.ID, "wrong van")
			return err
		},
		"retract": func(w *world, a bot.Appeal) error {
			_, err := w.desk.Retract(w.t.Context(), w.by(bob), a.ID)
			return err
		},
		"takedown": func(w *world, a bot.Appeal) error {
			_, err := w.desk.Takedown(w.t.Context(), w.by(ann), a.ID, "found")
			return err
		},
		"close": func(w *world, a bot.Appeal) error {
			_, err := w.desk.Close(w.t.Context(), w.by(carla), a.Case, "arrest")
			return err
		},
	} {
		for _, when := range []string{"between two steps", "in a step", "in the first step"} {
			w, n, a := queued(t)
			if when != "in the first step" {
				w, n, a = carrying(t)
			}
			if when != "between two steps" {
				once := false
				n.Stepped = func(network.Attempt, network.Carried) *network.Carried {
					if !once {
						once = true
						w.must(stop(w, a))
					}
					return nil
				}
			} else {
				w.must(stop(w, a))
			}
			before := n.Steps()
			w.run(w.publisher("x", "two"))
			if p := w.post(a, "x"); p.State != bot.PostDropped || len(n.Public()) != 0 || n.Steps() > before+1 {
				t.Errorf("%s %s: %s after %d more steps", name, when, p.State, n.Steps()-before)
			}
			discarded(t, n)
		}
	}
}

// A freeze stops the carrying as well; on a person's word it goes on from where it
// was.
func TestAFreezeStopsCarrying(t *testing.T) {
	w, n, a := carrying(t)
	_, err := w.desk.Freeze(t.Context(), w.by(carla), bot.Freeze{Scope: bot.FreezeAll, Reason: "wrong van"})
	w.must(err)
	before := n.Steps()
	w.run(w.publisher("x", "one"))
	p := w.post(a, "x")
	if p.State != bot.PostHeld || n.Steps() != before || p.Carry.State == "" {
		t.Fatalf("%s after %d more steps", p.State, n.Steps()-before)
	}
	_, err = w.desk.Resume(t.Context(), w.by(carla), bot.FreezeAll, "")
	w.must(err)
	_, err = w.desk.Decide(t.Context(), w.by(bob), p.ID, desk.Send)
	w.must(err)
	w.run(w.publisher("x", "one"))
	onceWhole(t, "after the freeze", w, n, a)
	if len(n.Uploads()) != 1 {
		t.Errorf("%d uploads, want the same one", len(n.Uploads()))
	}
}

// The network has lost what it was given: it is given it again, and the same when
// its state is gone.
func TestLostMediaAreCarriedAnew(t *testing.T) {
	w, n, a := carrying(t)
	n.Before = func(network.Attempt) *network.Result {
		n.Before = nil
		n.Lose()
		return &network.Result{Outcome: network.Never, Anew: true, Note: "There is no such upload."}
	}
	w.run(w.publisher("x", "one"))
	p := w.post(a, "x")
	if p.State != bot.PostPosted || len(n.Public()) != 1 || len(n.Uploads()) != 2 {
		t.Errorf("%s, public %d times, %d uploads", p.State, len(n.Public()), len(n.Uploads()))
	}
}

// What has words only, and what is taken down, goes out between two steps.
func TestOthersGoBetweenTwoSteps(t *testing.T) {
	n := carrier("x", false)
	w := newWorldOf(t, mem.New(), n)
	p := w.publisher("x", "one")
	old := w.approved("2026-0001", "The child is missing.", "x")
	w.run(p)
	a := w.shown("2026-0002", "Were you there?", "", "x")
	for range 2 {
		step(w, p)
		w.wait(time.Second)
	}
	b := w.approved("2026-0003", "Were you here?", "x")
	_, err := w.desk.Takedown(t.Context(), w.by(ann), old.ID, "the child is home")
	w.must(err)
	w.wait(time.Second)
	for range 6 {
		step(w, p)
		w.wait(time.Second)
	}
	if w.post(old, "x").State != bot.PostRemoved || w.post(b, "x").State != bot.PostPosted || w.post(a, "x").State != bot.PostQueued {
		t.Errorf("taken down: %s, words: %s, media: %s", w.post(old, "x").State, w.post(b, "x").State, w.post(a, "x").State)
	}
	w.run(p)
	if w.post(a, "x").State != bot.PostPosted {
		t.Errorf("in the end the media are %s", w.post(a, "x").State)
	}
}

// Two processes carry the same: one is slow and outlives its claim.
func TestAStepThatOutlivesItsLease(t *testing.T) {
	n := carrier("x", false)
	w := newWorldOf(t, mem.New(), n)
	a := w.shown("2026-0001", "Were you there?", "", "x")
	late := true
	n.Stepped = func(network.Attempt, network.Carried) *network.Carried {
		if late {
			late = false
			w.wait(2 * lease)
			w.run(w.publisher("x", "other"))
		}
		return nil
	}
	step(w, w.publisher("x", "slow"))
	w.run(w.publisher("x", "other"))
	onceWhole(t, "two processes", w, n, a)
}

// The audit log says when carrying begins and ends, and nothing of each step; the
// card is not changed at each either.
func TestCarryingIsToldNowAndThen(t *testing.T) {
	n := carrier("x", false)
	n.Piece = 1
	w := newWorldOf(t, mem.New(), n)
	w.shown("2026-0001", "Were you there?", "", "x")
	p := w.publisher("x", "one")
	cards := &counting{Store: w.store}
	p.Store = cards
	for range 200 {
		acted, err := p.Step(t.Context())
		w.must(err)
		if !acted {
			break
		}
		w.wait(time.Second)
	}
	log := w.log()
	if strings.Count(log, "begins to carry media") != 1 || strings.Count(log, "carried media") != 1 || strings.Count(log, "outbox ") > 5 {
		t.Errorf("the log:\n%s", log)
	}
	if steps := n.Steps(); steps < 20 || cards.cards < 3 || cards.cards > 2+steps/5+2 {
		t.Errorf("the card was changed %d times in %d steps", cards.cards, steps)
	}
}

// counting counts how often a card is to be changed.
type counting struct {
	bot.Store
	cards int
}

func (c *counting) Update(ctx context.Context, fn func(bot.Tx) error) error {
	return c.Store.Update(ctx, func(tx bot.Tx) error { return fn(&countingTx{tx, c}) })
}

type countingTx struct {
	bot.Tx
	c *counting
}

func (t *countingTx) PutNotice(n bot.Notice) error {
	if n.Kind == bot.NoticeCard {
		t.c.cards++
	}
	return t.Tx.PutNotice(n)
}

// What cannot be taken away is told once, and is not asked about.
func TestWhatCannotBeDiscardedIsTold(t *testing.T) {
	w, n, a := carrying(t)
	n.Discarding = func(string) *network.Result { return &network.Result{Outcome: network.No, Note: "No."} }
	state := w.post(a, "x").Carry.State
	_, err := w.desk.Withdraw(t.Context(), w.by(ann), a.ID, "wrong van")
	w.must(err)
	w.run(w.publisher("x", "one"))
	d := w.state(bot.DiscardID(w.post(a, "x").ID, state))
	if d.State != bot.PostDropped || !d.Settled() {
		t.Errorf("the discard is %s", d.State)
	}
	if err := w.store.View(t.Context(), func(tx bot.Tx) error {
		_, err := tx.Notice(bot.NoticeID(bot.NoticeAsk, "test", d.ID, ""))
		return err
	}); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("somebody is asked: %v", err)
	}
	told := w.notice(bot.NoticeID(bot.NoticeTell, "test", d.ID, "is given up, and what was sent to the network for it is still there"))
	if !strings.Contains(told.Text, "by hand") {
		t.Errorf("told %q", told.Text)
	}
}
