package files_test

import (
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"appealbot/store/files"
)

// cutReader ends as the body of an answer does whose connection broke.
type cutReader struct{ io.Reader }

func (c cutReader) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

func TestPutRefusesWhatBrokeOff(t *testing.T) {
	f, err := files.Open(t.TempDir(), make([]byte, files.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{0, 4, 64 << 10, 100_000} {
		digest, n, err := f.Put(cutReader{strings.NewReader(strings.Repeat("x", size))})
		if !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("kept %d bytes of a file that broke off as %.16q, %v", n, digest, err)
		}
	}
	if left, err := os.ReadDir(f.Temp()); err != nil || len(left) > 0 {
		t.Errorf("left are %v, %v", left, err)
	}
}
