package install_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat/mattermost"
	"appealbot/bot/chat/mattermost/install"
	"appealbot/bot/chat/mattermost/mattermosttest"
)

// A site is a server with a team and an officer, before anything was set up.
type site struct {
	*mattermosttest.Server
	admin *model.Client4
	team  *model.Team
	ann   string
	o     install.Options
	kept  []string // tokens of the bot
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := mattermosttest.NewServer(t)
	s.Lenient() // it does not know every question that is asked here
	st := &site{Server: s, admin: mattermost.NewClient(s.URL(), s.AdminToken(), nil)}
	var err error
	if st.team, _, err = st.admin.CreateTeam(t.Context(), &model.Team{Name: "police", DisplayName: "Police", Type: model.TeamOpen}); err != nil {
		t.Fatal(err)
	}
	st.ann = s.AddUser(&model.User{Username: "ann", Email: "ann@police.example", EmailVerified: true})
	if _, _, err := st.admin.AddTeamMember(t.Context(), st.team.Id, st.ann); err != nil {
		t.Fatal(err)
	}
	st.o = install.Options{
		URL: s.URL(), Token: s.AdminToken(), Bot: "appealbot", Teams: []string{"police"}, Channels: []string{"duty", "newsroom"},
		Command: "appeal", Hint: "[new | help]", Callback: "http://127.0.0.1:8066", Now: time.Now,
		People:    []install.Person{{ID: "ann", Email: "ann@police.example"}, {ID: "zed", Email: "zed@police.example"}},
		KeepToken: func(token string) error { st.kept = append(st.kept, token); return nil },
	}
	return st
}

func (s *site) setup(t *testing.T) install.Result {
	t.Helper()
	r, err := install.Setup(t.Context(), s.o)
	if err != nil {
		t.Fatal(err)
	}
	// No sentence has a secret in it.
	for _, secret := range append(slices.Concat(s.kept, r.CommandTokens), s.AdminToken()) {
		if said := fmt.Sprint(r.Steps, r.Found, r.Server); strings.Contains(said, secret) {
			t.Errorf("a secret was said: %s", said)
		}
	}
	return r
}

// count returns how many steps ended in a state, notes left out.
func count(r install.Result, state install.State) (n int) {
	for _, s := range r.Steps {
		if s.State == state {
			n++
		}
	}
	return n
}

// has fails unless some step with these words ended in a state.
func has(t *testing.T, r install.Result, state install.State, words string) install.Step {
	t.Helper()
	for _, s := range r.Steps {
		if s.State == state && strings.Contains(s.Text, words) {
			return s
		}
	}
	t.Errorf("no step %q with %q in:\n%+v", state, words, r.Steps)
	return install.Step{}
}

