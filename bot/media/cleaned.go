package media

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

// cleaned is a movie as it may be published: the same bytes at the same places,
// with everything blank that is not needed, between the pictures, too.
type cleaned struct {
	m *movie
	r io.ReaderAt
}

func (m *movie) cleaned(r io.ReaderAt) cleaned { return cleaned{m, r} }

func (c cleaned) size() int64 {
	last := c.m.boxes[len(c.m.boxes)-1]
	return last.offset + last.size
}

// reader reads it from the beginning.
func (c cleaned) reader() io.Reader { return io.NewSectionReader(c, 0, c.size()) }

// ReadAt implements io.ReaderAt.
func (c cleaned) ReadAt(p []byte, off int64) (int, error) {
	done := 0
	for _, b := range c.m.boxes {
		if done == len(p) {
			break
		}
		at := off + int64(done) - b.offset
		if at < 0 || at >= b.size {
			continue
		}
		part := p[done:min(int64(len(p)), int64(done)+b.size-at)]
		if err := c.readBox(b, part, at); err != nil {
			return done, err
		}
		done += len(part)
	}
	if done < len(p) {
		return done, io.EOF
	}
	return done, nil
}

// readBox reads a part of one box.
func (c cleaned) readBox(b box, p []byte, at int64) error {
	switch b.kind {
	case "moov":
		copy(p, c.m.moov[at:])
	case "ftyp", "mdat":
		if n, err := c.r.ReadAt(p, b.offset+at); n < len(p) {
			return fmt.Errorf("read video: %w", err)
		}
		if b.kind == "mdat" {
			c.m.hush(p, b.offset+at)
		}
	default:
		clear(p)
		if at < b.head {
			copy(p, emptyHead(b)[at:])
		}
	}
	return nil
}

// emptyHead is the header of an empty box of the same size.
func emptyHead(b box) []byte {
	head := make([]byte, b.head)
	binary.BigEndian.PutUint32(head, uint32(min(b.size, math.MaxUint32))) //nolint:gosec // It fits.
	if b.head == 16 {
		binary.BigEndian.PutUint32(head, 1)
		binary.BigEndian.PutUint64(head[8:], uint64(b.size)) //nolint:gosec // Not negative.
	}
	copy(head[4:], "free")
	return head
}

// cleanMP4 makes sure that a file is as cleaned leaves it.
func cleanMP4(r io.ReaderAt, size int64) error {
	m, err := readMovie(r, size)
	if err != nil {
		return err
	}
	for _, b := range m.boxes {
		switch b.kind {
		case "ftyp", "mdat":
		case "moov":
			was := make([]byte, b.size)
			if _, err := io.ReadFull(io.NewSectionReader(r, b.offset, b.size), was); err != nil {
				return fmt.Errorf("read it back: %w", err)
			}
			if i := firstDifference(was, m.moov); i >= 0 {
				return fmt.Errorf("there is more in it than is needed to play it, at byte %d", b.offset+int64(i))
			}
		case "free", "skip", "wide":
			if err := empty(io.NewSectionReader(r, b.offset+b.head, b.size-b.head)); err != nil {
				return err
			}
		default:
			return fmt.Errorf("there is a part %q in it", printable(b.kind))
		}
	}
	return m.quiet(r)
}

func firstDifference(a, b []byte) int {
	for i := range a {
		if a[i] != b[i] {
			return i
		}
	}
	return -1
}

// empty makes sure that there is nothing but zeros.
func empty(r io.Reader) error {
	buf := make([]byte, 64<<10)
	for {
		n, err := r.Read(buf)
		if !allZero(buf[:n]) {
			return errors.New("there is something where nothing should be")
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read it back: %w", err)
		}
	}
}
