package outbox_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/bluesky"
	"appealbot/bot/network/bluesky/blueskytest"
	"appealbot/bot/network/mastodon"
	"appealbot/bot/network/mastodon/mastodontest"
	"appealbot/bot/network/networktest"
	"appealbot/bot/network/practice"
	"appealbot/bot/network/x"
	"appealbot/bot/network/x/xtest"
)

// A station is one real adapter with a strict server of its network behind it.
type station struct {
	net       network.Network
	faults    *networktest.Faults
	publishes func(*http.Request) bool
	public    func() []string // the account's public posts, the oldest first
	revoke    func(gone bool) // the account's credentials
}

// A clock is what a station goes by.
type clock func() time.Time

// stations are all networks that there are, by name.
func stations() map[string]func(*testing.T, clock) station {
	return map[string]func(*testing.T, clock) station{
		"practice":          practiceStation,
		"mastodon":          mastodonStation(mastodontest.Mastodon),
		"gotosocial":        mastodonStation(mastodontest.GoToSocial),
		"hollo":             mastodonStation(mastodontest.Hollo),
		"bluesky":           blueskyStation,
		"x":                 xStation(false),
		"x without threads": xStation(true),
	}
}

// serve puts a far side behind faults and returns its address.
func serve(t *testing.T, far http.Handler) (*networktest.Faults, string) {
	t.Helper()
	f := networktest.NewFaults(far)
	s := httptest.NewServer(f)
	t.Cleanup(s.Close)
	return f, s.URL
}

// direct is for servers on this machine.
func direct(*http.Request) (*url.URL, error) { return nil, nil }

// gate refuses every request with 401 while it is shut.
type gate struct {
	next http.Handler
	shut atomic.Bool
	body string
}

func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if g.shut.Load() {
		w.Header().Set("Content-Type", "application/json")
		http.Error(w, g.body, http.StatusUnauthorized)
		return
	}
	g.next.ServeHTTP(w, r)
}

func practiceStation(t *testing.T, now clock) station {
	prof := practice.Profiles()[0]
	prof.Exercise = false
	w, err := practice.NewWall(practice.Options{Profiles: []practice.Profile{prof}, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	g := &gate{next: w.Handler(), body: `{"error":"unauthorized"}`}
	f, base := serve(t, g)
	c := practice.NewClient(practice.ClientOptions{Profile: prof, Base: base, Token: w.Token(prof.ID), Now: now})
	t.Cleanup(c.Close)
	return station{
		net: c, faults: f, revoke: g.shut.Store,
		publishes: func(r *http.Request) bool { return r.Method == http.MethodPost && r.URL.Path == "/v1/posts" },
		public: func() []string {
			var out []string
			for _, thread := range w.Threads(prof.ID, "", 1000, 0) {
				for _, p := range thread.Posts { // here all of them are one thread
					if p.Removed.IsZero() {
						out = append(out, p.Text)
					}
				}
			}
			return out
		},
	}
}

// vault keeps secrets in memory.
type vault struct {
	mu  sync.Mutex
	all map[string][]byte
}

func (v *vault) Get(_ context.Context, name string) ([]byte, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.all[name], nil
}

func (v *vault) Put(_ context.Context, name string, value []byte) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(value) == 0 {
		return errors.New("an empty value replaces nothing")
	}
	v.all[name] = value
	return nil
}

// holding returns secrets with credentials in them.
func holding(t *testing.T, credentials any) *vault {
	t.Helper()
	b, err := json.Marshal(credentials)
	if err != nil {
		t.Fatal(err)
	}
	return &vault{all: map[string][]byte{"credentials": b}}
}

// identity is the account of a station.
func identity(network, handle string) bot.Account {
	return bot.Account{ID: "metro", Network: network, Name: "Metro Police", Handle: handle, Default: true}
}

// options are those of an account whose server is on this machine.
func options() network.ClientOptions {
	return network.ClientOptions{Proxy: direct, Timeout: 5 * time.Second, UserAgent: "appealbot test"}
}

func mastodonStation(kind mastodontest.Kind) func(*testing.T, clock) station {
	return func(t *testing.T, now clock) station {
		s := mastodontest.NewServer(mastodontest.Options{Kind: kind, Now: now})
		g := &gate{next: s.Handler(), body: `{"error":"The access token was revoked"}`}
		f, base := serve(t, g)
		a, err := mastodon.New(mastodon.Options{
			Account: identity(mastodon.Network, "@metro@mastodon.example"), Server: base, Now: now, HTTP: options(),
			Secrets: holding(t, mastodon.Credentials{Token: s.Token("metro", mastodontest.All)}),
		})
		if err == nil {
			err = a.Learn(t.Context())
		}
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(a.Close)
		return station{
			net: a, faults: f, revoke: g.shut.Store, public: s.Public,
			publishes: func(r *http.Request) bool { return r.Method == http.MethodPost && r.URL.Path == "/api/v1/statuses" },
		}
	}
}

func xStation(alone bool) func(*testing.T, clock) station {
	return func(t *testing.T, now clock) station {
		s := xtest.NewServer(xtest.Options{Now: now, NoThreads: alone, Posts: 10_000})
		g := &gate{next: s.Handler(), body: `{"title":"Unauthorized","type":"about:blank","status":401,"detail":"Unauthorized"}`}
		f, base := serve(t, g)
		grant := s.Grant("MetroPolice")
		a, err := x.New(x.Options{
			Account: identity(x.Network, "@MetroPolice"), ClientID: xtest.ClientID, ClientSecret: xtest.ClientSecret, Threads: true,
			API: base, Authorize: base, OEmbed: base, Web: "https://x.com", Now: now, HTTP: options(),
			Secrets: holding(t, x.Credentials{
				Access: grant.Access, Refresh: grant.Refresh, Scope: grant.Scope, Since: now(), Until: grant.Until, ID: grant.ID, Handle: "MetroPolice",
			}),
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(a.Close)
		return station{
			net: a, faults: f, revoke: g.shut.Store,
			public: func() []string {
				out := s.Public("MetroPolice")
				for i, text := range out { // what stands alone ends in the address of the first part
					if before, _, ok := strings.Cut(text, " https://"); ok && alone && i > 0 {
						out[i] = before
					}
				}
				return out
			},
			publishes: func(r *http.Request) bool { return r.Method == http.MethodPost && r.URL.Path == "/2/tweets" },
		}
	}
}

func blueskyStation(t *testing.T, now clock) station {
	const handle = "metro.test"
	s := blueskytest.New()
	s.Now = now
	did := s.AddAccount(handle, "abcd-efgh-2345-wxyz", "")
	g := &gate{next: s.Handler(), body: `{"error":"AuthenticationRequired","message":"Invalid identifier or password"}`}
	f, base := serve(t, g)
	session := s.Login(handle)
	a, err := bluesky.New(bluesky.Options{
		Account: identity(bluesky.Network, "@"+handle), Service: base, AppView: base, Now: now, HTTP: options(),
		Secrets: holding(t, map[string]string{
			"handle": handle, "password": "abcd-efgh-2345-wxyz", "did": did, "pds": base, "access": session.Access, "refresh": session.Refresh,
		}),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	return station{
		net: a, faults: f, revoke: g.shut.Store, public: func() []string { return s.Public(handle) },
		publishes: func(r *http.Request) bool { return r.URL.Path == "/xrpc/com.atproto.repo.putRecord" },
	}
}
