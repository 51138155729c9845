package adapter

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"appealbot/bot/chat"
)

// Bounds of the work that Run does.
const (
	// handleTime bounds one call of the handler, which promises two seconds.
	handleTime = 5 * time.Second
	// afterTime bounds what is still done for events when Run is to end.
	afterTime = 15 * time.Second
)

// Asleep is what people are told while nobody works on what they do.
const Asleep = "The appeal bot is starting or stopping. Nothing was done; try again in a minute."

// Work is what is done for events during one call of a platform's Run.
type Work struct {
	handler  chat.Handler
	progress *Progress
	now      func() time.Time
	log      *slog.Logger
	// ctx is that of everything done for an event. It outlasts the ctx of Run
	// for a while, so that what was begun is finished and answered.
	ctx  context.Context //nolint:containedctx // The work is the life of one call of Run.
	stop func()

	mu        sync.Mutex
	ended     bool
	group     sync.WaitGroup
	forgeries rate
}

// NewWork returns the work of one call of a platform's Run, with its ctx.
func NewWork(ctx context.Context, h chat.Handler, g *Progress) *Work {
	after, stop := context.WithCancel(context.WithoutCancel(ctx))
	return &Work{handler: h, progress: g, now: g.book.Now, log: g.book.Log, ctx: after, stop: stop}
}

// Run runs loops until ctx ends or one of them returns an error, which it
// returns. Each loop has to return when its ctx ends. It waits for what was begun
// by then; the ctx of that ends a while later. Only one Work of a platform may
// run at a time.
func (w *Work) Run(ctx context.Context, loops ...func(context.Context) error) error {
	inner, end := context.WithCancel(ctx)
	defer end()
	var group sync.WaitGroup
	failed := make(chan error, len(loops))
	for _, loop := range loops {
		group.Go(func() {
			if err := loop(inner); err != nil {
				failed <- err
				end()
			}
		})
	}
	<-inner.Done()
	w.close()
	group.Wait()
	w.End()
	close(failed)
	return <-failed
}

// close lets nothing more begin, and bounds what goes on.
func (w *Work) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.ended {
		w.ended = true
		time.AfterFunc(afterTime, w.stop)
	}
}

// End lets nothing more begin and waits for what was begun. Run does so by
// itself.
func (w *Work) End() {
	w.close()
	w.group.Wait()
	w.stop()
	w.progress.end()
}

// Begin starts work for an event, unless Run is ending. A panic of fn is in the
// log.
func (w *Work) Begin(fn func(context.Context)) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ended {
		return false
	}
	w.group.Go(func() {
		defer func() {
			if v := recover(); v != nil {
				w.log.Error("work for an event panicked", "panic", v, "stack", string(debug.Stack()))
			}
		}()
		fn(w.ctx)
	})
	return true
}

// Handle gives an event to the handler. The error is in the log already; it says
// only that the handler could not do its work, for what can be told once more.
func (w *Work) Handle(ctx context.Context, e chat.Event) (a chat.Answer, err error) {
	ctx, stop := context.WithTimeout(ctx, handleTime)
	defer stop()
	defer func() {
		if v := recover(); v != nil {
			ref := reference()
			w.log.Error("handler panicked", "reference", ref, "event", e.ID, "panic", v, "stack", string(debug.Stack()))
			a = chat.Answer{Reply: &chat.Message{
				Text: "Something went wrong. Try again; if it stays so, give your administrator the reference " + ref + ".", Tone: chat.Bad,
			}}
			err = errPanicked
		}
	}()
	a, err = w.handler.Handle(ctx, e)
	if err != nil {
		w.log.Warn("event was not handled", "event", e.ID, "err", err)
	}
	return a, err
}

// errPanicked says that the handler panicked.
var errPanicked = errors.New("the handler panicked")

// reference makes up a number under which the log has what a person was not
// told.
func reference() string {
	var b [3]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	return hex.EncodeToString(b[:])
}

// Try does something that may fail for a while, a few times. What fails even
// then is found again by the next backfill, because what is kept has not
// changed.
func (w *Work) Try(what string, fn func(context.Context) error) {
	for i := range 3 {
		err := fn(w.ctx)
		if err == nil {
			return
		}
		w.log.Warn("event not handled", "what", what, "attempt", i+1, "err", err)
		if !Sleep(w.ctx, time.Duration(i+1)*time.Second) {
			return
		}
	}
	w.progress.Missed()
}
