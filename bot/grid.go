package bot

import (
	"fmt"
	"strconv"
)

// whole is what the edges of a Cover count to: thousandths.
const whole = 1000

// The grid has as many columns as a phone shows with letters that can be read, and
// not so many rows that a tall picture would be covered with numbers.
const (
	wideColumns    = 8 // A to H
	uprightColumns = 6 // A to F, in a picture that is higher than wide
	mostRows       = 12
)

// Grid is the lettered grid over a picture, by which officers say which parts of it
// nobody shall see: columns A, B, C from the left, rows 1, 2, 3 from the top.
type Grid struct{ Columns, Rows int }

// GridOf is the grid of a picture of so many pixels. Its squares are as square as whole
// rows allow, so that one covers a face and not the whole person.
func GridOf(width, height int) Grid {
	g := Grid{Columns: wideColumns, Rows: 1}
	if height > width {
		g.Columns = uprightColumns
	}
	if width > 0 && height > 0 {
		g.Rows = min(mostRows, max(1, (2*height*g.Columns+width)/(2*width))) // rounded
	}
	return g
}

// Square is what a square is called, by its column and row counted from 0: "B3".
func (g Grid) Square(x, y int) string { return fmt.Sprintf("%c%d", 'A'+x, y+1) }

// Last is the letter of the last column.
func (g Grid) Last() string { return fmt.Sprintf("%c", 'A'+g.Columns-1) }

// Cover is the part from one square to another, both counted from 0 and both in it.
// It is rounded so that nothing of them is left out.
func (g Grid) Cover(x1, y1, x2, y2 int) Cover {
	x1, x2, y1, y2 = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
	return Cover{
		Left: near(x1, g.Columns), Right: far(x2, g.Columns),
		Top: near(y1, g.Rows), Bottom: far(y2, g.Rows),
	}
}

// Squares names a part by its squares, as in "B3" or "C2:D3". It is empty for one that
// was not chosen by squares of this grid.
func (g Grid) Squares(c Cover) string {
	var found [4]int
	for i, e := range []struct {
		edge, parts int
		at          func(int, int) int
	}{{c.Left, g.Columns, near}, {c.Top, g.Rows, near}, {c.Right, g.Columns, far}, {c.Bottom, g.Rows, far}} {
		found[i] = -1
		for n := range e.parts {
			if e.at(n, e.parts) == e.edge {
				found[i] = n
			}
		}
		if found[i] < 0 {
			return ""
		}
	}
	x1, y1, x2, y2 := found[0], found[1], found[2], found[3]
	switch {
	case x1 > x2 || y1 > y2:
		return ""
	case x1 == x2 && y1 == y2:
		return g.Square(x1, y1)
	default:
		return g.Square(x1, y1) + ":" + g.Square(x2, y2)
	}
}

// Name is what commands call a part: its squares, or where it was drawn its corners in
// hundredths of the picture, from the left and from the top: "12.5/30-45/60.1".
func (g Grid) Name(c Cover) string {
	if s := g.Squares(c); s != "" {
		return s
	}
	hundredths := func(n int) string {
		if n%10 == 0 {
			return strconv.Itoa(n / 10)
		}
		return fmt.Sprintf("%d.%d", n/10, n%10)
	}
	return hundredths(c.Left) + "/" + hundredths(c.Top) + "-" + hundredths(c.Right) + "/" + hundredths(c.Bottom)
}

// near and far are where the n-th of so many equal parts begins and ends, in thousandths, rather
// too much of it than too little.
func near(n, parts int) int { return n * whole / parts }
func far(n, parts int) int  { return ((n+1)*whole + parts - 1) / parts }

// Contains reports whether another part lies within c, at all times at which it is
// covered.
func (c Cover) Contains(o Cover) bool {
	within := c.Left <= o.Left && c.Top <= o.Top && c.Right >= o.Right && c.Bottom >= o.Bottom
	return within && (c.To == 0 || o.To != 0 && c.From <= o.From && c.To >= o.To)
}
