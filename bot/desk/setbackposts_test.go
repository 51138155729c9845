package desk_test

import (
	"context"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// The clock ran ahead by days, and what was to become public or to go was tried in
// vain, begun, or put off to the end of a window of then. It is done now all the same,
// and what has a time of its own keeps that.
func TestPostsOutliveAClockThatRanAhead(t *testing.T) {
	const ahead = 9 * 24 * time.Hour
	for name, back := range map[string]func(*desk.Desk, context.Context) error{"noticed": (*desk.Desk).SetBack, "at the next start": (*desk.Desk).Prime} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			begin := w.clock()
			failed, began, dark := w.onAccount(w.approved(), "short"), w.onAccount(w.approved(), "short"), w.onAccount(w.approved(), "short")
			carried := w.onAccount(w.approved(), "short")
			_, slots := w.repeated(3)
			fixed := map[bot.ID]time.Time{}
			for _, p := range w.posts(slots) {
				fixed[p.ID] = p.Due
			}
			down := w.published()
			_, err := w.Takedown(t.Context(), w.by(ann), down.ID, "the child is home")
			w.must(err)
			removal := w.removal(w.onAccount(down, "short"))

			w.wait(ahead)
			fresh := w.onAccount(w.approved(), "short")
			in := w.clock().Add(time.Minute).UTC()
			w.setPost(w.post(failed.ID), func(p *bot.Post) { p.Due, p.Attempt = in, 1 })
			w.setPost(w.post(began.ID), func(p *bot.Post) { p.State, p.Due, p.Lease, p.Attempt = bot.PostSending, in, in, 1 })
			w.setPost(w.post(carried.ID), func(p *bot.Post) { p.Due, p.Lease = in, in })
			w.setPost(w.post(removal.ID), func(p *bot.Post) { p.Due, p.Attempt = in, 1 })
			w.putOff(w.post(dark.ID), in.Add(time.Hour))
			w.wait(begin.Sub(w.clock()))

			w.must(back(w.another(), t.Context()))
			for what, id := range map[string]bot.ID{"failed": failed.ID, "carried": carried.ID, "approved then": fresh.ID, "a removal": removal.ID, "put off": dark.ID} {
				if p := w.post(id); p.Due.After(w.clock()) || p.Lease.After(w.clock()) {
					t.Errorf("%s is due in %v", what, p.Due.Sub(w.clock()))
				}
			}
			if in := w.post(began.ID).Due.Sub(w.clock()); in <= 0 || in > 10*time.Minute { // the attempt may be under way
				t.Errorf("what has begun is looked for in %v", in)
			}
			for id, due := range fixed {
				if p := w.post(id); !p.Due.Equal(due) {
					t.Errorf("a slot of %v is due at %v", due, p.Due)
				}
			}
			w.must(w.waitsOut(dark.ID))
		})
	}
}

// Whatever a post waited for by a clock that ran ahead, somebody can let it go.
func TestADecisionOutlivesAClockThatRanAhead(t *testing.T) {
	w := newWorld(t)
	p := w.onAccount(w.approved(), "short")
	w.setPost(p, func(p *bot.Post) {
		p.State, p.Due, p.Waited, p.Note = bot.PostHeld, time.Time{}, w.clock().Add(9*24*time.Hour), "is it still right?"
	})
	_, err := w.Decide(t.Context(), w.by(ann), p.ID, desk.Send)
	w.must(err)
	w.must(w.waitsOut(p.ID))
}
