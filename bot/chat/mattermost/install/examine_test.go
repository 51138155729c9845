package install_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat/adapter"
	"appealbot/bot/chat/finding"
	"appealbot/bot/chat/mattermost"
	"appealbot/bot/chat/mattermost/install"
)

// installed is a site that was set up, and what there is to examine.
func installed(t *testing.T) (*site, install.Installation) {
	t.Helper()
	s := newSite(t)
	s.setup(t)
	return s, install.Installation{
		URL: s.URL(), Token: s.kept[0], Teams: s.o.Teams, Command: "appeal", CommandTokens: 1, Callback: s.o.Callback, Channels: s.o.Channels,
		People: []install.Person{{ID: "ann", Login: s.ann}}, Now: time.Now,
	}
}

func (s *site) examine(t *testing.T, in install.Installation) []finding.Finding {
	t.Helper()
	fs := install.Examine(t.Context(), in)
	for _, f := range fs {
		if f.Text == "" || f.About == "" || (f.Verdict == finding.OK) != (f.How == "") {
			t.Errorf("an odd finding: %+v", f)
		}
		if said := fmt.Sprint(f); strings.Contains(said, in.Token) || strings.Contains(said, s.AdminToken()) {
			t.Errorf("a secret was said: %s", said)
		}
	}
	return fs
}

// finds fails unless something was found with these words.
func finds(t *testing.T, fs []finding.Finding, v finding.Verdict, words string) {
	t.Helper()
	for _, f := range fs {
		if f.Verdict == v && strings.Contains(f.Text, words) {
			return
		}
	}
	t.Errorf("no %s with %q in:\n%+v", v, words, fs)
}

func problems(fs []finding.Finding) (out []finding.Finding) {
	for _, f := range fs {
		if f.Verdict == finding.Problem {
			out = append(out, f)
		}
	}
	return out
}

func TestExamineWhatIsWell(t *testing.T) {
	s, in := installed(t)
	fs := s.examine(t, in)
	if ps := problems(fs); len(ps) != 0 {
		t.Errorf("%+v", ps)
	}
	for _, words := range []string{"Mattermost 11", "clock", "key to check", "bot @appealbot", "in team police", "in channel duty", "in channel newsroom", "every right", "Only administrators", "1 of 1 people"} {
		finds(t, fs, finding.OK, words)
	}
}

