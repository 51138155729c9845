package mastodon_test

import (
	"net/http"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
)

// TestPeerShowsAVideo publishes a real video, carried in steps, and looks at it as the
// visitor.
func TestPeerShowsAVideo(t *testing.T) {
	p := newPeer(t)
	m := networktest.Film(t)
	text := "Who knows the driver? " + p.stamp
	parts, err := p.Render(bot.Copy{Text: text, Language: "en", Media: []bot.MediaUse{m.MediaUse}})
	must(t, err)
	at := network.Attempt{
		Post: bot.Post{ID: bot.ID(p.stamp), Language: "en", Created: time.Now()}, Part: parts[0], Key: p.stamp, Media: []network.Media{m},
	}
	var res network.Result
	at.Carried, res = network.CarryAll(t.Context(), p, at)
	if res.Outcome != network.Done {
		t.Fatalf("carry = %+v", res)
	}
	if res = p.Publish(t.Context(), at); res.Outcome != network.Done || res.Note != "" {
		t.Fatalf("publish = %+v", res)
	}
	if len(res.URL) > len(p.Limits().Address)+len("localhost") {
		t.Errorf("the address %s is longer than the longest, %s", res.URL, p.Limits().Address)
	}
	if f := p.Find(t.Context(), at); f.Outcome != network.Done || f.Remote != res.Remote {
		t.Errorf("find = %+v", f)
	}
	var st struct {
		Media []struct{ Type, URL, Description string } `json:"media_attachments"`
	}
	if code := p.ask(p.visitor, http.MethodGet, "/api/v1/statuses/"+res.Remote, nil, &st); code != http.StatusOK {
		t.Fatal(code)
	}
	if len(st.Media) != 1 || st.Media[0].Type != "video" && st.Media[0].Type != "gifv" || st.Media[0].Description != m.Alt {
		t.Errorf("the visitor sees %+v", st.Media)
	}
	t.Logf("the visitor sees %+v", st.Media)
	// It belongs to that status now.
	again := at
	again.Key, again.Part.Text = p.stamp+"-2", text+" again"
	if res := p.Publish(t.Context(), again); res.Outcome != network.Done {
		t.Logf("publish with media that a status has = %+v", res)
	}
	if res := p.Discard(t.Context(), at.Carried); res.Outcome != network.Done {
		t.Errorf("discard = %+v", res)
	}
}
