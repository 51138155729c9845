package media

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"appealbot/bot"
)

// maxPoster is how large a still picture may be, in bytes: YouTube takes 2 MB
// (thumbnails.set, 2026-11).
const maxPoster = 2_000_000

// poster takes the still picture of a video that was made here, so that what is
// covered there is covered in it, too.
func (j Job) poster(ctx context.Context, t *Tool, path string, use *bot.MediaUse) error {
	img, at, err := j.choose(ctx, t, path, use.Video.Length)
	if err != nil {
		return fmt.Errorf("take a still picture: %w", err)
	}
	for q := quality; ; q -= 15 {
		var buf bytes.Buffer
		if err := jpeg.Encode(&buf, img, &jpeg.Options{Quality: q}); err != nil {
			return fmt.Errorf("take a still picture: %w", err)
		}
		if buf.Len() > maxPoster && q > 30 {
			continue
		}
		if err := Clean("image/jpeg", bytes.NewReader(buf.Bytes()), int64(buf.Len())); err != nil {
			return fmt.Errorf("look at the still picture: %w", err)
		}
		use.Video.Poster, _, err = j.Put(&buf)
		use.Video.At = at
		if err != nil {
			return fmt.Errorf("keep the still picture: %w", err)
		}
		return nil
	}
}

// choose takes the still picture that was asked for, or else the one of some in
// which there is most to be seen, and says when it is.
func (j Job) choose(ctx context.Context, t *Tool, path string, length time.Duration) (best image.Image, at time.Duration, err error) {
	// The most usual picture of a second or two is seldom one between two scenes.
	tries, pick := []time.Duration{length / 10, length * 3 / 10, length / 2, length * 7 / 10}, "thumbnail=30,"
	if j.Poster >= 0 {
		tries, pick = []time.Duration{min(j.Poster, max(0, length-200*time.Millisecond))}, ""
	}
	most := -1.0
	for _, try := range tries {
		img, err := j.still(ctx, t, path, try, pick)
		if errors.Is(err, os.ErrNotExist) { // there is only sound by then, or one picture stands long
			continue
		}
		if err != nil {
			return nil, 0, err
		}
		if s := spread(img); s > most {
			best, at, most = img, try, s
		}
	}
	if best == nil {
		best, err = j.still(ctx, t, path, 0, "")
	}
	return best, at, err
}

// spread is how far the brightness of a picture varies: hardly at all where it is
// black.
func spread(img image.Image) float64 {
	p, ok := img.(*image.YCbCr)
	if !ok {
		return 0
	}
	var n, sum, squares float64
	for y := p.Rect.Min.Y; y < p.Rect.Max.Y; y++ {
		for x := p.Rect.Min.X; x < p.Rect.Max.X; x++ {
			v := float64(p.Y[p.YOffset(x, y)])
			n, sum, squares = n+1, sum+v, squares+v*v
		}
	}
	return squares/n - sum/n*sum/n
}

// still returns the picture at a certain time. The error wraps os.ErrNotExist where
// there is none.
func (j Job) still(ctx context.Context, t *Tool, path string, at time.Duration, pick string) (image.Image, error) {
	out := filepath.Join(j.Dir, "poster.jpg")
	_ = os.Remove(out) // of the try before
	args := []string{"-nostdin", "-hide_banner", "-v", "error", "-y", "-threads", "2", "-ss", strconv.FormatFloat(at.Seconds(), 'f', 3, 64)}
	args = append(args, input(path)...)
	args = append(args, "-map", "0:v:0", "-an", "-vf", pick+"scale=w='min(iw,1280)':h=-2,format=yuvj420p", "-frames:v", "1", "-q:v", "3",
		"-f", "image2", "-update", "1", "file:"+out)
	ctx, cancel := context.WithTimeoutCause(ctx, probePatience, errPatience)
	defer cancel()
	if err := t.run(ctx, t.ffmpeg, func(io.Reader) error { return nil }, args...); err != nil {
		return nil, err
	}
	raw, err := os.ReadFile(out)
	if err != nil {
		return nil, err
	}
	return jpeg.Decode(bytes.NewReader(raw))
}
