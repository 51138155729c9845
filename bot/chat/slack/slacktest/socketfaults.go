package slacktest

import (
	"net/http"
	"testing"
	"time"
)

// Reasons of a disconnect message
// (docs.slack.dev/apis/events-api/using-socket-mode#disconnect).
const (
	Warning          = "warning"           // in ten seconds the connection will be closed
	RefreshRequested = "refresh_requested" // the connection is closed now
	LinkDisabled     = "link_disabled"     // Socket Mode was switched off
)

// Disconnect sends a disconnect message over every websocket. But for a warning,
// it then closes them.
func (s *Server) Disconnect(reason string) {
	for _, c := range s.open() {
		c.write(obj{"type": "disconnect", "reason": reason, "debug_info": debugInfo()})
		if reason != Warning {
			s.hangUp(c)
		}
	}
}

// hangUp ends a connection after what was written has gone out.
func (s *Server) hangUp(c *conn) {
	s.mu.Lock()
	closed := s.closed
	s.mu.Unlock()
	if closed {
		c.cut()
		return
	}
	s.spawn(func() {
		s.sleep(50 * time.Millisecond)
		c.cut()
	})
}

// Cut ends every websocket without a word.
func (s *Server) Cut() {
	for _, c := range s.open() {
		c.cut()
	}
}

// Refuse makes the server give out no websockets, or give them out again.
func (s *Server) Refuse(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.link.refuse = on
}

// Silence stops the pings of the websockets, or starts them again.
func (s *Server) Silence(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.link.silent = on
}

// Sockets is how many websockets are open, and how many were opened so far.
func (s *Server) Sockets() (open, ever int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.link.conns {
		if c.ready {
			open++
		}
	}
	return open, s.link.opened
}

func (s *Server) open() []*conn {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []*conn
	for c := range s.link.conns {
		out = append(out, c)
	}
	return out
}

// Ready waits until the app can be told something: until it has a websocket, or
// takes a harmless event over HTTP.
func (s *Server) Ready(t testing.TB) {
	t.Helper()
	s.mu.Lock()
	over := s.callback
	probe := marshal(s.callbackEvent(obj{"type": "emoji_changed", "subtype": "rename", "event_ts": s.ts()}))
	s.mu.Unlock()
	if over == nil {
		if s.pick(nil, patience) == nil {
			t.Fatal("the app opens no websocket")
		}
		return
	}
	for limit := time.Now().Add(patience); time.Now().Before(limit); s.sleep(10 * time.Millisecond) {
		if status, _, err := s.call(over.Events, "application/json", probe, nil); err == nil && status == http.StatusOK {
			return
		}
	}
	t.Fatal("the app takes no events")
}

// CutOne ends one of the websockets without a word.
func (s *Server) CutOne() {
	for _, c := range s.open() {
		c.cut()
		return
	}
}

// Crowd opens websockets of somebody else who has the app's token, which count
// for the app and are told nothing; free ends them.
func (s *Server) Crowd(t testing.TB, n int) (free func()) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.link.others += n
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.link.others -= n
	}
}
