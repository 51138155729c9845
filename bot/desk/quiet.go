package desk

import (
	"context"
	"errors"
	"strings"
	"time"

	"appealbot/bot"
)

const (
	// turn is the least time between posts of an account that waited together:
	// a night's appeals in one second read like a machine gone wrong, and
	// networks take them for one.
	turn = time.Minute
	// manyInLine bounds how many posts of an account wait for their turn at a
	// time. Those beyond it go out earlier, not later.
	manyInLine = 500
	// inTurn is the note of a post that stands in line.
	inTurn = "waits for its turn behind what waited with it"
)

// Wait says, inside the transaction that claims p, until when p has to wait, as in
// "waits for ...", because its account makes nothing public for a time; zero when it
// has not. What has begun to be public is finished, what makes less public never
// waits, and neither does what Clear is to refuse. When p has waited and may go out
// now, those that waited with it go after it one by one.
func (d *Desk) Wait(tx bot.Tx, p bot.Post) (until time.Time, what string, err error) {
	if !p.Op.Publishes() || p.Begun() {
		return zero, "", nil
	}
	acc, known := d.account(p.Account)
	if !known {
		return zero, "", nil
	}
	set, err := tx.Freezes()
	if err != nil || len(acc.Windows) == 0 && len(set) == 0 && p.Waited.IsZero() {
		return zero, "", err
	}
	a, err := tx.Appeal(p.Appeal)
	if err != nil {
		return zero, "", err
	}
	if a.State != bot.Approved || p.Digest != a.Digest {
		return zero, "", nil
	}
	if err := d.timely(tx, p, a); errors.As(err, new(*bot.Refusal)) {
		return zero, "", nil
	} else if err != nil {
		return zero, "", err
	}
	first, err := root(tx, a)
	if err != nil {
		return zero, "", err
	}
	if pause, waits := acc.Paused(a.Judged(first.Kind), a.Pressing(), set, d.Now(), d.o.Zone); waits {
		until, err = behind(tx, p, pause.Until)
		return until, "the end of " + pause.Window.Why(), err
	}
	if p.Waited.IsZero() || d.surprised(p) != nil { // what Clear refuses keeps nobody waiting
		return zero, "", nil
	}
	return zero, "", d.lineUp(tx, p)
}

// timely refuses what is late before it began to wait.
func (d *Desk) timely(tx bot.Tx, p bot.Post, a bot.Appeal) error {
	rule, err := d.Rule(tx, a)
	if err != nil {
		return err
	}
	return errors.Join(d.late(tx, p, a), d.clearRepeat(tx, p, a, rule))
}

// What waits for the same end comes due in the order of the lanes, a second after each
// other, and within each in the order in which it came.
const (
	laneStep = time.Second
	step     = time.Millisecond
	// lanesLast is after how long the last lane has come due.
	lanesLast = 3 * laneStep
)

// behind is when p comes due behind those that wait for the same end already.
func behind(tx bot.Tx, p bot.Post, end time.Time) (time.Time, error) {
	end = end.Add(time.Duration(p.Lane-bot.LaneUrgent) * laneStep)
	ps, err := tx.DuePosts(p.Account, end.Add(laneStep), manyInLine)
	for _, q := range ps {
		if q.ID != p.ID && inLine(q) && q.Lane == p.Lane && !q.Due.Before(end) {
			end = q.Due.Add(step)
		}
	}
	return end, err
}

// inLine reports whether p was put off and has not begun to go out.
func inLine(p bot.Post) bool {
	return p.Op.Publishes() && p.State == bot.PostQueued && !p.Waited.IsZero() && !p.Begun()
}

