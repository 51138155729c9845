package store_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/store"
	"appealbot/store/bolt"
	"appealbot/store/mem"
)

// stored is how many replies the large store holds before a benchmark.
const stored = 1_000_000

// large is a file with a store of 1,000,000 replies in 50 cases, made once for
// all benchmarks of a run that need it.
var large struct {
	once   sync.Once
	dir    string
	next   int // the number of the next reply
	signer *store.Signer
}

func TestMain(m *testing.M) {
	code := m.Run()
	if large.dir != "" {
		_ = os.RemoveAll(large.dir) // a folder for temporary files
	}
	os.Exit(code)
}

// reply is one of those that the large store is made of. Its network gives ids
// without any order, which is the worst case for the index.
func reply(i int) bot.Reply {
	sum := sha256.Sum256(fmt.Append(nil, i))
	return replyWith(i, hex.EncodeToString(sum[:10]))
}

// laterReply is from a network whose ids grow with time, as most do.
func laterReply(i int) bot.Reply { return replyWith(i, fmt.Sprintf("z%018d", i)) }

func replyWith(i int, remote string) bot.Reply {
	return bot.Reply{
		ID: bot.ReplyID("metro", remote), Account: "metro", Remote: remote, Parent: "110224538612341234",
		Kind: bot.ReplyAnswer, Post: "9f86d081884c7d659a2feaa0c55ad015", Appeal: "01938f3c-8a51-7c3e-9d7a-0242ac120002",
		Case: bot.ID(fmt.Sprintf("01938f3c-8a51-7c3e-9d7a-%012d", i/100%50)), Number: i/5000*100 + i%100 + 1,
		Author: "A Witness", Handle: "@a.witness@example.org", URL: "https://example.org/@a.witness/" + remote, Language: "en",
		Text: "I drove along Lakeshore at about half past one and saw a dark Lexus with one headlight stop at the corner. I have dash-cam video.",
		At:   noon, Stored: noon,
	}
}

// intake stores n more replies in pages of 100, each with what belongs to it:
// the look-up of the desk, tally, cursor and event.
func intake(b *testing.B, s *store.Store, n int, one func(int) bot.Reply) {
	b.Helper()
	for done := 0; done < n; {
		page := min(100, n-done)
		must(b, s.Update(b.Context(), func(tx bot.Tx) error { return putPage(tx, page, one) }))
		done += page
	}
}

func putPage(tx bot.Tx, page int, one func(int) bot.Reply) error {
	for range page {
		r := one(large.next)
		large.next++
		if _, err := tx.Reply(r.ID); !errors.Is(err, bot.ErrNotFound) {
			return fmt.Errorf("reply %d: %w", large.next, err)
		}
		if err := tx.PutReply(r); err != nil {
			return err
		}
	}
	return errors.Join(
		tx.PutTally("k", bot.Tally{Replies: large.next}),
		tx.PutCursor(bot.Cursor{Source: "metro/replies", Position: fmt.Sprint(large.next), LastOK: noon}),
		tx.Append(bot.Event{At: noon, Who: "replies", What: "took replies", About: "metro/replies", Detail: fmt.Sprint(page)}))
}

func largePath(b *testing.B) string {
	b.Helper()
	large.once.Do(func() {
		dir, err := os.MkdirTemp("", "appealbot-bench-")
		must(b, err)
		large.dir = dir
		large.signer = signer(b)
		started := time.Now()
		db, s := openLarge(b, filepath.Join(dir, "store.db"))
		for large.next < stored {
			must(b, s.Update(b.Context(), func(tx bot.Tx) error { return putPage(tx, 10_000, reply) }))
		}
		must(b, db.Close())
		info, err := os.Stat(filepath.Join(dir, "store.db"))
		must(b, err)
		b.Logf("%d replies in %d MiB, made in %v", stored, info.Size()>>20, time.Since(started).Round(time.Second))
	})
	return filepath.Join(large.dir, "store.db")
}

func openLarge(b *testing.B, path string) (*bolt.DB, *store.Store) {
	b.Helper()
	db, err := bolt.Open(path, bolt.Options{})
	must(b, err)
	s, err := store.Open(b.Context(), db, store.Options{Realm: store.Live, Signer: large.signer, Now: func() time.Time { return noon }})
	must(b, err)
	return db, s
}

// fsync is how long the disk takes to store 64 KiB, to see the other figures by.
func fsync(b *testing.B, dir string) time.Duration {
	b.Helper()
	const rounds = 50
	f, err := os.CreateTemp(dir, "fsync-")
	must(b, err)
	defer func() { must(b, errors.Join(f.Close(), os.Remove(f.Name()))) }()
	started := time.Now()
	for range rounds {
		_, err := f.Write(make([]byte, 64<<10))
		must(b, errors.Join(err, f.Sync()))
	}
	return time.Since(started) / rounds
}

