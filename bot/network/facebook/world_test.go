package facebook_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/facebook"
	"appealbot/bot/network/facebook/facebooktest"
	"appealbot/bot/network/networktest"
)

// evening is when these tests begin.
var evening = time.Date(2026, 11, 2, 18, 0, 0, 0, time.UTC)

// account is the configured account.
var account = bot.Account{ID: "metro", Network: facebook.Network, Name: "Metro Police on Facebook", Languages: []string{"en", "fr"}, Exercise: true}

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
	fail error
}

func (s *secrets) Get(_ context.Context, name string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.m[name], s.fail
}

func (s *secrets) Put(_ context.Context, name string, value []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(value) == 0 {
		return errors.New("an empty secret")
	}
	if s.m == nil {
		s.m = make(map[string][]byte)
	}
	s.m[name] = value
	return s.fail
}

// credentials are what is kept.
func (s *secrets) credentials(t testing.TB) facebook.Credentials {
	t.Helper()
	var c facebook.Credentials
	if b := s.m["credentials"]; len(b) > 0 {
		must(t, json.Unmarshal(b, &c))
	}
	return c
}

// holding returns secrets with a token, as that of the configured Page.
func holding(t testing.TB, token string) *secrets {
	t.Helper()
	s := &secrets{}
	b, err := json.Marshal(facebook.Credentials{Token: token, Page: facebooktest.Page, Since: evening, Until: evening.Add(90 * 24 * time.Hour)})
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
func open(t testing.TB, base string, clock *ticker, s network.Secrets, change func(*facebook.Options)) *facebook.Account {
	t.Helper()
	o := facebook.Options{
		Account: account, Page: facebooktest.Page, AppID: facebooktest.AppID, AppSecret: facebooktest.AppSecret,
		API: base, Secrets: s, Now: clock.Now, HTTP: network.ClientOptions{Timeout: 20 * time.Second, UserAgent: "appealbot test"},
	}
	if change != nil {
		change(&o)
	}
	a, err := facebook.New(o)
	must(t, err)
	t.Cleanup(a.Close)
	return a
}

// world is Facebook with the account on it.
type world struct {
	*testing.T
	*facebooktest.Server
	*facebook.Account
	base    string
	clock   *ticker
	token   string
	secrets *secrets
	faults  *networktest.Faults
}

// newWorld serves a new Facebook, on which the account is connected.
func newWorld(t *testing.T, o facebooktest.Options, change func(*facebook.Options)) *world {
	t.Helper()
	return newWorldBehind(t, o, change, func(h http.Handler) http.Handler { return h })
}

// newWorldBehind is newWorld with something in front of Facebook.
func newWorldBehind(t *testing.T, o facebooktest.Options, change func(*facebook.Options), front func(http.Handler) http.Handler) *world {
	t.Helper()
	w := &world{T: t, clock: &ticker{now: evening, tick: time.Millisecond}}
	o.Now = w.clock.Now
	w.Server = facebooktest.NewServer(o)
	w.faults = networktest.NewFaults(front(w.Server.Handler()))
	h := httptest.NewServer(w.faults)
	t.Cleanup(h.Close)
	w.base, w.token = h.URL, w.Grant(facebooktest.Page)
	w.secrets = holding(t, w.token)
	w.Account = open(t, h.URL, w.clock, w.secrets, change)
	return w
}

// again is the program after a restart: it knows what was stored, and nothing else.
func (w *world) again() { w.Account = open(w.T, w.base, w.clock, w.secrets, nil) }

// attempt returns an attempt to publish one part.
func (w *world) attempt(key, text string, media ...network.Media) network.Attempt {
	w.Helper()
	var uses []bot.MediaUse
	for _, m := range media {
		uses = append(uses, m.MediaUse)
	}
	parts, err := w.Render(bot.Copy{Text: text, Title: "Who knows them?", Language: "en", Media: uses})
	if err != nil || len(parts) != 1 {
		w.Fatalf("Render(%q) = %d parts, %v", text, len(parts), err)
	}
	return network.Attempt{Post: bot.Post{ID: bot.ID(key), Language: "en", Created: evening}, Part: parts[0], Key: key, Media: media}
}

// carry makes all steps that are left, and returns how many there were.
func (w *world) carry(at *network.Attempt) int {
	w.Helper()
	for n := range 10_000 {
		c := w.Carry(w.Context(), *at)
		at.Carried = c.State
		w.quiet(c.Result)
		if c.Outcome == network.Done {
			return n
		}
		if !c.More {
			w.Fatalf("step %d = %+v", n, c)
		}
		w.clock.pass(c.Retry)
	}
	w.Fatal("the steps do not end")
	return 0
}

// publish carries and publishes what must succeed.
func (w *world) publish(text string, media ...network.Media) network.Result {
	w.Helper()
	at := w.attempt(text, text, media...)
	w.carry(&at)
	res := w.Publish(w.Context(), at)
	if res.Outcome != network.Done || res.URL == "" {
		w.Fatalf("publish %q = %+v", text, res)
	}
	return res
}

// quiet makes sure that no secret is in a result.
func (w *world) quiet(rs ...network.Result) {
	w.Helper()
	for _, r := range rs {
		w.quietText(r.Note + " " + r.Raw)
	}
}

func (w *world) quietText(s string) {
	w.Helper()
	for _, secret := range []string{w.token, facebooktest.AppSecret, "EAA"} {
		if strings.Contains(s, secret) {
			w.Errorf("a secret is in %q", s)
		}
	}
}

// public is how often a text is public.
func (w *world) public(text string) int {
	n := 0
	for _, s := range w.Public(facebooktest.Page) {
		if s == text {
			n++
		}
	}
	return n
}

// read reads all comments below posts, each once.
func (w *world) read(posts ...string) []network.Item {
	w.Helper()
	q := network.Query{}
	for _, p := range posts {
		q.Posts = append(q.Posts, network.Posted{Remote: p})
	}
	var items []network.Item
	seen := map[string]bool{}
	for range 1000 {
		p, err := w.Replies(w.Context(), q)
		must(w, err)
		for _, it := range p.Items {
			if !seen[it.Remote] {
				seen[it.Remote] = true
				items = append(items, it)
			}
		}
		if q.Cursor = p.Next; !p.More {
			return items
		}
	}
	w.Fatal("the pages do not end")
	return nil
}

func digest(data []byte) string {
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])
}

