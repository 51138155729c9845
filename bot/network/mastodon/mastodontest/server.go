package mastodontest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// A Kind is software whose behaviour a Server shows.
type Kind struct {
	Version, Source string
	// ForgetsKeys: Idempotency-Key is ignored.
	ForgetsKeys bool
	// Backwards: notifications cannot be read forward from an id; their ids
	// have "/" and ":" in them; the page before is asked for by time.
	Backwards bool
	// OneByOne: statuses cannot be asked for by many ids at once.
	OneByOne bool
	// Closed: a status is shown to nobody without a token.
	Closed bool
	// Sourceless: it does not tell how a status was written.
	Sourceless bool
	// HidesEdits: a status that was edited looks as if it never was.
	HidesEdits bool
	// Streamless: it has no streaming.
	Streamless bool
	// Pages: it has pages of statuses, for who is not logged in.
	Pages bool
	// RefusesSame: an edit that changes nothing is refused.
	RefusesSame bool
	// Old: it has no /api/v2/instance and no PKCE, and takes one redirect
	// only, as a string.
	Old bool
}

// Kinds of server. What the others do differently was seen in November 2026.
var (
	Mastodon   = Kind{Version: "4.5.0", Source: "https://github.com/mastodon/mastodon"}
	Mastodon41 = Kind{Version: "4.1.2", Old: true, OneByOne: true}
	GoToSocial = Kind{
		Version: "0.20.0-rc1+git-57cb4fe", Source: "https://codeberg.org/superseriousbusiness/gotosocial",
		ForgetsKeys: true, OneByOne: true, Closed: true, RefusesSame: true, Pages: true,
	}
	Hollo = Kind{
		Version: "0.6.10", Source: "https://github.com/fedify-dev/hollo",
		Backwards: true, OneByOne: true, HidesEdits: true, Streamless: true,
	}
	// Stranger is software that nobody knows.
	Stranger = Kind{Version: "2.7.2 (compatible; Something 9.9)", ForgetsKeys: true, Backwards: true, OneByOne: true, Sourceless: true}
)

// Options are the settings of a Server.
type Options struct {
	Kind Kind
	Now  func() time.Time
	// Owner is the name of the account whose posts Public returns.
	Owner string
	// Characters, PerURL and Media are limits; zero means 500, 23 and 4.
	Characters, PerURL, Media int
	// Slow is how often a picture is still being processed when it is
	// asked for.
	Slow int
	// Videoless: it takes no videos.
	Videoless bool
}

// A Server is a Mastodon server in memory. It may be used concurrently.
type Server struct {
	o Options

	mu            sync.Mutex
	seq           int64
	accounts      []*account
	tokens        map[string]*token
	apps          map[string]*app
	codes         map[string]*grant
	statuses      []*status // in the order in which they were written
	byID          map[string]*status
	notifications []*notification
	media         map[string]*medium
	keys          map[string]keyed
	forbidden     []string
	streams       map[chan string]*account
	reports       []Report
	left          int // requests until 429; negative for any number
	requests      []string
	unreadable    bool // nothing can be processed
}

type account struct {
	id, name, display string
	disabled          bool // by an administrator
	limited           bool
	pageless          bool // its statuses have no pages of their own
	mutes             map[*account]bool
}

type token struct {
	*account
	value  string
	scopes []string
	app    *app
	gone   bool
}

// NewServer returns a Server with one account, the owner's.
func NewServer(o Options) *Server {
	if o.Kind.Version == "" {
		o.Kind = Mastodon
	}
	if o.Owner == "" {
		o.Owner = "metro"
	}
	if o.Characters == 0 {
		o.Characters = 500
	}
	if o.PerURL == 0 {
		o.PerURL = 23
	}
	if o.Media == 0 {
		o.Media = 4
	}
	s := &Server{
		o: o, left: -1, tokens: make(map[string]*token), apps: make(map[string]*app), codes: make(map[string]*grant),
		byID: make(map[string]*status), media: make(map[string]*medium), keys: make(map[string]keyed),
		streams: make(map[chan string]*account),
	}
	s.account(o.Owner)
	return s
}

// account returns the account with a name, and makes it if there is none. The
// caller holds mu, or nobody else knows s yet.
func (s *Server) account(name string) *account {
	for _, a := range s.accounts {
		if strings.EqualFold(a.name, name) {
			return a
		}
	}
	a := &account{id: s.id(), name: name, display: strings.ToUpper(name[:1]) + name[1:], mutes: make(map[*account]bool)}
	s.accounts = append(s.accounts, a)
	return a
}

func (s *Server) owner() *account { return s.accounts[0] }

