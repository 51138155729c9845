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

const shots = "Shots are being fired at this minute."

// alert is a safety alert that somebody wrote.
func (w *world) alert(p bot.Person, text string, accounts ...bot.AccountID) (bot.Appeal, error) {
	w.t.Helper()
	return w.Draft(w.t.Context(), w.by(p), desk.NewAppeal{
		Number: "2026-9" + string(rune('0'+w.next()%10)) + "01", Kind: bot.SafetyAlert, Facts: bot.Facts{What: text}, Accounts: accounts,
	})
}

// byDan is a safety alert that Dan published alone.
func (w *world) byDan() bot.Appeal {
	w.t.Helper()
	a, err := w.alert(dan, "Stay away from Union Station")
	w.must(err)
	a, err = w.PublishAlone(w.t.Context(), w.by(dan), a.ID, a.Digest, shots)
	w.must(err)
	return a
}

// One transaction approves, queues, marks, calls and says so.
func TestPublishAlone(t *testing.T) {
	w := watch(t)
	a := w.byDan()
	if a.State != bot.Approved || a.Alone == nil || a.Alone.Reason != shots || a.Alone.Unchecked != "" || len(a.Approvals) != 0 {
		t.Errorf("%+v, %+v", a.State, a.Alone)
	}
	for _, p := range w.posts(a) {
		if p.State != bot.PostQueued || p.Lane != bot.LaneUrgent || p.Due.After(w.clock()) {
			t.Errorf("post %+v", p)
		}
		w.must(w.clear(p))
	}
	if news := w.told("newsroom"); len(news) != 1 || !strings.Contains(news[0], "is being published by Dan alone") || !strings.Contains(news[0], shots) {
		t.Errorf("newsroom: %q", news)
	}
	w.wants(bot.NoticeReview, "1 @bob", "1 @carla", "1 duty", "1 room")
	if got := w.detail("published alone"); !strings.HasPrefix(got, shots+"; "+a.Digest) {
		t.Errorf("logged %q", got)
	}
}

func TestPublishAloneFailsAsAWhole(t *testing.T) {
	w := watch(t)
	a, err := w.alert(dan, "Stay away")
	w.must(err)
	w.sent()
	oops := errors.New("the disk is full")
	w.breaks.Store(&oops)
	if _, err := w.PublishAlone(t.Context(), w.by(dan), a.ID, a.Digest, shots); !errors.Is(err, oops) {
		t.Fatalf("got %v", err)
	}
	w.breaks.Store(nil)
	if a := w.appeal(a.ID); a.State != bot.Editing || a.Alone != nil || len(w.posts(a)) != 0 || w.events("published alone") != 0 {
		t.Errorf("it left %+v", a)
	}
	w.wants(bot.NoticeReview)
	by := w.by(dan)
	for range 2 { // the same press, delivered twice
		_, err = w.PublishAlone(t.Context(), by, a.ID, a.Digest, shots)
		w.must(err)
	}
	if w.events("published alone") != 1 {
		t.Error("it was published twice")
	}
}

func TestWhoMayNotPublishAlone(t *testing.T) {
	w := watch(t)
	a, err := w.alert(ann, "Stay away")
	w.must(err)
	for _, p := range []bot.Person{ann, bob, carla, eve} {
		_, err := w.PublishAlone(t.Context(), w.by(p), a.ID, a.Digest, shots)
		w.refused(err, bot.ErrDenied, `the role "certified"`)
	}
	if w.events("denied published alone") != 4 {
		t.Error("the attempts are not on record")
	}
	other := w.draft(bot.Witness, "x")
	_, err = w.PublishAlone(t.Context(), w.by(dan), other.ID, other.Digest, shots)
	w.refused(err, bot.ErrDenied, "by one officer alone")
	// Somebody else's account stays theirs, and practice never mixes with what is real.
	theirs, err := w.alert(carla, "Stay away", "carlas")
	w.must(err)
	_, err = w.PublishAlone(t.Context(), w.by(dan), theirs.ID, theirs.Digest, shots)
	w.refused(err, bot.ErrDenied, "Carla on Short is the account of Carla")
	_, err = w.alert(dan, "Stay away", "drill")
	w.refused(err, bot.ErrDenied, "never mix")
	if n := len(w.posts(a)) + len(w.posts(other)) + len(w.posts(theirs)); n != 0 {
		t.Errorf("%d posts are queued", n)
	}
}

