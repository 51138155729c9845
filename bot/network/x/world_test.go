package x_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/bot/network/x"
	"appealbot/bot/network/x/xtest"
)

// evening is when these tests begin.
var evening = time.Date(2026, 11, 2, 18, 0, 0, 0, time.UTC)

// account is the configured account.
var account = bot.Account{
	ID: "metro", Network: x.Network, Name: "Metro Police on X", Handle: "@MetroPolice", Languages: []string{"en", "fr"}, Exercise: true,
}

// A ticker is a clock that goes on by a tick whenever somebody looks at it.
type ticker struct {
	mu   sync.Mutex
	now  time.Time
	tick time.Duration
}

func (c *ticker) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(c.tick)
	return c.now
}

func (c *ticker) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// secrets are network.Secrets in memory.
type secrets struct {
	mu   sync.Mutex
	m    map[string][]byte
	puts int
	fail error
}

func (s *secrets) Get(_ context.Context, name string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.m[name], nil
}

func (s *secrets) Put(_ context.Context, name string, value []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return s.fail
	}
	if len(value) == 0 {
		return errors.New("an empty secret")
	}
	if s.m == nil {
		s.m = make(map[string][]byte)
	}
	s.m[name] = value
	s.puts++
	return nil
}

// credentials are what is kept.
func (s *secrets) credentials(t testing.TB) x.Credentials {
	t.Helper()
	var c x.Credentials
	b, err := s.Get(t.Context(), "credentials")
	must(t, err)
	if len(b) > 0 {
		must(t, json.Unmarshal(b, &c))
	}
	return c
}

// holding returns secrets with somebody's credentials, as those of the account.
func holding(t testing.TB, g xtest.Grant, now time.Time) *secrets {
	t.Helper()
	s := &secrets{}
	b, err := json.Marshal(x.Credentials{
		Access: g.Access, Refresh: g.Refresh, Scope: g.Scope, Since: now, Until: g.Until, ID: g.ID, Handle: "MetroPolice",
	})
	must(t, err)
	must(t, s.Put(t.Context(), "credentials", b))
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// open returns the account on the server at base.
func open(t testing.TB, base string, clock *ticker, s network.Secrets, change func(*x.Options)) *x.Account {
	t.Helper()
	o := x.Options{
		Account: account, ClientID: xtest.ClientID, ClientSecret: xtest.ClientSecret, Threads: true,
		API: base, Authorize: base + "/i/oauth2/authorize", OEmbed: base + "/oembed",
		Secrets: s, Now: clock.Now, HTTP: network.ClientOptions{Timeout: 5 * time.Second, UserAgent: "appealbot test"},
	}
	if change != nil {
		change(&o)
	}
	a, err := x.New(o)
	must(t, err)
	t.Cleanup(a.Close)
	return a
}

// world is X with the account on it.
type world struct {
	*testing.T
	*xtest.Server
	*x.Account
	base    string
	clock   *ticker
	secrets *secrets
	faults  *networktest.Faults
}

// newWorld serves a new X, on which the account is connected.
func newWorld(t *testing.T, o xtest.Options, change func(*x.Options)) *world {
	t.Helper()
	return newWorldBehind(t, o, change, func(h http.Handler) http.Handler { return h })
}

// newWorldBehind is newWorld with something in front of X.
func newWorldBehind(t *testing.T, o xtest.Options, change func(*x.Options), front func(http.Handler) http.Handler) *world {
	t.Helper()
	w := &world{T: t, clock: &ticker{now: evening, tick: time.Millisecond}}
	o.Now = w.clock.Now
	w.Server = xtest.NewServer(o)
	w.faults = networktest.NewFaults(front(w.Server.Handler()))
	h := httptest.NewServer(w.faults)
	t.Cleanup(h.Close)
	w.base = h.URL
	w.secrets = holding(t, w.Grant("MetroPolice"), evening)
	w.Account = open(t, h.URL, w.clock, w.secrets, change)
	return w
}

// attempt returns an attempt to publish one part.
func (w *world) attempt(key, text string, media ...network.Media) network.Attempt {
	w.Helper()
	var uses []bot.MediaUse
	for _, m := range media {
		uses = append(uses, m.MediaUse)
	}
	parts, err := w.Render(bot.Copy{Text: text, Language: "en", Media: uses})
	if err != nil || len(parts) != 1 {
		w.Fatalf("Render(%q) = %d parts, %v", text, len(parts), err)
	}
	return network.Attempt{
		Post: bot.Post{ID: bot.ID(key), Language: "en", Created: evening}, Part: parts[0], Key: key, Media: media,
	}
}

// carry makes every step of carrying an attempt's media, each with an account that
// knows nothing of the one before, as after a restart. It returns the last state.
func (w *world) carry(at network.Attempt) string {
	w.Helper()
	for range 500 {
		c := open(w, w.base, w.clock, w.secrets, nil).Carry(w.Context(), at)
		at.Carried = c.State
		switch {
		case c.Outcome == network.Done:
			return at.Carried
		case !c.More:
			w.Fatalf("carry = %+v", c)
		}
		w.clock.pass(c.Retry)
	}
	w.Fatal("carrying does not end")
	return ""
}

// publish publishes what must succeed.
func (w *world) publish(text string, media ...network.Media) network.Result {
	w.Helper()
	res := w.Publish(w.Context(), w.attempt(text, text, media...))
	if res.Outcome != network.Done {
		w.Fatalf("publish %q = %+v", text, res)
	}
	return res
}

// page reads one page.
func (w *world) page(cursor string, posts ...string) network.Page {
	w.Helper()
	q := network.Query{Cursor: cursor}
	for _, p := range posts {
		q.Posts = append(q.Posts, network.Posted{Remote: p})
	}
	p, err := w.Replies(w.Context(), q)
	must(w, err)
	return p
}

// readAll reads everything, each reply once.
func (w *world) readAll(posts ...string) ([]network.Item, string) {
	w.Helper()
	var items []network.Item
	seen, cursor := map[string]bool{}, ""
	for range 1000 {
		p := w.page(cursor, posts...)
		for _, it := range p.Items {
			if k := string(it.Kind) + it.Remote + it.Text; !seen[k] {
				seen[k] = true
				items = append(items, it)
			}
		}
		cursor = p.Next
		if !p.More {
			return items, cursor
		}
	}
	w.Fatal("the pages do not end")
	return nil, ""
}

// picture is a picture, as far as X cares.
func picture(data, kind string) network.Media {
	sum := sha256.Sum256([]byte(data))
	return network.Media{
		MediaUse: bot.MediaUse{Digest: hex.EncodeToString(sum[:]), Type: kind, Alt: "A grey car.", Size: int64(len(data))},
		Blob:     network.BlobOf([]byte(data)),
	}
}

// serve serves a handler and returns its address.
func serve(t testing.TB, h http.Handler) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}
