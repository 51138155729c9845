package kvtest

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"appealbot/store/kv"
)

func viewSeesOneMoment(t *testing.T, db kv.DB) {
	update(t, db, func(tx kv.Tx) {
		put(t, tx, "t", "changes", "old")
		put(t, tx, "t", "vanishes", "old")
	})
	view(t, db, func(before kv.Tx) {
		for range 3 {
			wantTable(t, before, "t", "changes=old", "vanishes=old")
			wantTable(t, before, "later")
			done := make(chan error)
			go func() {
				done <- db.Update(t.Context(), func(tx kv.Tx) error {
					return errors.Join(
						tx.Put("t", []byte("changes"), []byte("new")),
						tx.Put("t", []byte("appears"), []byte("new")),
						tx.Delete("t", []byte("vanishes")),
						tx.Put("later", []byte("k"), []byte("new")))
				})
			}()
			if err := <-done; err != nil {
				t.Fatal(err)
			}
			wantTable(t, before, "t", "changes=old", "vanishes=old")
			wantTable(t, before, "later")
		}
	})
	view(t, db, func(after kv.Tx) { wantTable(t, after, "t", "appears=new", "changes=new") })
}

func uncommittedIsInvisible(t *testing.T, db kv.DB) {
	update(t, db, func(tx kv.Tx) { put(t, tx, "t", "k", "old") })
	update(t, db, func(tx kv.Tx) {
		put(t, tx, "t", "k", "new")
		put(t, tx, "t", "l", "new")
		done := make(chan struct{})
		go func() {
			defer close(done)
			if err := db.View(t.Context(), func(other kv.Tx) error {
				wantTable(t, other, "t", "k=old")
				return nil
			}); err != nil {
				t.Error(err)
			}
		}()
		<-done
	})
	view(t, db, func(tx kv.Tx) { wantTable(t, tx, "t", "k=new", "l=new") })
}

// wholeTransactions moves an amount between accounts while readers add them up.
func wholeTransactions(t *testing.T, db kv.DB) {
	const accounts, total = 10, 1000
	name := func(i int) []byte { return fmt.Appendf(nil, "%02d", i) }
	update(t, db, func(tx kv.Tx) {
		for i := range accounts {
			put(t, tx, "account", string(name(i)), number(total/accounts))
		}
	})
	var done atomic.Bool
	var readers, writers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for !done.Load() {
				err := db.View(t.Context(), func(tx kv.Tx) error {
					ps, err := tx.Scan("account", nil, nil, 100)
					if err != nil {
						return err
					}
					sum := 0
					for i, p := range ps {
						sum += int(binary.BigEndian.Uint64(p.Value))
						// The account may not change between two looks at it.
						v, err := tx.Get("account", name(i))
						if err != nil || string(v) != string(p.Value) {
							return fmt.Errorf("account %d: scan %x, get %x, %w", i, p.Value, v, err)
						}
					}
					if sum != total {
						return fmt.Errorf("the sum is %d, want %d", sum, total)
					}
					return nil
				})
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for w := range 4 {
		writers.Go(func() {
			for i := range 50 {
				from, to := name((w+i)%accounts), name((w*3+i*7+1)%accounts)
				err := db.Update(t.Context(), func(tx kv.Tx) error { return move(tx, from, to) })
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	done.Store(true)
	readers.Wait()
}

func move(tx kv.Tx, from, to []byte) error {
	for _, c := range []struct {
		key []byte
		by  int
	}{{from, -1}, {to, 1}} {
		v, err := tx.Get("account", c.key)
		if err != nil {
			return err
		}
		n := int(binary.BigEndian.Uint64(v)) + c.by
		if err := tx.Put("account", c.key, []byte(number(n))); err != nil {
			return err
		}
	}
	return nil
}

// number is n as a value or a part of a key.
func number(n int) string { return string(binary.BigEndian.AppendUint64(nil, uint64(n))) }
