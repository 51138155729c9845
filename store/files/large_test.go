package files

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"math/rand/v2"
	"runtime"
	"sync/atomic"
	"testing"
)

// peak watches how much memory is in use while something is read.
type peak struct {
	io.Reader
	n    int
	most atomic.Uint64
}

func (p *peak) Read(b []byte) (int, error) {
	if p.n++; p.n%500 == 0 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		p.most.Store(max(p.most.Load(), m.HeapAlloc))
	}
	return p.Reader.Read(b)
}

// TestAGigabyteInBoundedMemory streams a file that is far larger than the memory
// it may take, in and out.
func TestAGigabyteInBoundedMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("it writes a gigabyte")
	}
	const size, most = 1 << 30, 16 << 20
	f := openFiles(t, t.TempDir(), keyOne)
	var before runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	in := &peak{Reader: io.LimitReader(rand.NewChaCha8([32]byte{7}), size)}
	digest, n, err := f.Put(in)
	if err != nil || n != size {
		t.Fatalf("Put: %d, %v", n, err)
	}
	b, err := f.Open(digest)
	must(t, err)
	out, h := &peak{Reader: io.NewSectionReader(b, 0, b.Size())}, sha256.New()
	_, err = io.Copy(h, out)
	must(t, err)
	must(t, b.Close())
	if hex.EncodeToString(h.Sum(nil)) != digest {
		t.Error("other bytes came back")
	}
	for what, p := range map[string]*peak{"Put": in, "reading": out} {
		if used := p.most.Load() - min(before.HeapAlloc, p.most.Load()); used > most {
			t.Errorf("%s took %d MB of memory", what, used>>20)
		} else {
			t.Logf("%s took %d KB of memory", what, used>>10)
		}
	}
}
