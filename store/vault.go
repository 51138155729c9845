package store

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"errors"
	"fmt"
	"slices"

	"appealbot/bot"
	"appealbot/store/kv"
)

// ErrVaultKey says that the secrets were sealed with another key than the one
// given.
var ErrVaultKey = errors.New("the secrets were sealed with another key")

// maxSealed bounds one secret. Credentials are a few hundred bytes.
const maxSealed = 64 << 10

// vaultCheck is the key of what a Vault seals first, to know its key again. No
// account's secret has it: theirs contain NULs.
const vaultCheck = "check"

// A Vault keeps the secrets of accounts in a database, each of them sealed with
// AES-256-GCM under the name that it is kept by. So a backup holds none of them
// in the clear, and neither a value that was altered nor one that was put in the
// place of another is taken for good.
//
// A Vault keeps nothing in memory but its key, and may be used concurrently.
type Vault struct {
	db   kv.DB
	seal cipher.AEAD
}

// OpenVault returns the vault in db for 32 random bytes as the key: those of
// LoadOrCreateSecret or ParseSecret. The error wraps ErrVaultKey if the vault has
// another key.
//
// The database stays the caller's. It may be that of a Store.
func OpenVault(ctx context.Context, db kv.DB, key []byte) (*Vault, error) {
	seal, err := sealer(key)
	if err != nil {
		return nil, fmt.Errorf("open secrets: %w", err)
	}
	v := &Vault{db: db, seal: seal}
	var fresh bool
	err = db.View(ctx, func(t kv.Tx) (err error) {
		fresh, err = v.check(t)
		return err
	})
	if err == nil && fresh {
		err = db.Update(ctx, func(t kv.Tx) error {
			// Another process may have been faster, with another key.
			if fresh, err := v.check(t); err != nil || !fresh {
				return err
			}
			return v.put(t, []byte(vaultCheck), []byte(vaultCheck))
		})
	}
	if err != nil {
		return nil, fmt.Errorf("open secrets: %w", err)
	}
	return v, nil
}

func sealer(key []byte) (cipher.AEAD, error) {
	if len(key) != secretSize {
		return nil, fmt.Errorf("the key has %d bytes, not %d", len(key), secretSize)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	// The nonces are random: two are the same after 2^32 values with a
	// probability of 2^-32 (NIST SP 800-38D, section 8.3, November 2007).
	return cipher.NewGCMWithRandomNonce(block)
}

// check makes sure that the vault has this key. It reports whether there is no
// vault yet.
func (v *Vault) check(t kv.Tx) (fresh bool, err error) {
	b, err := t.Get(tableSecret, []byte(vaultCheck))
	switch {
	case errors.Is(err, kv.ErrNotFound):
		ps, err := t.Scan(tableSecret, nil, nil, 1)
		if err == nil && len(ps) > 0 {
			err = fmt.Errorf("%w: there are secrets, but nothing says with which key they were sealed. Restore a backup", kv.ErrCorrupt)
		}
		return true, err
	case err != nil:
		return false, err
	}
	if got, err := v.open([]byte(vaultCheck), b); err != nil || !bytes.Equal(got, []byte(vaultCheck)) {
		return false, fmt.Errorf("%w. Put the key back that belongs to this store. If it is lost, the secrets are: have them dropped, and connect every account again", ErrVaultKey)
	}
	return false, nil
}

// label is what a sealed value is bound to besides its key: where it is kept.
func label(k []byte) []byte {
	return slices.Concat([]byte("appealbot secret 1\x00"+tableSecret+"\x00"), k)
}

func (v *Vault) put(t kv.Tx, k, value []byte) error {
	return t.Put(tableSecret, k, v.seal.Seal(nil, nil, value, label(k))) //nolint:gosec // It makes the nonce itself.
}

func (v *Vault) open(k, sealed []byte) ([]byte, error) {
	value, err := v.seal.Open(nil, nil, sealed, label(k))
	if err != nil {
		return nil, fmt.Errorf("%w: it was not sealed here", kv.ErrCorrupt)
	}
	return value, nil
}

// For returns the secrets of one account.
func (v *Vault) For(account bot.AccountID) *Secrets { return &Secrets{vault: v, account: account} }

// Secrets are the secrets of one account in a Vault.
type Secrets struct {
	vault   *Vault
	account bot.AccountID
}

// key is under which key a secret is kept.
func (s *Secrets) key(what string) ([]byte, error) {
	if s.account == "" || what == "" {
		return nil, fmt.Errorf("secret %q of account %q: %w: it needs both names", what, s.account, bot.ErrInvalid)
	}
	return under(s.account).name(what), nil
}

// Get returns a secret, or nil if there is none. The error wraps kv.ErrCorrupt
// if what is kept was altered.
func (s *Secrets) Get(ctx context.Context, what string) ([]byte, error) {
	k, err := s.key(what)
	if err != nil {
		return nil, err
	}
	var value []byte
	err = s.vault.db.View(ctx, func(t kv.Tx) error {
		b, err := t.Get(tableSecret, k)
		if errors.Is(err, kv.ErrNotFound) {
			return nil
		} else if err != nil {
			return err
		}
		value, err = s.vault.open(k, b)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read secret %q of account %q: %w", what, s.account, err)
	}
	return value, nil
}

// Put keeps a secret in the place of the one with its name. It refuses an empty
// one: whoever has nothing to keep must not destroy what there is.
func (s *Secrets) Put(ctx context.Context, what string, value []byte) error {
	k, err := s.key(what)
	if err != nil {
		return err
	}
	if len(value) == 0 || len(value) > maxSealed {
		return fmt.Errorf("keep secret %q of account %q: %w: it has %d bytes, not 1 to %d", what, s.account, bot.ErrInvalid, len(value), maxSealed)
	}
	if err := s.vault.db.Update(ctx, func(t kv.Tx) error { return s.vault.put(t, k, value) }); err != nil {
		return fmt.Errorf("keep secret %q of account %q: %w", what, s.account, err)
	}
	return nil
}

// Delete drops a secret. It does nothing if there is none.
func (s *Secrets) Delete(ctx context.Context, what string) error {
	k, err := s.key(what)
	if err != nil {
		return err
	}
	if err := s.vault.db.Update(ctx, func(t kv.Tx) error { return t.Delete(tableSecret, k) }); err != nil {
		return fmt.Errorf("drop secret %q of account %q: %w", what, s.account, err)
	}
	return nil
}
