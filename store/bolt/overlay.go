package bolt

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"go.etcd.io/bbolt"
)

// overlay holds the changes of one Update until its function has succeeded.
// bbolt can only undo a whole transaction, and that one is shared.
type overlay struct {
	tables map[string]*changes
	bytes  int // of keys and values put, for the size of a batch
}

// changes are the changes to one table.
type changes struct {
	to     map[string][]byte // nil for a deleted key
	sorted []string          // keys of to, less those that were added since
	added  []string
}

func (o *overlay) empty() bool { return len(o.tables) == 0 }

// table returns the changes to a table, or nil.
func (o *overlay) table(name string) *changes {
	if o == nil {
		return nil
	}
	return o.tables[name]
}

// set notes a change. A nil value deletes.
func (o *overlay) set(table string, key, value []byte) {
	c := o.tables[table]
	if c == nil {
		if o.tables == nil {
			o.tables = map[string]*changes{}
		}
		c = &changes{to: map[string][]byte{}}
		o.tables[table] = c
	}
	if _, ok := c.to[string(key)]; !ok {
		c.added = append(c.added, string(key))
	}
	c.to[string(key)] = value
	o.bytes += len(key) + len(value)
}

// get returns the new value of a key, nil if it was deleted. It reports whether
// the key was changed at all.
func (c *changes) get(key []byte) (value []byte, changed bool) {
	if c == nil {
		return nil, false
	}
	value, changed = c.to[string(key)]
	return value, changed
}

// keys returns the changed keys with from <= key < to in order.
func (c *changes) keys(from, to []byte) []string {
	if c == nil {
		return nil
	}
	c.sort()
	start, _ := slices.BinarySearch(c.sorted, string(from))
	end := len(c.sorted)
	if len(to) > 0 {
		end, _ = slices.BinarySearch(c.sorted, string(to))
	}
	return c.sorted[start:max(start, end)]
}

// sort puts the added keys in their places. Many transactions write much and
// never scan, and then it is done once.
func (c *changes) sort() {
	if len(c.added) == 0 {
		return
	}
	slices.Sort(c.added)
	all := make([]string, 0, len(c.sorted)+len(c.added))
	i, j := 0, 0
	for i < len(c.sorted) && j < len(c.added) {
		if strings.Compare(c.sorted[i], c.added[j]) < 0 {
			all = append(all, c.sorted[i])
			i++
		} else {
			all = append(all, c.added[j])
			j++
		}
	}
	all = append(append(all, c.sorted[i:]...), c.added[j:]...)
	c.sorted, c.added = all, nil
}

// apply makes the changes in bbolt's transaction.
func (o *overlay) apply(t *bbolt.Tx) error {
	for _, name := range slices.Sorted(maps.Keys(o.tables)) {
		c := o.tables[name]
		b := t.Bucket([]byte(name))
		for _, key := range c.keys(nil, nil) {
			value := c.to[key]
			if value == nil && b == nil {
				continue
			}
			if b == nil {
				var err error
				if b, err = t.CreateBucket([]byte(name)); err != nil {
					return err
				}
			}
			if err := change(b, []byte(key), value); err != nil {
				return err
			}
		}
	}
	return nil
}

func change(b *bbolt.Bucket, key, value []byte) error {
	if value == nil {
		return b.Delete(key)
	}
	return b.Put(key, value)
}

// clone copies v. Unlike bytes.Clone alone it never returns nil, because an
// empty value is not absence.
func clone(v []byte) []byte {
	if len(v) == 0 {
		return []byte{}
	}
	return bytes.Clone(v)
}
