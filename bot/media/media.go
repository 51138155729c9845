// Package media turns a picture that an officer handed in into the bytes that
// may be published.
//
// The picture is decoded and encoded anew, so that nothing of the original
// file but its pixels is left: no position, no camera, no thumbnail, no comment.
// Type and dimensions are read from the bytes and checked before anything is
// decoded, so that a small file cannot claim a large amount of memory.
package media

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/bep/imagemeta"

	"appealbot/bot"
)

// Limits of a picture that is handed in.
const (
	MaxBytes  = 12 << 20   // bytes of the file
	MaxPixels = 25_000_000 // decoded, about 100 MB of memory; twice that with 16 bits a channel
)

// maxName is the longest name of a file that is kept, in characters.
const maxName = 100

// quality of published JPEG: no visible loss at the size of a phone.
const quality = 90

// Accept checks a picture and returns its use in an appeal with the bytes
// that may be published. The error is a *bot.Refusal.
func Accept(name string, data []byte) (bot.MediaUse, []byte, error) {
	name = plainName(name)
	switch {
	case len(data) == 0:
		return refuse("%s is empty. Send the picture again.", name)
	case len(data) > MaxBytes:
		return refuse("%s is larger than %d MB. Send a smaller copy.", name, MaxBytes>>20)
	}
	f, ok := formatOf(data)
	if !ok {
		return refuse("%s is neither a JPEG nor a PNG picture. Save it as one of these and send it again.", name)
	}
	cfg, err := f.config(bytes.NewReader(data))
	switch {
	case err != nil || cfg.Width <= 0 || cfg.Height <= 0:
		return refuse("%s cannot be read. Open it, save it anew as JPEG or PNG, and send that.", name)
	case cfg.Width > MaxPixels/cfg.Height:
		return refuse("%s is %d by %d pixels, which is too large. Send a smaller copy.", name, cfg.Width, cfg.Height)
	}
	img, err := f.decode(bytes.NewReader(data))
	if err != nil {
		return refuse("%s is damaged. Send it again, or take it anew.", name)
	}
	img = upright(hideErased(img), orientation(data, f.meta))
	var buf bytes.Buffer
	if err := f.encode(&buf, img); err != nil {
		return bot.MediaUse{}, nil, fmt.Errorf("encode picture: %w", err)
	}
	out := buf.Bytes()
	sum := sha256.Sum256(out)
	b := img.Bounds()
	return bot.MediaUse{
		Digest: hex.EncodeToString(sum[:]), Type: f.mime, Name: name, Size: int64(len(out)), Width: b.Dx(), Height: b.Dy(),
	}, out, nil
}

func refuse(format string, args ...any) (bot.MediaUse, []byte, error) {
	return bot.MediaUse{}, nil, bot.Refuse(bot.ErrInvalid, format, args...)
}

// format is a kind of picture that is taken.
type format struct {
	mime   string
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
	}
	return format{}, false
}

func encodeJPEG(w io.Writer, img image.Image) error {
	return jpeg.Encode(w, img, &jpeg.Options{Quality: quality})
}

// plainName makes the name of a file fit to be shown: without folders, without
// characters that cannot be seen or turn the writing round, and not too long.
func plainName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), "\\", "/"))
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1
		}
		return r
	}, name))
	if strings.Trim(name, "./ ") == "" {
		return "The picture"
	}
	if utf8.RuneCountInString(name) > maxName {
		name = string([]rune(name)[:maxName-1]) + "…"
	}
	return name
}
