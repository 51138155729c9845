package outbox_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/store/mem"
)

// sharing is a network, x, where posts can be shared again.
func sharing() *networktest.Network {
	n := net("x", true)
	n.Can.Reshares = true
	return n
}

// shares returns a series of so many hours in which what is public of an appeal is
// shared again, that Ann wrote and Bob approved.
func (w *world) shares(a bot.Appeal, hours int) bot.Appeal {
	w.t.Helper()
	r := desk.Repetition{Rule: "hourly", Reshare: true}
	for i := range hours {
		r.Slots = append(r.Slots, bot.Slot{At: w.clock().Add(time.Duration(i+1) * time.Hour)})
	}
	s, err := w.desk.Repeat(w.t.Context(), w.by(ann), a.ID, r)
	w.must(err)
	s, err = w.desk.Approve(w.t.Context(), w.by(bob), s.ID, s.Digest)
	w.must(err)
	return s
}

// share is what shares the post on x again at a slot.
func (w *world) share(s bot.Appeal, slot int) bot.Post {
	w.t.Helper()
	return w.state(bot.SlotPostID(s.ID, s.Digest, "x", "en", slot, bot.OpReshare))
}

// sharedOnce makes sure that each slot shared the one post once, by its own time, and
// nothing else is public.
func (w *world) sharedOnce(n *networktest.Network, s bot.Appeal) {
	w.t.Helper()
	all := n.Public()
	if len(all) != 1 || len(all[0].Shares) != len(s.Content.Series.Slots) {
		w.t.Fatalf("public: %+v", all)
	}
	for i, slot := range s.Content.Series.Slots {
		p := w.share(s, i+1)
		if !all[0].Shares[i].Equal(slot.At) || p.State != bot.PostPosted || len(p.Remotes) > 0 || p.URL == "" {
			w.t.Errorf("slot %d: shared %s, it is %s (%s) %v", i+1, all[0].Shares[i], p.State, p.Note, p.Remotes)
		}
	}
}

// The answer is lost, or never comes, or the network panics in the middle: the post is
// shared once at each time.
func TestSharedOnceWhateverHappensToTheAnswer(t *testing.T) {
	for driver, open := range drivers() {
		for _, where := range []string{"nothing", "before", "lost", "panic before", "panic after", "busy"} {
			t.Run(driver+"/"+where, func(t *testing.T) {
				n := sharing()
				var once sync.Once
				fault := func(r *network.Result) func(string, time.Time) *network.Result {
					return func(string, time.Time) (out *network.Result) {
						once.Do(func() {
							if out = r; r == nil {
								panic("bug")
							}
						})
						return out
					}
				}
				switch where {
				case "before":
					n.Sharing = fault(&network.Result{Outcome: network.Never, Note: "no connection"})
				case "busy":
					n.Sharing = fault(&network.Result{Outcome: network.Never, Retry: 10 * time.Minute})
				case "lost":
					n.Shared = fault(&network.Result{Outcome: network.Maybe})
				case "panic before":
					n.Sharing = fault(nil)
				case "panic after":
					n.Shared = fault(nil)
				}
				w := newWorld(t, open(t), n)
				s := w.shares(w.inPublic("Were you there?"), 2)
				w.run(w.publisher("x", "one"))
				w.sharedOnce(n, s)
			})
		}
	}
}

// The process dies before each commit in turn.
func TestDyingWhileAPostIsShared(t *testing.T) {
	for k := range 6 {
		n := sharing()
		w := newWorld(t, mem.New(), n)
		s := w.shares(w.inPublic("Were you there?"), 1)
		w.wait(time.Hour)
		p := w.publisher("x", "first")
		p.Store = &dying{Store: w.store, left: k}
		for range 20 {
			if step(w, p) {
				break
			}
		}
		w.run(w.publisher("x", "second"))
		w.sharedOnce(n, s)
	}
}

// What was taken down is not shared, nor is anything published in its place, and the
// room is told.
func TestWhatIsGoneIsNotShared(t *testing.T) {
	n := sharing()
	w := newWorld(t, mem.New(), n)
	a := w.inPublic("Were you there?")
	s := w.shares(a, 1)
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		p, err := tx.Post(bot.PostID(a.ID, a.Digest, "x", "en", bot.OpCreate))
		if err != nil {
			return err
		}
		p.State = bot.PostRemoved // by hand, on the network
		return tx.SetPost(p)
	}))
	w.run(w.publisher("x", "one"))
	if all := n.Public(); len(all) != 1 || len(all[0].Shares) != 0 {
		t.Errorf("public: %+v", all)
	}
	p := w.share(s, 1)
	if p.State != bot.PostDropped || !strings.Contains(p.Note, "Nothing was published in its place.") {
		t.Errorf("it is %s: %s", p.State, p.Note)
	}
	told := w.notice(bot.NoticeID(bot.NoticeTell, "test", p.Case, "slot/"+string(p.ID)))
	if !strings.Contains(told.Text, "The 1. time of what is repeated was left out on x.") {
		t.Errorf("told: %q", told.Text)
	}
}

// A refusal is a question, and the answer may be to try again.
func TestARefusedShareIsTriedAgainOnAWord(t *testing.T) {
	n := sharing()
	w := newWorld(t, mem.New(), n)
	s := w.shares(w.inPublic("Were you there?"), 1)
	no := &network.Result{Outcome: network.No, Note: "Not now."}
	n.Sharing = func(string, time.Time) *network.Result { return no }
	w.run(w.publisher("x", "one"))
	p := w.share(s, 1)
	if p.State != bot.PostRefused || !w.asks(p) {
		t.Fatalf("it is %s; asked: %v", p.State, w.asks(p))
	}
	no = nil
	_, err := w.desk.Decide(t.Context(), w.by(bob), p.ID, desk.Send)
	w.must(err)
	w.run(w.publisher("x", "one"))
	w.sharedOnce(n, s)
}

// A share is no publication: nothing of it is counted as one.
func TestAShareIsCountedAsNoPublication(t *testing.T) {
	n := sharing()
	w := newWorld(t, mem.New(), n)
	a := w.inPublic("Were you there?")
	before := strings.Count(w.log(), "published")
	w.shares(a, 1)
	w.run(w.publisher("x", "one"))
	if after := strings.Count(w.log(), "published"); after != before {
		t.Errorf("%d publications before, %d after:\n%s", before, after, w.log())
	}
	if !strings.Contains(w.log(), "outbox shared again x en: 1") {
		t.Errorf("the log does not say that it was shared:\n%s", w.log())
	}
}

// The newsroom does not hear of a new post where there is none.
func TestTheNewsroomHearsOfAShareAsOfOne(t *testing.T) {
	w := newWorld(t, mem.New(), sharing())
	w.shares(w.inPublic("Were you there?"), 1)
	w.run(w.publisher("x", "one"))
	told := w.toldIn("newsroom")
	again := slices.IndexFunc(told, func(s string) bool { return strings.HasPrefix(s, "Shared again: ") })
	if again < 0 || slices.ContainsFunc(told, func(s string) bool { return strings.HasPrefix(s, "Public: Repeat") }) {
		t.Errorf("the newsroom is told %q", told)
	}
}
