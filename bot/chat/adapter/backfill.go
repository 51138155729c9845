package adapter

import (
	"context"
	"errors"
	"fmt"
	"time"

	"appealbot/bot/chat"
)

// What happened while the bot was not connected is looked for in what the
// channels show. Nothing is done twice by that: what was handled is kept, and
// what is found is compared with it.

// Bounds of a backfill.
const (
	// Overlap is how much is looked at again, because the two clocks differ
	// and something may have been on its way.
	Overlap = Skew + 5*time.Minute
	// farthest is how far back is looked at all, after a bot was away.
	farthest = 60 * 24 * time.Hour
)

// Backfill looks for what was missed in every channel that the bot is in. Look
// looks through one of them from a time on, in the platform's milliseconds, and
// returns how many things it found that were not handled yet. A channel that is
// none of the bot's meanwhile is passed over.
func (c *Channels) Backfill(ctx context.Context, look func(ctx context.Context, channel string, from int64) (found int, err error)) error {
	return c.Progress.backfill(func(from time.Time) error {
		all, err := c.Site.List(ctx)
		if err != nil {
			return err
		}
		found := 0
		for _, ch := range all {
			if ch.Archived {
				continue
			}
			n, err := c.through(ctx, ch.ID, from.UnixMilli(), look)
			if errors.Is(err, chat.ErrNotFound) || errors.Is(err, chat.ErrNotMember) || errors.Is(err, chat.ErrArchived) {
				continue // meanwhile
			} else if err != nil {
				return fmt.Errorf("look for what was missed in channel %s: %w", ch.ID, err)
			}
			found += n
		}
		if found > 0 {
			c.Book.Log.Info("looked for what was missed", "since", from, "channels", len(all), "found", found)
		}
		return nil
	})
}

// backfill has what was missed looked for since a time, unless this is the first
// time ever, when nothing can have been missed.
func (g *Progress) backfill(look func(from time.Time) error) error {
	from, ok, err := g.Since()
	if err != nil {
		return err
	}
	now := g.book.Now()
	if !ok {
		g.Note()
		return nil
	}
	from = from.Add(-Overlap)
	if now.Sub(from) > farthest {
		from = now.Add(-farthest)
	}
	g.setMissing(false)
	if err := look(from); err != nil {
		g.Missed()
		return err
	}
	return nil
}

// through looks through a channel from a time on, or from an earlier one since
// when the bot could not see it.
func (c *Channels) through(ctx context.Context, id string, from int64, look func(context.Context, string, int64) (int, error)) (int, error) {
	var pl Place
	known, err := c.Book.Get(KeepRoom+id, &pl)
	if err != nil {
		return 0, err
	}
	blind := pl.Blind
	if known && blind != 0 && !pl.Out {
		from = min(from, blind-Overlap.Milliseconds())
	}
	n, err := look(ctx, id, from)
	if err != nil || !known || blind == 0 || pl.Out {
		return n, err
	}
	defer c.Hold(id)()
	pl = Place{}
	if known, err := c.Book.Get(KeepRoom+id, &pl); err != nil || !known || pl.Out || pl.Blind != blind {
		return n, err
	}
	pl.Blind = 0
	return n, c.Book.Save(KeepRoom+id, pl)
}
