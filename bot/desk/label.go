package desk

import (
	"context"
	"errors"
	"maps"
	"slices"

	"appealbot/bot"
)

// Label records what an officer makes of a reply. A later label replaces an
// earlier one.
func (d *Desk) Label(ctx context.Context, by Actor, id bot.ID, label bot.Label) (bot.Reply, error) {
	var out bot.Reply
	fresh := false // not one that was delivered twice
	if label != "" && !slices.Contains(bot.Labels(), label) {
		return out, bot.Refuse(bot.ErrInvalid, "%q is not a label.", label)
	}
	err := d.do(ctx, by, func(c *change) error {
		c.what, c.about = "label", id
		if !by.Person.Can(bot.Author) && !by.Person.Can(bot.Approver) && !by.Person.Can(bot.Lead) {
			return bot.Refuse(bot.ErrDenied, "You may not label replies. Ask your administrator for the role %q.", bot.Author)
		}
		r, err := c.Reply(id)
		if err != nil {
			return err
		}
		if r, err = c.label(r, label); err != nil {
			return err
		}
		if err := c.log("labelled reply", r.ID, r.Case, string(label)); err != nil {
			return err
		}
		out = r
		if a, err := c.Appeal(r.Appeal); err == nil {
			if err := c.card(a); err != nil {
				return err
			}
		}
		fresh = true
		return c.reshow(bot.NoticeReply, r.ID)
	}, func(tx bot.Tx) error {
		var err error
		out, err = tx.Reply(id)
		return err
	})
	if err == nil && fresh && label != "" && d.o.Labelled != nil {
		d.o.Labelled(out.Class, label)
	}
	return out, err
}

// label stores a label with what it counts for, and pages the duty list to what
// it makes an emergency. One that is no emergency any more is not paged again.
func (c *change) label(r bot.Reply, label bot.Label) (bot.Reply, error) {
	t, err := c.Tally(r.Case)
	if err != nil {
		return r, err
	}
	counts := map[bot.Label]int{}
	maps.Copy(counts, t.Labels)
	if r.Label != "" {
		counts[r.Label]--
	}
	if label != "" {
		counts[label]++
	}
	t.Labels = counts
	t.Count(r.Class, r.Label, -1)
	t.Count(r.Class, label, 1)
	if err := c.countEverywhere(r.Class, r.Label, label); err != nil {
		return r, err
	}
	was := r
	r.Label, r.Labelled = label, c.by.Person.By(c.now)
	c.classify(&r)
	if err := c.count(func(n *bot.Counter) error { return n.Reply(was, r, c.d.network(r.Account)) }); err != nil {
		return r, err
	}
	raised := r.Emergency() && r.Taken.Name == ""
	if raised {
		t.Raise(r.ID, c.now, c.now)
		err = errors.Join(c.pageDue(&t, r.Case), c.watch(r.Case))
	} else {
		err = c.settle(&t, r)
	}
	return r, errors.Join(err, c.PutReply(r), c.PutTally(r.Case, t), c.retell(r.Case, r.ID))
}

// countEverywhere counts a label in what is counted over all cases.
func (c *change) countEverywhere(class bot.Class, was, is bot.Label) error {
	t, err := c.Tally(bot.Everywhere)
	if err != nil {
		return err
	}
	t.Count(class, was, -1)
	t.Count(class, is, 1)
	return c.PutTally(bot.Everywhere, t)
}
