package xtest

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// The department's app, as it stands in X's developer console.
const (
	ClientID     = "appealbot-practice-client"
	ClientSecret = "practice-client-secret-of-the-app"
	// Callback is the only address to which people are sent back, unless
	// Options name another.
	Callback = "http://127.0.0.1/"
)

// Options are the settings of a Server.
type Options struct {
	Now func() time.Time
	// NoThreads: the rule about replies holds for the account's own posts,
	// too.
	NoThreads bool
	// Public: the app has no secret.
	Public bool
	// Posts is how many posts an account may make in 15 minutes; zero means
	// 100, as X has it.
	Posts int
	// Callback is the only address to which people are sent back, instead of
	// the constant.
	Callback string
	// Searched is how many pages of posts may be read in 15 minutes; zero
	// means 300.
	Searched int
	// Indexed is how long it takes until what others wrote is found.
	Indexed time.Duration
	// OnceEach: a segment that came already is refused.
	OnceEach bool
	// Plain: videos get neither descriptions nor subtitles.
	Plain bool
}

// A Server is X. It may be used concurrently.
type Server struct {
	o Options

	mu      sync.Mutex
	last    uint64 // the last snowflake
	users   map[string]*user
	posts   []*post // in the order of their ids
	media   map[string]*picture
	codes   map[string]*code
	tokens  map[string]*token
	refresh map[string]*token
	windows map[string]*window
	refused []string // words in texts that are refused for good
	read    map[string]bool
	cost    int64 // in millionths of a US dollar
	broken  *Broken
	// unreadable is why no video can be read.
	unreadable string
}

// Broken is an answer that the server gives instead of what it would.
type Broken struct {
	Method string // any when empty
	Path   string // beginning of the paths that it stands for
	Status int
	Kind   string // content type; "application/problem+json" when empty
	Body   string
}

type user struct {
	id, name, handle string
	protected        bool
	mutes            []string
}

// window counts the requests of one kind in 15 minutes.
type window struct {
	began time.Time
	used  int
}

// NewServer returns a server with the users "MetroPolice" and "Somebody".
func NewServer(o Options) *Server {
	o.Callback = cmp.Or(o.Callback, Callback)
	s := &Server{
		o: o, users: make(map[string]*user), media: make(map[string]*picture), codes: make(map[string]*code),
		tokens: make(map[string]*token), refresh: make(map[string]*token), windows: make(map[string]*window), read: make(map[string]bool),
	}
	s.user("MetroPolice")
	s.user("Somebody")
	return s
}

// user returns a user, who is made when there is none yet.
func (s *Server) user(handle string) *user {
	for _, u := range s.users {
		if strings.EqualFold(u.handle, handle) {
			return u
		}
	}
	u := &user{id: strconv.FormatUint(s.snowflake(), 10), name: handle + " on X", handle: handle}
	s.users[u.id] = u
	return u
}

// snowflake returns a new id.
func (s *Server) snowflake() uint64 {
	const epoch = 1288834974657
	n := uint64(s.o.Now().UnixMilli()-epoch) << 22
	s.last = max(n, s.last+1)
	return s.last
}

// A route is one operation: the scopes it needs, the query parameters it takes
// and how often it may be used in 15 minutes.
type route struct {
	method, path string
	scopes       string
	params       string
	limit        int
	serve        func(*Server, *request)
}

// request is a request on its way.
type request struct {
	w    http.ResponseWriter
	r    *http.Request
	as   *user
	ids  []string // from the path
	body []byte
}

func (s *Server) routes() []route {
	posts := fieldParams
	page := posts + " max_results pagination_token start_time since_id until_id"
	read, write := "tweet.read users.read", "tweet.read users.read tweet.write"
	searched := s.o.Searched
	if searched == 0 {
		searched = 300
	}
	limit := s.o.Posts
	if limit == 0 {
		limit = 100
	}
	return []route{
		{"GET", "/2/users/me", read, "user.fields expansions post.fields", 75, (*Server).me},
		{"POST", "/2/tweets", write, "", limit, (*Server).create},
		{"GET", "/2/tweets", read, posts + " ids", 5000, (*Server).lookup},
		{"DELETE", "/2/tweets/*", write, "", 50, (*Server).remove},
		{"PUT", "/2/tweets/*/hidden", read + " tweet.moderate.write", "", 50, (*Server).hide},
		{"GET", "/2/users/*/tweets", read, page + " exclude end_time", 900, (*Server).timeline},
		{"GET", "/2/users/*/mentions", read, page + " end_time", searched, (*Server).mentions},
		{"GET", "/2/tweets/search/recent", read, page + " query next_token end_time sort_order", searched, (*Server).search},
		{"POST", "/2/users/*/retweets", write, "", 50, (*Server).repost},
		{"DELETE", "/2/users/*/retweets/*", write, "", 50, (*Server).unrepost},
		{"POST", "/2/users/*/muting", read + " mute.write", "", 50, (*Server).mute},
		{"POST", "/2/media/upload/initialize", "media.write", "", 1875, (*Server).initialize},
		{"POST", "/2/media/upload/*/append", "media.write", "", 1875, (*Server).append},
		{"POST", "/2/media/upload/*/finalize", "media.write", "", 1875, (*Server).finalize},
		{"GET", "/2/media/upload", "media.write", "command media_id", 1000, (*Server).status},
		{"POST", "/2/media/subtitles", "media.write", "", 100, (*Server).subtitles},
		{"POST", "/2/media/metadata", "media.write", "", 500, (*Server).metadata},
	}
}

