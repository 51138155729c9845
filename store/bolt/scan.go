package bolt

import (
	"bytes"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"appealbot/store/kv"
)

// walk visits the stored pairs of a range in one direction.
type walk interface {
	// pair returns where the walk is, or a nil key at its end. The slices are
	// bbolt's.
	pair() (key, value []byte)
	// step goes to the next pair.
	step()
	// order says that a key comes before another in this direction if it is
	// negative.
	order(a, b []byte) int
}

// scan returns the first n pairs of a range in one direction, with the
// transaction's own changes merged in.
func (t *tx) scan(table string, from, to []byte, n int, back bool) (out []kv.Pair, err error) {
	if err := t.usable("scan", table); err != nil {
		return nil, err
	}
	if n <= 0 || len(to) > 0 && bytes.Compare(from, to) >= 0 {
		return nil, nil
	}
	changes := t.own.table(table)
	keys := changes.keys(from, to)
	if back {
		keys = slices.Clone(keys)
		slices.Reverse(keys)
	}
	err = guard(func() error {
		b := t.bolt.Bucket([]byte(table))
		if back {
			out = merge(newBackward(b, from, to), keys, changes, n)
		} else {
			out = merge(newForward(b, from, to), keys, changes, n)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("scan %s: %w", table, err)
	}
	return out, nil
}

// merge walks through the stored pairs and the changed keys side by side. keys
// are in the order of the walk.
func merge(w walk, keys []string, c *changes, n int) (out []kv.Pair) {
	for len(out) < n {
		stored, value := w.pair()
		if len(keys) == 0 {
			if stored == nil {
				break
			}
			out = append(out, kv.Pair{Key: bytes.Clone(stored), Value: clone(value)})
			w.step()
			continue
		}
		own := []byte(keys[0])
		order := -1
		if stored != nil {
			order = w.order(own, stored)
		}
		if order > 0 {
			out = append(out, kv.Pair{Key: bytes.Clone(stored), Value: clone(value)})
			w.step()
			continue
		}
		if order == 0 {
			w.step() // what was stored there has been changed
		}
		keys = keys[1:]
		if v, _ := c.get(own); v != nil {
			out = append(out, kv.Pair{Key: own, Value: clone(v)})
		}
	}
	return out
}

// forward walks from the least key to the greatest.
type forward struct {
	c          *bbolt.Cursor
	to         []byte
	key, value []byte
}

// newForward starts a walk through a table, which is nil if there is none.
func newForward(b *bbolt.Bucket, from, to []byte) *forward {
	w := &forward{to: to}
	if b != nil {
		w.c = b.Cursor()
		w.at(w.c.Seek(from))
	}
	return w
}

func (w *forward) at(key, value []byte) {
	if key != nil && len(w.to) > 0 && bytes.Compare(key, w.to) >= 0 {
		key = nil
	}
	w.key, w.value = key, value
}

func (w *forward) pair() (key, value []byte) { return w.key, w.value }
func (w *forward) step()                     { w.at(w.c.Next()) }
func (w *forward) order(a, b []byte) int     { return bytes.Compare(a, b) }

// backward walks from the greatest key to the least.
type backward struct {
	c           *bbolt.Cursor
	first, from []byte // the table's first key and the range's
	key, value  []byte
}

// newBackward starts a walk through a table, which is nil if there is none.
func newBackward(b *bbolt.Bucket, from, to []byte) *backward {
	w := &backward{from: from}
	if b == nil {
		return w
	}
	w.c = b.Cursor()
	w.first, _ = w.c.First()
	if w.first == nil {
		return w
	}
	if len(to) > 0 {
		if k, _ := w.c.Seek(to); k != nil {
			w.key = to // the walk is at the first key that is too far
			w.step()
			return w
		}
	}
	w.at(w.c.Last())
	return w
}

func (w *backward) at(key, value []byte) {
	if key != nil && bytes.Compare(key, w.from) < 0 {
		key = nil
	}
	w.key, w.value = key, value
}

// step goes to the key before. bbolt's Prev returns no key at a page that was
// emptied earlier in the same transaction, as if it were the end. It is the end
// only if the table's first key has been reached; otherwise the next Prev goes
// on beyond the empty page.
func (w *backward) step() {
	const pages = 1 << 24 // more than can be empty, so that a damaged table ends the walk
	for range pages {
		if bytes.Compare(w.key, w.first) <= 0 {
			w.key, w.value = nil, nil
			return
		}
		if k, v := w.c.Prev(); k != nil {
			w.at(k, v)
			return
		}
	}
	panic("keys out of order")
}

func (w *backward) pair() (key, value []byte) { return w.key, w.value }
func (w *backward) order(a, b []byte) int     { return bytes.Compare(b, a) }
