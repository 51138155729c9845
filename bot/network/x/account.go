package x

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Network is the name of this network in accounts and configuration.
const Network = "x"

// Where X is, for Options that say nothing else.
const (
	DefaultAPI       = "https://api.x.com"
	DefaultAuthorize = "https://x.com/i/oauth2/authorize"
	DefaultOEmbed    = "https://publish.x.com/oembed"
	DefaultWeb       = "https://x.com"
)

// Options are the settings of an Account.
type Options struct {
	// Account says who it is. Its Handle is the name on X, "@MetroPolice":
	// nobody else's credentials are taken.
	Account bot.Account
	// ClientID names the department's app in X's developer console.
	ClientID string
	// ClientSecret is empty for an app that is registered as public.
	ClientSecret string
	// Budget is what the department wants to spend in a calendar month, in
	// millionths of a US dollar; zero means that it did not say.
	Budget int64
	// Threads: follow-ups are tried as replies to the department's own
	// post. Without it they go out as posts of their own at once, where it
	// is known that X refuses them.
	Threads bool
	// Older makes requests use the names of fields that were in use before
	// 2026 (tweet.fields), for servers that do not know the new ones.
	Older bool
	// Where X is. Empty means the real one.
	API, Authorize, OEmbed, Web string

	Secrets network.Secrets
	HTTP    network.ClientOptions
	Now     func() time.Time
}

// An Account is one account on X. It may be used concurrently.
type Account struct {
	o      Options
	http   *network.Client
	login  login
	billed billed
}

var (
	_ network.Network   = (*Account)(nil)
	_ network.Pricer    = (*Account)(nil)
	_ network.Connector = (*Account)(nil)
	_ network.Answerer  = (*Account)(nil)
	_ network.Carrier   = (*Account)(nil)
	_ network.Follower  = (*Account)(nil)
	_ network.Moderator = (*Account)(nil)
	_ network.Watcher   = (*Account)(nil)
	_ network.Meter     = (*Account)(nil)
	_ network.Checker   = (*Account)(nil)
)

// attemptTimeout bounds one attempt with all its requests: where the media were not
// carried before, they go with it.
const attemptTimeout = 2 * time.Minute

// poll is how often answers are read while an appeal is fresh: two searches
// each time stay far below the 300 in 15 minutes that X allows
// (docs.x.com/x-api/fundamentals/rate-limits, 2026-08-22).
const poll = 10 * time.Second

// New returns an Account.
func New(o Options) (*Account, error) {
	if !validHandle(handle(o.Account.Handle)) {
		return nil, fmt.Errorf("account %q: %q is not a name on X. Give it the account's name, as in %q", o.Account.ID, o.Account.Handle, "@MetroPolice")
	}
	if o.ClientID == "" {
		return nil, fmt.Errorf("account %q: the client id of the department's app on X is missing", o.Account.ID)
	}
	if o.Secrets == nil || o.Now == nil {
		return nil, errors.New("x: secrets and a clock are needed")
	}
	o.API, o.Web = cmp.Or(o.API, DefaultAPI), cmp.Or(o.Web, DefaultWeb)
	o.Authorize, o.OEmbed = cmp.Or(o.Authorize, DefaultAuthorize), cmp.Or(o.OEmbed, DefaultOEmbed)
	for _, s := range []*string{&o.API, &o.Web, &o.Authorize, &o.OEmbed} {
		*s = strings.TrimRight(*s, "/")
		if u, err := url.Parse(*s); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			return nil, fmt.Errorf("account %q: %q is not the address of a web server", o.Account.ID, *s)
		}
	}
	h := o.HTTP
	h.Name, h.Now = cmp.Or(h.Name, "X"), o.Now
	if o.ClientSecret != "" {
		h.Secrets = append(append([]string(nil), h.Secrets...), o.ClientSecret)
	}
	a := &Account{o: o, http: network.NewClient(h)}
	a.login.turn = make(chan struct{}, 1)
	return a, nil
}

// Close closes idle connections.
func (a *Account) Close() { a.http.Close() }

// Account implements network.Network.
func (a *Account) Account() bot.Account { return a.o.Account }

// Capabilities implements network.Network.
func (a *Account) Capabilities() network.Capabilities {
	return network.Capabilities{
		Poll: poll, Own: ownPace, Timeout: attemptTimeout, Reshares: true, Moderates: []bot.Op{bot.OpHide, bot.OpShow, bot.OpMute},
		Incomplete: "X shows apps no answers of protected accounts, and finds quotes and answers to answers for seven days only.",
	}
}

// handle is a name on X without its "@".
func handle(s string) string { return strings.TrimPrefix(strings.TrimSpace(s), "@") }

// validHandle reports whether s can be a name on X: 1 to 15 letters, digits or
// underscores.
func validHandle(s string) bool {
	ok := len(s) > 0 && len(s) <= 15
	for _, r := range s {
		ok = ok && (r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
	}
	return ok
}

// address is where a post can be seen.
func (a *Account) address(author, id string) string {
	return a.o.Web + "/" + author + "/status/" + id
}
