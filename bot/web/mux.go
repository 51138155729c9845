package web

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"
)

// AnyHost in Options.Hosts lets requests for any host in. It is for listeners
// that browsers cannot reach.
const AnyHost = "*"

// Bounds where Options say nothing.
const (
	defaultBody    = 1 << 20
	defaultTimeout = 30 * time.Second
	defaultStreams = 100
)

// Options are the settings of a Mux.
type Options struct {
	// Hosts are the names that the program is reached by, without port; the
	// names of this machine itself when empty.
	Hosts []string
	// Body bounds the body of a request, in bytes; zero means 1 MB.
	Body int64
	// Timeout bounds the ctx of a request; zero means 30 seconds.
	Timeout time.Duration
	// Streams bounds how many streams are open at a time; zero means 100.
	Streams int
	// Now tells the time. It is required.
	Now func() time.Time
	// Log takes what went wrong; nil means nowhere.
	Log *slog.Logger
}

// Limits are the bounds of one route where they differ from the Mux's. Zero
// means that they do not.
type Limits struct {
	Body    int64
	Timeout time.Duration
}

// Mux routes requests. Handle, Stream and Check are called before it serves.
type Mux struct {
	o      Options
	routes *http.ServeMux
	checks []check
	cross  *http.CrossOriginProtection
	slots  chan struct{}

	closing  chan struct{}
	closeOne sync.Once
}

var _ http.Handler = (*Mux)(nil)

// New returns a Mux that answers /healthz and /readyz.
func New(o Options) (*Mux, error) {
	if o.Now == nil {
		return nil, errors.New("make web mux: Now is missing")
	}
	if len(o.Hosts) == 0 {
		o.Hosts = []string{"localhost", "127.0.0.1", "::1"}
	}
	if o.Body <= 0 {
		o.Body = defaultBody
	}
	if o.Timeout <= 0 {
		o.Timeout = defaultTimeout
	}
	if o.Streams <= 0 {
		o.Streams = defaultStreams
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	m := &Mux{
		o: o, routes: http.NewServeMux(), cross: http.NewCrossOriginProtection(),
		slots: make(chan struct{}, o.Streams), closing: make(chan struct{}),
	}
	m.routes.HandleFunc("GET /healthz", m.health)
	m.routes.HandleFunc("GET /readyz", m.ready)
	return m, nil
}

// Handle serves a pattern, as http.ServeMux understands it, within the Mux's
// own limits.
func (m *Mux) Handle(pattern string, h http.Handler) { m.HandleWithin(pattern, Limits{}, h) }

// HandleWithin serves a pattern within limits of its own.
func (m *Mux) HandleWithin(pattern string, l Limits, h http.Handler) {
	if l.Body <= 0 {
		l.Body = m.o.Body
	}
	if l.Timeout <= 0 {
		l.Timeout = m.o.Timeout
	}
	m.routes.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), l.Timeout)
		defer cancel()
		r = r.WithContext(ctx)
		r.Body = http.MaxBytesReader(w, r.Body, l.Body)
		h.ServeHTTP(w, r)
	})
}

// ServeHTTP implements http.Handler.
func (m *Mux) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	sent := &noted{ResponseWriter: w}
	defer m.recover(sent, r)
	protect(w.Header())
	if !m.knows(r.Host) && r.URL.Path != "/healthz" && r.URL.Path != "/readyz" {
		http.Error(sent, "This address is not known here. Open the address that the program printed when it started.", http.StatusMisdirectedRequest)
		return
	}
	if err := m.cross.Check(r); err != nil {
		http.Error(sent, "This was sent from another site and was not done. Open the page itself and do it there.", http.StatusForbidden)
		return
	}
	m.routes.ServeHTTP(sent, r)
}

// protect sets the headers that every answer has. A handler may tighten them.
func protect(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; "+
		"form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	h.Set("Cache-Control", "no-store")
}

// knows reports whether a request for a host is for this program. Without the
// check, a foreign page could give its own name this machine's address and read
// what only this machine should see.
func (m *Mux) knows(host string) bool {
	if slices.Contains(m.o.Hosts, AnyHost) {
		return true
	}
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.Trim(name, "[]")
	return slices.ContainsFunc(m.o.Hosts, func(h string) bool { return strings.EqualFold(strings.Trim(h, "[]"), name) })
}

// noted notes whether an answer has begun.
type noted struct {
	http.ResponseWriter
	begun bool
}

func (n *noted) WriteHeader(status int) {
	n.begun = true
	n.ResponseWriter.WriteHeader(status)
}

func (n *noted) Write(b []byte) (int, error) {
	n.begun = true
	return n.ResponseWriter.Write(b)
}

// Unwrap serves http.ResponseController.
func (n *noted) Unwrap() http.ResponseWriter { return n.ResponseWriter }

// recover answers for a handler that panicked.
func (m *Mux) recover(w *noted, r *http.Request) {
	v := recover()
	if v == nil {
		return
	}
	if err, ok := v.(error); ok && errors.Is(err, http.ErrAbortHandler) {
		panic(v) // a handler's way to cut the connection
	}
	ref := Reference()
	m.o.Log.Error("request panicked", "reference", ref, "method", r.Method, "route", r.Pattern, "panic", v, "stack", string(debug.Stack()))
	if w.begun {
		panic(http.ErrAbortHandler) // half an answer must not look whole
	}
	http.Error(w, Sorry(ref), http.StatusInternalServerError)
}

// Reference makes up a number under which the log has what a person was not
// told.
func Reference() string {
	var b [3]byte
	_, _ = rand.Read(b[:]) // never fails
	return strings.ToUpper(hex.EncodeToString(b[:]))
}

// Sorry tells a person that the program failed, and the reference.
func Sorry(ref string) string {
	return fmt.Sprintf("Something went wrong. Try again; if it stays so, give your administrator the reference %s.", ref)
}
