package outbox_test

import (
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/network"
	"appealbot/store/mem"
)

// strayed lets somebody publish past the program, and an approver want it gone.
func (w *world) strayed(remote string) bot.Stray {
	w.t.Helper()
	w.must(w.desk.Strange(w.t.Context(), "x", desk.Listing{}))
	w.must(w.desk.Strange(w.t.Context(), "x", desk.Listing{Strangers: []desk.Stranger{{Remote: remote, Text: "Buy gold.", At: w.clock()}}}))
	s, err := w.desk.Pull(w.t.Context(), w.by(bob), bot.StrayID("x", remote, ""))
	w.must(err)
	return s
}

func (w *world) stray(id bot.ID) (s bot.Stray) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) { s, err = tx.Stray(id); return err }))
	return s
}

// What was published outside is taken down, whatever the network does at first and
// though publication is stopped, and nothing else is.
func TestWhatWasPublishedOutsideIsTakenDown(t *testing.T) {
	n := net("x", true)
	w := newWorld(t, mem.New(), n)
	w.approved("2026-0001", "Were you there?", "x")
	w.run(w.publisher("x", "one"))
	ours := n.Public()[0].Remote
	remote := n.Outside("Buy gold.", w.clock())
	_, err := w.desk.Freeze(t.Context(), w.by(carla), bot.Freeze{Scope: bot.FreezeAll, Reason: "the account was stolen"})
	w.must(err)
	s := w.strayed(remote)
	fails := []network.Result{
		{Outcome: network.Maybe, Note: "no answer"},
		{Outcome: network.Never, Retry: 10 * time.Minute, Note: "too many requests"},
		{Outcome: network.Never, Note: "down"},
		{Outcome: network.Never, Note: "down"},
		{Outcome: network.Never, Note: "down"},
	}
	began := w.clock()
	n.Removing = func(string) *network.Result {
		if len(fails) == 0 {
			return nil
		}
		r := fails[0]
		fails = fails[1:]
		if len(fails) == 0 && w.stray(s.ID).Note != "" {
			t.Error("trouble is told too early")
		}
		return &r
	}
	w.run(w.publisher("x", "one"))
	if s = w.stray(s.ID); s.Removed.IsZero() || s.Note != "" || s.Removed.Sub(began) < 10*time.Minute {
		t.Errorf("it is %+v", s)
	}
	for _, p := range n.Public() {
		if p.Removed == (p.Remote == ours) {
			t.Errorf("post %s is removed: %t", p.Remote, p.Removed)
		}
	}
	if !strings.Contains(w.log(), "pulled from network") {
		t.Error("the log says nothing")
	}
}

// The program is killed while it takes something down: it does so once more.
func TestAPullThatWasInterruptedIsDoneAgain(t *testing.T) {
	n := net("x", false)
	w := newWorld(t, mem.New(), n)
	s := w.strayed(n.Outside("Buy gold.", w.clock()))
	n.Removing = func(string) *network.Result { panic("killed") }
	step(w, w.publisher("x", "one"))
	n.Removing = nil
	w.run(w.publisher("x", "two"))
	if s = w.stray(s.ID); s.Removed.IsZero() || !n.Public()[0].Removed {
		t.Errorf("it is %+v", s)
	}
}

func TestAPullThatIsRefusedIsTold(t *testing.T) {
	n := net("x", true)
	w := newWorld(t, mem.New(), n)
	s := w.strayed(n.Outside("Buy gold.", w.clock()))
	n.Removing = func(string) *network.Result {
		return &network.Result{Outcome: network.No, Note: "The account is suspended."}
	}
	w.run(w.publisher("x", "one"))
	if s = w.stray(s.ID); !s.Removed.IsZero() || s.Note != "The account is suspended." {
		t.Errorf("it is %+v", s)
	}
	if p := w.state(bot.StrayRemoval(s, s.Removal).ID); p.State != bot.PostRefused {
		t.Errorf("the post is %s", p.State)
	}
}
