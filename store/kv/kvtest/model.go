package kvtest

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"appealbot/store/kv"
)

var errPlanned = errors.New("planned")

// A world is what the database should hold: table, then key, then value.
type world map[string]map[string]string

func (w world) clone() world {
	c := world{}
	for table, rows := range w {
		c[table] = maps.Clone(rows)
	}
	return c
}

// model runs random transactions one after the other. A failure names the seed
// and the step, and happens again in the next run.
func model(t *testing.T, db kv.DB) {
	want := world{}
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 0))
		for i := range 60 {
			if err := randomTx(t, db, r, &want, nil); err != nil {
				t.Fatalf("seed %d, step %d: %v", seed, i, err)
			}
		}
	}
}

// modelConcurrent runs the same transactions from several goroutines at once.
// Their functions run one at a time, so each can compare what it sees with the
// one map that all of them share.
func modelConcurrent(t *testing.T, db kv.DB) {
	want := world{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	for seed := range uint64(6) {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(seed, 1))
			for i := range 40 {
				if err := randomTx(t, db, r, &want, &mu); err != nil {
					t.Errorf("seed %d, step %d: %v", seed, i, err)
					return
				}
			}
		})
	}
	wg.Wait()
	view(t, db, func(tx kv.Tx) {
		for table, rows := range want {
			if err := sameTable(tx, rows, table); err != nil {
				t.Error(err)
			}
		}
	})
}

// randomTx runs one transaction of random steps and compares all that it sees
// with want. Some of the transactions fail or panic at their end.
func randomTx(t *testing.T, db kv.DB, r *rand.Rand, want *world, mu *sync.Mutex) (err error) {
	end := r.IntN(6)
	run := func(tx kv.Tx) error {
		if mu != nil {
			// For the race detector: it cannot see that a database orders its
			// writers if the order is made in another process.
			mu.Lock()
			defer mu.Unlock()
		}
		now := (*want).clone()
		for range 1 + r.IntN(15) {
			if err := randomStep(tx, r, now); err != nil {
				return err
			}
		}
		switch end {
		case 0:
			return errPlanned
		case 1:
			panic(errPlanned)
		}
		*want = now
		return nil
	}
	var got error
	value := panicOf(func() { got = db.Update(t.Context(), run) })
	switch {
	case end == 0 && errors.Is(got, errPlanned), end == 1 && value == any(errPlanned), end > 1 && got == nil && value == nil:
	default:
		return fmt.Errorf("update that ends with %d: error %w, panic %v", end, got, value)
	}
	if mu != nil {
		return nil
	}
	return db.View(t.Context(), func(tx kv.Tx) error {
		for range 3 {
			if err := randomRead(tx, r, *want); err != nil {
				return err
			}
		}
		return nil
	})
}

func randomStep(tx kv.Tx, r *rand.Rand, now world) error {
	table, key := randomTable(r), randomKey(r)
	switch r.IntN(10) {
	case 0, 1, 2, 3:
		value := strings.Repeat(string(rune('a'+r.IntN(26))), r.IntN(500))
		if now[table] == nil {
			now[table] = map[string]string{}
		}
		now[table][key] = value
		return tx.Put(table, []byte(key), []byte(value))
	case 4:
		delete(now[table], key)
		return tx.Delete(table, []byte(key))
	case 5:
		// A whole range at once empties pages of a tree.
		from, to := randomKey(r), randomKey(r)
		for _, k := range between(now[table], from, to) {
			delete(now[table], k)
			if err := tx.Delete(table, []byte(k)); err != nil {
				return err
			}
		}
		return nil
	}
	return randomRead(tx, r, now)
}

func randomRead(tx kv.Tx, r *rand.Rand, now world) error {
	table := randomTable(r)
	rows := now[table]
	from, to, n := randomBound(r), randomBound(r), r.IntN(40)
	switch r.IntN(4) {
	case 0:
		key := randomKey(r)
		got, err := tx.Get(table, []byte(key))
		want, ok := rows[key]
		if ok && (err != nil || string(got) != want) || !ok && !errors.Is(err, kv.ErrNotFound) {
			return fmt.Errorf("Get(%s, %q) = %.20q; want %.20q, there: %v; error %w", table, key, got, want, ok, err)
		}
		return nil
	case 1:
		got, err := tx.Scan(table, []byte(from), []byte(to), n)
		keys := between(rows, from, to)
		return samePairs(got, err, rows, keys[:min(n, len(keys))], fmt.Sprintf("Scan(%s, %q, %q, %d)", table, from, to, n))
	case 2:
		got, err := tx.ScanBack(table, []byte(from), []byte(to), n)
		keys := between(rows, from, to)
		slices.Reverse(keys)
		return samePairs(got, err, rows, keys[:min(n, len(keys))], fmt.Sprintf("ScanBack(%s, %q, %q, %d)", table, from, to, n))
	}
	return sameTable(tx, rows, table)
}

func sameTable(tx kv.Tx, rows map[string]string, table string) error {
	keys := between(rows, "", "")
	got, err := tx.Scan(table, nil, nil, len(keys)+1)
	if err := samePairs(got, err, rows, keys, "Scan of all "+table); err != nil {
		return err
	}
	slices.Reverse(keys)
	got, err = tx.ScanBack(table, nil, nil, len(keys)+1)
	return samePairs(got, err, rows, keys, "ScanBack of all "+table)
}

func samePairs(got []kv.Pair, err error, rows map[string]string, keys []string, what string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if len(got) != len(keys) {
		return fmt.Errorf("%s: %d pairs, want %d", what, len(got), len(keys))
	}
	for i, p := range got {
		if string(p.Key) != keys[i] || string(p.Value) != rows[keys[i]] {
			return fmt.Errorf("%s: place %d has %q=%.20q, want %q=%.20q", what, i, p.Key, p.Value, keys[i], rows[keys[i]])
		}
	}
	return nil
}

// between returns the sorted keys of rows in a range as Scan understands it.
func between(rows map[string]string, from, to string) []string {
	var keys []string
	for k := range rows {
		if k >= from && (to == "" || k < to) {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	return keys
}

func randomTable(r *rand.Rand) string { return []string{"a", "b", "ab"}[r.IntN(3)] }

func randomBound(r *rand.Rand) string {
	if r.IntN(4) == 0 {
		return ""
	}
	return randomKey(r)
}

// randomKey draws from few keys, so that they meet often, with the bytes on
// which orderings disagree.
func randomKey(r *rand.Rand) string {
	const alphabet = "\x00\x01aB\x7f\x80\xff"
	b := make([]byte, 1+r.IntN(3))
	for i := range b {
		b[i] = alphabet[r.IntN(len(alphabet))]
	}
	return string(b)
}
