package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"appealbot/bot"
	"appealbot/store/kv"
	"appealbot/store/mem"
)

var noon = time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)

// clock is a time that a test moves.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func testSigner(t testing.TB, b byte) *Signer {
	t.Helper()
	s, err := signerOf(bytes.Repeat([]byte{b}, 32))
	must(t, err)
	return s
}

// logOf returns a store with a log of n events, the one of its creation
// included. Every 20 minutes something happens, so that some checkpoints are
// kept.
func logOf(t testing.TB, db kv.DB, n int) *Store {
	t.Helper()
	c := &clock{noon}
	s, err := Open(t.Context(), db, Options{Realm: Practice, Signer: testSigner(t, 1), Now: c.now})
	must(t, err)
	for i := 1; i < n; {
		err := s.Update(t.Context(), func(tx bot.Tx) error {
			for range 1 + i%3 { // some transactions append several events
				if i++; i > n {
					break
				}
				c.at = c.at.Add(20 * time.Minute)
				must(t, tx.Append(bot.Event{At: c.at, Who: "p1", What: "approved", About: bot.ID(fmt.Sprint("a", i))}))
			}
			return nil
		})
		must(t, err)
	}
	return s
}

var logTables = []string{tableEvent, tableEventHash, tableLatest, tableKept}

// dump returns the pairs of tables.
func dump(t testing.TB, db kv.DB, tables ...string) map[string][]kv.Pair {
	t.Helper()
	out := map[string][]kv.Pair{}
	must(t, db.View(t.Context(), func(k kv.Tx) error {
		for _, table := range tables {
			ps, err := k.Scan(table, nil, nil, 1<<30)
			if err != nil {
				return err
			}
			out[table] = ps
		}
		return nil
	}))
	return out
}

// raw changes the database past the store, as somebody with the file would.
func raw(t testing.TB, db kv.DB, fn func(kv.Tx)) {
	t.Helper()
	must(t, db.Update(t.Context(), func(k kv.Tx) error { fn(k); return nil }))
}

// errUndo ends an Update that must not be stored.
var errUndo = errors.New("undo")

// altered runs check with a database in which do has changed something. The
// database itself stays as it is.
func altered(t testing.TB, db kv.DB, do func(kv.Tx), check func(kv.DB)) {
	t.Helper()
	err := db.Update(t.Context(), func(k kv.Tx) error {
		do(k)
		check(inside{k})
		return errUndo
	})
	if !errors.Is(err, errUndo) {
		t.Fatal(err)
	}
}

// inside is a database inside of a transaction.
type inside struct{ tx kv.Tx }

func (i inside) View(_ context.Context, fn func(kv.Tx) error) error   { return fn(i.tx) }
func (i inside) Update(_ context.Context, fn func(kv.Tx) error) error { return fn(i.tx) }
func (i inside) Close() error                                         { return nil }

func rawGet(t testing.TB, k kv.Tx, table string, key []byte) []byte {
	t.Helper()
	b, err := k.Get(table, key)
	must(t, err)
	return b
}

func mustEvent(t testing.TB, b []byte) bot.Event {
	t.Helper()
	var e bot.Event
	must(t, json.Unmarshal(b, &e))
	return e
}

// forge writes events over the log from seq on: with right hashes, a right
// chain and right stored hashes, everything but the signatures.
func forge(t testing.TB, k kv.Tx, seq uint64, events []bot.Event) {
	t.Helper()
	x := &tx{kv: k}
	h := &logHead{size: seq - 1, peaks: peaks{}}
	if seq > 1 {
		h.hash = mustEvent(t, rawGet(t, k, tableEvent, seqKey(seq-1))).Hash
		_, err := tlog.TreeHash(int64(seq-1), tlog.HashReaderFunc(func(is []int64) ([]tlog.Hash, error) {
			hs, err := storedHashes{x}.ReadHashes(is)
			for i, s := range hs {
				h.peaks[is[i]] = s
			}
			return hs, err
		}))
		must(t, err)
	}
	x.log = h
	for _, e := range events {
		must(t, x.append(e))
	}
}

