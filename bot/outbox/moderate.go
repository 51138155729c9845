package outbox

import (
	"context"
	"fmt"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// claimModeration claims what an officer wants done about a reply. Doing it
// twice does no harm, so one whose lease is over is simply done again.
func (w *Publisher) claimModeration(tx bot.Tx, p bot.Post) (*task, error) {
	r, err := tx.Reply(p.Target)
	if err != nil {
		return nil, err
	}
	t := &task{about: network.Moderation{Op: p.Op, Remote: r.Remote, Author: r.AuthorID, Reason: p.Reason}}
	if r.Post != "" {
		q, err := tx.Post(r.Post)
		if err != nil {
			return nil, err
		}
		if len(q.Remotes) > 0 {
			if t.about.Root, err = root(tx, q); err != nil {
				return nil, err
			}
		}
	}
	p.State = bot.PostSending
	p.Attempt++
	w.lease(&p)
	t.post = p
	if err := tx.SetPost(p); err != nil {
		return nil, err
	}
	return t, w.log(tx, "claimed "+string(p.Op), p, r.Remote)
}

// moderate does the one thing outside.
func (w *Publisher) moderate(ctx context.Context, m network.Moderation) network.Result {
	n, ok := w.Network.(network.Moderator)
	if !ok {
		return network.Result{Outcome: network.No, Cause: network.Permanent, Note: w.Network.Account().Name + " cannot do that. Do it there by hand."}
	}
	return n.Moderate(ctx, m)
}

// settleModeration stores what came of it.
func (w *Publisher) settleModeration(tx bot.Tx, p bot.Post, r network.Result) error {
	p.Note, p.Lease = r.Note, time.Time{}
	w.pause(p.Op, r)
	done := ""
	switch r.Outcome {
	case network.Done:
		p.State, p.Due, p.Posted, p.Note, done = bot.PostPosted, time.Time{}, w.Now().UTC(), "", "done: "+string(p.Op)
	case network.No:
		p.State, p.Due, done = bot.PostRefused, time.Time{}, "refused: "+string(p.Op)
	default:
		p.State, p.Due, done = bot.PostQueued, w.Now().Add(max(r.Retry, w.backOff(p.Attempt))).UTC(), "failed: "+string(p.Op)
	}
	if err := tx.SetPost(p); err != nil {
		return err
	}
	if err := w.log(tx, done, p, r.Note); err != nil {
		return err
	}
	y, err := tx.Reply(p.Target)
	if err != nil {
		return err
	}
	if r.Outcome == network.Done && (p.Op == bot.OpHide || p.Op == bot.OpShow || p.Op == bot.OpReject) {
		y.Hidden = p.Op != bot.OpShow
		if err := tx.PutReply(y); err != nil {
			return err
		}
	}
	if err := bot.Show(tx, w.Platforms, w.Now(), inRoom(bot.Notice{Kind: bot.NoticeReply, Subject: y.ID, Case: y.Case}), ""); err != nil {
		return err
	}
	if r.Outcome != network.No && p.Attempt != troubleAfter {
		return nil
	}
	next := tryingAgain
	if r.Outcome == network.No {
		next = "It is not tried again."
	}
	n := inRoom(bot.Notice{
		Kind: bot.NoticeTell, Subject: p.ID, Case: p.Case, Lane: bot.LaneUrgent,
		Text: fmt.Sprintf("%s: R%d could not be dealt with (%s). %s %s", w.Network.Account().Name, y.Number, p.Op, next, p.Note),
	})
	if n.Case == "" { // it is purged with the others in the duty channel, which are about nothing
		n.Subject, done = "", "moderation/"+string(p.ID)+"/"+done
	}
	return bot.Show(tx, w.Platforms, w.Now(), n, done)
}

// inRoom sends a notice about a reply to its case's room, or to the duty channel
// when it belongs to no case.
func inRoom(n bot.Notice) bot.Notice {
	if n.Case == bot.Elsewhere {
		n.Case, n.Channel = "", "duty"
	}
	return n
}
