package x

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"strconv"
	"strings"

	"appealbot/bot"
	"appealbot/bot/network"
)

const (
	imageCategory    = "tweet_image"
	gifCategory      = "tweet_gif"
	videoCategory    = "tweet_video"
	subtitleCategory = "subtitles"
)

// segment is how much goes in one request; X takes 5 MB (docs.x.com/x-api/media,
// 2026-08-22).
const segment = 4 << 20

// A load is one file that X gets: a picture, a video, or the subtitles of one.
type load struct {
	key      string // names its bytes and what is said of them
	name     string // for notes
	kind     string
	category string
	size     int64
	blob     bot.Blob
	alt      string

	video        int // of subtitles: the place of their video; otherwise -1
	language     string
	languageName string
}

// loadsOf are the files of media, the subtitles of a video behind it.
func loadsOf(media []network.Media) ([]load, error) {
	var out []load
	pictures := 0
	for _, m := range media {
		l := load{kind: m.Type, size: m.Blob.Size(), blob: m.Blob, alt: m.Alt, video: -1, category: imageCategory}
		switch {
		case m.IsVideo():
			l.category, l.name = videoCategory, "The video"
		case m.Type == "image/gif":
			l.category = gifCategory
			fallthrough
		default:
			pictures++
			l.name = fmt.Sprint("Picture ", pictures)
		}
		l.key = keyOf(m.Digest, m.Alt)
		video := len(out)
		out = append(out, l)
		if !m.IsVideo() {
			continue
		}
		subs, err := subtitleLoads(m, video)
		if err != nil {
			return nil, err
		}
		out = append(out, subs...)
	}
	return out, nil
}

// keyOf names what a load is made of.
func keyOf(of ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(of, "\x00")))
	return hex.EncodeToString(sum[:12])
}

// maxSubtitles bounds one file of subtitles, which is read into memory.
const maxSubtitles = 1 << 20

// subtitleLoads are the captions of a video as X takes them: one of each language of
// two letters.
func subtitleLoads(m network.Media, video int) ([]load, error) {
	var out []load
	for i, c := range m.Video.Captions {
		code := languageCode(c.Language)
		if i >= len(m.Captions) || code == "" {
			continue
		}
		vtt, err := network.ReadBlob(m.Captions[i], maxSubtitles)
		if err != nil {
			return nil, fmt.Errorf("captions in %q: %w", c.Language, err)
		}
		srt := subRip(string(vtt))
		if srt == "" {
			continue // nothing is said in them
		}
		out = append(out, load{
			key: keyOf(m.Digest, c.Digest, c.Language), name: "The captions", kind: "text/srt", category: subtitleCategory,
			size: int64(len(srt)), blob: network.BlobOf([]byte(srt)), video: video, language: code, languageName: languageName(code),
		})
	}
	return out, nil
}

// optional reports whether a post goes out although X refuses a stage of it: what was
// approved is shown, and who cannot see or hear it has the words of the post.
func (l load) optional(stage string) bool {
	return l.video >= 0 || l.category == videoCategory && stage == stageDescribe
}

// segment reads the segment with a number.
func (l load) segment(n int) ([]byte, error) {
	off := int64(n) * segment
	if off >= l.size {
		return nil, errors.New("read file: it has no such segment")
	}
	data := make([]byte, min(segment, l.size-off))
	if _, err := io.ReadFull(io.NewSectionReader(l.blob, off, int64(len(data))), data); err != nil {
		return nil, fmt.Errorf("read file: %w", err)
	}
	return data, nil
}

// piece is one segment as a form. Its name is made up: the officer's is not for the
// public.
func piece(i int, data []byte) (raw []byte, kind string, err error) {
	var b bytes.Buffer
	b.Grow(len(data) + 1024)
	w := multipart.NewWriter(&b)
	err = w.WriteField("segment_index", strconv.Itoa(i))
	if err == nil {
		part, perr := w.CreateFormFile("media", "segment")
		if perr == nil {
			_, perr = part.Write(data)
		}
		err = errors.Join(perr, w.Close())
	}
	return b.Bytes(), w.FormDataContentType(), err
}
