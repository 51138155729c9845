package commands_test

import (
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	keeping "appealbot/bot/accounts"
	"appealbot/bot/chat/practice"
	wall "appealbot/bot/network/practice"
)

// tend looks whether what was taken down is gone, where that is due.
func (w *town) tend() error {
	for _, n := range w.networks {
		k, err := keeping.New(keeping.Options{Desk: w.desk, Network: n, Now: w.time, Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			return err
		}
		if _, err := k.LookGone(w.t.Context()); err != nil {
			return err
		}
	}
	return nil
}

// pass lets time pass, in which everything happens when it is due.
func (w *town) pass(t *testing.T, d time.Duration) {
	t.Helper()
	for until := w.time().Add(d); w.time().Before(until); {
		if err := w.clock([]string{"5s"}); err != nil {
			t.Fatal(err)
		}
		if err := w.settle(nil); err != nil {
			t.Fatal(err)
		}
	}
}

// do lets officers act: a user and a line, or "press" and what follows.
func (w *town) do(t *testing.T, user, line string) {
	t.Helper()
	var err error
	if label, ok := strings.CutPrefix(line, "press "); ok {
		err = w.press([]string{user, label})
	} else {
		err = w.acts(user, func(a practice.Act) (practice.Outcome, error) { return w.room.Command(w.t.Context(), a, line) })
	}
	if err == nil {
		err = w.settle(nil)
	}
	if err != nil {
		t.Fatalf("%s: %s: %v", user, line, err)
	}
}

// five are walls like five networks.
func five() []wall.Profile {
	account := func(id bot.AccountID) bot.Account {
		return bot.Account{ID: id, Network: wall.Network, Name: strings.ToUpper(string(id)), Exercise: true, Default: true}
	}
	return []wall.Profile{
		wall.ProfileLike(wall.LikeX, account("fine")), wall.ProfileLike(wall.LikeMastodon, account("down")),
		wall.ProfileLike(wall.LikeBluesky, account("busy")), wall.ProfileLike(wall.LikeFacebook, account("liar")),
		wall.ProfileLike(wall.LikeMastodon, account("well")),
	}
}

// Of what is left on an account that the department has no more, somebody can say so:
// nothing looks there, and people would be told for ever.
func TestWhatIsLeftOnAnAccountOfThePast(t *testing.T) {
	w, err := newTown(t, five()...)
	if err != nil {
		t.Fatal(err)
	}
	w.do(t, "ann", "new 2026-0707070 Shooting: do you know this man? Call 416-808-2222.")
	if err := w.at([]string{"case"}); err != nil {
		t.Fatal(err)
	}
	var removal bot.ID
	if err := w.store.Update(t.Context(), func(tx bot.Tx) error {
		as, err := tx.OpenAppeals(1)
		if err != nil {
			return err
		}
		p := bot.Post{
			ID: "old", Op: bot.OpCreate, Appeal: as[0].ID, Case: as[0].Case, Account: "sold", Language: "en",
			State: bot.PostPosted, Remotes: []string{"1"}, Created: w.time(), Posted: w.time(),
		}
		r := bot.Removal(p, w.time())
		removal = r.ID
		_, err = tx.AddPost(p)
		_, err2 := tx.AddPost(r)
		return errors.Join(err, err2, bot.Pursue(tx, p.Case, w.time()))
	}); err != nil {
		t.Fatal(err)
	}
	w.do(t, "bob", "gone solt it was sold")
	w.do(t, "bob", "gone sold the account was sold")
	if err := w.store.View(t.Context(), func(tx bot.Tx) error {
		r, err := tx.Post(removal)
		if r.Gone.By.Person != "bob" || r.Pursued() {
			t.Errorf("it goes on: %+v", r)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// The wrong man's photo is out on five walls, of which one is down, one takes no
// requests for now, and one says that it removed the post and goes on showing it.
// People are told until looking shows that nothing is live any more, and the whole
// run is in the audit log.
func TestAllClearOnFiveWalls(t *testing.T) {
	w, err := newTown(t, five()...)
	if err != nil {
		t.Fatal(err)
	}
	w.do(t, "ann", "new 2026-0707070 Shooting: do you know this man? Call 416-808-2222.")
	if err := w.at([]string{"case"}); err != nil {
		t.Fatal(err)
	}
	w.do(t, "ann", "submit")
	w.do(t, "bob", "press Approve")
	all := []string{"fine", "down", "busy", "liar", "well"}
	if got := w.showing("this man"); !slices.Equal(got, all) {
		t.Fatalf("it is public on %v", got)
	}
	faults := map[bot.AccountID]wall.Fault{
		"down": {Kind: wall.FaultDown, Everything: true},
		"busy": {Kind: wall.FaultBusy, Everything: true, Wait: 2 * time.Minute},
		"liar": {Kind: wall.FaultLies},
	}
	for id, f := range faults {
		if err := w.wall.SetFault(id, f); err != nil {
			t.Fatal(err)
		}
	}
	mend := func(id bot.AccountID) {
		t.Helper()
		if err := w.wall.SetFault(id, wall.Fault{}); err != nil {
			t.Fatal(err)
		}
	}

	began := w.time()
	w.do(t, "ann", "clear mistaken he was at work")
	w.do(t, "bob", "press Approve") // the closing text, which waits for nothing either
	if got, want := w.showing("this man"), []string{"down", "busy", "liar"}; !slices.Equal(got, want) {
		t.Fatalf("after the all-clear it is public on %v, want %v", got, want)
	}
	if got, want := w.showing("was wrong and has been taken down"), []string{"fine", "liar", "well"}; !slices.Equal(got, want) {
		t.Errorf("the closing text is public on %v, want %v", got, want)
	}
	w.sees(t, "case", false, "posts should be gone")
	w.pass(t, 5*time.Minute)
	for _, at := range []string{"case", "duty"} {
		w.sees(t, at, true, "3 posts should be gone in case 2026-0707070", "LIAR", "although the network says that it is removed", "DOWN", "BUSY", "/appeal gone")
	}
	if err := w.rule([]string{"witness"}); err != nil { // a restart
		t.Fatal(err)
	}
	w.pass(t, 31*time.Minute)
	if got := w.tellings(); !slices.Equal(got, []time.Duration{5 * time.Minute, 15 * time.Minute, 30 * time.Minute}) {
		t.Errorf("people were told after %v", got)
	}
	mend("down")
	w.pass(t, 27*time.Minute)
	w.sees(t, "duty", true, "2 posts should be gone in case 2026-0707070")
	mend("busy")
	w.pass(t, 32*time.Minute)
	w.sees(t, "duty", true, "1 post should be gone in case 2026-0707070")
	w.sees(t, "case", false, "Nothing of case")
	mend("liar")
	w.pass(t, 20*time.Minute)
	if got := w.showing("this man"); len(got) > 0 {
		t.Errorf("it is still public on %v", got)
	}
	for _, at := range []string{"case", "duty"} {
		w.sees(t, at, true, "Everything that was taken down in case 2026-0707070 is gone: seen by looking at")
		w.sees(t, at, false, "should be gone")
	}
	told := len(w.tellings())
	w.pass(t, 2*time.Hour)
	if n := len(w.tellings()); n != told {
		t.Errorf("people were told %d times more after it was gone", n-told)
	}
	w.holdRun(t, began)
}

// holdRun compares what the audit log says of each account, and of the case, with
// what has to have happened.
func (w *town) holdRun(t *testing.T, began time.Time) {
	t.Helper()
	const fine = "claimed removal, removed part, removed post, gone"
	want := map[string]string{
		"fine": fine, "well": fine,
		"down": "(claimed removal, removal failed, )+" + fine, "busy": "(claimed removal, removal failed, )+" + fine,
		"liar": "(claimed removal, removed part, removed post, still live although removed, ){3,}" + fine,
		"case": "all clear, (told what is still live, ){4}all gone",
	}
	got := w.runOf(t, began)
	for of, want := range want {
		if !regexp.MustCompile("^" + want + "$").MatchString(got[of]) {
			t.Errorf("the log says of %s: %s\nwant: %s", of, got[of], want)
		}
	}
}

// runOf is what the audit log, which must be whole, says of taking down since a
// time: by account, and of the case.
func (w *town) runOf(t *testing.T, since time.Time) map[string]string {
	t.Helper()
	if _, err := w.store.Verify(t.Context()); err != nil {
		t.Fatal(err)
	}
	whats := map[string][]string{}
	for _, e := range w.eventsSince(t, since) {
		of, _, _ := strings.Cut(e.Detail, " ")
		of = strings.TrimRight(of, ",:")
		switch e.What {
		case "all clear", "told what is still live", "all gone":
			of = "case"
		case "claimed removal", "removal failed", "removed part", "removed post", "gone", "still live although removed":
		default:
			continue
		}
		whats[of] = append(whats[of], e.What)
	}
	out := map[string]string{}
	for of, ws := range whats {
		out[of] = strings.Join(ws, ", ")
	}
	return out
}

func (w *town) eventsSince(t *testing.T, since time.Time) (out []bot.Event) {
	t.Helper()
	err := w.store.View(t.Context(), func(tx bot.Tx) error {
		es, err := tx.Events(1, 100000)
		for _, e := range es {
			if !e.At.Before(since) {
				out = append(out, e)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// tellings are how long after the all-clear people were told what is still live.
func (w *town) tellings() (out []time.Duration) {
	var began time.Time
	for _, e := range w.eventsSince(w.t.(*testing.T), time.Time{}) {
		switch e.What {
		case "all clear":
			began = e.At
		case "told what is still live":
			out = append(out, e.At.Sub(began).Truncate(time.Minute))
		}
	}
	return out
}

// showing are the accounts on which a text is public, in their order.
func (w *town) showing(text string) (out []string) {
	for _, n := range w.networks {
		args := []string{string(n.Account().ID)}
		if s, err := w.public(&args); err == nil && strings.Contains(flat(s), text) {
			out = append(out, string(n.Account().ID))
		}
	}
	return out
}

// sees looks for texts in a channel.
func (w *town) sees(t *testing.T, at string, want bool, texts ...string) {
	t.Helper()
	if err := w.at([]string{at}); err != nil {
		t.Fatal(err)
	}
	got, err := w.seen(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range texts {
		if strings.Contains(flat(got), text) != want {
			t.Errorf("in %s %q is seen: %t, want %t:\n%s", at, text, !want, want, tail(got))
		}
	}
}

// tail is the end of something long.
func tail(s string) string {
	const most = 3000
	return fmt.Sprint("…", s[max(0, len(s)-most):])
}
