package networktest

import (
	"context"
	"net"
	"net/http"
	"sync"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

func anything(*http.Request) bool { return true }

func media(m network.Media) []bot.MediaUse { return []bot.MediaUse{m.MediaUse} }

// testFaults publishes through every fault and holds what exactly-once stands
// on: what may be public is never called absent, and a request is never made
// twice unless that is harmless.
func testFaults(r *rig) {
	want := map[Fault]network.Outcome{
		Cut: network.Maybe, Lost: network.Maybe, Half: network.Maybe, Empty: network.Maybe, Rubbish: network.Maybe,
		Huge: network.Maybe, Busy: network.Never, Down: network.Maybe, Broken: network.Maybe, Gateway: network.Maybe,
		Moved: network.No,
	}
	for fault := Cut; fault <= Moved; fault++ {
		w, ok := want[fault]
		if !ok {
			continue // It has a test of its own.
		}
		text := "Published through: " + fault.String()
		a := r.attempt("fault-"+fault.String(), text)
		// A network that takes a key for the same may be asked again by
		// the transport, so the fault waits for it, too.
		r.faults.Next(2, fault, r.Publishes)
		res := r.net.Publish(r.Context(), a)
		if res.Outcome != w {
			r.Errorf("%v: %+v, want %v", fault, res, w)
		}
		if fault == Busy && res.Retry != 7*time.Second {
			r.Errorf("%v: retry after %v, want 7s", fault, res.Retry)
		}
		if res.Note == "" || res.Raw == "" {
			r.Errorf("%v: nothing for the officer (%q) or the log (%q)", fault, res.Note, res.Raw)
		}
		r.quiet(res.Note, res.Raw)
		r.settled(fault, a)
	}
}

// settled makes sure that after a fault the far side has what it should, that
// a look-up says so, and that going on from there ends with one post.
func (r *rig) settled(fault Fault, a network.Attempt) {
	r.Helper()
	r.patient(fault)
	seen := r.faults.Seen()
	if seen > 1 && !r.net.Capabilities().Idempotent {
		r.Errorf("%v: %d requests for one attempt", fault, seen)
	}
	r.faults.Next(0, Works, r.Publishes)
	n := r.public(a.Part.Text)
	f := r.net.Find(r.Context(), a)
	switch {
	case fault.Does() && (n != 1 || f.Outcome != network.Done):
		r.Errorf("%v: public %d times and found %+v, want once and found", fault, n, f)
	case !fault.Does() && (n != 0 || f.Outcome != network.Never):
		r.Errorf("%v: public %d times and found %+v, want not public and absent", fault, n, f)
	case !fault.Does() || r.net.Capabilities().Idempotent:
		if res := r.net.Publish(r.Context(), a); res.Outcome != network.Done {
			r.Errorf("%v: the next attempt = %+v", fault, res)
		}
		if n := r.public(a.Part.Text); n != 1 {
			r.Errorf("%v: public %d times in the end", fault, n)
		}
	}
}

func testNobody(r *rig) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		r.Fatal(err)
	}
	base := "http://" + l.Addr().String()
	_ = l.Close()
	n := r.Open(base, Right)
	if res := n.Publish(r.Context(), r.attempt("nobody", "Nobody is there.")); res.Outcome != network.Never {
		r.Errorf("publish = %+v, want never", res)
	}
	if res := n.Find(r.Context(), r.attempt("nobody", "Nobody is there.")); res.Outcome != network.Maybe {
		r.Errorf("find = %+v, want maybe", res)
	}
	r.publish("asked", "Who saw it?")
	if _, err := n.Replies(r.Context(), r.query("")); err == nil {
		r.Error("replies were read")
	}
	if err := n.Probe(r.Context()); err == nil {
		r.Error("the account was found")
	} else {
		r.quiet(err.Error())
	}
}

func testRefused(r *rig) {
	if r.Refuse == nil {
		r.Skip("the far side refuses nothing for good")
	}
	r.Refuse("forbidden")
	a := r.draft("no", "This is forbidden.")
	res := r.carry(&a)
	if res.Outcome == network.Done {
		res = r.net.Publish(r.Context(), a)
	}
	if res.Outcome != network.No || res.Note == "" || r.public("This is forbidden.") != 0 {
		r.Errorf("publish = %+v, want no with a sentence", res)
	}
	r.quiet(res.Note, res.Raw)
}

func testRevoked(r *rig) {
	n := r.Open(r.base, Revoked)
	res := n.Publish(r.Context(), r.attempt("revoked", "With old credentials."))
	if res.Outcome != network.No && res.Outcome != network.Never || r.public("With old credentials.") != 0 {
		r.Errorf("publish = %+v, want no or never", res)
	}
	r.quiet(res.Note, res.Raw)
	if f := n.Find(r.Context(), r.attempt("revoked", "With old credentials.")); f.Outcome != network.Maybe {
		r.Errorf("find = %+v, want maybe: nobody may look", f)
	}
	if rm := n.Remove(r.Context(), r.publish("there", "There.").Remote); rm.Outcome == network.Done || r.public("There.") != 1 {
		r.Errorf("remove = %+v, want anything but done", rm)
	}
}

