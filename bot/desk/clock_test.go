package desk_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
)

func (w *world) enlist(kind bot.JobKind, subject bot.ID, in time.Duration) {
	w.t.Helper()
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error {
		return bot.Enlist(tx, kind, subject, "", w.clock(), w.clock().Add(in))
	}))
}

func (w *world) job(id bot.ID) (j bot.Job, ok bool) {
	w.t.Helper()
	err := w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		j, err = tx.Job(id)
		return err
	})
	if errors.Is(err, bot.ErrNotFound) {
		return j, false
	}
	w.must(err)
	return j, true
}

func TestAJobThatIsNotDueIsLeftAlone(t *testing.T) {
	w := newWorld(t)
	w.enlist("unheard-of", "a", time.Minute)
	w.must(w.RunJob(t.Context(), "unheard-of/a"))
	w.must(w.JobFailed(t.Context(), "unheard-of/a", errors.New("late guess")))
	if j, ok := w.job("unheard-of/a"); !ok || j.Fails != 0 || !j.Due.Equal(w.clock().Add(time.Minute)) {
		t.Errorf("it became %+v", j)
	}
	w.must(w.RunJob(t.Context(), "unheard-of/b")) // there is none
	w.must(w.JobFailed(t.Context(), "unheard-of/b", errors.New("gone")))
}

func TestAJobThatFailsIsPutOffLongerAndLonger(t *testing.T) {
	w := newWorld(t)
	w.enlist("unheard-of", "a", 0)
	var pauses []string
	for range 12 {
		err := w.RunJob(t.Context(), "unheard-of/a")
		if err == nil {
			t.Fatal("a job of no known kind was run")
		}
		w.must(w.JobFailed(t.Context(), "unheard-of/a", err))
		j, _ := w.job("unheard-of/a")
		pauses = append(pauses, j.Due.Sub(w.clock()).String())
		w.wait(j.Due.Sub(w.clock()))
	}
	if got, want := strings.Join(pauses, " "), "10s 20s 40s 1m20s 2m40s 5m20s 10m40s 21m20s 42m40s 1h0m0s 1h0m0s 1h0m0s"; got != want {
		t.Errorf("it waited %s, want %s", got, want)
	}
	if j, _ := w.job("unheard-of/a"); !strings.Contains(j.Note, "unheard-of") || j.Fails != 12 {
		t.Errorf("the job does not say why: %+v", j)
	}
}

// Nothing that was due stays undone in silence, whatever the reason.
func TestWhatKeepsFailingIsToldOnce(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	id := bot.JobID(bot.JobLapse, a.ID)
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		return bot.Enlist(tx, bot.JobLapse, a.ID, a.Case, w.clock(), w.clock())
	}))
	for n := 1; n <= 10; n++ {
		w.must(w.JobFailed(t.Context(), id, errors.New("no luck")))
		want := 0
		if n >= 4 {
			want = 1
		}
		if got := w.told("duty"); len(got) != want {
			t.Fatalf("after %d failures the duty channel was told %q", n, got)
		}
		j, _ := w.job(id)
		w.wait(j.Due.Sub(w.clock()))
	}
	want := "What an appeal rests on ends, and it is not taken down for that in case " + w.caseOf(a).Number + ": the program failed 4 times in a row."
	if got := w.told("duty")[0]; !strings.HasPrefix(got, want) || w.events("job keeps failing") != 1 {
		t.Errorf("told %q, want %q", got, want)
	}
}

// One record that cannot be read at the start costs what is about it, and not the
// reminders and looks of everybody else.
func TestWhatCannotBePrimedKeepsNothingElse(t *testing.T) {
	w := watch(t)
	a := w.submitted(bot.Witness, "Were you there?")
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		broken := bot.Appeal{ID: "broken", Case: "none", State: bot.Approved, Findings: []bot.Finding{{Rule: "named", Basis: "warrant W-1"}}}
		return errors.Join(tx.DeleteJob(bot.JobID(bot.JobRemind, a.ID)), tx.PutAppeal(broken))
	}))
	if err := w.Prime(t.Context()); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("the start says %v", err)
	}
	if _, ok := w.job(bot.JobID(bot.JobRemind, a.ID)); !ok {
		t.Error("nobody is reminded of what waits")
	}
}
