package mastodontest

import (
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// object is a JSON object of an answer.
type object = map[string]any

// A method serves one request with mu held, and returns the status and the
// body of the answer.
type method func(*token, *http.Request) (int, any)

// linked is a body with the address of the page before.
type linked struct {
	body any
	next string
}

func problem(status int, format string, args ...any) (int, any) {
	return status, object{"error": fmt.Sprintf(format, args...)}
}

func notFound() (int, any) { return problem(http.StatusNotFound, "Record not found") }

// strict is what only this server refuses, so that no test passes by chance.
func strict(format string, args ...any) (int, any) {
	return problem(http.StatusBadRequest, "this test server refuses "+format, args...)
}

// public serves whoever asks.
func (s *Server) public(m method) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, m, nil) }
}

// with serves who has a token with a scope.
func (s *Server) with(scope string, m method) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.serve(w, r, m, func(t *token) (int, any) { return s.check(t, scope) })
	}
}

// maybe serves everybody, and who has a token as with does.
func (s *Server) maybe(scope string, m method) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "" && !s.o.Kind.Closed {
			s.serve(w, r, m, nil)
			return
		}
		s.serve(w, r, m, func(t *token) (int, any) { return s.check(t, scope) })
	}
}

// check refuses a token that may not do something.
func (s *Server) check(t *token, scope string) (int, any) {
	switch {
	case t == nil:
		return problem(http.StatusUnauthorized, "The access token is invalid")
	case t.gone:
		return problem(http.StatusUnauthorized, "The access token was revoked")
	case t.disabled:
		return problem(http.StatusForbidden, "Your login is currently disabled")
	case scope != "" && !grants(t.scopes, scope):
		return problem(http.StatusForbidden, "This action is outside the authorized scopes")
	default:
		return 0, nil
	}
}

// grants reports whether scopes include one; "read" includes "read:statuses".
func grants(scopes []string, one string) bool {
	group, _, _ := strings.Cut(one, ":")
	return slices.Contains(scopes, one) || slices.Contains(scopes, group)
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request, m method, check func(*token) (int, any)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, r.Method+" "+r.URL.Path)
	status, body := s.answer(r, m, check)
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("X-RateLimit-Limit", "300")
	h.Set("X-RateLimit-Remaining", strconv.Itoa(s.remaining()))
	h.Set("X-RateLimit-Reset", s.o.Now().Add(5*time.Minute).UTC().Format("2006-01-02T15:04:05.000000Z"))
	if l, ok := body.(linked); ok {
		if body = l.body; l.next != "" {
			h.Set("Link", fmt.Sprintf(`<http://%s%s?%s>; rel="next", <http://%s%s?min_id=1>; rel="prev"`, r.Host, r.URL.Path, l.next, r.Host, r.URL.Path))
		}
	}
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

// remaining is how many requests are left until the server asks to wait.
func (s *Server) remaining() int {
	if s.left < 0 {
		return 299
	}
	return s.left
}

func (s *Server) answer(r *http.Request, m method, check func(*token) (int, any)) (int, any) {
	if s.left == 0 {
		return problem(http.StatusTooManyRequests, "Too many requests")
	}
	if s.left > 0 {
		s.left--
	}
	if r.Header.Get("User-Agent") == "" {
		return problem(http.StatusTeapot, "I'm a teapot: no user-agent sent with request")
	}
	var t *token
	if value, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		t = s.tokens[value]
	}
	if check != nil {
		if status, body := check(t); status != 0 {
			return status, body
		}
	}
	return m(t, r)
}

// decode reads a JSON body strictly.
func decode(r *http.Request, v any) error {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "application/json" {
		return fmt.Errorf("a body of type %q", kind)
	}
	d := json.NewDecoder(http.MaxBytesReader(nil, r.Body, 1<<20))
	d.DisallowUnknownFields()
	return d.Decode(v)
}

// query reads the parameters of a request, which may be no others than known.
func query(r *http.Request, known ...string) error {
	for k, vs := range r.URL.Query() {
		if !slices.Contains(known, k) {
			return fmt.Errorf("the parameter %q", k)
		}
		if len(vs) > 1 && !strings.HasSuffix(k, "[]") {
			return fmt.Errorf("the parameter %q twice", k)
		}
	}
	return nil
}

// limit reads how many items are wanted.
func limit(r *http.Request, usual, most int) int {
	n, err := strconv.Atoi(r.URL.Query().Get("limit"))
	if err != nil || n <= 0 {
		return usual
	}
	return min(n, most)
}
