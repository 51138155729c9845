//go:build !unix

package media

// lower does nothing where processes have no such priority.
func lower(int) {}