// On a fresh server everything is made; a second time nothing is.
func TestSetupTwice(t *testing.T) {
	s := newSite(t)
	var said []string
	s.o.Say = func(sentence string) { said = append(said, sentence) }
	r := s.setup(t)
	if n := count(r, install.ByHand); n != 0 || install.Missing(r.Steps) {
		t.Errorf("%d steps by hand: %+v", n, r.Steps)
	}
	if len(said) != 2 || !strings.Contains(said[0], "every private channel on the server") {
		t.Errorf("said before roles were changed: %q", said)
	}
	if len(s.kept) != 1 || len(r.CommandTokens) != 1 {
		t.Fatalf("tokens of the bot %d, of commands %d", len(s.kept), len(r.CommandTokens))
	}
	bot, _, err := s.admin.GetUserByUsername(t.Context(), "appealbot", "")
	if err != nil || !bot.IsBot || !strings.Contains(bot.Roles, "system_custom_group_admin") || strings.Contains(bot.Roles, "system_admin") {
		t.Errorf("the bot: %+v, %v", bot, err)
	}
	for name, want := range map[string]bool{"channel_admin": true, "channel_user": false} {
		role, _, err := s.admin.GetRoleByName(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range []string{"manage_private_channel_members", "delete_private_channel", "manage_private_channel_properties"} {
			if slices.Contains(role.Permissions, p) != want {
				t.Errorf("role %s and %s: %v", name, p, role.Permissions)
			}
		}
	}
	cs, _, err := s.admin.ListCommands(t.Context(), s.team.Id, true)
	if err != nil || len(cs) != 1 || cs[0].URL != "http://127.0.0.1:8066/mattermost/command" || cs[0].Method != "P" || !cs[0].AutoComplete || cs[0].AutoCompleteHint != "[new | help]" {
		t.Errorf("commands: %+v, %v", cs, err)
	}
	if r.Found[0].UserID != s.ann || r.Found[0].But != "" || r.Found[1].UserID != "" || !strings.Contains(r.Found[1].But, "no account here") {
		t.Errorf("people: %+v", r.Found)
	}

	s.o.BotToken = s.kept[0]
	again := s.setup(t)
	if done := count(again, install.Done); done != 0 || count(again, install.Same) < 10 {
		t.Errorf("a second time, %d steps were done: %+v", done, again.Steps)
	}
	if !slices.Equal(again.CommandTokens, r.CommandTokens) {
		t.Error("the command has another token")
	}
}

func TestDrySetupChangesNothing(t *testing.T) {
	s := newSite(t)
	s.o.Dry = true
	before := len(s.Requests("/api/v4"))
	r := s.setup(t)
	if count(r, install.Done) != 0 || count(r, install.Would) < 8 {
		t.Errorf("%+v", r.Steps)
	}
	for _, q := range s.Requests("/api/v4")[before:] {
		if q.Method != http.MethodGet {
			t.Errorf("it asked %s %s", q.Method, q.Path)
		}
	}
	if len(s.kept) != 0 {
		t.Error("a token was made")
	}
}

// An officer's token can do nothing of it, and everything is left to somebody
// who can, with the place where it is done.
func TestSetupWithoutRights(t *testing.T) {
	s := newSite(t)
	c := mattermost.NewClient(s.URL(), "", nil)
	if _, _, err := c.Login(t.Context(), "ann", mattermosttest.Password); err != nil {
		t.Fatal(err)
	}
	s.o.Token = c.AuthToken
	r := s.setup(t)
	if !install.Missing(r.Steps) || r.As != "ann" {
		t.Errorf("nothing is missing: %+v", r.Steps)
	}
	if st := has(t, r, install.ByHand, "bot account @appealbot is made"); !st.Essential || len(st.How) == 0 {
		t.Errorf("%+v", st)
	}
	for _, words := range []string{"slash command /appeal in team police", "role channel_user", "access token"} {
		if st := has(t, r, install.ByHand, words); len(st.How) == 0 {
			t.Errorf("nothing says how: %+v", st)
		}
	}
	has(t, r, install.Note, "configuration cannot be read")
}

func TestSetupLeavesAlone(t *testing.T) {
	s := newSite(t)
	if _, _, err := s.admin.CreateCommand(t.Context(), &model.Command{TeamId: s.team.Id, Trigger: "appeal", Method: "P", URL: "http://127.0.0.1:1/other"}); err != nil {
		t.Fatal(err)
	}
	duty, _, err := s.admin.CreateChannel(t.Context(), &model.Channel{TeamId: s.team.Id, Type: model.ChannelTypeOpen, Name: "duty", DisplayName: "Duty"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.admin.DeleteChannel(t.Context(), duty.Id); err != nil {
		t.Fatal(err)
	}
	s.o.LeaveRoles, s.o.Teams = true, []string{"police", "nowhere"}
	r := s.setup(t)
	has(t, r, install.ByHand, "belongs to another program")
	has(t, r, install.ByHand, "channel duty in team police is archived")
	has(t, r, install.ByHand, `no team "nowhere"`)
	has(t, r, install.Note, "roles are left alone")
	role, _, err := s.admin.GetRoleByName(t.Context(), "channel_user")
	if err != nil || !slices.Contains(role.Permissions, "delete_private_channel") {
		t.Errorf("the role was changed: %v", err)
	}
	if len(r.CommandTokens) != 0 {
		t.Error("it took over another program's token")
	}
}

// What somebody undid is done again.
func TestSetupMends(t *testing.T) {
	s := newSite(t)
	r := s.setup(t)
	bot, _, err := s.admin.GetUserByUsername(t.Context(), "appealbot", "")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.admin.DisableBot(t.Context(), bot.Id); err != nil {
		t.Fatal(err)
	}
	if _, err := s.admin.RemoveTeamMember(t.Context(), s.team.Id, bot.Id); err != nil {
		t.Fatal(err)
	}
	s.o.BotToken, s.o.Callback = "a token that was revoked", "http://127.0.0.1:9000"
	again := s.setup(t)
	has(t, again, install.Done, "@appealbot is enabled")
	has(t, again, install.Done, "in team police")
	has(t, again, install.Done, "new access token")
	has(t, again, install.Done, "no longer http://127.0.0.1:8066")
	if len(s.kept) != 2 || !slices.Equal(again.CommandTokens, r.CommandTokens) {
		t.Errorf("%d tokens", len(s.kept))
	}
}

func TestSetupRefuses(t *testing.T) {
	s := newSite(t)
	for name, tt := range map[string]struct {
		change func(*install.Options)
		says   string
	}{
		"token":         {func(o *install.Options) { o.Token = "hunter2" }, "does not know the administrator's token"},
		"a person":      {func(o *install.Options) { o.Bot = "ann" }, "@ann is a person's account"},
		"another's":     {func(o *install.Options) { o.BotToken = s.AdminToken() }, "token of another account"},
		"not encrypted": {func(o *install.Options) { o.URL = strings.Replace(o.URL, "http:", "https:", 1) }, "answers without encryption"},
		"nobody":        {func(o *install.Options) { o.URL = "http://127.0.0.1:1" }, "nothing listens"},
		"no machine":    {func(o *install.Options) { o.URL = "http://no.such.machine.invalid" }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			o := s.o
			tt.change(&o)
			_, err := install.Setup(t.Context(), o)
			if err == nil || !strings.Contains(err.Error(), tt.says) || strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), s.AdminToken()) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// What is at the address may be anything.
func TestSetupAtStrangeAddresses(t *testing.T) {
	for name, tt := range map[string]struct {
		answer func(http.ResponseWriter, *http.Request)
		says   string
	}{
		"too old": {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"Version":"10.11.3"}`) }, "is Mattermost 10.11.3, and the forms need 11.1"},
		"11.0":    {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"Version":"11.0.2"}`) }, "need 11.1"},
		"odd":     {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"Version":"next"}`) }, "cannot be read"},
		"page":    {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>hello</html>") }, "no Mattermost"},
		"json":    {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "{}") }, "no Mattermost"},
		"nothing": {http.NotFound, "no Mattermost"},
		"moved": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://chat.police.example"+r.URL.Path, http.StatusMovedPermanently)
		}, "sends its visitors on to https://chat.police.example;"},
		"maintenance": {func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "back soon", http.StatusServiceUnavailable)
		}, "in maintenance"},
		"limited": {func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "", http.StatusTooManyRequests) }, "Wait a minute"},
		"wants TLS": {func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "Client sent an HTTP request", http.StatusBadRequest)
		}, "write https://"},
	} {
		t.Run(name, func(t *testing.T) {
			web := httptest.NewServer(http.HandlerFunc(tt.answer))
			defer web.Close()
			_, err := install.Setup(context.Background(), install.Options{URL: web.URL, Token: "hunter2", Now: time.Now})
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v", err)
			}
		})
	}
	secure := httptest.NewTLSServer(http.NotFoundHandler())
	defer secure.Close()
	if _, err := install.Setup(t.Context(), install.Options{URL: secure.URL, Now: time.Now}); err == nil || !strings.Contains(err.Error(), "does not trust the certificate") {
		t.Errorf("an unknown certificate: %v", err)
	}
}

// Whichever request fails, no sentence about it has a secret, and nothing is
// done after a server that stopped answering.
func TestSetupAgainstAServerThatBreaks(t *testing.T) {
	for n := range 30 {
		s := newSite(t)
		i := 0
		s.Faults(func(*http.Request) mattermosttest.Fault {
			if i++; i > n {
				return mattermosttest.Fault{Status: http.StatusInternalServerError, Body: `{"id":"x","message":"broken","status_code":500}`}
			}
			return mattermosttest.Fault{}
		})
		r, err := install.Setup(t.Context(), s.o)
		if i <= n {
			if err != nil {
				t.Errorf("nothing broke: %v", err)
			}
			return
		}
		if err == nil && !strings.Contains(fmt.Sprint(r.Steps), "cannot be read") {
			t.Errorf("request %d failed and nothing was said", n)
		}
		for _, secret := range append(s.kept, s.AdminToken()) {
			if strings.Contains(fmt.Sprint(r.Steps, err), secret) {
				t.Errorf("a secret was said: %v", err)
			}
		}
	}
}
