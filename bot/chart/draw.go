package chart

import (
	"fmt"
	"time"
)

// Options say how numbers are drawn.
type Options struct {
	Title string // "All cases", "Case 2026-1234567"
	Theme Theme
}

// Heights of what parts are made of.
const (
	top      = 140
	overHigh = 540 // the part over time, with its heading
	headHigh = 130 // the heading of the other parts
	rowHigh  = 96
	axisHigh = 60
	noneHigh = 330
	footHigh = 50
)

// Draw draws numbers as a PNG picture.
func Draw(n Numbers, o Options) ([]byte, error) {
	v := newCanvas(o.Theme, height(n))
	v.y = 75
	v.write(v.cut(o.Title, inner, big, true), margin, v.y, big, v.c.text, true)
	v.y += 52
	v.write(v.cut(period(n), inner, small, false), margin, v.y, small, v.c.quiet, false)
	v.y = top
	if n.Empty() {
		v.heading("Nothing was counted in this time", "No appeal, no post and no reply.")
	} else {
		v.over(n)
		v.spans(n)
		v.bars(n)
		v.places(n)
	}
	b, err := v.p.Bytes()
	if err != nil {
		return nil, fmt.Errorf("draw chart: %w", err)
	}
	return b, nil
}

// height is how high the picture of some numbers is.
func height(n Numbers) int {
	if n.Empty() {
		return noneHigh
	}
	h := top + overHigh + footHigh
	if len(n.Times) > 0 {
		h += headHigh + len(n.Times)*rowHigh + axisHigh
	}
	if len(n.Kinds) > 0 {
		h += headHigh - 44 + len(n.Kinds)*rowHigh
	}
	if len(n.Places) > 0 {
		h += headHigh + len(n.Places)*rowHigh
	}
	return h
}

// period says which days these are, and whose.
func period(n Numbers) string {
	if n.From == n.To {
		return fmt.Sprintf("%s (%s)", day(n.To, true), n.Zone)
	}
	year := n.From[:4] != n.To[:4]
	return fmt.Sprintf("%s to %s (%s)", day(n.From, year), day(n.To, true), n.Zone)
}

// day is a date as people write it.
func day(date string, year bool) string {
	t, err := time.Parse(time.DateOnly, date)
	switch {
	case err != nil:
		return date
	case year:
		return t.Format("2 Jan 2006")
	default:
		return t.Format("2 Jan")
	}
}
