package outbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// claimEdit claims the change of the next part of a post that is public. To change
// words twice has the effect of doing it once, so an edit whose lease is over, or of
// which nobody knows what came, is simply made again.
func (w *Publisher) claimEdit(tx bot.Tx, p bot.Post) (*task, error) {
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
		return nil, fmt.Errorf("clear edit %s: %w", p.ID, err)
	}
	target, err := tx.Post(p.Target)
	if err != nil {
		return nil, err
	}
	if len(p.Parts()) != len(target.Remotes) || len(p.Parts()) != len(target.Parts()) {
		return nil, w.hold(tx, p, bot.Refuse(bot.ErrStale, "What is public there has another number of parts than what was approved. Nothing was sent. Give it up, and write the correction anew."))
	}
	p.URL = target.URL
	for !p.Tried && p.Part() < len(p.Parts()) && unaltered(p, target) {
		p.Remotes = append(slices.Clip(p.Remotes), target.Remotes[p.Part()])
	}
	if p.Part() == len(p.Parts()) {
		return nil, w.edited(tx, p, "every part says it already")
	}
	t := &task{remote: target.Remotes[p.Part()], words: p.Parts()[p.Part()]}
	p.State = bot.PostSending
	p.Attempt++
	w.lease(&p)
	t.post = p
	if err := tx.SetPost(p); err != nil {
		return nil, err
	}
	return t, w.log(tx, "claimed edit", p, fmt.Sprintf("part %d, attempt %d: %s", p.Part()+1, p.Attempt, t.remote))
}

// unaltered reports whether the next part of an edit is public as it is to be.
func unaltered(p, target bot.Post) bool {
	is, _ := target.Words(p.Part())
	want := p.Parts()[p.Part()]
	return is.Text == want.Text && is.Title == want.Title
}

// edit does the one thing outside.
func (w *Publisher) edit(ctx context.Context, t *task) network.Result {
	n, ok := w.Network.(network.Editor)
	if !ok || !w.Network.Capabilities().Edits {
		return network.Result{Outcome: network.No, Cause: network.Permanent, Note: w.Network.Account().Name + " does not let a post be changed."}
	}
	return n.Edit(ctx, t.remote, t.words)
}

// settleEdit stores what came of it.
func (w *Publisher) settleEdit(tx bot.Tx, p bot.Post, t *task, r network.Result) error {
	p.Note, p.Lease = r.Note, time.Time{}
	w.pause(p.Op, r)
	what, now := "", w.Now()
	switch r.Outcome {
	case network.Done:
		p.Remotes = append(slices.Clip(p.Remotes), t.remote)
		p.State, p.Due, p.Attempt, p.Tried, p.Note = bot.PostQueued, now.UTC(), 0, false, ""
		if r.URL != "" && p.Part() == 1 {
			p.URL = r.URL
		}
		if err := w.Desk.Corrected(tx, p); err != nil {
			return err
		}
		if p.Part() == len(p.Parts()) {
			return w.edited(tx, p, fmt.Sprintf("part %d of %d is %s", p.Part(), len(p.Parts()), t.remote))
		}
		what = "edited part"
	case network.No:
		p.State, p.Due, what = bot.PostRefused, time.Time{}, "edit refused"
	default:
		p.Tried = p.Tried || r.Outcome == network.Maybe
		wait := max(r.Retry, w.backOff(p.Attempt))
		if r.Cause == network.Reconnect {
			wait = max(r.Retry, unwellPause)
		}
		p.State, p.Due, what = bot.PostQueued, now.Add(wait).UTC(), "edit failed"
	}
	if err := tx.SetPost(p); err != nil {
		return err
	}
	if err := w.log(tx, what, p, t.remote); err != nil {
		return err
	}
	switch {
	case p.State == bot.PostRefused:
		if err := w.ask(tx, p); err != nil {
			return err
		}
		if err := w.tellPublished(tx, p); err != nil {
			return err
		}
	case p.Attempt == troubleAfter:
		if err := w.trouble(tx, p, "may still say what was to be corrected", tryingAgain); err != nil {
			return err
		}
	}
	return w.card(tx, p)
}

// edited ends an edit of which every part is public.
func (w *Publisher) edited(tx bot.Tx, p bot.Post, detail string) error {
	p.State, p.Due, p.Lease, p.Posted, p.Note = bot.PostPosted, time.Time{}, time.Time{}, w.Now().UTC(), ""
	if err := tx.SetPost(p); err != nil {
		return err
	}
	if err := w.log(tx, "edited post", p, detail); err != nil {
		return err
	}
	if p.Decided.Person != "" { // somebody wants to know what came of it
		if err := w.ask(tx, p); err != nil {
			return err
		}
	}
	if err := w.card(tx, p); err != nil {
		return err
	}
	return w.tellPublished(tx, p)
}
