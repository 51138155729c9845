package app

import (
	"bytes"
	"context"
	"errors"
	"time"

	"appealbot/bot"
	"appealbot/store/files"
)

// openFiles opens the pictures and videos, whose key is sealed in the store.
func (k *core) openFiles(ctx context.Context, f folder, getenv func(string) string) error {
	if k.files != nil {
		return nil
	}
	if err := k.openVault(ctx, f, getenv); err != nil {
		return err
	}
	key, err := k.sealed.MediaKey(ctx)
	if err != nil {
		return err
	}
	k.files, err = files.Open(f.media(), key)
	return err
}

// openShelf opens another folder of files, sealed with the same key.
func (k *core) openShelf(ctx context.Context, dir string) (*files.Files, error) {
	key, err := k.sealed.MediaKey(ctx)
	if err != nil {
		return nil, err
	}
	return files.Open(dir, key)
}

// moveIn keeps a picture of a store that had them inside.
func (k *core) moveIn(ctx context.Context, f folder, getenv func(string) string, digest string, data []byte) error {
	if err := k.openFiles(ctx, f, getenv); err != nil {
		return err
	}
	got, _, err := k.files.Put(bytes.NewReader(data))
	if err == nil && got != digest {
		err = errors.New("it was kept as another one")
	}
	return err
}

// What no record names was never made a part of an appeal: a preparation that
// failed, a file that somebody handed in and that was refused. It stays for a day,
// because a file is put before it is named.
const (
	sweepAfter = 24 * time.Hour
	sweepEvery = time.Hour
)

// sweep throws away files that nothing names.
func (k *core) sweep(ctx context.Context) error {
	for {
		n, err := k.files.Sweep(ctx, now().Add(-sweepAfter), func(digest string) (is bool, err error) {
			err = k.store.View(ctx, func(tx bot.Tx) error {
				_, err := tx.Kept(digest)
				is = err == nil
				if errors.Is(err, bot.ErrNotFound) {
					err = nil
				}
				return err
			})
			return is, err
		})
		if err != nil && ctx.Err() == nil {
			return err
		}
		if n > 0 {
			k.log.Info("threw away files that nothing names", "files", n)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(sweepEvery):
		}
	}
}
