package files

import (
	"bytes"
	"fmt"
	"testing"
)

func BenchmarkPut(b *testing.B) {
	f := openFiles(b, b.TempDir(), keyOne)
	data := some(64<<20, 1)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, _, err := f.Put(bytes.NewReader(data)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadAt(b *testing.B) {
	f := openFiles(b, b.TempDir(), keyOne)
	data := some(64<<20, 1)
	blob, err := f.Open(keep(b, f, data))
	must(b, err)
	defer func() { must(b, blob.Close()) }()
	for _, size := range []int{32 << 10, 1 << 20} {
		b.Run(fmt.Sprint(size>>10, "KiB"), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			buf := make([]byte, size)
			for b.Loop() {
				for off := int64(0); off < blob.Size(); off += int64(size) {
					if _, err := blob.ReadAt(buf, off); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
