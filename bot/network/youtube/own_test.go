package youtube_test

import (
	"errors"
	"testing"
	"time"

	"appealbot/bot/network"
	"appealbot/bot/network/youtube/youtubetest"
)

// What others can see is listed, with its title; what is private is not.
func TestPrivateVideosAreNotListed(t *testing.T) {
	w := newWorld(t, youtubetest.Options{}, nil)
	w.Upload("@MetroPolice", "Draft", "Not yet.", "private")
	w.Upload("@MetroPolice", "Link", "For who has the link.", "unlisted")
	w.Upload("@MetroPolice", "Public", "For everybody.", "public")
	units, _ := w.Used()
	own, err := w.Own(t.Context(), time.Time{})
	must(t, err)
	if len(own.Posts) != 2 || own.Posts[0].Title != "Public" || own.Posts[1].Title != "Link" || own.Posts[0].Text != "For everybody." {
		t.Errorf("own = %+v", own.Posts)
	}
	if now, _ := w.Used(); now-units > 3 {
		t.Errorf("a look used %d units", now-units)
	}
}

// Looking leaves what takedowns may need, and waits until there is new quota.
func TestLookingThroughWaitsForQuota(t *testing.T) {
	w := newWorld(t, youtubetest.Options{}, nil)
	w.Exhaust()
	for range 2 {
		_, err := w.Own(t.Context(), time.Time{})
		a, ok := errors.AsType[*network.AnswerError](err)
		if !ok || a.Retry <= 0 {
			t.Errorf("own without quota: %v", err)
		}
	}
}
