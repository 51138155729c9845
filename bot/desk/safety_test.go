package desk_test

import (
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
)

func (w *world) set(p bot.Post) {
	w.t.Helper()
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error { return tx.SetPost(p) }))
}

func (w *world) clear(p bot.Post) (err error) {
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) error {
		err = w.Clear(tx, p)
		return nil
	}))
	return err
}

// Two officers take the same appeal down: the second must not cancel the
// first's removals.
func TestTakedownTwiceTakesDown(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	_, err := w.Takedown(t.Context(), w.by(ann), a.ID, "the child is home")
	w.must(err)
	_, err = w.Takedown(t.Context(), w.by(bob), a.ID, "found")
	w.must(err)
	_, err = w.Close(t.Context(), w.by(bob), a.Case, "found")
	w.must(err)
	for _, p := range w.posts(a) {
		if p.Op == bot.OpRemove && p.State != bot.PostQueued {
			t.Errorf("a removal is %s", p.State)
		}
	}
}

// An update never outlives the thread that it was approved for.
func TestUpdateDiesWithItsThread(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	u, err := w.Follow(t.Context(), w.by(ann), a.ID, "We are still looking.")
	w.must(err)
	_, err = w.Takedown(t.Context(), w.by(bob), a.ID, "the child is home")
	w.must(err)
	_, err = w.Approve(t.Context(), w.by(bob), u.ID, u.Digest)
	w.refused(err, bot.ErrStale, "cancelled")
	// The thread goes while the update waits, without a takedown of ours.
	b := w.published()
	u, err = w.Follow(t.Context(), w.by(ann), b.ID, "We are still looking.")
	w.must(err)
	for _, p := range w.posts(b) {
		p.State = bot.PostRemoved
		w.set(p)
	}
	_, err = w.Approve(t.Context(), w.by(bob), u.ID, u.Digest)
	w.refused(err, bot.ErrStale, "not public any more")
}

// What takes two approvals takes two in an update, too.
func TestUpdateTakesNoFewerApprovals(t *testing.T) {
	w := newWorld(t)
	a := w.submitted(bot.Wanted, "Have you seen this man?")
	for _, p := range []bot.Person{bob, carla} {
		_, err := w.Approve(t.Context(), w.by(p), a.ID, a.Digest)
		w.must(err)
	}
	for _, p := range w.posts(a) {
		p.State, p.Due, p.Remotes = bot.PostPosted, time.Time{}, []string{"r"}
		w.set(p)
	}
	u, err := w.Follow(t.Context(), w.by(ann), a.ID, "He is John Doe.")
	w.must(err)
	u, err = w.Approve(t.Context(), w.by(bob), u.ID, u.Digest)
	w.must(err)
	if u.State != bot.Waiting {
		t.Errorf("an update of a wanted appeal is %s after one approval", u.State)
	}
	u, err = w.Approve(t.Context(), w.by(carla), u.ID, u.Digest)
	w.must(err)
	if u.State != bot.Approved {
		t.Errorf("after two approvals it is %s", u.State)
	}
}

// What should have been public long ago is asked about, not sent.
func TestLatePostsAreAskedAbout(t *testing.T) {
	w := newWorld(t)
	a := w.submitted(bot.Witness, "Were you there?")
	a, err := w.Schedule(t.Context(), w.by(ann), a.ID, w.clock().Add(time.Hour))
	w.must(err)
	_, err = w.Approve(t.Context(), w.by(bob), a.ID, a.Digest)
	w.must(err)
	b := w.approved()
	w.wait(time.Hour + 29*time.Minute)
	w.must(w.clear(w.queued(a)))
	w.must(w.clear(w.queued(b)))
	w.wait(2 * time.Minute)
	w.refused(w.clear(w.queued(a)), bot.ErrStale, "still right")
	w.must(w.clear(w.queued(b)))
	w.wait(5 * time.Hour)
	w.refused(w.clear(w.queued(b)), bot.ErrStale, "still right")
	// Somebody who looked at it says that it is.
	p := w.queued(a)
	p.State, p.Due = bot.PostHeld, time.Time{}
	w.set(p)
	p, err = w.Decide(t.Context(), w.by(ann), p.ID, desk.Send)
	w.must(err)
	w.must(w.clear(p))
}

