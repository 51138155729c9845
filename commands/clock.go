package commands

import (
	"appealbot/bot"
)

// A whenClock is a time of day as it was written.
type whenClock struct {
	given        bool
	hour, minute int
	midnight     bool // the word, which does not say of which day
	note         string
}

// clock reads a time of day, if one is there.
func (p *whenParser) clock() (whenClock, error) {
	switch {
	case p.accept("noon", "midday", "midi"):
		return whenClock{given: true, hour: 12}, nil
	case p.accept("midnight", "minuit"):
		return whenClock{given: true, midnight: true}, nil
	}
	h, ok := p.number(0, 4)
	if !ok {
		return whenClock{}, nil
	}
	c := whenClock{given: true, hour: h}
	if len(p.at(0).text) == 4 && hourWord(p.at(1).text) { // 1830h
		c.hour, c.minute = h/100, h%100
		p.i += 2
		return c, p.validClock(c)
	}
	if len(p.at(0).text) > 2 {
		return c, p.what(h)
	}
	return p.hour(c)
}

// hour reads what stands behind the one or two digits of an hour.
func (p *whenParser) hour(c whenClock) (whenClock, error) {
	sep, m := p.at(1), p.at(2)
	minutes, _ := p.number(2, 2)
	twoDigits := m.isNumber() && len(m.text) == 2
	exact := twoDigits && sep.glued && m.glued
	switch {
	case sep.text == ":" && exact: // 18:00, 6:30 pm
		c.minute = minutes
		if half, n := p.meridiem(3); n > 0 {
			return p.twelve(c, half, 3+n)
		}
		p.i += 3
	case sep.text == "." && exact: // 6.30pm
		c.minute = minutes
		half, n := p.meridiem(3)
		if n == 0 {
			return c, p.what(c.hour)
		}
		return p.twelve(c, half, 3+n)
	case sep.text == "h" || sep.text == "heure" || sep.text == "heures": // 18h, 18h30
		p.i += 2
		if twoDigits && monthNamed(p.at(1).text) == 0 && p.at(1).text != "de" {
			c.minute = minutes
			p.i++
		}
	default:
		half, n := p.meridiem(1)
		if n == 0 {
			return c, p.what(c.hour)
		}
		return p.twelve(c, half, 1+n)
	}
	return c, p.validClock(c)
}

// meridiem returns whether am or pm stands n tokens ahead, and its length.
func (p *whenParser) meridiem(n int) (half string, length int) {
	switch t := p.at(n).text; t {
	case "am", "pm":
		return t, 1
	case "a", "p":
		if p.at(n+1).text == "." && p.at(n+1).glued && p.at(n+2).text == "m" && p.at(n+2).glued {
			if p.at(n+3).text == "." {
				return t + "m", 4
			}
			return t + "m", 3
		}
	}
	return "", 0
}

// twelve takes n tokens as an hour from 1 to 12 with its half of the day.
func (p *whenParser) twelve(c whenClock, half string, n int) (whenClock, error) {
	if c.hour < 1 || c.hour > 12 || c.minute > 59 {
		return c, bot.Refuse(bot.ErrInvalid, "With am and pm, hours go from 1 to 12 and minutes from 00 to 59: %q. %s", p.src, p.examples())
	}
	p.i += n
	if c.hour == 12 {
		c.hour = 0
		c.note = "12 am is the hour after midnight."
		if half == "pm" {
			c.note = "12 pm is the hour after noon."
		}
	}
	if half == "pm" {
		c.hour += 12
	}
	return c, nil
}

func (p *whenParser) validClock(c whenClock) error {
	if c.hour > 23 || c.minute > 59 {
		return bot.Refuse(bot.ErrInvalid, "There is no %02d:%02d; a day goes from 00:00 to 23:59. %s", c.hour, c.minute, p.examples())
	}
	return nil
}

// what refuses a number that does not say what it counts.
func (p *whenParser) what(n int) error {
	text := p.at(0).text
	switch {
	case unitNamed(p.at(1).text).rank > 0:
		return bot.Refuse(bot.ErrInvalid, "Write in %s %s, or a time of day like 18:00.", text, p.src[p.at(1).start:p.at(1).end])
	case len(text) == 4 && n/100 < 24 && n%100 < 60:
		return bot.Refuse(bot.ErrInvalid, "%s what? Write %02d:%02d for the time of day.", text, n/100, n%100)
	case n >= 1 && n <= 12:
		return bot.Refuse(bot.ErrInvalid, "%s what? Write %dam, %dpm, %02d:00 or in %d minutes.", text, n, n, n, n)
	case n < 24:
		return bot.Refuse(bot.ErrInvalid, "%s what? Write %02d:00 or in %d minutes.", text, n, n)
	}
	return p.unknown()
}
