package desk

import (
	"errors"
	"fmt"
	"time"

	"appealbot/bot"
)

// breath is how close two reminders may follow each other: what would come sooner
// than this after one is taken together with it.
const breath = 30 * time.Second

// remind reminds approvers of an appeal that waits, more of them each time, and says
// so when its time of publication passes before it was approved. How an appeal has
// come to be decided, edited or withdrawn meanwhile does not matter: the job looks,
// and ends when nobody waits for anything.
func (c *change) remind(j *bot.Job) (time.Time, error) {
	a, err := c.Appeal(j.Subject)
	switch {
	case errors.Is(err, bot.ErrNotFound):
		return zero, nil
	case err != nil:
		return zero, err
	case !c.unsettled(a):
		return zero, nil
	case a.Content.Overdue(c.now):
		return zero, c.overdue(a)
	case a.State != bot.Waiting:
		return a.Content.MissedAt(), nil
	}
	// What was missed while the program was down comes as one reminder. One that
	// was given already is not given again, whatever the clock was set to.
	upTo := c.now.Add(breath)
	since := a.Changed.At
	if since.After(c.now) { // it was submitted while the clock ran ahead
		since = j.Since
	}
	level := c.d.o.Ladder.Level(since, a.Content.At, upTo)
	last := since
	if a.Reminded.At.After(last) {
		last = a.Reminded.At.Add(breath)
	}
	rung := c.d.o.Ladder.Next(since, a.Content.At, last)
	due := !rung.IsZero() && !rung.After(upTo)
	if c.late(a) && a.Reminded.Level < bot.CallLeads {
		due, level = true, bot.CallLeads
	}
	if due && level > 0 {
		if err := c.reminded(a, level); err != nil {
			return zero, err
		}
	}
	return c.d.reminder(a, since, upTo), nil
}

// unsettled reports whether an appeal waits for somebody, by now or by a time that
// it was given.
func (c *change) unsettled(a bot.Appeal) bool {
	switch a.State {
	case bot.Waiting:
		return !a.Reminded.Missed
	case bot.Editing, bot.Rejected:
		return !a.Content.At.IsZero() && !a.Reminded.Missed
	default:
		return false
	}
}

// late reports whether an appeal was submitted so shortly before its time that no
// reminder is left before it.
func (c *change) late(a bot.Appeal) bool {
	before := c.d.o.Ladder.Before
	return !a.Content.At.IsZero() && len(before) > 0 && c.d.o.Ladder.Next(a.Changed.At, a.Content.At, a.Changed.At).IsZero()
}

// reminder returns when the job about an appeal that waits since a moment is due next
// after t; zero for never.
func (d *Desk) reminder(a bot.Appeal, since, t time.Time) time.Time {
	next := d.o.Ladder.Next(since, a.Content.At, t)
	if next.IsZero() && !a.Content.At.IsZero() {
		return a.Content.MissedAt()
	}
	return next
}

// reminded calls people of a level to an appeal.
func (c *change) reminded(a bot.Appeal, level bot.Level) error {
	before := a.Reminded
	people := c.d.o.Roster.Called(level, a, c.d.Duty())
	a.Reminded = bot.Reminded{
		Times: before.Times + 1, At: c.now.UTC(), Level: level, People: idsOf(people), Open: true,
	}
	if err := c.PutAppeal(a); err != nil {
		return err
	}
	if before.Times > 0 {
		was := reminders(a, before)
		if err := c.reshowSummons(was); err != nil {
			return err
		}
	}
	s := reminders(a, a.Reminded)
	s.duty = level >= bot.CallLeads || len(people) == 0
	if err := c.call(s); err != nil {
		return err
	}
	if err := c.log("reminded approvers", a.ID, a.Case, fmt.Sprintf("level %d: %v", level, s.people)); err != nil {
		return err
	}
	return c.card(a)
}

// reminders are the messages of one reminder.
func reminders(a bot.Appeal, r bot.Reminded) summons {
	return summons{kind: bot.NoticeRemind, appeal: a, digest: a.Digest, step: r.Times, people: r.People}
}

// overdue says that the time of an appeal has passed, and nobody approved it: nothing
// expires silently. It can be given another time.
func (c *change) overdue(a bot.Appeal) error {
	name, err := c.called(a)
	if err != nil {
		return err
	}
	waited := a.State == bot.Waiting
	what, why := "not approved in time", "was not approved in time"
	switch a.State {
	case bot.Editing:
		what, why = "not submitted in time", "is still a draft"
	case bot.Rejected:
		what, why = "not submitted in time", "was sent back for changes and has not come again"
	}
	at := bot.When(a.Content.At, c.now)
	text := fmt.Sprintf("%s was to be published %s. It %s, so nothing is published. %s", name, at, why, a.Content.Another())
	a.Reminded.Missed = true
	if err := c.keep(a, what, a.Content.At.UTC().Format(time.RFC3339)); err != nil {
		return err
	}
	key := fmt.Sprintf("missed/%d", a.Content.At.Unix())
	if err := c.tellOf(a, key, text); err != nil {
		return err
	}
	if err := c.whisper(a.Author, a, key, text); err != nil || !waited {
		return err
	}
	return c.duty(fmt.Sprintf("%s/%s", key, a.ID), text)
}

// arm has an appeal that waits for somebody looked at in time. It is part of
// keeping any appeal, so that no way in which one comes to wait is forgotten; when
// to begin is up to submit, which enlists the job anew.
func (c *change) arm(a bot.Appeal) error {
	if !c.unsettled(a) {
		return nil
	}
	id := bot.JobID(bot.JobRemind, a.ID)
	if a.State != bot.Waiting {
		return bot.Hasten(c, bot.JobRemind, a.ID, a.Case, c.now, a.Content.MissedAt())
	}
	_, err := c.Job(id)
	if !errors.Is(err, bot.ErrNotFound) {
		return err
	}
	return c.await(a)
}

// await has people reminded of an appeal that has just been submitted.
func (c *change) await(a bot.Appeal) error {
	due := c.d.reminder(a, a.Changed.At, c.now)
	if c.late(a) {
		due = c.now
	}
	if due.IsZero() {
		return c.DeleteJob(bot.JobID(bot.JobRemind, a.ID))
	}
	return bot.Enlist(c, bot.JobRemind, a.ID, a.Case, c.now, due)
}

// settleReminders shows the reminders of an appeal anew as long as they ask for a
// decision, and once more when they no longer do.
func (c *change) settleReminders(a *bot.Appeal) error {
	if !a.Reminded.Open {
		return nil
	}
	a.Reminded.Open = a.State == bot.Waiting && !a.Reminded.Missed
	return c.reshowSummons(reminders(*a, a.Reminded))
}

// manyToRemind bounds how many open appeals are looked at when the program starts.
const manyToRemind = 2000

// primeReminders makes sure at the start that no appeal waits unheard: those that
// an earlier version has stored have no job.
func (c *change) primeReminders() error {
	as, err := c.OpenAppeals(manyToRemind)
	if err != nil {
		return err
	}
	for _, a := range as {
		if a.State != bot.Waiting && a.Content.Overdue(c.now) {
			continue // an old draft
		}
		if err := c.arm(a); err != nil {
			return err
		}
	}
	return nil
}
