package slacktest

import (
	"encoding/json"
	"slices"
	"sync"
	"testing"
	"time"
)

// Kinds of envelope.
const (
	slashCommands = "slash_commands"
	interactive   = "interactive"
	eventsAPI     = "events_api"
)

// maxResponse is how many bytes an acknowledgement may have: Slack drops what
// is not smaller, without a word.
const maxResponse = 20 * 1000

// A delivery is one thing that is told to the app: perhaps several times, until
// it is acknowledged.
type delivery struct {
	kind    string
	payload obj
	odd     any // in place of the payload
	isOdd   bool
	done    chan struct{} // closed when it is acknowledged or given up

	mu       sync.Mutex
	answer   json.RawMessage
	failed   string // why it was given up
	finished bool
}

// An Ack is how long the app took for one envelope.
type Ack struct {
	Kind     string
	Envelope string
	Took     time.Duration
}

// Acks are the acknowledgements so far.
func (s *Server) Acks() []Ack {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.acks)
}

// finish ends a delivery; only the first end counts.
func (d *delivery) finish(answer json.RawMessage, failed string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.finished {
		return
	}
	d.finished, d.answer, d.failed = true, answer, failed
	close(d.done)
}

func (d *delivery) result() (json.RawMessage, string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.answer, d.failed
}

// isDone reports whether it was acknowledged or given up.
func (d *delivery) isDone() bool {
	select {
	case <-d.done:
		return true
	default:
		return false
	}
}

// Idle waits until the app has acknowledged everything that it was told so far,
// but for what is kept back.
func (s *Server) Idle(t testing.TB) {
	t.Helper()
	s.mu.Lock()
	under := slices.DeleteFunc(slices.Clone(s.under), func(d *delivery) bool { return slices.Contains(s.held, d) })
	s.mu.Unlock()
	limit := time.After(patience)
	for _, d := range under {
		select {
		case <-d.done:
		case <-limit:
			t.Fatalf("%s is not acknowledged", d.kind)
		}
	}
}

// event tells the app of something in a channel that it is in, or of something
// that is told wherever it is if ch is nil. The lock is held.
func (s *Server) event(ch *channel, e obj) {
	if s.closed || ch != nil && !ch.has(BotUser) {
		return
	}
	if text(e, "event_ts") == "" {
		e["event_ts"] = s.ts()
	}
	if own(e) && !s.connected() {
		return // nobody listens, and what the app did itself does not wait for it
	}
	s.send(eventsAPI, s.callbackEvent(e))
}

// own reports an event about what the bot itself did.
func own(e obj) bool {
	return text(e, "user") == BotUser || text(e, "subtype") == "message_changed" || text(e, "subtype") == "message_deleted"
}

// callbackEvent is the payload of an event
// (docs.slack.dev/apis/events-api#callback-field).
func (s *Server) callbackEvent(e obj) obj {
	var enterprise any
	if s.opts.enterprise != "" {
		enterprise = s.opts.enterprise
	}
	return obj{
		"token": verification, "team_id": Team, "context_team_id": Team, "context_enterprise_id": enterprise, "api_app_id": App, "event": e,
		"type": "event_callback", "event_id": s.id("Ev"), "event_time": s.now() / 1e6, "is_ext_shared_channel": false, "event_context": "4-" + s.id("e"),
		"authorizations": []obj{{"enterprise_id": enterprise, "team_id": Team, "user_id": BotUser, "is_bot": true, "is_enterprise_install": s.opts.orgWide}},
	}
}

// send tells the app something. The lock is held.
func (s *Server) send(kind string, payload obj) *delivery {
	return s.enqueue(&delivery{kind: kind, payload: clone(payload), done: make(chan struct{})})
}

// sendAny tells the app something that may be no object. The lock is held.
func (s *Server) sendAny(kind string, payload any) *delivery {
	return s.enqueue(&delivery{kind: kind, odd: payload, payload: obj{}, isOdd: true, done: make(chan struct{})})
}

