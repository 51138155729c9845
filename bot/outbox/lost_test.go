package outbox_test

import (
	"errors"
	"testing"
	"time"

	"appealbot/bot/chat"
	"appealbot/store/mem"
)

// A post whose answer was lost may be in front of people: its notice keeps the
// lease, so that what they do with the message waits, until it is known. After a
// refusal there is nothing to wait for.
func TestNoticeOfAMessageThatMayBeThere(t *testing.T) {
	for name, tt := range map[string]struct {
		err   error
		maybe bool
	}{
		"lost answer": {errors.New("the connection ended"), true},
		"pause":       {&chat.RateLimited{After: time.Second}, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, mem.New(), net("x", true))
			p := newPlatform()
			n := w.notifier(p)
			a := w.drafted()
			p.before = fails(1, "post", "", tt.err)
			for w.cardOf(a.ID).Note == "" {
				_, err := n.Step(t.Context())
				w.must(err)
			}
			if c := w.cardOf(a.ID); c.Message != "" || c.Lease.IsZero() == tt.maybe {
				t.Errorf("after the failure: %+v", c)
			}
			w.show(n, time.Hour)
			if c := w.cardOf(a.ID); c.Message == "" || !c.Lease.IsZero() {
				t.Errorf("in the end: %+v", c)
			}
		})
	}
}
