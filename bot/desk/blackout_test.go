package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// blackout is one on an account, or on all where it has no name.
func blackout(w *world, account string, d time.Duration) bot.Freeze {
	f := bot.Freeze{Scope: bot.FreezeAll, Name: "every account", Until: w.clock().Add(d), Reason: "court order CR-26-1"}
	if account != "" {
		f.Scope, f.Subject, f.Name = bot.FreezeAccount, account, account
	}
	return f
}

// waits asks, as the outbox does when it claims it, until when a post waits.
func (w *world) waits(p bot.Post) (until time.Time, what string) {
	w.t.Helper()
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) (err error) {
		until, what, err = w.Wait(tx, p)
		return err
	}))
	return until, what
}

// putOff does with a post what the outbox does when it has to wait.
func (w *world) putOff(p bot.Post, until time.Time) {
	w.t.Helper()
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error {
		p.Due, p.Waited = until, until
		return tx.SetPost(p)
	}))
}

// on is the post of an appeal on an account.
func (w *world) onAccount(a bot.Appeal, account bot.AccountID) bot.Post {
	w.t.Helper()
	ps := w.posts(a)
	i := slices.IndexFunc(ps, func(p bot.Post) bool { return p.Account == account })
	if i < 0 {
		w.t.Fatalf("there is no post on %s", account)
	}
	return ps[i]
}

func TestBlackout(t *testing.T) {
	w := newWorld(t)
	a := w.approved()
	short, long := w.onAccount(a, "short"), w.onAccount(a, "long")
	for what, f := range map[string]bot.Freeze{
		"without a reason": func() bot.Freeze { f := blackout(w, "", time.Hour); f.Reason = " "; return f }(),
		"that is over":     blackout(w, "", 0),
		"of half a year":   blackout(w, "", 180*24*time.Hour),
		"on a case":        {Scope: bot.FreezeCase, Subject: string(a.Case), Until: w.clock().Add(time.Hour), Reason: "court order"},
	} {
		if _, err := w.Blackout(t.Context(), w.by(carla), f); err == nil {
			t.Errorf("a blackout %s is set", what)
		} else {
			w.refused(err, bot.ErrInvalid)
		}
	}
	_, err := w.Blackout(t.Context(), w.by(ann), blackout(w, "short", time.Hour))
	w.refused(err, bot.ErrDenied, "/appeal freeze")

	cards := w.cards(a)
	w.show(a)
	by := w.by(bob)
	f, err := w.Blackout(t.Context(), by, blackout(w, "short", time.Hour))
	w.must(err)
	if again, err := w.Blackout(t.Context(), by, blackout(w, "short", time.Hour)); err != nil || again.ID != f.ID {
		t.Errorf("delivered again: %v, %v", again, err)
	}
	if w.cards(a) != cards+1 || len(w.told("duty")) != 1 || w.events("set blackout") != 1 {
		t.Errorf("the card was asked for %d times, told %q", w.cards(a)-cards, w.told("duty"))
	}
	if until, what := w.waits(short); until.Truncate(time.Minute) != w.clock().Add(time.Hour) || what != "the end of the blackout (court order CR-26-1)" {
		t.Errorf("it waits until %v for %s", until, what)
	}
	if until, _ := w.waits(long); !until.IsZero() {
		t.Errorf("the other one waits until %v", until)
	}
	// It is no freeze.
	w.must(w.store.View(t.Context(), func(tx bot.Tx) error { return w.Clear(tx, short) }))
	_, err = w.Resume(t.Context(), w.by(carla), bot.FreezeAccount, "short")
	w.refused(err, bot.ErrStale, "Nothing is stopped.")

	// One that ends sooner takes its place.
	until, _ := w.waits(short)
	w.putOff(short, until)
	_, err = w.Blackout(t.Context(), w.by(carla), blackout(w, "short", time.Minute))
	w.must(err)
	if p := w.post(short.ID); !p.Due.Equal(w.clock()) {
		t.Errorf("it is looked at again at %v", p.Due)
	}
	if until, _ := w.waits(w.post(short.ID)); until.Truncate(time.Minute) != w.clock().Add(time.Minute) {
		t.Errorf("it waits until %v", until)
	}
	w.putOff(w.post(short.ID), w.clock().Add(time.Minute))
	_, err = w.EndBlackout(t.Context(), w.by(ann), bot.FreezeAccount, "short")
	w.refused(err, bot.ErrDenied)
	_, err = w.EndBlackout(t.Context(), w.by(carla), bot.FreezeAll, "")
	w.refused(err, bot.ErrStale, "court order CR-26-1")
	n, err := w.EndBlackout(t.Context(), w.by(carla), bot.FreezeAccount, "short")
	w.must(err)
	if p := w.post(short.ID); n != 1 || !p.Due.Equal(w.clock()) {
		t.Errorf("ending it lets %d go; it is due %v", n, p.Due)
	}
	if fs, err := w.Freezes(t.Context()); err != nil || len(fs) > 0 {
		t.Errorf("left are %v, %v", fs, err)
	}
}

