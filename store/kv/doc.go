// Package kv is what a database must be able to do for package store: keep
// bytes under keys, in order, and change many of them at once or not at all.
//
// A database has tables. A table has a name and pairs of a key and a value; it
// exists as soon as something is put into it and needs no declaration. Keys
// sort as bytes, so a number in a key is written big-endian. There are no
// columns, no queries and no types: package store turns records into bytes and
// keeps its own indexes.
//
// All reading and writing happens in a transaction, which is a function:
//
//	err := db.Update(ctx, func(tx kv.Tx) error {
//		old, err := tx.Get("appeal", key)
//		if err != nil {
//			return err // nothing is stored
//		}
//		return tx.Put("appeal", key, edit(old))
//	})
//
// [DB.Update] stores everything that its function put and deleted if the
// function returns nil, and nothing otherwise. The function runs exactly once,
// and no other writer runs meanwhile, so what it read is still true when its
// changes are stored. [DB.View] only reads; it sees the database as it was at
// one moment, however long it takes, and does not hold up the writer.
//
// The drivers are the neighbours of this package: store/bolt keeps one file,
// store/mem keeps nothing beyond the process, store/postgres shares a database
// between instances. Package kvtest holds the tests that all of them pass; a
// sentence in the comments here that a test can check is checked there.
package kv
