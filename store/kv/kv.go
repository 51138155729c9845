package kv

import (
	"context"
	"io"
)

// Pair is one record of a table. Both slices belong to whoever received the
// Pair.
type Pair struct{ Key, Value []byte }

// Tx is a transaction, the only way to read and write.
//
// It belongs to the function it was passed to: only that function's goroutine
// may use it, and only until the function returns. Afterwards every method
// returns an error that wraps [ErrClosed].
//
// Slices that a method returns belong to the caller, who may keep and change
// them. Slices that are passed to a method stay the caller's: the driver keeps
// copies, and they may be changed as soon as the method returns.
//
// A method that fails for the database's own reasons returns an error that
// wraps [ErrCorrupt] if the stored data cannot be trusted. The function should
// then return that error; what it returns is up to it, though, and an error
// that it swallows does not stop the transaction.
type Tx interface {
	// Get returns the value of key. It returns an error that wraps
	// [ErrNotFound] if the table has no such key. An empty value is a value:
	// Get then returns an empty slice and no error.
	Get(table string, key []byte) ([]byte, error)

	// Put stores value under key and replaces the value that was there. A nil
	// value is stored as an empty one. Put returns an error that wraps
	// [ErrInvalid] if the table's name, the key or the value is outside the
	// limits, and [ErrReadOnly] in a View.
	Put(table string, key, value []byte) error

	// Delete removes key. It does nothing if there is no such key. In a View it
	// returns an error that wraps [ErrReadOnly].
	Delete(table string, key []byte) error

	// Scan returns the first n pairs with from <= key < to, least key first.
	// An empty from is the beginning of the table, an empty to its end. It
	// returns fewer than n pairs only if there are no more, and none if n is
	// not positive.
	//
	// It is a page and not an iterator, so that the function may write while
	// it walks through a table. The next page starts after the last key, that
	// is at [After] of it.
	Scan(table string, from, to []byte, n int) ([]Pair, error)

	// ScanBack returns the last n pairs with from <= key < to, greatest key
	// first. Otherwise it is like Scan. The next page ends before the last key
	// of this one, that is with to set to it.
	ScanBack(table string, from, to []byte, n int) ([]Pair, error)
}

// DB is a database. All of its methods may be called at the same time from any
// number of goroutines.
//
// A function that was passed to View or Update must not wait for another
// transaction and must not call Update or Close: it would wait for itself.
type DB interface {
	// View runs fn exactly once with the state that the last finished Update
	// left behind. Updates that finish while fn runs are not visible to it. A
	// View never waits for an Update.
	//
	// View returns what fn returned. It returns the ctx's error without having
	// run fn if ctx is done before fn starts, and an error that wraps
	// [ErrClosed] after Close.
	View(ctx context.Context, fn func(Tx) error) error

	// Update runs fn exactly once, while no other Update's fn runs, and stores
	// what fn put and deleted. Everything is stored when Update returns nil.
	// Nothing is stored when fn returns an error, panics or ends its goroutine;
	// a panic reaches the caller of Update with its original value, and the
	// database remains usable.
	//
	// The tx sees its own changes. Nobody else sees them before they are
	// stored.
	//
	// If ctx is done before fn starts, Update returns the ctx's error without
	// having run fn. A ctx that is done later may or may not end the
	// transaction; the returned error tells which.
	//
	// If fn returns nil and the changes cannot be stored, Update returns an
	// error that wraps [ErrFull], [ErrCorrupt] or the driver's own error, and
	// nothing is stored; only [ErrUnknown] leaves that open. If fn returns an
	// error, Update returns that one, unless the changes of others on which fn
	// may have based it could not be stored.
	Update(ctx context.Context, fn func(Tx) error) error

	// Close waits for the running transactions, refuses new ones and releases
	// the database. Calling it again waits likewise, does nothing more and
	// returns nil.
	Close() error
}

// Snapshotter is implemented by a DB that can be copied while it is in use.
type Snapshotter interface {
	// Snapshot writes a complete copy of the state that the last finished
	// Update left behind and returns the number of bytes written. Updates go on
	// meanwhile and are not part of the copy. The copy is of no use if Snapshot
	// returns an error, which is the ctx's if that is done, or that of w.
	Snapshot(ctx context.Context, w io.Writer) (int64, error)
}

// After returns the least key that is greater than key, where the page after
// one that ended with key begins.
func After(key []byte) []byte {
	return append(append(make([]byte, 0, len(key)+1), key...), 0)
}
