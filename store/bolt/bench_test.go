package bolt_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"appealbot/store/bolt"
	"appealbot/store/kv"
)

func numberKey(i int) []byte { return binary.BigEndian.AppendUint64(nil, uint64(i)) }

// benchValue has the size of an ordinary record.
var benchValue = make([]byte, 300)

// observed opens a database that counts its commits.
func observed(b *testing.B) (*bolt.DB, *atomic.Int64) {
	b.Helper()
	var n atomic.Int64
	db, err := bolt.Open(dbPath(b), bolt.Options{Observe: func(bolt.Commit) { n.Add(1) }})
	must(b, err)
	b.Cleanup(func() { must(b, db.Close()) })
	return db, &n
}

// BenchmarkDisk is the price of one write that is certain. A commit has two.
func BenchmarkDisk(b *testing.B) {
	f, err := os.Create(filepath.Join(b.TempDir(), "file"))
	must(b, err)
	defer func() { must(b, f.Close()) }()
	for b.Loop() {
		_, err := f.WriteAt(benchValue, 0)
		must(b, err)
		must(b, f.Sync())
	}
}

// BenchmarkUpdate has one caller, so each Update is a commit.
func BenchmarkUpdate(b *testing.B) {
	db, commits := observed(b)
	i := 0
	for b.Loop() {
		i++
		must(b, db.Update(b.Context(), func(tx kv.Tx) error { return tx.Put("t", numberKey(i), benchValue) }))
	}
	b.ReportMetric(float64(i)/float64(commits.Load()), "updates/commit")
}

// BenchmarkUpdateParallel has many callers, who share commits.
func BenchmarkUpdateParallel(b *testing.B) {
	for _, callers := range []int{4, 16, 64} {
		b.Run(fmt.Sprint(callers), func(b *testing.B) {
			db, commits := observed(b)
			var n atomic.Int64
			b.SetParallelism(callers / 2) // times GOMAXPROCS
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					i := int(n.Add(1))
					if err := db.Update(b.Context(), func(tx kv.Tx) error { return tx.Put("t", numberKey(i), benchValue) }); err != nil {
						b.Error(err)
					}
				}
			})
			b.ReportMetric(float64(n.Load())/float64(commits.Load()), "updates/commit")
		})
	}
}

const million = 1_000_000

// fillMillion stores a million records.
func fillMillion(b *testing.B, db *bolt.DB) {
	b.Helper()
	const each = 50_000
	for start := 0; start < million; start += each {
		must(b, db.Update(context.Background(), func(tx kv.Tx) error {
			for i := start; i < start+each; i++ {
				if err := tx.Put("t", numberKey(i), benchValue[:100]); err != nil {
					return err
				}
			}
			return nil
		}))
	}
}

func BenchmarkAmong1M(b *testing.B) {
	path := dbPath(b)
	db := open(b, path)
	fillMillion(b, db)
	i := 0
	b.Run("Get", func(b *testing.B) {
		for b.Loop() {
			i++
			must(b, db.View(b.Context(), func(tx kv.Tx) error { _, err := tx.Get("t", numberKey(i*7919%million)); return err }))
		}
	})
	b.Run("GetInOneView", func(b *testing.B) {
		must(b, db.View(b.Context(), func(tx kv.Tx) error {
			for b.Loop() {
				i++
				if _, err := tx.Get("t", numberKey(i*7919%million)); err != nil {
					return err
				}
			}
			return nil
		}))
	})
	b.Run("Scan100", func(b *testing.B) {
		for b.Loop() {
			i++
			must(b, db.View(b.Context(), func(tx kv.Tx) error {
				_, err := tx.Scan("t", numberKey(i*7919%million), nil, 100)
				return err
			}))
		}
	})
	b.Run("ScanBack100", func(b *testing.B) {
		for b.Loop() {
			i++
			must(b, db.View(b.Context(), func(tx kv.Tx) error {
				_, err := tx.ScanBack("t", nil, numberKey(i*7919%million), 100)
				return err
			}))
		}
	})
	b.Run("Update", func(b *testing.B) {
		for b.Loop() {
			i++
			must(b, db.Update(b.Context(), func(tx kv.Tx) error { return tx.Put("t", numberKey(i*7919%million), benchValue[:100]) }))
		}
	})
	b.Run("Check", func(b *testing.B) {
		for b.Loop() {
			must(b, db.Check(b.Context()))
		}
	})
	b.Run("Snapshot", func(b *testing.B) {
		for b.Loop() {
			n, err := db.Snapshot(b.Context(), io.Discard)
			must(b, err)
			b.SetBytes(n)
		}
	})
	must(b, db.Close())
	b.Run("Open", func(b *testing.B) {
		for b.Loop() {
			again, err := bolt.Open(path, bolt.Options{})
			must(b, err)
			must(b, again.Close())
		}
	})
}
