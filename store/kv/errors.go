package kv

import "errors"

// The errors on which callers act. Drivers wrap them, so they are compared
// with errors.Is.
var (
	// ErrNotFound says that a table has no such key.
	ErrNotFound = errors.New("kv: not found")

	// ErrInvalid says that a table's name, a key or a value is outside the
	// limits that all drivers share. It is a mistake in the caller's code.
	ErrInvalid = errors.New("kv: invalid table, key or value")

	// ErrClosed says that the database was closed, or closed itself after a
	// failure from which only opening it again can recover, or that a Tx was
	// used after its function had returned. Nothing was done.
	ErrClosed = errors.New("kv: closed")

	// ErrLocked says that another process holds the database.
	ErrLocked = errors.New("kv: locked by another process")

	// ErrReadOnly says that the database, or the transaction, cannot write.
	ErrReadOnly = errors.New("kv: read-only")

	// ErrCorrupt says that the stored data is damaged, or is not a database of
	// this kind at all. A backup is needed.
	ErrCorrupt = errors.New("kv: corrupt")

	// ErrFull says that there is no room for the changes. Nothing was stored,
	// and the same transaction can succeed once there is room.
	ErrFull = errors.New("kv: full")

	// ErrUnknown says that the database failed to confirm a transaction which
	// may or may not be stored. The caller has to look, or to repeat something
	// that does no harm when done twice.
	ErrUnknown = errors.New("kv: outcome unknown")
)
