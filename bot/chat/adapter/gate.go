package adapter

import (
	"context"
	"time"
)

// gateTime is how long updates wait for the first backfill.
const gateTime = 10 * time.Second

// CaughtUp notes that the first backfill is done, so that updates may go on.
func (g *Progress) CaughtUp() { g.catching.Do(func() { close(g.caught) }) }

// wait waits until the first backfill after a restart is done: reactions that
// were given while the bot was down belong to what its messages show now, and
// must be found before that changes. It does so once, and not for ever.
func (g *Progress) wait(ctx context.Context) {
	select {
	case <-g.caught:
		return
	default:
	}
	if _, before, err := g.Since(); err != nil || !before {
		return
	}
	t := time.NewTimer(gateTime)
	defer t.Stop()
	select {
	case <-g.caught:
	case <-ctx.Done():
	case <-t.C:
		g.CaughtUp()
	}
}
