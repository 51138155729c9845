package adapter

import (
	"fmt"
	"strconv"
	"sync"
	"time"
)

// Progress is how far everything was handled. An event is handled when the
// handler is done with it.
type Progress struct {
	book  *Book
	again chan struct{}

	mu      sync.Mutex
	pending map[int]time.Time // what is being handled -> since when
	n       int
	noted   time.Time // up to when everything was handled, as it was kept last
	missing bool      // something could not be handled, and only a backfill finds it

	caught   chan struct{} // closed when the first backfill is done
	catching sync.Once
}

// NewProgress returns the progress that a book holds.
func NewProgress(b *Book) *Progress {
	return &Progress{book: b, again: make(chan struct{}, 1), caught: make(chan struct{})}
}

// end forgets what a Run leaves unfinished: the first backfill of the next finds
// it.
func (g *Progress) end() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.pending, g.missing = nil, false
}

// Open notes that something is being handled, and returns what ends that.
func (g *Progress) Open() (done func()) { return g.OpenAt(g.book.Now()) }

// OpenAt is Open for what happened at a time.
func (g *Progress) OpenAt(at time.Time) (done func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.pending == nil {
		g.pending = map[int]time.Time{}
	}
	g.n++
	n := g.n
	g.pending[n] = at
	return func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		delete(g.pending, n)
	}
}

// Missed notes that something was not handled.
func (g *Progress) Missed() { g.setMissing(true) }

// MissedNow is Missed for what should be looked for at once.
func (g *Progress) MissedNow() {
	g.Missed()
	soon(g.again)
}

// Again tells when to look for what was missed at once.
func (g *Progress) Again() <-chan struct{} { return g.again }

func (g *Progress) setMissing(missing bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.missing = missing
}

// Missing reports whether something was not handled, so that a backfill has to
// look for it.
func (g *Progress) Missing() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.missing
}

// Note keeps how far everything was handled: up to the oldest that is being
// handled, and no farther than before while something is missing.
func (g *Progress) Note() { g.NoteAt(g.book.Now()) }

// NoteAt is Note for what was handled up to a time, on platforms that do not say
// at once that they have nothing more to tell.
func (g *Progress) NoteAt(at time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, t := range g.pending {
		if t.Before(at) {
			at = t
		}
	}
	if g.missing || at.Before(g.noted) && !g.book.Now().Before(g.noted) {
		return // it never goes back, unless the clock did
	}
	if err := g.book.Keeper.Save(KeepSince, []byte(strconv.FormatInt(at.UnixMilli(), 10))); err != nil {
		g.book.Log.Warn("progress not kept", "err", err)
		return
	}
	g.noted = at
}

// Since is up to when everything was handled; false before the first time.
func (g *Progress) Since() (time.Time, bool, error) {
	b, err := g.book.Keeper.Get(KeepSince)
	if err != nil || len(b) == 0 {
		return time.Time{}, false, err
	}
	ms, err := strconv.ParseInt(string(b), 10, 64)
	if err != nil {
		return time.Time{}, false, fmt.Errorf("read progress of %s: %w", g.book.Platform, err)
	}
	return time.UnixMilli(ms), true, nil
}
