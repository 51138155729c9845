package commands

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
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

// whenToken is a number, a word in lower case without accents, or another
// character.
type whenToken struct {
	text       string
	start, end int  // in the source
	glued      bool // no white space before it
}

func (t whenToken) isNumber() bool { return t.text != "" && t.text[0] >= '0' && t.text[0] <= '9' }
func (t whenToken) isWord() bool   { return t.text != "" && t.text[0] >= 'a' && t.text[0] <= 'z' }

func scanWhen(s string) []whenToken {
	var toks []whenToken
	glued := false
	for i, r := range s {
		if unicode.Is(unicode.Mn, r) && len(toks) > 0 { // an accent on the letter before
			toks[len(toks)-1].end = i + utf8.RuneLen(r)
			continue
		}
		if unicode.IsSpace(r) {
			glued = false
			continue
		}
		c, end := plain(r), i+utf8.RuneLen(r)
		if n := len(toks) - 1; n >= 0 && glued && joins(toks[n], c) {
			toks[n].text += c
			toks[n].end = end
		} else {
			toks = append(toks, whenToken{text: c, start: i, end: end, glued: glued})
		}
		glued = true
	}
	return toks
}

// joins reports whether c continues t: letters, with the apostrophe of
// aujourd'hui, or digits.
func joins(t whenToken, c string) bool {
	next := whenToken{text: c}
	return t.isNumber() && next.isNumber() || t.isWord() && (next.isWord() || c == "'")
}

// plain writes a letter in lower case and without the accents of French.
func plain(r rune) string {
	switch r = unicode.ToLower(r); r {
	case 'é', 'è', 'ê', 'ë':
		return "e"
	case 'à', 'â', 'ä':
		return "a"
	case 'û', 'ù', 'ü':
		return "u"
	case 'î', 'ï':
		return "i"
	case 'ô', 'ö':
		return "o"
	case 'ç':
		return "c"
	case '’', 'ʼ':
		return "'"
	}
	return string(r)
}

// whenParser reads tokens from left to right. Its methods leave i at the first
// token that they cannot use.
type whenParser struct {
	src  string
	now  time.Time
	toks []whenToken
	i    int
}

func (p *whenParser) at(n int) whenToken {
	if p.i+n < len(p.toks) {
		return p.toks[p.i+n]
	}
	return whenToken{}
}

func (p *whenParser) done() bool { return p.i >= len(p.toks) }

// accept takes the next token if it is one of texts.
func (p *whenParser) accept(texts ...string) bool {
	if p.done() || !slices.Contains(texts, p.at(0).text) {
		return false
	}
	p.i++
	return true
}

// acceptAll takes the next tokens if they are texts.
func (p *whenParser) acceptAll(texts ...string) bool {
	for n, t := range texts {
		if p.at(n).text != t {
			return false
		}
	}
	p.i += len(texts)
	return true
}

