package files

import (
	"errors"
	"io"
	"os"
	"testing"

	"appealbot/bot"
)

// zeros never ends.
type zeros struct{ n int64 }

func (z *zeros) Read(p []byte) (int, error) {
	clear(p)
	z.n += int64(len(p))
	return len(p), nil
}

// A file that does not end leaves room on the disk for the database.
func TestPutLeavesRoomForOthers(t *testing.T) {
	f := openFiles(t, t.TempDir(), keyOne)
	const disk = 100 << 30
	var z zeros
	f.free = func(string) (left, of int64, err error) { return reserve + 50<<20 - z.n, disk, nil }
	if _, _, err := f.Put(&z); !errors.Is(err, bot.ErrFull) || z.n < 50<<20 || z.n > 50<<20+2*lookEvery {
		t.Errorf("it stopped after %d MB with %v", z.n>>20, err)
	}
	if left, err := os.ReadDir(f.Temp()); err != nil || len(left) > 0 {
		t.Errorf("left are %v, %v", left, err)
	}
	z.n = 0
	if err := f.Room(50 << 20); err != nil {
		t.Errorf("there is room for that: %v", err)
	}
	if err := f.Room(51 << 20); !errors.Is(err, bot.ErrFull) {
		t.Errorf("there is none for that: %v", err)
	}
	f.free = func(string) (left, of int64, err error) { return 3 << 20, 100 << 20, nil }
	keep(t, f, some(1000, 1)) // a small disk may be filled further
	lost := errors.New("lost")
	f.free = func(string) (left, of int64, err error) { return 0, 0, lost }
	if _, _, err := f.Put(io.LimitReader(&z, 1)); !errors.Is(err, lost) {
		t.Errorf("got %v", err)
	}
}