// lineUp puts those back that waited with p, which goes out now. The outbox takes
// the most urgent of them first when their turn comes.
func (d *Desk) lineUp(tx bot.Tx, p bot.Post) error {
	next := d.Now().Add(turn)
	ps, err := tx.DuePosts(p.Account, next.UTC(), manyInLine)
	if err != nil {
		return err
	}
	for _, q := range ps {
		if q.ID == p.ID || !inLine(q) || d.surprised(q) != nil { // people are asked about that at once
			continue
		}
		if !q.Expected.IsZero() { // to stand in line is no surprise
			q.Expected = q.Expected.Add(next.Sub(q.Due)).UTC()
		}
		q.Due = next.UTC()
		q.Waited, q.Note = q.Due, inTurn
		if err := tx.SetPost(q); err != nil {
			return err
		}
		next = next.Add(step)
	}
	return nil
}

// waited is until when p was put off last, or what its words wait for was.
func waited(tx bot.Tx, p bot.Post) (time.Time, error) {
	t := p.Waited
	ids := p.Rendering.Awaits()
	if len(ids) == 0 {
		return t, nil
	}
	ps, err := tx.PostsOf(p.Appeal)
	if err != nil {
		return t, err
	}
	for _, q := range ps {
		for _, id := range ids {
			if q.Op == bot.OpCreate && q.Account == id && q.Digest == p.Digest && q.Waited.After(t) {
				t = q.Waited
			}
		}
	}
	return t, nil
}

// Delays returns on which of its accounts an appeal would wait if it were approved
// by now.
func (d *Desk) Delays(ctx context.Context, a bot.Appeal) (out []bot.Delay, err error) {
	err = d.o.Store.View(ctx, func(tx bot.Tx) error {
		first, err := root(tx, a)
		if err != nil {
			return err
		}
		set, err := tx.Freezes()
		out = a.Delays(first.Kind, d.o.Accounts.All(), set, d.Now())
		return err
	})
	return out, err
}

// Urge lets an appeal pass the windows that its kind may pass, for a reason; an
// empty one takes that back. It is another revision: the approval covers when the
// public sees it.
func (d *Desk) Urge(ctx context.Context, by Actor, id bot.ID, reason string) (bot.Appeal, error) {
	reason = strings.TrimSpace(reason)
	return d.alter(ctx, by, id, "made urgent", func(c *change, a *bot.Appeal) (string, error) {
		switch {
		case reason == a.Content.Urgent && reason == "":
			return "", bot.Refuse(bot.ErrStale, "This appeal waits for the end of quiet hours already.")
		case reason == a.Content.Urgent:
			return "", bot.Refuse(bot.ErrStale, "This appeal is urgent already: %s", reason)
		case reason != "" && len(reason) < 5:
			return "", bot.Refuse(bot.ErrInvalid, "Give the reason in a few words; the approver and the audit log will show it.")
		}
		if reason != "" {
			if err := c.mayPass(*a); err != nil {
				return "", err
			}
		}
		submitted := a.State == bot.Waiting || a.State == bot.Approved
		overrides := a.Overrides
		if err := c.edit(a, "", func(content *bot.Content) { content.Urgent = reason }); err != nil {
			return "", err
		}
		a.Overrides = overrides // the words are the same
		if reason == "" {
			reason = "waits for the end of quiet hours again"
		}
		if !submitted {
			return reason, nil
		}
		return reason, c.submit(a)
	})
}

// mayPass refuses what no reason lets pass.
func (c *change) mayPass(a bot.Appeal) error {
	first, err := root(c, a)
	if err != nil {
		return err
	}
	kind, windows := a.Judged(first.Kind), 0
	for _, id := range a.Content.Accounts {
		acc, _ := c.d.account(id)
		if acc.MayPass(kind) {
			return nil
		}
		windows += len(acc.Windows)
	}
	if windows == 0 {
		return bot.Refuse(bot.ErrInvalid, "None of its accounts has quiet hours that could be passed. Whether a blackout holds it, and how that is ended, /appeal blackout shows.")
	}
	return bot.Refuse(bot.ErrDenied, "%s does not pass the quiet hours or blackouts of its accounts, whatever the reason. It goes out when they are over; the configuration says what may pass.", kind.Title())
}
