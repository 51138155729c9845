package store_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/store"
	"appealbot/store/bolt"
	"appealbot/store/kv"
	"appealbot/store/mem"
)

var noon = time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func signer(t testing.TB) *store.Signer {
	t.Helper()
	s, err := store.GenerateSigner()
	must(t, err)
	return s
}

func openBolt(t testing.TB, path string) *bolt.DB {
	t.Helper()
	db, err := bolt.Open(path, bolt.Options{})
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func options(t testing.TB) store.Options {
	return store.Options{Realm: store.Practice, Signer: signer(t), Now: func() time.Time { return noon }}
}

func openStore(t testing.TB, db kv.DB) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), db, options(t))
	must(t, err)
	return s
}

// onDrivers runs a test on a new store on every driver.
func onDrivers(t *testing.T, test func(*testing.T, *store.Store)) {
	t.Run("mem", func(t *testing.T) {
		t.Parallel()
		test(t, openStore(t, mem.New()))
	})
	t.Run("bolt", func(t *testing.T) {
		t.Parallel()
		test(t, openStore(t, openBolt(t, filepath.Join(t.TempDir(), "store.db"))))
	})
}

func update(t testing.TB, s *store.Store, fn func(bot.Tx) error) {
	t.Helper()
	must(t, s.Update(t.Context(), fn))
}

// put stores things in one transaction.
func put(t testing.TB, s *store.Store, things ...any) {
	t.Helper()
	update(t, s, func(tx bot.Tx) error {
		for _, v := range things {
			if err := putOne(tx, v); err != nil {
				return err
			}
		}
		return nil
	})
}

func putOne(tx bot.Tx, v any) error {
	switch v := v.(type) {
	case bot.Case:
		return tx.PutCase(v)
	case bot.Appeal:
		return tx.PutAppeal(v)
	case bot.Post:
		_, err := tx.AddPost(v)
		return err
	case bot.Notice:
		return tx.PutNotice(v)
	case bot.Reply:
		return tx.PutReply(v)
	case bot.Cursor:
		return tx.PutCursor(v)
	case bot.Standing:
		return tx.PutStanding(v)
	case bot.Spending:
		return tx.PutSpending(v)
	case bot.Freeze:
		return tx.PutFreeze(v)
	case bot.Event:
		return tx.Append(v)
	}
	return errors.New("put what?")
}

// view returns what fn returns for a View.
func view[T any](t testing.TB, s *store.Store, fn func(bot.Tx) (T, error)) T {
	t.Helper()
	v, err := try(s, fn)
	must(t, err)
	return v
}

func try[T any](s *store.Store, fn func(bot.Tx) (T, error)) (v T, err error) {
	err = s.View(context.Background(), func(tx bot.Tx) error {
		v, err = fn(tx)
		return err
	})
	return v, err
}

func ids[T any](vs []T, id func(T) bot.ID) string {
	s := ""
	for _, v := range vs {
		s += string(id(v)) + " "
	}
	return s
}

func TestUpdateStoresAllOrNothing(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		boom := errors.New("boom")
		runs := 0
		err := s.Update(t.Context(), func(tx bot.Tx) error {
			runs++
			must(t, tx.PutCase(bot.Case{ID: "k1", Number: "2026-1"}))
			must(t, tx.Append(bot.Event{At: noon, What: "opened"}))
			return boom
		})
		if err != boom || runs != 1 { //nolint:errorlint // It has to be the very same.
			t.Errorf("Update returned %v after %d runs, want boom after one", err, runs)
		}
		if _, err := try(s, func(tx bot.Tx) (bot.Case, error) { return tx.CaseByNumber("2026-1") }); !errors.Is(err, bot.ErrNotFound) {
			t.Errorf("the case of a failed Update: %v, want ErrNotFound", err)
		}
		r, err := s.Verify(t.Context())
		if err != nil || r.Events != 1 {
			t.Errorf("Verify after a failed Update: %d events, %v; want the one of the creation", r.Events, err)
		}
	})
}

func TestViewCannotWrite(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		_, err := try(s, func(tx bot.Tx) (bool, error) { return true, tx.PutCase(bot.Case{ID: "k"}) })
		if !errors.Is(err, kv.ErrReadOnly) {
			t.Errorf("PutCase in a View: %v, want ErrReadOnly", err)
		}
	})
}

