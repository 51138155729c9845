package media

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
)

// probed is what ffprobe says of a file.
type probed struct {
	Format struct {
		Name     string `json:"format_name"`
		Duration string `json:"duration"`
	} `json:"format"`
	Streams []stream `json:"streams"`
}

type stream struct {
	Kind        string `json:"codec_type"`
	Codec       string `json:"codec_name"`
	Profile     string `json:"profile"`
	Width       int    `json:"width"`
	Height      int    `json:"height"`
	CodedWidth  int    `json:"coded_width"`
	CodedHeight int    `json:"coded_height"`
	Pixels      string `json:"pix_fmt"`
	Aspect      string `json:"sample_aspect_ratio"`
	Order       string `json:"field_order"`
	Rate        string `json:"avg_frame_rate"`
	Duration    string `json:"duration"`
	Channels    int    `json:"channels"`
	Disposition struct {
		Attached int `json:"attached_pic"`
	} `json:"disposition"`
	Side []struct {
		Rotation float64 `json:"rotation"`
	} `json:"side_data_list"`
}

// maxProbe bounds what ffprobe may say.
const maxProbe = 1 << 20

// probePatience bounds how long a file is examined.
const probePatience = 2 * time.Minute

// probe examines a file.
func (t *Tool) probe(ctx context.Context, path string) (probed, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, probePatience, errPatience)
	defer cancel()
	var p probed
	args := append([]string{
		"-v", "error", "-of", "json", "-show_entries",
		"format=format_name,duration:stream=codec_type,codec_name,profile,width,height,coded_width,coded_height,pix_fmt,sample_aspect_ratio,field_order,avg_frame_rate,duration,channels:stream_disposition=attached_pic:stream_side_data=rotation",
	},
		input(path)...)
	err := t.run(ctx, t.ffprobe, func(r io.Reader) error {
		return json.NewDecoder(io.LimitReader(r, maxProbe)).Decode(&p)
	}, args...)
	if err != nil {
		return p, fmt.Errorf("examine video: %w", err)
	}
	return p, nil
}

// video is the first track with moving pictures.
func (p probed) video() (stream, bool) {
	for _, s := range p.Streams {
		if s.Kind == "video" && s.Disposition.Attached == 0 {
			return s, true
		}
	}
	return stream{}, false
}

func (p probed) sound() (stream, bool) {
	for _, s := range p.Streams {
		if s.Kind == "audio" {
			return s, true
		}
	}
	return stream{}, false
}

// length is that of the whole; zero where the file does not say.
func (p probed) length() time.Duration {
	d := seconds(p.Format.Duration)
	if v, ok := p.video(); ok && d == 0 {
		d = seconds(v.Duration)
	}
	return d
}

func seconds(s string) time.Duration {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || !(f > 0) || f > 1e6 {
		return 0
	}
	return time.Duration(f * float64(time.Second))
}

// rotation is by how many degrees the pictures are turned when they are shown.
func (s stream) rotation() int {
	for _, d := range s.Side {
		if d.Rotation != 0 {
			return int(math.Round(d.Rotation))
		}
	}
	return 0
}

// rate is how many pictures there are a second; zero where it is not known.
func (s stream) rate() float64 {
	a, b, _ := strings.Cut(s.Rate, "/")
	n, err1 := strconv.ParseFloat(a, 64)
	d, err2 := strconv.ParseFloat(b, 64)
	if err1 != nil || err2 != nil || d == 0 || n <= 0 || n/d > 1000 {
		return 0
	}
	return math.Round(n/d*100) / 100
}

// square reports whether pixels are as wide as they are high.
func (s stream) square() bool { return s.Aspect == "" || s.Aspect == "1:1" || s.Aspect == "0:1" }

// hidesEdges reports whether there are more pixels in the pictures than are shown:
// somebody may have cut them off. Encoders fill up to a multiple of 16, those of
// interlaced video to 32.
func (s stream) hidesEdges() bool {
	return s.CodedWidth-s.Width >= 32 || s.CodedHeight-s.Height >= 32
}
