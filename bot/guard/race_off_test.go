//go:build !race

package guard

// share of what the tests at the edges of texts cut is checked: all of it.
const share = 1
