package kvtest

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"appealbot/store/kv"
)

func emptyDatabase(t *testing.T, db kv.DB) {
	check := func(tx kv.Tx) {
		wantAbsent(t, tx, "none", "k")
		wantTable(t, tx, "none")
	}
	view(t, db, check)
	update(t, db, func(tx kv.Tx) {
		check(tx)
		del(t, tx, "none", "k")
		check(tx)
	})
	view(t, db, check)
}

func ownWrites(t *testing.T, db kv.DB) {
	update(t, db, func(tx kv.Tx) {
		put(t, tx, "t", "stored", "1")
		put(t, tx, "t", "doomed", "1")
	})
	update(t, db, func(tx kv.Tx) {
		put(t, tx, "t", "new", "a")
		wantValue(t, tx, "t", "new", "a")
		put(t, tx, "t", "new", "b")
		wantValue(t, tx, "t", "new", "b")

		put(t, tx, "t", "stored", "2")
		wantValue(t, tx, "t", "stored", "2")
		del(t, tx, "t", "doomed")
		wantAbsent(t, tx, "t", "doomed")

		put(t, tx, "t", "brief", "x")
		del(t, tx, "t", "brief")
		wantAbsent(t, tx, "t", "brief")
		del(t, tx, "t", "revived")
		put(t, tx, "t", "revived", "y")
		wantValue(t, tx, "t", "revived", "y")
	})
	view(t, db, func(tx kv.Tx) { wantTable(t, tx, "t", "new=b", "revived=y", "stored=2") })
}

func emptyValue(t *testing.T, db kv.DB) {
	check := func(tx kv.Tx) {
		for _, key := range []string{"empty", "nil"} {
			wantValue(t, tx, "t", key, "")
		}
		wantAbsent(t, tx, "t", "other")
		wantTable(t, tx, "t", "empty=", "nil=")
	}
	update(t, db, func(tx kv.Tx) {
		put(t, tx, "t", "empty", "")
		if err := tx.Put("t", []byte("nil"), nil); err != nil {
			t.Fatalf("Put of nil: %v", err)
		}
		check(tx)
	})
	view(t, db, check)
}

func tablesDoNotMix(t *testing.T, db kv.DB) {
	// Joined without care, these tables and keys would be the same.
	places := [][2]string{{"a", "bc"}, {"ab", "c"}, {"abc", "\x00"}, {"a", "b"}, {"a/b", "c"}, {"A", "bc"}}
	update(t, db, func(tx kv.Tx) {
		for i, p := range places {
			put(t, tx, p[0], p[1], fmt.Sprint(i))
		}
	})
	view(t, db, func(tx kv.Tx) {
		for i, p := range places {
			wantValue(t, tx, p[0], p[1], fmt.Sprint(i))
		}
		wantTable(t, tx, "a", "b=3", "bc=0")
		wantTable(t, tx, "ab", "c=1")
		wantAbsent(t, tx, "abc", "c")
	})
	update(t, db, func(tx kv.Tx) { del(t, tx, "ab", "c") })
	view(t, db, func(tx kv.Tx) {
		wantTable(t, tx, "ab")
		wantTable(t, tx, "a", "b=3", "bc=0")
		wantTable(t, tx, "a/b", "c=4")
	})
}

func manyTables(t *testing.T, db kv.DB) {
	const tables = 300
	name := func(i int) string { return fmt.Sprintf("table_%03d", i) }
	update(t, db, func(tx kv.Tx) {
		for i := range tables {
			put(t, tx, name(i), "k", fmt.Sprint(i))
		}
	})
	update(t, db, func(tx kv.Tx) {
		for i := 0; i < tables; i += 2 {
			del(t, tx, name(i), "k")
		}
	})
	view(t, db, func(tx kv.Tx) {
		for i := range tables {
			if i%2 == 0 {
				wantTable(t, tx, name(i))
			} else {
				wantTable(t, tx, name(i), fmt.Sprintf("k=%d", i))
			}
		}
	})
}

