package facebooktest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// The department's app and its Page.
const (
	AppID     = "2001"
	AppSecret = "app-secret-of-the-department-0123456789"
	Page      = "1001"
	Stranger  = "1002"
	// Callback is where people are sent back.
	Callback = "https://localhost/"
)

const version = "/v24.0/"

// Options are the settings of a Server.
type Options struct {
	Now func() time.Time
	// Piece is how much of a video is wanted at a time; zero means 1 MB.
	Piece int64
	// Looks is how often somebody has to ask until a video has been worked at.
	Looks int
	// Nameless: the app may not see who wrote a comment.
	Nameless bool
	// Lasts is how long what a person allowed lasts; zero means 90 days.
	Lasts time.Duration
}

// A Server is Facebook. It may be used concurrently.
type Server struct {
	o Options

	mu       sync.Mutex
	last     int64 // id
	order    int   // of publication
	tokens   map[string]*token
	codes    map[string]code
	posts    map[string]*post
	photos   map[string]*photo
	films    map[string]*film
	comments map[string]*comment
	refused  []string
	headers  map[string]string
	limit    int // the code with which everything is refused
	hooked   map[string]bool
	seen     []string // requests
}

// NewServer returns a server with the Pages Page and Stranger.
func NewServer(o Options) *Server {
	if o.Piece == 0 {
		o.Piece = 1 << 20
	}
	if o.Lasts == 0 {
		o.Lasts = 90 * 24 * time.Hour
	}
	return &Server{
		o: o, last: 5000, tokens: map[string]*token{}, codes: map[string]code{}, posts: map[string]*post{}, photos: map[string]*photo{},
		films: map[string]*film{}, comments: map[string]*comment{}, headers: map[string]string{}, hooked: map[string]bool{},
	}
}

func (s *Server) id() string {
	s.last++
	return strconv.FormatInt(s.last, 10)
}

// A route is one operation: an edge of the node in the path, the scopes that it
// needs and the parameters that it takes.
type route struct {
	method, edge string
	scopes       string
	params       string
	file         string // the field of the file that it takes
	serve        func(*Server, *request)
}

func routes() []route {
	list := "fields limit after since"
	return []route{
		{"GET", "", "", "fields", "", (*Server).get},
		{"POST", "", "pages_manage_posts", "is_published message published description is_hidden", "", (*Server).change},
		{"DELETE", "", "pages_manage_posts", "", "", (*Server).delete},
		{"POST", "feed", "pages_manage_posts", "message published attached_media", "", (*Server).create},
		{"GET", "published_posts", "pages_read_engagement", list, "", (*Server).published},
		{"POST", "photos", "pages_manage_posts", "published alt_text_custom", "source", (*Server).addPhoto},
		{"POST", "videos", "pages_manage_posts", "upload_phase file_size upload_session_id start_offset published description title", "video_file_chunk thumb", (*Server).upload},
		{"POST", "captions", "pages_manage_posts", "default_locale", "captions_file", (*Server).caption},
		{"GET", "comments", "pages_read_user_content", list + " filter order", "", (*Server).list},
		{"POST", "comments", "pages_manage_engagement", "message", "", (*Server).answer},
		{"POST", "subscribed_apps", "pages_manage_metadata", "subscribed_fields", "", (*Server).subscribe},
	}
}

// Handler is the Graph API with its token endpoint.
func (s *Server) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q, ok := read(w, r)
		if !ok {
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.serve(q)
	})
}

