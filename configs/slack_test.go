package configs

import (
	"os"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
)

// slackSecrets are secrets of each kind, right and wrong ones, in the
// environment.
func slackSecrets(t *testing.T) {
	t.Helper()
	for name, value := range map[string]string{
		"BOT": "xoxb-hunter2", "APP": "xapp-hunter2", "SIGNING": "5160hunter2", "USER": "xoxp-hunter2", "ROTATED": "xoxe.xoxb-hunter2",
		"TWO": "xoxb-hunter2 xapp-hunter2", "WORDS": "signing hunter2",
	} {
		t.Setenv("APPEALBOT_TEST_"+name, value)
	}
}

// workspace is a section of a workspace, and the people in it.
func workspace(more string) string {
	return "slack: {bot_token_env: APPEALBOT_TEST_BOT, " + more + "}\npeople: [{id: a, name: A, roles: [approver, admin], email: a@police.example}, {id: b, name: B, roles: [approver], logins: {slack: W0123ABCD}}]\n"
}

func TestSlackIsUsedWithABotToken(t *testing.T) {
	slackSecrets(t)
	if c := parse(t, "slack: {command: appel}"); c.Slack.Used() {
		t.Error("it is used without a token")
	}
	c := parse(t, workspace("app_token_env: APPEALBOT_TEST_APP"))
	if !c.Slack.Used() || c.Slack.Called() {
		t.Errorf("%+v", c.Slack)
	}
	if c = parse(t, workspace("mode: http, signing_secret_env: APPEALBOT_TEST_SIGNING, url: https://appeals.police.example")); !c.Slack.Called() {
		t.Errorf("%+v", c.Slack)
	}
}

func TestWarningsAboutSlack(t *testing.T) {
	slackSecrets(t)
	for text, want := range map[string][]string{
		workspace("app_token_env: APPEALBOT_TEST_APP"): nil,
		workspace("app_token_env: APPEALBOT_TEST_APP, signing_secret_env: APPEALBOT_TEST_SIGNING"): {
			"slack.signing_secret: with mode: socket it is not used; take it out, so that it cannot be lost.",
		},
		workspace("mode: http, url: https://a.police.example, listen: ':8067', app_token_env: APPEALBOT_TEST_APP, signing_secret_env: APPEALBOT_TEST_SIGNING"): {
			"slack.app_token: with mode: http it is not used; take it out, so that it cannot be lost.",
			"slack.listen: :8067 is every address of this machine, without encryption; listen where only the proxy behind slack.url gets.",
		},
		"slack: {bot_token_env: APPEALBOT_TEST_BOT, app_token_env: APPEALBOT_TEST_APP}\n": {
			`people: nobody with the role "approver" has a login on slack or an email, so nobody can approve anything there.`,
		},
	} {
		if diff := cmp.Diff(want, parse(t, text).Warnings()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

// Both chats at once, each with ports of its own.
func TestSlackAndMattermost(t *testing.T) {
	slackSecrets(t)
	c := parse(t, workspace("mode: http, signing_secret_env: APPEALBOT_TEST_SIGNING, url: https://appeals.police.example")+
		"mattermost: {url: https://chat.police.example, token_env: APPEALBOT_TEST_BOT, teams: [police]}\n")
	if !c.Slack.Used() || !c.Mattermost.Used() || c.Slack.Listen == c.Mattermost.Listen {
		t.Errorf("%+v and %+v", c.Slack, c.Mattermost)
	}
}

func TestTheSlackManifest(t *testing.T) {
	onDisk, err := os.ReadFile("slack-manifest.yaml")
	if err != nil || string(onDisk) != string(SlackManifest()) {
		t.Errorf("SlackManifest() is not slack-manifest.yaml (%v)", err)
	}
	var m struct {
		Features struct {
			SlashCommands []struct {
				Command string `yaml:"command"`
			} `yaml:"slash_commands"`
		} `yaml:"features"`
	}
	if err := yaml.Unmarshal(SlackManifest(), &m); err != nil || len(m.Features.SlashCommands) != 1 || strings.TrimPrefix(m.Features.SlashCommands[0].Command, "/") != Default().Slack.Command {
		t.Errorf("%+v, %v", m, err)
	}
}
