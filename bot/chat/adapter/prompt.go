package adapter

import (
	"context"
	"sync"
	"time"
)

// Promptly does work for a call of the platform and returns what it answers, or
// nil when it answers nothing or takes longer than the platform should be kept
// waiting. The work goes on then, and waits tells it that nobody does any more:
// calling it promises that the result is the answer. It returns false when Run
// is ending and nothing was done.
func (w *Work) Promptly(within time.Duration, fn func(ctx context.Context, waits func() bool) any) (answer any, ok bool) {
	done := make(chan any, 1)
	var once sync.Mutex
	gone, promised := false, false
	waits := func() bool {
		once.Lock()
		defer once.Unlock()
		promised = !gone
		return promised
	}
	if !w.Begin(func(ctx context.Context) {
		defer close(done)
		done <- fn(ctx, waits)
	}) {
		return nil, false
	}
	t := time.NewTimer(within)
	defer t.Stop()
	select {
	case v := <-done:
		return v, true
	case <-t.C:
	}
	once.Lock()
	gone = !promised
	late := gone
	once.Unlock()
	if late {
		return nil, true
	}
	return <-done, true
}
