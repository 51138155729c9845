package app

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"net/http"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// plate is where in the photograph the plate is that nobody shall see. Nothing else in
// it has its colour.
var plate = image.Rect(330, 270, 470, 320)

// photograph is a street with a plate in it, as a phone hands it over: with a note
// where it was taken.
func photograph(t *testing.T) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 800, 600))
	for y := range 600 {
		for x := range 800 {
			img.SetRGBA(x, y, color.RGBA{R: uint8(40 + y/6), G: uint8(110 + x/8 + (x*7+y*13)%17), B: uint8(60 + (x+y)/14), A: 255})
			if image.Pt(x, y).In(plate) {
				img.SetRGBA(x, y, color.RGBA{R: 255, B: 255, A: 255})
			}
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	note := append([]byte("\xff\xe1\x00\x1cExif\x00\x00"), "43.6532N 79.3832W   "...)
	return append(append(b.Bytes()[:2:2], note...), b.Bytes()[2:]...)
}

// platePixels counts the pixels that have the plate's colour.
func platePixels(img image.Image) int {
	n := 0
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
			if r, g, b, _ := img.At(x, y).RGBA(); r>>8 > 140 && b>>8 > 140 && g>>8 < 110 {
				n++
			}
		}
	}
	return n
}

// An officer draws a rectangle round a plate, with the mouse on a desk and with a
// finger on a phone, names one square more, and no network gets a pixel of either.
func TestBrowserCover(t *testing.T) {
	chromium(t)
	before, err := jpeg.Decode(bytes.NewReader(photograph(t)))
	if err != nil || platePixels(before) < plate.Dx()*plate.Dy()/2 {
		t.Fatalf("the test's picture has no plate to find: %v", err)
	}
	for _, size := range []struct {
		name          string
		width, height int64
		drag          func(b *browser, x1, y1, x2, y2 float64)
	}{{"desk", 1280, 860, (*browser).drag}, {"phone", 390, 844, (*browser).swipe}} {
		t.Run(size.name, func(t *testing.T) {
			t.Parallel()
			p := openRoom(t)
			b := newBrowser(t, size.width, size.height)
			b.must(chromedp.Do(b.ctx, chromedp.Navigate(p.server.URL())))
			b.types("#composer-text", "/appeal new --on page,metro,channel 2026-5555555 Robbery: Do you know this car? Call 416-808-2222.")
			b.click("#composer-send", "Send")
			b.sees(".msg", "is stored. Nothing is public")
			b.attach("car.jpg", photograph(t))
			b.channel("case-2026-5555555")
			b.sees("#messages .card", "800 x 600")
			b.covers(size.name, size.drag)
			b.publishes(size.name)
			b.sees("#messages .msg", "public (3 posts)")
			b.tab("#tab-public")
			b.wait("every network shows the picture", `[...document.querySelectorAll('#posts img')].filter(i => i.complete && i.naturalWidth === 800).length === 3`)
			b.shot(size.name + "-cover-5-wall")
			found, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]string](`[...document.querySelectorAll('#posts img')].map(i => i.src)`))
			b.must(err)
			for _, url := range found {
				checkCovered(t, url)
			}
		})
	}
}

// covers draws a rectangle round the plate and names the square A1.
func (b *browser) covers(size string, drag func(b *browser, x1, y1, x2, y2 float64)) {
	b.t.Helper()
	b.click("#messages button", "Show grid")
	b.sees("#messages .msg.only", "with its parts")
	b.click("#messages button", "Draw what to cover")
	b.wait("the picture is there", `document.querySelector('#cover').open && document.querySelector('#cover-picture').naturalWidth === 800`)
	b.accessible("the dialog for covering")
	b.click("#cover-send", "")
	b.sees("#cover-error", "Draw a rectangle on the picture, or name a square.")
	at, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]float64](`(() => {
		document.querySelector('#cover-stage').scrollIntoView({block: 'center', behavior: 'instant'});
		const r = document.querySelector('#cover-drawn').getBoundingClientRect(); return [r.x, r.y, r.width, r.height] })()`))
	b.must(err)
	x := func(n int) float64 { return at[0] + at[2]*float64(n)/800 }
	y := func(n int) float64 { return at[1] + at[3]*float64(n)/600 }
	drag(b, x(plate.Max.X+30), y(plate.Max.Y+30), x(plate.Min.X-30), y(plate.Min.Y-30)) // from below, as some do
	b.sees("#cover-areas li", "% from the left")
	drag(b, x(600), y(500), x(700), y(550))
	b.wait("there are two", `document.querySelectorAll('#cover-areas li').length === 2 && document.querySelectorAll('#cover-drawn rect').length === 2`)
	b.click("#cover-areas li:last-child button", "Remove")
	b.wait("one is taken back", `document.querySelectorAll('#cover-areas li').length === 1 && document.querySelectorAll('#cover-drawn rect').length === 1`)
	b.types("#cover-squares", "a1")
	b.wait("nothing is wider than the window", `document.querySelector('#cover').scrollWidth <= document.querySelector('#cover').clientWidth && document.querySelector('#cover').getBoundingClientRect().right <= innerWidth`)
	b.shot(size + "-cover-1-drawn")
	b.click("#cover-send", "")
	b.sees("#messages .msg.only", "is made anew, with 2 parts covered")
	b.sees("#messages .card", "% from the left")
	b.shot(size + "-cover-2-card")
}

