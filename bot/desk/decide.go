package desk

import (
	"context"
	"errors"
	"fmt"

	"appealbot/bot"
)

// A Decision settles a post about which no machine can know what is right.
type Decision string

// Decisions.
const (
	// Send publishes it (again).
	Send Decision = "send"
	// Look looks for it once more.
	Look Decision = "look"
	// Drop gives it up.
	Drop Decision = "drop"
	// Bare publishes it without the address that it waits for, in the words
	// that were approved for that.
	Bare Decision = "bare"
	// Anew publishes the words of a change that the network refuses as a new post.
	Anew Decision = "anew"
)

// Decide settles a post that is held, absent or refused.
func (d *Desk) Decide(ctx context.Context, by Actor, id bot.ID, what Decision) (bot.Post, error) {
	var out bot.Post
	err := d.do(ctx, by, func(c *change) error {
		p, err := c.Post(id)
		if err != nil {
			return err
		}
		if err := c.decide(&p, what); err != nil {
			return err
		}
		out = p
		return nil
	}, func(tx bot.Tx) error {
		var err error
		out, err = tx.Post(id)
		return err
	})
	return out, err
}

func (c *change) decide(p *bot.Post, what Decision) error {
	if !c.by.Person.Can(bot.Author) && !c.by.Person.Can(bot.Approver) {
		return bot.Refuse(bot.ErrDenied, "You may not decide about posts. Ask the author or an approver.")
	}
	if p.Op.Moderates() {
		return bot.Refuse(bot.ErrInvalid, "That is about an answer of the public. Say again what should become of it, for example /appeal hide R17 REASON.")
	}
	if p.Op == bot.OpRemove && what == Drop {
		return bot.Refuse(bot.ErrInvalid, "What was taken down is not given up. If nobody can remove it, say so: /appeal gone %s and the reason.", p.Account)
	}
	waits := what == Bare && p.State == bot.PostQueued && len(p.Links) == 0
	if p.State != bot.PostHeld && p.State != bot.PostAbsent && p.State != bot.PostRefused && !waits {
		by := ""
		if p.Decided.Name != "" {
			by = fmt.Sprintf(" (%s decided %s)", p.Decided.Name, bot.When(p.Decided.At, c.now))
		}
		return bot.Refuse(bot.ErrStale, "There is nothing to decide: the post on %s is %s%s.", c.d.name(p.Account), p.State, by)
	}
	if p.Op == bot.OpReshare && what != Send && what != Drop {
		return bot.Refuse(bot.ErrInvalid, "A post is shared again, or it is not; there is nothing to look for. Choose send or drop.")
	}
	if what == Look && p.Op == bot.OpEdit {
		return bot.Refuse(bot.ErrInvalid, "A change is made again, not looked for. Choose send, anew or drop.")
	}
	if what == Bare && !bareable(*p) {
		return bot.Refuse(bot.ErrStale, "The post on %s cannot go out without the link: no words were approved for that, or it waits for none. Edit the appeal, or give the post up.", c.d.name(p.Account))
	}
	p.Decided = c.by.Person.By(c.now)
	if what == Send || what == Bare {
		err := c.reexpect(p)
		if err == nil {
			err = c.d.Clear(c, *p)
		}
		if r := (*bot.Refusal)(nil); errors.As(err, &r) {
			return bot.Refuse(r.Kind, "It cannot be sent now. %s", r.Text)
		} else if err != nil {
			return err
		}
	}
	switch what {
	case Send:
		p.State, p.Due, p.Note = bot.PostQueued, c.now.UTC(), "sent again on the word of "+c.by.Person.Name
		p.Began = zero                           // what was sent before is the person's to judge
		p.Gone.Refused, p.Gone.Failed = nil, nil // of a removal: every part is asked for again
	case Bare:
		var err error // what was carried may hold the words with the address
		if *p, err = bot.Abandon(c, *p, c.now); err != nil {
			return err
		}
		p.State, p.Due, p.Lease, p.Note = bot.PostQueued, c.now.UTC(), zero, "without the link on the word of "+c.by.Person.Name
		p.Bare, p.Links = true, nil
	case Anew:
		if err := c.instead(p); err != nil {
			return err
		}
	case Look:
		p.State, p.Due, p.Note = bot.PostUnknown, c.now.UTC(), "looked for again on the word of "+c.by.Person.Name
	case Drop:
		var err error
		if *p, err = bot.Abandon(c, *p, c.now); err != nil {
			return err
		}
		p.State, p.Due, p.Note = bot.PostDropped, zero, "given up by "+c.by.Person.Name
	default:
		return bot.Refuse(bot.ErrInvalid, "Choose send, look, bare, anew or drop.")
	}
	if err := c.SetPost(*p); err != nil {
		return err
	}
	if err := c.log("decided: "+string(what), p.ID, p.Case, p.Note); err != nil {
		return err
	}
	return c.posted(*p)
}

// bareable reports whether a post waits for an address and may go out without it.
func bareable(p bot.Post) bool {
	return p.Op == bot.OpCreate && !p.Bare && !p.Begun() && len(p.Rendering.Awaits()) > 0 && len(p.Rendering.Without) > 0
}

// posted shows what became of a post: on its card and where it was asked
// about.
func (c *change) posted(p bot.Post) error {
	a, err := c.Appeal(p.Appeal)
	if err != nil {
		return err
	}
	if err := c.card(a); err != nil {
		return err
	}
	return c.reshow(bot.NoticeAsk, p.ID)
}
