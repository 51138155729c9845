package media

import (
	"bytes"
	"image"
	"image/draw"
	"time"

	"github.com/bep/imagemeta"
)

// upright turns a picture as its camera says it was held. The note about it
// is among the metadata that is dropped, so the pixels have to move instead.
func upright(img image.Image, o int) image.Image {
	if o <= 1 || o > 8 {
		return img
	}
	b := img.Bounds()
	src := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(src, src.Bounds(), img, b.Min, draw.Src)
	w, h := b.Dx(), b.Dy()
	dw, dh := w, h
	if o >= 5 {
		dw, dh = h, w
	}
	dst := image.NewRGBA(image.Rect(0, 0, dw, dh))
	for y := range h {
		for x := range w {
			nx, ny := moved(o, x, y, w, h)
			copy(dst.Pix[dst.PixOffset(nx, ny):][:4], src.Pix[src.PixOffset(x, y):][:4])
		}
	}
	return dst
}

// moved says where a pixel goes for an EXIF orientation of 2 to 8.
func moved(o, x, y, w, h int) (int, int) {
	switch o {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return h - 1 - y, x
	case 7:
		return h - 1 - y, w - 1 - x
	default: // 8
		return y, w - 1 - x
	}
}

// orientation reads how the camera was held from a picture's EXIF data: 1 to
// 8 as in EXIF 2.32 section 4.6.4, or 1 when it does not say.
func orientation(data []byte, format string) int {
	f := imagemeta.JPEG
	if format == "png" {
		f = imagemeta.PNG
	}
	o := 1
	// Broken metadata is as good as none: it is dropped anyway.
	_, _ = imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(data), ImageFormat: f, Sources: imagemeta.EXIF,
		ShouldHandleTag: func(t imagemeta.TagInfo) bool { return t.Tag == "Orientation" },
		HandleTag: func(t imagemeta.TagInfo) error {
			if n, ok := t.Value.(uint16); ok && t.Namespace == "IFD0" {
				o = int(n)
			}
			return nil
		},
		Timeout: time.Second,
	})
	return o
}
