package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/store"
)

func TestRevisionsAreTakenInBatchesAndOnlyOfOneAppeal(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		update(t, s, func(tx bot.Tx) error {
			var err error
			for n := 1; n <= 5; n++ {
				for _, a := range []bot.ID{"a", "a1", "b"} {
					err = errors.Join(err, tx.PutRevision(a, n, bot.Content{Texts: map[string]string{"en": fmt.Sprint(a, n)}}))
				}
			}
			return err
		})
		var got []string
		for _, most := range []int{2, 2, 2, 2} {
			update(t, s, func(tx bot.Tx) error {
				cs, err := tx.TakeRevisions("a", most)
				for _, c := range cs {
					got = append(got, c.Texts["en"])
				}
				return err
			})
		}
		if !slices.Equal(got, []string{"a1", "a2", "a3", "a4", "a5"}) {
			t.Errorf("taken were %v", got)
		}
		must(t, s.View(t.Context(), func(tx bot.Tx) error {
			if _, err := tx.Revision("a", 3); !errors.Is(err, bot.ErrNotFound) {
				t.Errorf("a revision that was taken: %v", err)
			}
			_, err := tx.Revision("a1", 3)
			_, other := tx.Revision("b", 5)
			return errors.Join(err, other)
		}))
	})
}

func TestRawWordsAreTakenWithTheirReply(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		update(t, s, func(tx bot.Tx) error {
			return errors.Join(tx.PutRaw("x/1", "h1", []byte("one")), tx.PutRaw("x/1", "h2", []byte("two")), tx.PutRaw("x/11", "h1", []byte("other")))
		})
		update(t, s, func(tx bot.Tx) error {
			n, err := tx.TakeRaw("x/1")
			if n != 2 {
				t.Errorf("%d were taken", n)
			}
			return err
		})
		must(t, s.View(t.Context(), func(tx bot.Tx) error {
			if _, err := tx.Raw("x/1", "h2"); !errors.Is(err, bot.ErrNotFound) {
				t.Errorf("what was taken: %v", err)
			}
			_, err := tx.Raw("x/11", "h1")
			return err
		}))
	})
}

// What was said in a case's rooms goes, with its places in the indexes; what was said
// elsewhere, and what shows other things, stays.
func TestWhatWasSaidInACaseIsTaken(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		tell := func(platform string, subject bot.ID, key string) bot.Notice {
			return bot.Notice{ID: bot.NoticeID(bot.NoticeTell, platform, subject, key), Kind: bot.NoticeTell, Subject: subject, Platform: platform, Text: key, Message: "m" + key, Posted: "room", Due: noon}
		}
		card := tell("test", "k", "")
		card.ID, card.Kind, card.Message = bot.NoticeID(bot.NoticeCard, "test", "k", ""), bot.NoticeCard, "card"
		update(t, s, func(tx bot.Tx) error {
			var err error
			for _, n := range []bot.Notice{tell("test", "k", "1"), tell("test", "k", "2"), tell("test", "k", "3"), tell("test", "k1", "4"), tell("other", "k", "5"), tell("test", "", "6"), card} {
				err = errors.Join(err, tx.PutNotice(n))
			}
			return err
		})
		var got []string
		for range 3 {
			update(t, s, func(tx bot.Tx) error {
				ns, err := tx.TakeTells("test", "k", 2)
				for _, n := range ns {
					got = append(got, n.Text)
				}
				return err
			})
		}
		if !slices.Equal(got, []string{"1", "2", "3"}) {
			t.Errorf("taken were %v", got)
		}
		must(t, s.View(t.Context(), func(tx bot.Tx) error {
			ns, err := tx.DueNotices("test", noon, 100) // fails when the index leads nowhere
			if len(ns) != 3 {
				t.Errorf("%d notices are due", len(ns))
			}
			if _, gone := tx.NoticeAt("test", "room", "m2"); !errors.Is(gone, bot.ErrNotFound) {
				t.Errorf("the message of one that was taken: %v", gone)
			}
			return err
		}))
	})
}

func TestAFileIsLetGoByTheLastCaseThatHasIt(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		shared, old := strings.Repeat("ab", 32), strings.Repeat("cd", 32)
		update(t, s, func(tx bot.Tx) error {
			return errors.Join(
				tx.Keep(bot.Kept{Digest: shared, Size: 7, Case: "k1", Cases: []bot.ID{"k1"}, At: noon}),
				tx.Keep(bot.Kept{Digest: shared, Size: 7, Case: "k2", At: noon}),
				tx.Keep(bot.Kept{Digest: shared, Size: 7, Case: "k2", At: noon}),
				tx.Keep(bot.Kept{Digest: old, Size: 7, Case: "k1", At: noon}), // by a version that did not know all
				tx.Keep(bot.Kept{Digest: old, Size: 7, Case: "k2", At: noon}),
			)
		})
		letGo := func(digest string, k bot.ID) (gone bool) {
			update(t, s, func(tx bot.Tx) (err error) {
				gone, err = tx.LetGo(digest, k)
				return err
			})
			return gone
		}
		if letGo(shared, "k3") || letGo(shared, "k1") || letGo(shared, "k1") {
			t.Error("a file is gone that another case has")
		}
		if k := view(t, s, func(tx bot.Tx) (bot.Kept, error) { return tx.Kept(shared) }); k.Case != "k2" || !slices.Equal(k.Cases, []bot.ID{"k2"}) {
			t.Errorf("it belongs to %+v", k)
		}
		if !letGo(shared, "k2") || letGo(shared, "k2") || letGo(strings.Repeat("ef", 32), "k1") {
			t.Error("the last case keeps it, or it goes twice")
		}
		if letGo(old, "k1") || letGo(old, "k2") {
			t.Error("a file is gone of which nobody knows who has it")
		}
		must(t, s.View(t.Context(), func(tx bot.Tx) error {
			if _, err := tx.Kept(shared); !errors.Is(err, bot.ErrNotFound) {
				t.Errorf("the file that went: %v", err)
			}
			_, err := tx.Kept(old)
			return err
		}))
	})
}

