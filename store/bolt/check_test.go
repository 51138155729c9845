package bolt_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"sync"
	"sync/atomic"
	"testing"

	"appealbot/store/bolt"
	"appealbot/store/kv"
)

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }

// filled returns a database with some MiB in it.
func filled(t *testing.T) *bolt.DB {
	t.Helper()
	db := open(t, dbPath(t))
	must(t, db.Update(t.Context(), func(tx kv.Tx) error {
		for i := range 1000 {
			if err := tx.Put("t", fmt.Appendf(nil, "%04d", i), bytes.Repeat([]byte{byte(i)}, 4000)); err != nil {
				return err
			}
		}
		return nil
	}))
	return db
}

func TestSnapshotIsOneMoment(t *testing.T) {
	db := filled(t)
	want := dump(t, db, "t")
	var copied bytes.Buffer
	n, err := db.Snapshot(t.Context(), writerFunc(func(b []byte) (int, error) {
		// An Update between any two pieces, while the snapshot waits for it.
		put(t, db, "t", fmt.Sprintf("%04d", copied.Len()%1000), "changed")
		put(t, db, "new", fmt.Sprint(copied.Len()), "new")
		return copied.Write(b)
	}))
	must(t, err)
	if n != int64(copied.Len()) || n == 0 {
		t.Errorf("Snapshot says %d bytes and wrote %d", n, copied.Len())
	}
	if maps.Equal(want, dump(t, db, "t")) {
		t.Fatal("the updates did not change anything")
	}
	path := dbPath(t)
	must(t, os.WriteFile(path, copied.Bytes(), 0o600))
	restored := open(t, path)
	must(t, restored.Check(t.Context()))
	if !maps.Equal(want, dump(t, restored, "t")) {
		t.Error("the copy is not what was there when it began")
	}
	if n := len(dump(t, restored, "new")); n != 0 {
		t.Errorf("the copy has %d pairs that came later", n)
	}
	put(t, restored, "t", "k", "v")
	put(t, db, "t", "k", "v")
}

func TestSnapshotFailsAsItsWriterDoes(t *testing.T) {
	db := filled(t)
	for _, good := range []int{0, 1, 2, 5} {
		no := errors.New("no")
		left := good
		_, err := db.Snapshot(t.Context(), writerFunc(func(b []byte) (int, error) {
			if left == 0 {
				return 0, no
			}
			left--
			return len(b), nil
		}))
		if !errors.Is(err, no) {
			t.Errorf("after %d writes: %v, want the writer's error", good, err)
		}
	}
	put(t, db, "t", "k", "v")
}

func TestSnapshotCanBeCancelled(t *testing.T) {
	db := filled(t)
	ctx, cancel := context.WithCancel(t.Context())
	writes := 0
	_, err := db.Snapshot(ctx, writerFunc(func(b []byte) (int, error) {
		if writes++; writes == 5 {
			cancel()
		}
		return len(b), nil
	}))
	if !errors.Is(err, context.Canceled) || writes != 5 {
		t.Errorf("%d writes, then %v; want 5 and Canceled", writes, err)
	}
	if _, err := db.Snapshot(ctx, &bytes.Buffer{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Snapshot with a ctx that is done: %v", err)
	}
}

func TestCheckBesideUse(t *testing.T) {
	db := filled(t)
	var done atomic.Bool
	var wg sync.WaitGroup
	for w := range 3 {
		wg.Go(func() {
			for i := 0; !done.Load(); i++ {
				err := db.Update(t.Context(), func(tx kv.Tx) error {
					return errors.Join(
						tx.Put("t", fmt.Appendf(nil, "%04d", i*7%1000), make([]byte, i%5000)),
						tx.Delete("t", fmt.Appendf(nil, "%04d", (i*7+w)%1000)))
				})
				if err != nil {
					t.Error(err)
				}
				if err := db.View(t.Context(), func(tx kv.Tx) error {
					_, err := tx.Scan("t", nil, nil, 10)
					return err
				}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 10 {
		must(t, db.Check(t.Context()))
	}
	done.Store(true)
	wg.Wait()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := db.Check(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Check with a ctx that is done: %v", err)
	}
	must(t, db.Close())
	if err := db.Check(t.Context()); !errors.Is(err, kv.ErrClosed) {
		t.Errorf("Check after Close: %v", err)
	}
	if _, err := db.Snapshot(t.Context(), &bytes.Buffer{}); !errors.Is(err, kv.ErrClosed) {
		t.Errorf("Snapshot after Close: %v", err)
	}
}

// TestCheckBesideReaders is for the race detector.
func TestCheckBesideReaders(t *testing.T) {
	path := dbPath(t)
	old := open(t, path)
	put(t, old, "t", "k", "v")
	must(t, old.Close())
	db, err := bolt.OpenReadOnly(path)
	must(t, err)
	var wg sync.WaitGroup
	wg.Go(func() {
		for range 100 {
			dump(t, db, "none")
		}
	})
	must(t, db.Check(t.Context()))
	wg.Wait()
	must(t, db.Close())
}
