package app

import (
	"fmt"
	"testing"

	"appealbot/store"
	"appealbot/store/mem"
)

// What an adapter remembers lies beside the store in one database, in order of
// its keys, and can be changed while it is read.
func TestMemory(t *testing.T) {
	db := mem.New()
	key, err := store.GenerateSigner()
	if err != nil {
		t.Fatal(err)
	}
	open := func() {
		if _, err := store.Open(t.Context(), db, store.Options{Realm: store.Practice, Signer: key, Now: now}); err != nil {
			t.Fatal(err)
		}
	}
	open()
	m := memory{keeper{db, "test"}}
	const many = 2*keeperPage + 3
	for i := range many {
		if err := m.Save(fmt.Sprintf("post/%05d", i), []byte{1}); err != nil {
			t.Fatal(err)
		}
	}
	for _, k := range []string{"pos", "post", "post0", "room/1", "since"} {
		if err := m.Save(k, []byte(k)); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	err = m.Load("post/", func(key string, value []byte) error {
		if want := fmt.Sprintf("post/%05d", n); key != want || len(value) != 1 {
			t.Errorf("%q = %q, want the key %q", key, value, want)
		}
		n++
		return m.Save(key, nil)
	})
	if err != nil || n != many {
		t.Errorf("%d of %d, %v", n, many, err)
	}
	for k, want := range map[string]string{"post/00000": "", "nothing": "", "since": "since"} {
		if got, err := m.Get(k); err != nil || string(got) != want {
			t.Errorf("%s = %q, %v", k, got, err)
		}
	}
	left := 0
	if err := m.keeper.Load(func(string, []byte) error { left++; return nil }); err != nil || left != 5 {
		t.Errorf("%d are left, %v", left, err)
	}
	open()
}