// eventsFrom returns the events from seq on.
func eventsFrom(t testing.TB, k kv.Tx, seq uint64) []bot.Event {
	t.Helper()
	es, err := (&tx{kv: k}).Events(seq, 1<<30)
	must(t, err)
	return es
}

// cut removes the events behind seq with all that belongs to them, but the
// newest checkpoint.
func cut(t testing.TB, k kv.Tx, seq uint64) {
	t.Helper()
	for table, from := range map[string][]byte{
		tableEvent: seqKey(seq + 1), tableEventHash: seqKey(hashIndex(seq)), tableKept: seqKey(seq + 1),
	} {
		ps, err := k.Scan(table, from, nil, 1<<30)
		must(t, err)
		for _, p := range ps {
			must(t, k.Delete(table, p.Key))
		}
	}
}

// A tampering is one way to alter the log at an event.
type tampering struct {
	do func(t testing.TB, k kv.Tx, seq, size uint64)
	// first is the first event that Verify may name, by default seq. Where the
	// change can only be located between checkpoints, it may name a range.
	ranged bool
	// atEnd says that this holds for the last event only.
	atEnd bool
	// from and to bound the events for which this can be done.
	from, to func(size uint64) uint64
}

func all(uint64) uint64         { return 1 }
func last(n uint64) uint64      { return n }
func butLast(n uint64) uint64   { return n - 1 }
func second(uint64) uint64      { return 2 }
func beforeEnd(n uint64) uint64 { return n - 2 }

