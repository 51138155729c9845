package slacktest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// maxSockets is how many websockets an app can have
// (docs.slack.dev/apis/events-api/using-socket-mode#connections).
const maxSockets = 10

// link is the app's websockets.
type link struct {
	conns   map[*conn]bool
	tickets map[string]bool
	sent    map[string]*delivery // by envelope id
	waiting map[string]*envelope
	refuse  bool
	silent  bool // no pings
	others  int  // websockets of somebody else with the same token
	opened  int
	turn    int
	changed chan struct{}
}

// A conn is one websocket of the app.
type conn struct {
	ws   *websocket.Conn
	gone chan struct{}
	once sync.Once

	mu    sync.Mutex // of writing
	n     int
	ready bool // hello was sent; the server's lock
}

// An envelope is one delivery on its way over one websocket.
type envelope struct {
	id       string
	delivery *delivery
	at       time.Time
	acked    chan struct{}
	done     bool
}

func connectionsOpen(c *call) (obj, error) {
	if c.link.refuse {
		return nil, fail("internal_error")
	}
	ticket := c.id("ticket")
	c.link.tickets[ticket] = true
	return obj{"url": "ws" + strings.TrimPrefix(c.http.URL, "http") + "/link/?ticket=" + ticket + "&app_id=" + App}, nil
}

// socket opens a websocket for a ticket, which is good once.
func (s *Server) socket(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	ticket := r.URL.Query().Get("ticket")
	ok := s.link.tickets[ticket] && !s.closed && !s.link.refuse
	if !s.link.tickets[ticket] {
		s.violate("a websocket was opened with a ticket that is not good any more")
	}
	delete(s.link.tickets, ticket)
	s.mu.Unlock()
	if !ok {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	ws, err := up.Upgrade(w, r, nil)
	if err != nil {
		return // it was no websocket handshake, and the client has been told
	}
	c := &conn{ws: ws, gone: make(chan struct{})}
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		c.cut()
		return
	}
	full := len(s.link.conns)+s.link.others >= maxSockets
	if full {
		s.violate("more than %d websockets are open", maxSockets)
	} else {
		s.link.conns[c] = true
		s.link.opened++
		c.n = s.link.opened
	}
	count := len(s.link.conns) + s.link.others
	s.mu.Unlock()
	if full {
		c.write(obj{"type": "disconnect", "reason": "too_many_websockets", "debug_info": debugInfo()})
		c.cut()
		return
	}
	c.write(obj{"type": "hello", "num_connections": count, "debug_info": debugInfo(), "connection_info": obj{"app_id": App}})
	s.mu.Lock()
	defer s.mu.Unlock()
	c.ready = true
	s.moved()
	if s.closed { // the server has waited for all that runs, and was not told of this
		return
	}
	s.spawn(func() { s.pings(c) })
	s.spawn(func() { s.read(c) })
}

func debugInfo() obj {
	return obj{"host": "applink-7fc4fdbb64-4x5xq", "started": "2026-11-25 00:00:00.000", "build_number": 10, "approximate_connection_time": 18060}
}

// write sends one message; a connection that takes none is over.
func (c *conn) write(v any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ws.SetWriteDeadline(time.Now().Add(5*time.Second)) != nil || c.ws.WriteJSON(v) != nil {
		c.cut()
	}
}

// cut ends a connection without a word.
func (c *conn) cut() {
	c.once.Do(func() {
		close(c.gone)
		_ = c.ws.Close() // there is nothing left to lose
	})
}

func (s *Server) pings(c *conn) {
	for n := 0; ; n++ {
		s.mu.Lock()
		silent := s.link.silent
		s.mu.Unlock()
		if !silent {
			msg := fmt.Sprintf("Ping from applink-%d", n)
			if c.ws.WriteControl(websocket.PingMessage, []byte(msg), time.Now().Add(5*time.Second)) != nil {
				c.cut()
			}
		}
		timer := time.NewTimer(s.opts.ping)
		select {
		case <-timer.C:
		case <-c.gone:
			timer.Stop()
			return
		}
	}
}

