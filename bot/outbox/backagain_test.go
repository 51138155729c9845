package outbox_test

import (
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/store/mem"
)

// The network is down while a wrong man's picture is out there: when it works
// again, what should be gone is gone within a minute, and what others published
// there, too. Of a network that does not come back little is asked.
func TestWhatShouldBeGoneIsGoneSoonAfterTheNetworkIsBack(t *testing.T) {
	for _, c := range []struct {
		down, within time.Duration
		most         int // requests for each post
	}{
		{25 * time.Minute, time.Minute, 30},
		{75 * time.Minute, 10 * time.Minute, 64},
	} {
		n := net("x", true)
		w := newWorld(t, mem.New(), n)
		a := w.approved("2026-0001", "Do you know this man?", "x")
		w.run(w.publisher("x", "one"))
		posts := 1
		if c.down < time.Hour { // more would be too many steps
			w.strayed(n.Outside("Buy gold.", w.clock()))
			posts = 2
		}
		_, err := w.desk.Takedown(t.Context(), w.by(bob), a.ID, "the wrong man")
		w.must(err)
		back, asked := w.clock().Add(c.down), 0
		n.Removing = func(string) *network.Result {
			if asked++; w.clock().Before(back) {
				return &network.Result{Outcome: network.Never, Note: "not reached"}
			}
			return nil
		}
		w.run(w.publisher("x", "one"))
		for _, p := range n.Public() {
			if !p.Removed {
				t.Errorf("%v: %q still stands there", c.down, p.Part.Text)
			}
		}
		if late := w.clock().Sub(back); late < 0 || late > c.within {
			t.Errorf("%v: the last of them went %v after the network was back, want %v at most", c.down, late, c.within)
		}
		if asked > posts*c.most {
			t.Errorf("%v: the network was asked %d times, want %d at most", c.down, asked, posts*c.most)
		}
		if p := w.post(a, "x"); p.State != bot.PostRemoved {
			t.Errorf("%v: the post is %s", c.down, p.State)
		}
	}
}
