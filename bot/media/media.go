package media

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

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
	return AcceptCovered(name, data, nil)
}

// AcceptCovered is Accept with parts of the picture covered, of which nothing is
// left.
func AcceptCovered(name string, data []byte, covers []bot.Cover) (bot.MediaUse, []byte, error) {
	name = plainName(name)
	switch {
	case len(data) == 0:
		return refuse("%s is empty. Send the picture again.", name)
	case len(data) > MaxBytes:
		return refuse("%s is larger than %d MB. Send a smaller copy.", name, MaxBytes>>20)
	}
	f, ok := formatOf(data)
	if !ok {
		return refuse("%s %s", name, foreign(data))
	}
	if moves(data) {
		return refuse("%s moves. Save it as a video (MP4) and send that, or as a JPEG or PNG of one moment.", name)
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
	if img, err = covered(img, covers); err != nil {
		return bot.MediaUse{}, nil, err
	}
	var buf bytes.Buffer
	if err := f.encode(&buf, img); err != nil {
		return bot.MediaUse{}, nil, fmt.Errorf("encode picture: %w", err)
	}
	out := buf.Bytes()
	if err := Clean(f.mime, bytes.NewReader(out), int64(len(out))); err != nil {
		return bot.MediaUse{}, nil, fmt.Errorf("look at what was made of the picture: %w", err)
	}
	b := img.Bounds()
	return bot.MediaUse{
		Digest: digestOf(out), Type: f.mime, Name: name, Size: int64(len(out)), Width: b.Dx(), Height: b.Dy(),
		Original: digestOf(data), Edits: covers,
	}, out, nil
}

func digestOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func refuse(format string, args ...any) (bot.MediaUse, []byte, error) {
	return bot.MediaUse{}, nil, bot.Refuse(bot.ErrInvalid, format, args...)
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
