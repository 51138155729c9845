//go:build linux || darwin

package files

import "syscall"

// free is how many bytes there are left on the disk of a folder, of how many.
func free(dir string) (left, of int64, err error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return 0, 0, err
	}
	size := int64(s.Bsize)                                     //nolint:unconvert // It is another type elsewhere.
	return int64(s.Bavail) * size, int64(s.Blocks) * size, nil //nolint:gosec // No disk is as large.
}
