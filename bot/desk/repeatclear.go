package desk

import (
	"errors"
	"time"

	"appealbot/bot"
)

// clearRepeat refuses what must not be published again: because the series was
// ended, what it repeats is over, or its time is not now.
func (d *Desk) clearRepeat(tx bot.Tx, p bot.Post, a bot.Appeal, rule bot.Rule) error {
	if a.Kind != bot.Repeat || p.Part() > 0 { // a thread that has begun is completed
		return nil
	}
	parent, err := tx.Appeal(a.Parent)
	if err != nil {
		return err
	}
	switch {
	case a.Off.Person != "":
		return bot.Refuse(bot.ErrOver, "The series was %s.", a.Note)
	case parent.State == bot.Done || parent.State == bot.Cancelled:
		return bot.Refuse(bot.ErrOver, "What it repeats is over: %s.", parent.Note)
	case p.Slot > 0 && rule.Repeat == bot.RepeatEach:
		return bot.Refuse(bot.ErrDenied, "The department now asks for an approval of each repeat, and this series was approved once for all. End it with /appeal repeat off and begin it anew.")
	}
	s, n := a, p.Slot
	if a.Series != "" {
		if s, err = tx.Appeal(a.Series); err != nil {
			return err
		}
		n = a.Slot
		if s.State != bot.Approved || s.Off.Person != "" {
			return bot.Refuse(bot.ErrOver, "The series that it belongs to was taken back or is over.")
		}
	}
	if n == 0 || n > len(s.Content.Series.Slots) {
		return nil
	}
	if err := d.alone(s.Content.Series, n); err != nil || p.Decided.Person != "" || a.Content.At.IsZero() {
		return err // of what goes out as soon as it is approved, late says how late
	}
	at, err := waited(tx, p) // it was right to wait until then
	if err != nil {
		return err
	}
	slot := a.Content.At // which somebody may have moved
	if p.Slot > 0 {
		slot = s.Content.Series.Slots[n-1].At
	}
	if slot.After(at) {
		at = slot
	}
	if err := d.lateSlot(at); err != nil {
		return err
	}
	return d.behind(tx, p)
}

// alone refuses a slot whose successor is due, or nearly: never are two of one
// series published at once.
func (d *Desk) alone(s bot.Series, n int) error {
	if n >= len(s.Slots) {
		return nil
	}
	now, next := d.Now(), s.Slots[n].At
	room := min(bot.SlotGap, next.Sub(s.Slots[n-1].At)) / 2
	if now.Before(next.Add(-room)) {
		return nil
	}
	return bot.Refuse(bot.ErrOver, "It was not published in time, and the next one of the series is due %s.", bot.When(next, now))
}

// lateSlot refuses a slot that was missed, as the department has it.
func (d *Desk) lateSlot(at time.Time) error {
	now := d.Now()
	if now.Sub(at) <= d.o.Schedule.Grace {
		return nil
	}
	switch d.o.Schedule.Missed {
	case bot.MissedPublish:
		return nil
	case bot.MissedDrop:
		return bot.Refuse(bot.ErrOver, "It was to be published %s and was missed.", bot.When(at, now))
	default:
		return bot.Refuse(bot.ErrStale, "It was to be published %s. That is over; is it still right?", bot.When(at, now))
	}
}

// behind refuses a slot that would come too close behind the one before it, which
// went out late.
func (d *Desk) behind(tx bot.Tx, p bot.Post) error {
	last, err := lastSlot(tx, p)
	since := d.Now().Sub(last)
	if err != nil || last.IsZero() || since >= bot.SlotGap/2 || since < 0 { // that is a clock which was put back
		return err
	}
	return bot.Refuse(bot.ErrOver, "The one before it went out late, %s, so this one is left out.", bot.When(last, d.Now()))
}

// lastSlot returns when the series of p was last published on its account.
func lastSlot(tx bot.Tx, p bot.Post) (last time.Time, err error) {
	for n := p.Slot - 1; n > 0; n-- {
		q, err := tx.Post(bot.SlotPostID(p.Appeal, p.Digest, p.Account, p.Language, n, p.Op))
		if errors.Is(err, bot.ErrNotFound) {
			continue
		} else if err != nil {
			return last, err
		}
		if q.Posted.After(last) {
			last = q.Posted
		}
		if !q.Posted.IsZero() {
			break
		}
	}
	return last, nil
}
