package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/store/mem"
)

type crash struct{}

// step is one step of a process that may die in it.
func step(w *world, p interface {
	Step(context.Context) (bool, error)
},
) (died bool) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(crash); !ok {
				panic(r)
			}
			died = true
		}
	}()
	_, err := p.Step(w.t.Context())
	w.must(err)
	return false
}

// The answer is lost, or never comes, or the network panics in the middle:
// the public sees each part exactly once.
func TestPublishedOnceWhateverHappensToTheAnswer(t *testing.T) {
	for driver, open := range drivers() {
		for _, idempotent := range []bool{true, false} {
			for _, where := range []string{"nothing", "before", "lost", "panic before", "panic after"} {
				t.Run(fmt.Sprintf("%s/idempotent=%v/%s", driver, idempotent, where), func(t *testing.T) {
					n := net("x", idempotent)
					var once sync.Once
					fault := func(r *network.Result, dies bool) func(network.Attempt) *network.Result {
						return func(network.Attempt) (out *network.Result) {
							once.Do(func() {
								if dies {
									panic("bug")
								}
								out = r
							})
							return out
						}
					}
					switch where {
					case "before":
						n.Before = fault(&network.Result{Outcome: network.Never, Note: "no connection"}, false)
					case "lost":
						n.After = fault(&network.Result{Outcome: network.Maybe}, false)
					case "panic before":
						n.Before = fault(nil, true)
					case "panic after":
						n.After = fault(nil, true)
					}
					w := newWorld(t, open(t), n)
					a := w.approved("2026-0001", strings.Repeat("Were you there? ", 60), "x")
					parts := len(a.Plan.Renderings[0].Parts)
					if parts < 2 {
						t.Fatalf("%d parts, want a thread", parts)
					}
					w.run(w.publisher("x", "one"))
					p := w.post(a, "x")
					if where == "panic before" && !idempotent {
						// Nobody can know, so a person is asked.
						if p.State != bot.PostAbsent || len(n.Public()) != 0 {
							t.Fatalf("state %s with %d public", p.State, len(n.Public()))
						}
						_, err := w.desk.Decide(t.Context(), w.by(bob), p.ID, desk.Send)
						w.must(err)
						w.run(w.publisher("x", "one"))
						p = w.post(a, "x")
					}
					if p.State != bot.PostPosted || len(p.Remotes) != parts || len(n.Public()) != parts {
						t.Errorf("state %s, %d ids, %d public, want %d of each", p.State, len(p.Remotes), len(n.Public()), parts)
					}
					for i, pub := range n.Public() {
						if pub.Part.Text != a.Plan.Renderings[0].Parts[i].Text {
							t.Errorf("part %d is not what was approved", i+1)
						}
						if i > 0 && pub.ReplyTo != p.Remotes[i-1] {
							t.Errorf("part %d continues %q, want %q", i+1, pub.ReplyTo, p.Remotes[i-1])
						}
					}
				})
			}
		}
	}
}

// dying is a store that ends the process at the n-th commit.
type dying struct {
	bot.Store
	left int
}

func (d *dying) Update(ctx context.Context, fn func(bot.Tx) error) error {
	if d.left--; d.left < 0 {
		panic(crash{})
	}
	return d.Store.Update(ctx, fn)
}

// The process dies before each commit in turn. After the restart every part
// is public exactly once.
func TestDyingBetweenAnyTwoCommits(t *testing.T) {
	for _, idempotent := range []bool{true, false} {
		for k := range 8 {
			n := net("x", idempotent)
			w := newWorld(t, mem.New(), n)
			a := w.approved("2026-0001", strings.Repeat("Were you there? ", 60), "x")
			parts := len(a.Plan.Renderings[0].Parts)
			p := w.publisher("x", "first")
			p.Store = &dying{Store: w.store, left: k}
			for range 20 {
				if step(w, p) {
					break
				}
			}
			w.run(w.publisher("x", "second"))
			got := w.post(a, "x")
			if got.State != bot.PostPosted || len(n.Public()) != parts {
				t.Errorf("idempotent=%v, died at commit %d: %s with %d public, want %d", idempotent, k, got.State, len(n.Public()), parts)
			}
		}
	}
}

