package app

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"appealbot/bot/chat/mattermost"
	"appealbot/bot/chat/slack"
	slackinstall "appealbot/bot/chat/slack/install"
	"appealbot/configs"
)

// slackSecrets are in the environment, and must be in no output.
func slackSecrets(t *testing.T) {
	t.Helper()
	for name, value := range map[string]string{"BOT": "xoxb-hunter2", "APP": "xapp-hunter2", "SIGNING": "5160hunter2", "TOKEN": "hunter2-hunter2"} {
		t.Setenv("APPEALBOT_TEST_"+name, value)
	}
}

// maintenance is a server that is down.
func maintenance(t *testing.T) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "down for maintenance", http.StatusBadGateway)
	}))
	t.Cleanup(s.Close)
	return s
}

// working is a workspace that knows the token, and nothing else.
func working(t *testing.T) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-OAuth-Scopes", strings.Join(slackinstall.Scopes(), ","))
		var a any
		switch r.URL.Path {
		case "/api/auth.test":
			a = map[string]any{"ok": true, "user": "appeals", "user_id": "U0BOT", "bot_id": "B0BOT", "team": "Metro", "team_id": "T0METRO", "url": "https://metro.slack.com/"}
		case "/api/users.lookupByEmail":
			name, _, _ := strings.Cut(r.FormValue("email"), "@")
			a = map[string]any{"ok": true, "user": map[string]any{"id": "U0" + strings.ToUpper(name), "name": name, "team_id": "T0METRO"}}
		case "/api/users.conversations":
			a = map[string]any{"ok": true, "channels": []any{map[string]any{"id": "C0DUTY", "name": "duty"}, map[string]any{"id": "C0NEWS", "name": "newsroom"}}}
		default:
			a = map[string]any{"ok": false, "error": "channel_not_found"}
		}
		if err := json.NewEncoder(w).Encode(a); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

const slackPeople = `
http: {listen: "127.0.0.1:0"}
people:
  - {id: ann, name: Ann, roles: [author], email: ann@police.example}
  - {id: bob, name: Bob, roles: [approver, admin], email: bob@police.example}
  - {id: carla, name: Carla, roles: [approver, lead], logins: {slack: U0CARLA}}
`

func parseConfig(t *testing.T, text string) configs.Config {
	t.Helper()
	slackSecrets(t)
	c, err := configs.Parse("test.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// With Slack alone, calls by Slack come in on a port of their own, and nothing
// of Mattermost is there. That Slack is down keeps nothing from starting.
func TestServeSlackAlone(t *testing.T) {
	c := parseConfig(t, slackPeople+fmt.Sprintf(`
slack: {bot_token_env: APPEALBOT_TEST_BOT, signing_secret_env: APPEALBOT_TEST_SIGNING, mode: http, url: "https://appeals.police.example", listen: "127.0.0.1:0", api: %q}
`, maintenance(t).URL+"/api/"))
	var log lockedBuffer
	s := openService(t, c, folder(t.TempDir()), &log)
	if s.mattermost != nil || s.callbacks != nil || s.served() != "Slack" {
		t.Errorf("it serves %s", s.served())
	}
	if status, page := fetch(t, s.server.URL()+"/readyz"); status != http.StatusServiceUnavailable || !strings.Contains(page, "slack: ") || strings.Contains(page, "mattermost") || strings.Contains(page, "hunter2") {
		t.Errorf("readyz: %d\n%s", status, page)
	}
	for _, path := range []string{slack.PathCommand, slack.PathInteract, slack.PathEvents} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.calls.URL()+path, strings.NewReader("token=wrong"))
		if err != nil {
			t.Fatal(err)
		}
		req.Host = "appeals.police.example"
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if resp.StatusCode < 400 || resp.StatusCode >= 500 || slices.Contains([]int{http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusMisdirectedRequest}, resp.StatusCode) {
			t.Errorf("%s without a signature: %d", path, resp.StatusCode)
		}
	}
	for _, path := range []string{"/", "/metrics", mattermost.PathCommand} {
		if status, _ := fetch(t, s.calls.URL()+path); status == http.StatusOK {
			t.Errorf("%s is open to Slack", path)
		}
	}
	if err := s.stack.stop(); err != nil {
		t.Error(err)
	}
	if _, err := http.Get(s.calls.URL()); err == nil { //nolint:bodyclose // It must not answer.
		t.Error("it still answers")
	}
	if got := log.String(); strings.Contains(got, "hunter2") {
		t.Errorf("the log has a secret:\n%s", got)
	}
}

// Both chats at once: each person has a login on each, whoever of the two is
// down, and the desk knows both platforms.
func TestServeSlackAndMattermost(t *testing.T) {
	c := parseConfig(t, slackPeople+fmt.Sprintf(`
slack: {bot_token_env: APPEALBOT_TEST_BOT, app_token_env: APPEALBOT_TEST_APP, api: %q}
mattermost: {url: %q, token_env: APPEALBOT_TEST_TOKEN, command_token_env: APPEALBOT_TEST_TOKEN, teams: [police], listen: "127.0.0.1:0"}
`, working(t).URL+"/api/", maintenance(t).URL))
	s := openService(t, c, folder(t.TempDir()), io.Discard)
	defer func() {
		if err := s.stack.stop(); err != nil {
			t.Error(err)
		}
	}()
	if s.calls != nil {
		t.Error("in Socket Mode, something listens for Slack")
	}
	if got := s.served(); !strings.HasPrefix(got, c.Mattermost.URL+" and Slack") {
		t.Errorf("it serves %s", got)
	}
	for i, want := range []string{"U0ANN", "U0BOB", "U0CARLA"} {
		if got := s.core.config.People[i].Logins[slack.Name]; got != want {
			t.Errorf("%s is %q in Slack", s.core.config.People[i].ID, got)
		}
	}
	if _, page := fetch(t, s.server.URL()+"/readyz"); !strings.Contains(page, "mattermost: ") || !strings.Contains(page, "slack: ") {
		t.Errorf("readyz:\n%s", page)
	}
	if _, page := fetch(t, s.server.URL()+"/metrics"); !strings.Contains(page, "appealbot_commit_seconds") {
		t.Error("no metrics")
	}
}

func TestServeSlackThatCannotStart(t *testing.T) {
	c := parseConfig(t, slackPeople+`
slack: {bot_token_env: APPEALBOT_TEST_BOT, signing_secret_env: APPEALBOT_TEST_SIGNING, mode: http, url: "https://appeals.police.example", listen: "256.0.0.1:1", api: "http://127.0.0.1:1/api/"}
`)
	s := &service{program: &program{config: c, folder: folder(t.TempDir()), stack: &stack{log: newLog(c.Log, io.Discard)}}}
	if err := s.open(t.Context()); err == nil || !strings.Contains(err.Error(), "listen on 256.0.0.1:1") {
		t.Errorf("got %v", err)
	}
	if err := s.stack.stop(); err != nil {
		t.Error(err)
	}
}
