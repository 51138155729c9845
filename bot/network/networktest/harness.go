package networktest

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Who a network is opened as.
type Who int

// Who: the configured account itself, somebody else with valid credentials, or
// the account with credentials that do not work any more.
const (
	Right Who = iota
	Stranger
	Revoked
)

// A Harness lets the suite command a far side. Each subtest asks for a fresh
// one. Functions that are nil say that the network cannot do that; the suite
// skips what needs them.
type Harness struct {
	// Far is the far side: a strict fake of the network's API, or a reverse
	// proxy to a real server. The suite serves it on loopback with Faults in
	// front.
	Far http.Handler
	// Open returns the network under test, speaking to base, which is
	// "http://127.0.0.1:port". It may be called several times, and each
	// network finds what the one before has kept.
	Open func(base string, who Who) network.Network
	// Publishes, Removes, Reads and Probes report what a request is for:
	// making a post public, taking one down, reading replies, and asking
	// who the account is.
	Publishes, Removes, Reads, Probes func(*http.Request) bool
	// Public returns the texts of the account's public posts, in the order
	// in which they were published.
	Public func() []string
	// Refuse makes the far side refuse every text that contains word for
	// good.
	Refuse func(word string)
	// Reply writes a reply to a post or to another reply as a member of the
	// public and returns its id; Edit and Delete are its author's.
	Reply  func(parent, text string) string
	Edit   func(remote, text string)
	Delete func(remote string)
	// Outside publishes a text on the account past the program and returns its
	// id, PassOn passes on what somebody else wrote.
	Outside func(text string) string
	PassOn  func(text string) string
	// Shares returns how often the account shares a post of its own again at the
	// moment, and how often it ever did.
	Shares func(remote string) (now, ever int)
	// Film is a video for networks where nothing is published without one.
	// Otherwise it is empty.
	Film network.Media
	// Never are characters that the network takes in no text.
	Never string
	// Whole: the network has no threads. It refuses a text that does not fit
	// into one post.
	Whole bool
	// Flat: what continues something is a post like any other there.
	Flat bool
	// Picture is a picture that the network takes. Empty for networks
	// without pictures.
	Picture network.Media
	// Pages is how many replies surely make more than one page.
	Pages int
	// Secrets must never be in a note, an error or the log.
	Secrets []string
}

// rig is a network under test with its far side.
type rig struct {
	Harness
	*testing.T
	net     network.Network
	faults  *Faults
	base    string
	posts   []network.Posted // published with publish, the newest first
	known   map[string]bool  // items that were read
	changed map[string]bool  // replies that were edited
	read    []string         // replies that were read

	mu      sync.Mutex
	carried map[string]string // what networks remember of media that were carried, by key
}

// copy is a text with what the network publishes nothing without.
func (r *rig) copy(text string) bot.Copy {
	c := bot.Copy{Text: text, Language: "en"}
	if r.Film.Digest != "" {
		c.Media = media(r.Film)
	}
	return c
}

// plain is a text without what the network takes in none.
func (r *rig) plain(text string) string {
	return strings.Map(func(c rune) rune {
		if strings.ContainsRune(r.Never, c) {
			return -1
		}
		return c
	}, text)
}

// carry carries the media of an attempt, once for each key. The result is Done
// where there is nothing to carry.
func (r *rig) carry(a *network.Attempt) network.Result {
	carrier, ok := r.net.(network.Carrier)
	if !ok || !carrier.Carries(a.Part) {
		return network.Result{Outcome: network.Done}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if state, ok := r.carried[a.Key]; ok {
		a.Carried = state
		return network.Result{Outcome: network.Done}
	}
	for range 1000 {
		c := carrier.Carry(r.Context(), *a)
		a.Carried = c.State
		r.quiet(c.Note, c.Raw)
		if !c.More {
			if c.Outcome == network.Done {
				r.carried[a.Key] = c.State
			}
			return c.Result
		}
	}
	return network.Result{Note: "The steps do not end."}
}

// attempt returns an attempt to publish one part, whose media the network has.
func (r *rig) attempt(key, text string) network.Attempt {
	a := r.draft(key, text)
	if res := r.carry(&a); res.Outcome != network.Done {
		r.Errorf("carrying %s = %+v", key, res)
	}
	return a
}

// draft returns an attempt whose media the network does not have yet.
func (r *rig) draft(key, text string) network.Attempt {
	parts, err := r.net.Render(r.copy(text))
	if err != nil || len(parts) != 1 {
		r.Fatalf("Render(%q) = %d parts, %v; the suite needs texts that fit one", text, len(parts), err)
	}
	acc := r.net.Account()
	a := network.Attempt{
		Post: bot.Post{
			ID: bot.ID(key), Op: bot.OpCreate, Account: acc.ID, Language: "en",
			Rendering: bot.Rendering{Account: acc.ID, Language: "en", Parts: parts},
			Created:   created, Exercise: acc.Exercise,
		},
		Part: parts[0], Key: key,
	}
	if r.Film.Digest != "" {
		a.Media = []network.Media{r.Film}
	}
	return a
}

// publish publishes one part that must succeed.
func (r *rig) publish(key, text string) network.Result {
	r.Helper()
	res := r.net.Publish(r.Context(), r.attempt(key, text))
	if res.Outcome != network.Done || res.Remote == "" {
		r.Fatalf("Publish(%s) = %+v, want done with an id", key, res)
	}
	r.posts = append([]network.Posted{{Remote: res.Remote, At: time.Now()}}, r.posts...)
	return res
}

// public is how often a text is public.
func (r *rig) public(text string) int {
	n := 0
	for _, t := range r.Public() {
		if t == text {
			n++
		}
	}
	return n
}
