package desk_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/guard"
)

// A lawful guard blocks the name Jordan unless a record about P1 that holds lets it
// pass. While it fails, it answers nothing.
type lawful struct {
	*wordGuard
	fails error
}

func (g *lawful) Check(in guard.Input) ([]bot.Finding, error) {
	fs, err := g.wordGuard.Check(in)
	for _, t := range in.Texts {
		if !strings.Contains(t.Text, "Jordan") || strings.HasPrefix(t.Field, "rendering") {
			continue
		}
		f := bot.Finding{Rule: "name", Severity: bot.Block, Field: t.Field, Span: "Jordan", Why: "The law protects them."}
		for _, r := range in.Records {
			if r.Subject == "P1" && r.Holds(in.Now) && f.Record == "" {
				f.Basis, f.Record = r.String(), r.ID
			}
		}
		fs = append(fs, f)
	}
	return fs, errors.Join(err, g.fails)
}

// court is a world in which the guard asks for papers.
type court struct {
	*world
	law *lawful
}

func newCourt(t *testing.T) *court {
	w := newWorld(t)
	c := &court{w, &lawful{wordGuard: w.guard}}
	w.Desk = w.guarded(c.law)
	return c
}

// runDue runs every job that is due, as the calendar does.
func (w *world) runDue() (ran int) {
	w.t.Helper()
	for range 1000 {
		j, ok, err := w.DueJob(w.t.Context())
		w.must(err)
		if !ok {
			return ran
		}
		w.must(w.RunJob(w.t.Context(), j.ID))
		ran++
	}
	w.t.Fatal("jobs are due for ever")
	return 0
}

// filed files a record about P1 that lasts some time from now on.
func (w *world) filed(a bot.Appeal, kind bot.RecordKind, number string, lasts time.Duration) {
	w.t.Helper()
	if len(w.caseOf(a).Subjects) == 0 {
		_, err := w.Enter(w.t.Context(), w.by(ann), a.Case, bot.Subject{Name: "Jordan Lee", As: bot.AsAccused})
		w.must(err)
	}
	r := bot.Record{Kind: kind, Subject: "P1", Number: number, Made: w.clock()}
	if lasts > 0 {
		r.Expires = w.clock().Add(lasts)
	}
	_, err := w.File(w.t.Context(), w.by(carla), a.Case, r)
	w.must(err)
}

// goOut submits an appeal and approves it, with all that is to be ticked.
func (w *world) goOut(id bot.ID) bot.Appeal {
	w.t.Helper()
	a, err := w.Submit(w.t.Context(), w.by(ann), id)
	w.must(err)
	return w.approve(a)
}

func (w *world) approve(a bot.Appeal) bot.Appeal {
	w.t.Helper()
	var ticks []string
	for _, f := range bot.Ticks(a.Findings, a.Overrides) {
		ticks = append(ticks, f.Key())
	}
	a, err := w.Approve(w.t.Context(), w.by(bob), a.ID, a.Digest, ticks...)
	w.must(err)
	return a
}

// named is a public appeal with the name Jordan in it, by a warrant that lasts some
// time.
func (c *court) named(lasts time.Duration) bot.Appeal {
	c.t.Helper()
	a := c.draft(bot.Witness, "Do you know Jordan?")
	c.filed(a, bot.RecordWarrant, "W-1", lasts)
	a = c.goOut(a.ID)
	c.goPublic(a)
	return c.appeal(a.ID)
}

// pulled counts the posts that take an appeal down.
func (w *world) pulled(a bot.Appeal) (n int) {
	for _, p := range w.posts(a) {
		if p.Op == bot.OpRemove {
			n++
		}
	}
	return n
}

// said returns what was told that contains a text, by place.
func (w *world) said(text string) (places []string) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) error {
		ns, err := tx.DueNotices("test", w.clock().Add(time.Hour), 10000)
		for _, n := range ns {
			if n.Kind == bot.NoticeTell && strings.Contains(n.Text, text) {
				place := n.Channel
				if place == "" {
					place = "room"
				}
				places = append(places, place)
			}
		}
		return err
	}))
	slices.Sort(places)
	return places
}

