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
	"path"
	"strings"

	"appealbot/bot"
)

// Limits of a picture that is handed in.
const (
	MaxBytes  = 12 << 20   // bytes of the file
	MaxPixels = 25_000_000 // decoded, about 100 MB of memory
)

// quality of published JPEG: no visible loss at the size of a phone.
const quality = 90

// Accept checks a picture and returns its use in an appeal with the bytes
// that may be published. The error is a *bot.Refusal.
func Accept(name string, data []byte) (bot.MediaUse, []byte, error) {
	name = path.Base(strings.ReplaceAll(name, "\\", "/"))
	switch {
	case len(data) == 0:
		return refuse("%s is empty. Send the picture again.", name)
	case len(data) > MaxBytes:
		return refuse("%s has %d MB; at most %d MB fit. Send a smaller copy.", name, len(data)>>20, MaxBytes>>20)
	}
	cfg, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return refuse("%s is neither a JPEG nor a PNG picture. Save it as one of these and send it again.", name)
	}
	if cfg.Width <= 0 || cfg.Height <= 0 || cfg.Width > MaxPixels/cfg.Height {
		return refuse("%s is %d by %d pixels, which is too large. Send a smaller copy.", name, cfg.Width, cfg.Height)
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return refuse("%s is damaged. Send it again, or take it anew.", name)
	}
	img = upright(img, orientation(data, format))
	out, typ, err := encode(img, format)
	if err != nil {
		return bot.MediaUse{}, nil, fmt.Errorf("encode picture: %w", err)
	}
	sum := sha256.Sum256(out)
	b := img.Bounds()
	return bot.MediaUse{
		Digest: hex.EncodeToString(sum[:]), Type: typ, Name: name, Size: len(out), Width: b.Dx(), Height: b.Dy(),
	}, out, nil
}

func refuse(format string, args ...any) (bot.MediaUse, []byte, error) {
	return bot.MediaUse{}, nil, bot.Refuse(bot.ErrInvalid, format, args...)
}

func encode(img image.Image, format string) ([]byte, string, error) {
	var buf bytes.Buffer
	if format == "png" {
		err := png.Encode(&buf, img)
		return buf.Bytes(), "image/png", err
	}
	err := jpeg.Encode(&buf, img, &jpeg.Options{Quality: quality})
	return buf.Bytes(), "image/jpeg", err
}
