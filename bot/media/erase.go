package media

import (
	"image"
	"image/color"
)

// hideErased clears what lies under the fully transparent parts of a picture.
// Drawing programs keep the colours there when somebody erases a face or a
// number plate, and anybody could bring them back.
func hideErased(img image.Image) image.Image {
	switch p := img.(type) {
	case *image.NRGBA:
		for i := 0; i+4 <= len(p.Pix); i += 4 {
			if p.Pix[i+3] == 0 {
				clear(p.Pix[i : i+4])
			}
		}
	case *image.NRGBA64:
		for i := 0; i+8 <= len(p.Pix); i += 8 {
			if p.Pix[i+6] == 0 && p.Pix[i+7] == 0 {
				clear(p.Pix[i : i+8])
			}
		}
	case *image.Paletted:
		hideEntries(p)
	}
	return img
}

// hideEntries makes all transparent entries of a palette the same one.
func hideEntries(p *image.Paletted) {
	var same [256]uint8
	first := -1
	for i, c := range p.Palette {
		same[i] = uint8(i)
		if _, _, _, a := c.RGBA(); a != 0 {
			continue
		}
		if first < 0 {
			first = i
		}
		same[i], p.Palette[i] = uint8(first), color.NRGBA{}
	}
	if first < 0 {
		return
	}
	for i, n := range p.Pix {
		p.Pix[i] = same[n]
	}
}
