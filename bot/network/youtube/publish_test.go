package youtube_test

import (
	"strings"
	"testing"

	"appealbot/bot/network"
	"appealbot/bot/network/youtube/youtubetest"
)

// What stands ready is made public only if it says what was approved, word for word.
func TestOtherWordsStayPrivate(t *testing.T) {
	for name, change := range map[string]struct{ title, text string }{
		"title": {"Wanted: Dead or alive", words},
		"text":  {words, words + " Or call my cousin."},
		"both":  {"", ""},
	} {
		w := newWorld(t, youtubetest.Options{}, nil)
		at := w.attempt("one", words, film("clip", 1000))
		if c := w.carry(&at); c.Outcome != network.Done {
			t.Fatalf("%s: carry = %+v", name, c)
		}
		w.Studio(w.one().ID, change.title, change.text)
		res := w.Publish(t.Context(), at)
		if res.Outcome != network.No || res.Cause != network.Change || !strings.Contains(res.Note, "than was approved") || w.one().Privacy != "private" {
			t.Errorf("%s: publish = %+v, and the video is %s", name, res, w.one().Privacy)
		}
		w.Studio(w.one().ID, words, words+"\n") // as YouTube may write it
		for range 2 {
			if res := w.Publish(t.Context(), at); res.Outcome != network.Done || w.one().Privacy != "public" {
				t.Errorf("%s: publish = %+v, and the video is %s", name, res, w.one().Privacy)
			}
			w.Studio(w.one().ID, change.title, change.text) // it is public as what it is
		}
	}
}
