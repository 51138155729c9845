package youtube

import (
	"encoding/json"
	"testing"
	"unicode/utf8"
)

// FuzzReceived: whatever an answer says, no more is believed to be there than there
// is to send.
func FuzzReceived(f *testing.F) {
	for _, s := range []string{"", "bytes=0-0", "bytes=0-262143", "0-5", "bytes=1-5", "bytes=0--5", "bytes=0-99999999999999999999"} {
		f.Add(s, int64(1<<20))
	}
	f.Fuzz(func(t *testing.T, h string, size int64) {
		n, err := received(h, size)
		if err != nil && n != 0 || err == nil && n != 0 && (n < 1 || n > size) {
			t.Errorf("received(%q, %d) = %d, %v", h, size, n, err)
		}
	})
}

// FuzzStates: what is remembered may be damaged, and never leads astray.
func FuzzStates(f *testing.F) {
	for _, s := range []string{"", "{}", `{"video":"AAAAAAAAAAA"}`, `{"session":"a","size":3,"sent":3}`, `{"p":{"AAAAAAAAAAA":{"n":{"x":1}}}}`, "[]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if c, err := parseCarried(s); err == nil {
			if again, err := parseCarried(c.String()); err != nil || again.String() != c.String() || c.Sent > c.Size {
				t.Errorf("%q became %q: %v", s, c.String(), err)
			}
		}
		if c, err := parseCursor(s); err == nil {
			if again, err := parseCursor(c.String()); err != nil || again.String() != c.String() {
				t.Errorf("%q became %q: %v", s, c.String(), err)
			}
		}
	})
}

// FuzzItem: a comment of the public is shown as it is, or refused.
func FuzzItem(f *testing.F) {
	f.Add([]byte(`{"id":"UgxAbcdefghijklmnopq","snippet":{"textDisplay":"<b>","authorDisplayName":"@eve","publishedAt":"2026-11-02T18:00:00Z"}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		c, err := readComment(raw)
		if err != nil {
			return
		}
		it, err := item(c, "AAAAAAAAAAA", "AAAAAAAAAAA")
		if err != nil {
			return
		}
		if !utf8.ValidString(it.Text) || !utf8.ValidString(it.Author) || len(it.Author) > maxName || it.Author == "" || it.At.IsZero() {
			t.Errorf("%q is %+v", raw, it)
		}
		if it.Raw != nil && !json.Valid(it.Raw) {
			t.Errorf("%q was kept as %q", raw, it.Raw)
		}
	})
}
