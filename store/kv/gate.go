package kv

import "sync"

// Gate counts the running transactions of a driver, so that its Close can wait
// for them. The zero Gate is open.
type Gate struct {
	mu      sync.Mutex
	closed  bool
	running sync.WaitGroup
}

// Enter admits a transaction, which calls Leave when it ends. It returns
// [ErrClosed] after Close was called.
func (g *Gate) Enter() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return ErrClosed
	}
	// Add happens under the lock, so none can follow the Wait in Close.
	g.running.Add(1)
	return nil
}

// Leave ends what Enter admitted.
func (g *Gate) Leave() { g.running.Done() }

// Close admits nothing more and waits until everything has left. It reports
// whether this was the first call.
func (g *Gate) Close() (first bool) {
	g.mu.Lock()
	first = !g.closed
	g.closed = true
	g.mu.Unlock()
	g.running.Wait()
	return first
}
