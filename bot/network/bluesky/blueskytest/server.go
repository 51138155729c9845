package blueskytest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// Server is the network. Set its exported fields before the first request.
type Server struct {
	// Now is the server's clock; nil means time.Now.
	Now func() time.Time
	// PDS is the address that the server gives for an account's records;
	// empty means that it gives none.
	PDS string
	// Lifetime is how long an access token is good; zero means two hours.
	Lifetime time.Duration
	// Lags makes the AppView know nothing that Index was not called after.
	Lags bool
	// BlobLimit is how large one file may be; zero for any size.
	BlobLimit int

	mu       sync.Mutex
	accounts []*account
	tick     int // makes every record's time its own
	refuses  []string
	log      []Call
	reports  []Report
	told     []notification     // of all accounts, in their order
	index    map[string]*record // what the AppView knows
	below    about
	quotes   about
	reposted map[string]int // how often a post was, by its at-uri
}

// A Call is one request that was answered.
type Call struct {
	Method string // of the XRPC interface
	Status int
}

// A Report is what somebody told the moderators.
type Report struct{ By, URI, CID, Reason string }

// account is one identity with its repository.
type account struct {
	did, handle string
	password    string // an app password; empty when it was taken back
	scope       string
	status      string // empty for active
	access      map[string]bool
	refresh     map[string]bool
	records     map[string]*record // by at-uri
	blobs       map[string]blob
	mutes       map[string]bool
	logins      []time.Time
}

// record is one version of a record.
type record struct {
	uri, cid   string
	collection string
	owner      *account
	value      map[string]any
	at         time.Time // when the server learned of it
}

// New returns a server with nobody on it.
func New() *Server {
	return &Server{index: map[string]*record{}, below: about{}, quotes: about{}, reposted: map[string]int{}}
}

func (s *Server) now() time.Time {
	if s.Now == nil {
		return time.Now()
	}
	return s.Now()
}

// moment is the time, later with every call.
func (s *Server) moment() time.Time {
	s.tick++
	return s.now().UTC().Truncate(time.Millisecond).Add(time.Duration(s.tick) * time.Millisecond)
}

// AddAccount makes an account. password is an app password; its token is good
// for what scope says, or for an app password's where that is empty. It returns
// the account's DID.
func (s *Server) AddAccount(handle, password, scope string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if scope == "" {
		scope = "com.atproto.appPass"
	}
	a := &account{
		did: "did:plc:" + plc(handle), handle: handle, password: password, scope: scope,
		access: map[string]bool{}, refresh: map[string]bool{}, records: map[string]*record{},
		blobs: map[string]blob{}, mutes: map[string]bool{},
	}
	s.accounts = append(s.accounts, a)
	return a.did
}

// account returns an account by its handle or DID.
func (s *Server) account(who string) *account {
	for _, a := range s.accounts {
		if a.handle == who || a.did == who {
			return a
		}
	}
	return nil
}

// TakeBack revokes an account's password and every session made with it.
func (s *Server) TakeBack(who string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.account(who)
	a.password = ""
	clear(a.access)
	clear(a.refresh)
}

// SetPassword makes an app password in place of the one that an account has.
func (s *Server) SetPassword(who, password string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.account(who).password = password
}

// Expire ends the access tokens of an account before their time, as a server
// that was restored from a backup does. With sessions, the refresh tokens too.
func (s *Server) Expire(who string, sessions bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.account(who)
	clear(a.access)
	if sessions {
		clear(a.refresh)
	}
}

// SetStatus makes an account "takendown", "suspended", "deactivated" or, with
// an empty status, active.
func (s *Server) SetStatus(who, status string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.account(who).status = status
}

// Refuse makes the server refuse every text with word in it.
func (s *Server) Refuse(word string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refuses = append(s.refuses, word)
}

// Calls returns every request so far.
func (s *Server) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log)
}

// Reports returns what the moderators were told.
func (s *Server) Reports() []Report {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.reports)
}

// Muted returns whom an account has muted.
func (s *Server) Muted(who string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for did := range s.account(who).mutes {
		out = append(out, did)
	}
	slices.Sort(out)
	return out
}

// problem is a refusal.
type problem struct {
	status      int
	word, words string
}

func (p problem) Error() string { return p.words }

func invalid(format string, args ...any) error {
	return problem{http.StatusBadRequest, "InvalidRequest", fmt.Sprintf(format, args...)}
}

// request is one call on its way through the server.
type request struct {
	*http.Request
	query url.Values
	body  []byte
	up    upload   // instead of the body
	me    *account // who asks; nil for nobody
}

// method is one method of the XRPC interface.
type method struct {
	post  bool
	open  bool     // nobody need be logged in
	takes []string // query parameters
	do    func(*Server, *request) (any, error)
}

