package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"appealbot/bot"
)

// shortestReason is how many characters the reason for a moderation has at least,
// and longestReason at most: enough to say something to an auditor.
const (
	shortestReason = 5
	longestReason  = 1000
)

// Moderate has something done about what a member of the public wrote. Nothing
// of it is lost here: the reply and the network's own words of it are kept, and
// the audit log carries their hash. Whether a network does it is known when the
// outbox has asked; the reply's card says how far it is.
func (d *Desk) Moderate(ctx context.Context, by Actor, reply bot.ID, op bot.Op, reason string) (bot.Reply, error) {
	reason = strings.TrimSpace(reason)
	var out bot.Reply
	err := d.do(ctx, by, func(c *change) error {
		c.what, c.about = string(op)+" reply", reply
		r, err := c.Reply(reply)
		if err != nil {
			return err
		}
		if err := c.mayModerate(r, op, reason); err != nil {
			return err
		}
		if err := c.moderate(r, op, reason); err != nil {
			return err
		}
		out = r
		return bot.Show(c, d.o.Platforms, c.now, inRoom(bot.Notice{Kind: bot.NoticeReply, Subject: r.ID, Case: r.Case}), "")
	}, func(tx bot.Tx) error {
		var err error
		out, err = tx.Reply(reply)
		return err
	})
	return out, err
}

// mayModerate refuses what a person may not do, or nobody can.
func (c *change) mayModerate(r bot.Reply, op bot.Op, reason string) error {
	switch {
	case !op.Moderates():
		return bot.Refuse(bot.ErrInvalid, "Choose hide, show, reject, mute or report.")
	case !c.mayHide():
		return bot.Refuse(bot.ErrDenied, "Only approvers and leads may moderate what the public writes. Tell one of them which answer it is: R%d.", r.Number)
	case !utf8.ValidString(reason):
		return bot.Refuse(bot.ErrInvalid, "The reason contains bytes that are not text. Type it again instead of pasting it.")
	case utf8.RuneCountInString(reason) < shortestReason:
		return bot.Refuse(bot.ErrInvalid, "Give the reason in a few words; the audit log keeps it: /appeal %s R%d REASON.", op, r.Number)
	case utf8.RuneCountInString(reason) > longestReason:
		return bot.Refuse(bot.ErrInvalid, "The reason has more than %d characters. Shorten it.", longestReason)
	case !slices.Contains(c.d.o.Accounts.Moderates(r.Account), op):
		return bot.Refuse(bot.ErrInvalid, "%s cannot be told through this program to %s an answer. Do it there by hand.", c.d.name(r.Account), op)
	case (op == bot.OpHide || op == bot.OpReject) && r.Opinion():
		return bot.Refuse(bot.ErrStale, "%s labelled R%d %s, and what is only that stays: criticism of the police is never hidden. If it names or threatens somebody, or is hateful, label it so first.", r.Labelled.Name, r.Number, r.Label)
	case (op == bot.OpHide || op == bot.OpReject) && r.Label == "" && r.Class == bot.ClassNoise:
		return bot.Refuse(bot.ErrStale, "Nothing in R%d is against a rule that is known, and criticism of the police is never hidden. If it names or threatens somebody, or is hateful, label it so first.", r.Number)
	case !r.Gone.IsZero() && op != bot.OpMute:
		return bot.Refuse(bot.ErrStale, "R%d was deleted by its author, seen %s. The copy here is kept.", r.Number, bot.When(r.Gone, c.now))
	}
	return nil
}

// mayHide reports whether a person may moderate what the public writes.
func (c *change) mayHide() bool { return c.by.Person.Can(bot.Approver) || c.by.Person.Can(bot.Lead) }

// moderate queues an operation on a reply, once more if it was done before: what
// a network did may have been undone there.
func (c *change) moderate(r bot.Reply, op bot.Op, reason string) error {
	p := bot.Moderation(r, op, c.by.Person.By(c.now), reason)
	p.Exercise = c.d.o.Exercise
	added, err := c.AddPost(p)
	if err != nil {
		return err
	}
	if !added {
		if err := c.SetPost(p); err != nil {
			return err
		}
	}
	if err := c.takeBackOpposite(r, op); err != nil {
		return err
	}
	kept := r.RawHash
	if kept == "" {
		kept = r.Said()
	}
	return c.log(string(op)+" reply", r.ID, r.Case, fmt.Sprintf("R%d on %s: %s (kept, sha256 %s)", r.Number, r.Account, reason, kept))
}

// takeBackOpposite drops the opposite of what is wanted now. Tried again after a
// failure, it would have the last word.
func (c *change) takeBackOpposite(r bot.Reply, op bot.Op) error {
	opposites := map[bot.Op][]bot.Op{
		bot.OpHide: {bot.OpShow}, bot.OpReject: {bot.OpShow}, bot.OpShow: {bot.OpHide, bot.OpReject},
	}
	for _, o := range opposites[op] {
		p, err := c.Post(bot.ModerationID(r.ID, o))
		if errors.Is(err, bot.ErrNotFound) || err == nil && p.Settled() {
			continue
		} else if err != nil {
			return err
		}
		p.State, p.Due, p.Lease, p.Note = bot.PostDropped, zero, zero, "taken back by "+c.by.Person.Name
		if err := c.SetPost(p); err != nil {
			return err
		}
	}
	return nil
}
