package mattermost_test

import (
	"slices"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/mattermost"
)

// annex is a second team with a channel, the bot and an officer who is in no
// other team, and a command of its own.
func (w *world) annex() (channel, officer string) {
	w.t.Helper()
	ctx, admin := w.t.Context(), w.Admin()
	must := func(err error) {
		w.t.Helper()
		if err != nil {
			w.t.Fatal(err)
		}
	}
	team, _, err := admin.CreateTeam(ctx, &model.Team{Name: "annex", DisplayName: "Annex", Type: model.TeamOpen})
	must(err)
	c, _, err := admin.CreateChannel(ctx, &model.Channel{TeamId: team.Id, Name: "annex-desk", DisplayName: "Annex desk", Type: model.ChannelTypeOpen})
	must(err)
	u, _, err := admin.CreateUser(ctx, &model.User{Username: "nora", Email: "nora@police.example", Password: "Officer-pw-12345"})
	must(err)
	for _, id := range []string{u.Id, w.Bot()} {
		_, _, err = admin.AddTeamMember(ctx, team.Id, id)
		must(err)
	}
	_, _, err = admin.AddChannelMember(ctx, c.Id, u.Id)
	must(err)
	command, _, err := admin.CreateCommand(ctx, &model.Command{
		TeamId: team.Id, Trigger: w.place.Command, Method: model.CommandMethodPost, URL: w.place.Callback + mattermost.PathCommand,
	})
	must(err)
	w.options = func(o *mattermost.Options) {
		o.Teams = append(o.Teams, "annex")
		o.CommandTokens = append(o.CommandTokens, command.Token)
	}
	return c.Id, u.Id
}

// A department with two teams: the command and reactions work in both, also
// those given while the bot was down, and the channels of cases are in the
// first.
func TestTwoTeams(t *testing.T) {
	w := newWorld(t, nil)
	desk, nora := w.annex()
	w.restart()
	w.run(replies("for you"))
	c := w.client("nora")
	if _, _, err := c.ExecuteCommand(t.Context(), desk, "/"+w.place.Command+" status"); err != nil {
		t.Fatal(err)
	}
	if e := w.next(); e.Command == nil || e.User != nora || e.At.Channel != desk {
		t.Errorf("event %+v, want nora's command", e)
	}
	found, err := w.p.FindRoom(t.Context(), "annex-desk")
	if err != nil || found != desk {
		t.Fatalf("FindRoom = %s, %v, want %s", found, err, desk)
	}
	at, err := w.p.Post(t.Context(), "card", desk, "", approve("a card"))
	if err != nil {
		t.Fatal(err)
	}
	w.react(c, nora, at, "white_check_mark", true)
	if e := w.next(); e.React == nil || e.React.Emoji != chat.Check || e.At != at {
		t.Errorf("event %+v, want nora's reaction", e)
	}
	w.stop()
	w.react(c, nora, at, "bulb", true)
	w.restart()
	w.run(nil)
	if e := w.next(); e.React == nil || e.React.Emoji != chat.Bulb {
		t.Errorf("event %+v, want the reaction that was given meanwhile", e)
	}

	room, err := w.p.CreateRoom(t.Context(), "case", chat.Room{Name: "case-1"})
	if err != nil {
		t.Fatal(err)
	}
	made, _, err := w.Admin().GetChannel(t.Context(), room)
	if err != nil {
		t.Fatal(err)
	}
	first, _, err := w.Admin().GetTeamByName(t.Context(), w.place.Team, "")
	if err != nil || made.TeamId != first.Id {
		t.Errorf("the case's channel is in team %s, want the first, %s: %v", made.TeamId, first.Id, err)
	}
	if err := w.p.Invite(t.Context(), room, nora); err != nil {
		t.Errorf("Invite somebody of the second team: %v", err)
	}
	if got := w.Room(t, room).Members; !slices.Contains(got, nora) {
		t.Errorf("members = %v, without nora", got)
	}
}
