package desk_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// stray returns what is kept of a post that was found on "short".
func (w *world) stray(remote, changed string) (s bot.Stray) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		s, err = tx.Stray(bot.StrayID("short", remote, changed))
		return err
	}))
	return s
}

func TestWhatWasPublishedOutsideIsPurgedWhenItIsSettled(t *testing.T) {
	w := archive(t, bot.Retention{Outside: 60})
	ctx := t.Context()
	w.must(w.Prime(ctx))
	for _, remote := range []string{"known", "pulled", "open"} {
		s := w.stranger(remote, "Secret words of "+remote)
		s.URL = "https://secret.example/" + remote
		w.found(s)
	}
	_, err := w.Known(ctx, w.by(bob), "short", bot.StrayID("short", "known", ""))
	w.must(err)
	_, err = w.Pull(ctx, w.by(bob), bot.StrayID("short", "pulled", ""))
	w.must(err)
	w.pass(59)
	if w.events("purged") != 0 {
		t.Fatal("it is purged too early")
	}
	w.pass(3)
	for _, remote := range []string{"known", "pulled"} {
		s := w.stray(remote, "")
		if s.Purged.IsZero() || s.Text != "" || s.URL != "" || s.Remote != remote || s.Hash == "" || s.Open() {
			t.Errorf("left is %+v", s)
		}
	}
	if s := w.stray("open", ""); s.Text == "" || !s.Purged.IsZero() {
		t.Errorf("nobody decided about it, and left is %+v", s)
	}
	log := w.tombstones()
	if len(log) != 1 || !strings.HasPrefix(log[0].Detail, "2 posts from outside; rule outside 60 days; sha256 ") {
		t.Errorf("the audit log says %+v", log)
	}

	// What was purged is not told anew when it is seen there once more, and whoever
	// presses a button of the old message hears what became of it.
	before := len(w.alarms())
	w.found(w.stranger("known", "Secret words of known"))
	if s := w.stray("known", ""); s.Text != "" || len(w.alarms()) != before {
		t.Errorf("it came back: %+v", s)
	}
	_, err = w.Known(ctx, w.by(bob), "short", bot.StrayID("short", "known", ""))
	w.refused(err, bot.ErrStale, "Bob said")

	_, err = w.Known(ctx, w.by(bob), "short", "")
	w.must(err)
	w.pass(2)
	if s := w.stray("open", ""); s.Text != "" {
		t.Error("it is kept when somebody has decided")
	}
	if _, err := w.store.Verify(ctx); err != nil {
		t.Error(err)
	}
}

// Words that were changed in a post of a case on hold may be what the trial is about.
func TestAHoldKeepsChangedWords(t *testing.T) {
	w := archive(t, bot.Retention{Outside: 60})
	ctx := t.Context()
	w.must(w.Prime(ctx))
	a := w.published()
	w.found() // the first look
	p := w.posts(a)[0]
	changed := desk.Stranger{Remote: p.Remotes[0], Text: "changed secret", Post: p.ID, At: w.clock()}
	w.found(changed)
	s := w.strays()[0]
	_, err := w.Known(ctx, w.by(bob), "short", s.ID)
	w.must(err)
	_, err = w.HoldCase(ctx, w.by(carla), a.Case, "trial")
	w.must(err)
	w.pass(100)
	if w.stray(s.Remote, s.Hash).Text == "" {
		t.Fatal("it is purged")
	}
	_, err = w.ReleaseCase(ctx, w.by(carla), a.Case, "over")
	w.must(err)
	w.pass(2)
	if w.stray(s.Remote, s.Hash).Text != "" {
		t.Error("it is kept after the release")
	}
}

// However many stay, those behind them are found, in small transactions.
func TestManyPostsFromOutsideThatStayKeepNoOtherFromGoing(t *testing.T) {
	w := archive(t, bot.Retention{Outside: 30})
	w.must(w.Prime(t.Context()))
	const many = 700
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) (err error) {
		for i := range many {
			s := bot.Stray{Account: "short", Remote: fmt.Sprint(i), Text: "secret", Found: w.clock().Add(-time.Duration(i) * time.Minute)}
			s.ID = bot.StrayID("short", s.Remote, "")
			if i%100 == 99 {
				s.Known = bob.By(w.clock())
			}
			err = errors.Join(err, tx.PutStray(s))
		}
		return err
	}))
	w.wait(40 * day)
	var runs int
	for range 10 { // one night
		w.runDue()
		runs++
		w.wait(10 * time.Second)
	}
	purged := 0
	for i := range many {
		if w.stray(fmt.Sprint(i), "").Text == "" {
			purged++
		}
	}
	if purged != many/100 {
		t.Errorf("%d were purged, want %d", purged, many/100)
	}
	for _, e := range w.tombstones() {
		if strings.Contains(e.Detail, "7 posts") {
			t.Errorf("they went in one transaction: %s", e.Detail)
		}
	}
	if j, there := w.job(bot.JobID(bot.JobPurge, "outside")); !there || j.Due.Sub(w.clock()) < 12*time.Hour {
		t.Errorf("after the last of them the job is due at %v", j.Due)
	}
}

