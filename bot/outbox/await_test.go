package outbox_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/store/mem"
)

const linking = "Watch this:\n{video}\nWere you there?"

// linkedWorld returns a department with a video account and one whose posts have the
// address of the video in them.
func linkedWorld(t *testing.T, fall bot.Fallback) (*world, *networktest.Carrier, *networktest.Carrier, bot.Appeal) {
	t.Helper()
	video, words := carrier("video", false), carrier("x", false)
	w := newWorldOf(t, mem.New(), video, words)
	return w, video, words, w.shown("2026-0001", linking, fall, "video", "x")
}

// refusing makes a network refuse every post.
func refusing(n *networktest.Carrier) {
	n.Before = func(network.Attempt) *network.Result {
		return &network.Result{Outcome: network.No, Note: "The account is suspended."}
	}
}

// both steps two publishers until nothing is due on either.
func (w *world) both(ps ...interface {
	next(*world) (time.Time, bool)
	step(*world) bool
},
) {
	w.t.Helper()
	for range 500 {
		acted := false
		for _, p := range ps {
			acted = p.step(w) || acted
		}
		if acted {
			continue
		}
		var first time.Time
		for _, p := range ps {
			if at, any := p.next(w); any && (first.IsZero() || at.Before(first)) {
				first = at
			}
		}
		if first.IsZero() {
			return
		}
		w.wait(max(first.Sub(w.clock()), time.Millisecond))
	}
	w.t.Fatal("the outbox does not come to rest")
}

// lane is the outbox of one account.
type lane bot.AccountID

func (l lane) next(w *world) (time.Time, bool) { return w.next(bot.AccountID(l)) }
func (l lane) step(w *world) bool {
	acted, err := w.publisher(bot.AccountID(l), "of "+string(l)).Step(w.t.Context())
	w.must(err)
	return acted
}

// words are what a network shows.
func words(n *networktest.Carrier) string {
	var out []string
	for _, p := range n.Public() {
		if !p.Removed {
			out = append(out, p.Part.Text)
		}
	}
	return strings.Join(out, "|")
}

// A post waits for the other one, says so, and goes out with its address in its
// place; the outbox of the other one wakes it.
func TestAPostWaitsForTheAddressOfAnother(t *testing.T) {
	w, video, x, a := linkedWorld(t, bot.FallWait)
	video.Works, video.Pause = 3, time.Minute
	for range 20 {
		lane("x").step(w)
		w.wait(awaitPoll)
	}
	p := w.post(a, "x")
	if p.State != bot.PostQueued || p.Note != "waits for video" || len(x.Public()) != 0 || x.Steps() != 0 || !p.Recallable() {
		t.Fatalf("it is %s: %s; public %d times", p.State, p.Note, len(x.Public()))
	}
	w.run(w.publisher("video", "one"))
	if at, any := w.next("x"); !any || at.After(w.clock()) {
		t.Errorf("it is not woken: due %v at %v", at, w.clock())
	}
	w.both(lane("x"))
	url := w.post(a, "video").URL
	if got, want := words(x), strings.ReplaceAll(linking, "{video}", url); got != want || url == "" {
		t.Errorf("public is %q, want %q", got, want)
	}
	if part, ok := w.post(a, "x").Words(0); !ok || part.Text != words(x) {
		t.Errorf("it is said to be %q", part.Text)
	}
}

const awaitPoll = 30 * time.Second

