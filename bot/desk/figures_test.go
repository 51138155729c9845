package desk_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// accept lets the networks accept the posts of an appeal, each after a while.
func (w *world) accept(a bot.Appeal, after map[bot.AccountID]time.Duration) {
	w.t.Helper()
	for _, p := range w.posts(a) {
		w.wait(after[p.Account])
		w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error {
			p.State, p.Due, p.Remotes, p.Posted = bot.PostPosted, time.Time{}, []string{"remote-" + string(p.Account) + "-" + string(a.ID)}, w.clock()
			return errors.Join(tx.SetPost(p), w.Accepted(tx, p))
		}))
	}
}

// written is a reply to an appeal that was written some time ago.
func (w *world) written(a bot.Appeal, remote, text string, ago time.Duration) desk.Found {
	f := says(remote, text)
	f.Under, f.Reply.At = "remote-long-"+string(a.ID), w.clock().Add(-ago)
	return f
}

// label labels the reply "r1".
func (w *world) label(l bot.Label) {
	w.t.Helper()
	_, err := w.Label(w.t.Context(), w.by(bob), bot.ReplyID("long", "r1"), l)
	w.must(err)
}

// report is what was counted in all cases, or in one, in some days.
func (w *world) report(caseID bot.ID, days int) bot.Report {
	w.t.Helper()
	r, err := w.Figures(w.t.Context(), caseID, days)
	w.must(err)
	return r
}

// lines says in one line each what was counted in all days together.
func lines(d bot.Day) []string {
	var out []string
	for _, f := range bot.Figures() {
		for _, c := range d.Cells(f.Name) {
			if f.Unit == bot.UnitCount {
				out = append(out, fmt.Sprintf("%s %s %d", f.Name, c, d.Counts[f.Name][c]))
			} else {
				t := d.Times[f.Name][c]
				out = append(out, fmt.Sprintf("%s %s n %d total %d %v", f.Name, c, t.N, t.Total, t.Samples))
			}
		}
	}
	return out
}

func (w *world) counts(d bot.Day, want ...string) {
	w.t.Helper()
	if diff := cmp.Diff(want, lines(d)); diff != "" {
		w.t.Errorf("counted (-want +got):\n%s", diff)
	}
}

// Everything that happens to one appeal is counted once, however often it is
// delivered, for all cases and for its own.
func TestFiguresOfOneAppeal(t *testing.T) {
	w := newWorld(t)
	a := w.submitted(bot.Witness, "Were you there?")
	w.wait(20 * time.Minute)
	by := w.by(bob)
	for range 2 {
		var err error
		a, err = w.Approve(t.Context(), by, a.ID, a.Digest)
		w.must(err)
	}
	w.accept(a, map[bot.AccountID]time.Duration{"long": 3 * time.Second, "short": 5 * time.Second})
	w.wait(10 * time.Minute)
	tip := w.written(a, "r1", "I saw a dark Lexus at Bay and King at 1 a.m.", time.Minute)
	w.hear(tip, w.written(a, "r2", "thank you officers", 0))
	w.hear(tip)
	w.label(bot.LabelTip)
	w.label(bot.LabelTip)
	first := 9 * time.Minute
	posts := w.posts(a)
	if posts[0].Account == "long" {
		first += 5 * time.Second // the first of two was public by then
	} else {
		first += 3 * time.Second
	}
	accepted := []string{"approval_to_accepted longs|long n 1 total 3 [3]", "approval_to_accepted shorts|short n 1 total 8 [8]"}
	if posts[0].Account != "long" {
		accepted = []string{"approval_to_accepted longs|long n 1 total 8 [8]", "approval_to_accepted shorts|short n 1 total 5 [5]"}
	}
	want := slices.Concat([]string{
		"appeals_drafted witness 1", "appeals_approved witness 1", "appeals_published witness 1",
		"posts_published longs|long 1", "posts_published shorts|short 1",
		"replies longs|long|support 1", "replies longs|long|tip 1", "tips longs|long 1",
		"draft_to_approval witness n 1 total 1200 [1200]",
	}, accepted, []string{
		fmt.Sprintf("first_answer witness n 1 total %d [%[1]d]", int(first.Seconds())),
		fmt.Sprintf("first_tip witness n 1 total %d [%[1]d]", int(first.Seconds())),
	})
	w.counts(w.report("", 1).Sum, want...)
	w.counts(w.report(a.Case, 1).Sum, want...)
	w.counts(w.report("another", 1).Sum)

	// What is taken back is counted back, on the day on which the reply was
	// written.
	w.wait(48 * time.Hour)
	w.label(bot.LabelNoise)
	if n := w.report("", 1).Sum; len(lines(n)) != 0 {
		t.Errorf("a day on which nothing was written has %v", lines(n))
	}
	old := w.report("", 3).Sum
	if old.Count(bot.Tips) != 0 || old.Count(bot.Replies) != 2 || old.Time(bot.FirstTip).N != 0 || old.Time(bot.FirstAnswer).N != 1 {
		t.Errorf("after it was no tip any more: %v", lines(old))
	}
}

