package bolt

import (
	"context"
	"slices"
	"sync"
)

// queue gives the turn to write to one goroutine at a time, in the order in
// which they came. Whoever has the turn passes it on by hand, so it always
// knows whether somebody takes it.
type queue struct {
	mu      sync.Mutex
	taken   bool
	waiting []chan struct{} // closed when it is that one's turn
}

// acquire waits for the turn. It returns the ctx's error if that is done first;
// it may also return nil then, with the turn.
func (q *queue) acquire(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	q.mu.Lock()
	if !q.taken {
		q.taken = true
		q.mu.Unlock()
		return nil
	}
	turn := make(chan struct{})
	q.waiting = append(q.waiting, turn)
	q.mu.Unlock()

	select {
	case <-turn:
		return nil
	case <-ctx.Done():
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	i := slices.Index(q.waiting, turn)
	if i < 0 {
		return nil // the turn came at the same moment
	}
	q.waiting = slices.Delete(q.waiting, i, i+1)
	return ctx.Err()
}

// pass gives the turn to the next in line and reports whether there was one.
// Otherwise the caller keeps it.
func (q *queue) pass() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) == 0 {
		return false
	}
	close(q.waiting[0])
	q.waiting = slices.Delete(q.waiting, 0, 1)
	return true
}

// release gives the turn to the next in line, or back if there is none.
func (q *queue) release() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) == 0 {
		q.taken = false
		return
	}
	close(q.waiting[0])
	q.waiting = slices.Delete(q.waiting, 0, 1)
}
