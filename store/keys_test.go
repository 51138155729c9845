package store

import (
	"bytes"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"appealbot/store/kv"
)

// sign returns -1, 0 or 1.
func sign(n int) int { return max(-1, min(1, n)) }

func TestKeysSortAsWhatTheyAreMadeOf(t *testing.T) {
	text := rapid.StringN(0, 20, 80)
	rapid.Check(t, func(t *rapid.T) {
		a, b := text.Draw(t, "a"), text.Draw(t, "b")
		if got, want := sign(bytes.Compare(under(a), under(b))), sign(bytes.Compare([]byte(a), []byte(b))); got != want {
			t.Errorf("names %q and %q: %d, want %d", a, b, got, want)
		}
		m, n := rapid.Int64().Draw(t, "m"), rapid.Int64().Draw(t, "n")
		if got := bytes.Compare(key(nil).int(m), key(nil).int(n)); (got < 0) != (m < n) {
			t.Errorf("numbers %d and %d: %d", m, n, got)
		}
		moments := rapid.Custom(func(t *rapid.T) time.Time {
			return time.Unix(rapid.Int64Range(-1<<36, 1<<40).Draw(t, "s"), rapid.Int64Range(0, 999_999_999).Draw(t, "ns")).UTC()
		})
		x, y := moments.Draw(t, "x"), moments.Draw(t, "y")
		if got := bytes.Compare(key(nil).time(x), key(nil).time(y)); (got < 0) != x.Before(y) {
			t.Errorf("times %v and %v: %d", x, y, got)
		}
		if got := bytes.Compare(key(nil).back(x), key(nil).back(y)); (got < 0) != y.Before(x) {
			t.Errorf("times backwards %v and %v: %d", x, y, got)
		}
		if back, err := keyTime(key(nil).time(x)); err != nil || !back.Equal(x) {
			t.Errorf("time %v comes back as %v, %v", x, back, err)
		}
	})
}

func TestNamesInAKeyDoNotRunTogether(t *testing.T) {
	text := rapid.StringOfN(rapid.SampledFrom([]rune{0, 1, 'a', 'ü', 0xfffd}), 0, 6, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b, c, d := text.Draw(t, "a"), text.Draw(t, "b"), text.Draw(t, "c"), text.Draw(t, "d")
		same := a == c && b == d
		if got := bytes.Equal(under(a).name(b), under(c).name(d)); got != same {
			t.Errorf("%q, %q and %q, %q have the same key: %t", a, b, c, d, got)
		}
		// Everything under a name, and nothing else, is before its end.
		in := bytes.Compare(under(c).name(d), under(a)) >= 0 && bytes.Compare(under(c).name(d), end(under(a))) < 0
		if in != (a == c) {
			t.Errorf("%q, %q is in the range of %q: %t", c, d, a, in)
		}
	})
}

func TestLongestKeyFits(t *testing.T) {
	long := string(bytes.Repeat([]byte{0}, maxName)) // twice as long in a key
	k := under(long).name(long).name(long).id("x")
	if err := kv.Check(tableNoticeAt, k, nil); err != nil {
		t.Error(err)
	}
}

func TestEndOfARange(t *testing.T) {
	for in, want := range map[string]string{"a": "b", "a\xff": "b", "a\x00": "a\x01", "": "", "\xff\xff": ""} {
		if got := end([]byte(in)); string(got) != want || (want == "") != (got == nil) {
			t.Errorf("end(%q) = %q, want %q", in, got, want)
		}
	}
	if n := key(nil).int(math.MaxInt64); end(n) != nil {
		t.Errorf("behind the greatest number comes %x", end(n))
	}
}
