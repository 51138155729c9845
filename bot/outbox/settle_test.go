package outbox_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/store/mem"
)

func (w *world) setPost(p bot.Post) {
	w.t.Helper()
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error { return tx.SetPost(p) }))
}

// A post that was given up turns out to be public after all: the last word of
// a person was against it, so it comes down.
func TestLateSuccessOfAGivenUpPostIsTakenDown(t *testing.T) {
	n := net("x", false)
	w := newWorld(t, mem.New(), n)
	a := w.approved("2026-0001", "Were you there?", "x")
	n.After = func(network.Attempt) *network.Result {
		p := w.post(a, "x")
		p.State, p.Due = bot.PostDropped, time.Time{}
		w.setPost(p)
		return nil
	}
	step(w, w.publisher("x", "one"))
	w.run(w.publisher("x", "one"))
	if pub := n.Public(); len(pub) != 1 || !pub[0].Removed {
		t.Errorf("public: %+v", pub)
	}
}

// A guess that comes after somebody else has the claim changes nothing.
func TestLateGuessIsDropped(t *testing.T) {
	n := net("x", true)
	w := newWorld(t, mem.New(), n)
	a := w.approved("2026-0001", "Were you there?", "x")
	n.After = func(network.Attempt) *network.Result {
		n.After = nil
		p := w.post(a, "x")
		p.Worker, p.Lease = "other", w.clock().Add(time.Hour)
		w.setPost(p)
		return &network.Result{Outcome: network.No, Note: "refused"}
	}
	step(w, w.publisher("x", "one"))
	if p := w.post(a, "x"); p.State != bot.PostSending || p.Worker != "other" {
		t.Errorf("the claim of another is now %s of %s", p.State, p.Worker)
	}
}

// deadlines notes how long an attempt may last.
type deadlines struct {
	network.Network
	left time.Duration
}

func (d *deadlines) Publish(ctx context.Context, a network.Attempt) network.Result {
	if end, ok := ctx.Deadline(); ok {
		d.left = time.Until(end)
	}
	return d.Network.Publish(ctx, a)
}

// An attempt is over well before anybody else may look.
func TestAttemptEndsAtHalfTheLease(t *testing.T) {
	w := newWorld(t, mem.New(), net("x", true))
	w.approved("2026-0001", "Were you there?", "x")
	p := w.publisher("x", "one")
	d := &deadlines{Network: w.nets["x"]}
	p.Network = d
	step(w, p)
	if d.left <= 0 || d.left > lease/2 {
		t.Errorf("an attempt may last %v of a lease of %v", d.left, lease)
	}
}

// A removal waits until it is known what there is to remove.
func TestRemovalWaitsForTheOutcome(t *testing.T) {
	n := net("x", true)
	w := newWorld(t, mem.New(), n)
	a := w.approved("2026-0001", "Were you there?", "x")
	n.After = func(network.Attempt) *network.Result {
		n.After = nil
		_, err := w.desk.Takedown(t.Context(), w.by(bob), a.ID, "found")
		w.must(err)
		step(w, w.publisher("x", "two")) // must not say that there is nothing to remove
		if p := w.post(a, "x"); p.State != bot.PostSending {
			t.Errorf("while it is being sent it is %s", p.State)
		}
		return nil
	}
	step(w, w.publisher("x", "one"))
	w.run(w.publisher("x", "one"))
	if pub := n.Public(); len(pub) != 1 || !pub[0].Removed {
		t.Errorf("public: %+v", pub)
	}
}

// A person is asked only after the network had time to show its own post.
func TestLooksSeveralTimesBeforeAsking(t *testing.T) {
	n := net("x", false)
	n.Before = func(network.Attempt) *network.Result { return &network.Result{Outcome: network.Maybe} }
	w := newWorld(t, mem.New(), n)
	a := w.approved("2026-0001", "Were you there?", "x")
	w.run(w.publisher("x", "one"))
	p := w.post(a, "x")
	if p.State != bot.PostAbsent || n.Lookups(p.Key()) < 4 || n.Attempts(p.Key()) != 1 {
		t.Errorf("%s after %d looks and %d attempts", p.State, n.Lookups(p.Key()), n.Attempts(p.Key()))
	}
	w.must(w.store.View(t.Context(), func(tx bot.Tx) error { // and is reminded of it
		_, err := tx.Job(bot.JobID(bot.JobAsk, a.ID))
		return err
	}))
}

