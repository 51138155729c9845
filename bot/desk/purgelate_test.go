package desk_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// shows lets the chat show every reply that waits for that.
func (w *world) shows() {
	w.t.Helper()
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error {
		for left := true; left; {
			left = false
			ns, err := tx.DueNotices("test", w.clock().Add(time.Hour), 100_000)
			for _, n := range ns {
				switch n.Kind {
				case bot.NoticeRelay:
					more, bad := w.Relay(tx, n)
					left, err = true, errors.Join(err, bad)
					if more {
						continue
					}
				case bot.NoticeReply, bot.NoticeDigest:
				default:
					continue
				}
				n.Sent, n.Due = n.Version, time.Time{}
				err = errors.Join(err, tx.PutNotice(n))
			}
			if err != nil {
				return err
			}
		}
		return nil
	}))
}

// answers lets somebody answer below the post of a case.
func (w *world) answers(a bot.Appeal, remote string) {
	w.t.Helper()
	_, err := w.Collect(w.t.Context(), w.page(remote, desk.Found{
		Under: "remote-long", Raw: []byte("raw secret"),
		Reply: bot.Reply{Remote: remote, Text: "late secret", Author: "Secret Sam", Handle: "@sam", At: w.clock(), Kind: bot.ReplyAnswer},
	}))
	w.must(err)
	if r := w.reply(remote); r.Case != a.Case {
		w.t.Fatalf("the answer is in case %q, want %q", r.Case, a.Case)
	}
}

// The public goes on answering when a case was purged. What comes then is brought to
// people, kept for its own time, and purged with a tombstone like the rest.
func TestAnAnswerThatComesAfterThePurgeIsPurgedInItsTime(t *testing.T) {
	w := archive(t, twoYears)
	a := w.shut()
	w.pass(800)
	if w.caseOf(a).Purged.Appeals.IsZero() {
		t.Fatal("the case is not purged")
	}
	w.answers(a, "late1")
	w.shows()
	if k := w.caseOf(a); !k.Purged.Late.Equal(w.clock()) {
		t.Errorf("the case says %+v", k.Purged)
	}
	w.pass(100)
	w.answers(a, "late2")
	w.shows()
	w.pass(265)
	if w.reply("late1").Text == "" {
		t.Fatal("it goes too early")
	}
	w.pass(2)
	one, two := w.reply("late1"), w.reply("late2")
	if one.Text != "" || one.Handle != "" || one.Purged.IsZero() || two.Text == "" {
		t.Fatalf("after a year: %+v and %+v", one, two)
	}
	if k := w.caseOf(a); !k.Purged.Late.Equal(two.Stored) {
		t.Errorf("the case says %+v", k.Purged)
	}
	w.pass(100)
	if two = w.reply("late2"); two.Text != "" || two.Purged.IsZero() {
		t.Errorf("the second is kept: %+v", two)
	}
	if left := w.everything(a); strings.Contains(strings.ToLower(left), "secret") {
		t.Errorf("left is: %s", left)
	}
	if k := w.caseOf(a); !k.Purged.Late.IsZero() {
		t.Errorf("the case says %+v", k.Purged)
	}
	log := w.tombstones()
	if n := len(log); n != 5 || !strings.HasPrefix(log[4].Detail, "1 replies (R3-R3); rule replies 366 days; sha256 ") {
		t.Errorf("the audit log says %+v", log)
	}
	if _, err := w.store.Verify(t.Context()); err != nil {
		t.Error(err)
	}
	if _, there := w.job(bot.JobID(bot.JobPurge, a.Case)); there {
		t.Error("there is still something to do")
	}
}

// One that comes in the last days before the purge is kept as long as any other.
func TestAnAnswerToAClosedCaseIsKeptForItsOwnTime(t *testing.T) {
	w := archive(t, twoYears)
	a := w.shut()
	w.pass(360)
	w.answers(a, "late")
	w.shows()
	w.pass(10)
	if first, late := w.reply("r1-"+string(a.ID)), w.reply("late"); first.Text != "" || late.Text == "" {
		t.Fatalf("the first is %q, the late one %q", first.Text, late.Text)
	}
	if k := w.caseOf(a); k.Purged.Replies.IsZero() || k.Purged.Late.IsZero() {
		t.Errorf("the case says %+v", k.Purged)
	}
	w.pass(360)
	if late := w.reply("late"); late.Text != "" {
		t.Error("the late one is kept")
	}
}

// A store in which such answers were left over by an older version: they are found when
// the case is looked at next.
func TestAnswersThatWereLeftOverAreFound(t *testing.T) {
	w := archive(t, twoYears)
	a := w.shut()
	w.pass(800)
	w.answers(a, "late")
	w.shows()
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error { // as the older version would have left it
		k, err := tx.Case(a.Case)
		k.Purged.Late = time.Time{}
		return errors.Join(err, tx.PutCase(k), tx.DeleteJob(bot.JobID(bot.JobPurge, a.Case)))
	}))
	w.wait(400 * day)
	w.retention.Default.Drafts = 91 // other rules: the cases are gone through
	w.Desk = w.another()
	w.must(w.Prime(t.Context()))
	w.pass(3)
	if late := w.reply("late"); late.Text != "" {
		t.Error("it is kept for ever")
	}
}

// The program was down for as long as answers are kept. They are brought to people
// first, whatever the rule says.
func TestNothingIsPurgedThatNobodyHasSeen(t *testing.T) {
	w := archive(t, twoYears)
	a := w.shut()
	w.answers(a, "late")
	w.wait(400 * day)
	w.runDue()
	if r := w.reply("late"); r.Text == "" || !w.caseOf(a).Purged.Replies.IsZero() {
		t.Fatal("it is purged before anybody has seen it")
	}
	w.shows()
	w.pass(2)
	if r := w.reply("late"); r.Text != "" {
		t.Error("it is kept when everybody has seen it")
	}

	w = archive(t, bot.Retention{Elsewhere: 30})
	w.must(w.Prime(t.Context()))
	_, err := w.Collect(t.Context(), w.page("e1", desk.Found{Under: "nobody's", Reply: bot.Reply{Remote: "e1", Text: "secret", At: w.clock(), Kind: bot.ReplyMention}}))
	w.must(err)
	w.wait(100 * day)
	w.runDue()
	if r := w.reply("e1"); r.Text == "" {
		t.Fatal("it is purged before anybody has seen it")
	}
	w.shows()
	w.pass(2)
	if r := w.reply("e1"); r.Text != "" {
		t.Error("it is kept when everybody has seen it")
	}
}

// What came late can be kept for a trial, too.
func TestAHoldKeepsWhatCameLate(t *testing.T) {
	w := archive(t, twoYears)
	a := w.shut()
	w.pass(800)
	w.answers(a, "late")
	w.shows()
	_, err := w.HoldCase(t.Context(), w.by(carla), a.Case, "new trial")
	w.must(err)
	w.pass(400)
	if w.reply("late").Text == "" {
		t.Fatal("a case on hold is purged")
	}
	_, err = w.ReleaseCase(t.Context(), w.by(carla), a.Case, "over")
	w.must(err)
	w.pass(3)
	if w.reply("late").Text != "" {
		t.Error("it is kept after the release")
	}
	_, err = w.HoldCase(t.Context(), w.by(carla), a.Case, "again")
	w.refused(err, bot.ErrStale, "nothing left to hold")
}
