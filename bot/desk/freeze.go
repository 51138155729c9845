package desk

import (
	"context"
	"slices"
	"strings"

	"appealbot/bot"
)

// Freeze stops publication: of everything, of one account, or of one case.
// Anybody who may write appeals may stop a case; stopping an account or the
// whole department takes an approver or an administrator.
func (d *Desk) Freeze(ctx context.Context, by Actor, f bot.Freeze) (bot.Freeze, error) {
	f.Reason = strings.TrimSpace(f.Reason)
	if f.Reason == "" {
		return f, bot.Refuse(bot.ErrInvalid, "Say why, for example: /appeal freeze all wrong photo went out.")
	}
	err := d.do(ctx, by, func(c *change) error {
		may := by.Person.Can(bot.Approver) || by.Person.Can(bot.Admin)
		if !may && (f.Scope != bot.FreezeCase || !by.Person.Can(bot.Author)) {
			return bot.Refuse(bot.ErrDenied, "Only approvers and administrators may stop publication for more than one case. Tell one of them at once.")
		}
		fs, err := c.Freezes()
		if err != nil {
			return err
		}
		for _, old := range fs {
			if !old.Blackout() && old.Scope == f.Scope && old.Subject == f.Subject {
				return bot.Refuse(bot.ErrStale, "%s. It stays so until /appeal resume.", old.Says(c.now))
			}
		}
		f.ID, f.By = d.o.NewID(), by.Person.By(c.now)
		if err := c.PutFreeze(f); err != nil {
			return err
		}
		if err := c.log("froze", f.ID, caseOf(f), string(f.Scope)+" "+f.Subject+": "+f.Reason); err != nil {
			return err
		}
		if err := c.duty("freeze/"+string(f.ID), f.Says(c.now)); err != nil {
			return err
		}
		return c.touch(f)
	}, func(tx bot.Tx) error {
		fs, err := tx.Freezes()
		for _, old := range fs {
			if !old.Blackout() && old.Scope == f.Scope && old.Subject == f.Subject {
				f = old
			}
		}
		return err
	})
	return f, err
}

func caseOf(f bot.Freeze) bot.ID {
	if f.Scope == bot.FreezeCase {
		return bot.ID(f.Subject)
	}
	return ""
}

// duty tells the duty channel of every platform.
func (c *change) duty(key, text string) error { return c.dutyOn(c.d.o.Platforms, key, text) }

// dutyOn tells the duty channels of some platforms.
func (c *change) dutyOn(platforms []string, key, text string) error {
	return bot.Show(c, platforms, c.now, bot.Notice{
		Kind: bot.NoticeTell, Channel: "duty", Text: text, Lane: bot.LaneUrgent,
	}, key)
}

// manyOpen bounds how many open appeals one freeze shows anew. A department
// has a handful open at a time; the rest show it when they change.
const manyOpen = 200

// touch shows the cards that a freeze concerns anew.
func (c *change) touch(f bot.Freeze) error {
	as, err := c.OpenAppeals(manyOpen)
	if err != nil {
		return err
	}
	for _, a := range as {
		for _, acc := range a.Content.Accounts {
			if f.Concerns(acc, a.Case) {
				if err := c.card(a); err != nil {
					return err
				}
				break
			}
		}
	}
	return nil
}

// Resume ends a freeze. Nothing is sent by it: each post that came due
// meanwhile is asked about. It returns how many there are.
func (d *Desk) Resume(ctx context.Context, by Actor, scope bot.Scope, subject string) (int, error) {
	n := 0
	err := d.do(ctx, by, func(c *change) error {
		if !by.Person.Can(bot.Approver) && !by.Person.Can(bot.Admin) {
			return bot.Refuse(bot.ErrDenied, "Only approvers and administrators may let publication go on.")
		}
		fs, err := c.Freezes()
		if err != nil {
			return err
		}
		var found *bot.Freeze
		for i := range fs {
			if !fs[i].Blackout() && fs[i].Scope == scope && fs[i].Subject == subject {
				found = &fs[i]
			}
		}
		if found == nil {
			return bot.Refuse(bot.ErrStale, "%s", nothingFrozen(fs, c))
		}
		if err := c.DeleteFreeze(found.ID); err != nil {
			return err
		}
		if err := c.log("resumed", found.ID, caseOf(*found), string(scope)+" "+subject); err != nil {
			return err
		}
		if err := c.duty("resume/"+string(found.ID), by.Person.Name+" lets publication go on ("+found.Reason+")."); err != nil {
			return err
		}
		if err := c.touch(*found); err != nil {
			return err
		}
		n, err = c.askHeld(*found)
		return err
	}, nil)
	return n, err
}

func nothingFrozen(fs []bot.Freeze, c *change) string {
	fs = slices.DeleteFunc(fs, bot.Freeze.Blackout)
	if len(fs) == 0 {
		return "Nothing is stopped."
	}
	var s strings.Builder
	s.WriteString("That is not stopped. Stopped is:")
	for _, f := range fs {
		s.WriteString(" " + f.Says(c.now) + ".")
	}
	return s.String()
}

// manyHeld bounds how many posts are looked at when a freeze ends.
const manyHeld = 2000

// askHeld asks about every post that a freeze held, and about those that came
// due while it was in force and were not looked at in that time.
func (c *change) askHeld(f bot.Freeze) (int, error) {
	held, err := c.PostsIn(bot.PostHeld, manyHeld)
	if err != nil {
		return 0, err
	}
	queued, err := c.PostsIn(bot.PostQueued, manyHeld)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, p := range append(held, queued...) {
		if !f.Stops(p.Account, p.Case) || !p.Op.Publishes() || p.State == bot.PostQueued && p.Due.After(c.now) {
			continue
		}
		if p.State == bot.PostQueued {
			p.State, p.Due, p.Note = bot.PostHeld, zero, "It came due while publication was stopped ("+f.Reason+")."
			if err := c.SetPost(p); err != nil {
				return n, err
			}
		}
		n++
		if err := bot.Show(c, c.d.o.Platforms, c.now, bot.Notice{Kind: bot.NoticeAsk, Subject: p.ID, Case: p.Case}, ""); err != nil {
			return n, err
		}
		if err := bot.Inquire(c, p, c.now); err != nil {
			return n, err
		}
	}
	return n, nil
}

// Freezes returns what is stopped now.
func (d *Desk) Freezes(ctx context.Context) ([]bot.Freeze, error) {
	var out []bot.Freeze
	err := d.o.Store.View(ctx, func(tx bot.Tx) (err error) {
		out, err = tx.Freezes()
		return err
	})
	return out, err
}
