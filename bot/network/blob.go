package network

import (
	"fmt"
	"io"

	"appealbot/bot"
)

// maxPicture bounds what is read into memory: no network takes a larger picture.
const maxPicture = 32 << 20

// Bytes returns all bytes of a picture. A video is read piece by piece instead,
// from Blob.
func (m Media) Bytes() ([]byte, error) { return ReadBlob(m.Blob, maxPicture) }

// ReadBlob returns all bytes of a file of at most so many.
func ReadBlob(b bot.Blob, most int64) ([]byte, error) {
	if b.Size() > most {
		return nil, fmt.Errorf("read file: it has %d bytes, more than %d", b.Size(), most)
	}
	data := make([]byte, b.Size())
	if _, err := io.ReadFull(io.NewSectionReader(b, 0, b.Size()), data); err != nil {
		return nil, fmt.Errorf("read file: %w", err)
	}
	return data, nil
}

// BlobOf returns bytes as a file.
func BlobOf(data []byte) bot.Blob { return memoryBlob(data) }

type memoryBlob []byte

func (b memoryBlob) ReadAt(p []byte, off int64) (int, error) {
	if off < 0 || off >= int64(len(b)) {
		return 0, io.EOF
	}
	n := copy(p, b[off:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (b memoryBlob) Size() int64  { return int64(len(b)) }
func (b memoryBlob) Close() error { return nil }
