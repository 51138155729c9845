package mattermosttest

import (
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// A Request is one that the server got, as it got it.
type Request struct {
	Method, Path, Query, Token string
	Body                       []byte
}

// Requests returns all requests so far whose path begins with prefix, oldest
// first. Websockets are not among them.
func (s *Server) Requests(prefix string) []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Request
	for _, r := range s.requests {
		if strings.HasPrefix(r.Path, prefix) {
			out = append(out, r)
		}
	}
	return out
}

// A Fault is what goes wrong with one request. The zero Fault is none.
type Fault struct {
	// Status answers at once, without any effect; Body and Header go with it.
	Status int
	Body   string
	Header http.Header
	// Delay waits before anything happens, or until the client is gone.
	Delay time.Duration
	// Cut closes the connection before anything happens.
	Cut bool
	// Lose does what was asked and closes the connection instead of answering.
	Lose bool
	// Hang does nothing and answers nothing until the client is gone.
	Hang bool
	// LoseAnswer does what was asked and never answers.
	LoseAnswer bool
	// Late does what was asked and answers after Delay.
	Late bool
}

// RateLimited is what a server with a rate limit answers.
func RateLimited() Fault {
	return Fault{
		Status: http.StatusTooManyRequests, Body: "limit exceeded\n",
		Header: http.Header{"Retry-After": {"1"}, "X-Ratelimit-Limit": {"11"}, "X-Ratelimit-Remaining": {"0"}, "Content-Type": {"text/plain; charset=utf-8"}},
	}
}

// Faults asks f about every request from now on, in the order in which they
// come; nil ends that.
func (s *Server) Faults(f func(*http.Request) Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = f
}

// FaultOnce makes the next request with this method and a path that begins with
// prefix go wrong.
func (s *Server) FaultOnce(method, prefix string, f Fault) {
	done := false
	s.Faults(func(r *http.Request) Fault {
		if done || r.Method != method || !strings.HasPrefix(r.URL.Path, prefix) {
			return Fault{}
		}
		done = true
		return f
	})
}

// ReadOnly makes the server refuse everything that would change something.
func (s *Server) ReadOnly(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.readOnly = on
}

// ForgetPending makes the server forget for which pending ids it has posted, as
// half a minute or a restart does.
func (s *Server) ForgetPending() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.pending)
}

// note records a request and says what goes wrong with it.
func (s *Server) note(r *http.Request, body []byte) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, Request{
		Method: r.Method, Path: r.URL.Path, Query: r.URL.RawQuery, Token: bearer(r), Body: slices.Clone(body),
	})
	if s.bucket != nil && !s.bucket.take() {
		return RateLimited()
	}
	if s.readOnly && r.Method != http.MethodGet {
		return Fault{Status: http.StatusInternalServerError, Body: `{"id":"app.read_only","message":"The database is read only.","status_code":500}`}
	}
	if s.fault != nil {
		return s.fault(r)
	}
	return Fault{}
}

// before does what goes wrong ahead of the handler and reports whether that was
// all.
func (f Fault) before(w http.ResponseWriter, r *http.Request) bool {
	if f.Delay > 0 && !f.Late && !pause(r, f.Delay) {
		return true
	}
	switch {
	case f.Hang:
		<-r.Context().Done()
		return true
	case f.Cut:
		cut(w)
		return true
	case f.Status != 0:
		w.Header().Set("Content-Type", "application/json")
		maps.Copy(w.Header(), f.Header)
		w.WriteHeader(f.Status)
		w.Write([]byte(f.Body))
		return true
	default:
		return false
	}
}

// after sends the handler's answer, or does what goes wrong with it.
func (f Fault) after(w http.ResponseWriter, r *http.Request, a *answer) {
	switch {
	case f.LoseAnswer:
		<-r.Context().Done()
	case f.Lose:
		cut(w)
	case f.Late && !pause(r, f.Delay):
	case a.file != nil:
		a.file(w, r)
	default:
		a.send(w)
	}
}

// pause waits and reports whether the client is still there.
func pause(r *http.Request, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
		return false
	}
}

// cut closes the connection without a word.
func cut(w http.ResponseWriter) {
	if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
		hangUp(conn)
	}
}

// hangUp closes a connection. It was only to be ended, so there is nothing left
// to lose.
func hangUp(c io.Closer) { _ = c.Close() }

// bucket is the token bucket of RateLimitSettings.
type bucket struct {
	perSec, burst float64
	level         float64
	at            time.Time
}

func newBucket(perSec, burst int) *bucket {
	return &bucket{perSec: float64(perSec), burst: float64(burst) + 1, level: float64(burst) + 1, at: time.Now()}
}

func (b *bucket) take() bool {
	now := time.Now()
	b.level = min(b.burst, b.level+now.Sub(b.at).Seconds()*b.perSec)
	b.at = now
	if b.level < 1 {
		return false
	}
	b.level--
	return true
}
