package media_test

import (
	"bytes"
	"encoding/binary"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/media"
)

// changed is a video after a further run of ffmpeg.
func changed(t *testing.T, data []byte, name string, before, after []string) []byte {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in"), filepath.Join(dir, name)
	if err := os.WriteFile(in, data, 0o600); err != nil {
		t.Fatal(err)
	}
	args := append([]string{"-nostdin", "-v", "error", "-y"}, before...)
	args = append(append(args, "-i", in), after...)
	if msg, err := exec.Command("ffmpeg", append(args, out)...).CombinedOutput(); err != nil {
		t.Fatalf("ffmpeg: %v\n%s", err, msg)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// stored is how many pictures there are in a file, whether they are shown or not.
func stored(t *testing.T, data []byte) int {
	t.Helper()
	path := filepath.Join(t.TempDir(), "film.mp4")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("ffprobe", "-v", "error", "-ignore_editlist", "1", "-select_streams", "v", "-show_entries", "packet=pts", "-of", "csv=p=0", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	return len(strings.Fields(string(out)))
}

// A phone that cuts a video only notes which part is shown. What was cut off is
// not published.
func TestWhatWasCutOffIsNotPublished(t *testing.T) {
	x := tool(t)
	whole := film(t, "whole.mp4", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", "250", "-c:a", "aac")
	begun := changed(t, whole, "begun.mov", []string{"-ss", "1"}, []string{"-c", "copy"})
	ended := bytes.Clone(whole)
	at := bytes.Index(ended, []byte("elst"))
	binary.BigEndian.PutUint32(ended[at+12:], 1000) // milliseconds
	for name, in := range map[string][]byte{"begun.mov": begun, "ended.mp4": ended} {
		if n := stored(t, in); n != 50 {
			t.Fatalf("%s: the test's video has %d pictures", name, n)
		}
		use, s, err := prepare(t, x, name, in, nil)
		if err != nil {
			t.Fatal(err)
		}
		if n := stored(t, s.files[use.Digest]); n < 24 || n > 28 {
			t.Errorf("%s: %d pictures are in it, of which 25 are shown", name, n)
		}
		_, _, err = prepare(t, nil, name, in, nil)
		refusedWith(t, name, err, "was cut")
	}
}

// Cameras write where they were into the stream of pictures itself, too.
func TestNothingIsLeftBetweenThePictures(t *testing.T) {
	x := tool(t)
	whole := film(t, "whole.mp4", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac")
	in := changed(t, whole, "said.mp4", nil, []string{"-c", "copy", "-bsf:v", "h264_metadata=sei_user_data=086f3693-b7b3-4f2c-9653-21492feee5b8+SECRET-43.6532"})
	if !bytes.Contains(in, []byte("SECRET-43.6532")) {
		t.Fatal("the test's video has no secret")
	}
	for _, x := range []*media.Tool{x, nil} {
		use, s, err := prepare(t, x, "said.mp4", in, nil)
		if err != nil {
			t.Fatal(err)
		}
		if out := s.files[use.Digest]; bytes.Contains(out, []byte("SECRET")) || frames(t, in) != frames(t, out) {
			t.Error("the secret is left, or the pictures are others")
		}
	}
}

// A track of a camera's positions is not taken over.
func TestTracksOfPositionsAreLeftOut(t *testing.T) {
	x := tool(t)
	in := film(t, "cam.mp4", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac")
	in = bytes.ReplaceAll(in, []byte("soun"), []byte("meta"))
	in = bytes.ReplaceAll(in, []byte("mp4a"), []byte("gpmd"))
	use, s, err := prepare(t, x, "cam.mp4", in, nil)
	if err != nil {
		t.Fatal(err)
	}
	if out := s.files[use.Digest]; use.Video.Sound != "" || bytes.Contains(out, []byte("gpmd")) || len(out) > len(in)*9/10 {
		t.Errorf("%d bytes of %d came out: %+v", len(out), len(in), use.Video)
	}
	_, _, err = prepare(t, nil, "cam.mp4", in, nil)
	refusedWith(t, "cam.mp4", err, "neither pictures nor sound")
}

// A still picture is found even where there are none any more, and where one
// stands for seconds.
func TestStillPicturesOfOddVideos(t *testing.T) {
	x := tool(t)
	args := []string{"-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"}
	for name, in := range map[string][]byte{
		"sound.mp4": film(t, "sound.mp4", append([]string{"-filter_complex", "[0:v]trim=duration=0.2[v]", "-map", "[v]", "-map", "1:a"}, args...)...),
		"slow.mp4":  film(t, "slow.mp4", append([]string{"-r", "1/2"}, args...)...),
	} {
		for _, at := range []time.Duration{-1, 0, time.Second, 1900 * time.Millisecond, time.Hour} {
			use, s, err := prepare(t, x, name, in, func(j *media.Job) { j.Poster = at })
			if err != nil {
				t.Errorf("%s at %v: %v", name, at, err)
				continue
			}
			if _, err := jpeg.Decode(bytes.NewReader(s.files[use.Video.Poster])); err != nil {
				t.Errorf("%s at %v: %v", name, at, err)
			}
		}
	}
}

// A video that begins with a black title is not shown by it.
func TestTheStillPictureIsNotBlack(t *testing.T) {
	x := tool(t)
	in := film(t, "title.mp4", "-vf", "drawbox=color=black:t=fill:enable='lt(t,1.2)'", "-c:v", "libx264", "-pix_fmt", "yuv420p")
	use, s, err := prepare(t, x, "title.mp4", in, nil)
	if err != nil {
		t.Fatal(err)
	}
	img, err := jpeg.Decode(bytes.NewReader(s.files[use.Video.Poster]))
	if err != nil {
		t.Fatal(err)
	}
	bright := 0
	for x := range 320 {
		if r, g, b, _ := img.At(x, 120).RGBA(); max(r, g, b) > 0x8000 {
			bright++
		}
	}
	if bright < 50 || use.Video.At < 600*time.Millisecond {
		t.Errorf("at %v, %d of 320 are bright", use.Video.At, bright)
	}
}

// The plain files are gone, whatever came of it.
func TestNoPlainFilesAreLeft(t *testing.T) {
	x := tool(t)
	good := film(t, "big.mp4", "-vf", "scale=1920:1080,setsar=1", "-t", "0.3", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
	for name, in := range map[string][]byte{"big.mp4": good, "cut.mp4": good[:len(good)/2]} {
		dir := t.TempDir()
		use, _, err := prepare(t, x, name, in, func(j *media.Job) { j.Dir = dir })
		if (err == nil) != (name == "big.mp4") || err == nil && len(use.Video.Versions) != 1 {
			t.Errorf("%s: %v, %+v", name, err, use)
		}
		left, err := os.ReadDir(dir)
		if err != nil || len(left) > 0 {
			t.Errorf("%s: %v, %v are left", name, err, left)
		}
	}
}

// A cover of no time would cover nothing.
func TestCoversOfNoTime(t *testing.T) {
	_, _, err := prepare(t, nil, "a.mp4", newReel().bytes(), func(j *media.Job) {
		j.Covers = []bot.Cover{{Right: 100, Bottom: 100, From: time.Second, To: time.Second}}
	})
	if err == nil || !strings.Contains(err.Error(), "is not a part") {
		t.Errorf("got %v", err)
	}
}

// A program that knows more kinds of metadata finds none, either.
func TestOthersFindNothing(t *testing.T) {
	x := tool(t)
	exiftool, err := exec.LookPath("exiftool")
	if err != nil {
		t.Skip("exiftool is not installed")
	}
	finds := func(data []byte) (found []string) {
		path := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(exiftool, "-G1", "-a", "-u", "-ee3", path).Output()
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(out)) {
			if strings.HasPrefix(line, "[System]") || strings.Contains(line, "Date") && strings.Contains(line, "0000:00:00") {
				continue
			}
			for _, word := range []string{"GPS", "Location", "Title", "Comment", "Date ", "Encoder", "Vendor", "Author", "Make ", "[UserData]", "[Keys]", "[XMP"} {
				if strings.Contains(line, word) {
					found = append(found, strings.TrimSpace(line))
				}
			}
		}
		return found
	}
	in := film(t, "a.mov", append(append([]string{}, secrets...), "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "use_metadata_tags")...)
	if had := finds(in); len(had) < 3 {
		t.Fatalf("the test's video has only %q", had)
	}
	for _, with := range []*media.Tool{x, nil} {
		_, s, err := prepare(t, with, "a.mov", in, nil)
		if err != nil {
			t.Fatal(err)
		}
		for digest, data := range s.files {
			if left := finds(data); len(left) > 0 {
				t.Errorf("%s: %q", digest[:8], left)
			}
		}
	}
}

func BenchmarkPrepareWithoutConversion(b *testing.B) {
	in := film(b, "a.mp4", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac")
	b.SetBytes(int64(len(in)))
	s := &shelf{}
	for b.Loop() {
		if _, err := media.Prepare(b.Context(), nil, media.Job{Name: "a.mp4", In: blob{bytes.NewReader(in)}, Dir: b.TempDir(), Put: s.put}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPrepareWithFFmpeg(b *testing.B) {
	x := tool(b)
	in := film(b, "a.mp4", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac")
	b.SetBytes(int64(len(in)))
	s := &shelf{}
	for b.Loop() {
		if _, err := media.Prepare(b.Context(), x, media.Job{Name: "a.mp4", In: blob{bytes.NewReader(in)}, Dir: b.TempDir(), Poster: -1, Put: s.put}); err != nil {
			b.Fatal(err)
		}
	}
}
