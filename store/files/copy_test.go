package files

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"appealbot/bot"
)

func TestCopiesWithoutTheKey(t *testing.T) {
	from, to := t.TempDir(), filepath.Join(t.TempDir(), "backup.media")
	f := openFiles(t, from, keyOne)
	b := some(3*chunkSize, 1)
	d := keep(t, f, b)
	for i, want := range []bool{true, false} {
		copied, err := Copy(from, to, d)
		if err != nil || copied != want {
			t.Errorf("copy %d: %v, %v", i, copied, err)
		}
	}
	must(t, Look(to, d))
	must(t, Check(to, d))
	wantFile(t, openFiles(t, to, keyOne), b)

	// What is damaged there is copied anew, and found.
	must(t, os.Truncate(place(to, d), 99))
	if err := Look(to, d); !errors.Is(err, ErrDamaged) {
		t.Errorf("cut: %v", err)
	}
	if copied, err := Copy(from, to, d); err != nil || !copied {
		t.Errorf("over a damaged one: %v, %v", copied, err)
	}
	raw, err := os.ReadFile(place(from, d))
	must(t, err)
	raw[len(raw)-1] ^= 1
	must(t, os.WriteFile(place(from, d), raw, 0o600))
	must(t, Look(from, d)) // that is all that it can see
	if err := Check(from, d); !errors.Is(err, ErrDamaged) {
		t.Errorf("altered: %v", err)
	}
	third := t.TempDir()
	if _, err := Copy(from, third, d); !errors.Is(err, ErrDamaged) || count(t, third) != 0 {
		t.Errorf("copy of a damaged file: %v, %d files", err, count(t, third))
	}
	// The folder of another installation is left alone.
	other := t.TempDir()
	keep(t, openFiles(t, other, keyTwo), b)
	if _, err := Copy(to, other, d); !errors.Is(err, ErrKey) {
		t.Errorf("into another installation's folder: %v", err)
	}
	wantFile(t, openFiles(t, other, keyTwo), b)
	if _, err := Copy(other, to, digestOf(nil)); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("what is not there: %v", err)
	}
}