// What the program said about one thing is read a page at a time and deleted one by one.
func TestWhatWasSaidAboutNothingIsGoneThrough(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		tell := func(platform string, subject bot.ID, key string) bot.Notice {
			return bot.Notice{ID: bot.NoticeID(bot.NoticeTell, platform, subject, key), Kind: bot.NoticeTell, Subject: subject, Platform: platform, Text: key, Message: "m" + key, Posted: "duty", Due: noon}
		}
		update(t, s, func(tx bot.Tx) (err error) {
			for _, n := range []bot.Notice{tell("test", "", "a/1"), tell("test", "", "a/2"), tell("test", "", "b"), tell("test", "k", "c"), tell("test2", "", "d")} {
				err = errors.Join(err, tx.PutNotice(n))
			}
			return err
		})
		read := func(after bot.ID) (out []string, last bot.ID) {
			for _, n := range view(t, s, func(tx bot.Tx) ([]bot.Notice, error) { return tx.Tells("test", "", after, 2) }) {
				out, last = append(out, n.Text), n.ID
			}
			return out, last
		}
		first, last := read("")
		second, end := read(last)
		none, _ := read(end)
		if !slices.Equal(first, []string{"a/1", "a/2"}) || !slices.Equal(second, []string{"b"}) || none != nil {
			t.Errorf("read %v, %v and %v", first, second, none)
		}
		update(t, s, func(tx bot.Tx) error { return tx.DropNotice(last) })
		if left, _ := read(""); !slices.Equal(left, []string{"a/1", "b"}) {
			t.Errorf("left are %v", left)
		}
		if behind, _ := read(last); !slices.Equal(behind, []string{"b"}) {
			t.Errorf("behind one that is gone are %v", behind)
		}
		wantNotFound(t, s, "Notice", func(tx bot.Tx) (bot.Notice, error) { return tx.Notice(last) })
		wantNotFound(t, s, "NoticeAt", func(tx bot.Tx) (bot.Notice, error) { return tx.NoticeAt("test", "duty", "ma/2") })
		due := view(t, s, func(tx bot.Tx) ([]bot.Notice, error) { return tx.DueNotices("test", noon, 10) })
		if len(due) != 3 {
			t.Errorf("due are %+v", due)
		}
		err := s.Update(t.Context(), func(tx bot.Tx) error { return tx.DropNotice(last) })
		if !errors.Is(err, bot.ErrNotFound) {
			t.Errorf("dropped twice: %v", err)
		}
	})
}

// Strays are gone through account by account; what was purged is only found by its id.
func TestStraysWhoseWordsAreKeptAreGoneThrough(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		strays := map[bot.ID]bot.Stray{}
		for i, id := range []bot.ID{"a", "b", "c", "d", "e"} {
			strays[id] = bot.Stray{ID: id, Account: bot.AccountID([]string{"metro", "metropolis"}[i%2]), Found: noon.Add(time.Duration(i) * time.Minute), Text: "x"}
			update(t, s, func(tx bot.Tx) error { return tx.PutStray(strays[id]) })
		}
		read := func(after bot.ID) (out []bot.ID) {
			for _, x := range view(t, s, func(tx bot.Tx) ([]bot.Stray, error) { return tx.StraysKept(after, 2) }) {
				out = append(out, x.ID)
			}
			return out
		}
		if a, b, c := read(""), read("c"), read("d"); !slices.Equal(a, []bot.ID{"e", "c"}) || !slices.Equal(b, []bot.ID{"a", "d"}) || !slices.Equal(c, []bot.ID{"b"}) {
			t.Errorf("read %v, %v and %v", a, b, c)
		}
		update(t, s, func(tx bot.Tx) error { return tx.PutStray(strays["c"].Cut(noon)) })
		if a, b := read(""), read("c"); !slices.Equal(a, []bot.ID{"e", "a"}) || !slices.Equal(b, []bot.ID{"a", "d"}) {
			t.Errorf("after a purge: %v and %v", a, b)
		}
		for what, ids := range map[string][]bot.Stray{
			"on the account": view(t, s, func(tx bot.Tx) ([]bot.Stray, error) { return tx.StraysOn("metro", 9) }),
			"to be decided":  view(t, s, func(tx bot.Tx) ([]bot.Stray, error) { return tx.OpenStrays("metro", 9) }),
		} {
			if len(ids) != 2 {
				t.Errorf("%s are %+v", what, ids)
			}
		}
		if got := view(t, s, func(tx bot.Tx) (bot.Stray, error) { return tx.Stray("c") }); got.Text != "" || !got.Purged.Equal(noon) {
			t.Errorf("kept %+v", got)
		}
	})
}
