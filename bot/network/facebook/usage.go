package facebook

import (
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"appealbot/bot/network"
)

// How much of what Facebook allows may be used.
const (
	// spare is the percentage from which on nothing is read any more, so that
	// publishing and taking down still can.
	spare = 90
	full  = 100
	// breather is how long to wait where Facebook does not say.
	breather = 5 * time.Minute
)

// usage remembers until when there is nothing to be asked. Facebook tells with
// its answers how many percent of the requests are used up:
//
//	X-App-Usage                 {"call_count":28,"total_time":25,"total_cputime":25}
//	X-Page-Usage                the same for the Page
//	X-Business-Use-Case-Usage   {"123":[{"type":"pages","call_count":100,...,
//	                            "estimated_time_to_regain_access":19}]}, in minutes
//
// (developers.facebook.com/docs/graph-api/overview/rate-limiting, read 2026-11).
type usage struct {
	mu      sync.Mutex
	reading time.Time // nothing is read before
	all     time.Time // nothing is asked before
}

// A share is one entry of such a header.
type share struct {
	Calls  float64 `json:"call_count"`
	Time   float64 `json:"total_time"`
	CPU    float64 `json:"total_cputime"`
	Regain float64 `json:"estimated_time_to_regain_access"` // minutes
}

func (s share) percent() float64 { return max(s.Calls, s.Time, s.CPU) }

// rest is how long to wait after a share.
func (s share) rest() time.Duration {
	if s.Regain <= 0 {
		return breather
	}
	return min(time.Duration(min(s.Regain, 1e6)*float64(time.Minute)), network.MaxRetry)
}

// shares reads the headers. What makes no sense is not there.
func shares(h http.Header) []share {
	var out []share
	for _, k := range []string{"X-App-Usage", "X-Page-Usage"} {
		var s share
		if v := h.Get(k); v != "" && json.Unmarshal([]byte(v), &s) == nil {
			out = append(out, s)
		}
	}
	var by map[string][]share
	if v := h.Get("X-Business-Use-Case-Usage"); v != "" && json.Unmarshal([]byte(v), &by) == nil {
		for _, ss := range by {
			out = append(out, ss...)
		}
	}
	return out
}

// learn takes what an answer says.
func (u *usage) learn(h http.Header, now time.Time) {
	for _, s := range shares(h) {
		p, until := s.percent(), now.Add(s.rest())
		u.mu.Lock()
		if p >= spare && until.After(u.reading) {
			u.reading = until
		}
		if (p >= full || s.Regain > 0) && until.After(u.all) {
			u.all = until
		}
		u.mu.Unlock()
	}
}

// exhausted is called when Facebook takes no more requests. It returns how long to
// wait.
func (u *usage) exhausted(now time.Time) time.Duration {
	u.mu.Lock()
	defer u.mu.Unlock()
	if !u.all.After(now) {
		u.all = now.Add(breather)
	}
	return u.all.Sub(now)
}

// wait returns how long a request has to wait; zero for not at all.
func (u *usage) wait(reading bool, now time.Time) time.Duration {
	u.mu.Lock()
	defer u.mu.Unlock()
	until := u.all
	if reading && u.reading.After(until) {
		until = u.reading
	}
	d := until.Sub(now)
	if d <= 0 || d > network.MaxRetry { // The clock was set back.
		return 0
	}
	return max(d, time.Second)
}

// resting is the result of a request that was not made.
func resting(d time.Duration) network.Result {
	return network.Result{
		Outcome: network.Never, Cause: network.Later, Retry: d, Raw: "not sent: the requests that Facebook allows are used up",
		Note: "Facebook takes no more requests for a while. It is tried again.",
	}
}
