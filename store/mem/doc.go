// Package mem is a kv.DB in memory, for tests, exercises and the demo. It keeps
// nothing beyond the process.
//
// The whole database is one sorted tree whose stored nodes never change. A View
// holds the root as it was and needs neither a lock nor a copy. An Update
// copies the few nodes between the root and what it writes, changes the copies
// and, if its function succeeds, makes the new root the current one; a failed
// Update leaves nothing to undo. So the cost of a transaction grows with what
// it writes and not with the size of the database.
package mem
