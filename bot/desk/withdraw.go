package desk

import (
	"context"
	"errors"
	"strings"

	"appealbot/bot"
)

// Withdraw takes an appeal back from approval or, before anything is claimed,
// from publication. A draft is cancelled.
func (d *Desk) Withdraw(ctx context.Context, by Actor, id bot.ID, reason string) (bot.Appeal, error) {
	return d.alter(ctx, by, id, "withdrew", func(c *change, a *bot.Appeal) (string, error) {
		if a.State == bot.Approved {
			why := "withdrawn by " + by.Person.Name
			if err := errors.Join(c.recall(*a, why), c.recallSlots(a, why)); err != nil {
				return "", err
			}
		}
		next, err := bot.Withdraw(*a, by.Person, strings.TrimSpace(reason), c.now)
		if err != nil {
			return "", err
		}
		*a = next
		return reason, nil
	})
}

// recall drops the posts of an appeal, unless any of them is public or may
// be on its way.
func (c *change) recall(a bot.Appeal, why string) error {
	ps, err := c.PostsOf(a.ID)
	if err != nil {
		return err
	}
	for _, p := range ps {
		if p.Out() && a.InSeries() {
			return begunSeries()
		}
		if p.Out() {
			return bot.Refuse(bot.ErrStale, "It is too late: this appeal is public, or on its way, on %s. To remove it use /appeal takedown; to add to it use /appeal update.", c.d.name(p.Account))
		}
	}
	for _, p := range ps {
		if p.Recallable() {
			if err := c.drop(p, why); err != nil {
				return err
			}
		}
	}
	if a.Alone != nil {
		return c.reshowSummons(demands(a)) // nobody has to review what nobody saw
	}
	return nil
}

// drop takes a post out of the outbox for good.
func (c *change) drop(p bot.Post, why string) error {
	p, err := bot.Abandon(c, p, c.now)
	if err != nil {
		return err
	}
	p.State, p.Due, p.Lease, p.Note, p.Decided = bot.PostDropped, zero, zero, why, c.by.Person.By(c.now)
	if err := c.SetPost(p); err != nil {
		return err
	}
	return c.log("dropped post", p.ID, p.Case, why)
}
