package networktest

import (
	"context"
	"fmt"

	"appealbot/bot"
	"appealbot/bot/network"
)

// cargo returns an attempt with media that the network carries, and nothing carried
// yet. The test is skipped on networks that carry nothing.
func (r *rig) cargo(key, text string) (network.Carrier, network.Attempt) {
	r.Helper()
	c, ok := r.net.(network.Carrier)
	if !ok {
		r.Skip("the network is given media in one go")
	}
	a := r.draft(key, text)
	if !c.Carries(a.Part) || len(a.Media) == 0 {
		if r.Picture.Digest == "" {
			r.Skip("the suite has no media for it")
		}
		parts, err := r.net.Render(bot.Copy{Text: text, Language: "en", Media: media(r.Picture)})
		if err != nil {
			r.Fatal(err)
		}
		a.Part, a.Media = parts[0], []network.Media{r.Picture}
		a.Post.Rendering.Parts = parts
		if !c.Carries(a.Part) {
			r.Skip("the network is given pictures in one go")
		}
	}
	return c, a
}

// mostSteps bounds how many steps the suite's small media may take.
const mostSteps = 500

// steps carries an attempt, each step as step makes it, and makes sure that nothing
// of it is public.
func (r *rig) steps(a *network.Attempt, step func() network.Carried) {
	r.Helper()
	for range mostSteps {
		c := step()
		r.quiet(c.Note, c.Raw)
		if c.State != "" || c.More {
			a.Carried = c.State
		}
		if n := r.public(a.Part.Text); n != 0 {
			r.Fatalf("it is public before it is published: %d times", n)
		}
		switch {
		case c.Outcome == network.Done:
			return
		case c.Outcome == network.No:
			r.Fatalf("a step was refused: %+v", c)
		case c.Size > 0 && (c.Sent < 0 || c.Sent > c.Size):
			r.Errorf("%d of %d bytes are sent", c.Sent, c.Size)
		}
	}
	r.Fatal("the steps do not end")
}

// once publishes what was carried and makes sure that it is public once.
func (r *rig) once(a network.Attempt) {
	r.Helper()
	if res := r.net.Publish(r.Context(), a); res.Outcome != network.Done || res.Remote == "" {
		r.Errorf("publish = %+v, want done", res)
	}
	if n := r.public(a.Part.Text); n != 1 {
		r.Errorf("it is public %d times", n)
	}
	if f := r.net.Find(r.Context(), a); f.Outcome != network.Done {
		r.Errorf("find = %+v, want done", f)
	}
}

// testCarryTwice: the process dies after a step, before it could remember what came
// of it, and makes the step again. Each step in turn is the one.
func testCarryTwice(r *rig) {
	for dies := range 8 {
		text := fmt.Sprintf("Carried twice at step %d.", dies)
		c, a := r.cargo(fmt.Sprint("twice ", dies), text)
		n := 0
		r.steps(&a, func() network.Carried {
			if n++; n == dies+1 {
				c.Carry(r.Context(), a)
			}
			return c.Carry(r.Context(), a)
		})
		if again := c.Carry(r.Context(), a); again.Outcome != network.Done {
			r.Errorf("a step behind the last = %+v, want done", again)
		}
		r.once(a)
		if n <= dies {
			return // there are no more steps
		}
	}
}

// testCarryRestart: another process goes on every now and then.
func testCarryRestart(r *rig) {
	_, a := r.cargo("restart", "Carried by many.")
	n := 0
	r.steps(&a, func() network.Carried {
		if n++; n%2 == 0 {
			r.net = r.Open(r.base, Right)
		}
		c, ok := r.net.(network.Carrier)
		if !ok {
			r.Fatal("it does not carry any more")
		}
		return c.Carry(r.Context(), a)
	})
	r.net = r.Open(r.base, Right)
	r.once(a)
}

// testCarryCancelled: a step that is given up before it is made does nothing, and
// says so.
func testCarryCancelled(r *rig) {
	c, a := r.cargo("given up", "Given up, and carried.")
	ctx, cancel := context.WithCancel(r.Context())
	cancel()
	if s := c.Carry(ctx, a); s.Outcome == network.Done || s.Outcome == network.No {
		r.Errorf("a step that was given up = %+v", s)
	}
	r.steps(&a, func() network.Carried { return c.Carry(r.Context(), a) })
	r.once(a)
}

// testCarryFaults: whatever goes wrong at a step, it is made again.
func testCarryFaults(r *rig) {
	for _, fault := range []Fault{Cut, Lost, Half, Down, Gateway} {
		text := "Carried through: " + fault.String() + "."
		_, a := r.cargo("carry "+fault.String(), text)
		n := 0
		r.steps(&a, func() network.Carried {
			if n++; n <= 6 {
				r.faults.Next(n%2, fault, anything)
			}
			c, ok := r.net.(network.Carrier)
			if !ok {
				r.Fatal("it does not carry any more")
			}
			s := c.Carry(r.Context(), a)
			r.faults.Next(0, Works, anything)
			if s.Outcome == network.Never && !s.More {
				r.net = r.Open(r.base, Right) // as after the pause that it asks for
			}
			return s
		})
		r.once(a)
	}
}

// testCarryNot: to publish what was not carried is refused, or does as well.
func testCarryNot(r *rig) {
	c, a := r.cargo("not carried", "Not carried.")
	res := r.net.Publish(r.Context(), a)
	n := r.public(a.Part.Text)
	if (res.Outcome == network.Done) != (n == 1) || n > 1 {
		r.Fatalf("publish without carrying = %+v, public %d times", res, n)
	}
	if n == 1 {
		return
	}
	r.steps(&a, func() network.Carried { return c.Carry(r.Context(), a) })
	r.once(a)
}

// testDiscard: what is not published is taken away, and taken away again; what is
// published stays.
func testDiscard(r *rig) {
	c, a := r.cargo("discarded", "Given up.")
	r.steps(&a, func() network.Carried { return c.Carry(r.Context(), a) })
	for range 2 {
		if res := c.Discard(r.Context(), a.Carried); res.Outcome != network.Done {
			r.Errorf("discard = %+v, want done", res)
		}
	}
	if res := c.Discard(r.Context(), ""); res.Outcome != network.Done {
		r.Errorf("discard nothing = %+v, want done", res)
	}
	if n := r.public("Given up."); n != 0 {
		r.Errorf("what was discarded is public %d times", n)
	}
	_, b := r.cargo("kept", "Kept.")
	r.steps(&b, func() network.Carried { return c.Carry(r.Context(), b) })
	r.once(b)
	c.Discard(r.Context(), b.Carried)
	if n := r.public("Kept."); n != 1 {
		r.Errorf("what was published is public %d times after its media were discarded", n)
	}
}
