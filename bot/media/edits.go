package media

import (
	"encoding/binary"
	"io"
	"math"
	"slices"
)

// Phones and QuickTime cut a video without touching it: an edit list says which
// part is shown, and the rest stays in the file for everybody who looks. Somebody
// who cut off a witness's face would publish it.

// edits is the edit list of a track (elst, ISO/IEC 14496-12 8.6.6) with what is
// needed to see whether it leaves anything out.
type edits struct {
	shown  int    // parts of the track that are shown
	odd    bool   // a part is shown at another speed, or with gaps between
	from   int64  // where the first one begins, in units of the track
	units  uint64 // its length, in units of the movie; zero to the end
	first  int64  // when the first picture is shown, in units of the track
	length uint64 // of all samples, in units of the track
}

// Tolerances in seconds: players differ by as much.
const (
	tailSlack  = 0.1
	soundSlack = 0.15 // what AAC needs to begin
)

// read reads an edit list, and clears what follows it.
func (e *edits) read(body []byte) error {
	entry := 12
	if len(body) > 0 && body[0] == 1 {
		entry = 20
	}
	rows, err := table(body, entry)
	if err != nil {
		return err
	}
	for ; len(rows) > 0; rows = rows[entry:] {
		units, from := uint64(binary.BigEndian.Uint32(rows)), int64(int32(binary.BigEndian.Uint32(rows[4:]))) //nolint:gosec // It has a sign.
		if entry == 20 {
			units, from = binary.BigEndian.Uint64(rows), int64(binary.BigEndian.Uint64(rows[8:])) //nolint:gosec // It has a sign.
		}
		if from < 0 { // nothing is shown
			e.odd = e.odd || e.shown > 0
			continue
		}
		if e.shown == 0 {
			e.from, e.units = from, units
		}
		e.shown++
		e.odd = e.odd || binary.BigEndian.Uint32(rows[entry-4:]) != 1<<16
	}
	return nil
}

// composition reads when the first picture is shown (ctts, 8.6.1.3).
func (e *edits) composition(rows []byte) {
	if len(rows) >= 8 {
		e.first = max(0, int64(int32(binary.BigEndian.Uint32(rows[4:])))) //nolint:gosec // It has a sign.
	}
}

// durations adds up how long all samples last (stts, 8.6.1.2).
func (e *edits) durations(rows []byte) {
	for ; len(rows) >= 8; rows = rows[8:] {
		n := uint64(binary.BigEndian.Uint32(rows)) * uint64(binary.BigEndian.Uint32(rows[4:]))
		e.length += min(n, math.MaxInt64/2-min(e.length, math.MaxInt64/2))
	}
}

// hides reports whether the file of a track has more in it than is shown. whole is
// how many units a second the movie has.
func (t *track) hides(whole uint32) bool {
	e := t.edits
	if e.shown == 0 && !e.odd {
		return false // all of it is shown
	}
	if e.shown != 1 || e.odd || t.scale == 0 || whole == 0 {
		return true
	}
	begins := e.first
	if t.kind == "soun" {
		begins += int64(soundSlack * float64(t.scale))
	}
	if e.from > begins {
		return true
	}
	ends := float64(e.from)/float64(t.scale) + float64(e.units)/float64(whole)
	return e.units > 0 && ends+tailSlack < float64(max(e.length, t.units))/float64(t.scale)
}

// cutInPlace reports whether the pictures of an MP4 or QuickTime file were cut so
// that what was cut off is still there, or cannot be known to be gone. Of other
// files, which have no such lists, it reports false.
func cutInPlace(r io.ReaderAt, size int64) bool {
	var head [8]byte
	if _, err := r.ReadAt(head[:], 0); err != nil || !slices.Contains(boxes, string(head[4:])) {
		return false
	}
	top, err := topBoxes(r, size)
	if err != nil {
		return true
	}
	for _, b := range top {
		if b.kind != "moov" {
			continue
		}
		if b.size > maxMoov {
			return true
		}
		body := make([]byte, b.size-b.head)
		if _, err := io.ReadFull(io.NewSectionReader(r, b.offset+b.head, int64(len(body))), body); err != nil {
			return true
		}
		return cutTracks(body)
	}
	return true
}

func cutTracks(moov []byte) bool {
	var whole uint32
	var tracks []*track
	err := children(moov, func(kind string, _, body []byte) (err error) {
		switch kind {
		case "mvhd":
			whole, _, err = times(body)
		case "trak":
			t := &track{}
			tracks = append(tracks, t)
			err = t.survey(body)
		}
		return err
	})
	return err != nil || slices.ContainsFunc(tracks, func(t *track) bool { return t.kind == "vide" && t.hides(whole) })
}

// survey reads of any track what hides needs.
func (t *track) survey(body []byte) error {
	return children(body, func(kind string, _, body []byte) (err error) {
		switch kind {
		case "edts", "mdia", "minf", "stbl":
			return t.survey(body)
		case "elst":
			return t.edits.read(body)
		case "mdhd":
			t.scale, t.units, err = times(body)
		case "hdlr":
			if len(body) >= 12 && t.kind == "" { // QuickTime has a second one
				t.kind = string(body[8:12])
			}
		case "ctts", "stts":
			var rows []byte
			if rows, err = table(body, 8); kind == "ctts" {
				t.edits.composition(rows)
			} else {
				t.edits.durations(rows)
			}
		}
		return err
	})
}
