package desk_test

import (
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// shared is an approved series of so many slots in which "long" shares its post again.
func (w *world) shared(n int) (parent, series bot.Appeal) {
	w.t.Helper()
	parent = w.published()
	r := w.daily(n)
	r.Reshare = true
	series, err := w.Repeat(w.t.Context(), w.by(ann), parent.ID, r)
	w.must(err)
	series, err = w.Approve(w.t.Context(), w.by(bob), series.ID, series.Digest)
	w.must(err)
	return parent, series
}

// share is what shares the post on "long" again at a slot.
func (w *world) share(a bot.Appeal, n int) (p bot.Post) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		p, err = tx.Post(bot.SlotPostID(a.ID, a.Digest, "long", "en", n, bot.OpReshare))
		return err
	}))
	return p
}

// original is the post of an appeal on "long".
func (w *world) original(a bot.Appeal) (p bot.Post) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		p, err = tx.Post(bot.PostID(a.ID, a.Digest, "long", "en", bot.OpCreate))
		return err
	}))
	return p
}

func TestAReshareIsApprovedWithTheWordsThatStandThere(t *testing.T) {
	w := newWorld(t)
	parent, a := w.shared(2)
	first := w.original(parent)
	for n := 1; n <= 2; n++ {
		p := w.share(a, n)
		if p.State != bot.PostQueued || p.Target != first.ID || p.ReplyTo != "" || p.Slot != n || p.Live() || p.Out() || !p.Recallable() {
			t.Errorf("slot %d: %+v", n, p)
		}
		if len(p.Rendering.Parts) != 1 || p.Rendering.Parts[0].Text != first.Parts()[0].Text {
			t.Errorf("slot %d is approved as %+v", n, p.Rendering.Parts)
		}
	}
	// Where nothing can be shared again, the words go out as in every other series.
	other := 0
	for _, p := range w.posts(a) {
		if p.Account == "short" {
			other++
			if p.Op != bot.OpCreate || p.Rendering.Shares != nil {
				t.Errorf("short: %+v", p)
			}
		}
	}
	if other != 2 {
		t.Errorf("%d posts on short", other)
	}
	// The approval covers which post it is, and that it is shared and not published.
	r := w.share(a, 1).Rendering
	moved := r
	moved.Shares = &bot.Sharing{Post: "another"}
	written := r
	written.Shares = nil
	if moved.Hash() == r.Hash() || written.Hash() == r.Hash() {
		t.Error("the digest does not cover what is shared")
	}
}

// A digest that was approved before this existed stays what it was.
func TestAPlanWithoutASharePrintsTheOldDigest(t *testing.T) {
	p := bot.Plan{Appeal: "a", Revision: 1, Renderings: []bot.Rendering{{Account: "x", Language: "en", Parts: []bot.Part{{Text: "Who saw it?"}}, Slot: 1}}, Slots: []bot.Slot{{}}}
	const was = "94ad409d359888613f6e43547d15f83d0d3eef7999aaa7e14f4213d58e4695f2"
	if got := p.Digest(); got != was {
		t.Errorf("digest = %s, want %s", got, was)
	}
}

func TestWhatCannotBeShared(t *testing.T) {
	w := newWorld(t)
	parent := w.published()
	r := w.daily(2)
	r.Reshare, r.Text = true, "Other words."
	_, err := w.Repeat(t.Context(), w.by(ann), parent.ID, r)
	w.refused(err, bot.ErrInvalid, "keeps its own words")
	// Where "long" has nothing public, nothing is published there instead.
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		p := w.original(parent)
		p.State = bot.PostRemoved
		return tx.SetPost(p)
	}))
	r.Text = ""
	_, err = w.Repeat(t.Context(), w.by(ann), parent.ID, r)
	w.refused(err, bot.ErrInvalid, "cannot share a post of its own again")
}

func TestAShareOfWhatIsNotThereIsLeftOut(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*world, bot.Appeal)
		says  string
	}{
		"gone": {func(w *world, a bot.Appeal) {
			w.setPost(w.original(a), func(p *bot.Post) { p.State = bot.PostRemoved })
		}, "is not public any more"},
		"nobody": {func(w *world, a bot.Appeal) {
			w.setPost(w.original(a), func(p *bot.Post) { p.Sight = bot.Sight{At: w.clock(), Told: w.clock(), Note: "It is not there."} })
		}, "is not seen by the public"},
		"other words": {func(w *world, a bot.Appeal) {
			w.setPost(w.original(a), func(p *bot.Post) { p.Rendering.Parts = []bot.Part{{Text: "Something else."}} })
		}, "reads differently now"},
		"going": {func(w *world, a bot.Appeal) {
			w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error {
				_, err := tx.AddPost(bot.Removal(w.original(a), w.clock()))
				return err
			}))
		}, "is not public any more"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			parent, a := w.shared(2)
			w.wait(time.Hour)
			if err := w.mayGo(w.share(a, 1)); err != nil {
				t.Fatalf("in time: %v", err)
			}
			c.spoil(w, parent)
			w.refused(w.mayGo(w.share(a, 1)), bot.ErrOver, c.says)
		})
	}
}

