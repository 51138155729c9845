package media

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// An MP4 or QuickTime file is a tree of boxes (ISO/IEC 14496-12, QuickTime File
// Format Specification of 2016-09-13), each with its length and its kind.

// box is one of the boxes at the top of a file.
type box struct {
	kind   string
	offset int64 // of its first byte
	head   int64 // bytes of its header
	size   int64 // with its header
}

// maxTop bounds how many boxes stand at the top of a file.
const maxTop = 4096

var errBoxes = errors.New("its parts do not fit together")

// topBoxes lists the boxes at the top of a file.
func topBoxes(r io.ReaderAt, size int64) ([]box, error) {
	var out []box
	for off := int64(0); off < size; {
		if len(out) == maxTop {
			return nil, fmt.Errorf("%w: there are too many", errBoxes)
		}
		var h [16]byte
		n, err := r.ReadAt(h[:], off)
		if n < 8 {
			return nil, fmt.Errorf("%w: it ends in the middle of one", errBoxes)
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("read file: %w", err)
		}
		b := box{kind: string(h[4:8]), offset: off, head: 8, size: int64(binary.BigEndian.Uint32(h[:4]))}
		switch b.size {
		case 0: // to the end
			b.size = size - off
		case 1:
			if n < 16 {
				return nil, fmt.Errorf("%w: it ends in the middle of one", errBoxes)
			}
			long := binary.BigEndian.Uint64(h[8:])
			if long > uint64(size) { //nolint:gosec // A size is not negative.
				return nil, fmt.Errorf("%w: one is longer than the file", errBoxes)
			}
			b.head, b.size = 16, int64(long) //nolint:gosec // Not more than size.
		}
		if b.size < b.head || b.size > size-off {
			return nil, fmt.Errorf("%w: one is longer than the file", errBoxes)
		}
		out = append(out, b)
		off += b.size
	}
	return out, nil
}

// children visits the boxes inside of another, whose bytes can be changed. Long
// sizes do not occur there.
func children(body []byte, each func(kind string, whole, body []byte) error) error {
	for len(body) > 0 {
		if len(body) < 8 {
			if allZero(body) { // QuickTime ends some lists with a zero
				return nil
			}
			return errBoxes
		}
		n := int64(binary.BigEndian.Uint32(body))
		if n < 8 || n > int64(len(body)) {
			if allZero(body) {
				return nil
			}
			return errBoxes
		}
		if err := each(string(body[4:8]), body[:n], body[8:n]); err != nil {
			return err
		}
		body = body[n:]
	}
	return nil
}

func allZero(b []byte) bool {
	for _, c := range b {
		if c != 0 {
			return false
		}
	}
	return true
}

// blank makes a box one that means nothing, of the same length.
func blank(whole []byte) {
	copy(whole[4:8], "free")
	clear(whole[8:])
}
