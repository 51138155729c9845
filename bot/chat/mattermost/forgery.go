package mattermost

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
)

// Bounds of what is told of forgeries in a minute. Whoever reaches the callback
// can send any number of them in anybody's name, and neither the audit log nor
// the memory must be filled by a script.
const (
	forgeriesOfOne = 10
	forgeriesOfAll = 200
)

// forged tells of something that looked like a press or a form and was none.
func (r *run) forged(ctx context.Context, e chat.Event, what string, why error, proof string) {
	if !r.forgeries.allow(e.User, r.p.o.Now()) {
		r.p.o.Log.Warn("forgery not audited: too many", "what", what, "user", e.User, "why", why)
		return
	}
	r.p.o.Log.Warn("forgery", "what", what, "user", e.User, "channel", e.At.Channel, "message", e.At.Message, "why", why)
	e.ID = "forged:" + digest(what, e.User, e.At.Channel, e.At.Message, proof, why.Error())
	e.Forged = &chat.Forgery{What: what, Why: fmt.Sprintf("%v (message %s in channel %s)", why, e.At.Message, e.At.Channel)}
	if a, _ := r.handle(ctx, e); a.Reply != nil {
		r.tell(ctx, e, *a.Reply)
	}
}

// ident is an id that a callback brought, or nothing if the server has no such
// ids: whoever reaches the callback may have sent it.
func ident(id string) string {
	if model.IsValidId(id) {
		return id
	}
	return ""
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
