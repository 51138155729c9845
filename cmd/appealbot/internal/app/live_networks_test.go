package app

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network/bluesky/blueskytest"
	"appealbot/bot/network/mastodon/mastodontest"
	"appealbot/bot/network/networktest"
	"appealbot/bot/network/x/xtest"
)

// A square is a public network: a strict server of its API with an account of
// the department on it, and what people do there.
type square interface {
	// account is the department's, by its id in the configuration, and entry
	// what the configuration says of it.
	account() bot.AccountID
	entry(d *department) string
	// agrees is what whoever owns an account brings back from the page that an
	// invitation names: the department, or somebody else.
	agrees(t *testing.T, page string) string
	misled(t *testing.T, page string) string
	// public are the words on the account, the oldest first.
	public() []string
	// newest is the newest post on the account, if there is one.
	newest() string
	// reply and quote are a member of the public's about a post, and return
	// what they wrote; its author edits and deletes it.
	reply(post, text string) string
	quote(post, text string) string
	edit(id, text string)
	erase(id string)
	// hidden reports whether a reply is hidden below a post.
	hidden(post, reply string) bool
	// revoke takes the department's access away.
	revoke()
	// publishes and reads report what a request is for.
	publishes(r *http.Request) bool
	reads(r *http.Request) bool
	// link is the way there.
	link() *way
}

// A way is how the program reaches a network.
type way struct {
	spy    *spy
	faults *networktest.Faults
	url    string
}

func newWay(t *testing.T, far http.Handler) *way {
	t.Helper()
	w := &way{spy: newSpy(far)}
	w.faults = networktest.NewFaults(w.spy)
	s := httptest.NewServer(w.faults)
	t.Cleanup(func() { s.CloseClientConnections(); s.Close() })
	w.url = s.URL
	return w
}

// link implements square.
func (w *way) link() *way { return w }

// squares are the three networks, each with an account of the department.
func squares(t *testing.T) []square {
	t.Helper()
	return []square{newMastodon(t, mastodontest.Mastodon), newBluesky(t), newX(t)}
}

// mastodonSquare is a server that speaks Mastodon's language.
type mastodonSquare struct {
	*mastodontest.Server
	*way

	id           bot.AccountID
	name, handle string
}

func newMastodon(t *testing.T, kind mastodontest.Kind) *mastodonSquare {
	t.Helper()
	s := mastodontest.NewServer(mastodontest.Options{Kind: kind, Now: time.Now})
	return &mastodonSquare{s, newWay(t, s.Handler()), "metro-mastodon", "Metro Police on Mastodon", "@metro"}
}

func (s *mastodonSquare) account() bot.AccountID { return s.id }

func (s *mastodonSquare) entry(*department) string {
	return fmt.Sprintf(`{id: %s, network: mastodon, name: %s, handle: %q, default: true, mastodon: {server: %q}}`, s.id, s.name, s.handle, s.url)
}

func (s *mastodonSquare) agrees(t *testing.T, page string) string { return s.consent(t, "metro", page) }

func (s *mastodonSquare) misled(t *testing.T, page string) string {
	return s.consent(t, "somebody", page)
}

func (s *mastodonSquare) consent(t *testing.T, who, page string) string {
	t.Helper()
	end, err := s.Consent(who, page)
	if err != nil {
		t.Fatal(err)
	}
	return end
}

func (s *mastodonSquare) public() []string { return s.Public() }

func (s *mastodonSquare) newest() string { return s.Newest() }

func (s *mastodonSquare) publishes(r *http.Request) bool {
	return r.Method == http.MethodPost && r.URL.Path == "/api/v1/statuses"
}

func (s *mastodonSquare) reads(r *http.Request) bool {
	return r.URL.Path == "/api/v1/notifications" || strings.HasSuffix(r.URL.Path, "/context")
}

func (s *mastodonSquare) reply(post, text string) string { return s.Reply("eve", post, text) }

func (s *mastodonSquare) quote(post, text string) string { return s.Quote("eve", post, text) }

func (s *mastodonSquare) edit(id, text string) { s.Edit(id, text) }

func (s *mastodonSquare) erase(id string) { s.Delete(id) }

// hidden implements square: Mastodon has no way to do that.
func (s *mastodonSquare) hidden(string, string) bool { return false }

func (s *mastodonSquare) revoke() {
	for _, token := range s.spy.secrets() {
		s.Revoke(token)
	}
}

// blueskySquare is Bluesky: where the account is, and where everybody reads.
type blueskySquare struct {
	*blueskytest.Server
	*way
	view *way
	eve  *blueskytest.Visitor
}

const (
	skyHandle   = "metro.test"
	skyPassword = "abcd-efgh-ijkl-mnop"
	skyStranger = "qrst-uvwx-yz23-4567"
)

