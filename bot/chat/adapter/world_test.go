package adapter_test

import (
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// Where things are shown in these tests, and who does something.
const (
	room = "c1"
	bot  = "bot"
	ann  = "ann"
	bob  = "bob"
)

var (
	errRefused = errors.New("refused: nothing was done")
	errLost    = errors.New("nobody knows what was done")
	errDead    = errors.New("the program is dead")
)

// world is what an adapter is made of, on a platform in memory. It can be thrown
// away and made anew on what it has kept.
type world struct {
	t    *testing.T
	far  *far
	keep *keeper

	book     *adapter.Book
	progress *adapter.Progress
	poster   *adapter.Poster
	channels *adapter.Channels
}

// newWorld makes a world on a platform of one of two kinds (see far).
func newWorld(t *testing.T, apart bool) *world {
	t.Helper()
	w := &world{t: t, far: &far{apart: apart, channels: map[string]*adapter.Channel{}}, keep: &keeper{}}
	w.far.channels[room] = &adapter.Channel{ID: room, Name: "newsroom", Member: true}
	w.restart()
	return w
}

// kinds runs a test on platforms of both kinds.
func kinds(t *testing.T, f func(t *testing.T, apart bool)) {
	t.Helper()
	t.Run("files in the message", func(t *testing.T) { f(t, false) })
	t.Run("files apart", func(t *testing.T) { f(t, true) })
}

// restart makes everything anew, as after a crash.
func (w *world) restart() {
	w.keep.dies(0)
	w.far.fault(0, nil, false)
	w.book = &adapter.Book{Keeper: w.keep, Platform: "far", Now: time.Now, Log: slog.New(slog.DiscardHandler)}
	w.progress = adapter.NewProgress(w.book)
	w.poster = &adapter.Poster{Book: w.book, Wire: w.far, Progress: w.progress}
	w.channels = &adapter.Channels{Book: w.book, Site: site{w.far}, Progress: w.progress}
}

func (w *world) post(key string, m chat.Message) chat.Ref {
	w.t.Helper()
	at, err := w.poster.Post(w.t.Context(), key, room, "", m)
	if err != nil {
		w.t.Fatalf("Post %s: %v", key, err)
	}
	return at
}

func (w *world) update(at chat.Ref, m chat.Message) {
	w.t.Helper()
	if err := w.poster.Update(w.t.Context(), at, m); err != nil {
		w.t.Fatalf("Update: %v", err)
	}
}

// keeper is a Keeper that may die.
type keeper struct {
	adapter.Memory
	mu   sync.Mutex
	left int // so many more things are kept; 0: any number
	dead bool
}

// dies lets the program die when it keeps the nth thing from now on; 0 revives
// it.
func (k *keeper) dies(nth int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.left, k.dead = nth, false
}

// Save implements adapter.Keeper.
func (k *keeper) Save(key string, value []byte) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.left == 1 {
		k.dead = true
	}
	if k.dead {
		return errDead
	}
	k.left = max(0, k.left-1)
	return k.Memory.Save(key, value)
}

// isDead reports whether the program died.
func (k *keeper) isDead() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.dead
}
