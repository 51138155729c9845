package files

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
)

const (
	magic      = "appealbot file 1"
	chunkSize  = 64 << 10
	overhead   = 16 // bytes that sealing adds to a chunk
	macAt      = headerSize - sha256.Size
	headerSize = 16 + 8 + 32 + 8 + 32 + 32 + 32
)

// What reading a file may end with. Both are compared with errors.Is.
var (
	// ErrDamaged says that a file is not any more what was put there.
	ErrDamaged = errors.New("the file is damaged")
	// ErrKey says that a file was sealed with another key.
	ErrKey = errors.New("the file was sealed with another key")
)

// KeySize is how many random bytes the media key has.
const KeySize = 32

// A header is what a sealed file says of itself.
type header struct {
	key    [8]byte
	salt   [32]byte
	size   int64
	digest [sha256.Size]byte
	sum    [sha256.Size]byte
	mac    [sha256.Size]byte
}

// chunks is how many chunks the file has.
func (h *header) chunks() int64 { return (h.size + chunkSize - 1) / chunkSize }

// length is how many bytes the sealed file has.
func (h *header) length() int64 { return headerSize + h.size + h.chunks()*overhead }

func (h *header) bytes() []byte {
	b := append(make([]byte, 0, headerSize), magic...)
	b = append(b, h.key[:]...)
	b = append(b, h.salt[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(h.size)) //nolint:gosec // It is never negative.
	b = append(b, h.digest[:]...)
	b = append(b, h.sum[:]...)
	return append(b, h.mac[:]...)
}

// maxSize is far above every file, and keeps the arithmetic of offsets whole.
const maxSize = 1 << 50

// parseHeader reads the header of a file of so many bytes. What it returns is not
// authenticated yet.
func parseHeader(b []byte, length int64) (*header, error) {
	if len(b) != headerSize || string(b[:len(magic)]) != magic {
		return nil, fmt.Errorf("%w: it does not begin as one of ours", ErrDamaged)
	}
	h, b := &header{}, b[len(magic):]
	b = b[copy(h.key[:], b):]
	b = b[copy(h.salt[:], b):]
	size := binary.BigEndian.Uint64(b)
	b = b[8:]
	b = b[copy(h.digest[:], b):]
	b = b[copy(h.sum[:], b):]
	copy(h.mac[:], b)
	if size > maxSize {
		return nil, fmt.Errorf("%w: it says that it has %d bytes", ErrDamaged, size)
	}
	if h.size = int64(size); h.length() != length {
		return nil, fmt.Errorf("%w: it has %d bytes instead of %d", ErrDamaged, length, h.length())
	}
	return h, nil
}

// readHeader reads the header of the file with a digest.
func readHeader(r io.ReaderAt, length int64, digest string) (*header, error) {
	b := make([]byte, headerSize)
	if _, err := r.ReadAt(b, 0); errors.Is(err, io.EOF) && length < headerSize {
		return nil, fmt.Errorf("%w: it has only %d bytes", ErrDamaged, length)
	} else if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	h, err := parseHeader(b, length)
	if err == nil && hex.EncodeToString(h.digest[:]) != digest {
		err = fmt.Errorf("%w: it is another file", ErrDamaged)
	}
	return h, err
}

// derive makes a key of the media key, for one purpose.
func derive(master, salt []byte, purpose string, n int) []byte {
	k, err := hkdf.Key(sha256.New, master, salt, "appealbot media "+purpose, n)
	if err != nil {
		panic(err) // only for lengths that are not asked for here
	}
	return k
}

// name of the media key, which tells it from others and nothing of it.
func keyName(master []byte) (name [8]byte) {
	copy(name[:], derive(master, nil, "name", len(name)))
	return name
}

// authenticate checks that the header was made with this key.
func (h *header) authenticate(master []byte) error {
	if h.key != keyName(master) {
		return ErrKey
	}
	if !hmac.Equal(h.mac[:], h.tag(master)) {
		return fmt.Errorf("%w: its header was altered", ErrDamaged)
	}
	return nil
}

func (h *header) tag(master []byte) []byte {
	m := hmac.New(sha256.New, derive(master, h.salt[:], "header", sha256.Size))
	m.Write(h.bytes()[:macAt])
	return m.Sum(nil)
}

// sealer returns what seals the chunks of this file.
func (h *header) sealer(master []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(derive(master, h.salt[:], "chunks", 32))
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// nonce of a chunk. Its key is that of one file, so that none comes twice.
func nonce(chunk int64) []byte {
	return binary.BigEndian.AppendUint64(make([]byte, 4, 12), uint64(chunk)) //nolint:gosec // It is never negative.
}

// fill reads until buf is full or r has ended. It is not io.ReadFull, of whose errors
// nobody can tell whether r ended there or broke off, as the body of an answer does
// with io.ErrUnexpectedEOF.
func fill(r io.Reader, buf []byte) (n int, last bool, err error) {
	for n < len(buf) && err == nil {
		var m int
		m, err = r.Read(buf[n:])
		n += m
	}
	if err == io.EOF { // what wraps it is no end (io.Reader)
		return n, true, nil
	}
	return n, false, err
}

// seal writes what r has to w, from the beginning of the file.
func seal(w io.WriteSeeker, r io.Reader, master []byte) (*header, error) {
	h := &header{key: keyName(master)}
	_, _ = rand.Read(h.salt[:]) // never fails (crypto/rand)
	gcm, err := h.sealer(master)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(make([]byte, headerSize)); err != nil {
		return nil, err
	}
	plain, sealed := sha256.New(), sha256.New()
	buf, out := make([]byte, chunkSize), make([]byte, 0, chunkSize+overhead)
	for {
		n, last, err := fill(r, buf)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			plain.Write(buf[:n])
			out = gcm.Seal(out[:0], nonce(h.chunks()), buf[:n], nil)
			sealed.Write(out)
			if _, err := w.Write(out); err != nil {
				return nil, err
			}
			h.size += int64(n)
		}
		if last {
			break
		}
	}
	copy(h.digest[:], plain.Sum(nil))
	copy(h.sum[:], sealed.Sum(nil))
	copy(h.mac[:], h.tag(master))
	if _, err := w.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	_, err = io.Copy(w, bytes.NewReader(h.bytes()))
	return h, err
}
