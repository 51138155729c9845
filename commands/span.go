package commands

import (
	"slices"
	"time"

	"appealbot/bot"
)

// span reads what stands behind "in": 20 minutes, 2h, 1h30, 2 days, or 2 days
// at 9am.
func (p *whenParser) span() (moment, error) {
	days, d := 0, time.Duration(0)
	last := whenUnit{rank: rankAny}
	for first := true; first || !p.done(); first = false {
		if last.days > 0 && p.accept("at", "a", "@") {
			return p.daysAhead(days)
		}
		if !first {
			p.accept("and", "et", ",")
		}
		n, unit, err := p.part(last.rank)
		if err != nil {
			return moment{}, err
		}
		days += n * unit.days
		d += time.Duration(n) * unit.length
		last = unit
	}
	if days == 0 && d == 0 {
		return moment{}, bot.Refuse(bot.ErrInvalid, "%q is no time at all. Write now, or in 5 minutes.", p.src)
	}
	return p.later(days, d)
}

// part reads one number with its unit, which must rank below the one before.
func (p *whenParser) part(below int) (int, whenUnit, error) {
	if below > rankMinute && (p.acceptAll("half", "an", "hour") || p.acceptAll("une", "demi", "-", "heure") || p.acceptAll("une", "demi", "heure")) {
		return 1, whenUnit{rank: rankMinute, length: 30 * time.Minute}, nil
	}
	n, ok := p.number(0, 4)
	if ok && below == rankHour && p.i == len(p.toks)-1 && len(p.at(0).text) == 2 && p.at(-1).text == "h" { // 1h30
		p.i++
		return n, unitNamed("min"), nil
	}
	if !ok && slices.Contains([]string{"a", "an", "one", "un", "une"}, p.at(0).text) {
		n, ok = 1, true
	}
	unit := unitNamed(p.at(1).text)
	switch {
	case !ok:
		return 0, unit, p.unknown()
	case p.at(1).text == "":
		return 0, unit, bot.Refuse(bot.ErrInvalid, "%s what? Write in %d minutes or in %d hours.", p.at(0).text, n, n)
	case unit.rank == 0:
		p.i++
		return 0, unit, p.unknown()
	case unit.rank >= below:
		return 0, unit, p.unknown()
	}
	p.i += 2
	return n, unit, nil
}

// daysAhead reads the time of day behind "in 2 days at".
func (p *whenParser) daysAhead(days int) (moment, error) {
	c, err := p.clock()
	if err != nil {
		return moment{}, err
	}
	if !c.given || !p.done() {
		return moment{}, p.unknown()
	}
	return p.resolve(whenDay{given: true, date: civil(p.now).AddDate(0, 0, days)}, c, "")
}

// later adds days of the calendar, then d. It rounds up to the minute, because
// that is what people are shown.
func (p *whenParser) later(days int, d time.Duration) (moment, error) {
	at := p.now.Truncate(time.Minute)
	if at.Before(p.now) {
		at = at.Add(time.Minute)
	}
	var note string
	if days > 0 {
		m, err := p.instant(civil(at).AddDate(0, 0, days), whenClock{hour: at.Hour(), minute: at.Minute()}, "")
		if err != nil {
			return m, err
		}
		at, note = m.at, m.note
	}
	return moment{at: at.Add(d), note: note}, nil
}