func (s *Server) enqueue(d *delivery) *delivery {
	kind, payload := d.kind, d.payload
	if s.closed {
		d.finish(nil, "closed")
		return d
	}
	if kind != eventsAPI || !own(sub(payload, "event")) {
		s.last = append(s.last, d)
	}
	s.under = append(slices.DeleteFunc(s.under, (*delivery).isDone), d)
	if s.holding && (kind == eventsAPI || !s.eventsOnly) {
		s.held = append(s.held, d)
		return d
	}
	s.dispatch(d)
	return d
}

// dispatch tells the app something beside the test. The lock is held.
func (s *Server) dispatch(d *delivery) {
	over := s.callback
	s.spawn(func() {
		if over != nil {
			s.post(over, d)
			return
		}
		s.push(d)
	})
}

// Hold keeps back what the app is to be told from now on, until Release.
func (s *Server) Hold() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.holding = true
}

// HoldEvents keeps back events alone, and tells of commands and presses at once.
func (s *Server) HoldEvents() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.holding, s.eventsOnly = true, true
}

// Release tells the app what was kept back: each thing when the one before it
// was acknowledged, in the order in which it happened or the other way round.
func (s *Server) Release(backwards bool) {
	s.mu.Lock()
	held := s.held
	s.holding, s.eventsOnly, s.held = false, false, nil
	s.mu.Unlock()
	if backwards {
		slices.Reverse(held)
	}
	for _, d := range held {
		s.mu.Lock()
		s.dispatch(d)
		s.mu.Unlock()
		select {
		case <-d.done:
		case <-s.ctx.Done():
			return
		}
	}
}

// Forget drops what was kept back: it is never told.
func (s *Server) Forget() {
	s.mu.Lock()
	held := s.held
	s.holding, s.held = false, nil
	s.mu.Unlock()
	for _, d := range held {
		d.finish(nil, "forgotten")
	}
}

// again sends what was sent before once more.
func (s *Server) again(d *delivery) *delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	last := s.last
	out := s.send(d.kind, d.payload)
	s.last = last
	return out
}

// attempts is how often something is told before it is given up.
const attempts = 4

// push sends a delivery over a websocket until it is acknowledged.
func (s *Server) push(d *delivery) {
	var before *conn
	for n := range attempts {
		c := s.pick(before, 2*s.opts.redeliver)
		if c == nil {
			d.finish(nil, "dispatch_failed")
			return
		}
		e := &envelope{id: s.envelopeID(), delivery: d, at: time.Now(), acked: make(chan struct{})}
		c.put(s, e, n)
		timer := time.NewTimer(s.opts.redeliver)
		select {
		case <-e.acked:
			timer.Stop()
			return
		case <-c.gone:
		case <-timer.C:
		case <-s.ctx.Done():
			timer.Stop()
			d.finish(nil, "closed")
			return
		}
		timer.Stop()
		before = c
	}
	s.mu.Lock()
	s.violate("%s was not acknowledged in %d attempts", d.kind, attempts)
	s.mu.Unlock()
	d.finish(nil, "operation_timeout")
}

// reason says why something comes again.
func reason(attempt int) string {
	if attempt == 0 {
		return ""
	}
	return "timeout"
}

// acknowledged notes an acknowledgement with what it answers.
func (s *Server) acknowledged(e *envelope, payload json.RawMessage) {
	took := time.Since(e.at)
	s.mu.Lock()
	s.acks = append(s.acks, Ack{e.delivery.kind, e.id, took})
	if took > s.opts.slowestAck {
		s.violate("%s was acknowledged after %v, at most %v", e.delivery.kind, took.Round(time.Millisecond), s.opts.slowestAck)
	}
	if len(payload) > 0 && string(payload) != "null" && string(payload) != "{}" && e.delivery.kind == eventsAPI {
		s.violate("an event was answered with %s; it accepts no response payload", payload)
	}
	s.mu.Unlock()
	e.delivery.finish(payload, "")
	close(e.acked)
}
