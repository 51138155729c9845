package web_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot/web"
)

func mux(t *testing.T, o web.Options) *web.Mux {
	t.Helper()
	o.Now = time.Now
	m, err := web.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func ok(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "fine") }

func ask(m http.Handler, method, url string, head ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, url, strings.NewReader("text=x"))
	for i := 0; i < len(head); i += 2 {
		r.Header.Set(head[i], head[i+1])
	}
	w := httptest.NewRecorder()
	m.ServeHTTP(w, r)
	return w
}

func TestEveryAnswerIsProtected(t *testing.T) {
	m := mux(t, web.Options{})
	m.Handle("GET /", http.HandlerFunc(ok))
	m.Handle("GET /panic", http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("boom") }))
	for _, path := range []string{"/", "/panic", "/healthz", "/readyz"} {
		h := ask(m, "GET", "http://localhost"+path).Header()
		csp := h.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"} {
			if !strings.Contains(csp, want) {
				t.Errorf("%s: policy %q lacks %s", path, csp, want)
			}
		}
		if strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q lets inline code in", path, csp)
		}
		for k, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY"} {
			if got := h.Get(k); got != want {
				t.Errorf("%s: %s = %q, want %q", path, k, got, want)
			}
		}
	}
}

// A foreign page that gave its own name this machine's address is refused.
func TestOnlyKnownHosts(t *testing.T) {
	for _, tt := range []struct {
		hosts []string
		host  string
		want  int
	}{
		{nil, "localhost:8065", 200},
		{nil, "LocalHost", 200},
		{nil, "127.0.0.1:8065", 200},
		{nil, "[::1]:8065", 200},
		{nil, "evil.example", 421},
		{nil, "evil.example:8065", 421},
		{nil, "127.0.0.1.evil.example", 421},
		{nil, "", 421},
		{[]string{"bot.police.example"}, "bot.police.example", 200},
		{[]string{"bot.police.example"}, "localhost", 421},
		{[]string{web.AnyHost}, "anything", 200},
	} {
		m := mux(t, web.Options{Hosts: tt.hosts})
		m.Handle("GET /{$}", http.HandlerFunc(ok))
		for path, want := range map[string]int{"/": tt.want, "/healthz": 200} {
			r := httptest.NewRequest(http.MethodGet, "http://x"+path, nil)
			r.Host = tt.host
			w := httptest.NewRecorder()
			m.ServeHTTP(w, r)
			if w.Code != want {
				t.Errorf("host %q of %v: %s answers %d, want %d", tt.host, tt.hosts, path, w.Code, want)
			}
		}
	}
}

func TestAnotherSiteCannotAct(t *testing.T) {
	m := mux(t, web.Options{})
	m.Handle("/act", http.HandlerFunc(ok))
	for _, tt := range []struct {
		method string
		head   []string
		want   int
	}{
		{"POST", []string{"Sec-Fetch-Site", "same-origin"}, 200},
		{"POST", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"POST", []string{"Sec-Fetch-Site", "same-site"}, 403},
		{"POST", []string{"Origin", "http://evil.example"}, 403},
		{"POST", []string{"Origin", "null"}, 403},
		{"POST", []string{"Origin", "http://localhost"}, 200},
		{"POST", nil, 200}, // no browser: a platform's callback
		{"GET", []string{"Sec-Fetch-Site", "cross-site"}, 200},
	} {
		if w := ask(m, tt.method, "http://localhost/act", tt.head...); w.Code != tt.want {
			t.Errorf("%s %v: %d, want %d", tt.method, tt.head, w.Code, tt.want)
		}
	}
}

func TestBodiesAreBounded(t *testing.T) {
	m := mux(t, web.Options{Body: 10})
	read := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		fmt.Fprint(w, len(b), " ", err)
	})
	m.Handle("POST /small", read)
	m.HandleWithin("POST /big", web.Limits{Body: 1000}, read)
	for path, want := range map[string]string{"/small": "10 http: request body too large", "/big": "500 <nil>"} {
		r := httptest.NewRequest(http.MethodPost, "http://localhost"+path, strings.NewReader(strings.Repeat("x", 500)))
		w := httptest.NewRecorder()
		m.ServeHTTP(w, r)
		if w.Body.String() != want {
			t.Errorf("%s read %q, want %q", path, w.Body, want)
		}
	}
}

