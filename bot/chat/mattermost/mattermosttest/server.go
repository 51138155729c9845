package mattermosttest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat/chattest"
)

// Password is the password of everybody on a Server.
const Password = "Officer-pw-12345"

// Server is a Mattermost server that keeps everything in memory. Its methods
// may be used concurrently.
type Server struct {
	t     testing.TB
	http  *httptest.Server
	out   *http.Client      // calls the bot's callbacks
	key   *ecdsa.PrivateKey // signs trigger ids
	admin string            // the administrator's token

	mu       sync.Mutex
	clock    int64 // the last time that was given out
	lenient  bool  // unknown requests are answered and not held against the test
	requests []Request
	fault    func(*http.Request) Fault
	swell    int64  // see Swell
	lies     string // see Lay
	lie      int64
	// Files serves what people have uploaded.
	Files    chattest.Cutter
	bucket   *bucket
	readOnly bool

	config   *model.Config
	roles    map[string]*model.Role
	users    map[string]*account
	tokens   map[string]*token // by the secret
	bots     map[string]*model.Bot
	teams    map[string]*team
	channels map[string]*channel
	posts    map[string]*model.Post
	order    []string // ids of posts, oldest first
	pending  map[string]pendingPost
	react    map[string][]*model.Reaction // by post
	files    map[string]*file
	commands map[string]*model.Command
	hooks    map[string]*hook  // response URLs of commands
	cookies  map[string]string // of the buttons of ephemeral posts

	lastCookie [2]string // its post and itself

	streams map[string]*stream // websockets, by connection id
	conns   map[*connection]bool
	sockets socketFaults
	all     sync.WaitGroup // connections
}

// NewServer starts a server with an administrator called admin and nobody else.
// It ends with the test.
func NewServer(t testing.TB) *Server {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{
		t: t, key: key, out: &http.Client{Transport: &http.Transport{DisableKeepAlives: true}},
		config: defaultConfig(), roles: defaultRoles(),
		users: map[string]*account{}, tokens: map[string]*token{}, bots: map[string]*model.Bot{}, teams: map[string]*team{},
		channels: map[string]*channel{}, posts: map[string]*model.Post{}, pending: map[string]pendingPost{},
		react: map[string][]*model.Reaction{}, files: map[string]*file{}, commands: map[string]*model.Command{},
		hooks: map[string]*hook{}, cookies: map[string]string{}, streams: map[string]*stream{},
		conns: map[*connection]bool{},
	}
	root := s.addUser(&model.User{Username: "admin", Email: "admin@police.example", Roles: "system_admin system_user"}, Password)
	s.admin = s.addToken(root.Id, true).secret
	s.http = httptest.NewServer(http.HandlerFunc(s.serve))
	*s.config.ServiceSettings.SiteURL = s.http.URL
	t.Cleanup(s.close)
	return s
}

// URL is the server's address.
func (s *Server) URL() string { return s.http.URL }

// AdminToken is a token of the administrator.
func (s *Server) AdminToken() string { return s.admin }

// Config changes the server's configuration.
func (s *Server) Config(change func(*model.Config)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(s.config)
	if on := s.config.RateLimitSettings.Enable; on != nil && *on {
		s.bucket = newBucket(*s.config.RateLimitSettings.PerSec, *s.config.RateLimitSettings.MaxBurst)
	} else {
		s.bucket = nil
	}
}

// Lenient makes the server answer requests that no server knows with 404 and 400
// without failing the test.
func (s *Server) Lenient() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lenient = true
}

func (s *Server) close() {
	s.RefuseSockets(true)
	s.http.CloseClientConnections()
	s.http.Close()
	s.CutSockets()
	s.all.Wait()
}

// now is the time in milliseconds; no two calls get the same.
func (s *Server) now() int64 {
	s.clock = max(time.Now().UnixMilli(), s.clock+1)
	return s.clock
}

// strange fails the test for a request that no server knows.
func (s *Server) strange(format string, args ...any) {
	if !s.lenient {
		s.t.Errorf("mattermosttest: "+format, args...)
	}
}

// timeout is how long a callback may take.
func (s *Server) timeout() time.Duration {
	return time.Duration(*s.config.ServiceSettings.OutgoingIntegrationRequestsTimeout) * time.Second
}

// away runs f without the lock: f calls the outside.
func (s *Server) away(f func()) {
	s.mu.Unlock()
	defer s.mu.Lock()
	f()
}

// fail is an error as the API gives it.
func fail(status int, id, message string) *model.AppError {
	err := model.NewAppError("", id, nil, "", status)
	err.Message = message
	return err
}

func forbidden(permission string) *model.AppError {
	err := fail(http.StatusForbidden, "api.context.permissions.app_error", "You do not have the appropriate permissions.")
	err.DetailedError = "permission=" + permission
	return err
}

func invalid(name string) *model.AppError {
	return fail(http.StatusBadRequest, "api.context.invalid_body_param.app_error", "Invalid or missing "+name+" in request body.")
}

func invalidURL(name string) *model.AppError {
	return fail(http.StatusBadRequest, "api.context.invalid_url_param.app_error", "Invalid or missing "+name+" parameter in request URL.")
}

// hasNUL reports a NUL byte, which the database refuses.
func hasNUL(ss ...string) bool {
	for _, s := range ss {
		if strings.ContainsRune(s, 0) {
			return true
		}
	}
	return false
}
