package install

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// Names are what a department's app is called and reached by. Empty ones leave
// what the manifest has.
type Names struct {
	// Bot is what people see of the bot.
	Bot string
	// Department is whose appeals they are.
	Department string
	// Command is the slash command without the slash, and Hint what is shown
	// beside it while somebody types.
	Command, Hint string
	// URL is the public address that Slack is to call; empty means Socket
	// Mode.
	URL string
	// Organisation lets the app be installed in a whole Enterprise
	// organisation.
	Organisation bool
}

// Where Slack calls the bot, below Names.URL.
const (
	pathCommands    = "/slack/commands"
	pathInteractive = "/slack/interactive"
	pathEvents      = "/slack/events"
)

// Limits of a manifest (github.com/slackapi/manifest-schema, July 2026).
const (
	maxBot         = 35   // characters of the app's name; its bot's may have 80
	maxDescription = 140  // characters
	maxCommand     = 32   // with the slash
	maxHint        = 1000 // characters
)

// Manifest fills the names into a manifest. What it changes are whole lines, so
// that its comments stay; it fails when one of them is not there.
func Manifest(manifest []byte, n Names) ([]byte, error) {
	switch {
	case len([]rune(n.Bot)) > maxBot:
		return nil, fmt.Errorf("%q has more than the %d characters that Slack takes of a name", n.Bot, maxBot)
	case len(n.Command) >= maxCommand:
		return nil, fmt.Errorf("/%s has more than the %d characters that Slack takes of a command", n.Command, maxCommand)
	}
	e := editor{text: manifest}
	if n.Bot != "" {
		e.line("  name: Appeals", "  name: "+quoted(n.Bot))
		e.line("    display_name: Appeals", "    display_name: "+quoted(n.Bot))
	}
	if n.Department != "" {
		e.begin("  description: ", "  description: "+quoted(describe(n.Department)))
	}
	if n.Command != "" {
		e.line("    - command: /appeal", "    - command: /"+n.Command)
	}
	if n.Hint != "" {
		e.line("      usage_hint: help", "      usage_hint: "+quoted(cut(n.Hint, maxHint)))
	}
	if n.Organisation {
		e.line("  org_deploy_enabled: false", "  org_deploy_enabled: true")
	}
	if n.URL != "" {
		u := strings.TrimRight(n.URL, "/")
		e.begin("# The Slack app of appealbot, for Socket Mode.", "# The Slack app of appealbot, for calls by Slack. It can be pasted as it is:")
		e.begin("    - command: ", "", "      url: "+quoted(u+pathCommands))
		e.line("  event_subscriptions:", "  event_subscriptions:", "    request_url: "+quoted(u+pathEvents))
		e.line("    is_enabled: true", "    is_enabled: true", "    request_url: "+quoted(u+pathInteractive))
		e.line("  socket_mode_enabled: true", "  socket_mode_enabled: false")
	}
	return e.text, e.err
}

// describe is the app's short description.
func describe(department string) string {
	const before, after = "Appeals for witnesses of ", ": written, approved by a second officer, published, answered."
	return before + cut(department, maxDescription-len(before)-len(after)) + after
}

// cut shortens a text to a number of characters.
func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// quoted is a text as YAML, whatever is in it: JSON's strings are YAML's.
func quoted(s string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // A string can always be written.
	return strings.TrimSuffix(b.String(), "\n")
}

// editor replaces lines of a text.
type editor struct {
	text []byte
	err  error
}

// line replaces the one line that reads as given.
func (e *editor) line(old string, lines ...string) {
	e.replace(old, func(l string) bool { return l == old }, lines)
}

// begin replaces the one line that begins as given; an empty line in its place
// means that it stays.
func (e *editor) begin(old string, lines ...string) {
	e.replace(old, func(l string) bool { return strings.HasPrefix(l, old) }, lines)
}

func (e *editor) replace(old string, is func(string) bool, by []string) {
	var out bytes.Buffer
	found := 0
	for l := range strings.Lines(string(e.text)) {
		if !is(strings.TrimSuffix(l, "\n")) {
			out.WriteString(l)
			continue
		}
		found++
		for i, b := range by {
			if i == 0 && b == "" {
				out.WriteString(l)
				continue
			}
			out.WriteString(b + "\n")
		}
	}
	if found != 1 && e.err == nil {
		e.err = fmt.Errorf("the manifest has %d lines %q, and one was expected", found, strings.TrimSpace(old))
	}
	e.text = out.Bytes()
}
