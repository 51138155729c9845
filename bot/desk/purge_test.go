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

const day = 24 * time.Hour

// archive is a world that purges.
func archive(t *testing.T, r bot.Retention) *world {
	w := newWorld(t)
	w.retention = r
	w.Desk = w.another()
	return w
}

var twoYears = bot.Retention{
	At: 3*time.Hour + 30*time.Minute, Default: bot.Keep{Drafts: 90, Originals: 90, Replies: 366, Appeals: 732},
}

// pass lets days pass, night by night, with everything that is due in them.
func (w *world) pass(days int) {
	w.t.Helper()
	for range days {
		w.wait(day)
		w.runDue()
	}
}

// shut is a closed case with a picture, a public answer and an update, of which
// nothing is public any more.
func (w *world) shut() bot.Appeal {
	w.t.Helper()
	ctx := w.t.Context()
	a := w.draft(bot.Witness, "Do you know the secret word?")
	_, err := w.Enter(ctx, w.by(ann), a.Case, bot.Subject{Name: "Jordan Secret", As: bot.AsVictim})
	w.must(err)
	m, public := picture("public secret " + string(a.ID))
	m.Alt = "a secret car"
	_, err = w.Attach(ctx, w.by(ann), a.ID, m, public, []byte("original secret "+a.ID))
	w.must(err)
	_, err = w.Edit(ctx, w.by(ann), a.ID, "", func(c *bot.Content) { c.Texts["en"] = "Another secret?"; c.Media[0].Alt = "secret" })
	w.must(err)
	a = w.goOut(a.ID)
	w.goPublic(a)
	_, err = w.Collect(ctx, w.page("1", desk.Found{
		Under: "remote-long", Raw: []byte("raw secret"),
		Reply: bot.Reply{Remote: "r1-" + string(a.ID), Text: "secret tip", Author: "Secret Pat", Handle: "@secret", Kind: bot.ReplyAnswer, Media: []string{"https://secret.example"}},
	}))
	w.must(err)
	_, err = w.Takedown(ctx, w.by(ann), a.ID, "the secret is out")
	w.must(err)
	w.seenGone(a)
	_, err = w.Close(ctx, w.by(carla), a.Case, "secret arrest")
	w.must(err)
	w.shows()
	return w.appeal(a.ID)
}

// seenGone lets the posts of an appeal be gone, as everybody can see.
func (w *world) seenGone(a bot.Appeal) {
	w.t.Helper()
	w.goesDown(a)
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error {
		ps, err := tx.PostsOf(a.ID)
		for _, p := range ps {
			if p.Op == bot.OpRemove {
				p.State, p.Due, p.Gone.OK, p.Gone.Due = bot.PostPosted, time.Time{}, true, time.Time{}
				err = errors.Join(err, tx.SetPost(p))
			}
		}
		return err
	}))
}

// everything is every record that is left of a case, as JSON would show it.
func (w *world) everything(a bot.Appeal) string {
	w.t.Helper()
	var b strings.Builder
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) error {
		k, err := tx.Case(a.Case)
		as, err2 := tx.AppealsOf(k.ID, 100)
		rs, err3 := tx.RepliesOf(k.ID, 0, 1000)
		fmt.Fprintf(&b, "%+v\n%+v\n%+v\n", k, as, rs)
		for _, r := range rs {
			if raw, err := tx.Raw(r.ID, r.RawHash); err == nil {
				fmt.Fprintf(&b, "%s\n", raw)
			}
		}
		for _, a := range as {
			ps, err := tx.PostsOf(a.ID)
			preps, err2 := tx.PrepsOf(a.ID)
			fmt.Fprintf(&b, "%+v\n%+v\n", ps, preps)
			for n := 1; n <= a.Revision; n++ {
				if c, err := tx.Revision(a.ID, n); err == nil {
					fmt.Fprintf(&b, "%+v\n", c)
				}
			}
			if err := errors.Join(err, err2); err != nil {
				return err
			}
		}
		ns, err4 := tx.DueNotices("test", w.clock().Add(100*day), 10000)
		for _, n := range ns {
			if n.Subject == k.ID {
				fmt.Fprintf(&b, "%s\n", n.Text)
			}
		}
		return errors.Join(err, err2, err3, err4)
	}))
	return b.String()
}

func (w *world) keeps(digest string) bool {
	w.t.Helper()
	err := w.store.View(w.t.Context(), func(tx bot.Tx) error {
		_, err := tx.Kept(digest)
		return err
	})
	if !errors.Is(err, bot.ErrNotFound) {
		w.must(err)
	}
	return err == nil
}

