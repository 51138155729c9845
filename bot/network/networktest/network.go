package networktest

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"
	"unicode/utf8"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Network is a public network in memory that does what its hooks say. Set its
// exported fields before the first use; they are not changed by it. The hooks
// run without any lock held, may block, and may panic to play a crash.
type Network struct {
	// Is is the account that the network stands for.
	Is bot.Account
	// Can is what it declares. With Can.Idempotent a key that was published
	// is not published again.
	Can network.Capabilities
	// Fits are the limits of one post; a zero Text means 500 characters.
	Fits network.Limits

	// Alone lets follow-ups be published by themselves (bot.Part.Alone).
	Alone bool

	// Before runs when a request to publish arrives. A non-nil result is
	// what the caller sees, and nothing becomes public.
	Before func(network.Attempt) *network.Result
	// After runs when the part is public. A non-nil result is what the
	// caller sees instead of the truth.
	After func(network.Attempt) *network.Result
	// Delay is how long a request is on its way before it is accepted. When
	// the caller's ctx ends first, the caller is told Maybe.
	Delay time.Duration
	// Late makes a delayed request be accepted even though its caller has
	// gone: the request that outlives its lease.
	Late bool
	// Looking runs before a look-up, Removing before a removal; a non-nil
	// result is what the caller sees.
	Looking  func(network.Attempt) *network.Result
	Removing func(remote string) *network.Result
	// Editing runs when a request to change a part arrives, Edited when it is
	// changed; a non-nil result is what the caller sees, and Editing's changes
	// nothing. Only with Can.Edits is anything changed.
	Editing func(remote string, p bot.Part) *network.Result
	Edited  func(remote string, p bot.Part) *network.Result
	// Sharing runs when a request to share a post again arrives, Shared when that
	// is done; a non-nil result is what the caller sees, and Sharing's does nothing.
	// Only with Can.Reshares is anything shared.
	Sharing func(remote string, at time.Time) *network.Result
	Shared  func(remote string, at time.Time) *network.Result
	// Reading runs before a page of replies is read, Probing is what Probe
	// does.
	Reading func(cursor string) error
	Probing func() error
	// Watching, Counting, Inviting and Connecting do what the methods with
	// these names do in its place; see account.go.
	Watching   func(remote string) (network.Sight, error)
	Counting   func(remotes []string) (map[string]bot.Counts, error)
	Inviting   func(redirect string) (network.Invitation, error)
	Connecting func(i network.Invitation, answer string) error
	// Listing does what Own does in its place; see own.go.
	Listing func(since time.Time) (network.Own, error)
	// PageSize is the length of a page of replies; zero means 100.
	PageSize int

	mu       sync.Mutex
	public   []Published
	attempts map[string]int
	lookups  map[string]int
	items    []network.Item
	watchers map[chan struct{}]bool
	invited  int
}

// Published is one part that became public.
type Published struct {
	network.Attempt
	Remote  string
	Removed bool
	At      time.Time
	Shares  []time.Time // when it was shared again
}

// New returns a network for the account with the given id: 500 characters, 4
// pictures, idempotent.
func New(id bot.AccountID) *Network {
	return &Network{
		Is:   bot.Account{ID: id, Network: "test", Name: "Test account " + string(id), Handle: "@" + string(id), Exercise: true},
		Can:  network.Capabilities{Idempotent: true, Poll: time.Second, Timeout: 10 * time.Second},
		Fits: network.Limits{Text: 500, Media: 4, Alt: 1500},
	}
}

var (
	_ network.Network  = (*Network)(nil)
	_ network.Streamer = (*Network)(nil)
)

// Account implements network.Network.
func (n *Network) Account() bot.Account { return n.Is }

// Capabilities implements network.Network.
func (n *Network) Capabilities() network.Capabilities { return n.Can }

// Limits implements network.Renderer.
func (n *Network) Limits() network.Limits {
	l := n.Fits
	if l.Text == 0 {
		l.Text = 500
	}
	return l
}

// Render implements network.Renderer. It counts characters.
func (n *Network) Render(c bot.Copy) ([]bot.Part, error) {
	parts, err := network.Fit(c.Text, c.Media, network.Fitting{
		Limits: n.Limits(), Count: utf8.RuneCountInString, Name: n.Is.Name,
	})
	for i := 1; i < len(parts); i++ {
		parts[i].Alone = n.Alone
	}
	return parts, err
}

