package files

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"appealbot/bot"
)

// Files is a folder of sealed files. It may be used concurrently, by one process.
type Files struct {
	dir    string
	master []byte
	// placing is held while a file gets its name and while one is thrown away, so
	// that nothing is thrown away that was just put there again.
	placing sync.Mutex
	// step is called before each step of Put whose failure matters.
	step func(string) error
	// free says how much is left of the disk of a folder.
	free func(dir string) (left, of int64, err error)
}

var _ bot.Blobs = (*Files)(nil)

// Open returns the files in dir, which is made if need be, for the media key of
// KeySize random bytes. What an earlier process did not finish is thrown away.
func Open(dir string, key []byte) (*Files, error) {
	if len(key) != KeySize {
		return nil, fmt.Errorf("open media: the key has %d bytes, not %d", len(key), KeySize)
	}
	f := &Files{dir: dir, master: key, step: func(string) error { return nil }, free: free}
	if err := os.RemoveAll(f.Temp()); err != nil {
		return nil, fmt.Errorf("open media: throw away what was not finished: %w", err)
	}
	if err := os.MkdirAll(f.Temp(), 0o700); err != nil {
		return nil, fmt.Errorf("open media: %w", err)
	}
	return f, nil
}

// Temp is a folder on the same disk for files in the clear that a preparation
// needs. Whoever makes them there removes them; a start removes the rest.
func (f *Files) Temp() string { return filepath.Join(f.dir, "tmp") }

// place is where the file with a digest stands in a folder of files.
func place(dir, digest string) string { return filepath.Join(dir, digest[:2], digest) }

// isDigest reports whether s is a digest as Put returns it, and so a name that is
// safe in a path.
func isDigest(s string) bool {
	b, err := hex.DecodeString(s)
	return err == nil && len(b) == 32 && hex.EncodeToString(b) == s
}

// Put implements bot.Blobs. The error wraps bot.ErrFull when the disk is full, or
// nearly.
func (f *Files) Put(r interface{ Read(p []byte) (int, error) }) (string, int64, error) {
	h, err := f.put(r)
	if errors.Is(err, syscall.ENOSPC) {
		err = fmt.Errorf("%w: %w", bot.ErrFull, err)
	}
	if err != nil {
		return "", 0, fmt.Errorf("keep file: %w", err)
	}
	return hex.EncodeToString(h.digest[:]), h.size, nil
}

func (f *Files) put(r io.Reader) (*header, error) {
	tmp, err := os.CreateTemp(f.Temp(), "new-*")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.Remove(tmp.Name()) }() // gone already when all went well
	h, err := seal(tmp, &wary{f: f, r: r, read: lookEvery}, f.master)
	if err == nil {
		err = f.step("sync")
	}
	if err == nil {
		err = tmp.Sync()
	}
	if err = errors.Join(err, tmp.Close()); err != nil {
		return nil, err
	}
	f.placing.Lock()
	defer f.placing.Unlock()
	return h, settle(tmp.Name(), f.dir, hex.EncodeToString(h.digest[:]), f.step)
}

// settle gives a file that is whole and on the disk its name. One that has it
// already is replaced: it has the same bytes, or it was damaged.
func settle(tmp, dir, digest string, step func(string) error) error {
	path := place(dir, digest)
	if err := step("folder"); err != nil {
		return err
	}
	switch err := os.Mkdir(filepath.Dir(path), 0o700); {
	case err == nil:
		if err := syncDir(dir); err != nil {
			return err
		}
	case !errors.Is(err, fs.ErrExist):
		return err
	}
	if err := step("rename"); err != nil {
		return err
	}
	if err := os.Rename(tmp, path); err != nil {
		return err
	}
	if err := step("sync folder"); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// Open implements bot.Blobs. The error wraps ErrDamaged or ErrKey when there is a
// file that cannot be read.
func (f *Files) Open(digest string) (bot.Blob, error) {
	file, err := openSealed(f.dir, digest)
	if err != nil {
		return nil, err
	}
	b, err := newBlob(file, digest, f.master)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open file %.16s: %w", digest, err), file.Close())
	}
	return b, nil
}

func openSealed(dir, digest string) (*os.File, error) {
	if !isDigest(digest) {
		return nil, fmt.Errorf("file %.16q: %w", digest, bot.ErrNotFound)
	}
	file, err := os.Open(place(dir, digest))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("file %.16s: %w", digest, bot.ErrNotFound)
	case err != nil:
		return nil, fmt.Errorf("open file %.16s: %w", digest, err)
	}
	return file, nil
}

// Sweep throws away the files that were put there before a time and that nothing
// knows, and returns how many. It stops at the first error of known.
func (f *Files) Sweep(ctx context.Context, before time.Time, known func(digest string) (bool, error)) (int, error) {
	n := 0
	err := each(f.dir, func(digest string) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		gone, err := f.sweep(digest, before, known)
		if gone {
			n++
		}
		return err
	})
	if err != nil {
		return n, fmt.Errorf("throw away files that nothing names: %w", err)
	}
	return n, nil
}

func (f *Files) sweep(digest string, before time.Time, known func(string) (bool, error)) (bool, error) {
	f.placing.Lock()
	defer f.placing.Unlock()
	path := place(f.dir, digest)
	i, err := os.Lstat(path)
	if err != nil || !i.ModTime().Before(before) {
		return false, err
	}
	if is, err := known(digest); err != nil || is {
		return false, err
	}
	return true, os.Remove(path)
}

// each calls visit with the digest of every file in a folder of files.
func each(dir string, visit func(digest string) error) error {
	folders, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, d := range folders {
		if len(d.Name()) != 2 || !d.IsDir() {
			continue
		}
		es, err := os.ReadDir(filepath.Join(dir, d.Name()))
		if err != nil {
			return err
		}
		for _, e := range es {
			if !isDigest(e.Name()) || e.Name()[:2] != d.Name() {
				continue
			}
			if err := visit(e.Name()); err != nil {
				return err
			}
		}
	}
	return nil
}
