package media_test

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"testing"

	"appealbot/bot"
	"appealbot/bot/media"
)

// street is a picture of so many pixels with something in one part of it.
func street[C canvas](size image.Rectangle, blank func(image.Rectangle) C, part image.Rectangle, secret func(x, y int) color.Color) C {
	img := blank(size)
	for y := range size.Dy() {
		for x := range size.Dx() {
			if image.Pt(x, y).In(part) {
				img.Set(x, y, secret(x, y))
			} else {
				img.Set(x, y, color.NRGBA{uint8(x / 5), uint8(y / 4), uint8(x*3 + y*5), 255})
			}
		}
	}
	return img
}

// plates are two things that look as different as they can.
func plates() [2]func(x, y int) color.Color {
	return [2]func(x, y int) color.Color{
		func(x, y int) color.Color { return color.NRGBA{255, uint8(x * 7), uint8(y * 11), 255} },
		func(x, y int) color.Color { return color.NRGBA{uint8(y * 13), 255, uint8(x), uint8(x * 5)} },
	}
}

// Two pictures that differ in what is covered, and in nothing else, become the same
// file, byte for byte: so nothing at all of the covered part is in what is published,
// and nobody can find it out from that, whatever they know.
func TestNothingIsLeftOfWhatIsCovered(t *testing.T) {
	size := image.Rect(0, 0, 640, 480) // squares of 80 x 80, as JPEG has them in blocks of 16
	g := bot.GridOf(640, 480)
	part := image.Rect(160, 80, 320, 240)
	covers := []bot.Cover{g.Cover(2, 1, 3, 2)}
	for name, encode := range map[string]func(secret func(x, y int) color.Color) []byte{
		"a.jpg": func(s func(x, y int) color.Color) []byte {
			return jpegOf(t, street(size, image.NewRGBA, part, s), exifSegment(1), segment(0xe1, xmp()))
		},
		"a.png": func(s func(x, y int) color.Color) []byte { return pngOf(t, street(size, image.NewNRGBA, part, s)) },
		"deep.png": func(s func(x, y int) color.Color) []byte {
			return pngOf(t, street(size, image.NewNRGBA64, part, s))
		},
		"gray.png": func(s func(x, y int) color.Color) []byte { return pngOf(t, street(size, image.NewGray, part, s)) },
		"a.gif": func(s func(x, y int) color.Color) []byte {
			var b bytes.Buffer
			colours := color.Palette{color.Transparent, color.White, color.Black, color.RGBA{255, 0, 0, 255}, color.RGBA{0, 255, 0, 255}, color.RGBA{0, 0, 255, 255}}
			img := street(size, func(r image.Rectangle) *image.Paletted { return image.NewPaletted(r, colours) }, part, s)
			if err := gif.Encode(&b, img, nil); err != nil {
				t.Fatal(err)
			}
			return b.Bytes()
		},
	} {
		t.Run(name, func(t *testing.T) {
			var made, bare [2][]byte
			for i, secret := range plates() {
				in := encode(secret)
				var err error
				if _, made[i], err = media.AcceptCovered(name, in, covers); err != nil {
					t.Fatal(err)
				}
				if _, bare[i], err = media.Accept(name, in); err != nil {
					t.Fatal(err)
				}
			}
			if bytes.Equal(bare[0], bare[1]) {
				t.Fatal("the test's pictures do not differ")
			}
			if !bytes.Equal(made[0], made[1]) {
				t.Error("what is published depends on what is covered")
			}
			img, _, err := image.Decode(bytes.NewReader(made[0]))
			if err != nil {
				t.Fatal(err)
			}
			within, beside := uncovered(img, part.Inset(1)), uncovered(img, image.Rect(400, 300, 480, 400))
			if within != 0 || beside == 0 {
				t.Errorf("%d pixels of the part are not covered, and %d of another are not", within, beside)
			}
		})
	}
}

// uncovered counts the pixels of a part that do not have the colour of a cover.
func uncovered(img image.Image, part image.Rectangle) int {
	n := 0
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			r, g, b, a := img.At(x, y).RGBA()
			if max(r, g, b)>>8 > 40 || min(r, g, b)>>8 < 24 || a != 0xffff {
				n++
			}
		}
	}
	return n
}

// The squares are those of the picture as people see it, however the camera was held.
func TestCoversOfPicturesHeldSideways(t *testing.T) {
	size := image.Rect(0, 0, 480, 640)
	g := bot.GridOf(480, 640)
	secret := plates()[0]
	seen := street(size, image.NewRGBA, image.Rect(0, 0, 80, 80), secret) // in A1
	for o := 1; o <= 8; o++ {
		in := jpegOf(t, held(seen, o, image.NewRGBA), exifSegment(uint16(o)))
		use, out, err := media.AcceptCovered("a.jpg", in, []bot.Cover{g.Cover(0, 0, 0, 0)})
		if err != nil {
			t.Fatal(err)
		}
		img, err := jpeg.Decode(bytes.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		if use.Width != 480 || use.Height != 640 || uncovered(img, image.Rect(1, 1, 79, 79)) != 0 || uncovered(img, image.Rect(400, 560, 479, 639)) == 0 {
			t.Errorf("orientation %d: %d x %d, and the wrong part is covered", o, use.Width, use.Height)
		}
	}
}
