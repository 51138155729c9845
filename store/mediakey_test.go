package store

import (
	"bytes"
	"errors"
	"testing"

	"appealbot/store/kv"
	"appealbot/store/mem"
)

func TestTheMediaKeyStaysTheSame(t *testing.T) {
	for driver, db := range map[string]kv.DB{"mem": mem.New(), "bolt": boltFile(t)} {
		t.Run(driver, func(t *testing.T) {
			v := openVault(t, db, keyOne)
			if k, err := v.KnownMediaKey(t.Context()); k != nil || err != nil {
				t.Errorf("before there is one: %d bytes, %v", len(k), err)
			}
			key, err := v.MediaKey(t.Context())
			if err != nil || len(key) != 32 || bytes.Equal(key, make([]byte, 32)) {
				t.Fatalf("%x, %v", key, err)
			}
			must(t, v.For("metro").Put(t.Context(), "media", []byte(password)))
			must(t, Rekey(t.Context(), db, keyOne, keyTwo))
			v = openVault(t, db, keyTwo)
			for _, get := range []func() ([]byte, error){
				func() ([]byte, error) { return v.MediaKey(t.Context()) },
				func() ([]byte, error) { return v.KnownMediaKey(t.Context()) },
			} {
				if again, err := get(); err != nil || !bytes.Equal(again, key) {
					t.Errorf("after the vault's key was changed: another one, %v", err)
				}
			}
			for _, ps := range dump(t, db, tableSecret)[tableSecret] {
				if bytes.Contains(ps.Value, key) {
					t.Error("it stands in the clear")
				}
			}
			if n, err := DropSecrets(t.Context(), db); n != 1 || err != nil {
				t.Errorf("dropped %d accounts' secrets, %v; want 1", n, err)
			}
			other, err := openVault(t, db, keyOne).MediaKey(t.Context())
			if err != nil || bytes.Equal(other, key) {
				t.Errorf("after everything was dropped: the same key, %v", err)
			}
		})
	}
}

func TestTwoProcessesMakeOneMediaKey(t *testing.T) {
	db := mem.New()
	v := openVault(t, db, keyOne)
	var first []byte
	slow := &Vault{db: &overtaken{db, func() {
		var err error
		first, err = v.MediaKey(t.Context())
		must(t, err)
	}}, seal: v.seal}
	second, err := slow.MediaKey(t.Context())
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("they differ, %v", err)
	}
}

func TestAnAlteredMediaKeyIsNotReplaced(t *testing.T) {
	db := mem.New()
	v := openVault(t, db, keyOne)
	_, err := v.MediaKey(t.Context())
	must(t, err)
	raw(t, db, func(k kv.Tx) { must(t, k.Put(tableSecret, mediaKey(), []byte("altered"))) })
	if _, err := v.MediaKey(t.Context()); !errors.Is(err, kv.ErrCorrupt) {
		t.Errorf("got %v, want ErrCorrupt", err)
	}
}
