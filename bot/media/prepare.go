package media

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"appealbot/bot"
)

// Limits of a video that is handed in.
const (
	MaxVideo  = 2200 << 20 // bytes of the file
	MaxLength = time.Hour
)

// What every network takes, and what a video is converted to otherwise.
const (
	longEdge  = 1920
	shortEdge = 1080
	maxRate   = 60

	// A smaller version is made where some network does not take the whole: X takes
	// at most 1280 x 1024 pixels, and Mastodon servers 99 MB unless they say
	// otherwise (reference of the networks, 2026-11).
	smallBytes = 90_000_000
	// A card shows videos of at most 8 MB (package card).
	tinyBytes = 7_500_000
	cardBytes = 8 << 20
)

// A Job is one video to be made.
type Job struct {
	Name   string
	In     bot.Blob // the original
	Dir    string   // an empty folder for plain files
	Covers []bot.Cover
	Poster time.Duration // where to take the still picture; negative: where it is best
	// Put keeps an outcome.
	Put func(io.Reader) (digest string, size int64, err error)
	// Progress says what is being done and how much of all is done.
	Progress func(step string, percent int)
}

// Prepare makes of a video that was handed in what may be published: the video, a
// smaller version where one is needed, and a still picture. Without a tool only
// what can be published as it is is taken. The error is a *bot.Refusal where the
// file is no good; after any other it may be tried again.
func Prepare(ctx context.Context, t *Tool, j Job) (bot.MediaUse, error) {
	j.Name = plainName(j.Name)
	if j.Progress == nil {
		j.Progress = func(string, int) {}
	}
	switch n := j.In.Size(); {
	case n == 0:
		return bot.MediaUse{}, no("%s is empty. Send the video again.", j.Name)
	case n > MaxVideo:
		return bot.MediaUse{}, no("%s is larger than 2 GB. Cut it, or save it smaller.", j.Name)
	}
	for _, c := range j.Covers {
		if err := checkCover(c); err != nil {
			return bot.MediaUse{}, err
		}
	}
	head := make([]byte, min(j.In.Size(), SniffBytes))
	if _, err := io.ReadFull(io.NewSectionReader(j.In, 0, int64(len(head))), head); err != nil {
		return bot.MediaUse{}, fmt.Errorf("read video: %w", err)
	}
	if Sniff(head, "") != SortVideo {
		return bot.MediaUse{}, no("%s is not a video. Save it as MP4 and send it again.", j.Name)
	}
	use, err := bot.MediaUse{}, error(nil)
	if t == nil {
		use, err = j.asItIs()
	} else {
		use, err = j.with(ctx, t)
	}
	use.Name, use.Edits = j.Name, j.Covers
	return use, err
}

// asItIs takes a video that needs nothing but to have everything else removed.
func (j Job) asItIs() (bot.MediaUse, error) {
	const elsewhere = " Ask your administrator to install ffmpeg on the machine of this program, or save the video in another program as MP4 (H.264, AAC) and send that."
	if len(j.Covers) > 0 {
		return bot.MediaUse{}, no("Nothing can be covered in a video without ffmpeg. Ask your administrator to install it, or cover it in another program and send that.")
	}
	j.Progress("reading", 0)
	m, err := readMovie(j.In, j.In.Size())
	var f foreignError
	switch {
	case errors.As(err, &f):
		return bot.MediaUse{}, no("%s %s."+elsewhere, j.Name, f.what)
	case errors.Is(err, errBoxes):
		return bot.MediaUse{}, no("%s is not a whole MP4 file: %v."+elsewhere, j.Name, err)
	case err != nil:
		return bot.MediaUse{}, fmt.Errorf("read video: %w", err)
	}
	v := m.video
	w, h := v.width, v.height
	if v.turned {
		w, h = h, w
	}
	use := bot.MediaUse{Type: "video/mp4", Width: w, Height: h, Video: &bot.Video{
		Length: v.length(), Codec: "h264", Rate: v.rate(),
		Note: "ffmpeg is not installed here: the video is published as it was recorded, without a still picture, and nobody but the networks can check that it plays.",
	}}
	if m.sound != nil {
		use.Video.Sound = "aac"
	}
	switch {
	case !v.plain:
		return use, no("%s is encoded in a way that not every network takes."+elsewhere, j.Name)
	case v.coded > longEdge || max(w, h) > longEdge || min(w, h) > shortEdge || w <= 0 || h <= 0:
		return use, no("%s has %d x %d pixels, and %d x %d is the most."+elsewhere, j.Name, w, h, longEdge, shortEdge)
	}
	if err := j.lasts(use.Video.Length); err != nil {
		return use, err
	}
	if use.Digest, use.Size, err = j.keep(m.cleaned(j.In)); err != nil {
		return use, err
	}
	j.Progress("done", 100)
	return use, nil
}

