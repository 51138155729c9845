package outbox_test

import (
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/store/mem"
)

// lost is an appeal that was taken down while nobody knew what became of the request to
// publish its part with a number, which comes to nothing as far as anybody can see. The
// request is returned: arrives lets it have its effect.
func lost(t *testing.T, n *networktest.Network, part int) (w *world, a bot.Appeal, arrives func()) {
	t.Helper()
	var request network.Attempt
	n.Before = func(at network.Attempt) *network.Result {
		if len(at.Post.Remotes) != part {
			return nil
		}
		request = at
		return &network.Result{Outcome: network.Maybe, Note: "No answer came."}
	}
	w = newWorld(t, mem.New(), n)
	a = w.approved("2026-0001", strings.Repeat("Were you there? ", 80), "x")
	p := w.publisher("x", "one")
	w.runFor(p, time.Minute)
	w.takesDown(a)
	w.runFor(p, 30*time.Second)
	if r := w.removal(a); r.State != bot.PostPosted || !r.Gone.Lost || !r.Pursued() || r.Due.IsZero() {
		t.Fatalf("it is not known to be lost: %+v", r)
	}
	if got := standing(n); len(got) > 0 {
		t.Fatalf("still public are %v", got)
	}
	return w, a, func() {
		n.Before = nil
		if r := n.Publish(t.Context(), request); r.Outcome != network.Done {
			t.Fatalf("it did not arrive: %+v", r)
		}
	}
}

// A request that was lost arrives after the appeal was taken down, minutes or days
// later: it is found, removed, and people are told.
func TestALostRequestThatArrivesIsTakenDown(t *testing.T) {
	for _, idempotent := range []bool{true, false} {
		for _, part := range []int{0, 1} {
			for _, after := range []time.Duration{10 * time.Second, 4 * time.Minute, 50 * time.Minute, 30 * time.Hour} {
				n := net("x", idempotent)
				w, a, arrives := lost(t, n, part)
				p := w.publisher("x", "one")
				w.runFor(p, after)
				arrives()
				if len(standing(n)) != 1 {
					t.Fatal("it is not public")
				}
				most := 15 * time.Minute
				if after > time.Hour {
					most = 4 * time.Hour
				}
				w.runFor(p, most+time.Second)
				if got := standing(n); len(got) > 0 {
					t.Errorf("idempotent=%v, part %d after %v: still public are %v", idempotent, part, after, got)
				}
				r := w.removal(a)
				if r.State != bot.PostPosted || r.Gone.Lost || r.Gone.Due.IsZero() || !r.Due.IsZero() || len(r.Remotes) != part+1 {
					t.Errorf("idempotent=%v, part %d after %v: kept %+v", idempotent, part, after, r)
				}
				for _, channel := range []string{"", "duty"} {
					if got := strings.Join(w.toldIn(channel), "\n"); !strings.Contains(got, "has arrived after all") || !strings.Contains(got, "https://x.example/") {
						t.Errorf("channel %q was told %q", channel, got)
					}
				}
				if got := strings.Join(append(w.toldIn(""), w.toldIn("newsroom")...), "\n"); strings.Contains(got, "Public") {
					t.Errorf("people were told that it is public: %q", got)
				}
			}
		}
	}
}

// What is not found stays wanted until a person has looked; people are told when a
// network that lists everything did not show it for an hour.
func TestALostRequestThatNeverArrives(t *testing.T) {
	for _, all := range []bool{true, false} {
		n := net("x", true)
		n.Can.FindsAll = all
		w, a, _ := lost(t, n, 0)
		p := w.publisher("x", "one")
		before := n.Lookups(w.post(a, "x").Key())
		w.runFor(p, time.Hour+time.Minute)
		if got := n.Lookups(w.post(a, "x").Key()) - before; got != 4 {
			t.Errorf("looked for it %d times in an hour, want 4", got)
		}
		r := w.removal(a)
		if r.Gone.Nowhere != all || !r.Pursued() || r.Gone.Sought != 4 {
			t.Errorf("all=%v: kept %+v", all, r.Gone)
		}
		if got := strings.Join(w.toldIn("duty"), "\n"); strings.Contains(got, "it is nowhere among what the account shows") != all {
			t.Errorf("all=%v: the duty channel was told %q", all, got)
		}
		w.runFor(p, 3*24*time.Hour)
		if got := n.Lookups(w.post(a, "x").Key()) - before; got > 50 || got < 30 {
			t.Errorf("looked for it %d times in three days", got)
		}
		if n := strings.Count(strings.Join(w.toldIn("duty"), "\n"), "it is nowhere"); all && n != 1 {
			t.Errorf("told %d times", n)
		}
		_, err := w.desk.OutOfReach(t.Context(), w.by(bob), a.Case, "x", "I looked, it is not there")
		w.must(err)
		if at, any := w.next("x"); any {
			t.Errorf("when a person has said so, something is due at %v", at)
		}
	}
}

// A network that cannot be asked has not shown that nothing is there.
func TestALostRequestThatCannotBeLookedFor(t *testing.T) {
	n := net("x", true)
	n.Can.FindsAll = true
	w, a, arrives := lost(t, n, 0)
	n.Looking = func(network.Attempt) *network.Result {
		return &network.Result{Outcome: network.Maybe, Note: "Test is down."}
	}
	p := w.publisher("x", "one")
	w.runFor(p, 5*time.Hour)
	if g := w.removal(a).Gone; g.Nowhere || g.Sought != 0 || !strings.Contains(g.Note, "Test is down.") {
		t.Errorf("kept %+v", g)
	}
	n.Looking = nil
	arrives()
	w.runFor(p, 4*time.Hour)
	if got := standing(n); len(got) > 0 {
		t.Errorf("still public are %v", got)
	}
}

// It arrives when a person has said that it is not there: it goes all the same.
func TestALostRequestThatArrivesAgainstAPersonsWord(t *testing.T) {
	n := net("x", false)
	w, a, arrives := lost(t, n, 0)
	p := w.publisher("x", "one")
	n.Looking = func(network.Attempt) *network.Result {
		n.Looking = nil
		arrives()
		_, err := w.desk.OutOfReach(t.Context(), w.by(bob), a.Case, "x", "I looked, it is not there")
		w.must(err)
		return nil
	}
	w.runFor(p, 2*time.Minute)
	if got := standing(n); len(got) > 0 {
		t.Errorf("still public are %v", got)
	}
	if r := w.removal(a); !r.Pursued() || r.Gone.By.Name != "" {
		t.Errorf("kept %+v", r)
	}
}

// What an older version took down, which did not look for it, is looked for.
func TestALostRequestOfAnOlderVersion(t *testing.T) {
	n := net("x", false)
	w, a, arrives := lost(t, n, 0)
	r := w.removal(a)
	r.Due, r.Gone.From = time.Time{}, time.Time{}
	w.setPost(r)
	arrives()
	p := w.publisher("x", "one")
	w.wait(5 * time.Minute)
	w.must(w.desk.RunJob(t.Context(), bot.JobID(bot.JobGone, a.Case)))
	w.runFor(p, time.Second)
	if got := standing(n); len(got) > 0 {
		t.Errorf("still public are %v", got)
	}
}
