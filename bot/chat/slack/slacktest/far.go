package slacktest

import (
	"slices"
	"sync"
	"testing"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
)

// patience bounds every wait of a Far.
const patience = 10 * time.Second

// linger is how long a person looks for an answer that does not come, and quiet
// how long for another one after the last.
const (
	linger = 400 * time.Millisecond
	quiet  = 60 * time.Millisecond
	// filesFirst is how many times longer, while there are only files.
	filesFirst = 10
)

// Far is the people in a workspace: two officers, a guest who may be in one
// channel only, and a public channel called newsroom. Those who are in it can be
// told more of with the methods of Server.
type Far struct {
	// Slash is the slash command, with the slash.
	Slash string
	// Linger is how long a person looks for an answer that does not come.
	Linger time.Duration
	// Name is the name that the adapter gave an input, by the ids of its block
	// and its element. It is the block's id if nothing else is said.
	Name func(block, action string) string

	*Server
	client   chat.Client
	officers []string
	outsider string
	newsroom string

	mu    sync.Mutex
	again func(*testing.T)
}

var (
	_ chattest.Far      = (*Far)(nil)
	_ chattest.Landlord = (*Far)(nil)
)

// NewFar puts people into a workspace and then opens the adapter.
func NewFar(t testing.TB, s *Server, open func() chat.Client) *Far {
	t.Helper()
	f := &Far{Slash: "/appeal", Linger: linger, Server: s}
	for _, name := range []string{"ann", "bob"} {
		f.officers = append(f.officers, s.AddUser(User{Name: name, Real: name + " Officer", TZ: "America/Los_Angeles"}))
	}
	f.outsider = s.AddUser(User{Name: "gil", Real: "Gil Guest", Team: "T0ELSEWHER"})
	f.newsroom = s.AddChannel(Channel{Name: "newsroom", Members: append([]string{BotUser}, f.officers...)})
	f.client = open()
	return f
}

// Client implements chattest.Far.
func (f *Far) Client() chat.Client { return f.client }

// Officers implements chattest.Far.
func (f *Far) Officers() []string { return slices.Clone(f.officers) }

// Public implements chattest.Far.
func (f *Far) Public() (id, name string) { return f.newsroom, "newsroom" }

// Outsider implements chattest.Landlord: somebody of another workspace.
func (f *Far) Outsider() string { return f.outsider }

// Ready implements chattest.Far.
func (f *Far) Ready(t *testing.T) {
	t.Helper()
	f.Server.Ready(t)
}

// must is a channel that exists. The lock is held.
func (f *Far) must(t *testing.T, id string) *channel {
	t.Helper()
	ch := f.channels[id]
	if ch == nil {
		f.Server.mu.Unlock()
		defer f.Server.mu.Lock()
		t.Fatalf("there is no channel %s", id)
	}
	return ch
}

// told remembers what the last deed sent, for Again. The lock is held before and
// after the deed.
func (f *Far) told(do func()) {
	f.last = nil
	do()
	sent := slices.Clone(f.last)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.again = func(t *testing.T) {
		t.Helper()
		for _, d := range sent {
			f.settle(t, f.Server.again(d))
		}
	}
}

// settle waits for the end of a delivery.
func (f *Far) settle(t *testing.T, d *delivery) {
	t.Helper()
	select {
	case <-d.done:
	case <-time.After(patience):
		t.Error("what was delivered is not acknowledged")
	}
}

// Again implements chattest.Deeds: the same payload in an envelope of another
// id.
func (f *Far) Again(t *testing.T) {
	t.Helper()
	f.mu.Lock()
	again := f.again
	f.mu.Unlock()
	if again == nil {
		t.Fatal("nothing was done yet")
	}
	again(t)
}