func tamperings() map[string]tampering {
	return map[string]tampering{
		"a byte is changed": {from: all, to: last, do: func(t testing.TB, k kv.Tx, seq, _ uint64) {
			b := rawGet(t, k, tableEvent, seqKey(seq))
			i := bytes.Index(b, []byte(`"What":"`)) + 8
			b[i] ^= 1
			must(t, k.Put(tableEvent, seqKey(seq), b))
		}},
		"white space is added": {from: all, to: last, do: func(t testing.TB, k kv.Tx, seq, _ uint64) {
			b := rawGet(t, k, tableEvent, seqKey(seq))
			must(t, k.Put(tableEvent, seqKey(seq), append(b, ' ')))
		}},
		"edited with its hash": {from: all, to: last, do: func(t testing.TB, k kv.Tx, seq, _ uint64) {
			e := mustEvent(t, rawGet(t, k, tableEvent, seqKey(seq)))
			e.Who = "somebody else"
			b, _, err := seal(e)
			must(t, err)
			must(t, k.Put(tableEvent, seqKey(seq), b))
		}},
		"edited with all hashes behind it": {from: all, to: last, ranged: true, do: func(t testing.TB, k kv.Tx, seq, _ uint64) {
			es := eventsFrom(t, k, seq)
			es[0].Who = "somebody else"
			forge(t, k, seq, es)
		}},
		"emptied": {from: all, to: last, do: func(t testing.TB, k kv.Tx, seq, _ uint64) {
			must(t, k.Put(tableEvent, seqKey(seq), nil))
		}},
		"removed": {from: all, to: last, do: func(t testing.TB, k kv.Tx, seq, _ uint64) {
			must(t, k.Delete(tableEvent, seqKey(seq)))
		}},
		"removed with its stored hashes": {from: all, to: last, atEnd: true, do: func(t testing.TB, k kv.Tx, seq, _ uint64) {
			must(t, k.Delete(tableEvent, seqKey(seq)))
			for i := hashIndex(seq - 1); i < hashIndex(seq); i++ {
				must(t, k.Delete(tableEventHash, seqKey(i)))
			}
		}},
		"removed and the others moved up": {from: all, to: butLast, do: func(t testing.TB, k kv.Tx, seq, size uint64) {
			es := eventsFrom(t, k, seq+1)
			forge(t, k, seq, es)
			cut(t, k, size-1)
		}, ranged: true},
		"it and all behind it cut off": {from: second, to: last, ranged: true, do: func(t testing.TB, k kv.Tx, seq, _ uint64) {
			cut(t, k, seq-1)
		}},
		"cut off and an old checkpoint made the newest": {from: second, to: last, ranged: true, do: func(t testing.TB, k kv.Tx, seq, _ uint64) {
			cut(t, k, seq-1)
			ps, err := k.ScanBack(tableKept, nil, nil, 1)
			must(t, err)
			must(t, k.Put(tableLatest, []byte(latestKey), ps[0].Value))
		}},
		"cut off and the newest checkpoint removed": {from: second, to: last, ranged: true, do: func(t testing.TB, k kv.Tx, seq, _ uint64) {
			cut(t, k, seq-1)
			must(t, k.Delete(tableLatest, []byte(latestKey)))
		}},
		"cut off and the newest checkpoint rewritten": {from: second, to: last, ranged: true, do: func(t testing.TB, k kv.Tx, seq, size uint64) {
			cut(t, k, seq-1)
			b := rawGet(t, k, tableLatest, []byte(latestKey))
			b = bytes.Replace(b, fmt.Appendf(nil, "\n%d\n", size), fmt.Appendf(nil, "\n%d\n", seq-1), 1)
			must(t, k.Put(tableLatest, []byte(latestKey), b))
		}},
		"another put in its place": {from: all, to: last, ranged: true, do: func(t testing.TB, k kv.Tx, seq, _ uint64) {
			es := eventsFrom(t, k, seq)
			forge(t, k, seq, append([]bot.Event{{At: noon, What: "never happened"}}, es...))
		}},
		"a foreign key put before it": {from: all, to: last, do: func(t testing.TB, k kv.Tx, seq, _ uint64) {
			b := rawGet(t, k, tableEvent, seqKey(seq))
			must(t, k.Put(tableEvent, append(seqKey(seq-1), 7), b))
		}},
		"swapped with the next": {from: all, to: butLast, do: func(t testing.TB, k kv.Tx, seq, _ uint64) {
			a, b := rawGet(t, k, tableEvent, seqKey(seq)), rawGet(t, k, tableEvent, seqKey(seq+1))
			must(t, k.Put(tableEvent, seqKey(seq), b))
			must(t, k.Put(tableEvent, seqKey(seq+1), a))
		}},
		"swapped with the one after the next, all hashes anew": {from: all, to: beforeEnd, ranged: true, do: func(t testing.TB, k kv.Tx, seq, _ uint64) {
			es := eventsFrom(t, k, seq)
			es[0], es[2] = es[2], es[0]
			forge(t, k, seq, es)
		}},
		"stored hash changed": {from: all, to: last, do: func(t testing.TB, k kv.Tx, seq, _ uint64) {
			b := rawGet(t, k, tableEventHash, seqKey(hashIndex(seq-1)))
			b[31] ^= 0x80
			must(t, k.Put(tableEventHash, seqKey(hashIndex(seq-1)), b))
		}},
		"inner stored hash changed": {from: all, to: last, do: func(t testing.TB, k kv.Tx, seq, _ uint64) {
			i := hashIndex(seq) - 1
			b := rawGet(t, k, tableEventHash, seqKey(i))
			b[0] ^= 1
			must(t, k.Put(tableEventHash, seqKey(i), b))
		}},
		"stored hash removed": {from: all, to: last, do: func(t testing.TB, k kv.Tx, seq, _ uint64) {
			must(t, k.Delete(tableEventHash, seqKey(hashIndex(seq-1))))
		}},
		"foreign stored hash put in": {from: second, to: last, do: func(t testing.TB, k kv.Tx, seq, _ uint64) {
			must(t, k.Put(tableEventHash, append(seqKey(hashIndex(seq-1)-1), 0), make([]byte, 32)))
		}},
	}
}

