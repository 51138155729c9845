// Package store is the program's memory: it implements bot.Store on any kv.DB.
// What a record looks like in bytes, under which key it stands and what finds
// it again is decided here and nowhere else. The drivers below this package
// know nothing of cases and appeals, and the packages above it nothing of keys.
//
// # Records and indexes
//
// A record is stored as JSON under its id, with every time in UTC (encode.go).
// Whatever else it must be found by is an index: a table whose keys are built so
// that the wanted order is their order as bytes, and whose values lead back to
// the record. All tables and the construction of keys are in keys.go; which
// entries a record has is one function beside its methods, such as postEntries.
// A record is only ever changed by save (tx.go), which compares the entries of
// the old state with those of the new one, so an index cannot fall behind.
//
// No method does work in proportion to what is stored. Lists are bounded by
// their caller, and what is due is found at the front of its index.
//
// Replies are the exception to the first rule: they come in floods, so the
// record itself stands under its case and number, and only its id is looked up
// (reply.go).
//
// # Figures
//
// What is counted (bot.Day) is one small record for each day and scope, added to in
// the transaction that stores what is counted (figures.go). Nothing is ever counted
// by looking through records, so a year of figures is 366 of these, and a store from
// before there were any says since when it counts.
//
// # Realm and schema
//
// A store is made for practice or for real work, says so in itself, and is never
// opened as the other (schema.go). It also carries the number of its layout. A
// change of layout is a numbered migration, applied by Open in one transaction
// together with its number and an event in the audit log (migrate.go). A store
// from the future is refused.
//
// # The audit log
//
// An event is appended with its number, the hash of the event before it and its
// own hash, SHA-256 over its stored bytes (log.go). In the same transaction its
// leaf goes into a Merkle tree (golang.org/x/mod/sumdb/tlog), and the root of
// the tree is signed with Ed25519: the checkpoint (checkpoint.go). The newest
// checkpoint is replaced each time; one in 1,000 events, and one in an hour with
// events, is kept for good.
//
// [Store.Verify] computes all of that anew (verify.go). Whatever is done to the
// stored events, to their hashes or to the checkpoints without the private key is
// found: an event that was edited, removed, added or moved, at the end of the
// log as well. The answer is the first event that does not fit, as a *[BadEvent].
// If everything was consistently recomputed and only the signature could not be,
// it is the range between the checkpoints before and behind the change.
//
// Open and every Update that appends compare the end of the log with the newest
// checkpoint, and stop if it does not fit: to go on would sign what somebody
// else made of it. An altered log therefore stops the program, which is what a
// department wants of evidence. The way out is a backup.
//
// Two things cannot be found with the store alone:
//
//   - Somebody who has the private key can write a new log. So the key is a file
//     of its own, readable by its owner only (keyfile.go), and not in backups.
//     Verifying takes only the public key beside it, which can be given away.
//   - Somebody who replaces the whole file with an older copy of it has replaced
//     it with a valid log. Nothing inside of the file can tell.
//
// Against both helps a checkpoint that was kept elsewhere: printed, mailed to
// the auditor, read out in the morning meeting. [Store.Checkpoint] returns the
// newest, and [Store.CheckExtends] proves years later that the log still begins
// with exactly what it then held.
//
// The key must be kept: a store whose key is lost can be read and verified, but
// not opened for work.
//
// # Secrets
//
// What proves to a network that the program acts for an account is kept by a
// [Vault], sealed with a key that is not in the database. Every value is bound to
// the account and the name that it is kept by (vault.go). A program that starts
// with another key is told so at once, and nothing is lost by it. [Rekey] changes
// the key.
//
// # Pictures and videos
//
// They are files beside the database (package files). The database has a record of
// each that belongs to something (media.go), and the key that they are sealed with,
// in the [Vault] (mediakey.go). Up to schema 3 the pictures were values in the
// database; a store of that time gives them out when it is opened (migrate4.go).
//
// # Backups
//
// [Store.Backup] copies the database while it is in use. A copy is checked by
// opening it with its driver and calling [Inspect] and [VerifyLog], which write
// nothing. [ReadKept] says which files belong to it.
package store
