package store

import (
	"bytes"
	"context"
	"fmt"

	"appealbot/store/kv"
)

// Rekey seals the secrets in db anew with the key next, all of them or none. It
// does nothing if they are already; so it can be repeated. No Vault may be open
// with the old key.
//
// The file may go on holding what was sealed with the old key where nothing is
// kept any more. If that key became known, connect the accounts again as well.
func Rekey(ctx context.Context, db kv.DB, old, next []byte) error {
	was, err := sealer(old)
	if err != nil {
		return fmt.Errorf("rekey secrets: the old one: %w", err)
	}
	is, err := sealer(next)
	if err != nil {
		return fmt.Errorf("rekey secrets: the new one: %w", err)
	}
	from, to := &Vault{db: db, seal: was}, &Vault{db: db, seal: is}
	err = db.Update(ctx, func(t kv.Tx) error {
		if fresh, err := to.check(t); err == nil && !fresh {
			return nil
		}
		if fresh, err := from.check(t); err != nil || fresh {
			return err
		}
		return eachSecret(t, func(p kv.Pair) error {
			value, err := from.open(p.Key, p.Value)
			if err != nil {
				return err
			}
			return to.put(t, p.Key, value)
		})
	})
	if err != nil {
		return fmt.Errorf("rekey secrets: %w", err)
	}
	return nil
}

// DropSecrets drops every secret in db, for a department that has lost the key,
// and returns how many accounts' there were. A Vault with a new key can be opened
// then, and every account has to be connected again. The media key is dropped too,
// so what was sealed with it cannot be read any more.
func DropSecrets(ctx context.Context, db kv.DB) (int, error) {
	n := 0
	err := db.Update(ctx, func(t kv.Tx) error {
		return eachSecret(t, func(p kv.Pair) error {
			if string(p.Key) != vaultCheck && !bytes.Equal(p.Key, mediaKey()) {
				n++
			}
			return t.Delete(tableSecret, p.Key)
		})
	})
	if err != nil {
		return 0, fmt.Errorf("drop secrets: %w", err)
	}
	return n, nil
}

// eachSecret visits everything in the table, the check included, in pages.
// visit may change what it was given.
func eachSecret(t kv.Tx, visit func(kv.Pair) error) error {
	const page = 100
	for from := []byte(nil); ; {
		ps, err := t.Scan(tableSecret, from, nil, page)
		if err != nil {
			return err
		}
		for _, p := range ps {
			if err := visit(p); err != nil {
				return err
			}
		}
		if len(ps) < page {
			return nil
		}
		from = kv.After(ps[len(ps)-1].Key)
	}
}
