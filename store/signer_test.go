package store_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"appealbot/store"
)

func TestKeyIsMadeOnceAndFoundAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.key")
	first, err := store.LoadOrCreateKey(path)
	must(t, err)
	again, err := store.LoadOrCreateKey(path)
	must(t, err)
	public, err := store.LoadVerifier(path + ".pub")
	must(t, err)
	if first.String() != again.String() || public.String() != first.String() {
		t.Errorf("three keys: %s, %s, %s", first, again, public)
	}
	for p, want := range map[string]fs.FileMode{path: 0o600, path + ".pub": 0o644} {
		info, err := os.Stat(p)
		must(t, err)
		if info.Mode() != want {
			t.Errorf("%s has mode %v, want %v", filepath.Base(p), info.Mode(), want)
		}
	}
	left, err := os.ReadDir(filepath.Dir(path))
	must(t, err)
	if len(left) != 2 {
		t.Errorf("left behind: %v", left)
	}
}

func TestKeyIsMadeOnceByManyAtATime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.key")
	var mu sync.Mutex
	keys := map[string]bool{}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			s, err := store.LoadOrCreateKey(path)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				t.Error(err)
				return
			}
			keys[s.String()] = true
		})
	}
	wg.Wait()
	if len(keys) != 1 {
		t.Errorf("%d different keys", len(keys))
	}
}

func TestKeyIsRefused(t *testing.T) {
	makeKey := func(t *testing.T) string {
		path := filepath.Join(t.TempDir(), "audit.key")
		_, err := store.LoadOrCreateKey(path)
		must(t, err)
		return path
	}
	for name, c := range map[string]struct {
		spoil func(path string) error
		says  string
	}{
		"readable by the group": {func(p string) error { return os.Chmod(p, 0o640) }, "chmod 600"},
		"readable by all":       {func(p string) error { return os.Chmod(p, 0o604) }, "chmod 600"},
		"empty":                 {func(p string) error { return os.Truncate(p, 0) }, "read audit key"},
		"something else":        {func(p string) error { return os.WriteFile(p, []byte("PRIVATE+KEY+a+00000000+AAAA"), 0o600) }, "read audit key"},
		"a folder":              {func(p string) error { return errors.Join(os.Remove(p), os.Mkdir(p, 0o700)) }, "not a file"},
		"private part is gone":  {os.Remove, "Put the key back"},
		"of another pair": {func(p string) error {
			other := filepath.Join(filepath.Dir(p), "other")
			_, err := store.LoadOrCreateKey(other)
			return errors.Join(err, os.Rename(other, p))
		}, "another key"},
	} {
		t.Run(name, func(t *testing.T) {
			path := makeKey(t)
			must(t, c.spoil(path))
			before, _ := os.ReadFile(path)
			_, err := store.LoadOrCreateKey(path)
			if err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), path) {
				t.Errorf("got %v, want an error that says %q and names the file", err, c.says)
			}
			if after, _ := os.ReadFile(path); string(after) != string(before) {
				t.Error("the file was changed")
			}
		})
	}
}

func TestPublicKeyIsWrittenAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.key")
	first, err := store.LoadOrCreateKey(path)
	must(t, err)
	must(t, os.Remove(path+".pub"))
	_, err = store.LoadOrCreateKey(path)
	must(t, err)
	public, err := store.LoadVerifier(path + ".pub")
	must(t, err)
	if public.String() != first.String() {
		t.Errorf("it became %s", public)
	}
	if _, err := store.LoadVerifier(path); err == nil {
		t.Error("the private key was taken for a public one")
	}
}

func TestKeyIsNotMadeWhereThereIsNoFolder(t *testing.T) {
	_, err := store.LoadOrCreateKey(filepath.Join(t.TempDir(), "none", "audit.key"))
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want ErrNotExist", err)
	}
}

func TestSignerNeverPrintsItsSecret(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.key")
	s, err := store.LoadOrCreateKey(path)
	must(t, err)
	b, err := os.ReadFile(path)
	must(t, err)
	secret := strings.TrimSpace(string(b))
	secret = secret[strings.LastIndex(secret, "+")+1:]
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		for _, v := range []any{s, store.Options{Signer: s}} {
			if out := fmt.Sprintf(verb, v); strings.Contains(out, secret) || strings.Contains(out, "PRIVATE") {
				t.Errorf("%s prints %s", verb, out)
			}
		}
	}
}
