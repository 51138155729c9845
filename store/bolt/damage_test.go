package bolt_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"appealbot/store/bolt"
	"appealbot/store/kv"
)

func TestDamagedFileIsNotOpened(t *testing.T) {
	good := sample(t)
	for name, c := range map[string]struct {
		damage func(m image) image
		says   string
	}{
		"text":                {func(image) image { return image(strings.Repeat("not a database\n", 4000)) }, "no database"},
		"a few bytes":         {func(image) image { return image("x") }, "no database"},
		"noise":               {func(m image) image { return noise(len(m)) }, "no database"},
		"zeros":               {func(m image) image { clear(m); return m }, "no database"},
		"zeroed metas":        {func(m image) image { clear(m[:2*pageSize()]); return m }, "no database"},
		"another version":     {func(m image) image { m.set(metaVersion, 3); return m }, "no database"},
		"changed metas":       {func(m image) image { m[metaTx]++; m[pageSize()+metaTx]++; return m }, "no database"},
		"first page only":     {func(m image) image { return m[:pageSize()] }, "end is missing"},
		"last page missing":   {func(m image) image { return m[:len(m)-pageSize()] }, "end is missing"},
		"last byte missing":   {func(m image) image { return m[:len(m)-1] }, "end is missing"},
		"second half gone":    {func(m image) image { return m[:len(m)/2] }, "end is missing"},
		"zeroed free list":    {func(m image) image { clear(m.freelist()); return m }, "says that it is page 0"},
		"zeroed root":         {func(m image) image { clear(m.root()); return m }, "says that it is page 0"},
		"no list":             {func(m image) image { m.set(metaFreelist, ^uint64(0)); return m }, "free pages"},
		"list beyond end":     {func(m image) image { m.set(metaFreelist, 1<<40); return m }, "is asked for"},
		"list is no list":     {func(m image) image { order.PutUint16(m.freelist()[8:], 2); return m }, "free pages"},
		"list overlong":       {func(m image) image { order.PutUint16(m.freelist()[10:], 0xfffe); return m }, "entries in"},
		"list a bit too long": {func(m image) image { order.PutUint16(m.freelist()[10:], uint16(pageSize()/8)); return m }, "entries in"},
		"list overlong more":  {func(m image) image { order.PutUint16(m.freelist()[10:], 0xffff); return m }, ""},
		"list beyond itself":  {func(m image) image { order.PutUint32(m.freelist()[12:], 1<<30); return m }, "past the end"},
		"double free page":    {func(m image) image { copy(m.freelist()[24:32], m.freelist()[16:24]); return m }, "after page"},
		"free meta":           {func(m image) image { order.PutUint64(m.freelist()[16:], 1); return m }, "after page"},
		"free beyond end": {func(m image) image {
			last := 16 + 8*(order.Uint16(m.freelist()[10:])-1)
			order.PutUint64(m.freelist()[last:], 1<<50)
			return m
		}, "after page"},
		"root beyond end": {func(m image) image { m.set(metaRoot, 1<<50); return m }, "is asked for"},
		"root is a meta":  {func(m image) image { m.set(metaRoot, 1); return m }, "is asked for"},
		"root is a list":  {func(m image) image { m.set(metaRoot, order.Uint64(m.latest()[metaFreelist:])); return m }, "the root"},
		"too many pages":  {func(m image) image { m.set(metaPages, 1<<60); return m }, "end is missing"},
	} {
		t.Run(name, func(t *testing.T) {
			damaged := c.damage(slices.Clone(good))
			path := damaged.write(t)
			for what, open := range map[string]func() (*bolt.DB, error){
				"Open":         func() (*bolt.DB, error) { return bolt.Open(path, bolt.Options{}) },
				"OpenReadOnly": func() (*bolt.DB, error) { return bolt.OpenReadOnly(path) },
			} {
				db, err := open()
				if !errors.Is(err, kv.ErrCorrupt) || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), c.says) {
					t.Errorf("%s: %v, want ErrCorrupt with the path and %q", what, err, c.says)
				}
				if err == nil {
					must(t, db.Close())
				}
			}
			// The damaged file is evidence, and may yet be repaired.
			now, err := os.ReadFile(path)
			must(t, err)
			if !bytes.Equal(now, damaged) {
				t.Error("the damaged file was changed")
			}
			// Nothing holds on to it either.
			must(t, os.WriteFile(path, good, 0o600))
			must(t, open(t, path).Close())
		})
	}
}

