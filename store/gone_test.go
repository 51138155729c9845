package store_test

import (
	"errors"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/store"
)

// What should be gone is found by its case until nobody has to see to it any more,
// and by its account whenever it is to be looked at.
func TestWhatShouldBeGoneIsFound(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		removal := func(id bot.ID, caseID bot.ID, account bot.AccountID, made, look time.Duration) bot.Post {
			p := bot.Post{ID: id, Op: bot.OpRemove, Case: caseID, Account: account, State: bot.PostPosted, Created: noon.Add(made), Gone: bot.Gone{Since: noon.Add(made)}}
			if look > 0 {
				p.Gone.Due = noon.Add(look)
			}
			return p
		}
		old := removal("old", "k", "x", 0, 0)
		old.Gone = bot.Gone{}
		created := removal("created", "k", "x", 0, time.Second)
		created.Op = bot.OpCreate
		put(t, s, removal("b", "k", "x", 2, 3*time.Second), removal("a", "k", "x", 1, 4*time.Second), removal("queued", "k", "xx", 3, 0),
			removal("another's", "kk", "x", 0, 2*time.Second), old, created)
		left := func(k bot.ID, n int) string {
			return ids(view(t, s, func(tx bot.Tx) ([]bot.Post, error) { return tx.Pursued(k, n) }), postID)
		}
		looks := func(account bot.AccountID, after time.Duration, n int) string {
			return ids(view(t, s, func(tx bot.Tx) ([]bot.Post, error) { return tx.DueLooks(account, noon.Add(after), n) }), postID)
		}
		next := func(account bot.AccountID) time.Duration {
			t.Helper()
			return view(t, s, func(tx bot.Tx) (time.Duration, error) {
				at, any, err := tx.NextLook(account)
				if !any {
					return -1, err
				}
				return at.Sub(noon), err
			})
		}
		same := func(what, got, want string) {
			t.Helper()
			if got != want {
				t.Errorf("%s: %q, want %q", what, got, want)
			}
		}
		same("of the case", left("k", 9), "a b queued ")
		same("two of the case", left("k", 2), "a b ")
		same("of another", left("kk", 9), "another's ")
		same("due at once", looks("x", time.Second, 9), "")
		same("due after three seconds", looks("x", 3*time.Second, 9), "another's b ")
		same("the first of three", looks("x", time.Hour, 1), "another's ")
		if next("x") != 2*time.Second || next("xx") != -1 {
			t.Errorf("the next are after %v and %v", next("x"), next("xx"))
		}
		update(t, s, func(tx bot.Tx) error {
			b, err := tx.Post("b")
			a, err2 := tx.Post("a")
			b.Gone.OK, b.Gone.Due = true, time.Time{}
			a.Gone.By, a.Gone.Due = bot.Mark{Person: "bob", Name: "Bob"}, time.Time{}
			return errors.Join(err, err2, tx.SetPost(b), tx.SetPost(a))
		})
		same("when two are settled", left("k", 9), "queued ")
		same("when two are settled, to be looked at", looks("x", time.Hour, 9), "another's ")
	})
}