// What is scheduled, or was sent already, is not made due by the end of a blackout.
func TestTheEndOfABlackoutHastensOnlyWhatWaitedForIt(t *testing.T) {
	w := newWorld(t)
	_, err := w.Blackout(t.Context(), w.by(carla), blackout(w, "", time.Hour))
	w.must(err)
	a := w.submitted(bot.Witness, "Were you there?")
	_, err = w.Schedule(t.Context(), w.by(ann), a.ID, w.clock().Add(30*time.Minute))
	w.must(err)
	a, err = w.Approve(t.Context(), w.by(bob), a.ID, w.appeal(a.ID).Digest)
	w.must(err)
	tried := w.onAccount(a, "long")
	tried.Began, tried.Attempt = w.clock(), 1
	w.putOff(tried, w.clock().Add(time.Hour))
	n, err := w.EndBlackout(t.Context(), w.by(carla), bot.FreezeAll, "")
	w.must(err)
	if p := w.onAccount(a, "short"); n != 0 || !p.Due.Equal(w.clock().Add(30*time.Minute)) {
		t.Errorf("%d were made due, one at %v", n, p.Due)
	}
	if until, _ := w.waits(w.post(tried.ID)); !until.IsZero() {
		t.Errorf("what has begun waits until %v", until)
	}
}

func TestUrge(t *testing.T) {
	w := newWorld(t)
	a := w.submitted(bot.MissingPerson, "A boy of four.")
	_, err := w.Urge(t.Context(), w.by(ann), a.ID, "he is out in the cold")
	w.refused(err, bot.ErrInvalid, "None of its accounts has quiet hours")
	w.windows = map[bot.AccountID][]bot.Window{"short": {{From: 7 * 60, To: 9 * 60, Passes: []bot.Kind{bot.MissingPerson}}}}
	for reason, kind := range map[string]error{"": bot.ErrStale, "now": bot.ErrInvalid} {
		_, err := w.Urge(t.Context(), w.by(ann), a.ID, reason)
		w.refused(err, kind)
	}
	_, err = w.Urge(t.Context(), w.by(ann), w.submitted(bot.Witness, "A robbery.").ID, "it was a bad one")
	w.refused(err, bot.ErrDenied, "Witness appeal does not pass")

	was := a
	a, err = w.Urge(t.Context(), w.by(ann), a.ID, "he is out in the cold")
	w.must(err)
	if a.State != bot.Waiting || a.Revision != was.Revision+1 || a.Digest == was.Digest {
		t.Errorf("it is %s, revision %d", a.State, a.Revision)
	}
	for _, p := range []bot.Person{bob, carla} {
		_, err = w.Approve(t.Context(), w.by(p), a.ID, a.Digest)
		w.must(err)
	}
	if until, _ := w.waits(w.onAccount(a, "short")); !until.IsZero() {
		t.Errorf("it waits until %v", until)
	}
	// An update under it is as urgent as it, and has to say so itself.
	w.goPublic(a)
	u, err := w.Follow(t.Context(), w.by(ann), a.ID, "He wears a red coat.")
	w.must(err)
	if ds, err := w.Delays(t.Context(), u); err != nil || len(ds) != 1 || !ds[0].May {
		t.Errorf("the update is delayed: %+v, %v", ds, err)
	}
	u, err = w.Urge(t.Context(), w.by(ann), u.ID, "it is colder now")
	w.must(err)
	if ds, err := w.Delays(t.Context(), u); err != nil || len(ds) > 0 {
		t.Errorf("the update is delayed: %+v, %v", ds, err)
	}
	u, err = w.Urge(t.Context(), w.by(ann), u.ID, "")
	w.must(err)
	if u.Content.Urgent != "" || w.events("made urgent") != 3 {
		t.Errorf("it is urgent: %s", u.Content.Urgent)
	}
}

