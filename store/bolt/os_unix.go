//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package bolt

import (
	"errors"
	"os"
	"syscall"
	"time"
)

// lockRetry is the time between two attempts to lock.
const lockRetry = 25 * time.Millisecond

// mapAhead is how much larger than the file the memory map is made. When the
// file outgrows its map, bbolt has to wait for all Views to end before it can
// map more, and new Views wait for it; a View that waits for an Update then
// waits forever. Address space costs nothing, so the file gets room to grow for
// as long as a process lives.
const mapAhead = 1 << 30

// mapSize is the size of the memory map for the file at path.
func mapSize(path string) int {
	info, err := os.Stat(path)
	if err != nil {
		return mapAhead // for a new file; another error comes up again in Open
	}
	return int(info.Size()) + mapAhead
}

// lock locks f as bbolt does, alone or shared with others that only read. It
// returns errLocked if that is not possible within the timeout.
func lock(f *os.File, alone bool, timeout time.Duration) error {
	how := syscall.LOCK_SH
	if alone {
		how = syscall.LOCK_EX
	}
	over := time.NewTimer(timeout)
	defer over.Stop()
	retry := time.NewTicker(lockRetry)
	defer retry.Stop()
	for {
		err := syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB)
		switch {
		case err == nil:
			return nil
		case !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR):
			return os.NewSyscallError("flock", err)
		}
		select {
		case <-retry.C:
		case <-over.C:
			return errLocked
		}
	}
}

// syncFolder makes sure that a file created in the folder is still there after
// a power failure.
func syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // nothing was written
	return f.Sync()
}
