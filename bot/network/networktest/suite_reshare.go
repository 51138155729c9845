package networktest

import (
	"net/http"
	"slices"
	"time"

	"appealbot/bot/network"
)

// resharer is the network where a post can be shared again. The rest of a test is
// skipped elsewhere, if the network says so itself.
func (r *rig) resharer() network.Resharer {
	n, ok := r.net.(network.Resharer)
	if says := r.net.Capabilities().Reshares; !says {
		r.Skip("an account cannot share its own post again there")
	} else if !ok || r.Shares == nil {
		r.Fatal("it says that posts can be shared again, and is no Resharer, or the test cannot count that")
	}
	return n
}

// shares makes sure how often a post is shared at the moment.
func (r *rig) shares(remote string, want int, when string) {
	r.Helper()
	if now, _ := r.Shares(remote); now != want {
		r.Errorf("%s: it is shared %d times, want %d", when, now, want)
	}
}

func testReshare(r *rig) {
	n := r.resharer()
	text := r.plain("Who saw it?")
	res := r.publish("share", text)
	at := created.Add(time.Hour)
	for i := range 2 { // the second time is that of somebody who lost the answer
		sh := n.Reshare(r.Context(), res.Remote, at)
		if sh.Outcome != network.Done {
			r.Errorf("share for the %d. time = %+v", i+1, sh)
		}
		r.quiet(sh.Note, sh.Raw, sh.URL)
		r.shares(res.Remote, 1, "after the first slot")
	}
	// A later one takes the place of the one before, so that it is among the newest.
	_, before := r.Shares(res.Remote)
	if sh := n.Reshare(r.Context(), res.Remote, later); sh.Outcome != network.Done {
		r.Errorf("share the next time = %+v", sh)
	}
	r.shares(res.Remote, 1, "after the second slot")
	if _, ever := r.Shares(res.Remote); ever != before+1 {
		r.Errorf("it was shared %d times before the second slot and %d after it", before, ever)
	}
	if got, want := r.Public(), []string{text}; !slices.Equal(got, want) {
		r.Errorf("public = %q, want %q", got, want)
	}
	// It goes with the post.
	if rm := r.net.Remove(r.Context(), res.Remote); rm.Outcome != network.Done {
		r.Errorf("remove = %+v", rm)
	}
	r.shares(res.Remote, 0, "after the removal")
}

// later is a slot after everything that the clocks of these tests show.
var later = time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)

// testReshareGone makes sure that nothing is made public in the place of what was
// taken down.
func testReshareGone(r *rig) {
	n := r.resharer()
	res := r.publish("gone", "Soon gone.")
	if rm := r.net.Remove(r.Context(), res.Remote); rm.Outcome != network.Done {
		r.Fatalf("remove = %+v", rm)
	}
	for _, remote := range []string{res.Remote, "../../x", ""} {
		sh := n.Reshare(r.Context(), remote, created.Add(time.Hour))
		if sh.Outcome != network.No || sh.Note == "" {
			r.Errorf("share of %q = %+v, want a refusal in words", remote, sh)
		}
		if now, _ := r.Shares(res.Remote); now != 0 || len(r.Public()) != 0 {
			r.Errorf("after sharing %q: %d shares; public: %q", remote, now, r.Public())
		}
	}
}

func testReshareFaults(r *rig) {
	n := r.resharer()
	res := r.publish("fault", "The first words.")
	at := later
	for _, fault := range []Fault{Cut, Lost, Half, Empty, Rubbish, Busy, Down, Broken, Gateway, Moved} {
		at = at.Add(time.Hour)
		r.faults.Next(9, fault, anything)
		sh := n.Reshare(r.Context(), res.Remote, at)
		if now, _ := r.Shares(res.Remote); now > 1 || sh.Outcome == network.Done && now != 1 {
			r.Errorf("%v: share = %+v, and it is shared %d times", fault, sh, now)
		}
		r.quiet(sh.Note, sh.Raw)
		r.faults.Next(0, Works, anything)
		if r.patient(fault); sh.Outcome == network.No && fault != Moved { // nobody follows a server that is elsewhere
			r.Errorf("%v: share = %+v, but nothing was refused", fault, sh)
		}
		n = r.resharer()
		if sh := n.Reshare(r.Context(), res.Remote, at); sh.Outcome != network.Done {
			r.Errorf("%v: the next share = %+v", fault, sh)
		}
		r.shares(res.Remote, 1, fault.String())
		if got := r.Public(); len(got) != 1 {
			r.Errorf("%v: public = %q", fault, got)
		}
	}
	// What is lost half way, when the earlier share is taken back and none is made.
	for skip := range 3 {
		at = at.Add(time.Hour)
		r.faults.Next(1, Lost, after(skip))
		n.Reshare(r.Context(), res.Remote, at)
		r.faults.Next(0, Works, anything)
		if sh := n.Reshare(r.Context(), res.Remote, at); sh.Outcome != network.Done {
			r.Errorf("after %d requests: the next share = %+v", skip, sh)
		}
		r.shares(res.Remote, 1, "after half of it")
	}
}

// after matches every request but the first ones.
func after(skip int) func(*http.Request) bool {
	seen := 0
	return func(*http.Request) bool {
		seen++
		return seen > skip
	}
}
