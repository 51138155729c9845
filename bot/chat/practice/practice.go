package practice

import (
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"appealbot/bot/chat"
)

// Name is the name of the platform in logins and rooms.
const Name = "practice"

// BotName is what people call the bot here.
const BotName = "appealbot"

// Bounds of what the room takes.
const (
	MaxText  = 16000    // characters of one message
	MaxFile  = 10 << 20 // bytes of one file that is kept here; see chat.File.Held for others
	MaxFiles = 10       // files of one message
	MaxPage  = 100      // messages of one page

	maxName    = 64   // characters of a channel's name
	maxTopic   = 1024 // characters of a topic, and of a purpose
	maxClient  = 64   // characters of a client's id
	maxActions = 200  // actions that one message remembers
	maxOnly    = 40   // messages kept for one officer alone
	maxForms   = 20   // forms open at a time for one officer
)

// Errors of what a person does, besides those of package chat.
var (
	// ErrTooBig: a text or a file is longer than the room takes.
	ErrTooBig = errors.New("practice: too big")
	// ErrInvalid: what was sent makes no sense here.
	ErrInvalid = errors.New("practice: invalid")
)

// An Officer is one of the people in the room.
type Officer struct {
	User   string // id, as in chat.Event
	Name   string // "Sgt. Ines Rivera"
	Role   string // one line: "Homicide, approver"
	Colour string // of the sign beside the name, as "#1f6f5c"
}

// A Keeper remembers the room across restarts.
type Keeper interface {
	// Load calls each for everything that was saved, in the order of the
	// keys. The value is only valid during the call.
	Load(each func(key string, value []byte) error) error
	// Save keeps a value durably in place of what the key had. An empty
	// value removes the key.
	Save(key string, value []byte) error
}

// Options are the settings of a Platform.
type Options struct {
	// Officers are the people in the room.
	Officers []Officer
	// Public are the names of the channels that everybody is in; newsroom
	// and duty when empty.
	Public []string
	// Keeper remembers everything; nil means that nothing is remembered.
	Keeper Keeper
	// Keep keeps the videos that officers drop; nil means that none is taken
	// that is larger than MaxFile.
	Keep chat.Keeper
	// Now tells the time. It is required.
	Now func() time.Time
	// Zone is the officers' own; nil means UTC.
	Zone *time.Location
	// Log takes what went wrong; nil means nowhere.
	Log *slog.Logger
	// Patience bounds one call of the handler; zero means 5 seconds.
	Patience time.Duration
}

// Platform is the practice room. Its methods may be used concurrently.
type Platform struct {
	o    Options
	keep Keeper

	mu       sync.Mutex
	seq      uint64
	channels map[string]*channel
	order    []string // channel ids as they were made
	byKey    map[string]chat.Ref
	bySaying map[string]chat.Ref
	files    map[string][]byte // by hash
	forms    map[string]*Form
	only     map[string][]*message // by officer
	read     map[string]uint64     // officer and channel -> newest message read
	watches  map[*Watch]bool

	running  bool
	handle   func(chat.Event) (chat.Answer, error) // nil while no handler takes events
	backlog  []*kept
	inflight sync.WaitGroup
}

var _ chat.Client = (*Platform)(nil)

// New opens the room with everything that its Keeper remembers.
func New(o Options) (*Platform, error) {
	if o.Now == nil {
		return nil, errors.New("open practice room: Now is missing")
	}
	if len(o.Officers) == 0 {
		return nil, errors.New("open practice room: it has no officers")
	}
	if len(o.Public) == 0 {
		o.Public = []string{"newsroom", "duty"}
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Patience <= 0 {
		o.Patience = 5 * time.Second
	}
	p := &Platform{
		o: o, keep: o.Keeper,
		channels: map[string]*channel{}, byKey: map[string]chat.Ref{}, bySaying: map[string]chat.Ref{},
		files: map[string][]byte{}, forms: map[string]*Form{}, only: map[string][]*message{},
		read: map[string]uint64{}, watches: map[*Watch]bool{},
	}
	if p.keep == nil {
		p.keep = forgetful{}
	}
	if err := p.load(); err != nil {
		return nil, fmt.Errorf("open practice room: %w", err)
	}
	if err := p.furnish(); err != nil {
		return nil, fmt.Errorf("open practice room: %w", err)
	}
	return p, nil
}

// furnish makes the channels that are always there.
func (p *Platform) furnish() error {
	for _, name := range p.o.Public {
		if err := p.ensure(&channel{ID: "c-" + fit(name), Name: fit(name)}); err != nil {
			return err
		}
	}
	for _, o := range p.o.Officers {
		if err := p.ensure(&channel{ID: "d-" + o.User, Name: BotName, User: o.User}); err != nil {
			return err
		}
	}
	return nil
}

func (p *Platform) ensure(c *channel) error {
	if p.channels[c.ID] != nil {
		return nil
	}
	return p.putChannel(c)
}

// Platform implements chat.Client.
func (p *Platform) Platform() string { return Name }

// Capabilities implements chat.Client.
func (p *Platform) Capabilities() chat.Capabilities {
	return chat.Capabilities{MaxText: MaxText, MaxFile: MaxFile, Forms: true, Ephemeral: true}
}

// Zone is the officers' own time zone.
func (p *Platform) Zone() *time.Location { return p.o.Zone }

// Officers returns the people in the room.
func (p *Platform) Officers() []Officer { return slices.Clone(p.o.Officers) }

// Officer looks somebody up. It returns chat.ErrNotFound for a stranger.
func (p *Platform) Officer(user string) (Officer, error) {
	for _, o := range p.o.Officers {
		if o.User == user {
			return o, nil
		}
	}
	return Officer{}, fmt.Errorf("find officer: %w", chat.ErrNotFound)
}

// forgetful is the Keeper of a room that nobody needs tomorrow.
type forgetful struct{}

func (forgetful) Load(func(string, []byte) error) error { return nil }
func (forgetful) Save(string, []byte) error             { return nil }
