package media_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image/jpeg"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/media"
)

// tool is ffmpeg, or skips the test.
func tool(t testing.TB) *media.Tool {
	t.Helper()
	x, err := media.FindTool(t.Context(), "ffmpeg", "ffprobe")
	if errors.Is(err, media.ErrNoTool) {
		t.Skip("ffmpeg is not installed")
	}
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// film makes a video with ffmpeg.
func film(t testing.TB, name string, args ...string) []byte {
	t.Helper()
	tool(t)
	path := filepath.Join(t.TempDir(), name)
	all := append([]string{"-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=25:duration=2", "-f", "lavfi", "-i", "sine=frequency=440:duration=2"}, args...)
	if out, err := exec.Command("ffmpeg", append(all, path)...).CombinedOutput(); err != nil {
		t.Fatalf("ffmpeg: %v\n%s", err, out)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// A shelf keeps what was made.
type shelf struct {
	mu    sync.Mutex
	files map[string][]byte
	steps []string
	last  int
}

func (s *shelf) put(r io.Reader) (string, int64, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return "", 0, err
	}
	sum := sha256.Sum256(b)
	d := hex.EncodeToString(sum[:])
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.files == nil {
		s.files = map[string][]byte{}
	}
	s.files[d] = b
	return d, int64(len(b)), nil
}

func (s *shelf) progress(step string, percent int) {
	if !slices.Contains(s.steps, step) {
		s.steps = append(s.steps, step)
	}
	s.last = max(s.last, percent)
}

type blob struct{ *bytes.Reader }

func (blob) Close() error { return nil }

func prepare(t *testing.T, x *media.Tool, name string, data []byte, change func(*media.Job)) (bot.MediaUse, *shelf, error) {
	t.Helper()
	s := &shelf{}
	j := media.Job{Name: name, In: blob{bytes.NewReader(data)}, Dir: t.TempDir(), Poster: -1, Put: s.put, Progress: s.progress}
	if change != nil {
		change(&j)
	}
	use, err := media.Prepare(t.Context(), x, j)
	return use, s, err
}

// secrets is what a video must not tell.
var secrets = []string{"-metadata", "location=+43.6532-079.3832/", "-metadata", "title=Lakeshore undercover", "-metadata", "comment=by Cst. Ann", "-metadata", "creation_time=2026-11-02T01:00:00Z"}

func betrays(data []byte) string {
	for _, s := range []string{"+43.6", "Lakeshore", "Cst. Ann", "Lavf", "Lavc", "x264", "ISO6709", "\xa9xyz"} {
		if bytes.Contains(data, []byte(s)) {
			return s
		}
	}
	return ""
}

func TestVideosAreMadeAnew(t *testing.T) {
	x := tool(t)
	for _, c := range []struct {
		name string
		args []string
		want string // what becomes of the pictures
	}{
		{"plain.mp4", []string{"-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"}, "same"},
		{"quicktime.mov", []string{"-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"}, "same"},
		{"silent.mp4", []string{"-map", "0:v", "-c:v", "libx264", "-pix_fmt", "yuv420p"}, "same"},
		{"chapters.mkv", []string{"-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"}, "same"},
		{"hevc.mov", []string{"-c:v", "libx265", "-x265-params", "log-level=error", "-pix_fmt", "yuv420p", "-c:a", "aac"}, "converted"},
		{"old.avi", []string{"-c:v", "mpeg4", "-c:a", "mp3"}, "converted"},
		{"web.webm", []string{"-c:v", "libvpx", "-b:v", "300k", "-c:a", "libvorbis"}, "converted"},
		{"stream.ts", []string{"-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"}, "same"},
		{"odd.mp4", []string{"-vf", "scale=321:241", "-c:v", "libx264", "-pix_fmt", "yuv444p", "-c:a", "aac"}, "converted"},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := film(t, c.name, append(slices.Clone(secrets), c.args...)...)
			use, s, err := prepare(t, x, c.name, in, nil)
			if err != nil {
				t.Fatal(err)
			}
			out := s.files[use.Digest]
			if int64(len(out)) != use.Size || use.Type != "video/mp4" || use.Video == nil || use.Video.Codec != "h264" {
				t.Errorf("%+v", use)
			}
			if what := betrays(out); what != "" {
				t.Errorf("%q is still in it", what)
			}
			if err := media.Clean(use.Type, bytes.NewReader(out), use.Size); err != nil {
				t.Error(err)
			}
			if d := use.Video.Length - 2*time.Second; d < -200*time.Millisecond || d > 200*time.Millisecond {
				t.Errorf("it lasts %v", use.Video.Length)
			}
			if sound := use.Video.Sound != ""; sound == (c.name == "silent.mp4") {
				t.Errorf("sound: %q", use.Video.Sound)
			}
			if same := frames(t, in) == frames(t, out); same != (c.want == "same") {
				t.Errorf("the pictures are the same: %v", same)
			}
			if img, err := jpeg.Decode(bytes.NewReader(s.files[use.Video.Poster])); err != nil || img.Bounds().Dx() != use.Width {
				t.Errorf("still picture: %v", err)
			}
			if s.last != 100 || len(s.steps) < 3 {
				t.Errorf("progress: %v, %d", s.steps, s.last)
			}
		})
	}
}

