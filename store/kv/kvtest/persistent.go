package kvtest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"appealbot/store/kv"
)

// RunPersistent tests a driver whose data outlives the process. It calls place
// once for each test; place prepares an empty database and returns a function
// that opens it, every time with what was stored before. The test closes what
// it opened before it opens it again.
func RunPersistent(t *testing.T, place func(t *testing.T) (reopen func(t *testing.T) kv.DB)) {
	for _, c := range []struct {
		name string
		test func(t *testing.T, reopen func(*testing.T) kv.DB)
	}{
		{"reopening finds everything", reopenFinds},
		{"reopening finds nothing that failed", reopenForgets},
		{"random transactions survive reopening", reopenModel},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, place(t)) })
	}
}

func closeDB(t *testing.T, db kv.DB) {
	t.Helper()
	if err := db.Close(); err != nil {
		t.Fatalf("Close: %v", err)
	}
}

func reopenFinds(t *testing.T, reopen func(*testing.T) kv.DB) {
	large := strings.Repeat("large ", 1<<20)
	db := reopen(t)
	update(t, db, func(tx kv.Tx) {
		put(t, tx, "t", "\x00", "first")
		put(t, tx, "t", "\xff", "last")
		put(t, tx, "t", "doomed", "x")
		put(t, tx, "empty", "k", "")
		put(t, tx, "large", "k", large)
	})
	for i := range 3 {
		update(t, db, func(tx kv.Tx) {
			del(t, tx, "t", "doomed")
			put(t, tx, "round", fmt.Sprint(i), "done")
		})
		closeDB(t, db)
		db = reopen(t)
		view(t, db, func(tx kv.Tx) {
			wantTable(t, tx, "t", "\x00=first", "\xff=last")
			wantTable(t, tx, "empty", "k=")
			wantTable(t, tx, "large", "k="+large)
			wantTable(t, tx, "round", []string{"0=done", "1=done", "2=done"}[:i+1]...)
		})
	}
	closeDB(t, db)
}

func reopenForgets(t *testing.T, reopen func(*testing.T) kv.DB) {
	db := reopen(t)
	before(t, db)
	_ = db.Update(t.Context(), func(tx kv.Tx) error { spoil(t, tx); return errors.New("no") })
	_ = panicOf(func() {
		_ = db.Update(t.Context(), func(tx kv.Tx) error { spoil(t, tx); panic("oops") })
	})
	closeDB(t, db)
	db = reopen(t)
	wantBefore(t, db)
	closeDB(t, db)
}

func reopenModel(t *testing.T, reopen func(*testing.T) kv.DB) {
	want := world{}
	r := rand.New(rand.NewPCG(7, 7))
	for round := range 5 {
		db := reopen(t)
		view(t, db, func(tx kv.Tx) {
			for table, rows := range want {
				if err := sameTable(tx, rows, table); err != nil {
					t.Errorf("round %d: %v", round, err)
				}
			}
		})
		for i := range 20 {
			if err := randomTx(t, db, r, &want, nil); err != nil {
				t.Fatalf("round %d, step %d: %v", round, i, err)
			}
		}
		closeDB(t, db)
	}
}
