package files

import (
	"fmt"
	"io"

	"appealbot/bot"
)

// The database lies on the same disk as a rule, and a video must not take the last of
// it: then no approval and no answer of the public could be kept any more.
const (
	// reserve is what is left to others, or a fiftieth of a small disk.
	reserve = 256 << 20
	// lookEvery is after how many bytes it is looked how much is left.
	lookEvery = 16 << 20
)

// Room makes sure that there is room for n more bytes, in Temp or for a file. The
// error wraps bot.ErrFull.
func (f *Files) Room(n int64) error {
	left, of, err := f.free(f.Temp())
	if err != nil {
		return fmt.Errorf("look how much room there is: %w", err)
	}
	if left-n < min(reserve, of/50) {
		return fmt.Errorf("%w: %d MB are left, and some of it is for others", bot.ErrFull, left>>20)
	}
	return nil
}

// wary reads as long as there is room for it.
type wary struct {
	f    *Files
	r    io.Reader
	read int64 // since it was looked
}

// Read implements io.Reader.
func (w *wary) Read(p []byte) (int, error) {
	if w.read >= lookEvery {
		w.read = 0
		if err := w.f.Room(0); err != nil {
			return 0, err
		}
	}
	n, err := w.r.Read(p)
	w.read += int64(n)
	return n, err
}
