package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// approvedSlot is a series of which the appeal of the first slot is approved and not
// public yet.
func (w *world) approvedSlot(n int) (parent, series, slot bot.Appeal) {
	w.t.Helper()
	parent, series = w.planned(n)
	w.runSlot(series)
	slot = w.slotsOf(series)[0]
	for _, p := range []bot.Person{bob, carla} {
		var err error
		slot, err = w.Approve(w.t.Context(), w.by(p), slot.ID, slot.Digest)
		w.must(err)
	}
	return parent, series, slot
}

// Whoever ends, withdraws, edits or clears a series expects that nothing of it is
// published any more, also what was approved for one of its times already.
func TestNothingApprovedOutlivesItsSeries(t *testing.T) {
	for name, c := range map[string]struct {
		end  func(*world, bot.Appeal, bot.Appeal) error
		told string // what the room hears about the slot
	}{
		"off": {func(w *world, _, s bot.Appeal) error {
			_, err := w.EndRepeat(w.t.Context(), w.by(ann), s.ID, "he was seen")
			return err
		}, "ended by Ann: he was seen"},
		"withdrawn": {func(w *world, _, s bot.Appeal) error {
			_, err := w.Withdraw(w.t.Context(), w.by(ann), s.ID, "wrong")
			return err
		}, "the series was withdrawn by Ann"},
		"edited": {func(w *world, _, s bot.Appeal) error {
			_, err := w.Edit(w.t.Context(), w.by(ann), s.ID, "", func(c *bot.Content) { c.Texts["en"] = "Have you seen him in red?" })
			return err
		}, "the series was edited by Ann"},
		"urgent": {func(w *world, _, s bot.Appeal) error {
			w.windows = map[bot.AccountID][]bot.Window{"short": {{From: 23 * 60, To: 24*60 - 1, Passes: []bot.Kind{bot.MissingPerson}}}}
			_, err := w.Urge(w.t.Context(), w.by(ann), s.ID, "it is cold")
			return err
		}, "the series was edited by Ann"},
		"taken down": {func(w *world, _, s bot.Appeal) error {
			_, err := w.Takedown(w.t.Context(), w.by(ann), s.ID, "wrong")
			return err
		}, ""},
		"parent taken down": {func(w *world, parent, _ bot.Appeal) error {
			_, err := w.Takedown(w.t.Context(), w.by(ann), parent.ID, "found")
			return err
		}, ""},
		"cleared": {func(w *world, parent, _ bot.Appeal) error {
			_, err := w.AllClear(w.t.Context(), w.by(carla), desk.Clearing{Case: parent.Case, Reason: bot.ClearedLocated})
			return err
		}, "ocated"},
		"closed": {func(w *world, parent, _ bot.Appeal) error {
			_, err := w.Close(w.t.Context(), w.by(carla), parent.Case, "found")
			return err
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			parent, s, slot := w.approvedSlot(3)
			queued := w.posts(slot)
			w.must(c.end(w, parent, s))
			for _, p := range w.posts(slot) {
				if p.State != bot.PostDropped {
					t.Errorf("%s on %s is %s", p.Op, p.Account, p.State)
				}
			}
			if a := w.appeal(slot.ID); a.State != bot.Done {
				t.Errorf("the appeal of the slot is %s", a.State)
			}
			w.wait(time.Hour)
			for _, p := range queued {
				if err := w.mayGo(p); err == nil {
					t.Errorf("a post on %s that was claimed before would go out", p.Account)
				}
			}
			if c.told == "" {
				return
			}
			told := slices.IndexFunc(w.inRoom(), func(s string) bool {
				return strings.Contains(s, "The repeat planned at 08:00") && strings.Contains(s, "does not go out") && strings.Contains(s, c.told)
			})
			if told < 0 {
				t.Errorf("the room is told %q", w.inRoom())
			}
		})
	}
}

// A series that was edited before its newest slot was public has the appeal of that
// slot made anew in the new words, and of no slot that is over.
func TestAnEditedSeriesMakesItsSlotAnew(t *testing.T) {
	w := newWorld(t)
	_, s, first := w.approvedSlot(3)
	w.goPublic(first)
	w.wait(14 * time.Hour) // the second one is made by now
	w.runSlot(s)
	if n := len(w.slotsOf(s)); n != 2 {
		t.Fatalf("%d appeals before the edit", n)
	}
	_, err := w.Edit(t.Context(), w.by(ann), s.ID, "", func(c *bot.Content) { c.Texts["en"] = "Have you seen him in red?" })
	w.must(err)
	if a := w.appeal(first.ID); a.State != bot.Approved || w.onAccount(first, "long").State != bot.PostPosted {
		t.Errorf("what was public is %s", a.State)
	}
	// The first time is over, which keeps nobody from submitting what is left.
	s, err = w.Submit(t.Context(), w.by(ann), s.ID)
	w.must(err)
	w.runSlot(s)
	as := w.slotsOf(s)
	if len(as) != 3 {
		t.Fatalf("%d appeals after it", len(as))
	}
	again := as[2]
	if again.Slot != 2 || again.State != bot.Waiting || !strings.Contains(again.Content.Texts["en"], "in red") || as[1].State != bot.Cancelled {
		t.Errorf("slot %d is %s, the one before %s: %q", again.Slot, again.State, as[1].State, again.Content.Texts["en"])
	}
	w.runSlot(s)
	if n := len(w.slotsOf(s)); n != 3 {
		t.Errorf("%d appeals after one more run", n)
	}
}

// Of a slot that is public on one account already the rest does not go out, and what
// is public stays.
func TestWhatIsPublicOfASlotStays(t *testing.T) {
	w := newWorld(t)
	_, s, slot := w.approvedSlot(2)
	w.setPost(w.onAccount(slot, "short"), func(p *bot.Post) {
		p.State, p.Due, p.Remotes, p.Posted = bot.PostPosted, time.Time{}, []string{"r"}, w.clock()
	})
	_, err := w.EndRepeat(t.Context(), w.by(ann), s.ID, "")
	w.must(err)
	if w.onAccount(slot, "short").State != bot.PostPosted || w.onAccount(slot, "long").State != bot.PostDropped || w.appeal(slot.ID).State != bot.Approved {
		t.Errorf("%+v", w.posts(slot))
	}
	if !slices.ContainsFunc(w.inRoom(), func(s string) bool { return strings.Contains(s, "What is public of it stays") }) {
		t.Errorf("the room is told %q", w.inRoom())
	}
}