// What the network asks for holds for the whole account.
func TestRetryAfterPausesTheAccount(t *testing.T) {
	n := net("x", true)
	asked := 0
	n.Before = func(network.Attempt) *network.Result {
		asked++
		return &network.Result{Outcome: network.Never, Retry: 10 * time.Minute}
	}
	w := newWorld(t, mem.New(), n)
	for i := range 3 {
		w.approved(fmt.Sprintf("2026-%04d", i), "Were you there?", "x")
	}
	p := w.publisher("x", "one")
	for range 5 {
		step(w, p)
		w.wait(time.Minute)
	}
	if asked != 1 {
		t.Errorf("asked %d times within the pause, want once", asked)
	}
}

// There are no more posts for an hour. What is public is taken down all the same.
func TestATakedownDoesNotWaitForAQuotaOfPosts(t *testing.T) {
	n := net("x", false)
	w := newWorld(t, mem.New(), n)
	p := w.publisher("x", "one")
	home := w.approved("2026-0001", "Have you seen this child?", "x")
	w.run(p)
	n.Before = func(network.Attempt) *network.Result {
		return &network.Result{Outcome: network.Never, Retry: time.Hour, Note: "no more posts"}
	}
	w.approved("2026-0002", "Were you there?", "x")
	step(w, p)
	_, err := w.desk.Takedown(t.Context(), w.by(ann), home.ID, "the child is home")
	w.must(err)
	for range 5 {
		_, err := p.Step(t.Context())
		w.must(err)
	}
	if got := w.post(home, "x").State; got != bot.PostRemoved {
		t.Errorf("the post is %s", got)
	}
}

// A post that cannot be read is put aside; the next one goes out.
func TestPoisonIsParked(t *testing.T) {
	n := net("x", true)
	w := newWorld(t, mem.New(), n)
	a := w.approved("2026-0001", "Were you there?", "x")
	w.approved("2026-0002", "And there?", "x")
	p := w.post(a, "x")
	p.Appeal = "gone"
	w.setPost(p)
	w.run(w.publisher("x", "one"))
	if pub := n.Public(); len(pub) != 1 || pub[0].Part.Text != "And there?" {
		t.Errorf("public: %+v", pub)
	}
}

// "Public now" is told even when the last account to settle was refused.
func TestPublicIsToldWhenTheLastIsRefused(t *testing.T) {
	good, bad := net("good", true), net("bad", true)
	bad.Before = func(network.Attempt) *network.Result { return &network.Result{Outcome: network.No, Note: "no"} }
	w := newWorld(t, mem.New(), good, bad)
	a := w.approved("2026-0001", "Were you there?", "good", "bad")
	w.run(w.publisher("good", "one"))
	w.run(w.publisher("bad", "one"))
	told := w.notice(bot.NoticeID(bot.NoticeTell, "test", a.ID, "published/"+a.Digest))
	if !strings.Contains(told.Text, "1 of 2 posts") {
		t.Errorf("told %q", told.Text)
	}
}

// A card that changes while it is being sent is sent again, with the newest
// state.
func TestCardChangedWhileItIsSent(t *testing.T) {
	w := newWorld(t, mem.New(), net("x", true))
	p := newPlatform()
	a := w.drafted()
	changed := false
	p.before = func(ctx context.Context, c call) error {
		if strings.EqualFold(c.op, "post") && !changed {
			changed = true
			_, err := w.desk.Edit(ctx, w.by(ann), a.ID, "", func(c *bot.Content) { c.Texts["en"] = "Newer words" })
			w.must(err)
		}
		return nil
	}
	w.show(w.notifier(p), time.Minute)
	if cards := p.shown(p.rooms()[0].id, "Newer words"); len(cards) != 1 {
		t.Errorf("%d cards show the newest state, want 1", len(cards))
	}
}
