package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/store"
)

func TestJobsAreFoundWhenTheyAreDue(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		due := func(at time.Time) string {
			t.Helper()
			js := view(t, s, func(tx bot.Tx) ([]bot.Job, error) { return tx.DueJobs(at, 10) })
			var ids []bot.ID
			for _, j := range js {
				ids = append(ids, j.ID)
			}
			return fmt.Sprint(ids)
		}
		update(t, s, func(tx bot.Tx) error {
			return errors.Join(
				bot.Enlist(tx, bot.JobRemind, "a2", "k", noon, noon.Add(2*time.Minute)),
				bot.Enlist(tx, bot.JobRemind, "a1", "k", noon, noon.Add(time.Minute)),
				bot.Enlist(tx, bot.JobGone, "k", "k", noon, noon.Add(time.Hour)),
				bot.Hasten(tx, bot.JobGone, "k", "k", noon, noon.Add(3*time.Minute)),
				bot.Hasten(tx, bot.JobGone, "k", "k", noon, noon.Add(30*time.Minute)), // it is due before that already
				bot.Hasten(tx, bot.JobPurge, "all", "", noon, noon.Add(5*time.Minute)),
			)
		})
		if got, want := due(noon.Add(3*time.Minute)), "[remind/a1 remind/a2 gone/k]"; got != want {
			t.Errorf("due are %s, want %s", got, want)
		}
		update(t, s, func(tx bot.Tx) error { return errors.Join(tx.DeleteJob("remind/a1"), tx.DeleteJob("nothing")) })
		if got, want := due(noon.Add(2*time.Minute)), "[remind/a2]"; got != want {
			t.Errorf("after one was deleted due are %s, want %s", got, want)
		}
		next := view(t, s, func(tx bot.Tx) (time.Time, error) {
			at, any, err := tx.NextJob()
			if !any {
				t.Error("there is no next job")
			}
			return at, err
		})
		if !next.Equal(noon.Add(2 * time.Minute)) {
			t.Errorf("the next is due at %v", next)
		}
		err := s.Update(t.Context(), func(tx bot.Tx) error { return tx.PutJob(bot.Job{ID: "never"}) })
		if !errors.Is(err, bot.ErrInvalid) {
			t.Errorf("a job without a time was taken: %v", err)
		}
	})
}
