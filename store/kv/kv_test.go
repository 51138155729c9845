package kv_test

import (
	"bytes"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"appealbot/store/kv"
)

func TestCheckKeepsTheLimits(t *testing.T) {
	long := func(n int) []byte { return bytes.Repeat([]byte("x"), n) }
	for name, c := range map[string]struct {
		table      string
		key, value []byte
		ok         bool
	}{
		"ordinary":               {"post_due", []byte{0, 0xff}, []byte("v"), true},
		"all characters":         {"azAZ09_-./", []byte("k"), nil, true},
		"longest of everything":  {strings.Repeat("t", kv.MaxTable), long(kv.MaxKey), long(kv.MaxValue), true},
		"no table":               {"", []byte("k"), nil, false},
		"table too long":         {strings.Repeat("t", kv.MaxTable+1), []byte("k"), nil, false},
		"table with a space":     {"a b", []byte("k"), nil, false},
		"table with a NUL":       {"a\x00", []byte("k"), nil, false},
		"table beyond ASCII":     {"ä", []byte("k"), nil, false},
		"no key":                 {"t", nil, nil, false},
		"empty key":              {"t", []byte{}, nil, false},
		"key too long by a byte": {"t", long(kv.MaxKey + 1), nil, false},
		"value too long":         {"t", []byte("k"), long(kv.MaxValue + 1), false},
	} {
		t.Run(name, func(t *testing.T) {
			err := kv.Check(c.table, c.key, c.value)
			if c.ok && err != nil {
				t.Errorf("got %v, want no error", err)
			}
			if !c.ok && !errors.Is(err, kv.ErrInvalid) {
				t.Errorf("got %v, want ErrInvalid", err)
			}
		})
	}
}

func TestAfterIsTheVeryNextKey(t *testing.T) {
	key := append(make([]byte, 0, 9), "ab"...)
	next := kv.After(key)
	if !bytes.Equal(next, []byte("ab\x00")) {
		t.Errorf("After(ab) = %q", next)
	}
	next[0] = 'X'
	if string(key) != "ab" {
		t.Errorf("the key became %q when the result was changed", key)
	}
}

func TestGateClosesWhenEverybodyHasLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g kv.Gate
		for range 2 {
			if err := g.Enter(); err != nil {
				t.Fatal(err)
			}
		}
		var closed atomic.Int32
		var first atomic.Int32
		for range 2 {
			go func() {
				if g.Close() {
					first.Add(1)
				}
				closed.Add(1)
			}()
		}
		synctest.Wait()
		if err := g.Enter(); !errors.Is(err, kv.ErrClosed) {
			t.Errorf("Enter while closing: %v, want ErrClosed", err)
		}
		g.Leave()
		synctest.Wait()
		if n := closed.Load(); n != 0 {
			t.Errorf("%d of the Close calls returned while one transaction ran", n)
		}
		g.Leave()
		synctest.Wait()
		if closed.Load() != 2 || first.Load() != 1 {
			t.Errorf("%d Close calls returned, %d as the first; want 2 and 1", closed.Load(), first.Load())
		}
	})
}
