package youtube_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"runtime"
	"testing"

	"appealbot/bot/network"
	"appealbot/bot/network/youtube/youtubetest"
)

// endless is a file that is nowhere: block after block of the same bytes, each
// turned by one more than the one before.
type endless int64

const block = 64 << 10

// bytesOf are the bytes of a block twice, so that every turn of it is a piece.
var bytesOf = func() []byte {
	b := make([]byte, 2*block)
	for i := range b {
		b[i] = byte(i % block * 7919 >> 5)
	}
	return b
}()

func (e endless) ReadAt(p []byte, off int64) (int, error) {
	n := 0
	for n < len(p) && off < int64(e) {
		turn, in := off/block%block, off%block
		piece := bytesOf[turn+in : turn+block]
		k := copy(p[n:], piece[:min(int64(len(piece)), int64(e)-off)])
		n, off = n+k, off+int64(k)
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (e endless) Size() int64  { return int64(e) }
func (e endless) Close() error { return nil }

// TestTwoGigabytes passes a large video through, and looks how much memory that
// takes: on both sides together, as both are here.
func TestTwoGigabytes(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes some seconds")
	}
	size, most := endless(2<<30), uint64(128<<20)
	if raced {
		size /= 8 // of the rest it would learn nothing more; .ci/run passes all of it through without the race detector
	}
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(size, 0, int64(size))); err != nil {
		t.Fatal(err)
	}
	m := film("clip", 1000)
	m.Blob, m.Size, m.Digest = size, int64(size), hex.EncodeToString(h.Sum(nil))
	w := newWorld(t, playlists(youtubetest.Options{}), listed)
	at := w.attempt("large", words, m)
	var peak uint64
	var sent int64
	steps, killed := 0, 0
	for ; ; steps++ {
		c := w.Carry(t.Context(), at)
		at.Carried = c.State
		if c.Outcome == network.Done {
			break
		}
		if !c.More || c.Sent < sent || steps > 400 {
			t.Fatalf("step %d = %+v", steps, c)
		}
		if sent = c.Sent; steps%20 == 19 {
			w.restart()
			killed++
		}
		var s runtime.MemStats
		runtime.ReadMemStats(&s)
		peak = max(peak, s.HeapInuse)
	}
	w.whole(m, "private")
	if peak > most {
		t.Errorf("%d MB were in use, want at most %d", peak>>20, most>>20)
	}
	if killed == 0 {
		t.Error("it was never restarted")
	}
	t.Logf("%d steps, restarted %d times, at most %d MB in use", steps, killed, peak>>20)
}