func TestRequestsEnd(t *testing.T) {
	m := mux(t, web.Options{Timeout: time.Millisecond})
	m.Handle("GET /", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		<-r.Context().Done()
		fmt.Fprint(w, r.Context().Err())
	}))
	if got := ask(m, "GET", "http://localhost/").Body.String(); got != context.DeadlineExceeded.Error() {
		t.Errorf("the ctx ended with %q", got)
	}
}

// A panic is told with a reference that the log has, and never looks like a
// whole answer.
func TestAPanicHasAReference(t *testing.T) {
	var log bytes.Buffer
	m := mux(t, web.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	m.Handle("GET /early", http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("boom with a secret") }))
	m.Handle("GET /late", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "half")
		panic("boom")
	}))
	w := ask(m, "GET", "http://localhost/early")
	body := strings.TrimSuffix(strings.TrimSpace(w.Body.String()), ".")
	ref := body[strings.LastIndex(body, " ")+1:]
	if w.Code != 500 || len(ref) != 6 || !strings.Contains(log.String(), "reference="+ref) {
		t.Errorf("answer %d %q, log %s: want the same reference in both", w.Code, w.Body, log.String())
	}
	if strings.Contains(w.Body.String(), "secret") {
		t.Errorf("the answer tells what panicked: %s", w.Body)
	}
	s := httptest.NewServer(m)
	defer s.Close()
	resp, err := s.Client().Get(s.URL + "/late")
	if err == nil {
		_, err = io.ReadAll(resp.Body)
		resp.Body.Close()
	}
	if err == nil {
		t.Error("half an answer looks whole")
	}
}

func TestReady(t *testing.T) {
	m := mux(t, web.Options{})
	var broken error
	m.Check("store", func(context.Context) error { return broken })
	m.Check("clock", func(context.Context) error { return nil })
	if w := ask(m, "GET", "http://localhost/readyz"); w.Code != 200 || w.Body.String() != "store: ok\nclock: ok\n" {
		t.Errorf("ready = %d %q", w.Code, w.Body)
	}
	broken = errors.New("password hunter2 refused")
	if w := ask(m, "GET", "http://localhost/readyz"); w.Code != 503 || w.Body.String() != "store: failed\nclock: ok\n" {
		t.Errorf("not ready = %d %q", w.Code, w.Body)
	}
	broken = nil
	m.CloseStreams()
	if w := ask(m, "GET", "http://localhost/readyz"); w.Code != 503 || !strings.Contains(w.Body.String(), "stopping") {
		t.Errorf("stopping = %d %q", w.Code, w.Body)
	}
	if w := ask(m, "GET", "http://localhost/healthz"); w.Code != 200 {
		t.Errorf("healthy while stopping = %d", w.Code)
	}
}

func start(t *testing.T, m *web.Mux) *web.Server {
	t.Helper()
	l, err := web.Listen(t.Context(), "127.0.0.1:0", 1)
	if err != nil {
		t.Fatal(err)
	}
	s := web.NewServer(l, m)
	s.Start()
	t.Cleanup(func() { _ = s.Stop(context.Background()) })
	return s
}

