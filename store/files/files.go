// Package files keeps pictures and videos beside the store, by the SHA-256 of
// their bytes.
package files

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"appealbot/bot"
)

// Files is a folder of files. It may be used concurrently.
type Files struct{ dir string }

var _ bot.Blobs = (*Files)(nil)

// Open returns the files in dir, which is made if need be.
func Open(dir string, _ []byte) (*Files, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make folder of media: %w", err)
	}
	return &Files{dir}, nil
}

// Put implements bot.Blobs.
func (f *Files) Put(r interface{ Read(p []byte) (int, error) }) (string, int64, error) {
	tmp, err := os.CreateTemp(f.dir, "new-*")
	if err != nil {
		return "", 0, fmt.Errorf("keep file: %w", err)
	}
	defer os.Remove(tmp.Name()) // gone already when all went well
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(tmp, h), r)
	if err == nil {
		err = tmp.Sync()
	}
	if err = errors.Join(err, tmp.Close()); err != nil {
		return "", 0, fmt.Errorf("keep file: %w", err)
	}
	digest := hex.EncodeToString(h.Sum(nil))
	if err := os.Rename(tmp.Name(), filepath.Join(f.dir, digest)); err != nil {
		return "", 0, fmt.Errorf("keep file: %w", err)
	}
	return digest, n, nil
}

// Open implements bot.Blobs.
func (f *Files) Open(digest string) (bot.Blob, error) {
	file, err := os.Open(filepath.Join(f.dir, filepath.Base(digest)))
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("file %.16s: %w", digest, bot.ErrNotFound)
	} else if err != nil {
		return nil, fmt.Errorf("open file: %w", err)
	}
	i, err := file.Stat()
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return blob{file, i.Size()}, nil
}

type blob struct {
	*os.File
	size int64
}

func (b blob) Size() int64 { return b.size }