func TestATakedownEndsTheShares(t *testing.T) {
	w := newWorld(t)
	parent, a := w.shared(2)
	w.setPost(w.share(a, 1), func(p *bot.Post) { p.State, p.Due, p.Posted = bot.PostPosted, time.Time{}, w.clock() })
	_, err := w.Takedown(t.Context(), w.by(bob), parent.ID, "the child is home")
	w.must(err)
	if p := w.share(a, 2); p.State != bot.PostDropped {
		t.Errorf("the second share is %s", p.State)
	}
	for _, p := range w.posts(a) { // what was shared goes with its post, and is no copy
		if p.Op == bot.OpRemove && p.Account == "long" {
			t.Errorf("a share is taken down: %+v", p)
		}
	}
	if got := w.appeal(a.ID); got.State != bot.Done {
		t.Errorf("the series is %s", got.State)
	}
}

func TestTheEndOfASeriesLeavesTheLastShare(t *testing.T) {
	w := newWorld(t)
	parent, a := w.shared(3)
	w.setPost(w.share(a, 1), func(p *bot.Post) { p.State, p.Due, p.Posted = bot.PostPosted, time.Time{}, w.clock() })
	_, err := w.EndRepeat(t.Context(), w.by(ann), a.ID, "nobody answers")
	w.must(err)
	if p := w.share(a, 1); p.State != bot.PostPosted {
		t.Errorf("the first share is %s", p.State)
	}
	if p := w.share(a, 2); p.State != bot.PostDropped {
		t.Errorf("the second share is %s", p.State)
	}
	if p := w.original(parent); p.State != bot.PostPosted {
		t.Errorf("the post is %s", p.State)
	}
}

func TestAShareIsNotLookedFor(t *testing.T) {
	w := newWorld(t)
	_, a := w.shared(1)
	w.setPost(w.share(a, 1), func(p *bot.Post) { p.State, p.Due = bot.PostHeld, time.Time{} })
	for _, what := range []desk.Decision{desk.Look, desk.Bare, desk.Anew} {
		_, err := w.Decide(t.Context(), w.by(bob), w.share(a, 1).ID, what)
		w.refused(err, bot.ErrInvalid, "Choose send or drop")
	}
	w.wait(time.Hour)
	p, err := w.Decide(t.Context(), w.by(bob), w.share(a, 1).ID, desk.Send)
	if err != nil || p.State != bot.PostQueued {
		t.Errorf("%s, %v", p.State, err)
	}
}

// Approved each time, the appeal of a slot shares the post again like the others.
func TestASlotThatIsApprovedByItselfShares(t *testing.T) {
	w := newWorld(t)
	a := w.submitted(bot.MissingPerson, "Have you seen him?")
	for _, p := range []bot.Person{bob, carla} {
		var err error
		a, err = w.Approve(t.Context(), w.by(p), a.ID, a.Digest)
		w.must(err)
	}
	w.goPublic(a)
	r := w.daily(2)
	r.Reshare = true
	series, err := w.Repeat(t.Context(), w.by(ann), a.ID, r)
	w.must(err)
	w.runSlot(series)
	slots := w.slotsOf(series)
	if len(slots) != 1 || slots[0].State != bot.Waiting || slots[0].InSeries() || !slots[0].Content.Series.Reshare {
		t.Fatalf("the appeals of the slots are %+v", slots)
	}
	slot := slots[0]
	for _, p := range []bot.Person{bob, carla} {
		if slot.State == bot.Waiting {
			slot, err = w.Approve(t.Context(), w.by(p), slot.ID, slot.Digest)
			w.must(err)
		}
	}
	shares := 0
	for _, p := range w.posts(slot) {
		if p.Op == bot.OpReshare {
			shares++
			if p.Target != w.original(a).ID {
				t.Errorf("it shares %s", p.Target)
			}
		}
	}
	if shares != 1 {
		t.Errorf("%d shares", shares)
	}
}
