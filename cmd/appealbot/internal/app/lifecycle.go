package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// stopTimeout bounds how long stopping one thing may take.
const stopTimeout = 25 * time.Second

// A stack remembers how to stop what was started, in the order of starting.
type stack struct {
	log   *slog.Logger
	items []stopper
}

type stopper struct {
	name string
	stop func(context.Context) error
}

// onStop registers how to stop something that was just created.
func (s *stack) onStop(name string, stop func(context.Context) error) {
	s.items = append(s.items, stopper{name, stop})
}

// stop stops everything, the newest first. One that fails does not keep the
// others from stopping. A second call does nothing.
func (s *stack) stop() error {
	var errs []error
	for len(s.items) > 0 {
		it := s.items[len(s.items)-1]
		s.items = s.items[:len(s.items)-1]
		ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
		began := time.Now()
		if err := it.stop(ctx); err != nil {
			errs = append(errs, fmt.Errorf("stop %s: %w", it.name, err))
		}
		cancel()
		s.log.Debug("stopped", "what", it.name, "took", time.Since(began))
	}
	return errors.Join(errs...)
}

// loops runs named loops and restarts those that fail, with a growing pause:
// one platform or network that is down never stops another.
type loops struct {
	log     *slog.Logger
	restart func(name string) // for metrics
	wg      sync.WaitGroup

	mu    sync.Mutex
	state map[string]error // nil: running
}

// Pauses before a loop that failed is started again.
const (
	firstRestart = time.Second
	lastRestart  = time.Minute
)

// run starts a loop that lasts until ctx ends.
func (l *loops) run(ctx context.Context, name string, fn func(context.Context) error) {
	l.set(name, nil)
	l.wg.Go(func() {
		pause := firstRestart
		for ctx.Err() == nil {
			began := time.Now()
			err := l.once(ctx, fn)
			if ctx.Err() != nil {
				return
			}
			if err == nil {
				err = errors.New("ended by itself")
			}
			if time.Since(began) > 2*lastRestart {
				pause = firstRestart
			}
			l.set(name, err)
			l.log.Error("loop failed and is started again", "loop", name, "pause", pause, "err", err)
			l.restart(name)
			select {
			case <-ctx.Done():
				return
			case <-time.After(pause):
			}
			pause = min(2*pause, lastRestart)
			l.set(name, nil)
		}
	})
}

// once runs fn and turns a panic into an error.
func (l *loops) once(ctx context.Context, fn func(context.Context) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return fn(ctx)
}

func (l *loops) set(name string, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.state == nil {
		l.state = map[string]error{}
	}
	l.state[name] = err
}

// check reports the loops that are down.
func (l *loops) check(context.Context) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	var errs []error
	for name, err := range l.state {
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
		}
	}
	return errors.Join(errs...)
}

// wait waits until every loop has ended.
func (l *loops) wait(ctx context.Context) error {
	done := make(chan struct{})
	go func() { l.wg.Wait(); close(done) }()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("loops did not end: %w", ctx.Err())
	}
}

// A bell wakes any number of loops. Ringing it never blocks.
type bell struct {
	mu   sync.Mutex
	subs []chan struct{}
}

// listen returns a channel that gets a value after each ring; rings that come
// while one is pending are one.
func (b *bell) listen() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	c := make(chan struct{}, 1)
	b.subs = append(b.subs, c)
	return c
}

func (b *bell) ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, c := range b.subs {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}