// What becomes of a post when the one that it waits for does not become public.
func TestFallbacks(t *testing.T) {
	ends := map[string]func(w *world, video *networktest.Carrier, a bot.Appeal){
		"refused": func(w *world, video *networktest.Carrier, _ bot.Appeal) {
			refusing(video)
			w.run(w.publisher("video", "one"))
		},
		"dropped": func(w *world, _ *networktest.Carrier, a bot.Appeal) {
			refusing(w.nets["video"].(*networktest.Carrier))
			w.run(w.publisher("video", "one"))
			_, err := w.desk.Decide(w.t.Context(), w.by(bob), w.post(a, "video").ID, desk.Drop)
			w.must(err)
			w.run(w.publisher("video", "one"))
		},
		"removed": func(w *world, _ *networktest.Carrier, a bot.Appeal) {
			w.run(w.publisher("video", "one"))
			p := w.post(a, "video")
			p.State = bot.PostRemoved
			w.setPost(p)
		},
	}
	for name, end := range ends {
		for _, f := range []bot.Fallback{bot.FallWait, bot.FallWithout, bot.FallStop} {
			t.Run(name+"/"+f.Title(), func(t *testing.T) {
				w, video, x, a := linkedWorld(t, f)
				lane("x").step(w)
				end(w, video, a)
				w.both(lane("x"))
				p := w.post(a, "x")
				switch f {
				case bot.FallWithout:
					if p.State != bot.PostPosted || words(x) != "Watch this:\nWere you there?" || words(x) != a.Plan.Renderings[1].Without[0].Text {
						t.Errorf("%s: %q", p.State, words(x))
					}
				case bot.FallStop:
					if p.State != bot.PostDropped || words(x) != "" || !strings.Contains(p.Note, "given up") {
						t.Errorf("%s (%s): %q", p.State, p.Note, words(x))
					}
				default:
					if p.State != bot.PostHeld || words(x) != "" {
						t.Errorf("%s (%s): %q", p.State, p.Note, words(x))
					}
					w.notice(bot.NoticeID(bot.NoticeAsk, "test", p.ID, ""))
				}
				discarded(t, video)
				discarded(t, x)
			})
		}
	}
}

// A person lets a post go out without the address, or tries the other one again.
func TestAPersonDecidesAboutWhatWaits(t *testing.T) {
	held := func() (*world, *networktest.Carrier, *networktest.Carrier, bot.Appeal) {
		w, video, x, a := linkedWorld(t, bot.FallWait)
		refusing(video)
		w.both(lane("video"), lane("x"))
		if p := w.post(a, "x"); p.State != bot.PostHeld {
			t.Fatalf("it is %s", p.State)
		}
		return w, video, x, a
	}
	w, _, x, a := held()
	_, err := w.desk.Decide(t.Context(), w.by(bob), w.post(a, "x").ID, desk.Bare)
	w.must(err)
	w.both(lane("x"))
	if words(x) != "Watch this:\nWere you there?" {
		t.Errorf("without the link: %q", words(x))
	}
	if _, err := w.desk.Decide(t.Context(), w.by(bob), w.post(a, "x").ID, desk.Bare); !errors.Is(err, bot.ErrStale) {
		t.Errorf("once more: %v", err)
	}

	w, video, x, a := held()
	_, err = w.desk.Decide(t.Context(), w.by(bob), w.post(a, "x").ID, desk.Send)
	w.must(err)
	w.both(lane("x"))
	if p := w.post(a, "x"); p.State != bot.PostHeld || words(x) != "" {
		t.Errorf("sent again while there is no address: %s, %q", p.State, words(x))
	}
	video.Before = nil
	for _, id := range []bot.AccountID{"video", "x"} {
		_, err := w.desk.Decide(t.Context(), w.by(bob), w.post(a, id).ID, desk.Send)
		w.must(err)
	}
	w.both(lane("x"), lane("video"))
	if want := strings.ReplaceAll(linking, "{video}", w.post(a, "video").URL); words(x) != want {
		t.Errorf("tried again: %q, want %q", words(x), want)
	}
}

