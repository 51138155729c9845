package slack

import "time"

// Runs reports whether Run takes what Slack tells.
func (p *Platform) Runs() bool { return p.current() != nil }

// Stagger sets how much later the second connection is made.
func (p *Platform) Stagger(d time.Duration) { p.stagger = d }

// Pings sets within which Slack has to say that a connection lives.
func (p *Platform) Pings(d time.Duration) { p.pings = d }

// Lag sets how far behind the time the notes of how far everything was handled
// are.
func (p *Platform) Lag(d time.Duration) { p.lag = d }
