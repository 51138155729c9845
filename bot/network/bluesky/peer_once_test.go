package bluesky_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"

	"appealbot/bot/network"
)

// toxic puts a proxy in front of the peer that can spoil the way back, and
// returns its address.
func (p peer) toxic(t testing.TB) (*toxiproxy.Proxy, string) {
	t.Helper()
	s := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	proxy := toxiproxy.NewProxy(s, t.Name(), "127.0.0.1:0", strings.TrimPrefix(p.PDS, "http://"))
	must(t, proxy.Start())
	t.Cleanup(proxy.Stop)
	return proxy, "http://" + proxy.Listen
}

// The server accepts the post, and its answer is lost: in each of the three ways
// in which that looks different to the one who waits for it. There is one post
// each, whatever was tried afterwards.
func TestPeerAnswerLost(t *testing.T) {
	p := thePeer(t)
	me := p.newPerson(t, "lost")
	proxy, base := p.toxic(t)
	for name, toxic := range map[string]string{
		"connection reset": `{"name":"t","type":"reset_peer","stream":"downstream","attributes":{"timeout":0}}`,
		"no answer":        `{"name":"t","type":"timeout","stream":"downstream","attributes":{"timeout":0}}`,
		"answer cut short": `{"name":"t","type":"limit_data","stream":"downstream","attributes":{"bytes":150}}`,
	} {
		t.Run(name, func(t *testing.T) {
			a := me.open(t, base, nil)
			at := attempt("lost-"+name, "Seen by nobody: "+name)
			_, err := proxy.Toxics.AddToxicJson(strings.NewReader(toxic))
			must(t, err)
			ctx, stop := context.WithTimeout(t.Context(), 3*time.Second)
			defer stop()
			res := a.Publish(ctx, at)
			must(t, proxy.Toxics.RemoveToxic(t.Context(), "t"))
			t.Logf("%s: %s", res.Outcome, res.Raw)
			if res.Outcome != network.Maybe {
				t.Errorf("Publish = %+v, want maybe", res)
			}
			found := a.Find(t.Context(), at)
			if found.Outcome != network.Done {
				t.Errorf("Find = %+v, want done", found)
			}
			again := a.Publish(t.Context(), at)
			if again.Outcome != network.Done || again.Remote != found.Remote {
				t.Errorf("Publish again = %+v, want done as %s", again, found.Remote)
			}
			n := 0
			for _, text := range me.listed() {
				if text == at.Part.Text {
					n++
				}
			}
			if n != 1 {
				t.Errorf("it is public %d times, want once", n)
			}
		})
	}
}

// What stands under a key is never overwritten by what somebody else means.
func TestPeerKeyTaken(t *testing.T) {
	p := thePeer(t)
	me := p.newPerson(t, "taken")
	a := me.open(t, p.PDS, nil)
	first := attempt("taken", "The first.")
	if res := a.Publish(t.Context(), first); res.Outcome != network.Done {
		t.Fatalf("Publish = %+v", res)
	}
	other := attempt("taken", "Another one under the same key.")
	if res := a.Publish(t.Context(), other); res.Outcome != network.No || res.Cause != network.Permanent || !strings.Contains(res.Note, "left as it is") {
		t.Errorf("Publish another one = %+v, want no for good", res)
	}
	if res := a.Find(t.Context(), other); res.Outcome != network.Never {
		t.Errorf("Find the other one = %+v, want never", res)
	}
	for _, text := range me.listed() {
		if text != "The first." {
			t.Errorf("public: %q", text)
		}
	}
}
