package kvtest

import (
	"errors"
	"runtime"
	"testing"

	"appealbot/store/kv"
)

// before and spoil are a state and changes to it that have to be undone.
func before(t *testing.T, db kv.DB) {
	t.Helper()
	update(t, db, func(tx kv.Tx) {
		put(t, tx, "t", "kept", "1")
		put(t, tx, "t", "changed", "1")
	})
}

func spoil(t *testing.T, tx kv.Tx) {
	t.Helper()
	put(t, tx, "t", "changed", "2")
	put(t, tx, "t", "added", "2")
	del(t, tx, "t", "kept")
	put(t, tx, "new_table", "k", "2")
}

func wantBefore(t *testing.T, db kv.DB) {
	t.Helper()
	view(t, db, func(tx kv.Tx) {
		wantTable(t, tx, "t", "changed=1", "kept=1")
		wantTable(t, tx, "new_table")
	})
	wantUsable(t, db)
}

func errorUndoes(t *testing.T, db kv.DB) {
	before(t, db)
	no := errors.New("no")
	err := db.Update(t.Context(), func(tx kv.Tx) error { spoil(t, tx); return no })
	if !errors.Is(err, no) {
		t.Errorf("Update: %v, want the function's own error", err)
	}
	if err := db.View(t.Context(), func(kv.Tx) error { return no }); !errors.Is(err, no) {
		t.Errorf("View: %v, want the function's own error", err)
	}
	wantBefore(t, db)
}

func panicUndoes(t *testing.T, db kv.DB) {
	before(t, db)
	type oops struct{ n int }
	value := &oops{1}
	got := panicOf(func() {
		_ = db.Update(t.Context(), func(tx kv.Tx) error { spoil(t, tx); panic(value) })
	})
	if got != any(value) {
		t.Errorf("Update panicked with %v, want the function's own value", got)
	}
	got = panicOf(func() { _ = db.View(t.Context(), func(kv.Tx) error { panic(value) }) })
	if got != any(value) {
		t.Errorf("View panicked with %v, want the function's own value", got)
	}
	wantBefore(t, db)
}

// goexitUndoes is about t.FailNow in a function, and about libraries that do
// the like.
func goexitUndoes(t *testing.T, db kv.DB) {
	before(t, db)
	if ended(func() {
		_ = db.Update(t.Context(), func(tx kv.Tx) error { spoil(t, tx); runtime.Goexit(); return nil })
	}) {
		t.Error("Update returned although its function ended the goroutine")
	}
	if ended(func() {
		_ = db.View(t.Context(), func(kv.Tx) error { runtime.Goexit(); return nil })
	}) {
		t.Error("View returned although its function ended the goroutine")
	}
	wantBefore(t, db)
}

func viewCannotWrite(t *testing.T, db kv.DB) {
	before(t, db)
	view(t, db, func(tx kv.Tx) {
		if err := tx.Put("t", []byte("added"), nil); !errors.Is(err, kv.ErrReadOnly) {
			t.Errorf("Put: %v, want ErrReadOnly", err)
		}
		if err := tx.Delete("t", []byte("kept")); !errors.Is(err, kv.ErrReadOnly) {
			t.Errorf("Delete: %v, want ErrReadOnly", err)
		}
		wantTable(t, tx, "t", "changed=1", "kept=1")
	})
	wantBefore(t, db)
}

func txIsOver(t *testing.T, db kv.DB) {
	before(t, db)
	var kept []kv.Tx
	keep := func(tx kv.Tx) { kept = append(kept, tx) }
	view(t, db, keep)
	update(t, db, keep)
	_ = db.Update(t.Context(), func(tx kv.Tx) error { keep(tx); return errors.New("no") })
	for i, tx := range kept {
		_, get := tx.Get("t", []byte("kept"))
		_, scan := tx.Scan("t", nil, nil, 1)
		_, back := tx.ScanBack("t", nil, nil, 1)
		for what, err := range map[string]error{
			"Get": get, "Scan": scan, "ScanBack": back,
			"Put":    tx.Put("t", []byte("added"), nil),
			"Delete": tx.Delete("t", []byte("kept")),
		} {
			if !errors.Is(err, kv.ErrClosed) {
				t.Errorf("%s after transaction %d was over: %v, want ErrClosed", what, i, err)
			}
		}
	}
	wantBefore(t, db)
}
