package bolt_test

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"appealbot/store/bolt"
	"appealbot/store/kv"
)

var _ = role("limit", fillUpToLimit)

// fillUpToLimit fills a database until the system no longer lets its file grow,
// and goes on from there. Its file may grow to 40 MiB, like a disk that is full
// then.
func fillUpToLimit(path string) error {
	// By default the signal would end the process before the error is seen.
	signal.Ignore(syscall.SIGXFSZ)
	limit := syscall.Rlimit{Cur: 40 << 20, Max: 1 << 30}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	db, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		return err
	}
	if err := fillUp(db); err != nil {
		return err
	}
	limit.Cur = limit.Max
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	if err := goesOn(db); err != nil {
		return err
	}
	fmt.Println("done")
	return db.Close()
}

// fillUp writes until there is no more room and checks what that did. Every
// Update writes to two tables, so one that is half stored shows.
func fillUp(db *bolt.DB) error {
	value := make([]byte, 1<<20)
	stored := 0
	for ; ; stored++ {
		err := db.Update(background, func(tx kv.Tx) error {
			key := fmt.Appendf(nil, "%03d", stored)
			return errors.Join(tx.Put("a", key, value), tx.Put("b", key, value))
		})
		if errors.Is(err, kv.ErrFull) {
			break
		}
		if err != nil {
			return fmt.Errorf("update %d: want ErrFull at some time: %w", stored, err)
		}
		if stored > 100 {
			return errors.New("the disk does not get full")
		}
	}
	if stored == 0 {
		return errors.New("nothing could be stored at all")
	}
	// The next one fails likewise.
	err := db.Update(background, func(tx kv.Tx) error { return tx.Put("a", []byte("x"), make([]byte, 8<<20)) })
	if !errors.Is(err, kv.ErrFull) {
		return fmt.Errorf("the second large update: want ErrFull: %w", err)
	}
	return db.View(background, func(tx kv.Tx) error {
		for _, table := range []string{"a", "b"} {
			ps, err := tx.Scan(table, nil, nil, 1000)
			if err != nil {
				return err
			}
			if len(ps) != stored {
				return fmt.Errorf("table %s has %d pairs, want %d", table, len(ps), stored)
			}
		}
		return nil
	})
}

// goesOn checks that the database is whole and can be used now that there is
// room again.
func goesOn(db *bolt.DB) error {
	if err := db.Check(background); err != nil {
		return err
	}
	for i := range 20 {
		err := db.Update(background, func(tx kv.Tx) error {
			return tx.Put("after", fmt.Appendf(nil, "%d", i), make([]byte, 1<<20))
		})
		if err != nil {
			return fmt.Errorf("update %d with room again: %w", i, err)
		}
	}
	return db.Check(background)
}

func TestFileSizeLimit(t *testing.T) {
	path := dbPath(t)
	if s := child(t, "limit", path).line(t); s != "done" {
		t.Fatalf("the child says %q", s)
	}
	db, err := bolt.OpenReadOnly(path)
	must(t, err)
	must(t, db.Check(t.Context()))
	if n := len(dump(t, db, "after")); n != 20 {
		t.Errorf("%d pairs after the disk was full, want 20", n)
	}
	must(t, db.Close())
}

// disk mounts a small file system.
func disk(t *testing.T, size string) string {
	t.Helper()
	folder := t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("cannot mount a small disk: %v", err)
	}
	t.Cleanup(func() { must(t, syscall.Unmount(folder, 0)) })
	return folder
}

func TestFullDisk(t *testing.T) {
	folder := disk(t, "12m")
	path := filepath.Join(folder, "db")
	ballast := filepath.Join(folder, "ballast")
	must(t, os.WriteFile(ballast, make([]byte, 4<<20), 0o600))
	db, err := bolt.Open(path, bolt.Options{})
	must(t, err)
	defer func() { must(t, db.Close()) }()
	must(t, fillUp(db))
	must(t, db.Check(t.Context()))
	must(t, os.Remove(ballast))
	put(t, db, "after", "k", strings.Repeat("x", 1<<20))
	must(t, db.Check(t.Context()))
}

func TestNoRoomForANewFile(t *testing.T) {
	folder := disk(t, "64k")
	path := filepath.Join(folder, "db")
	ballast := filepath.Join(folder, "ballast")
	must(t, os.WriteFile(ballast, make([]byte, 56<<10), 0o600))
	if _, err := bolt.Open(path, bolt.Options{}); !errors.Is(err, kv.ErrFull) {
		t.Fatalf("Open: %v, want ErrFull", err)
	}
	must(t, os.Remove(ballast))
	// The fragment must not be taken for a damaged database.
	db, err := bolt.Open(path, bolt.Options{})
	must(t, err)
	put(t, db, "t", "k", "v")
	must(t, db.Close())
}

func TestReadOnlyDisk(t *testing.T) {
	folder := disk(t, "1m")
	path := filepath.Join(folder, "db")
	db, err := bolt.Open(path, bolt.Options{})
	must(t, err)
	put(t, db, "t", "k", "v")
	must(t, db.Close())
	must(t, syscall.Mount("tmpfs", folder, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""))
	if _, err := bolt.Open(path, bolt.Options{}); !errors.Is(err, kv.ErrReadOnly) {
		t.Errorf("Open: %v, want ErrReadOnly", err)
	}
	ro, err := bolt.OpenReadOnly(path)
	must(t, err)
	if v := get(t, ro, "t", "k"); v != "v" {
		t.Errorf("found %q, want v", v)
	}
	must(t, ro.Close())
}
