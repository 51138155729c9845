package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"appealbot/bot"
	"appealbot/store"
	"appealbot/store/bolt"
	"appealbot/store/mem"
)

func TestBackupIsAWholeStore(t *testing.T) {
	o := options(t)
	s, err := store.Open(t.Context(), openBolt(t, filepath.Join(t.TempDir(), "store.db")), o)
	must(t, err)
	put(t, s, bot.Case{ID: "k1", Number: "2026-1"}, bot.Event{At: noon, What: "opened"})
	checkpoint, err := s.Checkpoint(t.Context())
	must(t, err)
	var b bytes.Buffer
	n, err := s.Backup(t.Context(), &b)
	if err != nil || n != int64(b.Len()) || n == 0 {
		t.Fatalf("Backup = %d, %v; wrote %d", n, err, b.Len())
	}
	put(t, s, bot.Event{At: noon, What: "after the backup"})

	path := filepath.Join(t.TempDir(), "copy.db")
	must(t, os.WriteFile(path, b.Bytes(), 0o600))
	ro, err := bolt.OpenReadOnly(path)
	must(t, err)
	defer func() { must(t, ro.Close()) }()
	i, err := store.Inspect(t.Context(), ro)
	if err != nil || i != s.Info() {
		t.Errorf("the copy is %+v, %v; want %+v", i, err, s.Info())
	}
	r, err := store.VerifyLog(t.Context(), ro, o.Signer.Verifier())
	if err != nil || r.Events != 2 || r.Checkpoint != checkpoint {
		t.Errorf("its log: %+v, %v", r, err)
	}
	restored, err := store.Open(t.Context(), ro, o)
	must(t, err)
	if c := view(t, restored, func(tx bot.Tx) (bot.Case, error) { return tx.CaseByNumber("2026-1") }); c.ID != "k1" {
		t.Errorf("its case is %+v", c)
	}
	must(t, s.CheckExtends(t.Context(), checkpoint))
}

func TestBackupOfMemoryIsRefused(t *testing.T) {
	var b bytes.Buffer
	if _, err := openStore(t, mem.New()).Backup(t.Context(), &b); !errors.Is(err, store.ErrNoCopies) || b.Len() > 0 {
		t.Errorf("got %v and %d bytes, want ErrNoCopies", err, b.Len())
	}
}
