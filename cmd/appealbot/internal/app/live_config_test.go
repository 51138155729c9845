package app

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"appealbot/configs"
)

// command runs a command line and returns everything that it says.
func command(t *testing.T, args ...string) (says string, code int) {
	t.Helper()
	var out bytes.Buffer
	code = Main(t.Context(), args, System{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out, Getenv: func(string) string { return "" }})
	return out.String(), code
}

// file writes a configuration and returns its path.
func file(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Each network says what is wrong with the settings of its accounts, and where.
func TestConfigCheckOfAccounts(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ account, says string }{
		"x without its app":             {`{id: a, network: x, handle: "@A", x: {}}`, "accounts[0].x: client_id is missing"},
		"x with a debt":                 {`{id: a, network: x, handle: "@A", x: {client_id: c, budget: -1}}`, "budget"},
		"x elsewhere":                   {`{id: a, network: x, handle: "@A", x: {client_id: c, api: "http://x.example"}}`, "api does not begin with https://"},
		"x with a secret in the open":   {`{id: a, network: x, handle: "@A", x: {client_id: c, client_secret: hunter2-hunter2}}`, "client_secret"},
		"x with others' settings":       {`{id: a, network: x, handle: "@A", mastodon: {server: "https://m.example"}}`, "mastodon"},
		"mastodon without a server":     {`{id: a, network: mastodon, handle: "@a"}`, "server is missing"},
		"mastodon in the open":          {`{id: a, network: mastodon, handle: "@a", mastodon: {server: "http://m.example"}}`, "server does not begin with https://"},
		"mastodon with a password":      {`{id: a, network: mastodon, handle: "@a", mastodon: {server: "https://me:hunter2-hunter2@m.example"}}`, "server is not the address of a web server"},
		"mastodon for followers":        {`{id: a, network: mastodon, handle: "@a", mastodon: {server: "https://m.example", visibility: private}}`, "visibility is neither public nor unlisted"},
		"mastodon that may be sure":     {`{id: a, network: mastodon, handle: "@a", mastodon: {server: "https://m.example", idempotency: perhaps}}`, "idempotency is none of auto, yes and no"},
		"bluesky in the open":           {`{id: a, network: bluesky, handle: "@a.example", bluesky: {service: "http://b.example"}}`, "service does not begin with https://"},
		"bluesky with a stream of air":  {`{id: a, network: bluesky, handle: "@a.example", bluesky: {jetstream: "https://j.example"}}`, "jetstream is not the address of a stream"},
		"a network that nobody knows":   {`{id: a, network: myspace, handle: "@a"}`, "myspace"},
		"practice beside real ones":     {"{id: a, network: practice}\n  - {id: b, network: bluesky, handle: \"@b.example\"}", "never mix"},
		"one account of a server twice": {"{id: a, network: mastodon, handle: \"@a\", mastodon: {server: \"https://m.example\"}}\n  - {id: b, network: mastodon, handle: \"@A\", mastodon: {server: \"https://M.example/\"}}", "one of the two must change"},
		"one account twice":             {"{id: a, network: bluesky, handle: \"@a.example\"}\n  - {id: b, network: bluesky, handle: \"@A.example\"}", "one of the two must change"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			says, code := command(t, "config", "check", "--config", file(t, "accounts:\n  - "+tt.account+"\n"))
			if code != exitFailed || !strings.Contains(says, tt.says) || !strings.Contains(says, "config.yaml:2") && !strings.Contains(says, "config.yaml:3") {
				t.Errorf("%d, want %q:\n%s", code, tt.says, says)
			}
			if strings.Contains(says, "hunter2") {
				t.Errorf("it shows a password:\n%s", says)
			}
		})
	}
}

