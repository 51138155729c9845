package bolt_test

import (
	"errors"
	"syscall"
	"testing"

	"go.etcd.io/bbolt"

	"appealbot/store/bolt"
	"appealbot/store/kv"
)

// TestUnconfirmedCommit is about a disk that fails the very last sync: the new
// state can be seen, and nobody knows whether it is stored.
func TestUnconfirmedCommit(t *testing.T) {
	path := dbPath(t)
	db := open(t, path)
	put(t, db, "t", "k", "old")
	bolt.SetCommit(db, func(tx *bbolt.Tx) error {
		return errors.Join(tx.Commit(), syscall.EIO)
	})
	err := putErr(t, db, "t", "k", "new")
	if !errors.Is(err, kv.ErrUnknown) || !errors.Is(err, syscall.EIO) {
		t.Errorf("Update: %v, want ErrUnknown because of EIO", err)
	}
	bolt.SetCommit(db, (*bbolt.Tx).Commit)
	if err := putErr(t, db, "t", "l", "v"); !errors.Is(err, kv.ErrClosed) || errors.Is(err, kv.ErrUnknown) {
		t.Errorf("the next Update: %v, want ErrClosed", err)
	}
	if v := get(t, db, "t", "k"); v != "new" {
		t.Errorf("found %q, want what can be seen", v)
	}
	must(t, db.Close())
	put(t, open(t, path), "t", "l", "v")
}

// TestCommitThatStoredNothing fails before the new state could be seen.
func TestCommitThatStoredNothing(t *testing.T) {
	db := open(t, dbPath(t))
	put(t, db, "t", "k", "old")
	bolt.SetCommit(db, func(tx *bbolt.Tx) error {
		return errors.Join(tx.Rollback(), syscall.EIO)
	})
	if err := putErr(t, db, "t", "k", "new"); !errors.Is(err, syscall.EIO) || errors.Is(err, kv.ErrUnknown) {
		t.Errorf("Update: %v, want EIO", err)
	}
	bolt.SetCommit(db, (*bbolt.Tx).Commit)
	if v := get(t, db, "t", "k"); v != "old" {
		t.Errorf("found %q, want old", v)
	}
	put(t, db, "t", "k", "newer")
}

// TestPanicInCommit is about bbolt finding the file damaged halfway.
func TestPanicInCommit(t *testing.T) {
	path := dbPath(t)
	db := open(t, path)
	put(t, db, "t", "k", "old")
	bolt.SetCommit(db, func(*bbolt.Tx) error { panic("page 7 already freed") })
	if err := putErr(t, db, "t", "k", "new"); !errors.Is(err, kv.ErrCorrupt) {
		t.Errorf("Update: %v, want ErrCorrupt", err)
	}
	bolt.SetCommit(db, (*bbolt.Tx).Commit)
	if err := putErr(t, db, "t", "k", "new"); !errors.Is(err, kv.ErrClosed) {
		t.Errorf("the next Update: %v, want ErrClosed", err)
	}
	if v := get(t, db, "t", "k"); v != "old" {
		t.Errorf("found %q, want old", v)
	}
	must(t, db.Close())
	put(t, open(t, path), "t", "k", "new")
}
