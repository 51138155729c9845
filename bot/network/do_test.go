package network_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"appealbot/bot/network"
)

// hostile is a server on loopback that speaks raw bytes. Each connection is
// given to talk, with how many came before it.
type hostile struct {
	net.Listener
	conns atomic.Int32
}

func serve(t *testing.T, talk func(c net.Conn, r *bufio.Reader, n int)) *hostile {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h := &hostile{Listener: l}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			n := int(h.conns.Add(1)) - 1
			talk(c, bufio.NewReader(c), n)
			_ = c.Close()
		}
	}()
	t.Cleanup(func() {
		_ = l.Close()
		<-done
	})
	return h
}

func (h *hostile) url() string { return "http://" + h.Addr().String() + "/posts" }

// read reads one whole request.
func read(t *testing.T, r *bufio.Reader) {
	t.Helper()
	req, err := http.ReadRequest(r)
	if err != nil {
		t.Errorf("server: %v", err)
		return
	}
	_, _ = io.Copy(io.Discard, req.Body)
}

// hangUp waits until the client closes its side.
func hangUp(r *bufio.Reader) { _, _ = io.Copy(io.Discard, r) }

func client(o network.ClientOptions) *network.Client {
	o.Proxy = func(*http.Request) (*url.URL, error) { return nil, nil }
	return network.NewClient(o)
}

func post(u string) network.Request {
	return network.Request{
		Method: http.MethodPost, URL: u, Body: []byte(`{"text":"Witnesses wanted."}`),
		Header: http.Header{"Content-Type": {"application/json"}},
	}
}

