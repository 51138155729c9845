package store

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// secretSize is how many random bytes a secret has.
const secretSize = 32

// LoadOrCreateSecret returns the 32 random bytes in the file at path. If there
// is none, it makes one, which only the owner of the file may read. Unlike an
// audit key, such a secret can be replaced: take the file away, and whatever was
// signed with it is not recognised any more.
func LoadOrCreateSecret(path string) ([]byte, error) {
	b, err := loadSecret(path)
	if errors.Is(err, fs.ErrNotExist) {
		b = make([]byte, secretSize)
		_, _ = rand.Read(b) // never fails (crypto/rand)
		err = writeNew(path, base64.StdEncoding.EncodeToString(b)+"\n", 0o600)
		if errors.Is(err, fs.ErrExist) {
			b, err = loadSecret(path) // another process was faster
		}
	}
	if err != nil {
		return nil, fmt.Errorf("secret %s: %w", path, err)
	}
	return b, nil
}

// ParseSecret returns the 32 random bytes that text stands for: those of a file of
// LoadOrCreateSecret, or what "openssl rand -base64 32" or "openssl rand -hex 32"
// prints. It is for secrets that come from elsewhere than a file of this program.
// The error does not contain the text.
func ParseSecret(text string) ([]byte, error) {
	text = strings.TrimSpace(text)
	for _, decode := range []func(string) ([]byte, error){
		base64.StdEncoding.DecodeString, base64.RawStdEncoding.DecodeString, base64.URLEncoding.DecodeString,
		base64.RawURLEncoding.DecodeString, hex.DecodeString,
	} {
		if b, err := decode(text); err == nil && len(b) == secretSize {
			return b, nil
		}
	}
	return nil, errors.New("it is not a key of 32 random bytes. Make one with: openssl rand -base64 32")
}

func loadSecret(path string) ([]byte, error) {
	text, err := readLine(path, true)
	if err != nil {
		return nil, err
	}
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(b) != secretSize {
		return nil, errors.New("it is not a secret of this program. Put the file back, or take it away and a new one is made")
	}
	return b, nil
}
