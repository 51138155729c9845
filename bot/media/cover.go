package media

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"regexp"
	"slices"
	"strings"

	"appealbot/bot"
)

// full is how many thousandths a Cover's edges count.
const full = 1000

// The lettered grid, by which people say what is to be covered.
const (
	gridColumns = 8 // A to H
	gridRows    = 6 // 1 to 6
)

// covered fills parts of a picture with one colour, so that nothing of them is
// left. A blur can sometimes be undone; this cannot.
func covered(img image.Image, covers []bot.Cover) (image.Image, error) {
	if len(covers) == 0 {
		return img, nil
	}
	b := img.Bounds()
	dst := image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(dst, dst.Bounds(), img, b.Min, draw.Src)
	for _, c := range covers {
		if err := checkCover(c); err != nil {
			return nil, err
		}
		draw.Draw(dst, pixels(c, b.Dx(), b.Dy()), image.NewUniform(color.NRGBA{32, 32, 32, 255}), image.Point{}, draw.Src)
	}
	return dst, nil
}

// pixels is a cover in a picture of so many pixels: rounded so that nothing of it
// is left out.
func pixels(c bot.Cover, w, h int) image.Rectangle {
	up := func(n, of int) int { return min(of, (n*of+full-1)/full) }
	return image.Rect(c.Left*w/full, c.Top*h/full, up(c.Right, w), up(c.Bottom, h))
}

func checkCover(c bot.Cover) error {
	if c.Left < 0 || c.Top < 0 || c.Right > full || c.Bottom > full || c.Left >= c.Right || c.Top >= c.Bottom || c.From < 0 || c.To < c.From || c.To > 0 && c.To == c.From {
		return no("What is to be covered is not a part of the picture. Choose squares of the grid, as in B3 or B3:D5.")
	}
	return nil
}

var cell = regexp.MustCompile(`^([A-Ha-h])([1-6])(?:[:-]([A-Ha-h])([1-6]))?$`)

// Cells reads squares of the grid, "B3 C4" or "B3:D5", as what is to be covered.
// The error is a *bot.Refusal.
func Cells(words string) ([]bot.Cover, error) {
	var out []bot.Cover
	for _, w := range strings.FieldsFunc(words, func(r rune) bool { return r == ' ' || r == ',' || r == ';' }) {
		m := cell.FindStringSubmatch(w)
		if m == nil {
			return nil, no("%q is not a square of the grid. Write a letter from A to H and a number from 1 to 6, as in B3, or two of them for all between, as in B3:D5.", w)
		}
		if m[3] == "" {
			m[3], m[4] = m[1], m[2]
		}
		x1, x2 := column(m[1]), column(m[3])
		y1, y2 := int(m[2][0]-'1'), int(m[4][0]-'1')
		x1, x2, y1, y2 = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
		c := bot.Cover{Left: x1 * full / gridColumns, Right: up(x2+1, gridColumns), Top: y1 * full / gridRows, Bottom: up(y2+1, gridRows)}
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		return nil, no("Say which squares of the grid are to be covered, as in B3 C4. /appeal grid shows it.")
	}
	return out, nil
}

// up is where the end of the n-th of so many equal parts is, in thousandths, and
// rather too much than too little.
func up(n, parts int) int { return (n*full + parts - 1) / parts }

func column(s string) int { return int(strings.ToUpper(s)[0] - 'A') }

// Square is what a square of the grid is called.
func square(x, y int) string { return fmt.Sprintf("%c%d", 'A'+x, y+1) }