// Stopping ends streams at once, lets an answer finish, and takes no more.
func TestStopIsOrderly(t *testing.T) {
	m := mux(t, web.Options{})
	inside, finish := make(chan struct{}), make(chan struct{})
	m.Handle("GET /slow", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(inside)
		<-finish
		fmt.Fprint(w, "whole")
	}))
	m.Stream("GET /live", func(s *web.Stream, r *http.Request) {
		if err := s.Send("hello", []byte("one\ntwo")); err != nil {
			t.Error(err)
		}
		<-r.Context().Done()
	})
	s := start(t, m)
	live, err := http.Get(s.URL() + "/live")
	if err != nil {
		t.Fatal(err)
	}
	defer live.Body.Close()
	events := bufio.NewReader(live.Body)
	var got string
	for range 4 {
		line, err := events.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		got += line
	}
	if want := "event: hello\ndata: one\ndata: two\n\n"; got != want {
		t.Errorf("stream = %q, want %q", got, want)
	}
	var all sync.WaitGroup
	all.Go(func() {
		resp, err := http.Get(s.URL() + "/slow")
		if err != nil {
			t.Errorf("slow: %v", err)
			return
		}
		defer resp.Body.Close()
		if b, err := io.ReadAll(resp.Body); err != nil || string(b) != "whole" {
			t.Errorf("slow = %q, %v", b, err)
		}
	})
	<-inside
	all.Go(func() {
		if err := s.Stop(context.Background()); err != nil {
			t.Errorf("Stop: %v", err)
		}
	})
	if _, err := events.ReadString('\n'); !errors.Is(err, io.EOF) {
		t.Errorf("the stream goes on: %v", err)
	}
	close(finish)
	all.Wait()
	<-s.Done()
	if err := s.Err(); err != nil {
		t.Errorf("Err = %v, want nil after Stop", err)
	}
	if resp, err := http.Get(s.URL() + "/healthz"); err == nil {
		resp.Body.Close()
		t.Error("the server still answers after Stop")
	}
	if err := s.Stop(context.Background()); err != nil {
		t.Errorf("the second Stop: %v", err)
	}
}

// Stopping is bounded: what does not end is cut off, and that is an error.
func TestStopIsBounded(t *testing.T) {
	m := mux(t, web.Options{})
	inside, end := make(chan struct{}), make(chan struct{})
	m.Handle("GET /hang", http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		close(inside)
		<-end
	}))
	s := start(t, m)
	done := make(chan struct{})
	go func() {
		defer close(done)
		if resp, err := http.Get(s.URL() + "/hang"); err == nil {
			resp.Body.Close()
		}
	}()
	<-inside
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if err := s.Stop(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Stop = %v, want the end of its ctx", err)
	}
	<-done
	close(end)
}

func TestStopWithoutStart(t *testing.T) {
	l, err := web.Listen(t.Context(), "127.0.0.1:0", 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := web.NewServer(l, mux(t, web.Options{})).Stop(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := l.Accept(); !errors.Is(err, net.ErrClosed) {
		t.Errorf("the listener is still open: %v", err)
	}
	var none *web.Server
	if err := none.Stop(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestStreamsAreBounded(t *testing.T) {
	m := mux(t, web.Options{Streams: 1})
	m.Stream("GET /live", func(s *web.Stream, r *http.Request) {
		_ = s.Ping()
		<-r.Context().Done()
	})
	s := start(t, m)
	ctx, cancel := context.WithCancel(t.Context())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL()+"/live", nil)
	if err != nil {
		t.Fatal(err)
	}
	one, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer one.Body.Close()
	two, err := http.Get(s.URL() + "/live")
	if err != nil {
		t.Fatal(err)
	}
	two.Body.Close()
	if one.StatusCode != http.StatusOK || two.StatusCode != http.StatusServiceUnavailable || two.Header.Get("Retry-After") == "" {
		t.Errorf("streams answer %d and %d, want 200 and 503 with Retry-After", one.StatusCode, two.StatusCode)
	}
	cancel()
}

func TestListenTakesTheNextFreePort(t *testing.T) {
	first, err := web.Listen(t.Context(), "127.0.0.1:0", 1)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = first.Close() }()
	addr := first.Addr().String()
	if _, err := web.Listen(t.Context(), addr, 1); err == nil {
		t.Error("a taken port was taken once more")
	}
	next, err := web.Listen(t.Context(), addr, 20)
	if err != nil {
		t.Fatal(err)
	}
	_ = next.Close()
	for _, bad := range []string{"", "8065", "localhost:x", "localhost:99999"} {
		if _, err := web.Listen(t.Context(), bad, 3); err == nil || !strings.Contains(err.Error(), "listen on") {
			t.Errorf("Listen(%q) = %v, want an error that names it", bad, err)
		}
	}
	if _, err := web.New(web.Options{}); err == nil {
		t.Error("a mux without a clock")
	}
}
