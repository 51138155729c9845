package desk

import (
	"context"
	"fmt"
	"time"

	"appealbot/bot"
)

// silence is how long a source may fail before the duty channel is told.
const silence = 5 * time.Minute

// Deaf records that a source could not be read. After five minutes the duty
// channel is told, once.
func (d *Desk) Deaf(ctx context.Context, account bot.AccountID, source, why string) error {
	by := Actor{Person: bot.Person{ID: "replies", Name: "replies"}, Via: source}
	return d.do(ctx, by, func(c *change) error {
		cur, err := c.Cursor(source)
		if err != nil {
			return err
		}
		if cur.Failing.IsZero() {
			cur.Failing = c.now.UTC()
		}
		cur.LastErr = why
		if !cur.Told && c.now.Sub(cur.Failing) >= silence {
			cur.Told = true
			if err := c.log("source is silent", "", "", source+": "+why); err != nil {
				return err
			}
			text := fmt.Sprintf("Answers on %s cannot be read; it began %s. They are not lost; they will be fetched when it works again. %s", d.name(account), bot.When(cur.Failing, c.now), why)
			if err := c.duty("deaf/"+source+"/"+cur.Failing.Format(time.RFC3339), text); err != nil {
				return err
			}
		}
		return c.PutCursor(cur)
	}, nil)
}
