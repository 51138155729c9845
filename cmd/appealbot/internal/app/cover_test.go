package app

import (
	"bytes"
	"image"
	"image/png"
	"net/http"
	"regexp"
	"slices"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
)

// covered: Ann looks at the grid, which only she gets, and covers one of its squares.
func (p *precinct) covered() {
	p.t.Helper()
	p.press("ann", "Show grid", "with its parts")
	gridded := func(s chattest.Seen) bool {
		return slices.ContainsFunc(s.Files, func(f chat.File) bool { return f.Name == "grid-1.jpg" })
	}
	p.until("Ann has the picture with its grid", func() bool {
		return slices.ContainsFunc(p.far.In(p.t, p.far.direct("ann")), func(s chattest.Seen) bool {
			return gridded(s) || slices.ContainsFunc(p.far.Under(p.t, s.At), gridded)
		})
	})
	if slices.ContainsFunc(p.messages(), gridded) {
		p.t.Error("everybody has the grid that Ann asked for")
	}
	p.says("ann", p.room, "blur J3", "There is no column J; this picture has A to H.")
	p.says("ann", p.room, "blur B3", "is made anew, with 1 part covered")
	p.card("Covered", "B3")
}

var wallPicture = regexp.MustCompile(`/wall/picture/[0-9a-f]+`)

// coveredInPublic: what every account shows has one colour where Ann covered it, and the
// bicycle beside it.
func (p *precinct) coveredInPublic(page string) {
	p.t.Helper()
	for _, at := range wallPicture.FindAllString(page, -1) {
		resp, err := http.Get(p.wall + at) //nolint:noctx // The test's own server.
		p.must(err)
		var b bytes.Buffer
		_, err = b.ReadFrom(resp.Body)
		p.must(err)
		p.must(resp.Body.Close())
		img, err := png.Decode(&b)
		p.must(err)
		other := 0
		for y := range img.Bounds().Dy() {
			for x := range img.Bounds().Dx() {
				r, g, b, a := img.At(x, y).RGBA()
				dark := r>>8 == 32 && g>>8 == 32 && b>>8 == 32 && a == 0xffff
				switch in := image.Pt(x, y).In(image.Rect(2, 4, 4, 6)); { // B3 of 16 x 16
				case in && !dark:
					p.t.Errorf("%s: %d, %d is not covered", at, x, y)
				case !in && !dark:
					other++
				}
			}
		}
		if other == 0 {
			p.t.Errorf("%s: everything is covered", at)
		}
	}
}
