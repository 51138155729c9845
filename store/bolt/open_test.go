package bolt_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"appealbot/store/bolt"
	"appealbot/store/kv"
)

var _ = role("hold", hold)

// hold opens the database and keeps it open.
func hold(path string) error {
	db, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		return err
	}
	fmt.Println("open")
	_, _ = io.Copy(io.Discard, os.Stdin)
	return db.Close()
}

func TestFileIsForItsOwnerOnly(t *testing.T) {
	path := dbPath(t)
	open(t, path)
	info, err := os.Stat(path)
	must(t, err)
	if info.Mode() != 0o600 {
		t.Errorf("the file's mode is %v, want 0600", info.Mode())
	}
}

// TestLockedFileIsNamedSoon allows for a second, and for a busy machine.
func TestLockedFileIsNamedSoon(t *testing.T) {
	path := dbPath(t)
	other := child(t, "hold", path)
	other.line(t)
	for name, open := range map[string]func() (*bolt.DB, error){
		"Open":         func() (*bolt.DB, error) { return bolt.Open(path, bolt.Options{}) },
		"OpenReadOnly": func() (*bolt.DB, error) { return bolt.OpenReadOnly(path) },
	} {
		started := time.Now()
		_, err := open()
		if took := time.Since(started); took > 2*time.Second {
			t.Errorf("%s took %v", name, took)
		}
		if !errors.Is(err, kv.ErrLocked) {
			t.Fatalf("%s: %v, want ErrLocked", name, err)
		}
		for _, part := range []string{path, "stop the other appealbot", "--data"} {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%s: %q does not contain %q", name, err, part)
			}
		}
	}
	must(t, other.stdin.Close())
	must(t, other.cmd.Wait())
	open(t, path)
}

// TestReplacedInstanceIsWaitedFor starts to open the file while it is still
// held.
func TestReplacedInstanceIsWaitedFor(t *testing.T) {
	path := dbPath(t)
	old := open(t, path)
	put(t, old, "t", "k", "v")
	inside := make(chan struct{})
	opened := make(chan error)
	go func() {
		close(inside)
		db, err := bolt.Open(path, bolt.Options{})
		if err == nil {
			err = db.Close()
		}
		opened <- err
	}()
	<-inside
	must(t, old.Close())
	must(t, <-opened)
}

func TestReaderKeepsWriterOut(t *testing.T) {
	path := dbPath(t)
	must(t, open(t, path).Close())
	ro, err := bolt.OpenReadOnly(path)
	must(t, err)
	if _, err := bolt.Open(path, bolt.Options{}); !errors.Is(err, kv.ErrLocked) {
		t.Errorf("Open beside a reader: %v, want ErrLocked", err)
	}
	must(t, ro.Close())
}

func TestFolderMustExist(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none", "db")
	if _, err := bolt.Open(path, bolt.Options{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("Open: %v, want ErrNotExist", err)
	}
}
