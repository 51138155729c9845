package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat/finding"
	"appealbot/bot/chat/mattermost"
	"appealbot/bot/chat/mattermost/mattermosttest"
)

// An administrator sits in front of a machine with nothing on it, and has a
// server with one team and one officer.
type administrator struct {
	server *mattermosttest.Server
	dir    string
	listen string
	ann    string
}

func newAdministrator(t *testing.T) *administrator {
	t.Helper()
	s := mattermosttest.NewServer(t)
	s.Lenient() // it does not know every question that is asked here
	admin := mattermost.NewClient(s.URL(), s.AdminToken(), nil)
	team, _, err := admin.CreateTeam(t.Context(), &model.Team{Name: "police", DisplayName: "Police", Type: model.TeamOpen})
	if err != nil {
		t.Fatal(err)
	}
	ann := s.AddUser(&model.User{Username: "ann", Email: "ann@police.example", EmailVerified: true})
	if _, _, err := admin.AddTeamMember(t.Context(), team.Id, ann); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	a := &administrator{server: s, dir: t.TempDir(), listen: l.Addr().String(), ann: ann}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	a.write(t, "admin.token", s.AdminToken()+"\n")
	return a
}

func (a *administrator) path(name string) string { return filepath.Join(a.dir, name) }

func (a *administrator) write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(a.path(name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func (a *administrator) read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(a.path(name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// run runs the program and returns everything that it printed. No secret may
// be in it.
func (a *administrator) run(t *testing.T, args ...string) (status int, out string) {
	t.Helper()
	var b bytes.Buffer
	status = Main(t.Context(), args, System{Stdout: &b, Stderr: &b, Getenv: func(string) string { return "" }})
	out = b.String()
	secrets := []string{a.server.AdminToken()}
	for _, name := range []string{"mattermost-token", "mattermost-command-tokens", "data/callback.key"} {
		if text, err := os.ReadFile(a.path(name)); err == nil {
			secrets = append(secrets, strings.Fields(string(text))...)
		}
	}
	for _, s := range secrets {
		if strings.Contains(out, s) {
			t.Errorf("%v prints a secret:\n%s", args, out)
		}
	}
	return status, out
}

func (a *administrator) setup(t *testing.T, more ...string) (status int, out string) {
	t.Helper()
	return a.run(t, append([]string{
		"setup", "mattermost", "--admin-token-file", a.path("admin.token"), "--data", a.path("data"), "--out", a.dir,
	}, more...)...)
}

// config is a configuration as an administrator begins it: its secrets are
// still to be made.
func (a *administrator) config(t *testing.T) string {
	t.Helper()
	a.write(t, "appealbot.yaml", fmt.Sprintf(`
people:
  - {id: ann, name: Ann, roles: [author, approver], logins: {mattermost: %s}}
  - {id: bob, name: Bob, roles: [approver], email: bob@police.example}
mattermost:
  url: %s
  token_file: mattermost-token
  command_token_file: mattermost-command-tokens
  teams: [police]
  listen: %s
  callback: http://%s
`, a.ann, a.server.URL(), a.listen, a.listen))
	return a.path("appealbot.yaml")
}

func contains(t *testing.T, out string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(out, w) {
			t.Errorf("%q is missing in:\n%s", w, out)
		}
	}
}

// From a configuration without secrets to an installation that a doctor finds
// well, and once more.
func TestSetupFromAConfiguration(t *testing.T) {
	a := newAdministrator(t)
	conf := a.config(t)
	status, out := a.setup(t, "--config", conf)
	if status != exitOK {
		t.Errorf("status %d", status)
	}
	contains(t, out, "done        bot account @appealbot is made", "a button was pressed, a form opened and sent", "says the same",
		"# ann (@ann) has the login already", "# bob has no account here", "Revoke the administrator's token now")
	for _, name := range []string{"mattermost-token", "mattermost-command-tokens", "data/callback.key"} {
		if info, err := os.Stat(a.path(name)); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	token, commands := a.read(t, "mattermost-token"), a.read(t, "mattermost-command-tokens")
	if status, out = a.setup(t, "--config", conf); status != exitOK || strings.Contains(out, "done        bot") {
		t.Errorf("a second time: status %d\n%s", status, out)
	}
	if a.read(t, "mattermost-token") != token || a.read(t, "mattermost-command-tokens") != commands {
		t.Error("a second time changes the secrets")
	}

	status, out = a.run(t, "doctor", "--config", conf, "--data", a.path("data"))
	contains(t, out, "ok       callback", "bob has no account here", "1 to mend")
	if status != exitFailed {
		t.Errorf("the doctor ends with %d", status)
	}
	if _, err := os.Stat(a.path("data/appealbot.db")); err == nil {
		t.Error("looking at it made data")
	}
}

func TestSetupFromFlags(t *testing.T) {
	a := newAdministrator(t)
	flags := []string{"--url", a.server.URL() + "/", "--team", "police", "--listen", a.listen, "--people", "@ann"}
	status, out := a.setup(t, append(flags, "--dry-run")...)
	contains(t, out, "would do", "Nothing was changed.")
	if entries, err := os.ReadDir(a.dir); status != exitOK || err != nil || len(entries) != 1 {
		t.Errorf("a dry run: status %d, files %v, %v", status, entries, err)
	}
	status, out = a.setup(t, flags...)
	if status != exitOK {
		t.Errorf("status %d", status)
	}
	contains(t, out, "mattermost.yaml has the section of the configuration; put it into", "- id: ann\n    logins: {mattermost: "+a.ann+"}")
	contains(t, a.read(t, "mattermost.yaml"), "url: "+a.server.URL()+"\n", "token_file: mattermost-token", "- police", "callback: http://"+a.listen)
	// What was written is a configuration.
	if status, out := a.run(t, "config", "check", "--config", a.path("mattermost.yaml")); status != exitOK {
		t.Errorf("config check: %d\n%s", status, out)
	}
	a.write(t, "mattermost.yaml", "# mine\n")
	_, out = a.setup(t, flags...)
	contains(t, out, "says something else and is left as it is", "      - police")
	if a.read(t, "mattermost.yaml") != "# mine\n" {
		t.Error("a file was overwritten")
	}
}

// What the flags say and the configuration does not is to be written there.
func TestSetupComparesTheConfiguration(t *testing.T) {
	a := newAdministrator(t)
	conf := a.config(t)
	was := a.read(t, "appealbot.yaml")
	status, out := a.setup(t, "--config", conf, "--callback", "http://localhost:"+a.listen[strings.LastIndex(a.listen, ":")+1:])
	if status != exitFailed {
		t.Errorf("status %d", status)
	}
	contains(t, out, "! "+conf+" does not say the same", "callback: http://localhost:")
	if a.read(t, "appealbot.yaml") != was {
		t.Error("the configuration was changed")
	}
}

// A token that comes from the environment cannot be replaced there.
func TestSetupWithATokenFromTheEnvironment(t *testing.T) {
	a := newAdministrator(t)
	conf := a.config(t)
	a.write(t, "appealbot.yaml", strings.Replace(a.read(t, "appealbot.yaml"), "token_file: mattermost-token", "token_env: APPEALBOT_TEST_TOKEN", 1))
	t.Setenv("APPEALBOT_TEST_TOKEN", "one that was revoked")
	status, out := a.setup(t, "--config", conf)
	if status != exitFailed {
		t.Errorf("status %d", status)
	}
	contains(t, out, "takes the bot's token from the environment", "it is in "+a.path("mattermost-token"))
	t.Setenv("APPEALBOT_TEST_TOKEN", strings.TrimSpace(a.read(t, "mattermost-token")))
	if status, out := a.setup(t, "--config", conf); status != exitOK {
		t.Errorf("with the new one: status %d\n%s", status, out)
	}
}

// Where something else listens, the bot's button has no effect, and that is
// said.
func TestSetupWhereThePortIsTaken(t *testing.T) {
	a := newAdministrator(t)
	l, err := net.Listen("tcp", a.listen)
	if err != nil {
		t.Fatal(err)
	}
	srv := &http.Server{Handler: http.NotFoundHandler()}
	go func() { _ = srv.Serve(l) }()
	defer func() { _ = srv.Close() }()
	status, out := a.setup(t, "--config", a.config(t))
	if status != exitFailed {
		t.Errorf("status %d", status)
	}
	contains(t, out, "what answers there is another program (status 404)")
}

func TestSetupThatCannotBegin(t *testing.T) {
	a := newAdministrator(t)
	a.write(t, "open.token", "hunter2\n")
	if err := os.Chmod(a.path("open.token"), 0o644); err != nil {
		t.Fatal(err)
	}
	a.write(t, "wrong.token", "hunter2\n")
	for says, args := range map[string][]string{
		"which server?":                   {},
		"which team?":                     {"--url", a.server.URL()},
		"expected an address that begins": {"--url", "chat.police.example", "--team", "police"},
		"expected the name of a team":     {"--url", a.server.URL(), "--team", "Police Team"},
		"mattermost.listen":               {"--url", a.server.URL(), "--team", "police", "--listen", "nowhere"},
		"no file":                         {"--url", a.server.URL(), "--team", "police", "--admin-token-file", a.path("none")},
		"chmod o=":                        {"--url", a.server.URL(), "--team", "police", "--admin-token-file", a.path("open.token")},
		"does not know the administrator": {"--url", a.server.URL(), "--team", "police", "--admin-token-file", a.path("wrong.token")},
		"read configuration":              {"--config", a.path("none.yaml")},
	} {
		status, out := a.setup(t, args...)
		if status != exitFailed || !strings.Contains(out, says) || strings.Contains(out, "hunter2") {
			t.Errorf("%v: status %d\n%s", args, status, out)
		}
	}
	if _, err := os.Stat(a.path("data")); err == nil {
		t.Error("data was made")
	}
}

// A doctor's lines for machines.
func TestDoctorAsJSON(t *testing.T) {
	a := newAdministrator(t)
	conf := a.config(t)
	a.setup(t, "--config", conf)
	_, out := a.run(t, "doctor", "--config", conf, "--data", a.path("data"), "--json", "--admin-token-file", a.path("admin.token"))
	found := map[string]bool{}
	for l := range strings.Lines(out) {
		var f finding.Finding
		if err := json.Unmarshal([]byte(l), &f); err != nil || f.Verdict == "" || f.Text == "" {
			t.Errorf("%q: %v", l, err)
		}
		found[f.About] = true
	}
	for _, about := range []string{"configuration", "data", "server", "clock", "token", "team", "rights", "people", "settings", "callback"} {
		if !found[about] {
			t.Errorf("nothing about %s in\n%s", about, out)
		}
	}
}

// A doctor looks at a program that runs, through its control socket, and at
// the channels that its adapter remembers.
func TestDoctorLooksAtARunningProgram(t *testing.T) {
	a := newAdministrator(t)
	a.setup(t, "--config", a.config(t))
	c := serving(t, a.server.URL())
	c.Data.Dir = a.path("data")
	s := openService(t, c, folder(a.path("data")), &lockedBuffer{})
	defer func() {
		if err := s.stack.stop(); err != nil {
			t.Error(err)
		}
	}()
	m := memory{keeper{s.core.db, mattermost.Name}}
	if err := m.Save("room/"+model.NewId(), []byte(`{"n":"case-lost"}`)); err != nil {
		t.Fatal(err)
	}
	_, out := a.run(t, "doctor", "--config", a.path("appealbot.yaml"), "--data", a.path("data"))
	contains(t, out, "program", "The audit log is whole", "Channel case-lost was deleted")
}