func TestDoClassifiesByHowFarTheRequestGot(t *testing.T) {
	const ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
	say := func(s string) func(*testing.T) string {
		return func(t *testing.T) string {
			return serve(t, func(c net.Conn, r *bufio.Reader, _ int) {
				read(t, r)
				_, _ = io.WriteString(c, s)
			}).url()
		}
	}
	for _, tt := range []struct {
		name string
		far  func(t *testing.T) string
		want network.Outcome
	}{
		{"answered", say(ok), network.Done},
		{"nobody listens", func(t *testing.T) string {
			h := serve(t, nil)
			_ = h.Close()
			return h.url()
		}, network.Never},
		{"no such host", func(*testing.T) string { return "http://nobody.invalid/posts" }, network.Never},
		{"no host at all", func(*testing.T) string { return "http:///posts" }, network.No},
		{"not an address", func(*testing.T) string { return "http://[::1/posts" }, network.No},
		{"not a web address", func(*testing.T) string { return "file:///etc/passwd" }, network.No},
		{"no TLS there", func(t *testing.T) string {
			h := serve(t, func(c net.Conn, r *bufio.Reader, _ int) {
				_, _ = r.ReadByte()
				_, _ = io.WriteString(c, "HTTP/1.1 400 Bad Request\r\n\r\n")
			})
			return strings.Replace(h.url(), "http:", "https:", 1)
		}, network.Never},
		{"unknown certificate", func(t *testing.T) string {
			s := httptest.NewUnstartedServer(http.NotFoundHandler())
			s.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
			s.StartTLS()
			t.Cleanup(s.Close)
			return s.URL
		}, network.Never},
		{"cut after the first byte", func(t *testing.T) string {
			return serve(t, func(_ net.Conn, r *bufio.Reader, _ int) { _, _ = r.ReadByte() }).url()
		}, network.Maybe},
		{"cut after the headers", func(t *testing.T) string {
			return serve(t, func(_ net.Conn, r *bufio.Reader, _ int) { _, _ = http.ReadRequest(r) }).url()
		}, network.Maybe},
		{"cut after the body", func(t *testing.T) string {
			return serve(t, func(_ net.Conn, r *bufio.Reader, _ int) { read(t, r) }).url()
		}, network.Maybe},
		{"reset after the body", func(t *testing.T) string {
			return serve(t, func(c net.Conn, r *bufio.Reader, _ int) {
				read(t, r)
				_ = c.(*net.TCPConn).SetLinger(0)
			}).url()
		}, network.Maybe},
		{"half a status line", say("HTTP/1.1 20"), network.Maybe},
		{"half a header", say("HTTP/1.1 200 OK\r\nContent-Le"), network.Maybe},
		{"half a body", say("HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n{\"id\":"), network.Maybe},
		{"half a chunk", say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{"), network.Maybe},
		{"half a gzip", say("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\x1f\x8b\x08"), network.Maybe},
		{"garbage", say("\x00\xff\xfe SSH-2.0 hello\r\n\r\n"), network.Maybe},
		{"endless header", say("HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 1<<20) + "\r\n\r\n{}"), network.Maybe},
		{"only information", say("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"), network.Maybe},
		{"information, then the answer", say("HTTP/1.1 103 Early Hints\r\n\r\n" + ok), network.Done},
		{"switches to another protocol", say("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"), network.Maybe},
		{"a fault, cut in its body", say("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 99\r\n\r\nso"), network.Maybe},
		{"a refusal, cut in its body", say("HTTP/1.1 422 No\r\nContent-Length: 99\r\n\r\ntoo"), network.No},
		{"accepted and never answered", func(t *testing.T) string {
			return serve(t, func(_ net.Conn, r *bufio.Reader, _ int) {
				read(t, r)
				hangUp(r)
			}).url()
		}, network.Maybe},
		{"an answer that drips", func(t *testing.T) string {
			return serve(t, func(c net.Conn, r *bufio.Reader, _ int) {
				read(t, r)
				_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{")
				hangUp(r)
			}).url()
		}, network.Maybe},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := client(network.ClientOptions{Timeout: 2 * time.Second})
			defer c.Close()
			ctx, cancel := context.WithTimeout(t.Context(), 400*time.Millisecond)
			defer cancel()
			a := c.Do(ctx, post(tt.far(t)))
			if a.Outcome != tt.want {
				t.Errorf("outcome = %v (%s; %s), want %v", a.Outcome, a.Note, a.Raw, tt.want)
			}
			if (a.Err() == nil) != (tt.want == network.Done) {
				t.Errorf("Err() = %v with outcome %v", a.Err(), a.Outcome)
			}
			if tt.want != network.Done && (a.Note == "" || a.Raw == "") {
				t.Errorf("nothing to tell the officer (%q) or the log (%q)", a.Note, a.Raw)
			}
		})
	}
}

func TestDoClassifiesEveryStatus(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var code int
		_, _ = fmt.Sscan(r.URL.Query().Get("status"), &code)
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(code)
	}))
	defer s.Close()
	want := func(code int) network.Outcome {
		switch {
		case code < 300:
			return network.Done
		case code == 407, code == 421, code == 425, code == 429:
			return network.Never
		case code == 408, code == 499:
			return network.Maybe
		case code >= 400 && code < 500, code == 301, code == 307, code == 308:
			return network.No
		default:
			return network.Maybe
		}
	}
	c := client(network.ClientOptions{})
	defer c.Close()
	for code := 200; code < 1000; code++ {
		r := post(fmt.Sprintf("%s/posts?status=%d", s.URL, code))
		r.Repeatable = true // 800 connections would be too many.
		a := c.Do(t.Context(), r)
		if a.Outcome != want(code) || a.Status != code {
			t.Errorf("%d: outcome %v with status %d, want %v", code, a.Outcome, a.Status, want(code))
		}
	}
}

