package store_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"appealbot/store"
)

func TestASecretIsMadeOnceAndKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "callback.key")
	found := make([][]byte, 8)
	var wg sync.WaitGroup
	for i := range found {
		wg.Go(func() {
			var err error
			if found[i], err = store.LoadOrCreateSecret(path); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, b := range found {
		if len(b) != 32 || !bytes.Equal(b, found[0]) {
			t.Errorf("got %x, want %x", b, found[0])
		}
	}
	info, err := os.Stat(path)
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	other, err := store.LoadOrCreateSecret(filepath.Join(t.TempDir(), "callback.key"))
	if err != nil || bytes.Equal(other, found[0]) {
		t.Errorf("another secret: %v", err)
	}
}

func TestABadSecretIsRefusedAndLeftAlone(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		mode os.FileMode
		says string
	}{
		"empty":     {"", 0o600, "it is not a secret of this program"},
		"short":     {"aGVsbG8=\n", 0o600, "it is not a secret of this program"},
		"no base64": {"hunter2-hunter2 hunter2-hunter2!\n", 0o600, "it is not a secret of this program"},
		"readable":  {"MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=\n", 0o644, "others can read it"},
	} {
		path := filepath.Join(t.TempDir(), "callback.key")
		if err := os.WriteFile(path, []byte(tt.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, tt.mode); err != nil {
			t.Fatal(err)
		}
		_, err := store.LoadOrCreateSecret(path)
		if err == nil || !strings.Contains(err.Error(), tt.says) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", name, err)
		}
		if b, err := os.ReadFile(path); err != nil || string(b) != tt.text {
			t.Errorf("%s: the file is %q now, %v", name, b, err)
		}
	}
}

func TestASecretFromElsewhere(t *testing.T) {
	want := []byte("0123456789\xfb\xff\xfe3456789\xfb\xff\xfe3456789\xfb\xff")
	for _, text := range []string{
		base64.StdEncoding.EncodeToString(want) + "\n", " " + base64.RawStdEncoding.EncodeToString(want), base64.URLEncoding.EncodeToString(want),
		base64.RawURLEncoding.EncodeToString(want), hex.EncodeToString(want), strings.ToUpper(hex.EncodeToString(want)) + "\r\n",
	} {
		if got, err := store.ParseSecret(text); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%q: %x, %v", text, got, err)
		}
	}
	path := filepath.Join(t.TempDir(), "secrets.key")
	made, err := store.LoadOrCreateSecret(path)
	must(t, err)
	file, err := os.ReadFile(path)
	must(t, err)
	if got, err := store.ParseSecret(string(file)); err != nil || !bytes.Equal(got, made) {
		t.Errorf("the text of a file: %x, %v; want %x", got, err, made)
	}
	for _, text := range []string{"", "hunter2", "aGVsbG8=", strings.Repeat("hunter2-", 8), hex.EncodeToString(want[:31]), string(want)} {
		if _, err := store.ParseSecret(text); err == nil || !strings.Contains(err.Error(), "openssl rand -base64 32") || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: %v", text, err)
		}
	}
}
