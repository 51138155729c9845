package bluesky_test

import (
	"encoding/json"
	"strings"
	"testing"

	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
)

// TestPeerShowsAVideo publishes a real video and looks at it through the AppView. The
// development network has no video service, so the AppView shows where the video would
// be played from, and not more.
func TestPeerShowsAVideo(t *testing.T) {
	p := thePeer(t)
	me, eve := p.newPerson(t, "metro"), p.newPerson(t, "eve")
	a := me.open(t, p.PDS, nil)
	m := networktest.Film(t)
	at := showing("film", m)
	at.Post.Created = soon()
	var res network.Result
	if at.Carried, res = network.CarryAll(t.Context(), a, at); res.Outcome != network.Done {
		t.Fatalf("carry = %+v", res)
	}
	if res = a.Publish(t.Context(), at); res.Outcome != network.Done {
		t.Fatalf("publish = %+v", res)
	}
	if n := len(a.Limits().Address); len(res.URL) > n {
		t.Errorf("the address %s is longer than %d", res.URL, n)
	}
	if f := a.Find(t.Context(), at); f.Outcome != network.Done || f.Remote != res.Remote {
		t.Errorf("find = %+v", f)
	}
	var seen struct {
		Posts []struct{ Embed json.RawMessage }
	}
	until(t, "the AppView shows the video", func() bool {
		return eve.get("app.bsky.feed.getPosts", &seen, "uris", res.Remote) == nil && len(seen.Posts) == 1
	})
	if s := string(seen.Posts[0].Embed); !strings.Contains(s, "app.bsky.embed.video#view") || !strings.Contains(s, m.Alt) {
		t.Errorf("the AppView shows %s", s)
	} else {
		t.Log(s)
	}
}
