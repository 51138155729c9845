package bluesky_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/bluesky"
	"appealbot/bot/network/bluesky/blueskytest"
)

// noon is what the clock of these tests shows at first.
var noon = time.Date(2026, 11, 2, 18, 0, 0, 0, time.UTC)

const (
	metro    = "metro.test"
	password = "abcd-efgh-2345-wxyz"
)

// vault keeps secrets in memory, as strict as the real one.
type vault struct {
	mu   sync.Mutex
	all  map[string][]byte
	puts int
	err  error
}

func (v *vault) Get(ctx context.Context, name string) ([]byte, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.all[name], ctx.Err()
}

func (v *vault) Put(_ context.Context, name string, value []byte) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(value) == 0 {
		return errors.New("an empty value replaces nothing")
	}
	if v.err != nil {
		return v.err
	}
	if v.all == nil {
		v.all = map[string][]byte{}
	}
	v.all[name] = value
	v.puts++
	return nil
}

// kept is what the account keeps among its secrets.
type kept struct {
	Handle, Password, DID, PDS, Access, Refresh string
}

func (v *vault) put(k kept) {
	b, err := json.Marshal(map[string]string{
		"handle": k.Handle, "password": k.Password, "did": k.DID, "pds": k.PDS, "access": k.Access, "refresh": k.Refresh,
	})
	if err == nil {
		err = v.Put(context.Background(), "credentials", b)
	}
	if err != nil {
		panic(err)
	}
}

func (v *vault) get(t testing.TB) kept {
	t.Helper()
	b, err := v.Get(t.Context(), "credentials")
	must(t, err)
	var m map[string]string
	must(t, json.Unmarshal(b, &m))
	return kept{m["handle"], m["password"], m["did"], m["pds"], m["access"], m["refresh"]}
}

// direct is for servers on this machine.
func direct(*http.Request) (*url.URL, error) { return nil, nil }

// world is a server with one connected account on it.
type world struct {
	*blueskytest.Server
	*bluesky.Account
	base  string
	vault *vault
	me    string // the account's DID
	mu    sync.Mutex
	time  time.Time
}

func (w *world) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.time
}

func (w *world) later(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.time = w.time.Add(d)
}

func identity(h string) bot.Account {
	return bot.Account{ID: "sky", Network: bluesky.Network, Name: "Metro Police · Bluesky", Handle: "@" + h, Exercise: true}
}

// newWorld opens an account on a server of its own. change may change its
// options, or be nil.
func newWorld(t testing.TB, change func(*bluesky.Options)) *world {
	t.Helper()
	w := &world{Server: blueskytest.New(), vault: &vault{}, time: noon}
	w.Server.Now = w.now
	w.me = w.AddAccount(metro, password, "")
	far := httptest.NewServer(w.Handler())
	view := httptest.NewServer(w.AppView())
	t.Cleanup(far.Close)
	t.Cleanup(view.Close)
	w.base = far.URL
	s := w.Login(metro)
	w.vault.put(kept{metro, password, w.me, far.URL, s.Access, s.Refresh})
	o := bluesky.Options{
		Account: identity(metro), Service: far.URL, AppView: view.URL, Secrets: w.vault,
		HTTP: network.ClientOptions{Proxy: direct, Timeout: 5 * time.Second}, Now: w.now,
	}
	if change != nil {
		change(&o)
	}
	a, err := bluesky.New(o)
	must(t, err)
	t.Cleanup(a.Close)
	w.Account = a
	return w
}

// at is the same account on the same server, with something else on the way.
func (w *world) at(t testing.TB, way http.Handler) *bluesky.Account {
	t.Helper()
	far := httptest.NewServer(way)
	t.Cleanup(far.Close)
	k := w.vault.get(t)
	k.PDS = far.URL
	v := &vault{}
	v.put(k)
	a, err := bluesky.New(bluesky.Options{
		Account: identity(metro), Service: far.URL, AppView: far.URL, Secrets: v, Now: w.now,
		HTTP: network.ClientOptions{Proxy: direct, Timeout: 5 * time.Second},
	})
	must(t, err)
	t.Cleanup(a.Close)
	return a
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// attempt is an attempt to publish a text as the first part of a post.
func attempt(key, text string) network.Attempt {
	return network.Attempt{
		Post: bot.Post{ID: bot.ID(key), Op: bot.OpCreate, Account: "sky", Language: "en", Created: noon},
		Part: bot.Part{Text: text}, Key: key,
	}
}

// publish publishes what must succeed.
func (w *world) publish(t testing.TB, at network.Attempt) network.Result {
	t.Helper()
	r := w.Publish(t.Context(), at)
	if r.Outcome != network.Done {
		t.Fatalf("Publish(%s) = %+v", at.Key, r)
	}
	return r
}

// carry makes every step of carrying an attempt's media, each with an account that
// knows nothing of the one before, as after a restart. It returns the last state.
func (w *world) carry(t testing.TB, at network.Attempt) string {
	t.Helper()
	for range 50 {
		c := w.again(t).Carry(t.Context(), at)
		at.Carried = c.State
		switch {
		case c.Outcome == network.Done:
			return at.Carried
		case !c.More:
			t.Fatalf("carry = %+v", c)
		}
	}
	t.Fatal("carrying does not end")
	return ""
}

// again is the same account after a restart.
func (w *world) again(t testing.TB) *bluesky.Account {
	t.Helper()
	a, err := bluesky.New(bluesky.Options{
		Account: identity(metro), Service: w.base, AppView: w.base, Secrets: w.vault, Now: w.now,
		HTTP: network.ClientOptions{Proxy: direct, Timeout: 5 * time.Second},
	})
	must(t, err)
	t.Cleanup(a.Close)
	return a
}

// png is a picture, as far as the server cares.
func png(data string) network.Media {
	sum := sha256.Sum256([]byte(data))
	return network.Media{
		MediaUse: bot.MediaUse{
			Digest: hex.EncodeToString(sum[:]), Type: "image/png", Alt: "A grey car.", Size: int64(len(data)), Width: 4, Height: 3,
		},
		Blob: network.BlobOf([]byte(data)),
	}
}

// calls counts the requests of one method since n calls ago.
func (w *world) calls(method string) int {
	n := 0
	for _, c := range w.Calls() {
		if c.Method == method {
			n++
		}
	}
	return n
}

// refuse makes the vault fail to store, or work again.
func (v *vault) refuse(err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.err = err
}
