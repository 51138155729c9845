package network

import (
	"sync"
	"time"
)

// When a far side counts as ill, and how it is left alone then.
const (
	// breakAfter failures in a row, over at least breakSpan, are no
	// accident. Five requests that were on their way together and fail
	// together are one failure and not five.
	breakAfter = 5
	breakSpan  = 10 * time.Second
	// The pauses between two requests that find out whether it is well.
	firstPause = time.Second
	lastPause  = time.Minute
)

// health is what an attempt says about the far side.
type health int

const (
	unclear health = iota // nothing: the caller gave up
	well                  // it answered, if only to refuse
	ill                   // it could not be reached, took too long, or had a fault of its own
)

// maxHosts bounds how many far sides a client remembers. Networks have a few.
const maxHosts = 16

// breakers are those of the hosts that one client asks: that one of them is ill
// says nothing about the others.
type breakers struct {
	mu sync.Mutex
	of map[string]*breaker
}

func (b *breakers) at(address string) *breaker {
	host := hostPort(address)
	b.mu.Lock()
	defer b.mu.Unlock()
	if one, ok := b.of[host]; ok {
		return one
	}
	one := new(breaker)
	if len(b.of) >= maxHosts {
		return one // It is not remembered, and never ill.
	}
	if b.of == nil {
		b.of = make(map[string]*breaker)
	}
	b.of[host] = one
	return one
}

// A breaker stops sending requests to a far side that is ill, and lets one at a
// time find out whether it still is. What it holds back was never sent, so it
// leaves nothing in doubt that was not.
type breaker struct {
	mu       sync.Mutex
	failures int
	since    time.Time     // of the first failure
	pause    time.Duration // zero while requests are sent
	until    time.Time     // when the next request may find out
	trying   bool          // one is finding out
}

// enter returns how long a request has to wait; zero lets it go, and leave must
// be called when it is over.
func (b *breaker) enter(now time.Time) (wait time.Duration, try bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.pause == 0 {
		return 0, false
	}
	d := b.until.Sub(now)
	switch {
	case b.trying:
		return max(d, firstPause), false
	case d > 0 && d <= lastPause: // More than that: the clock was set back.
		return d, false
	default:
		b.trying = true
		return 0, true
	}
}

// leave takes what became of a request that enter let go. try is what enter
// said.
func (b *breaker) leave(h health, try bool, now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if try {
		b.trying = false
	}
	switch h {
	case well:
		b.failures, b.pause = 0, 0
	case ill:
		if b.failures == 0 || now.Before(b.since) {
			b.since = now
		}
		b.failures = min(b.failures+1, breakAfter)
		switch {
		case try:
			b.pause = min(2*b.pause, lastPause)
		case b.pause == 0 && b.failures == breakAfter && now.Sub(b.since) >= breakSpan:
			b.pause = firstPause
		default:
			return // One that was on its way already changes nothing.
		}
		b.until = now.Add(b.pause)
	case unclear:
	}
}
