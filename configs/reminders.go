package configs

import (
	"fmt"
	"slices"
	"time"

	"appealbot/bot"
)

// Reminders says when people are reminded of an appeal that waits for approval, and
// more of them each time: whoever is on duty, everybody who can approve, leads and
// administrators besides.
type Reminders struct {
	// After are the reminders after the submission.
	After []time.Duration `yaml:"after"`
	// Again is the pause between all reminders after those; zero means that there
	// are no more.
	Again time.Duration `yaml:"again"`
	// Before are the reminders before the time of publication, for an appeal that
	// has one.
	Before []time.Duration `yaml:"before"`
}

func defaultReminders() Reminders { return Reminders(bot.DefaultLadder()) }

// Ladder returns when people are reminded.
func (c Config) Ladder() bot.Ladder {
	r := c.Reminders
	return bot.Ladder{After: slices.Clone(r.After), Again: r.Again, Before: slices.Clone(r.Before)}
}

// Bounds of reminders. Below a minute they would be noise, and beyond a day nobody
// waits for an answer any more.
const (
	leastReminder = time.Minute
	mostReminder  = 24 * time.Hour
	leastAgain    = 5 * time.Minute
	maxReminders  = 10
)

// reminders demands that each reminder comes at a time of its own, in order.
func (d *decoder) reminders(r Reminders) {
	d.steps("reminders.after", r.After, "rising, like [5m, 15m, 30m]", func(a, b time.Duration) bool { return a < b })
	d.steps("reminders.before", r.Before, "falling, like [30m, 15m, 5m]", func(a, b time.Duration) bool { return a > b })
	if r.Again != 0 {
		d.between("reminders.again", r.Again, leastAgain, mostReminder)
	}
}

func (d *decoder) steps(path string, steps []time.Duration, want string, ordered func(a, b time.Duration) bool) {
	if len(steps) > maxReminders {
		d.wrong(path, "%d reminders are too many to be heeded; name at most %d.", len(steps), maxReminders)
	}
	for i, t := range steps {
		at := fmt.Sprintf("%s[%d]", path, i)
		d.between(at, t, leastReminder, mostReminder)
		if i > 0 && !ordered(steps[i-1], t) {
			d.wrong(at, "%s does not come in its place; write them %s.", span(t), want)
		}
	}
}