// frames are the hashes of all pictures of a video as a player shows them.
func frames(t *testing.T, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "film")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("ffmpeg", "-nostdin", "-v", "error", "-i", path, "-map", "0:v:0", "-vsync", "passthrough", "-f", "framehash", "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	var sums []string
	for line := range strings.Lines(string(out)) {
		if f := strings.Split(line, ","); len(f) == 6 {
			sums = append(sums, strings.TrimSpace(f[5]))
		}
	}
	if len(sums) == 0 {
		t.Fatalf("no pictures in %q", out)
	}
	return fmt.Sprint(len(sums), sums)
}

func TestWithoutFFmpeg(t *testing.T) {
	args := []string{"-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"}
	for _, name := range []string{"plain.mp4", "quicktime.mov"} {
		in := film(t, name, append(slices.Clone(secrets), args...)...)
		use, s, err := prepare(t, nil, name, in, nil)
		if err != nil {
			t.Fatal(err)
		}
		out := s.files[use.Digest]
		if err := media.Clean(use.Type, bytes.NewReader(out), use.Size); err != nil {
			t.Error(err)
		}
		for _, w := range []string{"+43.6", "Lakeshore", "Cst. Ann", "Lavf", "x264"} {
			if bytes.Contains(out, []byte(w)) {
				t.Errorf("%s: %q is still in it", name, w)
			}
		}
		if len(out) != len(in) || frames(t, in) != frames(t, out) {
			t.Errorf("%s is not the same video", name)
		}
		if use.Width != 320 || use.Height != 240 || use.Video.Rate != 25 || use.Video.Length.Round(100*time.Millisecond) != 2*time.Second ||
			use.Video.Sound != "aac" || use.Video.Poster != "" || use.Video.Note == "" {
			t.Errorf("%+v %+v", use, use.Video)
		}
	}
	for name, c := range map[string]struct {
		in   []byte
		want string
	}{
		"hevc.mp4":       {film(t, "hevc.mp4", "-c:v", "libx265", "-x265-params", "log-level=error"), "H.264"},
		"fragments.mp4":  {film(t, "fragments.mp4", append(slices.Clone(args), "-movflags", "frag_keyframe+empty_moov")...), "fragments"},
		"time.mov":       {film(t, "time.mov", append(slices.Clone(args), "-timecode", "01:00:00:00")...), "neither pictures nor sound"},
		"two-tracks.mp4": {film(t, "two.mp4", append([]string{"-map", "0:v", "-map", "1:a", "-map", "1:a"}, args...)...), "several tracks"},
		"web.webm":       {film(t, "web.webm", "-c:v", "libvpx", "-c:a", "libvorbis"), "whole MP4"},
		"hidden.mp4":     {hidden(film(t, "plain.mp4", args...)), "neither the pictures nor the sound"},
	} {
		_, _, err := prepare(t, nil, name, c.in, nil)
		refusedWith(t, name, err, c.want)
		refusedWith(t, name, err, "ffmpeg")
	}
}

