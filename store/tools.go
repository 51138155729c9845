package store

import (
	"context"
	"fmt"
	"time"

	"appealbot/bot"
	"appealbot/store/kv"
)

// CheckLogExtends is CheckExtends for a database that was not opened as a
// Store, such as a backup. It writes nothing, and needs only the public key.
func CheckLogExtends(ctx context.Context, db kv.DB, v *Verifier, old string) error {
	return (&Store{db: db, signer: &Signer{verifier: v}}).CheckExtends(ctx, old)
}

// ReadLog calls each for at most n events from sequence number from on, of a
// database that was not opened as a Store. It returns the error of each.
func ReadLog(ctx context.Context, db kv.DB, from uint64, n int, each func(bot.Event) error) error {
	s := &Store{db: db}
	return s.View(ctx, func(tx bot.Tx) error {
		es, err := tx.Events(from, n)
		if err != nil {
			return err
		}
		for _, e := range es {
			if err := each(e); err != nil {
				return err
			}
		}
		return nil
	})
}

// ReadKept calls each for the record of every file that belongs to something, of a
// database that was not opened as a Store. It returns the error of each.
func ReadKept(ctx context.Context, db kv.DB, each func(bot.Kept) error) error {
	const page = 500
	for from := []byte(nil); ; {
		var ps []kv.Pair
		err := db.View(ctx, func(t kv.Tx) (err error) {
			ps, err = t.Scan(tableFile, from, nil, page)
			return err
		})
		if err != nil {
			return fmt.Errorf("read records of files: %w", err)
		}
		for _, p := range ps {
			k, err := decode[bot.Kept](tableFile, p.Value)
			if err != nil {
				return fmt.Errorf("read records of files: %w", err)
			}
			if err := each(k); err != nil {
				return err
			}
		}
		if len(ps) < page {
			return nil
		}
		from = kv.After(ps[len(ps)-1].Key)
	}
}

// ReadOnly returns a store for looking at a database that was not opened for
// work, such as a backup. Its Update always fails.
func ReadOnly(db kv.DB) bot.Store { return readOnly{Store{db: db}} }

type readOnly struct{ Store }

// Update implements bot.Store.
func (readOnly) Update(context.Context, func(bot.Tx) error) error { return kv.ErrReadOnly }

// View implements bot.Store.
func (r readOnly) View(ctx context.Context, fn func(bot.Tx) error) error {
	return r.Store.View(ctx, fn)
}

// ReadFigures reads what was counted in a number of days up to that of now, of a
// database that was not opened as a Store.
func ReadFigures(ctx context.Context, db kv.DB, now time.Time, days int) (r bot.Report, err error) {
	s := &Store{db: db}
	err = s.View(ctx, func(tx bot.Tx) error {
		r, err = bot.ReadReport(tx, "", now, days)
		return err
	})
	return r, err
}
