package practice

import (
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"sync"
	"time"

	"appealbot/bot"
)

// A Keeper keeps what is on the wall, so that it is found again after a
// restart. Its methods are called by one goroutine at a time.
type Keeper interface {
	// Load calls each for everything that was saved, in any order, and
	// returns its error if it returns one. The value belongs to the caller
	// of each after it returns.
	Load(each func(key string, value []byte) error) error
	// Save keeps value under key, durably, before it returns. It must not
	// keep the slice.
	Save(key string, value []byte) error
}

// Options are the settings of a Wall.
type Options struct {
	Profiles []Profile // nil means Profiles()
	Keeper   Keeper    // nil means that everything is gone at the end
	Now      func() time.Time
	// Tokens of the accounts. An account that is not in it gets a random
	// token, which holds until the wall is closed.
	Tokens map[bot.AccountID]string
	// Link makes the public address of a post from its id. Nil means that
	// posts have none.
	Link func(id string) string
	// Bounds of what the wall takes; zero means the defaults.
	MaxPosts, MaxAnswers int
	MaxMedia             int64 // bytes of all pictures together
	MaxFilms             int64 // bytes of all videos together
	// Blobs keeps videos. Nil keeps them in memory, which does for tests.
	Blobs bot.Blobs
}

// Default bounds of a wall.
const (
	defaultPosts   = 20_000
	defaultAnswers = 200_000
	defaultMedia   = 256 << 20

	maxPicture = 16 << 20 // bytes in one picture
	maxAnswer  = 4_000    // characters in one answer
	maxName    = 100      // characters in a visitor's name
	maxAtOnce  = 1_000    // answers in one Flood
)

// A Wall is the far side of the practice network. It may be used concurrently.
type Wall struct {
	o      Options
	tokens map[[sha256.Size]byte]bot.AccountID
	plain  map[bot.AccountID]string
	closed chan struct{}
	close  sync.Once

	mu       sync.Mutex
	seq      uint64
	order    []bot.AccountID
	accounts map[bot.AccountID]*account
	posts    map[string]*post
	answers  map[string]*Answer
	media    map[string]picture
	size     int64 // bytes of all pictures
	uploads  map[string]*upload
	used     map[string]bool // uploads that a post shows, or showed
	films    int64           // bytes of all videos, as they were announced
	watchers map[chan struct{}]struct{}
}

// account is one account with what happened on it.
type account struct {
	Profile
	posts    []*post // oldest first
	refs     map[string][]*post
	mentions []*Answer
	changes  []change // what the public did, oldest first
	fault    Fault
	held     uint64 // the last event before the fault was set
}

// post is a Post with what hangs on it.
type post struct {
	Post
	answers []*Answer // directly or indirectly under it, oldest first
	follow  []*post   // the rest of its thread, for a first post
	quotes  int
}

type picture struct {
	kind string
	data []byte
}

// NewWall returns a wall with everything that the keeper has.
func NewWall(o Options) (*Wall, error) {
	if o.Now == nil {
		return nil, errors.New("make wall: no clock was given")
	}
	if o.Profiles == nil {
		o.Profiles = Profiles()
	}
	o.MaxPosts = cmp.Or(o.MaxPosts, defaultPosts)
	o.MaxAnswers = cmp.Or(o.MaxAnswers, defaultAnswers)
	o.MaxMedia = cmp.Or(o.MaxMedia, defaultMedia)
	if o.Blobs == nil {
		o.Blobs = &shelf{}
		o.MaxFilms = cmp.Or(o.MaxFilms, defaultMemory)
	}
	o.MaxFilms = cmp.Or(o.MaxFilms, defaultFilms)
	w := &Wall{
		o: o, closed: make(chan struct{}),
		tokens:   make(map[[sha256.Size]byte]bot.AccountID),
		plain:    make(map[bot.AccountID]string),
		accounts: make(map[bot.AccountID]*account),
		posts:    make(map[string]*post),
		answers:  make(map[string]*Answer),
		media:    make(map[string]picture),
		uploads:  make(map[string]*upload),
		used:     make(map[string]bool),
		watchers: make(map[chan struct{}]struct{}),
	}
	for _, p := range o.Profiles {
		if _, twice := w.accounts[p.ID]; twice || p.ID == "" {
			return nil, fmt.Errorf("make wall: account %q is there twice or has no id", p.ID)
		}
		if o.Link != nil {
			p.Limits.Address = o.Link(longestID)
		}
		token := cmp.Or(o.Tokens[p.ID], rand.Text())
		w.plain[p.ID] = token
		w.tokens[sha256.Sum256([]byte(token))] = p.ID
		w.accounts[p.ID] = &account{Profile: p, refs: make(map[string][]*post)}
		w.order = append(w.order, p.ID)
	}
	if len(w.tokens) != len(w.order) {
		return nil, errors.New("make wall: two accounts have the same token")
	}
	if err := w.load(); err != nil {
		return nil, err
	}
	return w, nil
}

// Close ends every request that waits and refuses every further one under /v1/.
// It does not end the wall's server; call it before the server is shut down.
func (w *Wall) Close() { w.close.Do(func() { close(w.closed) }) }

// Token returns what a client of the account authenticates with.
func (w *Wall) Token(id bot.AccountID) string { return w.plain[id] }

// Profiles returns the wall's accounts in their order.
func (w *Wall) Profiles() []Profile {
	out := make([]Profile, 0, len(w.order))
	for _, id := range w.order {
		p := w.accounts[id].Profile
		p.Languages = slices.Clone(p.Languages)
		out = append(out, p)
	}
	return out
}

// Watch returns a channel that gets a value soon after anything on the wall
// has changed; several changes may make one value. The function ends it.
func (w *Wall) Watch() (changed <-chan struct{}, stop func()) {
	c := make(chan struct{}, 1)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.watchers[c] = struct{}{}
	return c, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.watchers, c)
	}
}

// wake tells everybody who watches. The caller holds mu.
func (w *Wall) wake() {
	for c := range w.watchers {
		select {
		case c <- struct{}{}:
		default: // It knows already.
		}
	}
}

// readable is what the account is told of what the public did. The caller holds
// mu.
func (a *account) readable() []change {
	if a.fault.Kind != FaultGap {
		return a.changes
	}
	n := sort.Search(len(a.changes), func(i int) bool { return a.changes[i].Seq > a.held })
	return a.changes[:n]
}

// latest returns the cursor behind everything that the account is told. The
// caller holds mu.
func (a *account) latest() uint64 {
	if all := a.readable(); len(all) > 0 {
		return all[len(all)-1].Seq
	}
	return 0
}

// full refuses what would make the log grow for ever. The caller holds mu.
func (w *Wall) full() error {
	if w.seq < uint64(w.o.MaxPosts)+4*uint64(w.o.MaxAnswers) { //nolint:gosec // Bounds are not negative.
		return nil
	}
	return bot.Refuse(bot.ErrInvalid, "The practice wall is full. Start with a fresh data directory.")
}

// longestID is as long as the longest id of a post: full bounds the numbers.
const longestID = "p99999999"

// number writes an id: a letter and the number of the event that made it.
func number(letter string, seq uint64) string { return letter + strconv.FormatUint(seq, 10) }
