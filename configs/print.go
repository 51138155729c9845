package configs

import (
	_ "embed"
	"fmt"
	"io"

	"github.com/goccy/go-yaml"
)

//go:embed example.yaml
var example []byte

// Example returns a complete, commented configuration that says the same as
// Default.
func Example() []byte { return append([]byte(nil), example...) }

// Print writes the configuration as it is in effect, as YAML that Load reads
// back to the same. Secrets are written as <secret>; a file that has them must
// say where they are before it can be loaded again.
func Print(w io.Writer, c Config) error {
	about := yaml.CommentMap{}
	for section, text := range map[string]string{
		"department": "Who publishes. Times are read and shown in this zone.",
		"people":     "Who may use the program.",
		"duty":       "Who is called to emergencies among the answers; empty: whoever may approve.",
		"accounts":   "Public accounts; empty: the practice network's own.",
		"approval":   "How many people approve, and whether one must hold a role.",
		"reminders":  "When people are reminded of what waits for approval.",
		"emergency":  "What one officer may publish alone; without role: nothing.",
		"guard":      "The pack of rules, and what is public already.",
		"contact":    "How the public reaches the police.",
		"templates":  "Own texts instead of the built-in ones; empty: none.",
		"mattermost": "The department's Mattermost server; without url: none.",
		"slack":      "The department's Slack workspace; without bot_token: none.",
		"secrets":    "What seals the credentials of accounts; without key: a file in the data folder.",
		"retention":  "How long what is kept; keep: for good.",
		"outbox":     "How long an attempt may take and how attempts are spaced.",
		"http":       "Where the program listens.",
		"log":        "What the program says about itself.",
		"data":       "Where the state is kept; empty: the user's data directory.",
	} {
		about["$."+section] = []*yaml.Comment{yaml.HeadComment(" " + text)}
	}
	b, err := yaml.MarshalWithOptions(c, yaml.WithComment(about), yaml.IndentSequence(true))
	if err != nil {
		return fmt.Errorf("print configuration: %w", err)
	}
	if _, err := w.Write(b); err != nil {
		return fmt.Errorf("print configuration: %w", err)
	}
	return nil
}

// MarshalYAML adds the section with the network's own settings.
func (a Account) MarshalYAML() (any, error) {
	type plain Account // without this method
	if a.Settings == nil {
		return plain(a), nil
	}
	b, err := yaml.Marshal(plain(a))
	if err != nil {
		return nil, err
	}
	var out yaml.MapSlice
	if err := yaml.UnmarshalWithOptions(b, &out, yaml.UseOrderedMap()); err != nil {
		return nil, err
	}
	return append(out, yaml.MapItem{Key: a.Network, Value: a.Settings}), nil
}
