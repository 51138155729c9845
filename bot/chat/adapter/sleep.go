package adapter

import (
	"context"
	"errors"
	"time"

	"appealbot/bot/chat"
)

// Sleep waits and reports whether ctx lasted.
func Sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

// Patient asks again as often as the platform wants a pause: a look for what was
// missed may take as long as it takes.
func Patient(ctx context.Context, ask func() error) error {
	for {
		err := ask()
		limited, ok := errors.AsType[*chat.RateLimited](err)
		if !ok || !Sleep(ctx, limited.After) {
			return err
		}
	}
}

// soon gives a signal that is not there already.
func soon(signal chan<- struct{}) {
	select {
	case signal <- struct{}{}:
	default:
	}
}
