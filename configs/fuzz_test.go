package configs

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// FuzzLoad: whatever a file holds, loading it ends without a panic, every
// problem is a sentence with a place inside the file, and what was accepted
// prints as a file that means the same.
func FuzzLoad(f *testing.F) {
	f.Add(Example())
	f.Add([]byte(full))
	files, err := filepath.Glob("testdata/mistakes/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(a.Files[0].Data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if strings.Contains(string(data), "dir") {
			t.Skip("would read directories of this machine")
		}
		c, err := Parse("fuzz.yaml", data)
		if err != nil {
			checkErrors(t, err, strings.Count(string(data), "\n")+strings.Count(string(data), "\r")+1)
			return
		}
		if _, err := c.Roster(); err != nil {
			t.Errorf("accepted people that are no roster: %v", err)
		}
		if _, err := c.Department.Location(); err != nil {
			t.Errorf("accepted a zone that is none: %v", err)
		}
		_ = c.Warnings()
		printed := print(t, c)
		if c.Mattermost.Token.IsSet() || c.Mattermost.CommandToken.IsSet() || c.Slack.BotToken.IsSet() || c.Slack.AppToken.IsSet() || c.Slack.SigningSecret.IsSet() {
			return // its secrets come from this machine, and it does not print them
		}
		again, err := Parse("again.yaml", []byte(printed))
		if err != nil {
			t.Fatalf("printed configuration does not load: %v\n%s", err, printed)
		}
		if diff := cmp.Diff(c, again, sameSecrets()); diff != "" {
			t.Errorf("printed configuration means something else:\n%s", diff)
		}
	})
}

func checkErrors(t *testing.T, err error, lines int) {
	t.Helper()
	var es Errors
	if !errors.As(err, &es) || len(es) == 0 {
		t.Fatalf("a %T: %v", err, err)
	}
	for _, p := range es {
		if p.File != "fuzz.yaml" || p.Line < 0 || p.Line > lines+1 || p.Text == "" {
			t.Errorf("problem %+v in %d lines", p, lines)
		}
	}
}