func TestACaseIsPurgedStepByStepAndOnlyWhenItsTimeHasCome(t *testing.T) {
	w := archive(t, twoYears)
	a := w.shut()
	m := a.Content.Media[0]
	old, err := w.store.Checkpoint(t.Context())
	w.must(err)

	w.pass(89)
	if w.events("purged") != 0 || !w.keeps(m.Original) {
		t.Fatal("it is purged too early")
	}
	w.pass(2)
	if w.keeps(m.Original) || !w.keeps(m.Digest) || w.reply("r1-"+string(a.ID)).Text == "" {
		t.Fatal("after 90 days the originals go, and nothing else")
	}
	w.pass(366 - 91)
	if w.reply("r1-"+string(a.ID)).Text == "" {
		t.Fatal("the answers go too early")
	}
	w.pass(2)
	r := w.reply("r1-" + string(a.ID))
	if r.Text != "" || r.Author != "" || r.Handle != "" || len(r.Media) > 0 || r.Purged.IsZero() || r.Number != 1 || r.RawHash == "" {
		t.Fatalf("after a year the answer is %+v", r)
	}
	if !strings.Contains(w.everything(a), "secret") {
		t.Fatal("the words of the appeal went with the answers")
	}
	w.pass(732 - 366)
	if left := w.everything(a); strings.Contains(strings.ToLower(left), "secret") {
		t.Errorf("left is: %s", left)
	}
	if w.keeps(m.Digest) {
		t.Error("the picture is kept")
	}
	now := w.appeal(a.ID)
	if now.Digest != a.Digest || now.State != bot.Done || len(now.Approvals) != 1 || now.Revision != a.Revision || now.Purged.IsZero() {
		t.Errorf("what happened is not what it was: %+v", now)
	}
	for _, p := range w.posts(a) {
		if p.Op == bot.OpCreate && (p.State != bot.PostRemoved || len(p.Remotes) == 0 || p.Digest != a.Digest) {
			t.Errorf("the post is %+v", p)
		}
	}
	if n := w.events("purged"); n != 3 {
		t.Errorf("%d entries in the audit log, want 3", n)
	}
	if _, err := w.store.Verify(t.Context()); err != nil {
		t.Error(err)
	}
	w.must(w.store.CheckExtends(t.Context(), old))
	if _, there := w.job(bot.JobID(bot.JobPurge, a.Case)); there {
		t.Error("there is still something to do")
	}
	for _, e := range w.tombstones() {
		if strings.Contains(strings.ToLower(e.Detail), "secret") || !strings.Contains(e.Detail, "; rule ") || !strings.Contains(e.Detail, "; sha256 ") {
			t.Errorf("the audit log says %q", e.Detail)
		}
	}
}

func (w *world) tombstones() (out []bot.Event) {
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) error {
		es, err := tx.Events(1, 100_000)
		for _, e := range es {
			if e.What == "purged" {
				out = append(out, e)
			}
		}
		return err
	}))
	return out
}

func TestNothingIsPurgedThatIsKeptForGood(t *testing.T) {
	w := newWorld(t)
	a := w.shut()
	w.must(w.Prime(t.Context()))
	if _, there := w.job(bot.JobID(bot.JobPurge, a.Case)); there {
		t.Error("a job waits for what never comes")
	}
	before := w.everything(a)
	w.pass(3000)
	if w.everything(a) != before {
		t.Error("something is gone")
	}
}

// What is public is not over: it is purged when it has come down, and not before.
func TestNothingIsPurgedOfWhichAnythingIsPublic(t *testing.T) {
	w := archive(t, twoYears)
	a := w.published()
	_, err := w.Close(t.Context(), w.by(carla), a.Case, "trial")
	w.must(err)
	w.pass(1000)
	if w.events("purged") != 0 {
		t.Fatal("it is purged while it is public")
	}
	_, err = w.Takedown(t.Context(), w.by(ann), a.ID, "over")
	w.must(err)
	w.goesDown(a)
	w.pass(9)
	if w.events("purged") != 0 {
		t.Fatal("it is purged before anybody has seen that it is gone")
	}
	w.seenGone(a)
	w.pass(9)
	if now := w.appeal(a.ID); now.Purged.IsZero() {
		t.Error("it is kept when it has come down")
	}
}

