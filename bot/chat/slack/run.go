package slack

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// run is one call of Run.
type run struct {
	*adapter.Work
	p     *Platform
	signs *adapter.Signs
	drops *adapter.Drops
	rooms *adapter.Watch
	slots chan struct{} // what is worked on at once
	order *order
	look  chan struct{} // look for what was missed now
	doubt chan struct{} // the bot's token may be refused

	triggers triggers

	mu     sync.Mutex
	up     int  // connections
	gaps   int  // how often a connection has ended, or nobody listened
	healed int  // the last gap since which everything was looked through
	deaf   bool // nobody listened since then
}

// Run implements chat.Runner. It returns an error only when Slack refuses the
// bot's tokens.
func (p *Platform) Run(ctx context.Context, h chat.Handler) error {
	if err := p.arrive(ctx); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return nil
	}
	r := p.newRun(ctx, h)
	if !p.running.CompareAndSwap(nil, r) {
		return errors.New("run slack: it runs already")
	}
	defer p.running.Store(nil)
	if _, before, err := p.progress.Since(); err == nil && !before {
		p.progress.Note() // the first time ever: what is missed from now on is looked for
	}
	loops := []func(context.Context) error{
		r.signs.Queue.Loop, r.drops.Queue.Loop, r.rooms.Loop, r.keepUp, r.prune, r.accepted,
	}
	if p.o.AppToken != "" {
		loops = append(loops, r.listen)
	} else {
		loops = append(loops, r.pulse)
		p.lost(nil)  // Slack calls
		r.lookBack() // what was missed while it could not
	}
	return r.Work.Run(ctx, loops...)
}

func (p *Platform) newRun(ctx context.Context, h chat.Handler) *run {
	w := adapter.NewWork(ctx, h, p.progress)
	r := &run{Work: w, p: p, slots: make(chan struct{}, atOnce), look: make(chan struct{}, 1), doubt: make(chan struct{}, 1)}
	r.order = newOrder(p, r.later)
	who := folk{r}
	r.signs = &adapter.Signs{Queue: w.Queue("reaction"), Poster: p.poster, People: who, Meaning: p.aliases.meaning, Real: r.order.real}
	r.drops = &adapter.Drops{Queue: w.Queue("files"), Poster: p.poster, People: who, Fetcher: fetcher{p}, Bounds: adapter.Bounds{File: MaxFile, Held: adapter.MaxHeld, Keep: p.o.Keep}, May: p.o.May}
	r.rooms = p.channels.Watch(w, p.o.Look, func(err error) {
		if barred(err) {
			soon(r.doubt)
		}
	})
	return r
}

// accepted returns an error when Slack refuses the bot's token: the connections
// have the app's, and may live on.
func (r *run) accepted(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-r.doubt:
		}
		if _, err := r.p.api.AuthTestContext(ctx); barred(failed(err)) {
			r.p.lost(errRefused)
			return fmt.Errorf("%w: %w", errRefused, failed(err))
		}
	}
}

// later has a reaction handled after a pause that Slack wants. Progress does not
// pass it.
func (r *run) later(s adapter.Sign, after time.Duration) {
	done := r.p.progress.OpenAt(r.p.door.ours(time.UnixMilli(s.When)))
	if r.Begin(func(ctx context.Context) {
		if adapter.Sleep(ctx, after) {
			r.signs.AddAgain(ctx, s, done)
			return
		}
		r.p.progress.Missed()
		done()
	}) {
		return
	}
	r.p.progress.Missed()
	done()
}

// folk is the people of the workspace as the adapter package sees them.
type folk struct{ r *run }

var _ adapter.People = folk{}

// Me implements adapter.People.
func (f folk) Me() string { return f.r.p.me().user }

// Zone implements adapter.People.
func (f folk) Zone(ctx context.Context, user string) *time.Location { return f.r.p.zone(ctx, user) }

// Tell implements adapter.People.
func (f folk) Tell(ctx context.Context, e chat.Event, m chat.Message) { f.r.tell(ctx, e, m, "") }

// arrive waits until Slack is there and knows the bot.
func (p *Platform) arrive(ctx context.Context) error {
	for pause := time.Second; ; pause = min(2*pause, time.Minute) {
		err := p.ready(ctx)
		switch {
		case err == nil:
			p.learn(ctx, false)
			return nil
		case ctx.Err() != nil:
			return nil
		case barred(err):
			p.lost(errRefused)
			return fmt.Errorf("%w: %w", errRefused, err)
		}
		p.lost(err)
		p.o.Log.Warn("slack is not there", "err", err, "pause", pause)
		if !adapter.Sleep(ctx, pause) {
			return nil
		}
	}
}

// current is the run that takes calls; nil when none does.
func (p *Platform) current() *run { return p.running.Load() }

// promptly does work for what Slack tells and returns what acknowledges it; late
// when that takes longer than Slack should be kept waiting, and broken when the
// work panicked.
func (r *run) promptly(late, broken any, fn func(ctx context.Context, waits func() bool) any) (any, bool) {
	v, ok := r.Promptly(prompt, func(ctx context.Context, waits func() bool) (a any) {
		defer func() {
			if v := recover(); v != nil {
				r.p.o.Log.Error("work for what Slack told panicked", "panic", v, "stack", string(debug.Stack()))
				a = answered{broken}
			}
		}()
		return answered{fn(ctx, waits)}
	})
	if a, in := v.(answered); in {
		return a.v, ok
	}
	return late, ok
}

// answered is an answer that came in time, which may be nothing.
type answered struct{ v any }

// pulseEvery is how often Slack is asked whether it is there.
const pulseEvery = 15 * time.Second

// pulse asks now and then whether Slack is there and takes the token, where no
// connection shows it.
func (r *run) pulse(ctx context.Context) error {
	for adapter.Sleep(ctx, pulseEvery) {
		_, err := r.p.api.AuthTestContext(ctx)
		err = failed(err)
		switch _, limited := errors.AsType[*chat.RateLimited](err); {
		case ctx.Err() != nil || limited:
		case barred(err):
			soon(r.doubt)
		default:
			r.p.lost(err)
		}
	}
	return nil
}

// prune forgets messages of long ago.
func (r *run) prune(ctx context.Context) error {
	r.p.book.PruneDaily(ctx, keepFor)
	return nil
}

// keepFor is how long messages are remembered. One that is older has been
// forgotten by everybody.
const keepFor = 400 * 24 * time.Hour

// soon gives a signal that is not there already.
func soon(signal chan<- struct{}) {
	select {
	case signal <- struct{}{}:
	default:
	}
}
