package kvtest

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"appealbot/store/kv"
)

func cancelledBefore(t *testing.T, db kv.DB) {
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	late, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	for _, c := range []struct {
		ctx  context.Context
		want error
	}{{cancelled, context.Canceled}, {late, context.DeadlineExceeded}} {
		run := func(kv.Tx) error { t.Errorf("fn ran with a ctx that is done: %v", c.want); return nil }
		if err := db.Update(c.ctx, run); !errors.Is(err, c.want) {
			t.Errorf("Update: %v, want %v", err, c.want)
		}
		if err := db.View(c.ctx, run); !errors.Is(err, c.want) {
			t.Errorf("View: %v, want %v", err, c.want)
		}
	}
	wantUsable(t, db)
}

func cancelledWaiting(t *testing.T, db kv.DB) {
	update(t, db, func(first kv.Tx) {
		put(t, first, "t", "first", "1")
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() {
			done <- db.Update(ctx, func(kv.Tx) error {
				t.Error("the second function ran although its ctx was cancelled")
				return nil
			})
		}()
		cancel()
		// The first is still inside, so the second cannot have waited for it.
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("the second Update: %v, want Canceled", err)
		}
	})
	view(t, db, func(tx kv.Tx) { wantTable(t, tx, "t", "first=1") })
	wantUsable(t, db)
}

func cancelledInside(t *testing.T, db kv.DB) {
	ctx, cancel := context.WithCancel(t.Context())
	err := db.Update(ctx, func(tx kv.Tx) error {
		cancel()
		return tx.Put("t", []byte("k"), []byte("v"))
	})
	view(t, db, func(tx kv.Tx) {
		if err == nil {
			wantTable(t, tx, "t", "k=v")
		} else {
			wantTable(t, tx, "t")
		}
	})
	wantUsable(t, db)
}

func closed(t *testing.T, db kv.DB) {
	wantUsable(t, db)
	for range 2 {
		if err := db.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
		run := func(kv.Tx) error { t.Error("fn ran after Close"); return nil }
		if err := db.View(t.Context(), run); !errors.Is(err, kv.ErrClosed) {
			t.Errorf("View: %v, want ErrClosed", err)
		}
		if err := db.Update(t.Context(), run); !errors.Is(err, kv.ErrClosed) {
			t.Errorf("Update: %v, want ErrClosed", err)
		}
	}
}

func closeWaits(t *testing.T, db kv.DB) {
	wantUsable(t, db)
	var running atomic.Int32
	started := make(chan struct{})
	inside := func(tx kv.Tx) error {
		running.Add(1)
		defer running.Add(-1)
		started <- struct{}{}
		if err := refused(t.Context(), db); err != nil {
			t.Error(err)
		}
		wantValue(t, tx, "usable", "k", "v")
		return nil
	}
	outcome := make(chan error)
	go func() { outcome <- db.View(t.Context(), inside) }()
	go func() { outcome <- db.Update(t.Context(), inside) }()
	<-started
	<-started
	closing := make(chan error)
	go func() {
		err := db.Close()
		if n := running.Load(); n != 0 {
			t.Errorf("Close returned while %d transactions were running", n)
		}
		closing <- err
	}()
	for range 2 {
		if err := <-outcome; err != nil {
			t.Errorf("a transaction that ran when Close was called: %v", err)
		}
	}
	if err := <-closing; err != nil {
		t.Errorf("Close: %v", err)
	}
}
