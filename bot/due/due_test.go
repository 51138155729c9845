package due_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot/due"
)

// list stands for what a store keeps: when things are due, and when they were done.
type list struct {
	mu    sync.Mutex
	begin time.Time
	times []time.Time
	done  []time.Duration // since begin
	looks int
}

func (l *list) add(after ...time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, d := range after {
		l.times = append(l.times, l.begin.Add(d))
	}
	slices.SortFunc(l.times, time.Time.Compare)
}

func (l *list) next(context.Context) (time.Time, bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.looks++
	if len(l.times) == 0 {
		return time.Time{}, false, nil
	}
	return l.times[0], true, nil
}

func (l *list) step(context.Context) (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.times = l.times[1:]
	l.done = append(l.done, time.Since(l.begin))
	return true, nil
}

func run(t *testing.T, l *list, wake <-chan struct{}) {
	t.Helper()
	l.begin = time.Now()
	go func() {
		if err := due.Run(t.Context(), wake, time.Now, l.step, l.next); err != nil {
			t.Error(err)
		}
	}()
}

func TestEachThingIsDoneAtItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &list{begin: time.Now()}
		l.add(-time.Hour, -time.Minute, 90*time.Second, 90*time.Second, time.Hour)
		run(t, l, nil)
		time.Sleep(2 * time.Hour)
		synctest.Wait()
		want := []time.Duration{0, 0, 90 * time.Second, 90 * time.Second, time.Hour}
		if !slices.Equal(l.done, want) {
			t.Errorf("done after %v, want %v", l.done, want)
		}
	})
}

func TestAWakeUpShortensThePause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, wake := new(list), make(chan struct{}, 1)
		run(t, l, wake)
		time.Sleep(7 * time.Second)
		l.add(7 * time.Second)
		wake <- struct{}{}
		synctest.Wait()
		if want := []time.Duration{7 * time.Second}; !slices.Equal(l.done, want) {
			t.Errorf("done after %v, want %v", l.done, want)
		}
	})
}

// What nobody said is found all the same, half a minute later at most; and a loop that
// has nothing to do looks no more often than that.
func TestALostWakeUpCostsNoMoreThanIdle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := new(list)
		run(t, l, nil)
		time.Sleep(10*due.Idle + time.Second)
		synctest.Wait()
		if l.looks != 11 {
			t.Errorf("%d looks in ten pauses, want 11", l.looks)
		}
		l.add(0)
		time.Sleep(due.Idle)
		synctest.Wait()
		if want := []time.Duration{11 * due.Idle}; !slices.Equal(l.done, want) {
			t.Errorf("done after %v, want %v", l.done, want)
		}
	})
}

// Something may be due that cannot be done yet. It must not be asked for without a
// pause.
func TestWhatCannotBeDoneYetIsNoBusyLoop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, steps := new(list), 0
		l.begin = time.Now()
		l.add(-time.Second)
		go func() {
			_ = due.Run(t.Context(), nil, time.Now, func(context.Context) (bool, error) { steps++; return false, nil }, l.next)
		}()
		time.Sleep(time.Second - time.Microsecond)
		synctest.Wait()
		if steps != 1000 { // a millisecond each
			t.Errorf("%d steps in a second", steps)
		}
	})
}

func TestAnErrorEndsTheLoop(t *testing.T) {
	broken := errors.New("the store is gone")
	past := func(context.Context) (time.Time, bool, error) { return time.Now(), true, nil }
	nothing := func(context.Context) (bool, error) { return false, nil }
	for name, err := range map[string]error{
		"of a step": due.Run(t.Context(), nil, time.Now, func(context.Context) (bool, error) { return true, broken }, past),
		"of a look": due.Run(t.Context(), nil, time.Now, nothing, func(context.Context) (time.Time, bool, error) { return time.Time{}, false, broken }),
	} {
		if !errors.Is(err, broken) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// When the program stops, transactions are broken off. That is no failure of theirs.
func TestStoppingIsNoError(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	err := due.Run(ctx, nil, time.Now, func(ctx context.Context) (bool, error) { stop(); return false, ctx.Err() },
		func(context.Context) (time.Time, bool, error) { return time.Now(), true, nil })
	if err != nil {
		t.Error(err)
	}
}
