package practice

import (
	"slices"
	"sync"

	"appealbot/bot/chat"
)

// maxChanges is how many messages a watcher is told of by name. Behind it, it
// is better to look at everything again.
const maxChanges = 200

// Changes says what to look at again.
type Changes struct {
	// All: too much happened to name it.
	All bool
	// Messages are new, changed or gone.
	Messages []chat.Ref
}

// A Watch tells somebody that the room changed. A slow watcher costs nothing:
// changes add up until they are taken.
type Watch struct {
	p    *Platform
	wake chan struct{}

	mu   sync.Mutex
	next Changes
}

// Watch begins to watch the room. The caller closes it.
func (p *Platform) Watch() *Watch {
	w := &Watch{p: p, wake: make(chan struct{}, 1)}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.watches[w] = true
	return w
}

// Wake receives when something changed since the last Take.
func (w *Watch) Wake() <-chan struct{} { return w.wake }

// Take returns what changed since the last time: the named messages, and
// perhaps channels, unread counts and whether the bot listens.
func (w *Watch) Take() Changes {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := w.next
	w.next = Changes{}
	return c
}

// Close ends the watch.
func (w *Watch) Close() {
	w.p.mu.Lock()
	defer w.p.mu.Unlock()
	delete(w.p.watches, w)
}

func (w *Watch) add(at chat.Ref) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case at.Message == "" || w.next.All || slices.Contains(w.next.Messages, at):
	case len(w.next.Messages) >= maxChanges:
		w.next = Changes{All: true}
	default:
		w.next.Messages = append(w.next.Messages, at)
	}
	select {
	case w.wake <- struct{}{}:
	default: // awake already
	}
}

// changed tells all watchers of a message, or of anything else for a Ref
// without one. p.mu is held.
func (p *Platform) changed(at chat.Ref) {
	for w := range p.watches {
		w.add(at)
	}
}

// notify tells all watchers of something that is no message.
func (p *Platform) notify() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.changed(chat.Ref{})
}
