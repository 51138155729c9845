package files

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"appealbot/bot"
)

// TestADiskThatIsFull puts files on a small disk of its own until there is no room
// left.
func TestADiskThatIsFull(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "disk")
	must(t, os.Mkdir(dir, 0o700))
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("a small disk cannot be made here: %v", err)
	}
	t.Cleanup(func() { must(t, syscall.Unmount(dir, 0)) })
	f := openFiles(t, dir, keyOne)
	small := some(100_000, 1)
	keep(t, f, small)
	big := some(2<<20, 2)
	if _, _, err := f.Put(bytes.NewReader(big)); !errors.Is(err, bot.ErrFull) {
		t.Errorf("got %v, want ErrFull", err)
	}
	wantFile(t, f, small)
	if _, err := f.Open(digestOf(big)); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("half of it is there: %v", err)
	}
	keep(t, f, some(300_000, 3)) // there is room again
}
