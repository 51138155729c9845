package youtube_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/bot/network/youtube"
	"appealbot/bot/network/youtube/youtubetest"
)

// evening is when these tests begin.
var evening = time.Date(2026, 11, 2, 18, 0, 0, 0, time.UTC)

// account is the configured account.
var account = bot.Account{
	ID: "video", Network: youtube.Network, Name: "Metro Police on YouTube", Handle: "@MetroPolice", Languages: []string{"en", "fr"}, Exercise: true,
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

// memory keeps secrets and what is remembered.
type memory struct {
	mu   sync.Mutex
	m    map[string][]byte
	fail error
}

func newMemory() *memory { return &memory{m: make(map[string][]byte)} }

func (m *memory) Get(key string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.m[key], nil
}

func (m *memory) Save(key string, value []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fail != nil {
		return m.fail
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

// credentials are what is kept.
func (s secrets) credentials(t testing.TB) youtube.Credentials {
	t.Helper()
	var c youtube.Credentials
	if b, _ := s.memory.Get("credentials"); len(b) > 0 {
		must(t, json.Unmarshal(b, &c))
	}
	return c
}

// holding returns secrets with somebody's credentials.
func holding(t testing.TB, g youtubetest.Grant) secrets {
	t.Helper()
	s := secrets{newMemory()}
	b, err := json.Marshal(youtube.Credentials{
		Access: g.Access, Refresh: g.Refresh, Scope: g.Scope, Since: g.Until.Add(-time.Hour), Until: g.Until,
		Channel: g.Channel, Handle: g.Handle, Uploads: g.Uploads,
	})
	must(t, err)
	must(t, s.Save("credentials", b))
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// open returns the account on the server at base.
func open(t testing.TB, base string, clock *ticker, s network.Secrets, change func(*youtube.Options)) *youtube.Account {
	t.Helper()
	o := youtube.Options{
		Account: account, ClientID: youtubetest.ClientID, ClientSecret: youtubetest.ClientSecret,
		API: base, Authorize: base + "/o/oauth2/v2/auth", Token: base + "/token", OEmbed: base + "/oembed",
		Secrets: s, Now: clock.Now, HTTP: network.ClientOptions{Timeout: 5 * time.Second, UserAgent: "appealbot test"},
	}
	if change != nil {
		change(&o)
	}
	a, err := youtube.New(o)
	must(t, err)
	t.Cleanup(a.Close)
	return a
}

// world is YouTube with the account on it.
type world struct {
	*testing.T
	*youtubetest.Server
	*youtube.Account
	base    string
	clock   *ticker
	secrets secrets
	faults  *networktest.Faults
	change  func(*youtube.Options)
	steps   []network.Carried // of the last carry
}

// newWorld serves a new YouTube, on which the account is connected. Everything
// that passes is held to YouTube's description.
func newWorld(t *testing.T, o youtubetest.Options, change func(*youtube.Options)) *world {
	t.Helper()
	w := &world{T: t, clock: &ticker{now: evening, tick: time.Millisecond}, change: change}
	o.Now = w.clock.Now
	w.Server = youtubetest.NewServer(o)
	w.faults = networktest.NewFaults(youtubetest.Contract(t)(w.Handler()))
	h := httptest.NewServer(w.faults)
	t.Cleanup(h.Close)
	w.base = h.URL
	w.secrets = holding(t, w.Grant("@MetroPolice"))
	w.restart()
	return w
}

// newWorldBehind is YouTube that answers everything in one way.
func newWorldBehind(t *testing.T, answer http.HandlerFunc) *world {
	t.Helper()
	w := &world{T: t, clock: &ticker{now: evening, tick: time.Millisecond}}
	w.Server = youtubetest.NewServer(youtubetest.Options{Now: w.clock.Now})
	h := httptest.NewServer(answer)
	t.Cleanup(h.Close)
	w.base = h.URL
	w.secrets = holding(t, w.Grant("@MetroPolice"))
	w.restart()
	return w
}

// restart forgets everything that is not kept.
func (w *world) restart() {
	w.Account = open(w, w.base, w.clock, w.secrets, w.change)
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
	at := network.Attempt{
		Post: bot.Post{ID: bot.ID(key), Language: "en", Created: evening}, Part: parts[0], Key: key, Media: media,
	}
	at.Post.Carry.Began = evening
	return at
}

// carry makes steps until there are no more.
func (w *world) carry(at *network.Attempt) network.Carried {
	w.Helper()
	w.steps = nil
	for range 1000 {
		c := w.Carry(w.Context(), *at)
		at.Carried = c.State
		w.steps = append(w.steps, c)
		if !c.More {
			return c
		}
	}
	w.Fatal("the steps do not end")
	return network.Carried{}
}

// publish publishes what must succeed.
func (w *world) publish(text string) network.Result {
	w.Helper()
	at := w.attempt(text, text, film(text, 1000))
	if c := w.carry(&at); c.Outcome != network.Done {
		w.Fatalf("carry %q = %+v", text, c)
	}
	res := w.Publish(w.Context(), at)
	if res.Outcome != network.Done {
		w.Fatalf("publish %q = %+v", text, res)
	}
	return res
}

// readAll reads everything behind a cursor, each comment once.
func (w *world) readAll(cursor string, posts ...string) ([]network.Item, network.Page) {
	w.Helper()
	var items []network.Item
	q := network.Query{Cursor: cursor}
	for _, p := range posts {
		q.Posts = append(q.Posts, network.Posted{Remote: p, At: evening})
	}
	seen := map[string]bool{}
	for range 1000 {
		p, err := w.Replies(w.Context(), q)
		must(w, err)
		for _, it := range p.Items {
			if k := string(it.Kind) + it.Remote + it.Text; !seen[k] {
				seen[k] = true
				items = append(items, it)
			}
		}
		q.Cursor = p.Next
		if !p.More {
			return items, p
		}
	}
	w.Fatal("the pages do not end")
	return nil, network.Page{}
}

// film is a video, as far as YouTube cares, with everything that belongs to it.
func film(name string, size int) network.Media {
	data := bytes.Repeat([]byte(name+" "), size/(len(name)+1)+1)[:size]
	poster, en, fr := []byte("\xff\xd8 a still picture"), []byte("WEBVTT\n\n00:00.000 --> 00:02.000\nWho saw it?\n"), []byte("WEBVTT\n\n00:00.000 --> 00:02.000\nQui l'a vu ?\n")
	return network.Media{
		MediaUse: bot.MediaUse{
			Digest: digest(data), Type: "video/mp4", Name: "IMG_0042 suspect Miller.mp4", Alt: "A grey car turns.", Size: int64(size), Width: 1280, Height: 720,
			Video: &bot.Video{
				Length: 42 * time.Second, Codec: "h264", Sound: "aac", Rate: 30, Poster: digest(poster),
				Captions: []bot.Caption{{Language: "en", Digest: digest(en)}, {Language: "fr", Digest: digest(fr)}},
			},
		},
		Blob: network.BlobOf(data), Poster: network.BlobOf(poster), Captions: []bot.Blob{network.BlobOf(en), network.BlobOf(fr)},
	}
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// hushed makes sure that no secret is in what people and logs see.
func (w *world) hushed(texts ...string) {
	w.Helper()
	c := w.secrets.credentials(w)
	for _, s := range []string{c.Access, c.Refresh, youtubetest.ClientSecret} {
		for _, t := range texts {
			if s != "" && strings.Contains(t, s) {
				w.Errorf("a secret is in %q", t)
			}
		}
	}
}

func is(method, path string) func(*http.Request) bool {
	return func(r *http.Request) bool { return r.Method == method && r.URL.Path == path }
}

// one is the only video that there is.
func (w *world) one() youtubetest.Video {
	w.Helper()
	vs := w.Videos()
	if len(vs) != 1 {
		w.Fatalf("there are %d videos, want one: %s", len(vs), fmt.Sprint(vs))
	}
	return vs[0]
}
