package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
)

// Rest says on which records of its case an appeal rests; none of them takes off what
// it rested on. That makes a new revision: the approvals have to be given anew, because
// they covered what the appeal rested on. The words have not changed, so what was said
// about them holds.
func (d *Desk) Rest(ctx context.Context, by Actor, id bot.ID, records []bot.ID) (bot.Appeal, error) {
	return d.alter(ctx, by, id, "said what it rests on", func(c *change, a *bot.Appeal) (string, error) {
		k, err := c.Case(a.Case)
		if err != nil {
			return "", err
		}
		if err := holding(k, records, c.now); err != nil {
			return "", err
		}
		submitted := a.State == bot.Waiting || a.State == bot.Approved
		overrides := a.Overrides
		if err := c.edit(a, "", func(content *bot.Content) { content.Authority = unique(records) }); err != nil {
			return "", err
		}
		a.Overrides = overrides
		detail := cmp.Or(joinIDs(records), "nothing")
		if !submitted {
			return detail, nil
		}
		return detail, c.submit(a)
	})
}

// holding refuses records that the case does not have or that do not hold.
func holding(k bot.Case, records []bot.ID, now time.Time) error {
	for _, id := range records {
		switch r := k.Record(id); {
		case r == nil && len(k.Records) == 0:
			return bot.Refuse(bot.ErrNotFound, "Case %s has no records yet. File the paper first, for example: /appeal record warrant W-2026-114 --about P1.", k.Number)
		case r == nil:
			return bot.Refuse(bot.ErrNotFound, "Case %s has no record %q. /appeal people shows what it has.", k.Number, id)
		}
	}
	return k.Carry(records, now, now)
}

// carried refuses an appeal that rests on records which do not hold any more, or will
// not at the time at which the last of it is published. What follows up another appeal
// repeats it, so it rests on the same papers.
func (d *Desk) carried(tx bot.Tx, a bot.Appeal) error {
	return d.carriedAt(tx, a, lastOut(a))
}

// carriedAt is carried for an appeal that is published at a time, or now if that is
// over.
func (d *Desk) carriedAt(tx bot.Tx, a bot.Appeal, at time.Time) error {
	now := d.Now()
	if at.Before(now) {
		at = now
	}
	k, err := tx.Case(a.Case)
	if err != nil {
		return err
	}
	for range manyParents {
		d.stand(tx, &a, k)
		if err := k.Carry(a.Rests(), at.In(d.o.Zone), now); err != nil || a.Parent == "" {
			return err
		}
		if a, err = tx.Appeal(a.Parent); err != nil {
			return err
		}
	}
	return nil
}

// stillCarried is carried for an appeal that is being approved. It keeps what lets its
// findings pass now.
func (c *change) stillCarried(a *bot.Appeal) error {
	k, err := c.Case(a.Case)
	if err != nil {
		return err
	}
	c.d.stand(c, a, k)
	return c.d.carried(c, *a)
}

// onFooting refuses what must not go out any more because it rests on a record that
// has ended. Nobody is asked about it: what else there is of it comes down.
func (d *Desk) onFooting(tx bot.Tx, a bot.Appeal) error {
	err := d.carriedAt(tx, a, zero) // its time has come
	if r := (*bot.Refusal)(nil); errors.As(err, &r) {
		return bot.Refuse(bot.ErrOver, "%s", r.Text)
	}
	return err
}

// lastOut is when the last of an appeal is published; zero when that is as soon as it is
// approved.
func lastOut(a bot.Appeal) time.Time {
	if slots := a.Content.Series.Slots; len(slots) > 0 {
		return slots[len(slots)-1].At
	}
	return a.Content.At
}

// stand looks for what lets the findings of an appeal pass where the record that did
// so does not hold any more: there may be another one. What nothing lets pass keeps
// the record that has ended, so that everybody can see on what it rested. A guard that
// cannot be asked is no reason to leave anything public.
func (d *Desk) stand(tx bot.Tx, a *bot.Appeal, k bot.Case) (changed bool) {
	now := d.Now()
	lost := func(f bot.Finding) bool {
		if f.Record == "" {
			return false
		}
		r := k.Record(f.Record)
		return r == nil || !r.Holds(now)
	}
	if !slices.ContainsFunc(a.Findings, lost) {
		return false
	}
	fresh, err := d.check(tx, *a, k)
	if err != nil {
		return false
	}
	a.Findings = slices.Clone(a.Findings)
	for i, f := range a.Findings {
		if !lost(f) {
			continue
		}
		j := slices.IndexFunc(fresh, func(g bot.Finding) bool { return g.Record != "" && g.Key() == f.Key() })
		if j >= 0 {
			a.Findings[i].Basis, a.Findings[i].Record = fresh[j].Basis, fresh[j].Record
			changed = true
		}
	}
	return changed
}

// joinIDs names records for the audit log.
func joinIDs(ids []bot.ID) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = string(id)
	}
	return strings.Join(words, ", ")
}
