// Package bolt is a kv.DB in one file, for a department with one instance. It
// stands on bbolt, a B+ tree in a memory-mapped file, and adds what a service
// that must not lose an answer needs around it:
//
//   - Updates that wait at the same time share one commit, although each has
//     its own function, outcome and undo (batch.go).
//   - A file that is damaged, locked, read-only or on a full disk is an error
//     that says so and what to do, never a panic (open.go, header.go,
//     errors.go).
//   - The file can be copied while it is written, and checked from end to end
//     (check.go).
//
// An Update has returned nil only after its changes were written and synced to
// the disk. A process that dies in between leaves the state of some earlier
// commit, whole.
//
// DESIGN.md beside this file has the decisions and their measurements.
package bolt
