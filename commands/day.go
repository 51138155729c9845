package commands

import (
	"fmt"
	"slices"
	"time"

	"appealbot/bot"
)

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
	d, n := p.monthFirst()
	if n == 0 {
		d, n = p.dayFirst()
	}
	if n == 0 {
		return whenDay{}, nil
	}
	p.i += n
	year, ok := p.year()
	d.yearless = !ok
	d.date = time.Date(year, d.month, d.dom, 0, 0, 0, 0, time.UTC)
	return p.valid(d)
}

// monthFirst looks at Dec 1 or Dec. 1st, and returns how many tokens it has.
func (p *whenParser) monthFirst() (d whenDay, n int) {
	d.month = monthNamed(p.at(0).text)
	if d.month == 0 {
		return whenDay{}, 0
	}
	n++
	if p.at(n).text == "." {
		n++
	}
	dom, ok := p.number(n, 2)
	if !ok {
		return whenDay{}, 0
	}
	n++
	if slices.Contains([]string{"st", "nd", "rd", "th"}, p.at(n).text) && p.at(n).glued {
		n++
	}
	d.given, d.dom = true, dom
	return d, n
}

// dayFirst looks at 1 December, 1st of December or 1er déc., and returns how
// many tokens it has.
func (p *whenParser) dayFirst() (d whenDay, n int) {
	dom, ok := p.number(0, 2)
	if !ok {
		return whenDay{}, 0
	}
	n++
	if slices.Contains([]string{"st", "nd", "rd", "th", "er"}, p.at(n).text) && p.at(n).glued {
		n++
	}
	if t := p.at(n).text; t == "of" || t == "de" {
		n++
	}
	if d.month = monthNamed(p.at(n).text); d.month == 0 {
		return whenDay{}, 0
	}
	n++
	if p.at(n).text == "." {
		n++
	}
	d.given, d.dom = true, dom
	return d, n
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