func TestDoAsksTheNetworksOwnTable(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, `{"error":"`+r.URL.Query().Get("error")+`"}`, http.StatusBadRequest)
	}))
	defer s.Close()
	c := client(network.ClientOptions{Name: "Chirp"})
	defer c.Close()
	ask := func(word string) network.Answer {
		r := post(s.URL + "?error=" + word)
		r.Refused = func(a network.Answer) (network.Result, bool) {
			if strings.Contains(string(a.Body), "ExpiredToken") {
				return network.Result{Outcome: network.Never, Retry: time.Minute, Note: "The session is over."}, true
			}
			return network.Result{}, false
		}
		return c.Do(t.Context(), r)
	}
	if a := ask("ExpiredToken"); a.Outcome != network.Never || a.Retry != time.Minute || a.Note != "The session is over." {
		t.Errorf("an answer in the table: %+v", a.Result)
	}
	if a := ask("Other"); a.Outcome != network.No || !strings.Contains(a.Note, "Chirp refused it (HTTP 400)") || !strings.Contains(a.Raw, "Other") {
		t.Errorf("an answer that is not in the table: %+v", a.Result)
	}
}

func TestDoGivenUpBeforeAnythingWasSentIsNever(t *testing.T) {
	c := client(network.ClientOptions{})
	defer c.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	asked := false
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	a := c.Do(ctx, post(s.URL))
	s.Close()
	if a.Outcome != network.Never || asked {
		t.Errorf("outcome = %v, asked = %v, want never and not asked", a.Outcome, asked)
	}
}

func TestDoGivenUpAfterSendingIsMaybe(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	h := serve(t, func(_ net.Conn, r *bufio.Reader, _ int) {
		read(t, r)
		cancel()
		hangUp(r)
	})
	c := client(network.ClientOptions{})
	defer c.Close()
	if a := c.Do(ctx, post(h.url())); a.Outcome != network.Maybe {
		t.Errorf("outcome = %v, want maybe", a.Outcome)
	}
}

func TestDoBoundsTheAnswer(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/refused" {
			w.WriteHeader(http.StatusForbidden)
		}
		for r.Context().Err() == nil {
			if _, err := w.Write(make([]byte, 32<<10)); err != nil {
				return
			}
		}
	}))
	defer s.Close()
	c := client(network.ClientOptions{Body: 1 << 10})
	defer c.Close()
	if a := c.Do(t.Context(), post(s.URL)); a.Outcome != network.Maybe || len(a.Body) != 1<<10 {
		t.Errorf("endless success: %v with %d bytes, want maybe with 1024", a.Outcome, len(a.Body))
	}
	if a := c.Do(t.Context(), post(s.URL+"/refused")); a.Outcome != network.No {
		t.Errorf("endless refusal: %v, want no", a.Outcome)
	}
	if a := c.Do(t.Context(), post(s.URL)); len(a.Raw) > 1000 {
		t.Errorf("the log gets %d bytes of it", len(a.Raw))
	}
}

func TestDoFollowsNoRedirect(t *testing.T) {
	var elsewhere atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/elsewhere" {
			elsewhere.Add(1)
			return
		}
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(http.StatusTemporaryRedirect)
	}))
	defer s.Close()
	c := client(network.ClientOptions{})
	defer c.Close()
	for _, m := range []string{http.MethodPost, http.MethodGet, http.MethodDelete} {
		if a := c.Do(t.Context(), network.Request{Method: m, URL: s.URL}); a.Outcome != network.No || a.Status != 307 {
			t.Errorf("%s: %v with status %d, want no with 307", m, a.Outcome, a.Status)
		}
	}
	if elsewhere.Load() != 0 {
		t.Error("it went where it was sent")
	}
}

