package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"appealbot/store/kv"
)

// mediaKey is under which key the media key is kept. No account has an empty name.
func mediaKey() []byte { return under("").name("media") }

// MediaKey returns the 32 random bytes that the files beside the store are sealed
// with. They are made at the first call, and stay the same when the key of the
// vault is changed (Rekey): so no file has to be sealed anew.
func (v *Vault) MediaKey(ctx context.Context) ([]byte, error) {
	key, err := v.KnownMediaKey(ctx)
	if err == nil && key == nil {
		err = v.db.Update(ctx, func(t kv.Tx) (err error) {
			// Another process may have been faster.
			if key, err = v.mediaKey(t); err != nil || key != nil {
				return err
			}
			key = make([]byte, secretSize)
			_, _ = rand.Read(key) // never fails (crypto/rand)
			return v.put(t, mediaKey(), key)
		})
	}
	if err != nil {
		return nil, fmt.Errorf("key of the pictures and videos: %w", err)
	}
	return key, nil
}

// KnownMediaKey is MediaKey that makes none, for looking at a database: it returns
// nil if there is none.
func (v *Vault) KnownMediaKey(ctx context.Context) (key []byte, err error) {
	err = v.db.View(ctx, func(t kv.Tx) (err error) {
		key, err = v.mediaKey(t)
		return err
	})
	return key, err
}

func (v *Vault) mediaKey(t kv.Tx) ([]byte, error) {
	b, err := t.Get(tableSecret, mediaKey())
	if errors.Is(err, kv.ErrNotFound) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	return v.open(mediaKey(), b)
}
