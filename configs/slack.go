package configs

import (
	_ "embed"
	"net"
	"slices"
	"strings"

	"appealbot/bot"
)

// Slack is the department's own Slack workspace. Without a bot token it is not
// used.
type Slack struct {
	// BotToken is the Bot User OAuth Token, which begins with "xoxb-".
	BotToken Secret `yaml:"bot_token,omitzero"`
	// AppToken is the app-level token for Socket Mode, which begins with
	// "xapp-".
	AppToken Secret `yaml:"app_token,omitzero"`
	// SigningSecret is what Slack signs its calls with when Mode is HTTPMode.
	SigningSecret Secret `yaml:"signing_secret,omitzero"`
	// Mode says who calls whom: SocketMode or HTTPMode.
	Mode string `yaml:"mode"`
	// URL is the public address under which Slack reaches Listen, for
	// HTTPMode.
	URL string `yaml:"url"`
	// Listen is where the program takes what Slack sends, for HTTPMode.
	Listen string `yaml:"listen"`
	// Workspace is the id of the workspace in which the channels of cases are
	// made, for an app that is installed in a whole Enterprise organisation;
	// empty for one that is installed in a single workspace.
	Workspace string `yaml:"workspace"`
	// Command is the slash command without the slash.
	Command string `yaml:"command"`
	// API is the address of Slack's Web API.
	API string `yaml:"api"`
}

// How the program and Slack reach each other.
const (
	// SocketMode: the program connects to Slack.
	SocketMode = "socket"
	// HTTPMode: Slack calls the program.
	HTTPMode = "http"
)

func slackModes() []string { return []string{SocketMode, HTTPMode} }

// Defaults of Slack.
const (
	defaultSlackListen = "127.0.0.1:8067"
	defaultSlackAPI    = "https://slack.com/api/"
)

// Used reports whether there is a workspace.
func (s Slack) Used() bool { return s.BotToken.IsSet() }

// Called reports whether Slack calls the program, instead of the program
// connecting to Slack.
func (s Slack) Called() bool { return s.Mode == HTTPMode }

// tidy gives each setting one way of being written.
func (s *Slack) tidy() {
	s.URL = strings.TrimRight(s.URL, "/")
	s.Command = strings.TrimPrefix(s.Command, "/")
	if s.API != "" && !strings.HasSuffix(s.API, "/") {
		s.API += "/"
	}
}

// reaches reports whether the person can be known on Slack.
func (s Slack) reaches(p Person) bool {
	return s.Used() && (p.Logins[slack] != "" || p.Email != "")
}

// warnings says what is allowed here but probably not meant.
func (s Slack) warnings(people []Person, warn func(format string, args ...any)) {
	if !s.Used() {
		return
	}
	if !s.Called() && s.SigningSecret.IsSet() {
		warn("slack.signing_secret: with mode: socket it is not used; take it out, so that it cannot be lost.")
	}
	if s.Called() && s.AppToken.IsSet() {
		warn("slack.app_token: with mode: http it is not used; take it out, so that it cannot be lost.")
	}
	if s.Called() && everywhere(s.Listen) {
		warn("slack.listen: %s is every address of this machine, without encryption; listen where only the proxy behind slack.url gets.", s.Listen)
	}
	if !slices.ContainsFunc(people, func(p Person) bool { return slices.Contains(p.Roles, bot.Approver) && s.reaches(p) }) {
		warn("people: nobody with the role %q has a login on %s or an email, so nobody can approve anything there.", bot.Approver, slack)
	}
}

// everywhere reports whether an address to listen on is all of a machine's.
func everywhere(listen string) bool {
	host, _, err := net.SplitHostPort(listen)
	ip := net.ParseIP(host)
	return err == nil && (host == "" || ip != nil && ip.IsUnspecified())
}

//go:embed slack-manifest.yaml
var slackManifest []byte

// SlackManifest returns the manifest of the Slack app, as it is for Socket Mode
// and a department without a name.
func SlackManifest() []byte { return append([]byte(nil), slackManifest...) }
