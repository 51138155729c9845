package store

import "appealbot/bot"

// Kept implements bot.MediaTx.
func (t *tx) Kept(digest string) (bot.Kept, error) {
	return load[bot.Kept](t, tableFile, name(digest), "file", digest)
}

// Keep implements bot.MediaTx.
func (t *tx) Keep(k bot.Kept) error {
	utc(&k.At)
	return save(t, tableFile, bot.ID(k.Digest), k, func(bot.Kept) []entry { return nil })
}
