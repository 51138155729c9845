package store

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"appealbot/bot"
	"appealbot/store/bolt"
	"appealbot/store/kv"
	"appealbot/store/mem"
)

var (
	keyOne = bytes.Repeat([]byte{1}, 32)
	keyTwo = bytes.Repeat([]byte{2}, 32)
)

// password is what must never be in the clear anywhere.
const password = "correct horse battery staple"

func boltFile(t testing.TB) *bolt.DB {
	t.Helper()
	db, err := bolt.Open(filepath.Join(t.TempDir(), "store.db"), bolt.Options{})
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func openVault(t testing.TB, db kv.DB, key []byte) *Vault {
	t.Helper()
	v, err := OpenVault(t.Context(), db, key)
	must(t, err)
	return v
}

func wantSecret(t testing.TB, v *Vault, account bot.AccountID, name, want string) {
	t.Helper()
	got, err := v.For(account).Get(t.Context(), name)
	if err != nil || string(got) != want {
		t.Errorf("secret %s of %s is %q, %v; want %q", name, account, got, err, want)
	}
}

func TestASecretIsKeptUntilItIsDropped(t *testing.T) {
	for driver, db := range map[string]kv.DB{"mem": mem.New(), "bolt": boltFile(t)} {
		t.Run(driver, func(t *testing.T) {
			v := openVault(t, db, keyOne)
			metro, squad := v.For("metro"), v.For("metro-squad")
			if b, err := metro.Get(t.Context(), "credentials"); b != nil || err != nil {
				t.Errorf("before there is one: %q, %v", b, err)
			}
			must(t, metro.Put(t.Context(), "credentials", []byte("first")))
			must(t, metro.Put(t.Context(), "pending", []byte("code")))
			must(t, squad.Put(t.Context(), "credentials", []byte("squad's")))
			must(t, metro.Put(t.Context(), "credentials", []byte("second")))
			for range 2 {
				must(t, metro.Delete(t.Context(), "pending"))
			}
			again := openVault(t, db, keyOne)
			wantSecret(t, again, "metro", "credentials", "second")
			wantSecret(t, again, "metro", "pending", "")
			wantSecret(t, again, "metro-squad", "credentials", "squad's")
		})
	}
}

func TestAGoodSecretIsNotReplacedByNone(t *testing.T) {
	v := openVault(t, mem.New(), keyOne)
	s := v.For("metro")
	must(t, s.Put(t.Context(), "credentials", []byte("good")))
	for what, bad := range map[string][]byte{"nil": nil, "empty": {}, "endless": make([]byte, maxSealed+1)} {
		if err := s.Put(t.Context(), "credentials", bad); !errors.Is(err, bot.ErrInvalid) {
			t.Errorf("%s: %v, want ErrInvalid", what, err)
		}
	}
	wantSecret(t, v, "metro", "credentials", "good")
	for _, s := range []*Secrets{v.For(""), v.For("metro")} {
		name := ""
		if s.account == "" {
			name = "credentials"
		}
		_, get := s.Get(t.Context(), name)
		for what, err := range map[string]error{"Get": get, "Put": s.Put(t.Context(), name, []byte("x")), "Delete": s.Delete(t.Context(), name)} {
			if !errors.Is(err, bot.ErrInvalid) {
				t.Errorf("%s of %q, %q: %v, want ErrInvalid", what, s.account, name, err)
			}
		}
	}
}

func TestAnotherKeyIsToldAtTheStart(t *testing.T) {
	db := boltFile(t)
	v := openVault(t, db, keyOne)
	must(t, v.For("metro").Put(t.Context(), "credentials", []byte(password)))
	before := dump(t, db, tableSecret)
	_, err := OpenVault(t.Context(), db, keyTwo)
	if !errors.Is(err, ErrVaultKey) || !strings.Contains(err.Error(), "the secrets were sealed with another key. Put the key back") {
		t.Errorf("another key: %v", err)
	}
	for _, short := range [][]byte{nil, keyOne[:16], append(bytes.Clone(keyOne), 1)} {
		if _, err := OpenVault(t.Context(), db, short); err == nil || errors.Is(err, ErrVaultKey) {
			t.Errorf("a key of %d bytes: %v", len(short), err)
		}
	}
	if diff := cmp.Diff(before, dump(t, db, tableSecret)); diff != "" {
		t.Errorf("it changed what is kept: %s", diff)
	}
	wantSecret(t, openVault(t, db, keyOne), "metro", "credentials", password)
}

func TestTwoProcessesMakeOneVault(t *testing.T) {
	db := mem.New()
	_, err := OpenVault(t.Context(), &overtaken{db, func() { openVault(t, db, keyTwo) }}, keyOne)
	if !errors.Is(err, ErrVaultKey) {
		t.Errorf("the slower one with another key: %v, want ErrVaultKey", err)
	}
	db = mem.New()
	_, err = OpenVault(t.Context(), &overtaken{db, func() { openVault(t, db, keyOne) }}, keyOne)
	must(t, err)
}

// A backup, and whoever steals the file, has sealed values only.
func TestNothingIsInTheClear(t *testing.T) {
	db := boltFile(t)
	s, err := Open(t.Context(), db, Options{Realm: Live, Signer: testSigner(t, 1), Now: func() time.Time { return noon }})
	must(t, err)
	v := openVault(t, db, keyOne)
	must(t, v.For("metro").Put(t.Context(), "credentials", []byte(password)))
	var file bytes.Buffer
	_, err = s.Backup(t.Context(), &file)
	must(t, err)
	for _, form := range []string{password, base64.StdEncoding.EncodeToString([]byte(password)), hex.EncodeToString([]byte(password))} {
		if bytes.Contains(file.Bytes(), []byte(form)) {
			t.Errorf("the backup contains %q", form)
		}
	}
	if !bytes.Contains(file.Bytes(), under("metro").name("credentials")) {
		t.Error("the backup does not contain the secret at all")
	}
	sealed := func() []byte {
		return dump(t, db, tableSecret)[tableSecret][1].Value
	}
	first := sealed()
	must(t, v.For("metro").Put(t.Context(), "credentials", []byte(password)))
	if bytes.Equal(first, sealed()) {
		t.Error("the same secret looks the same when it is sealed again")
	}
}

func TestWhatWasAlteredIsNotTakenForASecret(t *testing.T) {
	db := boltFile(t)
	v := openVault(t, db, keyOne)
	must(t, v.For("metro").Put(t.Context(), "credentials", []byte(password)))
	must(t, v.For("squad").Put(t.Context(), "credentials", []byte("the squad's")))
	must(t, v.For("metro").Put(t.Context(), "app", []byte("an app's")))
	k := []byte(under("metro").name("credentials"))
	var good []byte
	raw(t, db, func(x kv.Tx) { good = rawGet(t, x, tableSecret, k) })
	other := func(from []byte) func([]byte) []byte {
		return func([]byte) (b []byte) {
			raw(t, db, func(x kv.Tx) { b = rawGet(t, x, tableSecret, from) })
			return b
		}
	}
	alter := map[string]func([]byte) []byte{
		"cut":                   func(b []byte) []byte { return b[:len(b)-1] },
		"emptied":               func([]byte) []byte { return nil },
		"made longer":           func(b []byte) []byte { return append(b, 0) },
		"another account's":     other(under("squad").name("credentials")),
		"another of its own":    other(under("metro").name("app")),
		"the check":             other([]byte(vaultCheck)),
		"put there in the open": func([]byte) []byte { return []byte(password) },
	}
	for i := range good {
		alter[fmt.Sprint("changed at byte ", i)] = func(b []byte) []byte { b[i] ^= 1; return b }
	}
	for what, fn := range alter {
		bad := fn(bytes.Clone(good))
		raw(t, db, func(x kv.Tx) { must(t, x.Put(tableSecret, k, bad)) })
		if b, err := v.For("metro").Get(t.Context(), "credentials"); !errors.Is(err, kv.ErrCorrupt) || b != nil || strings.Contains(err.Error(), password) {
			t.Errorf("%s: %q, %v; want ErrCorrupt", what, b, err)
		}
	}
	must(t, v.For("metro").Put(t.Context(), "credentials", []byte("connected again")))
	wantSecret(t, v, "metro", "credentials", "connected again")
}

func TestSecretsWithoutTheirCheckAreNotForAnyKey(t *testing.T) {
	db := mem.New()
	v := openVault(t, db, keyOne)
	must(t, v.For("metro").Put(t.Context(), "credentials", []byte(password)))
	raw(t, db, func(x kv.Tx) { must(t, x.Delete(tableSecret, []byte(vaultCheck))) })
	if _, err := OpenVault(t.Context(), db, keyOne); !errors.Is(err, kv.ErrCorrupt) {
		t.Errorf("without the check: %v, want ErrCorrupt", err)
	}
}

func manySecrets(t testing.TB, db kv.DB) {
	t.Helper()
	v := openVault(t, db, keyOne)
	for i := range 250 { // more than two pages
		must(t, v.For(bot.AccountID(fmt.Sprint("metro-", i))).Put(t.Context(), "credentials", fmt.Append(nil, password, i)))
	}
}

func TestRekeySealsEverythingAnew(t *testing.T) {
	for driver, db := range map[string]kv.DB{"mem": mem.New(), "bolt": boltFile(t)} {
		t.Run(driver, func(t *testing.T) {
			manySecrets(t, db)
			if err := Rekey(t.Context(), db, keyTwo, bytes.Repeat([]byte{3}, 32)); !errors.Is(err, ErrVaultKey) {
				t.Errorf("from a wrong key: %v, want ErrVaultKey", err)
			}
			for range 2 { // repeating it does no harm
				must(t, Rekey(t.Context(), db, keyOne, keyTwo))
			}
			if _, err := OpenVault(t.Context(), db, keyOne); !errors.Is(err, ErrVaultKey) {
				t.Errorf("with the old key: %v, want ErrVaultKey", err)
			}
			v := openVault(t, db, keyTwo)
			for i := range 250 {
				wantSecret(t, v, bot.AccountID(fmt.Sprint("metro-", i)), "credentials", fmt.Sprint(password, i))
			}
		})
	}
	if err := Rekey(t.Context(), mem.New(), keyOne, keyTwo[:5]); err == nil {
		t.Error("a short key was taken")
	}
	must(t, Rekey(t.Context(), mem.New(), keyOne, keyTwo)) // there is nothing to seal
}

// TestRekeyThatCrashesLeavesTheOldKey stops it at each of its writes.
func TestRekeyThatCrashesLeavesTheOldKey(t *testing.T) {
	db := mem.New()
	manySecrets(t, db)
	rekey := func(after int) (err error) {
		defer func() {
			if p := recover(); p != nil {
				err = errCrash
			}
		}()
		return Rekey(t.Context(), &crash{DB: db, after: after, panic: after%2 == 0}, keyOne, keyTwo)
	}
	n := 0
	for ; rekey(n) != nil; n++ {
		wantSecret(t, openVault(t, db, keyOne), "metro-249", "credentials", password+"249")
	}
	if n != 251 {
		t.Errorf("it took %d writes, want one for each secret and the check", n)
	}
	wantSecret(t, openVault(t, db, keyTwo), "metro-249", "credentials", password+"249")
}

func TestASecretThatCannotBeStoredLeavesTheOldOne(t *testing.T) {
	db := boltFile(t)
	v := openVault(t, db, keyOne)
	must(t, v.For("metro").Put(t.Context(), "credentials", []byte("old")))
	broken := &Vault{db: &crash{DB: db}, seal: v.seal}
	err := broken.For("metro").Put(t.Context(), "credentials", []byte(password))
	if !errors.Is(err, errCrash) || strings.Contains(err.Error(), password) {
		t.Errorf("got %v", err)
	}
	if err := broken.For("metro").Delete(t.Context(), "credentials"); !errors.Is(err, errCrash) {
		t.Errorf("got %v", err)
	}
	wantSecret(t, openVault(t, db, keyOne), "metro", "credentials", "old")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := v.For("metro").Get(ctx, "credentials"); !errors.Is(err, context.Canceled) {
		t.Errorf("with a ctx that is over: %v", err)
	}
}

func TestALostKeyIsNotTheEnd(t *testing.T) {
	db := boltFile(t)
	manySecrets(t, db)
	n, err := DropSecrets(t.Context(), db)
	if err != nil || n != 250 {
		t.Errorf("dropped %d, %v; want 250", n, err)
	}
	v := openVault(t, db, keyTwo)
	wantSecret(t, v, "metro-1", "credentials", "")
	must(t, v.For("metro-1").Put(t.Context(), "credentials", []byte("new")))
	wantSecret(t, v, "metro-1", "credentials", "new")
}

func TestSecretsAreKeptByManyAtOnce(t *testing.T) {
	v := openVault(t, boltFile(t), keyOne)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			account, value := bot.AccountID(fmt.Sprint("a", i)), rand.Text()
			if err := v.For(account).Put(t.Context(), "credentials", []byte(value)); err != nil {
				t.Error(err)
			}
			wantSecret(t, v, account, "credentials", value)
		})
	}
	wg.Wait()
}