// An update of a wanted appeal is no safety alert, although updates may go out so.
func TestUpdatesInAnEmergency(t *testing.T) {
	w := watch(t)
	p := w.published()
	u, err := w.Follow(t.Context(), w.by(ann), p.ID, "His name is x")
	w.must(err)
	_, err = w.PublishAlone(t.Context(), w.by(dan), u.ID, u.Digest, shots)
	w.refused(err, bot.ErrDenied, "by one officer alone")
	a := w.byDan()
	w.goPublic(a)
	u, err = w.Follow(t.Context(), w.by(dan), a.ID, "He went north")
	w.must(err)
	_, err = w.PublishAlone(t.Context(), w.by(dan), u.ID, u.Digest, shots)
	w.must(err)
}

// A freeze, a guard that objects, a rule or a role that is gone, and other words stop
// it on its way out as they stop anything.
func TestWhatStopsOneOfficersWord(t *testing.T) {
	for name, c := range map[string]struct {
		stop func(*world, *bot.Appeal)
		kind error
	}{
		"a freeze": {func(w *world, _ *bot.Appeal) {
			_, err := w.Freeze(w.t.Context(), w.by(carla), bot.Freeze{Scope: bot.FreezeAll, Name: "everything", Reason: "stop"})
			w.must(err)
		}, bot.ErrFrozen},
		"the guard": {func(w *world, _ *bot.Appeal) { w.guard.block("Union", nil) }, bot.ErrInvalid},
		"a role that is gone": {func(w *world, _ *bot.Appeal) {
			tune := w.tune
			w.tune = func(o *desk.Options) { tune(o); o.Alone.Role = "chief" }
			w.Desk = w.another()
		}, bot.ErrDenied},
		"a kind that is gone": {func(w *world, _ *bot.Appeal) {
			tune := w.tune
			w.tune = func(o *desk.Options) { tune(o); o.Alone.Kinds = []bot.Kind{bot.Amber} }
			w.Desk = w.another()
		}, bot.ErrDenied},
		"a department that has it no more": {func(w *world, _ *bot.Appeal) {
			tune := w.tune
			w.tune = func(o *desk.Options) { tune(o); o.Alone = bot.AloneRule{} }
			w.Desk = w.another()
		}, bot.ErrDenied},
		"a word for other words": {func(w *world, a *bot.Appeal) { a.Alone.Digest = "other" }, bot.ErrDenied},
		"no word at all":         {func(w *world, a *bot.Appeal) { a.Alone = nil }, bot.ErrDenied},
		"a review":               {func(w *world, a *bot.Appeal) { a.Alone.Verdict = bot.Wrong }, bot.ErrDenied},
	} {
		t.Run(name, func(t *testing.T) {
			w := watch(t)
			a := w.byDan()
			w.must(w.clear(w.posts(a)[0]))
			c.stop(w, &a)
			w.must(w.store.Update(t.Context(), func(tx bot.Tx) error { return tx.PutAppeal(a) }))
			w.refused(w.clear(w.posts(a)[0]), c.kind)
		})
	}
}