func TestWhatLetANamePassIsRememberedAndEnds(t *testing.T) {
	c := newCourt(t)
	a := c.named(48 * time.Hour)
	if got := a.Rests(); !slices.Equal(got, []bot.ID{"B1"}) {
		t.Fatalf("it rests on %v", got)
	}
	follow, err := c.Follow(t.Context(), c.by(ann), a.ID, "He drives a Lexus.")
	c.must(err)
	waiting, err := c.Follow(t.Context(), c.by(ann), a.ID, "And another word.")
	c.must(err)
	if n := c.runDue(); n != 0 {
		t.Errorf("%d jobs ran before anything ends", n)
	}

	for i, warns := range []struct{ after time.Duration }{{24 * time.Hour}, {23 * time.Hour}} {
		c.wait(warns.after)
		if n := c.runDue(); n != 1 {
			t.Errorf("warning %d: %d jobs ran", i, n)
		}
		if got := c.said("Then it is taken down everywhere"); !slices.Equal(got, slices.Sorted(slices.Values(slices.Repeat([]string{"@carla", "room"}, i+1)))) {
			t.Errorf("warning %d went to %v", i, got)
		}
		if c.runDue() != 0 {
			t.Errorf("warning %d is given twice", i)
		}
	}
	follow = c.approve(follow)
	c.wait(time.Hour - time.Second)
	if c.runDue() != 0 || c.pulled(a) != 0 {
		t.Fatal("it comes down before its end")
	}
	for _, p := range c.posts(follow) {
		c.must(c.store.View(t.Context(), func(tx bot.Tx) error { return c.Clear(tx, p) }))
	}
	c.wait(time.Second)
	for _, p := range c.posts(follow) { // the outbox may be faster than the calendar
		c.refused(c.store.View(t.Context(), func(tx bot.Tx) error { return c.Clear(tx, p) }), bot.ErrOver, "warrant W-1 (B1), and it ceased")
	}
	c.runDue()
	if n := c.pulled(a); n != 2 {
		t.Errorf("%d posts are taken down, want 2", n)
	}
	for _, p := range c.posts(follow) {
		if p.State != bot.PostDropped {
			t.Errorf("the update is %s on %s", p.State, p.Account)
		}
	}
	for id, want := range map[bot.ID]bot.AppealState{a.ID: bot.Done, follow.ID: bot.Done, waiting.ID: bot.Cancelled} {
		if got := c.appeal(id); got.State != want || !strings.Contains(got.Note, "warrant W-1 (B1): it ceased") {
			t.Errorf("%s is %s: %s", id, got.State, got.Note)
		}
	}
	if got := c.said("because what it rests on has ended"); !slices.Equal(got, []string{"@carla", "duty", "room"}) {
		t.Errorf("it is told in %v", got)
	}
	if n := c.events("authority ended: taken down"); n != 1 {
		t.Errorf("the audit log says so %d times", n)
	}
	if _, there := c.job(bot.JobID(bot.JobLapse, a.ID)); there {
		t.Error("the job is still there")
	}
}

// The program was down while everything happened: it warns of nothing any more, and
// takes down once, whoever asks.
func TestAnEndThatWasMissedIsMadeUpForOnce(t *testing.T) {
	c := newCourt(t)
	a := c.named(48 * time.Hour)
	c.wait(30 * 24 * time.Hour)
	other := c.guarded(c.law)
	id := bot.JobID(bot.JobLapse, a.ID)
	c.must(other.RunJob(t.Context(), id))
	c.must(c.RunJob(t.Context(), id))
	if c.pulled(a) != 2 || c.events("authority ended: taken down") != 1 || c.events("authority ends soon") != 0 {
		t.Errorf("%d removals, %d ends, %d warnings", c.pulled(a), c.events("authority ended: taken down"), c.events("authority ends soon"))
	}
}

// A commit that fails leaves nothing half done.
func TestAnEndThatCannotBeStoredIsTriedAgain(t *testing.T) {
	c := newCourt(t)
	a := c.named(48 * time.Hour)
	c.wait(48 * time.Hour)
	boom := errors.New("disk")
	c.breaks.Store(&boom)
	if err := c.RunJob(t.Context(), bot.JobID(bot.JobLapse, a.ID)); !errors.Is(err, boom) {
		t.Fatalf("got %v", err)
	}
	c.breaks.Store(nil)
	if c.pulled(a) != 0 || c.appeal(a.ID).State != bot.Approved {
		t.Fatal("half of it was stored")
	}
	c.runDue()
	if c.pulled(a) != 2 {
		t.Error("it stays public")
	}
}