// duty are the messages to the duty channel that are kept.
func (w *world) dutyTells(platform string) (ns []bot.Notice) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		ns, err = tx.Tells(platform, "", "", 10_000)
		return err
	}))
	return ns
}

// said lets the chat show everything that the program says in its own words.
func (w *world) saysAll(platform string) {
	w.t.Helper()
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) (err error) {
		ns, err := tx.Tells(platform, "", "", 10_000)
		for _, n := range ns {
			n.Sent, n.Due = n.Version, time.Time{}
			n.Message, n.Posted = "m"+string(n.ID), "C1"
			err = errors.Join(err, tx.PutNotice(n))
		}
		return err
	}))
}

func TestWhatTheDutyChannelWasToldIsPurged(t *testing.T) {
	w := archive(t, bot.Retention{Duty: 60})
	ctx := t.Context()
	w.must(w.Prime(ctx))
	freeze := func(reason string) {
		_, err := w.Freeze(ctx, w.by(carla), bot.Freeze{Scope: bot.FreezeAll, Name: "everything", Reason: reason})
		w.must(err)
		_, err = w.Resume(ctx, w.by(carla), bot.FreezeAll, "")
		w.must(err)
	}
	freeze("the first secret")
	w.saysAll("test")
	w.pass(30)
	freeze("the second secret")
	w.saysAll("test")
	freeze("the unseen secret")
	n := len(w.dutyTells("test"))
	w.pass(29)
	if len(w.dutyTells("test")) != n {
		t.Fatal("it is purged too early")
	}
	w.pass(3)
	left := ""
	for _, n := range w.dutyTells("test") {
		left += n.Text + "\n"
	}
	if strings.Contains(left, "first") || !strings.Contains(left, "second") {
		t.Errorf("left is: %s", left)
	}
	w.pass(40)
	left = ""
	for _, n := range w.dutyTells("test") {
		left += n.Text + "\n"
	}
	if strings.Contains(left, "second") || !strings.Contains(left, "unseen") {
		t.Errorf("what nobody has seen yet must stay, and nothing else: %s", left)
	}
	w.must(w.store.View(ctx, func(tx bot.Tx) error {
		_, err := tx.NoticeAt("test", "C1", "mtell/test//freeze/id000002")
		if !errors.Is(err, bot.ErrNotFound) {
			t.Errorf("the message is still found: %v", err)
		}
		return nil
	}))
	log := w.tombstones()
	if len(log) != 2 || !strings.Contains(log[0].Detail, " messages; rule duty 60 days; sha256 ") || strings.Contains(log[0].Detail, "secret") {
		t.Errorf("the audit log says %+v", log)
	}
}

// Messages of older versions have no age: it is counted from when the rule met them.
// Those of a platform that is not spoken any more go as well, seen or not.
func TestOldMessagesToTheDutyChannel(t *testing.T) {
	w := archive(t, bot.Retention{Duty: 60})
	w.Desk = w.on("old", "test")
	ctx := t.Context()
	w.must(w.Prime(ctx))
	w.must(w.store.Update(ctx, func(tx bot.Tx) error {
		n := bot.Notice{Kind: bot.NoticeTell, Channel: "duty", Text: "secret", Version: 1, Sent: 1}
		n.ID, n.Platform = bot.NoticeID(bot.NoticeTell, "test", "", "x"), "test"
		m := n
		m.ID, m.Platform, m.Sent, m.Due = bot.NoticeID(bot.NoticeTell, "old", "", "x"), "old", 0, w.clock()
		return errors.Join(tx.PutNotice(n), tx.PutNotice(m))
	}))
	w.Desk = w.another() // "old" is not spoken any more
	w.must(w.Prime(ctx))
	there := func() (out string) {
		for _, platform := range []string{"old", "test"} {
			for _, n := range w.dutyTells(platform) {
				if n.Text == "secret" {
					out += platform + " "
				}
			}
		}
		return out
	}
	w.pass(60)
	if there() != "old test " {
		t.Fatalf("too early: %q is left", there())
	}
	w.pass(4)
	if there() != "" {
		t.Errorf("%q is kept", there())
	}
}

// A rule that is taken back purges nothing more.
func TestRulesForNoCaseThatAreTakenBack(t *testing.T) {
	w := archive(t, bot.Retention{Outside: 60, Duty: 60, Elsewhere: 60})
	w.must(w.Prime(t.Context()))
	w.found(w.stranger("known", "Secret words"))
	_, err := w.Known(t.Context(), w.by(bob), "short", "")
	w.must(err)
	w.saysAll("test")
	n := len(w.dutyTells("test"))
	w.retention = bot.Retention{}
	w.Desk = w.another()
	w.must(w.Prime(t.Context()))
	w.pass(100)
	if w.events("purged") != 0 || len(w.dutyTells("test")) < n {
		t.Error("something was purged")
	}
	for _, subject := range []bot.ID{"outside", "duty/test", bot.Elsewhere} {
		if _, there := w.job(bot.JobID(bot.JobPurge, subject)); there {
			t.Errorf("a job waits for what never comes: %s", subject)
		}
	}
}
