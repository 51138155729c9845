package bolt_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"appealbot/store/bolt"
	"appealbot/store/kv"
)

// image is the content of a database file, to be damaged.
type image []byte

var order = binary.NativeEndian

// Offsets of numbers in a meta page.
const (
	metaVersion  = 16 + 4
	metaRoot     = 16 + 16
	metaFreelist = 16 + 32
	metaPages    = 16 + 40
	metaTx       = 16 + 48
	metaSum      = 16 + 56
)

func pageSize() int { return os.Getpagesize() }

func (m image) page(id uint64) image { return m[int(id)*pageSize():][:pageSize()] }

// latest is the meta page of the last commit.
func (m image) latest() image {
	if order.Uint64(m.page(1)[metaTx:]) > order.Uint64(m.page(0)[metaTx:]) {
		return m.page(1)
	}
	return m.page(0)
}

func (m image) root() image     { return m.page(order.Uint64(m.latest()[metaRoot:])) }
func (m image) freelist() image { return m.page(order.Uint64(m.latest()[metaFreelist:])) }

// resum makes a changed meta page valid.
func resum(page image) {
	h := fnv.New64a()
	h.Write(page[16:metaSum])
	order.PutUint64(page[metaSum:], h.Sum64())
}

// set changes a number of both meta pages, which remain valid.
func (m image) set(at int, value uint64) {
	for id := range uint64(2) {
		order.PutUint64(m.page(id)[at:], value)
		resum(m.page(id))
	}
}

// leafWith is the page with a pair of a table that is too large to be inside
// another page.
func (m image) leafWith(t *testing.T, key string) image {
	t.Helper()
	for id := 2; id < len(m)/pageSize(); id++ {
		p := m.page(uint64(id))
		if order.Uint64(p) == uint64(id) && order.Uint16(p[8:]) == 0x02 && bytes.Contains(p, []byte(key)) {
			return p
		}
	}
	t.Fatalf("no page has %s", key)
	return nil
}

// sample writes a file with tables of each kind and returns its content.
func sample(t *testing.T) image {
	t.Helper()
	path := dbPath(t)
	db, err := bolt.Open(path, bolt.Options{})
	must(t, err)
	put(t, db, "small", "k", "v")
	must(t, db.Update(t.Context(), func(tx kv.Tx) error {
		for i := range 3000 {
			if err := tx.Put("deep", fmt.Appendf(nil, "deep-%05d", i), fmt.Appendf(nil, "value %d", i)); err != nil {
				return err
			}
		}
		return tx.Put("large", []byte("k"), bytes.Repeat([]byte("large"), 10_000))
	}))
	must(t, db.Update(t.Context(), func(tx kv.Tx) error {
		for i := 1000; i < 1500; i++ {
			if err := tx.Delete("deep", fmt.Appendf(nil, "deep-%05d", i)); err != nil {
				return err
			}
		}
		return nil
	}))
	for i := range 10 {
		put(t, db, "small", "last", fmt.Sprint(i))
	}
	// A copy has no unused space at its end.
	var b bytes.Buffer
	_, err = db.Snapshot(t.Context(), &b)
	must(t, err)
	must(t, db.Close())
	m := image(b.Bytes())
	if order.Uint16(m.freelist()[10:]) < 5 {
		t.Fatal("the sample has too few free pages")
	}
	return m
}

// write writes an image into a new file.
func (m image) write(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "db")
	must(t, os.WriteFile(path, m, 0o600))
	return path
}

func noise(n int) image {
	r := rand.New(rand.NewPCG(1, 1))
	m := make(image, n)
	for i := range m {
		m[i] = byte(r.Uint32())
	}
	return m
}
