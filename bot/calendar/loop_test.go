package calendar_test

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot"
	"appealbot/bot/calendar"
)

// wall is a desk whose jobs are run by what the test says.
type wall struct {
	mu   sync.Mutex
	jobs map[bot.ID]bot.Job
	run  func(bot.Job) (next time.Time, err error)
	ran  []string
	back int // how often it was told that the clock was set back
}

func (w *wall) sorted() []bot.Job {
	var out []bot.Job
	for _, j := range w.jobs {
		out = append(out, j)
	}
	slices.SortFunc(out, func(a, b bot.Job) int { return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.ID, b.ID)) })
	return out
}

func (w *wall) NextJob(context.Context) (time.Time, bool, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	js := w.sorted()
	if len(js) == 0 {
		return time.Time{}, false, nil
	}
	return js[0].Due, true, nil
}

func (w *wall) DueJob(context.Context) (bot.Job, bool, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	js := w.sorted()
	if len(js) == 0 || js[0].Due.After(time.Now()) {
		return bot.Job{}, false, nil
	}
	return js[0], true, nil
}

func (w *wall) RunJob(_ context.Context, id bot.ID) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	j := w.jobs[id]
	w.ran = append(w.ran, string(id)+" "+time.Now().UTC().Format("15:04:05"))
	next, err := w.run(j)
	switch {
	case err != nil:
		return err
	case next.IsZero():
		delete(w.jobs, id)
	default:
		j.Due = next
		w.jobs[id] = j
	}
	return nil
}

func (w *wall) JobFailed(_ context.Context, id bot.ID, why error) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	j := w.jobs[id]
	j.Fails, j.Note, j.Due = j.Fails+1, why.Error(), time.Now().Add(time.Minute)
	w.jobs[id] = j
	return nil
}

func (w *wall) SetBack(context.Context) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.back++
	return nil
}

// live runs the loop for d and returns what ran, each with its time.
func (w *wall) live(t *testing.T, d time.Duration, wake chan struct{}) string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	l := &calendar.Loop{Desk: w, Now: time.Now, Log: slog.New(slog.DiscardHandler)}
	done := make(chan error, 1)
	go func() { done <- l.Run(ctx, wake) }()
	time.Sleep(d)
	synctest.Wait()
	stop()
	if err := <-done; err != nil {
		t.Errorf("the loop ended with %v", err)
	}
	ran := strings.Join(w.ran, ", ")
	w.ran = nil
	return ran
}

func job(id bot.ID, in time.Duration) bot.Job { return bot.Job{ID: id, Due: time.Now().Add(in)} }

func TestJobsRunWhenTheyAreDueAndOnlyThen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // which begins at midnight UTC
		w := &wall{jobs: map[bot.ID]bot.Job{"b": job("b", 90*time.Second), "a": job("a", time.Second)}}
		w.run = func(j bot.Job) (time.Time, error) {
			if j.ID == "a" && len(w.ran) < 3 {
				return j.Due.Add(time.Minute), nil
			}
			return time.Time{}, nil
		}
		if got, want := w.live(t, 5*time.Minute, nil), "a 00:00:01, a 00:01:01, b 00:01:30, a 00:02:01"; got != want {
			t.Errorf("ran %s, want %s", got, want)
		}
		if len(w.jobs) != 0 {
			t.Errorf("%v is left", w.jobs)
		}
	})
}

func TestAJobThatFailsKeepsNoOtherWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wall{jobs: map[bot.ID]bot.Job{"bad": job("bad", 0), "good": job("good", 0)}}
		w.run = func(j bot.Job) (time.Time, error) {
			if j.ID == "bad" && j.Fails < 2 {
				return time.Time{}, errors.New("no luck")
			}
			return time.Time{}, nil
		}
		if got, want := w.live(t, 5*time.Minute, nil), "bad 00:00:00, good 00:00:00, bad 00:01:00, bad 00:02:00"; got != want {
			t.Errorf("ran %s, want %s", got, want)
		}
	})
}

func TestAJobThatPanicsKeepsNoOtherWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wall{jobs: map[bot.ID]bot.Job{"bad": job("bad", 0), "good": job("good", 0)}}
		w.run = func(j bot.Job) (time.Time, error) {
			if j.ID == "bad" && j.Fails < 2 {
				panic("bug")
			}
			return time.Time{}, nil
		}
		if got, want := w.live(t, 5*time.Minute, nil), "bad 00:00:00, good 00:00:00, bad 00:01:00, bad 00:02:00"; got != want {
			t.Errorf("ran %s, want %s", got, want)
		}
	})
}

func TestWhatWasMissedWhileTheProgramWasDownRunsOnceAtItsStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wall{jobs: map[bot.ID]bot.Job{"j": job("j", 10*time.Second)}}
		w.run = func(bot.Job) (time.Time, error) { return time.Now().Add(time.Hour), nil }
		time.Sleep(3 * time.Hour)
		if got, want := w.live(t, time.Minute, nil), "j 03:00:00"; got != want {
			t.Errorf("ran %s, want %s", got, want)
		}
	})
}

func TestWakeLetsTheLoopLookAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		wake := make(chan struct{}, 1)
		w := &wall{jobs: map[bot.ID]bot.Job{}, run: func(bot.Job) (time.Time, error) { return time.Time{}, nil }}
		time.AfterFunc(2*time.Second, func() {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.jobs["new"] = job("new", 0)
			wake <- struct{}{}
		})
		if got, want := w.live(t, 10*time.Second, wake), "new 00:00:02"; got != want {
			t.Errorf("ran %s, want %s", got, want)
		}
	})
}

// A clock that is put forward, or shows a little less than before, harms nobody; one
// that is set back by days leaves jobs far ahead, and the desk hears of it once.
func TestAClockThatIsSetBackIsNoticed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		skew := time.Duration(0)
		clock := func() time.Time {
			mu.Lock()
			defer mu.Unlock()
			return time.Now().Add(skew)
		}
		w := &wall{jobs: map[bot.ID]bot.Job{}}
		l := &calendar.Loop{Desk: w, Now: clock, Log: slog.New(slog.DiscardHandler)}
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- l.Run(ctx, nil) }()
		for _, step := range []struct {
			skew time.Duration
			back int
		}{{0, 0}, {9 * 24 * time.Hour, 0}, {9*24*time.Hour - 50*time.Second, 0}, {0, 1}, {-3 * time.Hour, 2}, {0, 2}} {
			mu.Lock()
			skew = step.skew
			mu.Unlock()
			time.Sleep(2 * time.Minute)
			synctest.Wait()
			w.mu.Lock()
			if w.back != step.back {
				t.Errorf("at %v ahead the desk was told %d times, want %d", step.skew, w.back, step.back)
			}
			w.mu.Unlock()
		}
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}
