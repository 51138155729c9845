package desk

import (
	"fmt"
	"slices"
	"time"

	"appealbot/bot"
)

// recallSlots takes back what was made for the slots of a series that is taken back
// itself: whoever withdraws or edits it expects that nothing of it is published in the
// words of before. Once the series is submitted again, the newest of them has its
// appeal made anew.
func (c *change) recallSlots(series *bot.Appeal, why string) error {
	if !series.Content.Series.Each {
		return nil
	}
	if err := c.DeleteJob(bot.JobID(bot.JobSlot, series.ID)); err != nil {
		return err
	}
	ended, err := c.endSlots(*series, "the series was "+why)
	if err != nil {
		return err
	}
	// Nobody outside saw anything of that slot, and it is the last that was seen to. Of
	// those before it nothing is made again: their time is over.
	slots := series.Content.Series.Slots
	if n := ended; n > 0 && n <= len(slots) && slots[n-1].At.Equal(series.Through) {
		series.Through = time.Time{}
		if n > 1 {
			series.Through = slots[n-2].At
		}
	}
	return nil
}

// endSlots ends the appeals that were made for slots of a series and are not public
// yet, and tells the case's room of which times they are. It returns the number of the
// last slot of which nothing is public, 0 when it ended none.
func (c *change) endSlots(series bot.Appeal, why string) (last int, err error) {
	if !series.Content.Series.Each {
		return 0, nil
	}
	k, err := c.Case(series.Case)
	if err != nil {
		return 0, err
	}
	as, err := c.AppealsOf(k.ID, k.Appeals)
	if err != nil {
		return 0, err
	}
	for _, a := range as {
		if a.Series != series.ID {
			continue
		}
		unseen, err := c.endSlot(a, k, series, why)
		if err != nil {
			return last, err
		}
		if unseen {
			last = max(last, a.Slot)
		}
	}
	return last, nil
}

// endSlot ends what was made for a slot. It reports whether it ended something of which
// nobody has seen anything.
func (c *change) endSlot(a bot.Appeal, k bot.Case, series bot.Appeal, why string) (unseen bool, err error) {
	switch a.State {
	case bot.Editing, bot.Waiting, bot.Rejected:
		unseen = true
		a.State, a.Changed, a.Note, a.Approvals = bot.Cancelled, c.by.Person.By(c.now), why, nil
		err = c.keep(a, "cancelled", why)
	case bot.Approved:
		ps, err := c.PostsOf(a.ID)
		if err != nil {
			return false, err
		}
		unseen = !slices.ContainsFunc(ps, wentOut)
		dropped, _, err := c.dropQueued(a, why)
		switch {
		case err != nil:
			return false, err
		case unseen:
			err = c.keep(bot.Finish(a, c.by.Person, why, c.now), "finished", why)
		case dropped == 0:
			return false, nil // all of it went out
		default:
			err = c.card(a)
		}
		if err != nil {
			return false, err
		}
	default:
		return false, nil
	}
	if err != nil {
		return false, err
	}
	when := "of that time"
	if slots := series.Content.Series.Slots; a.Slot > 0 && a.Slot <= len(slots) {
		when = "planned " + bot.When(slots[a.Slot-1].At, c.now)
	}
	text := fmt.Sprintf("The repeat %s (%s/%d) does not go out (%s).", when, k.Number, a.Number, why)
	if !unseen {
		text = fmt.Sprintf("Nothing more of the repeat %s (%s/%d) goes out (%s). What is public of it stays.", when, k.Number, a.Number, why)
	}
	return unseen, c.tell(k.ID, "slot-end/"+string(a.ID), text)
}

// wentOut reports whether anybody outside has, or may have, seen anything of p: also of
// what is gone again, and of a share, which is no copy.
func wentOut(p bot.Post) bool {
	return p.Out() || p.Op.Publishes() && !p.Posted.IsZero()
}
