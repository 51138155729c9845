package app

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
)

// A spy stands between the program and a network and learns every secret that
// passes, so that a test can look for it where none may be.
type spy struct {
	next http.Handler

	mu   sync.Mutex
	seen map[string]bool
}

func newSpy(next http.Handler) *spy { return &spy{next: next, seen: map[string]bool{}} }

// secrets are those that passed.
func (s *spy) secrets() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(maps.Keys(s.seen))
}

// learn notes what is long enough to be found by its letters.
func (s *spy) learn(values ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, v := range values {
		if len(v) >= 8 {
			s.seen[v] = true
		}
	}
}

// given are the paths whose answers have secrets in them.
func given(path string) bool {
	return slices.Contains([]string{
		"/oauth/token", "/api/v1/apps", "/2/oauth2/token", "/token", "/v24.0/oauth/access_token",
		"/xrpc/com.atproto.server.createSession", "/xrpc/com.atproto.server.refreshSession",
	}, path)
}

// ServeHTTP implements http.Handler.
func (s *spy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if _, secret, ok := r.BasicAuth(); ok {
		s.learn(secret)
	}
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		s.learn(token)
	}
	if !given(r.URL.Path) { // pictures, posts and streams pass as they are
		s.next.ServeHTTP(w, r)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	if form, err := url.ParseQuery(string(body)); err == nil {
		for _, k := range []string{"code", "code_verifier", "client_secret", "refresh_token"} {
			s.learn(form.Get(k))
		}
	}
	s.learn(values(body, "password")...)
	rec := httptest.NewRecorder()
	s.next.ServeHTTP(rec, r)
	s.learn(values(rec.Body.Bytes(), "access_token", "refresh_token", "client_secret", "accessJwt", "refreshJwt")...)
	maps.Copy(w.Header(), rec.Header())
	w.WriteHeader(rec.Code)
	_, _ = w.Write(rec.Body.Bytes()) // whoever asked has gone, if at all
}

// values are the strings under some of the names of a JSON object.
func values(body []byte, names ...string) (out []string) {
	var o map[string]any
	if json.Unmarshal(body, &o) != nil {
		return nil
	}
	for _, n := range names {
		if v, ok := o[n].(string); ok {
			out = append(out, v)
		}
	}
	return out
}
