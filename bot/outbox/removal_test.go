package outbox_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/bot/outbox"
	"appealbot/store/mem"
)

// runFor steps whatever becomes due within a time, and lets that time pass.
func (w *world) runFor(p *outbox.Publisher, d time.Duration) {
	w.t.Helper()
	end := w.clock().Add(d)
	for range 2000 {
		acted, err := p.Step(w.t.Context())
		w.must(err)
		if acted {
			continue
		}
		at, any := w.next(p.Network.Account().ID)
		if !any || at.After(end) {
			w.wait(end.Sub(w.clock()))
			return
		}
		w.wait(at.Sub(w.clock()))
	}
	w.t.Fatal("the outbox goes round in circles")
}

// only is the only account.
func (w *world) only() bot.AccountID {
	for id := range w.nets {
		return id
	}
	return ""
}

// removal is the removal of an appeal's post.
func (w *world) removal(a bot.Appeal) (r bot.Post) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		r, err = tx.Post(bot.Removal(w.post(a, w.only()), w.clock()).ID)
		return err
	}))
	return r
}

// standing are the texts that are public now.
func standing(n *networktest.Network) (out []string) {
	for _, p := range n.Public() {
		if !p.Removed {
			out = append(out, p.Remote)
		}
	}
	return out
}

// told are the texts that a channel was told; "" for rooms of cases.
func (w *world) toldIn(channel string) (out []string) {
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) error {
		ns, err := tx.DueNotices("test", w.clock().Add(100*24*time.Hour), 1000)
		for _, n := range ns {
			if n.Kind == bot.NoticeTell && n.Channel == channel {
				out = append(out, n.Text)
			}
		}
		return err
	}))
	return out
}

// thread is an appeal of three parts that is public.
func thread(t *testing.T, n *networktest.Network) (*world, bot.Appeal) {
	w := newWorld(t, mem.New(), n)
	a := w.approved("2026-0001", strings.Repeat("Were you there? ", 80), "x")
	w.run(w.publisher("x", "one"))
	if got := standing(n); !slices.Equal(got, []string{"1", "2", "3"}) {
		t.Fatalf("public are %v", got)
	}
	return w, a
}

func (w *world) takesDown(a bot.Appeal) {
	w.t.Helper()
	_, err := w.desk.Takedown(w.t.Context(), w.by(bob), a.ID, "found")
	w.must(err)
}

// One part that the network refuses to remove keeps no other one up, wherever it
// stands; people are told its address; and it is tried again when somebody says so.
func TestAPartThatIsRefusedKeepsNoOtherUp(t *testing.T) {
	for _, refused := range []string{"1", "2", "3"} {
		t.Run(refused, func(t *testing.T) {
			n := net("x", true)
			w, a := thread(t, n)
			n.Removing = func(remote string) *network.Result {
				if remote == refused {
					return &network.Result{Outcome: network.No, Note: "You may not."}
				}
				return nil
			}
			w.takesDown(a)
			w.runFor(w.publisher("x", "one"), time.Second)
			if got := standing(n); !slices.Equal(got, []string{refused}) {
				t.Errorf("still public are %v", got)
			}
			r := w.removal(a)
			if r.State != bot.PostRefused || r.Note != "You may not." || r.Gone.Due.IsZero() || !slices.Equal(r.Gone.Refused, []string{refused}) {
				t.Errorf("kept %+v", r)
			}
			if l := (bot.Leftover{Post: w.post(a, "x"), Removal: r}); l.Parts() != 1 || !slices.Equal(l.Open(), []string{"https://x.example/" + refused}) {
				t.Errorf("%d parts are left, at %v", l.Parts(), l.Open())
			}
			if got := strings.Join(w.toldIn("duty"), "\n"); !strings.Contains(got, "https://x.example/"+refused) {
				t.Errorf("the duty channel was told %q", got)
			}
			n.Removing = nil
			_, err := w.desk.Decide(t.Context(), w.by(bob), r.ID, "send")
			w.must(err)
			w.runFor(w.publisher("x", "one"), time.Second)
			if got := standing(n); len(got) > 0 {
				t.Errorf("when it may be removed, still public are %v", got)
			}
		})
	}
}

// What the network refused is asked for once more every hour, and not more often.
func TestWhatWasRefusedIsTriedAgainAfterAnHour(t *testing.T) {
	n := net("x", true)
	w, a := thread(t, n)
	asked := 0
	n.Removing = func(remote string) *network.Result {
		if remote != "2" {
			return nil
		}
		asked++
		return &network.Result{Outcome: network.No, Note: "The account is locked."}
	}
	w.takesDown(a)
	p := w.publisher("x", "one")
	w.runFor(p, time.Second)
	for range 12 {
		w.runFor(p, 10*time.Minute)
		w.must(w.desk.SightedGone(t.Context(), w.removal(a).ID, bot.Look{Left: 1}))
		w.runFor(p, time.Second)
	}
	if asked != 3 {
		t.Errorf("asked %d times in two hours, want 3", asked)
	}
	n.Removing = nil // it is unlocked
	for range 7 {
		w.runFor(p, 10*time.Minute)
		w.must(w.desk.SightedGone(t.Context(), w.removal(a).ID, bot.Look{Left: len(standing(n))}))
		w.runFor(p, time.Second)
	}
	if got := standing(n); len(got) > 0 {
		t.Errorf("still public are %v", got)
	}
}

