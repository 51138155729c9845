package media

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"time"
)

// description reads what a track is encoded with (8.5.2, ISO/IEC 14496-15).
func (t *track) description(body []byte) error {
	if len(body) < 8 || binary.BigEndian.Uint32(body[4:]) != 1 {
		return foreignError{"changes how it is encoded in the middle"}
	}
	return children(body[8:], func(kind string, _, body []byte) error {
		t.codec = kind
		switch kind {
		case "avc1":
			if len(body) < 78 {
				return errBoxes
			}
			t.coded = int(max(binary.BigEndian.Uint16(body[24:]), binary.BigEndian.Uint16(body[26:])))
			clear(body[8:24])  // who made it
			clear(body[42:74]) // and what with
			return t.parts(body[78:], []string{"avcC", "colr", "pasp", "btrt", "clap", "fiel"})
		case "mp4a":
			head := 28
			if len(body) >= 10 && binary.BigEndian.Uint16(body[8:]) == 1 { // QuickTime
				head = 44
			}
			if len(body) < head {
				return errBoxes
			}
			return t.parts(body[head:], []string{"esds", "wave", "chan", "btrt"})
		}
		return foreignError{fmt.Sprintf("is encoded as %q, and only H.264 with AAC sound can be published as it is", printable(kind))}
	})
}

func (t *track) parts(body []byte, keep []string) error {
	return children(body, func(kind string, whole, body []byte) error {
		// A colour profile may say whose screen it is of; numbers do not.
		profile := kind == "colr" && !bytes.HasPrefix(body, []byte("ncl"))
		if !slices.Contains(keep, kind) || profile {
			blank(whole)
		}
		if kind == "avcC" && len(body) > 3 {
			t.plain = slices.Contains([]byte{66, 77, 88, 100}, body[1])
		}
		if kind == "avcC" && len(body) > 4 {
			t.prefix = int(body[4]&3) + 1
		}
		return nil
	})
}

func printable(s string) string {
	return string(bytes.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return '?'
		}
		return r
	}, []byte(s)))
}

func (t track) length() time.Duration {
	if t.scale == 0 {
		return 0
	}
	return time.Duration(math.Min(float64(t.units)/float64(t.scale), 1e6) * float64(time.Second))
}

// rate is how many pictures there are a second.
func (t track) rate() float64 {
	if s := t.length().Seconds(); s > 0 {
		return math.Round(float64(t.layout.count)/s*100) / 100
	}
	return 0
}
