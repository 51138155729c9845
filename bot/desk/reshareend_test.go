package desk_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
)

// sharedSlot is a series that is approved each time, and the approved appeal of its
// first slot, which shares the post on "long" again; on "short" the words go out, if
// that is among the accounts.
func (w *world) sharedSlot(on ...bot.AccountID) (series, slot bot.Appeal) {
	w.t.Helper()
	a := w.submitted(bot.MissingPerson, "Have you seen him?")
	approve := func(a bot.Appeal) bot.Appeal {
		for _, p := range []bot.Person{bob, carla} {
			var err error
			a, err = w.Approve(w.t.Context(), w.by(p), a.ID, a.Digest)
			w.must(err)
		}
		return a
	}
	a = approve(a)
	w.goPublic(a)
	r := w.daily(3)
	r.Reshare = true
	series, err := w.Repeat(w.t.Context(), w.by(ann), a.ID, r)
	w.must(err)
	series, err = w.Edit(w.t.Context(), w.by(ann), series.ID, "", func(c *bot.Content) { c.Accounts = on })
	w.must(err)
	series, err = w.Submit(w.t.Context(), w.by(ann), series.ID)
	w.must(err)
	w.runSlot(series)
	slot = approve(w.slotsOf(series)[0])
	w.wait(time.Hour)
	w.setPost(w.onAccount(slot, "long"), func(p *bot.Post) { p.State, p.Due, p.Posted = bot.PostPosted, time.Time{}, w.clock() })
	return series, slot
}

// A share is no copy, and yet people have seen it: when the series is edited, its slot
// is not made anew, and nobody is told that it does not go out.
func TestAnEditedSeriesSharesNoSlotTwice(t *testing.T) {
	w := newWorld(t)
	series, slot := w.sharedSlot("long")
	_, err := w.Edit(t.Context(), w.by(ann), series.ID, "", func(c *bot.Content) { c.Texts["en"] = "Have you seen him in red?" })
	w.must(err)
	if slices.ContainsFunc(w.inRoom(), func(s string) bool { return strings.Contains(s, "does not go out") }) {
		t.Errorf("the room is told %q", w.inRoom())
	}
	_, err = w.Submit(t.Context(), w.by(ann), series.ID)
	w.must(err)
	w.runSlot(series)
	if as := w.slotsOf(series); len(as) != 1 || w.appeal(slot.ID).State != bot.Approved {
		t.Errorf("%d appeals; the one that was shared is %s", len(as), w.appeal(slot.ID).State)
	}
}

// What waits on another account is dropped, and the room hears that some of it is public.
func TestTheRestOfASharedSlotIsDropped(t *testing.T) {
	w := newWorld(t)
	series, slot := w.sharedSlot("long", "short")
	_, err := w.EndRepeat(t.Context(), w.by(ann), series.ID, "")
	w.must(err)
	if w.onAccount(slot, "long").State != bot.PostPosted || w.onAccount(slot, "short").State != bot.PostDropped {
		t.Errorf("%+v", w.posts(slot))
	}
	if !slices.ContainsFunc(w.inRoom(), func(s string) bool { return strings.Contains(s, "What is public of it stays") }) {
		t.Errorf("the room is told %q", w.inRoom())
	}
}

// What became of the post on one account keeps nothing on another one back.
func TestAShareThatIsLeftOutHoldsNothingElse(t *testing.T) {
	for name, spoil := range map[string]func(*bot.Post){
		"gone":        func(p *bot.Post) { p.State = bot.PostRemoved },
		"other words": func(p *bot.Post) { p.Rendering.Parts = []bot.Part{{Text: "Something else."}} },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			parent, a := w.shared(2)
			w.wait(time.Hour)
			w.setPost(w.original(parent), spoil)
			w.refused(w.mayGo(w.share(a, 1)), bot.ErrOver, "Nothing was published in its place.")
			for _, p := range w.posts(a) {
				if p.Account == "short" && p.Slot == 1 {
					w.must(w.mayGo(p))
				}
			}
		})
	}
}

// Nobody approves a share of what is not there any more, or reads differently.
func TestApprovalLooksAtWhatIsShared(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*bot.Post)
		kind  error
		says  string
	}{
		"gone":        {func(p *bot.Post) { p.State = bot.PostRemoved }, bot.ErrInvalid, "Nothing of what is repeated is public on Long"},
		"other words": {func(p *bot.Post) { p.Rendering.Parts = []bot.Part{{Text: "Something else."}} }, bot.ErrStale, "no longer what was approved"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			parent := w.published()
			r := w.daily(2)
			r.Reshare = true
			a, err := w.Repeat(t.Context(), w.by(ann), parent.ID, r)
			w.must(err)
			w.setPost(w.original(parent), c.spoil)
			_, err = w.Approve(t.Context(), w.by(bob), a.ID, a.Digest)
			w.refused(err, c.kind, c.says)
		})
	}
}

// Whoever takes a repeat down hears what that leaves in public.
func TestATakedownSaysThatSharesStay(t *testing.T) {
	w := newWorld(t)
	_, a := w.shared(2)
	w.setPost(w.share(a, 1), func(p *bot.Post) { p.State, p.Due, p.Posted = bot.PostPosted, time.Time{}, w.clock() })
	_, err := w.Takedown(t.Context(), w.by(bob), a.ID, "not any more")
	w.must(err)
	if p := w.share(a, 2); p.State != bot.PostDropped {
		t.Errorf("the second share is %s", p.State)
	}
	if !slices.ContainsFunc(w.inRoom(), func(s string) bool {
		return strings.Contains(s, "What was shared again on Long goes when its post does") && strings.Contains(s, "/1 REASON")
	}) {
		t.Errorf("the room is told %q", w.inRoom())
	}
}

// One post is not public any more when the appeal for a time is made. The others have
// their time all the same; when nothing is left to share, the room hears of that, and
// the series goes on to its next time.
func TestASlotIsMadeWithoutWhatIsNotPublicAnyMore(t *testing.T) {
	for _, accounts := range [][]bot.AccountID{{"long", "short"}, {"long"}} {
		w := newWorld(t)
		series, _ := w.sharedSlot(accounts...)
		w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
			a, err := tx.Appeal(series.Parent)
			if err != nil {
				return err
			}
			p, err := tx.Post(bot.PostID(a.ID, a.Digest, "long", "en", bot.OpCreate))
			p.State = bot.PostRemoved
			return errors.Join(err, tx.SetPost(p))
		}))
		w.wait(24 * time.Hour)
		next := w.runSlot(series)
		if next.IsZero() {
			t.Errorf("%v: the next time is not waited for", accounts)
		}
		slots := w.slotsOf(series)[1:] // the first was shared
		if want := accounts[1:]; len(slots) != len(want) || len(want) > 0 && !slices.Equal(slots[0].Content.Accounts, want) {
			t.Errorf("%v: made %+v", accounts, slots)
		}
		if told := strings.Join(w.told(""), "\n"); !strings.Contains(told, "Nothing is shared again on") || strings.Contains(told, "No appeal is made") == (len(accounts) > 1) {
			t.Errorf("%v: the room was told %q", accounts, told)
		}
	}
}
