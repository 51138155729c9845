package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"appealbot/bot"
)

// theClock is who acts when it is time and nobody asked.
func theClock() Actor {
	return Actor{Person: bot.Person{ID: "calendar", Name: "calendar"}, Via: "clock"}
}

// NextJob implements calendar.Desk.
func (d *Desk) NextJob(ctx context.Context) (at time.Time, any bool, err error) {
	err = d.o.Store.View(ctx, func(tx bot.Tx) error {
		at, any, err = tx.NextJob()
		return err
	})
	return at, any, err
}

// DueJob implements calendar.Desk.
func (d *Desk) DueJob(ctx context.Context) (j bot.Job, ok bool, err error) {
	err = d.o.Store.View(ctx, func(tx bot.Tx) error {
		js, err := tx.DueJobs(d.o.Now().UTC(), 1)
		if err == nil && len(js) > 0 {
			j, ok = js[0], true
		}
		return err
	})
	return j, ok, err
}

// RunJob runs a job that is due: one transaction, in which it is put off to when
// it is due next or, when that is never, deleted. A job that is not due, or not
// there, is left alone.
func (d *Desk) RunJob(ctx context.Context, id bot.ID) error {
	return d.do(ctx, theClock(), func(c *change) error {
		j, err := c.Job(id)
		if errors.Is(err, bot.ErrNotFound) || err == nil && j.Due.After(c.now) {
			return nil
		} else if err != nil {
			return err
		}
		next, err := c.run(&j)
		if err != nil {
			return fmt.Errorf("run job %s: %w", id, err)
		}
		if next.IsZero() {
			return c.DeleteJob(id)
		}
		j.Due, j.Step, j.Fails, j.Note = next.UTC(), j.Step+1, 0, ""
		return c.PutJob(j)
	}, nil)
}

// run does what a job is for and returns when it is due next; zero for never. It
// may change the job; its Due and Step are the caller's. It must not put or delete
// the very job.
func (c *change) run(j *bot.Job) (time.Time, error) {
	switch j.Kind {
	case bot.JobRemind:
		return c.remind(j)
	case bot.JobReview:
		return c.demandReview(j)
	case bot.JobLapse:
		return c.lapse(j)
	case bot.JobSlot:
		return c.slot(j)
	case bot.JobGone:
		return c.nag(j)
	case bot.JobDigest:
		return c.digest(j)
	case bot.JobAsk:
		return c.askAgain(j)
	case bot.JobPurge:
		return c.purge(j)
	default:
		return zero, fmt.Errorf("nobody knows how to run a job of kind %q", j.Kind)
	}
}

// How long a job that failed waits: the pause doubles from the first to the
// longest.
const (
	jobFirst   = 10 * time.Second
	jobLongest = time.Hour
	// jobTold is after how many failures in a row people are told: within a minute
	// and a half.
	jobTold = 4
)

// JobFailed implements calendar.Desk.
func (d *Desk) JobFailed(ctx context.Context, id bot.ID, why error) error {
	return d.do(ctx, theClock(), func(c *change) error {
		j, err := c.Job(id)
		if errors.Is(err, bot.ErrNotFound) || err == nil && j.Due.After(c.now) {
			return nil
		} else if err != nil {
			return err
		}
		j.Fails++
		j.Note = why.Error()
		j.Due = c.now.Add(min(jobFirst<<min(j.Fails-1, 12), jobLongest)).UTC()
		if err := c.PutJob(j); err != nil || j.Fails != jobTold {
			return err
		}
		return c.undone(j)
	}, nil)
}

// undone tells the duty channel, once, what the clock was to do and could not: whatever
// it is, somebody counts on it.
func (c *change) undone(j bot.Job) error {
	where, err := c.where(j.Case)
	if err != nil {
		return err
	}
	if err := c.log("job keeps failing", j.ID, j.Case, j.Note); err != nil {
		return err
	}
	what, known := countedOn[j.Kind]
	if !known {
		what = "Something that was due was not done"
	}
	return c.duty(fmt.Sprintf("undone/%s/%d", j.ID, c.now.Unix()),
		fmt.Sprintf("%s%s: the program failed %d times in a row. It goes on trying. See to it yourself until then, and tell your administrator; the log says more.", what, where, j.Fails))
}

// countedOn is what is not done while a job of a kind fails.
var countedOn = map[bot.JobKind]string{
	bot.JobRemind: "Nobody is reminded of an appeal that waits",
	bot.JobReview: "Nobody is asked to review what one officer published alone",
	bot.JobLapse:  "What an appeal rests on ends, and it is not taken down for that",
	bot.JobSlot:   "The next appeal of a series was not made",
	bot.JobGone:   "Nobody is told what is still live that should be gone",
	bot.JobDigest: "The weekly digest was not sent",
	bot.JobAsk:    "Nobody is reminded of a post that waits for a decision",
	bot.JobPurge:  "What was kept for long enough was not purged",
}

// Prime makes sure at the start of the program that the jobs exist which nobody's
// deed enlists, and that counting has begun. Each kind is a transaction of its own: what
// is wrong with one keeps none of the others from being there.
func (d *Desk) Prime(ctx context.Context) error {
	var errs []error
	for _, prime := range []func(*change) error{
		(*change).primeReminders, (*change).primeDigest, (*change).primePurge, (*change).primeLapse, (*change).primeFigures,
		(*change).primeExpected, (*change).primeAsked,
	} {
		errs = append(errs, d.do(ctx, theClock(), prime, nil))
	}
	errs = append(errs, d.SetBack(ctx))
	return errors.Join(errs...)
}
