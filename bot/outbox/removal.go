package outbox

import (
	"slices"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// settleRemoval stores the outcome of removing one part.
func (w *Publisher) settleRemoval(tx bot.Tx, p bot.Post, remote string, r network.Result) error {
	p.Note, p.Lease = r.Note, time.Time{}
	w.pause(p.Op, r)
	done := ""
	switch r.Outcome {
	case network.Done:
		p.Remotes = append(slices.Clip(p.Remotes), remote)
		p.State, p.Due, p.Attempt, done = bot.PostQueued, w.Now().UTC(), 0, "removed part"
	case network.No:
		p.State, p.Due, done = bot.PostRefused, time.Time{}, "removal refused"
	default: // removing again does no harm
		p.State, p.Due, done = bot.PostQueued, w.Now().Add(max(r.Retry, w.backOff(p.Attempt))).UTC(), "removal failed"
	}
	err := tx.SetPost(p)
	if err != nil {
		return err
	}
	if err := w.log(tx, done, p, remote); err != nil {
		return err
	}
	if p.State == bot.PostRefused {
		if err := w.ask(tx, p); err != nil {
			return err
		}
	}
	const what = "is still public although it was taken down"
	switch {
	case p.State == bot.PostRefused:
		err = w.trouble(tx, p, what, "The network refuses to remove it: remove it there by hand.")
	case p.Attempt == troubleAfter:
		err = w.trouble(tx, p, what, tryingAgain)
	}
	if err != nil {
		return err
	}
	return w.card(tx, p)
}