func TestAPaperThatIsFiledInTimeMovesTheEnd(t *testing.T) {
	for _, tt := range []struct {
		name  string
		kind  bot.RecordKind
		warns int
	}{
		{"of the same kind", bot.RecordWarrant, 0},
		{"of another kind that the guard takes", bot.RecordConsent, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := newCourt(t)
			a := c.named(48 * time.Hour)
			c.filed(a, tt.kind, "X-2", 96*time.Hour)
			for range 50 {
				c.wait(time.Hour)
				c.runDue()
			}
			if c.pulled(a) != 0 {
				t.Fatal("it came down")
			}
			if n := c.events("authority ends soon"); n != tt.warns {
				t.Errorf("%d warnings, want %d", n, tt.warns)
			}
			for range 48 {
				c.wait(time.Hour)
				c.runDue()
			}
			if c.pulled(a) != 2 {
				t.Error("it stays when the second paper has ended")
			}
		})
	}
}

// What nobody can check comes down: less is public then, not more.
func TestAGuardThatFailsKeepsNothingPublic(t *testing.T) {
	c := newCourt(t)
	a := c.named(48 * time.Hour)
	c.filed(a, bot.RecordConsent, "mother", 96*time.Hour)
	c.wait(48 * time.Hour)
	c.law.fails = errors.New("broken")
	c.runDue()
	if c.pulled(a) != 2 {
		t.Error("it stays public")
	}
}

func TestARecordThatIsTakenBackTakesDownAtOnce(t *testing.T) {
	c := newCourt(t)
	a := c.named(0)
	if _, there := c.job(bot.JobID(bot.JobLapse, a.ID)); there {
		t.Error("a job waits for an end that never comes")
	}
	_, err := c.Unfile(t.Context(), c.by(carla), a.Case, "B1", "executed")
	c.must(err)
	c.runDue()
	if c.pulled(a) != 2 || !strings.Contains(c.appeal(a.ID).Note, "Carla took it back") {
		t.Errorf("%d removals: %s", c.pulled(a), c.appeal(a.ID).Note)
	}
}

// The arrest of a young person ends every order about them, and nothing about anybody
// else.
func TestAnArrestEndsEveryOrder(t *testing.T) {
	c := newCourt(t)
	a := c.draft(bot.Witness, "Do you know Jordan?")
	c.filed(a, bot.RecordOrder, "26-1", 0)
	c.filed(a, bot.RecordOrder, "26-2", 0)
	_, err := c.Enter(t.Context(), c.by(ann), a.Case, bot.Subject{Name: "Sam Oakes", As: bot.AsAccused})
	c.must(err)
	_, err = c.File(t.Context(), c.by(carla), a.Case, bot.Record{Kind: bot.RecordOrder, Subject: "P2", Number: "26-3", Made: c.clock()})
	c.must(err)
	a = c.goOut(a.ID)
	c.goPublic(a)
	_, err = c.Unfile(t.Context(), c.by(carla), a.Case, "B1", "arrested at noon")
	c.must(err)
	c.runDue()
	if c.pulled(a) != 2 {
		t.Error("the name stays public after the arrest")
	}
	for i, r := range c.caseOf(a).Records {
		if ended := !r.Ended.At.IsZero(); ended != (i < 2) {
			t.Errorf("%s: ended %v", r.ID, ended)
		}
	}
}

// What stayed public when its case was closed comes down all the same.
func TestTheEndOfAClosedCasesPaper(t *testing.T) {
	c := newCourt(t)
	a := c.named(48 * time.Hour)
	_, err := c.Close(t.Context(), c.by(carla), a.Case, "trial")
	c.must(err)
	c.wait(48 * time.Hour)
	c.runDue()
	if got := c.appeal(a.ID); c.pulled(a) != 2 || got.Note != "trial" {
		t.Errorf("%d removals, note %q", c.pulled(a), got.Note)
	}
}

// An appeal that was taken back before its end is nobody's business.
func TestNothingEndsThatIsADraftAgain(t *testing.T) {
	c := newCourt(t)
	a := c.draft(bot.Witness, "Do you know Jordan?")
	c.filed(a, bot.RecordWarrant, "W-1", 48*time.Hour)
	a = c.goOut(a.ID)
	_, err := c.Withdraw(t.Context(), c.by(ann), a.ID, "wrong")
	c.must(err)
	c.wait(48 * time.Hour)
	c.runDue()
	if got := c.appeal(a.ID); got.State != bot.Editing || c.events("authority ended: taken down") != 0 {
		t.Errorf("the draft is %s", got.State)
	}
}

