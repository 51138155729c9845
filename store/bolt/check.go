package bolt

import (
	"context"
	"errors"
	"fmt"
	"io"

	"go.etcd.io/bbolt"
)

// maxFindings is how many findings of a check are reported. A damaged page
// makes itself heard many times.
const maxFindings = 20

// Snapshot implements kv.Snapshotter. What it writes is a database file.
func (d *DB) Snapshot(ctx context.Context, w io.Writer) (n int64, err error) {
	err = d.read(ctx, "snapshot", func(t *bbolt.Tx) error {
		var failed error // of ctx or w; bbolt passes some on as text only
		n, err = t.WriteTo(writerFunc(func(b []byte) (int, error) {
			if failed = ctx.Err(); failed != nil {
				return 0, failed
			}
			var n int
			n, failed = w.Write(b)
			return n, failed
		}))
		switch {
		case failed != nil:
			return fmt.Errorf("snapshot %s: %w", d.path, failed)
		case errors.Is(err, io.EOF):
			return fmt.Errorf("snapshot %s: %w", d.path, corrupt("the end of the file is missing"))
		case err != nil:
			return fmt.Errorf("snapshot %s: %w", d.path, err)
		}
		return nil
	})
	return n, err
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }

// Check reads the whole file and returns an error that wraps kv.ErrCorrupt and
// lists what is wrong with it. Updates wait until it is done.
//
// After such an error the file should not be used any more, not even to read
// it: bbolt follows what it finds there.
func (d *DB) Check(ctx context.Context) error {
	if err := d.gate.Enter(); err != nil {
		return fmt.Errorf("check %s: %w", d.path, err)
	}
	defer d.gate.Leave()
	// bbolt's check reads the list of free pages, which a writer changes.
	if err := d.queue.acquire(ctx); err != nil {
		return err
	}
	defer d.queue.release()
	d.flush()
	if err := d.check(ctx); err != nil {
		return fmt.Errorf("check %s: %w", d.path, err)
	}
	return nil
}

func (d *DB) check(ctx context.Context) error {
	t, err := d.begin(false)
	if err != nil {
		return err
	}
	defer d.rollback(t)
	info, err := d.file.Stat()
	if err != nil {
		return err
	}
	// bbolt's check must not meet a page number that leads out of the file: the
	// fault would end the process.
	if err := walkFile(ctx, d.file, info.Size()); err != nil {
		return err
	}
	return boltCheck(t)
}

// boltCheck runs bbolt's own check. It cannot be interrupted.
func boltCheck(t *bbolt.Tx) error {
	var found []error
	more := 0
	for err := range t.Check() {
		if len(found) < maxFindings {
			found = append(found, err)
		} else {
			more++
		}
	}
	if more > 0 {
		found = append(found, fmt.Errorf("and %d more", more))
	}
	if len(found) > 0 {
		return corrupt("%v", errors.Join(found...))
	}
	return nil
}