// keep keeps a video after it was made sure that nothing else is in it.
func (j Job) keep(c cleaned) (digest string, size int64, err error) {
	if err := Clean("video/mp4", c, c.size()); err != nil {
		return "", 0, fmt.Errorf("look at what was made of the video: %w", err)
	}
	if digest, size, err = j.Put(c.reader()); err != nil {
		return "", 0, fmt.Errorf("keep video: %w", err)
	}
	return digest, size, nil
}

func (j Job) lasts(d time.Duration) error {
	switch {
	case d > MaxLength:
		return no("%s is %s long, and an hour is the most. Cut it.", j.Name, clock(d))
	case d < 100*time.Millisecond:
		return no("%s has no length that can be played. Save it anew as MP4 and send it again.", j.Name)
	}
	return nil
}

// with prepares a video with ffmpeg.
func (j Job) with(ctx context.Context, t *Tool) (bot.MediaUse, error) {
	j.Progress("reading", 0)
	in := filepath.Join(j.Dir, "in")
	defer j.tidy()
	if err := write(ctx, in, io.NewSectionReader(j.In, 0, j.In.Size())); err != nil {
		return bot.MediaUse{}, err
	}
	p, err := t.probe(ctx, in)
	if err != nil {
		return bot.MediaUse{}, j.blame(err, "cannot be read as a video")
	}
	v, ok := p.video()
	if !ok {
		return bot.MediaUse{}, no("There are no moving pictures in %s. Send the video itself.", j.Name)
	}
	if d := p.length(); d > 0 {
		if err := j.lasts(d); err != nil {
			return bot.MediaUse{}, err
		}
	}
	c := conversion{tool: t, in: in, probed: p, video: v, covers: j.Covers, anew: cutInPlace(j.In, j.In.Size())}
	out := filepath.Join(j.Dir, "out.mp4")
	word := "converting"
	if c.copies() {
		word = "removing what it says of the camera"
	}
	small := c.wantsSmall()
	share := 95
	if small || c.copies() && j.In.Size() > smallBytes {
		share = 70
	}
	told := func(part float64) { j.Progress(word, 2+int(part*float64(share-2))) }
	if err := c.make(ctx, out, formWhole, told); err != nil {
		return bot.MediaUse{}, j.blame(err, "cannot be converted")
	}
	use, err := j.made(ctx, t, out)
	if errors.As(err, new(foreignError)) && c.copies() { // it was not as plain as it looked
		word, c.anew = "converting", true
		if err := c.make(ctx, out, formWhole, told); err != nil {
			return bot.MediaUse{}, j.blame(err, "cannot be converted")
		}
		use, err = j.made(ctx, t, out)
	}
	if err != nil {
		return use, err
	}
	_ = os.Remove(in) // half of the room is free again; tidy does it otherwise
	if small || use.Size > smallBytes {
		if err := j.smaller(ctx, t, out, &use, formSmall, share); err != nil {
			return use, err
		}
	}
	if smallest(use) > cardBytes {
		if err := j.smaller(ctx, t, out, &use, formTiny, 95); err != nil {
			return use, err
		}
	}
	j.Progress("taking a still picture", 96)
	if err := j.poster(ctx, t, out, &use); err != nil {
		return use, err
	}
	j.Progress("done", 100)
	return use, nil
}

