package desk_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"appealbot/bot"
	"appealbot/bot/desk"
)

var (
	works       = desk.Probe{OK: true, Handle: "@short"}
	unreachable = desk.Probe{Problem: "Short could not be reached"}
	revoked     = desk.Probe{Problem: "Short does not take the token any more.", Reconnect: true}
)

func (w *world) probed(r desk.Probe) {
	w.t.Helper()
	w.must(w.Probed(w.t.Context(), "short", r))
}

func (w *world) standing(id bot.AccountID) bot.Standing {
	w.t.Helper()
	ss, err := w.Standings(w.t.Context())
	w.must(err)
	for _, s := range ss {
		if s.Account == id {
			return s
		}
	}
	w.t.Fatalf("no standing of %s", id)
	return bot.Standing{}
}

// told lists what a channel was told, "duty" or "@" and a person.
func (w *world) told(channel string) (out []string) {
	for _, n := range w.due() {
		if n.Kind == bot.NoticeTell && n.Channel == channel {
			out = append(out, n.Text)
		}
	}
	return out
}

// commits counts what do commits.
func (w *world) commits(do func()) int {
	before := w.changes.Load()
	do()
	return int(w.changes.Load() - before)
}

// cards returns how often the card of an appeal was asked for.
func (w *world) cards(a bot.Appeal) (n int) {
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) error {
		c, err := tx.Notice(bot.NoticeID(bot.NoticeCard, "test", a.ID, ""))
		n = c.Version
		return err
	}))
	return n
}

// show has the card of an appeal shown.
func (w *world) show(a bot.Appeal) {
	w.t.Helper()
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error {
		n, err := tx.Notice(bot.NoticeID(bot.NoticeCard, "test", a.ID, ""))
		n.Sent, n.Due, n.Message = n.Version, time.Time{}, "m"
		return errors.Join(err, tx.PutNotice(n))
	}))
}

func TestAnAccountWhoseCredentialsFailIsToldAtOnceAndOnce(t *testing.T) {
	w := newWorld(t)
	w.probed(works)
	if s := w.standing("short"); !s.OK || s.Handle != "@short" || !s.Checked.Equal(w.clock()) || !s.Since.Equal(w.clock()) || len(w.told("duty")) > 0 {
		t.Errorf("it works: %+v, told %q", s, w.told("duty"))
	}
	w.wait(15 * time.Minute)
	at := w.clock()
	for range 9 {
		w.probed(revoked)
		w.wait(15 * time.Minute)
	}
	if s := w.standing("short"); s.OK || !s.Reconnect || s.Problem != revoked.Problem || !s.Since.Equal(at) || s.Handle != "@short" || !s.Told {
		t.Errorf("it does not work: %+v", s)
	}
	want := []string{"Short cannot be published on since 07:15: Short does not take the token any more. Connect it again with /appeal connect short."}
	if got := w.told("duty"); !slices.Equal(got, want) {
		t.Errorf("told %q, want %q", got, want)
	}
	w.probed(works)
	if got := w.told("duty"); len(got) != 2 || !slices.Contains(got, "Short works again. It could not be published on since 07:15.") {
		t.Errorf("when it works again: %q", got)
	}
	if w.events("account works") != 2 || w.events("account does not work") != 1 {
		t.Errorf("logged %d and %d times", w.events("account works"), w.events("account does not work"))
	}
	w.probed(revoked)
	if got := w.told("duty"); len(got) != 3 {
		t.Errorf("the second time: %q", got)
	}
}

func TestOneProbeWithoutAnAnswerSaysLittle(t *testing.T) {
	w := newWorld(t)
	w.probed(works)
	for range 5 { // a bad line
		w.wait(15 * time.Minute)
		w.probed(unreachable)
		if s := w.standing("short"); !s.OK || s.Problem != "" {
			t.Errorf("after one: %+v", s)
		}
		w.wait(time.Minute)
		w.probed(works)
	}
	if got := w.told("duty"); len(got) > 0 {
		t.Errorf("told %q", got)
	}
	w.probed(unreachable)
	first := w.clock()
	w.wait(time.Minute)
	w.probed(unreachable)
	if s := w.standing("short"); s.OK || s.Reconnect || s.Problem != "Short could not be reached" || !s.Since.Equal(first) {
		t.Errorf("after two: %+v", s)
	}
	want := "Short cannot be published on since 08:20: Short could not be reached. It is tried again all the time; appeals for it wait."
	if got := w.told("duty"); !slices.Equal(got, []string{want}) {
		t.Errorf("told %q, want %q", got, want)
	}
	// It comes back, and wants to be connected.
	w.probed(revoked)
	if got := w.told("duty"); len(got) != 2 || !strings.Contains(got[0]+got[1], "/appeal connect short") {
		t.Errorf("told %q", got)
	}
	// That the network does not answer now changes nothing about it.
	w.probed(unreachable)
	if s := w.standing("short"); !s.Reconnect || s.Problem != revoked.Problem || len(w.told("duty")) != 2 {
		t.Errorf("%+v, told %q", s, w.told("duty"))
	}
}

