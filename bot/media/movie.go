package media

import (
	"encoding/binary"
	"fmt"
	"io"
)

// maxMoov bounds the box that says where everything is: that of an hour of video
// has a few megabytes.
const maxMoov = 64 << 20

// maxBrands bounds the box that says what kind of file it is.
const maxBrands = 256

// A movie is what an MP4 or QuickTime file says of itself, with the box that says
// it in a form that betrays nothing else.
type movie struct {
	boxes []box
	moov  []byte // whole
	scale uint32 // units a second
	units uint64
	video track
	sound *track
	// said are the units of the video that are no pictures, in the order of the file.
	said []piece
}

type track struct {
	kind   string // "vide", "soun"
	codec  string // "avc1", "mp4a"
	width  int
	height int
	turned bool // by a quarter
	scale  uint32
	units  uint64
	coded  int // the longer side of what is encoded, which may be more than is shown
	layout layout
	edits  edits
	// prefix is how many bytes say how long a unit of H.264 is.
	prefix int
	// progressive H.264 with 4:2:0 and 8 bits, as far as its profile says.
	plain bool
}

// foreignError says what a file has in it that cannot be published without ffmpeg.
type foreignError struct{ what string }

func (e foreignError) Error() string { return e.what }

// readMovie reads the box that says where everything is, and blanks what is not
// needed to play the file.
func readMovie(r io.ReaderAt, size int64) (*movie, error) {
	boxes, err := topBoxes(r, size)
	if err != nil {
		return nil, err
	}
	m := &movie{boxes: boxes}
	var data []box
	for _, b := range boxes {
		switch b.kind {
		case "moov":
			if m.moov != nil || b.size > maxMoov {
				return nil, fmt.Errorf("%w: what says where everything is, is there twice or too long", errBoxes)
			}
			m.moov = make([]byte, b.size)
			if _, err := io.ReadFull(io.NewSectionReader(r, b.offset, b.size), m.moov); err != nil {
				return nil, fmt.Errorf("read file: %w", err)
			}
			if err := m.read(m.moov[b.head:]); err != nil {
				return nil, err
			}
		case "mdat":
			data = append(data, b)
		case "ftyp":
			if b.size > maxBrands {
				return nil, fmt.Errorf("%w: its first part is too long", errBoxes)
			}
		case "moof", "mfra", "sidx":
			return nil, foreignError{"is in fragments"}
		}
	}
	switch {
	case m.moov == nil:
		return nil, fmt.Errorf("%w: what says where everything is, is missing; perhaps the recording was interrupted", errBoxes)
	case m.video.kind == "":
		return nil, foreignError{"has no moving pictures in it"}
	}
	return m, m.check(r, data, size)
}

// check makes sure that nothing is in the file but what is shown and heard.
func (m *movie) check(r io.ReaderAt, data []box, size int64) error {
	tracks := []*track{&m.video}
	if m.sound != nil {
		tracks = append(tracks, m.sound)
	}
	var all, shown []piece
	for _, t := range tracks {
		if t.hides(m.scale) {
			return foreignError{"was cut so that what was cut off is still in it"}
		}
		ps, err := t.layout.pieces(size)
		if err != nil {
			return err
		}
		if t == &m.video {
			shown = ps
		}
		all = append(all, ps...)
	}
	if !fills(all, data) {
		return foreignError{"has data in it that belong to neither the pictures nor the sound"}
	}
	return m.listen(r, shown)
}

func (m *movie) read(body []byte) error {
	return children(body, func(kind string, whole, body []byte) error {
		switch kind {
		case "mvhd":
			scale, units, err := times(body)
			m.scale, m.units = scale, units
			if err != nil {
				return err
			}
			return spare(body, 26, 72, 24, 100) // reserved, and what QuickTime previews
		case "trak":
			return m.readTrack(body)
		case "mvex":
			return foreignError{"is in fragments"}
		default:
			blank(whole)
			return nil
		}
	})
}

// times reads when something was made, which it forgets, and how long it is
// (mvhd and mdhd, ISO/IEC 14496-12 8.2.2 and 8.4.2).
func times(body []byte) (scale uint32, units uint64, err error) {
	switch {
	case len(body) >= 32 && body[0] == 1:
		clear(body[4:20])
		return binary.BigEndian.Uint32(body[20:]), binary.BigEndian.Uint64(body[24:]), nil
	case len(body) >= 20 && body[0] == 0:
		clear(body[4:12])
		return binary.BigEndian.Uint32(body[12:]), uint64(binary.BigEndian.Uint32(body[16:])), nil
	}
	return 0, 0, errBoxes
}

