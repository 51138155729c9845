package chattest

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Film is a large file that is nowhere: block after block of the same bytes, each
// turned by one more than the one before, so that nothing that is left out, doubled
// or exchanged goes unseen.
func Film(size int64) *io.SectionReader { return io.NewSectionReader(film{}, 0, size) }

type film struct{}

// reel is a block of a film.
const reel = 64 << 10

// reels are the bytes of a block twice, so that every turn of it is a piece. No
// eight of them in a block are like another eight.
var reels = sync.OnceValue(func() []byte {
	b := make([]byte, 0, 2*reel)
	for range 2 {
		for i := range uint64(reel / 8) {
			b = binary.LittleEndian.AppendUint64(b, (i+1)*0x9e3779b97f4a7c15)
		}
	}
	return b
})

// ReadAt implements io.ReaderAt.
func (film) ReadAt(p []byte, off int64) (int, error) {
	bytes := reels()
	for n := 0; n < len(p); {
		at := off + int64(n)
		turn, in := at/reel%reel, at%reel
		n += copy(p[n:], bytes[turn+in:turn+reel])
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