// A post that goes down is counted when it is gone, and only when it was there.
func TestFiguresOfRemovals(t *testing.T) {
	w := newWorld(t)
	a := w.approved()
	w.accept(a, nil)
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		ps := w.postsIn(tx, a)
		nothing := ps[1]
		nothing.Remotes = nil
		return errors.Join(w.Removed(tx, ps[0]), w.Removed(tx, nothing))
	}))
	if n := w.report("", 1).Sum.Count(bot.PostsRemoved); n != 1 {
		t.Errorf("%d posts removed, want 1", n)
	}
}

// What was approved for a time counts from that time, and what was approved again
// from the last approval.
func TestApprovalToAcceptedBeginsWhenItIsDue(t *testing.T) {
	w := newWorld(t)
	a := w.draft(bot.Witness, "Were you there?")
	a, err := w.Schedule(t.Context(), w.by(ann), a.ID, w.clock().Add(2*time.Hour))
	w.must(err)
	a, err = w.Submit(t.Context(), w.by(ann), a.ID)
	w.must(err)
	a, err = w.Approve(t.Context(), w.by(bob), a.ID, a.Digest)
	w.must(err)
	w.wait(2*time.Hour + 4*time.Second)
	w.accept(a, nil)
	if got := w.report("", 1).Sum.Time(bot.ApprovalToAccepted); !slices.Equal(got.Samples, []int64{4, 4}) {
		t.Errorf("a scheduled appeal took %v", got.Samples)
	}

	b := w.submitted(bot.Witness, "Were you there, too?")
	b, err = w.Approve(t.Context(), w.by(bob), b.ID, b.Digest)
	w.must(err)
	w.wait(time.Hour)
	b, err = w.Retract(t.Context(), w.by(bob), b.ID)
	w.must(err)
	w.wait(time.Hour)
	b, err = w.Approve(t.Context(), w.by(bob), b.ID, b.Digest)
	w.must(err)
	w.wait(7 * time.Second)
	w.accept(b, nil)
	sum := w.report("", 1).Sum
	if got := sum.Time(bot.ApprovalToAccepted); !slices.Equal(got.Samples, []int64{4, 4, 7, 7}) {
		t.Errorf("one that was approved twice took %v", got.Samples)
	}
	if sum.Count(bot.AppealsApproved) != 2 || sum.Time(bot.DraftToApproval).N != 2 {
		t.Errorf("approved %d, %d times", sum.Count(bot.AppealsApproved), sum.Time(bot.DraftToApproval).N)
	}
}

