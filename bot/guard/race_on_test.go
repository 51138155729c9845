//go:build race

package guard

// share of what the tests at the edges of texts cut is checked: every twelfth piece.
// One goroutine does all of it, so the race detector has nothing to see.
const share = 12