func TestAHoldKeepsACase(t *testing.T) {
	w := archive(t, twoYears)
	ctx := t.Context()
	a := w.shut()
	before := w.everything(a)
	_, err := w.HoldCase(ctx, w.by(ann), a.Case, "trial")
	w.refused(err, bot.ErrDenied)
	k, err := w.HoldCase(ctx, w.by(carla), a.Case, "trial")
	w.must(err)
	if !k.Hold.Held() || k.Hold.Reason != "trial" {
		t.Fatalf("the case is %+v", k.Hold)
	}
	_, err = w.HoldCase(ctx, w.by(carla), a.Case, "again")
	w.refused(err, bot.ErrStale, "on hold already")
	w.must(w.Prime(ctx))
	w.pass(1000)
	if !strings.Contains(w.everything(a), "secret tip") || w.events("purged") != 0 || len(before) == 0 {
		t.Fatal("a case on hold is purged")
	}
	_, err = w.ReleaseCase(ctx, w.by(carla), a.Case, "")
	w.refused(err, bot.ErrInvalid, "Say why")
	_, err = w.ReleaseCase(ctx, w.by(carla), a.Case, "over")
	w.must(err)
	w.runDue()
	if w.events("purged") != 0 {
		t.Fatal("it is purged in the moment of its release")
	}
	w.pass(3)
	if w.caseOf(a).Purged.Appeals.IsZero() {
		t.Error("it is kept after its release")
	}
	_, err = w.HoldCase(ctx, w.by(carla), a.Case, "late")
	w.refused(err, bot.ErrStale, "nothing left to hold")
	if w.events("put case on hold") != 1 || w.events("released case") != 1 {
		t.Error("the audit log does not say so")
	}
}

// A hold and the purge at the same moment: whichever the store takes first decides,
// and nothing is half gone.
func TestAHoldAtTheMomentOfThePurge(t *testing.T) {
	for range 20 {
		w := archive(t, bot.Retention{Default: bot.Keep{Originals: 90, Replies: 90, Appeals: 90}})
		a := w.shut()
		w.wait(92 * day)
		id := bot.JobID(bot.JobPurge, a.Case)
		var both sync.WaitGroup
		var held, ran error
		both.Go(func() { ran = w.RunJob(t.Context(), id) })
		both.Go(func() { _, held = w.HoldCase(t.Context(), w.by(carla), a.Case, "trial") })
		both.Wait()
		w.must(ran)
		gone := !strings.Contains(w.everything(a), "secret tip")
		var r *bot.Refusal
		switch {
		case held == nil && gone:
			t.Fatal("it was held and purged")
		case held != nil && (!gone || !errors.As(held, &r)):
			t.Fatalf("the hold failed (%v), and it was kept: %v", held, !gone)
		}
	}
}

// Drafts that nobody outside ever saw go even while the case is open; their picture
// stays as long as another appeal of the case has it.
func TestDraftsThatWereGivenUp(t *testing.T) {
	w := archive(t, twoYears)
	ctx := t.Context()
	m, public := picture("shared")
	var drafts []bot.Appeal
	for range 2 {
		a, err := w.Draft(ctx, w.by(ann), desk.NewAppeal{Number: "2026-7777", Title: "Two", Facts: bot.Facts{What: "A secret?"}})
		w.must(err)
		a, err = w.Attach(ctx, w.by(ann), a.ID, m, public, nil)
		w.must(err)
		drafts = append(drafts, a)
	}
	w.pass(100) // nobody gave them up
	_, err := w.Withdraw(ctx, w.by(ann), drafts[0].ID, "the secret is false")
	w.must(err)
	w.pass(89)
	if w.events("purged") != 0 {
		t.Fatal("too early")
	}
	w.pass(2)
	first, second := w.appeal(drafts[0].ID), w.appeal(drafts[1].ID)
	if first.Purged.IsZero() || first.Content.Texts["en"] != "" || !second.Purged.IsZero() || second.Content.Texts["en"] == "" {
		t.Errorf("the first is %+v, the second %+v", first, second)
	}
	if !w.keeps(m.Digest) {
		t.Fatal("the picture of the other draft is gone")
	}
	_, err = w.Withdraw(ctx, w.by(ann), second.ID, "and this")
	w.must(err)
	w.pass(92)
	if w.keeps(m.Digest) {
		t.Error("the picture is kept")
	}
}

// What was purged does not come back when a network shows it once more, edited or not.
func TestWhatWasPurgedDoesNotComeBack(t *testing.T) {
	w := archive(t, twoYears)
	a := w.shut()
	w.pass(400)
	again := desk.Found{Under: "remote-long", Edited: true, Raw: []byte("new secret"), Reply: bot.Reply{Remote: "r1-" + string(a.ID), Text: "new secret", Kind: bot.ReplyAnswer}}
	_, err := w.Collect(t.Context(), w.page("2", again))
	w.must(err)
	if r := w.reply("r1-" + string(a.ID)); r.Text != "" || len(r.Edits) != 0 {
		t.Errorf("it is %+v", r)
	}
}