// A request that outlives its lease (a proxy holds it, the context is
// ignored) lands after others looked for it. Sending again without asking
// would show the appeal twice.
func TestLateRequest(t *testing.T) {
	for _, idempotent := range []bool{true, false} {
		t.Run(fmt.Sprint("idempotent=", idempotent), func(t *testing.T) {
			n := net("x", idempotent)
			held, began := make(chan struct{}), make(chan struct{})
			var first atomic.Bool
			n.Before = func(network.Attempt) *network.Result {
				if first.CompareAndSwap(false, true) {
					close(began)
					<-held
				}
				return nil
			}
			w := newWorld(t, mem.New(), n)
			a := w.approved("2026-0001", "Were you there?", "x")
			done := make(chan error)
			go func() {
				_, err := w.publisher("x", "slow").Step(t.Context())
				done <- err
			}()
			<-began
			other := w.publisher("x", "other")
			for range 10 {
				w.wait(2 * lease)
				_, err := other.Step(t.Context())
				w.must(err)
			}
			if p := w.post(a, "x"); !idempotent && p.State != bot.PostAbsent {
				t.Errorf("state %s, want absent: only a person may decide", p.State)
			}
			close(held)
			w.must(<-done)
			if len(n.Public()) != 1 {
				t.Errorf("published %d times, want 1", len(n.Public()))
			}
			if p := w.post(a, "x"); p.State != bot.PostPosted || p.Remotes[0] != "1" {
				t.Errorf("state %s %v, want posted", p.State, p.Remotes)
			}
		})
	}
}

// Four processes share one account: each post goes out once.
func TestProcessesDoNotOverlap(t *testing.T) {
	n := net("x", false)
	w := newWorld(t, drivers()["bolt"](t), n)
	for i := range 25 {
		w.approved(fmt.Sprintf("2026-%04d", i), "Were you there?", "x")
	}
	var wg sync.WaitGroup
	for i := range 4 {
		p := w.publisher("x", fmt.Sprint("process", i))
		wg.Go(func() {
			for {
				acted, err := p.Step(t.Context())
				if err != nil {
					t.Error(err)
				}
				if !acted {
					return
				}
			}
		})
	}
	wg.Wait()
	if got := len(n.Public()); got != 25 {
		t.Errorf("published %d, want 25", got)
	}
}

func TestUrgentNeverWaitsBehindBulk(t *testing.T) {
	n := net("x", true)
	w := newWorld(t, mem.New(), n)
	for i, kind := range []bot.Kind{bot.FoundProperty, bot.FoundProperty, bot.Witness, bot.SafetyAlert} {
		a, err := w.desk.Draft(t.Context(), w.by(ann), desk.NewAppeal{
			Number: fmt.Sprintf("2026-%04d", i), Kind: kind, Facts: bot.Facts{What: string(kind)}, Accounts: []bot.AccountID{"x"},
		})
		w.must(err)
		_, err = w.desk.Submit(t.Context(), w.by(ann), a.ID)
		w.must(err)
		_, err = w.desk.Approve(t.Context(), w.by(bob), a.ID, a.Digest)
		w.must(err)
		w.wait(time.Second)
	}
	w.run(w.publisher("x", "one"))
	var order []string
	for _, p := range n.Public() {
		order = append(order, p.Part.Text)
	}
	if got := strings.Join(order, " "); got != "safety witness found-property found-property" {
		t.Errorf("order: %s", got)
	}
}

func TestRetryAfterIsHonoured(t *testing.T) {
	n := net("x", false)
	first := true
	n.Before = func(network.Attempt) *network.Result {
		if first {
			first = false
			return &network.Result{Outcome: network.Never, Retry: 15 * time.Minute, Note: "The network wants a pause."}
		}
		return nil
	}
	w := newWorld(t, mem.New(), n)
	w.approved("2026-0001", "Were you there?", "x")
	p := w.publisher("x", "one")
	step(w, p)
	w.wait(14*time.Minute + 59*time.Second)
	if acted, _ := p.Step(t.Context()); acted {
		t.Error("tried again before the pause was over")
	}
	w.wait(time.Second)
	step(w, p)
	if len(n.Public()) != 1 {
		t.Errorf("published %d times, want 1", len(n.Public()))
	}
}

