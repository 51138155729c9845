package files

import (
	"crypto/cipher"
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"

	"appealbot/bot"
)

// blob reads one sealed file.
type blob struct {
	file   io.ReaderAt
	closer io.Closer
	header *header
	gcm    cipher.AEAD
	last   atomic.Pointer[opened] // so that reading on in small steps opens each chunk once
}

var _ bot.Blob = (*blob)(nil)

// opened is the plain content of one chunk. It is never changed.
type opened struct {
	chunk int64
	plain []byte
}

// sealedChunks lends what chunks are read into.
var sealedChunks = sync.Pool{New: func() any { return new([chunkSize + overhead]byte) }}

func newBlob(file *os.File, digest string, master []byte) (*blob, error) {
	i, err := file.Stat()
	if err != nil {
		return nil, err
	}
	return openBlob(file, file, i.Size(), digest, master)
}

func openBlob(file io.ReaderAt, closer io.Closer, length int64, digest string, master []byte) (*blob, error) {
	h, err := readHeader(file, length, digest)
	if err != nil {
		return nil, err
	}
	if err := h.authenticate(master); err != nil {
		return nil, err
	}
	gcm, err := h.sealer(master)
	return &blob{file: file, closer: closer, header: h, gcm: gcm}, err
}

// Size implements bot.Blob.
func (b *blob) Size() int64 { return b.header.size }

// Close implements bot.Blob.
func (b *blob) Close() error { return b.closer.Close() }

// ReadAt implements bot.Blob. Bytes that were not put there are never returned:
// the error wraps ErrDamaged instead.
func (b *blob) ReadAt(p []byte, off int64) (int, error) {
	if off < 0 {
		return 0, fmt.Errorf("read file: there is nothing at %d", off)
	}
	n := 0
	for n < len(p) && off < b.header.size {
		plain, err := b.chunk(off / chunkSize)
		if err != nil {
			return n, fmt.Errorf("read file: %w", err)
		}
		m := copy(p[n:], plain[off%chunkSize:])
		n, off = n+m, off+int64(m)
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// chunk returns the plain content of a chunk.
func (b *blob) chunk(i int64) ([]byte, error) {
	if c := b.last.Load(); c != nil && c.chunk == i {
		return c.plain, nil
	}
	buf, ok := sealedChunks.Get().(*[chunkSize + overhead]byte)
	if !ok {
		buf = new([chunkSize + overhead]byte)
	}
	defer sealedChunks.Put(buf)
	size := min(b.header.size-i*chunkSize, chunkSize)
	sealed := buf[:size+overhead]
	if n, err := b.file.ReadAt(sealed, headerSize+i*(chunkSize+overhead)); n < len(sealed) {
		return nil, fmt.Errorf("part %d: %w", i, err)
	}
	plain, err := b.gcm.Open(make([]byte, 0, size), nonce(i), sealed, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: part %d was altered", ErrDamaged, i)
	}
	b.last.Store(&opened{i, plain})
	return plain, nil
}
