package desk

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"appealbot/bot"
)

// askAgain reminds people of the posts of an appeal that wait until somebody decides
// about them, because they are held or because nobody knows whether they are public: in
// the case's room and to the author at first, and to the duty channel from when the
// ladder calls leads. It ends when nothing waits any more or the appeal is over, however
// that came about: what is over is only taken down.
func (c *change) askAgain(j *bot.Job) (time.Time, error) {
	a, err := c.Appeal(j.Subject)
	if errors.Is(err, bot.ErrNotFound) || err == nil && (a.State == bot.Done || a.State == bot.Cancelled) {
		return zero, nil
	} else if err != nil {
		return zero, err
	}
	k, err := c.Case(a.Case)
	if errors.Is(err, bot.ErrNotFound) || err == nil && k.State == bot.CaseClosed {
		return zero, nil
	} else if err != nil {
		return zero, err
	}
	on, err := c.asked(a)
	if err != nil || len(on) == 0 {
		return zero, err
	}
	if level := c.d.o.Ladder.Level(j.Since, zero, c.now.Add(breath)); level > 0 && j.Step > 0 {
		if err := c.remindAsked(a, *j, on, level); err != nil {
			return zero, err
		}
	}
	return c.d.o.Ladder.Next(j.Since, zero, c.now.Add(breath)), nil
}

// asked are the accounts on which something of an appeal waits for a decision. What a
// freeze holds is asked about when that ends.
func (c *change) asked(a bot.Appeal) ([]bot.AccountID, error) {
	ps, err := c.PostsOf(a.ID)
	if err != nil {
		return nil, err
	}
	fs, err := c.Freezes()
	if err != nil {
		return nil, err
	}
	var on []bot.AccountID
	for _, p := range ps {
		frozen := slices.ContainsFunc(fs, func(f bot.Freeze) bool { return f.Stops(p.Account, p.Case) })
		if (p.State == bot.PostHeld || p.State == bot.PostAbsent) && !frozen && !slices.Contains(on, p.Account) {
			on = append(on, p.Account)
		}
	}
	return on, nil
}

// remindAsked tells people once what waits for them.
func (c *change) remindAsked(a bot.Appeal, j bot.Job, on []bot.AccountID, level bot.Level) error {
	name, err := c.called(a)
	if err != nil {
		return err
	}
	text := fmt.Sprintf("%s still waits for a decision on %s, since %s: press a button of the question in the case's channel. No more of it goes out there until then.",
		name, bot.Names(c.d.names(on)), since(j.Since, c.now))
	if err := c.log("reminded of a decision", a.ID, a.Case, fmt.Sprintf("level %d", level)); err != nil {
		return err
	}
	key := fmt.Sprintf("ask/%d/%d", j.Since.Unix(), j.Step)
	if err := errors.Join(c.tellOf(a, key, text), c.whisper(a.Author, a, key, text)); err != nil || level < bot.CallLeads {
		return err
	}
	return c.duty(key+"/"+string(a.ID), text)
}

// primeAsked makes sure at the start that people are reminded of everything that
// waits for a decision: what an earlier version has stored has no job. That of
// something that is over or frozen ends when it runs.
func (c *change) primeAsked() error {
	for _, state := range []bot.PostState{bot.PostHeld, bot.PostAbsent} {
		ps, err := c.PostsIn(state, manyHeld)
		if err != nil {
			return err
		}
		for _, p := range ps {
			if err := bot.Inquire(c, p, c.now); err != nil {
				return err
			}
		}
	}
	return nil
}
