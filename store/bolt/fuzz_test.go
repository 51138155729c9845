package bolt_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"appealbot/store/bolt"
	"appealbot/store/kv"
)

// FuzzPages puts numbers anywhere into a file with valid meta pages. The checks
// before bbolt's own must find that or not, but end, and with an error that
// says so.
func FuzzPages(f *testing.F) {
	good := small(f)
	f.Add(uint32(metaRoot), uint64(1), uint32(0), uint64(0))
	f.Add(uint32(2*pageSize()+8), uint64(0x10_0002), uint32(metaPages), uint64(1<<62))
	f.Add(uint32(3*pageSize()+16), uint64(1<<33), uint32(3*pageSize()), uint64(2))
	f.Fuzz(func(t *testing.T, at1 uint32, value1 uint64, at2 uint32, value2 uint64) {
		m := slices.Clone(good)
		for at, value := range map[uint32]uint64{at1: value1, at2: value2} {
			order.PutUint64(m[int(at)%(len(m)-8):], value)
		}
		resum(m.page(0))
		resum(m.page(1))
		r := bytes.NewReader(m)
		for what, err := range map[string]error{
			"header": bolt.CheckHeader(r, int64(len(m))),
			"pages":  bolt.WalkFile(t.Context(), r, int64(len(m))),
		} {
			if err != nil && !errors.Is(err, kv.ErrCorrupt) {
				t.Errorf("%s: %v, want ErrCorrupt", what, err)
			}
		}
	})
}

// small is a file of few pages with a table inside a page, a branch and free
// pages.
func small(tb testing.TB) image {
	tb.Helper()
	db := open(tb, dbPath(tb))
	put(tb, db, "inside", "k", "v")
	for i := range byte(6) {
		put(tb, db, "deep", string([]byte{i}), string(make([]byte, 1500)))
	}
	var b bytes.Buffer
	_, err := db.Snapshot(tb.Context(), &b)
	must(tb, err)
	return b.Bytes()
}
