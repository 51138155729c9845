package desk

import (
	"errors"
	"time"

	"appealbot/bot"
)

// Weekly says when the weekly digest is sent. The zero value is never.
type Weekly struct {
	On           bool
	Day          time.Weekday
	Hour, Minute int
}

// theDigest is what the only job of its kind is about.
const theDigest bot.ID = "week"

// on is when the digest is due on the day of t, and false when that is another
// day of the week. A time that the clocks skip on that day is made one that they
// show, and one that they show twice is one of the two.
func (w Weekly) on(t time.Time) (time.Time, bool) {
	y, m, d := t.Date()
	return time.Date(y, m, d, w.Hour, w.Minute, 0, 0, t.Location()), t.Weekday() == w.Day
}

// after is the first time after t. It looks at days by their noon, which every day
// has.
func (w Weekly) after(t time.Time) time.Time {
	y, m, d := t.Date()
	for i := range 8 {
		if at, ok := w.on(time.Date(y, m, d+i, 12, 0, 0, 0, t.Location())); ok && at.After(t) {
			return at
		}
	}
	return zero // a week has no more days
}

// last is the last time that is not after t.
func (w Weekly) last(t time.Time) time.Time {
	y, m, d := t.Date()
	for i := range 8 {
		if at, ok := w.on(time.Date(y, m, d-i, 12, 0, 0, 0, t.Location())); ok && !at.After(t) {
			return at
		}
	}
	return zero
}

// digest sends the weekly digest: of the seven days before the day on which it was
// last due. Of those that were missed while the program was down it is the last.
func (c *change) digest(*bot.Job) (time.Time, error) {
	w := c.d.o.Weekly
	if !w.On {
		return zero, nil
	}
	week := bot.ID(bot.Later(w.last(c.now).Format(time.DateOnly), -1))
	err := errors.Join(
		bot.Show(c, c.d.o.Platforms, c.now, bot.Notice{Kind: bot.NoticeWeek, Subject: week, Channel: "digest", Lane: bot.LaneBulk}, ""),
		c.log("asked for weekly digest", week, "", "of seven days to "+string(week)),
	)
	return w.after(c.now), err
}

// primeDigest makes the job of the digest fit the configuration. One that is due is
// run first: it was missed.
func (c *change) primeDigest() error {
	id := bot.JobID(bot.JobDigest, theDigest)
	if !c.d.o.Weekly.On {
		return c.DeleteJob(id)
	}
	j, err := c.Job(id)
	switch {
	case errors.Is(err, bot.ErrNotFound):
		return bot.Enlist(c, bot.JobDigest, theDigest, "", c.now, c.d.o.Weekly.after(c.now))
	case err != nil || !j.Due.After(c.now):
		return err
	}
	j.Due = c.d.o.Weekly.after(c.now).UTC()
	return c.PutJob(j)
}
