package blueskytest

import (
	"io"
	"net/http"
	"strings"
)

// Learn lets an AppView that lags learn of one record.
func (s *Server) Learn(uri string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r := s.find(uri); r != nil {
		s.learn(r)
	}
}

// Forget keeps a post from being shown, though its author did not delete it.
func (s *Server) Forget(uri string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unlearn(uri)
}

// Mute makes an account be told of nothing that somebody writes.
func (s *Server) Mute(who, did string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.account(who).mutes[did] = true
}

// Instead answers one method with a body of one's own, and everything else as
// next does.
func Instead(next http.Handler, method, body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.TrimPrefix(r.URL.Path, "/xrpc/") != method {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		_, _ = io.WriteString(w, body)
	})
}

// Put writes a record as its account's owner does in an app of Bluesky's.
func (s *Server) Put(uri string, value map[string]any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	parts := strings.Split(strings.TrimPrefix(uri, "at://"), "/")
	s.store(s.account(parts[0]).make(parts[1], parts[2], copied(value)))
}
