// Package practice is a public network for exercises: a wall on which several
// accounts publish, and where visitors answer, quote, mention, edit and delete.
//
// It has two halves, and there is HTTP between them, as with a real network.
// Wall is the far side: it keeps everything, serves a JSON API to the accounts
// and Go methods to the practice room's page, and fails on purpose when told
// to. Client is the near side: a network.Network that knows the far side only
// through its API, so that an exercise runs the very code that a real
// publication runs.
//
// Some accounts let a post be changed when it is public, and some do not.
//
// An account can have the rules of a network (ProfileLike) and can be made to
// fail as networks do (Fault), so that what will happen out there happens here
// first.
//
// Nothing here is public. Every account is marked as an exercise.
package practice