// checkBad checks what Verify says of a log that was altered at seq.
func checkBad(t testing.TB, db kv.DB, seq uint64, ranged bool) {
	t.Helper()
	r, err := VerifyLog(t.Context(), db, testSigner(t, 1).Verifier())
	var b *BadEvent
	switch {
	case !errors.As(err, &b):
		t.Errorf("Verify = %+v, %v; want a BadEvent", r, err)
	case !ranged && (b.Seq != seq || b.To != seq):
		t.Errorf("Verify says %v; want event %d", err, seq)
	case ranged && (b.Seq > seq || b.To < seq):
		t.Errorf("Verify says %v; want a range with event %d", err, seq)
	case b.Why == "" || !strings.Contains(err.Error(), fmt.Sprint(b.Seq)):
		t.Errorf("Verify says %v, which does not tell enough", err)
	}
}

func TestEveryTamperingAtEveryEventIsFound(t *testing.T) {
	const size = 13
	db := mem.New()
	s := logOf(t, db, size)
	if n := len(dump(t, db, tableKept)[tableKept]); n < 3 {
		t.Fatalf("%d checkpoints were kept; the test needs some", n)
	}
	for name, c := range tamperings() {
		t.Run(name, func(t *testing.T) {
			for seq := c.from(size); seq <= c.to(size); seq++ {
				altered(t, db, func(k kv.Tx) { c.do(t, k, seq, size) }, func(db kv.DB) {
					checkBad(t, db, seq, c.ranged || c.atEnd && seq == size)
				})
			}
		})
	}
	if r, err := s.Verify(t.Context()); err != nil || r.Events != size {
		t.Errorf("after all that: %+v, %v", r, err)
	}
}

func TestTamperingInALongLogIsFound(t *testing.T) {
	const size = 2*auditPage + 77
	db := mem.New()
	logOf(t, db, size)
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	// The seams between pages are where mistakes are.
	positions := []uint64{1, auditPage, auditPage + 1, size}
	for range 3 {
		positions = append(positions, 1+r.Uint64N(size))
	}
	for name, c := range tamperings() {
		for _, seq := range positions {
			if seq < c.from(size) || seq > c.to(size) {
				continue
			}
			t.Run(fmt.Sprintf("%s at %d", name, seq), func(t *testing.T) {
				altered(t, db, func(k kv.Tx) { c.do(t, k, seq, size) }, func(db kv.DB) {
					checkBad(t, db, seq, c.ranged || c.atEnd && seq == size)
				})
			})
		}
	}
}

// TestEveryByteOfTheLogCounts changes each byte of each record of a small log.
func TestEveryByteOfTheLogCounts(t *testing.T) {
	db := mem.New()
	s := logOf(t, db, 5)
	for table, ps := range dump(t, db, logTables...) {
		for _, p := range ps {
			for i := range p.Value {
				b := bytes.Clone(p.Value)
				b[i] ^= 1
				raw(t, db, func(k kv.Tx) { must(t, k.Put(table, p.Key, b)) })
				if _, err := s.Verify(t.Context()); err == nil {
					t.Errorf("table %s, key %x: byte %d may be changed", table, p.Key, i)
				}
			}
			raw(t, db, func(k kv.Tx) { must(t, k.Put(table, p.Key, p.Value)) })
		}
	}
	_, err := s.Verify(t.Context())
	must(t, err)
}

