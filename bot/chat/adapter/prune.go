package adapter

import (
	"context"
	"encoding/json"
	"time"
)

// How often a Book is pruned.
const (
	pruneEvery = 24 * time.Hour
	pruneDelay = 10 * time.Minute // after the start, which has better things to do
)

// PruneDaily forgets messages that nothing was done about for so long, until
// ctx ends.
func (b *Book) PruneDaily(ctx context.Context, keep time.Duration) {
	for wait := pruneDelay; Sleep(ctx, wait); wait = pruneEvery {
		if err := b.Prune(ctx, b.Now().Add(-keep)); err != nil {
			b.Log.Warn("old messages not forgotten", "err", err)
		}
	}
}

// Prune forgets messages, and what they were asked for with, that were neither
// made nor changed since a time.
func (b *Book) Prune(ctx context.Context, before time.Time) error {
	for prefix, age := range map[string]func([]byte) int64{
		KeepKey: func(value []byte) int64 {
			var s Sent
			_ = json.Unmarshal(value, &s) // one that cannot be read is forgotten
			return s.Since
		},
		KeepPost: func(value []byte) int64 {
			var rec Posted
			_ = json.Unmarshal(value, &rec) // one that cannot be read is forgotten
			return max(rec.At, rec.Changed)
		},
	} {
		var old []string
		if err := b.Keeper.Load(prefix, func(key string, value []byte) error {
			if age(value) < before.UnixMilli() {
				old = append(old, key)
			}
			return ctx.Err()
		}); err != nil {
			return err
		}
		for _, key := range old {
			if err := b.Forget(key); err != nil {
				return err
			}
		}
	}
	return nil
}
