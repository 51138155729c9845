package store

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// A Signer is the private key of one store's audit log.
type Signer struct {
	note     note.Signer
	secret   string
	verifier *Verifier
}

// A Verifier is the public key of one store's audit log. It recognises what the
// Signer signed and can sign nothing itself.
type Verifier struct {
	note note.Verifier
	text string
}

// GenerateSigner makes a new key that is not kept anywhere.
func GenerateSigner() (*Signer, error) {
	seed := make([]byte, ed25519.SeedSize)
	if _, err := rand.Read(seed); err != nil {
		return nil, fmt.Errorf("make audit key: %w", err)
	}
	return signerOf(seed)
}

// The first byte of a key names its algorithm, as package note has it.
const algEd25519 = 1

// signerOf returns the key that a seed stands for. Its name, which is also the
// name of the log, is made of the key, so that no two logs have the same.
func signerOf(seed []byte) (*Signer, error) {
	public, _ := ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)
	sum := sha256.Sum256(public)
	name := "appealbot/" + hex.EncodeToString(sum[:8])
	text, err := note.NewEd25519VerifierKey(name, public)
	if err != nil {
		return nil, fmt.Errorf("make audit key: %w", err)
	}
	_, rest, _ := strings.Cut(text, "+")
	hash, _, _ := strings.Cut(rest, "+")
	secret := fmt.Sprintf("PRIVATE+KEY+%s+%s+%s", name, hash,
		base64.StdEncoding.EncodeToString(append([]byte{algEd25519}, seed...)))
	return parseSigner(secret)
}

// parseSigner reads what signerOf wrote.
func parseSigner(secret string) (*Signer, error) {
	n, err := note.NewSigner(secret)
	if err != nil {
		return nil, fmt.Errorf("read audit key: %w", err)
	}
	parts := strings.SplitN(secret, "+", 5) // its last part may hold a plus
	seed, err := base64.StdEncoding.DecodeString(parts[4])
	if err != nil || len(seed) != 1+ed25519.SeedSize {
		return nil, fmt.Errorf("read audit key: it has not the length of a key")
	}
	public, _ := ed25519.NewKeyFromSeed(seed[1:]).Public().(ed25519.PublicKey)
	text, err := note.NewEd25519VerifierKey(n.Name(), public)
	if err != nil {
		return nil, fmt.Errorf("read audit key: %w", err)
	}
	v, err := ParseVerifier(text)
	if err != nil {
		return nil, err
	}
	return &Signer{note: n, secret: secret, verifier: v}, nil
}

// ParseVerifier reads a public key in the form in which String writes it.
func ParseVerifier(text string) (*Verifier, error) {
	text = strings.TrimSpace(text)
	n, err := note.NewVerifier(text)
	if err != nil {
		return nil, fmt.Errorf("read public audit key: %w", err)
	}
	return &Verifier{note: n, text: text}, nil
}

// Name returns the name of the log that the key signs.
func (s *Signer) Name() string { return s.note.Name() }

// Verifier returns the public part of the key.
func (s *Signer) Verifier() *Verifier { return s.verifier }

// String returns the public key and never the private one, so that a Signer may
// end up in a log.
func (s *Signer) String() string { return s.verifier.text }

// GoString is String, for the same reason.
func (s *Signer) GoString() string { return s.verifier.text }

// Name returns the name of the log that the key verifies.
func (v *Verifier) Name() string { return v.note.Name() }

// String returns the key in one line of text, as in a .pub file.
func (v *Verifier) String() string { return v.text }