func TestKeptCheckpointsThatDoNotBelong(t *testing.T) {
	db := mem.New()
	s := logOf(t, db, 9)
	was := dump(t, db, logTables...)
	kept := was[tableKept]
	for name, do := range map[string]func(kv.Tx) error{
		"moved":         func(k kv.Tx) error { return k.Put(tableKept, seqKey(3), kept[0].Value) },
		"in the future": func(k kv.Tx) error { return k.Put(tableKept, seqKey(99), kept[0].Value) },
		"foreign key":   func(k kv.Tx) error { return k.Put(tableKept, append(kept[0].Key, 1), kept[0].Value) },
		"garbage":       func(k kv.Tx) error { return k.Put(tableKept, kept[1].Key, []byte("x")) },
		"the newest":    func(k kv.Tx) error { return k.Put(tableKept, seqKey(9), was[tableLatest][0].Value) },
	} {
		altered(t, db, func(k kv.Tx) { must(t, do(k)) }, func(db kv.DB) {
			_, err := VerifyLog(t.Context(), db, s.signer.Verifier())
			if _, ok := errors.AsType[*BadEvent](err); !ok {
				t.Errorf("%s: %v, want a BadEvent", name, err)
			}
		})
	}
}

func TestWhatIsPutBehindTheEndIsFound(t *testing.T) {
	const size = 7
	db := mem.New()
	s := logOf(t, db, size)
	more := []bot.Event{{At: noon, What: "never happened"}, {At: noon, What: "nor did this"}}
	altered(t, db, func(k kv.Tx) { forge(t, k, size+1, more) }, func(db kv.DB) {
		checkBad(t, db, size+1, true)
		var b *BadEvent
		if err := (&Store{db: db, signer: s.signer, now: s.now}).checkHead(t.Context()); !errors.As(err, &b) || b.Seq != size+1 {
			t.Errorf("Open would say %v, want event %d", err, size+1)
		}
	})
	altered(t, db, func(k kv.Tx) {
		must(t, k.Put(tableEventHash, seqKey(hashIndex(size)), make([]byte, tlog.HashSize)))
	}, func(db kv.DB) { checkBad(t, db, size+1, false) })
}

// TestWhatIsWronglySignedIsFound is for those who have the key, or for a
// mistake of ours: every rule is checked by itself.
func TestWhatIsWronglySignedIsFound(t *testing.T) {
	const size = 7
	db := mem.New()
	s := logOf(t, db, size)
	resign := func(k kv.Tx, h *logHead) {
		x := &tx{kv: k, store: s, log: h}
		must(t, x.sign())
	}
	head := func(k kv.Tx) *logHead {
		h, err := (&tx{kv: k, store: s}).readHead()
		must(t, err)
		return h
	}
	altered(t, db, func(k kv.Tx) {
		h := head(k)
		h.hash = strings.Repeat("0", 64)
		must(t, (&tx{kv: k, store: s, log: h}).append(bot.Event{What: "chained to nothing"}))
		resign(k, h)
	}, func(db kv.DB) { checkBad(t, db, size+1, false) })
	altered(t, db, func(k kv.Tx) {
		h := head(k)
		b, _, err := seal(bot.Event{Seq: 99, Prev: h.hash, What: "wrong number"})
		must(t, err)
		hs, err := h.peaks.add(size, b)
		must(t, err)
		must(t, k.Put(tableEvent, seqKey(size+1), b))
		for i, v := range hs {
			must(t, k.Put(tableEventHash, seqKey(hashIndex(size)+uint64(i)), v[:]))
		}
		h.size++
		resign(k, h)
	}, func(db kv.DB) { checkBad(t, db, size+1, false) })
}