// The first answer is the earliest that was written, not the first that was read,
// and it changes the day on which it counts.
func TestTheFirstAnswerIsTheEarliest(t *testing.T) {
	w := newWorld(t)
	a := w.approved()
	w.accept(a, nil)
	w.wait(26 * time.Hour)
	w.hear(w.written(a, "late", "I was there", 0))
	if got := w.report("", 1).Sum.Time(bot.FirstAnswer); got.Quantile(0.5) != 26*time.Hour {
		t.Errorf("first answer after %s", got.Quantile(0.5))
	}
	w.hear(w.written(a, "early", "I was there before", 25*time.Hour))
	if got := w.report("", 1).Sum.Time(bot.FirstAnswer); got.N != 0 {
		t.Errorf("the day of the later answer still has %+v", got)
	}
	if got := w.report("", 2).Sum.Time(bot.FirstAnswer); got.N != 1 || got.Quantile(0.5) != time.Hour {
		t.Errorf("first answer: %+v", got)
	}
	// One that says it was written before anything was public took no time.
	w.hear(w.written(a, "before", "I was there before that", 27*time.Hour))
	if got := w.report("", 3).Sum.Time(bot.FirstAnswer); got.N != 1 || got.Quantile(0.5) != 0 {
		t.Errorf("first answer: %+v", got)
	}
}

// Nobody outside can change what was counted in another year.
func TestForgedDatesCountWhenTheyWereRead(t *testing.T) {
	w := newWorld(t)
	a := w.approved()
	w.accept(a, nil)
	w.hear(w.written(a, "old", "I was there", 200*24*time.Hour), w.written(a, "new", "I shall be there", -90*24*time.Hour))
	if n := w.report("", 1).Sum.Count(bot.Replies); n != 2 {
		t.Errorf("%d replies today, want 2", n)
	}
	if n := w.report("", 366).Sum.Count(bot.Replies); n != 2 {
		t.Errorf("%d replies this year, want 2", n)
	}
}

// A store of an older version has replies that were never counted. What becomes of
// them changes no figure.
func TestWhatWasStoredBeforeIsNotCounted(t *testing.T) {
	w := newWorld(t)
	a := w.approved()
	w.accept(a, nil)
	w.hear(w.written(a, "r1", "I saw a dark Lexus at Bay and King at 1 a.m.", 0))
	w.wait(time.Hour)
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		// As if counting began now.
		return errors.Join(tx.PutCounting(w.clock()), tx.PutDay(bot.Day{Scope: bot.Everywhere, Date: "2026-11-23"}), tx.PutProgress(bot.Progress{Appeal: a.ID}))
	}))
	w.label(bot.LabelTip)
	w.label(bot.LabelNoise)
	edited := w.written(a, "r1", "Never mind", 0)
	edited.Edited = true
	w.hear(edited)
	r := w.report("", 1)
	if got := lines(r.Sum); len(got) != 0 {
		t.Errorf("counted %v", got)
	}
	if r.Whole(time.UTC) || !r.Counting.Equal(w.clock()) {
		t.Errorf("counting since %s, and the report is whole", r.Counting)
	}
}

// A page of replies adds a few writes, however many replies there are.
func TestAPageIsCountedAtOnce(t *testing.T) {
	w := newWorld(t)
	a := w.approved()
	w.accept(a, nil)
	var found []desk.Found
	for i := range 100 {
		found = append(found, w.written(a, fmt.Sprint("r", i), "I was there", time.Duration(i)*time.Second))
	}
	puts := map[string]int{}
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		n, err := bot.Count(countedTx{tx, puts}, time.UTC, w.clock())
		w.must(err)
		for _, f := range found {
			r := f.Reply
			r.ID, r.Account, r.Case, r.Appeal, r.Stored, r.Class = bot.ReplyID("long", r.Remote), "long", a.Case, a.ID, w.clock(), bot.ClassNoise
			w.must(n.Reply(bot.Reply{}, r, "longs"))
		}
		return n.Flush()
	}))
	if puts["day"] != 3 || puts["progress"] != 1 {
		t.Errorf("100 replies were %v writes", puts)
	}
}

// countedTx counts what is written of figures.
type countedTx struct {
	bot.Tx
	puts map[string]int
}

func (c countedTx) PutDay(d bot.Day) error { c.puts["day"]++; return c.Tx.PutDay(d) }

func (c countedTx) PutProgress(p bot.Progress) error {
	c.puts["progress"]++
	return c.Tx.PutProgress(p)
}
