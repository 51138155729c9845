package media

import (
	"image"
	"image/color"
	"image/draw"

	"appealbot/bot"
)

// full is how many thousandths a Cover's edges count.
const full = 1000

// cloak is what covered parts look like.
var cloak = image.NewUniform(color.NRGBA{32, 32, 32, 255})

// covered fills parts of a picture with one colour, so that nothing of them is left.
//
// Officers call it blurring, and it is none: blurred and pixelated plates, faces and
// words have been read again, because every cell of the mosaic still is an average of
// what was below it (Hill, Zhou, Saul and Shacham, "On the (In)effectiveness of Mosaicing
// and Blurring as Tools for Document Redaction", Proceedings on Privacy Enhancing
// Technologies 2016(4); McPherson, Shokri and Shmatikov, "Defeating Image Obfuscation with
// Deep Learning", arXiv:1609.00408 of 2016-09-01). The colour here depends on nothing in
// the picture.
//
// It happens at the picture's full size, before anything is encoded or made smaller:
// no pixel of a covered part has a share in a pixel next to it.
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
		draw.Draw(dst, pixels(c, b.Dx(), b.Dy()), cloak, image.Point{}, draw.Src)
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
