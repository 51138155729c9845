package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"appealbot/bot"
	"appealbot/store/kv"
)

// Media stand in one value each. The largest that a network takes is far below
// kv.MaxValue, and both drivers on disk keep large values in pages of their
// own, so pieces would buy nothing.

// Media implements bot.MediaTx. The bytes are those of the digest: an error
// that wraps kv.ErrCorrupt is returned for others, so that nothing is published
// which nobody approved.
func (t *tx) Media(digest string) ([]byte, error) {
	b, err := t.get(tableMedia, name(digest))
	switch {
	case errors.Is(err, kv.ErrNotFound):
		return nil, missing("media", digest)
	case err != nil:
		return nil, fmt.Errorf("read media %q: %w", digest, err)
	case digestOf(b) != digest:
		return nil, t.fail(fmt.Errorf("read media %q: %w: the stored bytes have another digest", digest, kv.ErrCorrupt))
	}
	return b, nil
}

// PutMedia implements bot.MediaTx. It refuses bytes that do not have this
// digest, which is SHA-256 in lower-case hexadecimal. What is there already is
// not written again.
func (t *tx) PutMedia(digest string, b []byte) error {
	if digestOf(b) != digest {
		return fmt.Errorf("put media %q: %w: the bytes have another digest", digest, bot.ErrInvalid)
	}
	if _, err := t.Media(digest); !errors.Is(err, bot.ErrNotFound) {
		return err
	}
	return t.put(tableMedia, name(digest), b)
}

func digestOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
