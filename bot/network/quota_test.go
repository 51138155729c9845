package network_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"appealbot/bot/network"
)

// clock is a clock that stands still until it is set.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// counting is a server that counts requests and answers each as say does.
func counting(t *testing.T, say http.HandlerFunc) (base string, seen *atomic.Int32) {
	t.Helper()
	seen = new(atomic.Int32)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen.Add(1)
		say(w, r)
	}))
	t.Cleanup(s.Close)
	return s.URL, seen
}

func at(endpoint, url string) network.Request {
	return network.Request{Endpoint: endpoint, Method: http.MethodGet, URL: url}
}

func TestNothingIsSentWhileNothingIsLeft(t *testing.T) {
	for _, tt := range []struct {
		name   string
		status int
		header map[string]string
		want   time.Duration // of rest; zero for none
	}{
		{"X", 200, map[string]string{"x-rate-limit-remaining": "0", "x-rate-limit-reset": "1793621700"}, 15 * time.Minute},
		{"X, for the day", 201, map[string]string{
			"x-rate-limit-remaining": "99", "x-rate-limit-reset": "1793621700",
			"x-user-limit-24hour-remaining": "0", "x-user-limit-24hour-reset": "1793700000",
		}, network.MaxRetry},
		{"Mastodon", 200, map[string]string{"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "2026-11-02T12:05:00.000000Z"}, 5 * time.Minute},
		{"Bluesky", 200, map[string]string{"RateLimit-Remaining": "0", "RateLimit-Reset": "1793620920"}, 2 * time.Minute},
		{"the last refusal", 429, map[string]string{"Retry-After": "7"}, 7 * time.Second},
		{"a refusal that has two answers", 429, map[string]string{
			"Retry-After": "7", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "2026-11-02T12:05:00Z",
		}, 5 * time.Minute},
		{"a fault of its own", 503, map[string]string{"RateLimit-Remaining": "0", "RateLimit-Reset": "30"}, 30 * time.Second},
		{"a clock that is fast", 200, map[string]string{"RateLimit-Remaining": "0", "RateLimit-Reset": "9999999999"}, network.MaxRetry},
		{"a clock that is slow", 200, map[string]string{"RateLimit-Remaining": "0", "RateLimit-Reset": "1700000000"}, time.Second},
		{"less than none", 200, map[string]string{"RateLimit-Remaining": "-3", "RateLimit-Reset": "5"}, 5 * time.Second},
		{"some are left", 200, map[string]string{"RateLimit-Remaining": "1", "RateLimit-Reset": "1793620920"}, 0},
		{"no number", 200, map[string]string{"RateLimit-Remaining": "none", "RateLimit-Reset": "1793620920"}, 0},
		{"no time", 200, map[string]string{"RateLimit-Remaining": "0"}, 0},
		{"a time that is none", 200, map[string]string{"RateLimit-Remaining": "0", "RateLimit-Reset": "-9999999999999999999"}, 0},
		{"a refusal without a time", 429, nil, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			base, seen := counting(t, func(w http.ResponseWriter, _ *http.Request) {
				for k, v := range tt.header {
					w.Header().Set(k, v)
				}
				w.WriteHeader(tt.status)
			})
			clk := newClock()
			c := client(network.ClientOptions{Name: "Chirp", Now: clk.now})
			defer c.Close()
			ask := func(endpoint string) network.Answer { return c.Do(t.Context(), at(endpoint, base)) }
			ask("GET /posts")
			a := ask("GET /posts")
			if held := seen.Load() == 1; held != (tt.want > 0) {
				t.Fatalf("%d requests were sent", seen.Load())
			}
			if tt.want == 0 {
				return
			}
			if a.Outcome != network.Never || a.Retry != tt.want || a.Cause != network.Later || a.Status != 0 || a.Note == "" {
				t.Errorf("held back: %+v, want never, again in %v", a.Result, tt.want)
			}
			if ask("GET /answers"); seen.Load() != 2 {
				t.Error("another endpoint was held back, too")
			}
			if ask(""); seen.Load() != 3 {
				t.Error("a request that names no endpoint was held back")
			}
			clk.add(tt.want - time.Second/2)
			if a := ask("GET /posts"); seen.Load() != 3 || a.Retry != time.Second {
				t.Errorf("a moment before: %d requests, %+v", seen.Load(), a.Result)
			}
			clk.add(time.Second / 2)
			if ask("GET /posts"); seen.Load() != 4 {
				t.Error("it is not asked again when the time has come")
			}
		})
	}
}

func TestAClockSetBackLocksNobodyOut(t *testing.T) {
	base, seen := counting(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	clk := newClock()
	c := client(network.ClientOptions{Now: clk.now})
	defer c.Close()
	c.Do(t.Context(), at("a", base))
	clk.add(-24 * time.Hour)
	if c.Do(t.Context(), at("a", base)); seen.Load() != 2 {
		t.Error("it waits for a day")
	}
}

func TestWhatIsRememberedIsBounded(t *testing.T) {
	base, seen := counting(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "60")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	clk := newClock()
	c := client(network.ClientOptions{Now: clk.now})
	defer c.Close()
	const n = 1000
	for range 2 {
		for i := range n {
			c.Do(t.Context(), at(fmt.Sprint("endpoint ", i), base))
		}
	}
	if held := 2*n - seen.Load(); held < 10 || held > 100 {
		t.Errorf("%d endpoints of %d are remembered", held, n)
	}
	clk.add(time.Hour)
	seen.Store(0)
	for range 2 {
		c.Do(t.Context(), at("a new one", base))
	}
	if seen.Load() != 1 {
		t.Error("what is over is not forgotten")
	}
}

func FuzzQuota(f *testing.F) {
	f.Add("0", "1793620920", int64(1793620800))
	f.Add("-1", "2026-11-02T12:05:00Z", int64(0))
	f.Add("99999999999999999999", "9223372036854775807", int64(-1))
	f.Fuzz(func(t *testing.T, left, reset string, now int64) {
		h := http.Header{"X-Rate-Limit-Remaining": {left}, "X-Rate-Limit-Reset": {reset}, "Ratelimit-Remaining": {reset}, "Ratelimit-Reset": {left}}
		q := network.QuotaOf(h, time.Unix(now%(1<<40), 0))
		if q.Left < 0 || q.Reset < 0 || q.Reset > network.MaxRetry || !q.Known && q != (network.Quota{}) {
			t.Errorf("%q, %q: %+v", left, reset, q)
		}
	})
}
