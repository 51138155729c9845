package mattermosttest

import (
	"encoding/json"
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"
)

// openDialog shows a dialog to whom the trigger id names. The trigger is all the
// permission it takes, as often as it is used, until it is too old.
func openDialog(c *call) (any, *model.AppError) {
	var in model.OpenDialogRequest
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if in.URL == "" {
		return nil, invalid("url")
	}
	clientID, user, err := in.DecodeAndVerifyTriggerId(c.key, c.timeout())
	if err != nil {
		return nil, err
	}
	if bad := in.IsValid(); bad != nil {
		// The real server shows it all the same and clients make of it what
		// they can; an adapter that sends it is wrong.
		c.strange("dialog is not valid: %v", bad)
	}
	in.TriggerId = clientID
	c.publish(event{name: model.WebsocketEventOpenDialog, user: user, data: map[string]any{"dialog": jsonString(in)}}, only(user))
	return ok()
}

// submitDialog sends a form to any address that it names, opened or not, with
// the state and the values that it says. Who submits is the only thing that is
// certain.
func submitDialog(c *call) (any, *model.AppError) {
	var in model.SubmitDialogRequest
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if in.URL == "" {
		return nil, invalid("url")
	}
	in.UserId = c.me.Id
	ch := c.channels[in.ChannelId]
	switch {
	case ch == nil:
		return nil, fail(http.StatusNotFound, "app.channel.get.existing.app_error", "Unable to find the existing channel.")
	case !c.mayRead(c.me, ch):
		return nil, forbidden("read_channel_content")
	case !c.mayTeam(c.me, in.TeamId, "view_team"):
		return nil, forbidden("view_team")
	}
	to := in.URL
	in.URL = ""
	if in.Type != "refresh" {
		in.Type = "dialog_submission"
	}
	body, err := c.callback(to, in)
	if err != nil {
		return nil, err
	}
	var res model.SubmitDialogResponse
	if len(body) > 0 && json.Unmarshal(body, &res) != nil {
		return nil, fail(http.StatusInternalServerError, "app.submit_interactive_dialog.decode_json_error", "Unable to decode the response.")
	}
	return &res, nil
}
