package mastodon

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"appealbot/bot/network"
)

// Times of a stream. Mastodon and GoToSocial ping every 30 seconds.
const (
	handshake = 15 * time.Second
	silence   = 90 * time.Second // after which a stream is dead
	ours      = 25 * time.Second // between our own pings
	maxEvent  = 4 << 20
	calm      = 3 * time.Second // between two wakings in a burst
)

// Stream implements network.Streamer. The token goes into a header, not into
// the address, which proxies write down.
func (a *Account) Stream(ctx context.Context, wake func()) error {
	token, _, err := a.login(ctx)
	if err != nil {
		return fmt.Errorf("listen to answers: %w", err)
	}
	d := websocket.Dialer{Proxy: a.o.HTTP.Proxy, NetDialContext: a.http.DialContext, HandshakeTimeout: handshake}
	if d.Proxy == nil {
		d.Proxy = http.ProxyFromEnvironment
	}
	agent := a.o.HTTP.UserAgent
	if agent == "" {
		agent = "appealbot"
	}
	h := http.Header{"Authorization": {"Bearer " + token}, "User-Agent": {agent}}
	conn, resp, err := d.DialContext(ctx, a.streamURL(), h)
	if resp != nil {
		defer resp.Body.Close()
	}
	if err != nil {
		status := 0
		if resp != nil {
			status = resp.StatusCode
		}
		return &network.AnswerError{
			Outcome: network.Never, Status: status,
			Note: a.o.Account.Name + " does not stream answers; they are read every few seconds.", Raw: network.Redact(err.Error(), token),
		}
	}
	defer func() { _ = conn.Close() }()
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	wake() // What came before the stream.
	err = listen(conn, wake)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("listen to answers: %w", err)
}

// listen wakes for every event that may be an answer, until the stream breaks.
func listen(conn *websocket.Conn, wake func()) error {
	conn.SetReadLimit(maxEvent)
	// A timer and not a deadline, which would need the time of day.
	dead := time.AfterFunc(silence, func() { _ = conn.Close() })
	defer dead.Stop()
	conn.SetPongHandler(func(string) error {
		dead.Reset(silence)
		return nil
	})
	pinged := conn.PingHandler()
	conn.SetPingHandler(func(data string) error {
		dead.Reset(silence)
		return pinged(data)
	})
	ended := make(chan struct{})
	events := make(chan struct{}, 1)
	var wg sync.WaitGroup
	wg.Go(func() { keepAlive(conn, ended) })
	wg.Go(func() { rouse(wake, events, ended) })
	defer func() {
		close(ended)
		wg.Wait()
	}()
	for {
		kind, data, err := conn.ReadMessage()
		if err != nil {
			return err
		}
		dead.Reset(silence)
		if kind == websocket.TextMessage && wakes(data) {
			select {
			case events <- struct{}{}:
			default: // It is about to wake.
			}
		}
	}
}

// keepAlive pings until the stream has ended.
func keepAlive(conn *websocket.Conn, ended <-chan struct{}) {
	t := time.NewTicker(ours)
	defer t.Stop()
	for {
		select {
		case <-ended:
			return
		case <-t.C:
			// A ping that cannot be sent shows in the reading.
			_ = conn.WriteControl(websocket.PingMessage, nil, time.Time{})
		}
	}
}

// rouse wakes for events, and after each time not for a while: every reading is
// a request, of which a server allows one a second.
func rouse(wake func(), events, ended <-chan struct{}) {
	for {
		select {
		case <-ended:
			return
		case <-events:
			wake()
		}
		t := time.NewTimer(calm)
		select {
		case <-ended:
			t.Stop()
			return
		case <-t.C:
		}
	}
}

// wakes reports whether an event may be about an answer.
func wakes(data []byte) bool {
	var e struct {
		Event string `json:"event"`
		Error string `json:"error"`
	}
	if json.Unmarshal(data, &e) != nil {
		return false
	}
	switch e.Event {
	case "notification", "notifications_merged", "status.update", "delete":
		return true
	default:
		return false
	}
}

// streamURL is where the server streams. A server may name another host for it,
// which has to be of the same site: the token goes there.
func (a *Account) streamURL() string {
	scheme := "wss"
	if a.server.Scheme == "http" {
		scheme = "ws"
	}
	u := &url.URL{Scheme: scheme, Host: a.server.Host}
	if s, err := a.streamBase(scheme); err == nil {
		u = s
	}
	u.Path = "/api/v1/streaming"
	u.RawQuery = url.Values{"stream": {"user"}}.Encode()
	return u.String()
}

func (a *Account) streamBase(scheme string) (*url.URL, error) {
	u, err := url.Parse(a.instance().Streaming)
	if err != nil {
		return nil, err
	}
	if u.Scheme != scheme || u.User != nil || !sameSite(u.Host, a.server.Host) {
		return nil, errors.New("the server names an address of somebody else")
	}
	return &url.URL{Scheme: u.Scheme, Host: u.Host}, nil
}

// sameSite reports whether two hosts are the same, or one is below the other,
// or both are right below the same domain, which is not a top-level one.
func sameSite(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	if a == b || strings.HasSuffix(a, "."+b) || strings.HasSuffix(b, "."+a) {
		return a != "" && b != ""
	}
	if host := (&url.URL{Host: a}).Hostname(); isAddress(host) {
		return false // The parts of an address are no domains.
	}
	_, x, _ := strings.Cut(a, ".")
	_, y, _ := strings.Cut(b, ".")
	return x == y && strings.Contains(x, ".")
}

func isAddress(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil
}
