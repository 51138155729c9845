package networktest

import (
	"net/http"
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
}

// attempt returns an attempt to publish one part.
func (r *rig) attempt(key, text string) network.Attempt {
	parts, err := r.net.Render(bot.Copy{Text: text, Language: "en"})
	if err != nil || len(parts) != 1 {
		r.Fatalf("Render(%q) = %d parts, %v; the suite needs texts that fit one", text, len(parts), err)
	}
	acc := r.net.Account()
	return network.Attempt{
		Post: bot.Post{
			ID: bot.ID(key), Op: bot.OpCreate, Account: acc.ID, Language: "en",
			Rendering: bot.Rendering{Account: acc.ID, Language: "en", Parts: parts},
			Created:   created, Exercise: acc.Exercise,
		},
		Part: parts[0], Key: key,
	}
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
