package media

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"slices"

	"github.com/bep/imagemeta"
	"golang.org/x/image/webp"
)

// format is a kind of picture that is taken, and what becomes of it.
type format struct {
	mime   string // of what is published
	meta   imagemeta.ImageFormat
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
	encode func(io.Writer, image.Image) error
}

// formatOf tells the format by the first bytes. It does not ask package image,
// which decodes whatever any other package of the program has registered.
func formatOf(data []byte) (format, bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		return format{"image/jpeg", imagemeta.JPEG, jpeg.DecodeConfig, jpeg.Decode, encodeJPEG}, true
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return format{"image/png", imagemeta.PNG, png.DecodeConfig, png.Decode, png.Encode}, true
	case isWebP(data) && bytes.Contains(data[:min(len(data), 32)], []byte("VP8 ")):
		return format{"image/jpeg", imagemeta.WebP, webp.DecodeConfig, webp.Decode, encodeJPEG}, true
	case isWebP(data): // without loss, or with transparency
		return format{"image/png", imagemeta.WebP, webp.DecodeConfig, webp.Decode, png.Encode}, true
	case bytes.HasPrefix(data, []byte("GIF87a")), bytes.HasPrefix(data, []byte("GIF89a")):
		return format{"image/png", 0, gif.DecodeConfig, gif.Decode, png.Encode}, true
	}
	return format{}, false
}

func isWebP(data []byte) bool {
	return len(data) >= 16 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP"
}

// foreign says what to do with a file that is no picture that is taken.
func foreign(data []byte) string {
	switch {
	case len(data) >= 12 && string(data[4:8]) == "ftyp" && slices.Contains(still, string(data[8:12])):
		return "is a HEIC or AVIF picture. Send it as JPEG: on an iPhone choose Settings, Camera, Formats, Most Compatible, or take a screenshot of it."
	case bytes.HasPrefix(data, []byte("II*\x00")), bytes.HasPrefix(data, []byte("MM\x00*")):
		return "is a TIFF picture. Save it as JPEG or PNG and send it again."
	case Sniff(data[:min(len(data), SniffBytes)], "") == SortVideo:
		return "is a video. Drop it into the thread of the card."
	}
	return "is neither a JPEG nor a PNG picture. Save it as one of these and send it again."
}

// moves reports whether a picture has more than one frame. It decodes none of them.
func moves(data []byte) bool {
	switch {
	case bytes.HasPrefix(data, []byte("GIF8")):
		return gifFrames(data) > 1
	case bytes.HasPrefix(data, []byte("\x89PNG")):
		animated := false
		pngChunks(data, func(kind string, _ []byte) bool { animated = kind == "acTL"; return !animated })
		return animated
	case isWebP(data):
		return string(data[12:16]) == "VP8X" && len(data) > 20 && data[20]&0x02 != 0
	}
	return false
}

// pngChunks visits the chunks of a PNG (ISO/IEC 15948) until each wants no more. It
// reports whether the file is whole.
func pngChunks(data []byte, each func(kind string, body []byte) bool) bool {
	for rest := data[min(8, len(data)):]; len(rest) >= 12; {
		n := int64(binary.BigEndian.Uint32(rest))
		if n > int64(len(rest))-12 {
			return false
		}
		kind := string(rest[4:8])
		if !each(kind, rest[8:8+n]) {
			return true
		}
		rest = rest[12+n:]
		if kind == "IEND" {
			return len(rest) == 0
		}
	}
	return false
}

// gifFrames counts the frames of a GIF (GIF89a, 31 July 1990) without decoding
// them, and stops at two.
func gifFrames(data []byte) int {
	table := func(flags byte) int {
		if flags&0x80 == 0 {
			return 0
		}
		return 3 << (flags&7 + 1)
	}
	blocks := func(i int) int { // behind a list of data blocks
		for i < len(data) && data[i] != 0 {
			i += int(data[i]) + 1
		}
		return i + 1
	}
	if len(data) < 13 {
		return 0
	}
	n := 0
	for i := 13 + table(data[10]); i < len(data) && n < 2; {
		switch data[i] {
		case 0x21: // extension
			i = blocks(i + 2)
		case 0x2c: // image
			n++
			if i+10 > len(data) {
				return n
			}
			i = blocks(i + 10 + table(data[i+9]) + 1)
		default: // the end, or not a GIF
			return n
		}
	}
	return n
}
