package prepare

import (
	"context"
	"errors"
	"sync"
	"time"

	"appealbot/bot"
)

// showEvery is how often a card follows a preparation at most.
const showEvery = 3 * time.Second

// A pulse tells the desk how far a preparation is, and that somebody is still at it.
type pulse struct {
	mu      sync.Mutex
	step    string
	percent int

	end  context.CancelFunc
	done chan struct{}
}

// pulse begins to tell the desk about p. When p is not ours any more, give is called
// with the reason.
func (l *Loop) pulse(ctx context.Context, p bot.Prep, give context.CancelCauseFunc) *pulse {
	ctx, end := context.WithCancel(ctx)
	b := &pulse{end: end, done: make(chan struct{})}
	go func() {
		defer close(b.done)
		l.beat(ctx, p, b, give)
	}()
	return b
}

// beat tells the desk what has changed, and now and then that nothing has.
func (l *Loop) beat(ctx context.Context, p bot.Prep, b *pulse, give context.CancelCauseFunc) {
	tick := time.NewTicker(min(showEvery, l.Lease/6))
	defer tick.Stop()
	shown, step, percent := l.Now(), "", 0
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		nowStep, nowPercent := b.get()
		quiet := l.Now().Sub(shown)
		if changed := nowStep != step || nowPercent != percent; quiet < l.Lease/3 && (!changed || quiet < showEvery) {
			continue
		}
		err := l.Desk.PrepProgress(ctx, p, nowStep, nowPercent, l.Lease)
		switch {
		case err == nil:
			shown, step, percent = l.Now(), nowStep, nowPercent
		case errors.Is(err, bot.ErrStale), errors.Is(err, bot.ErrNotFound):
			give(err)
			return
		case ctx.Err() == nil:
			// The store may work again before the lease is over.
			l.Log.Warn("cannot say how far a preparation is", "prep", p.ID, "err", err)
		}
	}
}

// progress takes note of how far it is. It never waits.
func (b *pulse) progress(step string, percent int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.step, b.percent = step, percent
}

func (b *pulse) get() (string, int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.step, b.percent
}

// stop ends it. Nothing is told afterwards.
func (b *pulse) stop() {
	b.end()
	<-b.done
}
