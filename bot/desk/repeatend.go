package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"appealbot/bot"
)

// begunSeries refuses to take a series back of which something is public.
func begunSeries() error {
	return bot.Refuse(bot.ErrStale, "It is too late: some of this series is public already. /appeal repeat off ends it, so that nothing more goes out; /appeal takedown removes what is public, too.")
}

// EndRepeat ends a series: what is queued of it is dropped, what is public stays.
func (d *Desk) EndRepeat(ctx context.Context, by Actor, id bot.ID, reason string) (bot.Appeal, error) {
	reason = strings.TrimSpace(reason)
	var out bot.Appeal
	err := d.do(ctx, by, func(c *change) error {
		c.what, c.about = "end series", id
		a, err := c.Appeal(id)
		if err != nil {
			return err
		}
		switch {
		case !slices.Contains(a.Editors, by.Person.ID) && !by.Person.Can(bot.Approver) && !by.Person.Can(bot.Author):
			return bot.Refuse(bot.ErrDenied, "Only authors and approvers may end a series. Tell one of them at once.")
		case !a.InSeries():
			return bot.Refuse(bot.ErrInvalid, "This appeal is not repeated, so there is nothing to end.")
		case a.Off.Person != "":
			return bot.Refuse(bot.ErrStale, "This series was ended already (%s %s).", a.Off.Name, bot.When(a.Off.At, c.now))
		case a.State == bot.Done || a.State == bot.Cancelled:
			return bot.Refuse(bot.ErrStale, "This series is over already: %s.", a.Note)
		}
		why := "ended by " + by.Person.Name
		if reason != "" {
			why += ": " + reason
		}
		out, err = c.endSeries(a, why)
		return err
	}, func(tx bot.Tx) error {
		var err error
		out, err = tx.Appeal(id)
		return err
	})
	return out, err
}

// endSeries lets nothing more of a series go out. What is public of it stays, so the
// appeal stays approved as long as anything is.
func (c *change) endSeries(a bot.Appeal, why string) (bot.Appeal, error) {
	if err := c.DeleteJob(bot.JobID(bot.JobSlot, a.ID)); err != nil {
		return a, err
	}
	if _, err := c.endSlots(a, why); err != nil {
		return a, err
	}
	a.Off = c.by.Person.By(c.now)
	if a.State != bot.Approved {
		a.State, a.Changed, a.Note, a.Approvals = bot.Cancelled, a.Off, why, nil
		return a, c.keep(a, "cancelled", why)
	}
	_, live, err := c.dropQueued(a, why)
	if err != nil {
		return a, err
	}
	a.Note = why
	if live == 0 {
		a = bot.Finish(a, c.by.Person, why, c.now)
	}
	return a, c.keep(a, "ended series", why)
}

// dropQueued drops the posts of an appeal of which nobody has seen anything. It
// returns how many those are, and how many others there are that are or may be public.
func (c *change) dropQueued(a bot.Appeal, why string) (dropped, live int, err error) {
	ps, err := c.PostsOf(a.ID)
	if err != nil {
		return 0, 0, err
	}
	for _, p := range ps {
		switch {
		case p.Recallable():
			if err := c.drop(p, why); err != nil {
				return dropped, live, err
			}
			if err := c.reshow(bot.NoticeAsk, p.ID); err != nil {
				return dropped, live, err
			}
			dropped++
		case p.Live():
			live++
		}
	}
	return dropped, live, nil
}

// repeats takes down what repeats an appeal that is taken down, and what was made
// for the slots of a series that is: the words are the same. It reports whether a
// was that.
func (c *change) repeats(a, gone bot.Appeal) (bool, error) {
	if a.Kind != bot.Repeat || a.Parent != gone.ID && a.Series != gone.ID || a.State != bot.Approved {
		return false, nil
	}
	const why = "what it repeats was taken down"
	if err := c.DeleteJob(bot.JobID(bot.JobSlot, a.ID)); err != nil {
		return true, err
	}
	if _, err := c.takeDown(a, why); err != nil {
		return true, err
	}
	return true, c.keep(bot.Finish(a, c.by.Person, why, c.now), "took down", why)
}

// supersedes ends the series of an appeal whose words are not right any more: a
// correction of it, or the news that whoever is missing was found, is approved.
func (c *change) supersedes(a bot.Appeal) error {
	if a.Parent == "" || a.Kind != bot.Correction && a.Kind != bot.Located {
		return nil
	}
	k, err := c.Case(a.Case)
	if err != nil {
		return err
	}
	as, err := c.AppealsOf(k.ID, k.Appeals)
	if err != nil {
		return err
	}
	// What was published anew is repeated as its correction.
	subject, err := c.subjectOf(a.Parent)
	if err != nil {
		return err
	}
	family, err := corrections(c, subject)
	if err != nil {
		return err
	}
	of := map[bot.ID]bool{a.Parent: true, subject.ID: true}
	for _, o := range family {
		of[o.ID] = true
	}
	for _, s := range as {
		if !of[s.Parent] || !s.InSeries() || s.State == bot.Done || s.State == bot.Cancelled || s.Off.Person != "" {
			continue
		}
		if _, err := c.endSeries(s, fmt.Sprintf("%s/%d (%s) was approved", k.Number, a.Number, strings.ToLower(a.Kind.Title()))); err != nil {
			return err
		}
	}
	return nil
}
