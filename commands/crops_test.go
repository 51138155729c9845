package commands

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"sync"
	"testing"
)

// A crop is made once while it is among the newest, whoever asks; what is no
// picture is not shown.
func TestCrops(t *testing.T) {
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, image.NewGray(image.Rect(0, 0, 40, 40)), nil); err != nil {
		t.Fatal(err)
	}
	c := &Crops{}
	first := c.Show("a", buf.Bytes(), 16.0/9)
	if len(first) == 0 {
		t.Fatal("it shows nothing")
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if again := c.Show("a", nil, 16.0/9); !bytes.Equal(again, first) {
				t.Error("it is made anew, of nothing")
			}
		})
	}
	all.Wait()
	if c.Show("a", nil, 1) != nil || c.Show("b", []byte("no picture"), 1) != nil {
		t.Error("it shows what cannot be shown")
	}
	for i := range 2 * maxCrops {
		c.Show(fmt.Sprint("of ", i), buf.Bytes(), 1)
	}
	if len(c.made) != maxCrops {
		t.Errorf("it remembers %d, want %d", len(c.made), maxCrops)
	}
	if c.Show("a", nil, 16.0/9) != nil {
		t.Error("it remembers the oldest")
	}
}
