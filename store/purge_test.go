package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

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
