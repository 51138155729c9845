package mem_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"runtime"
	"testing"
	"testing/synctest"

	"appealbot/store/kv"
	"appealbot/store/kv/kvtest"
	"appealbot/store/mem"
)

func TestDriver(t *testing.T) {
	kvtest.Run(t, func(*testing.T) kv.DB { return mem.New() })
}

// TestCtxAfterStartHasNoEffect is what the suite leaves to the driver.
func TestCtxAfterStartHasNoEffect(t *testing.T) {
	db := mem.New()
	ctx, cancel := context.WithCancel(t.Context())
	must(t, db.Update(ctx, func(tx kv.Tx) error {
		cancel()
		return tx.Put("t", []byte("k"), []byte("v"))
	}))
	must(t, db.View(t.Context(), func(tx kv.Tx) error {
		_, err := tx.Get("t", []byte("k"))
		return err
	}))
}

func TestWaitingIsIdleInABubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := mem.New()
		release := make(chan struct{})
		done := make(chan error)
		go func() {
			done <- db.Update(t.Context(), func(kv.Tx) error { <-release; return nil })
		}()
		synctest.Wait()
		go func() { done <- db.Update(t.Context(), func(kv.Tx) error { return nil }) }()
		// Wait returns only if the second Update blocks in a way that the
		// bubble knows.
		synctest.Wait()
		close(release)
		must(t, <-done)
		must(t, <-done)
		must(t, db.Close())
	})
}

// TestTransactionsDoNotCopyTheDatabase holds the promise that the cost of a
// transaction does not grow with the database.
func TestTransactionsDoNotCopyTheDatabase(t *testing.T) {
	const keys, perLarge = 200_000, 1000
	db := filled(t, keys)
	for what, c := range map[string]struct {
		limit uint64
		run   func(i int) error
	}{
		"update": {32 << 10, func(i int) error {
			return db.Update(t.Context(), func(tx kv.Tx) error { return tx.Put("t", key(i*7919%keys), []byte("new")) })
		}},
		"failed update": {32 << 10, func(i int) error {
			_ = db.Update(t.Context(), func(tx kv.Tx) error {
				if err := tx.Delete("t", key(i)); err != nil {
					return err
				}
				return context.Canceled
			})
			return nil
		}},
		"put in a large update": {1 << 10, func(int) error {
			return db.Update(t.Context(), func(tx kv.Tx) error {
				for i := range perLarge {
					if err := tx.Put("t", key(i), []byte("new")); err != nil {
						return err
					}
				}
				return nil
			})
		}},
		"view": {2 << 10, func(i int) error {
			return db.View(t.Context(), func(tx kv.Tx) error { _, err := tx.Get("t", key(i)); return err })
		}},
	} {
		t.Run(what, func(t *testing.T) {
			const runs = 100
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			for i := range runs {
				must(t, c.run(i))
			}
			runtime.ReadMemStats(&after)
			each := (after.TotalAlloc - before.TotalAlloc) / runs
			if what == "put in a large update" {
				each /= perLarge
			}
			if each > c.limit {
				t.Errorf("allocates %d bytes with %d keys, want at most %d", each, keys, c.limit)
			}
		})
	}
}

func key(i int) []byte { return binary.BigEndian.AppendUint64(nil, uint64(i)) }

func filled(tb testing.TB, keys int) *mem.DB {
	tb.Helper()
	db := mem.New()
	must(tb, db.Update(tb.Context(), func(tx kv.Tx) error {
		for i := range keys {
			if err := tx.Put("t", key(i), fmt.Appendf(nil, "value %d", i)); err != nil {
				return err
			}
		}
		return nil
	}))
	return db
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func BenchmarkGetAmong1M(b *testing.B) {
	db := filled(b, 1_000_000)
	i := 0
	for b.Loop() {
		i++
		must(b, db.View(b.Context(), func(tx kv.Tx) error { _, err := tx.Get("t", key(i*7919%1_000_000)); return err }))
	}
}

func BenchmarkPutAmong1M(b *testing.B) {
	db := filled(b, 1_000_000)
	i := 0
	for b.Loop() {
		i++
		must(b, db.Update(b.Context(), func(tx kv.Tx) error { return tx.Put("t", key(i*7919%1_000_000), []byte("new")) }))
	}
}

func BenchmarkFill1M(b *testing.B) {
	for b.Loop() {
		filled(b, 1_000_000)
	}
}
