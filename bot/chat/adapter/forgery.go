package adapter

import (
	"context"
	"fmt"
	"sync"
	"time"

	"appealbot/bot/chat"
)

// Bounds of what is told of forgeries in a minute. Whoever reaches the program
// can send any number of them in anybody's name, and neither the audit log nor
// the memory must be filled by a script.
const (
	forgeriesOfOne = 10
	forgeriesOfAll = 200
)

// Forged tells the handler of something that looked like a press or a form and
// was none, and returns its answer. What and why are as in chat.Forgery; proof is
// what tells one forgery from the next.
func (w *Work) Forged(ctx context.Context, e chat.Event, what string, why error, proof string) chat.Answer {
	if !w.forgeries.allow(e.User, w.now()) {
		w.log.Warn("forgery not audited: too many", "what", what, "user", e.User, "why", why)
		return chat.Answer{}
	}
	w.log.Warn("forgery", "what", what, "user", e.User, "channel", e.At.Channel, "message", e.At.Message, "why", why)
	e.ID = "forged:" + Digest(what, e.User, e.At.Channel, e.At.Message, proof, why.Error())
	e.Forged = &chat.Forgery{What: what, Why: fmt.Sprintf("%v (message %s in channel %s)", why, e.At.Message, e.At.Channel)}
	a, _ := w.Handle(ctx, e)
	return a
}

// rate counts the forgeries of a minute.
type rate struct {
	mu    sync.Mutex
	since time.Time
	by    map[string]int
	all   int
}

// allow counts one more of a user and reports whether that is not too many.
func (c *rate) allow(user string, now time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.by == nil || now.Sub(c.since) >= time.Minute {
		c.by, c.since, c.all = map[string]int{}, now, 0
	}
	if c.all >= forgeriesOfAll || c.by[user] >= forgeriesOfOne {
		return false
	}
	c.all++
	c.by[user]++
	return true
}
