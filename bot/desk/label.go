package desk

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"appealbot/bot"
)

// Label records what an officer makes of a reply. A later label replaces an
// earlier one.
func (d *Desk) Label(ctx context.Context, by Actor, id bot.ID, label bot.Label) (bot.Reply, error) {
	var out bot.Reply
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
		t, err := c.Tally(r.Case)
		if err != nil {
			return err
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
		r.Label, r.Labelled = label, by.Person.By(c.now)
		if err := c.PutReply(r); err != nil {
			return err
		}
		if err := c.PutTally(r.Case, t); err != nil {
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
		if label == bot.LabelEmergency {
			if err := c.emergency(r); err != nil {
				return err
			}
		}
		return c.reshow(bot.NoticeReply, r.ID)
	}, func(tx bot.Tx) error {
		var err error
		out, err = tx.Reply(id)
		return err
	})
	return out, err
}

// emergency tells the duty channel what an officer found.
func (c *change) emergency(r bot.Reply) error {
	number := "an unknown case"
	k, err := c.Case(r.Case)
	switch {
	case err == nil:
		number = "case " + k.Number
	case !errors.Is(err, bot.ErrNotFound):
		return err
	}
	return c.duty("emergency/"+string(r.ID), fmt.Sprintf("%s marks answer R%d in %s as an emergency. Call the communications centre now.", c.by.Person.Name, r.Number, number))
}
