package mattermosttest

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"
)

// What a server does with slash commands.
func TestCommands(t *testing.T) {
	onBoth(t, map[string]func(*testing.T, *world){
		"form":       commandForm,
		"private":    commandPrivate,
		"direct":     commandDirect,
		"answers":    commandAnswers,
		"in channel": commandInChannel,
		"hook":       commandHookUses,
		"creating":   commandCreating,
		"slack":      commandSlack,
	})
}

func (w *world) command(user *officer, channel, team, line string) (*model.CommandResponse, *model.Response, error) {
	return user.client.ExecuteCommandWithTeam(w.ctx(), channel, team, line)
}

func commandForm(t *testing.T, w *world) {
	_, _, err := w.command(w.ann, w.public.Id, "", "/ApPeal new one\ntwo @bob ~newsroom  ")
	check(t, "execute", err)
	c := w.callback()
	f := c.form(t)
	for k, want := range map[string]string{
		"token": w.place.CommandToken, "team_id": w.team.Id, "team_domain": w.team.Name, "channel_id": w.public.Id, "channel_name": "newsroom",
		"user_id": w.ann.id, "user_name": "ann", "command": "/appeal", "text": "new one\ntwo @bob ~newsroom  ", "root_id": "",
		"user_mentions": "bob", "user_mentions_ids": w.bob.id, "channel_mentions": "newsroom", "channel_mentions_ids": w.public.Id,
	} {
		if f[k] != want {
			t.Errorf("%s = %q, want %q", k, f[k], want)
		}
	}
	if f["trigger_id"] == "" || !strings.Contains(f["response_url"], "/hooks/commands/") || len(f) != 16 {
		t.Errorf("form = %v", f)
	}
	if got := c.header.Get("Authorization"); got != "Token "+w.place.CommandToken {
		t.Errorf("Authorization = %q", got)
	}
}

func commandPrivate(t *testing.T, w *world) {
	ch, _, err := w.ann.client.CreateChannel(w.ctx(), &model.Channel{TeamId: w.team.Id, Type: model.ChannelTypePrivate, Name: "own", DisplayName: "Own"})
	check(t, "make a channel", err)
	_, _, err = w.command(w.ann, ch.Id, "", "/appeal x")
	check(t, "execute", err)
	w.callback()
	_, res, _ := w.bot.CreatePost(w.ctx(), &model.Post{ChannelId: ch.Id, Message: "x"})
	w.is("the bot posts", res, http.StatusForbidden)
	_, res, _ = w.bot.GetPostsSince(w.ctx(), ch.Id, 1, false)
	w.is("the bot reads", res, http.StatusForbidden)
	_, res, _ = w.bot.GetChannel(w.ctx(), ch.Id)
	w.is("the bot looks", res, http.StatusForbidden)
	_, res, _ = w.bot.GetChannelByName(w.ctx(), "own", w.team.Id, "")
	w.is("the bot looks by name", res, http.StatusNotFound)
}

func commandDirect(t *testing.T, w *world) {
	ch, _, err := w.ann.client.CreateDirectChannel(w.ctx(), w.ann.id, w.botID)
	check(t, "open a conversation", err)
	_, res, _ := w.command(w.ann, ch.Id, "", "/appeal x")
	w.is("without a team", res, http.StatusForbidden)
	_, _, err = w.command(w.ann, ch.Id, w.team.Id, "/appeal x")
	check(t, "with a team", err)
	if f := w.callback().form(t); f["channel_id"] != ch.Id || f["team_id"] != w.team.Id {
		t.Errorf("form = %v", f)
	}
}

func commandAnswers(t *testing.T, w *world) {
	for _, c := range []struct {
		status     int
		kind, body string
		want       int
		shown      string
	}{
		{200, "application/json", `{}`, 200, ""},
		{200, "", ``, 200, ""},
		{200, "application/json", ``, 500, ""},
		{200, "text/plain", `{"text":"x"}`, 200, `{"text":"x"}`},
		{200, "application/json; charset=utf-8", `{"text":"y"}`, 200, "y"},
		{201, "application/json", `{"text":"z"}`, 500, ""},
		{204, "", ``, 500, ""},
		{404, "text/plain", `no`, 500, ""},
		{500, "text/plain", `no`, 500, ""},
	} {
		w.says(c.status, c.kind, c.body)
		alone, _ := w.ann.seen()
		_, res, _ := w.command(w.ann, w.public.Id, "", "/appeal x")
		name := fmt.Sprintf("%d %q %q", c.status, c.kind, c.body)
		w.is(name, res, c.want)
		w.ann.fence(t)
		posts, _ := w.ann.since(alone, 0)
		shown := ""
		for _, p := range posts {
			shown += p.Message
			if p.UserId != w.ann.id || p.Type != model.PostTypeEphemeral {
				t.Errorf("%s: shown by %s as %s", name, p.UserId, p.Type)
			}
		}
		if shown != c.shown {
			t.Errorf("%s: shown %q, want %q", name, shown, c.shown)
		}
	}
	_, res, _ := w.command(w.ann, w.public.Id, "", "/nosuchcommand x")
	w.is("unknown command", res, http.StatusNotFound)
}