// A video that began to go up at its time, and the posts that wait for its address,
// are not held because the upload takes longer than a text may be late.
func TestAScheduledVideoMayTakeItsTime(t *testing.T) {
	w := newWorld(t)
	a, err := w.says(w.draft(bot.Witness, "x"), "Were you there? {tube}", "long", "tube")
	w.must(err)
	a, err = w.Submit(t.Context(), w.by(ann), a.ID)
	w.must(err)
	at := w.clock().Add(time.Hour)
	a, err = w.Schedule(t.Context(), w.by(ann), a.ID, at)
	w.must(err)
	_, err = w.Approve(t.Context(), w.by(bob), a.ID, a.Digest)
	w.must(err)
	w.wait(time.Hour + 45*time.Minute)
	for _, p := range w.posts(a) {
		if p.Account == "long" {
			w.must(w.clear(p))
			continue
		}
		w.refused(w.clear(p), bot.ErrStale, "still right")
		p.Carry.Began = at.Add(time.Second)
		w.must(w.clear(p))
		p.Carry.Began = at.Add(40 * time.Minute) // that was late already
		w.refused(w.clear(p), bot.ErrStale, "still right")
	}
	w.wait(6 * time.Hour)
	for _, p := range w.posts(a) {
		p.Carry.Began = at
		w.refused(w.clear(p), bot.ErrStale, "still right")
	}
}

func (w *world) queued(a bot.Appeal) bot.Post {
	w.t.Helper()
	for _, p := range w.posts(a) {
		if p.Op == bot.OpCreate && p.State == bot.PostQueued {
			return p
		}
	}
	w.t.Fatal("nothing is queued")
	return bot.Post{}
}

// A post that may have arrived and was given up is not sent again by a second
// approval of the same words.
func TestGivenUpIsNotForgotten(t *testing.T) {
	w := newWorld(t)
	a := w.approved()
	for _, p := range w.posts(a) {
		p.State, p.Due, p.Tried, p.Attempt = bot.PostAbsent, time.Time{}, true, 1
		w.set(p)
		_, err := w.Decide(t.Context(), w.by(bob), p.ID, desk.Drop)
		w.must(err)
	}
	_, err := w.Withdraw(t.Context(), w.by(ann), a.ID, "")
	w.must(err)
	_, err = w.Submit(t.Context(), w.by(ann), a.ID)
	w.must(err)
	_, err = w.Approve(t.Context(), w.by(bob), a.ID, a.Digest)
	w.must(err)
	for _, p := range w.posts(a) {
		if p.State != bot.PostAbsent {
			t.Errorf("a post that may be public is %s", p.State)
		}
	}
}

// What came due while publication was stopped, but was not looked at, is asked
// about after the resume like everything else.
func TestResumeAsksAboutWhatNobodyLookedAt(t *testing.T) {
	w := newWorld(t)
	_, err := w.Freeze(t.Context(), w.by(carla), bot.Freeze{Scope: bot.FreezeAll, Reason: "wrong photo"})
	w.must(err)
	a := w.approved()
	n, err := w.Resume(t.Context(), w.by(carla), bot.FreezeAll, "")
	w.must(err)
	if n != 2 {
		t.Errorf("%d posts are asked about, want 2", n)
	}
	for _, p := range w.posts(a) {
		if p.State != bot.PostHeld {
			t.Errorf("a post is %s", p.State)
		}
	}
}

// Somebody who approved and has been taken off the roster since does not
// count when it comes to publishing.
func TestFormerApproversDoNotCount(t *testing.T) {
	w := newWorld(t)
	a := w.approved()
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		a.Approvals[0].By.Person = "gone"
		return tx.PutAppeal(a)
	}))
	w.refused(w.clear(w.queued(a)), bot.ErrDenied, "approver any more")
}

// One reply that cannot be stored as it is must not stop the source.
func TestStrangeRepliesAreStored(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	strange := says("r1", "I\xffsaw\x00it")
	strange.Reply.At = time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC)
	strange.Reply.Author, strange.Reply.Handle, strange.Reply.URL = "\xff\xfe", string(make([]byte, 1<<20)), "\xff"
	_, err := w.Collect(t.Context(), w.page("2", strange, says("r2", "me too"), says("", "nameless")))
	w.must(err)
	if n := w.tally(a).Replies; n != 2 {
		t.Errorf("%d stored, want 2", n)
	}
	shown := false
	for _, n := range w.due() {
		shown = shown || n.Kind == bot.NoticeCard && n.Subject == a.ID
	}
	if !shown {
		t.Error("the card does not say that there are answers")
	}
}
