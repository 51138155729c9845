package desk_test

import (
	"testing"

	"appealbot/bot"
	"appealbot/bot/guard"
)

// A pointed guard is one of words that has a point for whoever approves to
// confirm, while there is one.
type pointed struct {
	*wordGuard
	point bool
}

func (g *pointed) Check(in guard.Input) ([]bot.Finding, error) {
	fs, err := g.wordGuard.Check(in)
	if g.point {
		fs = append(fs, bot.Finding{Rule: "look", Severity: bot.Hint, Field: "media.1", Why: "Somebody is seen.", Tick: true})
	}
	return fs, err
}

// What nobody confirmed is not published, even if there was nothing to confirm
// when they approved.
func TestPointsThatCameAfterAnApprovalAreNotConfirmed(t *testing.T) {
	w := newWorld(t)
	g := &pointed{wordGuard: w.guard}
	d := w.guarded(g)
	ctx := t.Context()
	a := w.submitted(bot.Wanted, "Do you know him?")
	a, err := d.Approve(ctx, w.by(bob), a.ID, a.Digest)
	w.must(err)
	g.point = true
	key := bot.Finding{Rule: "look", Field: "media.1"}.Key()
	_, err = d.Approve(ctx, w.by(carla), a.ID, a.Digest, key)
	w.refused(err, bot.ErrStale, "not everybody who approved it has made sure of this: Somebody is seen.")
	g.point = false
	a, err = d.Approve(ctx, w.by(carla), a.ID, a.Digest)
	w.must(err)
	g.point = true
	for _, p := range w.posts(a) {
		w.refused(w.store.View(ctx, func(tx bot.Tx) error { return d.Clear(tx, p) }), bot.ErrStale, "made sure of this")
	}
	g.point = false
	for _, p := range w.posts(a) {
		w.must(w.store.View(ctx, func(tx bot.Tx) error { return d.Clear(tx, p) }))
	}
}
