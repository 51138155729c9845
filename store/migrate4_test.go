package store

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"appealbot/bot"
	"appealbot/store/kv"
)

// shelf keeps pictures in memory, as the program does in files.
type shelf struct {
	kept  map[string][]byte
	calls int
	fail  int // the call that fails, from 1 on
}

func (s *shelf) keep(digest string, b []byte) error {
	if s.calls++; s.calls == s.fail {
		return errCrash
	}
	s.kept[digest] = bytes.Clone(b)
	return nil
}

func (s *shelf) options(t testing.TB) Options {
	o := oldOptions(t)
	o.Media = s.keep
	return o
}

func checkMoved(t *testing.T, db kv.DB, s *shelf) {
	t.Helper()
	if ps := dump(t, db, tableMedia)[tableMedia]; len(ps) != 0 {
		t.Errorf("%d pictures are still in the database", len(ps))
	}
	want := map[string]bot.Kept{}
	for i := range schema3Pictures {
		b := schema3Picture(i)
		if !bytes.Equal(s.kept[digestOf(b)], b) {
			t.Errorf("picture %d is no file", i)
		}
		k := bot.Kept{Digest: digestOf(b), Size: int64(len(b)), Type: []string{"image/jpeg", "image/png"}[i%2], Case: "k1", At: noon.Add(time.Hour)}
		switch {
		case i == 19:
			k.Case, k.At = "", noon.Add(24*time.Hour) // nobody used it
		case i >= 10:
			k.Case, k.At = "k2", noon.Add(2*time.Hour)
		}
		want[k.Digest] = k
	}
	got := map[string]bot.Kept{}
	must(t, ReadKept(t.Context(), db, func(k bot.Kept) error { got[k.Digest] = k; return nil }))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("records of the pictures: %s", diff)
	}
}

func TestSchema3PicturesBecomeFiles(t *testing.T) {
	for driver, db := range oldStores(t, schema3File) {
		t.Run(driver, func(t *testing.T) {
			if i, err := Inspect(t.Context(), db); err != nil || i.Schema != 3 {
				t.Fatalf("the fixture is %+v, %v", i, err)
			}
			before := dump(t, db, tableAppeal, tableRevision, tableCase)
			files := &shelf{kept: map[string][]byte{}}
			s, err := Open(t.Context(), db, files.options(t))
			must(t, err)
			if files.calls != schema3Pictures {
				t.Errorf("%d pictures were kept", files.calls)
			}
			checkMoved(t, db, files)
			if diff := cmp.Diff(before, dump(t, db, tableAppeal, tableRevision, tableCase)); diff != "" {
				t.Errorf("what there was is different: %s", diff)
			}
			if r, err := s.Verify(t.Context()); err != nil || s.Info().Schema != present() || r.Events != uint64(schema3Events+present()-2) {
				t.Errorf("%+v, %d events, %v", s.Info(), r.Events, err)
			}
			_, err = Open(t.Context(), db, files.options(t))
			must(t, err)
			if files.calls != schema3Pictures {
				t.Error("opening it again kept them again")
			}
		})
	}
}

// TestMovingThatCrashesLosesNoPicture stops it at each picture, and at each write
// of the transaction behind them.
func TestMovingThatCrashesLosesNoPicture(t *testing.T) {
	db := oldStores(t, schema3File)["mem"]
	old := dump(t, db, everyTable()...)
	unchanged := func(what string, n int) {
		t.Helper()
		if !reflect.DeepEqual(old, dump(t, db, everyTable()...)) {
			t.Fatalf("%s %d: it changed the store", what, n)
		}
	}
	for n := 1; n <= schema3Pictures; n++ {
		files := &shelf{kept: map[string][]byte{}, fail: n}
		if _, err := Open(t.Context(), db, files.options(t)); !errors.Is(err, errCrash) || !strings.Contains(err.Error(), "from schema 3 to 4") {
			t.Fatalf("picture %d: %v", n, err)
		}
		unchanged("picture", n)
	}
	files := &shelf{kept: map[string][]byte{}}
	n := 0
	for ; ; n++ {
		_, err := Open(t.Context(), &crash{DB: db, after: n}, files.options(t))
		if err == nil {
			break
		}
		if !errors.Is(err, errCrash) {
			t.Fatal(err)
		}
		unchanged("write", n)
	}
	if n < 2*schema3Pictures {
		t.Errorf("it took only %d writes", n)
	}
	checkMoved(t, db, files)
}

func TestPicturesWithoutAPlaceStay(t *testing.T) {
	db := oldStores(t, schema3File)["mem"]
	old := dump(t, db, everyTable()...)
	if _, err := Open(t.Context(), db, oldOptions(t)); err == nil || !strings.Contains(err.Error(), "no place for them") {
		t.Errorf("without a place: %v", err)
	}
	files := &shelf{kept: map[string][]byte{}}
	raw(t, db, func(k kv.Tx) { must(t, k.Put(tableMedia, []byte(digestOf(schema3Picture(7))), []byte("another"))) })
	if _, err := Open(t.Context(), db, files.options(t)); !errors.Is(err, kv.ErrCorrupt) || len(files.kept) == schema3Pictures {
		t.Errorf("a damaged one: %v, want ErrCorrupt", err)
	}
	raw(t, db, func(k kv.Tx) {
		must(t, k.Put(tableMedia, []byte(digestOf(schema3Picture(7))), schema3Picture(7)))
	})
	if !reflect.DeepEqual(old, dump(t, db, everyTable()...)) {
		t.Error("the store was changed")
	}
	// One that comes in behind the others' backs is not thrown away.
	late := []byte("\x89PNG, late")
	files = &shelf{kept: map[string][]byte{}}
	o := files.options(t)
	o.Media = func(d string, b []byte) error {
		if files.calls == schema3Pictures-1 {
			raw(t, db, func(k kv.Tx) { must(t, k.Put(tableMedia, []byte("0"), late)) })
		}
		return files.keep(d, b)
	}
	if _, err := Open(t.Context(), db, o); err == nil || !strings.Contains(err.Error(), "Start the program again") {
		t.Errorf("a late one: %v", err)
	}
}
