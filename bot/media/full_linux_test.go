package media_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"appealbot/bot"
	"appealbot/bot/media"
)

// A disk that is full while a video is prepared is not the video's fault, and is told
// of as what it is.
func TestADiskThatIsFull(t *testing.T) {
	x := tool(t)
	dir := filepath.Join(t.TempDir(), "disk")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	in := film(t, "clip.mkv", "-c:v", "rawvideo", "-pix_fmt", "yuv420p", "-c:a", "pcm_s16le") // 6 MB
	for _, size := range []string{"size=1m", fmt.Sprintf("size=%dk", len(in)>>10+60)} {       // in reading it, and in converting it
		if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, size); err != nil {
			t.Skipf("a small disk cannot be made here: %v", err)
		}
		_, _, err := prepare(t, x, "clip.mkv", in, func(j *media.Job) { j.Dir = dir })
		if errors.As(err, new(*bot.Refusal)) || !errors.Is(err, bot.ErrFull) {
			t.Errorf("%s: got %v, for %d bytes, want ErrFull", size, err, len(in))
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("%s: left are %v, %v", size, left, err)
		}
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Fatal(err)
		}
	}
}
