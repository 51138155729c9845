package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
)

// nag tells people that something is left which was taken down, until nothing is.
// It ends where the last of it is seen to be gone, and not here.
func (c *change) nag(j *bot.Job) (time.Time, error) {
	ls, _, err := bot.Leftovers(c, j.Case)
	if err != nil || len(ls) == 0 {
		return zero, err
	}
	if err := c.seek(ls); err != nil {
		return zero, err
	}
	if err := c.showLeft(*j, j.Step+1); err != nil {
		return zero, err
	}
	if err := c.log("told what is still live", j.Case, j.Case, counted(ls)); err != nil {
		return zero, err
	}
	return bot.NextNag(bot.NewestGone(ls), c.now), nil
}

// seek has looked for what may still arrive of what an older version took down, which
// did not look.
func (c *change) seek(ls []bot.Leftover) error {
	for _, l := range ls {
		r := l.Removal
		if !r.Gone.Lost || r.State != bot.PostPosted || !r.Due.IsZero() {
			continue
		}
		r.Due, r.Gone.From = c.now.UTC(), c.now.UTC()
		if err := c.SetPost(r); err != nil {
			return err
		}
	}
	return nil
}

// counted says for the audit log what is left, and where.
func counted(ls []bot.Leftover) string {
	n := 0
	var where []string
	for _, l := range ls {
		n += l.Parts()
		if id := string(l.Post.Account); !slices.Contains(where, id) {
			where = append(where, id)
		}
	}
	return fmt.Sprintf("%d live: %s", n, strings.Join(where, " "))
}

// leftKey is the key of a message about what is left: one a place, a pursuit and a
// step of it, so that each step notifies.
func leftKey(place string, since time.Time, step int) string {
	return fmt.Sprintf("%s/%d/%d", place, since.Unix(), step)
}

// showLeft says what is left: in the case's room, and to whoever is on duty.
func (c *change) showLeft(j bot.Job, step int) error {
	k, err := c.Case(j.Case)
	if err != nil && !errors.Is(err, bot.ErrNotFound) {
		return err
	}
	for _, platform := range c.d.o.Platforms {
		n := bot.Notice{Kind: bot.NoticeGone, Subject: j.Case, Channel: "duty", Lane: bot.LaneUrgent}
		if err := bot.Show(c, []string{platform}, c.now, n, leftKey(atDuty, j.Since, step)); err != nil {
			return err
		}
		// What is for a room that takes nothing comes into the duty channel, which
		// has its message.
		if k.ID == "" || k.State == bot.CaseClosed || k.Room(platform).Lost != "" {
			continue
		}
		n.Case, n.Channel = k.ID, ""
		if err := bot.Show(c, []string{platform}, c.now, n, leftKey(inCase, j.Since, step)); err != nil {
			return err
		}
	}
	return nil
}

// leftShown is how many messages about what is left are shown anew at the end.
const leftShown = 20

