package configs

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

func TestASecretIsNeverPrinted(t *testing.T) {
	var s Secret
	s.TakeSecret("hunter2")
	if !s.IsSet() || s.Reveal() != "hunter2" {
		t.Fatalf("revealed %q", s.Reveal())
	}
	type outer struct {
		Shown  Secret
		hidden Secret
		many   []Secret
	}
	var logged bytes.Buffer
	log := slog.New(slog.NewJSONHandler(&logged, nil))
	log.Info("start", "secret", s, "pointer", &s, "nested", outer{Shown: s})
	slog.New(slog.NewTextHandler(&logged, nil)).Info("start", "secret", s, "nested", outer{hidden: s, many: []Secret{s}})
	asJSON, err := json.Marshal(map[string]any{"s": s, "p": &s, "o": outer{Shown: s}})
	if err != nil {
		t.Fatal(err)
	}
	asYAML, err := yaml.Marshal(map[string]any{"s": s, "p": &s, "o": outer{Shown: s}})
	if err != nil {
		t.Fatal(err)
	}
	asKey, err := json.Marshal(map[Secret]int{s: 1})
	if err != nil {
		t.Fatal(err)
	}
	out := []string{logged.String(), string(asJSON), string(asYAML), string(asKey), s.String(), s.GoString(), fmt.Sprint(s, &s)}
	if got := fmt.Sprintf("%d %x", s, s); got != "<secret> <secret>" {
		t.Errorf("printed: %s", got)
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%p"} {
		for _, v := range []any{s, &s, outer{s, s, []Secret{s}}, &outer{s, s, []Secret{s}}, []Secret{s}, map[string]Secret{"k": s}} {
			out = append(out, fmt.Sprintf(verb, v))
		}
	}
	for _, o := range out {
		if strings.Contains(o, "hunter2") || strings.Contains(strings.ToLower(o), "68756e74657232") {
			t.Errorf("printed: %s", o)
		}
	}
	if !strings.Contains(string(asJSON), `"s":"<secret>"`) && !strings.Contains(string(asJSON), `"s":"\u003csecret\u003e"`) {
		t.Errorf("JSON: %s", asJSON)
	}
	if !strings.Contains(string(asYAML), "s: <secret>") {
		t.Errorf("YAML: %s", asYAML)
	}
}

func TestASecretFileLosesOneLineBreak(t *testing.T) {
	for content, want := range map[string]string{
		"abc": "abc", "abc\n": "abc", "abc\r\n": "abc", "abc\n\n": "abc\n", " a b \n": " a b ", "-----BEGIN\nxyz\n": "-----BEGIN\nxyz",
	} {
		path := filepath.Join(t.TempDir(), "token")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := readSecret(path); err != nil || got != want {
			t.Errorf("%q: got %q, %v", content, got, err)
		}
	}
}

func TestASecretFileIsForItsOwnerAndGroup(t *testing.T) {
	for mode, ok := range map[os.FileMode]bool{0o400: true, 0o600: true, 0o640: true, 0o440: true, 0o644: false, 0o604: false, 0o602: false, 0o777: false} {
		path := filepath.Join(t.TempDir(), "token")
		if err := os.WriteFile(path, []byte("hunter2"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		_, err := readSecret(path)
		if ok != (err == nil) {
			t.Errorf("mode %04o: %v", mode, err)
		}
		if err != nil && (strings.Contains(err.Error(), "hunter2") || !strings.Contains(err.Error(), "chmod")) {
			t.Errorf("mode %04o: %v", mode, err)
		}
	}
}

func TestASecretFileHasABound(t *testing.T) {
	path := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(path, bytes.Repeat([]byte("x"), maxSecret+1), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := readSecret(path); err == nil {
		t.Error("read a file that is no secret")
	}
}

// settings is what an adapter with Secret fields of this package has.
type settings struct {
	Token Secret `yaml:"token"`
}

func TestAnUnsetSecretStaysUnset(t *testing.T) {
	n := Network{Name: "n", Settings: func() any { return &settings{} }}
	c := parse(t, "accounts: [{id: a, network: n}]", n)
	if s, ok := c.Accounts[0].Settings.(*settings); !ok || s.Token.IsSet() || s.Token.Reveal() != "" {
		t.Errorf("settings %+v", c.Accounts[0].Settings)
	}
}