// Whoever does not want to wait lets it go out without the address; where no words
// were approved for that, it cannot.
func TestBareWhileItWaits(t *testing.T) {
	w, _, x, a := linkedWorld(t, bot.FallWait)
	lane("x").step(w)
	_, err := w.desk.Decide(t.Context(), w.by(bob), w.post(a, "x").ID, desk.Bare)
	w.must(err)
	w.both(lane("x"), lane("video"))
	if words(x) != "Watch this:\nWere you there?" {
		t.Errorf("public is %q", words(x))
	}
	w, _, x, a = linkedWorld(t, bot.FallStop)
	lane("x").step(w)
	if _, err := w.desk.Decide(t.Context(), w.by(bob), w.post(a, "x").ID, desk.Bare); !errors.Is(err, bot.ErrStale) {
		t.Errorf("without approved words: %v", err)
	}
	w.both(lane("x"), lane("video"))
	if !strings.Contains(words(x), "https://") {
		t.Errorf("public is %q", words(x))
	}
}

// An address that is longer than was reckoned with, or is none, is not put into
// approved words.
func TestAnAddressThatDoesNotFitIsNotPublished(t *testing.T) {
	for _, url := range []string{
		"https://video.example/" + strings.Repeat("9", 40), "https://v.example/a b", "javascript:alert(1)", "https://v.example/{x}", "https://v.example/\u202e",
	} {
		w, video, x, a := linkedWorld(t, bot.FallWithout)
		video.After = func(network.Attempt) *network.Result {
			return &network.Result{Outcome: network.Done, Remote: "1", URL: url}
		}
		w.both(lane("video"), lane("x"))
		if p := w.post(a, "x"); p.State != bot.PostHeld || words(x) != "" {
			t.Errorf("%q: %s, public is %q", url, p.State, words(x))
		}
	}
}

// What may have been sent is looked for, and sent again, with the same address,
// whatever became of the other post.
func TestTheAddressStaysAsItWasSent(t *testing.T) {
	w, _, x, a := linkedWorld(t, bot.FallWithout)
	w.both(lane("video"))
	want := strings.ReplaceAll(linking, "{video}", w.post(a, "video").URL)
	x.After = func(network.Attempt) *network.Result {
		x.After = nil
		p := w.post(a, "video")
		p.State, p.URL = bot.PostRemoved, "https://video.example/9"
		w.setPost(p)
		return &network.Result{Outcome: network.Maybe}
	}
	x.Looking = func(at network.Attempt) *network.Result {
		if at.Part.Text != want {
			t.Errorf("looked for %q, want %q", at.Part.Text, want)
		}
		return nil
	}
	w.both(lane("x"))
	if words(x) != want || len(x.Public()) != 1 {
		t.Errorf("public is %q", words(x))
	}
}

// Nor does it change where the request was lost on its way, and is sent again with
// the same key.
func TestTheAddressStaysWhenItIsSentAgain(t *testing.T) {
	w, _, x, a := linkedWorld(t, bot.FallWithout)
	x.Can.Idempotent = true
	w.both(lane("video"))
	want := strings.ReplaceAll(linking, "{video}", w.post(a, "video").URL)
	x.Before = func(network.Attempt) *network.Result {
		x.Before = nil
		p := w.post(a, "video")
		p.State = bot.PostRemoved
		w.setPost(p)
		return &network.Result{Outcome: network.Maybe}
	}
	w.both(lane("x"))
	if words(x) != want {
		t.Errorf("public is %q, want %q", words(x), want)
	}
}

// What was carried with the address in its words, as some networks want it, is not
// published when the post goes out without it.
func TestWhatWasCarriedWithTheAddressIsNotPublishedWithoutIt(t *testing.T) {
	for name, decide := range map[string]bool{"as chosen": false, "as decided": true} {
		fall := bot.FallWithout
		if decide {
			fall = bot.FallWait
		}
		w, _, x, a := linkedWorld(t, fall)
		w.both(lane("video"))
		lane("x").step(w)
		p := w.post(a, "x")
		if p.Carry.State == "" || len(p.Links) == 0 {
			t.Fatalf("%s: it carries %+v", name, p.Carry)
		}
		q := w.post(a, "video")
		q.State = bot.PostRemoved
		w.setPost(q)
		w.both(lane("x"))
		if decide {
			_, err := w.desk.Decide(t.Context(), w.by(bob), p.ID, desk.Bare)
			w.must(err)
			w.both(lane("x"))
		}
		if got := words(x); got != "Watch this:\nWere you there?" {
			t.Errorf("%s: public is %q", name, got)
		}
		if us := x.Uploads(); len(us) != 2 || us[0].Published || !us[0].Discarded || !us[1].Published {
			t.Errorf("%s: carried and published is %+v", name, us)
		}
	}
}

