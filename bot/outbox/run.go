package outbox

import (
	"context"
	"time"

	"appealbot/bot"
	"appealbot/bot/due"
)

// Run moves posts until ctx ends. An attempt under way is finished and its
// outcome stored. It returns an error when the store fails.
func (w *Publisher) Run(ctx context.Context, wake <-chan struct{}) error {
	return due.Run(ctx, wake, w.Now, w.Step, func(ctx context.Context) (time.Time, bool, error) {
		return nextPost(ctx, w)
	})
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