func TestEmptyFileIsNoDatabaseToRead(t *testing.T) {
	if _, err := bolt.OpenReadOnly(image{}.write(t)); !errors.Is(err, kv.ErrCorrupt) {
		t.Errorf("OpenReadOnly: %v, want ErrCorrupt", err)
	}
	put(t, open(t, image{}.write(t)), "t", "k", "v")
}

// TestOneMetaIsEnough is about a crash while the last commit was written.
func TestOneMetaIsEnough(t *testing.T) {
	for id := range uint64(2) {
		m := sample(t)
		clear(m.page(id)[16:])
		db := open(t, m.write(t))
		must(t, db.Check(t.Context()))
		if n := len(dump(t, db, "deep")); n != 2500 {
			t.Errorf("without meta %d: %d pairs, want 2500", id, n)
		}
		put(t, db, "t", "k", "v")
	}
}

func TestDamagedTableIsAnError(t *testing.T) {
	for name, damage := range map[string]func(page image){
		"zeroed":          func(p image) { clear(p) },
		"another page":    func(p image) { order.PutUint64(p, 3) },
		"no entries fit":  func(p image) { order.PutUint16(p[10:], 0xffff) },
		"keys elsewhere":  func(p image) { order.PutUint32(p[16+4:], 1<<31) },
		"huge value":      func(p image) { order.PutUint32(p[16+12:], 1<<31) },
		"unknown type":    func(p image) { order.PutUint16(p[8:], 0x77) },
		"keys out of row": func(p image) { copy(p[bytes.Index(p, []byte("deep-")):], "zeep-") },
	} {
		t.Run(name, func(t *testing.T) {
			m := sample(t)
			damage(m.leafWith(t, "deep-00000"))
			db := open(t, m.write(t))
			err := db.Check(t.Context())
			if !errors.Is(err, kv.ErrCorrupt) {
				t.Fatalf("Check: %v, want ErrCorrupt", err)
			}
			// The other tables are still there.
			if v := get(t, db, "small", "last"); v != "9" {
				t.Errorf("small: %q", v)
			}
			put(t, db, "small", "last", "10")
			if name == "keys out of row" || name == "no entries fit" {
				return // reading may find what is left
			}
			for what, read := range map[string]func(tx kv.Tx) error{
				"Get":      func(tx kv.Tx) error { _, err := tx.Get("deep", []byte("deep-00000")); return err },
				"Scan":     func(tx kv.Tx) error { _, err := tx.Scan("deep", nil, nil, 9999); return err },
				"ScanBack": func(tx kv.Tx) error { _, err := tx.ScanBack("deep", nil, nil, 9999); return err },
			} {
				if err := db.View(t.Context(), read); !errors.Is(err, kv.ErrCorrupt) {
					t.Errorf("%s in a View: %v, want ErrCorrupt", what, err)
				}
				if err := db.Update(t.Context(), read); !errors.Is(err, kv.ErrCorrupt) {
					t.Errorf("%s in an Update: %v, want ErrCorrupt", what, err)
				}
			}
			if err := db.Update(t.Context(), func(tx kv.Tx) error {
				return errors.Join(
					tx.Put("before_deep", []byte("k"), nil),
					tx.Put("deep", []byte("deep-00000"), nil))
			}); !errors.Is(err, kv.ErrCorrupt) {
				t.Errorf("Put: %v, want ErrCorrupt", err)
			}
			if n := len(dump(t, db, "before_deep")); n != 0 {
				t.Error("a part of the failed update was stored")
			}
		})
	}
}

