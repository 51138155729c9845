package files

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"appealbot/bot"
)

var (
	keyOne = bytes.Repeat([]byte{1}, KeySize)
	keyTwo = bytes.Repeat([]byte{2}, KeySize)
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func openFiles(t testing.TB, dir string, key []byte) *Files {
	t.Helper()
	f, err := Open(dir, key)
	must(t, err)
	return f
}

// some returns n bytes, the same for the same seed.
func some(n int, seed uint64) []byte {
	b := make([]byte, n)
	r := rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8)})
	_, _ = r.Read(b)
	return b
}

func digestOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func keep(t testing.TB, f *Files, b []byte) string {
	t.Helper()
	d, n, err := f.Put(bytes.NewReader(b))
	must(t, err)
	if d != digestOf(b) || n != int64(len(b)) {
		t.Fatalf("Put: %s, %d bytes; want %s, %d", d, n, digestOf(b), len(b))
	}
	return d
}

func readAll(f *Files, digest string) ([]byte, error) {
	b, err := f.Open(digest)
	if err != nil {
		return nil, err
	}
	got, err := io.ReadAll(io.NewSectionReader(b, 0, b.Size()))
	return got, errors.Join(err, b.Close())
}

func wantFile(t testing.TB, f *Files, want []byte) {
	t.Helper()
	got, err := readAll(f, digestOf(want))
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%d bytes came back as %d other ones, %v", len(want), len(got), err)
	}
}

// sizes are those at which something changes.
var sizes = []int{0, 1, 15, 16, 17, chunkSize - 1, chunkSize, chunkSize + 1, 2*chunkSize - 1, 2 * chunkSize, 2*chunkSize + 1, 5*chunkSize + 777}

func TestWhatIsPutComesBack(t *testing.T) {
	dir := t.TempDir()
	f := openFiles(t, dir, keyOne)
	for i, n := range sizes {
		want := some(n, uint64(i))
		keep(t, f, want)
		wantFile(t, f, want)
		wantFile(t, openFiles(t, dir, keyOne), want)
	}
}

func TestReadingAnywhere(t *testing.T) {
	f := openFiles(t, t.TempDir(), keyOne)
	want := some(3*chunkSize+100, 1)
	b, err := f.Open(keep(t, f, want))
	must(t, err)
	defer func() { must(t, b.Close()) }()
	if b.Size() != int64(len(want)) {
		t.Fatalf("Size is %d", b.Size())
	}
	ref := bytes.NewReader(want)
	for _, off := range []int64{0, 1, chunkSize - 1, chunkSize, chunkSize + 1, 3 * chunkSize, 3*chunkSize + 99, 3*chunkSize + 100, 1 << 40} {
		for _, n := range []int{0, 1, 100, chunkSize, chunkSize + 1, 4 * chunkSize} {
			got, exp := make([]byte, n), make([]byte, n)
			gotN, gotErr := b.ReadAt(got, off)
			expN, expErr := ref.ReadAt(exp, off)
			if n == 0 {
				expErr = nil // nothing was asked for
			}
			if gotN != expN || !errors.Is(gotErr, expErr) || !bytes.Equal(got, exp) {
				t.Errorf("%d bytes at %d: %d, %v; want %d, %v", n, off, gotN, gotErr, expN, expErr)
			}
		}
	}
	if _, err := b.ReadAt(make([]byte, 1), -1); err == nil || errors.Is(err, io.EOF) {
		t.Errorf("before the beginning: %v", err)
	}
}

func TestTheSameBytesAreKeptOnce(t *testing.T) {
	dir := t.TempDir()
	f := openFiles(t, dir, keyOne)
	b := some(100_000, 1)
	for range 3 {
		keep(t, f, b)
	}
	if n := count(t, dir); n != 1 {
		t.Errorf("there are %d files", n)
	}
	wantFile(t, f, b)
}

// count is how many files there are below a folder.
func count(t testing.TB, dir string) (n int) {
	t.Helper()
	must(t, filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			n++
		}
		return err
	}))
	return n
}

func TestNothingStandsInTheClear(t *testing.T) {
	dir := t.TempDir()
	f := openFiles(t, dir, keyOne)
	plain := bytes.Repeat([]byte("the victim's name "), 10_000)
	sealed, err := os.ReadFile(place(dir, keep(t, f, plain)))
	must(t, err)
	if bytes.Contains(sealed, []byte("victim")) {
		t.Error("the file holds what was put there")
	}
	keep(t, f, plain)
	again, err := os.ReadFile(place(dir, digestOf(plain)))
	must(t, err)
	if bytes.Equal(sealed, again) {
		t.Error("the same bytes look the same when they are sealed again")
	}
	must(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		must(t, err)
		i, err := d.Info()
		must(t, err)
		if path != dir && i.Mode().Perm()&0o077 != 0 {
			t.Errorf("others can read %s (%v)", path, i.Mode())
		}
		return nil
	}))
}

