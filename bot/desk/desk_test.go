package desk_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// Ten people press Approve at once, each press delivered three times, in two
// processes: one transition, one post an account, and everybody else hears what
// happened.
func TestApproveRace(t *testing.T) {
	w := newWorld(t)
	a := w.submitted(bot.Wanted, "Have you seen him?")
	desks := []*desk.Desk{w.Desk, w.another()}
	var wg sync.WaitGroup
	var mu sync.Mutex
	refusals := 0
	for i := range 10 {
		p := bot.Person{ID: bot.ID(fmt.Sprint("p", i)), Name: fmt.Sprint("P", i), Roles: []bot.Role{bot.Approver}}
		for k := range 3 {
			wg.Go(func() {
				_, err := desks[(i+k)%2].Approve(t.Context(), desk.Actor{Person: p, Event: fmt.Sprint("press", i), Via: "test"}, a.ID, a.Digest)
				if r := (*bot.Refusal)(nil); errors.As(err, &r) && strings.Contains(r.Text, "approved") {
					mu.Lock()
					refusals++
					mu.Unlock()
				} else if err != nil {
					t.Error(err)
				}
			})
		}
	}
	wg.Wait()
	got := w.appeal(a.ID)
	if got.State != bot.Approved || len(got.Approvals) != 2 {
		t.Errorf("%s with %d approvals, want approved with 2", got.State, len(got.Approvals))
	}
	if n := len(w.posts(a)); n != 2 {
		t.Errorf("%d posts, want 2", n)
	}
	if n := w.events("approved"); n != 2 {
		t.Errorf("%d approvals in the audit log, want 2", n)
	}
	if refusals != 8*3 {
		t.Errorf("%d refusals, want each delivery of the eight who lost", refusals)
	}
}

// An approval and an edit at the same time end in one outcome, whichever comes
// first: never an approved text that somebody has just changed.
func TestApprovalRacesAnEdit(t *testing.T) {
	for range 50 {
		w := newWorld(t)
		a := w.submitted(bot.Witness, "Were you there?")
		var wg sync.WaitGroup
		wg.Go(func() { _, _ = w.Approve(t.Context(), w.by(bob), a.ID, a.Digest) })
		wg.Go(func() {
			_, _ = w.Edit(t.Context(), w.by(ann), a.ID, a.Digest, func(c *bot.Content) { c.Texts["en"] = "Other words" })
		})
		wg.Wait()
		got := w.appeal(a.ID)
		for _, p := range w.posts(a) {
			if p.State == bot.PostQueued && (got.State != bot.Approved || p.Digest != got.Digest) {
				t.Fatalf("a post of digest %s is queued while the appeal is %s with %s", p.Digest, got.State, got.Digest)
			}
		}
		if got.State == bot.Approved && got.Content.Texts["en"] != "en: Were you there?" {
			t.Fatal("approved with words that nobody approved")
		}
	}
}

func TestTheSameEventHappensOnce(t *testing.T) {
	w := newWorld(t)
	by := w.by(ann)
	n := desk.NewAppeal{Number: "2026-1234567", Title: "x", Facts: bot.Facts{What: "Were you there?"}}
	first, err := w.Draft(t.Context(), by, n)
	w.must(err)
	again, err := w.Draft(t.Context(), by, n)
	w.must(err)
	if first.ID != again.ID || w.events("drafted") != 1 {
		t.Errorf("drafted %d times: %s and %s", w.events("drafted"), first.ID, again.ID)
	}
	by = w.by(ann)
	_, err = w.Submit(t.Context(), by, first.ID)
	w.must(err)
	if a, err := w.Submit(t.Context(), by, first.ID); err != nil || a.State != bot.Waiting {
		t.Errorf("the second delivery: %s, %v", a.State, err)
	}
}

