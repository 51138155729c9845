package mattermost

import (
	"context"
	"errors"
	"fmt"
	"net/http"
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
	watch *adapter.Watch
}

var _ adapter.People = (*run)(nil)

// Run implements chat.Runner. It returns an error only when the server refuses
// the bot's token.
func (p *Platform) Run(ctx context.Context, h chat.Handler) error {
	if err := p.arrive(ctx); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return nil
	}
	r := p.newRun(ctx, h)
	if !p.running.CompareAndSwap(nil, r) {
		return errors.New("run mattermost: it runs already")
	}
	defer p.running.Store(nil)
	return r.Run(ctx, r.signs.Queue.Loop, r.drops.Queue.Loop, r.watch.Loop, p.forget, r.listen)
}

func (p *Platform) newRun(ctx context.Context, h chat.Handler) *run {
	w := adapter.NewWork(ctx, h, p.progress)
	r := &run{Work: w, p: p}
	r.signs = &adapter.Signs{Queue: w.Queue("reaction"), Poster: p.poster, People: r, Meaning: meaning}
	r.drops = &adapter.Drops{Queue: w.Queue("files"), Poster: p.poster, People: r, Fetcher: fetcher{p}, Bounds: adapter.Bounds{File: MaxFile, Held: adapter.MaxHeld, Keep: p.o.Keep}, May: p.o.May}
	r.watch = p.channels.Watch(w, p.o.Look, p.bar)
	return r
}

// forget forgets messages that everybody has forgotten; their buttons are too
// old as well.
func (p *Platform) forget(ctx context.Context) error {
	p.book.PruneDaily(ctx, oldest)
	return nil
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
		if !adapter.Sleep(ctx, pause) {
			return nil
		}
	}
}

// Me implements adapter.People.
func (r *run) Me() string { return r.p.me() }

// Zone implements adapter.People.
func (r *run) Zone(ctx context.Context, user string) *time.Location { return r.p.zone(ctx, user) }
