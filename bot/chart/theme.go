package chart

import "github.com/go-analyze/charts"

// Theme says on what ground a chart is looked at.
type Theme string

// Themes. The zero value is light.
const (
	Light Theme = "light"
	Dark  Theme = "dark"
)

// palette is the colours of a theme. Words have at least 4.5:1 against the ground,
// and what is drawn at least 3:1 (WCAG 2.2, success criteria 1.4.3 and 1.4.11, W3C
// Recommendation of 5 October 2023). Main and mark are a blue and an orange that
// people with any of the usual kinds of colour blindness can tell apart, and they
// differ in lightness.
type palette struct {
	ground, text, quiet, main, mark, grid string
}

func (t Theme) palette() palette {
	if t == Dark {
		return palette{ground: "#1b1f27", text: "#f2f4f8", quiet: "#b9c0cc", main: "#5b9bd5", mark: "#ffb454", grid: "#3a414d"}
	}
	return palette{ground: "#ffffff", text: "#14181f", quiet: "#535b68", main: "#2f6fb3", mark: "#b34700", grid: "#d9dde4"}
}

func hex(s string) charts.Color { return charts.ColorFromHex(s) }