func TestAttemptsThatAreNotAllowedAreLogged(t *testing.T) {
	w := newWorld(t)
	a := w.submitted(bot.Witness, "Were you there?")
	_, err := w.Approve(t.Context(), w.by(eve), a.ID, a.Digest)
	w.refused(err, bot.ErrDenied, "not an approver")
	_, err = w.Approve(t.Context(), w.by(ann), a.ID, a.Digest)
	w.refused(err, bot.ErrDenied, "wrote")
	_, err = w.Draft(t.Context(), w.by(eve), desk.NewAppeal{Number: "2026-1", Facts: bot.Facts{What: "x"}})
	w.refused(err, bot.ErrDenied, "role")
	if n := w.events("denied approved") + w.events("denied draft"); n != 3 {
		t.Errorf("%d denied attempts in the audit log, want 3", n)
	}
}

func TestDraftRefusesWhatCannotBeUsed(t *testing.T) {
	w := newWorld(t)
	good := desk.NewAppeal{Number: "2026-1234567", Facts: bot.Facts{What: "Were you there?"}}
	for name, change := range map[string]func(*desk.NewAppeal){
		"no number":               func(n *desk.NewAppeal) { n.Number = "" },
		"no words":                func(n *desk.NewAppeal) { n.Facts = bot.Facts{} },
		"invalid UTF-8":           func(n *desk.NewAppeal) { n.Facts.What = "a\xff" },
		"a megabyte":              func(n *desk.NewAppeal) { n.Facts.What = strings.Repeat("a", 1<<20) },
		"unknown kind":            func(n *desk.NewAppeal) { n.Kind = "party" },
		"no such account":         func(n *desk.NewAppeal) { n.Accounts = []bot.AccountID{"nowhere"} },
		"too long for an account": func(n *desk.NewAppeal) { n.Facts.What = strings.Repeat("a", 1001) },
		"nobody of that name":     func(n *desk.NewAppeal) { n.Members = []bot.ID{"mallory"} },
		"no text in its language": func(n *desk.NewAppeal) { n.Accounts = []bot.AccountID{"french"} },
	} {
		n := good
		change(&n)
		_, err := w.Draft(t.Context(), w.by(ann), n)
		if r := (*bot.Refusal)(nil); !errors.As(err, &r) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := w.Draft(t.Context(), w.by(ann), desk.NewAppeal{Number: "2026-1234567", Facts: bot.Facts{What: "x"}, Accounts: []bot.AccountID{"drill"}})
	w.refused(err, bot.ErrDenied, "practice and real accounts never mix")
	if n := w.events("opened case"); n != 0 {
		t.Errorf("%d cases were opened by refused drafts", n)
	}
}

func TestSuggestionIsAppliedToTheVeryWords(t *testing.T) {
	w := newWorld(t)
	w.guard.block("4712 Bathurst Street", nil)
	a := w.draft(bot.Witness, "Été 👮 at 4712 Bathurst Street, were you there?")
	_, err := w.Submit(t.Context(), w.by(ann), a.ID)
	w.refused(err, bot.ErrInvalid, "4712 Bathurst Street", "cannot be overridden")
	a, err = w.Rewrite(t.Context(), w.by(ann), a.ID, a.Findings[0].Key(), a.Digest)
	w.must(err)
	if got := a.Content.Texts["en"]; got != "en: Été 👮 at something else, were you there?" || len(a.Findings) != 0 {
		t.Errorf("text %q with %d findings", got, len(a.Findings))
	}
}

// The lists may change between the draft, the approval and the publication.
func TestGuardLooksAgainEachTime(t *testing.T) {
	w := newWorld(t)
	a := w.draft(bot.Witness, "Ask at the Blue Door")
	w.guard.block("Blue Door", nil)
	_, err := w.Submit(t.Context(), w.by(ann), a.ID)
	w.refused(err, bot.ErrInvalid, "must not be public")
	w.guard.block("", nil)
	_, err = w.Submit(t.Context(), w.by(ann), a.ID)
	w.must(err)
	w.guard.block("Blue Door", nil)
	_, err = w.Approve(t.Context(), w.by(bob), a.ID, a.Digest)
	w.refused(err, bot.ErrInvalid, "rules changed")
	w.guard.block("", nil)
	a, err = w.Approve(t.Context(), w.by(bob), a.ID, a.Digest)
	w.must(err)
	for name, fails := range map[string]error{"objects": nil, "fails": errors.New("out of order")} {
		w.guard.block("Blue Door", fails)
		w.must(w.store.View(t.Context(), func(tx bot.Tx) error {
			if err := w.Clear(tx, w.posts(a)[0]); !errors.As(err, new(*bot.Refusal)) {
				t.Errorf("the guard %s, and the post may go out: %v", name, err)
			}
			return nil
		}))
	}
}

// What was approved no longer fits an account: it is not cut, it is not sent.
func TestChangedLimitsStopPublication(t *testing.T) {
	w := newWorld(t)
	a := w.approved()
	w.mu.Lock()
	w.limit = 5
	w.mu.Unlock()
	w.must(w.store.View(t.Context(), func(tx bot.Tx) error {
		err := w.Clear(tx, w.posts(a)[0])
		w.refused(err, bot.ErrInvalid, "does not fit")
		return nil
	}))
}

func TestRetractBeforeAnythingIsClaimed(t *testing.T) {
	w := newWorld(t)
	a := w.approved()
	a, err := w.Retract(t.Context(), w.by(bob), a.ID)
	w.must(err)
	if a.State != bot.Waiting {
		t.Errorf("state %s", a.State)
	}
	for _, p := range w.posts(a) {
		if p.State != bot.PostDropped {
			t.Errorf("a post is %s", p.State)
		}
	}
	// The same words approved again go out after all.
	a, err = w.Approve(t.Context(), w.by(bob), a.ID, a.Digest)
	w.must(err)
	for _, p := range w.posts(a) {
		if p.State != bot.PostQueued {
			t.Errorf("a post is %s after the second approval", p.State)
		}
	}
}

func TestTooLateToTakeBack(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	for name, do := range map[string]func() error{
		"retract":  func() error { _, err := w.Retract(t.Context(), w.by(bob), a.ID); return err },
		"withdraw": func() error { _, err := w.Withdraw(t.Context(), w.by(ann), a.ID, ""); return err },
		"edit": func() error {
			_, err := w.Edit(t.Context(), w.by(ann), a.ID, "", func(c *bot.Content) { c.Texts["en"] = "x" })
			return err
		},
	} {
		err := do()
		w.refused(err, bot.ErrStale, "takedown")
		if got := w.appeal(a.ID); got.State != bot.Approved || got.Revision != 1 {
			t.Errorf("%s: %s, revision %d", name, got.State, got.Revision)
		}
	}
}

// An edit of an approved appeal of which nothing has been claimed takes it
// back; its posts never go out.
func TestEditBeforePublicationTakesItBack(t *testing.T) {
	w := newWorld(t)
	a := w.approved()
	b, err := w.Edit(t.Context(), w.by(ann), a.ID, a.Digest, func(c *bot.Content) { c.Texts["en"] = "Other words" })
	w.must(err)
	if b.State != bot.Editing || b.Revision != 2 || b.Digest == a.Digest {
		t.Errorf("%s, revision %d", b.State, b.Revision)
	}
	for _, p := range w.posts(a) {
		if p.State != bot.PostDropped {
			t.Errorf("a post is %s", p.State)
		}
	}
	_, err = w.Edit(t.Context(), w.by(bob), a.ID, a.Digest, func(c *bot.Content) { c.Texts["en"] = "x" })
	w.refused(err, bot.ErrStale, "Ann", "after you opened it")
}

func TestScheduleIsApprovedWithTheWords(t *testing.T) {
	w := newWorld(t)
	a := w.submitted(bot.Witness, "Were you there?")
	at := w.clock().Add(6 * time.Hour)
	b, err := w.Schedule(t.Context(), w.by(ann), a.ID, at)
	w.must(err)
	if b.State != bot.Waiting || b.Digest == a.Digest {
		t.Errorf("after scheduling: %s, digest changed: %v", b.State, b.Digest != a.Digest)
	}
	_, err = w.Approve(t.Context(), w.by(bob), a.ID, a.Digest)
	w.refused(err, bot.ErrStale, "revision 2")
	b, err = w.Approve(t.Context(), w.by(bob), a.ID, b.Digest)
	w.must(err)
	for _, p := range w.posts(b) {
		if p.State == bot.PostQueued && !p.Due.Equal(at) {
			t.Errorf("due %v, want %v", p.Due, at)
		}
	}
	_, err = w.Schedule(t.Context(), w.by(ann), a.ID, w.clock().Add(-time.Hour))
	w.refused(err, bot.ErrInvalid, "over")
}

func TestFreezeRoles(t *testing.T) {
	w := newWorld(t)
	a := w.draft(bot.Witness, "x")
	_, err := w.Freeze(t.Context(), w.by(ann), bot.Freeze{Scope: bot.FreezeAll, Reason: "wrong"})
	w.refused(err, bot.ErrDenied, "approvers")
	_, err = w.Freeze(t.Context(), w.by(ann), bot.Freeze{Scope: bot.FreezeCase, Subject: string(a.Case), Name: "case", Reason: "wrong"})
	w.must(err)
	_, err = w.Freeze(t.Context(), w.by(bob), bot.Freeze{Scope: bot.FreezeCase, Subject: string(a.Case), Name: "case", Reason: "wrong"})
	w.refused(err, bot.ErrStale, "Ann", "resume")
	_, err = w.Resume(t.Context(), w.by(ann), bot.FreezeCase, string(a.Case))
	w.refused(err, bot.ErrDenied)
	_, err = w.Resume(t.Context(), w.by(carla), bot.FreezeAll, "")
	w.refused(err, bot.ErrStale, "Stopped is")
	_, err = w.Resume(t.Context(), w.by(carla), bot.FreezeCase, string(a.Case))
	w.must(err)
}

func TestCloseEndsEverythingThatIsNotPublic(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	b, err := w.Follow(t.Context(), w.by(ann), a.ID, "The car was found.")
	w.must(err)
	if b.State != bot.Waiting || b.Parent != a.ID {
		t.Errorf("the update is %s under %q", b.State, b.Parent)
	}
	k, err := w.Close(t.Context(), w.by(bob), a.Case, "arrest made")
	w.must(err)
	if k.State != bot.CaseClosed || w.appeal(a.ID).State != bot.Done || w.appeal(b.ID).State != bot.Cancelled {
		t.Errorf("case %s, appeal %s, update %s", k.State, w.appeal(a.ID).State, w.appeal(b.ID).State)
	}
	_, err = w.Close(t.Context(), w.by(bob), a.Case, "again")
	w.refused(err, bot.ErrStale, "Bob")
	_, err = w.Draft(t.Context(), w.by(ann), desk.NewAppeal{Number: k.Number, Facts: bot.Facts{What: "x"}})
	w.refused(err, bot.ErrStale, "closed by Bob")
	// What is public can still be taken down.
	_, err = w.Takedown(t.Context(), w.by(ann), a.ID, "court order")
	w.must(err)
	if !slices.ContainsFunc(w.posts(a), func(p bot.Post) bool { return p.Op == bot.OpRemove && p.State == bot.PostQueued }) {
		t.Error("no removal is queued")
	}
}

func TestDecideOnce(t *testing.T) {
	w := newWorld(t)
	a := w.approved()
	p := w.posts(a)[0]
	p.State, p.Due = bot.PostAbsent, time.Time{}
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error { return tx.SetPost(p) }))
	_, err := w.Decide(t.Context(), w.by(eve), p.ID, desk.Send)
	w.refused(err, bot.ErrDenied)
	_, err = w.Decide(t.Context(), w.by(bob), p.ID, desk.Drop)
	w.must(err)
	_, err = w.Decide(t.Context(), w.by(ann), p.ID, desk.Send)
	w.refused(err, bot.ErrStale, "Bob decided")
}