// What somebody removed by hand closes the removal, whichever part it was.
func TestARefusedPartThatIsRemovedByHand(t *testing.T) {
	n := net("x", true)
	w, a := thread(t, n)
	n.Removing = func(remote string) *network.Result {
		if remote == "2" {
			return &network.Result{Outcome: network.No, Note: "You may not."}
		}
		return nil
	}
	w.takesDown(a)
	w.runFor(w.publisher("x", "one"), time.Second)
	w.must(w.desk.SightedGone(t.Context(), w.removal(a).ID, bot.Look{}))
	w.runFor(w.publisher("x", "one"), time.Second)
	if r := w.removal(a); r.State != bot.PostPosted || len(r.Gone.Refused) > 0 {
		t.Errorf("kept %+v", r)
	}
	w.must(w.desk.SightedGone(t.Context(), w.removal(a).ID, bot.Look{}))
	if r := w.removal(a); !r.Gone.OK {
		t.Errorf("kept %+v", r)
	}
}

// A part on which the network fails keeps no other one waiting; a network that is not
// reached at all is not asked for every part.
func TestAPartThatFailsKeepsNoOtherWaiting(t *testing.T) {
	n := net("x", true)
	w, a := thread(t, n)
	n.Removing = func(remote string) *network.Result {
		if remote == "3" {
			return &network.Result{Outcome: network.Maybe, Note: "A fault."}
		}
		return nil
	}
	w.takesDown(a)
	p := w.publisher("x", "one")
	w.runFor(p, time.Second)
	if got := standing(n); !slices.Equal(got, []string{"3"}) {
		t.Errorf("still public are %v", got)
	}
	asked := 0
	n.Removing = func(string) *network.Result { asked++; return &network.Result{Outcome: network.Maybe} }
	w.runFor(p, 10*time.Minute)
	if asked < 10 || asked > 15 { // every minute, and more often at first
		t.Errorf("asked %d times in ten minutes", asked)
	}
	n.Removing = nil
	w.runFor(p, 15*time.Minute)
	if got := standing(n); len(got) > 0 {
		t.Errorf("still public are %v", got)
	}
}

func TestAnOutageIsNotAskedForEveryPart(t *testing.T) {
	for outcome, want := range map[network.Outcome]int{network.Never: 1, network.Maybe: 3} {
		n := net("x", true)
		w, a := thread(t, n)
		asked := 0
		n.Removing = func(string) *network.Result { asked++; return &network.Result{Outcome: outcome} }
		w.takesDown(a)
		p := w.publisher("x", "one")
		w.runFor(p, time.Second)
		if r := w.removal(a); asked != want || r.Attempt != 1 || !r.Due.After(w.clock()) {
			t.Errorf("%s: asked %d times at first, attempt %d, due %v", outcome, asked, r.Attempt, r.Due)
		}
		n.Removing = nil
		w.runFor(p, time.Minute)
		if got := standing(n); len(got) > 0 {
			t.Errorf("%s: still public are %v", outcome, got)
		}
	}
}

// While nobody knows yet what became of the last part, those before it go.
func TestWhatIsKnownGoesWhileTheRestIsLookedFor(t *testing.T) {
	n := net("x", false)
	n.After = func(at network.Attempt) *network.Result {
		if len(at.Post.Remotes) == 2 {
			return &network.Result{Outcome: network.Maybe}
		}
		return nil
	}
	n.Looking = func(network.Attempt) *network.Result { return &network.Result{Outcome: network.Maybe} }
	w := newWorld(t, mem.New(), n)
	a := w.approved("2026-0001", strings.Repeat("Were you there? ", 80), "x")
	p := w.publisher("x", "one")
	w.runFor(p, time.Minute)
	w.takesDown(a)
	w.runFor(p, time.Second)
	if got := standing(n); !slices.Equal(got, []string{"3"}) {
		t.Errorf("still public are %v", got)
	}
	n.Looking = nil
	w.runFor(p, 10*time.Minute)
	if got := standing(n); len(got) > 0 {
		t.Errorf("when it is found, still public are %v", got)
	}
	if got := strings.Join(append(w.toldIn(""), w.toldIn("newsroom")...), "\n"); strings.Contains(got, "Public") {
		t.Errorf("people were told that it is public: %q", got)
	}
}

// Whatever the process was doing when it died while a thread was taken down, nothing of
// it is public in the end.
func TestDyingWhileAThreadIsTakenDown(t *testing.T) {
	for k := range 10 {
		n := net("x", true)
		w, a := thread(t, n)
		w.takesDown(a)
		p := w.publisher("x", "one")
		p.Store = &dying{Store: w.store, left: k}
		for range 20 {
			if step(w, p) {
				break
			}
		}
		w.runFor(w.publisher("x", "two"), 5*time.Minute)
		if got := standing(n); len(got) > 0 {
			t.Errorf("died at commit %d: still public are %v", k, got)
		}
		if r := w.removal(a); r.State != bot.PostPosted || r.Gone.Due.IsZero() {
			t.Errorf("died at commit %d: kept %+v", k, r)
		}
	}
}