func commandInChannel(t *testing.T, w *world) {
	w.says(200, "application/json", `{"response_type":"in_channel","text":"for all"}`)
	_, _, err := w.command(w.ann, w.public.Id, "", "/appeal x")
	check(t, "execute", err)
	list, _, err := w.bot.GetPostsForChannel(w.ctx(), w.public.Id, 0, 10, "", false, false)
	check(t, "read", err)
	p := list.Posts[list.Order[0]]
	if p.Message != "for all" || p.UserId != w.ann.id || p.GetProp("from_webhook") != "true" {
		t.Fatalf("post = %+v", p)
	}
	text := "changed"
	_, res, _ := w.bot.PatchPost(w.ctx(), p.Id, &model.PostPatch{Message: &text})
	w.is("the bot edits it", res, http.StatusForbidden)
	res, _ = w.bot.DeletePost(w.ctx(), p.Id)
	w.is("the bot deletes it", res, http.StatusForbidden)
	_, res, _ = w.ann.client.PatchPost(w.ctx(), p.Id, &model.PostPatch{Message: &text})
	w.is("its author edits it", res, http.StatusOK)
	res, _ = w.ann.client.DeletePost(w.ctx(), p.Id)
	w.is("its author deletes it", res, http.StatusOK)
	_, res, _ = w.bot.GetPost(w.ctx(), p.Id, "")
	w.is("it is read", res, http.StatusNotFound)
}

func commandHookUses(t *testing.T, w *world) {
	_, _, err := w.command(w.ann, w.public.Id, "", "/appeal x")
	check(t, "execute", err)
	to := w.callback().form(t)["response_url"]
	alone, _ := w.ann.seen()
	c := newClient(t, "")
	for n := range 6 {
		res, err := c.HTTPClient.Post(to, "application/json", strings.NewReader(`{"text":"later"}`))
		check(t, "post to the response URL", err)
		res.Body.Close()
		want := http.StatusOK
		if n == 5 {
			want = http.StatusBadRequest
		}
		if res.StatusCode != want {
			t.Errorf("use %d: status %d, want %d", n+1, res.StatusCode, want)
		}
	}
	w.ann.fence(t)
	if posts, _ := w.ann.since(alone, 0); len(posts) != 5 || posts[0].Message != "later" {
		t.Errorf("shown: %d messages, want 5", len(posts))
	}
}

func commandCreating(t *testing.T, w *world) {
	cmd := &model.Command{TeamId: w.team.Id, Trigger: "other", Method: "P", URL: w.place.Callback + "/command"}
	_, res, _ := w.bot.CreateCommand(w.ctx(), cmd)
	w.is("the bot makes a command", res, http.StatusForbidden)
	_, res, _ = w.ann.client.CreateCommand(w.ctx(), cmd)
	w.is("an officer makes a command", res, http.StatusForbidden)
	cmd.Trigger = "Appeal"
	_, res, _ = w.admin.CreateCommand(w.ctx(), cmd)
	w.is("the trigger is taken", res, http.StatusBadRequest)
	cmd.Trigger = "two words"
	_, res, _ = w.admin.CreateCommand(w.ctx(), cmd)
	w.is("a trigger with a space", res, http.StatusBadRequest)
}

func commandSlack(t *testing.T, w *world) {
	for skip, want := range map[bool]string{false: "@channel [b](https://a.example)", true: "<!channel> <https://a.example|b>"} {
		w.says(200, "application/json", fmt.Sprintf(`{"text":"<!channel> <https://a.example|b>","skip_slack_parsing":%v}`, skip))
		alone, _ := w.ann.seen()
		_, _, err := w.command(w.ann, w.public.Id, "", "/appeal x")
		check(t, "execute", err)
		w.ann.fence(t)
		if posts, _ := w.ann.since(alone, 0); len(posts) != 1 || posts[0].Message != want {
			t.Errorf("skip %v: %q, want %q", skip, posts[0].Message, want)
		}
	}
}
