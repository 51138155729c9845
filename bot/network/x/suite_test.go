package x_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/bot/network/x/xtest"
)

// TestSuite holds the adapter to what every network promises.
func TestSuite(t *testing.T) { networktest.Run(t, harness) }

// TestContract runs the suite with every request and answer held to X's
// published description.
func TestContract(t *testing.T) {
	held := contract(t)
	networktest.Run(t, func(t *testing.T) networktest.Harness {
		h := harness(t)
		h.Far = held(h.Far)
		return h
	})
}

// TestContractOfTheRest holds to the description what the suite does not do.
func TestContractOfTheRest(t *testing.T) {
	w := newWorldBehind(t, xtest.Options{NoThreads: true}, nil, contract(t))
	i, end := w.invite("MetroPolice")
	must(t, w.Connect(t.Context(), i, end))
	must(t, w.Probe(t.Context()))
	root := w.publish("Who knows them? 222tips.com", picture(strings.Repeat("x", 1_500_000), "image/jpeg"), picture("b", "image/png")).Remote
	w.publish("Look.", picture("gif", "image/gif"))
	follow := w.attempt("f", "Not here.")
	follow.ReplyTo, follow.Part.Alone = root, true
	if res := w.Publish(t.Context(), follow); !res.Alone {
		t.Errorf("follow-up = %+v", res)
	}
	if res := w.Publish(t.Context(), w.attempt("d", "Look.")); res.Outcome != network.Maybe {
		t.Errorf("duplicate = %+v", res)
	}
	edited, gone := w.Reply("eve", root, "A car. See metro.ca/a"), w.Reply("eve", root, strings.Repeat("Long. ", 80))
	w.Quote("press", root, "Look.")
	w.Edit(edited, "A blue car.")
	items, _ := w.readAll(root)
	if len(items) != 3 {
		t.Errorf("read %+v", items)
	}
	w.Delete(gone)
	if p, err := w.Check(t.Context(), []string{edited, gone}); err != nil || len(p.Items) != 2 {
		t.Errorf("check: %+v, %v", p, err)
	}
	if c, err := w.Counts(t.Context(), []string{root}); err != nil || len(c) != 1 {
		t.Errorf("counts: %+v, %v", c, err)
	}
	for _, m := range []network.Moderation{{Op: bot.OpHide, Remote: edited}, {Op: bot.OpHide, Remote: gone}, {Op: bot.OpMute, Author: items[0].AuthorID}} {
		if res := w.Moderate(t.Context(), m); res.Outcome != network.Done {
			t.Errorf("%s = %+v", m.Op, res)
		}
	}
	if s, err := w.Watch(t.Context(), root); err != nil || !s.Public {
		t.Errorf("watch: %+v, %v", s, err)
	}
}

// contract compares what passes with X's published description, which has
// neither the token endpoint nor oEmbed.
func contract(t *testing.T) func(http.Handler) http.Handler {
	t.Helper()
	return networktest.Contract(t, "x.openapi.json", "/2/oauth2/", "/oembed")
}

func is(method, path string) func(*http.Request) bool {
	return func(r *http.Request) bool { return r.Method == method && r.URL.Path == path }
}

func harness(t *testing.T) networktest.Harness {
	clock := &ticker{now: evening, tick: time.Second}
	s := xtest.NewServer(xtest.Options{Now: clock.Now})
	right, stranger, revoked := s.Grant("MetroPolice"), s.Grant("Somebody"), s.Grant("MetroPolice")
	s.Revoke(revoked.Access)
	return networktest.Harness{
		Far: s.Handler(),
		Open: func(base string, who networktest.Who) network.Network {
			g := map[networktest.Who]xtest.Grant{networktest.Right: right, networktest.Stranger: stranger, networktest.Revoked: revoked}[who]
			return open(t, base, clock, holding(t, g, evening), nil)
		},
		Publishes: is(http.MethodPost, "/2/tweets"),
		Removes: func(r *http.Request) bool {
			return r.Method == http.MethodDelete && strings.HasPrefix(r.URL.Path, "/2/tweets/")
		},
		Reads: func(r *http.Request) bool {
			return r.URL.Path == "/2/tweets/search/recent" || strings.HasSuffix(r.URL.Path, "/mentions")
		},
		Probes:  is(http.MethodGet, "/2/users/me"),
		Public:  func() []string { return s.Public("MetroPolice") },
		Refuse:  s.Refuse,
		Reply:   func(parent, text string) string { return s.Reply("eve", parent, text) },
		Outside: func(text string) string { return s.Write("MetroPolice", text) },
		PassOn:  func(text string) string { return s.Repost("MetroPolice", s.Write("eve", text)) },
		Shares:  s.Reposts,
		Edit:    func(id, text string) { s.Edit(id, text) },
		Delete:  s.Delete,
		Picture: picture("png", "image/png"),
		Pages:   230,
		Secrets: []string{
			right.Access, right.Refresh, stranger.Access, stranger.Refresh, revoked.Access, revoked.Refresh, xtest.ClientSecret,
		},
	}
}