func newBluesky(t *testing.T) *blueskySquare {
	t.Helper()
	s := blueskytest.New()
	// Its clock is behind: that something is gone is believed only of what
	// everybody had a minute to learn of.
	s.Now = func() time.Time { return time.Now().Add(-2 * time.Minute) }
	s.AddAccount(skyHandle, skyPassword, "")
	s.AddAccount("somebody.test", skyStranger, "")
	return &blueskySquare{Server: s, way: newWay(t, s.Handler()), view: newWay(t, s.AppView()), eve: s.Visit("eve.test")}
}

func (s *blueskySquare) account() bot.AccountID { return "metro-bluesky" }

func (s *blueskySquare) entry(*department) string {
	return fmt.Sprintf(`{id: metro-bluesky, network: bluesky, name: Metro Police on Bluesky, handle: "@%s", default: true, bluesky: {service: %q, appview: %q}}`,
		skyHandle, s.url, s.view.url)
}

func (s *blueskySquare) agrees(*testing.T, string) string { return skyPassword }

func (s *blueskySquare) misled(*testing.T, string) string { return skyStranger }

func (s *blueskySquare) public() []string { return s.Public(skyHandle) }

func (s *blueskySquare) newest() string { return s.Newest(skyHandle) }

func (s *blueskySquare) publishes(r *http.Request) bool {
	return r.URL.Path == "/xrpc/com.atproto.repo.putRecord"
}

func (s *blueskySquare) reads(r *http.Request) bool {
	return r.URL.Path == "/xrpc/app.bsky.notification.listNotifications"
}

func (s *blueskySquare) reply(post, text string) string { return s.eve.Reply(post, text) }

func (s *blueskySquare) quote(post, text string) string { return s.eve.Quote(post, text) }

func (s *blueskySquare) edit(id, text string) { s.eve.Edit(id, text) }

func (s *blueskySquare) erase(id string) { s.eve.Delete(id) }

// hidden looks into the record that says what is hidden below a post, which has
// the post's own key (lexicon app.bsky.feed.threadgate).
func (s *blueskySquare) hidden(post, reply string) bool {
	gate, err := s.Record(strings.Replace(post, "app.bsky.feed.post", "app.bsky.feed.threadgate", 1))
	if err != nil {
		return false // there is none yet
	}
	list, _ := gate["hiddenReplies"].([]any)
	return slices.Contains(list, any(reply))
}

func (s *blueskySquare) revoke() { s.TakeBack(skyHandle) }

// xSquare is X.
type xSquare struct {
	*xtest.Server
	*way
}

func newX(t *testing.T) *xSquare {
	t.Helper()
	// More posts than people make in a quarter of an hour.
	s := xtest.NewServer(xtest.Options{Now: time.Now, Callback: redirect, Posts: 10_000, Searched: 10_000})
	return &xSquare{s, newWay(t, s.Handler())}
}

func (s *xSquare) account() bot.AccountID { return "metro-x" }

func (s *xSquare) entry(d *department) string {
	d.write("x-client-secret", xtest.ClientSecret)
	return fmt.Sprintf(`{id: metro-x, network: x, name: Metro Police on X, handle: "@MetroPolice", default: true, x: {client_id: %s, client_secret_file: x-client-secret, budget: 100, api: %q}}`,
		xtest.ClientID, s.url)
}

func (s *xSquare) agrees(t *testing.T, page string) string { return s.consent(t, "MetroPolice", page) }

func (s *xSquare) misled(t *testing.T, page string) string { return s.consent(t, "Somebody", page) }

func (s *xSquare) consent(t *testing.T, who, page string) string {
	t.Helper()
	end, err := s.Allow(who, page)
	if err != nil {
		t.Fatal(err)
	}
	return end
}

func (s *xSquare) public() []string { return s.Public("MetroPolice") }

func (s *xSquare) newest() string {
	ps := s.Posts("MetroPolice")
	if len(ps) == 0 {
		return ""
	}
	return ps[len(ps)-1].ID
}

func (s *xSquare) publishes(r *http.Request) bool {
	return r.Method == http.MethodPost && r.URL.Path == "/2/tweets"
}

func (s *xSquare) reads(r *http.Request) bool {
	return r.URL.Path == "/2/tweets/search/recent" || strings.HasSuffix(r.URL.Path, "/mentions")
}

func (s *xSquare) reply(post, text string) string { return s.Reply("Eve", post, "@MetroPolice "+text) }

func (s *xSquare) quote(post, text string) string { return s.Quote("Eve", post, text) }

func (s *xSquare) edit(id, text string) { s.Edit(id, "@MetroPolice "+text) }

func (s *xSquare) erase(id string) { s.Delete(id) }

// hidden implements square. A reply that was edited has an id of its own.
func (s *xSquare) hidden(post, _ string) bool {
	return slices.ContainsFunc(s.Posts("Eve"), func(p xtest.Published) bool { return p.ReplyTo == post && p.Hidden })
}

func (s *xSquare) revoke() {
	for _, token := range s.spy.secrets() {
		s.Revoke(token)
	}
}
