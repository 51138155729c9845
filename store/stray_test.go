package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/store"
	"appealbot/store/mem"
)

func TestStraysOfAnAccountAndThoseToBeDecidedAbout(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		ids := func(ss []bot.Stray) string {
			var out []bot.ID
			for _, x := range ss {
				out = append(out, x.ID)
			}
			return fmt.Sprint(out)
		}
		want := func(all, open string) {
			t.Helper()
			if got := ids(view(t, s, func(tx bot.Tx) ([]bot.Stray, error) { return tx.StraysOn("metro", 3) })); got != all {
				t.Errorf("on the account are %s, want %s", got, all)
			}
			if got := ids(view(t, s, func(tx bot.Tx) ([]bot.Stray, error) { return tx.OpenStrays("metro", 3) })); got != open {
				t.Errorf("to be decided about are %s, want %s", got, open)
			}
		}
		toronto := time.FixedZone("EST", -5*3600)
		stray := func(id bot.ID, account bot.AccountID, after time.Duration) bot.Stray {
			return bot.Stray{ID: id, Account: account, Remote: "r" + string(id), Found: noon.Add(after).In(toronto), Batch: "a"}
		}
		a, b := stray("a", "metro", 0), stray("b", "metro", time.Minute)
		update(t, s, func(tx bot.Tx) error {
			return errors.Join(tx.PutStray(b), tx.PutStray(a), tx.PutStray(stray("x", "metropolis", time.Hour)), tx.PutStray(stray("y", "metr", time.Hour)))
		})
		want("[b a]", "[a b]")
		a.Known = bot.Mark{Person: "bob", Name: "Bob", At: noon}
		update(t, s, func(tx bot.Tx) error { return tx.PutStray(a) })
		want("[b a]", "[b]")
		b.Removal = bot.Mark{Person: "bob", Name: "Bob", At: noon}
		update(t, s, func(tx bot.Tx) error {
			return errors.Join(tx.PutStray(b), tx.PutStray(stray("c", "metro", 2*time.Minute)), tx.PutStray(stray("d", "metro", 3*time.Minute)))
		})
		want("[d c b]", "[c d]")
		if got := view(t, s, func(tx bot.Tx) (bot.Stray, error) { return tx.Stray("a") }); got.Found.Location() != time.UTC || got.Known.Name != "Bob" {
			t.Errorf("kept %+v", got)
		}
	})
}

func TestAStrayThatIsNotThere(t *testing.T) {
	s := openStore(t, mem.New())
	wantNotFound(t, s, "Stray", func(tx bot.Tx) (bot.Stray, error) { return tx.Stray("x") })
	if err := s.Update(t.Context(), func(tx bot.Tx) error { return tx.PutStray(bot.Stray{}) }); !errors.Is(err, bot.ErrInvalid) {
		t.Errorf("put one without an id: %v", err)
	}
}
