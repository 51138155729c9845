package x_test

import (
	"testing"
	"time"

	"appealbot/bot/network/x/xtest"
)

// X charges for each post once a day, and for looking at nothing new not at all.
func TestLookingThroughCostsOnceAPost(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	root := w.publish("Who knows them? 222tips.com")
	w.Write("MetroPolice", "Buy gold now.")
	w.Reply("eve", root.Remote, "I do.")
	spent := w.Cost()
	since := w.clock.Now().Add(-time.Hour)
	first, err := w.Own(t.Context(), since)
	must(t, err)
	if len(first.Posts) != 2 || first.Reads != 2 || first.Cost != 2_000 {
		t.Errorf("own = %+v", first)
	}
	again, err := w.Own(t.Context(), since)
	must(t, err)
	if len(again.Posts) != 2 || again.Reads != 0 || again.Cost != 0 {
		t.Errorf("own once more = %+v", again)
	}
	w.clock.pass(time.Hour)
	none, err := w.Own(t.Context(), w.clock.Now().Add(-time.Minute))
	must(t, err)
	if len(none.Posts) != 0 || none.Cost != 0 {
		t.Errorf("own since a minute ago = %+v", none)
	}
	if got := w.Cost() - spent; got != 2_000 {
		t.Errorf("X charged %d, want 2000 in millionths of a dollar", got)
	}
}

// An edited post is one post, by the id that it was published under, in the words
// that it has now, with its links as they are.
func TestAnEditedPostIsListedOnce(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	first := w.publish("Who knows them? See https://metro.example/tips?case=1").Remote
	second := w.Edit(first, "Who knows them? See https://evil.example/tips & pay")
	own, err := w.Own(t.Context(), w.clock.Now().Add(-time.Hour))
	must(t, err)
	if len(own.Posts) != 1 {
		t.Fatalf("own = %+v", own.Posts)
	}
	p := own.Posts[0]
	if p.Remote != first || len(p.Others) != 1 || p.Others[0] != second || p.Text != "Who knows them? See https://evil.example/tips & pay" {
		t.Errorf("an edited post is %+v", p)
	}
}
