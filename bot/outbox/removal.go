package outbox

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// claimRemoval claims the removal of a part of its target that is still public: the
// last one, so that nothing hangs in the air, unless that was tried a moment ago.
// Networks leave what hangs below a removed post where it is (X, Bluesky, Mastodon), so
// no part waits for another: what can go, goes. Removing twice does no harm, so a
// removal whose lease is over is simply done again.
func (w *Publisher) claimRemoval(tx bot.Tx, p bot.Post) (*task, error) {
	target, err := tx.Post(p.Target)
	if err != nil {
		return nil, err
	}
	if p.State == bot.PostPosted { // it is through; what may still arrive is looked for
		return w.claimSearch(tx, p, target)
	}
	remote, any := nextToRemove(p, target)
	unknown := target.State == bot.PostSending || target.State == bot.PostUnknown
	switch {
	case !any && unknown:
		// It is not known yet what more there is to remove.
		p.State, p.Due, p.Lease = bot.PostQueued, w.Now().Add(w.Lease/4).UTC(), time.Time{}
		p.Note = "waits until it is known what is public"
		return nil, tx.SetPost(p)
	case !any && len(p.Gone.Refused) > 0:
		return nil, w.refuses(tx, p, target)
	case !any:
		return nil, w.removed(tx, p, target)
	}
	p.State = bot.PostSending
	p.Attempt++
	w.lease(&p)
	if err := tx.SetPost(p); err != nil {
		return nil, err
	}
	return &task{post: p, remote: remote}, w.log(tx, "claimed removal", p, remote)
}

// toRemove are the parts that are public, as far as is known, and that the network has
// not refused to remove.
func toRemove(p, target bot.Post) []string {
	return slices.DeleteFunc(slices.Clone(target.Remotes), func(r string) bool {
		return slices.Contains(p.Remotes, r) || slices.Contains(p.Gone.Refused, r)
	})
}

// nextToRemove is the part whose removal is tried next, if any is left.
func nextToRemove(p, target bot.Post) (string, bool) {
	left := toRemove(p, target)
	for _, r := range slices.Backward(left) {
		if !slices.Contains(p.Gone.Failed, r) {
			return r, true
		}
	}
	if len(left) == 0 {
		return "", false
	}
	return left[len(left)-1], true
}

// removed ends a removal.
func (w *Publisher) removed(tx bot.Tx, p, target bot.Post) error {
	p.State, p.Due, p.Lease, p.Posted, p.Note = bot.PostPosted, time.Time{}, time.Time{}, w.Now().UTC(), ""
	p.Gone = w.toBeSeen(p.Gone, target)
	if p.Gone.Lost {
		p.Due = p.Gone.NextSearch(w.Now())
		p.Note = "nothing more was found to remove; an earlier request may still arrive, and is looked for"
	}
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
	// Somebody may be looking at a question that has answered itself.
	if err := w.askAgain(tx, target); err != nil {
		return err
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
	g.Left, g.Note, g.Failed, g.Refused, g.Refusal, g.Asked = 0, "", nil, nil, "", time.Time{}
	switch lost := target.MayArrive(); {
	case !lost:
		g.Lost, g.Nowhere = false, false
	case !g.Lost:
		g.Lost, g.Sought, g.From = true, 0, w.Now().UTC()
	}
	switch {
	case len(target.Remotes) > 0:
		g.Due = bot.NextLook(w.Now(), w.Now())
	case !g.Lost:
		g.OK, g.At = true, w.Now().UTC()
	}
	return g
}

// settleRemoval stores the outcome of removing one part.
func (w *Publisher) settleRemoval(tx bot.Tx, p bot.Post, remote string, r network.Result) error {
	target, err := tx.Post(p.Target)
	if err != nil {
		return err
	}
	p.Note, p.Lease, p.State = r.Note, time.Time{}, bot.PostQueued
	w.pause(p.Op, r)
	now, what := w.Now().UTC(), ""
	switch r.Outcome {
	case network.Done:
		p.Remotes = append(slices.Clip(p.Remotes), remote)
		p.Due, p.Attempt, what = now, 0, "removed part"
		p.Gone.Failed = slices.DeleteFunc(slices.Clone(p.Gone.Failed), func(r string) bool { return r == remote })
	case network.No:
		p.Gone.Refused = append(slices.Clip(p.Gone.Refused), remote)
		p.Gone.Refusal, p.Gone.Asked = r.Note, now
		p.Due, p.Attempt, what = now, 0, "removal refused"
	default: // removing again does no harm
		what = "removal failed"
		w.removeLater(&p, target, remote, r)
	}
	if err := w.log(tx, what, p, remote); err != nil {
		return err
	}
	if len(p.Gone.Refused) > 0 && len(toRemove(p, target)) == 0 {
		if target.State != bot.PostSending && target.State != bot.PostUnknown {
			return w.refuses(tx, p, target)
		}
	}
	if err := tx.SetPost(p); err != nil {
		return err
	}
	if p.Attempt == troubleAfter {
		if err := w.trouble(tx, p, stillPublic, tryingAgain); err != nil {
			return err
		}
	}
	return w.card(tx, p)
}

// stillPublic is what the duty channel reads about what cannot be removed.
const stillPublic = "is still public although it was taken down"

// removeLater has the removal of a part tried again. Where the network answered with a
// fault of its own, that may be about this part alone, and the others are tried first;
// a network that was not reached, or that asks for a pause, is left alone.
func (w *Publisher) removeLater(p *bot.Post, target bot.Post, remote string, r network.Result) {
	if r.Outcome == network.Maybe && r.Retry == 0 && !slices.Contains(p.Gone.Failed, remote) {
		p.Gone.Failed = append(slices.Clip(p.Gone.Failed), remote)
		for _, other := range toRemove(*p, target) {
			if !slices.Contains(p.Gone.Failed, other) {
				p.Due = w.Now().UTC()
				p.Attempt-- // of all of them, not of each
				return
			}
		}
	}
	p.Gone.Failed = nil
	p.Due = w.Now().Add(max(r.Retry, w.backOffRemoval(p.Attempt))).UTC()
}

// refuses puts aside a removal of which nothing is left to try: somebody has to remove
// by hand what the network refuses to, and then that is to be seen.
func (w *Publisher) refuses(tx bot.Tx, p, target bot.Post) error {
	p.State, p.Due, p.Lease, p.Note = bot.PostRefused, time.Time{}, time.Time{}, p.Gone.Refusal
	if p.Posted.IsZero() {
		p.Posted = w.Now().UTC()
	}
	p.Gone.Due = bot.NextLook(p.Posted, w.Now())
	if err := tx.SetPost(p); err != nil {
		return err
	}
	if err := w.ask(tx, p); err != nil {
		return err
	}
	next := "The network refuses to remove it: remove it there by hand."
	if at := (bot.Leftover{Post: target, Removal: p}).Open(); len(at) > 0 {
		next = fmt.Sprintf("The network refuses to remove it: open it and remove it there by hand. %s", strings.Join(at[:min(len(at), manyAddresses)], " "))
	}
	if err := w.trouble(tx, p, stillPublic, next); err != nil {
		return err
	}
	return w.card(tx, p)
}

// manyAddresses bounds how many addresses one message has.
const manyAddresses = 5

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