// A server that hangs up on a kept connection after it has read the next
// request must not get that request a second time, unless repeating it is
// harmless.
func TestDoNeverRepeatsACreateOnAStaleConnection(t *testing.T) {
	for _, tt := range []struct {
		name       string
		key        bool
		repeatable bool
		body       string
		requests   int32
		want       network.Outcome
	}{
		{"create", false, false, "{}", 1, network.Maybe},
		{"create with a key that nobody honours", true, false, "{}", 1, network.Maybe},
		{"create without a body", true, false, "", 1, network.Maybe},
		{"create by key", true, true, "{}", 2, network.Done},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var creates atomic.Int32
			h := serveAll(t, func(w io.Writer, r *http.Request, nth int) bool {
				if r.Method == http.MethodPost {
					creates.Add(1)
					if creates.Load() == 1 {
						return false // hangs up without a word
					}
				}
				_, _ = io.WriteString(w, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
				return true
			})
			c := client(network.ClientOptions{Timeout: 5 * time.Second})
			defer c.Close()
			// A read leaves a connection behind that is kept alive.
			if a := c.Do(t.Context(), network.Request{Method: http.MethodGet, URL: h}); a.Outcome != network.Done {
				t.Fatalf("read: %+v", a.Result)
			}
			r := post(h)
			r.Repeatable, r.Body = tt.repeatable, []byte(tt.body)
			if tt.key {
				r.Header.Set("Idempotency-Key", "k1")
			}
			a := c.Do(t.Context(), r)
			if a.Outcome != tt.want || creates.Load() != tt.requests {
				t.Errorf("outcome %v after %d requests (%s), want %v after %d", a.Outcome, creates.Load(), a.Raw, tt.want, tt.requests)
			}
		})
	}
}

// A server that hangs up on kept connections leaves no create in doubt: it has
// a connection of its own.
func TestDoMakesAConnectionForACreate(t *testing.T) {
	var creates atomic.Int32
	h := serveAll(t, func(w io.Writer, r *http.Request, nth int) bool {
		if r.Method == http.MethodPost {
			creates.Add(1)
		}
		if nth > 0 {
			return false
		}
		_, _ = io.WriteString(w, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
		return true
	})
	c := client(network.ClientOptions{})
	defer c.Close()
	for range 3 {
		c.Do(t.Context(), network.Request{Method: http.MethodGet, URL: h})
		if a := c.Do(t.Context(), post(h)); a.Outcome != network.Done {
			t.Errorf("create: %v (%s), want done", a.Outcome, a.Raw)
		}
	}
	if n := creates.Load(); n != 3 {
		t.Errorf("%d requests for 3 creates", n)
	}
}

// serveAll serves connections side by side until answer returns false.
func serveAll(t *testing.T, answer func(w io.Writer, r *http.Request, nth int) bool) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer func() { _ = c.Close() }()
				r := bufio.NewReader(c)
				for nth := 0; ; nth++ {
					req, err := http.ReadRequest(r)
					if err != nil {
						return
					}
					_, _ = io.Copy(io.Discard, req.Body)
					if !answer(c, req, nth) {
						return
					}
				}
			}()
		}
	}()
	return "http://" + l.Addr().String() + "/posts"
}

func TestDoThroughAProxy(t *testing.T) {
	var seen atomic.Value
	status := http.StatusOK
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen.Store(r.Method + " " + r.RequestURI)
		w.WriteHeader(status)
	}))
	defer proxy.Close()
	pu, err := url.Parse(strings.Replace(proxy.URL, "://", "://officer:hunter2hunter2@", 1))
	if err != nil {
		t.Fatal(err)
	}
	c := network.NewClient(network.ClientOptions{Proxy: http.ProxyURL(pu)})
	defer c.Close()
	if a := c.Do(t.Context(), post("http://chirp.example/posts")); a.Outcome != network.Done || seen.Load() != "POST http://chirp.example/posts" {
		t.Errorf("%v; the proxy saw %v", a.Outcome, seen.Load())
	}
	status = http.StatusBadGateway // Who knows how far the proxy got.
	if a := c.Do(t.Context(), post("http://chirp.example/posts")); a.Outcome != network.Maybe {
		t.Errorf("502 from a proxy: %v, want maybe", a.Outcome)
	}
	// A proxy that opens no tunnel has let nothing through.
	a := c.Do(t.Context(), post("https://chirp.example/posts"))
	if a.Outcome != network.Never {
		t.Errorf("no tunnel: %v (%s), want never", a.Outcome, a.Raw)
	}
	if strings.Contains(a.Raw+a.Note, "hunter2") {
		t.Errorf("the proxy's password is in %q", a.Raw)
	}
}