// picture is a picture, as far as Facebook cares.
func picture(data, alt string) network.Media {
	return network.Media{
		MediaUse: bot.MediaUse{Digest: digest([]byte(data)), Type: "image/jpeg", Alt: alt, Size: int64(len(data))}, Blob: network.BlobOf([]byte(data)),
	}
}

// clip is a video of so many bytes with a poster and captions in two languages.
func clip(size int) network.Media {
	data := bytes.Repeat([]byte("frame of a video "), size/17+1)[:size]
	const words = "WEBVTT\n\nNOTE by the media unit\n\none\n00:01.000 --> 00:02.500 align:start\n<v Officer>Who knows &amp; saw them?\n\n01:00:03.000 --> 01:00:04.000\nCall us.\n"
	return network.Media{
		MediaUse: bot.MediaUse{
			Digest: digest(data), Type: "video/mp4", Name: "clip.mp4", Alt: "A grey car turns.", Size: int64(size), Width: 1280, Height: 720,
			Video: &bot.Video{
				Length: 20 * time.Second, Codec: "h264", Sound: "aac", Poster: "p",
				Captions: []bot.Caption{{Language: "en", Digest: "c1"}, {Language: "fr", Digest: "c2"}},
			},
		},
		Blob: network.BlobOf(data), Poster: network.BlobOf([]byte("poster")),
		Captions: []bot.Blob{network.BlobOf([]byte(words)), network.BlobOf([]byte(words))},
	}
}

// body reads a body whole and puts it back.
func body(r *http.Request) []byte {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	r.Body = io.NopCloser(bytes.NewReader(b))
	return b
}