// When the guard itself is out of order, this way and no other goes on: it can be
// written, published and sent, each time marked.
func TestOneOfficerGoesOnWithoutTheGuard(t *testing.T) {
	w := watch(t)
	checked := w.byDan()
	blocked, err := w.alert(dan, "Ask at the Blue Door")
	w.must(err)
	w.guard.block("Blue Door", nil)
	blocked, err = w.Edit(t.Context(), w.by(dan), blocked.ID, "", func(c *bot.Content) { c.Texts["en"] += "!" })
	w.must(err)

	w.guard.block("", errors.New("out of order"))
	plain, err := w.Draft(t.Context(), w.by(dan), desk.NewAppeal{Number: "2026-7000", Kind: bot.Witness, Facts: bot.Facts{What: "x"}})
	w.must(err)
	if _, err := w.PublishAlone(t.Context(), w.by(dan), plain.ID, plain.Digest, shots); err == nil {
		t.Error("a witness appeal was published")
	}
	a, err := w.alert(dan, "Stay away from the bridge")
	w.must(err)
	if _, err := w.Submit(t.Context(), w.by(dan), a.ID); err == nil {
		t.Error("it was submitted")
	}
	// What the guard objected to when it last looked is still stopped.
	_, err = w.PublishAlone(t.Context(), w.by(dan), blocked.ID, blocked.Digest, shots)
	w.refused(err, bot.ErrInvalid, "must not be public")

	a, err = w.PublishAlone(t.Context(), w.by(dan), a.ID, a.Digest, shots)
	w.must(err)
	if !strings.Contains(a.Alone.Unchecked, "out of order") || !strings.Contains(w.detail("published alone"), "; not checked: ") {
		t.Errorf("it is not marked: %+v, %q", a.Alone, w.detail("published alone"))
	}
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		return errors.Join(w.Clear(tx, w.postsIn(tx, a)[0]), w.Clear(tx, w.postsIn(tx, checked)[0]))
	}))
	if got := w.appeal(checked.ID); got.Alone.Unchecked == "" || w.events("published unchecked") != 1 {
		t.Errorf("what is sent unchecked is not marked: %+v", got.Alone)
	}
	// It works again, and objects.
	w.guard.block("bridge", nil)
	w.refused(w.clear(w.posts(a)[0]), bot.ErrInvalid, "must not be public")
}

// What was stored while the guard was out of order is looked at when it works again.
func TestADraftThatTheGuardHasNotSeen(t *testing.T) {
	w := watch(t)
	w.guard.block("", errors.New("out of order"))
	a, err := w.alert(ann, "Stay away")
	w.must(err)
	if open := bot.Open(a.Findings, nil); len(open) != 1 || open[0].Rule != bot.Unlooked {
		t.Errorf("findings %+v", a.Findings)
	}
	w.guard.block("", nil)
	a, err = w.Submit(t.Context(), w.by(ann), a.ID)
	w.must(err)
	if len(a.Findings) != 0 {
		t.Errorf("findings %+v", a.Findings)
	}
}

// A review is demanded until it is done: through restarts, after a takedown, and
// after the case is closed.
func TestAReviewIsDemanded(t *testing.T) {
	w := watch(t)
	a := w.byDan()
	w.goPublic(a)
	w.calls(bot.NoticeReview)
	w.passes(5 * time.Minute)
	w.wants(bot.NoticeReview, "2 @bob", "2 @carla", "2 duty", "2 room")
	w.Desk = w.another()
	w.must(w.Prime(t.Context()))
	_, err := w.Takedown(t.Context(), w.by(dan), a.ID, "it is over")
	w.must(err)
	w.passes(10 * time.Minute)
	w.wants(bot.NoticeReview, "3 @bob", "3 @carla", "3 duty", "3 room")
	_, err = w.Close(t.Context(), w.by(carla), a.Case, "over")
	w.must(err)
	w.wait(8 * time.Hour) // the program is down
	w.ticks()
	w.wants(bot.NoticeReview, "4 @bob", "4 @carla", "4 duty", "4 room")
	_, err = w.Review(t.Context(), w.by(carla), a.ID, a.Digest, bot.Right, "")
	w.must(err)
	if _, ok := w.job(bot.JobID(bot.JobReview, a.ID)); ok {
		t.Error("the job is still there")
	}
	w.passes(24 * time.Hour)
	w.wants(bot.NoticeReview)
	if w.events("demanded review") != 4 || w.events("reviewed") != 1 {
		t.Errorf("%d demands, %d reviews", w.events("demanded review"), w.events("reviewed"))
	}
}