// Rules that are new, or others, are applied to what was there before: after a night in
// which somebody can see the mistake, and by going through the cases once.
func TestNewRulesAreAppliedToOldCases(t *testing.T) {
	w := newWorld(t)
	var as []bot.Appeal
	for range 3 {
		as = append(as, w.shut())
	}
	w.wait(1000 * day)
	w.retention = twoYears
	w.Desk = w.another()
	w.must(w.Prime(t.Context()))
	w.runDue()
	if w.events("purged") != 0 {
		t.Fatal("it is purged at once")
	}
	if got := w.said("The rules for what is purged were changed"); !slices.Equal(got, []string{"duty"}) {
		t.Errorf("told in %v", got)
	}
	w.must(w.Prime(t.Context())) // a second start
	w.pass(3)
	for _, a := range as {
		if w.appeal(a.ID).Purged.IsZero() {
			t.Errorf("case %s is kept", a.Case)
		}
	}
	if w.events("changed retention") != 1 {
		t.Error("the second start goes through everything again")
	}
}

func TestRepliesToWhatIsNotOurs(t *testing.T) {
	w := archive(t, bot.Retention{Elsewhere: 30})
	w.must(w.Prime(t.Context()))
	found := func(remote string) desk.Batch {
		return w.page(remote, desk.Found{Under: "nobody's", Reply: bot.Reply{Remote: remote, Text: "secret", At: w.clock(), Kind: bot.ReplyMention}})
	}
	_, err := w.Collect(t.Context(), found("e1"))
	w.must(err)
	w.shows()
	w.pass(20)
	_, err = w.Collect(t.Context(), found("e2"))
	w.must(err)
	w.shows()
	w.pass(13)
	if one, two := w.reply("e1"), w.reply("e2"); one.Text != "" || two.Text == "" {
		t.Errorf("after a month: %q and %q", one.Text, two.Text)
	}
	w.pass(30)
	if two := w.reply("e2"); two.Text != "" {
		t.Error("the second is kept")
	}
}

// Ten thousand answers go in small transactions, each with its entry in the audit log,
// and nothing else has to wait for them.
func TestAFloodIsPurgedInSmallSteps(t *testing.T) {
	w := archive(t, twoYears)
	const many = 10_000
	a := w.flooded(many)
	w.wait(400 * day)
	id := bot.JobID(bot.JobPurge, a.Case)
	runs := 0
	for {
		before := w.purged(a)
		w.must(w.RunJob(t.Context(), id))
		if n := w.purged(a) - before; n > 200 {
			t.Fatalf("%d answers went in one transaction", n)
		}
		j, there := w.job(id)
		if runs++; !there || j.Due.Sub(w.clock()) > time.Minute {
			break
		}
		if j.Due.Sub(w.clock()) < time.Second {
			t.Fatal("the next run leaves nobody else a turn")
		}
		w.wait(j.Due.Sub(w.clock()))
	}
	if n := w.purged(a); n != many || runs < many/200 || runs > many/200+2 {
		t.Errorf("%d of %d went in %d runs", n, many, runs)
	}
	if n := w.events("purged"); n < many/200 || n > many/200+1 {
		t.Errorf("%d entries in the audit log", n)
	}
	if _, err := w.store.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

// flooded is a closed case with so many answers.
func (w *world) flooded(many int) bot.Appeal {
	w.t.Helper()
	a := w.approved()
	w.goPublic(a)
	for i := 0; i < many; i += 500 {
		var found []desk.Found
		for n := range min(500, many-i) {
			found = append(found, says(fmt.Sprintf("f%d", i+n), "I saw a car"))
		}
		_, err := w.Collect(w.t.Context(), w.page(fmt.Sprint(i), found...))
		w.must(err)
	}
	_, err := w.Takedown(w.t.Context(), w.by(ann), a.ID, "over")
	w.must(err)
	w.seenGone(a)
	_, err = w.Close(w.t.Context(), w.by(carla), a.Case, "over")
	w.must(err)
	w.shows()
	return a
}

// purged is the number of the last answer of a case that was purged.
func (w *world) purged(a bot.Appeal) int { return w.caseOf(a).Purged.Through }

func BenchmarkPurgeBatch(b *testing.B) {
	w := benchWorld(b)
	w.retention = twoYears
	w.Desk = w.another()
	a := w.flooded(b.N*200 + 1)
	w.wait(400 * day)
	id := bot.JobID(bot.JobPurge, a.Case)
	b.ResetTimer()
	for range b.N {
		w.must(w.RunJob(b.Context(), id))
		w.wait(5 * time.Second)
	}
	b.StopTimer()
	if n := w.purged(a); n < b.N*199 {
		b.Fatalf("%d answers were purged in %d runs", n, b.N)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*200), "µs/answer")
	b.ReportMetric(fsync(b), "fsync-µs")
}
