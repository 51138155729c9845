package kvtest

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"appealbot/store/kv"
)

func byteOrder(t *testing.T, db kv.DB) {
	// Collations of languages order these differently.
	keys := []string{
		"\x00", "\x00\x00", "\x01", "-", "A", "B", "Z", "_", "a", "a\x00", "a\x00b", "a-b", "aB", "aa", "ab",
		"b", "b|", "b}", "\x7f", "\x80", "\xc3\xa4", "\xff", "\xff\x00", "\xff\xff",
	}
	if !slices.IsSorted(keys) {
		t.Fatal("the test's own keys are out of order")
	}
	r := rand.New(rand.NewPCG(1, 1))
	update(t, db, func(tx kv.Tx) {
		for _, i := range r.Perm(len(keys)) {
			put(t, tx, "t", keys[i], "v")
		}
	})
	var want []string
	for _, k := range keys {
		want = append(want, k+"=v")
	}
	view(t, db, func(tx kv.Tx) { wantTable(t, tx, "t", want...) })
}

func scanRange(t *testing.T, db kv.DB) {
	update(t, db, func(tx kv.Tx) {
		for _, k := range []string{"a", "b", "ba", "c", "d"} {
			put(t, tx, "t", k, "v")
		}
		put(t, tx, "s", "z", "neighbour")
		put(t, tx, "u", "a", "neighbour")
	})
	all := []string{"a=v", "b=v", "ba=v", "c=v", "d=v"}
	check := func(tx kv.Tx) {
		for _, c := range []struct {
			what     string
			from, to []byte
			want     []string
		}{
			{"everything", nil, nil, all},
			{"everything, with empty bounds", []byte{}, []byte{}, all},
			{"from a key on", []byte("b"), nil, all[1:]},
			{"from between keys on", []byte("b\x00"), nil, all[2:]},
			{"up to a key", nil, []byte("c"), all[:3]},
			{"up to between keys", nil, []byte("c\x00"), all[:4]},
			{"up to beyond the last", nil, []byte("zz"), all},
			{"from the last", []byte("d"), nil, all[4:]},
			{"inside", []byte("b"), []byte("c"), all[1:3]},
			{"one key", []byte("b"), []byte("b\x00"), all[1:2]},
			{"between neighbours", []byte("bb"), []byte("c"), nil},
			{"an empty range", []byte("b"), []byte("b"), nil},
			{"a reversed range", []byte("c"), []byte("b"), nil},
			{"from beyond the last", []byte("e"), nil, nil},
			{"up to the first", nil, []byte("a"), nil},
		} {
			for _, n := range []int{-1, 0, 1, 2, len(all), 1 << 30} {
				want := c.want[:min(max(n, 0), len(c.want))]
				got, err := tx.Scan("t", c.from, c.to, n)
				wantPairs(t, fmt.Sprintf("Scan %s, n=%d", c.what, n), got, err, want...)

				back := slices.Clone(c.want)
				slices.Reverse(back)
				back = back[:min(max(n, 0), len(back))]
				got, err = tx.ScanBack("t", c.from, c.to, n)
				wantPairs(t, fmt.Sprintf("ScanBack %s, n=%d", c.what, n), got, err, back...)
			}
		}
	}
	view(t, db, check)
	update(t, db, check)
}

