// Package kvtest holds the tests that every kv.DB must pass, which makes them
// the exact meaning of the comments in package kv. A driver's own tests call
// [Run], and [RunPersistent] if what it stores outlives the process.
package kvtest

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"testing"

	"appealbot/store/kv"
)

// Run tests a driver. It calls open once for each test; open returns an empty
// database, which the test or open's own cleanup closes.
func Run(t *testing.T, open func(t *testing.T) kv.DB) {
	for _, c := range []struct {
		name string
		test func(*testing.T, kv.DB)
	}{
		{"an empty database has nothing", emptyDatabase},
		{"a transaction reads its own writes", ownWrites},
		{"an empty value is not absence", emptyValue},
		{"tables do not mix", tablesDoNotMix},
		{"there can be many tables", manyTables},
		{"limits are kept", limits},
		{"large values come back whole", largeValues},
		{"slices belong to the caller", callerOwnsSlices},

		{"keys sort as bytes", byteOrder},
		{"a scan keeps to its range", scanRange},
		{"pages forwards and backwards miss nothing", paging},
		{"a scan merges own writes and deletes", scanOwnWrites},
		{"a table can grow and shrink anywhere", scattered},

		{"an error undoes everything", errorUndoes},
		{"a panic undoes everything and reaches the caller", panicUndoes},
		{"a goroutine that ends undoes everything", goexitUndoes},
		{"a view cannot write", viewCannotWrite},
		{"a transaction cannot be used when it is over", txIsOver},

		{"a view sees one moment", viewSeesOneMoment},
		{"uncommitted changes are invisible", uncommittedIsInvisible},
		{"readers see whole transactions only", wholeTransactions},
		{"no update is lost or repeated", counter},
		{"each of many writers has its own outcome", outcomes},

		{"a cancelled ctx keeps fn from running", cancelledBefore},
		{"waiting for the writer can be cancelled", cancelledWaiting},
		{"a ctx cancelled inside fn leaves a clear outcome", cancelledInside},
		{"nothing runs after close", closed},
		{"close waits for running transactions", closeWaits},

		{"random transactions agree with a map", model},
		{"concurrent random transactions agree with a map", modelConcurrent},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}

// A step is a piece of a transaction that fails the test instead of returning
// an error.
type step func(tx kv.Tx)

func update(t *testing.T, db kv.DB, fn step) {
	t.Helper()
	if err := db.Update(t.Context(), func(tx kv.Tx) error { fn(tx); return nil }); err != nil {
		t.Fatalf("Update: %v", err)
	}
}

func view(t *testing.T, db kv.DB, fn step) {
	t.Helper()
	if err := db.View(t.Context(), func(tx kv.Tx) error { fn(tx); return nil }); err != nil {
		t.Fatalf("View: %v", err)
	}
}

func put(t *testing.T, tx kv.Tx, table, key, value string) {
	t.Helper()
	if err := tx.Put(table, []byte(key), []byte(value)); err != nil {
		t.Fatalf("Put(%s, %q): %v", table, key, err)
	}
}

func del(t *testing.T, tx kv.Tx, table, key string) {
	t.Helper()
	if err := tx.Delete(table, []byte(key)); err != nil {
		t.Fatalf("Delete(%s, %q): %v", table, key, err)
	}
}

// wantValue checks the value of a key.
func wantValue(t *testing.T, tx kv.Tx, table, key, want string) {
	t.Helper()
	v, err := tx.Get(table, []byte(key))
	if err != nil {
		t.Errorf("Get(%s, %q): %v, want %.40q", table, key, err, want)
	} else if string(v) != want {
		t.Errorf("Get(%s, %q) = %.40q of %d bytes, want %.40q of %d", table, key, v, len(v), want, len(want))
	}
}

// wantAbsent checks that there is no such key.
func wantAbsent(t *testing.T, tx kv.Tx, table, key string) {
	t.Helper()
	if v, err := tx.Get(table, []byte(key)); !errors.Is(err, kv.ErrNotFound) {
		t.Errorf("Get(%s, %q) = %.40q, %v; want ErrNotFound", table, key, v, err)
	}
}

// wantPairs checks the result of a scan against pairs written as "key=value".
func wantPairs(t *testing.T, what string, got []kv.Pair, err error, want ...string) {
	t.Helper()
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	var have []string
	for _, p := range got {
		have = append(have, string(p.Key)+"="+string(p.Value))
	}
	if !slices.Equal(have, want) {
		t.Errorf("%s:\n got %.60q\nwant %.60q", what, have, want)
	}
}

// wantTable checks everything in a table, in both directions.
func wantTable(t *testing.T, tx kv.Tx, table string, want ...string) {
	t.Helper()
	got, err := tx.Scan(table, nil, nil, 1000)
	wantPairs(t, "Scan of "+table, got, err, want...)
	got, err = tx.ScanBack(table, nil, nil, 1000)
	slices.Reverse(want)
	wantPairs(t, "ScanBack of "+table, got, err, want...)
	slices.Reverse(want)
}

// wantUsable checks that the database still stores and finds things.
func wantUsable(t *testing.T, db kv.DB) {
	t.Helper()
	update(t, db, func(tx kv.Tx) { put(t, tx, "usable", "k", "v") })
	view(t, db, func(tx kv.Tx) { wantValue(t, tx, "usable", "k", "v") })
}

// panicOf returns the value with which fn panicked, or nil.
func panicOf(fn func()) (value any) {
	defer func() { value = recover() }()
	fn()
	return nil
}

// ended runs fn in a goroutine, waits for it and reports whether fn returned.
// It did not if it ended its goroutine.
func ended(fn func()) (returned bool) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		fn()
		returned = true
	}()
	<-done
	return returned
}

// refused waits until db refuses new transactions, which is when Close has
// begun.
func refused(ctx context.Context, db kv.DB) error {
	for {
		err := db.View(ctx, func(kv.Tx) error { return nil })
		if errors.Is(err, kv.ErrClosed) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("view while the database closes: %w", err)
		}
		runtime.Gosched()
	}
}