// TestPagesInACircle must not be walked forever.
func TestPagesInACircle(t *testing.T) {
	m := sample(t)
	circles := 0
	for id := 2; id < len(m)/pageSize(); id++ {
		p := m.page(uint64(id))
		if order.Uint64(p) == uint64(id) && order.Uint16(p[8:]) == 0x01 {
			order.PutUint64(p[16+8:], uint64(id))
			circles++
		}
	}
	if circles == 0 {
		t.Fatal("the sample has no branch")
	}
	db := open(t, m.write(t))
	if err := db.Check(t.Context()); !errors.Is(err, kv.ErrCorrupt) || !strings.Contains(err.Error(), "twice") {
		t.Errorf("Check: %v, want ErrCorrupt", err)
	}
}

// TestFileTruncatedWhileOpen is a memory fault, which usually ends a process.
func TestFileTruncatedWhileOpen(t *testing.T) {
	m := sample(t)
	path := m.write(t)
	db := open(t, path)
	if n := len(dump(t, db, "deep")); n != 2500 {
		t.Fatalf("%d pairs, want 2500", n)
	}
	must(t, os.Truncate(path, int64(4*pageSize())))
	err := db.View(t.Context(), func(tx kv.Tx) error {
		_, err := tx.Scan("deep", nil, nil, 9999)
		return err
	})
	if !errors.Is(err, kv.ErrCorrupt) {
		t.Errorf("Scan: %v, want ErrCorrupt", err)
	}
	if err := db.Check(t.Context()); !errors.Is(err, kv.ErrCorrupt) {
		t.Errorf("Check: %v, want ErrCorrupt", err)
	}
	if err := putErr(t, db, "deep", "k", "v"); !errors.Is(err, kv.ErrCorrupt) {
		t.Errorf("Update: %v, want ErrCorrupt", err)
	}
}

// TestRandomDamage damages a few bytes anywhere. Whatever happens must be an
// error, and what passes the check must be readable, though not right: the file
// has no checksums but those of its meta pages.
func TestRandomDamage(t *testing.T) {
	good := sample(t)
	opened, passed := 0, 0
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 0))
		m := slices.Clone(good)
		for range 1 + r.IntN(4) {
			at := r.IntN(len(m))
			if r.IntN(2) == 0 {
				at = at/pageSize()*pageSize() + r.IntN(100) // heads say more than values
			}
			m[at] = byte(r.Uint32())
		}
		path := filepath.Join(t.TempDir(), "db")
		must(t, os.WriteFile(path, m, 0o600))
		db, err := bolt.Open(path, bolt.Options{})
		if err != nil {
			if !errors.Is(err, kv.ErrCorrupt) {
				t.Errorf("seed %d: Open: %v, want ErrCorrupt", seed, err)
			}
			continue
		}
		opened++
		if err := db.Check(t.Context()); err == nil {
			passed++
			dump(t, db, "deep")
			put(t, db, "deep", "deep-00000", "v")
			must(t, db.Check(t.Context()))
		} else if !errors.Is(err, kv.ErrCorrupt) {
			t.Errorf("seed %d: Check: %v, want ErrCorrupt", seed, err)
		}
		must(t, db.Close())
	}
	t.Logf("of 150 damaged files %d could be opened, %d of them passed the check", opened, passed)
	if opened == 150 || passed == opened || passed == 0 {
		t.Error("the damage is too weak or too strong to test anything")
	}
}

// TestFileOfAnotherProgram is valid for bbolt, but reading it would take a
// goroutine whose panics nobody can catch.
func TestFileOfAnotherProgram(t *testing.T) {
	path := dbPath(t)
	b, err := bbolt.Open(path, 0o600, &bbolt.Options{NoFreelistSync: true})
	must(t, err)
	must(t, b.Update(func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucket([]byte("t"))
		return err
	}))
	must(t, b.Close())
	if _, err := bolt.Open(path, bolt.Options{}); !errors.Is(err, kv.ErrCorrupt) {
		t.Errorf("Open: %v, want ErrCorrupt", err)
	}
}
