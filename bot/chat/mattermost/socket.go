package mattermost

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat/adapter"
)

// Bounds of the connection on which the server tells what happens.
const (
	dialTime  = 15 * time.Second
	helloTime = 15 * time.Second // a connection with a bad token opens all the same, and stays silent
	firstWait = 500 * time.Millisecond
	lastWait  = 30 * time.Second
	maxHeld   = 10000            // events held back during a backfill
	quiet     = 10 * time.Second // between two notes of how far everything was handled
)

// errRefused says that trying again is useless.
var errRefused = errors.New("mattermost does not accept the bot's token any more; was the bot or its owner deactivated? Make a new one with: appealbot setup mattermost")

// A line is one connection after the other, each going on where the one before
// broke off, if the server still has what was missed.
type line struct {
	id   string // the server's name of the connection; empty for a new one
	next int64  // the number of the event that comes next
}

// listen keeps a connection to the server until ctx ends.
func (r *run) listen(ctx context.Context) error {
	var l line
	wait := firstWait
	for ctx.Err() == nil {
		began := r.p.o.Now()
		err := r.connect(ctx, &l)
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, errRefused):
			return err
		}
		if r.p.o.Now().Sub(began) > lastWait {
			wait = firstWait
		}
		r.p.lost(err)
		r.p.o.Log.Warn("connection to mattermost lost", "err", err, "wait", wait)
		if !adapter.Sleep(ctx, wait) {
			return nil
		}
		wait = min(2*wait, lastWait)
	}
	return nil
}

// connect holds one connection. It returns why it ended.
func (r *run) connect(ctx context.Context, l *line) error {
	c, err := r.dial(ctx, l)
	if err != nil {
		return err
	}
	defer c.Close()
	c.Listen()
	fresh, first, err := r.hello(ctx, c, l)
	if err != nil {
		return err
	}
	r.p.lost(nil)
	r.p.o.Log.Info("listening to mattermost", "resumed", !fresh)
	var held []*model.WebSocketEvent
	if first != nil {
		held = append(held, first)
	}
	// What happened before may have been missed, also when the connection goes
	// on with the one before: to a bot that was deactivated for a moment the
	// server says nothing and counts nothing (a real server, 2026-11). It is
	// looked for while what happens now is held back, so that the order stays.
	behind := make(chan error, 1)
	var looking sync.WaitGroup
	defer looking.Wait()
	looking.Go(func() { behind <- r.backfill(ctx) })
	note := time.NewTicker(quiet)
	defer note.Stop()
	for {
		select {
		case <-ctx.Done():
			if behind == nil {
				r.p.progress.Note()
			}
			return nil
		case err := <-behind:
			if err != nil {
				*l = line{} // the next connection must look again
				return err
			}
			for _, ev := range held {
				r.hear(ctx, ev)
			}
			held, behind = nil, nil
			r.p.progress.CaughtUp()
			r.watch.Soon()
		case ev, ok := <-c.EventChannel:
			switch {
			case !ok:
				return r.broken(l, behind, gone(c))
			case ev.GetSequence() != l.next:
				return fmt.Errorf("the server sent event %d instead of %d", ev.GetSequence(), r.reset(l))
			case behind == nil:
				r.hear(ctx, ev)
			case !matters(ev):
			case len(held) >= maxHeld:
				r.p.progress.Missed() // looked for once more when this look is done
			default:
				held = append(held, ev)
			}
			l.next = ev.GetSequence() + 1
		case _, ok := <-c.ResponseChannel:
			if !ok {
				return r.broken(l, behind, gone(c))
			}
		case <-c.PingTimeoutChannel:
			return r.broken(l, behind, errors.New("the server went silent"))
		case <-r.p.progress.Again():
			r.catchUp(ctx, behind)
		case <-note.C:
			r.catchUp(ctx, behind)
		}
	}
}

// catchUp looks for what could not be handled, and keeps how far everything
// was, unless the first look is still going on.
func (r *run) catchUp(ctx context.Context, behind <-chan error) {
	if behind != nil {
		return
	}
	if r.p.progress.Missing() {
		if err := r.backfill(ctx); err != nil && ctx.Err() == nil {
			r.p.o.Log.Warn("what was missed is not found yet", "err", err)
		}
	}
	r.p.progress.Note()
}

// broken makes the next connection a new one if what was missed has not been
// found yet, or was heard and is forgotten with this connection.
func (r *run) broken(l *line, behind <-chan error, why error) error {
	if behind != nil {
		*l = line{}
	}
	return why
}

