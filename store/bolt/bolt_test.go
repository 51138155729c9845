package bolt_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"appealbot/store/bolt"
	"appealbot/store/kv"
	"appealbot/store/kv/kvtest"
)

func TestDriver(t *testing.T) {
	kvtest.Run(t, func(t *testing.T) kv.DB { return open(t, dbPath(t)) })
}

func TestDriverKeepsWhatItStored(t *testing.T) {
	kvtest.RunPersistent(t, func(t *testing.T) func(*testing.T) kv.DB {
		path := dbPath(t)
		return func(t *testing.T) kv.DB { return open(t, path) }
	})
}

// TestCtxAfterStartHasNoEffect is what the suite leaves to the driver.
func TestCtxAfterStartHasNoEffect(t *testing.T) {
	db := open(t, dbPath(t))
	ctx, cancel := context.WithCancel(t.Context())
	must(t, db.Update(ctx, func(tx kv.Tx) error {
		cancel()
		return tx.Put("t", []byte("k"), []byte("v"))
	}))
	if v := get(t, db, "t", "k"); v != "v" {
		t.Errorf("found %q, want v", v)
	}
}

// TestViewMayWaitWhileTheFileGrows hangs if the memory map has to be replaced
// while a View is open.
func TestViewMayWaitWhileTheFileGrows(t *testing.T) {
	db := open(t, dbPath(t))
	must(t, db.View(t.Context(), func(kv.Tx) error {
		done := make(chan error)
		go func() {
			for range 5 {
				if err := putErr(t, db, "t", "k", strings.Repeat("x", 20<<20)); err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
		return <-done
	}))
}

func TestReadOnly(t *testing.T) {
	path := dbPath(t)
	if _, err := bolt.OpenReadOnly(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("OpenReadOnly without a file: %v, want ErrNotExist", err)
	}
	db := open(t, path)
	put(t, db, "t", "k", "v")
	must(t, db.Close())
	was, err := os.ReadFile(path)
	must(t, err)

	first, err := bolt.OpenReadOnly(path)
	must(t, err)
	second, err := bolt.OpenReadOnly(path)
	must(t, err)
	for _, ro := range []*bolt.DB{first, second} {
		if v := get(t, ro, "t", "k"); v != "v" {
			t.Errorf("found %q, want v", v)
		}
		err := ro.Update(t.Context(), func(kv.Tx) error { t.Error("fn ran"); return nil })
		if !errors.Is(err, kv.ErrReadOnly) {
			t.Errorf("Update: %v, want ErrReadOnly", err)
		}
		must(t, ro.Check(t.Context()))
		must(t, ro.Close())
	}
	now, err := os.ReadFile(path)
	must(t, err)
	if string(now) != string(was) {
		t.Error("the file was changed by opening it for reading")
	}
}
