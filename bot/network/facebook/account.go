package facebook

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Network is the name of this network in accounts and configuration.
const Network = "facebook"

// Version is the version of the Graph API that is spoken.
const Version = "v24.0"

// Where Facebook is, for Options that say nothing else.
const (
	DefaultAPI       = "https://graph.facebook.com"
	DefaultVideoAPI  = "https://graph-video.facebook.com"
	DefaultAuthorize = "https://www.facebook.com/" + Version + "/dialog/oauth"
	DefaultWeb       = "https://www.facebook.com"
)

// Options are the settings of an Account.
type Options struct {
	Account bot.Account
	// Page is the id of the Page: nobody else's credentials are taken.
	Page string
	// AppID and AppSecret are those of the department's app at Facebook.
	AppID, AppSecret string
	// VerifyToken is what Facebook shows when it makes sure whose the webhook
	// is; empty for one that is derived from the app's secret.
	VerifyToken string
	// Hooked: a Hook is let in from outside, and Facebook is asked to tell it
	// about the Page when the account is connected.
	Hooked bool
	// Where Facebook is. Empty means the real one. Video is where videos are
	// sent; where only API is given, they are sent there.
	API, Video, Authorize, Web string

	Secrets network.Secrets
	HTTP    network.ClientOptions
	Now     func() time.Time
}

// An Account is one Page on Facebook. It may be used concurrently.
type Account struct {
	o     Options
	http  *network.Client
	usage usage
	keys  keys
	wakes wakes

	mu    sync.Mutex
	known string // the token of which it is known that it is the Page's
}

var (
	_ network.Network   = (*Account)(nil)
	_ network.Carrier   = (*Account)(nil)
	_ network.Connector = (*Account)(nil)
	_ network.Answerer  = (*Account)(nil)
	_ network.Follower  = (*Account)(nil)
	_ network.Moderator = (*Account)(nil)
	_ network.Counter   = (*Account)(nil)
	_ network.Checker   = (*Account)(nil)
	_ network.Editor    = (*Account)(nil)
	_ network.Streamer  = (*Account)(nil)
)

const (
	// attemptTimeout bounds one attempt with all its requests.
	attemptTimeout = 2 * time.Minute
	// requestTimeout bounds one request: a piece of a video takes a while.
	requestTimeout = 90 * time.Second
	// poll is how often comments are read while an appeal is fresh. A Page
	// that few people know is allowed 4,800 calls a day for each of them
	// (developers.facebook.com/docs/graph-api/overview/rate-limiting, read
	// 2026-11).
	poll = 30 * time.Second
)

// New returns an Account.
func New(o Options) (*Account, error) {
	switch {
	case !validID(o.Page) || strings.Contains(o.Page, "_"):
		return nil, fmt.Errorf("account %q: %q is not the id of a Facebook Page. It is the number in the Page's \"About\", under \"Page transparency\"", o.Account.ID, o.Page)
	case o.AppID == "" || o.AppSecret == "":
		return nil, fmt.Errorf("account %q: the id or the secret of the department's app at Facebook is missing", o.Account.ID)
	case o.Secrets == nil || o.Now == nil:
		return nil, errors.New("facebook: secrets and a clock are needed")
	}
	if o.Video == "" {
		o.Video = cmp.Or(o.API, DefaultVideoAPI)
	}
	o.API, o.Web, o.Authorize = cmp.Or(o.API, DefaultAPI), cmp.Or(o.Web, DefaultWeb), cmp.Or(o.Authorize, DefaultAuthorize)
	for _, s := range []*string{&o.API, &o.Video, &o.Web, &o.Authorize} {
		*s = strings.TrimRight(*s, "/")
		if u, err := url.Parse(*s); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			return nil, fmt.Errorf("account %q: %q is not the address of a web server", o.Account.ID, *s)
		}
	}
	if o.VerifyToken == "" {
		o.VerifyToken = VerifyToken(o.AppSecret)
	}
	h := o.HTTP
	h.Name, h.Now = cmp.Or(h.Name, "Facebook"), o.Now
	if h.Timeout == 0 {
		h.Timeout = requestTimeout
	}
	h.Secrets = append(append([]string(nil), h.Secrets...), o.AppSecret)
	return &Account{o: o, http: network.NewClient(h)}, nil
}

// Close closes idle connections.
func (a *Account) Close() { a.http.Close() }

// Account implements network.Network.
func (a *Account) Account() bot.Account { return a.o.Account }

// VerifyToken is what the administrator enters as the webhook's verify token in
// the settings of the department's app, where no other was chosen. It tells nobody
// the app's secret.
func VerifyToken(appSecret string) string {
	return digest(appSecret, "appealbot: whose the webhook is")
}

// Capabilities implements network.Network. What is published was prepared
// unseen, and making it public twice has the effect of once. A comment is public
// as soon as it is made.
func (a *Account) Capabilities() network.Capabilities {
	return network.Capabilities{
		Idempotent: true, AnswersOnce: true, Poll: poll, Own: ownPace, Timeout: attemptTimeout, Edits: true, Moderates: []bot.Op{bot.OpHide, bot.OpShow},
		Incomplete: "Facebook shows apps neither comments under a single photo of a post with several nor under what others share, and not always who wrote one.",
	}
}

// digest is the HMAC-SHA256 of a text, in hexadecimal.
func digest(secret, text string) string {
	m := hmac.New(sha256.New, []byte(secret))
	m.Write([]byte(text)) // never fails
	return hex.EncodeToString(m.Sum(nil))
}

// validID reports whether s can be an id of the Graph API: a number, or two with
// "_" between.
func validID(s string) bool {
	first, second, two := strings.Cut(s, "_")
	return number(first) && (!two || number(second))
}

func number(s string) bool {
	return len(s) > 0 && len(s) <= 25 && strings.Trim(s, "0123456789") == ""
}

// isVideo reports whether an id of something published is that of a video. Those
// of posts and comments have two numbers.
func isVideo(remote string) bool { return !strings.Contains(remote, "_") }

// A turn lets one at a time have what belongs to a key.
type turn chan struct{}

// keys remember what was prepared in this process for attempts of which nothing
// was carried, by their keys.
type keys struct {
	mu sync.Mutex
	m  map[string]*prepared
}

type prepared struct {
	turn  turn
	state string
}

// maxKeys bounds the memory. What does not fit is looked for among what is public.
const maxKeys = 200

// enter waits for the turn of a key. The caller gives it back.
func (k *keys) enter(ctx context.Context, key string) (*prepared, error) {
	k.mu.Lock()
	p := k.m[key]
	if p == nil {
		if k.m == nil || len(k.m) >= maxKeys {
			k.m = make(map[string]*prepared)
		}
		p = &prepared{turn: make(turn, 1)}
		k.m[key] = p
	}
	k.mu.Unlock()
	select {
	case p.turn <- struct{}{}:
		return p, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (p *prepared) leave() { <-p.turn }
