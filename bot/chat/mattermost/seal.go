package mattermost

import (
	"bytes"
	"compress/flate"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"time"

	"appealbot/bot/chat"
)

// keySize is the size of Options.Key, in bytes.
const keySize = 32

// oldest is the age at which buttons die. Cards are shown anew when something
// about them changes, so only forgotten ones become this old.
const oldest = 400 * 24 * time.Hour

// A sealer makes what comes back from buttons and forms provable: the server
// adds no signature of its own to either (a real server, 2026-11), and anybody
// can make a message whose buttons call this program.
type sealer struct {
	mac  []byte
	aead cipher.AEAD
}

func newSealer(key []byte) (*sealer, error) {
	if len(key) != keySize {
		return nil, fmt.Errorf("the key for buttons and forms has %d bytes, want %d", len(key), keySize)
	}
	mac, err := hkdf.Key(sha256.New, key, nil, "appealbot mattermost buttons", keySize)
	if err != nil {
		return nil, err
	}
	enc, err := hkdf.Key(sha256.New, key, nil, "appealbot mattermost forms", keySize)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(enc)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	return &sealer{mac, aead}, err
}

// A stamp is what a button means and where it may be pressed. It travels in the
// button's context, which no user can read.
type stamp struct {
	Action  chat.Action
	Key     string // of the message that shows the button; empty in a message for one person
	Channel string
	User    string // who alone may press it; empty: whoever sees it
	At      time.Time
}

// Errors of what comes back.
var (
	errUnsigned = errors.New("the signature is wrong")
	errExpired  = errors.New("it is too old")
)

// context is the stamp with its signature. What an action says is encoded: the
// server cannot keep every character, and JSON not every byte.
func (s *sealer) context(t stamp) map[string]any {
	at := strconv.FormatInt(t.At.Unix(), 10)
	return map[string]any{
		"verb": url.QueryEscape(t.Action.Verb), "subject": url.QueryEscape(t.Action.Subject),
		"digest": url.QueryEscape(t.Action.Digest), "arg": url.QueryEscape(t.Action.Arg),
		"key": t.Key, "channel": t.Channel, "user": t.User, "at": at,
		"mac": base64.RawURLEncoding.EncodeToString(s.sign(t, at)),
	}
}

// sign signs every field, each with its length, so that no two stamps have the
// same signature.
func (s *sealer) sign(t stamp, at string) []byte {
	h := hmac.New(sha256.New, s.mac)
	for _, f := range []string{t.Action.Verb, t.Action.Subject, t.Action.Digest, t.Action.Arg, t.Key, t.Channel, t.User, at} {
		_, _ = fmt.Fprintf(h, "%d:%s", len(f), f) // never fails (hash.Hash)
	}
	return h.Sum(nil)
}

// stamp reads a button's context. It returns errUnsigned for one that was not
// made here, and errExpired for one that was made too long ago.
func (s *sealer) stamp(c map[string]any, now time.Time) (stamp, error) {
	get := func(name string) string { v, _ := c[name].(string); return v }
	text := func(name string) string { v, _ := url.QueryUnescape(get(name)); return v }
	t := stamp{
		Action: chat.Action{Verb: text("verb"), Subject: text("subject"), Digest: text("digest"), Arg: text("arg")},
		Key:    get("key"), Channel: get("channel"), User: get("user"),
	}
	mac, err := base64.RawURLEncoding.DecodeString(get("mac"))
	if err != nil || !hmac.Equal(mac, s.sign(t, get("at"))) {
		return stamp{}, errUnsigned
	}
	sec, err := strconv.ParseInt(get("at"), 10, 64)
	if err != nil {
		return stamp{}, errUnsigned
	}
	t.At = time.Unix(sec, 0)
	if now.Sub(t.At) > oldest {
		return t, errExpired
	}
	return t, nil
}

// maxState bounds what a form carries, in bytes, before and after.
const maxState = 256 << 10

// seal makes v into text that only this program can read and nobody can change.
func (s *sealer) seal(v any) (string, error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		return "", err
	}
	if _, err := w.Write(plain); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	nonce := make([]byte, s.aead.NonceSize())
	_, _ = rand.Read(nonce) // never fails (crypto/rand)
	return base64.RawURLEncoding.EncodeToString(s.aead.Seal(nonce, nonce, b.Bytes(), nil)), nil
}

// open reads what seal made. It returns errUnsigned for anything else.
func (s *sealer) open(text string, v any) error {
	if len(text) > maxState {
		return errUnsigned
	}
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(b) < s.aead.NonceSize() {
		return errUnsigned
	}
	n := s.aead.NonceSize()
	b, err = s.aead.Open(nil, b[:n], b[n:], nil)
	if err != nil {
		return errUnsigned
	}
	plain, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(b)), maxState))
	if err != nil {
		return err
	}
	return json.Unmarshal(plain, v)
}
