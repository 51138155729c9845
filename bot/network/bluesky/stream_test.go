package bluesky_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"appealbot/bot/network"
	"appealbot/bot/network/bluesky"
)

// Jetstream tells of every post there is; only those that are about the account
// wake the reader, and its own do not.
func TestStream(t *testing.T) {
	w := newWorld(t, nil)
	send := make(chan string)
	var up websocket.Upgrader
	s := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if got := r.URL.RawQuery; got != "wantedCollections=app.bsky.feed.post" {
			t.Errorf("asked for %q", got)
		}
		c, err := up.Upgrade(rw, r, nil)
		if err != nil {
			return
		}
		defer func() { _ = c.Close() }()
		for msg := range send {
			if c.WriteMessage(websocket.TextMessage, []byte(msg)) != nil {
				return
			}
		}
	}))
	t.Cleanup(s.Close)
	n, err := bluesky.Open(bluesky.Options{
		Account: identity(metro), Service: w.base, AppView: w.base, Secrets: w.vault, Now: w.now,
		Jetstream: "ws" + strings.TrimPrefix(s.URL, "http") + "/subscribe", HTTP: network.ClientOptions{Proxy: direct},
	})
	must(t, err)
	woken, ended := make(chan struct{}, 100), make(chan error, 1)
	go func() { ended <- n.(network.Streamer).Stream(t.Context(), func() { woken <- struct{}{} }) }()
	post := "at://" + w.me + "/app.bsky.feed.post/3l"
	for _, quiet := range []string{
		`not JSON`, `{}`, `{"did":"did:plc:x","kind":"commit","commit":{"record":{"text":"about something else"}}}`,
		`{"did":"` + w.me + `","kind":"commit","commit":{"record":{"reply":{"root":{"uri":"` + post + `"}}}}}`,
		`{"did":"did:plc:x","kind":"identity","identity":{"did":"` + w.me + `"}}`,
	} {
		send <- quiet
	}
	send <- `{"did":"did:plc:x","kind":"commit","commit":{"operation":"create","record":{"text":"I did.","reply":{"parent":{"uri":"` + post + `"}}}}}`
	for range 3 { // The AppView hears of it no sooner than this.
		<-woken
	}
	close(send)
	if err := <-ended; err == nil {
		t.Error("the stream broke, and that was no error")
	}
	if len(woken) != 0 {
		t.Errorf("woken %d times more than for one answer", len(woken))
	}
}

// A stream ends when it is not wanted any more, and says when nobody is there.
func TestStreamEnds(t *testing.T) {
	w := newWorld(t, nil)
	up, open := websocket.Upgrader{}, make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		c, err := up.Upgrade(rw, r, nil)
		if err != nil {
			return
		}
		close(open)
		_, _, _ = c.ReadMessage() // until the client hangs up
	}))
	t.Cleanup(s.Close)
	listen := func(ctx context.Context, at string) error {
		n, err := bluesky.Open(bluesky.Options{
			Account: identity(metro), Service: w.base, AppView: w.base, Secrets: w.vault, Now: w.now,
			Jetstream: "ws" + strings.TrimPrefix(at, "http"), HTTP: network.ClientOptions{Proxy: direct},
		})
		must(t, err)
		return n.(network.Streamer).Stream(ctx, func() {})
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- listen(ctx, s.URL) }()
	<-open
	stop()
	if err := <-ended; err == nil || errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("ended with %v", err)
	}
	if err := listen(t.Context(), w.base); err == nil {
		t.Error("a web server is no Jetstream, and that was no error")
	}
}

// Only an account with a Jetstream is one that streams.
func TestOpen(t *testing.T) {
	o := bluesky.Options{Account: identity(metro), Secrets: &vault{}, Now: (&world{}).now}
	n, err := bluesky.Open(o)
	must(t, err)
	if _, ok := n.(network.Streamer); ok {
		t.Error("it streams without a Jetstream")
	}
	for name, bad := range map[string]func(*bluesky.Options){
		"no handle":     func(o *bluesky.Options) { o.Account.Handle = "Metro Police" },
		"no service":    func(o *bluesky.Options) { o.Service = "bsky.social" },
		"with a path":   func(o *bluesky.Options) { o.AppView = "https://api.example/xrpc" },
		"with a secret": func(o *bluesky.Options) { o.Web = "https://me:secret@bsky.app" },
		"no stream":     func(o *bluesky.Options) { o.Jetstream = "https://jetstream.example" },
		"no clock":      func(o *bluesky.Options) { o.Now = nil },
	} {
		c := o
		bad(&c)
		if _, err := bluesky.Open(c); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