// The same name on two servers is two accounts.
func TestConfigCheckOfTwoServers(t *testing.T) {
	t.Parallel()
	says, code := command(t, "config", "check", "--config", file(t, `accounts:
  - {id: a, network: mastodon, handle: "@metro", mastodon: {server: "https://one.example"}}
  - {id: b, network: mastodon, handle: "@metro", mastodon: {server: "https://two.example"}}
`))
	if code != exitOK {
		t.Errorf("%d\n%s", code, says)
	}
}

// Handles are looked at by the networks themselves, as soon as anything is to be
// done with the account.
func TestHandlesThatNobodyHas(t *testing.T) {
	t.Parallel()
	for _, account := range []string{
		`{id: a, network: x, handle: "@no such name", x: {client_id: c}}`,
		`{id: a, network: bluesky, handle: "@nobody"}`,
	} {
		says, code := command(t, "connect", "a", "--config", file(t, "accounts:\n  - "+account+"\n"), "--data", t.TempDir())
		if code != exitFailed || !strings.Contains(says, `account "a"`) {
			t.Errorf("%s: %d\n%s", account, code, says)
		}
	}
}

// What cannot be connected is said together with what can.
func TestConnectWhatIsNotThere(t *testing.T) {
	t.Parallel()
	real := file(t, "accounts:\n  - {id: metro, network: bluesky, handle: \"@metro.example\"}\n")
	for _, tt := range []struct {
		args []string
		says string
	}{
		{[]string{"connect", "metropolis", "--config", real}, `there is no account "metropolis" on a real network in the configuration. It has: metro`},
		{[]string{"connect", "metro"}, "It has: none"},
		{[]string{"connect", "metro", "--config", file(t, "accounts: [{id: metro, network: practice}]\n")}, "It has: none"},
		{[]string{"connect", "metro", "--config", real}, "nothing was brought back, and nothing was connected"},
	} {
		if says, code := command(t, append(tt.args, "--data", t.TempDir())...); code != exitFailed || !strings.Contains(says, tt.says) {
			t.Errorf("%v: %d, want %q:\n%s", tt.args, code, tt.says, says)
		}
	}
}

// Practice data and live data never meet, whichever was there first, and whatever
// opens the folder.
func TestPracticeAndLiveNeverMeet(t *testing.T) {
	slack := slackPeople + fmt.Sprintf("slack: {bot_token_env: APPEALBOT_TEST_BOT, app_token_env: APPEALBOT_TEST_APP, api: %q}\n", maintenance(t).URL+"/api/")
	slackSecrets(t)
	parse := func(text string) configs.Config {
		c, err := configs.Parse("test.yaml", []byte(text), networks()...)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	practice, live := parse(slack), parse(slack+fmt.Sprintf("accounts:\n  - {id: metro, network: bluesky, handle: \"@metro.example\", bluesky: {service: %q, appview: %q}}\n", maintenance(t).URL, maintenance(t).URL))
	opened := func(t *testing.T, c configs.Config) folder {
		t.Helper()
		dir := folder(t.TempDir())
		if err := openService(t, c, dir, io.Discard).stack.stop(); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	refused := func(t *testing.T, c configs.Config, dir folder, says string) {
		t.Helper()
		s := &service{program: &program{config: c, folder: dir, stack: &stack{log: newLog(c.Log, io.Discard)}, getenv: os.Getenv}}
		if err := s.open(t.Context()); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("got %v", err)
		}
		if err := s.stack.stop(); err != nil {
			t.Error(err)
		}
	}
	t.Run("practice data", func(t *testing.T) {
		dir := opened(t, practice)
		refused(t, live, dir, "holds practice data, which must never meet real accounts")
		says, code := command(t, "connect", "metro", "--config", file(t, "accounts:\n  - {id: metro, network: bluesky, handle: \"@metro.example\"}\n"), "--data", string(dir))
		if code != exitFailed || !strings.Contains(says, "holds practice data") {
			t.Errorf("connect: %d\n%s", code, says)
		}
	})
	t.Run("live data", func(t *testing.T) {
		refused(t, practice, opened(t, live), "holds live data, which is not for practising")
	})
}
