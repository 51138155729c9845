package bolt_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"appealbot/store/bolt"
	"appealbot/store/kv"
)

func TestCancelledUpdateLeavesTheBatchAlone(t *testing.T) {
	commits(t, bolt.Options{}, func(t *testing.T, db *bolt.DB, seen *[]bolt.Commit) {
		release := make(chan struct{})
		outcome := make(chan error, 3)
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			outcome <- db.Update(t.Context(), func(tx kv.Tx) error { <-release; return putter("first")(tx) })
		}()
		synctest.Wait()
		given := make(chan error)
		go func() {
			given <- db.Update(ctx, func(kv.Tx) error { t.Error("the cancelled function ran"); return nil })
		}()
		synctest.Wait()
		go func() { outcome <- db.Update(t.Context(), putter("last")) }()
		synctest.Wait()
		cancel()
		if err := <-given; !errors.Is(err, context.Canceled) {
			t.Errorf("the cancelled Update: %v", err)
		}
		close(release)
		must(t, errors.Join(<-outcome, <-outcome))
		if len(*seen) != 1 || (*seen)[0].Updates != 2 {
			t.Errorf("the commits were %+v, want one of 2 updates", *seen)
		}
	})
}

// TestLastInLineCancelsWithItsTurn: the one on whom the batch relies is
// cancelled at the moment at which it gets its turn.
func TestLastInLineCancelsWithItsTurn(t *testing.T) {
	commits(t, bolt.Options{}, func(t *testing.T, db *bolt.DB, _ *[]bolt.Commit) {
		for range 200 {
			ctx, cancel := context.WithCancel(t.Context())
			release := make(chan struct{})
			first, last := make(chan error), make(chan error)
			go func() {
				first <- db.Update(t.Context(), func(tx kv.Tx) error {
					<-release
					cancel()
					return putter("first")(tx)
				})
			}()
			synctest.Wait()
			go func() {
				last <- db.Update(ctx, func(kv.Tx) error { t.Error("the cancelled function ran"); return nil })
			}()
			synctest.Wait()
			close(release)
			must(t, <-first)
			if err := <-last; !errors.Is(err, context.Canceled) {
				t.Errorf("the cancelled Update: %v", err)
			}
		}
		put(t, db, "t", "after", "v")
	})
}
