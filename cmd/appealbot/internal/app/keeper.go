package app

import (
	"bytes"
	"context"
	"errors"

	"appealbot/bot/chat/adapter"
	"appealbot/store/kv"
)

// A keeper keeps what is outside the program in the practice room, its chat
// or its wall, in one table of a database. Load must not be called in a
// transaction; what it calls may save.
type keeper struct {
	db    kv.DB
	table string
}

// keeperPage is how many records are read at once.
const keeperPage = 256

// Load implements the Keepers of both practice packages.
func (k keeper) Load(each func(key string, value []byte) error) error { return k.scan("", each) }

// scan calls each for every key with a prefix, outside of any transaction.
func (k keeper) scan(prefix string, each func(key string, value []byte) error) error {
	from := []byte(prefix)
	for {
		var page []kv.Pair
		err := k.db.View(context.Background(), func(tx kv.Tx) (err error) {
			page, err = tx.Scan(k.table, from, nil, keeperPage)
			return err
		})
		if err != nil {
			return err
		}
		for _, p := range page {
			if !bytes.HasPrefix(p.Key, []byte(prefix)) {
				return nil
			}
			if err := each(string(p.Key), p.Value); err != nil {
				return err
			}
		}
		if len(page) < keeperPage {
			return nil
		}
		from = append(page[len(page)-1].Key, 0)
	}
}

// Save implements the Keepers of all chats and of the wall.
func (k keeper) Save(key string, value []byte) error {
	return k.db.Update(context.Background(), func(tx kv.Tx) error {
		if len(value) == 0 {
			return tx.Delete(k.table, []byte(key))
		}
		return tx.Put(k.table, []byte(key), value)
	})
}

// A memory keeps what the adapter of a real chat remembers, in a table beside
// the store's.
type memory struct{ keeper }

var _ adapter.Keeper = memory{}

// Get implements adapter.Keeper.
func (m memory) Get(key string) (value []byte, err error) {
	err = m.db.View(context.Background(), func(tx kv.Tx) (err error) {
		value, err = tx.Get(m.table, []byte(key))
		if errors.Is(err, kv.ErrNotFound) {
			return nil
		}
		return err
	})
	return value, err
}

// Load implements adapter.Keeper.
func (m memory) Load(prefix string, each func(key string, value []byte) error) error {
	return m.scan(prefix, each)
}
