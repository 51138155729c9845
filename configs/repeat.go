package configs

import (
	"time"

	"appealbot/bot"
)

// Schedule says how appeals are published again.
type Schedule struct {
	// Missed says what becomes of a time that was missed: ask, publish or drop.
	Missed bot.Missed `yaml:"missed"`
	// Grace is how late a time may be and still be in time.
	Grace time.Duration `yaml:"grace"`
	// Ahead is how long before its time an appeal is made that is approved each
	// time.
	Ahead time.Duration `yaml:"ahead"`
}

func repeats() []string { return []string{string(bot.RepeatOnce), string(bot.RepeatEach)} }

func missed() []string {
	return []string{string(bot.MissedAsk), string(bot.MissedPublish), string(bot.MissedDrop)}
}

func (d *decoder) repeat(path string, r bot.Repeats) {
	if r != "" {
		d.word(path, "way of approving repeats", string(r), repeats())
	}
}

// schedule demands a grace that ends before the next time of a series can be due,
// and a lead in which people can approve.
func (d *decoder) schedule(s Schedule) {
	d.word("schedule.missed", "way with missed times", string(s.Missed), missed())
	d.between("schedule.grace", s.Grace, time.Minute, bot.SlotGap)
	d.between("schedule.ahead", s.Ahead, 15*time.Minute, 72*time.Hour)
}
