package outbox

import (
	"cmp"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// backOff is the pause after attempt n of something that had no effect.
func (w *Publisher) backOff(n int) time.Duration {
	first, longest := cmp.Or(w.First, 5*time.Second), cmp.Or(w.Longest, 10*time.Minute)
	return min(first<<min(max(n-1, 0), 16), longest)
}

const (
	// hurry is the longest pause between two attempts to take something down, and
	// hurries how many attempts it holds for: about an hour. After that a network
	// is down for good, and people remove it by hand.
	hurry   = time.Minute
	hurries = 60
)

// backOffRemoval is backOff of what takes something down: when a network works
// again, what should be gone is gone within a minute. A network that wants to be
// left alone for longer says so itself.
func (w *Publisher) backOffRemoval(n int) time.Duration {
	if n > hurries {
		return w.backOff(n)
	}
	return min(w.backOff(n), hurry)
}

// lookDelay is the pause before looking for the n+1st time.
func lookDelay(n int) time.Duration {
	return min(2*time.Second<<min(max(n, 0), 10), 5*time.Minute)
}

// pause leaves the account alone for as long as the network asks.
func (w *Publisher) pause(op bot.Op, r network.Result) {
	rest := w.resting(op)
	if until := w.Now().Add(r.Retry); r.Retry > 0 && until.After(*rest) {
		*rest = until
	}
}

// resting is until when the account is left alone with an operation.
func (w *Publisher) resting(op bot.Op) *time.Time {
	if op.Publishes() {
		return &w.rest
	}
	return &w.restRemoving
}
