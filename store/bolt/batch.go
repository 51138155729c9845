package bolt

import (
	"context"
	"fmt"

	"go.etcd.io/bbolt"

	"appealbot/store/kv"
)

// A batch ends, and the next one begins, when this much is in it, so that the
// first in it need not wait for all who keep coming.
const (
	maxUpdates = 128
	maxBytes   = 8 << 20
)

// batch is a transaction of bbolt's that several Updates share. They run one
// after the other, each in its caller's goroutine, and each sees what those
// before it have done. The last one commits, the others wait for that.
type batch struct {
	bolt    *bbolt.Tx
	updates int           // that ran, whatever became of them
	bytes   int           // that they wrote
	dirty   bool          // there is something to commit
	err     error         // why nothing of this was stored
	done    chan struct{} // closed when err is final
}

// Update implements kv.DB.
//
// Updates that wait at the same time are committed together. If that commit
// fails, all of them return its error, including those whose own function
// failed, because what that function saw has not come true.
func (d *DB) Update(ctx context.Context, fn func(kv.Tx) error) error {
	if err := d.gate.Enter(); err != nil {
		return fmt.Errorf("update %s: %w", d.path, err)
	}
	defer d.gate.Leave()
	if err := d.queue.acquire(ctx); err != nil {
		return err
	}
	b, err := d.take(ctx, fn)
	if b == nil {
		return err
	}
	<-b.done
	if b.err != nil {
		return b.err
	}
	return err
}

// take uses the turn that the caller has, and gives it up. It returns fn's
// error, and the batch whose outcome the caller has to wait for, if there is
// one.
func (d *DB) take(ctx context.Context, fn func(kv.Tx) error) (*batch, error) {
	// Deferred, so that the others in the batch are served even if fn panics or
	// ends its goroutine.
	defer d.next()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	b, err := d.join()
	if err != nil {
		return nil, err
	}
	b.updates++
	x := &tx{bolt: b.bolt, own: &overlay{}}
	defer x.end()
	if err := fn(x); err != nil {
		if !b.dirty {
			return nil, err // fn saw nothing that could still be undone
		}
		return b, err
	}
	b.bytes += x.own.bytes
	b.dirty = b.dirty || !x.own.empty()
	if err := guard(func() error { return x.own.apply(b.bolt) }); err != nil {
		// A part of the changes may be in the transaction, which others share.
		b.err = fmt.Errorf("update %s: %w", d.path, storageError(err))
	}
	return b, nil
}

// join returns the batch of this turn. It begins one if nobody did.
func (d *DB) join() (*batch, error) {
	if d.batch != nil {
		return d.batch, nil
	}
	switch {
	case d.readOnly:
		return nil, fmt.Errorf("update %s: the file was opened for reading: %w", d.path, kv.ErrReadOnly)
	case d.failed != nil:
		return nil, d.failed
	}
	t, err := d.begin(true)
	if err != nil {
		return nil, fmt.Errorf("update %s: %w", d.path, err)
	}
	d.batch = &batch{bolt: t, done: make(chan struct{})}
	return d.batch, nil
}

// next gives up the turn, to someone who joins the batch or else after having
// committed it.
func (d *DB) next() {
	if b := d.batch; b != nil && b.err == nil && b.updates < maxUpdates && b.bytes < maxBytes {
		if d.queue.pass() {
			return
		}
	}
	d.flush()
	d.queue.release()
}

// flush ends the batch of this turn, if there is one, and answers its Updates.
func (d *DB) flush() {
	b := d.batch
	if b == nil {
		return
	}
	d.batch = nil
	d.finish(b)
	close(b.done)
}

// finish commits the batch, or rolls it back if there is nothing to commit.
func (d *DB) finish(b *batch) {
	if b.err != nil || !b.dirty {
		d.rollback(b.bolt)
		return
	}
	started := d.now()
	id := b.bolt.ID()
	returned := false
	err := guard(func() error {
		err := d.commit(b.bolt)
		returned = true
		return err
	})
	took := d.now().Sub(started)
	if err != nil {
		d.rollback(b.bolt)
		b.err = fmt.Errorf("update %s: %w", d.path, d.commitError(err, id, returned))
	}
	if d.observe != nil {
		d.observe(Commit{Updates: b.updates, Took: took, Err: b.err})
	}
}

// commitError finds out how a commit failed. Most failures leave the file as it
// was and bbolt ready for the next transaction. After the others there can be
// no further Update in this process.
func (d *DB) commitError(err error, id int, returned bool) error {
	switch {
	case !returned:
		// bbolt has lost track of the pages that it took for this commit.
		d.fail(err)
		return err
	case d.sees(id):
		// All was written, then the last sync failed. The system shows us the
		// new state, but may not have stored it, and may never say.
		err = fmt.Errorf("%w: the disk did not confirm the commit: %w", kv.ErrUnknown, err)
		d.fail(err)
		return err
	}
	return storageError(err)
}

// sees reports whether the transaction with that id is the current state.
func (d *DB) sees(id int) bool {
	t, err := d.begin(false)
	if err != nil {
		return false // the map was lost, which happens before anything is written
	}
	defer d.rollback(t)
	return t.ID() >= id
}

func (d *DB) fail(err error) {
	d.failed = fmt.Errorf("update %s: no more updates until the file is opened again: %w: after %v", d.path, kv.ErrClosed, err) //nolint:errorlint // the cause is for people; callers must act on ErrClosed only
}
