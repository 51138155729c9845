package calendar

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"appealbot/bot"
)

// A Clock is a time of day.
type Clock struct{ Hour, Minute int }

// A Spec says at which times of which days something recurs, on the clocks of
// whoever reads them. The zero value never does.
type Spec struct{ schedules []cron.Schedule }

// Weekly recurs at each of the clocks on each of the days of the week.
func Weekly(days []time.Weekday, clocks []Clock) (Spec, error) {
	dows := make([]string, len(days))
	for i, d := range days {
		dows[i] = strconv.Itoa(int(d))
	}
	if len(days) == 7 {
		dows = []string{"*"}
	}
	var s Spec
	for _, c := range clocks {
		one, err := parse(fmt.Sprintf("%d %d * * %s", c.Minute, c.Hour, strings.Join(dows, ",")))
		if err != nil {
			return s, fmt.Errorf("weekly at %v: %w", c, err)
		}
		s.schedules = append(s.schedules, one)
	}
	return s, nil
}

// maxExpression bounds a cron expression, in bytes; real ones have 20.
const maxExpression = 100

// Cron reads a cron expression of five fields: minute, hour, day of the month,
// month, day of the week.
//
// The library has ways to say more that are refused here. A zone in front ("TZ=UTC"
// alone crashes it, robfig/cron v3.0.1) would be another than the department's, on
// whose clocks a Spec recurs. "@every 1h" counts from whenever the program was
// started, and "@reboot" and its like say no time at all.
func Cron(expression string) (Spec, error) {
	e := strings.Join(strings.Fields(expression), " ")
	fields := strings.Count(e, " ") + 1
	switch {
	case e == "":
		return Spec{}, bot.Refuse(bot.ErrInvalid, "A cron expression has five fields: minute, hour, day of the month, month, day of the week, like \"0 18 * * 1-5\" for weekdays at 18:00.")
	case len(e) > maxExpression:
		return Spec{}, bot.Refuse(bot.ErrInvalid, "That is too long for a cron expression. Write five fields like \"0 18 * * 1-5\".")
	case strings.ContainsRune(e, '='):
		return Spec{}, bot.Refuse(bot.ErrInvalid, "Leave the time zone out of %q: times are the department's own.", e)
	case strings.HasPrefix(e, "@"):
		return Spec{}, bot.Refuse(bot.ErrInvalid, "%q says no time of day. Write daily 18:00, every monday 9:00, or five fields like \"0 18 * * 1-5\".", e)
	case strings.ContainsFunc(e, func(r rune) bool { return !strings.ContainsRune(cronRunes, r) }):
		return Spec{}, bot.Refuse(bot.ErrInvalid, "%q is not a cron expression. Write five fields like \"0 18 * * 1-5\", or daily 18:00.", e)
	case fields != 5:
		return Spec{}, bot.Refuse(bot.ErrInvalid, "A cron expression has five fields (minute, hour, day of the month, month, day of the week), and %q has %d. Write it like \"0 18 * * 1-5\".", e, fields)
	}
	one, err := parse(e)
	if err != nil {
		return Spec{}, bot.Refuse(bot.ErrInvalid, "I cannot read %q as a cron expression: %s. Minutes go from 0 to 59, hours from 0 to 23, days from 1 to 31, months from 1 to 12, and days of the week from 0, Sunday, to 6.", e, strings.TrimSuffix(err.Error(), ": "+e))
	}
	return Spec{[]cron.Schedule{one}}, nil
}

// cronRunes are what the fields of a cron expression are made of.
const cronRunes = "0123456789*/,-? abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

// parse reads five fields. The library panics at some expressions; here that is an
// error like any other.
func parse(expression string) (s cron.Schedule, err error) {
	defer func() {
		if p := recover(); p != nil {
			s, err = nil, errors.New("it makes no sense")
		}
	}()
	return cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow).Parse(expression)
}

// next returns the first civil time after t; zero when there is none in the next
// five years, as for the 30th of February.
func (s Spec) next(t time.Time) time.Time {
	var all []time.Time
	for _, one := range s.schedules {
		if at := one.Next(t); !at.IsZero() {
			all = append(all, at)
		}
	}
	if len(all) == 0 {
		return time.Time{}
	}
	return slices.MinFunc(all, time.Time.Compare)
}
