package networktest

import (
	"slices"

	"appealbot/bot"
	"appealbot/bot/network"
)

// editor is the network where what is public can be changed. The rest of a test is
// skipped elsewhere, if the network says so itself.
func (r *rig) editor() network.Editor {
	e, ok := r.net.(network.Editor)
	if says := r.net.Capabilities().Edits; !says {
		r.Skip("what is public there cannot be changed")
	} else if !ok {
		r.Fatal("it says that posts can be changed, and is no Editor")
	}
	return e
}

// reworded is a part as the network renders a text.
func (r *rig) reworded(text string) bot.Part {
	parts, err := r.net.Render(r.copy(text))
	if err != nil || len(parts) != 1 {
		r.Fatalf("Render(%q) = %d parts, %v", text, len(parts), err)
	}
	return parts[0]
}

func testEdit(r *rig) {
	e := r.editor()
	other := r.publish("other", "Something else.")
	res := r.publish("edit", "The car was green.")
	text := r.plain("The car was <b>blue</b> & “old”: é́, 🇨🇦. See https://police.example/appeals/7")
	for i := range 2 {
		ed := e.Edit(r.Context(), res.Remote, r.reworded(text))
		if ed.Outcome != network.Done || ed.Remote != res.Remote {
			r.Errorf("edit for the %d. time = %+v, want done, of %q", i+1, ed, res.Remote)
		}
		r.quiet(ed.Note, ed.Raw, ed.URL)
		if got, want := r.Public(), []string{"Something else.", text}; !slices.Equal(got, want) {
			r.Errorf("after the %d. time %q is public, want %q", i+1, got, want)
		}
	}
	// It is gone when it is removed, whatever it says, and nothing else is.
	if rm := r.net.Remove(r.Context(), res.Remote); rm.Outcome != network.Done || r.public(text) != 0 {
		r.Errorf("removing what was edited = %+v; public: %q", rm, r.Public())
	}
	if n := r.public("Something else."); n != 1 || other.Remote == res.Remote {
		r.Errorf("the other post is public %d times", n)
	}
}

func testEditThread(r *rig) {
	e := r.editor()
	if r.Whole {
		r.Skip("there are no threads")
	}
	first := r.publish("t1", "First of two.")
	a := r.attempt("t2", "Second of two.")
	a.ReplyTo, a.Root = first.Remote, first.Remote
	second := r.net.Publish(r.Context(), a)
	if second.Outcome != network.Done {
		r.Fatalf("the second part = %+v", second)
	}
	if ed := e.Edit(r.Context(), second.Remote, r.reworded("Second, corrected.")); ed.Outcome != network.Done || ed.Remote != second.Remote {
		r.Errorf("edit = %+v", ed)
	}
	if got, want := r.Public(), []string{"First of two.", "Second, corrected."}; !slices.Equal(got, want) {
		r.Errorf("public = %q, want %q", got, want)
	}
	// What continues it finds its place as before.
	b := r.attempt("t3", "And a third.")
	b.ReplyTo, b.Root = second.Remote, first.Remote
	if res := r.net.Publish(r.Context(), b); res.Outcome != network.Done {
		r.Errorf("continuing what was edited = %+v", res)
	}
}

// testEditGone makes sure that nothing is made public by changing what was taken
// down.
func testEditGone(r *rig) {
	e := r.editor()
	res := r.publish("gone", "Soon gone.")
	if rm := r.net.Remove(r.Context(), res.Remote); rm.Outcome != network.Done {
		r.Fatalf("remove = %+v", rm)
	}
	for _, remote := range []string{res.Remote, res.Remote + "0", "../../x", ""} {
		ed := e.Edit(r.Context(), remote, r.reworded("Back again."))
		if ed.Outcome == network.Done || ed.Outcome == network.Maybe || ed.Note == "" {
			r.Errorf("edit of %q = %+v, want a refusal in words", remote, ed)
		}
		if n := len(r.Public()); n != 0 {
			r.Errorf("after editing %q there is public: %q", remote, r.Public())
		}
	}
}

func testEditFaults(r *rig) {
	e := r.editor()
	res := r.publish("fault", "The first words.")
	for _, fault := range []Fault{Cut, Lost, Half, Empty, Rubbish, Busy, Down, Broken, Gateway, Moved} {
		text := "Changed through: " + fault.String()
		r.faults.Next(9, fault, anything)
		ed := e.Edit(r.Context(), res.Remote, r.reworded(text))
		if ed.Outcome == network.Done && r.public(text) != 1 {
			r.Errorf("%v: edit = %+v, but %q is public", fault, ed, r.Public())
		}
		if ed.Outcome == network.Never && r.public(text) != 0 {
			r.Errorf("%v: edit = %+v, but it is public", fault, ed)
		}
		r.quiet(ed.Note, ed.Raw)
		r.faults.Next(0, Works, anything)
		if r.patient(fault); ed.Outcome == network.No && fault != Moved { // nobody follows a server that is elsewhere
			r.Errorf("%v: edit = %+v, but nothing was refused", fault, ed)
		}
		e = r.editor()
		if ed := e.Edit(r.Context(), res.Remote, r.reworded(text)); ed.Outcome != network.Done || r.public(text) != 1 || len(r.Public()) != 1 {
			r.Errorf("%v: the next edit = %+v; public: %q", fault, ed, r.Public())
		}
	}
}
