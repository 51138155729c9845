package app

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/goccy/go-yaml"

	"appealbot/bot/chat/mattermost/install"
	"appealbot/configs"
)

// snippet is the section of a configuration for a server.
func snippet(m configs.Mattermost, tokenFile, commandFile string) ([]byte, error) {
	section := yaml.MapSlice{{Key: "url", Value: m.URL}}
	if tokenFile != "" {
		section = append(section, yaml.MapItem{Key: "token_file", Value: tokenFile}, yaml.MapItem{Key: "command_token_file", Value: commandFile})
	} else {
		section = append(section, yaml.MapItem{Key: "token_file", Value: "mattermost-token"})
	}
	section = append(section,
		yaml.MapItem{Key: "teams", Value: m.Teams}, yaml.MapItem{Key: "command", Value: m.Command},
		yaml.MapItem{Key: "listen", Value: m.Listen}, yaml.MapItem{Key: "callback", Value: m.Callback},
	)
	return yaml.MarshalWithOptions(yaml.MapSlice{{Key: "mattermost", Value: section}}, yaml.IndentSequence(true))
}

// section is the snippet with the files as they are named from beside it.
func (p *setupPlan) section(beside string) ([]byte, error) {
	return snippet(p.m, relative(beside, p.tokenFile), relative(beside, p.commandFile))
}

// relative is a path as a file in another folder names it.
func relative(dir, path string) string {
	if r, err := filepath.Rel(dir, path); err == nil && filepath.IsLocal(r) {
		return r
	}
	return path
}

// configSteps compares the configuration with what was set up. A file that is
// there already is never changed.
func (p *setupPlan) configSteps() []install.Step {
	if p.config != "" {
		return p.compare()
	}
	path := filepath.Join(filepath.Dir(p.tokenFile), "mattermost.yaml")
	text, err := p.section(filepath.Dir(path))
	if err != nil {
		return []install.Step{{State: install.ByHand, Text: err.Error()}}
	}
	switch had, err := os.ReadFile(path); {
	case bytes.Equal(had, text):
		return []install.Step{{State: install.Same, Text: path + " has the section of the configuration"}}
	case err == nil:
		return []install.Step{{State: install.ByHand, Text: path + " says something else and is left as it is", How: lines(text)}}
	case !errors.Is(err, fs.ErrNotExist):
		return []install.Step{{State: install.ByHand, Text: err.Error(), How: lines(text)}}
	}
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, text, 0o600)); err != nil {
		return []install.Step{{State: install.ByHand, Text: err.Error(), How: lines(text)}}
	}
	return []install.Step{{State: install.Done, Text: path + " has the section of the configuration; put it into your configuration file"}}
}

// compare says what the configuration file has to say in addition.
func (p *setupPlan) compare() []install.Step {
	m, d := p.m, p.drafted
	same := d.URL == m.URL && slices.Equal(d.Teams, m.Teams) && d.Listen == m.Listen && d.Callback == m.Callback && p.complete
	if same && p.renewed && p.fromEnv {
		return []install.Step{{
			State: install.ByHand, Essential: true, Text: p.config + " takes the bot's token from the environment, where the old one is",
			How: []string{"Put the new one there: it is in " + p.tokenFile + ". Or write token_file instead of token_env."},
		}}
	}
	if same {
		return []install.Step{{State: install.Same, Text: p.config + " says the same"}}
	}
	text, err := p.section(filepath.Dir(p.config))
	if err != nil {
		return []install.Step{{State: install.ByHand, Text: err.Error()}}
	}
	return []install.Step{{
		State: install.ByHand, Essential: true, Text: fmt.Sprintf("%s does not say the same; put this into it in place of its own section mattermost, if it has one", p.config), How: lines(text),
	}}
}

func lines(text []byte) []string {
	var out []string
	for l := range bytes.Lines(text) {
		out = append(out, string(bytes.TrimRight(l, "\n")))
	}
	return out
}