// serve finds the operation of a request.
func (s *Server) serve(q *request) {
	for k, v := range s.headers {
		q.w.Header().Set(k, v)
	}
	s.seen = append(s.seen, q.r.Method+" "+q.r.URL.Path)
	rest, ok := strings.CutPrefix(q.r.URL.Path, version)
	switch {
	case !ok:
		q.fail(problem{Code: 2500, Message: "Unknown path components: " + q.r.URL.Path})
		return
	case q.r.URL.Query().Has("access_token") || q.form.Has("access_token"):
		q.fail(problem{Code: 190, Message: "The token stands in the address or the form"})
		return
	case s.limit != 0:
		q.fail(problem{Code: s.limit, Message: "Request limit reached"})
		return
	case rest == "oauth/access_token" && q.r.Method == http.MethodPost:
		s.token(q)
		return
	}
	if q.as = s.authorized(q); q.as == nil {
		return
	}
	switch {
	case rest == "debug_token" && q.r.Method == http.MethodPost:
		s.debug(q)
		return
	case rest == "me/accounts" && q.r.Method == http.MethodGet:
		s.accounts(q)
		return
	}
	id, edge, _ := strings.Cut(rest, "/")
	if id == "me" {
		id = q.as.page
	}
	for _, rt := range routes() {
		if rt.method != q.r.Method || rt.edge != edge {
			continue
		}
		q.id = id
		if q.fits(rt) && s.may(q, rt) {
			rt.serve(s, q)
		}
		return
	}
	q.fail(problem{Code: 100, Message: "Unsupported " + q.r.Method + " request"})
}

// authorized returns whose token a request has, and answers it when it has none
// that will do.
func (s *Server) authorized(q *request) *token {
	bearer, ok := strings.CutPrefix(q.r.Header.Get("Authorization"), "Bearer ")
	t := s.tokens[bearer]
	if bearer == AppID+"|"+AppSecret {
		t = &token{app: true}
	}
	m := hmac.New(sha256.New, []byte(AppSecret))
	m.Write([]byte(bearer))
	switch {
	case !ok || t == nil || q.r.UserAgent() == "":
		q.fail(problem{Code: 190, Message: "Invalid OAuth access token " + bearer})
	case t.ended != 0:
		q.fail(problem{Code: 190, Subcode: t.ended, Message: "Error validating access token: " + bearer})
	case q.form.Get("appsecret_proof") != hex.EncodeToString(m.Sum(nil)):
		q.fail(problem{Code: 100, Message: "Invalid appsecret_proof provided in the API argument"})
	default:
		q.form.Del("appsecret_proof")
		return t
	}
	return nil
}

// may reports whether somebody may do something, and answers it when not.
func (s *Server) may(q *request, rt route) bool {
	for need := range strings.FieldsSeq(rt.scopes) {
		if !slices.Contains(q.as.scopes, need) {
			q.fail(problem{Code: 200, Message: "(#200) Requires " + need})
			return false
		}
	}
	if q.as.page == "" || s.owner(q.id) != q.as.page {
		q.missing()
		return false
	}
	return true
}

// owner is the Page that something belongs to.
func (s *Server) owner(id string) string {
	if id == Page || id == Stranger {
		return id
	}
	if p := s.posts[id]; p != nil {
		return p.page
	}
	if p := s.photos[id]; p != nil {
		return p.page
	}
	if f := s.films[id]; f != nil {
		return f.page
	}
	if c := s.comments[id]; c != nil {
		return s.owner(c.under)
	}
	return ""
}

// Refuse makes the server refuse every text with a word for good.
func (s *Server) Refuse(word string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refused = append(s.refused, word)
}

// Header makes every answer have a header.
func (s *Server) Header(name, value string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.headers[name] = value
}

// Limit makes the server refuse everything with a code, until it is called with
// zero.
func (s *Server) Limit(code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.limit = code
}

// Seen returns the requests that came, and forgets them.
func (s *Server) Seen() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.seen
	s.seen = nil
	return out
}

// Hooked reports whether the app is told about a Page.
func (s *Server) Hooked(page string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hooked[page]
}

func (s *Server) subscribe(q *request) {
	if q.form.Get("subscribed_fields") != "feed" {
		q.fail(problem{Code: 100, Message: "Param subscribed_fields must be one of {feed, ...}"})
		return
	}
	s.hooked[q.id] = true
	q.success()
}

// refuses reports whether a text is refused, and answers it then.
func (s *Server) refuses(q *request, text string) bool {
	if slices.ContainsFunc(s.refused, func(w string) bool { return strings.Contains(text, w) }) {
		q.fail(problem{Code: 368, Message: "The action attempted has been deemed abusive or is otherwise disallowed"})
		return true
	}
	return false
}
