package desk_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// found lets strangers be found on the account "short".
func (w *world) found(ss ...desk.Stranger) {
	w.t.Helper()
	w.must(w.Strange(w.t.Context(), "short", desk.Listing{Strangers: ss}))
}

func (w *world) stranger(remote, text string) desk.Stranger {
	return desk.Stranger{Remote: remote, Text: text, At: w.clock()}
}

func (w *world) strays() (ss []bot.Stray) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		ss, err = tx.StraysOn("short", 1000)
		return err
	}))
	return ss
}

// alarms are the messages about strays, and how many posts each is about.
func (w *world) alarms() (out []int) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) error {
		ns, err := tx.DueNotices("test", w.clock().Add(time.Hour), 1000)
		for _, n := range ns {
			if n.Kind == bot.NoticeStray {
				out = append(out, n.To)
			}
		}
		return err
	}))
	return out
}

func TestTheBeginningIsNotToldAbout(t *testing.T) {
	w := newWorld(t)
	w.found(w.stranger("before", "It was there."))
	old := w.stranger("old", "From last year.")
	old.At = old.At.AddDate(-1, 0, 0)
	w.wait(time.Hour)
	w.found(old)
	// The first look cannot tell what is old; what is found in it is new only
	// by its time.
	if ss := w.strays(); len(ss) != 1 || ss[0].Remote != "before" {
		t.Errorf("found %+v", ss)
	}
}

func TestAStrangerIsToldOnceWhateverComes(t *testing.T) {
	w := newWorld(t)
	w.found()
	for range 3 {
		w.found(w.stranger("1", "Buy gold."), w.stranger("2", "Buy silver."))
		w.wait(time.Hour)
	}
	w.found(w.stranger("1", "Buy gold, now!")) // an edit of what was told is nothing new
	if n := len(w.strays()); n != 2 || w.events("published outside") != 2 {
		t.Errorf("%d are kept, %d are in the log", n, w.events("published outside"))
	}
	if got := fmt.Sprint(w.alarms()); got != "[2]" {
		t.Errorf("told of %s", got)
	}
}

// A post of ours may be settled between the look and the transaction.
func TestAPostThatTurnsOutToBeOursIsNoStranger(t *testing.T) {
	w := newWorld(t)
	w.found()
	w.published()
	w.found(w.stranger("remote-short", "Were you there?"))
	if ss := w.strays(); len(ss) != 0 {
		t.Errorf("found %+v", ss)
	}
}

func TestChangedWordsAreToldOncePerChange(t *testing.T) {
	w := newWorld(t)
	w.found()
	a := w.published()
	changed := func(text string) {
		s := w.stranger("remote-short", text)
		s.Post, s.At = w.posts(a)[0].ID, s.At.AddDate(0, 0, -3)
		w.found(s)
	}
	changed("Call 555-EVIL.")
	changed("Call 555-EVIL.")
	w.wait(time.Hour)
	changed("Call 555-DEVIL.")
	ss := w.strays()
	if len(ss) != 2 || ss[0].Case != a.Case || ss[0].Post == "" || w.events("changed outside") != 2 {
		t.Errorf("found %+v", ss)
	}
	_, err := w.Pull(t.Context(), w.by(bob), ss[0].ID)
	w.refused(err, bot.ErrInvalid, "/appeal takedown")
	w.goesDown(a)
	changed("Call nobody.") // it is going anyway
	if n := len(w.strays()); n != 2 {
		t.Errorf("%d found after the takedown", n)
	}
}

// Whatever stands there is stored and shown as text.
func TestStrangeTextsAreTamed(t *testing.T) {
	w := newWorld(t)
	w.found()
	w.found(w.stranger("1", strings.Repeat("é", 100_000)), w.stranger("2", "a\xffb"), w.stranger("3", ""), w.stranger("", "no id"))
	ss := w.strays()
	if len(ss) != 3 {
		t.Fatalf("%d are kept", len(ss))
	}
	for _, s := range ss {
		if len(s.Text) > 5000 || !utf8.ValidString(s.Text) || len(s.Hash) != 64 {
			t.Errorf("kept %.40q, %s", s.Text, s.Hash)
		}
	}
}

