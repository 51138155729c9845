package desk_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// posted is the post of a published appeal on "long", published now.
func (w *world) onePost() (bot.Appeal, bot.Post) {
	w.t.Helper()
	a := w.published()
	var out bot.Post
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error {
		ps, err := tx.PostsOf(a.ID)
		for _, p := range ps {
			if p.Account == "long" {
				p.Posted, p.URL = w.clock(), "https://long.example/1"
				out, err = p, tx.SetPost(p)
			}
		}
		return err
	}))
	return a, out
}

func (w *world) post(id bot.ID) (p bot.Post) {
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		p, err = tx.Post(id)
		return err
	}))
	return p
}

func (w *world) sighted(p bot.Post, s bot.Sight) {
	w.t.Helper()
	w.must(w.Sighted(w.t.Context(), p.ID, s))
}

var (
	seen    = bot.Sight{OK: true}
	notSeen = bot.Sight{Note: "It cannot be seen."}
)

func TestWhatThePublicDoesNotSeeIsToldOnce(t *testing.T) {
	w := newWorld(t)
	a, p := w.onePost()
	cards := w.cards(a)
	w.show(a)
	w.wait(10 * time.Second)
	w.sighted(p, notSeen) // it may be late
	if got := w.told("duty"); len(got) > 0 || w.cards(a) != cards {
		t.Errorf("after one look: told %q", got)
	}
	w.wait(time.Minute)
	for range 3 {
		w.sighted(p, notSeen)
		w.wait(10 * time.Minute)
	}
	k := w.caseOf(a)
	want := "The public does not see on Long what was approved in case " + k.Number + ". It cannot be seen. Look at it without being logged in: https://long.example/1"
	if got := w.told("duty"); !slices.Equal(got, []string{want}) || w.cards(a) != cards+1 {
		t.Errorf("told %q, want %q; the card was asked for %d times", got, want, w.cards(a)-cards)
	}
	if s := w.post(p.ID).Sight; s.OK || s.Bad != 4 || s.Note != notSeen.Note || s.At.IsZero() {
		t.Errorf("kept %+v", s)
	}
	w.show(a)
	w.sighted(p, seen)
	if got := w.told("duty"); len(got) != 2 || !slices.Contains(got, "The public now sees on Long what was approved in case "+k.Number+".") || w.cards(a) != cards+2 {
		t.Errorf("when it is seen: told %q", got)
	}
	if w.events("not seen by the public") != 1 || w.events("seen by the public") != 1 {
		t.Error("the log does not say so once")
	}
}

func (w *world) caseOf(a bot.Appeal) (k bot.Case) {
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		k, err = tx.Case(a.Case)
		return err
	}))
	return k
}

func TestThatThePublicSeesItIsOnTheCard(t *testing.T) {
	w := newWorld(t)
	a, p := w.onePost()
	cards := w.cards(a)
	w.show(a)
	w.wait(10 * time.Second)
	w.sighted(p, notSeen)
	w.sighted(p, seen)
	w.sighted(p, seen)
	if got := w.told("duty"); len(got) > 0 || w.cards(a) != cards+1 {
		t.Errorf("told %q; the card was asked for %d times", got, w.cards(a)-cards)
	}
	if s := w.post(p.ID).Sight; !s.OK || s.Bad != 0 || s.Note != "" {
		t.Errorf("kept %+v", s)
	}
}

// An answer to somebody who wrote about nothing of ours is in no case.
func TestWhatBelongsToNoCaseIsLookedAtToo(t *testing.T) {
	w := newWorld(t)
	_, p := w.onePost()
	p.Case, p.Appeal, p.URL = bot.Elsewhere, "", ""
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error { return tx.SetPost(p) }))
	w.sighted(p, notSeen)
	w.sighted(p, notSeen)
	if got := w.told("duty"); !slices.Equal(got, []string{"The public does not see on Long what was approved. It cannot be seen."}) {
		t.Errorf("told %q", got)
	}
	w.sighted(p, seen)
}

// An hour later no delay of the network explains it.
func TestALateLookIsBelievedAtOnce(t *testing.T) {
	w := newWorld(t)
	_, p := w.onePost()
	w.wait(time.Hour)
	w.sighted(p, notSeen)
	w.sighted(p, notSeen)
	if got := w.told("duty"); len(got) != 1 {
		t.Errorf("told %q", got)
	}
}

func TestWhatIsBeingTakenDownNeedNotBeSeen(t *testing.T) {
	w := newWorld(t)
	a, p := w.onePost()
	_, err := w.Takedown(t.Context(), w.by(ann), a.ID, "found")
	w.must(err)
	before := w.told("duty")
	for range 3 {
		w.sighted(p, notSeen)
	}
	if got := w.told("duty"); !slices.Equal(got, before) || !w.post(p.ID).Sight.At.IsZero() {
		t.Errorf("told %q", got)
	}
}

