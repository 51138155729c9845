package desk_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/desk"
	"appealbot/store"
	"appealbot/store/bolt"
	"appealbot/store/files"
)

// benchWorld is a department on a real file.
func benchWorld(b *testing.B) *world {
	b.Helper()
	db, err := bolt.Open(filepath.Join(b.TempDir(), "db"), bolt.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	w := &world{t: b, now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC), guard: &wordGuard{}, limit: 1000}
	key, err := store.GenerateSigner()
	w.must(err)
	w.store, err = store.Open(b.Context(), db, store.Options{Realm: store.Live, Now: w.clock, Signer: key})
	w.must(err)
	w.files, err = files.Open(b.TempDir(), make([]byte, files.KeySize))
	w.must(err)
	w.Desk = w.another()
	return w
}

// fsync is the disk's own latency in µs, to be reported beside the figure that
// it explains.
func fsync(b *testing.B) float64 {
	b.Helper()
	f, err := os.Create(filepath.Join(b.TempDir(), "fsync"))
	if err != nil {
		b.Fatal(err)
	}
	const rounds = 50
	began := time.Now()
	for range rounds {
		if _, err := f.Write(make([]byte, 16<<10)); err != nil {
			b.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
	}
	_ = f.Close()
	return float64(time.Since(began).Microseconds()) / rounds
}

// BenchmarkCommand is one /appeal new, from the words to the durable draft and
// the finished card: one commit and one reading.
func BenchmarkCommand(b *testing.B) {
	w := benchWorld(b)
	disk := fsync(b)
	b.ReportAllocs()
	for b.Loop() {
		a := w.draft(bot.Witness, "Were you near Lake Shore and Fifth between 1 and 2 a.m.? Call 416-808-2222.")
		w.must(w.store.View(b.Context(), func(tx bot.Tx) error {
			v, err := card.Load(tx, a.ID)
			if m := (card.Book{Now: w.Now(), Roster: w.Roster(), Accounts: w.Accounts()}).Appeal(v); m.Text == "" {
				b.Fatal("no card")
			}
			return err
		}))
	}
	b.ReportMetric(disk, "µs/fsync")
}

// many is how many replies are stored already, fresh how many one round of the
// intake adds.
const many, fresh, pageSize = 1_000_000, 100_000, 100

// BenchmarkCollect takes 100,000 replies in pages of 100, a tenth of them
// known already, into a store that holds 1,000,000.
func BenchmarkCollect(b *testing.B) {
	w := benchWorld(b)
	a := w.published()
	fill(b, w, a)
	disk := fsync(b)
	b.ReportAllocs()
	n := many
	for b.Loop() {
		for range fresh / pageSize {
			var found []desk.Found
			for i := range pageSize {
				if i%10 == 0 {
					found = append(found, says(remote(n%many), text))
				} else {
					found = append(found, says(remote(n), text))
				}
				n++
			}
			if _, err := w.Collect(context.Background(), w.page(fmt.Sprint(n), found...)); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(disk, "µs/fsync")
	b.ReportMetric(fresh*float64(b.N)/b.Elapsed().Seconds(), "replies/s")
}

const text = "I drove along Lake Shore at about half past one and saw a dark Lexus with one headlight. I have video."

// remote is an id without order, the worst case for the index.
func remote(i int) string {
	s := sha256.Sum256(fmt.Append(nil, i))
	return hex.EncodeToString(s[:10])
}

func fill(b *testing.B, w *world, a bot.Appeal) {
	b.Helper()
	began := time.Now()
	const chunk = 10_000
	for from := 0; from < many; from += chunk {
		w.must(w.store.Update(b.Context(), func(tx bot.Tx) error {
			for i := from; i < from+chunk; i++ {
				r := says(remote(i), text).Reply
				r.ID, r.Account, r.Case, r.Appeal, r.Number = bot.ReplyID("long", r.Remote), "long", a.Case, a.ID, i+1
				if err := tx.PutReply(r); err != nil {
					return err
				}
			}
			return tx.PutTally(a.Case, bot.Tally{Replies: from + chunk, Shown: map[string]int{"test": from + chunk}})
		}))
	}
	b.Logf("%d replies stored in %v", many, time.Since(began).Round(time.Second))
}

// BenchmarkRelay plans how 10,000 replies that a room has not seen are shown.
func BenchmarkRelay(b *testing.B) {
	w := benchWorld(b)
	a := w.published()
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		for range 100 {
			var found []desk.Found
			for range pageSize {
				found = append(found, says(remote(n), text))
				n++
			}
			_, err := w.Collect(b.Context(), w.page("x", found...))
			w.must(err)
		}
		b.StartTimer()
		for more := true; more; {
			w.must(w.store.Update(b.Context(), func(tx bot.Tx) (err error) {
				more, err = w.Relay(tx, bot.Notice{Kind: bot.NoticeRelay, Subject: a.Case, Case: a.Case, Platform: "test"})
				return err
			}))
		}
	}
}

// BenchmarkFiguresOfAYear is what /appeal stats 1y reads: two years of a department
// with ten accounts, each with twenty posts a day.
func BenchmarkFiguresOfAYear(b *testing.B) {
	w := benchWorld(b)
	for i := range 2 * bot.MostDays {
		d := bot.Day{Scope: bot.Everywhere, Date: bot.Later("2026-11-23", -i)}
		for k := range 10 {
			id := fmt.Sprint("account", k)
			for _, c := range bot.Classes() {
				d.Add(bot.Replies, bot.CellOf("x", id, string(c)), 100)
			}
			for s := range 20 {
				d.Took(bot.ApprovalToAccepted, bot.CellOf("x", id), time.Duration(s*7+k)*time.Second, false)
			}
		}
		w.must(w.store.Update(b.Context(), func(tx bot.Tx) error { return tx.PutDay(d) }))
	}
	for b.Loop() {
		r, err := w.Figures(b.Context(), "", bot.MostDays)
		w.must(err)
		if r.Sum.Count(bot.Replies) != 10*8*100*bot.MostDays {
			b.Fatal(r.Sum.Count(bot.Replies))
		}
	}
}