// Each thing that goes wrong later is found, and named.
func TestExamineFinds(t *testing.T) {
	for name, tt := range map[string]struct {
		change  func(*testing.T, *site, *install.Installation)
		verdict finding.Verdict
		says    string
	}{
		"a disabled bot": {func(t *testing.T, s *site, _ *install.Installation) {
			s.Deactivate(s.bot(t))
		}, finding.Problem, "does not accept the bot's token"},
		"a wrong token":         {func(_ *testing.T, _ *site, in *install.Installation) { in.Token = "hunter2" }, finding.Problem, "does not accept the bot's token"},
		"a server that is down": {func(_ *testing.T, _ *site, in *install.Installation) { in.URL = "http://127.0.0.1:1" }, finding.Problem, "nothing listens"},
		"a person's token":      {func(_ *testing.T, s *site, in *install.Installation) { in.Token = s.AdminToken() }, finding.Problem, "that of a person"},
		"a team that it left": {func(t *testing.T, s *site, _ *install.Installation) {
			if _, err := s.admin.RemoveTeamMember(t.Context(), s.team.Id, s.bot(t)); err != nil {
				t.Fatal(err)
			}
		}, finding.Problem, "not in team police"},
		"a channel that it left": {func(t *testing.T, s *site, _ *install.Installation) {
			if _, err := s.admin.RemoveUserFromChannel(t.Context(), s.channel(t, "duty"), s.bot(t)); err != nil {
				t.Fatal(err)
			}
		}, finding.Warning, "not in channel duty"},
		"an archived channel": {func(t *testing.T, s *site, _ *install.Installation) {
			if _, err := s.admin.DeleteChannel(t.Context(), s.channel(t, "duty")); err != nil {
				t.Fatal(err)
			}
		}, finding.Problem, "no channel duty"},
		"too few command tokens": {func(_ *testing.T, _ *site, in *install.Installation) { in.CommandTokens = 0 }, finding.Problem, "0 command tokens for 1 teams"},
		"a right that was taken": {func(t *testing.T, s *site, _ *install.Installation) {
			s.role(t, "team_user", nil, "create_private_channel")
		}, finding.Problem, "create_private_channel: no case gets its channel"},
		"members who can throw it out": {func(t *testing.T, s *site, _ *install.Installation) {
			s.role(t, "channel_user", []string{"manage_private_channel_members"}, "")
		}, finding.Warning, "throw the bot and others out"},
		"somebody unknown": {func(_ *testing.T, _ *site, in *install.Installation) {
			in.People = append(in.People, install.Person{ID: "zed", Email: "zed@police.example"})
		}, finding.Problem, "zed has no account here"},
		"somebody without anything": {func(_ *testing.T, _ *site, in *install.Installation) {
			in.People = append(in.People, install.Person{ID: "yan"})
		}, finding.Warning, "yan has neither a login"},
		"nobody": {func(_ *testing.T, _ *site, in *install.Installation) { in.People = nil }, finding.Problem, "Nobody of the configuration"},
		"a clock": {func(_ *testing.T, _ *site, in *install.Installation) {
			in.Now = func() time.Time { return time.Now().Add(time.Hour) }
		}, finding.Problem, "apart; at ten minutes every press is refused"},
		"old messages": {func(_ *testing.T, s *site, _ *install.Installation) {
			s.Config(func(c *model.Config) { *c.ServiceSettings.PostEditTimeLimit = 300 })
		}, finding.Warning, "for 300 seconds only"},
		"small files": {func(_ *testing.T, s *site, _ *install.Installation) {
			s.Config(func(c *model.Config) { *c.FileSettings.MaxFileSize = 1 << 20 })
		}, finding.Warning, "Files may have 1 MB"},
		"a blocked callback": {func(_ *testing.T, s *site, in *install.Installation) {
			in.AdminToken = s.AdminToken()
			s.Config(func(c *model.Config) { *c.ServiceSettings.AllowedUntrustedInternalConnections = "" })
		}, finding.Problem, "The server may not call http://127.0.0.1:8066"},
		"what comes of a probe": {func(_ *testing.T, _ *site, in *install.Installation) {
			in.Around = func(context.Context) finding.Finding {
				return finding.Finding{Verdict: finding.Problem, About: "x", Text: "tried", How: "y"}
			}
		}, finding.Problem, "tried"},
	} {
		t.Run(name, func(t *testing.T) {
			s, in := installed(t)
			tt.change(t, s, &in)
			finds(t, s.examine(t, in), tt.verdict, tt.says)
		})
	}
}

func (s *site) bot(t *testing.T) string {
	t.Helper()
	u, _, err := s.admin.GetUserByUsername(t.Context(), "appealbot", "")
	if err != nil {
		t.Fatal(err)
	}
	return u.Id
}

func (s *site) channel(t *testing.T, name string) string {
	t.Helper()
	c, _, err := s.admin.GetChannelByName(t.Context(), name, s.team.Id, "")
	if err != nil {
		t.Fatal(err)
	}
	return c.Id
}

