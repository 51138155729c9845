//go:build race

package youtube_test

// raced: the race detector watches.
const raced = true
