package networktest

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Film makes a real video of three seconds with sound, captions and a still picture, for
// servers that look into what they are sent. It skips the test where there is no ffmpeg.
func Film(t *testing.T) network.Media {
	t.Helper()
	ffmpeg, err := exec.LookPath("ffmpeg")
	if err != nil {
		t.Skip("ffmpeg is not installed, so there is no real video")
	}
	dir := t.TempDir()
	file, still := filepath.Join(dir, "film.mp4"), filepath.Join(dir, "still.jpg")
	for _, args := range [][]string{
		{
			"-f", "lavfi", "-i", "testsrc2=duration=3:size=640x360:rate=25", "-f", "lavfi", "-i", "sine=frequency=440:duration=3",
			"-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+faststart", "-shortest", file,
		},
		{"-i", file, "-frames:v", "1", still},
	} {
		cmd := exec.CommandContext(t.Context(), ffmpeg, append([]string{"-hide_banner", "-loglevel", "error", "-y"}, args...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("ffmpeg: %v: %s", err, out)
		}
	}
	video, size := readFilm(t, file)
	poster, _ := readFilm(t, still)
	words := []byte("WEBVTT\n\n00:00.500 --> 00:02.000\nThis is a test.\n")
	return network.Media{
		MediaUse: bot.MediaUse{
			Digest: filmDigest(video), Type: "video/mp4", Name: "film.mp4", Alt: "A test picture with moving bars.", Size: size, Width: 640, Height: 360,
			Video: &bot.Video{
				Length: 3 * time.Second, Codec: "h264", Sound: "aac", Rate: 25, Poster: filmDigest(poster),
				Captions: []bot.Caption{{Language: "en", Digest: filmDigest(words), Text: "This is a test.", Size: int64(len(words))}},
			},
		},
		Blob: network.BlobOf(video), Poster: network.BlobOf(poster), Captions: []bot.Blob{network.BlobOf(words)},
	}
}

func readFilm(t *testing.T, path string) ([]byte, int64) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b, int64(len(b))
}

func filmDigest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
