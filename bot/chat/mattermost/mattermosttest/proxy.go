package mattermosttest

import (
	"bytes"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// A proxy stands on both sides of an adapter: between it and the server, and
// between the server and its handler. It knows when the adapter listens, and it
// can deliver once more what it has delivered.
type proxy struct {
	server  *httptest.Server // in front of the server
	handler *httptest.Server // in front of the adapter
	target  *url.URL
	all     sync.WaitGroup

	mu      sync.Mutex
	inner   http.Handler
	last    *http.Request // the last callback
	body    []byte
	tunnels map[*tunnel]bool
	shifts  map[string]int64 // by connection id
	closed  bool
}

func newProxy(t *testing.T, server string) *proxy {
	t.Helper()
	target, err := url.Parse(server)
	check(t, "parse the server's address", err)
	p := &proxy{target: target, tunnels: map[*tunnel]bool{}, shifts: map[string]int64{}}
	transport := &http.Transport{MaxIdleConnsPerHost: 16}
	t.Cleanup(transport.CloseIdleConnections)
	forward := &httputil.ReverseProxy{
		Rewrite:      func(r *httputil.ProxyRequest) { r.SetURL(target) },
		Transport:    transport,
		ErrorHandler: func(w http.ResponseWriter, r *http.Request, _ error) { cut(w) },
	}
	p.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if websocket.IsWebSocketUpgrade(r) {
			p.tunnel(w, r)
			return
		}
		forward.ServeHTTP(w, r)
	}))
	p.handler = httptest.NewServer(http.HandlerFunc(p.callbacks))
	t.Cleanup(p.close)
	return p
}

func (p *proxy) url() string { return p.server.URL }

func (p *proxy) callback() string { return p.handler.URL }

func (p *proxy) handle(h http.Handler) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.inner = h
}

func (p *proxy) close() {
	p.mu.Lock()
	p.closed = true
	open := slices.Collect(maps.Keys(p.tunnels))
	p.mu.Unlock()
	for _, t := range open {
		t.close()
	}
	for _, s := range []*httptest.Server{p.server, p.handler} {
		s.CloseClientConnections()
		s.Close()
	}
	p.all.Wait()
}

// callbacks gives the adapter what the server sends, and keeps it.
func (p *proxy) callbacks(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	p.mu.Lock()
	h := p.inner
	p.last, p.body = r.Clone(r.Context()), body
	p.mu.Unlock()
	if h == nil {
		http.Error(w, "not yet", http.StatusServiceUnavailable)
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	h.ServeHTTP(w, r)
}

// recall delivers the last callback once more.
func (p *proxy) recall(t *testing.T) {
	t.Helper()
	p.mu.Lock()
	last, body, h := p.last, p.body, p.inner
	p.mu.Unlock()
	if last == nil || h == nil {
		t.Fatal("there was no callback")
	}
	r := httptest.NewRequestWithContext(t.Context(), last.Method, last.URL.String(), bytes.NewReader(body))
	r.Header = last.Header.Clone()
	h.ServeHTTP(httptest.NewRecorder(), r)
}

// ready waits until the adapter has a websocket over which something has come,
// and answers a ping.
func (p *proxy) ready(t *testing.T) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(patience)
	asked := map[*tunnel]int{}
	for {
		p.mu.Lock()
		open := slices.Collect(maps.Keys(p.tunnels))
		p.mu.Unlock()
		for _, tn := range open {
			before, was := asked[tn]
			switch open, pongs := tn.state(); {
			case !open:
			case !was:
				asked[tn] = pongs
				tn.ping()
			case pongs > before:
				return
			}
		}
		select {
		case <-tick.C:
		case <-limit:
			t.Fatal("the adapter has no websocket")
		}
	}
}

// repeat delivers the last event for which ok holds once more.
func (p *proxy) repeat(t *testing.T, ok func(event map[string]any) bool) {
	t.Helper()
	p.mu.Lock()
	open := slices.Collect(maps.Keys(p.tunnels))
	p.mu.Unlock()
	for _, tn := range open {
		if tn.repeat(ok) {
			return
		}
	}
	t.Fatal("the adapter has not got the event")
}