// TestTheEndOfTheLogIsNeverSignedAnew holds that what somebody did to the end
// of the log does not get a good signature from the next event.
func TestTheEndOfTheLogIsNeverSignedAnew(t *testing.T) {
	const size = 9
	db := mem.New()
	s := logOf(t, db, size)
	for name, c := range tamperings() {
		switch name {
		case "a foreign key put before it", "foreign stored hash put in", "inner stored hash changed":
			continue // they leave the end alone, or what the next event needs of it
		}
		altered(t, db, func(k kv.Tx) { c.do(t, k, c.to(size), size) }, func(db kv.DB) {
			var b *BadEvent
			if _, err := Open(t.Context(), db, Options{Realm: Practice, Signer: s.signer, Now: s.now}); !errors.As(err, &b) {
				t.Errorf("%s: Open: %v, want a BadEvent", name, err)
			}
			s := &Store{db: db, signer: s.signer, now: s.now}
			err := s.Update(t.Context(), func(tx bot.Tx) error {
				_ = tx.Append(bot.Event{What: "next"}) // swallowed
				return nil
			})
			if !errors.As(err, &b) {
				t.Errorf("%s: Update: %v, want a BadEvent", name, err)
			}
			if _, err := s.Checkpoint(t.Context()); !errors.As(err, &b) {
				t.Errorf("%s: Checkpoint: %v, want a BadEvent", name, err)
			}
		})
	}
	must(t, s.Update(t.Context(), func(tx bot.Tx) error { return tx.Append(bot.Event{What: "next"}) }))
}

func TestVerifyNeedsTheRightPublicKey(t *testing.T) {
	db := mem.New()
	s := logOf(t, db, 5)
	v, err := ParseVerifier(s.signer.Verifier().String())
	must(t, err)
	r, err := VerifyLog(t.Context(), db, v)
	if err != nil || r.Events != 5 || r.Checkpoints < 2 || !strings.Contains(r.Checkpoint, r.Root) {
		t.Errorf("Verify with the public key: %+v, %v", r, err)
	}
	var b *BadEvent
	if _, err := VerifyLog(t.Context(), db, testSigner(t, 2).Verifier()); !errors.As(err, &b) {
		t.Errorf("Verify with another key: %v, want a BadEvent", err)
	}
	if _, err := VerifyLog(t.Context(), mem.New(), v); !errors.As(err, &b) {
		t.Errorf("Verify of nothing: %v, want a BadEvent", err)
	}
}

func TestVerifyWhileTheLogGrows(t *testing.T) {
	db := mem.New()
	s := logOf(t, db, 2*auditPage)
	grow := func() {
		must(t, s.Update(context.Background(), func(tx bot.Tx) error { return tx.Append(bot.Event{What: "more"}) }))
	}
	r, err := newAudit(growing{db, grow}, s.signer.Verifier()).run(t.Context())
	if err != nil || r.Events != 2*auditPage {
		t.Errorf("Verify: %d events, %v; want those from its beginning", r.Events, err)
	}
}

// growing lets something happen after each View.
type growing struct {
	kv.DB
	grow func()
}

func (g growing) View(ctx context.Context, fn func(kv.Tx) error) error {
	defer g.grow()
	return g.DB.View(ctx, fn)
}

