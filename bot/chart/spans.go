package chart

import (
	"fmt"
	"math"
	"time"
)

// spans draws how long things took: a bar up to the median, and a thin line on to
// what nine of ten did not exceed. They are seconds for a network and days for the
// public, so the scale is one of powers, with its steps written below.
func (v *canvas) spans(n Numbers) {
	if len(n.Times) == 0 {
		return
	}
	v.heading("How long it took", "Bar: median. Line: 90 % within. The scale grows by powers.")
	most := time.Minute
	for _, s := range n.Times {
		most = max(most, s.P90, s.Median)
	}
	axis := steps(most)
	at := func(d time.Duration) int { return margin + int(float64(inner)*position(d, axis)) }
	for _, s := range n.Times {
		label := fmt.Sprintf("%s (n %s)", Took(s.Median), thousands(s.N))
		v.y += 42
		room := inner - v.long(label, small, true) - 25
		v.write(v.cut(s.Name, room, small, false), margin, v.y, small, v.c.text, false)
		v.right(label, width-margin, v.y, small, v.c.text, true)
		y := v.y + 34
		for _, d := range axis { // between the words they would be in the way
			v.rect(at(d)-1, y-20, at(d)+2, y+20, v.c.grid)
		}
		v.rect(margin, y-5, max(at(s.P90), margin+6), y+5, v.c.quiet)
		v.rect(margin, y-17, max(at(s.Median), margin+6), y+17, v.c.main)
		v.y += rowHigh - 42
	}
	v.y += axisHigh - 12
	for i, d := range axis {
		s := Took(d)
		w := v.long(s, small, false)
		x := min(max(at(d)-w/2, margin), width-margin-w)
		if i == 0 {
			x = margin
		}
		v.write(s, x, v.y, small, v.c.quiet, false)
	}
	v.y += 12
}

// steps are the steps of the scale, from a second to what holds the longest.
func steps(most time.Duration) []time.Duration {
	all := []time.Duration{
		time.Second, 10 * time.Second, time.Minute, 10 * time.Minute, time.Hour, 10 * time.Hour, 4 * 24 * time.Hour, 40 * 24 * time.Hour, 400 * 24 * time.Hour,
	}
	for i, d := range all {
		if d >= most {
			return all[:i+1]
		}
	}
	return all
}

// position is where a duration stands on the scale, from 0 to 1.
func position(d time.Duration, axis []time.Duration) float64 {
	end := axis[len(axis)-1]
	d = min(max(d, time.Second), end)
	return math.Log(d.Seconds()) / math.Log(end.Seconds())
}
