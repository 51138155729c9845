package bluesky

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"appealbot/bot/network"
)

// Listener is an Account with a Jetstream: a stream of every post on the
// network as JSON, some of which are about the account. Jetstream can filter by
// author only, not by who is answered, so that this is done here.
type Listener struct{ *account }

// account makes the field of a Listener not be called like its method.
type account = Account

// Bounds of the stream. The public network always has something to say; a quiet
// one is asked whether it is still there.
const (
	maxEvent  = 1 << 20
	ask       = 20 * time.Second
	quiet     = 3 * ask
	handshake = 10 * time.Second
)

// after is when the reader is woken once something was heard: the AppView, which
// it asks, hears of it no sooner than this does.
var after = [...]time.Duration{300 * time.Millisecond, time.Second, 3 * time.Second}

// Stream implements network.Streamer.
func (l *Listener) Stream(ctx context.Context, wake func()) error {
	s, res := l.session(ctx)
	if res.Outcome != network.Done {
		return fmt.Errorf("listen to Jetstream: %w", failed(res))
	}
	conn, err := l.dial(ctx)
	if err != nil {
		return fmt.Errorf("listen to Jetstream: %s", network.Redact(err.Error()))
	}
	ctx, stop := context.WithCancel(ctx)
	heard := make(chan struct{}, 1)
	silence := time.AfterFunc(quiet, func() { _ = conn.Close() }) // ends listen
	var wg sync.WaitGroup
	wg.Go(func() { wakeAfter(ctx, heard, wake) })
	wg.Go(func() { keepAlive(ctx, conn) })
	err = listen(conn, s.DID, silence, heard)
	stop()
	wg.Wait()
	silence.Stop()
	return fmt.Errorf("listen to Jetstream: %w", err)
}

func (l *Listener) dial(ctx context.Context) (*websocket.Conn, error) {
	u, err := url.Parse(l.o.Jetstream)
	if err != nil {
		return nil, err
	}
	q := u.Query()
	q.Set("wantedCollections", collPost)
	u.RawQuery = q.Encode()
	proxy := l.o.HTTP.Proxy
	if proxy == nil {
		proxy = http.ProxyFromEnvironment
	}
	d := websocket.Dialer{Proxy: proxy, HandshakeTimeout: handshake, ReadBufferSize: 32 << 10}
	agent := l.o.HTTP.UserAgent
	if agent == "" {
		agent = "appealbot"
	}
	conn, resp, err := d.DialContext(ctx, u.String(), http.Header{"User-Agent": {agent}})
	if resp != nil {
		_ = resp.Body.Close() // gorilla has read what there is of it
	}
	if err != nil {
		return nil, err
	}
	conn.SetReadLimit(maxEvent)
	return conn, nil
}

// listen reads events until the connection breaks, and puts the silence off with
// each.
func listen(conn *websocket.Conn, me string, silence *time.Timer, heard chan<- struct{}) error {
	conn.SetPongHandler(func(string) error { silence.Reset(quiet); return nil })
	for {
		_, msg, err := conn.ReadMessage()
		if err != nil {
			return err
		}
		silence.Reset(quiet)
		if about(msg, me) {
			select {
			case heard <- struct{}{}:
			default: // It is awake already.
			}
		}
	}
}

// about reports whether an event is somebody else's post that names one of the
// account's records or the account itself.
func about(event []byte, me string) bool {
	if !bytes.Contains(event, []byte(me)) {
		return false
	}
	var e struct {
		DID    string `json:"did"`
		Kind   string `json:"kind"`
		Commit struct {
			Record json.RawMessage `json:"record"`
		} `json:"commit"`
	}
	return json.Unmarshal(event, &e) == nil && e.DID != me && bytes.Contains(e.Commit.Record, []byte(me))
}

// wakeAfter wakes a few times after something was heard.
func wakeAfter(ctx context.Context, heard <-chan struct{}, wake func()) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-heard:
		}
		for _, d := range after {
			t := time.NewTimer(d)
			select {
			case <-ctx.Done():
				t.Stop()
				return
			case <-t.C:
				wake()
			}
		}
	}
}

// keepAlive asks the other side whether it is there, and hangs up when ctx ends.
func keepAlive(ctx context.Context, conn *websocket.Conn) {
	defer func() { _ = conn.Close() }() // It may be broken already.
	t := time.NewTicker(ask)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			if conn.WriteControl(websocket.PingMessage, nil, time.Time{}) != nil {
				return
			}
		}
	}
}
