package files

import (
	"bytes"
	"errors"
	"io"
	"os"
	"testing"
)

// memory is a file in memory.
type memory struct{ *bytes.Reader }

func (memory) Close() error { return nil }

// openBytes reads a sealed file to its end.
func openBytes(sealed []byte, digest string, key []byte) ([]byte, error) {
	m := memory{bytes.NewReader(sealed)}
	b, err := openBlob(m, m, int64(len(sealed)), digest, key)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.NewSectionReader(b, 0, b.Size()))
}

func sealedBytes(t testing.TB, plain []byte) []byte {
	t.Helper()
	dir := t.TempDir()
	b, err := os.ReadFile(place(dir, keep(t, openFiles(t, dir, keyOne), plain)))
	must(t, err)
	return b
}

func TestEveryFlippedByteIsFound(t *testing.T) {
	plain := some(chunkSize+300, 1)
	good := sealedBytes(t, plain)
	step := func(i int) int {
		if i > headerSize+200 && i < len(good)-1700 {
			return 997 // in the middle of a chunk one byte is like another
		}
		return 1
	}
	for i := 0; i < len(good); i += step(i) {
		bad := bytes.Clone(good)
		bad[i] ^= 0x10
		got, err := openBytes(bad, digestOf(plain), keyOne)
		if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrKey) {
			t.Fatalf("byte %d: %v, want ErrDamaged", i, err)
		}
		if !bytes.HasPrefix(plain, got) {
			t.Fatalf("byte %d: it gave away other bytes", i)
		}
	}
}

func TestPartsThatAreGoneOrElsewhereAreFound(t *testing.T) {
	plain := some(3*chunkSize+5, 1)
	good, other := sealedBytes(t, plain), sealedBytes(t, some(3*chunkSize+5, 2))
	const c = chunkSize + overhead
	swap := bytes.Clone(good)
	copy(swap[headerSize:], good[headerSize+c:headerSize+2*c])
	copy(swap[headerSize+c:], good[headerSize:headerSize+c])
	from := bytes.Clone(good)
	copy(from[headerSize:headerSize+c], other[headerSize:])
	for what, bad := range map[string][]byte{
		"empty": nil, "half a header": good[:100], "only a header": good[:headerSize], "a byte less": good[:len(good)-1],
		"a chunk less": good[:len(good)-5-overhead], "a byte more": append(bytes.Clone(good), 0),
		"parts the other way round": swap, "a part of another file": from, "another file": other,
		"the other header": append(bytes.Clone(other[:headerSize]), good[headerSize:]...),
	} {
		if got, err := openBytes(bad, digestOf(plain), keyOne); !errors.Is(err, ErrDamaged) || !bytes.HasPrefix(plain, got) {
			t.Errorf("%s: %d bytes, %v; want ErrDamaged", what, len(got), err)
		}
	}
}

func FuzzOpen(f *testing.F) {
	plain := some(300, 1)
	good := sealedBytes(f, plain)
	f.Add(good)
	f.Add(good[:headerSize])
	f.Add([]byte(magic))
	f.Add(bytes.Repeat([]byte{0xff}, headerSize))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := openBytes(b, digestOf(plain), keyOne)
		if err == nil && !bytes.Equal(got, plain) {
			t.Errorf("%d bytes came out of a forged file", len(got))
		}
		if err != nil && !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrKey) {
			t.Errorf("%v is none of the errors that are promised", err)
		}
	})
}
