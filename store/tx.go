package store

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"time"

	"appealbot/bot"
	"appealbot/store/kv"
)

// tx implements bot.Tx on a kv.Tx.
type tx struct {
	kv    kv.Tx
	store *Store
	log   *logHead // of the audit log; nil until the first Append

	// failed is the first failure of the database. A change that is half done
	// must not be stored, even if the function swallows the error.
	failed error
}

var _ bot.Tx = (*tx)(nil)

// fail remembers a failure of the database.
func (t *tx) fail(err error) error {
	if err != nil && t.failed == nil && !errors.Is(err, kv.ErrNotFound) {
		t.failed = err
	}
	return err
}

func (t *tx) get(table string, k []byte) ([]byte, error) {
	b, err := t.kv.Get(table, k)
	return b, t.fail(err)
}

func (t *tx) put(table string, k, v []byte) error { return t.fail(t.kv.Put(table, k, v)) }

func (t *tx) del(table string, k []byte) error { return t.fail(t.kv.Delete(table, k)) }

func (t *tx) scan(table string, from, to []byte, n int) ([]kv.Pair, error) {
	ps, err := t.kv.Scan(table, from, to, n)
	return ps, t.fail(err)
}

func (t *tx) scanBack(table string, from, to []byte, n int) ([]kv.Pair, error) {
	ps, err := t.kv.ScanBack(table, from, to, n)
	return ps, t.fail(err)
}

// load returns one record. what and id name it in the error if there is none.
func load[T any](t *tx, table string, k []byte, what, id string) (v T, err error) {
	b, err := t.get(table, k)
	switch {
	case errors.Is(err, kv.ErrNotFound):
		return v, missing(what, id)
	case err != nil:
		return v, fmt.Errorf("read %s %q: %w", what, id, err)
	}
	v, err = decode[T](table, b)
	return v, t.fail(err)
}

func missing(what, id string) error {
	return fmt.Errorf("%s %q: %w", what, id, bot.ErrNotFound)
}

// loadBy returns the record to which an index entry leads.
func loadBy[T any](t *tx, index string, k []byte, table, what, id string) (v T, err error) {
	b, err := t.get(index, k)
	switch {
	case errors.Is(err, kv.ErrNotFound):
		return v, missing(what, id)
	case err != nil:
		return v, fmt.Errorf("read %s %q: %w", what, id, err)
	}
	return follow[T](t, table, b)
}

// follow returns the record with a key that an index entry holds. Its absence
// is damage, not an answer.
func follow[T any](t *tx, table string, k []byte) (v T, err error) {
	b, err := t.get(table, k)
	if errors.Is(err, kv.ErrNotFound) {
		return v, t.fail(fmt.Errorf("follow an index of table %s: %w: it leads to a record that does not exist", table, kv.ErrCorrupt))
	}
	if err != nil {
		return v, fmt.Errorf("follow an index of table %s: %w", table, err)
	}
	v, err = decode[T](table, b)
	return v, t.fail(err)
}

// followAll returns the records to which index entries lead.
func followAll[T any](t *tx, table string, ps []kv.Pair) ([]T, error) {
	out := make([]T, 0, len(ps))
	for _, p := range ps {
		v, err := follow[T](t, table, p.Value)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// entry is what an index holds of a record.
type entry struct {
	table string
	key   []byte
	// only says that the key does not name the record, and what it is instead,
	// in words: no two records may have it.
	only string
}

func (e entry) equal(f entry) bool { return e.table == f.table && bytes.Equal(e.key, f.key) }

// save stores a new or changed record and brings its index entries up to date.
// Those that stay the same are not written again.
func save[T any](t *tx, table string, id bot.ID, v T, entries func(T) []entry) error {
	if id == "" {
		return fmt.Errorf("put %s: %w: it has no id", table, bot.ErrInvalid)
	}
	k := name(id)
	now := entries(v)
	var was []entry
	switch b, err := t.get(table, k); {
	case err == nil:
		old, err := decode[T](table, b)
		if err != nil {
			return t.fail(err)
		}
		was = entries(old)
	case !errors.Is(err, kv.ErrNotFound):
		return fmt.Errorf("put %s %q: %w", table, id, err)
	}
	b, err := encode(v)
	if err != nil {
		return err
	}
	if err := t.vacant(k, now); err != nil {
		return fmt.Errorf("put %s %q: %w", table, id, err)
	}
	if err := t.reindex(k, was, now); err != nil {
		return fmt.Errorf("put %s %q: %w", table, id, err)
	}
	if err := t.put(table, k, b); err != nil {
		return fmt.Errorf("put %s %q: %w", table, id, err)
	}
	return nil
}

// vacant refuses entries that belong to another record.
func (t *tx) vacant(k []byte, now []entry) error {
	for _, e := range now {
		if e.only == "" {
			continue
		}
		owner, err := t.get(e.table, e.key)
		switch {
		case errors.Is(err, kv.ErrNotFound):
		case err != nil:
			return err
		case !bytes.Equal(owner, k):
			return fmt.Errorf("%w: %s belongs to %q", bot.ErrStale, e.only, owner)
		}
	}
	return nil
}

func (t *tx) reindex(k []byte, was, now []entry) error {
	for _, e := range was {
		if !slices.ContainsFunc(now, e.equal) {
			if err := t.del(e.table, e.key); err != nil {
				return err
			}
		}
	}
	for _, e := range now {
		if !slices.ContainsFunc(was, e.equal) {
			if err := t.put(e.table, e.key, k); err != nil {
				return err
			}
		}
	}
	return nil
}

// The outboxes have an index with keys of prefix, lane, due, id. Their readers
// know the prefix and go from lane to lane without knowing which there are.

// lanes calls visit with the prefix of each lane that has an entry, and with
// its first entry, the most urgent lane first, until visit returns false.
func (t *tx) lanes(table string, prefix []byte, visit func(lane, first []byte) (bool, error)) error {
	for from := prefix; from != nil; {
		ps, err := t.scan(table, from, end(prefix), 1)
		if err != nil || len(ps) == 0 {
			return err
		}
		k := ps[0].Key
		if len(k) < len(prefix)+8+timeSize {
			return t.fail(fmt.Errorf("read table %s: %w: a key of %d bytes is too short", table, kv.ErrCorrupt, len(k)))
		}
		lane := k[:len(prefix)+8]
		if more, err := visit(lane, k); err != nil || !more {
			return err
		}
		from = end(lane)
	}
	return nil
}

// due returns at most n records that want attention at t, by lane, then oldest
// first.
func due[T any](x *tx, index string, prefix []byte, table string, t time.Time, n int) ([]T, error) {
	var found []kv.Pair
	err := x.lanes(index, prefix, func(lane, _ []byte) (bool, error) {
		ps, err := x.scan(index, lane, end(key(bytes.Clone(lane)).time(t)), n-len(found))
		found = append(found, ps...)
		return len(found) < n, err
	})
	if err != nil {
		return nil, err
	}
	return followAll[T](x, table, found)
}

// next returns when the earliest record wants attention.
func (t *tx) next(index string, prefix []byte) (at time.Time, ok bool, err error) {
	err = t.lanes(index, prefix, func(lane, first []byte) (bool, error) {
		due, err := keyTime(first[len(lane):])
		if !ok || due.Before(at) {
			at, ok = due, true
		}
		return true, err
	})
	return at, ok, err
}

// none is for records without an index.
func none[T any](T) []entry { return nil }
