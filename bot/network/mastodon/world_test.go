package mastodon_test

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
	"appealbot/bot/network/mastodon"
	"appealbot/bot/network/mastodon/mastodontest"
)

// evening is what the clock of these tests shows.
var evening = time.Date(2026, 11, 2, 18, 0, 0, 0, time.UTC)

func clock() time.Time { return evening }

// account is the configured account.
var account = bot.Account{
	ID: "metro", Network: mastodon.Network, Name: "Metro Police on Mastodon", Handle: "@metro@mastodon.example",
	Languages: []string{"en", "fr"}, Exercise: true,
}

// memory keeps secrets and what is remembered.
type memory struct {
	mu   sync.Mutex
	m    map[string][]byte
	fail bool
}

func newMemory() *memory { return &memory{m: make(map[string][]byte)} }

var errDisk = errors.New("no space left on device")

func (m *memory) Get(key string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.m[key], nil
}

func (m *memory) Save(key string, value []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fail {
		return errDisk
	}
	m.m[key] = value
	return nil
}

// secrets are network.Secrets in memory.
type secrets struct{ *memory }

func (s secrets) Get(_ context.Context, name string) ([]byte, error) { return s.memory.Get(name) }

func (s secrets) Put(_ context.Context, name string, value []byte) error {
	if len(value) == 0 {
		return errors.New("an empty secret")
	}
	return s.Save(name, value)
}

// holding returns secrets with a token in them.
func holding(t testing.TB, token string) secrets {
	t.Helper()
	s := secrets{newMemory()}
	if token != "" {
		b, err := json.Marshal(mastodon.Credentials{Token: token})
		must(t, err)
		must(t, s.Save("credentials", b))
	}
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// open returns an account on the server at base, which it has learned of.
func open(t testing.TB, base string, change func(*mastodon.Options)) *mastodon.Account {
	t.Helper()
	o := mastodon.Options{
		Account: account, Server: base, Remember: newMemory(), Now: clock,
		HTTP: network.ClientOptions{Timeout: 5 * time.Second, UserAgent: "appealbot test"},
	}
	if change != nil {
		change(&o)
	}
	a, err := mastodon.New(o)
	must(t, err)
	t.Cleanup(a.Close)
	return a
}

// world is a server with the account on it.
type world struct {
	*testing.T
	*mastodontest.Server
	*mastodon.Account
	base    string
	secrets secrets
}

// newWorld serves a new server, of which the account has learned.
func newWorld(t *testing.T, o mastodontest.Options, change func(*mastodon.Options)) *world {
	t.Helper()
	if o.Now == nil {
		o.Now = clock
	}
	s := mastodontest.NewServer(o)
	h := httptest.NewServer(s.Handler())
	t.Cleanup(h.Close)
	w := &world{T: t, Server: s, base: h.URL, secrets: holding(t, s.Token("metro", mastodontest.All))}
	w.Account = open(t, h.URL, func(o *mastodon.Options) {
		o.Secrets = w.secrets
		if change != nil {
			change(o)
		}
	})
	must(t, w.Learn(t.Context()))
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
	for range 50 {
		a := open(w, w.base, func(o *mastodon.Options) { o.Secrets = w.secrets })
		must(w, a.Learn(w.Context()))
		c := a.Carry(w.Context(), at)
		at.Carried = c.State
		switch {
		case c.Outcome == network.Done:
			return at.Carried
		case !c.More:
			w.Fatalf("carry = %+v", c)
		}
	}
	w.Fatal("carrying does not end")
	return ""
}

// publish publishes what must succeed.
func (w *world) publish(key, text string, media ...network.Media) network.Result {
	w.Helper()
	res := w.Publish(w.Context(), w.attempt(key, text, media...))
	if res.Outcome != network.Done {
		w.Fatalf("publish %q = %+v", text, res)
	}
	return res
}

// read reads everything behind a cursor.
func (w *world) read(cursor string, posts ...string) ([]network.Item, string) {
	w.Helper()
	var items []network.Item
	q := network.Query{Cursor: cursor}
	for _, p := range posts {
		q.Posts = append(q.Posts, network.Posted{Remote: p, At: evening})
	}
	for range 1000 {
		p, err := w.Replies(w.Context(), q)
		must(w, err)
		items = append(items, p.Items...)
		q.Cursor = p.Next
		if !p.More {
			return items, q.Cursor
		}
	}
	w.Fatal("the pages do not end")
	return nil, ""
}

// pixel is a picture, as far as the test server cares.
func pixel(data string) network.Media {
	sum := sha256.Sum256([]byte(data))
	return network.Media{
		MediaUse: bot.MediaUse{
			Digest: hex.EncodeToString(sum[:]), Type: "image/png", Name: "IMG_0042 suspect Miller.png", Alt: "A grey car.", Size: int64(len(data)),
		},
		Blob: network.BlobOf([]byte(data)),
	}
}

func is(method, path string) func(*http.Request) bool {
	return func(r *http.Request) bool { return r.Method == method && r.URL.Path == path }
}