// drag draws with the mouse.
func (b *browser) drag(x1, y1, x2, y2 float64) {
	b.t.Helper()
	for _, e := range []input.DispatchMouseEventParams{
		{Type: "mousePressed", X: x1, Y: y1, Button: "left", Buttons: 1, ClickCount: 1},
		{Type: "mouseMoved", X: (x1 + x2) / 2, Y: (y1 + y2) / 2, Button: "left", Buttons: 1},
		{Type: "mouseMoved", X: x2, Y: y2, Button: "left", Buttons: 1},
		{Type: "mouseReleased", X: x2, Y: y2, Button: "left", ClickCount: 1},
	} {
		_, err := chromedp.Call(b.ctx, input.DispatchMouseEvent, e)
		b.must(err)
	}
}

// swipe draws with a finger.
func (b *browser) swipe(x1, y1, x2, y2 float64) {
	b.t.Helper()
	at := func(x, y float64) []*input.TouchPoint { return []*input.TouchPoint{{X: x, Y: y}} }
	for _, e := range []input.DispatchTouchEventParams{
		{Type: "touchStart", TouchPoints: at(x1, y1)},
		{Type: "touchMove", TouchPoints: at((x1+x2)/2, (y1+y2)/2)},
		{Type: "touchMove", TouchPoints: at(x2, y2)},
		{Type: "touchEnd", TouchPoints: []*input.TouchPoint{}},
	} {
		_, err := chromedp.Call(b.ctx, input.DispatchTouchEvent, e)
		b.must(err)
	}
}

// publishes describes the picture and has somebody else approve it.
func (b *browser) publishes(size string) {
	b.t.Helper()
	b.types("#composer-text", "/appeal describe 1 A grey car on a street")
	b.click("#composer-send", "Send")
	b.sees("#messages .card", "A grey car on a street")
	b.click("#messages button", "Submit for approval")
	b.sees("#messages .msg", "It needs one approval")
	b.click("#officers a", "Bob")
	b.wait("Bob is at the desk", `document.querySelector('#chat').dataset.officer === 'bob'`)
	b.channel("case-2026-5555555")
	b.click("#messages button", "Approve")
	b.sees("#dialog legend", "I have made sure")
	b.shot(size + "-cover-3-approve")
	b.confirms()
	b.shot(size + "-cover-4-published")
}

// checkCovered reads a published picture: nothing is left of the plate, the square is
// covered, the rest is there, and no note is in it.
func checkCovered(t *testing.T, url string) {
	t.Helper()
	resp, err := http.Get(url) //nolint:noctx // The test's own server.
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil || bytes.Contains(data, []byte("Exif")) {
		t.Fatalf("%s: %v", url, err)
	}
	if n := platePixels(img); n > 0 {
		t.Errorf("%s: %d pixels of the plate are public", url, n)
	}
	for p, want := range map[image.Point]bool{{X: 400, Y: 295}: true, {X: 335, Y: 275}: true, {X: 50, Y: 50}: true, {X: 650, Y: 525}: false, {X: 150, Y: 50}: false, {X: 400, Y: 400}: false} {
		r, g, b, _ := img.At(p.X, p.Y).RGBA()
		if got := max(r, g, b)>>8 < 50; got != want {
			t.Errorf("%s: %v is covered: %t, want %t", url, fmt.Sprint(p), got, want)
		}
	}
}
