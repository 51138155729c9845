package app

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
)

// A link is the way between the bot and the server. It can be cut, and it counts
// what goes over it.
type link struct {
	*httptest.Server
	wire *wire

	mu      sync.Mutex
	calls   int
	limited int                      // answered with 429
	sockets int                      // websockets opened so far
	watch   func(*http.Request)      // sees every request
	lost    func(*http.Request) bool // ends those that never arrive
}

// openLink leads to a server, and goes there from the addresses that from gives:
// servers limit the rate of each address.
func openLink(t *testing.T, server string, from func() net.IP) *link {
	t.Helper()
	to, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{DisableKeepAlives: true, DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		return (&net.Dialer{LocalAddr: &net.TCPAddr{IP: from()}}).DialContext(ctx, network, address)
	}}
	l := &link{wire: &wire{open: map[net.Conn]bool{}}}
	forward := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to) }, Transport: transport, ModifyResponse: l.count,
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { hangUp(w) },
	}
	l.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l.mu.Lock()
		watch, lost := l.watch, l.lost
		l.mu.Unlock()
		if watch != nil {
			watch(r)
		}
		if lost != nil && lost(r) {
			hangUp(w)
			return
		}
		forward.ServeHTTP(w, r)
	}))
	l.wire.Listener = l.Listener
	l.Listener = l.wire
	l.Start()
	t.Cleanup(func() {
		l.wire.cut()
		l.Close()
		transport.CloseIdleConnections()
	})
	return l
}

// botIP is where the bot is.
func botIP() net.IP { return net.IPv4(127, 0, 0, 2) }

// crowd gives everybody an address of their own.
func crowd() func() net.IP {
	var n atomic.Uint32
	return func() net.IP { return net.IPv4(127, 0, 1, byte(n.Add(1)%250+1)) }
}

func (l *link) count(r *http.Response) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.calls++
	switch r.StatusCode {
	case http.StatusTooManyRequests:
		l.limited++
	case http.StatusSwitchingProtocols:
		l.sockets++
	}
	return nil
}

// counts are the calls so far, and how many of them were answered with 429.
func (l *link) counts() (calls, limited int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.calls, l.limited
}

// lose ends every request for which what holds; nil ends that.
func (l *link) lose(what func(*http.Request) bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lost = what
}

// connected is how many websockets were opened so far.
func (l *link) connected() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.sockets
}
