package mastodon_test

import (
	"testing"
	"time"

	"appealbot/bot/network/mastodon/mastodontest"
)

// What others see is listed, and messages are not.
func TestMessagesAreNotListed(t *testing.T) {
	w := newWorld(t, mastodontest.Options{}, nil)
	w.Write("metro", "To you alone.", "direct")
	for _, visibility := range []string{"public", "unlisted", "private"} {
		w.Write("metro", visibility, visibility)
	}
	own, err := w.Own(t.Context(), time.Time{})
	must(t, err)
	var got []string
	for _, p := range own.Posts {
		got = append(got, p.Text)
	}
	if len(got) != 3 || got[0] != "private" || got[1] != "unlisted" || got[2] != "public" {
		t.Errorf("listed %q", got)
	}
}
