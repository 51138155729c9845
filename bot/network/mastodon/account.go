package mastodon

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Network is the name of this network in accounts and configuration.
const Network = "mastodon"

// What Options.Visibility can be.
const (
	Public   = "public"
	Unlisted = "unlisted" // public, but not in the timelines of strangers
)

// What Options.Idempotency can be.
const (
	Auto = "auto" // as the server's software is known to do
	Yes  = "yes"
	No   = "no"
)

// Memory keeps what is not secret over a restart.
type Memory interface {
	// Get returns the value of a key; nothing when it has none.
	Get(key string) ([]byte, error)
	// Save keeps a value durably in place of what the key had.
	Save(key string, value []byte) error
}

// Options are the settings of an Account.
type Options struct {
	Account bot.Account
	Server  string // "https://mastodon.example"
	// Visibility is sent with every status, because the server's default is
	// whatever was last chosen in the account's preferences. Public when
	// empty.
	Visibility string
	// Idempotency says whether the server honours Idempotency-Key. Auto
	// when empty.
	Idempotency string
	Secrets     network.Secrets
	// Remember keeps the server's limits, if set.
	Remember Memory
	HTTP     network.ClientOptions
	Now      func() time.Time
}

// An Account is one account on one server. It may be used concurrently.
type Account struct {
	o      Options
	server *url.URL
	http   *network.Client
	inst   atomic.Pointer[Instance]
	turn   chan struct{} // full while an attempt to publish is being made

	places places
	rota   atomic.Uint32 // whose turn it is to be looked at one by one
	quota  atomic.Int64  // requests left, plus one; zero for not known

	mu    sync.Mutex
	me    identity          // who the token belongs to, once the server said so
	wrote map[string]string // the key with which a status was published
}

var (
	_ network.Network   = (*Account)(nil)
	_ network.Streamer  = (*Account)(nil)
	_ network.Answerer  = (*Account)(nil)
	_ network.Carrier   = (*Account)(nil)
	_ network.Moderator = (*Account)(nil)
	_ network.Watcher   = (*Account)(nil)
	_ network.Counter   = (*Account)(nil)
	_ network.Checker   = (*Account)(nil)
	_ network.Editor    = (*Account)(nil)
	_ network.Connector = (*Account)(nil)
)

// New returns an Account. It asks nobody: what the server allows is what was
// remembered of it, and Mastodon's own defaults until then.
func New(o Options) (*Account, error) {
	u, err := url.Parse(strings.TrimRight(o.Server, "/"))
	switch {
	case err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Path != "":
		return nil, fmt.Errorf("account %q: its server must be an address like https://mastodon.example", o.Account.ID)
	case u.Scheme != "https" && !(u.Scheme == "http" && loopback(u.Hostname())):
		return nil, fmt.Errorf("account %q: its server must be reached by https", o.Account.ID)
	case o.Secrets == nil || o.Now == nil:
		return nil, errors.New("a Mastodon account needs secrets and a clock")
	}
	if o.Visibility == "" {
		o.Visibility = Public
	}
	if o.Visibility != Public && o.Visibility != Unlisted {
		return nil, fmt.Errorf("account %q: visibility must be public or unlisted, not %q", o.Account.ID, o.Visibility)
	}
	if o.Idempotency == "" {
		o.Idempotency = Auto
	}
	if o.Idempotency != Auto && o.Idempotency != Yes && o.Idempotency != No {
		return nil, fmt.Errorf("account %q: idempotency must be auto, yes or no, not %q", o.Account.ID, o.Idempotency)
	}
	a := &Account{o: o, server: u, turn: make(chan struct{}, 1), wrote: make(map[string]string)}
	if o.HTTP.Name == "" {
		o.HTTP.Name = o.Account.Name
	}
	if o.HTTP.Now == nil {
		o.HTTP.Now = o.Now
	}
	a.http = network.NewClient(o.HTTP)
	if err := a.recall(); err != nil {
		return nil, err
	}
	return a, nil
}

// loopback reports whether a host is this machine, where plain HTTP leaves
// nothing to be overheard.
func loopback(host string) bool {
	return host == "localhost" || host == "::1" || strings.HasPrefix(host, "127.")
}

// Close closes idle connections.
func (a *Account) Close() { a.http.Close() }

// Account implements network.Network.
func (a *Account) Account() bot.Account { return a.o.Account }

// Figures of Capabilities.
const (
	// within is for how long after the first attempt a key still holds:
	// Mastodon forgets it after an hour (PostStatusService of 4.5: 3,600
	// seconds).
	within = 50 * time.Minute
	// poll leaves most of the 300 requests in five minutes that a server
	// allows by default to publishing (docs.joinmastodon.org,
	// api/rate-limits, 2026-07-02).
	poll = 10 * time.Second
)

// Capabilities implements network.Network.
func (a *Account) Capabilities() network.Capabilities {
	c := network.Capabilities{
		Idempotent: a.idempotent(),
		FindsAll:   true, // an account's own statuses are listed by its own server
		Poll:       poll,
		Edits:      true,
		Reshares:   true,
		Moderates:  []bot.Op{bot.OpMute, bot.OpReport},
		Incomplete: "Answers that were written on other servers may be missing; look at the post on its own page, too.",
		Timeout:    a.o.HTTP.Timeout,
	}
	if c.Timeout <= 0 {
		c.Timeout = network.DefaultTimeout
	}
	if c.Idempotent {
		c.Within = within
	}
	return c
}

func (a *Account) idempotent() bool {
	switch a.o.Idempotency {
	case Yes:
		return true
	case No:
		return false
	default:
		return a.instance().Software.honoursKeys()
	}
}

// get is a request that reads.
func (a *Account) get(token, path string, query url.Values) network.Request {
	return a.request(http.MethodGet, token, path, query)
}

// request is a call to the server's API; with a token, as the account.
func (a *Account) request(method, token, path string, query url.Values) network.Request {
	u := a.server.String() + path
	if len(query) > 0 {
		u += "?" + query.Encode()
	}
	h := http.Header{"Accept": {"application/json"}}
	if token != "" {
		h.Set("Authorization", "Bearer "+token)
	}
	return network.Request{Method: method, URL: u, Header: h, Refused: a.refused}
}

// asked makes a request that reads, and reads the answer into v.
func (a *Account) asked(ctx context.Context, r network.Request, v any) error {
	ans := a.http.Do(ctx, r)
	if err := ans.Err(); err != nil {
		return err
	}
	return ans.JSON(v)
}