func TestAnAccountThatNeverWorkedIsTold(t *testing.T) {
	w := newWorld(t)
	w.probed(unreachable)
	if s := w.standing("short"); s.OK || s.Problem == "" || len(w.told("duty")) > 0 {
		t.Errorf("after one: %+v, told %q", s, w.told("duty"))
	}
	w.wait(time.Minute)
	w.probed(unreachable)
	if got := w.told("duty"); len(got) != 1 || !strings.Contains(got[0], "since 07:00") {
		t.Errorf("after two: told %q", got)
	}
	if s := w.standing("long"); s.OK || !s.Checked.IsZero() {
		t.Errorf("one that was never looked at: %+v", s)
	}
}

func TestAProbeThatFindsNothingNewSeldomWrites(t *testing.T) {
	for name, r := range map[string]desk.Probe{"works": works, "unreachable": unreachable, "revoked": revoked} {
		w := newWorld(t)
		w.probed(r)
		w.probed(r)
		for range 4 {
			n := w.commits(func() {
				for range 14 {
					w.wait(time.Minute)
					w.probed(r)
				}
			})
			if n != 0 {
				t.Errorf("%s: %d commits in 14 minutes", name, n)
			}
			w.wait(time.Minute)
			if n := w.commits(func() { w.probed(r) }); n != 1 {
				t.Errorf("%s: %d commits after 15 minutes, want 1", name, n)
			}
		}
		if s := w.standing("short"); !s.Checked.Equal(w.clock()) {
			t.Errorf("%s: checked %v", name, s.Checked)
		}
	}
}

// Whoever approves an appeal has to know before that it cannot go out.
func TestCardsShowWhatBecameOfTheirAccounts(t *testing.T) {
	w := newWorld(t)
	editing, waiting, approved := w.draft(bot.Witness, "A"), w.submitted(bot.Witness, "B"), w.approved()
	elsewhere, err := w.Edit(t.Context(), w.by(ann), w.draft(bot.Witness, "C").ID, "", func(c *bot.Content) { c.Accounts = []bot.AccountID{"long"} })
	w.must(err)
	over, err := w.Withdraw(t.Context(), w.by(ann), w.draft(bot.Witness, "D").ID, "")
	w.must(err)
	all := map[string]bot.Appeal{"editing": editing, "waiting": waiting, "approved": approved, "elsewhere": elsewhere, "over": over}
	before := map[string]int{}
	for name, a := range all {
		before[name] = w.cards(a)
		w.show(a)
	}
	for range 3 {
		w.probed(revoked)
	}
	for name, a := range all {
		want := b2i(name == "editing" || name == "waiting" || name == "approved")
		if n := w.cards(a) - before[name]; n != want {
			t.Errorf("the card of what is %s was asked for %d times, want %d", name, n, want)
		}
	}
}

// A card that waits to be shown, perhaps before all others, stays where it is.
func TestACardThatWaitsIsNotPutBehindOthers(t *testing.T) {
	w := newWorld(t)
	a := w.submitted(bot.MissingPerson, "Have you seen her?")
	for _, p := range []bot.Person{bob, carla} {
		if a.State == bot.Waiting {
			var err error
			a, err = w.Approve(t.Context(), w.by(p), a.ID, a.Digest)
			w.must(err)
		}
	}
	before := w.cards(a)
	w.probed(revoked)
	var card bot.Notice
	w.must(w.store.View(t.Context(), func(tx bot.Tx) (err error) {
		card, err = tx.Notice(bot.NoticeID(bot.NoticeCard, "test", a.ID, ""))
		return err
	}))
	if a.State != bot.Approved || card.Lane != bot.LaneUrgent || card.Version != before {
		t.Errorf("the card of what is %s: %+v", a.State, card)
	}
}

func TestTheOwnerOfAnAccountIsTold(t *testing.T) {
	w := newWorld(t)
	w.must(w.Probed(t.Context(), "carlas", revoked))
	if got := w.told("@carla"); len(got) != 1 || !strings.Contains(got[0], "Connect it again with /appeal connect carlas.") {
		t.Errorf("told %q", got)
	}
	w.must(w.Probed(t.Context(), "chief", revoked)) // its owner left
	if got := w.told("duty"); len(got) != 2 {
		t.Errorf("the duty channel was told %q", got)
	}
}

func TestAHostileNetworkCannotFillTheDutyChannel(t *testing.T) {
	w := newWorld(t)
	w.probed(desk.Probe{Problem: strings.Repeat("<script>\n\xff ", 10000), Reconnect: true})
	if got := w.told("duty"); len(got) != 1 || len(got[0]) > 1000 || strings.Contains(got[0], "\n") || !utf8.ValidString(got[0]) {
		t.Errorf("told %d bytes", len(strings.Join(got, "")))
	}
}

func TestAProbeIsNotHalfStored(t *testing.T) {
	w := newWorld(t)
	w.probed(works)
	boom := errors.New("boom")
	w.breaks.Store(&boom)
	if err := w.Probed(t.Context(), "short", revoked); !errors.Is(err, boom) {
		t.Errorf("got %v", err)
	}
	w.breaks.Store(nil)
	if s := w.standing("short"); !s.OK || len(w.told("duty")) > 0 || w.events("account does not work") > 0 {
		t.Errorf("%+v, told %q", s, w.told("duty"))
	}
	w.probed(revoked)
	if len(w.told("duty")) != 1 {
		t.Error("the duty channel was not told")
	}
}