func TestWhoDecidesAboutStrays(t *testing.T) {
	w := newWorld(t)
	w.found()
	w.found(w.stranger("1", "One."), w.stranger("2", "Two."), w.stranger("3", "Three."))
	id := func(remote string) bot.ID { return bot.StrayID("short", remote, "") }
	for _, p := range []bot.Person{ann, eve} {
		_, err := w.Known(t.Context(), w.by(p), "short", "")
		w.refused(err, bot.ErrDenied, "Only approvers")
		_, err = w.Pull(t.Context(), w.by(p), id("1"))
		w.refused(err, bot.ErrDenied, "Only approvers")
	}
	by := w.by(bob)
	for range 2 { // the press is delivered twice
		s, err := w.Pull(t.Context(), by, id("1"))
		w.must(err)
		if s.Removal.Name != "Bob" {
			t.Errorf("pulled %+v", s)
		}
	}
	_, err := w.Pull(t.Context(), w.by(carla), id("1"))
	w.refused(err, bot.ErrStale, "Bob had it taken down")
	_, err = w.Known(t.Context(), w.by(carla), "", id("2"))
	w.must(err)
	_, err = w.Pull(t.Context(), w.by(bob), id("2"))
	w.refused(err, bot.ErrStale, "Carla said")
	n, err := w.Known(t.Context(), w.by(carla), "short", "")
	if w.must(err); n != 1 {
		t.Errorf("%d were left to decide about", n)
	}
	_, err = w.Known(t.Context(), w.by(carla), "short", "")
	w.refused(err, bot.ErrStale, "Nothing was found")
	_, err = w.Known(t.Context(), w.by(carla), "", "nothing")
	w.refused(err, bot.ErrStale, "not kept")
	w.must(w.store.View(t.Context(), func(tx bot.Tx) error {
		p, err := tx.Post(bot.StrayRemoval(bot.Stray{ID: id("1")}, bot.Mark{}).ID)
		if p.Op != bot.OpPull || p.State != bot.PostQueued || p.Account != "short" {
			t.Errorf("the outbox has %+v", p)
		}
		return err
	}))
}

// What is decided is not joined by what comes later: it has a message of its own.
func TestADecisionEndsAMessage(t *testing.T) {
	w := newWorld(t)
	w.found()
	w.found(w.stranger("1", "One."))
	w.wait(time.Minute)
	w.found(w.stranger("2", "Two."))
	if got := fmt.Sprint(w.alarms()); got != "[2]" {
		t.Errorf("told of %s", got)
	}
	_, err := w.Known(t.Context(), w.by(bob), "short", "")
	w.must(err)
	w.found(w.stranger("3", "Three."))
	if got := fmt.Sprint(w.alarms()); got != "[2 1]" && got != "[1 2]" {
		t.Errorf("told of %s", got)
	}
}

// A flood over hours stays bounded: what a message names, and what one word
// settles.
func TestAFloodStaysBounded(t *testing.T) {
	w := newWorld(t)
	w.found()
	for i := range 250 {
		w.found(w.stranger(fmt.Sprint(i), "Spam."))
	}
	w.must(w.store.View(t.Context(), func(tx bot.Tx) error {
		ns, err := tx.DueNotices("test", w.clock().Add(time.Hour), 1000)
		if len(ns) != 1 || ns[0].To != 250 || len(ns[0].About) != 100 {
			t.Errorf("%d messages", len(ns))
		}
		return err
	}))
	for _, want := range []int{100, 100, 50} {
		n, err := w.Known(t.Context(), w.by(bob), "short", "")
		if w.must(err); n != want {
			t.Errorf("settled %d, want %d", n, want)
		}
	}
}

// Nothing is half done when the store fails.
func TestAStoreThatFailsKeepsNoStray(t *testing.T) {
	w := newWorld(t)
	w.found()
	bad := errors.New("disk is full")
	w.breaks.Store(&bad)
	if err := w.Strange(t.Context(), "short", desk.Listing{Strangers: []desk.Stranger{w.stranger("1", "One.")}}); !errors.Is(err, bad) {
		t.Errorf("strange: %v", err)
	}
	w.breaks.Store(nil)
	if len(w.strays()) != 0 || len(w.alarms()) != 0 || w.events("published outside") != 0 {
		t.Error("something is kept")
	}
}
