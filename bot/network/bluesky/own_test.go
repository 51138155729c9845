package bluesky_test

import (
	"fmt"
	"testing"
	"time"
)

// Whatever stands in the repository is listed: records of other programs, of
// another time, and reposts of what is gone.
func TestStrangeRecordsAreListed(t *testing.T) {
	w := newWorld(t, nil)
	thief := w.As(metro)
	uri := func(key string) string { return fmt.Sprintf("at://%s/app.bsky.feed.post/%s", thief.DID(), key) }
	w.Put(uri("3zzzzzzzzzzzz"), map[string]any{"$type": "app.bsky.feed.post", "text": "From the future.", "createdAt": "2099-01-01T00:00:00Z"})
	w.Put(uri("3aaaaaaaaaaaa"), map[string]any{"$type": "app.bsky.feed.post", "text": 7, "createdAt": 8})
	gone := w.Visit("gone.test")
	post := gone.Post("Here for a moment.")
	thief.Repost(post)
	gone.Delete(post)
	own, err := w.Own(t.Context(), time.Time{})
	must(t, err)
	if len(own.Posts) != 3 {
		t.Fatalf("own = %+v", own.Posts)
	}
	for i, p := range own.Posts {
		if p.At.IsZero() || p.At.After(w.now()) {
			t.Errorf("post %d is of %v, and it is %v", i, p.At, w.now())
		}
	}
	found := map[string]bool{}
	for _, p := range own.Posts {
		found[p.Text+" "+p.Passed] = true
	}
	for _, want := range []string{"From the future. ", " ", " " + post} {
		if !found[want] {
			t.Errorf("%q is not among %v", want, found)
		}
	}
	// Reposts are taken back, too.
	for _, p := range own.Posts {
		if res := w.Remove(t.Context(), p.Remote); res.Outcome.String() != "done" {
			t.Errorf("remove %s = %+v", p.Remote, res)
		}
	}
	if own, err = w.Own(t.Context(), time.Time{}); err != nil || len(own.Posts) != 0 {
		t.Errorf("afterwards own = %+v, %v", own, err)
	}
}
