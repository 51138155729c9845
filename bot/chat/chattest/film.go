package chattest

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"io"
	"net/http"
	"sync/atomic"
	"time"
)

// Film is a large file that is nowhere: its bytes are made when they are read, each
// eight of them different.
func Film(size int64) *io.SectionReader { return io.NewSectionReader(film{}, 0, size) }

type film struct{}

// ReadAt implements io.ReaderAt.
func (film) ReadAt(p []byte, off int64) (int, error) {
	var word [8]byte
	for i := range p {
		at := off + int64(i)
		if i == 0 || at%8 == 0 {
			binary.LittleEndian.PutUint64(word[:], uint64(at/8+1)*0x9e3779b97f4a7c15)
		}
		p[i] = word[at%8]
	}
	return len(p), nil
}

// Cutter serves files and breaks the connection of each answer after so many bytes;
// zero never. It counts the answers.
type Cutter struct {
	After   atomic.Int64
	Ranges  bool // whether it begins where it is asked to
	Answers atomic.Int64
}

// Serve serves a file.
func (c *Cutter) Serve(w http.ResponseWriter, r *http.Request, content io.ReadSeeker) {
	c.Answers.Add(1)
	if !c.Ranges {
		r = r.Clone(r.Context())
		r.Header.Del("Range")
	}
	if n := c.After.Load(); n > 0 {
		w = &cut{w, n}
	}
	http.ServeContent(w, r, "", time.Time{}, content)
}

// cut is an answer that breaks off.
type cut struct {
	http.ResponseWriter
	left int64
}

// Write implements io.Writer.
func (c *cut) Write(p []byte) (int, error) {
	n, err := c.ResponseWriter.Write(p[:min(int64(len(p)), c.left)])
	if c.left -= int64(n); c.left == 0 {
		_ = http.NewResponseController(c.ResponseWriter).Flush() // what cannot be sent is cut all the same
		panic(http.ErrAbortHandler)
	}
	return n, err
}

// Vault is a chat.Keeper that keeps nothing but what it was given: digests and sizes.
type Vault struct{ Kept atomic.Int64 }

// Put reads r to its end.
func (v *Vault) Put(r interface{ Read(p []byte) (int, error) }) (string, int64, error) {
	h := sha256.New()
	n, err := io.CopyBuffer(h, struct{ io.Reader }{r}, make([]byte, 64<<10))
	if err != nil {
		return "", 0, err
	}
	v.Kept.Add(1)
	return hex.EncodeToString(h.Sum(nil)), n, nil
}
