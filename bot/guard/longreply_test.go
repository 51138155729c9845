package guard

import (
	"strings"
	"testing"
	"time"
)

// A reply may have as many bytes as the store keeps of one, and the store waits
// while it is read.
func TestLongReplyIsReadInLinearTime(t *testing.T) {
	const size, bound = 100_000, 5 * time.Second // it takes a tenth of a second; a quadratic look takes 15
	for _, s := range []string{"he is choking her in a movie game ", "a b c d e f g h ", "x", "\n"} {
		began := time.Now()
		Classify(strings.Repeat(s, size/len(s)))
		if took := time.Since(began); took > bound {
			t.Errorf("%q again and again takes %s", s, took)
		}
	}
}

func TestLongWordsAreNoSlips(t *testing.T) {
	for w := range alarming {
		if len(w)+1 > longestSlip {
			t.Errorf("%q with a letter too many is longer than %d", w, longestSlip)
		}
	}
	long := strings.Repeat("x", 100_000)
	if n := testing.AllocsPerRun(1, func() { respelled(long) }); n > 0 {
		t.Errorf("a long word is taken apart: %v allocations", n)
	}
	if got := respelled("threateniing"); got != "threatening" {
		t.Errorf("threateniing is heard as %q", got)
	}
}
