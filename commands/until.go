package commands

import (
	"strings"
	"time"
	"unicode/utf8"

	"appealbot/bot"
	"appealbot/bot/calendar"
)

// parseUntil reads when something ends, as people write it: all that parseWhen reads,
// and a day alone, which counts to its end. It is as strict. An end may lie years ahead,
// or behind: whether that is right is for whoever asked.
func parseUntil(s string, now time.Time) (moment, error) {
	p := &whenParser{src: strings.TrimSpace(s), now: now}
	if len(p.src) > maxWhen || p.src == "" || !utf8.ValidString(p.src) {
		return moment{}, bot.Refuse(bot.ErrInvalid, "Say until when in a few words. %s", p.ends())
	}
	p.toks = scanWhen(p.src)
	if p.accept("now", "maintenant") {
		return moment{}, bot.Refuse(bot.ErrInvalid, "What ends now allows nothing. %s", p.ends())
	}
	start := p.i
	p.accept("on", "le")
	if d, err := p.day(); err != nil {
		return moment{}, err
	} else if d.given && p.done() {
		return p.endOf(d)
	}
	p.i = start
	m, err := p.parse()
	m.now = now
	return m, err
}

// endOf is the end of a day: the first instant of the next one, which some zones have
// after midnight when their clocks go forward.
func (p *whenParser) endOf(d whenDay) (moment, error) {
	m, err := p.resolve(d, whenClock{given: true, hour: 23, minute: 59}, "")
	if err != nil {
		return m, err
	}
	m.at = dayStart(civil(m.at).AddDate(0, 0, 1), p.now.Location())
	m.note = strings.TrimSpace("That is the end of " + m.at.Add(-time.Minute).Format("Mon 2 Jan 2006") + ". " + d.note)
	m.now = p.now
	return m, nil
}

// dayStart is the first instant of a day in zone, which is given as midnight UTC.
func dayStart(day time.Time, zone *time.Location) time.Time {
	if found := calendar.Instants(day, zone); len(found) > 0 {
		return found[0]
	}
	_, after := calendar.Gap(day, zone)
	return after
}

// ends shows the ways to write an end.
func (p *whenParser) ends() string {
	return "Write " + p.soon().Format("2006-01-02") + " for the end of that day, or a time: " + p.soon().Format("2006-01-02 15:04") + ", tomorrow 17:00, friday 17:00."
}
