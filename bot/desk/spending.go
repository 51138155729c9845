package desk

import (
	"context"
	"fmt"

	"appealbot/bot"
)

// Charged adds what reading on an account cost, in millionths of a US dollar, to
// what it cost this month; what publishing cost is added where it is published.
// When the month's budget is used up, the duty channel is told once. With nothing
// to add it only looks whether it is.
func (d *Desk) Charged(ctx context.Context, account bot.AccountID, micros int64, reads int, budget int64) error {
	month := bot.Month(d.o.Now())
	if micros <= 0 && reads <= 0 {
		var s bot.Spending
		err := d.o.Store.View(ctx, func(tx bot.Tx) (err error) {
			s, err = tx.Spending(account, month)
			return err
		})
		if err != nil || s.Told || !s.Over(budget) {
			return err
		}
	}
	return d.do(ctx, keeper(account), func(c *change) error {
		return c.charge(account, micros, reads, budget)
	}, nil)
}

// charge books what reading on an account cost, and tells the duty channel, once a
// month, that the budget is used up.
func (c *change) charge(account bot.AccountID, micros int64, reads int, budget int64) error {
	month := bot.Month(c.now)
	s, err := bot.Charge(c, account, month, micros, 0, reads)
	if err != nil || s.Told || !s.Over(budget) {
		return err
	}
	s.Told = true
	if err := c.PutSpending(s); err != nil {
		return err
	}
	if err := c.log("budget used up", bot.ID(account), "", fmt.Sprintf("%s: %s of %s", month, bot.Dollars(s.Micros), bot.Dollars(budget))); err != nil {
		return err
	}
	text := fmt.Sprintf("%s has cost %s this month, more than the %s that the department wanted to spend. Appeals are still published; answers are read once an hour until the month is over. Look at /appeal stats, and have the budget raised or publish without links there.",
		c.d.name(account), bot.Dollars(s.Micros), bot.Dollars(budget))
	return c.duty("budget/"+string(account)+"/"+month, text)
}
