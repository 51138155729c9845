package outbox_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/store/mem"
)

// A person says of what was taken down that it is out of reach while nobody knows yet
// whether it is public at all, and then it is: it goes all the same, and nobody reads
// that the appeal is public.
func TestWhatTurnsUpAfterItWasGivenUpIsTakenDown(t *testing.T) {
	for _, idempotent := range []bool{true, false} {
		n := net("x", idempotent)
		n.After = func(network.Attempt) *network.Result { return &network.Result{Outcome: network.Maybe} }
		n.Looking = func(network.Attempt) *network.Result { return &network.Result{Outcome: network.Maybe} }
		w := newWorld(t, mem.New(), n)
		a := w.approved("2026-0001", "Were you there?", "x")
		p := w.publisher("x", "one")
		w.runFor(p, time.Minute)
		w.takesDown(a)
		w.runFor(p, time.Minute)
		if s := w.post(a, "x").State; s != bot.PostUnknown {
			t.Fatalf("it is %s", s)
		}
		_, err := w.desk.OutOfReach(t.Context(), w.by(bob), a.Case, "x", "I looked, it is not there")
		w.must(err)
		n.Looking = nil
		w.runFor(p, 10*time.Minute)
		if got := standing(n); len(got) > 0 {
			t.Errorf("idempotent=%v: still public are %v", idempotent, got)
		}
		if r := w.removal(a); !r.Pursued() {
			t.Errorf("idempotent=%v: kept %+v", idempotent, r)
		}
		if got := slices.Concat(w.toldIn(""), w.toldIn("newsroom")); strings.Contains(strings.Join(got, "\n"), "Public") {
			t.Errorf("idempotent=%v: people were told that it is public: %q", idempotent, got)
		}
		if got := strings.Join(w.toldIn("duty"), "\n"); !strings.Contains(got, "has arrived after all") {
			t.Errorf("idempotent=%v: the duty channel was told %q", idempotent, got)
		}
	}
}

// Two accounts, and the appeal is taken down while one does not remove what it has and
// the other has still to say what became of the first part of a thread: when that turns
// up, nobody reads that the appeal is public.
func TestWhatTurnsUpWhileOthersStillStandIsNotAnnounced(t *testing.T) {
	x, y := net("x", true), net("y", true)
	x.Removing = func(string) *network.Result { return &network.Result{Outcome: network.Maybe} }
	y.Removing = x.Removing
	y.After = func(network.Attempt) *network.Result { return &network.Result{Outcome: network.Maybe} }
	y.Looking = func(network.Attempt) *network.Result { return &network.Result{Outcome: network.Maybe} }
	w := newWorld(t, mem.New(), x, y)
	a := w.approved("2026-0001", strings.Repeat("Were you there? ", 80), "x", "y")
	w.run(w.publisher("x", "one"))
	p := w.publisher("y", "one")
	w.runFor(p, time.Minute)
	w.takesDown(a)
	w.runFor(p, time.Minute)
	y.Looking = nil
	w.runFor(p, 10*time.Minute)
	y.Removing = nil
	w.runFor(p, 10*time.Minute)
	if got := standing(y); len(got) > 0 {
		t.Errorf("still public are %v", got)
	}
	if len(standing(x)) == 0 {
		t.Error("nothing stands on the other account")
	}
	if got := slices.Concat(w.toldIn(""), w.toldIn("newsroom")); strings.Contains(strings.Join(got, "\n"), "Public") {
		t.Errorf("people were told that it is public: %q", got)
	}
	if got := strings.Join(w.toldIn("duty"), "\n"); strings.Contains(got, "not public yet") {
		t.Errorf("the duty channel was told %q", got)
	}
}

// A part turns up whose post is left to people, because the network refuses to remove
// another part of it: it goes at once.
func TestAPartThatTurnsUpWhileAnotherIsRefusedIsRemoved(t *testing.T) {
	n := net("x", false)
	n.After = func(at network.Attempt) *network.Result {
		if len(at.Post.Remotes) == 1 {
			return &network.Result{Outcome: network.Maybe}
		}
		return nil
	}
	n.Looking = func(network.Attempt) *network.Result { return &network.Result{Outcome: network.Never} }
	n.Removing = func(remote string) *network.Result {
		if remote == "1" {
			return &network.Result{Outcome: network.No, Note: "You may not."}
		}
		return nil
	}
	w := newWorld(t, mem.New(), n)
	a := w.approved("2026-0001", strings.Repeat("Were you there? ", 80), "x")
	p := w.publisher("x", "one")
	w.runFor(p, time.Minute)
	w.takesDown(a)
	w.runFor(p, time.Minute)
	if r, s := w.removal(a).State, w.post(a, "x").State; r != bot.PostRefused || s != bot.PostAbsent {
		t.Fatalf("the removal is %s, the post %s", r, s)
	}
	n.Looking = nil
	_, err := w.desk.Decide(t.Context(), w.by(bob), w.post(a, "x").ID, "look")
	w.must(err)
	w.runFor(p, time.Minute)
	if got := standing(n); !slices.Equal(got, []string{"1"}) {
		t.Errorf("still public are %v", got)
	}
	if r := w.removal(a); r.State != bot.PostRefused || r.Gone.Due.IsZero() {
		t.Errorf("kept %+v", r)
	}
}
