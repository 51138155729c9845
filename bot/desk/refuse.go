package desk

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"appealbot/bot"
)

// denied puts an attempt that was not allowed into the audit log: an auditor
// wants to see who tried.
func (d *Desk) denied(ctx context.Context, c *change, why error) error {
	return d.attempt(ctx, c, strings.TrimSpace("denied "+c.what), why)
}

// attempt puts something that did not happen into the audit log. It does not
// remember the event: what is tried again is refused again.
func (d *Desk) attempt(ctx context.Context, c *change, what string, why error) error {
	err := d.o.Store.Update(ctx, func(tx bot.Tx) error {
		c.Tx = tx
		return c.log(what, c.about, "", why.Error())
	})
	if err != nil {
		return fmt.Errorf("log attempt: %w", err)
	}
	return nil
}

// Refuse records an attempt that was not allowed, once however often it is
// delivered, and returns the refusal.
func (d *Desk) Refuse(ctx context.Context, by Actor, what string, r *bot.Refusal) error {
	return d.refuse(ctx, by, "denied "+what, r.Text, r)
}

// Forged records a press or a form that looked as if it came from a message of
// the bot and did not, and returns the refusal for whoever seems to have sent
// it. What was forged is a "button" or a "form"; why is how it was found out.
func (d *Desk) Forged(ctx context.Context, by Actor, what, why string) error {
	own := "card"
	if what == "form" {
		own = "form"
	}
	return d.refuse(ctx, by, "forged "+what, why, bot.Refuse(bot.ErrDenied,
		"That did not come from my own %s and was not carried out. It was noted. Open the card itself and press there.", own))
}

// refuse puts an attempt into the audit log and returns the refusal.
func (d *Desk) refuse(ctx context.Context, by Actor, what, detail string, r *bot.Refusal) error {
	c := &change{d: d, by: by, now: d.Now()}
	err := d.o.Store.Update(ctx, func(tx bot.Tx) error {
		c.Tx = tx
		if err := c.remember(); err != nil {
			return err
		}
		return c.log(what, "", "", detail)
	})
	if err != nil && !errors.Is(err, errSeen) {
		return errors.Join(r, fmt.Errorf("log denied attempt: %w", err))
	}
	return r
}
