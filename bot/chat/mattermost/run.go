package mattermost

import (
	"context"
	"errors"
	"fmt"
	"net/http"
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
	queued    = 1000 // reactions, or files, that wait for their turn
)

// run is one call of Run.
type run struct {
	p *Platform
	h chat.Handler
	// ctx is that of everything done for an event. It outlasts the ctx of Run
	// for a while, so that what was begun is finished and answered.
	ctx       context.Context //nolint:containedctx // The run is the life of one call of Run.
	work      sync.WaitGroup
	signs     chan sign
	drops     chan drop
	look      chan struct{} // look at the channels now
	again     chan struct{} // look for what was missed now
	hints     hints
	forgeries rate
}

// Run implements chat.Runner. It returns an error only when the server refuses
// the bot's token.
func (p *Platform) Run(ctx context.Context, h chat.Handler) error {
	if err := p.arrive(ctx); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return nil
	}
	after, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	r := &run{
		p: p, h: h, ctx: after, signs: make(chan sign, queued), drops: make(chan drop, queued), look: make(chan struct{}, 1), again: make(chan struct{}, 1),
	}
	if !p.start(r) {
		return errors.New("run mattermost: it runs already")
	}
	p.progress.begin()
	inner, end := context.WithCancel(ctx)
	defer end()
	var loops sync.WaitGroup
	var fatal error
	loops.Go(func() { r.inOrder(inner) })
	loops.Go(func() { r.takeFiles(inner) })
	loops.Go(func() { r.watch(inner) })
	loops.Go(func() { r.prune(inner) })
	loops.Go(func() {
		fatal = r.listen(inner)
		end()
	})
	<-inner.Done()
	p.stopped(r)
	time.AfterFunc(afterTime, stop)
	loops.Wait()
	r.work.Wait()
	return fatal
}

// arrive waits until the server is there and knows the bot.
func (p *Platform) arrive(ctx context.Context) error {
	for pause := time.Second; ; pause = min(2*pause, time.Minute) {
		err := p.ready(ctx)
		switch {
		case err == nil, ctx.Err() != nil:
			return nil
		case status(err) == http.StatusUnauthorized:
			return fmt.Errorf("mattermost does not accept the bot's token; was the bot or its owner deactivated? Make a new one with: appealbot setup mattermost: %w", err)
		}
		p.lost(err)
		p.o.Log.Warn("mattermost is not there", "err", err, "pause", pause)
		if !sleep(ctx, pause) {
			return nil
		}
	}
}

// sleep waits and reports whether ctx lasted.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

func (p *Platform) start(r *run) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.running != nil {
		return false
	}
	p.running = r
	return true
}

func (p *Platform) stopped(*run) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.running = nil
}

// current is the run that takes events; nil when none does.
func (p *Platform) current() *run {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.running
}

// begin starts work for an event, unless Run is ending.
func (r *run) begin(fn func(context.Context)) bool {
	r.p.mu.Lock()
	defer r.p.mu.Unlock()
	if r.p.running != r {
		return false
	}
	r.work.Go(func() {
		defer func() {
			if v := recover(); v != nil {
				r.p.o.Log.Error("work for an event panicked", "panic", v, "stack", string(debug.Stack()))
			}
		}()
		fn(r.ctx)
	})
	return true
}

// promptly does work for a callback and returns what it answers, or an empty
// answer when that takes longer than the server should be kept waiting. The
// work goes on then, and waits tells it that nobody does any more: calling it
// promises that the result is the answer. It returns false when Run is ending
// and nothing was done.
func (r *run) promptly(fn func(ctx context.Context, waits func() bool) any) (any, bool) {
	nothing := map[string]any{}
	done := make(chan any, 1)
	var once sync.Mutex
	gone, promised := false, false
	waits := func() bool {
		once.Lock()
		defer once.Unlock()
		promised = !gone
		return promised
	}
	if !r.begin(func(ctx context.Context) {
		defer close(done)
		done <- fn(ctx, waits)
	}) {
		return nil, false
	}
	t := time.NewTimer(prompt)
	defer t.Stop()
	select {
	case v := <-done:
		if v == nil {
			return nothing, true
		}
		return v, true
	case <-t.C:
	}
	once.Lock()
	gone = !promised
	late := gone
	once.Unlock()
	if late {
		return nothing, true
	}
	if v := <-done; v != nil {
		return v, true
	}
	return nothing, true
}

// handle gives an event to the handler. The error is in the log already; it says
// only that the handler could not do its work, for what can be told once more.
func (r *run) handle(ctx context.Context, e chat.Event) (a chat.Answer, err error) {
	ctx, stop := context.WithTimeout(ctx, handleTime)
	defer stop()
	defer func() {
		if v := recover(); v != nil {
			ref := reference()
			r.p.o.Log.Error("handler panicked", "reference", ref, "event", e.ID, "panic", v, "stack", string(debug.Stack()))
			a = chat.Answer{Reply: &chat.Message{
				Text: "Something went wrong. Try again; if it stays so, give your administrator the reference " + ref + ".", Tone: chat.Bad,
			}}
			err = errPanicked
		}
	}()
	a, err = r.h.Handle(ctx, e)
	if err != nil {
		r.p.o.Log.Warn("event was not handled", "event", e.ID, "err", err)
	}
	return a, err
}

// errPanicked says that the handler panicked.
var errPanicked = errors.New("the handler panicked")
