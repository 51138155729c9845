package kvtest

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"appealbot/store/kv"
)

// increment adds one to a number and returns the new one.
func increment(tx kv.Tx, key string) (int, error) {
	n := 0
	switch v, err := tx.Get("n", []byte(key)); {
	case err == nil:
		n = int(binary.BigEndian.Uint64(v))
	case !errors.Is(err, kv.ErrNotFound):
		return 0, err
	}
	return n + 1, tx.Put("n", []byte(key), []byte(number(n+1)))
}

func counter(t *testing.T, db kv.DB) {
	const writers, each = 8, 25
	var calls, inside atomic.Int64
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for range each {
				err := db.Update(t.Context(), func(tx kv.Tx) error {
					calls.Add(1)
					if inside.Add(1) != 1 {
						t.Error("two functions of Update run at the same time")
					}
					defer inside.Add(-1)
					_, err := increment(tx, "all")
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	view(t, db, func(tx kv.Tx) { wantValue(t, tx, "n", "all", number(writers*each)) })
	if calls.Load() != writers*each {
		t.Errorf("functions ran %d times for %d updates", calls.Load(), writers*each)
	}
}

// outcomes has writers that succeed, fail and panic side by side. Every
// successful one writes down the number that it drew, so a number that is
// missing or drawn twice shows.
func outcomes(t *testing.T, db kv.DB) {
	const writers, each = 9, 20
	no := errors.New("no")
	oops := errors.New("oops")
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				name := fmt.Sprintf("%d-%02d", w, i)
				var err error
				value := panicOf(func() {
					err = db.Update(t.Context(), func(tx kv.Tx) error {
						n, err := increment(tx, "all")
						if err != nil {
							return err
						}
						if err := tx.Put("drawn", []byte(number(n)), []byte(name)); err != nil {
							return err
						}
						switch (w + i) % 3 {
						case 0:
							return no
						case 1:
							panic(oops)
						}
						return nil
					})
				})
				switch (w + i) % 3 {
				case 0:
					if !errors.Is(err, no) || value != nil {
						t.Errorf("%s: error %v, panic %v; want its own error", name, err, value)
					}
				case 1:
					if value != any(oops) {
						t.Errorf("%s: panic %v, want its own", name, value)
					}
				default:
					if err != nil || value != nil {
						t.Errorf("%s: error %v, panic %v; want success", name, err, value)
					}
				}
			}
		})
	}
	wg.Wait()
	const successes = writers * each / 3
	view(t, db, func(tx kv.Tx) {
		wantValue(t, tx, "n", "all", number(successes))
		ps, err := tx.Scan("drawn", nil, nil, 2*successes)
		if err != nil {
			t.Fatal(err)
		}
		names := map[string]bool{}
		for i, p := range ps {
			if string(p.Key) != number(i+1) {
				t.Errorf("place %d has number %x", i, p.Key)
			}
			names[string(p.Value)] = true
		}
		for w := range writers {
			for i := range each {
				name, want := fmt.Sprintf("%d-%02d", w, i), (w+i)%3 == 2
				if names[name] != want {
					t.Errorf("%s stored: %v, want %v", name, names[name], want)
				}
			}
		}
		if len(ps) != successes {
			t.Errorf("%d numbers were drawn, want %d", len(ps), successes)
		}
	})
}
