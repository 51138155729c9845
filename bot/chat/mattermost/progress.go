package mattermost

import (
	"fmt"
	"strconv"
	"sync"
	"time"
)

// progress is how far everything was handled.
type progress struct {
	mu      sync.Mutex
	pending map[int]time.Time // what is being handled -> since when
	n       int
	missing bool // something could not be handled, and only a backfill finds it
}

// begin forgets what an earlier run left unfinished: the first backfill finds
// it.
func (g *progress) begin() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.pending, g.missing = nil, false
}

// open notes that something is being handled, and returns what ends that.
func (r *run) open() func() {
	g, at := &r.p.progress, r.p.o.Now()
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

// missed notes that something was not handled.
func (r *run) missed() {
	r.p.progress.mu.Lock()
	defer r.p.progress.mu.Unlock()
	r.p.progress.missing = true
}

// isMissing reports whether something was not handled.
func (g *progress) isMissing() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.missing
}

// noteSince keeps how far everything was handled.
func (r *run) noteSince() {
	g, at := &r.p.progress, r.p.o.Now()
	g.mu.Lock()
	for _, t := range g.pending {
		if t.Before(at) {
			at = t
		}
	}
	missing := g.missing
	g.mu.Unlock()
	if missing {
		return
	}
	if err := r.p.o.Keeper.Save(keepSince, []byte(strconv.FormatInt(millis(at), 10))); err != nil {
		r.p.o.Log.Warn("progress not kept", "err", err)
	}
}

// since is up to when everything was handled; false before the first time.
func (p *Platform) since() (time.Time, bool, error) {
	b, err := p.o.Keeper.Get(keepSince)
	if err != nil || len(b) == 0 {
		return time.Time{}, false, err
	}
	ms, err := strconv.ParseInt(string(b), 10, 64)
	if err != nil {
		return time.Time{}, false, fmt.Errorf("read progress of mattermost: %w", err)
	}
	return time.UnixMilli(ms), true, nil
}
