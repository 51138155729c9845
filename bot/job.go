package bot

import (
	"errors"
	"time"
)

// JobKind is what the clock has to make happen.
type JobKind string

// Kinds of job. Each is one file of package desk.
const (
	// JobRemind reminds approvers of an appeal that waits, and escalates; its
	// subject is the appeal.
	JobRemind JobKind = "remind"
	// JobReview demands that a second officer reviews what one published alone;
	// its subject is the appeal.
	JobReview JobKind = "review"
	// JobLapse ends what an appeal rests on; its subject is the appeal.
	JobLapse JobKind = "lapse"
	// JobSlot makes the next appeal of a series that is approved each time; its
	// subject is the series.
	JobSlot JobKind = "slot"
	// JobGone nags until nothing is live any more that should be gone; its
	// subject is the case.
	JobGone JobKind = "gone"
	// JobDigest sends the weekly digest.
	JobDigest JobKind = "digest"
	// JobAsk reminds people of what is held until somebody decides about it; its
	// subject is the appeal.
	JobAsk JobKind = "ask"
	// JobPurge purges what is kept for long enough.
	JobPurge JobKind = "purge"
)

// A Job is one thing that the clock has to make happen: the outbox entry for
// time. It touches nothing outside: what it does is one transaction, in which it
// is put off to its next time or deleted, so that it happens once however often
// the program dies. What was due while the program was down is due at its start.
type Job struct {
	ID      ID // JobID
	Kind    JobKind
	Subject ID
	Case    ID        `json:",omitempty"`
	Due     time.Time // never zero
	Since   time.Time // when it began to be wanted
	Step    int       // how often it ran
	Fails   int       `json:",omitempty"` // in a row
	Note    string    `json:",omitempty"` // why it failed last
}

// JobID returns the only ID that the job of a kind about a subject can have.
func JobID(kind JobKind, subject ID) ID { return ID(kind) + "/" + subject }

// JobTx reads and writes what the clock has to make happen.
type JobTx interface {
	Job(ID) (Job, error)
	PutJob(Job) error
	// DeleteJob does nothing when there is no such job.
	DeleteJob(ID) error
	// DueJobs returns at most n jobs that are due at t, the oldest first.
	DueJobs(t time.Time, n int) ([]Job, error)
	// NextJob returns when the earliest job is due, and false when there is
	// none.
	NextJob() (time.Time, bool, error)
}

// Enlist asks for a job at due. One that is wanted already begins anew then.
func Enlist(tx JobTx, kind JobKind, subject, caseID ID, now, due time.Time) error {
	return tx.PutJob(Job{
		ID: JobID(kind, subject), Kind: kind, Subject: subject, Case: caseID, Due: due.UTC(), Since: now.UTC(),
	})
}

// Hasten makes a job due at due if it would be later, or enlists it.
func Hasten(tx JobTx, kind JobKind, subject, caseID ID, now, due time.Time) error {
	j, err := tx.Job(JobID(kind, subject))
	switch {
	case errors.Is(err, ErrNotFound):
		return Enlist(tx, kind, subject, caseID, now, due)
	case err != nil || !j.Due.After(due):
		return err
	}
	j.Due = due.UTC()
	return tx.PutJob(j)
}

// Inquire has people reminded of a post about which they are asked until somebody has
// decided. The job is due at once and its first run reminds nobody: when that is to
// begin is up to the desk.
func Inquire(tx JobTx, p Post, now time.Time) error {
	if _, err := tx.Job(JobID(JobAsk, p.Appeal)); !errors.Is(err, ErrNotFound) {
		return err // people are being reminded already
	}
	return Enlist(tx, JobAsk, p.Appeal, p.Case, now, now)
}
