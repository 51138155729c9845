package x_test

import (
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
)

// TestPlaygroundTakesAVideo carries a real video to X's own playground, which does not
// look into it, and publishes it.
func TestPlaygroundTakesAVideo(t *testing.T) {
	a, _ := playground(t)
	m := networktest.Film(t)
	parts, err := a.Render(bot.Copy{Text: "Who knows the driver?", Language: "en", Media: []bot.MediaUse{m.MediaUse}})
	must(t, err)
	at := network.Attempt{
		Post: bot.Post{ID: "film", Language: "en", Created: time.Now()}, Part: parts[0], Key: "film", Media: []network.Media{m},
	}
	var res network.Result
	if at.Carried, res = network.CarryAll(t.Context(), a, at); res.Outcome != network.Done {
		t.Fatalf("carry = %+v with %s", res, at.Carried)
	}
	t.Logf("carried: %s", at.Carried)
	if res = a.Publish(t.Context(), at); res.Outcome != network.Done {
		t.Fatalf("publish = %+v", res)
	}
	t.Logf("published: %+v", res)
	if res := a.Remove(t.Context(), res.Remote); res.Outcome != network.Done {
		t.Errorf("remove = %+v", res)
	}
}