// spare clears what a header has no use for: ten bytes at one place and n at
// another, and what follows its end. The places are those of version 0.
func spare(body []byte, ten, at, n, end int) error {
	if body[0] == 1 {
		ten, at, end = ten+12, at+12, end+12
	}
	if len(body) < end {
		return errBoxes
	}
	clear(body[ten : ten+10])
	clear(body[at : at+n])
	clear(body[end:])
	return nil
}

func (m *movie) readTrack(body []byte) error {
	var t track
	err := children(body, func(kind string, whole, body []byte) error {
		switch kind {
		case "tkhd":
			return t.header(body)
		case "edts": // what of it is shown
			return children(body, func(kind string, whole, body []byte) error {
				if kind == "elst" {
					return t.edits.read(body)
				}
				blank(whole)
				return nil
			})
		case "mdia":
			return t.media(body)
		default:
			blank(whole)
			return nil
		}
	})
	if err != nil {
		return err
	}
	switch {
	case t.kind == "vide" && m.video.kind == "":
		m.video = t
	case t.kind == "soun" && m.sound == nil:
		m.sound = &t
	default:
		return foreignError{"has several tracks of pictures or sound"}
	}
	return nil
}

// header reads how a track is shown (tkhd, 8.3.2).
func (t *track) header(body []byte) error {
	at := 24
	switch {
	case len(body) >= 96 && body[0] == 1:
		clear(body[4:20])
		at += 12
	case len(body) >= 84 && body[0] == 0:
		clear(body[4:12])
	default:
		return errBoxes
	}
	clear(body[at : at+8])
	clear(body[at+60:])
	matrix := body[at+16:]
	a, b := int32(binary.BigEndian.Uint32(matrix)), int32(binary.BigEndian.Uint32(matrix[4:])) //nolint:gosec // Fixed-point numbers with a sign.
	t.turned = a == 0 && b != 0
	t.width = int(binary.BigEndian.Uint32(matrix[36:]) >> 16)
	t.height = int(binary.BigEndian.Uint32(matrix[40:]) >> 16)
	return nil
}

func (t *track) media(body []byte) error {
	return children(body, func(kind string, whole, body []byte) (err error) {
		switch kind {
		case "mdhd":
			t.scale, t.units, err = times(body)
			if err == nil {
				end := 24 // behind its language
				if body[0] == 1 {
					end += 12
				}
				clear(body[min(end, len(body)):])
			}
			return err
		case "hdlr":
			if len(body) < 12 {
				return errBoxes
			}
			t.kind = string(body[8:12])
			if t.kind != "vide" && t.kind != "soun" {
				return foreignError{"has a track in it that is neither pictures nor sound; cameras write there where they were"}
			}
			clear(body[12:]) // who made it, and its name
			return nil
		case "minf":
			return t.information(body)
		default:
			blank(whole)
			return nil
		}
	})
}

func (t *track) information(body []byte) error {
	return children(body, func(kind string, whole, body []byte) error {
		switch kind {
		case "vmhd", "smhd":
			clear(body[min(12, len(body)):])
			return nil
		case "dinf":
			return children(body, elsewhere)
		case "hdlr": // of QuickTime, says how data are found
			clear(body[min(12, len(body)):])
			return nil
		case "stbl":
			return t.samples(body)
		default:
			blank(whole)
			return nil
		}
	})
}

// elsewhere makes sure that the data of a track are in the file itself, and clears
// where QuickTime says they were when it was recorded (dref, 8.7.2).
func elsewhere(kind string, whole, body []byte) error {
	if kind != "dref" {
		blank(whole)
		return nil
	}
	if len(body) < 8 {
		return errBoxes
	}
	return children(body[8:], func(_ string, _, body []byte) error {
		const itself = 1
		if len(body) < 4 || body[3]&itself == 0 {
			return foreignError{"takes its pictures or sound from another file"}
		}
		clear(body[4:])
		return nil
	})
}

// samples reads the tables of a track (8.5).
func (t *track) samples(body []byte) error {
	seen := map[string]bool{}
	return children(body, func(kind string, whole, body []byte) (err error) {
		var rows []byte
		switch kind {
		case "stsd":
			err = t.description(body)
		case "stsz":
			err = t.layout.readSizes(body)
		case "stsc":
			t.layout.runs, err = table(body, 12)
		case "stco":
			t.layout.chunks, err = table(body, 4)
		case "co64":
			t.layout.chunks, err = table(body, 8)
			t.layout.wide, kind = true, "stco"
		case "stts":
			rows, err = table(body, 8)
			t.edits.durations(rows)
		case "ctts":
			rows, err = table(body, 8)
			t.edits.composition(rows)
		case "stss":
			_, err = table(body, 4)
		default:
			blank(whole)
			return nil
		}
		if seen[kind] {
			return fmt.Errorf("%w: a table is there twice", errBoxes)
		}
		seen[kind] = true
		return err
	})
}
