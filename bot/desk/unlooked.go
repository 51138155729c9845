package desk

import (
	"context"
	"fmt"
	"time"

	"appealbot/bot"
)

// unlooked is how long an account may not have been looked through before the duty
// channel is told. That a network is down is told much earlier, by whoever reads the
// answers; what lasts for so long is a permission, or what the department pays for.
const unlooked = 6 * time.Hour

// Unlooked records that an account could not be looked through for what is
// published outside the program. In the end the duty channel is told, once.
func (d *Desk) Unlooked(ctx context.Context, account bot.AccountID, why string) error {
	return d.do(ctx, keeper(account), func(c *change) error {
		cur, err := c.Cursor(OwnSource(account))
		if err != nil {
			return err
		}
		if cur.Failing.IsZero() {
			cur.Failing = c.now.UTC()
		}
		cur.LastErr = why
		if !cur.Told && c.now.Sub(cur.Failing) >= unlooked {
			cur.Told = true
			if err := c.log("account is not looked through", bot.ID(account), "", why); err != nil {
				return err
			}
			text := fmt.Sprintf("What somebody publishes on %s outside this program cannot be noticed; it began %s. Look at the account now and then until it works again. %s",
				d.name(account), bot.When(cur.Failing, c.now), sentence(why))
			if err := c.duty("unlooked/"+string(account)+"/"+cur.Failing.Format(time.RFC3339), text); err != nil {
				return err
			}
		}
		return c.PutCursor(cur)
	}, nil)
}

// looked notes that an account was looked through.
func (c *change) looked(account bot.AccountID, cur *bot.Cursor) error {
	told, since := cur.Told, cur.Failing
	cur.LastOK, cur.Failing, cur.LastErr, cur.Told = c.now.UTC(), time.Time{}, "", false
	if !told {
		return nil
	}
	text := fmt.Sprintf("What somebody publishes on %s outside this program is noticed again, and so is what was published meanwhile.", c.d.name(account))
	return c.duty("looked/"+string(account)+"/"+since.Format(time.RFC3339), text)
}
