package desk

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"appealbot/bot"
)

// What belongs to no case is purged by jobs of their own, each of which comes again
// every night as long as there is a rule for it: that about replies to nothing of ours
// (bot.Elsewhere), that about what was published outside the program, and one for the
// duty channel of each platform. That of a platform which is not spoken any more stays,
// so that what was said there goes in its time, too.
const (
	outsiders bot.ID = "outside"
	dutyTells string = "duty/" // and the platform
)

// primeCaseless enlists those of the jobs that are not there, or all of them anew when
// the rules are others. None of them purges anything before the night after the next.
func (c *change) primeCaseless(anew bool) error {
	r := c.d.o.Retention
	periods := map[bot.ID]bot.Period{bot.Elsewhere: r.Elsewhere, outsiders: r.Outside}
	for _, platform := range c.d.o.Platforms {
		periods[bot.ID(dutyTells+platform)] = r.Duty
	}
	for subject, period := range periods {
		_, err := c.Job(bot.JobID(bot.JobPurge, subject))
		switch {
		case period == 0 || err == nil && !anew:
			continue
		case err != nil && !errors.Is(err, bot.ErrNotFound):
			return err
		}
		if err := bot.Enlist(c, bot.JobPurge, subject, bot.Elsewhere, c.now, c.tomorrow()); err != nil {
			return err
		}
	}
	return nil
}

// tomorrow is the night after the next moment at which the department purges.
func (c *change) tomorrow() time.Time { return c.night(c.now.AddDate(0, 0, 1)) }

// purgeElsewhere purges replies that are about nothing that was published here.
func (c *change) purgeElsewhere() (time.Time, error) {
	period := c.d.o.Retention.Elsewhere
	return c.purgeBehind(bot.Elsewhere, "elsewhere", period, func(p *purging, last string) (string, bool, error) {
		if unsaid, err := c.unsaid(bot.Elsewhere); err != nil || unsaid {
			return last, true, err
		}
		through, _ := strconv.Atoi(last) // empty at the beginning
		through, all, err := p.repliesOf(bot.Elsewhere, through, func(r bot.Reply) bool { return p.due(r.Stored, period) })
		return strconv.Itoa(through), all, err
	})
}

// purgeOutside purges what was published outside the program, and settled. It goes
// through all of it that is kept, because what nobody decides about stays among it.
func (c *change) purgeOutside() (time.Time, error) {
	period := c.d.o.Retention.Outside
	return c.purgeBehind(outsiders, "outside", period, func(p *purging, last string) (string, bool, error) {
		n := p.left
		ss, err := c.StraysKept(bot.ID(last), n)
		if err != nil {
			return last, false, err
		}
		for _, s := range ss {
			last = string(s.ID)
			if stays, err := c.strayStays(s); err != nil {
				return last, false, err
			} else if stays || !p.due(s.Found, period) {
				continue
			}
			if err := errors.Join(p.bury("posts from outside", s), c.PutStray(s.Cut(c.now))); err != nil {
				return last, false, err
			}
		}
		if len(ss) < n {
			last = ""
		}
		return last, len(ss) < n, nil
	})
}

// strayStays reports whether a stray stays whatever its age: somebody has still to
// decide about it, or the case whose words were changed is on hold.
func (c *change) strayStays(s bot.Stray) (bool, error) {
	if s.Open() || s.Case == "" {
		return s.Open(), nil
	}
	k, err := c.Case(s.Case)
	if errors.Is(err, bot.ErrNotFound) {
		return false, nil
	}
	return k.Hold.Held(), err
}

// purgeDuty purges what the program told the duty channel of a platform.
func (c *change) purgeDuty(platform string) (time.Time, error) {
	period := c.d.o.Retention.Duty
	spoken := slices.Contains(c.d.o.Platforms, platform)
	return c.purgeBehind(bot.ID(dutyTells+platform), "duty", period, func(p *purging, last string) (string, bool, error) {
		n := p.left
		ns, err := c.Tells(platform, "", bot.ID(last), n)
		if err != nil {
			return last, false, err
		}
		for _, told := range ns {
			last = string(told.ID)
			switch {
			case told.Asked.IsZero(): // by an older version; its age is not known
				told.Asked = c.now.UTC()
				err = c.PutNotice(told)
			case spoken && told.Sent < told.Version: // nobody has seen it
			case p.due(told.Asked, period):
				err = errors.Join(p.bury("messages", told), c.DropNotice(told.ID))
			}
			if err != nil {
				return last, false, err
			}
		}
		if len(ns) < n {
			last = ""
		}
		return last, len(ns) < n, nil
	})
}

// purgeBehind purges some of what belongs to no case, and returns when there is more to
// do; zero for never, when there is no rule. some gets where the last run got to and
// returns where it got to itself, and whether that was all for tonight.
func (c *change) purgeBehind(subject bot.ID, rule string, period bot.Period, some func(p *purging, last string) (string, bool, error)) (time.Time, error) {
	if period == 0 {
		return zero, nil
	}
	cur, err := c.Cursor("retention/" + string(subject))
	if err != nil {
		return zero, err
	}
	p := purging{change: c, k: bot.Case{ID: bot.Elsewhere}, left: purgeBatch, batch: newBatch()}
	p.rule(rule, period)
	last, all, err := some(&p, cur.Position)
	if err != nil {
		return zero, err
	}
	if err := p.entomb(); err != nil {
		return zero, err
	}
	if last != cur.Position {
		cur.Position = last
		if err := c.PutCursor(cur); err != nil {
			return zero, err
		}
	}
	if !all {
		return c.now.Add(purgePause), nil
	}
	return c.tomorrow(), nil // more may come
}
