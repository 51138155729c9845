package files

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"appealbot/bot"
)

// Look says whether the file with a digest stands in a folder of files and is as
// long as it should be. It reads little and needs no key. The error wraps
// bot.ErrNotFound or ErrDamaged.
func Look(dir, digest string) error {
	file, err := openSealed(dir, digest)
	if err != nil {
		return err
	}
	_, err = look(file, digest)
	return errors.Join(err, file.Close())
}

func look(file *os.File, digest string) (*header, error) {
	i, err := file.Stat()
	if err != nil {
		return nil, err
	}
	h, err := readHeader(file, i.Size(), digest)
	if err != nil {
		return nil, fmt.Errorf("file %.16s: %w", digest, err)
	}
	return h, nil
}

// Check is Look that reads the whole file.
func Check(dir, digest string) error {
	file, err := openSealed(dir, digest)
	if err != nil {
		return err
	}
	h, err := look(file, digest)
	if err == nil {
		err = h.copy(io.Discard, file)
	}
	return errors.Join(err, file.Close())
}

// copy copies a sealed file and checks it on the way.
func (h *header) copy(w io.Writer, file io.ReaderAt) error {
	if _, err := w.Write(h.bytes()); err != nil {
		return err
	}
	sum := sha256.New()
	_, err := io.Copy(io.MultiWriter(w, sum), io.NewSectionReader(file, headerSize, h.length()-headerSize))
	if err == nil && !bytes.Equal(sum.Sum(nil), h.sum[:]) {
		err = fmt.Errorf("file %x: %w", h.digest[:8], ErrDamaged)
	}
	return err
}

// Copy copies a file as it is from one folder of files to another, checks it, and
// reports whether it had to: a file that is there is not copied again. It needs no
// key, and may be used while a program works with either folder.
//
// The error wraps ErrKey if the file that is there was sealed with another key:
// then the folder belongs to somebody else's data.
func Copy(from, to, digest string) (copied bool, err error) {
	file, err := openSealed(from, digest)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	h, err := look(file, digest)
	if err != nil {
		return false, err
	}
	switch there, err := headerAt(to, digest); {
	case err == nil && there.key != h.key:
		return false, fmt.Errorf("file %.16s in %s: %w", digest, to, ErrKey)
	case err == nil:
		return false, nil
	case !errors.Is(err, bot.ErrNotFound) && !errors.Is(err, ErrDamaged):
		return false, err
	}
	return true, h.copyInto(to, digest, file)
}

func headerAt(dir, digest string) (*header, error) {
	file, err := openSealed(dir, digest)
	if err != nil {
		return nil, err
	}
	h, err := look(file, digest)
	return h, errors.Join(err, file.Close())
}

func (h *header) copyInto(dir, digest string, file io.ReaderAt) error {
	tmp, err := newIn(dir)
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(tmp.Name()) }() // gone already when all went well
	if err := errors.Join(h.copy(tmp, file), tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	return settle(tmp.Name(), dir, digest, func(string) error { return nil })
}

// newIn makes a file for what is not finished in a folder of files.
func newIn(dir string) (*os.File, error) {
	tmp := filepath.Join(dir, "tmp")
	if err := os.MkdirAll(tmp, 0o700); err != nil {
		return nil, err
	}
	return os.CreateTemp(tmp, "new-*")
}

// CheckKey says whether the file with a digest was sealed with this media key. The
// error wraps ErrKey if not.
func CheckKey(dir, digest string, key []byte) error {
	file, err := openSealed(dir, digest)
	if err != nil {
		return err
	}
	h, err := look(file, digest)
	if err == nil {
		err = h.authenticate(key)
	}
	return errors.Join(err, file.Close())
}
