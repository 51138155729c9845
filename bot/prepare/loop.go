package prepare

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"appealbot/bot"
	"appealbot/bot/due"
)

// Desk keeps the preparations. Package desk implements it. Errors of what is about
// a claim wrap bot.ErrStale when it is not the caller's any more.
type Desk interface {
	ClaimPrep(ctx context.Context, worker string, lease time.Duration) (*bot.Prep, error)
	NextPrep(ctx context.Context) (at time.Time, any bool, err error)
	PrepProgress(ctx context.Context, p bot.Prep, step string, percent int, lease time.Duration) error
	Prepared(ctx context.Context, p bot.Prep, use bot.MediaUse) error
	PrepFailed(ctx context.Context, p bot.Prep, why *bot.Refusal, again bool) error
	PrepBack(ctx context.Context, p bot.Prep) error
}

// A Job is one video to be made.
type Job struct {
	Name   string
	In     bot.Blob // the original
	Dir    string   // an empty folder for plain files
	Covers []bot.Cover
	Poster time.Duration // where to take the still picture; negative: where it is best
	// Put keeps an outcome.
	Put func(io.Reader) (digest string, size int64, err error)
	// Progress says what is being done and how much of it is done.
	Progress func(step string, percent int)
}

// A Maker makes videos. It returns a *bot.Refusal when the file is no good, and
// ends soon after ctx does.
type Maker func(ctx context.Context, j Job) (bot.MediaUse, error)

// storeTimeout bounds storing what came of a preparation, which must be kept even
// when the program is stopping.
const storeTimeout = 10 * time.Second

// A Loop prepares videos. Its fields are set before Run and not changed afterwards.
type Loop struct {
	Desk  Desk
	Files bot.Blobs
	Make  Maker
	// Dir is the loop's own folder for plain files. Whatever is in it is removed.
	Dir string
	Now func() time.Time
	Log *slog.Logger
	// Lease is how long a claim is exclusive without a sign of life.
	Lease time.Duration
	// Longest is how long one preparation may take; what takes longer hangs.
	// Zero means 12 h: an hour of film on a slow machine.
	Longest time.Duration
	// Worker names this process in claims.
	Worker string
	// Observe, if set, is told about every preparation that ended.
	Observe func(Made)
}

// Made is one finished preparation, for metrics.
type Made struct {
	Result Result
	Took   time.Duration
}

// Result is what came of a preparation.
type Result string

// Results.
const (
	Done    Result = "done"
	Refused Result = "refused" // the file is no good
	Failed  Result = "failed"  // it may work another time
	PutOff  Result = "put-off" // the program was stopping
	Taken   Result = "taken"   // nobody wanted it any more
)

// Run prepares videos until ctx ends. The one under way is given up then, and begun
// again at the next start. It returns an error when the store fails.
func (l *Loop) Run(ctx context.Context, wake <-chan struct{}) error {
	if err := l.empty(); err != nil {
		return err
	}
	return due.Run(ctx, wake, l.Now, l.Step, l.Desk.NextPrep)
}

// Step prepares one due video. It reports whether there was one.
func (l *Loop) Step(ctx context.Context) (bool, error) {
	p, err := l.Desk.ClaimPrep(ctx, l.Worker, l.Lease)
	if err != nil || p == nil {
		return false, err
	}
	start := l.Now()
	use, err := l.work(ctx, *p)
	took := l.Now().Sub(start)
	// What was made must be kept even when ctx is cancelled meanwhile.
	keep, cancel := context.WithTimeout(context.WithoutCancel(ctx), storeTimeout)
	defer cancel()
	result, err := l.settle(keep, *p, use, err, ctx.Err() != nil)
	l.Log.Info("preparation finished", "prep", p.ID, "appeal", p.Appeal, "attempt", p.Attempt, "result", result, "took", took)
	if l.Observe != nil {
		l.Observe(Made{Result: result, Took: took})
	}
	return true, err
}

