package youtube_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/bot/network/youtube"
	"appealbot/bot/network/youtube/youtubetest"
)

// TestSuite holds the adapter to what every network promises, with every request
// and answer held to YouTube's description.
func TestSuite(t *testing.T) {
	networktest.Run(t, func(t *testing.T) networktest.Harness {
		return harness(t, youtubetest.Options{Converting: 1, Units: plenty})
	})
}

// plenty is a quota that tests do not use up.
const plenty = 1_000_000

func ledger(t testing.TB, clock *ticker, units int, keep youtube.Memory) *youtube.Ledger {
	t.Helper()
	l, err := youtube.NewLedger(youtube.LedgerOptions{Project: youtubetest.ClientID, Units: units, Uploads: units, Remember: keep, Now: clock.Now})
	must(t, err)
	return l
}

func harness(t *testing.T, o youtubetest.Options) networktest.Harness {
	clock := &ticker{now: evening, tick: time.Millisecond}
	o.Now = clock.Now
	s := youtubetest.NewServer(o)
	right, stranger, revoked := s.Grant("@MetroPolice"), s.Grant("@Somebody"), s.Grant("@MetroPolice")
	s.Revoke(revoked.Access)
	comments := []string{"/youtube/v3/commentThreads", "/youtube/v3/comments"}
	return networktest.Harness{
		Far: youtubetest.Contract(t)(s.Handler()),
		Open: func(base string, who networktest.Who) network.Network {
			g := map[networktest.Who]youtubetest.Grant{networktest.Right: right, networktest.Stranger: stranger, networktest.Revoked: revoked}[who]
			return open(t, base, clock, holding(t, g), func(o *youtube.Options) { o.Ledger = ledger(t, clock, plenty, nil) })
		},
		Publishes: is(http.MethodPut, "/youtube/v3/videos"),
		Removes:   is(http.MethodDelete, "/youtube/v3/videos"),
		Reads:     func(r *http.Request) bool { return r.Method == http.MethodGet && slices.Contains(comments, r.URL.Path) },
		Probes:    is(http.MethodGet, "/youtube/v3/channels"),
		Public:    func() []string { return s.Public("@MetroPolice") },
		Refuse:    s.Refuse,
		Reply:     func(parent, text string) string { return s.Reply("@eve-9", parent, text) },
		Outside:   func(text string) string { return s.Upload("@MetroPolice", "Look", text, "public") },
		Edit:      s.Edit,
		Delete:    s.Delete,
		Film:      film("suite", 1000),
		Never:     "<>",
		Whole:     true,
		Secrets: []string{
			right.Access, right.Refresh, stranger.Access, stranger.Refresh, revoked.Access, revoked.Refresh, youtubetest.ClientSecret,
		},
	}
}
