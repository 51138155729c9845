package calendar

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"appealbot/bot"
	"appealbot/bot/due"
)

// Desk keeps the jobs and runs them. Package desk implements it.
type Desk interface {
	// NextJob returns when the earliest job is due, and false when there is none.
	NextJob(ctx context.Context) (at time.Time, any bool, err error)
	// DueJob returns the oldest job that is due, and false when none is.
	DueJob(ctx context.Context) (bot.Job, bool, error)
	// RunJob runs a job that is due, in one transaction.
	RunJob(ctx context.Context, id bot.ID) error
	// JobFailed puts a job off that could not be run.
	JobFailed(ctx context.Context, id bot.ID, why error) error
	// SetBack gives jobs their time anew that a clock which ran ahead put off too
	// far.
	SetBack(ctx context.Context) error
}

// A Loop runs jobs. Its fields are set before Run and not changed afterwards.
type Loop struct {
	Desk Desk
	Now  func() time.Time
	Log  *slog.Logger
	// Observe, if set, is told about every job that was run.
	Observe func(kind bot.JobKind, err error)
}

// Run runs jobs until ctx ends. It returns an error when the store fails.
func (l *Loop) Run(ctx context.Context, wake <-chan struct{}) error {
	setBack := l.watch()
	return due.Run(ctx, wake, l.Now, l.Step, func(ctx context.Context) (time.Time, bool, error) {
		if setBack() {
			l.Log.Warn("the clock was set back")
			if err := l.Desk.SetBack(ctx); err != nil {
				return time.Time{}, false, err
			}
		}
		return l.Desk.NextJob(ctx)
	})
}

// slack is by how much a clock may be set back without any harm.
const slack = time.Minute

// watch returns what reports whether the clock was set back since it was asked last,
// against the one of the machine that nobody sets. The loop asks at least every pause.
func (l *Loop) watch() func() bool {
	began := time.Now()                                         //nolint:forbidigo // What comes in is the clock that is set.
	steady := func() time.Duration { return time.Since(began) } //nolint:forbidigo // The same.
	ran, shown := steady(), l.Now().Round(0)
	return func() bool {
		passed, showed := steady()-ran, l.Now().Round(0).Sub(shown)
		ran, shown = steady(), l.Now().Round(0)
		return passed-showed > slack
	}
}

// Step runs one due job. It reports whether there was one.
func (l *Loop) Step(ctx context.Context) (bool, error) {
	j, ok, err := l.Desk.DueJob(ctx)
	if err != nil || !ok {
		return false, err
	}
	err = l.run(ctx, j)
	if ctx.Err() != nil {
		return false, nil //nolint:nilerr // Stopping is no failure.
	}
	if l.Observe != nil {
		l.Observe(j.Kind, err)
	}
	if err == nil {
		return true, nil
	}
	l.Log.Error("job failed", "job", j.ID, "kind", j.Kind, "case", j.Case, "fails", j.Fails+1, "err", err)
	return true, l.Desk.JobFailed(ctx, j.ID, err)
}

// run runs a job. A panic is a bug in that job, and must not keep all others waiting
// behind it: it fails like any other.
func (l *Loop) run(ctx context.Context, j bot.Job) (err error) {
	defer func() {
		if p := recover(); p != nil {
			// The value may be anything, secrets included; where it came from is not.
			l.Log.Error("job panicked", "job", j.ID, "panic", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
			err = fmt.Errorf("run job %s: it panicked (%T)", j.ID, p)
		}
	}()
	return l.Desk.RunJob(ctx, j.ID)
}