// id returns a new id, in the manner of Mastodon's.
func (s *Server) id() string {
	s.seq++
	return fmt.Sprint(115_000_000_000_000_000 + s.seq)
}

// All are the permissions that an account of this program uses.
const All = "read:accounts read:statuses read:notifications write:statuses write:media write:mutes write:reports"

// Token returns a new token of an account with the given scopes.
func (s *Server) Token(name, scopes string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.token(s.account(name), scopes, &app{name: "given by hand", scopes: strings.Fields(scopes), redirects: []string{"urn:ietf:wg:oauth:2.0:oob"}}).value
}

func (s *Server) token(a *account, scopes string, by *app) *token {
	t := &token{account: a, value: "tok-" + s.id() + "-of-" + a.name, scopes: strings.Fields(scopes), app: by}
	s.tokens[t.value] = t
	return t
}

// Revoke makes a token invalid.
func (s *Server) Revoke(value string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.tokens[value]; t != nil {
		t.gone = true
	}
}

// Disable makes the server refuse an account's logins.
func (s *Server) Disable(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.account(name).disabled = true
}

// Limit hides an account from strangers.
func (s *Server) Limit(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.account(name).limited = true
}

// Allow lets so many requests through before the server asks to wait.
func (s *Server) Allow(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.left = n
}

// Refuse makes the server refuse every text with a word in it.
func (s *Server) Refuse(word string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forbidden = append(s.forbidden, word)
}

// Requests returns what was asked so far, as "GET /api/v2/instance".
func (s *Server) Requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Handler serves the API.
func (s *Server) Handler() http.Handler {
	m := http.NewServeMux()
	if !s.o.Kind.Old {
		m.HandleFunc("GET /api/v2/instance", s.public(s.instance))
		m.HandleFunc("GET /.well-known/oauth-authorization-server", s.public(s.metadata))
	}
	m.HandleFunc("GET /api/v1/instance", s.public(s.instance1))
	m.HandleFunc("POST /api/v1/apps", s.public(s.register))
	m.HandleFunc("POST /oauth/token", s.public(s.exchange))
	m.HandleFunc("POST /oauth/revoke", s.public(s.revoke))
	m.HandleFunc("GET /api/v1/apps/verify_credentials", s.with("", s.verifyApp))
	m.HandleFunc("GET /api/v1/accounts/verify_credentials", s.with("read:accounts", s.verify))
	m.HandleFunc("GET /api/v1/accounts/lookup", s.with("read:accounts", s.lookup))
	m.HandleFunc("GET /api/v1/accounts/{id}/statuses", s.with("read:statuses", s.listStatuses))
	m.HandleFunc("POST /api/v1/accounts/{id}/mute", s.with("write:mutes", s.mute))
	m.HandleFunc("POST /api/v1/reports", s.with("write:reports", s.report))
	m.HandleFunc("POST /api/v1/statuses", s.with("write:statuses", s.createStatus))
	if !s.o.Kind.OneByOne {
		m.HandleFunc("GET /api/v1/statuses", s.with("read:statuses", s.manyStatuses))
	}
	m.HandleFunc("GET /api/v1/statuses/{id}", s.maybe("read:statuses", s.getStatus))
	m.HandleFunc("PUT /api/v1/statuses/{id}", s.with("write:statuses", s.editStatus))
	m.HandleFunc("DELETE /api/v1/statuses/{id}", s.with("write:statuses", s.deleteStatus))
	m.HandleFunc("POST /api/v1/statuses/{id}/reblog", s.with("write:statuses", s.reblog))
	m.HandleFunc("POST /api/v1/statuses/{id}/unreblog", s.with("write:statuses", s.unreblog))
	m.HandleFunc("GET /api/v1/statuses/{id}/context", s.maybe("read:statuses", s.context))
	if !s.o.Kind.Sourceless {
		m.HandleFunc("GET /api/v1/statuses/{id}/source", s.with("read:statuses", s.source))
	}
	m.HandleFunc("POST /api/v2/media", s.with("write:media", s.uploadMedia))
	m.HandleFunc("GET /api/v1/media/{id}", s.with("write:media", s.getMedia))
	m.HandleFunc("DELETE /api/v1/media/{id}", s.with("write:media", s.deleteMedia))
	m.HandleFunc("GET /api/v1/notifications", s.with("read:notifications", s.listNotifications))
	if !s.o.Kind.Streamless {
		m.HandleFunc("GET /api/v1/streaming", s.stream)
	}
	if s.o.Kind.Pages {
		m.HandleFunc("GET /{name}/statuses/{id}", s.page)
	}
	m.HandleFunc("/", s.public(func(*token, *http.Request) (int, any) { return notFound() }))
	return m
}