// Handler is X's API, its token endpoint and its oEmbed service.
func (s *Server) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		w.Header().Set("Date", s.o.Now().UTC().Format(http.TimeFormat))
		if b := s.broken; b != nil && strings.HasPrefix(r.URL.Path, b.Path) && (b.Method == "" || b.Method == r.Method) {
			kind := b.Kind
			if kind == "" {
				kind = "application/problem+json"
			}
			w.Header().Set("Content-Type", kind)
			w.WriteHeader(b.Status)
			_, _ = w.Write([]byte(b.Body))
			return
		}
		switch r.URL.Path {
		case "/2/oauth2/token":
			s.token(w, r)
		case "/oembed":
			s.oembed(w, r)
		default:
			s.serve(w, r)
		}
	})
}

// serve finds the operation of a request.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	for _, rt := range s.routes() {
		ids, ok := match(rt.path, r.URL.Path)
		if !ok || rt.method != r.Method {
			continue
		}
		q := &request{w: w, r: r, ids: ids}
		if q.as = s.authorized(q, rt); q.as == nil || !s.allowed(q, rt) || !q.valid(rt) {
			return
		}
		rt.serve(s, q)
		return
	}
	blank(w, http.StatusNotFound, "Not Found", "Not Found")
}

// match takes a path apart by a pattern in which "*" is an id.
func match(pattern, path string) ([]string, bool) {
	want, got := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return nil, false
	}
	var ids []string
	for i, w := range want {
		if w == "*" && isID(got[i]) {
			ids = append(ids, got[i])
		} else if w != got[i] {
			return nil, false
		}
	}
	return ids, true
}

func isID(s string) bool {
	_, err := strconv.ParseUint(s, 10, 64)
	return err == nil && len(s) <= 19
}

// authorized returns whose token a request has, and answers it when it has none
// that will do.
func (s *Server) authorized(q *request, rt route) *user {
	bearer, ok := strings.CutPrefix(q.r.Header.Get("Authorization"), "Bearer ")
	t := s.tokens[bearer]
	switch {
	case q.r.UserAgent() == "" || !ok || t == nil || t.revoked || s.o.Now().After(t.until):
		blank(q.w, http.StatusUnauthorized, "Unauthorized", "Unauthorized")
		return nil
	}
	for need := range strings.FieldsSeq(rt.scopes) {
		if !slices.Contains(t.scopes, need) {
			blank(q.w, http.StatusForbidden, "Forbidden", "Your token lacks the scope "+need+".")
			return nil
		}
	}
	return s.users[t.user]
}

// allowed counts a request and answers it when there were too many.
func (s *Server) allowed(q *request, rt route) bool {
	const quarter = 15 * time.Minute
	now := s.o.Now()
	k := q.as.id + " " + rt.method + " " + rt.path
	w := s.windows[k]
	if w == nil || now.Sub(w.began) >= quarter {
		w = &window{began: now}
		s.windows[k] = w
	}
	w.used++
	h := q.w.Header()
	h.Set("x-rate-limit-limit", strconv.Itoa(rt.limit))
	h.Set("x-rate-limit-remaining", strconv.Itoa(max(0, rt.limit-w.used)))
	h.Set("x-rate-limit-reset", strconv.FormatInt(w.began.Add(quarter).Unix(), 10))
	if w.used > rt.limit {
		blank(q.w, http.StatusTooManyRequests, "Too Many Requests", "Too Many Requests")
		return false
	}
	return true
}

// Break makes the server answer as it is told until it is called with nil.
func (s *Server) Break(b *Broken) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken = b
}

// Refuse makes the server refuse every text with a word for good.
func (s *Server) Refuse(word string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refused = append(s.refused, word)
}

// Cost is what X has charged, in millionths of a US dollar.
func (s *Server) Cost() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.cost
}

// charge charges for reading a post, once a day.
func (s *Server) charge(p *post, price int64) {
	k := fmt.Sprint(s.o.Now().UTC().Format(time.DateOnly), " ", p.id)
	if !s.read[k] {
		s.read[k] = true
		s.cost += price
	}
}