// settle stores what came of a preparation.
func (l *Loop) settle(ctx context.Context, p bot.Prep, use bot.MediaUse, failed error, stopping bool) (Result, error) {
	var result Result
	var err error
	refusal := (*bot.Refusal)(nil)
	switch {
	case failed == nil:
		result, err = Done, l.Desk.Prepared(ctx, p, use)
	case errors.Is(failed, bot.ErrStale) && !errors.As(failed, &refusal):
		return Taken, nil
	case stopping:
		result, err = PutOff, l.Desk.PrepBack(ctx, p)
	case errors.As(failed, &refusal):
		result, err = Refused, l.Desk.PrepFailed(ctx, p, refusal, false)
	default:
		l.Log.Error("preparation failed", "prep", p.ID, "attempt", p.Attempt, "err", failed)
		// What took half a day would take it again, and keep the others waiting.
		again := !errors.Is(failed, context.DeadlineExceeded)
		result, err = Failed, l.Desk.PrepFailed(ctx, p, told(failed), again)
	}
	if errors.Is(err, bot.ErrStale) {
		return Taken, nil
	}
	return result, err
}

// told says of a failure what an officer can do about it. Its own words are for the
// log: they may name files of this machine.
func told(failed error) *bot.Refusal {
	switch {
	case errors.Is(failed, bot.ErrFull):
		return bot.Refuse(bot.ErrFull, "There is no room left on the program's disk. Tell your administrator, then try again.")
	case errors.Is(failed, context.DeadlineExceeded):
		return bot.Refuse(bot.ErrInvalid, "It took too long. Send a shorter or smaller copy.")
	default:
		return bot.Refuse(bot.ErrInvalid, "The program failed over it. Try again, or save it as an MP4 file and send that. Your administrator finds the reason in the log.")
	}
}

// work makes one video. The error wraps bot.ErrStale when nobody wants it any more.
func (l *Loop) work(ctx context.Context, p bot.Prep) (use bot.MediaUse, err error) {
	ctx, stop := context.WithTimeout(ctx, cmp.Or(l.Longest, 12*time.Hour))
	defer stop()
	ctx, give := context.WithCancelCause(ctx)
	defer give(nil)
	if err := l.empty(); err != nil {
		return use, err
	}
	dir := filepath.Join(l.Dir, string(p.ID))
	if err := os.Mkdir(dir, 0o700); err != nil {
		return use, fmt.Errorf("make folder of preparation: %w", err)
	}
	defer func() { err = errors.Join(err, l.empty()) }()
	in, err := l.Files.Open(p.Original)
	if errors.Is(err, bot.ErrNotFound) {
		return use, bot.Refuse(bot.ErrNotFound, "The file that was handed in is not there any more. Send it again, and tell your administrator.")
	} else if err != nil {
		return use, fmt.Errorf("open original: %w", err)
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	pulse := l.pulse(ctx, p, give)
	defer pulse.stop()
	use, err = l.guarded(ctx, Job{
		Name: p.Name, In: in, Dir: dir, Covers: p.Edits, Poster: p.Poster, Progress: pulse.progress,
		Put: func(r io.Reader) (string, int64, error) { return l.Files.Put(r) },
	})
	if err != nil && ctx.Err() != nil {
		// Whatever it says, it was told to stop.
		return use, context.Cause(ctx)
	}
	return use, err
}

// guarded calls the maker. A panic in there is a failure like any other.
func (l *Loop) guarded(ctx context.Context, j Job) (use bot.MediaUse, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("prepare video: panic: %v", p)
		}
	}()
	return l.Make(ctx, j)
}

// empty removes whatever is in the folder, and makes it if need be.
func (l *Loop) empty() error {
	if err := os.MkdirAll(l.Dir, 0o700); err != nil {
		return fmt.Errorf("make folder of preparations: %w", err)
	}
	es, err := os.ReadDir(l.Dir)
	if err != nil {
		return fmt.Errorf("look into folder of preparations: %w", err)
	}
	var errs []error
	for _, e := range es {
		errs = append(errs, os.RemoveAll(filepath.Join(l.Dir, e.Name())))
	}
	return errors.Join(errs...)
}
