package media

import (
	"slices"
	"strconv"
	"strings"

	"appealbot/bot"
)

// Parts reads which parts of a picture with this grid are to be covered: its squares,
// "B3 C4", all squares between two, "B3:D5" or "B3-D5", and rectangles, "12.5/30-45/60":
// from 12.5 % of the width and 30 % of the height to 45 % and 60 %. The error is a
// *bot.Refusal that says what there is.
func Parts(words string, g bot.Grid) ([]bot.Cover, error) {
	words = strings.NewReplacer("–", "-", "—", "-", "‑", "-").Replace(words) // as phones write it
	var out []bot.Cover
	for _, w := range strings.FieldsFunc(words, func(r rune) bool { return strings.ContainsRune(" \t\n,;+", r) }) {
		c, err := part(w, g)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		return nil, no("Say which squares of the grid are to be covered, as in B3 C4. /appeal grid shows it.")
	}
	return out, nil
}

// part reads one of the parts.
func part(w string, g bot.Grid) (bot.Cover, error) {
	if strings.Contains(w, "/") {
		return rectangle(w)
	}
	first, last, span := strings.Cut(strings.ReplaceAll(w, ":", "-"), "-")
	if !span {
		last = first
	}
	x1, y1, err := square(first, w, g)
	if err != nil {
		return bot.Cover{}, err
	}
	x2, y2, err := square(last, w, g)
	if err != nil {
		return bot.Cover{}, err
	}
	return g.Cover(x1, y1, x2, y2), nil
}

// square reads one square of the word w: its column and its row, from 0.
func square(s, w string, g bot.Grid) (x, y int, err error) {
	if len(s) < 2 || len(s) > 3 || s[0]|0x20 < 'a' || s[0]|0x20 > 'z' {
		return 0, 0, noSquare(w, g)
	}
	if y, err = strconv.Atoi(s[1:]); err != nil || s[1] == '-' || s[1] == '+' {
		return 0, 0, noSquare(w, g)
	}
	switch x = int(s[0]|0x20) - 'a'; {
	case x >= g.Columns:
		return 0, 0, no("There is no column %c; this picture has A to %s. /appeal grid shows them.", 'A'+x, g.Last())
	case y < 1 || y > g.Rows:
		return 0, 0, no("There is no row %d; this picture has 1 to %d. /appeal grid shows them.", y, g.Rows)
	}
	return x, y - 1, nil
}

func noSquare(w string, g bot.Grid) error {
	return no("%q is not a square of the grid. Write a letter from A to %s and a number from 1 to %d, as in B3, or two of them for all between, as in B3:C4.", clipped(w), g.Last(), g.Rows)
}

func clipped(w string) string {
	if rs := []rune(w); len(rs) > 40 {
		return string(rs[:40]) + "…"
	}
	return w
}

// rectangle reads a part that somebody has drawn.
func rectangle(w string) (bot.Cover, error) {
	first, last, _ := strings.Cut(w, "-")
	left, top, _ := strings.Cut(first, "/")
	right, bottom, _ := strings.Cut(last, "/")
	var edges [4]int
	for i, s := range []string{left, top, right, bottom} {
		n, ok := thousandths(s)
		if !ok {
			return bot.Cover{}, no("%q is not a part of the picture. Write a rectangle as two of its corners in hundredths of the picture, as in 12.5/30-45/60.", clipped(w))
		}
		edges[i] = n
	}
	c := bot.Cover{
		Left: min(edges[0], edges[2]), Right: max(edges[0], edges[2]),
		Top: min(edges[1], edges[3]), Bottom: max(edges[1], edges[3]),
	}
	if c.Left == c.Right || c.Top == c.Bottom {
		return bot.Cover{}, no("%q covers nothing. Draw the rectangle larger.", clipped(w))
	}
	return c, nil
}

// thousandths reads hundredths with at most one decimal: "12.5" is 125.
func thousandths(s string) (int, bool) {
	units, tenth, dotted := strings.Cut(s, ".")
	if len(units) < 1 || len(units) > 3 || dotted && len(tenth) != 1 {
		return 0, false
	}
	if !dotted {
		tenth = "0"
	}
	n, err := strconv.ParseUint(units+tenth, 10, 16)
	return int(n), err == nil && n <= full
}
