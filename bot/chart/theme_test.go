package chart

import (
	"math"
	"strconv"
	"testing"
)

// Words can be read and marks be seen in both themes (WCAG 2.2, 1.4.3 and 1.4.11),
// and whoever sees no colour tells the two marks apart by their lightness.
func TestContrast(t *testing.T) {
	for _, theme := range []Theme{Light, Dark, ""} {
		c := theme.palette()
		for what, p := range map[string]struct {
			a, b  string
			least float64
		}{
			"text": {c.text, c.ground, 7}, "quiet text": {c.quiet, c.ground, 4.5}, "main mark": {c.main, c.ground, 3},
			"second mark": {c.mark, c.ground, 3}, "line behind the main mark": {c.quiet, c.ground, 3},
		} {
			if got := contrast(t, p.a, p.b); got < p.least {
				t.Errorf("%s, %s: %.2f to 1, want %.1f", theme, what, got, p.least)
			}
		}
		for kind, see := range blindness() {
			if d := apart(see(rgb(t, c.main)), see(rgb(t, c.mark))); d < 0.25 {
				t.Errorf("%s: with %s the marks are only %.2f apart", theme, kind, d)
			}
		}
	}
}

func rgb(t *testing.T, hex string) [3]float64 {
	t.Helper()
	var out [3]float64
	for i := range out {
		n, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		v := float64(n) / 255
		if v <= 0.04045 {
			out[i] = v / 12.92
		} else {
			out[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return out
}

// contrast is the contrast ratio of WCAG 2.2.
func contrast(t *testing.T, a, b string) float64 {
	x, y := light(rgb(t, a)), light(rgb(t, b))
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// light is the relative luminance of WCAG 2.2.
func light(c [3]float64) float64 { return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2] }

// blindness are the usual kinds of colour blindness, as matrices on linear light
// (Machado, Oliveira and Fernandes, A Physiologically-based Model for Simulation of
// Color Vision Deficiency, IEEE TVCG 15(6), 2009, severity 1.0).
func blindness() map[string]func([3]float64) [3]float64 {
	by := func(m [3][3]float64) func([3]float64) [3]float64 {
		return func(c [3]float64) (out [3]float64) {
			for i := range out {
				out[i] = m[i][0]*c[0] + m[i][1]*c[1] + m[i][2]*c[2]
			}
			return out
		}
	}
	return map[string]func([3]float64) [3]float64{
		"all colours":  func(c [3]float64) [3]float64 { return c },
		"protanopia":   by([3][3]float64{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}),
		"deuteranopia": by([3][3]float64{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}),
		"tritanopia":   by([3][3]float64{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}),
	}
}

// apart is how far two colours are from each other.
func apart(a, b [3]float64) float64 {
	d := 0.0
	for i := range a {
		d += (a[i] - b[i]) * (a[i] - b[i])
	}
	return math.Sqrt(d)
}