// reshowLeft shows the newest of the messages about what is left anew, at most n.
func (c *change) reshowLeft(j bot.Job, n int) error {
	for step := j.Step; step > max(0, j.Step-n); step-- {
		for _, platform := range c.d.o.Platforms {
			for _, place := range []string{atDuty, inCase} {
				key := leftKey(place, j.Since, step)
				old, err := c.Notice(bot.NoticeID(bot.NoticeGone, platform, j.Case, key))
				if errors.Is(err, bot.ErrNotFound) {
					continue
				} else if err != nil {
					return err
				}
				if err := bot.Show(c, []string{platform}, c.now, old, key); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// SightedGone records what became of something that was removed, as somebody saw
// who looked. What is still there is removed again: a network that says that it
// removed something may be wrong.
func (d *Desk) SightedGone(ctx context.Context, removal bot.ID, l bot.Look) error {
	by := Actor{Person: bot.Person{ID: "accounts", Name: "accounts"}, Via: "public eye"}
	return d.do(ctx, by, func(c *change) error {
		r, err := c.Post(removal)
		if err != nil {
			return err
		}
		switch {
		case !r.Pursued():
			return nil // somebody settled it meanwhile
		case r.State != bot.PostPosted && r.State != bot.PostRefused:
			// It is being removed again, such as on somebody's word. When to look
			// is up to what comes of that.
			r.Gone.Due = zero
			return c.SetPost(r)
		}
		r.Gone.At = c.now.UTC()
		r.Gone.Looks++
		switch {
		case l.Blind != "":
			r.Gone.Shut = r.Gone.Shut || l.Shut // until something is seen
			return c.blind(r, sentence(l.Blind))
		case l.Left > 0:
			return c.stillThere(r, l.Left)
		case r.State == bot.PostRefused:
			return c.byHand(r)
		case r.Gone.Lost: // what was found is gone, and more may arrive
			r.Gone.Left, r.Gone.Note, r.Gone.Due = 0, "", zero
			return c.keepLook(r, "what was found is gone", fmt.Sprintf("%s, look %d", r.Account, r.Gone.Looks))
		}
		r.Gone.OK, r.Gone.Owned, r.Gone.Left, r.Gone.Note, r.Gone.Due = true, l.Owned, 0, "", zero
		how := "seen"
		if l.Owned {
			how = "as the network says"
		}
		if err := c.keepLook(r, "gone", fmt.Sprintf("%s, %s at look %d", r.Account, how, r.Gone.Looks)); err != nil {
			return err
		}
		return c.settled(r)
	}, nil)
}

// Settled implements outbox.Desk.
func (d *Desk) Settled(tx bot.Tx, removal bot.Post) error {
	by := Actor{Person: bot.Person{ID: "outbox", Name: "outbox"}, Via: "outbox"}
	return (&change{Tx: tx, d: d, by: by, now: d.Now()}).settled(removal)
}

// blind keeps that it could not be found out whether something is gone. The log
// says so once for as long as the reason is the same.
func (c *change) blind(r bot.Post, why string) error {
	was := r.Gone.Note
	r.Gone.Note, r.Gone.Due = why, bot.NextLook(r.Posted, c.now)
	if was == why {
		return c.SetPost(r)
	}
	return c.keepLook(r, "not known whether it is gone", string(r.Account)+": "+why)
}

// stillThere keeps that something is there which should be gone. Where the network
// had said that it removed it, it is removed again; where it refused to, it is
// looked until somebody has done it by hand, and tried once more every hour. What it
// refused because it had shut the account, which works again, is removed once more at
// once: it is back in public.
func (c *change) stillThere(r bot.Post, left int) error {
	r.Gone.Left, r.Gone.Note = left, ""
	detail := fmt.Sprintf("%s, look %d", r.Account, r.Gone.Looks)
	switch {
	case r.State == bot.PostRefused && (r.Gone.Shut || r.AskAgain(c.now)):
		what := "still live, to be removed once more"
		if r.Gone.Shut {
			what = "still live, and its account works again"
		}
		r.State, r.Due, r.Attempt, r.Remotes, r.Lease = bot.PostQueued, c.now.UTC(), 0, nil, zero
		r.Gone.Shut, r.Gone.Refused, r.Gone.Failed, r.Gone.Due = false, nil, nil, zero
		return c.keepLook(r, what, detail)
	case r.State == bot.PostRefused:
		r.Gone.Due = bot.NextLook(r.Posted, c.now)
		return c.keepLook(r, "still live", detail)
	}
	p, err := c.Post(r.Target)
	if err != nil {
		return err
	}
	p.State, p.Due = bot.PostPosted, zero
	if err := c.SetPost(p); err != nil {
		return err
	}
	r.Gone.Lies++
	r.Gone.Due = zero
	r.State, r.Attempt, r.Remotes, r.Lease = bot.PostQueued, 0, nil, zero
	r.Due = c.now.Add(bot.AfterLie(r.Gone.Lies)).UTC()
	return c.keepLook(r, "still live although removed", detail)
}

// byHand has the outbox close what somebody removed by hand after the network had
// refused to.
func (c *change) byHand(r bot.Post) error {
	p, err := c.Post(r.Target)
	if err != nil {
		return err
	}
	r.State, r.Due, r.Remotes = bot.PostQueued, c.now.UTC(), p.Remotes
	r.Gone.Left, r.Gone.Note, r.Gone.Due = 0, "", zero
	r.Gone.Refused, r.Gone.Failed = nil, nil
	return c.keepLook(r, "removed by hand", string(r.Account))
}

// keepLook stores what a look at something came to, and shows it.
func (c *change) keepLook(r bot.Post, what, detail string) error {
	if err := c.SetPost(r); err != nil {
		return err
	}
	if err := c.log(what, r.Target, r.Case, detail); err != nil {
		return err
	}
	a, err := c.Appeal(r.Appeal)
	switch {
	case err == nil:
		err = c.card(a)
	case errors.Is(err, bot.ErrNotFound):
		err = nil
	}
	if err != nil {
		return err
	}
	j, err := c.Job(bot.JobID(bot.JobGone, r.Case))
	if errors.Is(err, bot.ErrNotFound) {
		return nil
	} else if err != nil {
		return err
	}
	return c.reshowLeft(j, 1)
}

// settled ends the pursuit in the case of a removal when that was the last of it.
func (c *change) settled(r bot.Post) error {
	ls, _, err := bot.Leftovers(c, r.Case)
	if err != nil || len(ls) > 0 {
		return err
	}
	id := bot.JobID(bot.JobGone, r.Case)
	j, err := c.Job(id)
	if errors.Is(err, bot.ErrNotFound) {
		return nil
	} else if err != nil {
		return err
	}
	e, err := c.ending(j)
	if err != nil {
		return err
	}
	if err := c.log("all gone", j.Case, j.Case, e.detail()); err != nil {
		return err
	}
	if err := c.reshowLeft(j, leftShown); err != nil {
		return err
	}
	text, key := e.text(c), fmt.Sprintf("allgone/%s/%d", j.Case, j.Since.Unix())
	if e.k.ID != "" && e.k.State != bot.CaseClosed {
		if err := c.tell(j.Case, key, text); err != nil {
			return err
		}
	}
	// Whoever is on duty hears of it who heard of the trouble, or of an all-clear.
	if j.Step > 0 || e.k.State == bot.CaseClosed || e.k.Clearance.Cleared() {
		if err := c.duty(key, text); err != nil {
			return err
		}
	}
	return c.DeleteJob(id)
}

// OutOfReach notes that somebody says of what is left on an account that nobody
// can remove it, and why. Nobody is told about it any more, and the cards say whose
// word that is.
func (d *Desk) OutOfReach(ctx context.Context, by Actor, caseID bot.ID, account bot.AccountID, reason string) (int, error) {
	reason = strings.TrimSpace(reason)
	n := 0
	err := d.do(ctx, by, func(c *change) error {
		c.what, c.about = "out of reach", caseID
		if !by.Person.Can(bot.Approver) && !by.Person.Can(bot.Lead) {
			return bot.Refuse(bot.ErrDenied, "Only approvers and leads may say that something is out of reach. Tell one of them what you saw.")
		}
		if reason == "" {
			return bot.Refuse(bot.ErrInvalid, "Say why nobody can remove it, for example: /appeal gone %s I looked at the account, it is not there.", account)
		}
		ls, _, err := bot.Leftovers(c, caseID)
		if err != nil {
			return err
		}
		var last bot.Post
		for _, l := range ls {
			if l.Post.Account != account {
				continue
			}
			n++
			last = l.Removal
			// What is under way has its claim taken away: its outcome does not matter.
			last.State, last.Due, last.Lease = bot.PostDropped, zero, zero
			last.Gone.By, last.Gone.Why, last.Gone.Due = by.Person.By(c.now), reason, zero
			if err := c.keepLook(last, "out of reach", string(account)+": "+reason); err != nil {
				return err
			}
		}
		if n == 0 {
			return bot.Refuse(bot.ErrStale, "Nothing is left on %s that should be gone. /appeal status shows every account.", d.name(account))
		}
		return c.settled(last)
	}, nil)
	return n, err
}
