package adapter

import "sync"

// Locks let one goroutine at a time do something about a key. The zero value is
// ready.
type Locks struct {
	mu sync.Mutex
	m  map[string]*lock
}

type lock struct {
	sync.Mutex
	waiting int
}

// Hold waits for a key and returns what lets go of it.
func (l *Locks) Hold(key string) (release func()) {
	l.mu.Lock()
	k := l.m[key]
	if k == nil {
		k = &lock{}
		if l.m == nil {
			l.m = map[string]*lock{}
		}
		l.m[key] = k
	}
	k.waiting++
	l.mu.Unlock()
	k.Lock()
	return func() {
		k.Unlock()
		l.mu.Lock()
		defer l.mu.Unlock()
		if k.waiting--; k.waiting == 0 {
			delete(l.m, key)
		}
	}
}
