// Package app wires the program together and runs it: the command line, the
// practice room, the program for real chats, the tools for backup and audit.
//
// It is the only package that knows all others. What it creates it also stops,
// in the reverse order: first chat and web stop taking events, so that nobody
// gets an answer that is then lost; then the collectors and clocks, so that there
// is no new work; then the outbox, which finishes and stores what it has begun;
// then the store.
package app
