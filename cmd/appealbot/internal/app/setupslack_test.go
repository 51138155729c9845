package app

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"appealbot/configs"
)

// runMain runs the program and keeps its two outputs apart.
func runMain(t *testing.T, args ...string) (status int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	status = Main(t.Context(), args, System{Stdout: &o, Stderr: &e, Getenv: func(string) string { return "" }})
	if all := o.String() + e.String(); strings.Contains(all, "hunter2") {
		t.Errorf("%v prints a secret:\n%s", args, all)
	}
	return status, o.String(), e.String()
}

func writeFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "appealbot.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Without any configuration there is a manifest, alone on standard output, and
// what to do with it beside it.
func TestSetupSlackWithoutAnything(t *testing.T) {
	status, manifest, steps := runMain(t, "setup", "slack")
	if status != exitOK || strings.Contains(manifest, "What to do") || strings.Contains(manifest, "Metro Police") {
		t.Errorf("status %d\n%s", status, manifest)
	}
	contains(t, manifest, "socket_mode_enabled: true", "  - command: /appeal\n", "usage_hint: \"[new | ", "org_deploy_enabled: false", `name: "Appeals"`)
	contains(t, steps, "1. Open https://api.slack.com/apps > Create New App > From a manifest", "2. ", "xoxb-", "connections:write", "bot_token_file: slack-bot-token",
		"app_token_file: slack-app-token", "in #duty and #newsroom, type /invite @Appeals", "appealbot doctor --config FILE", "type /appeal in Slack")
	if strings.Contains(steps, "igning") || strings.Contains(steps, "workspace:") || strings.Contains(steps, "6.") {
		t.Errorf("steps of the other mode:\n%s", steps)
	}
	// What is to be written is a configuration, as soon as the files are there.
	at := strings.Index(steps, "     slack:\n")
	section := strings.ReplaceAll(steps[at:strings.Index(steps, "\n5. ")], "\n     ", "\n")[5:]
	if d, err := configs.ParseDraft("section.yaml", []byte(section)); err != nil || len(d.Files) != 2 {
		t.Errorf("%v\n%s", err, section)
	}
}

func TestSetupSlackForCallsBySlack(t *testing.T) {
	status, manifest, steps := runMain(t, "setup", "slack", "--url", "https://appeals.police.example/", "--name", "Appels", "--department", "Ville Nord", "--command", "/appel", "--organisation")
	if status != exitOK {
		t.Errorf("status %d", status)
	}
	contains(t, manifest, "socket_mode_enabled: false", `request_url: "https://appeals.police.example/slack/events"`, `request_url: "https://appeals.police.example/slack/interactive"`,
		`url: "https://appeals.police.example/slack/commands"`, "command: /appel\n", `display_name: "Appels"`, "Appeals for witnesses of Ville Nord", "org_deploy_enabled: true")
	contains(t, steps, "Signing Secret", "signing_secret_file: slack-signing-secret", "mode: http", "url: https://appeals.police.example\n", "listen: 127.0.0.1:8067",
		"command: appel", "workspace: T...", "verify it there", "/invite @Appels")
	if strings.Contains(steps, "xapp-") {
		t.Errorf("steps of the other mode:\n%s", steps)
	}
}

// A configuration says the names, and where its secrets are to be.
func TestSetupSlackFromAConfiguration(t *testing.T) {
	conf := writeFile(t, `
department: {name: "Ville: Nord", duty_channel: permanence, newsroom_channel: ""}
slack:
  bot_token_file: secrets/bot
  app_token_file: secrets/app
  workspace: T0123ABCD
  command: appel
  api: https://slack-gov.com/api/
`)
	status, manifest, steps := runMain(t, "setup", "slack", "--config", conf)
	if status != exitOK {
		t.Errorf("status %d", status)
	}
	contains(t, manifest, "Appeals for witnesses of Ville: Nord", "command: /appel", "org_deploy_enabled: true")
	contains(t, steps, "https://api.slack-gov.com/apps", filepath.Join(filepath.Dir(conf), "secrets", "bot"), "workspace: T0123ABCD", "in #permanence, type", "--config "+conf)
}

func TestSetupSlackThatCannotBegin(t *testing.T) {
	for says, args := range map[string][]string{
		"Slack calls https addresses only": {"--url", "http://appeals.police.example"},
		"expected an address":              {"--url", "appeals.police.example"},
		"slack.command":                    {"--command", "Appeal now"},
		"more than the 35 characters":      {"--name", strings.Repeat("x", 36)},
		"read configuration":               {"--config", filepath.Join(t.TempDir(), "none.yaml")},
	} {
		status, out, errs := runMain(t, append([]string{"setup", "slack"}, args...)...)
		if status != exitFailed || !strings.Contains(errs, says) || out != "" {
			t.Errorf("%v: status %d\n%s%s", args, status, out, errs)
		}
	}
}

// The doctor of an installation with Slack, and of one with both chats.
func TestDoctorLooksAtSlack(t *testing.T) {
	slackSecrets(t)
	section := fmt.Sprintf(`
slack: {bot_token_env: APPEALBOT_TEST_BOT, signing_secret_env: APPEALBOT_TEST_SIGNING, mode: http, url: "http://127.0.0.1:1", api: %q}
`, working(t).URL+"/api/")
	data := t.TempDir()
	status, out, _ := runMain(t, "doctor", "--config", writeFile(t, slackPeople[strings.Index(slackPeople, "people:"):]+section), "--data", filepath.Join(data, "none"))
	if status != exitOK {
		t.Errorf("status %d", status)
	}
	contains(t, out, "the bot @appeals in Metro", "every right", "since the program does not run", "in channel #duty", "carla cannot be looked up", "2 of 3 people")

	status, out, _ = runMain(t, "doctor", "--config", writeFile(t, section+`
mattermost: {url: "http://127.0.0.1:1", token_env: APPEALBOT_TEST_TOKEN, command_token_env: APPEALBOT_TEST_TOKEN, teams: [police]}
`), "--data", filepath.Join(data, "none"))
	if status != exitFailed {
		t.Errorf("status %d", status)
	}
	contains(t, out, "slack token", "mattermost server")
}

// The channels that the adapter remembers are looked for, and the program that
// runs is not disturbed.
func TestDoctorLooksAtARunningProgramOnSlack(t *testing.T) {
	slackSecrets(t)
	text := slackPeople + fmt.Sprintf("slack: {bot_token_env: APPEALBOT_TEST_BOT, app_token_env: APPEALBOT_TEST_APP, api: %q}\n", working(t).URL+"/api/")
	conf, dir := writeFile(t, text), folder(filepath.Join(t.TempDir(), "data"))
	if err := os.Mkdir(string(dir), 0o700); err != nil {
		t.Fatal(err)
	}
	s := openService(t, parseConfig(t, text), dir, &lockedBuffer{})
	defer func() {
		if err := s.stack.stop(); err != nil {
			t.Error(err)
		}
	}()
	if err := (memory{keeper{s.core.db, "slack"}}).Save("room/C0LOST", []byte(`{"n":"case-lost"}`)); err != nil {
		t.Fatal(err)
	}
	_, out, _ := runMain(t, "doctor", "--config", conf, "--data", string(dir))
	contains(t, out, "The audit log is whole", "removed from channel #case-lost")
}
