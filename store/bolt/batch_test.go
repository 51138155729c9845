package bolt_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/store/bolt"
	"appealbot/store/kv"
)

// together runs Updates that all wait at the same time: a first one, of its
// own, stays inside until the others stand in line behind it, in their order.
// It returns the errors and the panics of the others.
func together(t *testing.T, db *bolt.DB, fns ...func(kv.Tx) error) (errs []error, panics []any) {
	t.Helper()
	errs, panics = make([]error, len(fns)), make([]any, len(fns))
	release := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		if err := db.Update(t.Context(), func(tx kv.Tx) error {
			<-release
			return tx.Put("first", []byte("k"), nil)
		}); err != nil && len(fns) > 0 {
			t.Logf("the Update in front: %v", err)
		}
	})
	synctest.Wait()
	for i, fn := range fns {
		wg.Go(func() {
			defer func() { panics[i] = recover() }()
			errs[i] = db.Update(t.Context(), fn)
		})
		synctest.Wait()
	}
	close(release)
	wg.Wait()
	return errs, panics
}

// commits opens a database in a bubble and notes its commits.
func commits(t *testing.T, o bolt.Options, test func(t *testing.T, db *bolt.DB, seen *[]bolt.Commit)) {
	path := dbPath(t)
	synctest.Test(t, func(t *testing.T) {
		var seen []bolt.Commit
		o.Observe = func(c bolt.Commit) { seen = append(seen, c) }
		db, err := bolt.Open(path, o)
		must(t, err)
		test(t, db, &seen)
		must(t, db.Close())
	})
}

func putter(key string) func(kv.Tx) error {
	return func(tx kv.Tx) error { return tx.Put("t", []byte(key), []byte("v")) }
}

func TestWaitingUpdatesShareACommit(t *testing.T) {
	commits(t, bolt.Options{}, func(t *testing.T, db *bolt.DB, seen *[]bolt.Commit) {
		var fns []func(kv.Tx) error
		for i := range 20 {
			fns = append(fns, putter(fmt.Sprint(i)))
		}
		errs, _ := together(t, db, fns...)
		must(t, errors.Join(errs...))
		if len(*seen) != 1 || (*seen)[0].Updates != 21 {
			t.Errorf("the commits were %+v, want one of 21 updates", *seen)
		}
		if all := dump(t, db, "t"); len(all) != 20 {
			t.Errorf("%d keys are stored, want 20", len(all))
		}
	})
}

func TestBatchesHaveABound(t *testing.T) {
	const bound = 128
	commits(t, bolt.Options{}, func(t *testing.T, db *bolt.DB, seen *[]bolt.Commit) {
		var fns []func(kv.Tx) error
		for i := range bound {
			fns = append(fns, putter(fmt.Sprint(i)))
		}
		errs, _ := together(t, db, fns...)
		must(t, errors.Join(errs...))
		if len(*seen) != 2 || (*seen)[0].Updates != bound || (*seen)[1].Updates != 1 {
			t.Errorf("the commits were %+v, want one of %d updates and one of 1", *seen, bound)
		}
	})
	commits(t, bolt.Options{}, func(t *testing.T, db *bolt.DB, seen *[]bolt.Commit) {
		large := func(tx kv.Tx) error { return tx.Put("t", []byte("k"), make([]byte, 3<<20)) }
		errs, _ := together(t, db, large, large, large, large)
		must(t, errors.Join(errs...))
		if len(*seen) != 2 || (*seen)[0].Updates != 4 || (*seen)[1].Updates != 1 {
			t.Errorf("the commits were %+v, want to end one after 9 MiB in 4 updates", *seen)
		}
	})
}

func TestUpdatesOfABatchFailByThemselves(t *testing.T) {
	commits(t, bolt.Options{}, func(t *testing.T, db *bolt.DB, seen *[]bolt.Commit) {
		no := errors.New("no")
		sees := func(tx kv.Tx, want ...string) error {
			ps, err := tx.Scan("t", nil, nil, 99)
			var got []string
			for _, p := range ps {
				got = append(got, string(p.Key))
			}
			if g, w := strings.Join(got, " "), strings.Join(want, " "); g != w {
				return fmt.Errorf("sees %q, want %q", g, w)
			}
			return err
		}
		errs, panics := together(t, db,
			func(tx kv.Tx) error { return errors.Join(sees(tx), tx.Put("t", []byte("a"), nil)) },
			func(tx kv.Tx) error {
				return errors.Join(sees(tx, "a"), tx.Delete("t", []byte("a")), tx.Put("t", []byte("b"), nil), no)
			},
			func(tx kv.Tx) error {
				if err := errors.Join(sees(tx, "a"), tx.Put("t", []byte("c"), nil)); err != nil {
					return err
				}
				panic(no)
			},
			func(tx kv.Tx) error { return errors.Join(sees(tx, "a"), tx.Put("t", []byte("d"), nil)) },
			func(tx kv.Tx) error { return errors.Join(sees(tx, "a", "d"), tx.Delete("t", []byte("a"))) },
			func(tx kv.Tx) error { return sees(tx, "d") },
		)
		for i, err := range errs {
			if want := i == 1; errors.Is(err, no) != want || err != nil && !want {
				t.Errorf("update %d: %v", i, err)
			}
			if want := i == 2; (panics[i] == any(no)) != want {
				t.Errorf("update %d panicked with %v", i, panics[i])
			}
		}
		if len(*seen) != 1 || (*seen)[0].Updates != 7 {
			t.Errorf("the commits were %+v, want one of 7 updates", *seen)
		}
		if all := dump(t, db, "t"); len(all) != 1 {
			t.Errorf("stored %v, want d only", all)
		}
	})
}

