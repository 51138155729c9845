package chart

import (
	"fmt"
	"math"
	"strconv"
	"time"
)

// over draws replies and tips over time: a column for each day or week, the tips in
// it from below.
func (v *canvas) over(n Numbers) {
	begin := v.y
	replies, tips, most, at := 0, 0, 0, 0
	for i, b := range n.Bins {
		replies, tips = replies+b.Replies, tips+b.Tips
		if b.Replies > most {
			most, at = b.Replies, i
		}
	}
	if n.Step == 1 {
		v.heading("Replies a day", "")
	} else {
		v.heading("Replies a week", weeks(n))
	}
	v.key(fmt.Sprintf("%s, of which", count(replies, "reply", "replies")), count(tips, "tip", "tips"))
	ground := begin + overHigh - 70 // where the columns stand
	high := ground - v.y - 60
	scale := nice(most)
	axis := v.long(thousands(scale), small, false) + 15
	for _, part := range []int{0, 1, 2} {
		y := ground - high*part/2
		v.rect(margin, y-1, width-margin, y+1, v.c.grid)
		if val := scale * part / 2; part > 0 && (scale*part)%2 == 0 {
			v.right(thousands(val), width-margin, y-8, small, v.c.quiet, false)
		}
	}
	left, right := margin, width-margin-axis
	column := func(i int) (int, int) {
		x1 := left + (right-left)*i/len(n.Bins)
		x2 := left + (right-left)*(i+1)/len(n.Bins)
		gap := min((x2-x1)/5, 12)
		if x2-x1-2*gap > 120 { // one day is not a wall
			gap = (x2 - x1 - 120) / 2
		}
		return x1 + gap, x2 - gap
	}
	for i, b := range n.Bins {
		x1, x2 := column(i)
		if b.Replies > 0 {
			v.rect(x1, ground-tall(b.Replies, scale, high), x2, ground, v.c.main)
		}
		if b.Tips > 0 {
			v.rect(x1, ground-tall(b.Tips, scale, high), x2, ground, v.c.mark)
		}
	}
	if most > 0 {
		x1, x2 := column(at)
		s := thousands(most)
		w := v.long(s, small, true)
		x := min(max((x1+x2-w)/2, left), right-w)
		v.write(s, x, ground-tall(most, scale, high)-12, small, v.c.text, true)
	}
	v.dates(n, ground+48, column)
	v.y = begin + overHigh
}

// weeks says when columns of weeks begin, and that the first is not a whole one.
func weeks(n Numbers) string {
	if len(n.Bins) < 2 {
		return ""
	}
	first, _ := time.Parse(time.DateOnly, n.Bins[0].From)
	second, _ := time.Parse(time.DateOnly, n.Bins[1].From)
	s := "Weeks begin on " + second.Weekday().String() + "s."
	if days := int(second.Sub(first).Hours() / 24); days < n.Step {
		s += fmt.Sprintf(" The first has only %s.", count(days, "day", "days"))
	}
	return s
}

// key says what the two colours are, beside a square of each.
func (v *canvas) key(main, mark string) {
	v.y += 20
	x := margin
	for _, k := range []struct{ s, colour string }{{main, v.c.main}, {mark, v.c.mark}} {
		v.rect(x, v.y-24, x+26, v.y+2, k.colour)
		v.write(k.s, x+40, v.y, small, v.c.text, false)
		x += 40 + v.long(k.s, small, false) + 35
	}
	v.y += 20
}

// tall is how high a column for n is: one that is there can be seen.
func tall(n, scale, high int) int { return max(n*high/scale, 5) }

// nice is the end of an axis for a greatest value: a round number that can be halved.
func nice(most int) int {
	for step := 1; ; step *= 10 {
		for _, k := range []int{2, 4, 6, 8, 10, 12, 16, 20, 24, 30} {
			if most <= k*step || step > math.MaxInt32 {
				return k * step
			}
		}
	}
}

// dates writes the first and the last date, and those between that find room.
func (v *canvas) dates(n Numbers, y int, column func(int) (int, int)) {
	last := len(n.Bins) - 1
	marks := []int{0, last}
	if last >= 4 {
		marks = []int{0, last, last / 2}
	}
	if last >= 8 {
		marks = []int{0, last, last / 3, last * 2 / 3}
	}
	var taken [][2]int
	for _, i := range marks {
		s := day(n.Bins[i].From, false)
		w := v.long(s, small, false)
		x1, x2 := column(i)
		x := min(max((x1+x2-w)/2, margin), width-margin-w)
		free := true
		for _, t := range taken {
			free = free && (x > t[1]+20 || x+w < t[0]-20)
		}
		if free {
			taken = append(taken, [2]int{x, x + w})
			v.write(s, x, y, small, v.c.quiet, false)
		}
	}
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}

// thousands is a number with a space before each three digits.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + " " + s[i:]
	}
	return s
}
