package mattermosttest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// maxBody is MaximumPayloadSizeBytes with the slack that the server gives.
const maxBody = 300000 + bytes.MinRead

// A call is one request on its way through a handler. The server's lock is held.
type call struct {
	*Server
	w      *answer
	r      *http.Request
	path   map[string]string
	body   []byte
	me     *account // nil before login
	token  *token
	status int
}

// A handler returns what is sent as JSON, or an *model.AppError. A handler that
// returns nil has written its answer itself.
type handler func(*call) (any, *model.AppError)

// A route is an endpoint. Parts of the path in braces are parameters.
type route struct {
	method, path string
	serve        handler
	open         bool // without login
}

// routes are all endpoints that the server has. The first that matches serves.
func (s *Server) routes() []route {
	var all []route
	for _, some := range [][]route{
		systemRoutes(), userRoutes(), botRoutes(), teamRoutes(), channelRoutes(), memberRoutes(), postRoutes(), listRoutes(),
		reactionRoutes(), fileRoutes(), commandRoutes(), actionRoutes(),
	} {
		all = append(all, some...)
	}
	return all
}

func (r route) match(method, path string) (map[string]string, bool) {
	if r.method != method {
		return nil, false
	}
	want, got := strings.Split(r.path, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return nil, false
	}
	params := map[string]string{}
	for i, w := range want {
		if strings.HasPrefix(w, "{") && got[i] != "" {
			params[strings.Trim(w, "{}")] = got[i]
		} else if w != got[i] {
			return nil, false
		}
	}
	return params, true
}

// serve answers one request: faults first, then the token, then the handler.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/api/v4/websocket" {
		s.socket(w, r)
		return
	}
	limit := int64(maxBody)
	if r.URL.Path == "/api/v4/files" {
		limit = 100 << 20
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	f := s.note(r, body)
	if done := f.before(w, r); done {
		return
	}
	answer := &answer{header: http.Header{}, status: http.StatusOK}
	var big *http.MaxBytesError
	switch {
	case errors.As(err, &big):
		answer.fail(fail(http.StatusRequestEntityTooLarge, "api.context.request_body_too_large.app_error", "The request body is too large."))
	case err != nil:
		return
	default:
		s.handle(answer, r, body)
	}
	f.after(w, r, answer)
}

func (s *Server) handle(w *answer, r *http.Request, body []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, route := range s.routes() {
		path, ok := route.match(r.Method, r.URL.Path)
		if !ok {
			continue
		}
		c := &call{Server: s, w: w, r: r, path: path, body: body, status: http.StatusOK}
		if !route.open {
			if c.me, c.token = s.who(bearer(r)); c.me == nil {
				w.fail(fail(http.StatusUnauthorized, "api.context.session_expired.app_error", "Invalid or expired session, please login again."))
				return
			}
		}
		c.finish(w, route.serve)
		return
	}
	s.strange("no such endpoint: %s %s", r.Method, r.URL)
	status := http.StatusNotImplemented
	if s.lenient {
		status = http.StatusNotFound
	}
	w.fail(fail(status, "api.context.404.app_error", "Sorry, we could not find the page."))
}

func (c *call) finish(w *answer, serve handler) {
	v, err := serve(c)
	switch {
	case err != nil:
		w.fail(err)
	case v != nil:
		w.json(c.status, v)
	}
}

// bearer is the token of a request.
func bearer(r *http.Request) string {
	if kind, secret, ok := strings.Cut(r.Header.Get("Authorization"), " "); ok && strings.EqualFold(kind, "bearer") {
		return secret
	}
	return ""
}

// decode reads the body strictly: a field that the server does not know would be
// ignored by it without a word, which the caller cannot have meant.
func (c *call) decode(into any) *model.AppError {
	if err := json.Unmarshal(c.body, into); err != nil {
		return invalid("body")
	}
	d := json.NewDecoder(bytes.NewReader(c.body))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		c.strange("%s %s: %v", c.r.Method, c.r.URL.Path, err)
		return invalid("body")
	}
	return nil
}

// ok is the answer of endpoints that have nothing to say.
func ok() (any, *model.AppError) { return map[string]string{"status": "OK"}, nil }

// created is an answer with the status 201.
func (c *call) created(v any) (any, *model.AppError) {
	c.status = http.StatusCreated
	return v, nil
}

func (c *call) query(name string) string { return c.r.URL.Query().Get(name) }

func (c *call) flag(name string) bool {
	b, _ := strconv.ParseBool(c.query(name)) // anything else is false, as on the server
	return b
}

// page returns the part of a list that the request asks for.
func page[T any](q url.Values, all []T) []T {
	n, err := strconv.Atoi(q.Get("page"))
	if err != nil || n < 0 {
		n = 0
	}
	per, err := strconv.Atoi(q.Get("per_page"))
	if err != nil || per < 0 {
		per = 60
	}
	per = min(per, 200)
	from := min(n*per, len(all))
	return all[from:min(from+per, len(all))]
}

// An answer is a response that is held back until the faults are through.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
	file   func(http.ResponseWriter, *http.Request) // gives a file in the place of body
}

// Header implements http.ResponseWriter.
func (a *answer) Header() http.Header { return a.header }

// Write implements http.ResponseWriter.
func (a *answer) Write(b []byte) (int, error) { return a.body.Write(b) }

// WriteHeader implements http.ResponseWriter.
func (a *answer) WriteHeader(status int) { a.status = status }

func (a *answer) json(status int, v any) {
	a.header.Set("Content-Type", "application/json")
	a.status = status
	a.body.Reset()
	if err := json.NewEncoder(&a.body).Encode(v); err != nil {
		a.status = http.StatusInternalServerError
	}
}

func (a *answer) fail(err *model.AppError) {
	e := *err
	e.RequestId = model.NewId()
	a.header.Set("Content-Type", "application/json")
	a.status = e.StatusCode
	a.body.Reset()
	a.body.WriteString(e.ToJSON())
}

func (a *answer) send(w http.ResponseWriter) {
	maps.Copy(w.Header(), a.header)
	w.Header().Set("X-Version-Id", Version+".stand-in")
	w.WriteHeader(a.status)
	w.Write(a.body.Bytes())
}