func TestRestingOnWhatHasEnded(t *testing.T) {
	c := newCourt(t)
	ctx := t.Context()
	a := c.draft(bot.Witness, "Were you there?")
	_, err := c.Rest(ctx, c.by(ann), a.ID, []bot.ID{"B1"})
	c.refused(err, bot.ErrNotFound, "has no records yet")
	c.filed(a, bot.RecordWarrant, "W-1", time.Hour)
	_, err = c.Rest(ctx, c.by(ann), a.ID, []bot.ID{"B2"})
	c.refused(err, bot.ErrNotFound, `no record "B2"`)
	a, err = c.Rest(ctx, c.by(ann), a.ID, []bot.ID{"B1", "B1"})
	c.must(err)
	if !slices.Equal(a.Plan.Authority, []bot.ID{"B1"}) || a.Revision != 2 {
		t.Fatalf("it rests on %v in revision %d", a.Plan.Authority, a.Revision)
	}
	a, err = c.Submit(ctx, c.by(ann), a.ID)
	c.must(err)
	was := a.Digest
	a, err = c.Rest(ctx, c.by(ann), a.ID, nil) // it is submitted anew
	c.must(err)
	if a.State != bot.Waiting || a.Digest == was {
		t.Errorf("it is %s; the digest is another one: %v", a.State, a.Digest != was)
	}
	_, err = c.Approve(ctx, c.by(bob), a.ID, was)
	c.refused(err, bot.ErrStale)
	a, err = c.Rest(ctx, c.by(ann), a.ID, []bot.ID{"B1"})
	c.must(err)
	c.wait(time.Hour)
	_, err = c.Approve(ctx, c.by(bob), a.ID, a.Digest)
	c.refused(err, bot.ErrInvalid, "warrant W-1 (B1), and it ceased")
	_, err = c.Schedule(ctx, c.by(ann), a.ID, c.clock().Add(time.Hour)) // submits anew
	c.refused(err, bot.ErrInvalid, "it ceased")
}

// A follow-up repeats what it follows, so it cannot outlive the paper either.
func TestAFollowUpRestsOnWhatItFollows(t *testing.T) {
	c := newCourt(t)
	a := c.named(48 * time.Hour)
	follow, err := c.Follow(t.Context(), c.by(ann), a.ID, "He drives a Lexus.")
	c.must(err)
	_, err = c.Schedule(t.Context(), c.by(ann), follow.ID, c.clock().Add(72*time.Hour))
	c.refused(err, bot.ErrInvalid, "warrant W-1 (B1) ends before that")
}

// A version before this one knew in words only what let a name pass.
func TestTheStartWatchesWhatAnOlderVersionPublished(t *testing.T) {
	c := newCourt(t)
	a := c.named(48 * time.Hour)
	c.must(c.store.Update(t.Context(), func(tx bot.Tx) error {
		for i := range a.Findings {
			a.Findings[i].Record = ""
		}
		return errors.Join(tx.PutAppeal(a), tx.DeleteJob(bot.JobID(bot.JobLapse, a.ID)))
	}))
	c.wait(49 * time.Hour)
	c.must(c.Prime(context.WithoutCancel(t.Context())))
	c.runDue()
	if c.pulled(a) != 2 {
		t.Error("it stays public")
	}
}

var _ desk.Guard = (*lawful)(nil)

// What an appeal rests on is what its updates rest on, also when its words stand in
// other posts by now: it was published anew, and the update says more of the same.
func TestTheEndOfWhatWasPublishedAnew(t *testing.T) {
	w := newCourt(t)
	a := w.named(48 * time.Hour)
	w.becomesPublic(a)
	u, err := w.Follow(t.Context(), w.by(ann), a.ID, "He was seen again.")
	w.must(err)
	u = w.approve(u)
	w.becomesPublic(u)
	c, err := w.correct(a, bot.WayReplace, "Do you know Jordan Lee?")
	w.must(err)
	if c.State == bot.Editing {
		c, err = w.Submit(t.Context(), w.by(ann), c.ID)
		w.must(err)
	}
	c = w.approve(c)
	w.becomesPublic(c)
	for _, p := range w.posts(c) {
		w.must(w.store.Update(t.Context(), func(tx bot.Tx) error { return w.Corrected(tx, p) }))
	}
	for _, p := range w.posts(a) { // the old ones are gone by now
		if p.Op == bot.OpCreate {
			p.State, p.Due = bot.PostRemoved, time.Time{}
			w.set(p)
		}
	}
	if a = w.appeal(a.ID); a.State != bot.Done {
		t.Fatalf("the appeal is %s", a.State)
	}
	w.wait(48 * time.Hour)
	w.runDue()
	if w.pulled(c) != len(w.posts(c))/2 || w.pulled(u) == 0 {
		t.Errorf("taken down: %d of the correction, %d of the update", w.pulled(c), w.pulled(u))
	}
	if u = w.appeal(u.ID); u.State != bot.Done {
		t.Errorf("the update is %s", u.State)
	}
}
