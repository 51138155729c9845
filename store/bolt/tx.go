package bolt

import (
	"bytes"
	"fmt"

	"go.etcd.io/bbolt"

	"appealbot/store/kv"
)

// tx is a transaction: what bbolt has stored and, in an Update, the changes
// that were made since.
type tx struct {
	bolt *bbolt.Tx
	own  *overlay // nil in a View
	over bool
}

var _ kv.Tx = (*tx)(nil)

func (t *tx) end() { t.over = true }

func (t *tx) usable(verb, table string) error {
	if t.over {
		return fmt.Errorf("%s %s: the transaction is over: %w", verb, table, kv.ErrClosed)
	}
	return nil
}

func (t *tx) writable(verb, table string) error {
	if err := t.usable(verb, table); err != nil {
		return err
	}
	if t.own == nil {
		return fmt.Errorf("%s %s: in a view: %w", verb, table, kv.ErrReadOnly)
	}
	return nil
}

// Get implements kv.Tx.
func (t *tx) Get(table string, key []byte) (value []byte, err error) {
	if err := t.usable("get from", table); err != nil {
		return nil, err
	}
	value, changed := t.own.table(table).get(key)
	if changed {
		if value == nil {
			return nil, fmt.Errorf("get from %s: %w", table, kv.ErrNotFound)
		}
		return clone(value), nil
	}
	err = guard(func() error {
		b := t.bolt.Bucket([]byte(table))
		if b == nil {
			return kv.ErrNotFound
		}
		// A cursor tells an empty value from an absent key, b.Get does not.
		k, v := b.Cursor().Seek(key)
		if k == nil || !bytes.Equal(k, key) {
			return kv.ErrNotFound
		}
		value = clone(v)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("get from %s: %w", table, err)
	}
	return value, nil
}

// Put implements kv.Tx.
func (t *tx) Put(table string, key, value []byte) error {
	if err := t.writable("put into", table); err != nil {
		return err
	}
	if err := kv.Check(table, key, value); err != nil {
		return err
	}
	t.own.set(table, key, clone(value))
	return nil
}

// Delete implements kv.Tx.
func (t *tx) Delete(table string, key []byte) error {
	if err := t.writable("delete from", table); err != nil {
		return err
	}
	t.own.set(table, key, nil)
	return nil
}

// Scan implements kv.Tx.
func (t *tx) Scan(table string, from, to []byte, n int) ([]kv.Pair, error) {
	return t.scan(table, from, to, n, false)
}

// ScanBack implements kv.Tx.
func (t *tx) ScanBack(table string, from, to []byte, n int) ([]kv.Pair, error) {
	return t.scan(table, from, to, n, true)
}
