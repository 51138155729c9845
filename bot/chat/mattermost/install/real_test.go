package install_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat/finding"
	"appealbot/bot/chat/mattermost"
	"appealbot/bot/chat/mattermost/install"
)

// TestSetupOnARealServer sets a bot up in a team of its own on the server at
// APPEALBOT_TEST_MATTERMOST_URL, twice, examines it, and puts it away. It leaves
// the server's roles as they are.
func TestSetupOnARealServer(t *testing.T) {
	url, token := os.Getenv("APPEALBOT_TEST_MATTERMOST_URL"), os.Getenv("APPEALBOT_TEST_MATTERMOST_TOKEN")
	if url == "" {
		t.Skip("APPEALBOT_TEST_MATTERMOST_URL is not set")
	}
	admin := mattermost.NewClient(url, token, nil)
	id := model.NewId()[:10]
	me, _, err := admin.GetMe(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	team, _, err := admin.CreateTeam(t.Context(), &model.Team{Name: "setup-" + id, DisplayName: "Setup " + id, Type: model.TeamOpen})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, stop := context.WithTimeout(context.WithoutCancel(t.Context()), time.Minute)
		defer stop()
		// What is left behind harms nobody.
		if b, _, err := admin.GetUserByUsername(ctx, "lookout-"+id, ""); err == nil {
			_, _, _ = admin.DisableBot(ctx, b.Id)
		}
		if cs, _, err := admin.ListCommands(ctx, team.Id, true); err == nil {
			for _, c := range cs {
				_, _ = admin.DeleteCommand(ctx, c.Id)
			}
		}
		_, _ = admin.SoftDeleteTeam(ctx, team.Id)
	})
	o := install.Options{
		URL: url, Token: token, Bot: "lookout-" + id, Teams: []string{team.Name}, Channels: []string{"duty", "newsroom"}, Command: "appeal",
		Callback: "http://127.0.0.1:8066", People: []install.Person{{ID: "me", Username: me.Username}}, LeaveRoles: true, Now: time.Now,
	}
	o.KeepToken = func(s string) error { o.BotToken = s; return nil }
	for i := range 2 {
		r, err := install.Setup(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		if n := count(r, install.Done); i == 0 && n < 7 || i == 1 && n != 0 {
			t.Errorf("round %d did %d things: %+v", i+1, n, r.Steps)
		}
		if len(r.CommandTokens) != 1 || r.Found[0].UserID != me.Id || o.BotToken == "" {
			t.Errorf("round %d: %d command tokens, %+v", i+1, len(r.CommandTokens), r.Found)
		}
	}
	fs := install.Examine(t.Context(), install.Installation{
		URL: url, Token: o.BotToken, Teams: o.Teams, Command: "appeal", CommandTokens: 1, Callback: o.Callback, Channels: o.Channels,
		People: []install.Person{{ID: "me", Login: me.Id}}, Now: time.Now,
	})
	if ps := problems(fs); len(ps) != 0 {
		t.Errorf("%+v", ps)
	}
	finds(t, fs, finding.OK, "has the command /appeal")
}
