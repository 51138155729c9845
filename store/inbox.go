package store

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"appealbot/bot"
	"appealbot/store/kv"
)

// Seen implements bot.InboxTx. A key that was there keeps its first time.
func (t *tx) Seen(k string, when time.Time) (bool, error) {
	if k == "" {
		return false, fmt.Errorf("remember event: %w: it has no key", bot.ErrInvalid)
	}
	n := name(k)
	switch _, err := t.get(tableInbox, n); {
	case err == nil:
		return true, nil
	case !errors.Is(err, kv.ErrNotFound):
		return false, err
	}
	at := key(nil).time(when)
	if err := t.put(tableInbox, n, at); err != nil {
		return false, err
	}
	return false, t.put(tableInboxAt, append(slices.Clip(at), n...), nil)
}

// Forget implements bot.InboxTx.
func (t *tx) Forget(before time.Time, n int) (int, error) {
	ps, err := t.scan(tableInboxAt, nil, key(nil).time(before), n)
	if err != nil {
		return 0, err
	}
	for _, p := range ps {
		if len(p.Key) <= timeSize {
			return 0, t.fail(fmt.Errorf("forget events: %w: a key of %d bytes is too short", kv.ErrCorrupt, len(p.Key)))
		}
		if err := t.del(tableInbox, p.Key[timeSize:]); err != nil {
			return 0, err
		}
		if err := t.del(tableInboxAt, p.Key); err != nil {
			return 0, err
		}
	}
	return len(ps), nil
}
