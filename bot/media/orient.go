package media

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/draw"
	"sync/atomic"
	"time"

	"github.com/bep/imagemeta"
)

// upright turns a picture as its camera says it was held. The note about it
// is among the metadata that is dropped, so the pixels have to move instead.
// They keep their values; only JPEG's own colours become RGB.
func upright(img image.Image, o int) image.Image {
	if o <= 1 || o > 8 {
		return img
	}
	t := turn{o: o, w: img.Bounds().Dx(), h: img.Bounds().Dy()}
	switch src := img.(type) {
	case *image.Gray:
		dst := image.NewGray(t.bounds())
		t.pixels(dst.Pix, src.Pix, src.Stride, 1)
		return dst
	case *image.Gray16:
		dst := image.NewGray16(t.bounds())
		t.pixels(dst.Pix, src.Pix, src.Stride, 2)
		return dst
	case *image.Paletted:
		dst := image.NewPaletted(t.bounds(), src.Palette)
		t.pixels(dst.Pix, src.Pix, src.Stride, 1)
		return dst
	case *image.RGBA:
		dst := image.NewRGBA(t.bounds())
		t.pixels(dst.Pix, src.Pix, src.Stride, 4)
		return dst
	case *image.RGBA64:
		dst := image.NewRGBA64(t.bounds())
		t.pixels(dst.Pix, src.Pix, src.Stride, 8)
		return dst
	case *image.NRGBA:
		dst := image.NewNRGBA(t.bounds())
		t.pixels(dst.Pix, src.Pix, src.Stride, 4)
		return dst
	case *image.NRGBA64:
		dst := image.NewNRGBA64(t.bounds())
		t.pixels(dst.Pix, src.Pix, src.Stride, 8)
		return dst
	}
	return t.other(img)
}

// turn is an EXIF orientation of 2 to 8 with the size of the picture that it
// is to be undone in.
type turn struct{ o, w, h int }

// bounds are those of the upright picture.
func (t turn) bounds() image.Rectangle {
	if t.o >= 5 {
		return image.Rect(0, 0, t.h, t.w)
	}
	return image.Rect(0, 0, t.w, t.h)
}

// pixels moves every pixel of size bytes from src to where it belongs in dst.
func (t turn) pixels(dst, src []byte, stride, size int) {
	for y := range t.h {
		t.row(dst, src[y*stride:], y, size)
	}
}

// row moves the pixels of row y.
func (t turn) row(dst, row []byte, y, size int) {
	width := t.bounds().Dx()
	for x := range t.w {
		nx, ny := t.to(x, y)
		copy(dst[(ny*width+nx)*size:][:size], row[x*size:])
	}
}

// other turns a picture whose pixels are not stored one by one. It goes row by
// row, because the whole in two copies would be a lot of memory.
func (t turn) other(img image.Image) image.Image {
	dst := image.NewRGBA(t.bounds())
	row := image.NewRGBA(image.Rect(0, 0, t.w, 1))
	from := img.Bounds().Min
	for y := range t.h {
		draw.Draw(row, row.Bounds(), img, from.Add(image.Pt(0, y)), draw.Src)
		t.row(dst.Pix, row.Pix, y, 4)
	}
	return dst
}

// to says where a pixel belongs.
func (t turn) to(x, y int) (int, int) {
	switch t.o {
	case 2:
		return t.w - 1 - x, y
	case 3:
		return t.w - 1 - x, t.h - 1 - y
	case 4:
		return x, t.h - 1 - y
	case 5:
		return y, x
	case 6:
		return t.h - 1 - y, x
	case 7:
		return t.h - 1 - y, t.w - 1 - x
	default: // 8
		return y, t.w - 1 - x
	}
}

// metaTimeout bounds reading the metadata of a picture.
const metaTimeout = time.Second

// orientation reads how the camera was held from a picture's EXIF data: 1 to
// 8 as in EXIF 2.32 section 4.6.4, or 1 when it does not say.
func orientation(data []byte, f imagemeta.ImageFormat) int {
	if f == imagemeta.WebP {
		data = onlyEXIF(data)
	}
	var o atomic.Int32 // a reading that exceeds its time goes on for a while
	// Broken metadata is as good as none: it is dropped anyway.
	_, _ = imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(data), ImageFormat: f, Sources: imagemeta.EXIF,
		ShouldHandleTag: func(t imagemeta.TagInfo) bool { return t.Tag == "Orientation" },
		HandleTag: func(t imagemeta.TagInfo) error {
			if n, ok := t.Value.(uint16); ok && t.Namespace == "IFD0" {
				o.Store(int32(n))
			}
			return nil
		},
		Timeout: metaTimeout,
	})
	return max(1, int(o.Load()))
}

// onlyEXIF is a WebP with nothing but its EXIF data. imagemeta (1.0.1) does not know
// that chunks of an odd length are filled up (RIFF), and finds nothing behind one.
func onlyEXIF(data []byte) []byte {
	const head = 12
	for rest := data[min(head, len(data)):]; len(rest) >= 8; {
		n := int64(binary.LittleEndian.Uint32(rest[4:]))
		if n > int64(len(rest)-8) {
			return nil
		}
		if string(rest[:4]) == "EXIF" {
			const exifFlag = 0x08
			out := append(bytes.Clone(data[:head]), "VP8X\x0a\x00\x00\x00"...)
			out = append(out, exifFlag, 0, 0, 0, 0, 0, 0, 0, 0, 0)
			return append(out, rest[:8+n]...)
		}
		rest = rest[min(8+n+n%2, int64(len(rest))):]
	}
	return nil
}