func TestReactionsAreCounted(t *testing.T) {
	w := newWorld(t)
	a, p := w.onePost()
	events, cards := w.events("published"), w.cards(a)
	counts := bot.Counts{Replies: 3, Reposts: 40, Likes: 100, Views: 9000}
	w.wait(time.Minute)
	w.must(w.Counted(t.Context(), map[bot.ID]bot.Counts{p.ID: counts, "of nobody": counts}))
	counts.At = w.clock()
	if got := w.post(p.ID); got.Counts != counts || got.State != bot.PostPosted || got.Sight != p.Sight {
		t.Errorf("kept %+v", got)
	}
	if w.events("published") != events || w.cards(a) != cards {
		t.Error("counting made noise")
	}
	if n := w.commits(func() { w.must(w.Counted(t.Context(), nil)) }); n != 0 {
		t.Errorf("counting nothing commits %d times", n)
	}
}

func TestTheBudgetIsToldOnceAMonth(t *testing.T) {
	w := newWorld(t)
	const budget = 1_000_000
	charge := func(micros int64, reads int) int {
		return w.commits(func() { w.must(w.Charged(t.Context(), "long", micros, reads, budget)) })
	}
	if n := charge(0, 0); n != 0 {
		t.Errorf("nothing costs %d commits", n)
	}
	charge(999_999, 200)
	charge(1, 0)
	if got := w.told("duty"); len(got) > 0 {
		t.Errorf("at the budget: told %q", got)
	}
	// What was published is charged elsewhere.
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		_, err := bot.Charge(tx, "long", "2026-11", 200_000, 1, 0)
		return err
	}))
	for range 3 {
		charge(0, 0)
		charge(5_000, 1)
	}
	if got := w.told("duty"); len(got) != 1 || !strings.HasPrefix(got[0], "Long has cost ") || !strings.Contains(got[0], "$1.20") ||
		!strings.Contains(got[0], "$1.00") || w.events("budget used up") != 1 {
		t.Errorf("told %q, want once what it cost of what budget", got)
	}
	if n := charge(0, 0); n != 0 {
		t.Errorf("knowing it costs %d commits", n)
	}
	s, err := w.Stats(t.Context(), "")
	w.must(err)
	long := s.Accounts[1]
	if s.Month != "2026-11" || long.Account.ID != "long" || long.Budget != 50_000_000 ||
		long.Spending.Micros != 1_215_000 || long.Spending.Reads != 203 || long.Spending.Posts != 1 {
		t.Errorf("stats %+v", long)
	}
	w.wait(8 * 24 * time.Hour)
	charge(1_000_001, 0)
	if got := w.told("duty"); len(got) != 2 {
		t.Errorf("in December: told %q", got)
	}
	w.must(w.Charged(t.Context(), "short", 1<<40, 1, 0))
	if got := w.told("duty"); len(got) != 2 {
		t.Errorf("without a budget: told %q", got)
	}
}

func TestStatsOfACaseAndOfAll(t *testing.T) {
	w := newWorld(t)
	var as []bot.Appeal
	for range 7 {
		a, _ := w.onePost()
		as = append(as, a)
		w.wait(time.Minute)
	}
	all, err := w.Stats(t.Context(), "")
	w.must(err)
	if len(all.Accounts) != len(w.Accounts()) || len(all.Accounts[0].Posts) != 5 || all.Accounts[1].Posts[0].Appeal != as[6].ID || len(all.Accounts[2].Posts) != 0 {
		t.Errorf("of all: %+v", all.Accounts)
	}
	one, err := w.Stats(t.Context(), as[2].Case)
	w.must(err)
	if one.Case.ID != as[2].Case || len(one.Accounts[1].Posts) != 1 || one.Accounts[1].Posts[0].Appeal != as[2].ID {
		t.Errorf("of a case: %+v", one.Accounts)
	}
	if _, err := w.Stats(t.Context(), "no case"); err == nil {
		t.Error("there are stats of no case")
	}
}

// What waited for an account to be connected goes out at once then, and what is
// scheduled stays so.
func TestWhatWaitedForTheAccountIsDueWhenItIsConnected(t *testing.T) {
	w := newWorld(t)
	a := w.approved()
	var waits, scheduled bot.Post
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error {
		ps, err := tx.PostsOf(a.ID)
		for _, p := range ps {
			if p.Account == "long" {
				p.State, p.Due, p.Attempt, p.Note = bot.PostQueued, w.clock().Add(10*time.Minute), 5, "not connected"
				waits = p
				err = errors.Join(err, tx.SetPost(p))
			}
		}
		scheduled = waits
		scheduled.ID, scheduled.Attempt, scheduled.Note = "scheduled", 0, ""
		_, added := tx.AddPost(scheduled)
		return errors.Join(err, added)
	}))
	w.must(w.Probed(t.Context(), "long", desk.Probe{Problem: "The token was revoked.", Reconnect: true}))
	w.must(w.Probed(t.Context(), "long", desk.Probe{OK: true}))
	if p := w.post(waits.ID); !p.Due.Equal(w.clock()) {
		t.Errorf("it is due %v, want now", p.Due)
	}
	if p := w.post("scheduled"); !p.Due.Equal(scheduled.Due) {
		t.Errorf("the scheduled one is due %v, want %v", p.Due, scheduled.Due)
	}
}
