package facebook_test

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"net/http/httptest"
	"runtime"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/facebook/facebooktest"
)

// A blob of any size that takes little memory: a pattern again and again, whose
// length is no multiple of anything that is sent.
type blob int64

var pattern = func() []byte {
	b := make([]byte, 1_000_003)
	for i := range b {
		b[i] = byte(i) ^ byte(i>>8) ^ byte(i>>16)
	}
	return b
}()

func (b blob) Size() int64  { return int64(b) }
func (b blob) Close() error { return nil }

func (b blob) ReadAt(p []byte, off int64) (int, error) {
	n := 0
	for n < len(p) && off+int64(n) < int64(b) {
		at := off + int64(n)
		left := min(int64(len(p)-n), int64(b)-at)
		n += copy(p[n:n+int(left)], pattern[at%int64(len(pattern)):])
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func sumOf(b blob, h hash.Hash) string {
	_, _ = io.Copy(h, io.NewSectionReader(b, 0, b.Size()))
	return hex.EncodeToString(h.Sum(nil))
}

// A video of a gigabyte takes as much memory as a small one.
func TestGigabyte(t *testing.T) {
	if testing.Short() {
		t.Skip("it sends a gigabyte")
	}
	const size = blob(1_000_000_000)
	w := newWorld(t, facebooktest.Options{Piece: 16 << 20}, nil)
	straight := httptest.NewServer(w.Server.Handler()) // what makes faults copies everything once more
	t.Cleanup(straight.Close)
	w.Account = open(t, straight.URL, w.clock, w.secrets, nil)
	at := w.attempt("a", filmText, network.Media{
		MediaUse: bot.MediaUse{Digest: "d", Type: "video/mp4", Alt: "A car.", Size: int64(size), Video: &bot.Video{Length: 2 * time.Hour, NoSpeech: true}},
		Blob:     size,
	})
	var most uint64
	var sent int64
	for done := false; !done; {
		c := w.Carry(t.Context(), at)
		at.Carried, done = c.State, c.Outcome == network.Done
		if !done && !c.More {
			t.Fatalf("%+v", c)
		}
		if c.Sent < sent || c.Size != int64(size) {
			t.Fatalf("sent %d of %d after %d", c.Sent, c.Size, sent)
		}
		sent = c.Sent
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		most = max(most, m.HeapInuse)
	}
	t.Logf("%d MB on the heap at most, with both sides in it", most>>20)
	if most > 300<<20 {
		t.Errorf("%d MB on the heap", most>>20)
	}
	f, _ := w.Film(w.Films(facebooktest.Page)[0])
	if sent != int64(size) || f.Sum != sumOf(size, sha256.New()) {
		t.Errorf("sent %d, and it is not what was sent", sent)
	}
}