func TestRefusalIsParkedWithItsReasonAndCanBeTriedAgain(t *testing.T) {
	n := net("x", false)
	refuse := true
	n.Before = func(network.Attempt) *network.Result {
		if refuse {
			return &network.Result{Outcome: network.No, Note: "The account is suspended."}
		}
		return nil
	}
	w := newWorld(t, mem.New(), n)
	a := w.approved("2026-0001", "Were you there?", "x")
	w.run(w.publisher("x", "one"))
	p := w.post(a, "x")
	if p.State != bot.PostRefused || p.Note != "The account is suspended." {
		t.Errorf("%s: %s", p.State, p.Note)
	}
	chat := newPlatform()
	w.show(w.notifier(chat), time.Minute)
	room := chat.rooms()[0].id
	refuse = false
	_, err := w.desk.Decide(t.Context(), w.by(bob), p.ID, desk.Send)
	w.must(err)
	w.show(w.notifier(chat), time.Minute)
	w.run(w.publisher("x", "one"))
	if p = w.post(a, "x"); p.State != bot.PostPosted {
		t.Errorf("after another try: %s: %s", p.State, p.Note)
	}
	// Whoever decided sees what came of it where it was asked.
	w.show(w.notifier(chat), time.Minute)
	if said := chat.shown(room, "on x, English: live"); len(said) != 1 {
		t.Errorf("%d messages say what came of the decision, want 1", len(said))
	}
}

// One account that is down does not keep another from publishing.
func TestAccountsDoNotWaitForEachOther(t *testing.T) {
	down, up := net("down", false), net("up", false)
	down.Before = func(network.Attempt) *network.Result {
		return &network.Result{Outcome: network.Never, Retry: time.Hour}
	}
	w := newWorld(t, mem.New(), down, up)
	a := w.approved("2026-0001", "Were you there?", "down", "up")
	step(w, w.publisher("down", "one"))
	step(w, w.publisher("up", "one"))
	if p := w.post(a, "up"); p.State != bot.PostPosted {
		t.Errorf("up is %s", p.State)
	}
	if p := w.post(a, "down"); p.State != bot.PostQueued {
		t.Errorf("down is %s", p.State)
	}
}

// A freeze that comes between approval and claim stops everything. After the
// resume each post is asked about; nothing goes out by itself.
func TestFreezeHoldsWhatComesDue(t *testing.T) {
	n := net("x", true)
	w := newWorld(t, mem.New(), n)
	a := w.approved("2026-0001", "Were you there?", "x")
	b := w.approved("2026-0002", "And there?", "x")
	_, err := w.desk.Freeze(t.Context(), w.by(carla), bot.Freeze{Scope: bot.FreezeAll, Reason: "wrong photo"})
	w.must(err)
	w.run(w.publisher("x", "one"))
	if len(n.Public()) != 0 {
		t.Fatal("something went out while publication was stopped")
	}
	asked, err := w.desk.Resume(t.Context(), w.by(carla), bot.FreezeAll, "")
	w.must(err)
	if asked != 2 {
		t.Errorf("%d posts are asked about, want 2", asked)
	}
	w.run(w.publisher("x", "one"))
	if len(n.Public()) != 0 {
		t.Fatal("resuming sent something by itself")
	}
	_, err = w.desk.Decide(t.Context(), w.by(ann), w.post(a, "x").ID, desk.Send)
	w.must(err)
	_, err = w.desk.Decide(t.Context(), w.by(ann), w.post(b, "x").ID, desk.Drop)
	w.must(err)
	w.run(w.publisher("x", "one"))
	if len(n.Public()) != 1 || n.Public()[0].Part.Text != "Were you there?" {
		t.Errorf("public: %+v", n.Public())
	}
	if !strings.Contains(w.log(), "post held") {
		t.Error("the audit log does not know that posts were held")
	}
}

// Somebody changes the store behind the program's back: what does not match
// its approval is not published.
func TestTamperedPostIsNotPublished(t *testing.T) {
	for name, tamper := range map[string]func(*bot.Post, *bot.Appeal){
		"the words of the post": func(p *bot.Post, _ *bot.Appeal) { p.Rendering.Parts[0].Text = "Other words" },
		"the words of the plan": func(_ *bot.Post, a *bot.Appeal) { a.Plan.Renderings[0].Parts[0].Text = "Other words" },
		"both": func(p *bot.Post, a *bot.Appeal) {
			p.Rendering.Parts[0].Text = "Other words"
			a.Plan.Renderings[0].Parts[0].Text = "Other words"
		},
		"the draft":              func(_ *bot.Post, a *bot.Appeal) { a.Content.Texts["en"] = "Other words" },
		"the approvals":          func(_ *bot.Post, a *bot.Appeal) { a.Approvals = nil },
		"the approver":           func(_ *bot.Post, a *bot.Appeal) { a.Approvals[0].By.Person = "ann" },
		"the digest of approval": func(_ *bot.Post, a *bot.Appeal) { a.Approvals[0].Digest = "other" },
		"the state":              func(_ *bot.Post, a *bot.Appeal) { a.State = bot.Waiting },
	} {
		t.Run(name, func(t *testing.T) {
			n := net("x", true)
			w := newWorld(t, mem.New(), n)
			a := w.approved("2026-0001", "Were you there?", "x")
			w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
				p, err := tx.Post(bot.PostID(a.ID, a.Digest, "x", "en", bot.OpCreate))
				if err != nil {
					return err
				}
				q, err := tx.Appeal(a.ID)
				if err != nil {
					return err
				}
				tamper(&p, &q)
				return errors.Join(tx.SetPost(p), tx.PutAppeal(q))
			}))
			w.run(w.publisher("x", "one"))
			if p := w.post(a, "x"); p.State != bot.PostHeld || len(n.Public()) != 0 {
				t.Errorf("post is %s, %d public", p.State, len(n.Public()))
			}
		})
	}
}

