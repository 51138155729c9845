package network

import (
	"net/http"
	"time"
)

// Behind is how much the clock of whoever answered is behind now; zero where it
// is not, or nothing is said about it. What a far side did at a time of ours it
// did earlier by so much for itself.
func Behind(h http.Header, now time.Time) time.Duration {
	t, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return 0
	}
	return max(now.Sub(t), 0)
}
