package desk

import (
	"time"

	"appealbot/bot"
)

// Timing is what becomes of what is late.
func (d *Desk) Timing() bot.Schedule { return d.o.Schedule }

// expect notes when a post of an appeal is to be public by what those who approved it
// since a moment could know. First is the appeal that it continues, or itself.
func (d *Desk) expect(p bot.Post, a, first bot.Appeal, set []bot.Freeze, since time.Time) bot.Post {
	acc, _ := d.account(p.Account)
	return p.Expect(acc, a.Judged(first.Kind), a.Pressing(), set, since, d.o.Zone)
}

// reexpect is expect for what somebody lets go now, who sees everything that holds it.
func (c *change) reexpect(p *bot.Post) error {
	if !p.Op.Publishes() {
		return nil
	}
	a, err := c.Appeal(p.Appeal)
	if err != nil {
		return err
	}
	first, err := root(c, a)
	if err != nil {
		return err
	}
	set, err := c.Freezes()
	if err != nil {
		return err
	}
	at := *p
	at.Due = c.now.UTC()
	p.Expected = c.d.expect(at, a, first, set, c.now).Expected
	if p.Waited.After(c.now) { // until when it waited by a clock that ran ahead
		p.Waited = at.Due
	}
	return nil
}

// surprised refuses what had to wait longer than anybody knew who approved it, as the
// department has it with what was missed: the child may be home by now. Whoever
// approved it while the card showed the later time is not asked again.
func (d *Desk) surprised(p bot.Post) error {
	if p.Part() > 0 || !d.o.Schedule.Surprised(p, p.Waited) {
		return nil
	}
	planned, now := p.Expected, d.Now()
	if planned.IsZero() {
		planned = p.Created
	}
	switch d.o.Schedule.Missed {
	case bot.MissedPublish:
		return nil
	case bot.MissedDrop:
		return bot.Refuse(bot.ErrOver, "It was to be published %s. It is later now than was known when it was approved, so it is given up.", bot.When(planned, now))
	default:
		return bot.Refuse(bot.ErrStale, "It was to be published %s. It is later now than was known when it was approved; is it still right?", bot.When(planned, now))
	}
}

// primeExpected notes at the start for what an earlier version has stored when it is to
// be public: whoever approved it saw quiet hours and blackouts on the card, too.
func (c *change) primeExpected() error {
	unknown := func(p bot.Post) bool { return p.Op.Publishes() && p.Expected.IsZero() && !p.Begun() }
	return c.eachQueued(unknown, func(p bot.Post, a, first bot.Appeal, set []bot.Freeze) error {
		at := p
		at.Due = p.Created
		p.Expected = c.d.expect(at, a, first, set, a.FirstApproval(c.now)).Expected
		return c.SetPost(p)
	})
}
