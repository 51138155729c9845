package commands

import (
	"fmt"
	"time"

	"appealbot/bot"
	"appealbot/bot/calendar"
)

// A recurEnd is when times that come again end.
type recurEnd struct {
	until time.Time // nothing goes out from then on; zero means that no day was named
	times int       // at most so many; zero means that no number was named
	note  string
}

// end reads how long it goes on: until friday, for 4 weeks, 5 times, or nothing.
func (p *recurParser) end() (recurEnd, error) {
	p.accept(",", ";")
	var e recurEnd
	var err error
	switch {
	case p.done():
		return e, nil
	case p.accept("until", "till", "til", "jusqu'a", "jusqu'au", "jusque"):
		e, err = p.until()
	case p.accept("for", "pendant", "durant"):
		e, err = p.lasting()
	default:
		e, err = p.count()
	}
	if err == nil && !p.done() {
		err = p.unread()
	}
	return e, err
}

// until reads a day, with a time of day or without, that is the last one.
func (p *recurParser) until() (recurEnd, error) {
	p.accept("the", "le", "au")
	d, err := p.day()
	if err != nil {
		return recurEnd{}, err
	}
	_ = d.given && p.accept(",", "t")
	p.accept("at", "a", "@")
	c, err := p.clock()
	switch {
	case err != nil:
		return recurEnd{}, err
	case !d.given && !c.given && p.done():
		return recurEnd{}, bot.Refuse(bot.ErrInvalid, "Until when? Write until friday, or until %s.", p.soon().Format("2006-01-02"))
	case !d.given && !c.given:
		return recurEnd{}, p.unread()
	case !c.given:
		c = whenClock{given: true, hour: 23, minute: 59} // the day counts
	}
	m, err := p.resolve(d, c, "")
	if err != nil {
		return recurEnd{}, err
	}
	if !m.at.After(p.now) {
		return recurEnd{}, bot.Refuse(bot.ErrInvalid, "%s is over. Choose a later end.", m.at.Format("Mon 2 Jan 2006 15:04"))
	}
	return recurEnd{until: m.at.Add(time.Minute), note: d.note}, nil
}

// lasting reads 4 weeks, 10 days or 5 times.
func (p *recurParser) lasting() (recurEnd, error) {
	n, ok := p.number(0, 3)
	if !ok && (p.at(0).text == "a" || p.at(0).text == "one" || p.at(0).text == "une" || p.at(0).text == "un") {
		n, ok = 1, true
	}
	unit := unitNamed(p.at(1).text)
	switch {
	case ok && (p.at(1).text == "times" || p.at(1).text == "fois"):
		return p.count()
	case !ok:
		return recurEnd{}, p.unread()
	case p.at(1).text == "month" || p.at(1).text == "months" || p.at(1).text == "mois":
		return recurEnd{}, bot.Refuse(bot.ErrInvalid, "A series ends after 30 days: write for 30 days, or leave the end out.")
	case unit.days == 0 || n == 0:
		return recurEnd{}, bot.Refuse(bot.ErrInvalid, "For how long? Write for 4 weeks, for 10 days or 5 times.")
	}
	p.i += 2
	day := calendar.Civil(p.now).AddDate(0, 0, n*unit.days)
	if found := calendar.Instants(day, p.now.Location()); len(found) > 0 {
		return recurEnd{until: found[0]}, nil
	}
	_, after := calendar.Gap(day, p.now.Location())
	return recurEnd{until: after}, nil
}

// count reads 5 times.
func (p *recurParser) count() (recurEnd, error) {
	n, ok := p.number(0, 3)
	if !ok || p.at(1).text != "times" && p.at(1).text != "fois" {
		return recurEnd{}, p.unread()
	}
	if n == 0 || n > bot.MaxSlots {
		return recurEnd{}, bot.Refuse(bot.ErrInvalid, "Choose 1 to %d times.", bot.MaxSlots)
	}
	p.i += 2
	return recurEnd{times: n}, nil
}

// slots works out the times of a series that ends so, and says how.
func (e recurEnd) slots(spec calendar.Spec, name string, now time.Time) (repeatTimes, error) {
	r := repeatTimes{note: e.note}
	last := now.Add(bot.SeriesLength)
	if e.until.After(last) {
		return r, bot.Refuse(bot.ErrInvalid, "An appeal runs out after %d days unless somebody looks at it again, and so does its series: it can go on until %s at most. Choose an earlier end, and begin it anew then.", int(bot.SeriesLength.Hours()/24), last.Format("Mon 2 Jan 2006 15:04"))
	}
	until, most := last, bot.MaxSlots
	if !e.until.IsZero() {
		until = e.until
	}
	if e.times > 0 {
		most = e.times
	}
	slots, more, err := calendar.Slots(spec, now.Location(), now, until, most)
	if err != nil {
		return r, err
	}
	n := len(slots)
	switch {
	case e.times > n:
		return r, bot.Refuse(bot.ErrInvalid, "Only %d of the %d times lie within the next %d days, and a series goes on no longer. Write %d times, and begin it anew then.", n, e.times, int(bot.SeriesLength.Hours()/24), n)
	case more && !e.until.IsZero():
		return r, bot.Refuse(bot.ErrInvalid, "That would be more than %d times. Choose an earlier end or fewer times a day.", bot.MaxSlots)
	case more && e.times == 0:
		r.note = fmt.Sprintf("A series has at most %d times, so it ends with the last of them.", bot.MaxSlots)
	case e.until.IsZero() && e.times == 0:
		r.note = fmt.Sprintf("You named no end, so it ends after %d days, when an appeal runs out.", int(bot.SeriesLength.Hours()/24))
	}
	r.slots = slots
	r.rule = fmt.Sprintf("%s, %s until %s", name, count(n, "time"), slots[n-1].At.In(now.Location()).Format("Mon 2 Jan 2006"))
	if n == 1 {
		r.rule = fmt.Sprintf("%s, once, %s", name, slots[0].At.In(now.Location()).Format("Mon 2 Jan 2006"))
	}
	return r, nil
}