func methods() map[string]method {
	return map[string]method{
		"com.atproto.server.createSession":        {post: true, open: true, do: (*Server).createSession},
		"com.atproto.server.refreshSession":       {post: true, open: true, do: (*Server).refreshSession},
		"com.atproto.server.getSession":           {do: (*Server).getSession},
		"com.atproto.identity.resolveHandle":      {open: true, takes: []string{"handle"}, do: (*Server).resolveHandle},
		"com.atproto.repo.putRecord":              {post: true, do: (*Server).putRecord},
		"com.atproto.repo.deleteRecord":           {post: true, do: (*Server).deleteRecord},
		"com.atproto.repo.getRecord":              {open: true, takes: []string{"repo", "collection", "rkey"}, do: (*Server).getRecord},
		"com.atproto.repo.listRecords":            {open: true, takes: []string{"repo", "collection", "limit", "cursor", "reverse"}, do: (*Server).listRecords},
		"com.atproto.repo.uploadBlob":             {post: true, do: (*Server).uploadBlob},
		"com.atproto.moderation.createReport":     {post: true, do: (*Server).createReport},
		"app.bsky.graph.muteActor":                {post: true, do: (*Server).muteActor},
		"app.bsky.feed.getPosts":                  {takes: []string{"uris"}, do: (*Server).getPosts},
		"app.bsky.feed.getPostThread":             {takes: []string{"uri", "depth", "parentHeight"}, do: (*Server).getPostThread},
		"app.bsky.feed.getQuotes":                 {takes: []string{"uri", "limit", "cursor"}, do: (*Server).getQuotes},
		"app.bsky.notification.listNotifications": {takes: []string{"limit", "cursor", "reasons"}, do: (*Server).listNotifications},
	}
}

// Handler is the accounts' own server: it wants to know who asks.
func (s *Server) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, false) })
}

// AppView is the server that shows posts to everybody, and takes no token.
func (s *Server) AppView() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, true) })
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request, view bool) {
	var body []byte
	var up upload
	var err error
	if strings.HasSuffix(r.URL.Path, "/com.atproto.repo.uploadBlob") {
		up, err = receive(http.MaxBytesReader(w, r.Body, 400<<20))
	} else {
		body, err = io.ReadAll(http.MaxBytesReader(w, r.Body, 8<<20))
	}
	if err != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	h := w.Header()
	h.Set("RateLimit-Limit", "3000")
	h.Set("RateLimit-Remaining", "2999")
	h.Set("RateLimit-Policy", "3000;w=300")
	h.Set("RateLimit-Reset", fmt.Sprint(s.now().Add(5*time.Minute).Unix()))
	out, err := s.answer(r, body, up, view)
	status := http.StatusOK
	if err != nil {
		p, ok := err.(problem) //nolint:errorlint // It is never wrapped.
		if !ok {
			p = problem{http.StatusInternalServerError, "InternalServerError", "Internal Server Error"}
		}
		status, out = p.status, map[string]string{"error": p.word, "message": p.words}
		if status == http.StatusTooManyRequests {
			h.Set("RateLimit-Remaining", "0")
			h.Set("Retry-After", "300")
		}
	}
	s.log = append(s.log, Call{strings.TrimPrefix(r.URL.Path, "/xrpc/"), status})
	h.Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(out)
}

func (s *Server) answer(r *http.Request, body []byte, up upload, view bool) (any, error) {
	name, ok := strings.CutPrefix(r.URL.Path, "/xrpc/")
	m, known := methods()[name]
	switch {
	case !ok || !known || view && !strings.HasPrefix(name, "app.bsky.feed."):
		return nil, problem{http.StatusNotFound, "MethodNotImplemented", "Method Not Implemented"}
	case m.post != (r.Method == http.MethodPost), !m.post && r.Method != http.MethodGet:
		return nil, invalid("Incorrect HTTP method (%s)", r.Method)
	case r.Header.Get("Accept") != "application/json" || r.Header.Get("User-Agent") == "":
		return nil, invalid("expected Accept: application/json and a User-Agent")
	}
	req := &request{Request: r, body: body, up: up}
	var err error
	if req.query, err = url.ParseQuery(r.URL.RawQuery); err != nil {
		return nil, invalid("the query cannot be read")
	}
	for k := range req.query {
		if !slices.Contains(m.takes, k) {
			return nil, invalid("unknown parameter %q", k)
		}
	}
	auth := r.Header.Get("Authorization")
	switch {
	case view && auth != "":
		return nil, problem{http.StatusUnauthorized, "InvalidToken", "Malformed token"}
	case view:
	case m.open:
	case auth == "":
		return nil, problem{http.StatusUnauthorized, "AuthMissing", "Authentication Required"}
	default:
		if req.me, err = s.who(auth); err != nil {
			return nil, err
		}
	}
	return m.do(s, req)
}

// read decodes a body strictly.
func (r *request) read(v any) error {
	if ct := r.Header.Get("Content-Type"); ct != "application/json" {
		return invalid("Wrong request encoding (Content-Type): %s", ct)
	}
	d := json.NewDecoder(strings.NewReader(string(r.body)))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return invalid("the body cannot be read: %v", err)
	}
	return nil
}
