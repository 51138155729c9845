package store

import (
	"errors"
	"fmt"
	"time"

	"appealbot/bot"
	"appealbot/store/kv"
)

// What is counted of a day is one small record, written again with whatever adds to
// it. A range of days of one scope is one scan, and so is everything of one day.

func dayKey(d bot.Day) []byte { return under(d.Scope).id(bot.ID(d.Date)) }

// Day implements bot.FigureTx.
func (t *tx) Day(scope bot.ID, date string) (bot.Day, error) {
	d := bot.Day{Scope: scope, Date: date}
	v, err := load[bot.Day](t, tableFigure, dayKey(d), "figures", string(scope)+" "+date)
	if errors.Is(err, bot.ErrNotFound) {
		return d, nil
	}
	return v, err
}

// PutDay implements bot.FigureTx.
func (t *tx) PutDay(d bot.Day) error {
	if d.Scope == "" || d.Date == "" {
		return fmt.Errorf("put figures: %w: they are of no day or of nothing", bot.ErrInvalid)
	}
	b, err := encode(d)
	if err != nil {
		return err
	}
	k := dayKey(d)
	if _, err := t.get(tableFigure, k); errors.Is(err, kv.ErrNotFound) {
		if err := t.put(tableFigureDay, under(d.Date).id(d.Scope), k); err != nil {
			return fmt.Errorf("put figures of %s: %w", d.Date, err)
		}
	} else if err != nil {
		return fmt.Errorf("put figures of %s: %w", d.Date, err)
	}
	return t.put(tableFigure, k, b)
}

// Days implements bot.FigureTx.
func (t *tx) Days(scope bot.ID, from, to string, n int) ([]bot.Day, error) {
	p := under(scope)
	last := append(append(key(nil), p...), to...)
	ps, err := t.scan(tableFigure, append(append(key(nil), p...), from...), end(last), n)
	if err != nil {
		return nil, err
	}
	return decodeAll[bot.Day](t, tableFigure, ps)
}

// DaysOn implements bot.FigureTx.
func (t *tx) DaysOn(date string, n int) ([]bot.Day, error) {
	p := under(date)
	ps, err := t.scan(tableFigureDay, p, end(p), n)
	if err != nil {
		return nil, err
	}
	return followAll[bot.Day](t, tableFigure, ps)
}

// Progress implements bot.FigureTx.
func (t *tx) Progress(appeal bot.ID) (bot.Progress, error) {
	v, err := load[bot.Progress](t, tableProgress, name(appeal), "progress", string(appeal))
	if errors.Is(err, bot.ErrNotFound) {
		return bot.Progress{}, nil
	}
	return v, err
}

// PutProgress implements bot.FigureTx.
func (t *tx) PutProgress(p bot.Progress) error {
	utc(&p.Approved, &p.Public)
	return save(t, tableProgress, p.Appeal, p, none)
}

// Counting implements bot.FigureTx.
func (t *tx) Counting() (time.Time, error) {
	v, err := load[time.Time](t, tableCounting, name(countingKey), "beginning of the figures", "")
	if errors.Is(err, bot.ErrNotFound) {
		return time.Time{}, nil
	}
	return v, err
}

// PutCounting implements bot.FigureTx.
func (t *tx) PutCounting(at time.Time) error {
	return save(t, tableCounting, countingKey, at.UTC(), func(time.Time) []entry { return nil })
}

// countingKey is the only key of its table.
const countingKey = "since"
