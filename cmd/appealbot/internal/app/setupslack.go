package app

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"

	"github.com/goccy/go-yaml"

	slackinstall "appealbot/bot/chat/slack/install"
	"appealbot/configs"
)

type setupSlackCmd struct {
	Config       string `help:"Configuration file; what it says is used where a flag does not say otherwise. Secrets that it names may be missing still." placeholder:"FILE" type:"path" env:"APPEALBOT_CONFIG"`
	URL          string `name:"url" help:"Public https address that Slack is to call. Without it, the program connects to Slack (Socket Mode), and nothing has to be open to the internet." placeholder:"URL"`
	Name         string `help:"What people see of the bot." default:"Appeals"`
	Department   string `help:"Whose appeals they are, where there is no configuration." placeholder:"NAME"`
	Command      string `help:"The slash command." placeholder:"NAME"`
	Organisation bool   `help:"Let the app be installed in a whole Enterprise organisation."`
}

// Run prints the manifest, and beside it what to do with it.
func (c setupSlackCmd) Run(sys System) error {
	d, err := c.draft()
	if err != nil {
		return err
	}
	names := slackinstall.Names{
		Bot: c.Name, Department: cmp.Or(c.Department, d.Department.Name), Command: d.Slack.Command, Hint: hint(),
		Organisation: c.Organisation || d.Slack.Workspace != "",
	}
	if d.Slack.Called() {
		names.URL = d.Slack.URL
	}
	text, err := slackinstall.Manifest(configs.SlackManifest(), names)
	if err != nil {
		return err
	}
	if _, err := sys.Stdout.Write(text); err != nil {
		return err
	}
	_, err = fmt.Fprint(sys.Stderr, c.steps(d))
	return err
}

// draft puts the flags over the configuration.
func (c setupSlackCmd) draft() (configs.Draft, error) {
	d := configs.Draft{Config: configs.Default()}
	d.Department.Name = "" // that of the practice room is nobody's
	if c.Config != "" {
		var err error
		if d, err = configs.LoadDraft(c.Config, networks()...); err != nil {
			return d, err
		}
	}
	if c.URL != "" {
		d.Slack.Mode, d.Slack.URL = configs.HTTPMode, strings.TrimRight(c.URL, "/")
	}
	if c.Command != "" {
		d.Slack.Command = strings.TrimPrefix(c.Command, "/")
	}
	// The configuration's own words about addresses and commands.
	section := yaml.MapSlice{{Key: "command", Value: d.Slack.Command}, {Key: "mode", Value: d.Slack.Mode}, {Key: "url", Value: d.Slack.URL}}
	text, err := yaml.Marshal(yaml.MapSlice{{Key: "slack", Value: section}})
	if err != nil {
		return d, err
	}
	_, err = configs.ParseDraft("slack", text)
	return d, err
}

// steps say what to do with the manifest.
func (c setupSlackCmd) steps(d configs.Draft) string {
	var b strings.Builder
	step := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	s, conf := d.Slack, cmp.Or(c.Config, "FILE")
	bot, app, signing := secretFile(d, "bot_token_file", "slack-bot-token"), secretFile(d, "app_token_file", "slack-app-token"), secretFile(d, "signing_secret_file", "slack-signing-secret")
	step("\nThis is the manifest of the app. What to do with it:\n")
	step("1. Open %s > Create New App > From a manifest. Choose the workspace, choose YAML,\n   put the manifest in place of what is there, look it over and create the app.", appsPage(s.API))
	step("2. Install App > Install to Workspace > Allow. An administrator of the workspace may have to\n   approve that.")
	step("3. Put two secrets into files that only the program's user can read:")
	secret := func(where, begins, file string) {
		step("     %s%s\n       (umask 077; cat > %s)", where, begins, file)
	}
	secret("OAuth & Permissions > Bot User OAuth Token", ", xoxb-...", bot)
	if s.Called() {
		secret("Basic Information > App Credentials > Signing Secret", "", signing)
	} else {
		secret("Basic Information > App-Level Tokens > Generate Token and Scopes, scope connections:write", ", xapp-...", app)
	}
	step("4. Write into the configuration, with your people's e-mail addresses or member IDs in people:")
	step("     slack:\n       bot_token_file: %s", bot)
	switch {
	case s.Called():
		step("       signing_secret_file: %s\n       mode: http\n       url: %s\n       listen: %s", signing, s.URL, s.Listen)
	default:
		step("       app_token_file: %s", app)
	}
	if s.Command != configs.Default().Slack.Command {
		step("       command: %s", s.Command)
	}
	if c.Organisation || s.Workspace != "" {
		step("       workspace: %s", cmp.Or(s.Workspace, "T... (the workspace in which channels are made)"))
	}
	step("5. In Slack, %stype /invite @%s. Then:", inChannels(standing(d.Config)), c.Name)
	step("     appealbot serve --config %s\n     appealbot doctor --config %s        # in another terminal", conf, conf)
	if s.Called() {
		step("   App Manifest says that the URL is not verified: with the program running, verify it there.")
	}
	step("   Then type /%s in Slack.", s.Command)
	return b.String()
}

// secretFile is where a secret is, or is to be put, as the configuration names
// it.
func secretFile(d configs.Draft, key, usual string) string {
	if f := d.Files["slack."+key]; f != "" {
		return f
	}
	return usual
}

// appsPage is where apps are made.
func appsPage(address string) string {
	u, err := url.Parse(address)
	if err != nil || !strings.HasPrefix(u.Host, "slack") {
		return "https://api.slack.com/apps"
	}
	return "https://api." + u.Host + "/apps"
}

// inChannels names channels in a sentence.
func inChannels(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "in #" + strings.Join(names, " and #") + ", "
}
