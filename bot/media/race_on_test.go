//go:build race

package media_test

// raced: the race detector watches.
const raced = true
