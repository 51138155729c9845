package outbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// claimReshare claims sharing a post of the account's own again. Networks show a post
// that is shared once, however often that is asked for, so what may have had an effect
// and what nobody lived to tell of is simply done again: as long as it may be.
func (w *Publisher) claimReshare(tx bot.Tx, p bot.Post) (*task, error) {
	if p.State == bot.PostSending {
		p.Tried = true // whoever sent it did not live to say what came of it
	}
	if wait, err := w.unwell(tx, p); wait || err != nil {
		return nil, err
	}
	if waits, err := w.quiet(tx, &p); waits || err != nil {
		return nil, err
	}
	err := w.Desk.Clear(tx, p)
	if r := (*bot.Refusal)(nil); errors.As(err, &r) {
		return nil, w.hold(tx, p, r)
	} else if err != nil {
		return nil, fmt.Errorf("clear reshare %s: %w", p.ID, err)
	}
	if err := w.supersede(tx, p); err != nil {
		return nil, err
	}
	target, err := tx.Post(p.Target)
	if err != nil {
		return nil, err
	}
	if len(target.Remotes) == 0 {
		return nil, w.hold(tx, p, bot.Refuse(bot.ErrOver, "The post that was to be shared again is not public. Nothing was published in its place."))
	}
	p.URL = target.URL
	p.State = bot.PostSending
	p.Attempt++
	w.lease(&p)
	t := &task{post: p, remote: target.Remotes[0]} // a thread is shared by its beginning
	if err := tx.SetPost(p); err != nil {
		return nil, err
	}
	return t, w.log(tx, "claimed reshare", p, fmt.Sprintf("attempt %d: %s", p.Attempt, t.remote))
}

// reshare does the one thing outside.
func (w *Publisher) reshare(ctx context.Context, t *task) network.Result {
	n, ok := w.Network.(network.Resharer)
	if !ok || !w.Network.Capabilities().Reshares {
		return network.Result{Outcome: network.No, Cause: network.Permanent, Note: w.Network.Account().Name + " does not let an account share its own post again."}
	}
	return n.Reshare(ctx, t.remote, t.post.Created)
}

// settleReshare stores what came of it. It has no id of its own here: what the network
// shows is the target, and goes with it.
func (w *Publisher) settleReshare(tx bot.Tx, p bot.Post, t *task, r network.Result) error {
	p.Note, p.Lease = r.Note, time.Time{}
	w.pause(p.Op, r)
	what, now := "", w.Now()
	switch r.Outcome {
	case network.Done:
		p.State, p.Due, p.Posted, p.Tried, p.Note, what = bot.PostPosted, time.Time{}, now.UTC(), false, "", "shared again"
		p.Cost += r.Cost
		if r.Cost > 0 {
			if _, err := bot.Charge(tx, p.Account, bot.Month(now), r.Cost, 1, 0); err != nil {
				return err
			}
		}
	case network.No:
		p.State, p.Due, what = bot.PostRefused, time.Time{}, "reshare refused"
	default:
		p.Tried = p.Tried || r.Outcome == network.Maybe
		wait := max(r.Retry, w.backOff(p.Attempt))
		if r.Cause == network.Reconnect {
			wait = max(r.Retry, unwellPause)
		}
		p.State, p.Due, what = bot.PostQueued, now.Add(wait).UTC(), "reshare failed"
	}
	if err := tx.SetPost(p); err != nil {
		return err
	}
	if err := w.log(tx, what, p, cmp.Or(r.Remote, t.remote)); err != nil {
		return err
	}
	if p.State == bot.PostRefused || p.State == bot.PostPosted && p.Decided.Person != "" {
		if err := w.ask(tx, p); err != nil {
			return err
		}
	}
	if p.State == bot.PostQueued && p.Attempt == troubleAfter {
		if err := w.trouble(tx, p, "is not shared again yet", tryingAgain); err != nil {
			return err
		}
	}
	if err := w.card(tx, p); err != nil {
		return err
	}
	if p.State == bot.PostQueued {
		return nil
	}
	return w.tellPublished(tx, p)
}

// sharedOf is how many of some posts share another one again.
func sharedOf(ps []bot.Post) (n int) {
	for _, p := range ps {
		if p.Op == bot.OpReshare {
			n++
		}
	}
	return n
}
