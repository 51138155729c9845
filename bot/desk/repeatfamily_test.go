package desk_test

import (
	"testing"

	"appealbot/bot"
)

// An appeal that was published anew is repeated as its correction. What corrects it once
// more belongs to the same appeal, and ends that series, too.
func TestACorrectionBelowEndsTheSeriesOfWhatWasPublishedAnew(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	w.replace(a, "Were you here?")
	s, err := w.Repeat(t.Context(), w.by(ann), a.ID, w.daily(2))
	w.must(err)
	s, err = w.Approve(t.Context(), w.by(bob), s.ID, s.Digest)
	w.must(err)
	if s.Parent == a.ID {
		t.Fatal("it repeats the words of before")
	}
	c, err := w.correct(a, bot.WayFollow, "It was on Tuesday.")
	w.must(err)
	_, err = w.Approve(t.Context(), w.by(bob), c.ID, c.Digest)
	w.must(err)
	if got := w.appeal(s.ID); got.State != bot.Done || w.slot(s, 1).State != bot.PostDropped {
		t.Errorf("the series is %s (%s), its first time %s", got.State, got.Note, w.slot(s, 1).State)
	}
}
