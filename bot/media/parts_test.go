package media_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"appealbot/bot"
	"appealbot/bot/media"
)

func TestParts(t *testing.T) {
	g := bot.Grid{Columns: 6, Rows: 11} // a phone held upright
	for in, want := range map[string][]bot.Cover{
		"B3":                       {g.Cover(1, 2, 1, 2)},
		"b3 C4":                    {g.Cover(1, 2, 1, 2), g.Cover(2, 3, 2, 3)},
		"B3,C4;A1":                 {g.Cover(1, 2, 1, 2), g.Cover(2, 3, 2, 3), g.Cover(0, 0, 0, 0)},
		"B3, C4 + F11":             {g.Cover(1, 2, 1, 2), g.Cover(2, 3, 2, 3), g.Cover(5, 10, 5, 10)},
		"B3:D5":                    {g.Cover(1, 2, 3, 4)},
		"D5:B3":                    {g.Cover(1, 2, 3, 4)},
		"b5-D3":                    {g.Cover(1, 2, 3, 4)},
		"B3–D5":                    {g.Cover(1, 2, 3, 4)},
		"B3 B3 B3:B3":              {g.Cover(1, 2, 1, 2)},
		"A10:A11":                  {g.Cover(0, 9, 0, 10)},
		"12.5/30-45/60.1":          {{Left: 125, Top: 300, Right: 450, Bottom: 601}},
		"45/60.1-12.5/30":          {{Left: 125, Top: 300, Right: 450, Bottom: 601}},
		"45/30-12.5/60.1":          {{Left: 125, Top: 300, Right: 450, Bottom: 601}},
		"0/0-100/100 A1":           {{Right: 1000, Bottom: 1000}, g.Cover(0, 0, 0, 0)},
		"0.1/0.2-99.9/0.3":         {{Left: 1, Top: 2, Right: 999, Bottom: 3}},
		"12.5/30—45/60.1,\n\tB3\n": {{Left: 125, Top: 300, Right: 450, Bottom: 601}, g.Cover(1, 2, 1, 2)},
	} {
		if got, err := media.Parts(in, g); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %+v, %v, want %+v", in, got, err, want)
		}
	}
}

// Whatever is wrong, the answer says what there is.
func TestPartsThatAreNone(t *testing.T) {
	g := bot.Grid{Columns: 6, Rows: 11}
	for in, want := range map[string]string{
		"":                      "Say which squares of the grid are to be covered",
		" , ; ":                 "Say which squares of the grid are to be covered",
		"K1":                    "There is no column K; this picture has A to F.",
		"A1:g2":                 "There is no column G; this picture has A to F.",
		"A12":                   "There is no row 12; this picture has 1 to 11.",
		"A0":                    "There is no row 0; this picture has 1 to 11.",
		"B":                     `"B" is not a square of the grid. Write a letter from A to F and a number from 1 to 11`,
		"3B":                    `"3B" is not a square of the grid.`,
		"B3:":                   `"B3:" is not a square of the grid.`,
		"B3:C4:D5":              `"B3:C4:D5" is not a square of the grid.`,
		"B+3":                   `"B" is not a square of the grid.`,
		"B-3":                   `"B-3" is not a square of the grid.`,
		"é3":                    `"é3" is not a square of the grid.`,
		"B３":                    "is not a square of the grid.",
		"the face":              `"the" is not a square of the grid.`,
		strings.Repeat("x", 99): strings.Repeat("x", 40) + "…",
		"10/10":                 "is not a part of the picture.",
		"10/10-20":              "is not a part of the picture.",
		"10/10-20/20-30/30":     "is not a part of the picture.",
		"10/10-20/20/30":        "is not a part of the picture.",
		"10/10-100.1/20":        "is not a part of the picture.",
		"10/10-1000/20":         "is not a part of the picture.",
		"-1/10-20/20":           "is not a part of the picture.",
		"10/10-20.55/20":        "is not a part of the picture.",
		"10/10-20./20":          "is not a part of the picture.",
		"10/+1-20/20":           "is not a part of the picture.",
		"10/1e-20/20":           "is not a part of the picture.",
		"10/10-10/20":           "covers nothing. Draw the rectangle larger.",
		"10/20-30/20":           "covers nothing. Draw the rectangle larger.",
	} {
		got, err := media.Parts(in, g)
		refusal, ok := errors.AsType[*bot.Refusal](err)
		if !ok || !strings.Contains(refusal.Text, want) {
			t.Errorf("%q: %+v, %v, want %q", in, got, err, want)
		}
	}
}

// A part is written as it is read, and whatever is typed covers a part of the picture or
// is refused.
func FuzzParts(f *testing.F) {
	f.Add("B3:D5, 12.5/30-45/60", 8, 6)
	f.Add("45/60.1–12.5/30 H12", 6, 12)
	f.Fuzz(func(t *testing.T, words string, columns, rows int) {
		if columns < 1 || columns > 26 || rows < 1 || rows > 99 {
			return
		}
		g := bot.Grid{Columns: columns, Rows: rows}
		parts, err := media.Parts(words, g)
		if err != nil {
			if _, ok := errors.AsType[*bot.Refusal](err); !ok {
				t.Fatalf("%q: %v", words, err)
			}
			return
		}
		if len(parts) <= 100 && bot.CheckCovers(parts, 0) != nil {
			t.Fatalf("%q: %+v", words, parts)
		}
		for _, p := range parts {
			again, err := media.Parts(g.Name(p), g)
			if err != nil || !slices.Equal(again, []bot.Cover{p}) {
				t.Fatalf("%+v is called %s and read %+v, %v", p, g.Name(p), again, err)
			}
		}
	})
}