func TestWhatWasNeverPutIsNotFound(t *testing.T) {
	dir := t.TempDir()
	f := openFiles(t, filepath.Join(dir, "media"), keyOne)
	must(t, os.WriteFile(filepath.Join(dir, "secret"), []byte("x"), 0o600))
	for _, d := range []string{"", "x", "../secret", "../../secret", strings.Repeat("0", 64), strings.Repeat("A", 64), strings.Repeat("0", 63) + "/"} {
		if _, err := f.Open(d); !errors.Is(err, bot.ErrNotFound) {
			t.Errorf("%q: %v, want ErrNotFound", d, err)
		}
	}
}

func TestAnotherKeyOpensNothing(t *testing.T) {
	dir := t.TempDir()
	b := some(10, 1)
	d := keep(t, openFiles(t, dir, keyOne), b)
	if _, err := openFiles(t, dir, keyTwo).Open(d); !errors.Is(err, ErrKey) || errors.Is(err, ErrDamaged) {
		t.Errorf("%v, want ErrKey", err)
	}
	// Nor does a header that says that it is the other key's.
	path := place(dir, d)
	raw, err := os.ReadFile(path)
	must(t, err)
	name := keyName(keyTwo)
	copy(raw[len(magic):], name[:])
	must(t, os.WriteFile(path, raw, 0o600))
	if _, err := openFiles(t, dir, keyTwo).Open(d); !errors.Is(err, ErrDamaged) {
		t.Errorf("%v, want ErrDamaged", err)
	}
	for _, n := range []int{0, 16, 33} {
		if _, err := Open(t.TempDir(), make([]byte, n)); err == nil {
			t.Errorf("a key of %d bytes was taken", n)
		}
	}
}

// torn gives some bytes and then an error.
type torn struct {
	io.Reader
	err error
}

func (r torn) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if errors.Is(err, io.EOF) {
		err = r.err
	}
	return n, err
}