// role gives permissions to a role and takes one from it.
func (s *site) role(t *testing.T, name string, more []string, less string) {
	t.Helper()
	r, _, err := s.admin.GetRoleByName(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Permissions {
		if p != less {
			more = append(more, p)
		}
	}
	if _, _, err := s.admin.PatchRole(t.Context(), r.Id, &model.RolePatch{Permissions: &more}); err != nil {
		t.Fatal(err)
	}
}

// The channels that the bot remembers are compared with those that it is in.
func TestExamineRooms(t *testing.T) {
	s, in := installed(t)
	made := func(name string) adapter.KeptRoom {
		c, _, err := s.admin.CreateChannel(t.Context(), &model.Channel{TeamId: s.team.Id, Type: model.ChannelTypePrivate, Name: name, DisplayName: name})
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.admin.AddChannelMember(t.Context(), c.Id, s.bot(t)); err != nil {
			t.Fatal(err)
		}
		return adapter.KeptRoom{ID: c.Id, Name: name}
	}
	in.Rooms = []adapter.KeptRoom{made("case-in"), made("case-out"), made("case-archived"), {ID: model.NewId(), Name: "case-deleted"}, {ID: model.NewId(), Name: "case-gone", Gone: true}}
	if _, err := s.admin.RemoveUserFromChannel(t.Context(), in.Rooms[1].ID, s.bot(t)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.admin.DeleteChannel(t.Context(), in.Rooms[2].ID); err != nil {
		t.Fatal(err)
	}
	fs := s.examine(t, in)
	finds(t, fs, finding.Warning, "not an administrator of channel case-in")
	finds(t, fs, finding.Problem, "removed from channel case-out")
	finds(t, fs, finding.Problem, "case-deleted was deleted")
	if ps := problems(fs); len(ps) != 2 {
		t.Errorf("%+v", ps)
	}
}

// People who are known by their address alone, on a server where an address
// proves nothing, or shows to nobody.
func TestExamineAddresses(t *testing.T) {
	for says, settings := range map[string]string{
		"sign up to this server": `"EnableOpenServer":"true","EnableSignUpWithEmail":"true","RequireEmailVerification":"false"`,
		"does not show e-mail":   `"ShowEmailAddress":"false"`,
	} {
		s, in := installed(t)
		in.People = []install.Person{{ID: "ann", Email: "ann@police.example"}}
		// In front of the server, so that it says what this one does not.
		front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/api/v4/config/client" {
				fmt.Fprintf(w, `{"Version":"11.6.0","AsymmetricSigningPublicKey":"x",%s}`, settings)
				return
			}
			http.Redirect(w, r, s.URL()+r.URL.RequestURI(), http.StatusTemporaryRedirect)
		}))
		defer front.Close()
		in.URL, in.Transport = front.URL, follow{}
		fs := s.examine(t, in)
		finds(t, fs, finding.Problem, says)
		finds(t, fs, finding.Problem, "Nobody of the configuration")
	}
}

// follow is a transport that follows one redirect, with everything.
type follow struct{}

func (follow) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil || resp.StatusCode != http.StatusTemporaryRedirect {
		return resp, err
	}
	_ = resp.Body.Close()
	to, err := resp.Location()
	if err != nil {
		return nil, err
	}
	next := r.Clone(r.Context())
	next.URL, next.Host = to, to.Host
	if r.GetBody != nil {
		if next.Body, err = r.GetBody(); err != nil {
			return nil, err
		}
	}
	return http.DefaultTransport.RoundTrip(next)
}

func TestAround(t *testing.T) {
	here, away := func(context.Context) error { return nil }, func(context.Context) error { return errors.New("connection refused") }
	ends := func(st mattermost.Stage, err error) func(context.Context) error {
		return func(context.Context) error { return &mattermost.ProbeError{Stage: st, Err: err} }
	}
	for name, tt := range map[string]struct {
		probe, reach func(context.Context) error
		verdict      finding.Verdict
		says         string
	}{
		"well":       {here, here, finding.OK, "reaches http://10.1.2.3:8066: a button was pressed"},
		"websocket":  {ends(mattermost.StageSocket, errors.New("silence")), here, finding.Problem, "websocket: silence"},
		"message":    {ends(mattermost.StagePost, errors.New("no")), here, finding.Problem, "write to itself"},
		"blocked":    {ends(mattermost.StagePress, errors.New("400")), here, finding.Problem, "although this machine does"},
		"said so":    {ends(mattermost.StagePress, mattermost.ErrBlocked), away, finding.Problem, "although this machine does"},
		"wrong":      {ends(mattermost.StagePress, errors.New("400")), away, finding.Problem, "neither does this machine: connection refused"},
		"not asked":  {ends(mattermost.StagePress, errors.New("400")), nil, finding.Problem, "although"},
		"other key":  {ends(mattermost.StageForm, mattermost.ErrNoForm), here, finding.Problem, "does not know the bot's own button"},
		"form":       {ends(mattermost.StageSubmit, errors.New("400")), here, finding.Problem, "ends at the answer"},
		"not a step": {away, here, finding.Problem, "could not be tried"},
	} {
		f := install.Around(t.Context(), "http://10.1.2.3:8066", tt.probe, tt.reach)
		if f.Verdict != tt.verdict || !strings.Contains(f.Text, tt.says) || (f.Verdict == finding.OK) != (f.How == "") {
			t.Errorf("%s: %+v", name, f)
		}
		if strings.Contains(tt.says, "although") && !strings.Contains(f.How, "add 10.1.2.3 ") {
			t.Errorf("%s does not say what to add: %s", name, f.How)
		}
	}
}
