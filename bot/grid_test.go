package bot_test

import (
	"testing"
	"time"

	"appealbot/bot"
)

// Squares are about square, whatever the picture's shape, and few enough to be read.
func TestGridOf(t *testing.T) {
	for _, tt := range []struct {
		width, height int
		want          bot.Grid
	}{
		{800, 600, bot.Grid{Columns: 8, Rows: 6}},
		{1920, 1080, bot.Grid{Columns: 8, Rows: 5}},
		{600, 600, bot.Grid{Columns: 8, Rows: 8}},
		{3000, 4000, bot.Grid{Columns: 6, Rows: 8}},
		{1080, 1920, bot.Grid{Columns: 6, Rows: 11}},
		{4000, 400, bot.Grid{Columns: 8, Rows: 1}},
		{100, 4000, bot.Grid{Columns: 6, Rows: 12}},
		{1, 1, bot.Grid{Columns: 8, Rows: 8}},
		{0, 0, bot.Grid{Columns: 8, Rows: 1}},
	} {
		if got := bot.GridOf(tt.width, tt.height); got != tt.want {
			t.Errorf("%d x %d: %+v, want %+v", tt.width, tt.height, got, tt.want)
		}
	}
}

// Every square of every grid is called what it is, covers its whole part, and together
// they leave nothing between them.
func TestSquaresCoverThePicture(t *testing.T) {
	for columns := 6; columns <= 8; columns++ {
		for rows := 1; rows <= 12; rows++ {
			g := bot.Grid{Columns: columns, Rows: rows}
			for y := range rows {
				for x := range columns {
					c := g.Cover(x, y, x, y)
					if got, want := g.Squares(c), g.Square(x, y); got != want {
						t.Errorf("%+v: %+v is called %q, want %q", g, c, got, want)
					}
					if next := g.Cover(x+1, y, x+1, y); x+1 < columns && next.Left > c.Right {
						t.Errorf("%+v: there is something between %s and the next one", g, g.Square(x, y))
					}
					if below := g.Cover(x, y+1, x, y+1); y+1 < rows && below.Top > c.Bottom {
						t.Errorf("%+v: there is something below %s", g, g.Square(x, y))
					}
					if c.Left*columns > x*1000 || c.Right*columns < (x+1)*1000 || c.Top*rows > y*1000 || c.Bottom*rows < (y+1)*1000 {
						t.Errorf("%+v: %+v leaves a part of %s out", g, c, g.Square(x, y))
					}
				}
			}
			all := g.Cover(columns-1, rows-1, 0, 0)
			if all != (bot.Cover{Right: 1000, Bottom: 1000}) {
				t.Errorf("%+v: all of it is %+v", g, all)
			}
		}
	}
}

func TestSquaresOfOtherParts(t *testing.T) {
	g := bot.Grid{Columns: 8, Rows: 6}
	for c, want := range map[bot.Cover]string{
		g.Cover(1, 0, 1, 0):                             "B1",
		g.Cover(2, 1, 3, 2):                             "C2:D3",
		{Right: 1000, Bottom: 1000}:                     "A1:H6",
		{Left: 1, Right: 125, Bottom: 167}:              "",
		{Left: 125, Right: 251, Bottom: 167}:            "",
		{Left: 500, Right: 250, Top: 333, Bottom: 167}:  "",
		{Left: 125, Right: 250, Top: 166, Bottom: 1001}: "",
	} {
		if got := g.Squares(c); got != want {
			t.Errorf("%+v is called %q, want %q", c, got, want)
		}
	}
}

func TestNamesOfParts(t *testing.T) {
	g := bot.Grid{Columns: 8, Rows: 6}
	for c, want := range map[bot.Cover]string{
		g.Cover(2, 1, 3, 2):                            "C2:D3",
		{Left: 125, Top: 300, Right: 450, Bottom: 601}: "12.5/30-45/60.1",
		{Left: 1, Top: 0, Right: 1000, Bottom: 9}:      "0.1/0-100/0.9",
	} {
		if got := g.Name(c); got != want {
			t.Errorf("%+v is called %q, want %q", c, got, want)
		}
	}
}

// A part that is taken off takes off what lies in it, and nothing that is covered longer.
func TestContains(t *testing.T) {
	whole := bot.Cover{Right: 1000, Bottom: 1000}
	part := bot.Cover{Left: 100, Top: 100, Right: 200, Bottom: 200}
	at := func(c bot.Cover, from, to time.Duration) bot.Cover {
		c.From, c.To = from, to
		return c
	}
	for _, tt := range []struct {
		c, o bot.Cover
		want bool
	}{
		{whole, part, true},
		{part, whole, false},
		{part, part, true},
		{whole, at(part, 1, 2), true},
		{at(whole, 1, 2), part, false},
		{at(whole, 1, 3), at(part, 1, 2), true},
		{at(whole, 2, 3), at(part, 1, 3), false},
		{at(whole, 1, 2), at(part, 1, 3), false},
		{part, bot.Cover{Left: 100, Top: 100, Right: 201, Bottom: 200}, false},
		{part, bot.Cover{Left: 99, Top: 100, Right: 200, Bottom: 200}, false},
		{part, bot.Cover{Left: 100, Top: 99, Right: 200, Bottom: 200}, false},
		{part, bot.Cover{Left: 100, Top: 100, Right: 200, Bottom: 201}, false},
	} {
		if got := tt.c.Contains(tt.o); got != tt.want {
			t.Errorf("%+v contains %+v: %t", tt.c, tt.o, got)
		}
	}
}
