package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// maxKeyFile is more than a key's line has.
const maxKeyFile = 4096

// LoadOrCreateKey returns the key in the file at path. If there is none, it
// makes one, which only the owner of the file may read. The public key is kept
// beside it in path.pub, for those who only verify.
//
// A key that others may read is refused: they could sign a log of their own.
func LoadOrCreateKey(path string) (*Signer, error) {
	s, err := loadKey(path)
	if errors.Is(err, fs.ErrNotExist) {
		s, err = createKey(path)
	}
	if err != nil {
		return nil, fmt.Errorf("audit key %s: %w", path, err)
	}
	if err := keepPublic(path+".pub", s); err != nil {
		return nil, fmt.Errorf("audit key %s: %w", path, err)
	}
	return s, nil
}

// LoadVerifier returns the public key in the file at path, which is that of
// LoadOrCreateKey with ".pub" at its end.
func LoadVerifier(path string) (*Verifier, error) {
	text, err := readLine(path, false)
	if err != nil {
		return nil, fmt.Errorf("public audit key %s: %w", path, err)
	}
	v, err := ParseVerifier(text)
	if err != nil {
		return nil, fmt.Errorf("public audit key %s: %w", path, err)
	}
	return v, nil
}

func loadKey(path string) (*Signer, error) {
	text, err := readLine(path, true)
	if err != nil {
		return nil, err
	}
	return parseSigner(text)
}

// readLine reads a file that holds one line.
func readLine(path string, secret bool) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }() // only read from
	info, err := f.Stat()
	switch {
	case err != nil:
		return "", err
	case !info.Mode().IsRegular():
		return "", errors.New("it is not a file")
	case secret && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0:
		return "", fmt.Errorf("others can read it (mode %04o); if nobody did, take that away with: chmod 600 %s", info.Mode().Perm(), path)
	}
	b, err := io.ReadAll(io.LimitReader(f, maxKeyFile))
	return strings.TrimSpace(string(b)), err
}

func createKey(path string) (*Signer, error) {
	if _, err := os.Lstat(path + ".pub"); err == nil {
		// The public part comes last, so another process may just have finished.
		if s, err := loadKey(path); !errors.Is(err, fs.ErrNotExist) {
			return s, err
		}
		// A new key could not continue the log, and would hide what is wrong.
		return nil, fmt.Errorf("it is gone, but its public part %s.pub is there. Put the key back; only for a new store may both be missing", path)
	}
	s, err := GenerateSigner()
	if err != nil {
		return nil, err
	}
	err = writeNew(path, s.secret+"\n", 0o600)
	if errors.Is(err, fs.ErrExist) {
		return loadKey(path) // another process was faster
	}
	return s, err
}

// keepPublic makes sure that the public key lies beside the private one.
func keepPublic(path string, s *Signer) error {
	text, err := readLine(path, false)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = writeNew(path, s.verifier.text+"\n", 0o644)
		if errors.Is(err, fs.ErrExist) {
			return nil
		}
		return err
	case err != nil:
		return err
	case text != s.verifier.text:
		return fmt.Errorf("%s is the public part of another key; find out which of the two signed the log, and put the other away", path)
	}
	return nil
}

// writeNew writes a file that does not exist yet: after a crash it is either
// complete or not there. It returns an error that wraps fs.ErrExist if the file
// exists, and leaves it alone.
func writeNew(path, text string, mode fs.FileMode) (err error) {
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, ".key-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }() // gone already where a rename had to do
	_, err = f.WriteString(text)
	err = errors.Join(err, f.Chmod(mode), f.Sync(), f.Close())
	if err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); errors.Is(err, fs.ErrExist) {
		return err
	} else if err != nil {
		// Not every file system has links. A rename would replace what is there,
		// so look first; nobody else makes a key while the store is being opened.
		if _, err := os.Lstat(path); err == nil {
			return fs.ErrExist
		}
		if err := os.Rename(f.Name(), path); err != nil {
			return err
		}
	}
	return syncDir(dir)
}

// syncDir makes a new name in a folder survive a power failure.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // folders cannot be opened for that there
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
