package desk

import (
	"context"
	"errors"
	"fmt"

	"appealbot/bot"
)

// manyDrafts bounds how many appeals of a case are looked at anew when what the
// case allows has changed.
const manyDrafts = 50

// Enter says whom a case is about, or what else is known of them. The audit log
// holds their number and not their name, since it is kept longer than the case.
func (d *Desk) Enter(ctx context.Context, by Actor, caseID bot.ID, s bot.Subject) (bot.Subject, error) {
	var out bot.Subject
	err := d.alterCase(ctx, by, caseID, "entered person", func(c *change, k *bot.Case) (detail string, err error) {
		*k, out, err = bot.Enter(*k, by.Person, s, c.now)
		return fmt.Sprintf("%s %s", out.ID, out.As), err
	})
	return out, err
}

// File adds a record to a case: what allows something about somebody to be
// public.
func (d *Desk) File(ctx context.Context, by Actor, caseID bot.ID, r bot.Record) (bot.Record, error) {
	var out bot.Record
	err := d.alterCase(ctx, by, caseID, "filed record", func(c *change, k *bot.Case) (detail string, err error) {
		*k, out, err = bot.File(*k, by.Person, d.o.Filers.For(r.Kind), r, c.now)
		return fmt.Sprintf("%s %s about %s", out.ID, out, out.Subject), err
	})
	return out, err
}

// Unfile ends a record, and what is public that rests on it.
func (d *Desk) Unfile(ctx context.Context, by Actor, caseID, record bot.ID, why string) (bot.Record, error) {
	var out bot.Record
	err := d.alterCase(ctx, by, caseID, "ended record", func(c *change, k *bot.Case) (detail string, err error) {
		*k, out, err = bot.Unfile(*k, by.Person, record, why, c.now)
		if err != nil {
			return "", err
		}
		ended := []bot.ID{out.ID}
		if bot.Arrested(why) {
			for _, id := range k.YouthOrders(out.Subject, c.now) {
				if *k, _, err = bot.Unfile(*k, by.Person, id, why, c.now); err != nil {
					return "", err
				}
				ended = append(ended, id)
			}
		}
		if err := c.takenBack(*k, ended); err != nil {
			return "", err
		}
		return fmt.Sprintf("%s %s", joinIDs(ended), why), nil
	})
	return out, err
}

// Filer is the role that may file records of a kind.
func (d *Desk) Filer(k bot.RecordKind) bot.Role { return d.o.Filers.For(k) }

// alterCase changes what a case knows with fn, and shows what that makes of its
// drafts. What waits for publication is looked at when its turn comes.
func (d *Desk) alterCase(ctx context.Context, by Actor, id bot.ID, what string, fn func(*change, *bot.Case) (detail string, err error)) error {
	return d.do(ctx, by, func(c *change) error {
		c.what, c.about = what, id
		k, err := c.Case(id)
		if err != nil {
			return err
		}
		detail, err := fn(c, &k)
		if err != nil {
			return err
		}
		if err := c.PutCase(k); err != nil {
			return err
		}
		if err := c.log(what, k.ID, k.ID, detail); err != nil {
			return err
		}
		return c.lookAnew(k)
	}, nil)
}

// lookAnew asks the guard about the drafts of a case again.
func (c *change) lookAnew(k bot.Case) error {
	as, err := c.AppealsOf(k.ID, manyDrafts)
	if err != nil {
		return err
	}
	for _, a := range as {
		if a.State != bot.Editing && a.State != bot.Waiting && a.State != bot.Rejected {
			continue
		}
		found, err := c.d.check(c, a, k)
		switch { // no draft keeps a record from being filed: it is looked at when it is submitted
		case errors.Is(err, errSilent):
			return nil // the next would be waited for as long
		case errors.Is(err, ErrGuard):
			continue
		case err != nil:
			return err
		}
		a.Findings = found
		if err := c.PutAppeal(a); err != nil {
			return err
		}
		if err := c.card(a); err != nil {
			return err
		}
	}
	return nil
}
