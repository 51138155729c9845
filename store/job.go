package store

import (
	"errors"
	"fmt"
	"time"

	"appealbot/bot"
)

// allJobs is the one outbox of jobs. It has one lane, so that it is read like the
// others.
const allJobs = "all"

func jobEntries(j bot.Job) []entry {
	return []entry{{table: tableJobDue, key: under(allJobs).int(0).time(j.Due).id(j.ID)}}
}

// Job implements bot.JobTx.
func (t *tx) Job(id bot.ID) (bot.Job, error) {
	return load[bot.Job](t, tableJob, name(id), "job", string(id))
}

// PutJob implements bot.JobTx.
func (t *tx) PutJob(j bot.Job) error {
	if j.Due.IsZero() {
		return fmt.Errorf("put job %q: %w: it has no time", j.ID, bot.ErrInvalid)
	}
	utc(&j.Due, &j.Since)
	return save(t, tableJob, j.ID, j, jobEntries)
}

// DeleteJob implements bot.JobTx.
func (t *tx) DeleteJob(id bot.ID) error {
	j, err := t.Job(id)
	if errors.Is(err, bot.ErrNotFound) {
		return nil
	} else if err != nil {
		return err
	}
	for _, e := range jobEntries(j) {
		if err := t.del(e.table, e.key); err != nil {
			return fmt.Errorf("delete job %q: %w", id, err)
		}
	}
	if err := t.del(tableJob, name(id)); err != nil {
		return fmt.Errorf("delete job %q: %w", id, err)
	}
	return nil
}

// DueJobs implements bot.JobTx.
func (t *tx) DueJobs(when time.Time, n int) ([]bot.Job, error) {
	return due[bot.Job](t, tableJobDue, under(allJobs), tableJob, when, n)
}

// NextJob implements bot.JobTx.
func (t *tx) NextJob() (time.Time, bool, error) { return t.next(tableJobDue, under(allJobs)) }
