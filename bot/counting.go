package bot

import (
	"errors"
	"slices"
	"time"
)

// A Counter counts what happens in one transaction. Flush writes it: one record
// for each day and scope that anything was counted in, however many replies there
// were.
type Counter struct {
	tx    FigureTx
	zone  *time.Location
	now   time.Time
	since time.Time
	days  map[dayKey]Day
	done  map[ID]Progress
}

type dayKey struct {
	scope ID
	date  string
}

// Count begins to count in a transaction at now. The first one that ever does
// notes since when there is anything to see: what was stored before is not in the
// figures, whatever becomes of it later.
func Count(tx FigureTx, zone *time.Location, now time.Time) (*Counter, error) {
	since, err := tx.Counting()
	if err == nil && since.IsZero() {
		since = now
		err = tx.PutCounting(now.UTC())
	}
	return &Counter{tx: tx, zone: zone, now: now, since: since, days: map[dayKey]Day{}, done: map[ID]Progress{}}, err
}

// Flush writes what was counted.
func (c *Counter) Flush() error {
	var errs []error
	for _, p := range c.done {
		errs = append(errs, c.tx.PutProgress(p))
	}
	for _, d := range c.days {
		errs = append(errs, c.tx.PutDay(d))
	}
	clear(c.days)
	clear(c.done)
	return errors.Join(errs...)
}

// each changes what is counted of a case at a time: that of the case, that of all,
// and that of all days together.
func (c *Counter) each(caseID ID, at time.Time, change func(*Day)) error {
	date := at.In(c.zone).Format(time.DateOnly)
	keys := []dayKey{{Everywhere, date}, {Everywhere, Ever}}
	if caseID != "" && caseID != Elsewhere {
		keys = append(keys, dayKey{caseID, date})
	}
	for _, k := range keys {
		if err := c.on(k, change); err != nil {
			return err
		}
	}
	return nil
}

func (c *Counter) on(k dayKey, change func(*Day)) error {
	d, ok := c.days[k]
	if !ok {
		var err error
		if d, err = c.tx.Day(k.scope, k.date); err != nil {
			return err
		}
	}
	change(&d)
	c.days[k] = d
	return nil
}

// add counts one thing at a time.
func (c *Counter) add(caseID ID, at time.Time, m Measure, cell Cell) error {
	return c.each(caseID, at, func(d *Day) { d.Add(m, cell, 1) })
}

// took counts one thing that took a while and ended at a time.
func (c *Counter) took(caseID ID, at time.Time, m Measure, cell Cell, took time.Duration, away bool) error {
	return c.each(caseID, at, func(d *Day) { d.Took(m, cell, took, away) })
}

// progress is what an appeal has reached, what this transaction knows included.
func (c *Counter) progress(appeal ID) (Progress, error) {
	if p, ok := c.done[appeal]; ok {
		return p, nil
	}
	return c.tx.Progress(appeal)
}

// Drafted counts an appeal that was begun.
func (c *Counter) Drafted(a Appeal) error {
	return c.add(a.Case, c.now, AppealsDrafted, CellOf(string(a.Kind)))
}

// Approved counts an appeal that has every approval it needs.
func (c *Counter) Approved(a Appeal) error {
	p, err := c.progress(a.ID)
	if err != nil {
		return err
	}
	first := p.Approved.IsZero()
	p.Appeal, p.Kind, p.Approved = a.ID, a.Kind, c.now.UTC()
	c.done[a.ID] = p
	if !first {
		return nil
	}
	cell := CellOf(string(a.Kind))
	return errors.Join(
		c.add(a.Case, c.now, AppealsApproved, cell),
		c.took(a.Case, c.now, DraftToApproval, cell, c.now.Sub(a.Created), false),
	)
}