func TestDoKeepsSecrets(t *testing.T) {
	secrets := []string{"tok-3f2a9c11d0", "q+uery/tok=en 77", "p@ssw0rd-of-bot", "listed-secret-1"}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// A server that repeats everything it was told.
		w.WriteHeader(http.StatusTeapot)
		_, _ = fmt.Fprintf(w, "%s %s %v %q\n\nlisted-secret-1", r.Method, r.RequestURI, r.Header, r.URL.Query()["access_token"])
	}))
	defer s.Close()
	down := httptest.NewServer(http.NotFoundHandler())
	down.Close()
	c := client(network.ClientOptions{Secrets: []string{"listed-secret-1"}})
	defer c.Close()
	for _, base := range []string{s.URL, down.URL, "http://\x7f"} {
		r := post(strings.Replace(base, "://", "://bot:"+url.QueryEscape("p@ssw0rd-of-bot")+"@", 1) + "/?access_token=" + url.QueryEscape("q+uery/tok=en 77"))
		r.Header.Set("Authorization", "Bearer tok-3f2a9c11d0")
		r.Refused = func(a network.Answer) (network.Result, bool) {
			return network.Result{Outcome: network.No, Note: "Refused: " + string(a.Body)}, true
		}
		a := c.Do(t.Context(), r)
		all := a.Note + a.Raw + a.Err().Error() + fmt.Sprint(a.Garbled(errors.New(a.Raw)))
		for _, sec := range secrets {
			for _, form := range []string{sec, url.QueryEscape(sec), url.PathEscape(sec)} {
				if strings.Contains(all, form) {
					t.Errorf("%s: %q is in %q", base, form, all)
				}
			}
		}
		if strings.ContainsAny(a.Raw, "\n\r") {
			t.Errorf("%q is more than one line", a.Raw)
		}
	}
}

func TestDoSaysWhoItIs(t *testing.T) {
	var agent string
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { agent = r.UserAgent() }))
	defer s.Close()
	c := client(network.ClientOptions{UserAgent: "appealbot/1.2 (+https://metro.example)"})
	defer c.Close()
	if c.Do(t.Context(), post(s.URL)); agent != "appealbot/1.2 (+https://metro.example)" {
		t.Errorf("User-Agent = %q", agent)
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		key, value string
		want       time.Duration
	}{
		{"Retry-After", "30", 30 * time.Second},
		{"Retry-After", "0", time.Second},
		{"Retry-After", " 7 ", 7 * time.Second},
		{"Retry-After", "99999999", network.MaxRetry},
		{"Retry-After", "9223372036854775807", network.MaxRetry},
		{"Retry-After", "99999999999999999999", 0},
		{"Retry-After", "-5", 0},
		{"Retry-After", "soon", 0},
		{"Retry-After", "", 0},
		{"Retry-After", "Mon, 02 Nov 2026 12:01:30 GMT", 90 * time.Second},
		{"Retry-After", "Mon, 02 Nov 2020 12:01:30 GMT", time.Second},
		{"X-RateLimit-Reset", "2026-11-02T12:05:00.000Z", 5 * time.Minute},
		{"RateLimit-Reset", "1793620920", 2 * time.Minute},
		{"X-Rate-Limit-Reset", "1793620860", time.Minute},
		{"RateLimit-Reset", "12", 12 * time.Second},
	} {
		h := http.Header{}
		h.Set(tt.key, tt.value)
		if got := network.RetryAfter(h, now); got != tt.want {
			t.Errorf("%s: %q = %v, want %v", tt.key, tt.value, got, tt.want)
		}
	}
}

func TestDoReadsRetryAfter(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "Mon, 02 Nov 2026 12:01:30 GMT")
		w.WriteHeader(http.StatusTooManyRequests)
	}))
	defer s.Close()
	c := client(network.ClientOptions{Now: func() time.Time { return time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC) }})
	defer c.Close()
	if a := c.Do(t.Context(), post(s.URL)); a.Outcome != network.Never || a.Retry != 90*time.Second {
		t.Errorf("%v, retry after %v, want never, 1m30s", a.Outcome, a.Retry)
	}
}
