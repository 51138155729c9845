//go:build !race

package outbox_test

// raced: the race detector watches.
const raced = false
