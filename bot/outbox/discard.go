package outbox

import (
	"context"
	"errors"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// claimDiscard claims taking away what was carried for a post that is not published.
// Doing it twice does no harm, so one whose lease is over is simply done again.
func (w *Publisher) claimDiscard(tx bot.Tx, p bot.Post) (*task, error) {
	target, err := tx.Post(p.Target)
	switch {
	case errors.Is(err, bot.ErrNotFound): // nobody publishes it then
	case err != nil:
		return nil, err
	case target.State == bot.PostSending || target.State == bot.PostUnknown:
		// It is not known yet whether it is public.
		p.Due = w.Now().Add(w.Lease / 4).UTC()
		return nil, tx.SetPost(p)
	case target.Carry.State == p.Carry.State, target.Bare == p.Bare && len(target.Remotes) > len(p.Remotes):
		// What was carried for other words than those that went out is not it.
		p.State, p.Due, p.Lease, p.Note = bot.PostDropped, time.Time{}, time.Time{}, "it was published after all"
		if err := tx.SetPost(p); err != nil {
			return nil, err
		}
		return nil, w.log(tx, "keeps what was carried", p, p.Note)
	}
	p.State = bot.PostSending
	p.Attempt++
	w.lease(&p)
	return &task{post: p}, tx.SetPost(p)
}

// discard does the one thing outside.
func (w *Publisher) discard(ctx context.Context, p bot.Post) network.Result {
	c, ok := w.Network.(network.Carrier)
	if !ok {
		return network.Result{Outcome: network.Done}
	}
	return c.Discard(ctx, p.Carry.State)
}

// settleDiscard stores what came of it.
func (w *Publisher) settleDiscard(tx bot.Tx, p bot.Post, r network.Result) error {
	p.Note, p.Lease = r.Note, time.Time{}
	w.pause(p.Op, r)
	what := "could not take away what was carried"
	switch r.Outcome {
	case network.Done:
		p.State, p.Due, p.Posted, p.Note, what = bot.PostPosted, time.Time{}, w.Now().UTC(), "", "took away what was carried"
	case network.No: // nobody is asked about it: there is nothing to decide
		p.State, p.Due = bot.PostDropped, time.Time{}
	default:
		p.State, p.Due = bot.PostQueued, w.Now().Add(max(r.Retry, w.backOff(p.Attempt))).UTC()
	}
	if err := tx.SetPost(p); err != nil {
		return err
	}
	if err := w.log(tx, what, p, r.Note); err != nil {
		return err
	}
	const trouble = "is given up, and what was sent to the network for it is still there"
	switch {
	case r.Outcome == network.No:
		return w.trouble(tx, p, trouble, "Nobody but the account sees it. Remove it there by hand.")
	case r.Outcome != network.Done && p.Attempt == troubleAfter:
		return w.trouble(tx, p, trouble, tryingAgain)
	default:
		return nil
	}
}
