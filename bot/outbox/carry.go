package outbox

import (
	"context"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Pauses of what is told about media on their way.
const (
	tellPause = 5 * time.Second // between two changes of the card
	tellStep  = 5               // hundredths that are worth one
	// stuck is how long the network may work at media, such as converting a
	// video, before the duty channel is told.
	stuck = time.Hour
)

// carries reports whether the media of an attempt are still to be carried to the
// network. Nothing of that is public, so that it is no attempt: the post stays
// queued, and can be taken back between any two steps.
func (w *Publisher) carries(a network.Attempt) bool {
	c, ok := w.Network.(network.Carrier)
	return ok && !a.Post.Carry.Ready && c.Carries(a.Part)
}

// claimStep claims one step of carrying the media of p. A step whose process died
// is made again when the lease is over: the network can be asked what came of it.
func (w *Publisher) claimStep(tx bot.Tx, t *task, p bot.Post) error {
	first := p.Carry.Began.IsZero()
	if first {
		p.Carry.Began = w.Now().UTC()
		p.Carry.Moved = p.Carry.Began
	}
	w.lease(&p)
	t.carry, t.post, t.attempt.Post = true, p, p
	if err := tx.SetPost(p); err != nil || !first {
		return err
	}
	return w.log(tx, "begins to carry media", p, "")
}

// carry makes one step.
func (w *Publisher) carry(ctx context.Context, t *task) network.Result {
	c, ok := w.Network.(network.Carrier)
	if !ok { // it was one when the step was claimed
		return network.Result{Outcome: network.Never}
	}
	t.carried = c.Carry(ctx, t.attempt)
	return t.carried.Result
}

// settleStep stores what came of a step.
func (w *Publisher) settleStep(tx bot.Tx, p bot.Post, t *task, r network.Result) error {
	if p.State != bot.PostQueued || !p.Lease.Equal(t.post.Lease) || p.Worker != t.post.Worker {
		return w.lateStep(tx, p, t)
	}
	before := p.Carry
	p.Lease, p.Note, p.Carry = time.Time{}, "", w.carried(before, t.carried)
	now, what := w.Now(), ""
	switch {
	case r.Outcome == network.Done:
		p.Carry.Ready, p.Carry.Sent, p.Attempt, p.Due, what = true, p.Carry.Size, 0, now.UTC(), "carried media"
	case r.Outcome == network.No:
		var err error
		if p, err = bot.Abandon(tx, p, now); err != nil {
			return err
		}
		p.State, p.Due, p.Note, what = bot.PostRefused, time.Time{}, r.Note, "media refused"
	case t.carried.More:
		p.Attempt, p.Due = 0, now.Add(max(r.Retry, 0)).UTC()
		return w.settleMore(tx, p)
	default:
		w.pause(p.Op, r)
		p.Attempt++
		wait := max(r.Retry, w.backOff(p.Attempt))
		if r.Cause == network.Reconnect {
			wait = max(r.Retry, unwellPause)
		}
		p.Due, p.Note = now.Add(wait).UTC(), r.Note
	}
	p.Carry = told(p.Carry, now)
	if err := tx.SetPost(p); err != nil {
		return err
	}
	if what != "" {
		if err := w.log(tx, what, p, r.Note); err != nil {
			return err
		}
	}
	if p.State == bot.PostRefused {
		if err := w.ask(tx, p); err != nil {
			return err
		}
		if err := w.wake(tx, p); err != nil {
			return err
		}
		if err := w.tellPublished(tx, p); err != nil {
			return err
		}
	}
	if p.Attempt == troubleAfter {
		if err := w.trouble(tx, p, "is not public yet", tryingAgain); err != nil {
			return err
		}
	}
	return w.card(tx, p)
}

// settleMore stores a step that got further. There may be hundreds of them, so the
// card is changed only now and then.
func (w *Publisher) settleMore(tx bot.Tx, p bot.Post) error {
	now, c := w.Now(), p.Carry
	tells := now.Sub(c.Told) >= tellPause && (c.Note != c.Said || c.Done() >= c.Percent+tellStep || c.Done() < c.Percent)
	lasts := now.Sub(c.Moved) >= stuck
	if tells {
		p.Carry = told(p.Carry, now)
	}
	if lasts {
		p.Carry.Moved = now.UTC() // said once an hour
	}
	if err := tx.SetPost(p); err != nil {
		return err
	}
	if lasts {
		p.Note = c.Note
		if err := w.trouble(tx, p, "is not public yet", "The network works at its media for an hour or longer."); err != nil {
			return err
		}
	}
	if !tells {
		return nil
	}
	return w.card(tx, p)
}

// carried is how far media are after a step.
func (w *Publisher) carried(c bot.Carry, s network.Carried) bot.Carry {
	// A step that failed may have nothing to say of the upload under way. That is
	// not forgotten for it.
	if s.State != "" || s.More {
		c.State = s.State
	}
	if s.Size > 0 {
		if s.Sent > c.Sent {
			c.Moved = w.Now().UTC()
		}
		c.Sent, c.Size = s.Sent, s.Size
	}
	if s.More || s.Outcome == network.Done {
		c.Note = strings.TrimRight(s.Note, ".")
	}
	return c
}

// told is c when the card is changed to show it.
func told(c bot.Carry, now time.Time) bot.Carry {
	c.Told, c.Percent, c.Said = now.UTC(), c.Done(), c.Note
	return c
}

// lateStep keeps of a step that lost its claim what nobody else knows: what it began
// goes on, or is taken away when the post does not need it any more. Otherwise
// somebody else has got further.
func (w *Publisher) lateStep(tx bot.Tx, p bot.Post, t *task) error {
	state := t.carried.State
	switch {
	case state == "" || p.Part() != t.post.Part():
		return nil
	case p.Carry.Began.Equal(t.post.Carry.Began) && p.Carry.State == t.post.Carry.State && !p.Carry.Ready:
		p.Carry = w.carried(p.Carry, t.carried)
		if p.State == bot.PostDropped || p.State == bot.PostRefused || p.State == bot.PostRemoved {
			var err error
			if p, err = bot.Abandon(tx, p, w.Now()); err != nil {
				return err
			}
		}
		return tx.SetPost(p)
	case p.Carry.Began.Equal(t.post.Carry.Began):
		return w.log(tx, "dropped late step", p, "")
	case p.State == bot.PostSending, p.State == bot.PostUnknown, p.State == bot.PostPosted, p.Carry.State == state:
		return nil // it may be what is being published
	default:
		_, err := tx.AddPost(bot.Discarding(p, state, w.Now()))
		return err
	}
}