// made examines what ffmpeg made, and keeps it.
func (j Job) made(ctx context.Context, t *Tool, path string) (bot.MediaUse, error) {
	p, err := t.probe(ctx, path)
	if err != nil {
		return bot.MediaUse{}, fmt.Errorf("look at what was made: %w", err)
	}
	v, ok := p.video()
	if !ok || v.Codec != "h264" {
		return bot.MediaUse{}, errors.New("look at what was made: there is no video in it")
	}
	use := bot.MediaUse{Type: "video/mp4", Width: v.Width, Height: v.Height, Video: &bot.Video{Length: p.length(), Codec: v.Codec, Rate: v.rate()}}
	if s, ok := p.sound(); ok {
		use.Video.Sound = s.Codec
	}
	if err := j.lasts(use.Video.Length); err != nil {
		return use, err
	}
	use.Digest, use.Size, err = j.put(path)
	return use, err
}

// put keeps a video that ffmpeg made, without the little that it leaves in it, and
// makes sure that nothing else is there.
func (j Job) put(path string) (digest string, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, fmt.Errorf("keep video: %w", err)
	}
	defer func() { _ = f.Close() }() // it was only read
	i, err := f.Stat()
	if err != nil {
		return "", 0, fmt.Errorf("keep video: %w", err)
	}
	m, err := readMovie(f, i.Size())
	if err != nil {
		return "", 0, fmt.Errorf("look at what was made: %w", err)
	}
	return j.keep(m.cleaned(f))
}

// smaller makes the version for networks that do not take the whole.
func (j Job) smaller(ctx context.Context, t *Tool, from string, use *bot.MediaUse, f form, share int) error {
	p, err := t.probe(ctx, from)
	if err != nil {
		return fmt.Errorf("look at what was made: %w", err)
	}
	v, _ := p.video()
	c := conversion{tool: t, in: from, probed: p, video: v}
	if c.bitrate(f) < f.least {
		return nil // too long to be recognised in so few bytes
	}
	out := filepath.Join(j.Dir, "small.mp4")
	if err := c.make(ctx, out, f, func(part float64) { j.Progress("making a smaller version", share+int(part*float64(95-share))) }); err != nil {
		return fmt.Errorf("make a smaller version: %w", err)
	}
	s, err := j.made(ctx, t, out)
	if err != nil {
		return err
	}
	if s.Size < use.Size || s.Width < use.Width {
		use.Video.Versions = append(use.Video.Versions, bot.Version{Digest: s.Digest, Type: s.Type, Size: s.Size, Width: s.Width, Height: s.Height, Rate: s.Video.Rate})
	}
	return nil
}

// smallest is how many bytes the smallest version of a video has.
func smallest(use bot.MediaUse) int64 {
	n := use.Size
	for _, v := range use.Video.Versions {
		n = min(n, v.Size)
	}
	return n
}

// blame says whose fault it is that a program failed: of the file, as far as one
// can see, but not when it was stopped.
func (j Job) blame(err error, what string) error {
	var e *toolError
	if errors.Is(err, errPatience) {
		return no("%s takes too long to convert. Cut it, or save it smaller, and send that.", j.Name)
	}
	if !errors.As(err, &e) || errors.Is(err, bot.ErrFull) || outOfMemory(e.said) {
		return err
	}
	return no("%s %s. Play it to see whether it is whole; save it anew as MP4 and send that.", j.Name, what)
}

// tidy removes the plain files that were made.
func (j Job) tidy() {
	for _, n := range []string{"in", "out.mp4", "small.mp4", "poster.jpg"} {
		_ = os.Remove(filepath.Join(j.Dir, n)) // most of them are not there
	}
}

// write unpacks a file, and stops when ctx is done.
func write(ctx context.Context, path string, r io.Reader) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("unpack video: %w", err)
	}
	_, err = io.Copy(f, stoppable{ctx, r})
	err = errors.Join(err, f.Close())
	if errors.Is(err, syscall.ENOSPC) {
		err = fmt.Errorf("%w: %w", bot.ErrFull, err)
	}
	if err != nil {
		return fmt.Errorf("unpack video: %w", err)
	}
	return nil
}

// stoppable reads until ctx is done.
type stoppable struct {
	ctx context.Context //nolint:containedctx // It lives as long as one copy.
	r   io.Reader
}

func (s stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(p)
}
