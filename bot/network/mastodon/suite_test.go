package mastodon_test

import (
	"net/http"
	"strings"
	"testing"

	"appealbot/bot/network"
	"appealbot/bot/network/mastodon"
	"appealbot/bot/network/mastodon/mastodontest"
	"appealbot/bot/network/networktest"
)

// TestSuite holds the adapter to what every network promises, on every kind of
// server.
func TestSuite(t *testing.T) {
	for name, kind := range map[string]mastodontest.Kind{
		"mastodon": mastodontest.Mastodon, "mastodon 4.1": mastodontest.Mastodon41,
		"gotosocial": mastodontest.GoToSocial, "hollo": mastodontest.Hollo, "stranger": mastodontest.Stranger,
	} {
		t.Run(name, func(t *testing.T) {
			networktest.Run(t, func(t *testing.T) networktest.Harness { return harness(t, kind) })
		})
	}
}

// contract compares what passes with Mastodon's published description.
func contract(t *testing.T) func(http.Handler) http.Handler {
	t.Helper()
	return networktest.Contract(t, "mastodon.openapi.json", "/oauth/", "/api/v1/streaming")
}

// TestContract runs the suite with every request and answer held to Mastodon's
// published description.
func TestContract(t *testing.T) {
	held := contract(t)
	networktest.Run(t, func(t *testing.T) networktest.Harness {
		h := harness(t, mastodontest.Mastodon)
		h.Far, h.Pages = held(h.Far), 45 // Comparing takes its time.
		return h
	})
}

func harness(t *testing.T, kind mastodontest.Kind) networktest.Harness {
	s := mastodontest.NewServer(mastodontest.Options{Kind: kind, Now: clock})
	right, stranger := s.Token("metro", mastodontest.All), s.Token("somebody", mastodontest.All)
	revoked := s.Token("metro", mastodontest.All)
	s.Revoke(revoked)
	return networktest.Harness{
		Far: s.Handler(),
		Open: func(base string, who networktest.Who) network.Network {
			token := map[networktest.Who]string{networktest.Right: right, networktest.Stranger: stranger, networktest.Revoked: revoked}[who]
			a := open(t, base, func(o *mastodon.Options) { o.Secrets = holding(t, token) })
			// A test may open it where nobody is.
			_ = a.Learn(t.Context())
			return a
		},
		Publishes: is(http.MethodPost, "/api/v1/statuses"),
		Removes: func(r *http.Request) bool {
			return r.Method == http.MethodDelete && strings.HasPrefix(r.URL.Path, "/api/v1/statuses/")
		},
		Reads: func(r *http.Request) bool {
			return r.URL.Path == "/api/v1/notifications" || strings.HasSuffix(r.URL.Path, "/context")
		},
		Probes:  is(http.MethodGet, "/api/v1/accounts/verify_credentials"),
		Public:  s.Public,
		Refuse:  s.Refuse,
		Reply:   func(parent, text string) string { return s.Reply("eve", parent, text) },
		Outside: func(text string) string { return s.Write("metro", text, "public") },
		PassOn:  func(text string) string { return s.Boost("metro", s.Write("eve", text, "public")) },
		Shares:  s.Boosts,
		Edit:    s.Edit,
		Delete:  s.Delete,
		Picture: pixel("png"),
		Pages:   230,
		Secrets: []string{right, stranger, revoked},
	}
}
