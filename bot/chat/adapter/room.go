package adapter

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"appealbot/bot/chat"
)

// Create makes a private channel of a name for a key, once. Channels can hold no
// key, so what is asked for is kept first, and a channel of that name which the
// bot made since and which answers no other key is the one.
func (c *Channels) Create(ctx context.Context, key, name string, r chat.Room) (string, error) {
	defer c.Book.Hold(KeepRoomKey)() // one at a time, so that a name says whose channel it is
	k := Digest(key)
	var s Sent
	before, err := c.Book.Get(KeepRoomKey+k, &s)
	if err != nil {
		return "", err
	}
	if s.ID != "" {
		return s.ID, nil
	}
	if before {
		if id, err := c.adopt(ctx, k, name, s); err != nil || id != "" {
			return id, err
		}
	}
	if !before || s.In != name {
		s = Sent{Since: c.Book.now() - Skew.Milliseconds(), In: name}
		if err := c.Book.Save(KeepRoomKey+k, s); err != nil {
			return "", err
		}
	}
	ch, err := c.Site.Create(ctx, name, r)
	switch {
	case err == nil:
		return ch.ID, c.moved(k, ch)
	case errors.Is(err, chat.ErrTaken):
		// The answer to the first attempt may have come to nobody just now.
		if before {
			if id, err := c.adopt(ctx, k, name, s); err != nil || id != "" {
				return id, err
			}
		}
		return "", errors.Join(fmt.Errorf("create channel %s: %w", name, chat.ErrTaken), c.Book.Forget(KeepRoomKey+k))
	default:
		return "", fmt.Errorf("create channel %s: %w", name, err)
	}
}

// adopt looks for a channel that the bot made before and did not get to know
// of.
func (c *Channels) adopt(ctx context.Context, k, name string, s Sent) (string, error) {
	ch, err := c.Site.ByName(ctx, name)
	switch {
	case errors.Is(err, chat.ErrNotFound), errors.Is(err, chat.ErrNotMember):
		return "", nil
	case err != nil:
		return "", fmt.Errorf("look for channel %s: %w", name, err)
	}
	if !ch.Mine || ch.Created < s.Since || s.In != name {
		return "", nil
	}
	taken := false // by another key; that the bot is in it says nothing
	err = c.Book.Keeper.Load(KeepRoomKey, func(key string, value []byte) error {
		var other Sent
		err := c.Book.read(key, value, &other)
		taken = taken || other.ID == ch.ID
		return err
	})
	if err != nil || taken {
		return "", err
	}
	return ch.ID, c.moved(k, ch)
}

// moved keeps what became of a Create, and that the bot is in the channel.
func (c *Channels) moved(k string, ch Channel) error {
	if err := c.Enter(ch); err != nil {
		return err
	}
	return c.Book.Save(KeepRoomKey+k, Sent{Since: ch.Created, ID: ch.ID, In: ch.Name})
}

// RoomName makes a name of at most so many characters that a channel can have
// everywhere, whatever the room is called.
func RoomName(r chat.Room, most int) string {
	if s := r.Fit(most); len(s) > 1 { // one character is too short for some
		return s
	}
	digits := strings.Map(func(c rune) rune {
		if c == '-' || c == '_' {
			return -1
		}
		return c
	}, Digest(r.Name))
	return "room-" + strings.ToLower(digits)
}
