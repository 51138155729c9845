package desk

import (
	"context"
	"errors"
	"time"

	"appealbot/bot"
)

const (
	// manyJobs bounds how many jobs are looked at when the clock was set back.
	manyJobs = 5000
	// always is far enough ahead for everything that has a time.
	always = 100 * 365 * 24 * time.Hour
)

// SetBack gives their time anew to jobs, looks and posts that come again after a pause,
// and were put off by a clock that ran ahead: by now they are due later than any pause
// could make them. What has a fixed time, such as a slot or the end of a warrant, keeps
// it. The calendar calls it when the clock was set back, and Prime at each start.
func (d *Desk) SetBack(ctx context.Context) error {
	return errors.Join(
		d.do(ctx, theClock(), (*change).setBack, nil),
		d.do(ctx, theClock(), (*change).primeDigest, nil),
		d.do(ctx, theClock(), (*change).looksBack, nil),
		d.do(ctx, theClock(), (*change).primeWaits, nil),
		d.do(ctx, theClock(), (*change).postsBack, nil),
	)
}

func (c *change) setBack() error {
	js, err := c.DueJobs(c.now.Add(always).UTC(), manyJobs)
	if err != nil {
		return err
	}
	for _, j := range js {
		longest := c.longest(j)
		if longest == 0 || !j.Due.After(c.now.Add(longest+breath)) {
			continue
		}
		if err := c.log("job was put off too far", j.ID, j.Case, j.Due.Format(time.RFC3339)); err != nil {
			return err
		}
		j.Due = c.now.UTC()
		if j.Since.After(c.now) {
			j.Since = j.Due
		}
		if err := errors.Join(c.PutJob(j), c.unremind(j)); err != nil {
			return err
		}
	}
	return nil
}

// longest is the longest pause after which a job comes again; zero for one that has a
// fixed time.
func (c *change) longest(j bot.Job) time.Duration {
	if j.Fails > 0 {
		return jobLongest
	}
	switch j.Kind {
	case bot.JobRemind:
		a, err := c.Appeal(j.Subject)
		if err != nil || a.State != bot.Waiting || !a.Content.At.IsZero() {
			return 0 // it goes by the time of the appeal
		}
		return c.d.o.Ladder.Longest()
	case bot.JobAsk:
		return c.d.o.Ladder.Longest()
	case bot.JobReview, bot.JobGone:
		return bot.LongestPause()
	case bot.JobPurge:
		if j.Subject == everyCase {
			return purgePause
		}
	}
	return 0
}

// unremind takes it that people were reminded just now whom a clock that ran ahead
// says were reminded later.
func (c *change) unremind(j bot.Job) error {
	if j.Kind != bot.JobRemind {
		return nil
	}
	a, err := c.Appeal(j.Subject)
	if errors.Is(err, bot.ErrNotFound) {
		return nil // it was purged; the job ends when it runs
	}
	if err != nil || !a.Reminded.At.After(c.now) {
		return err
	}
	a.Reminded.At = c.now.UTC()
	return c.PutAppeal(a)
}

// manyGone bounds how many looks of an account are given their time anew.
const manyGone = 1000

// looksBack is setBack for looking whether what was removed is gone.
func (c *change) looksBack() error {
	for _, acc := range c.d.o.Accounts.All() {
		rs, err := c.DueLooks(acc.ID, c.now.Add(always).UTC(), manyGone)
		if err != nil {
			return err
		}
		for _, r := range rs {
			removed := r.Posted
			if removed.After(c.now) {
				removed = c.now
			}
			if next := bot.NextLook(removed, c.now); r.Gone.Due.After(next) {
				r.Gone.Due = next
				if err := c.SetPost(r); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
