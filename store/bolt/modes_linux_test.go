package bolt_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"appealbot/store/bolt"
	"appealbot/store/kv"
)

func TestUnwritableFileIsReadOnly(t *testing.T) {
	path := dbPath(t)
	db := open(t, path)
	put(t, db, "t", "k", "v")
	must(t, db.Close())
	must(t, os.Chmod(path, 0o444))
	asNobody(t, filepath.Dir(path), func() {
		_, err := bolt.Open(path, bolt.Options{})
		if !errors.Is(err, kv.ErrReadOnly) || !strings.Contains(err.Error(), path) {
			t.Errorf("Open: %v, want ErrReadOnly with the path", err)
		}
		ro, err := bolt.OpenReadOnly(path)
		if err != nil {
			t.Errorf("OpenReadOnly: %v", err)
			return
		}
		if v := get(t, ro, "t", "k"); v != "v" {
			t.Errorf("found %q, want v", v)
		}
		must(t, ro.Close())
	})
}

func TestUnwritableFolderIsReadOnly(t *testing.T) {
	path := dbPath(t)
	must(t, os.Chmod(filepath.Dir(path), 0o555))
	asNobody(t, filepath.Dir(path), func() {
		if _, err := bolt.Open(path, bolt.Options{}); !errors.Is(err, kv.ErrReadOnly) {
			t.Errorf("Open: %v, want ErrReadOnly", err)
		}
	})
}

// asNobody runs fn as a user whom file modes bind. A test that runs as root
// gives one thread another user for its files.
func asNobody(t *testing.T, folder string, fn func()) {
	t.Helper()
	if os.Geteuid() != 0 {
		fn()
		return
	}
	// The folders above belong to root alone.
	for up := folder; up != os.TempDir() && up != "/"; up = filepath.Dir(up) {
		info, err := os.Stat(up)
		must(t, err)
		must(t, os.Chmod(up, info.Mode()|0o111))
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		// The thread ends with the goroutine, since it is not unlocked.
		runtime.LockOSThread()
		const nobody = 65534
		_, _, _ = syscall.RawSyscall(syscall.SYS_SETFSUID, nobody, 0, 0) // returns the previous user, never an error
		fn()
	}()
	<-done
}

func TestOnlyFilesAreOpened(t *testing.T) {
	fifo := filepath.Join(t.TempDir(), "fifo")
	must(t, syscall.Mkfifo(fifo, 0o600))
	for path, says := range map[string]string{
		t.TempDir(): "is a directory",
		fifo:        "not a regular file",
		"/dev/null": "not a regular file",
	} {
		if _, err := bolt.Open(path, bolt.Options{}); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("Open: %v, want %q", err, says)
		}
	}
}

// TestLockedFileIsNotLookedAt: whoever holds the file may be writing it, and
// what stands in it meanwhile says nothing.
func TestLockedFileIsNotLookedAt(t *testing.T) {
	path := image("half of somet").write(t)
	f, err := os.Open(path)
	must(t, err)
	must(t, syscall.Flock(int(f.Fd()), syscall.LOCK_EX))
	if _, err := bolt.Open(path, bolt.Options{}); !errors.Is(err, kv.ErrLocked) {
		t.Errorf("Open: %v, want ErrLocked", err)
	}
	must(t, f.Close())
	if _, err := bolt.Open(path, bolt.Options{}); !errors.Is(err, kv.ErrCorrupt) {
		t.Errorf("Open: %v, want ErrCorrupt", err)
	}
}
