package desk

import (
	"context"

	"appealbot/bot"
)

// count counts something in the transaction in which it happens.
func (c *change) count(what func(*bot.Counter) error) error { return c.d.count(c, what) }

func (d *Desk) count(tx bot.Tx, what func(*bot.Counter) error) error {
	n, err := bot.Count(tx, d.o.Zone, d.Now())
	if err != nil {
		return err
	}
	if err := what(n); err != nil {
		return err
	}
	return n.Flush()
}

// primeFigures begins to count at the first start, so that it can be said since when
// even before anything happens.
func (c *change) primeFigures() error { return c.count(func(*bot.Counter) error { return nil }) }

// network is the network of an account; empty for one that is not configured any
// more.
func (d *Desk) network(id bot.AccountID) string {
	for _, a := range d.o.Accounts.All() {
		if a.ID == id {
			return a.Network
		}
	}
	return ""
}

// Dark reports whether charts are drawn for a dark ground when nobody says.
func (d *Desk) Dark() bool { return d.o.Dark }

// Accepted implements outbox.Desk.
func (d *Desk) Accepted(tx bot.Tx, p bot.Post) error {
	a, err := tx.Appeal(p.Appeal)
	if err != nil {
		return err
	}
	return d.count(tx, func(n *bot.Counter) error { return n.Accepted(p, a, d.network(p.Account)) })
}

// Removed implements outbox.Desk. What was looked for and not found was not
// removed.
func (d *Desk) Removed(tx bot.Tx, p bot.Post) error {
	if len(p.Remotes) == 0 {
		return nil
	}
	return d.count(tx, func(n *bot.Counter) error { return n.Removed(p, d.network(p.Account)) })
}

// Figures returns what was counted in a number of days, today included, in all
// cases or in one, and in as many days before those.
func (d *Desk) Figures(ctx context.Context, caseID bot.ID, days int) (bot.Report, error) {
	var out bot.Report
	err := d.o.Store.View(ctx, func(tx bot.Tx) (err error) {
		out, err = bot.ReadReport(tx, caseID, d.Now(), days)
		return err
	})
	return out, err
}
