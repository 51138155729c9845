package bolt

import (
	"context"
	"io"

	"go.etcd.io/bbolt"
)

// SetCommit replaces how d commits, to fail as disks do.
func SetCommit(d *DB, commit func(*bbolt.Tx) error) { d.commit = commit }

// CheckHeader is what Open checks before bbolt sees the file.
func CheckHeader(r io.ReaderAt, size int64) error { return checkHeader(r, size) }

// WalkFile is what Check checks before bbolt does.
func WalkFile(ctx context.Context, r io.ReaderAt, size int64) error { return walkFile(ctx, r, size) }