// Where every approver had a hand in it, leads and administrators hear that nobody
// can review it; never whoever published it.
func TestNobodyCanReview(t *testing.T) {
	w := watch(t)
	a, err := w.alert(bob, "Stay away")
	w.must(err)
	a, err = w.Edit(t.Context(), w.by(carla), a.ID, "", func(c *bot.Content) { c.Texts["en"] += "!" })
	w.must(err)
	w.sent()
	_, err = w.PublishAlone(t.Context(), w.by(dan), a.ID, a.Digest, shots)
	w.must(err)
	w.wants(bot.NoticeReview, "1 @carla", "1 duty", "1 room")
	_, err = w.Review(t.Context(), w.by(carla), a.ID, a.Digest, bot.Right, "")
	w.refused(err, bot.ErrDenied, "another officer")
}

func TestAReviewThatFindsItWrong(t *testing.T) {
	for name, before := range map[string]func(*world, bot.Appeal){
		"while it is public": func(w *world, a bot.Appeal) { w.goPublic(a) },
		"before it is":       func(*world, bot.Appeal) {},
		"after the case was closed": func(w *world, a bot.Appeal) {
			w.goPublic(a)
			_, err := w.Close(w.t.Context(), w.by(carla), a.Case, "over")
			w.must(err)
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := watch(t)
			a := w.byDan()
			before(w, a)
			_, err := w.Review(t.Context(), w.by(dan), a.ID, a.Digest, bot.Wrong, "no, it is right")
			w.refused(err, bot.ErrDenied)
			a, err = w.Review(t.Context(), w.by(bob), a.ID, a.Digest, bot.Wrong, "it is at King and York")
			w.must(err)
			if a.State != bot.Done || a.Alone.Review.Person != "bob" {
				t.Errorf("%s, %+v", a.State, a.Alone)
			}
			for _, p := range w.posts(a) {
				if p.Op == bot.OpCreate && p.State == bot.PostQueued || p.Op == bot.OpRemove && p.State != bot.PostQueued {
					t.Errorf("post %s is %s", p.Op, p.State)
				}
			}
			if name != "before it is" && !slices.ContainsFunc(w.posts(a), func(p bot.Post) bool { return p.Op == bot.OpRemove }) {
				t.Error("nothing is taken down")
			}
			for _, channel := range []string{"duty", "@dan"} {
				if !slices.ContainsFunc(w.told(channel), func(s string) bool { return strings.Contains(s, "it was wrong, and is being taken down") }) {
					t.Errorf("%s was told %q", channel, w.told(channel))
				}
			}
			if w.detail("reviewed") != "wrong: it is at King and York" || w.events("took down") != 1 {
				t.Errorf("logged %q", w.detail("reviewed"))
			}
		})
	}
}

// What was taken back before anybody saw it needs no review, and the same words can
// be published alone again, with a demand of their own.
func TestTakenBackBeforeAnybodySawIt(t *testing.T) {
	w := watch(t)
	a := w.byDan()
	w.calls(bot.NoticeReview)
	a, err := w.Withdraw(t.Context(), w.by(dan), a.ID, "not yet")
	w.must(err)
	if a.Alone != nil || a.State != bot.Editing {
		t.Errorf("%s %+v", a.State, a.Alone)
	}
	w.sent()
	w.passes(time.Hour)
	w.wants(bot.NoticeReview)
	_, err = w.PublishAlone(t.Context(), w.by(dan), a.ID, a.Digest, shots)
	w.must(err)
	w.wants(bot.NoticeReview, "1 @bob", "1 @carla", "1 duty", "1 room")
}

// Of one who publishes alone and one who approves, or withdraws, at the same moment,
// one is told that the other was first, and nothing goes out twice.
func TestAloneAndTogetherAtOnce(t *testing.T) {
	for range 10 {
		w := watch(t)
		a, err := w.alert(ann, "Stay away")
		w.must(err)
		a, err = w.Submit(t.Context(), w.by(ann), a.ID)
		w.must(err)
		d, b := w.by(dan), w.by(bob)
		errs := atOnce(
			func() error { _, err := w.PublishAlone(t.Context(), d, a.ID, a.Digest, shots); return err },
			func() error { _, err := w.Approve(t.Context(), b, a.ID, a.Digest); return err },
		)
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("alone %v, approved %v", errs[0], errs[1])
		}
		got := w.appeal(a.ID)
		if alone := got.Alone != nil; alone != (errs[0] == nil) || alone == (len(got.Approvals) == 1) || len(w.posts(got)) != 2 {
			t.Fatalf("%+v with %d posts", got, len(w.posts(got)))
		}
	}
}

