package outbox

import (
	"slices"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// claimRemoval claims the removal of the last part of its target that is
// still public. Removing twice does no harm, so a removal whose lease is over is
// simply done again.
func (w *Publisher) claimRemoval(tx bot.Tx, p bot.Post) (*task, error) {
	target, err := tx.Post(p.Target)
	if err != nil {
		return nil, err
	}
	if target.State == bot.PostSending || target.State == bot.PostUnknown {
		// It is not known yet what there is to remove.
		p.Due = w.Now().Add(w.Lease / 4).UTC()
		p.Note = "waits until it is known what is public"
		return nil, tx.SetPost(p)
	}
	left := slices.DeleteFunc(slices.Clone(target.Remotes), func(r string) bool { return slices.Contains(p.Remotes, r) })
	if len(left) == 0 {
		return nil, w.removed(tx, p, target)
	}
	remote := left[len(left)-1] // the end of a thread goes before its beginning
	p.State = bot.PostSending
	p.Attempt++
	w.lease(&p)
	if err := tx.SetPost(p); err != nil {
		return nil, err
	}
	return &task{post: p, remote: remote}, w.log(tx, "claimed removal", p, remote)
}

// removed ends a removal.
func (w *Publisher) removed(tx bot.Tx, p, target bot.Post) error {
	p.State, p.Due, p.Lease, p.Posted, p.Note = bot.PostPosted, time.Time{}, time.Time{}, w.Now().UTC(), ""
	if target.State == bot.PostAbsent || target.Tried && len(target.Remotes) == 0 {
		p.Note = "nothing was found to remove; look at the account, the first request may still arrive"
	}
	p.Gone = w.toBeSeen(p.Gone, target)
	if err := tx.SetPost(p); err != nil {
		return err
	}
	target, err := bot.Abandon(tx, target, w.Now())
	if err != nil {
		return err
	}
	target.State, target.Due = bot.PostRemoved, time.Time{}
	if err := tx.SetPost(target); err != nil {
		return err
	}
	if err := w.log(tx, "removed post", target, ""); err != nil {
		return err
	}
	if p.Gone.Lies == 0 { // it is counted once, whatever the network said later
		if err := w.Desk.Removed(tx, target); err != nil {
			return err
		}
	}
	if err := w.linked(tx, target); err != nil {
		return err
	}
	if p.Note != "" { // somebody is still asked what to do about it
		if err := w.ask(tx, target); err != nil {
			return err
		}
	}
	if p.Gone.OK { // there is nothing to look at
		if err := w.Desk.Settled(tx, p); err != nil {
			return err
		}
	}
	return w.card(tx, p)
}

// toBeSeen is what has to be seen yet of a target whose removal is through: that
// the network says so is not enough. Nothing has to be seen where nothing was ever
// public, unless an earlier request may still arrive.
func (w *Publisher) toBeSeen(g bot.Gone, target bot.Post) bot.Gone {
	g.Left, g.Note, g.Lost = 0, "", false
	switch {
	case len(target.Remotes) > 0:
		g.Due = bot.NextLook(w.Now(), w.Now())
	case target.Tried || target.State == bot.PostAbsent:
		g.Lost = true
	default:
		g.OK, g.At = true, w.Now().UTC()
	}
	return g
}

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
		// Somebody has to remove it by hand, and then that is to be seen.
		p.Posted = w.Now().UTC()
		p.Gone.Due = bot.NextLook(w.Now(), w.Now())
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

// takeDown queues the removal of a post that is public against the last word
// of a person, and has people told until it is gone.
func (w *Publisher) takeDown(tx bot.Tx, p bot.Post) error {
	r := bot.Removal(p, w.Now())
	if err := bot.Pursue(tx, p.Case, w.Now()); err != nil {
		return err
	}
	if old, err := tx.Post(r.ID); err == nil {
		r.Remotes, r.Decided = old.Remotes, old.Decided
		return tx.SetPost(r)
	}
	r.Decided = p.Decided
	_, err := tx.AddPost(r)
	return err
}