func TestUpdateContinuesTheThread(t *testing.T) {
	n := net("x", true)
	w := newWorld(t, mem.New(), n)
	a := w.approved("2026-0001", "Were you there?", "x")
	w.run(w.publisher("x", "one"))
	u, err := w.desk.Follow(t.Context(), w.by(ann), a.ID, "The car was found.")
	w.must(err)
	if len(n.Public()) != 1 {
		t.Fatal("an update went out without approval")
	}
	_, err = w.desk.Approve(t.Context(), w.by(bob), u.ID, u.Digest)
	w.must(err)
	w.run(w.publisher("x", "one"))
	pub := n.Public()
	if len(pub) != 2 || pub[1].ReplyTo != pub[0].Remote || pub[1].Part.Text != "The car was found." {
		t.Errorf("public: %+v", pub)
	}
}

func TestTakedownRemovesEveryPart(t *testing.T) {
	for _, failures := range []int{0, 3} {
		n := net("x", true)
		left := failures
		n.Removing = func(string) *network.Result {
			if left > 0 {
				left--
				return &network.Result{Outcome: network.Maybe}
			}
			return nil
		}
		w := newWorld(t, mem.New(), n)
		a := w.approved("2026-0001", strings.Repeat("Were you there? ", 60), "x")
		w.run(w.publisher("x", "one"))
		_, err := w.desk.Takedown(t.Context(), w.by(ann), a.ID, "found")
		w.must(err)
		w.run(w.publisher("x", "one"))
		for _, p := range n.Public() {
			if !p.Removed {
				t.Errorf("%s is still public after %d failures", p.Remote, failures)
			}
		}
		if p := w.post(a, "x"); p.State != bot.PostRemoved {
			t.Errorf("state %s", p.State)
		}
	}
}

// The takedown comes while nobody knows yet whether the post is public: in
// the end nothing of it is.
func TestTakedownWhileTheOutcomeIsUnknown(t *testing.T) {
	for name, public := range map[string]bool{"it is public": true, "it is not": false} {
		for _, idempotent := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s/idempotent=%v", name, idempotent), func(t *testing.T) {
				n := net("x", idempotent)
				lost := &network.Result{Outcome: network.Maybe}
				if public {
					n.After = func(network.Attempt) *network.Result { return lost }
				} else {
					n.Before = func(network.Attempt) *network.Result { return lost }
				}
				w := newWorld(t, mem.New(), n)
				a := w.approved("2026-0001", "Were you there?", "x")
				step(w, w.publisher("x", "one"))
				_, err := w.desk.Takedown(t.Context(), w.by(ann), a.ID, "found")
				w.must(err)
				w.runFor(w.publisher("x", "one"), 3*time.Minute)
				for _, p := range n.Public() {
					if !p.Removed {
						t.Error("still public")
					}
				}
				if n.Attempts(w.post(a, "x").Key()) > 1 {
					t.Error("sent again after the takedown")
				}
				if p := w.post(a, "x"); p.State != bot.PostRemoved {
					t.Errorf("state %s: %s", p.State, p.Note)
				}
			})
		}
	}
}

// A clock that jumps makes a needless look-up at worst, never a second post.
func TestClockJumps(t *testing.T) {
	for _, jump := range []time.Duration{-24 * time.Hour, -5 * time.Minute, 5 * time.Minute, 24 * time.Hour} {
		n := net("x", false)
		w := newWorld(t, mem.New(), n)
		n.Before = func(network.Attempt) *network.Result { w.wait(jump); return nil }
		w.approved("2026-0001", "Were you there?", "x")
		step(w, w.publisher("x", "one"))
		w.wait(48 * time.Hour)
		w.run(w.publisher("x", "two"))
		if len(n.Public()) != 1 {
			t.Errorf("jump of %v: published %d times", jump, len(n.Public()))
		}
	}
}

var _ = networktest.Published{}
