package desk

import (
	"context"
	"strings"
	"time"

	"appealbot/bot"
)

// HoldCase stops the purging of a case until somebody releases it. Whichever comes first
// in the store, the hold or the purge, decides about what is due at that moment.
func (d *Desk) HoldCase(ctx context.Context, by Actor, caseID bot.ID, reason string) (bot.Case, error) {
	return d.holds(ctx, by, caseID, "put case on hold", strings.TrimSpace(reason), bot.PutOnHold)
}

// ReleaseCase lets a case be purged again.
func (d *Desk) ReleaseCase(ctx context.Context, by Actor, caseID bot.ID, reason string) (bot.Case, error) {
	return d.holds(ctx, by, caseID, "released case", strings.TrimSpace(reason), bot.Release)
}

func (d *Desk) holds(ctx context.Context, by Actor, caseID bot.ID, what, reason string, alter holdChange) (bot.Case, error) {
	var out bot.Case
	err := d.do(ctx, by, func(c *change) error {
		c.what, c.about = what, caseID
		k, err := c.Case(caseID)
		if err != nil {
			return err
		}
		if k, err = alter(k, by.Person, reason, c.now); err != nil {
			return err
		}
		if err := c.PutCase(k); err != nil {
			return err
		}
		out = k
		if err := c.log(what, k.ID, k.ID, reason); err != nil || k.Hold.Held() {
			return err
		}
		// What came due meanwhile is not purged in the moment of the release: whoever
		// erred has a night to say so.
		return c.purgeFrom(k.ID, c.d.o.Retention.Night(c.now.AddDate(0, 0, 1), c.d.o.Zone))
	}, func(tx bot.Tx) error {
		var err error
		out, err = tx.Case(caseID)
		return err
	})
	return out, err
}

// A holdChange puts a case on hold, or takes the hold off.
type holdChange func(bot.Case, bot.Person, string, time.Time) (bot.Case, error)
