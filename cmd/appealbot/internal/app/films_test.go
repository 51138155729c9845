package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"appealbot/configs"
)

// An ffmpeg that is broken, as after half an upgrade, keeps nobody from publishing.
func TestABrokenFFmpegStopsNothing(t *testing.T) {
	dir := ownDir(t)
	broken := filepath.Join(dir, "ffmpeg")
	if err := os.WriteFile(broken, []byte("#!/bin/sh\necho cannot open shared object file >&2\nexit 127\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	c := configs.Default()
	c.Log.Level = "error"
	c.Media.FFmpeg, c.Media.FFprobe = broken, broken
	p := &practiceRoom{program: &program{config: c, folder: folder(dir), stack: &stack{log: newLog(c.Log, &log)}}}
	err := p.open(t.Context(), practiceCmd{Listen: "127.0.0.1:0"})
	if stopped := p.stack.stop(); err != nil || stopped != nil {
		t.Fatal(err, stopped)
	}
	if !strings.Contains(log.String(), "ffmpeg does not work") {
		t.Errorf("nobody is told: %q", log.String())
	}
}
