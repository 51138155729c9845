package mastodontest

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/gorilla/websocket"
)

// stream serves the events of an account over a websocket.
func (s *Server) stream(w http.ResponseWriter, r *http.Request) {
	value, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	s.mu.Lock()
	t := s.tokens[value]
	ch := make(chan string, 16)
	ok := t != nil && !t.gone && grants(t.scopes, "read:statuses") && grants(t.scopes, "read:notifications") &&
		r.URL.Query().Get("stream") == "user" && r.URL.Query().Get("access_token") == ""
	if ok {
		s.streams[ch] = t.account
	}
	s.mu.Unlock()
	if !ok {
		http.Error(w, `{"error":"Missing access token"}`, http.StatusUnauthorized)
		return
	}
	defer func() {
		s.mu.Lock()
		delete(s.streams, ch)
		s.mu.Unlock()
	}()
	up := websocket.Upgrader{}
	conn, err := up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer func() { _ = conn.Close() }()
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		for {
			if _, _, err := conn.ReadMessage(); err != nil {
				return
			}
		}
	}()
	for {
		select {
		case <-gone:
			return
		case e := <-ch:
			if e == hangUp {
				return
			}
			b, _ := json.Marshal(object{"stream": []string{"user"}, "event": e, "payload": "{}"})
			if conn.WriteMessage(websocket.TextMessage, b) != nil {
				return
			}
		}
	}
}

const hangUp = ""

// HangUp breaks every stream.
func (s *Server) HangUp() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for ch := range s.streams {
		ch <- hangUp
	}
}

// Event sends an event to every stream.
func (s *Server) Event(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for ch := range s.streams {
		ch <- name
	}
}

// Streams returns how many streams are open.
func (s *Server) Streams() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.streams)
}
