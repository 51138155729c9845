package mastodon_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"

	"appealbot/bot/network"
	"appealbot/bot/network/mastodon"
)

// A real server accepts the post, and its answer is lost: in each of the three
// ways in which that looks different to the one who waits for it. There is one
// post each, whatever was tried afterwards.
func TestPeerAnswerLost(t *testing.T) {
	p := newPeer(t)
	s := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	proxy := toxiproxy.NewProxy(s, t.Name(), "127.0.0.1:0", strings.TrimPrefix(p.base, "http://"))
	must(t, proxy.Start())
	t.Cleanup(proxy.Stop)
	for name, toxic := range map[string]string{
		"connection reset": `{"name":"t","type":"reset_peer","stream":"downstream","attributes":{"timeout":0}}`,
		"no answer":        `{"name":"t","type":"timeout","stream":"downstream","attributes":{"timeout":0}}`,
		"answer cut short": `{"name":"t","type":"limit_data","stream":"downstream","attributes":{"bytes":150}}`,
	} {
		t.Run(name, func(t *testing.T) {
			a := open(t, "http://"+proxy.Listen, func(o *mastodon.Options) {
				o.Account.Handle = ""
				o.Secrets, o.Now = holding(t, p.token), time.Now
			})
			must(t, a.Learn(t.Context()))
			if _, err := a.Counts(t.Context(), nil); err != nil { // so that it knows who it is
				t.Fatal(err)
			}
			text := "Seen by nobody: " + name + " " + p.stamp
			at := p.attempt("lost-"+name, text)
			_, err := proxy.Toxics.AddToxicJson(strings.NewReader(toxic))
			must(t, err)
			ctx, stop := context.WithTimeout(t.Context(), 3*time.Second)
			defer stop()
			began := time.Now()
			res := a.Publish(ctx, at)
			took := time.Since(began)
			must(t, proxy.Toxics.RemoveToxic(t.Context(), "t"))
			t.Logf("%s after %v: %s", res.Outcome, took.Round(time.Millisecond), res.Raw)
			if res.Outcome != network.Maybe {
				t.Errorf("publish = %+v, want maybe", res)
			}
			// It may still be at it.
			p.wait("the post", func() bool { return a.Find(t.Context(), at).Outcome == network.Done })
			found := a.Find(t.Context(), at)
			if a.Capabilities().Idempotent {
				if again := a.Publish(t.Context(), at); again.Outcome != network.Done || again.Remote != found.Remote {
					t.Errorf("publish again = %+v, want done as %s", again, found.Remote)
				}
			}
			if n := p.shown(text); n != 1 {
				t.Errorf("it is public %d times, want once", n)
			}
		})
	}
}
