package chart

import (
	"unicode/utf8"

	"github.com/go-analyze/charts"
)

// Measures in pixels, three for each point of a phone.
const (
	width  = 1170
	margin = 45
	inner  = width - 2*margin
)

// Sizes of letters, in points of 92 to the inch: 45, 38 and 33 pixels.
const (
	big    = 35.0
	medium = 30.0
	small  = 26.0
)

// canvas is a picture on which parts are drawn one below the other.
type canvas struct {
	p *charts.Painter
	c palette
	y int // where the next part begins
}

func newCanvas(t Theme, height int) *canvas {
	v := &canvas{c: t.palette(), p: charts.NewPainter(charts.PainterOptions{
		OutputFormat: charts.ChartOutputPNG, Width: width, Height: height, Font: charts.GetFont(charts.FontFamilyNotoSans),
	})}
	v.rect(0, 0, width, height, v.c.ground)
	return v
}

func (v *canvas) rect(x1, y1, x2, y2 int, colour string) {
	v.p.FilledRect(x1, y1, x2, y2, hex(colour), hex(colour), 0)
}

func style(size float64, colour string, bold bool) charts.FontStyle {
	s := charts.FontStyle{FontSize: size, FontColor: hex(colour), Font: charts.GetFont(charts.FontFamilyNotoSans)}
	if bold {
		s.Font = charts.GetFont(charts.FontFamilyNotoSansBold)
	}
	return s
}

// write writes a line whose letters stand on y.
func (v *canvas) write(s string, x, y int, size float64, colour string, bold bool) {
	v.p.Text(s, x, y, 0, style(size, colour, bold))
}

// right is write for a line that ends at x.
func (v *canvas) right(s string, x, y int, size float64, colour string, bold bool) {
	v.write(s, x-v.long(s, size, bold), y, size, colour, bold)
}

// long is how wide a line is.
func (v *canvas) long(s string, size float64, bold bool) int {
	return v.p.MeasureText(s, 0, style(size, v.c.text, bold)).Width()
}

// cut shortens a line to a width.
func (v *canvas) cut(s string, room int, size float64, bold bool) string {
	if v.long(s, size, bold) <= room {
		return s
	}
	for s != "" && v.long(s+"…", size, bold) > room {
		_, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
	}
	return s + "…"
}

// heading begins a part.
func (v *canvas) heading(s, more string) {
	v.y += 62
	v.write(s, margin, v.y, medium, v.c.text, true)
	if more != "" {
		v.y += 44
		v.write(v.cut(more, inner, small, false), margin, v.y, small, v.c.quiet, false)
	}
	v.y += 24
}
