package outbox

import (
	"context"
	"time"

	"appealbot/bot"
)

// idle is how long a loop sleeps at most. It is woken when something is due;
// the limit only bounds what a lost wake-up could cost.
const idle = 30 * time.Second

// Run moves posts until ctx ends. An attempt under way is finished and its
// outcome stored. It returns an error when the store fails.
func (w *Publisher) Run(ctx context.Context, wake <-chan struct{}) error {
	return loop(ctx, wake, w.Now, w.Step, func(ctx context.Context) (time.Time, bool, error) {
		return nextPost(ctx, w)
	})
}

// loop steps while something is due, and otherwise waits until something is,
// wake says so, or ctx ends. It looks before it steps, because a step is a
// transaction that writes.
func loop(ctx context.Context, wake <-chan struct{}, now func() time.Time,
	step func(context.Context) (bool, error), next func(context.Context) (time.Time, bool, error),
) error {
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
		pause := idle
		if any {
			pause = min(max(at.Sub(now()), time.Millisecond), idle)
		}
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
		case <-wake:
		case <-timer.C:
		}
		timer.Stop()
	}
	return nil
}

func nextPost(ctx context.Context, w *Publisher) (at time.Time, any bool, err error) {
	err = w.Store.View(ctx, func(tx bot.Tx) error {
		at, any, err = tx.NextPost(w.Network.Account().ID)
		return err
	})
	return at, any, err
}

// storeTimeout bounds storing what happened outside. It must be kept even when
// the program is stopping.
const storeTimeout = 10 * time.Second

// ring calls wake if there is one.
func ring(wake func()) {
	if wake != nil {
		wake()
	}
}
