package configs

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
)

// QuietHours come again: nothing becomes public from one time of the day to
// another, which may be the next day's.
type QuietHours struct {
	// From and To are times on the department's clocks: "23:00".
	From string `yaml:"from"`
	To   string `yaml:"to"`
	// Days are those on which they begin: mon, tue, wed, thu, fri, sat, sun;
	// empty means every day.
	Days []string `yaml:"days"`
}

// Blackout comes once: a court's order, a day of mourning.
type Blackout struct {
	// From and To are times on the department's clocks: "2026-12-01 08:00".
	From string `yaml:"from"`
	To   string `yaml:"to"`
	// Reason is shown to officers: "court order CR-26-1".
	Reason string `yaml:"reason"`
	// Passes are the kinds of appeal that may pass it when an officer gives a
	// reason; empty means none.
	Passes []bot.Kind `yaml:"passes"`
}

// Layouts of the times in windows.
const (
	clockLayout = "15:04"
	dateLayout  = "2006-01-02 15:04"
)

// shortDays are the days as they are written, Sunday first.
func shortDays() []string { return []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"} }

// minutes reads a time of day as minutes since midnight.
func minutes(s string) (int, bool) {
	t, err := time.Parse(clockLayout, s)
	return t.Hour()*60 + t.Minute(), err == nil && len(s) == len(clockLayout)
}

// windows are the quiet hours and blackouts of a as the rest of the program knows
// them. What cannot be read was reported when the configuration was loaded.
func (a Account) windows(zone *time.Location) []bot.Window {
	var out []bot.Window
	for _, q := range a.Quiet {
		w := bot.Window{Passes: slices.Clone(a.Passes)}
		var from, to bool
		w.From, from = minutes(q.From)
		w.To, to = minutes(q.To)
		for _, day := range q.Days {
			w.Days = append(w.Days, time.Weekday(slices.Index(shortDays(), day)))
		}
		if from && to {
			out = append(out, w)
		}
	}
	for _, b := range a.Blackouts {
		from, err := time.ParseInLocation(dateLayout, b.From, zone)
		if err != nil {
			continue
		}
		to, err := time.ParseInLocation(dateLayout, b.To, zone)
		if err != nil {
			continue
		}
		out = append(out, bot.Window{Begin: from.UTC(), End: to.UTC(), Reason: b.Reason, Passes: slices.Clone(b.Passes)})
	}
	return out
}

// quiet demands windows that can be read and leave time to publish.
func (d *decoder) quiet(c *Config) {
	for i, a := range c.Accounts {
		path := fmt.Sprintf("accounts[%d]", i)
		for j, q := range a.Quiet {
			d.hours(fmt.Sprintf("%s.quiet[%d]", path, j), q)
		}
		d.passing(path+".passes", a.Passes)
		if len(a.Passes) > 0 && len(a.Quiet) == 0 {
			d.wrong(path+".passes", "there are no quiet hours that anything could pass; add quiet, or take this out. A blackout says itself what passes it.")
		}
		for j, b := range a.Blackouts {
			d.blackout(fmt.Sprintf("%s.blackouts[%d]", path, j), b)
		}
		if len(a.Quiet) > 0 && !d.faulty(path+".quiet") && never(a) {
			d.wrong(path+".quiet", "these hours leave no minute of the week in which anything could be published; shorten them.")
		}
	}
}

// never reports whether the quiet hours of an account have no end.
func never(a Account) bool {
	a.Passes, a.Blackouts = nil, nil
	pub := bot.Account{Windows: a.windows(time.UTC)}
	// In any week of UTC, where all days have 24 hours.
	from := time.Date(2026, 1, 4, 12, 0, 0, 0, time.UTC)
	p, waits := pub.Paused(bot.Witness, false, nil, from, time.UTC)
	return waits && p.Until.Sub(from) > 8*24*time.Hour
}

// hours demands two different times of day, and days of the week.
func (d *decoder) hours(path string, q QuietHours) {
	d.clock(path+".from", q.From)
	d.clock(path+".to", q.To)
	if q.From == q.To && !d.faulty(path) {
		d.wrong(path, "from and to are the same time, %s. Quiet hours begin and end at different times.", q.From)
	}
	seen := map[string]string{}
	for i, day := range q.Days {
		at := fmt.Sprintf("%s.days[%d]", path, i)
		d.word(at, "day", day, shortDays())
		d.once(at, seen, day, "the day")
	}
}

func (d *decoder) clock(path, s string) {
	if _, ok := minutes(s); !ok {
		d.wrong(path, "expected a time of day with two digits each, like 07:00 or 23:30, found %s.", show(s))
	}
}

// blackout demands a beginning, a later end and a reason.
func (d *decoder) blackout(path string, b Blackout) {
	from, to := d.date(path+".from", b.From), d.date(path+".to", b.To)
	if !d.faulty(path) && !to.After(from) {
		d.wrong(path+".to", "the blackout ends at %s, before it begins at %s.", b.To, b.From)
	}
	d.line(path+".reason", b.Reason, 1, 200)
	d.passing(path+".passes", b.Passes)
}

func (d *decoder) date(path, s string) time.Time {
	t, err := time.Parse(dateLayout, s)
	if err != nil {
		d.wrong(path, "expected a date and a time of day, like 2026-12-01 08:00, found %s.", show(s))
	}
	return t
}

// passing demands kinds of appeal, each once.
func (d *decoder) passing(path string, kinds []bot.Kind) {
	seen := map[string]string{}
	for i, k := range kinds {
		at := fmt.Sprintf("%s[%d]", path, i)
		d.word(at, "kind", string(k), slices.DeleteFunc(kindNames(), func(s string) bool {
			return s == string(bot.Update) || s == string(bot.Repeat) // they are as urgent as what they continue
		}))
		d.once(at, seen, strings.ToLower(string(k)), "the kind")
	}
}
