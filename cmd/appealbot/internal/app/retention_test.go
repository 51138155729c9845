package app

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/store"
	"appealbot/store/bolt"
)

// retains runs the preview of what some rules purge.
func retains(t *testing.T, dir, rules string, args ...string) (code int, out, errs string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(file, []byte(rules), 0o600); err != nil {
		t.Fatal(err)
	}
	var o, e bytes.Buffer
	args = append([]string{"retention", "--data", dir, "--config", file}, args...)
	code = Main(t.Context(), args, System{Stdout: &o, Stderr: &e, Getenv: func(string) string { return "" }})
	return code, o.String(), e.String()
}

func TestTheRetentionRulesAreShownBeforeTheyAreInForce(t *testing.T) {
	f := folder(t.TempDir())
	signer, err := store.LoadOrCreateKey(f.key())
	if err != nil {
		t.Fatal(err)
	}
	db, err := bolt.Open(f.state(), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	noon := time.Date(2026, 11, 23, 17, 0, 0, 0, time.UTC)
	s, err := store.Open(t.Context(), db, store.Options{Realm: store.Practice, Signer: signer, Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Update(t.Context(), func(tx bot.Tx) error {
		for i := range 250 { // more than are read at once
			k := bot.Case{ID: bot.ID(fmt.Sprintf("k%03d", i)), Number: fmt.Sprintf("2026-%04d", i), State: bot.CaseOpen, Opened: noon.Add(time.Duration(i) * time.Second)}
			if i == 7 || i == 203 {
				k.State, k.Closed, k.Appeals = bot.CaseClosed, bot.Mark{Person: "carla", At: noon}, 1
				a := bot.Appeal{ID: "a" + k.ID, Case: k.ID, Number: 1, Kind: bot.Wanted, State: bot.Done}
				if i == 203 {
					a.Kind = bot.Witness
					k.Hold = bot.Hold{By: bot.Mark{Person: "carla", At: noon}, Reason: "trial"}
				}
				if err := tx.PutAppeal(a); err != nil {
					return err
				}
			}
			if err := tx.PutCase(k); err != nil {
				return err
			}
		}
		k, err := tx.Case("k011")
		if err != nil {
			return err
		}
		k.Appeals = 1
		if err := tx.PutCase(k); err != nil {
			return err
		}
		if err := tx.PutAppeal(bot.Appeal{ID: "draft", Case: k.ID, Number: 1, State: bot.Cancelled, Changed: bot.Mark{At: noon}}); err != nil {
			return err
		}
		return errors.Join(caseless(tx, noon), lateAnswer(tx, noon))
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(f.state())
	if err != nil {
		t.Fatal(err)
	}

	code, out, errs := retains(t, string(f), "{}")
	if code != exitOK || !strings.Contains(out, "keep everything for good") {
		t.Errorf("%d %q %q", code, out, errs)
	}
	const rules = "retention: {drafts: 90d, originals: 90d, replies: 1y, appeals: 2y, kinds: {wanted: {replies: keep, appeals: keep}}}"
	code, out, errs = retains(t, string(f), rules)
	want := `2026-0203  originals     on hold since 23 Nov 2026: trial
2026-0203  answers       on hold since 23 Nov 2026: trial
2026-0203  appeals       on hold since 23 Nov 2026: trial
2026-0011  draft /1      Mon 22 Feb 2027 03:30 EST
2026-0007  originals     Mon 22 Feb 2027 03:30 EST
2024-0012  late answers  Tue 19 Oct 2027 03:30 EDT
`
	if code != exitOK || out != want {
		t.Errorf("%d %s\n%s\nwant\n%s", code, errs, out, want)
	}
	if code, out, errs = retains(t, string(f), rules, "--before", "2027-02-22"); code != exitOK || !strings.Contains(out, "Nothing of what is stored") {
		t.Errorf("%d %q %q", code, out, errs)
	}
	if code, _, errs = retains(t, string(f), rules, "--before", "soon"); code == exitOK || !strings.Contains(errs, "not a day") {
		t.Errorf("%d %q", code, errs)
	}
	const more = "retention: {replies: 1y, elsewhere: 90d, outside: 60d, duty: 30d}"
	code, out, errs = retains(t, string(f), more, "--before", "2027-11-24")
	want = `2024-0012  late answers                               Tue 19 Oct 2027 03:30 EDT
no case    2 answers to nothing of ours               from Tue 23 Feb 2027 03:30 EST on
no case    1 posts from outside                       from Sat 23 Jan 2027 03:30 EST on
no case    150 messages to the duty channel on slack  from Thu 24 Dec 2026 03:30 EST on
`
	if code != exitOK || out != want {
		t.Errorf("%d %s\n%s\nwant\n%s", code, errs, out, want)
	}
	if code, out, errs = retains(t, string(f), more); code != exitOK || !strings.Contains(out, "no case    1 messages to the duty channel on mattermost  30 days after the rule is in force") {
		t.Errorf("%d %q\n%s", code, errs, out)
	}
	after, err := os.ReadFile(f.state())
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("looking changed the store: %v", err)
	}
}

// lateAnswer is a case that was purged before the last answer to it came.
func lateAnswer(tx bot.Tx, noon time.Time) error {
	return tx.PutCase(bot.Case{
		ID: "late", Number: "2024-0012", State: bot.CaseClosed, Opened: noon.AddDate(-3, 0, 0), Closed: bot.Mark{At: noon.AddDate(-2, 0, 0)},
		Purged: bot.Purged{Originals: noon, Appeals: noon, Replies: noon.AddDate(-1, 0, 0), Late: noon.AddDate(0, 0, -37)},
	})
}

// caseless is what belongs to no case: answers to nothing of ours, posts from outside of
// which one is settled, and messages to the duty channel, one of an older version.
func caseless(tx bot.Tx, noon time.Time) (err error) {
	for n := 1; n <= 3; n++ {
		r := bot.Reply{ID: bot.ID(fmt.Sprint("r", n)), Case: bot.Elsewhere, Number: n, Stored: noon.AddDate(0, 0, n)}
		if n == 2 {
			r = r.Cut(noon)
		}
		err = errors.Join(err, tx.PutReply(r))
	}
	open := bot.Stray{ID: "open", Account: "metro", Found: noon}
	settled := bot.Stray{ID: "settled", Account: "metro", Found: noon, Known: bot.Mark{Name: "Bob", At: noon}}
	held := bot.Stray{ID: "held", Account: "metro", Found: noon, Known: bot.Mark{Name: "Bob", At: noon}, Post: "p", Case: "k203"}
	err = errors.Join(err, tx.PutStray(open), tx.PutStray(settled), tx.PutStray(settled.Cut(noon)), tx.PutStray(held))
	settled.ID = "settled too"
	err = errors.Join(err, tx.PutStray(settled))
	for n := range 150 { // more than are read at once
		at := noon.Add(time.Duration(n) * time.Hour)
		err = errors.Join(err, bot.Show(tx, []string{"slack"}, at, bot.Notice{Kind: bot.NoticeTell, Channel: "duty", Text: "x"}, fmt.Sprint("freeze/", n)))
	}
	return errors.Join(err, tx.PutNotice(bot.Notice{ID: bot.NoticeID(bot.NoticeTell, "mattermost", "", "old"), Kind: bot.NoticeTell, Platform: "mattermost"}))
}
