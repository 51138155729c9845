package desk

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"appealbot/bot"
)

// startSeries sets a series going that is approved each time. The plan itself lets
// nothing out, so nobody has to approve it.
func (c *change) startSeries(a *bot.Appeal) error {
	a.State, a.Note = bot.Approved, ""
	return bot.Enlist(c, bot.JobSlot, a.ID, a.Case, c.now, c.ahead(a.Content.Series, 1))
}

// ahead is when the appeal for a slot is made: early enough for people to read it,
// and not before the slot in front of it is half over.
func (c *change) ahead(s bot.Series, n int) time.Time {
	at, lead := s.Slots[n-1].At, c.d.o.Schedule.Ahead
	if n > 1 {
		lead = min(lead, at.Sub(s.Slots[n-2].At)/2)
	}
	return at.Add(-lead)
}

// slot makes the appeals for the slots of a series that is approved each time, each
// once: which slot has been seen to stands in the series, in the same transaction.
func (c *change) slot(j *bot.Job) (time.Time, error) {
	s, err := c.Appeal(j.Subject)
	if errors.Is(err, bot.ErrNotFound) {
		return zero, nil
	} else if err != nil {
		return zero, err
	}
	if s.State != bot.Approved || !s.Content.Series.Each || s.Off.Person != "" {
		return zero, nil
	}
	if over, err := c.overSeries(s); over || err != nil {
		return zero, err
	}
	slots := s.Content.Series.Slots
	for i, slot := range slots {
		n := i + 1
		if !slot.At.After(s.Through) {
			continue
		}
		if due := c.ahead(s.Content.Series, n); c.now.Before(due) {
			return due, nil
		}
		if err := c.takeSlot(s, n); err != nil {
			return zero, err
		}
		s.Through = slot.At
		if err := c.keep(s, "saw to slot", fmt.Sprintf("%d of %d", n, len(slots))); err != nil {
			return zero, err
		}
	}
	return zero, nil
}

// overSeries ends a series whose case or appeal is over.
func (c *change) overSeries(s bot.Appeal) (bool, error) {
	p, err := c.Appeal(s.Parent)
	if err != nil {
		return false, err
	}
	k, err := c.Case(s.Case)
	if err != nil {
		return false, err
	}
	why := ""
	switch {
	case k.State == bot.CaseClosed:
		why = "the case is closed"
	case p.State == bot.Done || p.State == bot.Cancelled:
		why = "what it repeats is over"
	default:
		return false, nil
	}
	_, err = c.endSeries(s, why)
	return true, err
}

// takeSlot makes the appeal for a slot. What was missed is made for as soon as it is
// approved, or given up: as the department has it, and never beside the next one.
func (c *change) takeSlot(s bot.Appeal, n int) error {
	slots := s.Content.Series.Slots
	at := slots[n-1].At
	if at.After(c.now) {
		return c.makeSlot(s, n, at)
	}
	if n < len(slots) && !c.now.Before(c.ahead(s.Content.Series, n+1)) || c.d.o.Schedule.Missed == bot.MissedDrop {
		return c.tell(s.Case, fmt.Sprintf("missed/%s/%d", s.ID, n), fmt.Sprintf("The repeat that was planned %s was missed: nothing was made for it in time. It is given up.", bot.When(at, c.now)))
	}
	return c.makeSlot(s, n, zero)
}

// makeSlot makes the appeal for a slot and submits it in the name of whoever began
// the series.
func (c *change) makeSlot(s bot.Appeal, n int, at time.Time) error {
	k, err := c.Case(s.Case)
	if err != nil {
		return err
	}
	as := *c
	author, known := c.d.o.Roster.ByID(s.Author)
	if known {
		as.by = Actor{Person: author, Via: "clock"}
	}
	content := clone(s.Content)
	content.At, content.Series = utc(at), bot.Series{Reshare: s.Content.Series.Reshare}
	for lang, text := range content.Texts {
		content.Texts[lang] = c.d.lined(lang, text, s.Content.Series, n)
	}
	a := bot.Appeal{
		ID: c.d.o.NewID(), Case: k.ID, Kind: bot.Repeat, Parent: s.Parent, Series: s.ID, Slot: n, Author: s.Author, Editors: s.Editors,
		Revision: 1, Content: content, State: bot.Editing, Changed: as.by.Person.By(c.now), Created: c.now.UTC(), Exercise: s.Exercise,
	}
	if err := c.leaveOut(&a, s.Content.Series.Slots[n-1].At); err != nil {
		return err
	}
	if len(a.Content.Accounts) == 0 {
		return nil // the room was told why nothing is made
	}
	if a.Need, err = c.d.Rule(c, a); err != nil {
		return err
	}
	if a, err = as.add(k, a); err != nil {
		return err
	}
	a.Overrides = c.d.lowered(s, a)
	if len(bot.Open(a.Findings, a.Overrides)) == 0 && a.Lacks() == "" {
		draft := a
		err := as.submit(&a)
		refusal := (*bot.Refusal)(nil)
		if err == nil {
			return as.keep(a, "submitted", a.Digest)
		} else if !errors.As(err, &refusal) {
			return err
		}
		a = draft
		if err := c.tell(s.Case, "slot/"+string(a.ID), fmt.Sprintf("The repeat planned %s could not be submitted: %s It is a draft.", bot.When(s.Content.Series.Slots[n-1].At, c.now), refusal.Text)); err != nil {
			return err
		}
	}
	return as.keep(a, "drafted", a.Digest)
}

// lowered are the overrides of a series for the appeal of a slot, in which the same
// words stand further down.
func (d *Desk) lowered(s, a bot.Appeal) []bot.Override {
	var out []bot.Override
	for _, f := range a.Findings {
		was := f
		if lang, ok := strings.CutPrefix(f.Field, "text."); ok {
			was.Start -= utf8.RuneCountInString(d.lined(lang, "", s.Content.Series, a.Slot))
		}
		i := slices.IndexFunc(s.Overrides, func(o bot.Override) bool { return o.Finding == was.Key() })
		if i < 0 {
			continue
		}
		o := s.Overrides[i]
		o.Finding = f.Key()
		out = append(out, o)
	}
	return out
}
