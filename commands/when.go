package commands

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"appealbot/bot"
)

// Limits of what parseWhen accepts.
const (
	maxWhen  = 200                  // bytes
	maxAhead = 366                  // days
	halfYear = 183 * 24 * time.Hour // how far a date without a year may lie in the next one
)

// moment is when something is to happen.
type moment struct {
	at   time.Time // in the department's zone; zero means now
	note string    // what the reader should know about it; a sentence or nothing
	now  time.Time // when it was asked for
}

// String says it with weekday, zone and distance: "Tue 1 Dec 2026 18:00 EST
// (in 8 days)". Without the distance, parseWhen reads it again.
func (m moment) String() string {
	if m.at.IsZero() {
		return "now"
	}
	return m.at.Format("Mon 2 Jan 2006 15:04 MST") + " (" + ahead(m.at, m.now) + ")"
}

// ahead says how far t is from now: to the minute within a day, and in days
// of the calendar from then on.
func ahead(t, now time.Time) string {
	minutes := int(t.Sub(now) / time.Minute)
	switch h := minutes / 60; {
	case minutes < 1:
		return "in less than a minute"
	case h < 1:
		return "in " + count(minutes, "minute")
	case h < 24 && minutes%60 == 0:
		return "in " + count(h, "hour")
	case h < 24:
		return "in " + count(h, "hour") + " " + count(minutes%60, "minute")
	}
	return "in " + count(int(civil(t).Sub(civil(now.In(t.Location())))/(24*time.Hour)), "day")
}

func count(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%d %ss", n, unit)
}

// civil returns the date of t as midnight UTC, where every day has 24 hours.
func civil(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// parseWhen reads what people write for a time to come, in English or French.
// The zone of now is the department's. The grammar is strict: a word that is
// not understood, or a time that can mean two things, is refused, because a
// guess would be published.
func parseWhen(s string, now time.Time) (moment, error) {
	p := &whenParser{src: strings.TrimSpace(s), now: now}
	if len(p.src) > maxWhen || p.src == "" || !utf8.ValidString(p.src) {
		return moment{}, bot.Refuse(bot.ErrInvalid, "Say when in a few words. %s", p.examples())
	}
	p.toks = scanWhen(p.src)
	if p.accept("now", "maintenant") {
		if !p.done() {
			return moment{}, p.unknown()
		}
		return moment{now: now}, nil
	}
	m, err := p.parse()
	if err != nil {
		return moment{}, err
	}
	m.now = now
	switch {
	case !m.at.After(now): // also the year 1, whose first instant would mean now
		return moment{}, bot.Refuse(bot.ErrInvalid, "%s is over. %s", m.at.Format("Mon 2 Jan 2006 15:04 MST"), p.examples())
	case m.at.After(now.AddDate(0, 0, maxAhead)):
		return moment{}, bot.Refuse(bot.ErrInvalid, "%s is more than %d days ahead. Choose an earlier time, or come back to it later.", m.at.Format("Mon 2 Jan 2006 15:04 MST"), maxAhead)
	}
	return m, nil
}

func (p *whenParser) parse() (moment, error) {
	if p.accept("in", "dans") {
		return p.span()
	}
	if t, ok := p.iso(); ok {
		return moment{at: t.In(p.now.Location())}, nil
	}
	return p.dated()
}

// iso reads a time with its offset: 2026-12-01T18:00:00-05:00.
func (p *whenParser) iso() (time.Time, bool) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(layout, strings.ToUpper(p.src)); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// dated reads a time of day with a day before or behind it, or without one.
func (p *whenParser) dated() (moment, error) {
	p.accept("on", "le")
	d, err := p.day()
	if err != nil {
		return moment{}, err
	}
	if !d.numeric || !p.accept("t") { // 2026-12-01T18:00
		_ = d.given && p.accept(",")
		p.accept("at", "a", "@")
	}
	c, err := p.clock()
	switch {
	case err != nil:
		return moment{}, err
	case !c.given && d.given && p.done():
		return moment{}, bot.Refuse(bot.ErrInvalid, "At what time? Write %s 9am, or %s 18:00.", p.src, p.src)
	case !c.given:
		return moment{}, p.unknown()
	}
	if !d.given {
		p.accept(",")
		p.accept("on", "le")
		if d, err = p.day(); err != nil {
			return moment{}, err
		}
	}
	zone := ""
	if t := p.at(0); p.i == len(p.toks)-1 && slices.Contains(p.zones(), strings.ToUpper(t.text)) {
		zone = strings.ToUpper(t.text)
		p.i++
	}
	if !p.done() {
		return moment{}, p.unknown()
	}
	return p.resolve(d, c, zone)
}

// zones returns the names that the department's zone has within a year.
func (p *whenParser) zones() []string {
	var names []string
	for m := range 12 {
		names = append(names, p.now.AddDate(0, m, 0).Format("MST"))
	}
	return names
}

// examples shows the ways to write a time, with dates that are to come.
func (p *whenParser) examples() string {
	return fmt.Sprintf("Write it like 18:00, tomorrow 9am, friday 18h30, in 20 minutes, %s, %s or now.",
		p.soon().Format("2 Jan 15:04"), p.soon().Format("2006-01-02 15:04"))
}

// soon is an instant for examples.
func (p *whenParser) soon() time.Time {
	y, m, d := p.now.Date()
	return time.Date(y, m, d+8, 18, 0, 0, 0, p.now.Location())
}

// unknown refuses what stands at i, and says what it could have been.
func (p *whenParser) unknown() error {
	if p.done() {
		return bot.Refuse(bot.ErrInvalid, "%q is not complete. %s", p.src, p.examples())
	}
	start := p.at(0).start
	text := fmt.Sprintf("I cannot read a time in %q.", p.src)
	if p.i > 0 {
		text = fmt.Sprintf("I understand %q, but not %q.", strings.TrimSpace(p.src[:start]), p.src[start:])
	}
	raw := p.src[start:p.at(0).end]
	switch near, ok := nearest(p.at(0).text, whenWords()); {
	case ok && near != p.at(0).text:
		text += fmt.Sprintf(" Did you mean %q?", near)
	case len(raw) >= 2 && len(raw) <= 5 && strings.ToUpper(raw) == raw && p.at(0).isWord():
		text += fmt.Sprintf(" Times are in %s; for another zone write the offset, like %s.", p.now.Format("MST"), p.soon().Format("2006-01-02T15:04-07:00"))
	}
	return bot.Refuse(bot.ErrInvalid, "%s %s", text, p.examples())
}