func TestTwins(t *testing.T) {
	w := newWorld(t)
	text := "Did you see a robbery?"
	a := w.submitted(bot.Witness, text)
	number := w.caseOf(a).Number + "/1"
	twins := func(a bot.Appeal) string {
		var out []string
		for _, tw := range w.appeal(a.ID).Twins {
			out = append(out, string(tw.Account)+": "+tw.Says("it", w.Now()))
		}
		slices.Sort(out)
		return strings.Join(out, "\n")
	}
	if got := twins(a); got != "" {
		t.Fatalf("alone it has twins: %s", got)
	}
	b := w.submitted(bot.Witness, "did you SEE a robbery")
	if got, want := twins(b), "long: The same words wait for approval to go out on it, "+number+".\nshort: The same words wait for approval to go out on it, "+number+"."; got != want {
		t.Errorf("waiting, they are\n%s\nwant\n%s", got, want)
	}
	other := w.submitted(bot.Witness, "Did you see a crash?")
	if got := twins(other); got != "" {
		t.Errorf("other words have twins: %s", got)
	}
	if b := w.appeal(a.ID); len(b.Twins) > 0 {
		t.Error("the older one was changed")
	}
	// A twin stops nothing, at no step.
	for _, a := range []bot.Appeal{a, b} {
		a, err := w.Approve(t.Context(), w.by(bob), a.ID, a.Digest)
		w.must(err)
		w.must(w.store.View(t.Context(), func(tx bot.Tx) error { return w.Clear(tx, w.onAccount(a, "short")) }))
	}
	c := w.submitted(bot.Witness, text)
	if got := twins(c); !strings.Contains(got, "short: The same words are to go out on it at 07:00, ") {
		t.Errorf("queued, they are\n%s", got)
	}
	w.goPublic(w.appeal(a.ID))
	w.goPublic(w.appeal(b.ID))
	w.wait(24 * time.Hour)
	d := w.draft(bot.Witness, text)
	if got := twins(d); !strings.Contains(got, "short: The same words went out on it on Mon 23 Nov 2026 at 07:00, ") {
		t.Errorf("public, they are\n%s", got)
	}
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error { return tx.PutAppeal(c) })) // it stays there, and waits
	w.wait(31 * 24 * time.Hour)
	_, err := w.Withdraw(t.Context(), w.by(ann), c.ID, "not needed")
	w.must(err)
	if got := twins(w.draft(bot.Witness, text)); got != "" {
		t.Errorf("after a month it has twins: %s", got)
	}
}

// Two appeals at one time are warned about, but not an appeal and what has no time.
func TestTwinsInTime(t *testing.T) {
	w := newWorld(t)
	at := func(text string, d time.Duration) bot.Appeal {
		a, err := w.Draft(t.Context(), w.by(ann), desk.NewAppeal{Number: text, Title: "x", Facts: bot.Facts{What: text}, At: w.clock().Add(d)})
		w.must(err)
		a, err = w.Submit(t.Context(), w.by(ann), a.ID)
		w.must(err)
		return a
	}
	w.submitted(bot.Witness, "No time.")
	at("2026-8001", time.Hour)
	for text, tt := range map[string]struct {
		d    time.Duration
		want int
	}{
		"2026-8002": {time.Hour + 5*time.Minute, 2}, "2026-8003": {time.Hour + 11*time.Minute, 0}, "2026-8004": {54 * time.Minute, 0},
	} {
		a, err := w.Draft(t.Context(), w.by(ann), desk.NewAppeal{Number: text, Title: "x", Facts: bot.Facts{What: text}, At: w.clock().Add(tt.d)})
		w.must(err)
		if len(a.Twins) != tt.want {
			t.Errorf("after %v it has %+v", tt.d, a.Twins)
		}
	}
}

// The change of a post that waited for the end of a blackout goes out when that is
// ended, and not when it would have ended by itself: the public reads what is wrong.
func TestTheEndOfABlackoutLetsACorrectionGo(t *testing.T) {
	w := newWorld(t)
	a := w.publishedOn(bot.Witness, map[string]string{"en": "Were you there on Monday?"}, "long")
	c, err := w.correct(a, bot.WayEdit, "Were you there on Sunday?")
	w.must(err)
	c, err = w.Approve(t.Context(), w.by(bob), c.ID, c.Digest)
	w.must(err)
	p := w.onAccount(c, "long")
	if p.Op != bot.OpEdit {
		t.Fatalf("it is a %s", p.Op)
	}
	_, err = w.Blackout(t.Context(), w.by(carla), blackout(w, "", 30*24*time.Hour))
	w.must(err)
	until, _ := w.waits(p)
	w.putOff(p, until)
	n, err := w.EndBlackout(t.Context(), w.by(carla), bot.FreezeAll, "")
	w.must(err)
	if p := w.post(p.ID); n != 1 || !p.Due.Equal(w.clock()) {
		t.Errorf("ending it lets %d go; the change is due %v", n, p.Due)
	}
}