// TestFailedCommitFailsTheBatch has a change in the batch that does not fit.
func TestFailedCommitFailsTheBatch(t *testing.T) {
	commits(t, bolt.Options{MaxSize: 40 << 20}, func(t *testing.T, db *bolt.DB, seen *[]bolt.Commit) {
		put(t, db, "t", "before", strings.Repeat("x", 20<<20))
		no := errors.New("no")
		errs, _ := together(t, db,
			putter("beside"),
			func(tx kv.Tx) error { return tx.Put("t", []byte("large"), make([]byte, 7<<20)) },
			func(tx kv.Tx) error {
				if _, err := tx.Get("t", []byte("beside")); err != nil {
					return err
				}
				return no // because of something that will not come true
			},
		)
		for i, err := range errs {
			if !errors.Is(err, kv.ErrFull) || errors.Is(err, no) {
				t.Errorf("update %d: %v, want ErrFull", i, err)
			}
		}
		last := (*seen)[len(*seen)-1]
		if last.Updates != 4 || !errors.Is(last.Err, kv.ErrFull) {
			t.Errorf("the last commit was %+v, want a failed one of 4", last)
		}
		if all := dump(t, db, "t"); len(all) != 1 {
			t.Errorf("stored %d keys, want one", len(all))
		}
		must(t, db.Check(t.Context()))
		must(t, db.Update(t.Context(), func(tx kv.Tx) error { return tx.Delete("t", []byte("before")) }))
		// What was freed can be used in the transaction after the next.
		put(t, db, "t", "after", "v")
		put(t, db, "t", "large", strings.Repeat("x", 7<<20))
	})
}

func TestUpdateWithoutChangesCommitsNothing(t *testing.T) {
	commits(t, bolt.Options{}, func(t *testing.T, db *bolt.DB, seen *[]bolt.Commit) {
		must(t, db.Update(t.Context(), func(tx kv.Tx) error {
			_, err := tx.Scan("t", nil, nil, 9)
			return err
		}))
		no := errors.New("no")
		err := db.Update(t.Context(), func(tx kv.Tx) error { return errors.Join(putter("k")(tx), no) })
		if !errors.Is(err, no) {
			t.Errorf("Update: %v", err)
		}
		if len(*seen) != 0 {
			t.Errorf("there were commits: %+v", *seen)
		}
	})
}

func TestCommitsAreTimed(t *testing.T) {
	var now time.Time
	clock := func() time.Time { now = now.Add(time.Second); return now }
	commits(t, bolt.Options{Now: clock}, func(t *testing.T, db *bolt.DB, seen *[]bolt.Commit) {
		put(t, db, "t", "k", "v")
		if len(*seen) != 1 || (*seen)[0] != (bolt.Commit{Updates: 1, Took: time.Second}) {
			t.Errorf("the commits were %+v, want one of one update that took a second", *seen)
		}
	})
}

// TestScanBackOverWhatTheBatchEmptied is about pages that are empty until the
// commit.
func TestScanBackOverWhatTheBatchEmptied(t *testing.T) {
	commits(t, bolt.Options{}, func(t *testing.T, db *bolt.DB, _ *[]bolt.Commit) {
		key := func(i int) []byte { return fmt.Appendf(nil, "%05d", i) }
		must(t, db.Update(t.Context(), func(tx kv.Tx) error {
			for i := range 5000 {
				if err := tx.Put("t", key(i), []byte(strings.Repeat("v", 50))); err != nil {
					return err
				}
			}
			return nil
		}))
		keep := func(i int) bool { return i < 10 || i == 2500 || i > 4900 }
		errs, _ := together(t, db,
			func(tx kv.Tx) error {
				for i := range 5000 {
					if keep(i) {
						continue
					}
					if err := tx.Delete("t", key(i)); err != nil {
						return err
					}
				}
				return nil
			},
			func(tx kv.Tx) error {
				for _, end := range []int{5000, 4901, 4000, 2501, 2500, 1000, 10, 5, 0} {
					ps, err := tx.ScanBack("t", nil, key(end), 5000)
					if err != nil {
						return err
					}
					for i := end - 1; i >= 0; i-- {
						if !keep(i) {
							continue
						}
						if len(ps) == 0 || string(ps[0].Key) != string(key(i)) {
							return fmt.Errorf("back from %d: %d pairs left at %d", end, len(ps), i)
						}
						ps = ps[1:]
					}
					if len(ps) > 0 {
						return fmt.Errorf("back from %d: %d pairs too many", end, len(ps))
					}
				}
				return nil
			},
		)
		must(t, errors.Join(errs...))
	})
}
