package mattermost

import (
	"context"
	"encoding/json"
	"time"
)

// How long things are kept. A message that is older has been forgotten by
// everybody; its buttons are too old as well (see oldest).
const (
	keepFor    = oldest
	pruneEvery = 24 * time.Hour
	pruneDelay = 10 * time.Minute // after the start, which has better things to do
)

// prune forgets messages of long ago.
func (r *run) prune(ctx context.Context) {
	for wait := pruneDelay; sleep(ctx, wait); wait = pruneEvery {
		if err := r.p.pruneBefore(ctx, millis(r.p.o.Now().Add(-keepFor))); err != nil {
			r.p.o.Log.Warn("old messages not forgotten", "err", err)
		}
	}
}

func (p *Platform) pruneBefore(ctx context.Context, t int64) error {
	for prefix, age := range map[string]func([]byte) int64{
		keepKey: func(b []byte) int64 {
			var s sent
			_ = json.Unmarshal(b, &s) // one that cannot be read is forgotten
			return s.Since
		},
		keepPost: func(b []byte) int64 {
			var rec posted
			_ = json.Unmarshal(b, &rec) // one that cannot be read is forgotten
			return max(rec.At, rec.Changed)
		},
	} {
		var old []string
		if err := p.o.Keeper.Load(prefix, func(key string, value []byte) error {
			if age(value) < t {
				old = append(old, key)
			}
			return ctx.Err()
		}); err != nil {
			return err
		}
		for _, key := range old {
			if err := p.forget(key); err != nil {
				return err
			}
		}
	}
	return nil
}