func TestWhatWasNotReadToTheEndIsNotKept(t *testing.T) {
	dir := t.TempDir()
	f := openFiles(t, dir, keyOne)
	boom := errors.New("connection lost")
	for _, n := range sizes {
		if _, _, err := f.Put(torn{bytes.NewReader(some(n, 1)), boom}); !errors.Is(err, boom) {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
	if n := count(t, dir); n != 0 {
		t.Errorf("%d files are left", n)
	}
}

func TestPutThatFailsLeavesNothing(t *testing.T) {
	for _, at := range []string{"sync", "folder", "rename", "sync folder"} {
		dir := t.TempDir()
		f := openFiles(t, dir, keyOne)
		f.step = func(s string) error {
			if s == at {
				return syscall.ENOSPC
			}
			return nil
		}
		b := some(chunkSize+1, 1)
		if _, _, err := f.Put(bytes.NewReader(b)); !errors.Is(err, bot.ErrFull) {
			t.Errorf("%s: %v, want ErrFull", at, err)
		}
		want := 0
		if at == "sync folder" {
			want = 1 // it is there, but that may not survive a power failure
		}
		if n := count(t, dir); n != want {
			t.Errorf("%s: %d files are left, want %d", at, n, want)
		}
		f.step = func(string) error { return nil }
		keep(t, f, b)
		wantFile(t, f, b)
	}
}

// TestCrashAtEachStepOfPut ends Put as a killed process does: nothing that comes
// after the step happens, and the next process finds what there is.
func TestCrashAtEachStepOfPut(t *testing.T) {
	for _, at := range []string{"sync", "folder", "rename", "sync folder"} {
		dir := t.TempDir()
		f := openFiles(t, dir, keyOne)
		old := some(500, 9)
		keep(t, f, old)
		b := some(chunkSize+1, 1)
		left := filepath.Join(t.TempDir(), "left")
		f.step = func(s string) error {
			if s == at {
				must(t, os.CopyFS(left, os.DirFS(dir))) // what a crash now would leave
			}
			return nil
		}
		keep(t, f, b)
		after := openFiles(t, left, keyOne)
		wantFile(t, after, old)
		got, err := readAll(after, digestOf(b))
		if at == "sync folder" {
			if err != nil || !bytes.Equal(got, b) {
				t.Errorf("%s: %v", at, err)
			}
		} else if !errors.Is(err, bot.ErrNotFound) {
			t.Errorf("%s: %v, want ErrNotFound", at, err)
		}
		es, err := os.ReadDir(after.Temp())
		must(t, err)
		if len(es) != 0 {
			t.Errorf("%s: %d files are left that nobody finishes", at, len(es))
		}
		keep(t, after, b)
		wantFile(t, after, b)
	}
}

func TestADamagedFileIsMendedByPuttingItAgain(t *testing.T) {
	dir := t.TempDir()
	f := openFiles(t, dir, keyOne)
	b := some(1000, 1)
	path := place(dir, keep(t, f, b))
	must(t, os.Truncate(path, 500))
	if _, err := f.Open(digestOf(b)); !errors.Is(err, ErrDamaged) {
		t.Fatal(err)
	}
	keep(t, f, b)
	wantFile(t, f, b)
}

func TestManyAtOnce(t *testing.T) {
	f := openFiles(t, t.TempDir(), keyOne)
	shared := some(2*chunkSize+3, 99)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			own := some(chunkSize+i, uint64(i))
			for range 3 {
				keep(t, f, shared)
				keep(t, f, own)
				wantFile(t, f, shared)
				wantFile(t, f, own)
			}
			b, err := f.Open(digestOf(shared))
			if err != nil {
				t.Error(err)
				return
			}
			var readers sync.WaitGroup
			for j := range 4 {
				readers.Go(func() {
					p := make([]byte, 1000)
					off := j * chunkSize / 2
					if n, err := b.ReadAt(p, int64(off)); err != nil || !bytes.Equal(p, shared[off:off+n]) {
						t.Errorf("at %d: %v", off, err)
					}
				})
			}
			readers.Wait()
			if err := b.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

func TestSweep(t *testing.T) {
	dir := t.TempDir()
	f := openFiles(t, dir, keyOne)
	named, loose, fresh := keep(t, f, some(1, 1)), keep(t, f, some(2, 2)), keep(t, f, some(3, 3))
	again := keep(t, f, some(4, 4))
	noon := time.Now()
	old := noon.Add(-48 * time.Hour)
	for _, d := range []string{named, loose, again} {
		must(t, os.Chtimes(place(dir, d), old, old))
	}
	keep(t, f, some(4, 4)) // somebody is about to name it
	stray := filepath.Join(dir, loose[:2], "notes.txt")
	must(t, os.WriteFile(stray, nil, 0o600))
	must(t, os.Chtimes(stray, old, old))

	boom := errors.New("the store is closed")
	if n, err := f.Sweep(t.Context(), noon.Add(-24*time.Hour), func(string) (bool, error) { return false, boom }); n != 0 || !errors.Is(err, boom) {
		t.Errorf("%d, %v", n, err)
	}
	over, stop := context.WithCancel(t.Context())
	stop()
	if n, err := f.Sweep(over, noon, func(string) (bool, error) { return false, nil }); n != 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("%d, %v", n, err)
	}
	n, err := f.Sweep(t.Context(), noon.Add(-24*time.Hour), func(d string) (bool, error) { return d == named, nil })
	if n != 1 || err != nil {
		t.Errorf("%d, %v; want one", n, err)
	}
	for d, want := range map[string]error{named: nil, loose: bot.ErrNotFound, fresh: nil, again: nil} {
		if _, err := readAll(f, d); !errors.Is(err, want) {
			t.Errorf("%.4s: %v, want %v", d, err, want)
		}
	}
	if _, err := os.Stat(stray); err != nil {
		t.Errorf("it threw away what is not its own: %v", err)
	}
}

func TestStartingThrowsAwayWhatWasNotFinished(t *testing.T) {
	dir := t.TempDir()
	f := openFiles(t, dir, keyOne)
	b := some(10, 1)
	keep(t, f, b)
	must(t, os.WriteFile(filepath.Join(f.Temp(), "plain.mp4"), b, 0o600))
	must(t, os.MkdirAll(filepath.Join(f.Temp(), "job", "x"), 0o700))
	f = openFiles(t, dir, keyOne)
	if es, err := os.ReadDir(f.Temp()); err != nil || len(es) != 0 {
		t.Errorf("left: %v, %v", es, err)
	}
	wantFile(t, f, b)
}
