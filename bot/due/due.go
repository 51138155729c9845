// Package due has the loop of whatever is kept in the store until its time comes:
// posts, notices, preparations, jobs.
//
// The store knows when the next one is due. The loop sleeps until then, or until
// somebody who stored another one wakes it. A wake-up that is lost, or a clock that
// is set, costs at most [Idle].
package due

import (
	"context"
	"time"
)

// Idle is how long a loop sleeps at most.
const Idle = 30 * time.Second

// A Step does one thing that is due. It reports whether it did; where there was
// nothing it could do after all, the loop waits.
type Step func(context.Context) (acted bool, err error)

// Next returns when the earliest thing is due, and false when there is none.
type Next func(context.Context) (at time.Time, any bool, err error)

// Run steps while something is due, and otherwise waits until something is, wake
// says so, or ctx ends, which is no error. Any error of next or step, such as that of
// a store that fails, ends it.
//
// It asks next before it steps: a step is a transaction that writes, and looking is
// cheap.
func Run(ctx context.Context, wake <-chan struct{}, now func() time.Time, step Step, next Next) error {
	for ctx.Err() == nil {
		at, any, err := next(ctx)
		if err == nil && any && !at.After(now()) {
			var acted bool
			if acted, err = step(ctx); acted && err == nil {
				continue
			}
		}
		if err != nil {
			if ctx.Err() != nil {
				return nil //nolint:nilerr // Stopping is no failure.
			}
			return err
		}
		pause := Idle
		if any {
			pause = min(max(at.Sub(now()), time.Millisecond), Idle)
		}
		sleep(ctx, pause, wake)
	}
	return nil
}

// sleep waits for d, for a wake-up, or for the end of ctx.
func sleep(ctx context.Context, d time.Duration, wake <-chan struct{}) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-wake:
	case <-timer.C:
	}
}