// read takes the acknowledgements of a websocket until it is over.
func (s *Server) read(c *conn) {
	defer func() {
		c.cut()
		s.mu.Lock()
		delete(s.link.conns, c)
		s.moved()
		s.mu.Unlock()
	}()
	for {
		_, b, err := c.ws.ReadMessage()
		if err != nil {
			return
		}
		s.take(b)
	}
}

// take reads one acknowledgement.
func (s *Server) take(b []byte) {
	var in struct {
		ID      string          `json:"envelope_id"`
		Payload json.RawMessage `json:"payload"`
	}
	err := json.Unmarshal(b, &in)
	s.mu.Lock()
	e := s.link.waiting[in.ID]
	known := s.link.sent[in.ID] != nil
	switch {
	case err != nil:
		s.violate("the app sent something over the websocket that is no acknowledgement: %s", b)
	case !known:
		s.violate("the app acknowledged an envelope that was never sent: %q", in.ID)
	case e == nil || e.done:
		s.violate("the app acknowledged an envelope twice")
		e = nil
	}
	if e != nil {
		e.done = true
	}
	if len(b) >= maxResponse {
		s.violate("the acknowledgement has %d bytes; Slack drops it from %d", len(b), maxResponse)
		e = nil
	}
	s.mu.Unlock()
	if e != nil && err == nil {
		s.acknowledged(e, in.Payload)
	}
}

func (s *Server) envelopeID() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.now()
	return fmt.Sprintf("%08x-%04x-4000-8000-%012x", n>>16&0xffffffff, n&0xffff, n)
}

// put sends an envelope.
func (c *conn) put(s *Server, e *envelope, attempt int) {
	s.mu.Lock()
	if s.link.waiting == nil {
		s.link.waiting = map[string]*envelope{}
	}
	s.link.waiting[e.id] = e
	s.link.sent[e.id] = e.delivery
	s.mu.Unlock()
	var payload any = e.delivery.payload
	if e.delivery.isOdd {
		payload = e.delivery.odd
	}
	out := obj{"envelope_id": e.id, "type": e.delivery.kind, "payload": payload, "accepts_response_payload": e.delivery.kind != eventsAPI}
	if e.delivery.kind == eventsAPI || attempt > 0 {
		out["retry_attempt"], out["retry_reason"] = attempt, reason(attempt)
	}
	c.write(out)
}

// pick is one of the open connections, another than before if there is one. It
// waits for one.
func (s *Server) pick(before *conn, patience time.Duration) *conn {
	limit := time.NewTimer(patience)
	defer limit.Stop()
	for {
		s.mu.Lock()
		c := s.choose(before)
		if s.link.changed == nil {
			s.link.changed = make(chan struct{})
		}
		changed := s.link.changed
		s.mu.Unlock()
		if c != nil {
			return c
		}
		select {
		case <-changed:
		case <-limit.C:
			return nil
		case <-s.ctx.Done():
			return nil
		}
	}
}

// choose goes round the open connections. The lock is held.
func (s *Server) choose(before *conn) *conn {
	var all []*conn
	for c := range s.link.conns {
		select {
		case <-c.gone:
			continue
		default:
		}
		if c.ready && c != before {
			all = append(all, c)
		}
	}
	if len(all) == 0 {
		if before != nil && s.link.conns[before] {
			select {
			case <-before.gone:
			default:
				return before
			}
		}
		return nil
	}
	s.link.turn++
	best := all[0]
	for _, c := range all {
		if (c.n+s.link.turn)%len(all) == 0 && c.n > best.n {
			best = c
		}
	}
	return best
}

// moved wakes everybody who waits for a connection. The lock is held.
func (s *Server) moved() {
	if s.link.changed != nil {
		close(s.link.changed)
	}
	s.link.changed = make(chan struct{})
}

// connected reports whether there is somebody to tell anything. The lock is
// held.
func (s *Server) connected() bool {
	if s.callback != nil {
		return true
	}
	for c := range s.link.conns {
		if c.ready {
			return true
		}
	}
	return false
}
