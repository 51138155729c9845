package media

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
)

// The pictures of H.264 come in units (ITU-T H.264, 7.3.1), each with its length
// before it (ISO/IEC 14496-15, 5.3.4). Between them cameras and encoders say whatever
// they like: where they were, what they are, who made it.

// Types of unit.
const (
	unitDelimiter = 9
	unitEnd       = 10
	unitStreamEnd = 11
	unitFiller    = 12
)

// maxUnits bounds the units of a video: an hour has some hundred thousand pictures of
// a few units each.
const maxUnits = 8 << 20

// listen notes which units of the video are no pictures and nothing that pictures
// need. The video lies in ps.
func (m *movie) listen(r io.ReaderAt, ps []piece) error {
	w := int64(m.video.prefix)
	if w == 0 {
		return foreignError{"does not say how its pictures are written"}
	}
	seen := 0
	err := m.video.layout.samples(ps, func(s piece) error {
		for at := s.from; at < s.to; {
			var head [5]byte
			if n := min(w+1, s.to-at); n > w {
				if _, err := r.ReadAt(head[:n], at); err != nil && !errors.Is(err, io.EOF) {
					return fmt.Errorf("read file: %w", err)
				}
			} else {
				return fmt.Errorf("%w: a picture ends in the middle", errBoxes)
			}
			var size int64
			for _, b := range head[:w] {
				size = size<<8 | int64(b)
			}
			at += w
			if seen++; size == 0 || size > s.to-at || seen > maxUnits {
				return fmt.Errorf("%w: a picture does not consist of its parts", errBoxes)
			}
			if says(head[w], size) {
				m.said = append(m.said, piece{at, at + size})
			}
			at += size
		}
		return nil
	})
	slices.SortFunc(m.said, func(a, b piece) int { return cmp.Compare(a.from, b.from) })
	return err
}

// says reports whether a unit with this first byte has something to say that is no
// picture. Parameters and delimiters stay, which have no room for words.
func says(head byte, size int64) bool {
	switch kind := head & 0x1f; kind {
	case 1, 2, 3, 4, 5, 7, 8:
		return false
	case unitDelimiter:
		return size > 2
	case unitEnd, unitStreamEnd:
		return size > 1
	default:
		return true
	}
}

// hush makes those units mean nothing, in a part of the file that begins at off.
func (m *movie) hush(p []byte, off int64) {
	i, _ := slices.BinarySearchFunc(m.said, off, func(s piece, off int64) int { return cmp.Compare(s.to, off+1) })
	for ; i < len(m.said) && m.said[i].from < off+int64(len(p)); i++ {
		s := m.said[i]
		for at := max(s.from, off); at < min(s.to, off+int64(len(p))); at++ {
			p[at-off] = filler(s, at)
		}
	}
}

// filler is a byte of a unit that only fills its place (7.3.2.7).
func filler(s piece, at int64) byte {
	switch at {
	case s.from:
		return unitFiller
	case s.to - 1:
		return 0x80
	}
	return 0xff
}

// quiet makes sure that those units mean nothing.
func (m *movie) quiet(r io.ReaderAt) error {
	buf := make([]byte, 64<<10)
	for _, s := range m.said {
		for at := s.from; at < s.to; {
			p := buf[:min(int64(len(buf)), s.to-at)]
			if n, err := r.ReadAt(p, at); n < len(p) {
				return fmt.Errorf("read it back: %w", err)
			}
			for i, b := range p {
				if b != filler(s, at+int64(i)) {
					return fmt.Errorf("there is something between its pictures, at byte %d", at+int64(i))
				}
			}
			at += int64(len(p))
		}
	}
	return nil
}
