package mattermosttest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"unicode"

	"github.com/mattermost/mattermost/server/public/model"
)

// A hook is the response URL of one command that was executed.
type hook struct {
	args  *model.CommandArgs
	uses  int
	until int64
}

func commandRoutes() []route {
	return []route{
		{http.MethodPost, "/api/v4/commands", createCommand, false},
		{http.MethodGet, "/api/v4/commands", listCommands, false},
		{http.MethodPut, "/api/v4/commands/{command_id}", updateCommand, false},
		{http.MethodDelete, "/api/v4/commands/{command_id}", deleteCommand, false},
		{http.MethodPut, "/api/v4/commands/{command_id}/regen_token", regenToken, false},
		{http.MethodPost, "/api/v4/commands/execute", executeCommand, false},
		{http.MethodPost, "/hooks/commands/{hook_id}", commandHook, true},
	}
}

func createCommand(c *call) (any, *model.AppError) {
	in := &model.Command{}
	if err := c.decode(in); err != nil {
		return nil, err
	}
	if !c.mayTeam(c.me, in.TeamId, "manage_own_slash_commands") {
		return nil, forbidden("manage_own_slash_commands")
	}
	in.Id, in.Token, in.CreatorId, in.Trigger = "", "", c.me.Id, strings.ToLower(in.Trigger)
	in.PreSave()
	if err := in.IsValid(); err != nil {
		return nil, err
	}
	if c.command(in.TeamId, in.Trigger, "") != nil {
		return nil, fail(http.StatusBadRequest, "api.command.duplicate_trigger.app_error", "This trigger word is already in use.")
	}
	c.commands[in.Id] = in
	return c.created(in)
}

// command is a team's command with this trigger.
func (s *Server) command(team, trigger, except string) *model.Command {
	for _, cmd := range s.commands {
		if cmd.TeamId == team && cmd.Trigger == trigger && cmd.Id != except {
			return cmd
		}
	}
	return nil
}

func listCommands(c *call) (any, *model.AppError) {
	team := c.query("team_id")
	if team == "" {
		return nil, invalid("team_id")
	}
	if !c.mayTeam(c.me, team, "manage_own_slash_commands") {
		return nil, forbidden("manage_own_slash_commands")
	}
	out := []*model.Command{}
	for _, cmd := range c.commands {
		if cmd.TeamId == team && (cmd.CreatorId == c.me.Id || c.mayTeam(c.me, team, "manage_others_slash_commands")) {
			out = append(out, cmd)
		}
	}
	return out, nil
}

// mine is the command that the path names, if the caller may change it.
func (c *call) mine() (*model.Command, *model.AppError) {
	cmd := c.commands[c.path["command_id"]]
	if cmd == nil || !c.mayTeam(c.me, cmd.TeamId, "manage_own_slash_commands") {
		return nil, fail(http.StatusNotFound, "store.sql_command.get.missing.app_error", "Command does not exist.")
	}
	if cmd.CreatorId != c.me.Id && !c.mayTeam(c.me, cmd.TeamId, "manage_others_slash_commands") {
		return nil, forbidden("manage_others_slash_commands")
	}
	return cmd, nil
}

func updateCommand(c *call) (any, *model.AppError) {
	in := &model.Command{}
	if err := c.decode(in); err != nil {
		return nil, err
	}
	if in.Id != c.path["command_id"] {
		return nil, invalid("command")
	}
	cmd, err := c.mine()
	if err != nil {
		return nil, err
	}
	if in.TeamId != cmd.TeamId {
		return nil, fail(http.StatusBadRequest, "api.command.team_mismatch.app_error", "Unable to update commands across teams.")
	}
	in.Trigger = strings.ToLower(in.Trigger)
	in.Token, in.CreatorId, in.CreateAt, in.UpdateAt = cmd.Token, cmd.CreatorId, cmd.CreateAt, c.now()
	if err := in.IsValid(); err != nil {
		return nil, err
	}
	if c.command(in.TeamId, in.Trigger, in.Id) != nil {
		return nil, fail(http.StatusBadRequest, "api.command.duplicate_trigger.app_error", "This trigger word is already in use.")
	}
	c.commands[in.Id] = in
	return in, nil
}

func deleteCommand(c *call) (any, *model.AppError) {
	cmd, err := c.mine()
	if err != nil {
		return nil, err
	}
	delete(c.commands, cmd.Id)
	return ok()
}

func regenToken(c *call) (any, *model.AppError) {
	cmd, err := c.mine()
	if err != nil {
		return nil, err
	}
	cmd.Token = model.NewId()
	return map[string]string{"token": cmd.Token}, nil
}