// hushed is the department's accounts with hours in which they publish nothing, but
// what may pass with a reason.
type hushed struct{ desk.Accounts }

func (h hushed) All() []bot.Account {
	as := h.Accounts.All()
	for i := range as {
		as[i].Windows = []bot.Window{{From: 0, To: 23*60 + 59, Passes: []bot.Kind{bot.SafetyAlert}}}
	}
	return as
}

// Quiet hours do not hold what one officer gave a reason for, where the kind may pass
// at all; they hold the same words without one.
func TestQuietHoursInAnEmergency(t *testing.T) {
	w := watch(t)
	tune := w.tune
	w.tune = func(o *desk.Options) { tune(o); o.Accounts = hushed{o.Accounts} }
	w.Desk = w.another()
	until := func(a bot.Appeal) (at time.Time) {
		w.must(w.store.Update(t.Context(), func(tx bot.Tx) (err error) {
			at, _, err = w.Wait(tx, w.postsIn(tx, a)[0])
			return err
		}))
		return at
	}
	if at := until(w.byDan()); !at.IsZero() {
		t.Errorf("it waits until %v", at)
	}
	a, err := w.alert(ann, "Stay away")
	w.must(err)
	_, err = w.Submit(t.Context(), w.by(ann), a.ID)
	w.must(err)
	a, err = w.Approve(t.Context(), w.by(bob), a.ID, a.Digest)
	w.must(err)
	if at := until(a); at.IsZero() {
		t.Error("without a reason it does not wait")
	}
}

// corrections lets corrections go out on one officer's word, too.
func (w *world) corrections() {
	tune := w.tune
	w.tune = func(o *desk.Options) { tune(o); o.Alone.Kinds = append(o.Alone.Kinds, bot.Correction) }
	w.Desk = w.another()
}

// What one officer corrects alone is corrected as anything is: the repeats of it are
// taken down, and nobody corrects what somebody else is correcting.
func TestACorrectionInAnEmergency(t *testing.T) {
	w := watch(t)
	w.corrections()
	a := w.byDan()
	w.becomesPublic(a)
	s, err := w.Repeat(t.Context(), w.by(ann), a.ID, w.daily(3))
	w.must(err)
	for _, p := range []bot.Person{bob, carla} {
		if s.State == bot.Waiting {
			s, err = w.Approve(t.Context(), w.by(p), s.ID, s.Digest)
			w.must(err)
		}
	}
	for _, p := range w.posts(s) {
		if p.Slot == 1 {
			w.setPost(p, func(p *bot.Post) {
				p.State, p.Due, p.Remotes, p.Posted = bot.PostPosted, time.Time{}, []string{"r"}, w.clock()
			})
		}
	}
	c, err := w.Correct(t.Context(), w.by(dan), a.ID, desk.Correction{Texts: map[string]string{"": "Stay away from Bay Station"}})
	w.must(err)
	other, err := w.Correct(t.Context(), w.by(dan), a.ID, desk.Correction{Texts: map[string]string{"": "Stay away from King Station"}})
	w.must(err)
	_, err = w.PublishAlone(t.Context(), w.by(dan), c.ID, c.Digest, shots)
	w.must(err)
	if s = w.appeal(s.ID); s.State != bot.Done {
		t.Errorf("the series is %s", s.State)
	}
	removed := 0
	for _, p := range w.posts(s) {
		if p.Op == bot.OpRemove {
			removed++
		} else if p.State == bot.PostQueued {
			t.Errorf("slot %d is still queued", p.Slot)
		}
	}
	if removed == 0 {
		t.Error("the repeats that are public still say what is wrong")
	}
	_, err = w.PublishAlone(t.Context(), w.by(dan), other.ID, other.Digest, shots)
	w.refused(err, bot.ErrStale, "is on its way")
}

