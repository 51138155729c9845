package media

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
)

// maxChunks bounds the pieces that pictures and sound lie in: an hour has some
// hundred thousand when every picture lies alone.
const maxChunks = 2 << 20

// layout is where the samples of a track lie in the file.
type layout struct {
	each   uint64 // bytes of every sample; zero where they differ
	sizes  []byte // of each, four bytes
	count  uint64 // samples
	runs   []byte // stsc: how many samples are in each chunk, 12 bytes a run
	chunks []byte // stco or co64
	wide   bool   // co64
}

// piece is a part of a file.
type piece struct{ from, to int64 }

// table returns the rows of a table that begins with how many there are, and clears
// what follows them.
func table(body []byte, row int) ([]byte, error) {
	if len(body) < 8 {
		return nil, errBoxes
	}
	n := int64(binary.BigEndian.Uint32(body[4:])) * int64(row)
	if n > int64(len(body)-8) {
		return nil, errBoxes
	}
	clear(body[8+n:])
	return body[8 : 8+n], nil
}

// readSizes reads how large each sample is (stsz, ISO/IEC 14496-12 8.7.3).
func (l *layout) readSizes(body []byte) error {
	if len(body) < 12 {
		return errBoxes
	}
	l.each, l.count = uint64(binary.BigEndian.Uint32(body[4:])), uint64(binary.BigEndian.Uint32(body[8:]))
	if l.each != 0 {
		clear(body[12:])
		return nil
	}
	if l.count*4 > uint64(len(body)-12) { //nolint:gosec // It has twelve.
		return errBoxes
	}
	l.sizes = body[12 : 12+4*l.count]
	clear(body[12+4*l.count:])
	return nil
}

// pieces returns where the samples lie, in a file of so many bytes.
func (l layout) pieces(size int64) ([]piece, error) {
	width := 4
	if l.wide {
		width = 8
	}
	n := len(l.chunks) / width
	if n > maxChunks {
		return nil, fmt.Errorf("%w: there are too many pieces", errBoxes)
	}
	out := make([]piece, 0, n)
	var sample, per uint64
	runs := l.runs
	for i := range n {
		if len(runs) >= 12 && uint64(binary.BigEndian.Uint32(runs)) == uint64(i+1) {
			per, runs = uint64(binary.BigEndian.Uint32(runs[4:])), runs[12:]
		}
		if per == 0 || per > l.count-sample {
			return nil, fmt.Errorf("%w: a piece has no samples, or too many", errBoxes)
		}
		at := uint64(binary.BigEndian.Uint32(l.chunks[i*width:]))
		if l.wide {
			at = binary.BigEndian.Uint64(l.chunks[i*width:])
		}
		bytes := l.each * per
		if l.each == 0 {
			for _, s := range chunk4(l.sizes[4*sample : 4*(sample+per)]) {
				bytes += s
			}
		}
		sample += per
		if at > uint64(size) || bytes > uint64(size)-at { //nolint:gosec // A size is not negative.
			return nil, fmt.Errorf("%w: a piece lies behind the end", errBoxes)
		}
		out = append(out, piece{int64(at), int64(at + bytes)}) //nolint:gosec // Within the file.
	}
	if sample != l.count || len(runs) > 0 {
		return nil, fmt.Errorf("%w: not all samples lie anywhere", errBoxes)
	}
	return out, nil
}

// samples visits every sample of the pieces that the layout has, in its order.
func (l layout) samples(ps []piece, visit func(piece) error) error {
	var sample, per uint64
	runs := l.runs
	for i, p := range ps {
		if len(runs) >= 12 && uint64(binary.BigEndian.Uint32(runs)) == uint64(i+1) {
			per, runs = uint64(binary.BigEndian.Uint32(runs[4:])), runs[12:]
		}
		at := p.from
		for range per {
			n := int64(l.each) //nolint:gosec // It has four bytes.
			if l.each == 0 {
				n = int64(binary.BigEndian.Uint32(l.sizes[4*sample:]))
			}
			if err := visit(piece{at, at + n}); err != nil {
				return err
			}
			at, sample = at+n, sample+1
		}
	}
	return nil
}

// chunk4 yields the numbers of four bytes in b.
func chunk4(b []byte) func(func(int, uint64) bool) {
	return func(yield func(int, uint64) bool) {
		for i := 0; i+4 <= len(b); i += 4 {
			if !yield(i/4, uint64(binary.BigEndian.Uint32(b[i:]))) {
				return
			}
		}
	}
}

// fills reports whether the pieces fill the data boxes exactly: every byte belongs
// to one sample.
func fills(ps []piece, data []box) bool {
	ps = slices.DeleteFunc(ps, func(p piece) bool { return p.from == p.to })
	slices.SortFunc(ps, func(a, b piece) int { return cmp.Compare(a.from, b.from) })
	for _, d := range data {
		at, end := d.offset+d.head, d.offset+d.size
		for ; at < end && len(ps) > 0 && ps[0].from == at; ps = ps[1:] {
			at = ps[0].to
		}
		if at != end {
			return false
		}
	}
	return len(ps) == 0
}
