package bolt_test

import (
	"fmt"
	"strconv"
	"sync"
	"testing"

	"appealbot/store/bolt"
	"appealbot/store/kv"
)

var _ = role("write", writeForever)

// writeForever stores numbers from several goroutines and prints each when it
// is stored.
func writeForever(path string) error {
	db, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		return err
	}
	var mu sync.Mutex
	failed := make(chan error)
	for range 4 {
		go func() {
			for {
				var n int
				err := db.Update(background, func(tx kv.Tx) (err error) {
					n, err = appendNumber(tx)
					return err
				})
				if err != nil {
					failed <- err
					return
				}
				mu.Lock()
				fmt.Println(n)
				mu.Unlock()
			}
		}()
	}
	return <-failed
}

// appendNumber stores the number after the greatest one, twice.
func appendNumber(tx kv.Tx) (int, error) {
	n := 1
	last, err := tx.ScanBack("number", nil, nil, 1)
	if err != nil {
		return 0, err
	}
	if len(last) > 0 {
		if n, err = strconv.Atoi(string(last[0].Key)); err != nil {
			return 0, err
		}
		n++
	}
	key := fmt.Appendf(nil, "%09d", n)
	if err := tx.Put("number", key, make([]byte, n%3000)); err != nil {
		return 0, err
	}
	return n, tx.Put("twin", key, nil)
}

// TestKilledProcessLosesNothing kills a writer at any moment, again and again
// with the same file.
func TestKilledProcessLosesNothing(t *testing.T) {
	path := dbPath(t)
	before := 0
	for round := range 5 {
		writer := child(t, "write", path)
		stored := map[int]bool{}
		for range 20 + 7*round {
			n, err := strconv.Atoi(writer.line(t))
			must(t, err)
			stored[n] = true
		}
		must(t, writer.cmd.Process.Kill())
		// What it still said before it died counts as well.
		for writer.lines.Scan() {
			n, err := strconv.Atoi(writer.lines.Text())
			must(t, err)
			stored[n] = true
		}
		_ = writer.cmd.Wait() // it was killed

		db, err := bolt.Open(path, bolt.Options{})
		must(t, err)
		must(t, db.Check(t.Context()))
		numbers, twins := dump(t, db, "number"), dump(t, db, "twin")
		for n := range stored {
			if _, ok := numbers[fmt.Sprintf("%09d", n)]; !ok {
				t.Errorf("round %d: %d was stored and is gone", round, n)
			}
		}
		if len(numbers) != len(twins) || len(numbers) < before+len(stored) {
			t.Errorf("round %d: %d numbers, %d twins, %d from before, %d new ones known",
				round, len(numbers), len(twins), before, len(stored))
		}
		before = len(numbers)
		must(t, db.Close())
	}
}