// What is wrong with a correction stands in the posts that it changed, and what is
// wrong with an appeal in what has taken its place: that is taken down, too.
func TestWhatWasWrongIsTakenDownWhereverItStands(t *testing.T) {
	for _, of := range []string{"the correction", "the appeal"} {
		t.Run(of, func(t *testing.T) {
			w := watch(t)
			w.corrections()
			a := w.byDan()
			w.becomesPublic(a)
			c, err := w.Correct(t.Context(), w.by(dan), a.ID, desk.Correction{Texts: map[string]string{"": "Stay away from Bay Station"}})
			w.must(err)
			c, err = w.PublishAlone(t.Context(), w.by(dan), c.ID, c.Digest, shots)
			w.must(err)
			for _, p := range w.posts(c) { // a change on "long", and another post on "short"
				p.State, p.Due, p.Posted, p.Remotes = bot.PostPosted, time.Time{}, w.clock(), []string{"c"}
				w.set(p)
				w.must(w.store.Update(t.Context(), func(tx bot.Tx) error { return w.Corrected(tx, p) }))
			}
			wrong := c
			if of == "the appeal" {
				wrong = a
			}
			_, err = w.Review(t.Context(), w.by(bob), wrong.ID, "", bot.Wrong, "it names a witness")
			w.must(err)
			going := map[bot.ID]bool{}
			for _, p := range append(w.posts(a), w.posts(c)...) {
				if p.Op == bot.OpRemove {
					going[p.Target] = true
				}
			}
			for _, p := range append(w.posts(a), w.posts(c)...) {
				if p.Op == bot.OpCreate && p.Live() && !going[p.ID] {
					t.Errorf("%s stays public", p.Account)
				}
			}
		})
	}
}

// A change that did not come to pass is given up, and the post stays as it is.
func TestAWrongCorrectionThatNobodySaw(t *testing.T) {
	w := watch(t)
	w.corrections()
	a := w.byDan()
	w.becomesPublic(a)
	c, err := w.Correct(t.Context(), w.by(dan), a.ID, desk.Correction{Texts: map[string]string{"": "Stay away from Bay Station"}})
	w.must(err)
	c, err = w.PublishAlone(t.Context(), w.by(dan), c.ID, c.Digest, shots)
	w.must(err)
	_, err = w.Review(t.Context(), w.by(bob), c.ID, "", bot.Wrong, "it names a witness")
	w.must(err)
	if a = w.appeal(a.ID); a.State != bot.Approved {
		t.Errorf("the appeal is %s", a.State)
	}
	for _, p := range append(w.posts(a), w.posts(c)...) {
		if p.Op == bot.OpRemove || p.Op != bot.OpCreate && p.State != bot.PostDropped {
			t.Errorf("%s on %s is %s", p.Op, p.Account, p.State)
		}
	}
}

// An approval that is taken back stops what one officer published alone after it.
// What two approve later waits for the end of quiet hours: the reason was the one's.
func TestAnApprovalTakenBackFromWhatOneOfficerPublished(t *testing.T) {
	w := watch(t)
	tune := w.tune
	w.tune = func(o *desk.Options) {
		tune(o)
		o.Rules = bot.Rules{Default: bot.Rule{Need: 2}}
	}
	w.Desk = w.another()
	a, err := w.alert(dan, "Stay away from Union Station")
	w.must(err)
	a, err = w.Submit(t.Context(), w.by(dan), a.ID)
	w.must(err)
	a, err = w.Approve(t.Context(), w.by(bob), a.ID, a.Digest)
	w.must(err)
	a, err = w.PublishAlone(t.Context(), w.by(dan), a.ID, a.Digest, shots)
	w.must(err)
	a, err = w.Retract(t.Context(), w.by(bob), a.ID)
	w.must(err)
	for _, p := range []bot.Person{bob, carla} {
		a, err = w.Approve(t.Context(), w.by(p), a.ID, a.Digest)
		w.must(err)
	}
	if a.State != bot.Approved || a.Pressing() {
		t.Errorf("it is %s, and pressing %v: %+v", a.State, a.Pressing(), a.Alone)
	}
}
