package slacktest

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot/chat/chattest"
)

// Server is a Slack workspace with one app in it. Its methods may be used
// concurrently.
type Server struct {
	t    testing.TB
	http *httptest.Server
	ctx  context.Context // ends with the server
	stop context.CancelFunc
	all  sync.WaitGroup // whatever runs beside the test
	opts options

	mu         sync.Mutex
	clock      int64 // microseconds; the last time that was given out
	serial     int   // of ids
	closed     bool
	violations []string
	expected   []string
	warnings   []string
	requests   []Request
	faults     map[string]func(n int, r Request) Fault
	faulted    map[string]int
	faultAll   func(Request) Fault
	lie        int // what is added to the size of every file
	// Files serves what people have uploaded.
	Files   chattest.Cutter
	limits  limits
	revoked string // the error that both tokens get

	users     map[string]*User
	channels  map[string]*channel
	order     []string // ids of channels, oldest first
	whispers  map[string]*message
	views     map[string]*view
	triggers  map[string]*trigger
	responses map[string]*response
	files     map[string]*file
	external  bool // they are kept elsewhere
	elsewhere string
	signIn    bool // a page comes in their place
	emoji     map[string]string
	people    map[string]*person // what is in front of them

	link     link
	callback *Callback
	acks     []Ack
	last     []*delivery // what the last deed sent
	under    []*delivery // what may be under way
	holding  bool

	eventsOnly bool // are held
	held       []*delivery
}

// New starts a workspace that has an app with a bot and nobody else. It ends
// with the test, and fails it then for everything that Slack would not have
// taken, unless Expect said so.
func New(t testing.TB, opts ...Option) *Server {
	t.Helper()
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	s := &Server{
		t: t, ctx: ctx, stop: stop, opts: defaults(),
		faults: map[string]func(int, Request) Fault{}, faulted: map[string]int{},
		users: map[string]*User{}, channels: map[string]*channel{}, whispers: map[string]*message{}, views: map[string]*view{},
		triggers: map[string]*trigger{}, responses: map[string]*response{}, files: map[string]*file{},
		emoji: map[string]string{}, people: map[string]*person{},
	}
	s.link.conns = map[*conn]bool{}
	s.link.tickets = map[string]bool{}
	s.link.sent = map[string]*delivery{}
	for _, o := range opts {
		o(&s.opts)
	}
	s.users[BotUser] = &User{ID: BotUser, Name: "appealbot", Real: "Appeals", Bot: true, TZ: "America/Los_Angeles"}
	s.http = httptest.NewUnstartedServer(http.HandlerFunc(s.serve))
	if s.opts.listener != nil {
		s.http.Listener = s.opts.listener(s.http.Listener)
	}
	s.http.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	s.http.Start()
	t.Cleanup(s.close)
	return s
}

// API is the address of the Web API.
func (s *Server) API() string { return s.http.URL + "/api/" }

// URL is where the server is.
func (s *Server) URL() string { return s.http.URL }

func (s *Server) close() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.stop()
	s.Cut()
	s.http.CloseClientConnections()
	s.http.Close()
	s.all.Wait()
	s.report()
}

// report fails the test for what Slack would not have taken and was not
// expected, and for what was expected and did not happen.
func (s *Server) report() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.t.Helper()
	met := map[string]bool{}
	for _, v := range s.violations {
		i := slices.IndexFunc(s.expected, func(e string) bool { return strings.Contains(v, e) })
		if i < 0 {
			s.t.Errorf("slacktest: %s", v)
			continue
		}
		met[s.expected[i]] = true
	}
	for _, e := range s.expected {
		if !met[e] {
			s.t.Errorf("slacktest: %q was expected and did not happen", e)
		}
	}
	for _, w := range s.warnings {
		s.t.Logf("slacktest: %s", w)
	}
}

// Expect says that the test means to do something that Slack would not take: a
// violation that contains one of the parts does not fail the test, and the test
// fails if there is none.
func (s *Server) Expect(parts ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.expected = append(s.expected, parts...)
}

// Violations are the things so far that Slack would not have taken.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.violations)
}

// Warnings are the things so far that Slack takes and advises against.
func (s *Server) Warnings() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.warnings)
}

// violate notes something that Slack would not take. The lock is held.
func (s *Server) violate(format string, args ...any) {
	s.violations = append(s.violations, fmt.Sprintf(format, args...))
}

func (s *Server) warn(format string, args ...any) {
	s.warnings = append(s.warnings, fmt.Sprintf(format, args...))
}

// now is the time in microseconds; no two calls get the same.
func (s *Server) now() int64 {
	s.clock = max(s.opts.now().UnixMicro(), s.clock+1)
	return s.clock
}

// ts is a new timestamp as messages and events have them.
func (s *Server) ts() string {
	n := s.now()
	return fmt.Sprintf("%d.%06d", n/1e6, n%1e6)
}

// id makes a new id that begins with a letter.
func (s *Server) id(kind string) string {
	s.serial++
	return fmt.Sprintf("%s0%09d", kind, s.serial)
}

// Now is the server's time.
func (s *Server) Now() time.Time { return s.opts.now() }

// spawn runs f beside the test until the server ends.
func (s *Server) spawn(f func()) { s.all.Go(f) }

// sleep waits and reports whether the server is still there.
func (s *Server) sleep(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-s.ctx.Done():
		return false
	}
}
