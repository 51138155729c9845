package desk

import (
	"errors"
	"time"

	"appealbot/bot"
)

// purgeLate has replies purged that come into a closed case now: they are kept for as
// long as the others, from now on. Those of an open case go with it.
func (c *change) purgeLate(caseID bot.ID) error {
	if !c.d.o.Retention.Purges() {
		return nil
	}
	k, err := c.Case(caseID)
	if errors.Is(err, bot.ErrNotFound) || err == nil && k.State != bot.CaseClosed {
		return nil
	} else if err != nil {
		return err
	}
	as, err := c.AppealsOf(k.ID, k.Appeals)
	if err != nil {
		return err
	}
	if !k.Purged.Replies.IsZero() && k.Purged.Late.IsZero() {
		k.Purged.Late = c.now.UTC()
		if err := c.PutCase(k); err != nil {
			return err
		}
	}
	return c.purgeLater(k.ID, c.d.o.Retention.For(bot.MainKinds(as)).Replies)
}

// replies purges what the public answered, in the order of its numbers: what came
// while the case was open by when that was closed, and what came later by its own age.
// It reports whether nothing is left that came while the case was open.
func (p *purging) replies() (bool, error) {
	if unsaid, err := p.unsaid(p.k.ID); err != nil || unsaid {
		p.again(p.night(p.now.AddDate(0, 0, 1)))
		return false, err
	}
	p.k.Purged.Late = zero
	through, all, err := p.repliesOf(p.k.ID, p.k.Purged.Through, func(r bot.Reply) bool {
		if p.due(later(p.k.Closed.At, r.Stored), p.keep.Replies) {
			return true
		}
		p.k.Purged.Late = r.Stored
		return false
	})
	p.k.Purged.Through = through
	return all, err
}

// later returns the later of two times.
func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// muchUnsaid is how many notices that wait are looked at. A platform that has more of
// them to show is far behind.
const muchUnsaid = 256

// unsaid reports whether a reply of a case may still have to be brought to people on
// one of the platforms. Nothing is purged that nobody has seen: the program, or a
// platform, may have been down for as long as replies are kept.
func (c *change) unsaid(caseID bot.ID) (bool, error) {
	for _, platform := range c.d.o.Platforms {
		ns, err := c.DueNotices(platform, c.now.Add(time.Hour).UTC(), muchUnsaid)
		if err != nil || len(ns) == muchUnsaid {
			return true, err
		}
		for _, n := range ns {
			switch n.Kind {
			case bot.NoticeRelay, bot.NoticeDigest:
				if n.Subject == caseID {
					return true, nil
				}
			case bot.NoticeReply:
				if n.Case == caseID || n.Case == "" && caseID == bot.Elsewhere {
					return true, nil
				}
			}
		}
	}
	return false, nil
}