// BenchmarkIntake stores 100,000 replies in pages of 100 beside 1,000,000.
func BenchmarkIntake(b *testing.B) {
	const replies = 100_000
	path := largePath(b)
	for name, one := range map[string]func(int) bot.Reply{"ordered-ids": laterReply, "random-ids": reply} {
		b.Run(name, func(b *testing.B) {
			sync := fsync(b, filepath.Dir(path))
			db, s := openLarge(b, path)
			b.ReportAllocs()
			for b.Loop() {
				intake(b, s, replies, one)
			}
			b.ReportMetric(float64(replies*b.N)/b.Elapsed().Seconds(), "replies/s")
			b.ReportMetric(float64(sync.Microseconds()), "fsync-µs")
			must(b, db.Close())
		})
	}
}

// BenchmarkPutReply stores one reply in a transaction beside 1,000,000.
func BenchmarkPutReply(b *testing.B) {
	path := largePath(b)
	sync := fsync(b, filepath.Dir(path))
	db, s := openLarge(b, path)
	b.ReportAllocs()
	for b.Loop() {
		must(b, s.Update(b.Context(), func(tx bot.Tx) error {
			large.next++
			return tx.PutReply(reply(large.next))
		}))
	}
	b.ReportMetric(float64(sync.Microseconds()), "fsync-µs")
	must(b, db.Close())
}

// BenchmarkOpen opens a store with 1,000,000 replies. What it costs in memory
// must not depend on them.
func BenchmarkOpen(b *testing.B) {
	path := largePath(b)
	b.ReportAllocs()
	for b.Loop() {
		db, _ := openLarge(b, path)
		must(b, db.Close())
	}
	db, _ := openLarge(b, path)
	b.ReportMetric(heapMiB(), "heap-MiB")
	must(b, db.Close())
}

func heapMiB() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}

// BenchmarkRepliesOf reads a page of 100 out of 1,000,000.
func BenchmarkRepliesOf(b *testing.B) {
	db, s := openLarge(b, largePath(b))
	b.ReportAllocs()
	for b.Loop() {
		must(b, s.View(b.Context(), func(tx bot.Tx) error {
			rs, err := tx.RepliesOf(reply(7).Case, 9_000, 100)
			if len(rs) != 100 {
				b.Errorf("%d replies", len(rs))
			}
			return err
		}))
	}
	must(b, db.Close())
}

// BenchmarkAppend is a transaction that does nothing but append an event, in a
// log of 100,000: its hashes, its signature and its commit.
func BenchmarkAppend(b *testing.B) {
	dir := b.TempDir()
	sync := fsync(b, dir)
	for _, name := range []string{"mem", "bolt"} {
		b.Run(name, func(b *testing.B) {
			var s *store.Store
			if name == "mem" {
				s = openStore(b, mem.New())
			} else {
				s = openStore(b, openBolt(b, filepath.Join(dir, "log.db")))
			}
			appendEvents(b, s, 100_000)
			b.ReportAllocs()
			for b.Loop() {
				must(b, s.Update(b.Context(), func(tx bot.Tx) error { return tx.Append(event()) }))
			}
			if name == "bolt" {
				b.ReportMetric(float64(sync.Microseconds()), "fsync-µs")
			}
		})
		_ = os.Remove(filepath.Join(dir, "log.db")) // so that the next round begins anew
	}
}

func event() bot.Event {
	return bot.Event{
		At: noon, Who: "01938f3c-8a51-7c3e-9d7a-0242ac120002", Name: "Sgt. Bob Tremblay", Via: "practice button", What: "approved",
		About: "01938f3c-8a51-7c3e-9d7a-0242ac120003", Case: "01938f3c-8a51-7c3e-9d7a-0242ac120004",
		Detail: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
	}
}

func appendEvents(b *testing.B, s *store.Store, n int) {
	b.Helper()
	for done := 0; done < n; done += 1000 {
		must(b, s.Update(b.Context(), func(tx bot.Tx) error {
			for range 1000 {
				if err := tx.Append(event()); err != nil {
					return err
				}
			}
			return nil
		}))
	}
}

// BenchmarkVerify verifies a log of 100,000 events.
func BenchmarkVerify(b *testing.B) {
	s := openStore(b, openBolt(b, filepath.Join(b.TempDir(), "log.db")))
	appendEvents(b, s, 100_000)
	b.ReportAllocs()
	for b.Loop() {
		r, err := s.Verify(b.Context())
		if err != nil || r.Events != 100_001 {
			b.Fatalf("%+v, %v", r, err)
		}
	}
	b.ReportMetric(float64(100_001*b.N)/b.Elapsed().Seconds(), "events/s")
}