// Accepted counts a post of which the network accepted a part.
func (c *Counter) Accepted(p Post, a Appeal, network string) error {
	was, err := c.progress(p.Appeal)
	if err != nil {
		return err
	}
	if was.Public.IsZero() {
		was.Appeal, was.Kind, was.Public = p.Appeal, a.Kind, c.now.UTC()
		c.done[p.Appeal] = was
		if err := c.add(p.Case, c.now, AppealsPublished, CellOf(string(a.Kind))); err != nil {
			return err
		}
	}
	if p.State != PostPosted {
		return nil
	}
	cell := CellOf(network, string(p.Account))
	if err := c.add(p.Case, c.now, PostsPublished, cell); err != nil {
		return err
	}
	if was.Approved.IsZero() {
		return nil // it was approved before anything was counted
	}
	from := was.Approved
	if p.Created.After(from) {
		from = p.Created // the time for which it was approved
	}
	return c.took(p.Case, c.now, ApprovalToAccepted, cell, c.now.Sub(from), false)
}

// Removed counts a post that is gone.
func (c *Counter) Removed(p Post, network string) error {
	return c.add(p.Case, c.now, PostsRemoved, CellOf(network, string(p.Account)))
}

// Tip reports whether an officer found something in a reply that an investigator
// can use.
func (r Reply) Tip() bool { return r.Label == LabelTip || r.Label == LabelFollowUp }

// oldest is how long before it was stored a reply may say that it was written, to
// be counted then. Networks are told by others when something was written, and
// nobody must be able to change the figures of another year.
const oldest = 31 * 24 * time.Hour

// written is when a reply counts as written.
func (r Reply) written() time.Time {
	if r.At.After(r.Stored) || r.Stored.Sub(r.At) > oldest {
		return r.Stored
	}
	return r.At
}

// Reply counts a reply that is new, or that was something else: another class,
// another label, in another case. Was is a zero Reply for one that is new.
func (c *Counter) Reply(was, is Reply, network string) error {
	if is.Stored.Before(c.since) {
		return nil
	}
	if err := c.told(was, -1, network); err != nil {
		return err
	}
	if err := c.told(is, 1, network); err != nil {
		return err
	}
	return c.firsts(was, is)
}

// told counts everything that a reply is, or takes it away.
func (c *Counter) told(r Reply, n int, network string) error {
	if r.ID == "" {
		return nil
	}
	cell := CellOf(network, string(r.Account))
	return c.each(r.Case, r.written(), func(d *Day) {
		d.Add(Replies, CellOf(network, string(r.Account), string(r.Class)), n)
		if r.Tip() {
			d.Add(Tips, cell, n)
		}
		if r.Emergency() {
			d.Add(Emergencies, cell, n)
		}
	})
}

// firsts keeps the first answer and the first tip of an appeal.
func (c *Counter) firsts(was, is Reply) error {
	if is.Appeal == "" || was.Appeal == is.Appeal && was.Tip() == is.Tip() {
		return nil
	}
	p, err := c.progress(is.Appeal)
	if err != nil || p.Public.IsZero() {
		return err
	}
	next := p
	m := Moment{Reply: is.ID, At: is.written().UTC()}
	next.Answers = note(p.Answers, m, false)
	if was.Tip() || is.Tip() {
		next.Tips = note(p.Tips, m, !is.Tip())
	}
	if slices.Equal(next.Answers, p.Answers) && slices.Equal(next.Tips, p.Tips) {
		return nil
	}
	c.done[is.Appeal] = next
	return errors.Join(
		c.moved(is.Case, FirstAnswer, next, p.Answers, next.Answers),
		c.moved(is.Case, FirstTip, next, p.Tips, next.Tips),
	)
}

// moved counts the first of some moments in place of what was the first.
func (c *Counter) moved(caseID ID, m Measure, p Progress, was, is []Moment) error {
	if len(was) > 0 && len(is) > 0 && was[0] == is[0] {
		return nil
	}
	cell := CellOf(string(p.Kind))
	if took, ok := p.first(was); ok {
		if err := c.took(caseID, was[0].At, m, cell, took, true); err != nil {
			return err
		}
	}
	if took, ok := p.first(is); ok {
		return c.took(caseID, is[0].At, m, cell, took, false)
	}
	return nil
}
