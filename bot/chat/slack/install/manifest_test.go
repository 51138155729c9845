package install_test

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	api "github.com/slack-go/slack"

	"appealbot/bot/chat/slack"
	"appealbot/bot/chat/slack/install"
	"appealbot/configs"
)

// parsed reads a manifest as Slack does: nothing in it may be unknown.
func parsed(t *testing.T, text []byte) api.Manifest {
	t.Helper()
	var m api.Manifest
	if err := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict()).Decode(&m); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return m
}

// The manifest asks for what the table needs, and for nothing else.
func TestTheManifestAsksForWhatIsUsed(t *testing.T) {
	m := parsed(t, configs.SlackManifest())
	sorted := func(s []string) []string { return slices.Sorted(slices.Values(s)) }
	if diff := cmp.Diff(install.Scopes(), sorted(m.OAuthConfig.Scopes.Bot)); diff != "" {
		t.Errorf("scopes (-table +manifest):\n%s", diff)
	}
	var events []string
	for _, e := range install.Events() {
		if !strings.Contains(e.Name, " ") {
			events = append(events, e.Name)
		}
	}
	if diff := cmp.Diff(sorted(events), sorted(m.Settings.EventSubscriptions.BotEvents)); diff != "" {
		t.Errorf("events (-table +manifest):\n%s", diff)
	}
	if len(m.OAuthConfig.Scopes.User) > 0 || len(m.Settings.EventSubscriptions.UserEvents) > 0 {
		t.Error("it asks for rights of people")
	}
	if !m.Settings.SocketModeEnabled || m.Settings.OrgDeployEnabled || m.Settings.TokenRotationEnabled || !m.Settings.Interactivity.IsEnabled {
		t.Errorf("%+v", m.Settings)
	}
}

// Each scope and each event has a comment above it, or shares one.
func TestTheManifestSaysWhatForItAsks(t *testing.T) {
	var list, commented bool
	for l := range strings.Lines(string(configs.SlackManifest())) {
		switch l = strings.TrimSpace(l); {
		case l == "bot:" || l == "bot_events:":
			list, commented = true, false
		case strings.HasPrefix(l, "#"):
			commented = true
		case !strings.HasPrefix(l, "- "):
			list = false
		case list && !commented:
			t.Errorf("%s has no comment", l)
		}
	}
}

// Every scope of the table is one of Slack's, and has its sentence.
func TestEveryScopeIsExplained(t *testing.T) {
	for _, s := range install.Scopes() {
		w := newWorld(t)
		w.scopes = slices.DeleteFunc(w.scopes, func(have string) bool { return have == s })
		for _, f := range w.examine(t, w.installed()) {
			if strings.Contains(f.Text, "lacks "+s+":  ") || strings.Contains(f.Text, "lacks "+s+": (") || strings.Contains(f.Text, "()") {
				t.Errorf("%s is not explained: %s", s, f.Text)
			}
		}
	}
}

func TestManifestWithNames(t *testing.T) {
	text, err := install.Manifest(configs.SlackManifest(), install.Names{
		Bot: `Police: "Appels" #1`, Department: "Metro <Police> & Co", Command: "appel", Hint: "[new | edit | help]", URL: "https://appeals.police.example/", Organisation: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	m, was := parsed(t, text), parsed(t, configs.SlackManifest())
	want := was
	want.Display.Name, want.Features.BotUser.DisplayName = `Police: "Appels" #1`, `Police: "Appels" #1`
	want.Display.Description = "Appeals for witnesses of Metro <Police> & Co: written, approved by a second officer, published, answered."
	want.Features.SlashCommands = []api.ManifestSlashCommand{{
		Command: "/appel", Description: was.Features.SlashCommands[0].Description, UsageHint: "[new | edit | help]", Url: "https://appeals.police.example" + slack.PathCommand,
	}}
	want.Settings.EventSubscriptions = &api.EventSubscriptions{RequestUrl: "https://appeals.police.example" + slack.PathEvents, BotEvents: was.Settings.EventSubscriptions.BotEvents}
	want.Settings.Interactivity = &api.Interactivity{IsEnabled: true, RequestUrl: "https://appeals.police.example" + slack.PathInteract}
	want.Settings.SocketModeEnabled, want.Settings.OrgDeployEnabled = false, true
	if diff := cmp.Diff(want, m); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if strings.Count(string(text), "#") < 25 || strings.Contains(string(text), "for Socket Mode") {
		t.Errorf("its comments are gone or wrong:\n%s", text)
	}
}

func TestManifestWithoutNamesIsTheManifest(t *testing.T) {
	text, err := install.Manifest(configs.SlackManifest(), install.Names{})
	if err != nil || !bytes.Equal(text, configs.SlackManifest()) {
		t.Errorf("%v\n%s", err, text)
	}
}

// Slack's limits are kept.
func TestManifestLimits(t *testing.T) {
	text, err := install.Manifest(configs.SlackManifest(), install.Names{Department: strings.Repeat("é", 200), Hint: strings.Repeat("x", 2000)})
	if err != nil {
		t.Fatal(err)
	}
	m := parsed(t, text)
	if n := len([]rune(m.Display.Description)); n > 140 || !strings.HasSuffix(m.Display.Description, "…: written, approved by a second officer, published, answered.") {
		t.Errorf("%d characters: %s", n, m.Display.Description)
	}
	if n := len([]rune(m.Features.SlashCommands[0].UsageHint)); n > 1000 {
		t.Errorf("a hint of %d characters", n)
	}
	if n := len(m.Display.LongDescription); n < 175 || n > 4000 {
		t.Errorf("a long description of %d characters", n)
	}
	for says, n := range map[string]install.Names{"35": {Bot: strings.Repeat("x", 36)}, "32": {Command: strings.Repeat("x", 32)}} {
		if _, err := install.Manifest(configs.SlackManifest(), n); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%+v: %v", n, err)
		}
	}
	if _, err := install.Manifest([]byte("name: x\n"), install.Names{Bot: "x"}); err == nil || !strings.Contains(err.Error(), "0 lines") {
		t.Errorf("another manifest: %v", err)
	}
}

// The administrator's page says what each scope is for.
func TestTheManualNamesEveryScope(t *testing.T) {
	manual, err := os.ReadFile("../../../../configs/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range append(install.Scopes(), "connections:write") {
		if !strings.Contains(string(manual), "`"+s+"`") {
			t.Errorf("configs/README.md does not name %s", s)
		}
	}
}
