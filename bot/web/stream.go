package web

import (
	"bytes"
	"context"
	"net/http"
	"sync"
	"time"
)

// sendTime bounds how long one piece of a stream may take to send. A browser
// that does not read is not waited for.
const sendTime = 15 * time.Second

// A Stream is an answer that goes on: server-sent events. It is for one
// goroutine.
type Stream struct {
	w   http.ResponseWriter
	rc  *http.ResponseController
	now func() time.Time
}

// Stream serves a pattern with streams. The ctx of r ends when the browser goes
// or the Mux's streams are closed; serve returns then.
func (m *Mux) Stream(pattern string, serve func(s *Stream, r *http.Request)) {
	m.routes.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		select {
		case m.slots <- struct{}{}:
			defer func() { <-m.slots }()
		default:
			w.Header().Set("Retry-After", "5")
			http.Error(w, "Too many pages are open. Close some and reload.", http.StatusServiceUnavailable)
			return
		}
		var closer sync.WaitGroup
		defer closer.Wait()
		ctx, cancel := context.WithCancel(r.Context())
		defer cancel()
		closer.Go(func() {
			select {
			case <-m.closing:
				cancel()
			case <-ctx.Done():
			}
		})
		s := &Stream{w: w, rc: http.NewResponseController(w), now: m.o.Now}
		// The server's own limits are for answers that end. A writer that
		// knows no deadlines has none to lift.
		_ = s.rc.SetReadDeadline(time.Time{})
		w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
		w.WriteHeader(http.StatusOK)
		serve(s, r.WithContext(ctx))
	})
}

// CloseStreams ends all streams and refuses new work to them: the program
// stops.
func (m *Mux) CloseStreams() { m.closeOne.Do(func() { close(m.closing) }) }

// Send sends one event.
func (s *Stream) Send(event string, data []byte) error {
	var b bytes.Buffer
	b.WriteString("event: " + event + "\n")
	for line := range bytes.SplitSeq(data, []byte("\n")) {
		b.WriteString("data: ")
		b.Write(line)
		b.WriteByte('\n')
	}
	b.WriteByte('\n')
	return s.write(b.Bytes())
}

// Ping sends nothing, so that everybody on the way knows that the stream lives.
func (s *Stream) Ping() error { return s.write([]byte(":\n\n")) }

func (s *Stream) write(b []byte) error {
	_ = s.rc.SetWriteDeadline(s.now().Add(sendTime))
	if _, err := s.w.Write(b); err != nil {
		return err
	}
	return s.rc.Flush()
}
