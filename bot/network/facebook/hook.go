package facebook

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"time"
)

// maxHook bounds what Facebook sends at once: a batch has at most 1000 changes.
const maxHook = 1 << 20

// A Hook is where Facebook says that something was written below the posts of
// Pages: the webhook of the department's app. It only wakes the readers of those
// Pages, and what counts is read from Facebook, so that a message that comes twice,
// late, or never does no harm. It is an http.Handler for one path.
type Hook struct{ accounts []*Account }

// NewHook returns the hook of accounts, whose apps may be one or several.
func NewHook(accounts ...*Account) *Hook { return &Hook{accounts: accounts} }

// ServeHTTP implements http.Handler.
func (h *Hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	switch r.Method {
	case http.MethodGet:
		h.verify(w, r)
	case http.MethodPost:
		h.take(w, r)
	default:
		w.Header().Set("Allow", "GET, POST")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
	}
}

var challenge = regexp.MustCompile(`^[0-9A-Za-z_-]{1,200}$`)

// verify answers Facebook's question whose the hook is.
func (h *Hook) verify(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	ours := 0
	for _, a := range h.accounts {
		ours |= subtle.ConstantTimeCompare([]byte(q.Get("hub.verify_token")), []byte(a.o.VerifyToken))
	}
	say := q.Get("hub.challenge")
	if q.Get("hub.mode") != "subscribe" || ours != 1 || !challenge.MatchString(say) {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, say) //nolint:gosec // It is letters and digits, as plain text; an answer that is lost is asked for again.
}

// take wakes the readers of the Pages that a message is about.
func (h *Hook) take(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxHook))
	if err != nil {
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	from := h.signed(body, r.Header.Get("X-Hub-Signature-256"))
	if len(from) == 0 {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	var m message
	if err := json.Unmarshal(body, &m); err != nil || m.Object != "page" {
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	for _, a := range from {
		if m.about(a.o.Page) {
			a.wakes.ring()
		}
	}
	w.WriteHeader(http.StatusOK)
}

// signed returns the accounts whose app has signed a body.
func (h *Hook) signed(body []byte, header string) []*Account {
	given, err := hex.DecodeString(strings.TrimPrefix(header, "sha256="))
	if err != nil || !strings.HasPrefix(header, "sha256=") || len(given) != sha256.Size {
		return nil
	}
	var out []*Account
	for _, a := range h.accounts {
		m := hmac.New(sha256.New, []byte(a.o.AppSecret))
		m.Write(body) // never fails
		if hmac.Equal(m.Sum(nil), given) {
			out = append(out, a)
		}
	}
	return out
}

// A message is what Facebook sends.
type message struct {
	Object string `json:"object"`
	Entry  []struct {
		ID      string `json:"id"` // of the Page
		Changes []struct {
			Field string `json:"field"`
			Value struct {
				Item string `json:"item"`
				Verb string `json:"verb"`
			} `json:"value"`
		} `json:"changes"`
	} `json:"entry"`
}

// about reports whether a message says that something may be new below the posts
// of a Page.
func (m message) about(page string) bool {
	for _, e := range m.Entry {
		for _, c := range e.Changes {
			if e.ID == page && c.Field == "feed" && c.Value.Item == "comment" {
				return true
			}
		}
	}
	return false
}

// wakes are those who wait for something to read.
type wakes struct {
	mu  sync.Mutex
	all map[chan struct{}]bool
}

// ring wakes everybody who waits. It never waits itself.
func (w *wakes) ring() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for c := range w.all {
		select {
		case c <- struct{}{}:
		default: // It is about to wake.
		}
	}
}

func (w *wakes) add(c chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.all == nil {
		w.all = make(map[chan struct{}]bool)
	}
	w.all[c] = true
}

func (w *wakes) drop(c chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.all, c)
}

// calm is how long a burst of messages wakes nobody a second time.
const calm = 3 * time.Second

// Stream implements network.Streamer. It wakes for what a Hook is told; without one
// it never does.
func (a *Account) Stream(ctx context.Context, wake func()) error {
	c := make(chan struct{}, 1)
	a.wakes.add(c)
	defer a.wakes.drop(c)
	wake() // What came before.
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-c:
			wake()
		}
		t := time.NewTimer(calm)
		select {
		case <-ctx.Done():
			t.Stop()
			return ctx.Err()
		case <-t.C:
		}
	}
}
