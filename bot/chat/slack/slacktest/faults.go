package slacktest

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"
)

// A Request is one call of the Web API, as it came.
type Request struct {
	Method string
	Args   url.Values
	At     time.Time
}

// Requests are all calls of a method so far, oldest first; of every method if
// it is empty.
func (s *Server) Requests(method string) []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.requests), func(r Request) bool { return method != "" && r.Method != method })
}

// A Fault is what goes wrong with one call. The zero Fault is none.
type Fault struct {
	// Status answers with that instead of doing anything: 500, 503.
	Status int
	// Error answers 200 and this error code instead of doing anything.
	Error string
	// RetryAfter answers 429 and asks for a pause instead of doing anything. A
	// call that comes before the pause is over counts against the adapter.
	RetryAfter time.Duration
	// Cut closes the connection before anything happens.
	Cut bool
	// Lose does what was asked and closes the connection instead of answering.
	Lose bool
	// Hang does what was asked and answers nothing until the client is gone.
	Hang bool
	// Delay waits before anything happens.
	Delay time.Duration
	// Late does what was asked and answers so much later.
	Late time.Duration
}

// Fault asks f about every call of a method, counted from zero; nil ends that.
func (s *Server) Fault(method string, f func(n int, r Request) Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faulted[method] = 0
	if f == nil {
		delete(s.faults, method)
		return
	}
	s.faults[method] = f
}

// FaultAll asks f about every call of whatever method that has no other fault;
// nil ends that.
func (s *Server) FaultAll(f func(r Request) Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faultAll = f
}

// FaultOnce makes the next call of a method go wrong.
func (s *Server) FaultOnce(method string, f Fault) {
	s.Fault(method, func(n int, _ Request) Fault {
		if n == 0 {
			return f
		}
		return Fault{}
	})
}

// Revoke makes both tokens useless, with an error such as "token_revoked",
// "invalid_auth" or "account_inactive"; empty makes them good again.
func (s *Server) Revoke(code string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.revoked = code
}

// faultFor is what goes wrong with a call. The lock is held.
func (s *Server) faultFor(r Request) Fault {
	f := s.faults[r.Method]
	if f == nil && s.faultAll != nil {
		return s.faultAll(r)
	}
	if f == nil {
		return Fault{}
	}
	n := s.faulted[r.Method]
	s.faulted[r.Method]++
	return f(n, r)
}

// before does what goes wrong ahead of the call and reports whether that was
// all.
func (f Fault) before(w http.ResponseWriter, r *http.Request, s *Server, rec Request) bool {
	if f.Delay > 0 && !wait(r, s, f.Delay) {
		return true
	}
	switch {
	case f.Cut:
		cut(w)
	case f.Status != 0:
		w.WriteHeader(f.Status)
	case f.RetryAfter > 0:
		s.mu.Lock()
		s.limits.pause(rec, f.RetryAfter)
		s.mu.Unlock()
		rateLimited(w, f.RetryAfter)
	case f.Error != "":
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.Write(marshal(obj{"ok": false, "error": f.Error}))
	default:
		return false
	}
	return true
}

// after sends the answer, or does what goes wrong with it.
func (f Fault) after(w http.ResponseWriter, r *http.Request, answer []byte) {
	switch {
	case f.Lose:
		cut(w)
		return
	case f.Hang:
		<-r.Context().Done()
		return
	case f.Late > 0:
		timer := time.NewTimer(f.Late)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-r.Context().Done():
			return
		}
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Write(answer)
}

// rateLimited is how Slack asks for a pause
// (docs.slack.dev/apis/web-api/rate-limits): in whole seconds.
func rateLimited(w http.ResponseWriter, after time.Duration) {
	w.Header().Set("Retry-After", strconv.Itoa(int((after+time.Second-1)/time.Second)))
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(http.StatusTooManyRequests)
	w.Write(marshal(obj{"ok": false, "error": "ratelimited"}))
}

// wait waits and reports whether the client is still there.
func wait(r *http.Request, s *Server, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
		return false
	case <-s.ctx.Done():
		return false
	}
}

// cut closes a client's connection without a word.
func cut(w http.ResponseWriter) {
	if c, _, err := http.NewResponseController(w).Hijack(); err == nil {
		_ = c.Close() // it was only to be ended
	}
}
