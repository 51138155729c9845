package facebook_test

import (
	"slices"
	"testing"
	"time"

	"appealbot/bot/network/facebook/facebooktest"
)

// A video is published by the video's id, and stands on the Page as a post with
// another one.
func TestAVideoOfOursIsKnownAgain(t *testing.T) {
	w := newWorld(t, facebooktest.Options{}, nil)
	film := w.publish("Who saw this car?", clip(2_500_000)).Remote
	photo := w.publish("Who knows them?", picture("a", "One.")).Remote
	own, err := w.Own(w.Context(), time.Time{})
	must(t, err)
	if len(own.Posts) != 2 || own.Posts[0].Remote != photo || len(own.Posts[0].Others) != 0 {
		t.Fatalf("own = %+v", own.Posts)
	}
	if p := own.Posts[1]; !slices.Contains(p.IDs(), film) || p.Text != "Who saw this car?" || p.URL == "" {
		t.Errorf("the video %s stands there as %+v", film, p)
	}
}
