package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"appealbot/bot"
	"appealbot/store/kv"
)

// A mover is the migration to schema 4. Up to schema 3 pictures stood in the
// database, as the values of table media; now they stand in files, and the
// database knows which there are. Files cannot be part of a transaction: all
// pictures are kept as files first, and then the table is replaced in one step. A
// crash between the two leaves files that are kept again.
type mover struct {
	media func(digest string, data []byte) error
	moved map[string]picture3
}

// picture3 is what the record of a picture needs to know of its bytes.
type picture3 struct {
	size int64
	kind string
}

// move keeps every picture as a file.
func (m *mover) move(ctx context.Context, s *Store) error {
	for from := []byte(nil); ; {
		var p []kv.Pair // one at a time, for they are large
		err := s.db.View(ctx, func(t kv.Tx) (err error) {
			p, err = t.Scan(tableMedia, from, nil, 1)
			return err
		})
		if err != nil || len(p) == 0 {
			return err
		}
		if err := m.keep(string(p[0].Key), p[0].Value); err != nil {
			return err
		}
		from = kv.After(p[0].Key)
	}
}

func (m *mover) keep(digest string, data []byte) error {
	if _, ok := m.moved[digest]; ok {
		return nil
	}
	switch sum := sha256.Sum256(data); {
	case hex.EncodeToString(sum[:]) != digest:
		return fmt.Errorf("picture %.16s: %w: the stored bytes have another digest. Restore a backup", digest, kv.ErrCorrupt)
	case m.media == nil:
		return errors.New("the store holds pictures, and there is no place for them")
	}
	if err := m.media(digest, data); err != nil {
		return fmt.Errorf("keep picture %.16s as a file: %w", digest, err)
	}
	kind := "image/jpeg"
	if bytes.HasPrefix(data, []byte("\x89PNG")) {
		kind = "image/png" // there were no others
	}
	m.moved[digest] = picture3{int64(len(data)), kind}
	return nil
}

// content3 is what this migration has to know of bot.Content.
type content3 struct{ Media []struct{ Digest string } }

// record replaces the table by the records of its pictures: those of the case that
// used them first, and then those that nobody ever used.
func (m *mover) record(t *tx) error {
	err := t.each(tableAppeal, func(p kv.Pair) error {
		a, err := decode[bot.Appeal](tableAppeal, p.Value)
		if err != nil {
			return err
		}
		prefix := under(a.ID)
		return t.within(tableRevision, prefix, func(p kv.Pair) error {
			c, err := decode[content3](tableRevision, p.Value)
			if err != nil {
				return err
			}
			for _, u := range c.Media {
				if err := m.replace(t, u.Digest, bot.Kept{Case: a.Case, At: a.Created}); err != nil {
					return err
				}
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	for {
		ps, err := t.scan(tableMedia, nil, nil, 1)
		if err != nil || len(ps) == 0 {
			return err
		}
		if err := m.replace(t, string(ps[0].Key), bot.Kept{At: t.store.now()}); err != nil {
			return err
		}
	}
}

// replace puts the record of a picture in the place of its bytes, if they are
// there.
func (m *mover) replace(t *tx, digest string, k bot.Kept) error {
	if _, err := t.get(tableMedia, name(digest)); errors.Is(err, kv.ErrNotFound) {
		return nil
	} else if err != nil {
		return err
	}
	is, ok := m.moved[digest]
	if !ok {
		return fmt.Errorf("picture %.16s came in while the others were moved. Start the program again", digest)
	}
	k.Digest, k.Size, k.Type = digest, is.size, is.kind
	if err := t.Keep(k); err != nil {
		return err
	}
	return t.del(tableMedia, name(digest))
}
