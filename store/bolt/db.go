package bolt

import (
	"context"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"

	"appealbot/store/kv"
)

// DB is a database in one file. A ctx that is done after fn has started has no
// effect on the transaction.
type DB struct {
	path     string
	b        *bbolt.DB
	file     *os.File // bbolt's; to look at the file past bbolt
	readOnly bool
	created  bool
	now      func() time.Time
	observe  func(Commit)
	commit   func(*bbolt.Tx) error // replaced by tests to fail as disks do

	gate  kv.Gate
	queue queue
	// batch and failed belong to whoever has the queue's turn.
	batch  *batch
	failed error // why there can be no more Updates

	// stuck says that bbolt panicked with its locks held and cannot be closed.
	stuck atomic.Bool
}

var (
	_ kv.DB          = (*DB)(nil)
	_ kv.Snapshotter = (*DB)(nil)
)

// View implements kv.DB.
//
// While a View runs, the pages that Updates replace cannot be used again, so a
// View that takes long makes the file grow.
func (d *DB) View(ctx context.Context, fn func(kv.Tx) error) error {
	return d.read(ctx, "view", func(t *bbolt.Tx) error {
		x := &tx{bolt: t}
		defer x.end()
		return fn(x)
	})
}

// read runs fn with a read transaction.
func (d *DB) read(ctx context.Context, verb string, fn func(*bbolt.Tx) error) error {
	if err := d.gate.Enter(); err != nil {
		return fmt.Errorf("%s %s: %w", verb, d.path, err)
	}
	defer d.gate.Leave()
	if err := ctx.Err(); err != nil {
		return err
	}
	t, err := d.begin(false)
	if err != nil {
		return fmt.Errorf("%s %s: %w", verb, d.path, err)
	}
	defer d.rollback(t)
	return fn(t)
}

// Close implements kv.DB.
func (d *DB) Close() error {
	if !d.gate.Close() {
		return nil
	}
	closeFile := d.b.Close
	if d.stuck.Load() {
		// bbolt would wait for its own locks. Closing the file lets go of the
		// file at least; the memory map stays until the process ends.
		closeFile = d.file.Close
	}
	if err := closeFile(); err != nil {
		return fmt.Errorf("close %s: %w", d.path, err)
	}
	return nil
}

// begin starts a transaction of bbolt's, to be ended by rollback at the latest.
func (d *DB) begin(writable bool) (t *bbolt.Tx, err error) {
	if d.stuck.Load() {
		return nil, fmt.Errorf("the file was found damaged: %w", kv.ErrClosed)
	}
	done := false
	err = guard(func() (err error) {
		t, err = d.b.Begin(writable)
		done = true
		return err
	})
	if !done {
		d.stuck.Store(true)
	}
	return t, storageError(err)
}

// rollback ends a transaction without storing anything. It does nothing after a
// commit.
func (d *DB) rollback(t *bbolt.Tx) {
	done := false
	_ = guard(func() error {
		_ = t.Rollback() // fails only if the transaction is over
		done = true
		return nil
	})
	if !done {
		d.stuck.Store(true)
	}
}
