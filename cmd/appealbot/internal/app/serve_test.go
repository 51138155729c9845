package app

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"appealbot/bot/chat/mattermost"
	"appealbot/configs"
)

// serving is a configuration for a server at an address, all of whose people
// have to be looked for.
func serving(t *testing.T, url string) configs.Config {
	t.Helper()
	t.Setenv("APPEALBOT_TEST_TOKEN", "hunter2-hunter2")
	c, err := configs.Parse("test.yaml", fmt.Appendf(nil, `
http: {listen: "127.0.0.1:0"}
mattermost: {url: %q, token_env: APPEALBOT_TEST_TOKEN, command_token_env: APPEALBOT_TEST_TOKEN, teams: [police], listen: "127.0.0.1:0"}
people:
  - {id: ann, name: Ann, roles: [author], email: ann@police.example}
  - {id: bob, name: Bob, roles: [approver, admin], email: bob@police.example}
  - {id: carla, name: Carla, roles: [approver, lead], logins: {mattermost: abcdefghijklmnopqrstuvwxy1}}
`, url))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func openService(t *testing.T, c configs.Config, dir folder, log io.Writer) *service {
	t.Helper()
	s := &service{
		program:  &program{config: c, folder: dir, getenv: os.Getenv, stack: &stack{log: newLog(c.Log, log)}},
		patience: 50 * time.Millisecond,
	}
	if err := s.open(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

func fetch(t *testing.T, url string) (int, string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

// The server is down. The program starts all the same, says so, shows the wall
// and takes what the server sends, until it is stopped; then nobody can reach it.
func TestServeWithoutItsServer(t *testing.T) {
	down := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "down for maintenance", http.StatusBadGateway)
	}))
	defer down.Close()
	dir := folder(t.TempDir())
	var log lockedBuffer
	s := openService(t, serving(t, down.URL), dir, &log)
	if status, page := fetch(t, s.server.URL()); status != http.StatusOK || !strings.Contains(page, "practice wall, not the real public") || strings.Contains(page, "composer") {
		t.Errorf("the wall: %d\n%s", status, page)
	}
	if status, page := fetch(t, s.server.URL()+"/metrics"); status != http.StatusOK || !strings.Contains(page, "appealbot_commit_seconds") {
		t.Errorf("metrics: %d", status)
	}
	if body, err := callControl(t.Context(), dir, pathHealth); body == nil {
		t.Errorf("control socket: %v", err)
	} else {
		_ = body.Close()
	}
	// Another server's request is taken under whatever name it knows the program by.
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.callbacks.URL()+mattermost.PathCommand, strings.NewReader("token=wrong"))
	if err != nil {
		t.Fatal(err)
	}
	req.Host = "bot.police.internal"
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := http.DefaultClient.Do(req)
	if err != nil || resp.StatusCode == http.StatusMisdirectedRequest || resp.StatusCode == http.StatusNotFound {
		t.Errorf("callback: %+v, %v", resp, err)
	} else {
		_ = resp.Body.Close()
	}
	if status, _ := fetch(t, s.callbacks.URL()+"/"); status == http.StatusOK {
		t.Error("the pages are on the callbacks' address")
	}
	key, err := os.ReadFile(dir.callback())
	if err != nil {
		t.Error(err)
	}
	if !s.core.desk.Exercise() {
		t.Error("it is not an exercise")
	}
	for range 2 {
		if err := s.stack.stop(); err != nil {
			t.Error(err)
		}
	}
	for _, url := range []string{s.server.URL(), s.callbacks.URL()} {
		if _, err := http.Get(url); err == nil { //nolint:bodyclose // It must not answer.
			t.Errorf("%s still answers", url)
		}
	}
	if got := log.String(); strings.Contains(got, "hunter2") {
		t.Errorf("the log has the token:\n%s", got)
	}

	s = openService(t, serving(t, down.URL), dir, &log)
	if again, err := os.ReadFile(dir.callback()); err != nil || !bytes.Equal(again, key) {
		t.Errorf("after a restart the key is another: %v", err)
	}
	if err := s.stack.stop(); err != nil {
		t.Error(err)
	}
}

// Whatever fails while it starts, everything that was started is stopped.
func TestServeThatCannotStart(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*configs.Config, folder)
		says   string
	}{
		"own address is taken": {func(c *configs.Config, _ folder) { c.HTTP.Listen = "256.0.0.1:1" }, "listen on 256.0.0.1:1"},
		"callback address":     {func(c *configs.Config, _ folder) { c.Mattermost.Listen = "256.0.0.1:1" }, "listen on 256.0.0.1:1"},
		"a bad key": {func(_ *configs.Config, f folder) {
			if err := os.WriteFile(f.callback(), []byte("x"), 0o600); err != nil {
				t.Error(err)
			}
		}, "callback.key"},
	} {
		t.Run(name, func(t *testing.T) {
			c, dir := serving(t, "http://127.0.0.1:1"), folder(t.TempDir())
			tt.change(&c, dir)
			s := &service{program: &program{config: c, folder: dir, stack: &stack{log: newLog(c.Log, io.Discard)}}}
			err := s.open(context.Background())
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v", err)
			}
			if err := s.stack.stop(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestWhatCannotBeServed(t *testing.T) {
	c := configs.Default()
	if err := servable(c); err == nil || !strings.Contains(err.Error(), "practice room") {
		t.Errorf("no chat: %v", err)
	}
	c.Slack.BotToken.TakeSecret("xoxb-hunter2")
	if err := servable(c); err != nil {
		t.Errorf("Slack alone: %v", err)
	}
	c.Mattermost.URL = "https://chat.police.example"
	c.Accounts = []configs.Account{{ID: "metro", Network: practiceNetwork}}
	if err := servable(c); err != nil {
		t.Errorf("practice accounts: %v", err)
	}
}
