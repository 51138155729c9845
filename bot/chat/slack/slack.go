package slack

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

	"github.com/slack-go/slack"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// Name is the name of the platform in logins and rooms.
const Name = "slack"

// Options are the settings of a Platform. All of them are required unless they
// say otherwise.
type Options struct {
	// Token is the bot's token, which begins with "xoxb-".
	Token string
	// AppToken is the token of the app itself, which begins with "xapp-" and
	// has the scope connections:write. With it the bot connects to Slack by
	// itself (Socket Mode); without it Slack has to reach Handler, and
	// SigningSecret is required.
	AppToken string
	// SigningSecret is what Slack signs its calls of Handler with.
	SigningSecret string
	// Workspace is the id of the workspace ("T...") in which the channels of
	// cases are made, for an app that is installed in a whole Enterprise Grid
	// organisation; empty for one that is installed in a single workspace.
	Workspace string
	// Command is the slash command without the slash; "appeal" when empty.
	Command string
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
	// being told; zero means every two minutes.
	Look time.Duration
	// API is the address of Slack's Web API; empty means Slack's own,
	// "https://slack.com/api/".
	API string
	// Transport carries the requests to Slack; nil means the standard one.
	Transport http.RoundTripper
	// Log takes what went wrong; nil means nowhere.
	Log *slog.Logger
}

// Defaults where Options say nothing.
const (
	defaultCommand = "appeal"
	defaultLook    = 2 * time.Minute
)

// complete fills in what is not required and refuses what cannot work.
func (o *Options) complete() error {
	switch {
	case o.Now == nil:
		return errors.New("an option is missing")
	case !strings.HasPrefix(o.Token, "xoxb-"):
		return errors.New("the bot's token does not begin with xoxb-")
	case o.AppToken != "" && !strings.HasPrefix(o.AppToken, "xapp-"):
		return errors.New("the app's token does not begin with xapp-")
	case o.AppToken == "" && o.SigningSecret == "":
		return errors.New("there is neither an app's token, for Socket Mode, nor a signing secret, for calls by Slack")
	}
	if o.API == "" {
		o.API = slack.APIURL
	}
	if u, err := url.Parse(o.API); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || !strings.HasSuffix(u.Path, "/") {
		return fmt.Errorf("the address of the API %q is not like %s", o.API, slack.APIURL)
	}
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
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return nil
}

// Platform is a Slack workspace. Its methods may be used concurrently.
type Platform struct {
	o       Options
	door    *door
	api     *slack.Client
	people  people
	aliases aliases
	stagger time.Duration // between the connections
	lag     time.Duration // of the notes of how far everything was handled
	pings   time.Duration // within which Slack has to say that a connection lives

	book     *adapter.Book
	progress *adapter.Progress
	poster   *adapter.Poster
	channels *adapter.Channels
	running  atomic.Pointer[run] // nil while Run is not running

	mu      sync.Mutex
	self    self
	deleted map[string]bool // channels that Slack said are gone for good
	away    error           // why Slack cannot tell anything; nil: it can
}

// self is who the bot is.
type self struct {
	user, bot string // its ids: as a user and as what posts
	team      string // the workspace
	url       string // of the workspace, for links
}

var _ chat.Client = (*Platform)(nil)

// New returns a Platform. It does not connect yet.
func New(o Options) (*Platform, error) {
	if err := o.complete(); err != nil {
		return nil, fmt.Errorf("open slack: %w", err)
	}
	d := newDoor(o.API, o.Transport, o.Now)
	p := &Platform{o: o, door: d, api: newClient(o.Token, o.AppToken, d), deleted: map[string]bool{}, stagger: stagger, pings: pings, lag: lag, away: errNotYet}
	p.aliases = aliases{fetch: p.api.GetEmojiContext, now: o.Now}
	p.book = &adapter.Book{Keeper: o.Keeper, Platform: Name, Now: o.Now, Log: o.Log}
	p.progress = adapter.NewProgress(p.book)
	p.poster = &adapter.Poster{Book: p.book, Wire: wire{p}, Progress: p.progress}
	p.channels = &adapter.Channels{Book: p.book, Site: site{p}, Progress: p.progress}
	return p, nil
}

// Platform implements chat.Client.
func (p *Platform) Platform() string { return Name }

// every is the pause between two messages in a channel: Slack allows one a
// second, and short bursts of more (docs.slack.dev, "Rate limits", 2026-11).
const every = time.Second

// Capabilities implements chat.Client.
func (p *Platform) Capabilities() chat.Capabilities {
	return chat.Capabilities{Every: every, MaxText: MaxText, MaxFile: MaxFile, Forms: true, Ephemeral: true}
}

// Post implements chat.Messenger.
func (p *Platform) Post(ctx context.Context, key, channel, thread string, m chat.Message) (chat.Ref, error) {
	return p.poster.Post(ctx, key, channel, thread, m)
}

// Update implements chat.Messenger.
func (p *Platform) Update(ctx context.Context, at chat.Ref, m chat.Message) error {
	return p.poster.Update(ctx, at, m)
}

// ready makes sure that the bot knows who it is. Everything that posts calls
// it, because posting works without Run.
func (p *Platform) ready(ctx context.Context) error {
	if p.me().user != "" {
		return nil
	}
	who, err := p.api.AuthTestContext(ctx)
	if err := failed(err); err != nil {
		return fmt.Errorf("ask who the bot is: %w", err)
	}
	if who.UserID == "" {
		return fmt.Errorf("ask who the bot is: %w", errNoAnswer)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.self = self{user: who.UserID, bot: who.BotID, team: who.TeamID, url: who.URL}
	return nil
}

// me is who the bot is; empty until ready was called.
func (p *Platform) me() self {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.self
}

// lost notes why there is no connection to Slack; nil: there is one.
func (p *Platform) lost(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.away = err
}

// errNotYet says that nobody has heard of Slack yet.
var errNotYet = errors.New("not connected yet")

// Check reports why Slack cannot be worked with, if it cannot.
func (p *Platform) Check(context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.away
}

// why says what a refusal means for a channel: Slack says that there is no such
// channel also of a private one from which the bot was removed.
func (p *Platform) why(channel string, err error) error {
	if code(err) != "channel_not_found" {
		return err
	}
	var pl adapter.Place
	if known, look := p.book.Get(adapter.KeepRoom+channel, &pl); look == nil && known && !p.isDeleted(channel) {
		return fmt.Errorf("%w: %w", chat.ErrNotMember, withoutKind(err))
	}
	return err
}

// isDeleted reports whether Slack said that a channel is gone for good.
func (p *Platform) isDeleted(channel string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.deleted[channel]
}

// noteDeleted notes that Slack said so.
func (p *Platform) noteDeleted(channel string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.deleted) > maxPeople {
		clear(p.deleted)
	}
	p.deleted[channel] = true
}
