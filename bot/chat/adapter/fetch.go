package adapter

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"appealbot/bot/chat"
)

// Bounds are what files may have.
type Bounds struct {
	// File is how many bytes a picture may have, and what else is handed over in
	// memory; all of a message together may have twice as many.
	File int64
	// Held is how many bytes a video may have, and all of a message together.
	Held int64
	// Keep takes what is too large for memory. Without it nothing is.
	Keep chat.Keeper
}

// MaxHeld is how many bytes a video may have that people drop: two gigabytes, and
// what a container needs besides.
const MaxHeld = 2_100_000_000

// maxWords is how many bytes a file of captions has.
const maxWords = 1 << 20

const (
	// fetchTries is how often in a row a file is asked for without getting any
	// further.
	fetchTries = 5
	// fetchStall is how long nothing may come of a file.
	fetchStall = time.Minute
)

// held reports whether a file goes to the Keeper: everything but pictures and
// captions, and what is too large to be one of them.
func (b Bounds) held(f FileInfo) bool {
	if b.Keep == nil {
		return false
	}
	ext := strings.ToLower(path.Ext(f.Name))
	switch kind, _, _ := strings.Cut(f.Type, "/"); {
	case isWords(f):
		return f.Size > maxWords
	case kind == "image", slices.Contains(pictureNames, ext):
		return f.Size > b.File
	}
	return true
}

var pictureNames = []string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic"}

// isWords reports whether a file is one of captions. Platforms know few of their
// types.
func isWords(f FileInfo) bool {
	ext := strings.ToLower(path.Ext(f.Name))
	return ext == ".srt" || ext == ".vtt" || f.Type == "text/vtt" || f.Type == "application/x-subrip"
}

// Take gets files, one after the other. Those that were deleted meanwhile are left
// out.
func (b Bounds) Take(ctx context.Context, fetcher Fetcher, infos []FileInfo) (files []chat.File, err error) {
	for _, f := range infos {
		file := chat.File{Name: FileName(f.Name), Type: f.Type}
		if b.held(f) {
			file.Held, file.Size, err = b.hold(ctx, fetcher, f)
		} else {
			var buf bytes.Buffer
			err = fetch(ctx, fetcher, f, &buf)
			file.Data = slices.Clip(buf.Bytes())
		}
		if errors.Is(err, chat.ErrNotFound) {
			continue
		} else if err != nil {
			return nil, fmt.Errorf("fetch file: %w", err)
		}
		files = append(files, file)
	}
	return files, nil
}

// hold gives a file to the Keeper while it comes.
func (b Bounds) hold(ctx context.Context, fetcher Fetcher, f FileInfo) (digest string, size int64, err error) {
	r, w := io.Pipe()
	came := make(chan error, 1)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		err := fetch(ctx, fetcher, f, w)
		_ = w.CloseWithError(err) // of a PipeWriter, never an error
		came <- err
	}()
	digest, size, err = b.Keep.Put(r)
	cancel()
	_ = r.CloseWithError(err) // of a PipeReader, never an error
	if lost := <-came; lost != nil && !(err != nil && errors.Is(lost, err)) && (err == nil || !errors.Is(lost, context.Canceled)) {
		return "", 0, lost
	}
	return digest, size, err
}

// fetch writes a file that is exactly as long as the platform said. A connection that
// breaks is followed by another, from where it broke.
func fetch(ctx context.Context, fetcher Fetcher, f FileInfo, to io.Writer) error {
	t := &tank{to: to, most: f.Size}
	for try := 1; ; try++ {
		before := t.n
		err := t.fill(ctx, fetcher, f)
		if err == nil && t.n < f.Size {
			err = fmt.Errorf("it has %d bytes instead of %d", t.n, f.Size)
		}
		if t.n > before {
			try = 1
		}
		switch _, never := errors.AsType[*Unfetchable](err); {
		case err == nil, never, t.err != nil, errors.Is(err, chat.ErrNotFound), try >= fetchTries, t.n == f.Size,
			t.n == 0: // nothing is lost by beginning again later
			return err
		}
		wait := time.Second << (try - 1)
		if limited, ok := errors.AsType[*chat.RateLimited](err); ok {
			wait = max(wait, limited.After)
		}
		if !Sleep(ctx, wait) {
			return ctx.Err()
		}
	}
}

// errLarger says that a file is larger than may be.
var errLarger = &Unfetchable{Why: "the file is larger than the platform said"}

// errStall says that nothing came for a while.
var errStall = errors.New("nothing came for a minute")

// tank counts what comes of a file, and takes no more than it is said to have.
type tank struct {
	to      io.Writer
	n, most int64
	err     error // why nothing more can be taken
	moves   func()
}

// fill asks for what is not there yet.
func (t *tank) fill(ctx context.Context, fetcher Fetcher, f FileInfo) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stall := time.AfterFunc(fetchStall, func() { cancel(errStall) })
	defer stall.Stop()
	t.moves = func() { stall.Reset(fetchStall) }
	err := fetcher.Fetch(ctx, f, t.n, t)
	if t.err != nil {
		return t.err
	}
	if err != nil && errors.Is(context.Cause(ctx), errStall) {
		return errStall
	}
	return err
}

// Write implements io.Writer.
func (t *tank) Write(p []byte) (int, error) {
	if t.n+int64(len(p)) > t.most {
		t.err = errLarger
		return 0, t.err
	}
	n, err := t.to.Write(p)
	t.n += int64(n)
	t.err = err
	t.moves()
	return n, err
}

// CopyFrom writes a body of which the first bytes may have to be left out: a platform
// that does not begin where it was asked to begins at the beginning.
func CopyFrom(to io.Writer, body io.Reader, leave int64) error {
	if _, err := io.CopyN(io.Discard, body, leave); err != nil {
		return fmt.Errorf("read file up to where it broke: %w", err)
	}
	if _, err := io.Copy(to, body); err != nil {
		return fmt.Errorf("read file: %w", err)
	}
	return nil
}
