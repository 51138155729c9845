package practice_test

import (
	"strings"
	"testing"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/practice"
)

// What was changed stays changed when the wall is opened again, and its key still
// names it: a request that comes late makes no second post.
func TestWhatIsChangedOnTheWallStaysChanged(t *testing.T) {
	keep := files{t.TempDir()}
	w := newWall(t, practice.Options{Keeper: keep})
	c := open(t, w, "page")
	first := attempt(t, c, "k", "A green car.")
	res := c.Publish(t.Context(), first)
	if ed := c.Edit(t.Context(), res.Remote, bot.Part{Text: "A blue car."}); ed.Outcome != network.Done || ed.Remote != res.Remote {
		t.Fatalf("edit = %+v", ed)
	}
	w = newWall(t, practice.Options{Keeper: keep})
	c = open(t, w, "page")
	p, ok := w.Post(res.Remote)
	if !ok || p.Text != "A blue car." || p.First != "A green car." || p.Edited.IsZero() {
		t.Errorf("after a restart it is %+v", p)
	}
	if again := c.Publish(t.Context(), first); again.Outcome != network.Done || again.Remote != res.Remote || w.Published("page", "k") != 1 {
		t.Errorf("published again = %+v, %d posts", again, w.Published("page", "k"))
	}
}

// An account that is like X lets nothing be changed, and says so.
func TestAnAccountThatLetsNothingBeChanged(t *testing.T) {
	w := newWall(t, practice.Options{})
	c := open(t, w, "metro")
	res := c.Publish(t.Context(), attempt(t, c, "k", "A green car."))
	ed := c.Edit(t.Context(), res.Remote, bot.Part{Text: "A blue car."})
	if p, _ := w.Post(res.Remote); ed.Outcome != network.No || !strings.Contains(ed.Note, "does not let a post be changed") || p.Text != "A green car." {
		t.Errorf("edit = %+v; public: %q", ed, p.Text)
	}
	if c.Capabilities().Edits {
		t.Error("it says that posts can be changed")
	}
}
