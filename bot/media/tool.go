package media

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"time"

	"appealbot/bot"
)

// Tool is ffmpeg with ffprobe, as installed. It may be used concurrently.
type Tool struct {
	ffmpeg, ffprobe string
	version         string
}

// ErrNoTool is returned where ffmpeg is not installed.
var ErrNoTool = errors.New("ffmpeg is not installed")

// toolPatience bounds asking a program for its version.
const toolPatience = 10 * time.Second

var toolVersion = regexp.MustCompile(`^ff(?:mpeg|probe) version (\S+)`)

// FindTool finds two programs, by their paths or by names that are looked for in
// PATH, and makes sure that they are what they should be. The error wraps ErrNoTool where
// one of them is not there or not asked for.
func FindTool(ctx context.Context, ffmpeg, ffprobe string) (*Tool, error) {
	if ffmpeg == "" || ffprobe == "" {
		return nil, ErrNoTool
	}
	ctx, cancel := context.WithTimeout(ctx, toolPatience)
	defer cancel()
	t := &Tool{}
	for _, p := range []struct {
		name string
		path *string
	}{{ffmpeg, &t.ffmpeg}, {ffprobe, &t.ffprobe}} {
		path, err := exec.LookPath(p.name)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrNoTool, err)
		}
		out, err := exec.CommandContext(ctx, path, "-version").Output() //nolint:gosec // The administrator names it.
		m := toolVersion.FindSubmatch(out)
		if err != nil || m == nil {
			return nil, fmt.Errorf("ask %s for its version: it does not answer as ffmpeg does (%w)", path, errors.Join(err, errors.ErrUnsupported))
		}
		*p.path, t.version = path, string(m[1])
	}
	return t, nil
}

// Version is that of ffmpeg, as it says itself.
func (t *Tool) Version() string { return t.version }

// What is taken: containers that cameras and editors write. Playlists and other
// files that name further files are none of them.
const containers = "mov,matroska,webm,avi,mpegts,mpeg,asf,flv"

// input are the options with which a file is opened, whoever made it: it is a file
// of these kinds, it opens no other, and no picture of it is larger than 8K.
func input(path string) []string {
	return []string{
		"-protocol_whitelist", "file", "-format_whitelist", "mov,mp4,m4a,3gp,3g2,mj2," + containers, "-max_pixels", "36000000",
		"-analyzeduration", "10000000", "-probesize", "20000000", "-i", "file:" + path,
	}
}

// toolError is what a program said before it failed.
type toolError struct {
	err  error
	said string
}

func (e *toolError) Error() string {
	if e.err == nil {
		return e.said
	}
	return fmt.Sprintf("%v: %s", e.err, e.said)
}

func (e *toolError) Unwrap() error { return e.err }

// run runs one of the programs with the least of an environment, at the lowest
// priority that it can have. out reads what it prints.
func (t *Tool) run(ctx context.Context, program string, out func(io.Reader) error, args ...string) error {
	cmd := exec.CommandContext(ctx, program, args...) //nolint:gosec // No word of args comes from outside.
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C", "AV_LOG_FORCE_NOCOLOR=1"}
	cmd.WaitDelay = 5 * time.Second
	var said tail
	cmd.Stderr = &said
	r, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("start %s: %w", program, err)
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start %s: %w", program, err)
	}
	lower(cmd.Process.Pid)
	read := out(r)
	_, _ = io.Copy(io.Discard, r) // or it would wait for ever
	err = cmd.Wait()
	switch {
	case err != nil && ctx.Err() != nil:
		return fmt.Errorf("run %s: %w", program, context.Cause(ctx))
	case outOfRoom(said.String()): // ffmpeg may count that as success
		return fmt.Errorf("%w: %w", bot.ErrFull, &toolError{errors.Join(err, read), said.String()})
	case err != nil:
		return &toolError{err, said.String()}
	}
	return read
}

// tail keeps the end of what was written.
type tail struct{ buf []byte }

const maxSaid = 2000

func (t *tail) Write(p []byte) (int, error) {
	t.buf = append(t.buf, p...)
	if len(t.buf) > 2*maxSaid {
		t.buf = bytes.Clone(t.buf[len(t.buf)-maxSaid:])
	}
	return len(p), nil
}

func (t *tail) String() string {
	return strings.TrimSpace(strings.ToValidUTF8(string(t.buf[max(0, len(t.buf)-maxSaid):]), "?"))
}