// Two appeals on the same accounts do not take each other's address.
func TestTwoAppealsWaitForTheirOwn(t *testing.T) {
	w, _, x, a := linkedWorld(t, bot.FallWait)
	b := w.shown("2026-0002", linking, bot.FallWait, "video", "x")
	w.both(lane("x"), lane("video"))
	for _, q := range []bot.Appeal{a, b} {
		url := w.post(q, "video").URL
		if n := strings.Count(words(x), url+"\n"); n != 1 || url == "" {
			t.Errorf("%q stands %d times in %q", url, n, words(x))
		}
	}
}

// Whatever happens in whichever order, with the process dying anywhere: nothing is
// public twice or in words that were not approved, and no post waits for ever.
func TestRandomSchedulesOfWhatWaits(t *testing.T) {
	public := map[string]int{}
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 1))
		f := []bot.Fallback{bot.FallWait, bot.FallWithout, bot.FallStop}[r.IntN(3)]
		w, video, x, a := linkedWorld(t, f)
		for _, n := range []*networktest.Carrier{video, x} {
			n.Can.Idempotent = r.IntN(2) == 0
			n.Works = r.IntN(3)
			n.Before = func(network.Attempt) *network.Result { return mishap(r, false) }
			n.After = func(network.Attempt) *network.Result { return mishap(r, true) }
			n.Stepping = func(network.Attempt) *network.Carried { return slip(r) }
			n.Stepped = func(network.Attempt, network.Carried) *network.Carried { return slip(r) }
		}
		for range 150 {
			id := []bot.AccountID{"video", "x"}[r.IntN(2)]
			p := w.publisher(id, fmt.Sprint("process ", r.IntN(3)))
			if r.IntN(8) == 0 {
				p.Store = &dying{Store: w.store, left: r.IntN(2)}
			}
			step(w, p)
			if r.IntN(3) == 0 {
				w.wait(time.Duration(r.IntN(90)) * time.Second)
			}
			if r.IntN(400) == 0 {
				_, err := w.desk.Takedown(t.Context(), w.by(ann), a.ID, "found")
				if refusal := (*bot.Refusal)(nil); err != nil && !errors.As(err, &refusal) {
					t.Fatal(err)
				}
			}
			for _, id := range []bot.AccountID{"video", "x"} {
				if r.IntN(20) > 0 {
					continue
				}
				if q := w.post(a, id); q.State == bot.PostHeld || q.State == bot.PostRefused {
					what := []desk.Decision{desk.Send, desk.Bare, desk.Drop}[r.IntN(3)]
					_, err := w.desk.Decide(t.Context(), w.by(bob), q.ID, what)
					if refusal := (*bot.Refusal)(nil); err != nil && !errors.As(err, &refusal) {
						t.Fatal(err)
					}
				}
			}
		}
		for _, n := range []*networktest.Carrier{video, x} {
			n.Before, n.After, n.Stepping, n.Stepped = nil, nil, nil, nil
		}
		w.decided(a, video, x)
		approved(t, fmt.Sprint("seed ", seed), w, a, video, x)
		switch got := words(x); {
		case strings.Contains(got, "https://"):
			public["with the link"]++
		case got != "":
			public["without the link"]++
		default:
			public["not"]++
		}
	}
	if public["with the link"] < 20 || public["without the link"] < 10 || public["not"] < 10 {
		t.Errorf("the schedules are not worth much: %v", public)
	}
}

