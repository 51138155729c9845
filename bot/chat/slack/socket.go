package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// Bounds of the connections on which Slack tells what happens.
const (
	// connections are held at once, so that one is there while another is made
	// anew: Slack ends each after some hours, and allows ten (docs.slack.dev,
	// "Using Socket Mode", 2026-11).
	connections = 2
	// stagger is how much later the second is made, so that not both end in
	// the same minute.
	stagger   = 3 * time.Minute
	pings     = 30 * time.Second
	dialTime  = 15 * time.Second
	helloTime = 30 * time.Second // a connection that says no hello is none
	firstWait = 500 * time.Millisecond
	lastWait  = 30 * time.Second
	// atOnce bounds what is worked on at a time. More wait in the connection.
	atOnce = 256
)

// errRefused says that trying again is useless.
var errRefused = errors.New("slack does not accept the bot's tokens any more; was the app removed or its token revoked? Install it anew and put the new tokens into the configuration; appealbot setup slack says where they are")

// listen keeps connections to Slack until ctx ends. It returns an error only
// when trying again is useless.
func (r *run) listen(ctx context.Context) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var all sync.WaitGroup
	for i := range connections {
		all.Go(func() {
			if i > 0 && !adapter.Sleep(ctx, time.Duration(i)*r.p.stagger) {
				return
			}
			if err := r.line(ctx, i); err != nil {
				stop(err)
			}
		})
	}
	all.Wait()
	if err := context.Cause(ctx); errors.Is(err, errRefused) {
		r.p.lost(errRefused)
		return err
	}
	return nil
}

// line keeps one connection, making it anew whenever it ends.
func (r *run) line(ctx context.Context, i int) error {
	wait := firstWait
	for ctx.Err() == nil {
		began := r.p.o.Now()
		err := r.connect(ctx, i)
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, errRefused):
			return err
		case r.p.o.Now().Sub(began) > lastWait:
			wait = firstWait
		}
		pause := wait
		if limited, ok := errors.AsType[*chat.RateLimited](err); ok {
			pause = max(pause, limited.After)
		}
		r.p.o.Log.Warn("connection to slack lost", "connection", i, "err", err, "wait", pause)
		r.lost(err)
		if !adapter.Sleep(ctx, pause) {
			return nil
		}
		wait = min(2*wait, lastWait)
	}
	return nil
}

// A life is a connection with those that follow it when Slack asks for that.
type life struct {
	*run
	i       int
	c       *socketmode.Client
	working sync.WaitGroup // on what is to be acknowledged
	here    bool           // it is open
	short   int            // how many before it were short, in a row
	began   time.Time      // when it was opened last
	hello   *time.Timer
}

// connect holds one life. It returns why it ended.
func (r *run) connect(ctx context.Context, i int) error {
	while, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	l := &life{
		run: r, i: i, hello: time.NewTimer(helloTime),
		c: socketmode.New(r.p.api, socketmode.OptionDialer(r.p.dialer()), socketmode.OptionPingInterval(r.p.pings)),
	}
	defer l.hello.Stop()
	defer l.leave()
	ended := make(chan error, 1)
	go func() { ended <- l.c.RunContext(while) }()
	end := func(why error) error {
		stop()
		<-drained(l.c, ended)
		return r.ending(why)
	}
	for {
		select {
		case <-ctx.Done():
			finish(l.c, ended, &l.working)
			return end(nil)
		case err := <-ended:
			return r.ending(err)
		case <-l.hello.C:
			return end(errSilent)
		case ev := <-l.c.Events:
			if err := l.hear(ctx, ev); err != nil {
				return end(err)
			}
		}
	}
}

// Why a connection is given up.
var (
	errSilent = errors.New("slack does not say hello")
	errShort  = errors.New("slack ended the connection as soon as it was there")
	errClosed = errors.New("it could not be opened")
)

// So many connections in a row may be so short before the next has to wait.
const (
	shortLife = 10 * time.Second
	maxShort  = 3
)

// hear takes what happens on a connection, and returns why it is over if it is.
func (l *life) hear(ctx context.Context, ev socketmode.Event) error {
	switch ev.Type {
	case socketmode.EventTypeConnecting:
		// Slack asked for it, or the connection broke.
		if l.here && l.p.o.Now().Sub(l.began) < shortLife {
			l.short++
		} else if l.here {
			l.short = 0
		}
		l.leave()
		l.hello.Reset(helloTime)
	case socketmode.EventTypeHello:
		l.hello.Stop()
		if !l.here {
			l.here, l.began = true, l.p.o.Now()
			l.opened(l.i)
			if l.short >= maxShort {
				return errShort // the client would go on at once, however often
			}
		}
	case socketmode.EventTypeConnectionError:
		// It would try again by itself, after up to five minutes.
		if e, ok := ev.Data.(*slack.ConnectionErrorEvent); ok && e.ErrorObj != nil {
			return e.ErrorObj
		}
		return errClosed
	case socketmode.EventTypeErrorBadMessage:
		if e, ok := ev.Data.(*socketmode.ErrorBadMessage); ok {
			l.envelope(ctx, l.c, &l.working, e.Message)
		}
	default:
		if ev.Request != nil && ev.Request.EnvelopeID != "" {
			l.received(ctx, l.c, &l.working, *ev.Request)
		}
	}
	return nil
}

