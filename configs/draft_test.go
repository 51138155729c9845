package configs

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const drafted = `
mattermost:
  url: https://chat.police.example
  token_file: token
  command_token_file: sub/commands
  teams: [police]
`

// A tool that makes the secrets can read the file that names them before.
func TestDraft(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "appealbot.yaml")
	if err := os.WriteFile(path, []byte(drafted), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(path); err == nil {
		t.Error("Load takes a configuration without its secrets")
	}
	d, err := LoadDraft(path)
	if err != nil {
		t.Fatal(err)
	}
	if d.Mattermost.URL != "https://chat.police.example" || d.Mattermost.Token.IsSet() {
		t.Errorf("%+v", d.Mattermost)
	}
	token := filepath.Join(dir, "token")
	if d.Files["mattermost.token_file"] != token || d.Files["mattermost.command_token_file"] != filepath.Join(dir, "sub", "commands") {
		t.Errorf("files: %v", d.Files)
	}
	if err := os.WriteFile(token, []byte("hunter2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if d, err = LoadDraft(path); err != nil || d.Mattermost.Token.Reveal() != "hunter2" {
		t.Errorf("a secret that is there: %v", err)
	}
	if err := os.Chmod(token, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err = LoadDraft(path); err == nil || !strings.Contains(err.Error(), "chmod o=") {
		t.Errorf("a secret that everybody can read: %v", err)
	}
	if _, err := LoadDraft(filepath.Join(dir, "none.yaml")); err == nil {
		t.Error("no file is no draft")
	}
}

func TestReadSecret(t *testing.T) {
	path := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(path, []byte("hunter2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if s, err := ReadSecret(path); err != nil || s.Reveal() != "hunter2" {
		t.Errorf("%v", err)
	}
	if err := os.Chmod(path, 0o604); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadSecret(path); err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("got %v", err)
	}
}