// executeCommand is what a client sends for a line that begins with a slash.
func executeCommand(c *call) (any, *model.AppError) {
	in := &model.CommandArgs{}
	if err := c.decode(in); err != nil {
		return nil, err
	}
	if len(in.Command) <= 1 || in.Command[0] != '/' || !model.IsValidId(in.ChannelId) {
		return nil, fail(http.StatusBadRequest, "api.command.execute_command.start.app_error", "Command must start with /.")
	}
	if !c.mayChannel(c.me, in.ChannelId, "create_post") {
		return nil, forbidden("create_post")
	}
	ch := c.channels[in.ChannelId]
	switch {
	case ch == nil:
		return nil, fail(http.StatusNotFound, "app.channel.get.existing.app_error", "Unable to find the existing channel.")
	case ch.DeleteAt != 0:
		return nil, fail(http.StatusBadRequest, "api.command.execute_command.deleted.error", "Unable to run the command in a deleted channel.")
	case ch.TeamId != "":
		in.TeamId = ch.TeamId
	case c.teams[in.TeamId] == nil || c.teams[in.TeamId].members[c.me.Id] == nil:
		if !c.can("create_post") {
			return nil, forbidden("create_post")
		}
	}
	in.UserId = c.me.Id
	return c.execute(in, ch)
}

func (c *call) execute(in *model.CommandArgs, ch *channel) (any, *model.AppError) {
	trigger, text := in.Command, ""
	if i := strings.IndexFunc(in.Command, unicode.IsSpace); i >= 0 {
		trigger, text = in.Command[:i], in.Command[i+1:]
	}
	trigger = strings.ToLower(strings.TrimPrefix(trigger, "/"))
	clientID, triggerID, err := model.GenerateTriggerId(in.UserId, c.key)
	if err != nil {
		return nil, err
	}
	cmd := c.command(in.TeamId, trigger, "")
	if cmd == nil {
		return nil, fail(http.StatusNotFound, "api.command.execute_command.not_found.app_error", "Command with a trigger of '/"+trigger+"' not found.")
	}
	if !*c.config.ServiceSettings.EnableCommands {
		return nil, fail(http.StatusNotImplemented, "api.command.disabled.app_error", "Commands have been disabled by the system admin.")
	}
	in.TriggerId = triggerID
	res, err := c.callCommand(cmd, in, ch, text)
	if err != nil {
		return nil, err
	}
	res.TriggerId = clientID
	if err := c.commandPosts(in, res); err != nil {
		return nil, fail(http.StatusInternalServerError, "api.command.execute_command.create_post_failed.app_error", "Command '"+trigger+"' failed to post response.")
	}
	return res, nil
}

// callCommand sends the form to the command's address. Only 200 is success.
func (c *call) callCommand(cmd *model.Command, in *model.CommandArgs, ch *channel, text string) (*model.CommandResponse, *model.AppError) {
	failed := fail(http.StatusInternalServerError, "api.command.execute_command.failed.app_error", "Command with a trigger of '/"+cmd.Trigger+"' failed.")
	id := model.NewId()
	c.hooks[id] = &hook{args: in, until: c.now() + 30*60*1000}
	v := url.Values{
		"token": {cmd.Token}, "team_id": {cmd.TeamId}, "team_domain": {c.teams[cmd.TeamId].Name}, "channel_id": {in.ChannelId},
		"channel_name": {ch.Name}, "user_id": {in.UserId}, "user_name": {c.users[in.UserId].Username}, "command": {"/" + cmd.Trigger},
		"text": {text}, "trigger_id": {in.TriggerId}, "root_id": {in.RootId}, "response_url": {c.http.URL + "/hooks/commands/" + id},
	}
	c.mentionLists(v, text, cmd.TeamId)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.r.Context()), c.timeout())
	defer cancel()
	req, bad := http.NewRequestWithContext(ctx, http.MethodPost, cmd.URL, strings.NewReader(v.Encode()))
	if bad != nil {
		return nil, failed
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Authorization", "Token "+cmd.Token)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("User-Agent", "Mattermost-Bot/1.1")
	res, bad := c.callOut(req)
	switch {
	case bad != nil:
		return nil, failed
	case res.status != http.StatusOK:
		err := fail(http.StatusInternalServerError, "api.command.execute_command.failed_resp.app_error",
			"Command with a trigger of '/"+cmd.Trigger+"' returned response "+http.StatusText(res.status)+".")
		err.DetailedError = string(res.body)
		return nil, err
	}
	out, bad := model.CommandResponseFromHTTPBody(res.kind, bytes.NewReader(res.body))
	if bad != nil || out == nil {
		return nil, failed
	}
	return out, nil
}