// Publish implements network.Publisher.
func (n *Network) Publish(ctx context.Context, a network.Attempt) network.Result {
	n.mu.Lock()
	if n.attempts == nil {
		n.attempts = make(map[string]int)
	}
	n.attempts[a.Key]++
	n.mu.Unlock()
	if ctx.Err() != nil {
		return network.Result{Outcome: network.Never, Note: "The request was given up before it was sent."}
	}
	if n.Before != nil {
		if r := n.Before(a); r != nil {
			return *r
		}
	}
	if n.Delay > 0 && !n.wait(ctx, a) {
		return network.Result{Outcome: network.Maybe, Note: "No answer came in time."}
	}
	r := n.accept(a)
	if n.After != nil {
		if s := n.After(a); s != nil {
			return *s
		}
	}
	return r
}

// wait lets the delay pass and reports whether the caller is still there.
func (n *Network) wait(ctx context.Context, a network.Attempt) bool {
	over := make(chan struct{})
	t := time.AfterFunc(n.Delay, func() {
		// Whoever is first decides: the caller, or the end of the delay.
		select {
		case over <- struct{}{}:
		case <-ctx.Done():
			if n.Late {
				n.accept(a)
			}
		}
	})
	select {
	case <-over:
		return true
	case <-ctx.Done():
		if !n.Late {
			t.Stop()
		}
		return false
	}
}

func (n *Network) accept(a network.Attempt) network.Result {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.Can.Idempotent {
		// What was taken down stays down: a late request for it is the
		// same request.
		for _, p := range n.public {
			if p.Key == a.Key {
				return n.done(p)
			}
		}
	}
	p := Published{Attempt: a, Remote: strconv.Itoa(len(n.public) + 1), At: time.Now()}
	n.public = append(n.public, p)
	return n.done(p)
}

func (n *Network) done(p Published) network.Result {
	return network.Result{
		Outcome: network.Done, Remote: p.Remote,
		URL: fmt.Sprintf("https://%s.example/%s", n.Is.ID, p.Remote),
	}
}

func (n *Network) find(key string) network.Result {
	for _, p := range n.public {
		if p.Key == key && !p.Removed {
			return n.done(p)
		}
	}
	return network.Result{Outcome: network.Never, Note: "There is no such post."}
}

// Find implements network.Publisher.
func (n *Network) Find(_ context.Context, a network.Attempt) network.Result {
	n.mu.Lock()
	if n.lookups == nil {
		n.lookups = make(map[string]int)
	}
	n.lookups[a.Key]++
	n.mu.Unlock()
	if n.Looking != nil {
		if r := n.Looking(a); r != nil {
			return *r
		}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.find(a.Key)
}

// Remove implements network.Remover.
func (n *Network) Remove(_ context.Context, remote string) network.Result {
	if n.Removing != nil {
		if r := n.Removing(remote); r != nil {
			return *r
		}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	for i := range n.public {
		if n.public[i].Remote == remote {
			n.public[i].Removed = true
		}
	}
	return network.Result{Outcome: network.Done, Remote: remote}
}

// Edit implements network.Editor.
func (n *Network) Edit(_ context.Context, remote string, p bot.Part) network.Result {
	if n.Editing != nil {
		if r := n.Editing(remote, p); r != nil {
			return *r
		}
	}
	r := n.reword(remote, p)
	if n.Edited != nil {
		if s := n.Edited(remote, p); s != nil {
			return *s
		}
	}
	return r
}

func (n *Network) reword(remote string, p bot.Part) network.Result {
	n.mu.Lock()
	defer n.mu.Unlock()
	for i, pub := range n.public {
		if n.Can.Edits && pub.Remote == remote && !pub.Removed {
			n.public[i].Part.Text, n.public[i].Part.Title = p.Text, p.Title
			return n.done(pub)
		}
	}
	return network.Result{Outcome: network.No, Cause: network.Permanent, Note: "There is nothing that could be changed."}
}

// Probe implements network.Prober.
func (n *Network) Probe(context.Context) error {
	if n.Probing != nil {
		return n.Probing()
	}
	return nil
}

// Public returns everything that ever became public, oldest first.
func (n *Network) Public() []Published {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Clone(n.public)
}

// Times returns how often the part with this key became public.
func (n *Network) Times(key string) int {
	n.mu.Lock()
	defer n.mu.Unlock()
	c := 0
	for _, p := range n.public {
		if p.Key == key {
			c++
		}
	}
	return c
}

// Attempts returns how often publishing the part with this key was asked for.
func (n *Network) Attempts(key string) int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.attempts[key]
}

// Lookups returns how often the part with this key was looked up.
func (n *Network) Lookups(key string) int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.lookups[key]
}