func paging(t *testing.T, db kv.DB) {
	const keys, page = 1000, 7
	key := func(i int) string { return string(binary.BigEndian.AppendUint64(nil, uint64(i)*3)) }
	update(t, db, func(tx kv.Tx) {
		for i := range keys {
			put(t, tx, "t", key(i), fmt.Sprint(i))
		}
	})
	view(t, db, func(tx kv.Tx) {
		seen, from := 0, []byte(nil)
		for {
			ps, err := tx.Scan("t", from, nil, page)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range ps {
				if string(p.Key) != key(seen) || string(p.Value) != fmt.Sprint(seen) {
					t.Fatalf("forwards: place %d has %x=%s", seen, p.Key, p.Value)
				}
				seen++
			}
			if len(ps) < page {
				break
			}
			from = kv.After(ps[len(ps)-1].Key)
		}
		if seen != keys {
			t.Errorf("forwards: %d keys, want %d", seen, keys)
		}
		left, to := keys, []byte(nil)
		for {
			ps, err := tx.ScanBack("t", nil, to, page)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range ps {
				left--
				if string(p.Key) != key(left) || string(p.Value) != fmt.Sprint(left) {
					t.Fatalf("backwards: place %d has %x=%s", left, p.Key, p.Value)
				}
			}
			if len(ps) < page {
				break
			}
			to = ps[len(ps)-1].Key
		}
		if left != 0 {
			t.Errorf("backwards: %d keys were not reached", left)
		}
	})
	// A page is no iterator: what is written between pages shows.
	update(t, db, func(tx kv.Tx) {
		for deleted, from := 0, []byte(nil); ; {
			ps, err := tx.Scan("t", from, nil, page)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range ps {
				del(t, tx, "t", string(p.Key))
				deleted++
			}
			if len(ps) < page {
				if deleted != keys {
					t.Errorf("deleted %d keys while paging, want %d", deleted, keys)
				}
				break
			}
		}
		wantTable(t, tx, "t")
	})
}

func scanOwnWrites(t *testing.T, db kv.DB) {
	update(t, db, func(tx kv.Tx) {
		for _, k := range []string{"b", "d", "f", "h"} {
			put(t, tx, "t", k, "old")
		}
	})
	update(t, db, func(tx kv.Tx) {
		put(t, tx, "t", "a", "new")
		put(t, tx, "t", "e", "new")
		put(t, tx, "t", "i", "new")
		put(t, tx, "t", "f", "changed")
		del(t, tx, "t", "d")
		del(t, tx, "t", "h")
		wantTable(t, tx, "t", "a=new", "b=old", "e=new", "f=changed", "i=new")

		// Deleted pairs must not count for n, nor hide what follows them.
		got, err := tx.Scan("t", []byte("c"), []byte("i"), 2)
		wantPairs(t, "Scan c-i", got, err, "e=new", "f=changed")
		got, err = tx.ScanBack("t", []byte("c"), []byte("i"), 2)
		wantPairs(t, "ScanBack c-i", got, err, "f=changed", "e=new")
		got, err = tx.Scan("t", []byte("g"), nil, 1)
		wantPairs(t, "Scan g-", got, err, "i=new")
		got, err = tx.ScanBack("t", nil, []byte("e"), 1)
		wantPairs(t, "ScanBack -e", got, err, "b=old")

		for _, k := range []string{"a", "b", "e", "f", "i"} {
			del(t, tx, "t", k)
		}
		wantTable(t, tx, "t")
		put(t, tx, "t", "d", "back")
		wantTable(t, tx, "t", "d=back")
	})
	view(t, db, func(tx kv.Tx) { wantTable(t, tx, "t", "d=back") })
}

// scattered fills a table in random order over several transactions and empties
// it again, so that a tree splits and shrinks everywhere.
func scattered(t *testing.T, db kv.DB) {
	const keys, rounds = 4000, 8
	r := rand.New(rand.NewPCG(3, 3))
	key := func(i int) string { return fmt.Sprintf("%05d", i) }
	there := map[string]string{}
	compare := func(what string) {
		t.Helper()
		view(t, db, func(tx kv.Tx) {
			if err := sameTable(tx, there, "t"); err != nil {
				t.Fatalf("%s: %v", what, err)
			}
		})
	}
	fill, empty := r.Perm(keys), r.Perm(keys)
	for round := range rounds {
		update(t, db, func(tx kv.Tx) {
			for _, i := range fill[round*keys/rounds:][:keys/rounds] {
				there[key(i)] = fmt.Sprint(i)
				put(t, tx, "t", key(i), there[key(i)])
			}
		})
		compare("while it is filled")
	}
	for round := range rounds {
		update(t, db, func(tx kv.Tx) {
			for _, i := range empty[round*keys/rounds:][:keys/rounds] {
				delete(there, key(i))
				del(t, tx, "t", key(i))
			}
		})
		compare("while it is emptied")
	}
}