// mentionLists adds whom and what the text of a command mentions.
func (c *call) mentionLists(v url.Values, text, team string) {
	for word := range strings.FieldsSeq(text) {
		if name, ok := strings.CutPrefix(word, "@"); ok {
			if u := c.byName(strings.Trim(name, ".-_")); u != nil && c.teams[team].members[u.Id] != nil {
				v.Add("user_mentions", u.Username)
				v.Add("user_mentions_ids", u.Id)
			}
		}
		if name, ok := strings.CutPrefix(word, "~"); ok {
			for _, ch := range c.channels {
				if ch.TeamId == team && ch.Name == name && ch.Type == model.ChannelTypeOpen && ch.DeleteAt == 0 {
					v.Add("channel_mentions", ch.Name)
					v.Add("channel_mentions_ids", ch.Id)
				}
			}
		}
	}
}

// A result is what the outside answered.
type result struct {
	status int
	kind   string // of content
	body   []byte
}

// errBlocked says that an address is none that the server calls.
var errBlocked = errors.New("address is not allowed")

// callOut makes a request to the outside, if the configuration lets it.
func (c *call) callOut(req *http.Request) (out result, err error) {
	if !strings.Contains(*c.config.ServiceSettings.AllowedUntrustedInternalConnections, req.URL.Hostname()) {
		return out, errBlocked
	}
	c.away(func() {
		var res *http.Response
		if res, err = c.out.Do(req); err != nil {
			return
		}
		defer res.Body.Close()
		out.status, out.kind = res.StatusCode, res.Header.Get("Content-Type")
		out.body, err = io.ReadAll(io.LimitReader(res.Body, 1<<20))
	})
	return out, err
}

// commandPosts shows what a command answered. What is said to the whole channel
// is written by the person who gave the command.
func (c *call) commandPosts(in *model.CommandArgs, res *model.CommandResponse) *model.AppError {
	for _, r := range append([]*model.CommandResponse{res}, res.ExtraResponses...) {
		if r == nil {
			continue
		}
		if err := c.commandPost(in, r); err != nil {
			return err
		}
	}
	return nil
}

func (c *call) commandPost(in *model.CommandArgs, r *model.CommandResponse) *model.AppError {
	p := &model.Post{ChannelId: in.ChannelId, RootId: in.RootId, UserId: in.UserId, Type: r.Type, Message: r.Text, Props: r.Props}
	if r.ChannelId != "" {
		if ch := c.channels[r.ChannelId]; ch == nil || !ch.has(in.UserId) {
			return forbidden("command_post")
		}
		p.ChannelId = r.ChannelId
	}
	if p.GetProps() == nil {
		p.SetProps(model.StringInterface{})
	}
	p.AddProp("from_webhook", "true")
	if !r.SkipSlackParsing {
		p.Message = c.slackText(p.Message)
		r.Attachments = c.slackAttachments(r.Attachments)
	}
	if strings.HasPrefix(p.Type, model.PostSystemMessagePrefix) {
		return invalid("post.type")
	}
	if r.Attachments != nil {
		model.ParseMessageAttachment(p, r.Attachments)
	}
	switch {
	case r.ResponseType == model.CommandResponseTypeInChannel:
		return c.createPost(p, c.channels[p.ChannelId])
	case r.Text != "" || r.Attachments != nil:
		c.whisper(in.UserId, p)
	}
	return nil
}

// commandHook is a response URL: whoever has it can use it, five times.
func commandHook(c *call) (any, *model.AppError) {
	h := c.hooks[c.path["hook_id"]]
	if h == nil || c.now() > h.until {
		return nil, fail(http.StatusNotFound, "app.command_webhook.get.missing", "The hook does not exist.")
	}
	if h.uses++; h.uses > 5 {
		return nil, fail(http.StatusBadRequest, "app.command_webhook.try_use.invalid", "The hook was used too often.")
	}
	res, bad := model.CommandResponseFromHTTPBody(c.r.Header.Get("Content-Type"), bytes.NewReader(c.body))
	if bad != nil {
		return nil, fail(http.StatusBadRequest, "web.command_webhook.parse.app_error", "Unable to parse incoming data.")
	}
	if err := c.commandPosts(h.args, res); err != nil {
		return nil, err
	}
	c.w.Header().Set("Content-Type", "text/plain")
	_, _ = c.w.Write([]byte("ok"))
	return nil, nil
}
