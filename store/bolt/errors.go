package bolt

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime/debug"
	"strings"
	"syscall"

	berrors "go.etcd.io/bbolt/errors"

	"appealbot/store/kv"
)

var (
	errLocked = errors.New("another process holds the file")
	errNoFile = errors.New("not a regular file")
)

// fullDisk are the system's ways of saying that there is no room: on the disk,
// for a single file, for this user.
var fullDisk = []syscall.Errno{syscall.ENOSPC, syscall.EFBIG, syscall.EDQUOT}

// guard runs do, which uses bbolt, and turns a panic into an error that wraps
// kv.ErrCorrupt. bbolt panics when the file contradicts itself. It reads the
// file through memory, so pages that a truncated file does not have are memory
// faults; those become panics for the time of do, instead of ending the
// process.
func guard(do func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = corrupt("%v", p)
		}
	}()
	return do()
}

func corrupt(format string, args ...any) error {
	return fmt.Errorf("%w: %s", kv.ErrCorrupt, fmt.Sprintf(format, args...))
}

// openError says what an error of Open means for the person who reads it.
func openError(err error, readOnly bool) error {
	switch {
	case errors.Is(err, errLocked), errors.Is(err, berrors.ErrTimeout):
		return fmt.Errorf("%w: stop the other appealbot, or choose another --data folder: %w", errLocked, kv.ErrLocked)
	case !readOnly && (errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)):
		return fmt.Errorf("this user may not write the file or its folder: %w: %w", kv.ErrReadOnly, err)
	}
	return storageError(err)
}

// storageError gives an error of bbolt the kv error that callers act on.
func storageError(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, kv.ErrCorrupt):
		return err
	case isFull(err):
		return fmt.Errorf("%w: %w", kv.ErrFull, err)
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrChecksum), errors.Is(err, berrors.ErrVersionMismatch):
		return fmt.Errorf("%w: %w", kv.ErrCorrupt, err)
	case errors.Is(err, berrors.ErrInvalidMapping), errors.Is(err, berrors.ErrDatabaseNotOpen):
		// A map that could not grow is lost. bbolt has no way back from there.
		return fmt.Errorf("%w: %w", kv.ErrClosed, err)
	}
	return err
}

func isFull(err error) bool {
	if errors.Is(err, berrors.ErrMaxSizeReached) {
		return true
	}
	for _, errno := range fullDisk {
		// bbolt passes on the error of growing the file as text only.
		if errors.Is(err, errno) || strings.HasSuffix(err.Error(), ": "+errno.Error()) {
			return true
		}
	}
	return false
}
