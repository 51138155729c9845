package store

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"appealbot/bot"
)

// Kept implements bot.MediaTx.
func (t *tx) Kept(digest string) (bot.Kept, error) {
	return load[bot.Kept](t, tableFile, name(digest), "file", digest)
}

// Keep implements bot.MediaTx. What was said of the file first stays, so that its
// age and case are those of whoever brought it in. A file that was handed in and is
// published as it is stops being a sealed original, and does not become one again.
func (t *tx) Keep(k bot.Kept) error {
	switch old, err := t.Kept(k.Digest); {
	case errors.Is(err, bot.ErrNotFound):
	case err != nil:
		return err
	case old.Size != k.Size:
		return fmt.Errorf("keep file %.16s: %w: it has %d bytes, not %d", k.Digest, bot.ErrInvalid, old.Size, k.Size)
	default:
		if len(old.Cases) > 0 && k.Case != "" && !slices.Contains(old.Cases, k.Case) {
			old.Cases = append(slices.Clip(old.Cases), k.Case)
		}
		old.Original, old.Type, old.Case = old.Original && k.Original, cmp.Or(old.Type, k.Type), cmp.Or(old.Case, k.Case)
		k = old
	}
	utc(&k.At)
	return save(t, tableFile, bot.ID(k.Digest), k, none)
}
