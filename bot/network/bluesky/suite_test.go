package bluesky_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"appealbot/bot/network"
	"appealbot/bot/network/bluesky"
	"appealbot/bot/network/bluesky/blueskytest"
	"appealbot/bot/network/networktest"
)

// TestSuite holds the account to what every network promises, on a server in
// memory.
func TestSuite(t *testing.T) {
	networktest.Run(t, harness)
}

func harness(t *testing.T) networktest.Harness {
	s := blueskytest.New()
	clock := time.Now()
	s.Now = func() time.Time { return clock }
	did := s.AddAccount(metro, password, "")
	other := s.AddAccount("harbour.test", "wxyz-wxyz-wxyz-wxyz", "")
	eve := s.Visit("eve.test")
	right, strange := s.Login(metro), s.Login("harbour.test")
	revoked := kept{metro, "gone-gone-gone-gone", did, "", "revoked.access.token", "revoked-refresh-token"}
	return networktest.Harness{
		Far: s.Handler(),
		Open: func(base string, who networktest.Who) network.Network {
			v := &vault{}
			switch who {
			case networktest.Stranger:
				v.put(kept{"harbour.test", "wxyz-wxyz-wxyz-wxyz", other, base, strange.Access, strange.Refresh})
			case networktest.Revoked:
				k := revoked
				k.PDS = base
				v.put(k)
			default:
				v.put(kept{metro, password, did, base, right.Access, right.Refresh})
			}
			a, err := bluesky.New(bluesky.Options{
				Account: identity(metro), Service: base, AppView: base, Secrets: v,
				// A minute is over since the replies were written.
				Now:  func() time.Time { return clock.Add(2 * time.Minute) },
				HTTP: network.ClientOptions{Proxy: direct, Timeout: 5 * time.Second},
			})
			must(t, err)
			t.Cleanup(a.Close)
			return a
		},
		Publishes: calls("com.atproto.repo.putRecord"),
		Removes:   calls("com.atproto.repo.deleteRecord"),
		Reads:     calls("app.bsky.notification.listNotifications"),
		Probes:    calls("com.atproto.server.getSession"),
		Public:    func() []string { return s.Public(metro) },
		Refuse:    s.Refuse,
		Reply:     eve.Reply,
		Outside:   s.As(metro).Post,
		PassOn:    func(text string) string { return s.As(metro).Repost(eve.Post(text)) },
		Shares:    s.Reposts,
		Edit:      eve.Edit,
		Delete:    eve.Delete,
		Picture:   png("\x89PNG a picture"),
		Pages:     230,
		Secrets: []string{
			password, right.Access, right.Refresh, strange.Access, strange.Refresh,
			revoked.Access, revoked.Refresh, revoked.Password,
		},
	}
}

// calls matches the requests of one method of XRPC.
func calls(method string) func(*http.Request) bool {
	return func(r *http.Request) bool { return strings.TrimPrefix(r.URL.Path, "/xrpc/") == method }
}