// number returns the token n places ahead as a number of at most width digits.
func (p *whenParser) number(n, width int) (int, bool) {
	t := p.at(n)
	if !t.isNumber() || len(t.text) > width {
		return 0, false
	}
	v := 0
	for _, r := range t.text {
		v = v*10 + int(r-'0')
	}
	return v, true
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

// A whenDay is a day as it was written.
type whenDay struct {
	given    bool
	date     time.Time // midnight UTC; of this year when there was none
	yearless bool
	numeric  bool // 2026-12-01
	month    time.Month
	dom      int
	weekday  *time.Weekday // written before a date
	today    bool
	note     string
}

// day reads a day, if one is there.
func (p *whenParser) day() (whenDay, error) {
	today := civil(p.now)
	switch {
	case p.accept("today", "aujourd'hui"):
		return whenDay{given: true, date: today, today: true}, nil
	case p.accept("tomorrow", "demain"):
		return whenDay{given: true, date: today.AddDate(0, 0, 1)}, nil
	case p.acceptAll("day", "after", "tomorrow"), p.acceptAll("apres", "-", "demain"), p.acceptAll("apres", "demain"):
		return whenDay{given: true, date: today.AddDate(0, 0, 2)}, nil
	case p.accept("next", "this", "ce"):
		return whenDay{}, p.whichWeek()
	}
	wd, named := weekday(p.at(0).text)
	if named {
		p.i++
		p.accept(".")
		if p.accept("prochain", "next") {
			return whenDay{}, p.whichWeek()
		}
		p.accept(",")
	}
	d, err := p.monthDay()
	switch {
	case err != nil:
		return d, err
	case named && d.given:
		d.weekday = &wd
		return d, nil
	case named:
		return p.nextWeekday(wd), nil
	}
	return d, nil
}

func (p *whenParser) whichWeek() error {
	return bot.Refuse(bot.ErrInvalid, "People mean different weeks by %q. Write the weekday alone for the coming one, or the date: friday 9am, %s.", p.src, p.soon().Format("2 Jan 15:04"))
}

func (p *whenParser) nextWeekday(wd time.Weekday) whenDay {
	today := civil(p.now)
	n := (int(wd) - int(today.Weekday()) + 7) % 7
	d := whenDay{given: true}
	if n == 0 {
		n = 7
		d.note = fmt.Sprintf("Today is %s; this is the next one.", wd)
	}
	d.date = today.AddDate(0, 0, n)
	return d
}

// monthDay reads 2026-12-01, 1 December 2026, 1er décembre or Dec 1, if one
// of them is there.
func (p *whenParser) monthDay() (whenDay, error) {
	if err := p.ambiguous(); err != nil {
		return whenDay{}, err
	}
	if d, ok := p.yearMonthDay(); ok {
		return p.valid(d)
	}
	d := whenDay{given: true}
	n := 1 // tokens
	var ok bool
	if d.month = monthNamed(p.at(0).text); d.month != 0 { // Dec 1
		if p.at(n).text == "." {
			n++
		}
		if d.dom, ok = p.number(n, 2); !ok {
			return whenDay{}, nil
		}
		n++
		if slices.Contains([]string{"st", "nd", "rd", "th"}, p.at(n).text) && p.at(n).glued {
			n++
		}
	} else { // 1 December
		if d.dom, ok = p.number(0, 2); !ok {
			return whenDay{}, nil
		}
		if slices.Contains([]string{"st", "nd", "rd", "th", "er"}, p.at(n).text) && p.at(n).glued {
			n++
		}
		if t := p.at(n).text; t == "of" || t == "de" {
			n++
		}
		if d.month = monthNamed(p.at(n).text); d.month == 0 {
			return whenDay{}, nil
		}
		n++
		if p.at(n).text == "." {
			n++
		}
	}
	p.i += n
	year, ok := p.year()
	d.yearless = !ok
	d.date = time.Date(year, d.month, d.dom, 0, 0, 0, 0, time.UTC)
	return p.valid(d)
}

// yearMonthDay reads 2026-12-01 or 2026/12/01.
func (p *whenParser) yearMonthDay() (whenDay, bool) {
	y, ok := p.number(0, 4)
	sep := p.at(1).text
	month, okMonth := p.number(2, 2)
	dom, okDay := p.number(4, 2)
	if !ok || len(p.at(0).text) != 4 || sep != "-" && sep != "/" || p.at(3).text != sep || !okMonth || !okDay {
		return whenDay{}, false
	}
	for n := 1; n <= 4; n++ {
		if !p.at(n).glued {
			return whenDay{}, false
		}
	}
	p.i += 5
	d := whenDay{given: true, numeric: true, month: time.Month(month), dom: dom}
	d.date = time.Date(y, d.month, dom, 0, 0, 0, 0, time.UTC)
	return d, true
}

// year reads an optional year of four digits; 2030h is a time.
func (p *whenParser) year() (int, bool) {
	n := 0
	if p.at(0).text == "," {
		n++
	}
	y, ok := p.number(n, 4)
	if !ok || len(p.at(n).text) != 4 || hourWord(p.at(n+1).text) {
		return p.now.Year(), false
	}
	p.i += n + 1
	return y, true
}

// valid refuses the 30th of February.
func (p *whenParser) valid(d whenDay) (whenDay, error) {
	ok := d.month >= 1 && d.month <= 12 && d.date.Day() == d.dom && d.date.Month() == d.month
	if d.yearless && d.month == time.February && d.dom == 29 {
		ok = true // resolve looks for a year that has it
	}
	if !ok {
		return whenDay{}, bot.Refuse(bot.ErrInvalid, "There is no such day in the calendar: %q. %s", p.src, p.examples())
	}
	return d, nil
}

// ambiguous refuses 11/12, 11-12 and 11.12, which are different days on the
// two sides of the Atlantic. 6.30pm is a time.
func (p *whenParser) ambiguous() error {
	a, ok := p.number(0, 2)
	sep := p.at(1)
	b, okB := p.number(2, 2)
	if !ok || !okB || !sep.glued || !p.at(2).glued || !slices.Contains([]string{"/", "-", "."}, sep.text) {
		return nil
	}
	if after := p.at(3).text; sep.text == "." && (after == "am" || after == "pm" || after == "a" || after == "p") {
		return nil
	}
	day, month := a, b
	if month < 1 || month > 12 {
		day, month = b, a
	}
	hint := p.soon()
	if month >= 1 && month <= 12 && day >= 1 && day <= 28 {
		hint = time.Date(hint.Year(), time.Month(month), day, 18, 0, 0, 0, time.UTC)
	}
	return bot.Refuse(bot.ErrInvalid, "In \"%d%s%d\", day and month cannot be told apart. Write the month as a word, like %s, or the year first, like %s.",
		a, sep.text, b, hint.Format("2 Jan 15:04"), hint.Format("2006-01-02 15:04"))
}

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
			return c, p.what(h)
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
			return c, p.what(h)
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
	found := instants(wall, p.now.Location())
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

// instants returns every instant at which clocks in loc show wall, which is
// given as UTC; at most two, in order.
func instants(wall time.Time, loc *time.Location) []time.Time {
	var found []time.Time
	for _, probe := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		_, offset := wall.Add(probe).In(loc).Zone()
		t := wall.Add(-time.Duration(offset) * time.Second).In(loc)
		if _, o := t.Zone(); o == offset && !slices.ContainsFunc(found, t.Equal) {
			found = append(found, t)
		}
	}
	return found // in order: clocks show a time twice when the offset shrinks
}