func testCancelled(r *rig) {
	ctx, cancel := context.WithCancel(r.Context())
	cancel()
	a := r.attempt("early", "Given up early.")
	r.faults.Next(1, Works, anything)
	if res := r.net.Publish(ctx, a); res.Outcome != network.Never || r.faults.Seen() != 0 {
		r.Errorf("publish = %+v with %d requests, want never with none", res, r.faults.Seen())
	}
}

// testHeld: accepted, but the answer does not come before the client's time is
// over.
func testHeld(r *rig) { r.outlived(Held) }

// testLate: accepted only after the client has given up. Whoever looked it up
// in between saw nothing, so that absent may not mean "send again" unless the
// network knows the key.
func testLate(r *rig) { r.outlived(Late) }

func (r *rig) outlived(fault Fault) {
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	a := r.attempt("outlived", "It outlived its caller.")
	r.faults.Next(1, fault, r.Publishes)
	var wg sync.WaitGroup
	wg.Go(func() {
		<-r.faults.Arrived()
		cancel()
	})
	res := r.net.Publish(ctx, a)
	wg.Wait()
	if res.Outcome != network.Maybe {
		r.Errorf("publish = %+v, want maybe", res)
	}
	<-r.faults.Handled()
	r.settled(fault, a)
}

func testRemove(r *rig) {
	res := r.publish("remove", "Soon gone.")
	for i := range 2 {
		if rm := r.net.Remove(r.Context(), res.Remote); rm.Outcome != network.Done {
			r.Errorf("remove for the %d. time = %+v, want done", i+1, rm)
		}
		if n := r.public("Soon gone."); n != 0 {
			r.Errorf("it is still public %d times", n)
		}
	}
	if f := r.net.Find(r.Context(), r.attempt("remove", "Soon gone.")); f.Outcome == network.Maybe {
		r.Errorf("find what was removed = %+v", f)
	}
}

func testRemoveFaults(r *rig) {
	for _, fault := range []Fault{Cut, Lost, Half, Busy, Down, Broken, Gateway, Moved} {
		text := "Removed through: " + fault.String()
		res := r.publish("rm-"+fault.String(), text)
		r.faults.Next(2, fault, r.Removes)
		rm := r.net.Remove(r.Context(), res.Remote)
		if rm.Outcome == network.Done && r.public(text) != 0 {
			r.Errorf("%v: remove = %+v, but it is public", fault, rm)
		}
		if rm.Outcome == network.Never && r.public(text) == 0 {
			r.Errorf("%v: remove = %+v, but it is gone", fault, rm)
		}
		r.quiet(rm.Note, rm.Raw)
		r.faults.Next(0, Works, r.Removes)
		r.patient(fault)
		if rm := r.net.Remove(r.Context(), res.Remote); rm.Outcome != network.Done || r.public(text) != 0 {
			r.Errorf("%v: the next removal = %+v", fault, rm)
		}
	}
}

func testProbe(r *rig) {
	if err := r.net.Probe(r.Context()); err != nil {
		r.Errorf("the right account: %v", err)
	}
	for who, name := range map[Who]string{Stranger: "somebody else", Revoked: "revoked credentials"} {
		err := r.Open(r.base, who).Probe(r.Context())
		if err == nil {
			r.Errorf("%s: no error", name)
			continue
		}
		r.quiet(err.Error())
	}
	for _, fault := range []Fault{Cut, Half, Empty, Rubbish, Huge, Busy, Down, Gateway, Moved} {
		r.faults.Next(9, fault, r.Probes)
		if err := r.net.Probe(r.Context()); err == nil {
			r.Errorf("%v: no error", fault)
		} else {
			r.quiet(err.Error())
		}
		r.patient(fault)
	}
}

func testConcurrent(r *rig) {
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			text := "Number " + string(rune('A'+i))
			a := r.attempt("many-"+text, text)
			if res := r.net.Publish(r.Context(), a); res.Outcome != network.Done {
				r.Errorf("%s: %+v", text, res)
			}
			if res := r.net.Find(r.Context(), a); res.Outcome != network.Done {
				r.Errorf("%s: found %+v", text, res)
			}
			if _, err := r.net.Replies(r.Context(), network.Query{Cursor: ""}); err != nil {
				r.Error(err)
			}
		})
	}
	wg.Wait()
	if n := len(r.Public()); n != 8 {
		r.Errorf("%d posts are public, want 8", n)
	}
}
