package prepare_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/media"
	"appealbot/bot/prepare"
)

// With the real tool: a clip with a position in it becomes a video, a poster and
// nothing else, and then it is covered.
func TestWithFFmpeg(t *testing.T) {
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		t.Skip("ffmpeg is not installed")
	}
	tool, err := media.FindTool(t.Context(), "ffmpeg", "ffprobe")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	p := w.draft(record(t))
	loop := w.loop(func(ctx context.Context, j prepare.Job) (bot.MediaUse, error) {
		return media.Prepare(ctx, tool, media.Job(j))
	})
	step := func() bot.MediaUse {
		t.Helper()
		if acted, err := loop.Step(t.Context()); !acted || err != nil {
			t.Fatal(acted, err)
		}
		ms := w.media(p)
		if len(ms) != 1 {
			ps, _, _ := w.NextPrep(t.Context())
			t.Fatalf("the media are %+v, the preparation %+v, %v, log %s", ms, w.prep(p.ID), ps, w.logged())
		}
		return ms[0]
	}
	m := step()
	if m.Original != p.Original || m.Width != 320 || m.Height != 240 || m.Video.Poster == "" || m.Video.Sound != "aac" || m.Video.Length < time.Second {
		t.Errorf("it is %+v, %+v", m, m.Video)
	}
	if got := w.bytes(m.Digest); bytes.Contains(got, []byte("+43.6532-079.3832/")) || int64(len(got)) != m.Size {
		t.Error("where it was recorded is still in it")
	}
	if !bytes.Contains(w.bytes(m.Original), []byte("+43.6532-079.3832/")) {
		t.Error("the original is not what was handed in")
	}
	covers := []bot.Cover{{Left: 250, Top: 250, Right: 500, Bottom: 500}}
	if _, err := w.CoverFilm(t.Context(), desk.Actor{Person: ann}, p.Appeal, m.Digest, covers); err != nil {
		t.Fatal(err)
	}
	covered := step()
	if covered.Digest == m.Digest || covered.Video.Poster == m.Video.Poster || len(covered.Edits) != 1 || covered.Original != p.Original {
		t.Errorf("covered it is %+v, %+v", covered, covered.Video)
	}
	if left := w.left(); len(left) != 0 {
		t.Errorf("plain files are left: %v", left)
	}
}

// record makes a clip of a second as a telephone would.
func record(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "clip.mov")
	cmd := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-nostdin",
		"-f", "lavfi", "-i", "testsrc=size=320x240:rate=10:duration=1", "-f", "lavfi", "-i", "sine=duration=1",
		"-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "use_metadata_tags",
		"-metadata", "com.apple.quicktime.location.ISO6709=+43.6532-079.3832/", file)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func (w *world) bytes(digest string) []byte {
	w.t.Helper()
	b, err := w.files.Open(digest)
	w.must(err)
	data, err := io.ReadAll(io.NewSectionReader(b, 0, b.Size()))
	w.must(err)
	w.must(b.Close())
	return data
}
