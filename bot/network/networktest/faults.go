package networktest

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
)

// Fault is a way in which a far side misbehaves.
type Fault int

// Faults. The name says what becomes of the request, then what of the answer.
const (
	// Works: nothing is wrong.
	Works Fault = iota
	// Cut: the connection breaks when the headers have been read; nothing
	// was done.
	Cut
	// Lost: done, and the connection breaks before a byte of the answer.
	Lost
	// Half: done, and the connection breaks in the middle of the answer.
	Half
	// Empty: done, and the answer has no body.
	Empty
	// Rubbish: done, and the answer is a success full of rubbish.
	Rubbish
	// Huge: done, and the answer never ends.
	Huge
	// Held: done, and the answer is held back until the client has gone.
	Held
	// Late: done only when the client has gone.
	Late
	// Busy: not done, 429 with Retry-After: 7.
	Busy
	// Down: not done, 503.
	Down
	// Broken: done, and the answer is 500.
	Broken
	// Gateway: not done, 502 with a page of HTML.
	Gateway
	// Moved: not done, 307 to somewhere else.
	Moved
)

// String names the fault in tests.
func (f Fault) String() string {
	names := [...]string{
		"works", "cut", "lost", "half an answer", "empty answer", "rubbish", "huge answer", "held answer",
		"late", "busy", "down", "broken after acceptance", "gateway", "moved",
	}
	return names[f]
}

// Does reports whether a request that meets the fault has its effect.
func (f Fault) Does() bool {
	switch f {
	case Works, Lost, Half, Empty, Rubbish, Huge, Held, Late, Broken:
		return true
	default:
		return false
	}
}

// Faults is a far side that misbehaves: an HTTP handler in front of another
// one. It may be used concurrently.
type Faults struct {
	next http.Handler

	mu     sync.Mutex
	match  func(*http.Request) bool
	fault  Fault
	left   int
	seen   int
	arrive chan struct{} // closed when the first request meets the fault
	handle chan struct{} // closed when it has been dealt with
}

// NewFaults puts faults in front of a handler.
func NewFaults(next http.Handler) *Faults { return &Faults{next: next} }

// Next makes the next n requests that match meet a fault.
func (f *Faults) Next(n int, fault Fault, match func(*http.Request) bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.match, f.fault, f.left, f.seen = match, fault, n, 0
	f.arrive, f.handle = make(chan struct{}), make(chan struct{})
}

// Arrived is closed when the first request that meets the present fault has
// arrived whole. (Cut lets none arrive.)
func (f *Faults) Arrived() <-chan struct{} {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.arrive
}

// Handled is closed when the first request that met the present fault has been
// dealt with.
func (f *Faults) Handled() <-chan struct{} {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.handle
}

// Seen returns how many requests matched since Next.
func (f *Faults) Seen() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.seen
}

// take returns the fault of a request, and for the first one that meets it what
// to close when it has arrived and when it is over.
func (f *Faults) take(r *http.Request) (fault Fault, arrived, over chan struct{}) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.match == nil || !f.match(r) {
		return Works, nil, nil
	}
	f.seen++
	if f.left == 0 {
		return Works, nil, nil
	}
	f.left--
	if f.seen > 1 {
		return f.fault, nil, nil
	}
	return f.fault, f.arrive, f.handle
}

// ServeHTTP implements http.Handler.
func (f *Faults) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	fault, arrived, over := f.take(r)
	if over != nil {
		defer close(over)
	}
	if fault == Cut {
		panic(http.ErrAbortHandler)
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 64<<20))
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if arrived != nil {
		close(arrived)
	}
	gone := r.Context().Done()
	r.Body = io.NopCloser(bytes.NewReader(body))
	switch fault {
	case Works:
		f.next.ServeHTTP(w, r)
		return
	case Late:
		<-gone
	case Busy:
		w.Header().Set("Retry-After", "7")
		http.Error(w, `{"error":"slow down"}`, http.StatusTooManyRequests)
		return
	case Down:
		http.Error(w, "down", http.StatusServiceUnavailable)
		return
	case Gateway:
		w.Header().Set("Content-Type", "text/html")
		http.Error(w, "<html><title>502 Bad Gateway</title></html>", http.StatusBadGateway)
		return
	case Moved:
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		return
	default:
	}
	rec := httptest.NewRecorder()
	f.next.ServeHTTP(rec, r)
	f.answer(w, fault, rec, gone)
}

// answer spoils the answer to a request that was done.
func (f *Faults) answer(w http.ResponseWriter, fault Fault, rec *httptest.ResponseRecorder, gone <-chan struct{}) {
	switch fault {
	case Half:
		w.Header().Set("Content-Length", "100000")
		w.WriteHeader(rec.Code)
		_, _ = w.Write(rec.Body.Bytes()[:rec.Body.Len()/2])
		panic(http.ErrAbortHandler)
	case Empty:
		w.WriteHeader(http.StatusOK)
	case Rubbish:
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, "{\"id\":\x00[[[\xff\xfe<html>")
	case Huge:
		w.WriteHeader(http.StatusOK)
		for {
			if _, err := w.Write(bytes.Repeat([]byte(" "), 64<<10)); err != nil {
				return
			}
		}
	case Held:
		<-gone
	case Broken:
		http.Error(w, "oops", http.StatusInternalServerError)
	default: // Lost, Late
		panic(http.ErrAbortHandler)
	}
}
