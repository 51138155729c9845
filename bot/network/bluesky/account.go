package bluesky

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Network is the name of this network in accounts and configuration.
const Network = "bluesky"

// Where things are on the public Bluesky network.
const (
	DefaultService = "https://bsky.social"
	DefaultAppView = "https://public.api.bsky.app"
	DefaultWeb     = "https://bsky.app"
)

// Options are the settings of an Account.
type Options struct {
	Account bot.Account
	// Service is where the account logs in; empty means DefaultService. The
	// server that has the account's records is taken from the answer.
	Service string
	// AppView shows posts to somebody who is not logged in; empty means
	// DefaultAppView.
	AppView string
	// Web is where people read Bluesky; empty means DefaultWeb.
	Web string
	// Jetstream is the websocket address of a stream of everything that is
	// posted, "wss://jetstream2.us-east.bsky.network/subscribe". It only
	// wakes the reader. Empty means that answers are found by asking.
	Jetstream string
	Secrets   network.Secrets
	HTTP      network.ClientOptions
	Now       func() time.Time
}

// Account is one account on Bluesky. It may be used concurrently.
type Account struct {
	o    Options
	http *network.Client

	turn chan struct{} // held by whoever renews the session

	mu      sync.Mutex
	stale   string               // an access token that the server did not take
	failed  failure              // the last login that was refused
	dids    map[string]string    // by handle
	seen    memory               // what was read
	threads map[string]*watching // the posts whose threads are read, by id
	walked  time.Time            // when the notifications were last read as far as the overlap
}

var (
	_ network.Network   = (*Account)(nil)
	_ network.Answerer  = (*Account)(nil)
	_ network.Carrier   = (*Account)(nil)
	_ network.Checker   = (*Account)(nil)
	_ network.Connector = (*Account)(nil)
	_ network.Counter   = (*Account)(nil)
	_ network.Editor    = (*Account)(nil)
	_ network.Moderator = (*Account)(nil)
	_ network.Watcher   = (*Account)(nil)
	_ network.Streamer  = (*Listener)(nil)
)

// New returns an account.
func New(o Options) (*Account, error) {
	for _, s := range []struct {
		address     *string
		name, usual string
	}{
		{&o.Service, "service", DefaultService}, {&o.AppView, "AppView", DefaultAppView}, {&o.Web, "web", DefaultWeb},
	} {
		if *s.address == "" {
			*s.address = s.usual
		}
		*s.address = strings.TrimRight(*s.address, "/")
		if !isBase(*s.address) {
			return nil, fmt.Errorf("account %q: the %s address %q is not one like %q", o.Account.ID, s.name, *s.address, s.usual)
		}
	}
	switch {
	case !validHandle(handle(o.Account.Handle)):
		return nil, fmt.Errorf("account %q: the handle %q is not one like \"@metropolice.example\"", o.Account.ID, o.Account.Handle)
	case o.Jetstream != "" && !isStream(o.Jetstream):
		return nil, fmt.Errorf("account %q: the Jetstream address %q is not one like \"wss://host/subscribe\"", o.Account.ID, o.Jetstream)
	case o.Now == nil || o.Secrets == nil:
		return nil, errors.New("a Bluesky account needs a clock and secrets")
	}
	if o.HTTP.Name == "" {
		o.HTTP.Name = "Bluesky"
	}
	if o.HTTP.Timeout <= 0 {
		o.HTTP.Timeout = network.DefaultTimeout
	}
	o.HTTP.Now = o.Now
	if strings.HasPrefix(o.Service, "https:") {
		// Where an account's records are, the network says: anywhere on the
		// internet, but inside only where the administrator did.
		o.HTTP.Public, o.HTTP.Home = true, append(slices.Clip(o.HTTP.Home), o.Service, o.AppView)
	}
	return &Account{
		o: o, http: network.NewClient(o.HTTP), turn: make(chan struct{}, 1),
		dids: map[string]string{}, threads: map[string]*watching{},
	}, nil
}

// Open returns an account as New does, as one that streams where a Jetstream is
// configured.
func Open(o Options) (network.Network, error) {
	a, err := New(o)
	if err != nil {
		return nil, err
	}
	if o.Jetstream != "" {
		return &Listener{account: a}, nil
	}
	return a, nil
}

// Close closes idle connections.
func (a *Account) Close() { a.http.Close() }

// Account implements network.Network.
func (a *Account) Account() bot.Account { return a.o.Account }

// poll is how often answers are read while an appeal is fresh. A page costs up
// to ten requests of the 3,000 that the public servers take from one address
// in five minutes (docs.bsky.app "Rate Limits", 2026).
const poll = 5 * time.Second

// Capabilities implements network.Network.
func (a *Account) Capabilities() network.Capabilities {
	return network.Capabilities{
		Idempotent: true, // a record's key is for good
		FindsAll:   true, // and under it is what was published, or nothing
		Poll:       poll, Timeout: a.o.HTTP.Timeout,
		Edits:     true,
		Reshares:  true,
		Moderates: []bot.Op{bot.OpHide, bot.OpShow, bot.OpMute, bot.OpReport},
	}
}

// handle is the handle as the network writes it.
func handle(s string) string { return strings.ToLower(strings.TrimPrefix(s, "@")) }

// isBase reports whether s is the address of a web server and nothing more.
func isBase(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" &&
		u.User == nil && u.Path == "" && u.RawQuery == "" && u.Fragment == ""
}

func isStream(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "wss" || u.Scheme == "ws") && u.Host != "" && u.User == nil
}
