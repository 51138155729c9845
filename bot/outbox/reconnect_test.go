package outbox_test

import (
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/store/mem"
)

// Credentials die in the middle of a thread, before a part was sent or after its
// answer was lost. Nobody has to decide anything: it goes on when the account is
// connected again.
func TestAccountThatIsConnectedAgain(t *testing.T) {
	for name, lost := range map[string]bool{"before a part is sent": false, "after an answer was lost": true} {
		t.Run(name, func(t *testing.T) {
			n := net("x", true)
			n.Fits.Text = 60
			w := newWorldOf(t, mem.New(), n)
			a := w.approved("2026-0001", "Were you at the corner of Lakeshore and Bathurst on Monday? Call us.", "x")
			dead := &network.Result{Outcome: network.No, Cause: network.Reconnect, Note: "Connect the account again."}
			parts := 0
			refuses := func(network.Attempt) *network.Result {
				if parts++; parts > 1 {
					return dead
				}
				return nil
			}
			p := w.publisher("x", "one")
			if n.Before = refuses; lost {
				n.Before = nil
				n.After = func(at network.Attempt) *network.Result {
					if r := refuses(at); r == nil {
						return nil
					}
					n.Looking = func(network.Attempt) *network.Result { return dead }
					return &network.Result{Outcome: network.Maybe}
				}
			}
			for range 20 {
				_, err := p.Step(t.Context())
				w.must(err)
				w.wait(time.Minute)
			}
			if q := w.post(a, "x"); q.State != bot.PostQueued && q.State != bot.PostUnknown || len(q.Remotes) != 1 {
				t.Fatalf("without credentials: %s, %d parts: %s", q.State, len(q.Remotes), q.Note)
			}
			n.Before, n.After, n.Looking = nil, nil, nil
			w.run(p)
			if q := w.post(a, "x"); q.State != bot.PostPosted {
				t.Errorf("with credentials: %s: %s", q.State, q.Note)
			}
			if parts := len(n.Public()); parts != len(w.post(a, "x").Rendering.Parts) {
				t.Errorf("%d parts are public", parts)
			}
		})
	}
}
