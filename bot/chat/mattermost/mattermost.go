package mattermost

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// Name is the name of the platform in logins and rooms.
const Name = "mattermost"

// Options are the settings of a Platform. All of them are required unless they
// say otherwise.
type Options struct {
	// URL is the server's address: "https://chat.police.example".
	URL string
	// Token is the bot's access token.
	Token string
	// CommandTokens are the tokens of the slash commands, one a team. Without
	// any, every command is refused.
	CommandTokens []string
	// Teams are the names of the teams that the bot works in. The channels of
	// cases are made in the first.
	Teams []string
	// Command is the slash command without the slash; "appeal" when empty.
	Command string
	// Callback is the address under which the server reaches Handler:
	// "http://10.1.2.3:8066".
	Callback string
	// Key signs what comes back from buttons and forms: 32 bytes that nobody
	// else has and that stay the same over restarts.
	Key []byte
	// Keeper remembers what was seen; nil means that nothing is remembered
	// over a restart.
	Keeper adapter.Keeper
	// Keep keeps the videos that people drop. Nil means that only small ones
	// can be taken.
	Keep chat.Keeper
	// May says whose files are taken, by the platform's id of a user; nil
	// means everybody's.
	May func(user string) bool
	// Now tells the time.
	Now func() time.Time
	// Zone is assumed for people whose own is not known; nil means UTC.
	Zone *time.Location
	// Look is how often the bot looks for what became of its channels, besides
	// being told; zero means every 30 seconds.
	Look time.Duration
	// Transport carries the requests to the server; nil means the standard
	// one.
	Transport http.RoundTripper
	// Log takes what went wrong; nil means nowhere.
	Log *slog.Logger
}

// Defaults where Options say nothing.
const (
	defaultCommand = "appeal"
	defaultLook    = 30 * time.Second
)

// complete fills in what is not required and refuses what cannot work.
func (o *Options) complete() error {
	switch {
	case o.Token == "", len(o.Teams) == 0, o.Now == nil:
		return errors.New("an option is missing")
	case !isBase(o.URL):
		return fmt.Errorf("the server's address %q is not like https://chat.police.example", o.URL)
	case !isBase(o.Callback):
		return fmt.Errorf("the callback address %q is not like http://10.1.2.3:8066", o.Callback)
	}
	o.URL, o.Callback = strings.TrimRight(o.URL, "/"), strings.TrimRight(o.Callback, "/")
	if o.Command == "" {
		o.Command = defaultCommand
	}
	if o.Keeper == nil {
		o.Keeper = &adapter.Memory{}
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.Look <= 0 {
		o.Look = defaultLook
	}
	if o.Transport == nil {
		o.Transport = newTransport()
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return nil
}

func isBase(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil && u.RawQuery == "" && u.Fragment == ""
}

// Platform is a Mattermost server. Its methods may be used concurrently.
type Platform struct {
	o      Options
	api    *model.Client4
	seal   *sealer
	notary *notary
	people *people

	book     *adapter.Book
	progress *adapter.Progress
	poster   *adapter.Poster
	channels *adapter.Channels
	running  atomic.Pointer[run] // nil while Run is not running

	mu      sync.Mutex
	self    string            // the bot's user id; empty until asked for
	teams   map[string]string // name -> id
	site    string            // the server's own idea of its address, for links
	version string            // the server's, when ready was called first
	direct  map[string]string // user -> channel
	away    error             // why the server is not there; nil: it is, or nobody knows yet
	barred  error             // that the server refuses the bot's token
}

var _ chat.Client = (*Platform)(nil)

// New returns a Platform. It does not connect yet.
func New(o Options) (*Platform, error) {
	if err := o.complete(); err != nil {
		return nil, fmt.Errorf("open mattermost: %w", err)
	}
	s, err := newSealer(o.Key)
	if err != nil {
		return nil, fmt.Errorf("open mattermost: %w", err)
	}
	p := &Platform{
		o: o, api: newClient(o.URL, o.Token, o.Transport), seal: s,
		teams: map[string]string{}, direct: map[string]string{},
	}
	p.notary = &notary{fetch: p.serverKey, now: o.Now}
	p.people = &people{api: p.api, now: o.Now}
	p.book = &adapter.Book{Keeper: o.Keeper, Platform: Name, Now: o.Now, Log: o.Log}
	p.progress = adapter.NewProgress(p.book)
	p.poster = &adapter.Poster{Book: p.book, Wire: wire{p}, Progress: p.progress}
	p.channels = &adapter.Channels{Book: p.book, Site: site{p}, Progress: p.progress}
	return p, nil
}

// Platform implements chat.Client.
func (p *Platform) Platform() string { return Name }

// every is the pause between two messages in a channel. The server wants none;
// people who read do.
const every = 200 * time.Millisecond

// Capabilities implements chat.Client.
func (p *Platform) Capabilities() chat.Capabilities {
	return chat.Capabilities{Every: every, MaxText: MaxText, MaxFile: MaxFile, Forms: true, Ephemeral: true}
}

// ready makes sure that the bot knows who it is. Everything that posts calls
// it, because posting works without Run.
func (p *Platform) ready(ctx context.Context) error {
	if p.me() != "" {
		return nil
	}
	me, resp, err := p.api.GetMe(ctx, "")
	if err := failed(resp, err); err != nil {
		return fmt.Errorf("ask who the bot is: %w", err)
	}
	conf, resp, err := p.api.GetClientConfig(ctx, "")
	if err := failed(resp, err); err != nil {
		return fmt.Errorf("ask for the server's configuration: %w", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.version = conf["Version"]
	p.self, p.site = me.Id, strings.TrimRight(conf["SiteURL"], "/")
	if p.site == "" {
		p.site = p.o.URL
	}
	return nil
}

// me is the bot's user id; empty until ready was called.
func (p *Platform) me() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.self
}

// team returns the id of a team by its name.
func (p *Platform) team(ctx context.Context, name string) (string, error) {
	p.mu.Lock()
	id := p.teams[name]
	p.mu.Unlock()
	if id != "" {
		return id, nil
	}
	t, resp, err := p.api.GetTeamByName(ctx, name, "")
	if err := failed(resp, err); err != nil {
		return "", fmt.Errorf("find team %s: %w", name, err)
	}
	p.mu.Lock()
	p.teams[name] = t.Id
	p.mu.Unlock()
	return t.Id, nil
}

// home is the team in which the channels of cases are made.
func (p *Platform) home(ctx context.Context) (string, error) { return p.team(ctx, p.o.Teams[0]) }

// permalink is the address of a message on the server.
func (p *Platform) permalink(message string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.site + "/" + p.o.Teams[0] + "/pl/" + message
}

// serverKey is the key that the server signs triggers with.
func (p *Platform) serverKey(ctx context.Context) (string, error) {
	conf, resp, err := p.api.GetClientConfig(ctx, "")
	if err := failed(resp, err); err != nil {
		return "", err
	}
	return conf["AsymmetricSigningPublicKey"], nil
}