// leave notes that a connection is not there any more.
func (l *life) leave() {
	if l.here {
		l.here = false
		l.closed()
	}
}

// Bounds of the end of a connection when Run is to end.
const (
	finishTime = time.Second           // for what is worked on
	flushTime  = 50 * time.Millisecond // for acknowledgements to get out
)

// finish waits until what is worked on is acknowledged: the answer to a form
// travels in its acknowledgement. What comes meanwhile is not, and comes again.
func finish(c *socketmode.Client, ended chan error, working *sync.WaitGroup) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		working.Wait()
	}()
	limit := time.NewTimer(finishTime)
	defer limit.Stop()
	flushed := time.NewTimer(finishTime)
	defer flushed.Stop()
	for {
		select {
		case <-done:
			done = nil
			flushed.Reset(flushTime)
		case <-flushed.C:
			return
		case <-limit.C:
			return
		case err := <-ended:
			ended <- err // for whoever drains
			return
		case <-c.Events:
		}
	}
}

// drained lets a connection end whose events nobody reads any more.
func drained(c *socketmode.Client, ended <-chan error) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-ended: //nolint:errcheck // why it ends is known: it was told to
				return
			case <-c.Events:
			}
		}
	}()
	return done
}

// ending is why a connection ended, without the address, which is a secret.
func (r *run) ending(err error) error {
	err = failed(err)
	if barred(err) {
		return fmt.Errorf("%w: %w", errRefused, err)
	}
	return err
}

// envelope takes a message of a connection that slack-go cannot read: it knows
// not every event, and what it does not know must be acknowledged all the same.
func (r *run) envelope(ctx context.Context, c *socketmode.Client, working *sync.WaitGroup, raw json.RawMessage) {
	var req socketmode.Request
	if json.Unmarshal(raw, &req) == nil && req.EnvelopeID != "" {
		r.received(ctx, c, working, req)
	}
}

// received works on an envelope and acknowledges it. Events are taken in the
// order in which they come, everything else at once.
func (r *run) received(ctx context.Context, c *socketmode.Client, working *sync.WaitGroup, req socketmode.Request) {
	if ctx.Err() != nil {
		return // Slack tells it once more
	}
	in := inbound{kind: inboundKind(req.Type), payload: req.Payload}
	if in.kind == kindEvent {
		r.event(ctx, in.payload)
		if ctx.Err() != nil {
			return // it may have found no place in its queue
		}
		r.acknowledge(ctx, c, req, nil)
		return
	}
	select {
	case r.slots <- struct{}{}:
	case <-ctx.Done():
		return // Slack tells it once more
	}
	working.Go(func() {
		defer func() { <-r.slots }()
		if answer, ok := r.take(ctx, in); ok {
			r.acknowledge(ctx, c, req, answer)
		}
	})
}

// acknowledge tells Slack that an envelope was received. What is not
// acknowledged, because the connection ended, comes again and is known then.
func (r *run) acknowledge(ctx context.Context, c *socketmode.Client, req socketmode.Request, answer any) {
	after, stop := context.WithTimeout(context.WithoutCancel(ctx), finishTime)
	defer stop()
	if err := c.AckCtx(after, req.EnvelopeID, answer); err != nil && ctx.Err() == nil {
		r.p.o.Log.Warn("envelope not acknowledged", "kind", req.Type, "err", err)
	}
}

// dialer opens connections the way requests go.
func (p *Platform) dialer() *websocket.Dialer {
	d := &websocket.Dialer{HandshakeTimeout: dialTime, Proxy: http.ProxyFromEnvironment}
	if t, ok := p.o.Transport.(*http.Transport); ok {
		d.Proxy, d.TLSClientConfig, d.NetDialContext = t.Proxy, t.TLSClientConfig, t.DialContext
	}
	return d
}

// opened notes that a connection is there. If none was, something may have
// been missed.
func (r *run) opened(i int) {
	r.mu.Lock()
	r.up++
	first := r.up == 1
	if first {
		r.gaps++ // before anybody can take what was noted for all that happened
		r.deaf = true
	}
	r.mu.Unlock()
	r.p.lost(nil)
	r.p.o.Log.Info("listening to slack", "connection", i)
	if first {
		soon(r.look)
	}
}

// closed notes that a connection has ended. What Slack told it last may have
// come to nobody, while the other lives.
func (r *run) closed() {
	r.mu.Lock()
	r.up--
	r.gaps++
	alone := r.up == 0
	r.mu.Unlock()
	if !alone {
		soon(r.look)
	}
}

// lost notes why a connection is not there; others may be.
func (r *run) lost(err error) {
	r.mu.Lock()
	alone := r.up == 0
	r.mu.Unlock()
	if alone {
		r.p.lost(err)
	}
}
