package mattermost

import (
	"context"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
)

// verbCheck is the verb of a button and a form that mean nothing: with them
// the tools find out whether the server reaches this program at all. The
// handler never sees them.
const verbCheck = "mattermost.check"

// checkForm is what the check opens.
func checkForm() chat.Form {
	return chat.Form{
		Title: "Connection check", Submit: "OK", Action: chat.Action{Verb: verbCheck},
		Inputs: []chat.Input{{Name: "ok", Label: "It works", Kind: chat.Line, Optional: true}},
	}
}

// check opens the form of the check.
func (r *run) check(ctx context.Context, in model.PostActionIntegrationRequest) {
	e := chat.Event{ID: "check", User: in.UserId, At: chat.Ref{Platform: Name, Channel: in.ChannelId, Message: in.PostId}}
	form := checkForm()
	r.openForm(ctx, e, in.TriggerId, chat.Answer{Open: &form})
}
