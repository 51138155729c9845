package media_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
)

// What must not be left of a picture. Each is in its own kind of metadata.
const (
	secretMake    = "SECRET-CAMERA"
	secretXMP     = "SECRET-XMP"
	secretIPTC    = "SECRET-IPTC"
	secretComment = "SECRET-COMMENT"
	secretThumb   = "SECRET-THUMBNAIL"
	secretText    = "SECRET-TEXT"
	secretTrailer = "SECRET-TRAILER"
)

// exif returns a TIFF structure with a camera, an orientation, a position and
// a thumbnail.
func exif(orientation uint16) []byte {
	const ifd0, gps, ifd1, camera, lat, thumb = 8, 50, 80, 110, 130, 154
	le := binary.LittleEndian
	b := []byte("II*\x00\x08\x00\x00\x00")
	ifd := func(next uint32, entries ...[4]uint32) { // tag, type, count, value
		b = le.AppendUint16(b, uint16(len(entries)))
		for _, e := range entries {
			b = le.AppendUint16(b, uint16(e[0]))
			b = le.AppendUint16(b, uint16(e[1]))
			b = le.AppendUint32(b, e[2])
			b = le.AppendUint32(b, e[3])
		}
		b = le.AppendUint32(b, next)
	}
	pad := func(to int) { b = append(b, make([]byte, to-len(b))...) }
	ifd(ifd1, [4]uint32{0x010f, 2, uint32(len(secretMake) + 1), camera}, [4]uint32{0x0112, 3, 1, uint32(orientation)}, [4]uint32{0x8825, 4, 1, gps})
	pad(gps)
	ifd(0, [4]uint32{1, 2, 2, 'N'}, [4]uint32{2, 5, 3, lat})
	pad(ifd1)
	// A wrong orientation of the thumbnail must not be taken for the picture's.
	ifd(0, [4]uint32{0x0112, 3, 1, 3})
	pad(camera)
	b = append(b, secretMake...)
	pad(lat)
	for _, v := range []uint32{43, 1, 39, 1, 12, 1} {
		b = le.AppendUint32(b, v)
	}
	pad(thumb)
	return append(b, secretThumb...)
}

// iptc returns a Photoshop resource with one IPTC record.
func iptc() []byte {
	rec := append([]byte{0x1c, 2, 5, 0, byte(len(secretIPTC))}, secretIPTC...)
	b := append([]byte("Photoshop 3.0\x008BIM\x04\x04\x00\x00"), 0, 0, 0, byte(len(rec)))
	return append(b, rec...)
}

func xmp() []byte {
	return []byte("http://ns.adobe.com/xap/1.0/\x00" + `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" rdf:about="" dc:source="` + secretXMP + `"/></rdf:RDF></x:xmpmeta>`)
}

// segment returns a segment of a JPEG file.
func segment(marker byte, data []byte) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(data)+2)), data...)
}

// jpegOf encodes img with segments behind the start of the file.
func jpegOf(t testing.TB, img image.Image, segments ...[]byte) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	b := buf.Bytes()
	return bytes.Join([][]byte{b[:2], bytes.Join(segments, nil), b[2:]}, nil)
}

func exifSegment(orientation uint16) []byte {
	return segment(0xe1, append([]byte("Exif\x00\x00"), exif(orientation)...))
}

// chunk returns a chunk of a PNG file.
func chunk(name string, data []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	b = append(append(b, name...), data...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

// pngOf encodes img with chunks behind the header.
func pngOf(t testing.TB, img image.Image, chunks ...[]byte) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := png.Encode(&buf, img); err != nil {
		t.Fatal(err)
	}
	const header = 8 + 4 + 4 + 13 + 4
	b := buf.Bytes()
	return bytes.Join([][]byte{b[:header], bytes.Join(chunks, nil), b[header:]}, nil)
}

// The four corners of the test picture as it should be seen.
var corners = []color.RGBA{{R: 0xff, A: 0xff}, {G: 0xff, A: 0xff}, {B: 0xff, A: 0xff}, {R: 0xff, G: 0xff, B: 0xff, A: 0xff}}

// scene is a picture of four fields: red and green above blue and white.
func scene() *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, 64, 32))
	for y := range 32 {
		for x := range 64 {
			img.SetRGBA(x, y, corners[y/16*2+x/32])
		}
	}
	return img
}

// sides says for every EXIF orientation which sides of the scene the first row
// and the first column of the file show (EXIF 2.32, section 4.6.4).
var sides = [9][2]string{
	1: {"top", "left"}, 2: {"top", "right"}, 3: {"bottom", "right"}, 4: {"bottom", "left"},
	5: {"left", "top"}, 6: {"right", "top"}, 7: {"right", "bottom"}, 8: {"left", "bottom"},
}

// canvas is a picture that can be painted.
type canvas interface {
	image.Image
	Set(x, y int, c color.Color)
}

// held returns img as a camera that is held in a certain way stores it. The
// result is painted on what blank returns.
func held[C canvas](img image.Image, orientation int, blank func(image.Rectangle) C) C {
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	from := func(side string, x, y int) int {
		return map[string]int{"top": y, "bottom": h - 1 - y, "left": x, "right": w - 1 - x}[side]
	}
	size := image.Rect(0, 0, w, h)
	if orientation >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	out := blank(size)
	for y := range h {
		for x := range w {
			out.Set(from(sides[orientation][1], x, y), from(sides[orientation][0], x, y), img.At(x, y))
		}
	}
	return out
}