func TestSwallowedFailureIsNotStored(t *testing.T) {
	s := openStore(t, mem.New())
	err := s.Update(t.Context(), func(tx bot.Tx) error {
		must(t, tx.PutCase(bot.Case{ID: "k1"}))
		// The driver cannot take a value of this size.
		_ = tx.PutAppeal(bot.Appeal{ID: "a1", Note: strings.Repeat("x", kv.MaxValue)})
		return nil
	})
	if !errors.Is(err, kv.ErrInvalid) {
		t.Errorf("Update: %v, want ErrInvalid", err)
	}
	if _, err := try(s, func(tx bot.Tx) (bot.Case, error) { return tx.Case("k1") }); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("the case: %v, want ErrNotFound", err)
	}
}

func TestOpenWantsEverything(t *testing.T) {
	full := options(t)
	for name, o := range map[string]store.Options{
		"no realm":      {Signer: full.Signer, Now: full.Now},
		"unknown realm": {Realm: "test", Signer: full.Signer, Now: full.Now},
		"no key":        {Realm: full.Realm, Now: full.Now},
		"no clock":      {Realm: full.Realm, Signer: full.Signer},
	} {
		db := mem.New()
		if _, err := store.Open(t.Context(), db, o); err == nil {
			t.Errorf("%s: Open returned no error", name)
		}
		if _, err := store.Inspect(t.Context(), db); !errors.Is(err, store.ErrNoStore) {
			t.Errorf("%s: Inspect: %v, want ErrNoStore", name, err)
		}
	}
}

func TestRealmIsForLife(t *testing.T) {
	for _, c := range []struct{ made, opened store.Realm }{
		{store.Practice, store.Live},
		{store.Live, store.Practice},
	} {
		db := mem.New()
		o := options(t)
		o.Realm = c.made
		s, err := store.Open(t.Context(), db, o)
		must(t, err)
		if i := s.Info(); i.Realm != c.made || !i.Created.Equal(noon) {
			t.Errorf("Info is %+v", i)
		}
		_, err = store.Open(t.Context(), db, o)
		must(t, err)
		o.Realm = c.opened
		_, err = store.Open(t.Context(), db, o)
		if !errors.Is(err, store.ErrRealm) {
			t.Errorf("%s store opened as %s: %v, want ErrRealm", c.made, c.opened, err)
		}
		i, err := store.Inspect(t.Context(), db)
		if err != nil || i.Realm != c.made {
			t.Errorf("after that it is %+v, %v", i, err)
		}
	}
}

func TestOpenWantsTheKeyOfTheLog(t *testing.T) {
	db := mem.New()
	openStore(t, db)
	_, err := store.Open(t.Context(), db, options(t)) // another key
	if !errors.Is(err, store.ErrKey) {
		t.Errorf("Open with another key: %v, want ErrKey", err)
	}
}

func TestReopenFindsEverything(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	o := options(t)
	db := openBolt(t, path)
	s, err := store.Open(t.Context(), db, o)
	must(t, err)
	put(t, s, bot.Case{ID: "k1", Number: "2026-1"}, bot.Event{At: noon, What: "opened"})
	must(t, db.Close())

	s, err = store.Open(t.Context(), openBolt(t, path), o)
	must(t, err)
	if c := view(t, s, func(tx bot.Tx) (bot.Case, error) { return tx.CaseByNumber("2026-1") }); c.ID != "k1" {
		t.Errorf("found %+v", c)
	}
	if r, err := s.Verify(t.Context()); err != nil || r.Events != 2 {
		t.Errorf("%d events, %v; want 2", r.Events, err)
	}
}

func TestReadOnlyStoreCanBeReadButNotCreated(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	o := options(t)
	db := openBolt(t, path)
	empty := filepath.Join(t.TempDir(), "empty.db")
	must(t, openBolt(t, empty).Close())
	s, err := store.Open(t.Context(), db, o)
	must(t, err)
	put(t, s, bot.Case{ID: "k1", Number: "2026-1"})
	must(t, db.Close())

	ro, err := bolt.OpenReadOnly(path)
	must(t, err)
	defer func() { must(t, ro.Close()) }()
	s, err = store.Open(t.Context(), ro, o)
	must(t, err)
	if _, err := s.Verify(t.Context()); err != nil {
		t.Error(err)
	}
	err = s.Update(t.Context(), func(tx bot.Tx) error { return nil })
	if !errors.Is(err, kv.ErrReadOnly) {
		t.Errorf("Update: %v, want ErrReadOnly", err)
	}

	ro2, err := bolt.OpenReadOnly(empty)
	must(t, err)
	defer func() { must(t, ro2.Close()) }()
	if _, err = store.Open(t.Context(), ro2, o); !errors.Is(err, kv.ErrReadOnly) {
		t.Errorf("Open of an empty file for reading: %v, want ErrReadOnly", err)
	}
}
