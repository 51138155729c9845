package desk

import (
	"context"
	"fmt"
	"strings"
	"time"

	"appealbot/bot"
)

// longestBlackout bounds a blackout: what is longer belongs in the configuration,
// where somebody reads it again.
const longestBlackout = 90 * 24 * time.Hour

// Blackout lets everything that comes due on an account, or on all, wait until a
// time. What is public stays. A second one of the same scope takes the place of the
// first.
func (d *Desk) Blackout(ctx context.Context, by Actor, f bot.Freeze) (bot.Freeze, error) {
	f.Reason = strings.TrimSpace(f.Reason)
	f.Until = utc(f.Until)
	err := d.do(ctx, by, func(c *change) error {
		c.what = "blackout"
		switch {
		case !by.Person.Can(bot.Approver) && !by.Person.Can(bot.Admin):
			return bot.Refuse(bot.ErrDenied, "Only approvers and administrators may set a blackout. Tell one of them at once; to stop one case, use /appeal freeze.")
		case f.Scope == bot.FreezeCase:
			return bot.Refuse(bot.ErrInvalid, "A blackout is for an account or for all. To stop one case use /appeal freeze.")
		case f.Reason == "":
			return bot.Refuse(bot.ErrInvalid, "Say why, for example: /appeal blackout all until 18:00 court order CR-26-1.")
		case !f.Until.After(c.now):
			return bot.Refuse(bot.ErrInvalid, "%s is over. Choose a later time.", bot.When(f.Until, c.now))
		case f.Until.Sub(c.now) > longestBlackout:
			return bot.Refuse(bot.ErrInvalid, "A blackout lasts at most 90 days. Set it until an earlier time, or have it written into the configuration.")
		}
		old, err := c.blackouts(f.Scope, f.Subject)
		if err != nil {
			return err
		}
		f.ID, f.By = d.o.NewID(), by.Person.By(c.now)
		if err := c.PutFreeze(f); err != nil {
			return err
		}
		detail := fmt.Sprintf("%s %s until %s: %s", f.Scope, f.Subject, f.Until.Format(time.RFC3339), f.Reason)
		if err := c.log("set blackout", f.ID, "", detail); err != nil {
			return err
		}
		if len(old) > 0 { // some of it may be over sooner than it was
			if _, err := c.release(f); err != nil {
				return err
			}
		}
		if err := c.duty("blackout/"+string(f.ID), f.Says(c.now)+". "+d.o.Schedule.Late()); err != nil {
			return err
		}
		return c.touch(f)
	}, func(tx bot.Tx) error {
		fs, err := tx.Freezes()
		for _, old := range fs {
			if old.Blackout() && old.Scope == f.Scope && old.Subject == f.Subject {
				f = old
			}
		}
		return err
	})
	return f, err
}

// blackouts deletes the blackouts of a scope, and those of any that are over. It
// returns the former.
func (c *change) blackouts(s bot.Scope, subject string) ([]bot.Freeze, error) {
	fs, err := c.Freezes()
	if err != nil {
		return nil, err
	}
	var out []bot.Freeze
	for _, f := range fs {
		same, over := f.Scope == s && f.Subject == subject, !f.Until.After(c.now)
		if !f.Blackout() || !same && !over {
			continue
		}
		if err := c.DeleteFreeze(f.ID); err != nil {
			return nil, err
		}
		if !over {
			out = append(out, f)
		}
	}
	return out, nil
}

// EndBlackout ends a blackout that an officer set. What waited for its end is due
// now; it returns how much that is.
func (d *Desk) EndBlackout(ctx context.Context, by Actor, scope bot.Scope, subject string) (int, error) {
	n := 0
	err := d.do(ctx, by, func(c *change) error {
		c.what = "end blackout"
		if !by.Person.Can(bot.Approver) && !by.Person.Can(bot.Admin) {
			return bot.Refuse(bot.ErrDenied, "Only approvers and administrators may end a blackout.")
		}
		ended, err := c.blackouts(scope, subject)
		if err != nil {
			return err
		}
		if len(ended) == 0 {
			left, err := c.Freezes()
			if err != nil {
				return err
			}
			return bot.Refuse(bot.ErrStale, "%s", nothingDark(left, c.now))
		}
		for _, f := range ended {
			if err := c.log("ended blackout", f.ID, "", string(scope)+" "+subject+": "+f.Reason); err != nil {
				return err
			}
			if err := c.duty("blackout-end/"+string(f.ID), by.Person.Name+" ended the blackout on "+f.Name+" ("+f.Reason+")."); err != nil {
				return err
			}
			if err := c.touch(f); err != nil {
				return err
			}
		}
		n, err = c.release(ended[0])
		return err
	}, nil)
	return n, err
}

// nothingDark says that the blackout meant is not there, and which are.
func nothingDark(fs []bot.Freeze, now time.Time) string {
	var s strings.Builder
	s.WriteString("There is no such blackout. One that stands in the configuration is ended there.")
	for _, f := range fs {
		if f.Blackout() && f.Until.After(now) {
			s.WriteString(" " + f.Says(now) + ".")
		}
	}
	return s.String()
}

// release makes due what was put off on the accounts of a blackout. Whatever else
// holds it puts it off again.
func (c *change) release(f bot.Freeze) (int, error) {
	ps, err := c.PostsIn(bot.PostQueued, manyHeld)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, p := range ps {
		if !c.putOff(p) || !f.Concerns(p.Account, p.Case) {
			continue
		}
		n++
		p.Due, p.Waited = c.now.UTC(), c.now.UTC()
		if err := c.SetPost(p); err != nil {
			return n, err
		}
	}
	return n, nil
}

// putOff reports whether nothing but the end of a window makes a post wait.
func (c *change) putOff(p bot.Post) bool {
	return p.Op.Publishes() && !p.Begun() && p.Waited.After(c.now) && p.Due.Equal(p.Waited)
}

// primeWaits gives what waits its time anew: the windows in the configuration may be
// others than when the program was stopped, and the clock may have run ahead. What a
// window holds longer now needs nothing, because the outbox asks again before it
// publishes. Those that stand in line behind each other keep their place.
func (c *change) primeWaits() error {
	return c.eachQueued(c.putOff, func(p bot.Post, a, first bot.Appeal, set []bot.Freeze) error {
		acc, _ := c.d.account(p.Account)
		pause, waits := acc.Paused(a.Judged(first.Kind), a.Pressing(), set, c.now, c.d.o.Zone)
		switch {
		case waits && p.Waited.Sub(pause.Until) < lanesLast, !waits && p.Due.Before(c.now.Add(turn)):
			return nil // as long as it did, or longer
		case p.Note == inTurn && !waits:
			return nil
		}
		// The outbox finds out what it waits for now, if anything.
		p.Due, p.Waited = c.now.UTC(), c.now.UTC()
		return c.SetPost(p)
	})
}

// eachQueued runs fn for what is wanted of the queued posts, with the appeal of each,
// the one at the beginning of its thread, and what is stopped.
func (c *change) eachQueued(wanted func(bot.Post) bool, fn func(p bot.Post, a, first bot.Appeal, set []bot.Freeze) error) error {
	ps, err := c.PostsIn(bot.PostQueued, manyHeld)
	if err != nil {
		return err
	}
	set, err := c.Freezes()
	if err != nil {
		return err
	}
	for _, p := range ps {
		if !wanted(p) {
			continue
		}
		a, err := c.Appeal(p.Appeal)
		if err != nil {
			return err
		}
		first, err := root(c, a)
		if err != nil {
			return err
		}
		if err := fn(p, a, first, set); err != nil {
			return err
		}
	}
	return nil
}
