package files

import (
	"errors"
	"os"
	"runtime"
)

// syncDir makes a new name in a folder survive a power failure.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // folders cannot be opened for that there
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
