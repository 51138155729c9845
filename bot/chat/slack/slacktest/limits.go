package slacktest

import "time"

// A Limit says how Slack's rate limits are kept
// (docs.slack.dev/apis/web-api/rate-limits, 2026-11).
type Limit struct {
	// PerMinute is for each method of the tiers 1 to 4; a tier that is not
	// there has no limit.
	PerMinute map[int]int
	// Message is the time between two messages of chat.postMessage into the
	// same channel, and Burst how many may come at once now and then.
	Message time.Duration
	Burst   int
}

// SlackLimits are the documented ones: about 20, 50 and 100 calls a minute for
// tiers 2, 3 and 4, and a message a second in a channel with short bursts. How
// short is not documented: three is a guess.
func SlackLimits() Limit {
	return Limit{PerMinute: map[int]int{1: 1, 2: 20, 3: 50, 4: 100}, Message: time.Second, Burst: 3}
}

// grace is how long after a 429 calls still come that were on their way.
const grace = 250 * time.Millisecond

// limits counts calls and remembers pauses that were asked for.
type limits struct {
	on     bool
	rule   Limit
	calls  map[string][]time.Time
	pauses map[string][2]time.Time // asked for at, over at
	early  int
}

// Limits switches the rate limits on.
func (s *Server) Limits(l Limit) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.limits.on, s.limits.rule = true, l
}

// NoLimits switches the rate limits off.
func (s *Server) NoLimits() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.limits.on = false
}

// Early is how many calls came although a pause had been asked for and was not
// over.
func (s *Server) Early() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.limits.early
}

// bucket is what a call counts for: messages by channel, the rest by method.
func bucket(r Request) string {
	if r.Method == "chat.postMessage" {
		return r.Method + " " + r.Args.Get("channel")
	}
	return r.Method
}

// pause notes that a pause was asked for.
func (l *limits) pause(r Request, d time.Duration) {
	if l.pauses == nil {
		l.pauses = map[string][2]time.Time{}
	}
	d = (d + time.Second - 1).Truncate(time.Second) // Slack knows whole seconds
	now := time.Now()
	if over := l.pauses[bucket(r)][1]; now.After(over) {
		l.pauses[bucket(r)] = [2]time.Time{now, now.Add(d)}
	}
}

// take counts a call and says how long it should have waited; zero is none.
func (l *limits) take(s *Server, r Request) time.Duration {
	now := time.Now()
	if p, ok := l.pauses[bucket(r)]; ok && now.Before(p[1]) {
		if now.Sub(p[0]) > grace {
			l.early++
			s.violate("%s was called %v before the pause was over that a 429 had asked for", r.Method, p[1].Sub(now).Round(time.Millisecond))
		}
		return p[1].Sub(now)
	}
	if !l.on {
		return 0
	}
	most, span := l.rule.PerMinute[methods()[r.Method].tier], time.Minute
	if r.Method == "chat.postMessage" {
		most, span = l.rule.Burst, time.Duration(l.rule.Burst)*l.rule.Message
	}
	if most == 0 {
		return 0
	}
	if l.calls == nil {
		l.calls = map[string][]time.Time{}
	}
	recent := l.calls[bucket(r)]
	for len(recent) > 0 && now.Sub(recent[0]) > span {
		recent = recent[1:]
	}
	if len(recent) >= most {
		d := span - now.Sub(recent[0])
		l.calls[bucket(r)] = recent
		l.pause(r, d)
		return d
	}
	l.calls[bucket(r)] = append(recent, now)
	return 0
}
