package media

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
)

// Clean reads back what is to be published and returns an error that names what is
// in it beside pictures and sound: nil means that there is nothing. kind is its
// media type.
func Clean(kind string, r io.ReaderAt, size int64) error {
	switch kind {
	case "image/jpeg", "image/png":
		if size > maxPublished {
			return fmt.Errorf("it has %d bytes", size)
		}
		data := make([]byte, size)
		if _, err := io.ReadFull(io.NewSectionReader(r, 0, size), data); err != nil {
			return fmt.Errorf("read it back: %w", err)
		}
		if kind == "image/png" {
			return cleanPNG(data)
		}
		return cleanJPEG(data)
	case "video/mp4":
		return cleanMP4(r, size)
	}
	return fmt.Errorf("nobody can tell what is in a file of type %q", kind)
}

// maxPublished is more than any picture that is made here can have, in bytes.
const maxPublished = 256 << 20

// cleanPNG lets nothing pass but what the pixels need (ISO/IEC 15948, 11.2 and
// 11.3.2).
func cleanPNG(data []byte) error {
	var found string
	whole := pngChunks(data, func(kind string, _ []byte) bool {
		if !slices.Contains([]string{"IHDR", "PLTE", "tRNS", "IDAT", "IEND"}, kind) {
			found = kind
		}
		return found == ""
	})
	switch {
	case found != "":
		return fmt.Errorf("there is a chunk %q in it", found)
	case !whole:
		return errors.New("something follows the picture")
	}
	return nil
}

// cleanJPEG lets nothing pass but what the pixels need (ITU-T T.81, annex B): no
// application segment, no comment, nothing behind the end.
func cleanJPEG(data []byte) error {
	if !bytes.HasPrefix(data, []byte("\xff\xd8")) {
		return errors.New("it is no JPEG")
	}
	for i := 2; i+4 <= len(data); {
		if data[i] != 0xff {
			return errors.New("it is no JPEG")
		}
		marker := data[i+1]
		n := int(binary.BigEndian.Uint16(data[i+2:]))
		switch {
		case marker >= 0xe0 && marker <= 0xef, marker == 0xfe:
			return fmt.Errorf("there is a segment %#x in it", marker)
		case marker == 0xda: // the picture itself, in which 0xff is marked
			end := bytes.Index(data[i:], []byte("\xff\xd9"))
			if end < 0 || i+end+2 != len(data) {
				return errors.New("something follows the picture")
			}
			return nil
		}
		i += 2 + n
	}
	return errors.New("it has no picture")
}
