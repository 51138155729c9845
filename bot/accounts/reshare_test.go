package accounts_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// What the program shared again stands in the account's list as something passed on. It
// is no stranger; what somebody else shared is.
func TestWhatWasSharedAgainIsNoStranger(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := watching(t)
		stop := w.run(w.k)
		time.Sleep(time.Minute)
		ours, other := w.publish("Were you there?"), w.publish("Have you seen her?")
		at := time.Now()
		w.net.Listing = func(since time.Time) (network.Own, error) {
			out := w.net.Listed(since)
			for _, p := range []bot.Post{other, ours} {
				out.Posts = append([]network.OwnPost{{
					Remote: "share of " + p.Remotes[0], Passed: p.Remotes[0], Text: p.Parts()[0].Text, At: at,
				}}, out.Posts...)
			}
			return out, nil
		}
		share := bot.Post{
			ID: "share", Op: bot.OpReshare, Appeal: "series", Case: "case", Account: "metro", Language: "en", Target: ours.ID,
			State: bot.PostPosted, Created: at, Posted: at, Rendering: ours.Rendering,
		}
		w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
			_, err := tx.AddPost(share)
			return errors.Join(err, tx.PutAppeal(bot.Appeal{ID: "series", Case: "case", Number: 2, Kind: bot.Repeat, Parent: "appeal", State: bot.Approved}),
				tx.PutCase(bot.Case{ID: "case", Number: "2026-1", State: bot.CaseOpen, Appeals: 2}))
		}))
		time.Sleep(5 * time.Minute)
		w.wantStrays("of two that were passed on", "Have you seen her?")
		w.must(stop())
	})
}
