package configs

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write what the tests saw into testdata")

// harbour is a network as a later adapter would declare it, without knowing
// this package.
type harbour struct {
	URL   string     `yaml:"url"`
	Boats int        `yaml:"boats"`
	Token secretWord `yaml:"token"`
}

type secretWord struct{ word string }

func (s *secretWord) TakeSecret(v string)    { s.word = v }
func (secretWord) MarshalYAML() (any, error) { return "<secret>", nil }
func (h *harbour) Check() error {
	if h.URL == "" {
		return errors.New("url is missing; write the address of your harbour.")
	}
	return nil
}

func harbourNetwork() Network {
	return Network{Name: "harbour", Settings: func() any { return &harbour{Boats: 3} }}
}

// unpack writes the archive's files and returns their directory. A name that
// ends in four digits has this mode.
func unpack(t *testing.T, a *txtar.Archive) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range a.Files {
		path := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		mode, err := strconv.ParseUint(strings.TrimPrefix(filepath.Ext(f.Name), "."), 8, 9)
		if err != nil {
			mode = 0o600
		}
		if err := os.WriteFile(path, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, os.FileMode(mode)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestEveryMistakeIsExplained(t *testing.T) {
	files, err := filepath.Glob("testdata/mistakes/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no mistakes found:", err)
	}
	t.Setenv("APPEALBOT_TEST_TOKEN", "hunter2-hunter2")
	slackSecrets(t)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			dir := unpack(t, a)
			var networks []Network
			if strings.Contains(string(a.Files[0].Data), "harbour") {
				networks = append(networks, harbourNetwork())
			}
			c, err := Load(filepath.Join(dir, "config.yaml"), networks...)
			if err == nil {
				t.Fatalf("loaded: %+v", c)
			}
			got := strings.ReplaceAll(err.Error(), dir+string(filepath.Separator), "") + "\n"
			got = strings.ReplaceAll(got, dir, "DIR")
			if !errors.As(err, new(Errors)) {
				t.Errorf("the error is a %T, not an Errors", err)
			}
			if strings.Contains(got, "hunter2") {
				t.Error("the error repeats a secret")
			}
			if *update {
				writeWant(t, file, a, got)
				return
			}
			want := ""
			for _, f := range a.Files {
				if f.Name == "want" {
					want = string(f.Data)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
		})
	}
}

func writeWant(t *testing.T, file string, a *txtar.Archive, got string) {
	t.Helper()
	for i, f := range a.Files {
		if f.Name == "want" {
			a.Files = append(a.Files[:i], a.Files[i+1:]...)
			break
		}
	}
	a.Files = append(a.Files, txtar.File{Name: "want", Data: []byte(got)})
	if err := os.WriteFile(file, txtar.Format(a), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAMissingFileIsNamed(t *testing.T) {
	_, err := Load(filepath.Join(t.TempDir(), "none.yaml"))
	if !errors.Is(err, os.ErrNotExist) || !strings.Contains(fmt.Sprint(err), "none.yaml") {
		t.Errorf("got %v", err)
	}
}