func TestVerifyStopsWhenItsContextDoes(t *testing.T) {
	db := mem.New()
	s := logOf(t, db, 3)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Verify(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestOldCheckpointsAreExtended(t *testing.T) {
	db := mem.New()
	s := logOf(t, db, 1)
	var olds []string
	for range 40 {
		c, err := s.Checkpoint(t.Context())
		must(t, err)
		olds = append(olds, c)
		must(t, s.Update(t.Context(), func(tx bot.Tx) error { return tx.Append(bot.Event{What: "next"}) }))
	}
	for i, old := range olds {
		if err := s.CheckExtends(t.Context(), old); err != nil {
			t.Errorf("checkpoint %d: %v", i+1, err)
		}
	}
	var b *BadEvent
	other := logOf(t, mem.New(), 30) // the same key, another history
	for i, old := range olds[1:] {   // both begin with the same creation
		if err := other.CheckExtends(t.Context(), old); !errors.As(err, &b) {
			t.Errorf("checkpoint %d of another history: %v, want a BadEvent", i+2, err)
		}
	}
	newest, err := s.Checkpoint(t.Context())
	must(t, err)
	raw(t, db, func(k kv.Tx) { // all goes back to an older copy of the file
		cut(t, k, 20)
		must(t, k.Put(tableLatest, []byte(latestKey), []byte(olds[19])))
	})
	if _, err := s.Verify(t.Context()); err != nil {
		t.Errorf("an older copy is a valid log: %v", err)
	}
	if err := s.CheckExtends(t.Context(), newest); !errors.As(err, &b) || b.Seq != 21 || b.To != 41 {
		t.Errorf("the newest checkpoint after going back: %v, want events 21 to 41", err)
	}
	for _, text := range []string{"", "x", strings.Replace(newest, "41", "40", 1), strings.TrimSpace(newest)} {
		if err := s.CheckExtends(t.Context(), text); err == nil || errors.As(err, &b) {
			t.Errorf("CheckExtends(%.20q): %v, want an error about the text", text, err)
		}
	}
}

func TestCheckpointHasThePublicFormat(t *testing.T) {
	s := logOf(t, mem.New(), 4)
	c, err := s.Checkpoint(t.Context())
	must(t, err)
	lines := strings.Split(c, "\n")
	if len(lines) != 7 || lines[0] != s.signer.Name() || lines[1] != "4" || len(lines[2]) != 44 ||
		lines[3] != "latest "+s.now().Format(time.RFC3339) || lines[4] != "" ||
		!strings.HasPrefix(lines[5], "— "+s.signer.Name()+" ") || lines[6] != "" {
		t.Errorf("checkpoint:\n%s", c)
	}
}

func TestCheckpointsAreKeptByCountAndTime(t *testing.T) {
	db := mem.New()
	c := &clock{noon}
	s, err := Open(t.Context(), db, Options{Realm: Live, Signer: testSigner(t, 1), Now: c.now})
	must(t, err)
	kept := func() (sizes []uint64) {
		for _, p := range dump(t, db, tableKept)[tableKept] {
			n, _ := seqOf(p.Key)
			sizes = append(sizes, n)
		}
		return sizes
	}
	add := func(n int, after time.Duration) {
		c.at = c.at.Add(after)
		must(t, s.Update(t.Context(), func(tx bot.Tx) error {
			for range n {
				must(t, tx.Append(bot.Event{At: c.at, What: "x"}))
			}
			return nil
		}))
	}
	add(1, 0)                                                         // 2
	add(1, 59*time.Minute)                                            // 3
	add(1, time.Minute)                                               // 4: an hour after the first
	add(995, time.Minute)                                             // 999
	add(1, 0)                                                         // 1000
	add(1, 0)                                                         // 1001
	add(1, -48*time.Hour)                                             // 1002: the clock was set back
	add(1, 59*time.Minute)                                            // 1003
	add(3000, 30*time.Second)                                         // 4003
	add(1, keepTime-time.Second)                                      // 4004
	add(1, keepTime+time.Second)                                      // 4005
	must(t, s.Update(t.Context(), func(bot.Tx) error { return nil })) // nothing to sign
	if got, want := kept(), []uint64{1, 4, 1000, 1002, 4003, 4005}; !slices.Equal(got, want) {
		t.Errorf("kept at %v, want %v", got, want)
	}
	if r, err := s.Verify(t.Context()); err != nil || r.Checkpoints != 7 {
		t.Errorf("Verify: %+v, %v", r, err)
	}
}

func TestEventsAreNumberedAndChained(t *testing.T) {
	s := logOf(t, mem.New(), 7)
	must(t, s.View(t.Context(), func(tx bot.Tx) error {
		es, err := tx.Events(1, 99)
		must(t, err)
		prev := ""
		for i, e := range es {
			if e.Seq != uint64(i+1) || e.Prev != prev || len(e.Hash) != 64 {
				t.Errorf("event %d: %+v", i+1, e)
			}
			prev = e.Hash
		}
		if len(es) != 7 || es[0].What != "store created" || es[6].About != "a7" {
			t.Errorf("events: %+v", es)
		}
		es, err = tx.Events(3, 2)
		if err != nil || len(es) != 2 || es[0].Seq != 3 {
			t.Errorf("Events(3, 2) = %+v, %v", es, err)
		}
		return nil
	}))
}
