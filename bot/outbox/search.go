package outbox

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// claimSearch claims one more look for what a removal may have missed: a request to
// publish of which nobody knows what came, and which may still arrive. Looking changes
// nothing, so a look whose lease is over is simply made again.
func (w *Publisher) claimSearch(tx bot.Tx, p, target bot.Post) (*task, error) {
	if !p.Pursued() || !p.Gone.Lost || !target.MayArrive() {
		p.Due, p.Lease = time.Time{}, time.Time{}
		return nil, tx.SetPost(p)
	}
	a, err := attempt(tx, target, true)
	if r := (*bot.Refusal)(nil); errors.As(err, &r) {
		p.Due, p.Lease, p.Gone.Note = p.Gone.NextSearch(w.Now()), time.Time{}, "it cannot be looked for: "+r.Text
		return nil, tx.SetPost(p)
	} else if err != nil {
		return nil, err
	}
	if a.Carried, err = carriedFor(tx, target); err != nil {
		return nil, err
	}
	w.lease(&p)
	if err := tx.SetPost(p); err != nil {
		return nil, err
	}
	return &task{post: p, find: true, attempt: a}, w.log(tx, "looks for what may still arrive", p, fmt.Sprintf("look %d", p.Gone.Sought+1))
}

// carriedFor is what a network wants to be told to find a part whose media it has. Once
// a post is given up, whoever takes them away knows it.
func carriedFor(tx bot.Tx, target bot.Post) (string, error) {
	if target.Carry.State != "" {
		return target.Carry.State, nil
	}
	ps, err := tx.PostsOf(target.Appeal)
	if err != nil {
		return "", err
	}
	state := ""
	for _, q := range ps { // the newest is last
		if q.Op == bot.OpDiscard && q.Target == target.ID && len(q.Remotes) == len(target.Remotes) {
			state = q.Carry.State
		}
	}
	return state, nil
}

// settleSearch stores what a look came to. That something is public is a fact, whoever
// has the claim by now.
func (w *Publisher) settleSearch(tx bot.Tx, p bot.Post, t *task, r network.Result, late bool) error {
	target, err := tx.Post(p.Target)
	if err != nil {
		return err
	}
	if r.Outcome == network.Done {
		found := *t
		found.post = t.attempt.Post
		return w.done(tx, target, &found, r)
	}
	if late || !p.Pursued() {
		return nil
	}
	was := p.Gone.Nowhere
	p.Lease = time.Time{}
	if r.Outcome == network.Never {
		p.Gone, p.Gone.Note = p.Gone.Missing(w.Network.Capabilities().FindsAll, w.Now()), ""
	} else { // not to be able to look is not to have found nothing
		p.Gone.Note = "it could not be looked for: " + r.Note
	}
	p.Due = p.Gone.NextSearch(w.Now())
	if at := w.Now().Add(r.Retry).UTC(); at.After(p.Due) {
		p.Due = at
	}
	if err := tx.SetPost(p); err != nil {
		return err
	}
	if err := w.log(tx, "not found what may still arrive", p, fmt.Sprintf("look %d: %s", p.Gone.Sought, r.Outcome)); err != nil {
		return err
	}
	if p.Gone.Nowhere && !was {
		if err := w.nowhere(tx, p); err != nil {
			return err
		}
	}
	return w.card(tx, p)
}

// nowhere tells people that what may still arrive was looked for in vain for long
// enough. That it never arrives is for a person to say, who has looked.
func (w *Publisher) nowhere(tx bot.Tx, p bot.Post) error {
	return w.tellGone(tx, p, "nowhere", fmt.Sprintf(
		"%s: the answer to a request to publish was lost, and what it was about was taken down since. I looked for it %d times in more than an hour, and it is nowhere among what the account shows. Look at the account yourself; if it is not there, an approver or lead says so: /appeal gone %s and the reason. I go on looking until then.",
		w.Network.Account().Name, p.Gone.Sought, p.Account))
}

// removal returns the removal of a post, if it is being taken down, or was.
func (w *Publisher) removal(tx bot.Tx, p bot.Post) (r bot.Post, any bool, err error) {
	r, err = tx.Post(bot.Removal(p, w.Now()).ID)
	if errors.Is(err, bot.ErrNotFound) {
		return r, false, nil
	}
	return r, err == nil, err
}

// lateArrival sees to a part with an index that has turned out to be public while its
// post is being taken down: it goes at once. Nobody is told that the appeal is public,
// but where nobody expected it any more, that it was.
func (w *Publisher) lateArrival(tx bot.Tx, p bot.Post, part int) error {
	r, err := tx.Post(bot.Removal(p, w.Now()).ID)
	if err != nil {
		return err
	}
	waits := r.State == bot.PostQueued && r.Due.After(w.Now()) // until it is known
	if waits || r.State == bot.PostRefused {                   // what was refused is another part
		r.State, r.Due, r.Gone.Due = bot.PostQueued, w.Now().UTC(), time.Time{}
		if err := tx.SetPost(r); err != nil {
			return err
		}
	}
	if p.State == bot.PostDropped || p.State == bot.PostRemoved {
		at := ""
		if s := p.Address(part); s != "" {
			at = " " + s
		}
		if err := w.log(tx, "turned up after it was taken down", p, p.Remotes[part]); err != nil {
			return err
		}
		if err := w.tellGone(tx, r, "late/"+p.Remotes[part], fmt.Sprintf(
			"%s: an earlier request to publish has arrived after all, although it was taken down since. It is being removed now.%s", w.Network.Account().Name, at)); err != nil {
			return err
		}
	}
	if err := w.askAgain(tx, p); err != nil {
		return err
	}
	return w.card(tx, p)
}

// tellGone tells the case's room and the duty channel something about what should be
// gone.
func (w *Publisher) tellGone(tx bot.Tx, p bot.Post, key, text string) error {
	n := bot.Notice{Kind: bot.NoticeTell, Subject: p.ID, Lane: bot.LaneUrgent, Text: text}
	k, err := tx.Case(p.Case)
	if err != nil {
		return err
	}
	key = strings.Join([]string{"gone", key, fmt.Sprint(p.Gone.Since.Unix())}, "/")
	if k.State != bot.CaseClosed {
		n.Case = k.ID
		if err := bot.Show(tx, w.Platforms, w.Now(), n, key); err != nil {
			return err
		}
	}
	n.Case, n.Channel = "", "duty"
	n.Text = "Case " + k.Number + ". " + text
	return bot.Show(tx, w.Platforms, w.Now(), n, key+"/duty")
}
