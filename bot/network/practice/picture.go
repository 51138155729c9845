package practice

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// Media returns a picture, and false when there is none with this digest. The
// bytes must not be changed.
func (w *Wall) Media(digest string) (kind string, data []byte, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	m, ok := w.media[digest]
	return m.kind, m.data, ok
}

// upload keeps a picture. data belongs to the wall from now on.
func (w *Wall) upload(digest, kind string, data []byte) error {
	sum := sha256.Sum256(data)
	if hex.EncodeToString(sum[:]) != digest {
		return refuse(422, "wrong_digest", "the bytes are not those that were announced")
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, ok := w.media[digest]; ok {
		return nil
	}
	if w.size+int64(len(data)) > w.o.MaxMedia {
		return refuse(507, "full", "the wall holds no more pictures")
	}
	if w.o.Keeper != nil {
		if err := w.o.Keeper.Save(mediaKey+digest, append([]byte(kind+"\n"), data...)); err != nil {
			return fmt.Errorf("keep picture: %w", err)
		}
	}
	w.media[digest] = picture{kind, data}
	w.size += int64(len(data))
	return nil
}

func (w *Wall) loadMedia(digest string, value []byte) error {
	kind, data, ok := strings.Cut(string(value), "\n")
	if !ok || !slices.Contains(types, kind) && kind != captionType {
		return fmt.Errorf("picture %q is damaged", digest)
	}
	w.media[digest] = picture{kind, []byte(data)}
	w.size += int64(len(data))
	return nil
}
