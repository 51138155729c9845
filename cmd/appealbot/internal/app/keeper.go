package app

import (
	"context"

	"appealbot/store/kv"
)

// A keeper keeps what is outside the program in the practice room, its chat
// or its wall, in one table of a database.
type keeper struct {
	db    kv.DB
	table string
}

// keeperPage is how many records are read at once.
const keeperPage = 256

// Load implements the Keepers of both practice packages.
func (k keeper) Load(each func(key string, value []byte) error) error {
	var from []byte
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

// Save implements the Keepers of both practice packages.
func (k keeper) Save(key string, value []byte) error {
	return k.db.Update(context.Background(), func(tx kv.Tx) error {
		if len(value) == 0 {
			return tx.Delete(k.table, []byte(key))
		}
		return tx.Put(k.table, []byte(key), value)
	})
}