// skipped refuses a time that clocks in loc jump over.
func skipped(wall time.Time, loc *time.Location) error {
	_, offset := wall.Add(-24 * time.Hour).In(loc).Zone()
	jump, _ := wall.Add(-time.Duration(offset) * time.Second).In(loc).ZoneBounds()
	before := jump.Add(-time.Minute).In(loc)
	return bot.Refuse(bot.ErrInvalid, "There is no %s on %s: the clocks go from %s straight to %s. Write %s or %s.",
		wall.Format("15:04"), wall.Format("Mon 2 Jan 2006"), before.Format("15:04"), jump.In(loc).Format("15:04"),
		before.Format("2006-01-02 15:04"), jump.In(loc).Format("2006-01-02 15:04"))
}

// Ranks of units, so that they come in order: 1 hour 30 minutes.
const (
	rankMinute = iota + 1
	rankHour
	rankDay
	rankWeek
	rankAny
)

// whenUnit is a unit of time: days of the calendar, or a length. The zero
// value is none.
type whenUnit struct {
	rank, days int
	length     time.Duration
}

func unitNamed(w string) whenUnit {
	switch w {
	case "m", "min", "mins", "minute", "minutes":
		return whenUnit{rank: rankMinute, length: time.Minute}
	case "h", "hr", "hrs", "hour", "hours", "heure", "heures":
		return whenUnit{rank: rankHour, length: time.Hour}
	case "d", "day", "days", "j", "jour", "jours":
		return whenUnit{rank: rankDay, days: 1}
	case "w", "week", "weeks", "semaine", "semaines":
		return whenUnit{rank: rankWeek, days: 7}
	}
	return whenUnit{}
}

// hourWord reports whether four digits before w are a time of day: 1830h.
func hourWord(w string) bool { return unitNamed(w).rank == rankHour }

// weekday knows the names in English and French. "mar" is March.
func weekday(w string) (time.Weekday, bool) {
	switch w {
	case "sunday", "sun", "dimanche", "dim":
		return time.Sunday, true
	case "monday", "mon", "lundi", "lun":
		return time.Monday, true
	case "tuesday", "tue", "tues", "mardi":
		return time.Tuesday, true
	case "wednesday", "wed", "mercredi", "mer":
		return time.Wednesday, true
	case "thursday", "thu", "thur", "thurs", "jeudi", "jeu":
		return time.Thursday, true
	case "friday", "fri", "vendredi", "ven":
		return time.Friday, true
	case "saturday", "sat", "samedi", "sam":
		return time.Saturday, true
	}
	return 0, false
}

// monthNamed knows the names in English and French, without accents. It
// returns zero for other words.
func monthNamed(w string) time.Month {
	for i, names := range [12][]string{
		{"january", "jan", "janvier", "janv"},
		{"february", "feb", "fevrier", "fevr", "fev"},
		{"march", "mar", "mars"},
		{"april", "apr", "avril", "avr"},
		{"may", "mai"},
		{"june", "jun", "juin"},
		{"july", "jul", "juillet", "juil"},
		{"august", "aug", "aout"},
		{"september", "sept", "sep", "septembre"},
		{"october", "oct", "octobre"},
		{"november", "nov", "novembre"},
		{"december", "dec", "decembre"}, //nolint:misspell // French.
	} {
		if slices.Contains(names, w) {
			return time.Month(i + 1)
		}
	}
	return 0
}

// whenWords are the words that a mistyped one is compared with.
func whenWords() []string {
	return []string{
		"now", "maintenant", "in", "dans", "today", "aujourd'hui", "tomorrow", "demain", "noon", "midi", "midnight", "minuit",
		"minutes", "hours", "heures", "days", "jours", "weeks", "semaines",
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
		"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
		"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
		"janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre", //nolint:misspell // French.
	}
}
