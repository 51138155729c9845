package desk_test

import (
	"strings"
	"testing"

	"appealbot/bot"
)

func TestWhereAnUpdateDoesNotGo(t *testing.T) {
	w := newWorld(t)
	a := w.publishedOn(bot.Witness, map[string]string{"en": "Were you there?", "fr": "Y étiez-vous?"}, "short", "long", "french", "tube", "threads")
	for _, p := range w.posts(a) {
		switch p.Account {
		case "short":
			p.State = bot.PostUnknown
		case "tube":
			p.State = bot.PostRemoved
		case "threads":
			p.State, p.Remotes = bot.PostRefused, nil
		}
		w.set(p)
	}
	u, err := w.Follow(t.Context(), w.by(ann), a.ID, "The car was found.")
	w.must(err)
	if got := u.Content.Accounts; len(got) != 1 || got[0] != "long" {
		t.Fatalf("it goes to %v", got)
	}
	var left []string
	w.must(w.store.View(t.Context(), func(tx bot.Tx) (err error) {
		left, err = w.LeftOut(tx, u)
		return err
	}))
	got := strings.Join(left, "; ")
	for _, want := range []string{
		"Short (it is not known to be public there yet)", "Tube (the post there was taken down)",
		"threads (nothing was published there)", `French (public there in "fr" only)`,
	} {
		if !strings.Contains(strings.ToLower(got), strings.ToLower(want)) {
			t.Errorf("%q does not say %q", got, want)
		}
	}
	if len(left) != 4 {
		t.Errorf("left out: %q", left)
	}
	// With one account less than when it was written, it says what can be done.
	w.goesDown(a)
	_, err = w.Approve(t.Context(), w.by(bob), u.ID, u.Digest)
	w.refused(err, bot.ErrStale, "Take the account off with Edit")
}
