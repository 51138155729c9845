package bolt

import "go.etcd.io/bbolt"

// SetCommit replaces how d commits, to fail as disks do.
func SetCommit(d *DB, commit func(*bbolt.Tx) error) { d.commit = commit }
