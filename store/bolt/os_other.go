//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package bolt

import (
	"os"
	"time"
)

// mapSize leaves the size of the memory map to bbolt, because here the file is
// made as large as its map.
func mapSize(string) int { return 0 }

// lock leaves the locking to bbolt, which does it a moment later.
func lock(*os.File, bool, time.Duration) error { return nil }

// syncFolder does nothing, because folders cannot be synced here.
func syncFolder(string) error { return nil }
