package network

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// quotaHeaders are what networks call the number of requests that are left and
// the time at which there are new ones.
//
//	X         x-rate-limit-*, Unix seconds (docs.x.com/fundamentals/rate-limits,
//	          read 2026-11); creates also have x-user-limit-24hour-* and
//	          x-app-limit-24hour-*, which answers show and no page names
//	Mastodon  X-RateLimit-*, RFC 3339 (seen 2026-11)
//	Bluesky   RateLimit-*, Unix seconds (seen 2026-11)
var quotaHeaders = [...]string{
	"X-Rate-Limit-", "X-User-Limit-24hour-", "X-App-Limit-24hour-", "X-Ratelimit-", "Ratelimit-",
}

// A Quota is what a network said about how many more requests it takes at one
// endpoint.
type Quota struct {
	Known bool
	Left  int
	// Reset is how long it is until there are new ones, bounded by a second
	// and MaxRetry; zero where it was not said or makes no sense.
	Reset time.Duration
}

// QuotaOf reads the quota from the headers of an answer: the smallest, where
// there are several, and of equal ones that which lasts longest.
func QuotaOf(h http.Header, now time.Time) Quota {
	var out Quota
	for _, prefix := range quotaHeaders {
		left, err := strconv.Atoi(strings.TrimSpace(h.Get(prefix + "Remaining")))
		if err != nil {
			continue
		}
		q := Quota{Known: true, Left: max(left, 0)}
		if d, ok := parseRetry(strings.TrimSpace(h.Get(prefix+"Reset")), now); ok {
			q.Reset = min(max(d, time.Second), MaxRetry)
		}
		if !out.Known || q.Left < out.Left || q.Left == out.Left && q.Reset > out.Reset {
			out = q
		}
	}
	return out
}

// maxEndpoints bounds what is remembered. Adapters have a dozen.
const maxEndpoints = 64

// rests remembers at which endpoints there is nothing left, and until when, so
// that the requests that a network would refuse (and count) are not sent.
type rests struct {
	mu    sync.Mutex
	until map[string]time.Time
}

// wait returns how long an endpoint has to be left alone; zero for not at all.
func (r *rests) wait(endpoint string, now time.Time) time.Duration {
	if endpoint == "" || now.IsZero() {
		return 0
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	until, ok := r.until[endpoint]
	if !ok {
		return 0
	}
	d := until.Sub(now)
	// More than MaxRetry was never asked for: the clock was set back.
	if d <= 0 || d > MaxRetry {
		delete(r.until, endpoint)
		return 0
	}
	return max(d, time.Second)
}

// learn remembers that an endpoint has to be left alone for d; zero says
// nothing.
func (r *rests) learn(endpoint string, d time.Duration, now time.Time) {
	if endpoint == "" || now.IsZero() || d <= 0 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for e, until := range r.until {
		if !until.After(now) {
			delete(r.until, e)
		}
	}
	if _, ok := r.until[endpoint]; !ok && len(r.until) >= maxEndpoints {
		return
	}
	if r.until == nil {
		r.until = make(map[string]time.Time)
	}
	r.until[endpoint] = now.Add(min(d, MaxRetry))
}
