package mattermost

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
)

func testNow() time.Time { return time.Date(2026, 11, 25, 18, 0, 0, 0, time.UTC) }

func testSealer(t testing.TB, key byte) *sealer {
	t.Helper()
	k := make([]byte, keySize)
	k[0] = key
	s, err := newSealer(k)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A stamp comes back as it was made, also through the server's JSON; with any
// part of it changed it is refused.
func TestStamp(t *testing.T) {
	s := testSealer(t, 1)
	want := stamp{
		Action: chat.Action{Verb: "approve", Subject: "a1", Digest: "d\x00\xff1", Arg: "ü"}, Key: "k", Channel: "c", User: "u",
		At: testNow().Truncate(time.Second),
	}
	b, err := json.Marshal(s.context(want))
	if err != nil {
		t.Fatal(err)
	}
	var c map[string]any
	if err := json.Unmarshal(b, &c); err != nil {
		t.Fatal(err)
	}
	got, err := s.stamp(c, testNow())
	if err != nil || got.Action != want.Action || got.Key != "k" || got.Channel != "c" || got.User != "u" || !got.At.Equal(want.At) {
		t.Errorf("stamp = %+v, %v, want %+v", got, err, want)
	}
	for field := range c {
		for _, v := range []any{"x", "", nil, 7, c["at"]} {
			bad := maps.Clone(c)
			if bad[field] = v; v == c[field] {
				continue
			}
			if _, err := s.stamp(bad, testNow()); !errors.Is(err, errUnsigned) {
				t.Errorf("with %s = %v: %v, want errUnsigned", field, v, err)
			}
		}
	}
	if _, err := testSealer(t, 2).stamp(c, testNow()); !errors.Is(err, errUnsigned) {
		t.Errorf("with another key: %v, want errUnsigned", err)
	}
	if _, err := s.stamp(nil, testNow()); !errors.Is(err, errUnsigned) {
		t.Errorf("an empty context: %v, want errUnsigned", err)
	}
	if _, err := s.stamp(c, testNow().Add(oldest+time.Hour)); !errors.Is(err, errExpired) {
		t.Errorf("an old one: %v, want errExpired", err)
	}
}

// No two stamps have the same signature, wherever their fields begin and end.
func TestStampFieldsDoNotRunTogether(t *testing.T) {
	s := testSealer(t, 1)
	a := s.context(stamp{Action: chat.Action{Verb: "approve", Subject: "12"}, At: testNow()})
	b := s.context(stamp{Action: chat.Action{Verb: "approve1", Subject: "2"}, At: testNow()})
	if a["mac"] == b["mac"] {
		t.Error("two stamps have the same signature")
	}
}

func TestSeal(t *testing.T) {
	s := testSealer(t, 1)
	want := formState{ID: "i", User: "u", Form: chat.Form{Title: strings.Repeat("t", 5000)}, Values: map[string][]string{"a": {"b"}}}
	text, err := s.seal(want)
	if err != nil {
		t.Fatal(err)
	}
	if len(text) > 1000 {
		t.Errorf("%d bytes for a form that repeats itself", len(text))
	}
	var got formState
	if err := s.open(text, &got); err != nil || got.Form.Title != want.Form.Title || got.Values["a"][0] != "b" {
		t.Errorf("open: %+v, %v", got, err)
	}
	for i := 0; i < len(text); i += 7 {
		bad := []byte(text)
		bad[i] ^= 1
		if err := s.open(string(bad), &got); err == nil {
			t.Errorf("changed at %d, it opens", i)
		}
	}
	for _, bad := range []string{"", "a", "!", strings.Repeat("A", 200), strings.Repeat("A", maxState+1)} {
		if err := s.open(bad, &got); !errors.Is(err, errUnsigned) {
			t.Errorf("open %.10q: %v, want errUnsigned", bad, err)
		}
	}
	if err := testSealer(t, 2).open(text, &got); !errors.Is(err, errUnsigned) {
		t.Errorf("with another key: %v, want errUnsigned", err)
	}
}

func FuzzOpen(f *testing.F) {
	s := testSealer(f, 1)
	text, err := s.seal(formState{ID: "i"})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Fuzz(func(t *testing.T, text string) {
		var got formState
		if s.open(text, &got) == nil && got.ID != "i" {
			t.Errorf("%q opens as %+v", text, got)
		}
	})
}

// signed is a key and a trigger of bob that the server's own code signed with
// it.
func signed(t testing.TB) (key *ecdsa.PrivateKey, public, trigger string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	_, trigger, appErr := model.GenerateTriggerId("bob", key)
	if appErr != nil {
		t.Fatal(appErr)
	}
	return key, base64.StdEncoding.EncodeToString(der), trigger
}
