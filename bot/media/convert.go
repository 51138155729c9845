package media

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"appealbot/bot"
)

// form is what a video is converted to.
type form struct {
	long, short int // pixels
	bytes       int // of all; zero for as many as it takes
	// Bits a second: of the pictures at most, below what they cannot be
	// recognised at, and of the sound.
	most, least, sound int
}

// Forms: what is published, what is for networks that do not take that, and what is
// small enough for a card, so that whoever approves can watch what will be public.
var (
	formWhole = form{long: longEdge, short: shortEdge, sound: 160_000}
	formSmall = form{long: 1280, short: 720, bytes: smallBytes, most: 4_000_000, least: 250_000, sound: 128_000}
	formTiny  = form{long: 640, short: 360, bytes: tinyBytes, most: 1_000_000, least: 90_000, sound: 48_000}
)

// A conversion makes one video of another.
type conversion struct {
	tool   *Tool
	in     string
	probed probed
	video  stream
	covers []bot.Cover
	anew   bool // the pictures cannot be taken over, whatever they are
}

// copies reports whether the pictures can be taken over as they are.
func (c conversion) copies() bool {
	v := c.video
	return !c.anew && len(c.covers) == 0 && v.Codec == "h264" && (v.Pixels == "yuv420p" || v.Pixels == "yuvj420p") && v.square() && v.rotation() == 0 && !v.hidesEdges() &&
		(v.Order == "" || v.Order == "progressive" || v.Order == "unknown") &&
		max(v.Width, v.Height) <= longEdge && min(v.Width, v.Height) <= shortEdge && v.Width%2 == 0 && v.Height%2 == 0 && v.rate() <= maxRate+0.5
}

// wantsSmall reports whether some network will not take the whole.
func (c conversion) wantsSmall() bool {
	return max(c.video.Width, c.video.Height) > formSmall.long || min(c.video.Width, c.video.Height) > formSmall.short
}

// bitrate is what the pictures of a smaller version may have, in bits a second.
func (c conversion) bitrate(f form) int {
	s := max(c.probed.length().Seconds(), 1)
	return min(f.most, int(float64(f.bytes)*8*0.95/s)-f.sound)
}

// errPatience says that a conversion took longer than any honest video does.
var errPatience = errors.New("the conversion takes too long")

// patience is how long a conversion may take: a slow machine needs ten times as long
// as the video lasts. A file that does not say how long it is counts as the longest.
func patience(length time.Duration) time.Duration {
	if length == 0 {
		length = MaxLength
	}
	return 10*time.Minute + 10*length
}

// make writes the video, and says which part of it is done.
func (c conversion) make(ctx context.Context, out string, f form, done func(part float64)) error {
	args := append([]string{"-nostdin", "-hide_banner", "-v", "error", "-y", "-threads", "2"}, input(c.in)...)
	args = append(args, "-map", "0:V:0", "-map", "0:a:0?", "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1")
	if f == formWhole && c.copies() {
		args = append(args, "-c:v", "copy")
	} else {
		args = append(args, c.pictures(f)...)
	}
	// Supplemental enhancement information, fillers, and units that no player needs:
	// cameras write into them where they were.
	args = append(args, "-bsf:v", "filter_units=remove_types=6|12-31")
	// Sound is always encoded anew: what made it writes its name between the
	// samples, or anything else.
	args = append(args, "-c:a", "aac", "-b:a", strconv.Itoa(f.sound), "-ac", "2", "-ar", "48000",
		"-t", strconv.Itoa(int((MaxLength + time.Minute).Seconds())), "-fs", strconv.Itoa(MaxVideo),
		"-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-movflags", "+faststart", "-brand", "mp42",
		"-progress", "pipe:1", "-stats_period", "1", "-f", "mp4", "file:"+out)
	length := c.probed.length()
	ctx, cancel := context.WithTimeoutCause(ctx, patience(length), errPatience)
	defer cancel()
	return c.tool.run(ctx, c.tool.ffmpeg, func(r io.Reader) error { return follow(r, length, done) }, args...)
}

// pictures are the options that convert them.
func (c conversion) pictures(f form) []string {
	quality := []string{"-preset", "veryfast", "-crf", "20", "-maxrate", "12M", "-bufsize", "24M"}
	if f.bytes > 0 {
		b := strconv.Itoa(c.bitrate(f))
		quality = []string{"-preset", "veryfast", "-crf", "23", "-maxrate", b, "-bufsize", b}
	}
	var filters []string
	for _, o := range c.covers {
		filters = append(filters, fill(o, c.video.rate()))
	}
	filters = append(filters,
		"scale=w=trunc(iw*sar/2)*2:h=trunc(ih/2)*2",
		fmt.Sprintf("scale=w='if(gte(iw,ih),min(iw,%[1]d),min(iw,%[2]d))':h='if(gte(iw,ih),min(ih,%[2]d),min(ih,%[1]d))':force_original_aspect_ratio=decrease:force_divisible_by=2", f.long, f.short),
		"setsar=1", "format=yuv420p")
	args := append([]string{"-vf", strings.Join(filters, ","), "-c:v", "libx264", "-profile:v", "high"}, quality...)
	if r := c.video.rate(); r == 0 || r > maxRate {
		args = append(args, "-fpsmax", strconv.Itoa(maxRate))
	}
	return args
}

// fill covers a part of the pictures, for a time or always. A picture that begins to
// be shown shortly before stays on the screen in that time, and is covered, too.
func fill(o bot.Cover, rate float64) string {
	s := fmt.Sprintf("drawbox=x=floor(iw*%d/1000):y=floor(ih*%d/1000):w=ceil(iw*%d/1000)+1:h=ceil(ih*%d/1000)+1:color=0x202020:t=fill",
		o.Left, o.Top, o.Right-o.Left, o.Bottom-o.Top)
	if o.To > 0 {
		before := 0.1
		if rate > 0 {
			before = max(before, 1/rate)
		}
		s += fmt.Sprintf(":enable='between(t,%.3f,%.3f)'", max(0, o.From.Seconds()-before), o.To.Seconds())
	}
	return s
}

// follow reads ffmpeg's report of how far it is.
func follow(r io.Reader, length time.Duration, done func(float64)) error {
	s := bufio.NewScanner(r)
	for s.Scan() {
		us, ok := strings.CutPrefix(s.Text(), "out_time_us=")
		if n, err := strconv.ParseInt(us, 10, 64); ok && err == nil && length > 0 {
			done(min(1, max(0, float64(n)*1000/float64(length))))
		}
	}
	return s.Err()
}

// outOfRoom reports whether a program failed because the disk is full.
func outOfRoom(said string) bool { return strings.Contains(said, "No space left") }

// outOfMemory reports whether it failed because there is no more memory, which is no
// fault of the file.
func outOfMemory(said string) bool { return strings.Contains(said, "Cannot allocate memory") }
