package app

import (
	"bytes"
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
		return tx.PutAppeal(bot.Appeal{ID: "draft", Case: k.ID, Number: 1, State: bot.Cancelled, Changed: bot.Mark{At: noon}})
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
	want := `2026-0203  originals  on hold since 23 Nov 2026: trial
2026-0203  answers    on hold since 23 Nov 2026: trial
2026-0203  appeals    on hold since 23 Nov 2026: trial
2026-0011  draft /1   Mon 22 Feb 2027 03:30 EST
2026-0007  originals  Mon 22 Feb 2027 03:30 EST
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
	after, err := os.ReadFile(f.state())
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("looking changed the store: %v", err)
	}
}
