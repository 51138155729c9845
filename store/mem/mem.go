package mem

import (
	"bytes"
	"context"
	"fmt"
	"sync/atomic"

	"appealbot/store/kv"
)

// DB is a database in memory. A ctx that is done after fn has started has no
// effect on the transaction.
type DB struct {
	gate kv.Gate
	// turn is full while an Update runs. It is a channel and not a mutex, so
	// that one can stop waiting for it, and so that waiting for it counts as
	// idle in a synctest bubble.
	turn   chan struct{}
	tables atomic.Pointer[tables]
}

var _ kv.DB = (*DB)(nil)

// tables holds the tables by name. A table without keys is absent.
type tables = tree[tree[[]byte]]

// New returns an empty database.
func New() *DB {
	d := &DB{turn: make(chan struct{}, 1)}
	d.tables.Store(&tables{})
	return d
}

// Close implements kv.DB.
func (d *DB) Close() error {
	d.gate.Close()
	return nil
}

// View implements kv.DB.
func (d *DB) View(ctx context.Context, fn func(kv.Tx) error) error {
	if err := d.gate.Enter(); err != nil {
		return fmt.Errorf("view memory: %w", err)
	}
	defer d.gate.Leave()
	if err := ctx.Err(); err != nil {
		return err
	}
	t := &tx{tables: *d.tables.Load()}
	defer t.end()
	return fn(t)
}

// Update implements kv.DB.
func (d *DB) Update(ctx context.Context, fn func(kv.Tx) error) error {
	if err := d.gate.Enter(); err != nil {
		return fmt.Errorf("update memory: %w", err)
	}
	defer d.gate.Leave()
	select {
	case d.turn <- struct{}{}:
		defer func() { <-d.turn }()
	case <-ctx.Done():
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	t := &tx{tables: *d.tables.Load(), own: new(owner)}
	defer t.end()
	if err := fn(t); err != nil {
		return err
	}
	d.tables.Store(&t.tables)
	return nil
}

// tx is a transaction. It sees the tables as they were when it began and, in an
// Update, as it has changed them since.
type tx struct {
	tables tables
	own    *owner // of the nodes it may change; nil in a View
	over   bool
}

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
func (t *tx) Get(table string, key []byte) ([]byte, error) {
	if err := t.usable("get from", table); err != nil {
		return nil, err
	}
	rows, _ := t.tables.get(table)
	v, ok := rows.get(string(key))
	if !ok {
		return nil, fmt.Errorf("get from %s: %w", table, kv.ErrNotFound)
	}
	return clone(v), nil
}

// Put implements kv.Tx.
func (t *tx) Put(table string, key, value []byte) error {
	if err := t.writable("put into", table); err != nil {
		return err
	}
	if err := kv.Check(table, key, value); err != nil {
		return err
	}
	rows, _ := t.tables.get(table)
	t.tables = t.tables.put(t.own, table, rows.put(t.own, string(key), clone(value)))
	return nil
}

// Delete implements kv.Tx.
func (t *tx) Delete(table string, key []byte) error {
	if err := t.writable("delete from", table); err != nil {
		return err
	}
	rows, _ := t.tables.get(table)
	if _, ok := rows.get(string(key)); !ok {
		return nil
	}
	if rows = rows.delete(t.own, string(key)); rows.root == nil {
		t.tables = t.tables.delete(t.own, table)
	} else {
		t.tables = t.tables.put(t.own, table, rows)
	}
	return nil
}

// Scan implements kv.Tx.
func (t *tx) Scan(table string, from, to []byte, n int) ([]kv.Pair, error) {
	if err := t.usable("scan", table); err != nil {
		return nil, err
	}
	var out []kv.Pair
	rows, _ := t.tables.get(table)
	rows.ascend(string(from), func(k string, v []byte) bool {
		if len(out) >= n || len(to) > 0 && k >= string(to) {
			return false
		}
		out = append(out, kv.Pair{Key: []byte(k), Value: clone(v)})
		return true
	})
	return out, nil
}

// ScanBack implements kv.Tx.
func (t *tx) ScanBack(table string, from, to []byte, n int) ([]kv.Pair, error) {
	if err := t.usable("scan", table); err != nil {
		return nil, err
	}
	var out []kv.Pair
	rows, _ := t.tables.get(table)
	rows.descend(string(to), func(k string, v []byte) bool {
		if len(out) >= n || k < string(from) {
			return false
		}
		out = append(out, kv.Pair{Key: []byte(k), Value: clone(v)})
		return true
	})
	return out, nil
}

// clone copies v. Unlike bytes.Clone alone it never returns nil, because an
// empty value is not absence.
func clone(v []byte) []byte {
	if len(v) == 0 {
		return []byte{}
	}
	return bytes.Clone(v)
}
