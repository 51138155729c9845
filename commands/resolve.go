package commands

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/calendar"
)

// resolve finds the instant of a time of day on a day.
func (p *whenParser) resolve(d whenDay, c whenClock, zone string) (moment, error) {
	today := civil(p.now)
	notes := []string{d.note, c.note}
	switch {
	case c.midnight && d.given:
		return moment{}, bot.Refuse(bot.ErrInvalid, "Midnight belongs to two days. Write 00:00 for the beginning of a day or 23:59 for its end, like %s 23:59.", p.soon().Format("2 Jan"))
	case c.midnight:
		d.date = today.AddDate(0, 0, 1)
		notes = append(notes, fmt.Sprintf("This is midnight at the end of today, %s.", today.Format("Mon 2 Jan")))
	case !d.given:
		d.date, d.today = today, true
	case d.yearless:
		var err error
		if d.date, err = p.withYear(d, c); err != nil {
			return moment{}, err
		}
	}
	if d.weekday != nil && *d.weekday != d.date.Weekday() {
		return moment{}, bot.Refuse(bot.ErrInvalid, "%s is a %s, not a %s. Correct one of them, or leave the weekday out.", d.date.Format("2 Jan 2006"), d.date.Weekday(), *d.weekday)
	}
	m, err := p.instant(d.date, c, zone)
	if err != nil {
		return m, err
	}
	if d.today && !m.at.After(p.now) {
		return moment{}, p.passed(m.at, c)
	}
	m.note = strings.Join(slices.DeleteFunc(append(notes, m.note), func(s string) bool { return s == "" }), " ")
	return m, nil
}

// passed refuses a time of today that is over.
func (p *whenParser) passed(at time.Time, c whenClock) error {
	or := ""
	if c.hour < 12 && at.Add(12*time.Hour).After(p.now) {
		or = fmt.Sprintf(" or today %02d:%02d", c.hour+12, c.minute)
	}
	return bot.Refuse(bot.ErrInvalid, "%s has passed today; it is %s now. Did you mean tomorrow %s%s? Write it like that.", at.Format("15:04"), p.now.Format("15:04"), at.Format("15:04"), or)
}

// withYear chooses the year of a date that was written without: this one, or
// the next when that is not too far off to have been meant.
func (p *whenParser) withYear(d whenDay, c whenClock) (time.Time, error) {
	for _, y := range []int{p.now.Year(), p.now.Year() + 1} {
		date := time.Date(y, d.month, d.dom, 0, 0, 0, 0, time.UTC)
		if date.Day() != d.dom { // the 29th of February
			continue
		}
		m, err := p.instant(date, c, "")
		switch {
		case err != nil:
			return date, err
		case !m.at.After(p.now):
			continue
		case y > p.now.Year() && m.at.Sub(p.now) > halfYear:
			return date, bot.Refuse(bot.ErrInvalid, "%s is over this year. If you mean the next one, write %s.", m.at.Format("2 Jan 15:04"), m.at.Format("2006-01-02 15:04"))
		}
		return date, nil
	}
	return time.Time{}, bot.Refuse(bot.ErrInvalid, "There is no such day in the coming year: %q. %s", p.src, p.examples())
}

// instant finds when the department's clocks show c on date. It refuses what
// they skip in spring. What they show twice in autumn is the first one that
// is to come, unless zone names one of the two.
func (p *whenParser) instant(date time.Time, c whenClock, zone string) (moment, error) {
	wall := date.Add(time.Duration(c.hour)*time.Hour + time.Duration(c.minute)*time.Minute)
	found := calendar.Instants(wall, p.now.Location())
	if len(found) == 0 {
		return moment{}, skipped(wall, p.now.Location())
	}
	first, last := found[0], found[len(found)-1]
	if zone != "" {
		for _, t := range found {
			if t.Format("MST") == zone {
				return moment{at: t}, nil
			}
		}
		return moment{}, bot.Refuse(bot.ErrInvalid, "At that time the zone is %s, not %s. Leave it out, or write the offset, like %s.", first.Format("MST"), zone, first.Format("2006-01-02T15:04-07:00"))
	}
	if len(found) == 1 {
		return moment{at: first}, nil
	}
	note := fmt.Sprintf("%s happens twice on %s, because the clocks go back;", first.Format("15:04"), first.Format("Mon 2 Jan 2006"))
	if !first.After(p.now) && last.After(p.now) {
		return moment{at: last, note: fmt.Sprintf("%s the first is over, this is the second, %s.", note, last.Format("MST"))}, nil
	}
	return moment{at: first, note: fmt.Sprintf("%s this is the first, %s. For the second write %s.", note, first.Format("MST"), last.Format("2006-01-02T15:04-07:00"))}, nil
}

// skipped refuses a time that clocks in loc jump over.
func skipped(wall time.Time, loc *time.Location) error {
	before, after := calendar.Gap(wall, loc)
	return bot.Refuse(bot.ErrInvalid, "There is no %s on %s: the clocks go from %s straight to %s. Write %s or %s.",
		wall.Format("15:04"), wall.Format("Mon 2 Jan 2006"), before.Format("15:04"), after.Format("15:04"),
		before.Format("2006-01-02 15:04"), after.Format("2006-01-02 15:04"))
}
