package desk_test

import (
	"errors"
	"slices"
	"testing"

	"appealbot/bot"
)

// An appeal for a network of videos is begun before there is a video: the draft is
// kept, says what is missing, and cannot be submitted.
func TestDraftThatLacksItsVideo(t *testing.T) {
	w := newWorld(t)
	w.films = true
	a := w.draft(bot.Witness, "Who saw it?")
	if a.Lacks() == "" || len(a.Plan.Lacks) != 1 || len(a.Plan.Renderings) == 0 {
		t.Fatalf("plan %+v", a.Plan)
	}
	before := a.Digest
	if _, err := w.Submit(t.Context(), w.by(ann), a.ID); !errors.Is(err, bot.ErrInvalid) || err.Error() != a.Lacks() {
		t.Errorf("submitted: %v", err)
	}
	w.films = false
	a, err := w.Edit(t.Context(), w.by(ann), a.ID, a.Digest, func(c *bot.Content) { c.Texts["en"] += " Call us." })
	w.must(err)
	if a.Lacks() != "" || a.Digest == before {
		t.Errorf("%q, %v", a.Lacks(), a.Digest == before)
	}
	if _, err := w.Submit(t.Context(), w.by(ann), a.ID); err != nil {
		t.Errorf("not submitted: %v", err)
	}
}

// An update under a video goes where words are enough. For an account that takes
// videos alone it becomes a draft that lacks one.
func TestAnUpdateUnderAVideo(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	w.films = true
	u, err := w.Follow(t.Context(), w.by(ann), a.ID, "Thank you, everybody.")
	w.must(err)
	if u.State != bot.Waiting || u.Lacks() != "" || slices.Contains(u.Content.Accounts, "short") || len(u.Content.Accounts) == 0 {
		t.Fatalf("it is %s, lacks %q and goes to %v", u.State, u.Lacks(), u.Content.Accounts)
	}
	u, err = w.Edit(t.Context(), w.by(ann), u.ID, u.Digest, func(c *bot.Content) { c.Accounts = []bot.AccountID{"short"} })
	w.must(err)
	if u.State != bot.Editing || u.Lacks() == "" {
		t.Errorf("it is %s and lacks %q", u.State, u.Lacks())
	}
}