// hidden puts something where the pictures are.
func hidden(in []byte) []byte {
	return append(bytes.Clone(in), "\x00\x00\x00\x23mdathome address: 4712 Bathurst"...)
}

func refusedWith(t *testing.T, name string, err error, want string) {
	t.Helper()
	var r *bot.Refusal
	if !errors.As(err, &r) || !strings.Contains(r.Text, want) || !strings.Contains(r.Text, name) {
		t.Errorf("%s: got %v, want a refusal with %q", name, err, want)
	}
}

func TestVideosThatAreNone(t *testing.T) {
	x := tool(t)
	whole := film(t, "a.mp4", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+faststart")
	for name, c := range map[string]struct {
		in   []byte
		want string
	}{
		"nothing.mp4":   {nil, "empty"},
		"text.mp4":      {[]byte(strings.Repeat("I saw it.\n", 100)), "not a video"},
		"picture.mp4":   {[]byte("\xff\xd8\xff\xe0" + strings.Repeat("x", 100)), "not a video"},
		"cut.mp4":       {whole[:300], ""},
		"playlist.mp4":  {[]byte("#EXTM3U\n#EXT-X-TARGETDURATION:1\nfile:///etc/passwd\n"), "not a video"},
		"sound.mp4":     {film(t, "sound.mp4", "-map", "1:a", "-c:a", "aac"), "no moving pictures"},
		"huge-box.mp4":  {[]byte("\x00\x00\x00\x01ftyp\x7f\xff\xff\xff\xff\xff\xff\xffisom" + strings.Repeat("\x00", 100)), "cannot be"},
		"zero-size.mp4": {append([]byte("\x00\x00\x00\x08free"), bytes.Repeat([]byte("\x00\x00\x00\x08free"), 5000)...), "cannot be"},
	} {
		for _, with := range []*media.Tool{x, nil} {
			_, _, err := prepare(t, with, name, c.in, nil)
			want := c.want
			if with == nil && strings.HasPrefix(want, "cannot") || with == nil && want == "no moving pictures" {
				want = ""
			}
			refusedWith(t, name, err, want)
		}
	}
}

func TestLongVideos(t *testing.T) {
	x := tool(t)
	long := film(t, "long.mp4", "-map", "0:v", "-vf", "setpts=N*73/TB", "-r", "1/73", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-fps_mode", "passthrough")
	for _, with := range []*media.Tool{x, nil} {
		_, _, err := prepare(t, with, "long.mp4", long, nil)
		refusedWith(t, "long.mp4", err, "an hour")
	}
}

func TestASmallerVersionIsMade(t *testing.T) {
	x := tool(t)
	in := film(t, "big.mp4", "-vf", "scale=1920:1080,setsar=1", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac")
	use, s, err := prepare(t, x, "big.mp4", in, nil)
	if err != nil {
		t.Fatal(err)
	}
	if use.Width != 1920 || len(use.Video.Versions) != 1 {
		t.Fatalf("%+v", use.Video)
	}
	v := use.Video.Versions[0]
	if v.Width != 1280 || v.Height != 720 || v.Size != int64(len(s.files[v.Digest])) || betrays(s.files[v.Digest]) != "" {
		t.Errorf("%+v", v)
	}
	if err := media.Clean(v.Type, bytes.NewReader(s.files[v.Digest]), v.Size); err != nil {
		t.Error(err)
	}
}

// Whoever approves can watch what will be public: one version fits on a card.
func TestAVersionForTheCardIsMade(t *testing.T) {
	x := tool(t)
	in := film(t, "noise.mp4", "-vf", "scale=1280:720,setsar=1,noise=alls=60:allf=t", "-c:v", "libx264", "-preset", "ultrafast", "-qp", "10", "-pix_fmt", "yuv420p", "-c:a", "aac")
	use, s, err := prepare(t, x, "noise.mp4", in, nil)
	if err != nil {
		t.Fatal(err)
	}
	if use.Size < 8<<20 || len(use.Video.Versions) != 1 {
		t.Fatalf("%d bytes, %+v", use.Size, use.Video.Versions)
	}
	v := use.Video.Versions[0]
	if v.Size > 8<<20 || v.Width != 640 || v.Height != 360 || int64(len(s.files[v.Digest])) != v.Size {
		t.Errorf("%+v", v)
	}
	if err := media.Clean(v.Type, bytes.NewReader(s.files[v.Digest]), v.Size); err != nil {
		t.Error(err)
	}
}

func TestPhonesHeldUpright(t *testing.T) {
	x := tool(t)
	plain := film(t, "up.mp4", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac")
	path := filepath.Join(t.TempDir(), "in.mp4")
	if err := os.WriteFile(path, plain, 0o600); err != nil {
		t.Fatal(err)
	}
	turned := filepath.Join(t.TempDir(), "up.mp4")
	if out, err := exec.Command("ffmpeg", "-nostdin", "-v", "error", "-i", path, "-c", "copy", "-metadata:s:v", "rotate=90", turned).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	in, err := os.ReadFile(turned)
	if err != nil {
		t.Fatal(err)
	}
	for _, with := range []*media.Tool{x, nil} {
		use, _, err := prepare(t, with, "up.mp4", in, nil)
		if err != nil || use.Width != 240 || use.Height != 320 {
			t.Errorf("%dx%d, %v", use.Width, use.Height, err)
		}
	}
}

// What is covered is one colour in every picture of the time, and nowhere else.
func TestCoversInVideos(t *testing.T) {
	x := tool(t)
	in := film(t, "a.mp4", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac")
	cells, err := media.Parts("B2:C3", bot.Grid{Columns: 8, Rows: 6})
	if err != nil {
		t.Fatal(err)
	}
	cells[0].From, cells[0].To = 500*time.Millisecond, time.Second
	use, s, err := prepare(t, x, "a.mp4", in, func(j *media.Job) { j.Covers, j.Poster = cells, 800*time.Millisecond })
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[string]bool{"0.1": false, "0.45": true, "0.7": true, "1.5": false} {
		if got := dark(t, s.files[use.Digest], at); got != want {
			t.Errorf("at %s s covered: %v", at, got)
		}
	}
	if len(use.Edits) != 1 || use.Video.At != 800*time.Millisecond {
		t.Errorf("%+v %+v", use.Edits, use.Video)
	}
	img, err := jpeg.Decode(bytes.NewReader(s.files[use.Video.Poster]))
	if err != nil {
		t.Fatal(err)
	}
	if r, g, b, _ := img.At(80, 80).RGBA(); r>>8 > 60 || g>>8 > 60 || b>>8 > 60 {
		t.Errorf("the still picture shows what is covered: %d %d %d", r>>8, g>>8, b>>8)
	}
	_, _, err = prepare(t, nil, "a.mp4", in, func(j *media.Job) { j.Covers = cells })
	if err == nil || !strings.Contains(err.Error(), "ffmpeg") {
		t.Errorf("without ffmpeg: %v", err)
	}
}

// dark reports whether the square B2:C3 of a picture is of the colour that covers.
func dark(t *testing.T, data []byte, at string) bool {
	t.Helper()
	path := filepath.Join(t.TempDir(), "film.mp4")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("ffmpeg", "-nostdin", "-v", "error", "-ss", at, "-i", path, "-frames:v", "1", "-vf", "crop=76:74:42:42,format=gray", "-f", "rawvideo", "-").Output()
	if err != nil || len(out) == 0 {
		t.Fatal(err)
	}
	for _, c := range out {
		if c < 15 || c > 60 {
			return false
		}
	}
	return true
}

func TestStoppedPreparations(t *testing.T) {
	x := tool(t)
	in := film(t, "a.mp4", "-c:v", "mpeg4")
	s := &shelf{}
	_, err := media.Prepare(cancelled(t), x, media.Job{Name: "a.mp4", In: blob{bytes.NewReader(in)}, Dir: t.TempDir(), Put: s.put})
	if err == nil || errors.As(err, new(*bot.Refusal)) {
		t.Errorf("got %v, want an error that lets it be tried again", err)
	}
	broken := errors.New("disk full")
	_, _, err = prepare(t, x, "a.mp4", in, func(j *media.Job) {
		j.Put = func(io.Reader) (string, int64, error) { return "", 0, broken }
	})
	if !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
}

func cancelled(t *testing.T) context.Context {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	return ctx
}