// lost notes why there is no connection to the server; nil: there is one.
func (p *Platform) lost(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.away = err
}

// Check reports why the server cannot be worked with, if it cannot: it is away,
// or refuses the bot's token.
func (p *Platform) Check(context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return errors.Join(p.away, p.barred)
}

func gone(c *model.WebSocketClient) error {
	if c.ListenError != nil {
		return fmt.Errorf("the connection broke: %w", c.ListenError)
	}
	return errors.New("the server closed the connection")
}

// dial opens a connection that goes on with the one before.
func (r *run) dial(ctx context.Context, l *line) (*model.WebSocketClient, error) {
	d := &websocket.Dialer{HandshakeTimeout: dialTime, Proxy: http.ProxyFromEnvironment}
	if t, ok := r.p.o.Transport.(*http.Transport); ok {
		d.Proxy, d.TLSClientConfig, d.NetDialContext = t.Proxy, t.TLSClientConfig, t.DialContext
	}
	if _, resp, err := r.p.api.GetMe(ctx, ""); status(failed(resp, err)) == http.StatusUnauthorized {
		return nil, errRefused
	} else if err != nil {
		return nil, failed(resp, err)
	}
	url := "ws" + strings.TrimPrefix(r.p.o.URL, "http")
	// The token goes into the header too: a connection that is to go on with
	// another must be known from its first byte.
	c, err := model.NewReliableWebSocketClientWithDialer(d, url, r.p.o.Token, l.id, int(l.next), true)
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	return c, nil
}

// hello finds out whether the connection goes on with the one before. If it
// does, the server says no hello but whatever was missed, or nothing; a ping
// that is answered first tells the two apart. Otherwise it says hello with a
// new name.
func (r *run) hello(ctx context.Context, c *model.WebSocketClient, l *line) (fresh bool, first *model.WebSocketEvent, err error) {
	if l.id != "" {
		c.SendMessage("ping", nil)
	}
	t := time.NewTimer(helloTime)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return false, nil, ctx.Err()
		case <-t.C:
			return false, nil, errors.New("the server does not say hello")
		case ev, ok := <-c.EventChannel:
			if !ok {
				return false, nil, gone(c)
			}
			if ev.EventType() == model.WebsocketEventHello {
				id, _ := ev.GetData()["connection_id"].(string)
				same := id == l.id && id != ""
				*l = line{id: id, next: ev.GetSequence() + 1}
				return !same, nil, nil
			}
			if l.id != "" && ev.GetSequence() == l.next {
				l.next++
				return false, ev, nil
			}
			if l.id != "" {
				return false, nil, fmt.Errorf("the server goes on with event %d instead of %d", ev.GetSequence(), r.reset(l))
			}
		case resp, ok := <-c.ResponseChannel:
			if !ok {
				return false, nil, gone(c)
			}
			if l.id != "" && resp.Data["text"] == "pong" {
				return false, nil, nil
			}
		}
	}
}

// reset makes the next connection a new one.
func (r *run) reset(l *line) int64 {
	was := l.next
	*l = line{}
	return was
}

// matters reports whether anything follows from an event.
func matters(ev *model.WebSocketEvent) bool {
	switch ev.EventType() {
	case model.WebsocketEventReactionAdded, model.WebsocketEventReactionRemoved:
		return true
	case model.WebsocketEventPosted:
		_, ok := dropped(ev)
		return ok
	default:
		return isRoom(ev)
	}
}

// isRoom reports whether an event says that something became of a channel.
func isRoom(ev *model.WebSocketEvent) bool {
	switch ev.EventType() {
	case model.WebsocketEventUserRemoved, model.WebsocketEventUserAdded, model.WebsocketEventChannelUpdated,
		model.WebsocketEventChannelDeleted, model.WebsocketEventChannelRestored, model.WebsocketEventChannelConverted:
		return true
	default:
		return false
	}
}

// hear sorts an event.
func (r *run) hear(ctx context.Context, ev *model.WebSocketEvent) {
	switch ev.EventType() {
	case model.WebsocketEventReactionAdded, model.WebsocketEventReactionRemoved:
		if s, ok := reacted(ev); ok {
			r.signs.Add(ctx, s)
		}
	case model.WebsocketEventPosted:
		if q, ok := dropped(ev); ok {
			r.drops.Add(ctx, dropOf(q))
		}
	default:
		if isRoom(ev) {
			r.hint(ev)
			r.watch.Soon()
		}
	}
}