func limits(t *testing.T, db kv.DB) {
	table, key := strings.Repeat("t", kv.MaxTable), strings.Repeat("k", kv.MaxKey)
	update(t, db, func(tx kv.Tx) {
		for what, err := range map[string]error{
			"no table":        tx.Put("", []byte("k"), nil),
			"a table too far": tx.Put(table+"t", []byte("k"), nil),
			"an odd table":    tx.Put("a b", []byte("k"), nil),
			"no key":          tx.Put("t", nil, nil),
			"an empty key":    tx.Put("t", []byte{}, nil),
			"a key too far":   tx.Put("t", []byte(key+"k"), nil),
		} {
			if !errors.Is(err, kv.ErrInvalid) {
				t.Errorf("Put with %s: %v, want ErrInvalid", what, err)
			}
		}
		// What cannot be put is not there, and that is all.
		for _, p := range [][2]string{{"", "k"}, {"t", ""}, {"a b", "k"}, {"t", key + "k"}} {
			wantAbsent(t, tx, p[0], p[1])
			del(t, tx, p[0], p[1])
			wantTable(t, tx, p[0])
		}
		// The refusals have not spoiled the transaction.
		put(t, tx, table, key, "far enough")
	})
	view(t, db, func(tx kv.Tx) {
		wantTable(t, tx, table, key+"=far enough")
		wantTable(t, tx, "t")
	})
}

func largeValues(t *testing.T, db kv.DB) {
	// big has no period that a page's size divides, so that a misplaced piece
	// shows.
	big := func(seed byte, n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(i%251) ^ byte(i/65537) ^ seed
		}
		return string(b)
	}
	a, b := big(1, 5<<20), big(2, 3<<20+7)
	update(t, db, func(tx kv.Tx) {
		put(t, tx, "t", "a", a)
		put(t, tx, "t", "b", b)
		put(t, tx, "t", "c", "small")
		wantValue(t, tx, "t", "a", a)
	})
	view(t, db, func(tx kv.Tx) { wantTable(t, tx, "t", "a="+a, "b="+b, "c=small") })
	update(t, db, func(tx kv.Tx) {
		put(t, tx, "t", "a", "short now")
		put(t, tx, "t", "c", a)
		del(t, tx, "t", "b")
	})
	view(t, db, func(tx kv.Tx) { wantTable(t, tx, "t", "a=short now", "c="+a) })
}

func callerOwnsSlices(t *testing.T, db kv.DB) {
	spoil := func(bs ...[]byte) {
		for _, b := range bs {
			// The capacity belongs to the caller as well.
			b = b[:cap(b)]
			copy(b, bytes.Repeat([]byte("X"), len(b)))
		}
	}
	spoilReads := func(tx kv.Tx) {
		for range 2 {
			v, err := tx.Get("t", []byte("key"))
			if err != nil {
				t.Fatal(err)
			}
			spoil(v)
			for _, scan := range []func(string, []byte, []byte, int) ([]kv.Pair, error){tx.Scan, tx.ScanBack} {
				ps, err := scan("t", nil, nil, 9)
				if err != nil {
					t.Fatal(err)
				}
				for _, p := range ps {
					spoil(p.Key, p.Value)
				}
			}
			wantTable(t, tx, "t", "key=value", "kez=walue")
		}
	}
	update(t, db, func(tx kv.Tx) {
		for _, p := range [][2]string{{"key", "value"}, {"kez", "walue"}} {
			k, v := []byte(p[0]), []byte(p[1])
			if err := tx.Put("t", k, v); err != nil {
				t.Fatal(err)
			}
			spoil(k, v)
		}
		spoilReads(tx)
	})
	view(t, db, spoilReads)
	update(t, db, spoilReads)
	view(t, db, func(tx kv.Tx) { wantTable(t, tx, "t", "key=value", "kez=walue") })
}