// decided lets the outbox come to its end. Where it asks, a person who has looked at
// the account decides.
func (w *world) decided(a bot.Appeal, ns ...*networktest.Carrier) {
	w.t.Helper()
	for round := range 40 {
		for range 40 {
			acted := false
			for _, n := range ns {
				acted = lane(n.Is.ID).step(w) || acted
			}
			if !acted {
				w.wait(awaitPoll)
			}
		}
		asked := false
		for _, n := range ns {
			p := w.post(a, n.Is.ID)
			what := desk.Send
			switch {
			case p.State == bot.PostAbsent && len(n.Public()) > 0:
				what = desk.Look
			case p.State == bot.PostHeld && round > 3:
				what = desk.Drop
			case p.State != bot.PostAbsent && p.State != bot.PostHeld:
				continue
			}
			asked = true
			_, err := w.desk.Decide(w.t.Context(), w.by(bob), p.ID, what)
			if refusal := (*bot.Refusal)(nil); errors.As(err, &refusal) {
				_, err = w.desk.Decide(w.t.Context(), w.by(bob), p.ID, desk.Drop)
			}
			w.must(err)
		}
		if !asked {
			return
		}
	}
	w.t.Fatal("it does not come to an end")
}

func mishap(r *rand.Rand, behind bool) *network.Result {
	switch n := r.IntN(12); {
	case n == 0:
		return &network.Result{Outcome: network.Maybe}
	case n == 1 && !behind:
		return &network.Result{Outcome: network.Never, Retry: time.Duration(r.IntN(30)) * time.Second}
	case n == 2 && !behind:
		return &network.Result{Outcome: network.Never, Anew: true}
	case n == 3 && !behind:
		return &network.Result{Outcome: network.No, Note: "no"}
	case n == 4:
		panic("bug")
	}
	return nil
}

func slip(r *rand.Rand) *network.Carried {
	switch r.IntN(30) {
	case 0:
		return &network.Carried{}
	case 1:
		return &network.Carried{Result: network.Result{Outcome: network.No, Note: "no"}}
	case 2:
		panic("bug")
	}
	return nil
}

// approved makes sure that everything is in words that were approved, and once,
// and that nothing waits.
func approved(t *testing.T, what string, w *world, a bot.Appeal, ns ...*networktest.Carrier) {
	t.Helper()
	for _, n := range ns {
		p := w.post(a, n.Is.ID)
		i := slices.IndexFunc(a.Plan.Renderings, func(r bot.Rendering) bool { return r.Account == n.Is.ID })
		rendering := a.Plan.Renderings[i]
		if len(n.Public()) > 1 {
			t.Errorf("%s: public %d times on %s", what, len(n.Public()), n.Is.ID)
		}
		for _, pub := range n.Public() {
			want, _ := rendering.Parts[0].Filled(func(id bot.AccountID) string { return w.post(a, id).URL })
			bare := len(rendering.Without) > 0 && pub.Part.Text == rendering.Without[0].Text
			if pub.Part.Text != want.Text && !bare || strings.Contains(pub.Part.Text, "{") {
				t.Errorf("%s: public on %s is %q, which was not approved", what, n.Is.ID, pub.Part.Text)
			}
		}
		if p.State == bot.PostQueued || p.State == bot.PostSending || p.State == bot.PostUnknown {
			t.Errorf("%s: on %s it is %s for ever: %s", what, n.Is.ID, p.State, p.Note)
		}
		if p.State == bot.PostDropped {
			for i, u := range n.Uploads() {
				if !u.Published && !u.Discarded && p.Carry.State != "" {
					t.Errorf("%s: upload %d is left behind on %s", what, i+1, n.Is.ID)
				}
			}
		}
	}
}
