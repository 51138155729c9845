package desk

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"appealbot/bot"
)

// Take notes that somebody deals with an emergency, so that nobody is paged to it
// any more. Of two who press at once the second is told who was first.
func (d *Desk) Take(ctx context.Context, by Actor, reply bot.ID) (bot.Reply, error) {
	var out bot.Reply
	err := d.do(ctx, by, func(c *change) error {
		c.what, c.about = "take", reply
		if err := c.mayTake(); err != nil {
			return err
		}
		r, err := c.Reply(reply)
		if err != nil {
			return err
		}
		if err := takeable(r, c); err != nil {
			return err
		}
		out, err = c.take(r)
		if err != nil {
			return err
		}
		return c.retell(out.Case, out.ID)
	}, func(tx bot.Tx) error {
		var err error
		out, err = tx.Reply(reply)
		return err
	})
	return out, err
}

// TakePage is Take for everything that a page is about and nobody has taken. It
// returns how many emergencies that are.
func (d *Desk) TakePage(ctx context.Context, by Actor, page bot.ID) (int, error) {
	taken := 0
	err := d.do(ctx, by, func(c *change) error {
		c.what, c.about = "take", page
		if err := c.mayTake(); err != nil {
			return err
		}
		n, err := c.Notice(page)
		if errors.Is(err, bot.ErrNotFound) || err == nil && n.Kind != bot.NoticePage {
			return bot.Refuse(bot.ErrNotFound, "That page is not known any more. Take the emergencies on their own cards.")
		} else if err != nil {
			return err
		}
		taken, err = c.takeAll(n.About)
		return err
	}, func(tx bot.Tx) (err error) {
		taken, err = takenBy(tx, by.Person, page)
		return err
	})
	return taken, err
}

// takenBy is how many of the emergencies of a page somebody has.
func takenBy(tx bot.Tx, p bot.Person, page bot.ID) (int, error) {
	n, err := tx.Notice(page)
	if err != nil {
		return 0, err
	}
	taken := 0
	for _, id := range n.About {
		r, err := tx.Reply(id)
		if err != nil {
			return taken, err
		}
		if r.Taken.Person == p.ID {
			taken++
		}
	}
	return taken, nil
}

// takeAll takes those of the replies that nobody has taken. Where nothing is left,
// it refuses for the reason of the last.
func (c *change) takeAll(ids []bot.ID) (int, error) {
	var refused error
	byCase := map[bot.ID][]bot.ID{}
	n := 0
	for _, id := range ids {
		r, err := c.Reply(id)
		if err != nil {
			return n, err
		}
		if err := takeable(r, c); err != nil {
			refused = err
			continue
		}
		if _, err := c.take(r); err != nil {
			return n, err
		}
		byCase[r.Case] = append(byCase[r.Case], id)
		n++
	}
	if n == 0 {
		return 0, refused
	}
	for _, id := range slices.Sorted(maps.Keys(byCase)) {
		if err := c.retell(id, byCase[id]...); err != nil {
			return n, err
		}
	}
	return n, nil
}

// mayTake refuses people who have nothing to do with the department's appeals.
// An emergency must not wait for one particular role.
func (c *change) mayTake() error {
	p := c.by.Person
	onDuty := slices.ContainsFunc(c.d.Duty(), func(q bot.Person) bool { return q.ID == p.ID })
	if len(p.Roles) > 0 || onDuty {
		return nil
	}
	return bot.Refuse(bot.ErrDenied, "You have no role here, so the others must go on being paged. Tell %s.", names(c.d.Duty()))
}

func names(people []bot.Person) string {
	out := make([]string, len(people))
	for i, p := range people {
		out[i] = p.Name
	}
	return bot.Names(out)
}

// takeable refuses what somebody has, or what is no emergency.
func takeable(r bot.Reply, c *change) error {
	switch {
	case r.Taken.Person == c.by.Person.ID && r.Taken.Name != "":
		return bot.Refuse(bot.ErrStale, "You have R%d already; you took it %s.", r.Number, bot.When(r.Taken.At, c.now))
	case r.Taken.Name != "":
		return bot.Refuse(bot.ErrStale, "%s has R%d already; they took it %s. Ask them before you do anything.", r.Taken.Name, r.Number, bot.When(r.Taken.At, c.now))
	case !r.Emergency() && r.Label != "":
		return bot.Refuse(bot.ErrStale, "R%d is no emergency any more: %s labelled it %s %s.", r.Number, r.Labelled.Name, r.Label, bot.When(r.Labelled.At, c.now))
	case !r.Emergency():
		return bot.Refuse(bot.ErrInvalid, "R%d does not read like an emergency. If it is one, label it so: /appeal label R%d emergency.", r.Number, r.Number)
	}
	return nil
}

// take marks one emergency as taken and closes it.
func (c *change) take(r bot.Reply) (bot.Reply, error) {
	t, err := c.Tally(r.Case)
	if err != nil {
		return r, err
	}
	r.Taken = c.by.Person.By(c.now)
	if err := errors.Join(c.settle(&t, r), c.PutReply(r), c.PutTally(r.Case, t)); err != nil {
		return r, err
	}
	if err := c.log("took an emergency", r.ID, r.Case, fmt.Sprintf("R%d on %s, stored %s before", r.Number, r.Account, c.now.Sub(r.Stored).Round(1e9))); err != nil {
		return r, err
	}
	return r, c.reshow(bot.NoticeReply, r.ID)
}

// settle closes an emergency. When nothing is open any more, the watch ends.
func (c *change) settle(t *bot.Tally, r bot.Reply) error {
	if !t.Settle(r.ID) || len(t.Open) > 0 {
		return nil
	}
	return c.watch(r.Case)
}

// retell shows the pages of a case anew that are about any of the replies, and
// those from before it was known that they belong to it.
func (c *change) retell(caseID bot.ID, ids ...bot.ID) error {
	for _, id := range slices.Compact([]bot.ID{caseID, bot.Elsewhere}) {
		t, err := c.Tally(id)
		if err != nil {
			return err
		}
		if err := c.repage(t, id, ids...); err != nil {
			return err
		}
	}
	return nil
}
